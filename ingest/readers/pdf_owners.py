"""The owners beside the items of minutes: initials and names in a narrow column at the side of the text."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.owners import is_owner, is_owner_head, may_name_owner, runs_on
from ingest.readers.building import Boxed
from ingest.readers.content import Word
from ingest.readers.pdf_furniture import Sheet
from ingest.readers.pdf_lines import Line, Setting, fits_after, height_of, line_of, pieces_of, rows_of, text_of

_RIGHT_PART = 0.6  # of a page's width: owners stand further right than this
_LEVEL = 0.4  # of a line's height: how far two feet may differ on one line


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of owners that begins at `x0` and reaches to `x1`, from a page and height on."""

    x0: float
    x1: float
    page: int = 0
    top: float = 0.0


def take_owners(sheets: Sequence[Sheet]) -> list[list[Line]]:
    """Take the owners beside the text off the pages; return those of each page from top to bottom."""
    rows = [rows_of(sheet.words) for sheet in sheets]
    head = _headed(sheets, rows)
    margin = _margin(sheets, rows, head)
    ends = _ends(sheets, rows)
    taken: list[list[Line]] = []
    for number, sheet in enumerate(sheets):
        clean = margin is not None and _is_clean(sheet.words, margin, number)
        found = []
        for row in rows[number]:
            own = _in_margin(row, margin, number) if margin and clean else _at_end(row, sheet.width, head, number, ends)
            if own:
                found.append(
                    line_of(own, margin.x0 if margin and clean else 0.0, margin.x1 if margin and clean else 0.0)
                )
        gone = {id(w) for line in found for w in line.words}
        sheet.words = [w for w in sheet.words if id(w) not in gone]
        taken.append(found)
    return taken


def _headed(sheets: Sequence[Sheet], rows: list[list[list[Word]]]) -> _Column | None:
    """Return the column under the first "Action" or "By whom" that stands apart at the right end of a row."""
    for number, sheet in enumerate(sheets):
        for row in rows[number]:
            last = pieces_of(row)[-1]
            if last[0].x0 > _RIGHT_PART * sheet.width and len(last) <= 3 and is_owner_head(text_of(last)):
                return _Column(last[0].x0, last[-1].x1, number, last[0].bottom)
    return None


def _margin(sheets: Sequence[Sheet], rows: list[list[list[Word]]], head: _Column | None) -> _Column | None:
    """Return the column right (or left) of all text in which initials stand, or in which a heading announces owners."""
    starts: defaultdict[int, int] = defaultdict(int)
    for number, sheet in enumerate(sheets):
        for row in rows[number]:
            last = row[-1]
            if last.x0 > _RIGHT_PART * sheet.width and is_owner(last.text.strip(",;/&")):
                starts[round(last.x0)] += 1
    columns = [_Column(x - 2.0, 0.0) for x, n in starts.items() if n + starts.get(x - 1, 0) + starts.get(x + 1, 0) >= 2]
    if head:
        columns.insert(0, _Column(head.x0 - 2.0, 0.0, head.page, head.top))
    for column in columns:
        pages = [n for n, s in enumerate(sheets) if n >= column.page and _has_any(s.words, column)]
        cleaned = [n for n in pages if _is_clean(sheets[n].words, column, n)]
        if cleaned and len(cleaned) >= 0.5 * len(pages):
            reach = max(w.x1 for n in cleaned for w in sheets[n].words if w.x0 >= column.x0)
            return _Column(column.x0, reach, column.page, column.top)
    return None


def _has_any(words: Sequence[Word], column: _Column) -> bool:
    return any(w.x0 >= column.x0 for w in words)


def _is_clean(words: Sequence[Word], column: _Column, page: int) -> bool:
    """Tell whether nothing reaches into a column from the left and only few short lines stand in it."""
    from_top = column.top if page == column.page else -1.0
    below = [w for w in words if w.top >= from_top]
    inside = [w for w in below if w.x0 >= column.x0]
    crossing = sum(w.x0 < column.x0 and w.x1 > column.x0 + 1 for w in below)
    rows = rows_of(inside)
    if crossing > 0.01 * len(below) or len(inside) > 0.2 * len(below) or len(inside) > 2.6 * len(rows):
        return False
    return all(may_name_owner(text_of(row)) or len(row) == 1 for row in rows)


def _in_margin(row: list[Word], column: _Column, page: int) -> list[Word]:
    if page < column.page or (page == column.page and row[0].bottom <= column.top):
        return []
    return [w for w in row if w.x0 >= column.x0]


