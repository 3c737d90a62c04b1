"""Tables without ruled columns: what stands in columns on line after line, with the help of rules across."""

from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.content import PageTable, TableCell, Word
from ingest.readers.pdf_judging import is_table
from ingest.readers.pdf_opened import holds_columns, is_loose, is_weak
from ingest.readers.pdf_pieces import Piece, pieces_of, word_lines
from ingest.readers.pdf_rivers import parted
from ingest.readers.pdf_rows import columns_of, placed
from ingest.readers.pdf_rules import Line, Rules, chains, unbroken
from ingest.readers.pdf_spacing import rows_of
from ingest.readers.pdf_turned import with_turned

_MAX_WORDS = 8000


@dataclass(slots=True)
class Zone:
    """Lines that may be a table."""

    lines: list[list[Piece]]
    rules: list[Line]
    closed: bool = False  # rules say where it begins and ends


def unruled_tables(words: list[Word], rules: Rules) -> list[PageTable]:
    """Return the tables among words that stand in no ruled table."""
    if len(words) > _MAX_WORDS:
        return []
    lines = _lines(words, rules)
    tables = []
    for chain in chains(rules.across):
        for zone in _between(chain, lines, rules.across):
            if table := _table(zone):
                tables.append(table)
                lines = _without(lines, zone)
    return tables + [table for zone in _free(lines, rules.across) if (table := _table(zone))]


def _without(lines: list[list[Piece]], zone: Zone) -> list[list[Piece]]:
    taken = {id(piece) for line in zone.lines for piece in line}
    return [rest for line in lines if (rest := [p for p in line if id(p) not in taken])]


def opened(table: PageTable, rules: Rules) -> PageTable:
    """Return a ruled table with the rows and columns that its lines do not part, if it has such; else as it is."""
    loose = any(is_loose(row) for row in table.rows) or holds_columns(table.rows)
    weak = is_weak(table.rows)
    if not loose and not weak and len(table.rows) > 2:
        return table
    lines = _lines([w for row in table.rows for cell in row for w in cell.words], rules)
    top, bottom = table.box[1], table.box[3]
    inner = [r for r in rules.across if top - 4 < r[0] < bottom + 4 and r[1] < table.box[2] and r[2] > table.box[0]]
    other = _table(Zone(lines, inner, closed=True))
    if other and (loose or (weak and len(other.rows[0]) > len(table.rows[0])) or _is_fuller(other, table)):
        return other
    return table


def _is_fuller(other: PageTable, table: PageTable) -> bool:
    """Whether a table has several rows, each from its first column on, where lines part hardly any."""
    same = len(other.rows[0]) == len(table.rows[0]) and len(other.rows) >= len(table.rows) + 3
    begun = sum(bool(row[0].words) for row in other.rows)
    several = sum(sum(bool(cell.words) for cell in row) > 1 for row in other.rows)
    texts = [cell.words[0].text for row in other.rows for cell in row if cell.words]
    whole = sum(text[0].islower() for text in texts) <= 0.1 * len(texts)
    return same and whole and begun >= 0.9 * len(other.rows) and several >= 0.8 * len(other.rows)


def _lines(words: list[Word], rules: Rules) -> list[list[Piece]]:
    lines = []
    for line in word_lines([w for w in words if w.upright]):
        middle = (line[0].top + line[0].bottom) / 2
        lines.append(pieces_of(line, [x for x, top, bottom in rules.down if top < middle < bottom]))
    return with_turned(lines, words)


def _table(zone: Zone) -> PageTable | None:
    zone = Zone(parted(zone.lines), zone.rules, zone.closed)
    columns = columns_of(zone.lines)
    if len(columns) < 2:
        return None
    lines = [placed(line, columns) for line in zone.lines]
    rules = [y for y, _, _ in zone.rules]
    rows = rows_of(lines, columns, rules, _long(zone))
    if not is_table(rows, columns, zone.closed):
        return None
    box = _box(zone.lines)
    sides = [box[0], *((a.x1 + b.x0) / 2 for a, b in pairwise(columns)), box[2]]
    cells = [
        [
            TableCell([w for piece in cell for w in piece.words], (sides[i], row.top, sides[i + 1], row.bottom))
            for i, cell in enumerate(row.cells)
        ]
        for row in rows
    ]
    return PageTable(box, cells, ruled=False)


def _long(zone: Zone) -> list[float]:
    """Where rules run across most of the table; shorter ones may be the sides of painted cells."""
    x0, _, x1, _ = _box(zone.lines)
    return [y for y, start, end in unbroken(zone.rules) if min(end, x1) - max(start, x0) > 0.6 * (x1 - x0)]


def _box(lines: list[list[Piece]]) -> tuple[float, float, float, float]:
    pieces = [piece for line in lines for piece in line]
    return (
        min(p.x0 for p in pieces),
        min(p.top for p in pieces),
        max(p.x1 for p in pieces),
        max(p.bottom for p in pieces),
    )


def _top(line: list[Piece]) -> float:
    return min(p.top for p in line)


def _bottom(line: list[Piece]) -> float:
    return max(p.bottom for p in line)


