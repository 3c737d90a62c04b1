"""Tables of a PDF page become rows of text; minutes that a table lays out become their paragraphs and owners."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.owners import is_owner, is_owner_head
from ingest.readers.building import Boxed, TextBuilder
from ingest.readers.content import PageTable, TableCell, Word
from ingest.readers.pdf_lines import Line, Setting, line_of, lines_of, paragraphs_of, text_of
from ingest.readers.pdf_owners import give_owners
from ingest.readers.pdf_paragraphs import ParagraphWriter

_NUMBER = re.compile(r"(?:(?:item|minute)\s*)?\d{1,4}[a-z]?(?:[./]\d{1,3})*[a-z]?[.):]?|[a-z][.)]|\([a-z]\)", re.I)
_NUMBER_HEAD = re.compile(
    r"(?:agenda\s*)?(?:item|items|no\.?|ref\.?|minute|min\.?|#)(?:\s*(?:no\.?|number|ref\.?))?", re.I
)
_PROSE = 80  # letters: the cells of minutes hold more than that, those of an agenda fewer
_DECIDED = re.compile(r"\s*(?:it was )?(?:\W{0,3}\d{0,3}\W{0,3})(?:resolved|agreed|actions?\b|decision)", re.I)


@dataclass(frozen=True, slots=True)
class _Minutes:
    """The columns of a table that lays out minutes; `number` and `owner` are -1 where there is none."""

    number: int
    main: int
    owner: int


class TableWriter:
    """Adds tables to a builder; it keeps the last one, as a table may go on over the page."""

    def __init__(self, builder: TextBuilder, prose: ParagraphWriter) -> None:
        self._builder = builder
        self._prose = prose
        self._last: PageTable | None = None
        self._laid_out: _Minutes | None = None
        self._head: list[str] = []

    def write(self, table: PageTable, setting: Setting, goes_on: bool, last: bool) -> None:
        """Add a table; with `goes_on` nothing stands between it and the last table but the end of a page, with `last`
        the page ends after it."""
        continues = goes_on and self._last is not None and _same_columns(self._last, table)
        minutes = self._laid_out if continues else None
        minutes = minutes or _minutes(table)
        rows = [[_cell(cell, setting) for cell in row] for row in table.rows]
        if minutes:
            self._write_minutes(table, rows, minutes, setting, continues, last)
        else:
            colours = [[cell.colour for cell in row] for row in table.rows]
            head = [cell.text for cell in rows[0]]
            again = continues and head == self._head and any(head)
            self._builder.table(rows[again:], colours[again:], continues=continues and self._laid_out is None)
            self._head = self._head if continues else head
        self._last, self._laid_out = table, minutes

    def _write_minutes(
        self,
        table: PageTable,
        rows: list[list[Boxed]],
        minutes: _Minutes,
        setting: Setting,
        continues: bool,
        last: bool,
    ) -> None:
        """Add what a table lays out; its header row is a row of its own, and left out where a page repeats it."""
        head = [cell.text for cell in rows[0]]
        headed = _is_head(head, minutes)
        if headed and not (continues and head == self._head):
            self._builder.table(rows[:1])
        self._head = head if headed else self._head if continues else []
        body = table.rows[1:] if headed else table.rows
        for at, row in enumerate(body):
            self._unfold(row, minutes, setting, last and at == len(body) - 1)

    def _unfold(self, row: Sequence[TableCell], minutes: _Minutes, setting: Setting, last: bool) -> None:
        lines = _lines(row[minutes.main])
        if minutes.number >= 0:
            lines = _numbered(lines, _lines(row[minutes.number]))
        owners = _lines(row[minutes.owner]) if minutes.owner >= 0 else []
        owners = [o for o in owners if not is_owner_head(o.text)]
        self._prose.write([*lines, *_given(lines, owners)], setting, last)


def _is_head(texts: list[str], minutes: _Minutes) -> bool:
    """Tell whether a row names the columns of minutes: "No", "Item", "Action"."""
    number = texts[minutes.number] if minutes.number >= 0 else ""
    owner = texts[minutes.owner] if minutes.owner >= 0 else ""
    named = bool(_NUMBER_HEAD.fullmatch(number)) or (not number and is_owner_head(owner))
    return named and len(texts[minutes.main].split()) <= 4


def _given(lines: list[Line], owners: list[Line]) -> list[Line]:
    """Give the owners of a row to its lines; where all stand at the row's top, to what was decided in it."""
    groups = paragraphs_of(lines)
    decided = [g for g in groups if _DECIDED.match(g[0].text)]
    stacked = owners and lines and len(groups) > 1 and abs(owners[0].top - lines[0].top) < 0.5 * lines[0].size
    level = [g for g in groups if stacked and g[0].top - 2 <= owners[-1].base <= g[-1].bottom + 2]
    if stacked and decided and groups[0] in level and groups[0] not in decided:
        if len(decided) == len(owners):
            for group, owner in zip(decided, owners, strict=True):
                group[-1].owner.append(owner)
        else:
            decided[-1][-1].owner.extend(owners)
        return []
    return give_owners(lines, owners)


