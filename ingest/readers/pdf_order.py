"""The order in which a page is read: columns one after another, what stands across them between."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.content import Box, PageTable, Word
from ingest.readers.pdf_lines import Line, height_of, lines_of, pieces_of, rows_of

_MOST_COLUMNS = 6
_LEAST_WIDTH = 90.0  # points: a narrower column of prose is hardly set
_SIDE_WIDTH = 45.0
_FEW = 5  # lines at the head of a page: with more, columns are told by themselves


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands at one height: the words of a row, or a table."""

    top: float
    bottom: float
    words: list[Word]
    table: PageTable | None = None


@dataclass(frozen=True, slots=True)
class _Band:
    """A stretch of a page in two columns, the right one beginning at `x`."""

    x: float
    first: int
    last: int
    strength: int


class PageOrder:
    """The order of a paper's pages, one after another: columns may go on at the head of the next page."""

    def __init__(self) -> None:
        self._gutters: list[float] = []  # where right columns began on the page before

    def in_order(self, words: Sequence[Word], tables: Sequence[PageTable]) -> list[Line | PageTable]:
        """Return the lines and tables of the next page as a person reads them; a table's place is where it begins."""
        rows = [_Row(min(w.top for w in row), max(w.bottom for w in row), row) for row in rows_of(words)]
        rows += [_Row(t.box[1], t.box[3], [], t) for t in tables]
        rows.sort(key=lambda r: r.top if r.table else (r.top + r.bottom) / 2)
        rest = _rest_of_columns(rows, self._gutters)
        self._gutters = [rest.x] if rest else []
        if rest is None:
            return _flow(rows, self._gutters)
        left, right = _halves(rows[: rest.last], rest.x)
        return [*_one_column(left), *_one_column(right), *_flow(rows[rest.last :], self._gutters)]


def _rest_of_columns(rows: list[_Row], gutters: Sequence[float]) -> _Band | None:
    """Return the few lines at the head of a page that end the columns of the page before."""
    for x in gutters:
        below = (i for i, row in enumerate(rows) if _crosses(row, x) or (i and _apart(rows[i - 1], row, rows[i - 1])))
        last = next(below, len(rows))
        right = [[w for w in row.words if w.x0 >= x - 1.5] for row in rows[:last]]
        left = [[w for w in row.words if w.x0 < x - 1.5] for row in rows[:last]]
        sides = [_Side([words for words in side if words]) for side in (left, right)]
        begins = any(words and abs(words[0].x0 - x) < 2 for words in right)
        if last <= _FEW and begins and all(len(s.boxes) > 1 and s.is_block() for s in sides):
            return _Band(x, 0, last, last)
    return None


def share_edges(pages: Sequence[Sequence[Line | PageTable]]) -> None:
    """Let the lines of pages in one column reach as far right as on the other such pages of the paper."""
    alike: defaultdict[int, list[Line]] = defaultdict(list)
    for page in pages:
        lines = [item for item in page if isinstance(item, Line)]
        if len({(line.left, line.right) for line in lines}) == 1:
            alike[round(lines[0].left / 12)] += lines
    for lines in alike.values():
        edge = max(line.right for line in lines)
        for line in lines:
            line.right = edge


def _flow(rows: list[_Row], gutters: list[float], depth: int = 0) -> list[Line | PageTable]:
    """Return rows in their order, and add where their right columns begin to `gutters`."""
    band = _widest_band(rows) if depth < _MOST_COLUMNS else None
    if band is None:
        return _one_column(rows)
    gutters.append(band.x)
    inside = rows[band.first : band.last]
    left, right = _halves(inside, band.x)
    return [
        *_flow(rows[: band.first], gutters, depth + 1),
        *_flow(left, gutters, depth + 1),
        *_flow(right, gutters, depth + 1),
        *_flow(rows[band.last :], gutters, depth + 1),
    ]


def _one_column(rows: list[_Row]) -> list[Line | PageTable]:
    placed: list[tuple[float, Line | PageTable]] = [(r.top, r.table) for r in rows if r.table]
    lines = lines_of(w for row in rows for w in row.words)
    placed += [(line.top, line) for line in lines]
    return [item for _, item in sorted(placed, key=lambda pair: pair[0])]


def _halves(rows: Sequence[_Row], x: float) -> tuple[list[_Row], list[_Row]]:
    """Part rows at `x`; each half keeps its own heights, as the lines of two columns need not be level."""
    halves: tuple[list[_Row], list[_Row]] = [], []
    for row in rows:
        if row.table:
            halves[row.table.box[0] > x - 2].append(row)
    for side in (0, 1):
        words = [w for row in rows for w in row.words if (w.x0 >= x - 1.5) == bool(side)]
        own = [_Row(min(w.top for w in r), max(w.bottom for w in r), r) for r in rows_of(words)]
        halves[side].extend(own)
        halves[side].sort(key=lambda r: r.top)
    return halves