def _ends(sheets: Sequence[Sheet], rows: list[list[list[Word]]]) -> Counter[int]:
    """Count where initials that stand apart at the right end of a row end."""
    ends: Counter[int] = Counter()
    for number, sheet in enumerate(sheets):
        for row in rows[number]:
            if own := _apart(row, sheet.width):
                ends[round(own[-1].x1)] += is_owner(text_of(own))
    return ends


def _apart(row: list[Word], width: float) -> list[Word]:
    """Return the words apart at the right end of a row that has other words in one piece, or none."""
    pieces = pieces_of(row)
    last = pieces[-1]
    body = text_of([w for piece in pieces[:-1] for w in piece]) if len(pieces) > 1 else ""
    return [] if last[0].x0 < _RIGHT_PART * width or len(pieces) > 3 or "\t" in body else last


def _after_sentence(row: list[Word], width: float) -> list[Word]:
    """Return initials that end a row after a full stop: a full line leaves them no wide gap."""
    if len(row) < 4 or row[-1].x0 < _RIGHT_PART * width or not is_owner(row[-1].text):
        return []
    near = row[-1].x0 - row[-2].x1 < 0.5 * height_of(row[-1])
    return [] if near or row[-2].text[-1] not in ".!?)" else row[-1:]


def _at_end(row: list[Word], width: float, head: _Column | None, page: int, ends: Counter[int]) -> list[Word]:
    """Return initials apart at the right end of a row, or names there under the heading of a column of owners or in
    line with several initials."""
    last = _apart(row, width) or _after_sentence(row, width)
    if not last:
        return []
    text, end = text_of(last), round(last[-1].x1)
    under = head and (page, last[0].top) > (head.page, head.top) and last[-1].x1 > head.x0 and last[0].x0 > head.x0 - 40
    in_line = sum(ends[x] for x in (end - 1, end, end + 1)) > (1 + is_owner(text))
    alone = len(last) == len(row)
    if not (under or in_line) and not alone and (len(row) - len(last) < 3 or len(pieces_of(row)) == 1):
        return []
    return last if is_owner(text) or ((under or in_line) and may_name_owner(text) and len(last) <= 5) else []


def give_owners(lines: list[Line], owners: Sequence[Line]) -> list[Line]:
    """Give owners to the lines they are level with; one that is level with none goes with the owner next to it, or
    with the nearest line. Return owners that stand beside no line at all."""
    given: list[tuple[Line, Line | None]] = [(owner, _level_with(owner, lines)) for owner in owners]
    for at, (owner, line) in enumerate(given):
        if line is None:
            beside = _next_to(given, at)
            given[at] = owner, beside or _nearest(owner, lines)
    for owner, line in given:
        if line is not None:
            line.owner.append(owner)
    return [owner for owner, line in given if line is None]


def _level_with(owner: Line, lines: Sequence[Line]) -> Line | None:
    level = [line for line in lines if abs(line.base - owner.base) < _LEVEL * line.size]
    return min(level, key=lambda line: abs((line.x1 if line.x0 < owner.x0 else line.x0) - owner.x0), default=None)


def _next_to(given: Sequence[tuple[Line, Line | None]], at: int) -> Line | None:
    """Return the line of the owner just above or just below in the same stack."""
    owner = given[at][0]
    if at and given[at - 1][1] is not None and owner.base - given[at - 1][0].base < 1.5 * owner.size:
        return given[at - 1][1]
    after = given[at + 1] if at + 1 < len(given) else None
    return after[1] if after and after[0].base - owner.base < 1.5 * owner.size else None


def _nearest(owner: Line, lines: Sequence[Line]) -> Line | None:
    """Return the line just above, or the one just below where that is much nearer."""

    def distance(line: Line) -> float:
        above = line.base <= owner.base
        return abs(line.base - owner.base) * (1.0 if above else 1.5)

    near = min(lines, key=distance, default=None)
    return near if near is not None and abs(near.base - owner.base) < 4 * owner.size else None


def owner_text(owners: Sequence[Line], setting: Setting) -> Boxed:
    """Return owners as one text, "/" between them: a name on two lines is one owner."""
    text = Boxed("")
    last: Line | None = None
    for owner in owners:
        words = setting.boxed([owner])
        if last is None:
            text = words
        elif runs_on(last.text, owner.text) or not (
            is_owner(last.text) or is_owner(owner.text) or fits_after(last, owner)
        ):
            text = text + Boxed("" if text.text.endswith(("/", "&")) else " ") + words
        elif words.text not in text.text.split("/"):
            text = text + Boxed("/") + words
        last = owner
    return text