def _numbered(lines: list[Line], numbers: list[Line]) -> list[Line]:
    """Put the numbers of the first column before the lines they are level with."""
    lines = list(lines)
    for number in numbers:
        level = [i for i, line in enumerate(lines) if abs(line.base - number.base) < 0.5 * line.size]
        if level:
            line = lines[level[0]]
            joined = line_of([*number.words, *line.words], number.left, line.right)
            joined.bold = line.bold
            lines[level[0]] = joined
        else:
            after = next((i for i, line in enumerate(lines) if line.top > number.top), len(lines))
            lines.insert(after, number)
    return lines


def _lines(cell: TableCell) -> list[Line]:
    """Return the lines of a cell, which reach from edge to edge of its box."""
    words = _upright(cell.words)
    if not cell.box or not words:
        return lines_of(words)
    inset = min(8.0, max(1.0, min(w.x0 for w in words) - cell.box[0]))
    right = max(cell.box[2] - inset, max(w.x1 for w in words))
    return lines_of(words, min(w.x0 for w in words), right)


def _upright(words: list[Word]) -> list[Word]:
    """Lay words that run up the page side by side, as a person with a turned head reads them."""
    turned = [w for w in words if not w.upright]
    if len(turned) * 2 <= len(words):
        return words
    laid, x = [], min(w.x0 for w in words)
    top = min(w.top for w in words)
    for word in words:  # they come as they are written
        height = word.x1 - word.x0
        laid.append(Word(word.text, x, top, x + len(word.text) * 0.5 * height, top + height, word.size, word.bold))
        x += (len(word.text) * 0.5 + 0.3) * height
    return laid


def _cell(cell: TableCell, setting: Setting) -> Boxed:
    """Return the text of a cell, a line for each of its paragraphs and list items."""
    text = Boxed("")
    for group in paragraphs_of(_lines(cell)):
        words = setting.boxed(group, " ")
        words = Boxed(words.text.replace("\t", " "), words.boxes)
        text = text + Boxed("\n") + words if text.text else words
    return text


def _columns(table: PageTable) -> list[tuple[float, float]]:
    """Return the left and right edge of each column."""
    columns = []
    for cells in zip(*table.rows, strict=True):
        boxes = [c.box for c in cells if c.box]
        words = [w for c in cells for w in c.words]
        left = [b[0] for b in boxes] or [w.x0 for w in words] or [0.0]
        right = [b[2] for b in boxes] or [w.x1 for w in words] or [0.0]
        columns.append((min(left), min(right) if boxes else max(right)))
    return columns


def _same_columns(last: PageTable, table: PageTable) -> bool:
    """Tell whether two tables have the same columns; where nothing rules them their edges are known less well."""
    before, after = _columns(last), _columns(table)
    slack = 8 if last.ruled and table.ruled else 18
    return len(before) == len(after) and all(abs(a[0] - b[0]) < slack for a, b in zip(before, after, strict=True))


def _minutes(table: PageTable) -> _Minutes | None:
    """Return the columns of a table that lays out minutes: numbers, long paragraphs, owners, and nothing else."""
    texts = [[text_of(c.words) if c.words else "" for c in row] for row in table.rows]
    lengths = [sum(len(row[i]) for row in texts) for i in range(len(texts[0]))]
    filled = [i for i, n in enumerate(lengths) if n]
    main = max(filled, key=lambda i: lengths[i], default=-1)
    if not 2 <= len(filled) <= 4 or lengths[main] < 0.6 * sum(lengths):
        return None
    before, after = [i for i in filled if i < main], [i for i in filled if i > main]
    if len(before) > 1 or len(after) > 1 or any(c.colour for row in table.rows for c in row):
        return None
    if before and not all(_is_number_cell(row[before[0]]) for row in table.rows):
        return None
    if after and not _holds_owners([row[after[0]] for row in table.rows]):
        return None
    if not after and lengths[main] < _PROSE * len(texts):  # numbers and titles alone are an agenda
        return None
    folded = any(len(paragraphs_of(_lines(row[main]))) > 1 for row in table.rows)
    return _Minutes(before[0] if before else -1, main, after[0] if after else -1) if folded else None


def _is_number_cell(cell: TableCell) -> bool:
    lines = [line.text.strip() for line in _lines(cell)]
    return all(_NUMBER.fullmatch(t) or _NUMBER_HEAD.fullmatch(t) or not re.search(r"\w", t) for t in lines) or bool(
        _NUMBER_HEAD.fullmatch(" ".join(lines))
    )


def _holds_owners(cells: Sequence[TableCell]) -> bool:
    """Tell whether a column is headed as one of owners, or holds nothing but initials."""
    texts = [[line.text for line in _lines(cell)] for cell in cells]
    first = next((" ".join(lines) for lines in texts if lines), "")
    rest = [text for lines in texts for text in lines if not is_owner_head(text)]
    return is_owner_head(first) or (bool(rest) and all(is_owner(text) for text in rest))