def _widest_band(rows: list[_Row]) -> _Band | None:
    """Return the strongest stretch of two columns, or None where the page is one column."""
    starts: Counter[int] = Counter()
    for row in rows:
        starts.update({round(b.x0) for a, b in pairwise(row.words) if b.x0 - a.x1 > _gutter(a)})
        if row.words:
            starts[round(row.words[0].x0)] += 1
    best: _Band | None = None
    for x, count in starts.most_common(12):
        near = count + starts[x - 1] + starts[x + 1]
        found = _band_at(rows, float(x)) if near >= 3 else None
        if found and (best is None or found.strength > best.strength):
            best = found
    return best


def _gutter(word: Word) -> float:
    return max(7.0, 0.75 * height_of(word))


def _band_at(rows: list[_Row], x: float) -> _Band | None:
    best: _Band | None = None
    first = 0
    for at in range(len(rows) + 1):
        if at < len(rows) and not _crosses(rows[at], x):
            continue
        last = _without_tail(rows, first, at, x)
        while first < last and not any(w.x0 >= x - 1.5 for w in rows[first].words):
            first += 1  # lines at the left that stand above both columns
        strength = _strength(rows[first:last], x)
        if strength and (best is None or strength > best.strength):
            best = _Band(x, first, last, strength)
        first = at + 1
    return best


def _crosses(row: _Row, x: float) -> bool:
    if row.table:
        return row.table.box[0] < x - 2 and row.table.box[2] > x + 2
    return any(w.x0 < x - 1.5 and w.x1 > x - _gutter(w) for w in row.words)


def _apart(above: _Row, row: _Row, like: _Row) -> bool:
    """Tell whether a row stands well below another, measured by the letters of one like them."""
    return row.top - above.bottom > 1.1 * max((height_of(w) for w in like.words), default=12.0)


def _without_tail(rows: list[_Row], first: int, last: int, x: float) -> int:
    """Leave out lines at the left that stand well below the end of the right column: they follow both."""
    both = [i for i in range(first, last) if any(w.x0 >= x - 1.5 for w in rows[i].words)]
    end = both[-1] + 1 if both else last
    for i in range(end, last):
        if _apart(rows[i - 1], rows[i], rows[i]):
            return i
    return last


def _strength(rows: list[_Row], x: float) -> int:
    """Return how many lines stand side by side in two columns; 0 where these are no columns of running text."""
    left = [[w for w in r.words if w.x0 < x - 1.5] for r in rows]
    right = [[w for w in r.words if w.x0 >= x - 1.5] for r in rows]
    sides = [_Side([words for words in side if words]) for side in (left, right)]
    if min(len(side.boxes) for side in sides) < 3 or _side_by_side(sides[0].boxes, sides[1].boxes) < 3:
        return 0
    prose = [side.is_prose() for side in sides]
    if not (all(prose) or (any(prose) and all(side.is_block() for side in sides))) or _starts_level(sides):
        return 0
    return min(len(side.boxes) for side in sides)


class _Side:
    """The lines on one side of a gutter."""

    def __init__(self, rows: list[list[Word]]) -> None:
        self.boxes = [_box(row) for row in rows]
        self._size = median([height_of(w) for row in rows for w in row] or [12.0])
        self._words = sum(len(row) for row in rows)
        self._pieces = sum(len(pieces_of(row)) for row in rows)
        self._x0 = min((b[0] for b in self.boxes), default=0.0)
        self._x1 = max((b[2] for b in self.boxes), default=0.0)

    def is_prose(self) -> bool:
        """Tell whether most lines hold several words and reach across."""
        width = self._x1 - self._x0
        full = sum(b[2] >= self._x1 - 0.3 * width for b in self.boxes)
        enough = len(self.boxes) >= 4 and full >= 0.5 * len(self.boxes)
        return enough and width >= _LEAST_WIDTH and self._words >= 3 * self._pieces

    def is_block(self) -> bool:
        """Tell whether lines stand close below each other, as those of a box beside the text do."""
        close = sum(b[3] - a[3] < 1.7 * self._size for a, b in pairwise(self.boxes))
        wide = self._x1 - self._x0 >= _SIDE_WIDTH
        return wide and self._words >= 1.5 * self._pieces and close >= 0.7 * (len(self.boxes) - 1)

    def starts(self) -> list[float]:
        """Return the heights at which paragraphs begin."""
        return [b[1] for a, b in pairwise(self.boxes) if b[3] - a[3] > 1.5 * self._size]


def _box(words: list[Word]) -> Box:
    return min(w.x0 for w in words), min(w.top for w in words), max(w.x1 for w in words), max(w.bottom for w in words)


def _side_by_side(left: list[Box], right: list[Box]) -> int:
    """Count the lines of the left column that stand at a height where the right column has any."""
    top, bottom = min(b[1] for b in right), max(b[3] for b in right)
    return sum(top - 2 <= (b[1] + b[3]) / 2 <= bottom + 2 for b in left)


def _starts_level(sides: list[_Side]) -> bool:
    """Tell whether the paragraphs of both sides begin at the same heights: then they are the rows of a table."""
    few, many = sorted((side.starts() for side in sides), key=len)
    level = sum(any(abs(a - b) < 3 for b in many) for a in few)
    return len(few) >= 2 and level >= 0.7 * len(few)