def _between(chain: list[Line], lines: list[list[Piece]], rules: list[Line]) -> list[Zone]:
    """Return the stretches of a chain of rules between which lines stand in columns."""
    x0, x1 = chain[0][1] - 6, chain[0][2] + 6
    zones: list[Zone] = []
    current: list[list[Piece]] = []
    going_on: list[list[Piece]] = []
    inside = [rest for line in lines if (rest := [p for p in line if x0 <= (p.x0 + p.x1) / 2 <= x1])]
    for upper, lower in pairwise(chain):
        band = [line for line in inside if upper[0] <= (_top(line) + _bottom(line)) / 2 < lower[0]]
        if _in_columns(band, x1 - x0) or (len(band) == 1 and current):
            current += [*going_on, *band]
            going_on = []
        elif _goes_on(band, current) and not going_on:
            going_on = band
        else:
            _close(_with_ends(current, inside), rules, zones)
            current, going_on = [], []
    _close(_with_ends(current, inside), rules, zones)
    return zones


def _in_columns(band: list[list[Piece]], wide: float) -> bool:
    """Whether the lines between two rules stand in columns: half of them, or some with wrapped cells below."""
    several = sum(len(line) > 1 for line in band)
    short = all(line[-1].x1 - line[0].x0 < 0.75 * wide for line in band if len(line) == 1)
    return several >= 0.5 * len(band) or (several > 0 and short and len(band[0]) > 1)


def _goes_on(band: list[list[Piece]], lines: list[list[Piece]]) -> bool:
    """Whether a band below a header is one cell alone, the rest of a row that began on the page before."""
    if len(band) < 2 or len(lines) != 1 or any(len(line) > 1 for line in band):
        return False
    starts = [p.x0 for p in lines[0]]
    end = min((x for x in starts if x > band[0][0].x0 + 3), default=band[0][0].x1 + 1)
    return all(any(abs(line[0].x0 - x) < 3 for x in starts) and line[0].x1 < end for line in band)


def _with_ends(lines: list[list[Piece]], around: list[list[Piece]]) -> list[list[Piece]]:
    """Add the lines of several pieces that stand close above and below: a header over the first rule, a last row.

    A line alone is a header between two rules: where its table ends no rule says.
    """
    if len(lines) < 2:
        return []
    first, last = around.index(lines[0]), around.index(lines[-1])
    while first > 0 and len(around[first - 1]) > 1 and _near(around[first - 1], around[first]):
        first -= 1
    while last + 1 < len(around) and len(around[last + 1]) > 1 and _near(around[last], around[last + 1]):
        last += 1
    return around[first : last + 1]


def _near(upper: list[Piece], lower: list[Piece]) -> bool:
    return _top(lower) - _bottom(upper) < 0.9 * max(p.height for p in lower)


def _close(lines: list[list[Piece]], rules: list[Line], zones: list[Zone]) -> None:
    if sum(len(line) > 1 for line in lines) > 1:
        top, bottom = _top(lines[0]), _bottom(lines[-1])
        inner = [r for r in rules if top - 4 < r[0] < bottom + 4]
        zones.append(Zone(lines, inner, closed=True))


def _free(lines: list[list[Piece]], rules: list[Line]) -> list[Zone]:
    """Return runs of lines of several pieces; lines of one piece between them belong to the run."""
    zones: list[Zone] = []
    current: list[list[Piece]] = []
    loose: list[list[Piece]] = []
    for line in lines:
        before = loose[-1] if loose else current[-1] if current else None
        height = max(p.height for p in line)
        turned = before is not None and max(p.height for p in before) > 3 * height  # a header that runs up the page
        if before is not None and _top(line) - _bottom(before) > (4.5 if turned else 2.2) * height:
            _finish(current, loose, rules, zones)
            current, loose = [], []
        if len(line) > 1:
            current += [*loose, line]
            loose = []
        elif current and not loose and _hangs(line[0], current):
            current.append(line)
        elif current:
            loose.append(line)
            if len(loose) > 3 or _is_prose(line[0], current):
                _finish(current, loose, rules, zones)
                current, loose = [], []
    _finish(current, loose, rules, zones)
    return zones


def _hangs(piece: Piece, lines: list[list[Piece]]) -> bool:
    """Whether a line of one piece goes on with a cell of the line above, which is not the first."""
    above = next(line for line in reversed(lines) if len(line) > 1)
    if piece.top - _bottom(lines[-1]) > 0.5 * piece.height:
        return False
    for at, cell in enumerate(above[1:], 1):
        if abs(cell.x0 - piece.x0) < 2:
            return at + 1 == len(above) or piece.x1 < above[at + 1].x0
    return False


def _is_prose(piece: Piece, lines: list[list[Piece]]) -> bool:
    """Whether a line of one piece is too long for a cell or a heading between rows."""
    x0, _, x1, _ = _box(lines)
    sentence = len(piece.words) > 4 and piece.text.endswith(".")
    return sentence or (len(piece.words) > 8 and piece.x1 - piece.x0 > 0.7 * (x1 - x0))


def _finish(lines: list[list[Piece]], loose: list[list[Piece]], rules: list[Line], zones: list[Zone]) -> None:
    if len(lines) < 2:
        return
    for line in loose:
        first, last = lines[-1][0], line[0]
        near = abs(last.x0 - first.x0) < 3 and last.top - _bottom(lines[-1]) < 0.5 * last.height
        if not (last.text[0].islower() and near) or (len(lines[-1]) > 1 and last.x1 > lines[-1][1].x0):
            break
        lines = [*lines, line]
    x0, top, x1, bottom = _box(lines)
    zones.append(Zone(lines, [r for r in rules if top - 4 < r[0] < bottom + 4 and r[1] < x1 and r[2] > x0]))
