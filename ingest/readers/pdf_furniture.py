"""What is printed on every page and is no part of the text: running heads and feet, page numbers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.cleaning import is_furniture
from ingest.readers.content import PageTable, Word
from ingest.readers.pdf_lines import pieces_of, rows_of

_ZONE = 0.14  # of a page's height: no running head or foot stands further in
_SAME_HEIGHT = 5.0  # points
_MONTH = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
)
_ORDINAL = re.compile(r"(?<=\d)\s*(?:st|nd|rd|th)\b")
_PAGE_OF = re.compile(r"^page \d{1,4} of \d{1,4}\b|\bpage \d{1,4} of \d{1,4}$|\s\|\s*page \d{1,4}$", re.I)
_MOST_SAID = 20
_ROMAN = re.compile(r"[ivxl]{1,6}")


@dataclass(slots=True)
class Sheet:
    """A page as its reader goes on with it: the tables on it and the words around them; `trouble` says why it was
    not read ("" where it was)."""

    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    tables: list[PageTable] = field(default_factory=list)
    confidence: float | None = None
    trouble: str = ""
    watermark: str = ""
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class _Strip:
    """A row of words near the top or the foot of a page, whose feet stand at `y` from that edge."""

    page: int
    y: float
    words: list[Word]

    def shapes(self) -> Iterator[str]:
        """Yield the row and its long pieces, numbers and months made alike."""
        yield _shape(self.words)
        pieces = pieces_of(self.words)
        if len(pieces) > 1:
            yield from (s for s in map(_shape, pieces) if len(s) > 9)


def take_furniture(sheets: Sequence[Sheet]) -> list[str]:
    """Take running heads, running feet and page numbers off the pages; return what they say, each wording once.

    A row goes only where all rows between it and the edge of the page go.
    """
    said: dict[str, str] = {}
    for top in (True, False):
        strips = list(_strips(sheets, top))
        repeated, counting = _repeated(strips, len(sheets)), _counting(strips)
        stopped: set[int] = set()
        for strip in strips:
            text = " ".join(w.text for w in strip.words)
            again = any((strip.page, shape, strip.y) in repeated for shape in strip.shapes())
            heads = again and _shape(strip.words) in counting and _stands_out(strip.words, sheets[strip.page])
            if strip.page in stopped or not ((again and not heads) or _is_edge(strip, text, sheets[strip.page])):
                stopped.add(strip.page)
                continue
            _take(sheets[strip.page], strip.words)
            if re.search(r"[^\W\d]{3}", _PAGE_OF.sub("", text)):
                said.setdefault(_shape(strip.words), text)
    for sheet in sheets:
        for row in rows_of(sheet.words):
            text = " ".join(w.text for w in row)
            if is_furniture(text) and any(c.isalpha() for c in text):
                _take(sheet, row)
                said.setdefault(_shape(row), text)
    return list(said.values())[:_MOST_SAID]


def _is_edge(strip: _Strip, text: str, sheet: Sheet) -> bool:
    """Tell whether a row at the edge of a page is furniture by itself: a page number, perhaps beside other words."""
    number = bool(_ROMAN.fullmatch(text)) and strip.words[0].x0 > 0.3 * sheet.width
    return number or is_furniture(text) or bool(_PAGE_OF.search(text))


def _counting(strips: Sequence[_Strip]) -> set[str]:
    """Return the shapes of rows whose last number counts something other than pages: it differs from row to row and
    does not go with the page."""
    numbers: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for strip in strips:
        if last := re.findall(r"\d+", " ".join(w.text for w in strip.words))[-1:]:
            numbers[_shape(strip.words)].add((strip.page, int(last[0])))
    return {
        shape
        for shape, found in numbers.items()
        if len({n for _, n in found}) > 1 and len({n - page for page, n in found}) > 1
    }


def _stands_out(words: Sequence[Word], sheet: Sheet) -> bool:
    """Tell whether words are set as a heading: larger than most of the page, or bold where most is not."""
    sizes = sorted(w.size for w in sheet.words)
    if not sizes:  # all the page's words stand in tables
        return False
    bold = sum(w.bold for w in sheet.words) > len(sheet.words) / 2
    return min(w.size for w in words) > 1.05 * sizes[len(sizes) // 2] or (all(w.bold for w in words) and not bold)


def _take(sheet: Sheet, words: Iterable[Word]) -> None:
    """Take words off a page, and tables that are left without any."""
    gone = {id(w) for w in words}
    sheet.words = [w for w in sheet.words if id(w) not in gone]
    for table in sheet.tables:
        for row in table.rows:
            for cell in row:
                cell.words = [w for w in cell.words if id(w) not in gone]
    sheet.tables = [t for t in sheet.tables if any(cell.words or cell.colour for row in t.rows for cell in row)]


def _shape(words: Sequence[Word]) -> str:
    text = " ".join(w.text for w in words).lower()
    return re.sub(r"[^\w#@]+", " ", re.sub(r"\d+", "#", _ORDINAL.sub("", _MONTH.sub("@", text)))).strip()


def _strips(sheets: Sequence[Sheet], top: bool) -> Iterator[_Strip]:
    """Yield up to five rows at the top or the foot of each page, from the edge inwards."""
    for number, sheet in enumerate(sheets):
        limit = _ZONE * sheet.height
        low = [t for t in sheet.tables if t.box[3] - t.box[1] < limit]  # a running head may be laid out as a table
        own = [*sheet.words, *(w for t in low for row in t.rows for cell in row for w in cell.words)]
        near = [w for w in own if w.upright and (w.bottom < limit if top else w.top > sheet.height - limit)]
        rows = rows_of(near) if top else rows_of(near)[::-1]
        below = rows_of(w for w in own if limit <= w.top < limit + 40) if top else []
        for at, row in enumerate(rows[:5]):
            after = rows[at + 1] if at + 1 < len(rows) else below[0] if below else []
            if top and _heads_columns(row, after):
                break
            yield _Strip(number, row[0].bottom if top else sheet.height - row[0].bottom, row)


def _heads_columns(row: list[Word], after: list[Word]) -> bool:
    """Tell whether a row heads the columns of the row below it."""
    starts = [piece[0].x0 for piece in pieces_of(after)] if after else []
    level = sum(any(abs(piece[0].x0 - x) < 4 for x in starts) for piece in pieces_of(row))
    return level >= 2


def _repeated(strips: Sequence[_Strip], pages: int) -> set[tuple[int, str, float]]:
    """Return the page, shape and height of what stands at the same height on other pages too."""
    places: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
    for strip in strips:
        for shape in set(strip.shapes()):
            places[shape].append((strip.y, strip.page))
    repeated: set[tuple[int, str, float]] = set()
    for shape, found in places.items():
        for y, page in found:
            same = {other for at, other in found if abs(at - y) < _SAME_HEIGHT}
            if _runs(same, page) or (len(same) == 2 and (pages <= 5 or max(same) - min(same) <= 2)):
                repeated.add((page, shape, y))
    return repeated


def _runs(pages: set[int], page: int) -> bool:
    """Tell whether what stands on some pages stands on three or more close to one of them: a heading that comes again
    ten pages on only happens to stand at the same height."""
    near = [other for other in pages if abs(other - page) <= 6]
    return len(near) >= 3
