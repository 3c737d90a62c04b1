"""Lines of words, the columns they line up in, and the rows of a table without ruled columns."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.readers.content import TableCell, Word

VALUE = re.compile(
    r"(?i)[(\[<>~±+\-–—−]*[£$€¥]?\s?[(+\-–−]?\.?\d[\d.,:/\s–−\-]*(%|k|m|bn|pp|p|st|nd|rd|th)?[)\]*†‡¹²³a-c]{0,3}"
    r"|(\d{1,2}(st|nd|rd|th)? )?(jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{0,6},? \d{2,4}"
    r"|[-–—−•.…*x✓✔✗]{1,3}|n/?a|nil|yes|no|tbc|£|\$|€|%|[([]?[a-z][)\]]"
)
"""A piece of text that is a value by itself: a figure, a sum of money, a dash, a tick."""


_BULLET = re.compile(r"[•●○▪■□◦·∙‣⁃➢➤❖❑☐✓>§o*\-–—\uf000-\uf0ff]{1,2}")


@dataclass(slots=True)
class Piece:
    """Words of one line with no wide gap between them."""

    words: list[Word]
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def text(self) -> str:
        """The words, a space between them."""
        return " ".join(w.text for w in self.words)

    @property
    def is_value(self) -> bool:
        """Whether the piece is a figure or a sign that stands for one."""
        return VALUE.fullmatch(self.text) is not None

    @property
    def height(self) -> float:
        """The height of its letters' boxes."""
        return self.bottom - self.top


@dataclass(slots=True)
class Row:
    """Words in columns; a row of a table, or one line of such a row. `spans` tells that a piece crosses columns."""

    cells: list[list[Piece]]
    top: float
    bottom: float
    spans: bool = False
    filled: set[int] = field(default_factory=set)

    def add(self, other: "Row") -> None:
        """Take in the row below."""
        for mine, theirs in zip(self.cells, other.cells, strict=True):
            mine += theirs
        self.top, self.bottom = min(self.top, other.top), max(self.bottom, other.bottom)
        self.filled |= other.filled
        self.spans |= other.spans


def word_lines(words: list[Word]) -> list[list[Word]]:
    """Return the words of each line, lines from top to bottom and words from left to right."""
    lines: list[list[Word]] = []
    middle = height = 0.0
    for word in sorted(words, key=lambda w: (w.top + w.bottom, w.x0)):
        at, tall = (word.top + word.bottom) / 2, word.bottom - word.top
        if lines and at - middle <= 0.45 * max(height, tall):
            lines[-1].append(word)
            if tall > height:
                middle, height = at, tall
        else:
            lines.append([word])
            middle, height = at, tall
    for line in lines:
        line.sort(key=lambda w: w.x0)
    return lines


def in_reading_order(words: list[Word]) -> list[Word]:
    """Return the words of one cell line by line; turned ones as they come, which is as they are written."""
    if len(words) < 2 or not all(w.upright for w in words):
        return words
    return [word for line in word_lines(words) for word in line]


def piece_of(words: list[Word]) -> Piece:
    """Return words of one line as a piece."""
    return Piece(
        words,
        min(w.x0 for w in words),
        min(w.top for w in words),
        max(w.x1 for w in words),
        max(w.bottom for w in words),
    )


def pieces_of(line: list[Word], cuts: list[float] | None = None) -> list[Piece]:
    """Cut a line at its wide gaps, and at `cuts`, the x where ruled lines part it.

    Between two figures a smaller gap is wide; a bullet goes with what follows.
    """
    groups: list[list[Word]] = []
    for word in line:
        if groups:
            last = groups[-1][-1]
            tall = min(last.bottom - last.top, word.bottom - word.top)
            bullet = len(groups[-1]) == 1 and _BULLET.fullmatch(last.text) and not VALUE.fullmatch(word.text)
            figures = _is_figure(last) and _is_figure(word) and len(last.text + word.text) > 2
            cut = any(last.x1 - 2 <= x <= word.x0 + 2 for x in cuts or ())
            if not cut and word.x0 - last.x1 <= (4.0 if bullet else 0.5 if figures else 0.8) * tall:
                groups[-1].append(word)
                continue
        groups.append([word])
    return [piece_of(group) for group in groups]


def _is_figure(word: Word) -> bool:
    return VALUE.fullmatch(word.text) is not None and any(c.isdigit() for c in word.text)


@dataclass(slots=True)
class Column:
    """An interval of x, and the lines that have a piece of their own in it."""

    x0: float
    x1: float
    lines: set[int]


def columns_of(lines: list[list[Piece]]) -> list[Column]:
    """Return the columns in which the pieces of lines stand, left to right.

    Narrow pieces found columns; a wide one that reaches over columns which stand side by side on some line spans them.
    """
    columns: list[Column] = []
    pieces = [(round(p.x1 - p.x0, 1), n, p) for n, line in enumerate(lines) if len(line) > 1 for p in line]
    for _, number, piece in sorted(pieces, key=lambda item: (item[0], item[1], item[2].x0)):
        hit = [c for c in columns if min(c.x1, piece.x1) - max(c.x0, piece.x0) > 0.5]
        if not hit:
            columns.append(Column(piece.x0, piece.x1, {number}))
        elif not any(a.lines & b.lines for i, a in enumerate(hit) for b in hit[i + 1 :]):
            first = hit[0]
            for other in hit[1:]:
                columns.remove(other)
                first.lines |= other.lines
            first.x0 = min(piece.x0, *(c.x0 for c in hit))
            first.x1 = max(piece.x1, *(c.x1 for c in hit))
            first.lines.add(number)
    columns.sort(key=lambda c: c.x0)
    return _without_strays(_without_gaps(columns, [line for line in lines if len(line) > 1]))


def _without_gaps(columns: list[Column], lines: list[list[Piece]]) -> list[Column]:
    """Join columns that are only wide gaps in the lines of a justified cell, which have no words in other columns."""
    for column in columns[1:] if len(columns) > 3 else ():
        left = columns[columns.index(column) - 1]
        own = [line for line in lines if any(column.x0 - 1 <= p.x0 and p.x1 <= column.x1 + 1 for p in line)]
        within = [line for line in own if left.x0 - 1 <= line[0].x0 and line[-1].x1 <= column.x1 + 1]
        if len(within) > 0.7 * len(own) and not any(p.is_value for line in within for p in line):
            left.x1 = column.x1
            left.lines |= column.lines
            columns = [c for c in columns if c is not column]
    return columns


def _without_strays(columns: list[Column]) -> list[Column]:
    """Join a column of one or two pieces (a header beside its figures) to the neighbour it never stands beside."""
    for column in sorted(columns, key=lambda c: len(c.lines)):
        if len(column.lines) > 2 or len(columns) < 3:
            break
        at = columns.index(column)
        near = [columns[i] for i in (at - 1, at + 1) if 0 <= i < len(columns)]
        near = [c for c in near if not c.lines & column.lines]
        if near:
            best = min(near, key=lambda c: max(c.x0 - column.x1, column.x0 - c.x1))
            best.x0, best.x1 = min(best.x0, column.x0), max(best.x1, column.x1)
            best.lines |= column.lines
            columns.remove(column)
    return columns


def placed(line: list[Piece], columns: list[Column]) -> Row:
    """Put the pieces of a line into columns; a piece that runs over several is cut where a gap lies between them."""
    row = Row([[] for _ in columns], min(p.top for p in line), max(p.bottom for p in line))
    for piece in line:
        parts, spans = _cut(piece, columns)
        row.spans |= spans
        for part in parts:
            at = _column(part, columns)
            row.cells[at].append(part)
            row.filled.add(at)
    return row


def _column(piece: Piece, columns: list[Column]) -> int:
    """The first column that a piece covers well, or else the nearest."""
    shares = [min(c.x1, piece.x1) - max(c.x0, piece.x0) for c in columns]
    best = max(range(len(columns)), key=lambda i: shares[i])
    wide = [i for i, c in enumerate(columns) if shares[i] > 0.5 * min(c.x1 - c.x0, piece.x1 - piece.x0)]
    return wide[0] if wide else best


def _cut(piece: Piece, columns: list[Column]) -> tuple[list[Piece], bool]:
    """Return the parts of a piece, and whether one of them still spans columns."""
    over = [c for c in columns if min(c.x1, piece.x1) - max(c.x0, piece.x0) > 0.5]
    if len(over) < 2:
        return [piece], False
    parts = [[piece.words[0]]]
    for word in piece.words[1:]:
        last = parts[-1][-1]
        gap = (last.x1 + word.x0) / 2
        between = any(a.x1 - 1 <= gap <= b.x0 + 1 for a, b in pairwise(over))
        sure = word.x0 - last.x1 > 0.45 * piece.height or any(VALUE.fullmatch(w.text) for w in (last, word))
        if between and sure:
            parts.append([word])
        else:
            parts[-1].append(word)
    pieces = [piece_of(part) for part in parts]
    return pieces, len(pieces) < len(over)


def header_apart(row: list[TableCell]) -> list[list[TableCell]]:
    """Cut a header off the first row of a table where no line parts them: bold words in every column, text below."""
    words = [w for cell in row for w in cell.words if w.upright]
    lines = word_lines(words) if len(row) > 1 and all(cell.words for cell in row) else []
    if len(lines) < 2 or all(w.bold for w in words) or any(not w.bold or w.text[0].isdigit() for w in lines[0]):
        return [row]
    first = {id(w) for w in lines[0]}
    at = (max(w.bottom for w in lines[0]) + min(w.top for w in lines[1])) / 2
    above, below = [], []
    for cell in row:
        box = cell.box or (0.0, at, 0.0, at)
        above.append(TableCell([w for w in cell.words if id(w) in first], (box[0], box[1], box[2], at)))
        below.append(TableCell([w for w in cell.words if id(w) not in first], (box[0], at, box[2], box[3])))
    return [above, below] if all(0 < len(cell.words) < 5 for cell in above) else [row]


def is_loose(row: list[TableCell]) -> bool:
    """Whether a row between ruled lines holds several rows, or one of its cells several columns."""
    figures, lists = [], []
    for cell in row:
        lines = [pieces_of(line) for line in word_lines(cell.words)]
        several = sum(len(line) > 1 for line in lines)
        if len(lines) > 2 and several >= 0.7 * len(lines) and len(columns_of(lines)) > 1:
            return True
        if len(lines) > 1 and all(len(line) == 1 and line[0].is_value for line in lines):
            figures.append(len(lines))
        elif len(lines) > 2 and cell.box and _is_list(lines, cell.box[2] - 4):
            lists.append(len(lines))
    return any(n > 2 and (figures + lists).count(n) > 1 for n in figures) or any(
        n > 2 and lists.count(n) > 1 and len(lists) == sum(bool(cell.words) for cell in row) for n in lists
    )


def _is_list(lines: list[list[Piece]], right: float) -> bool:
    """Whether the lines of a cell are short entries: the next one's first word had room behind each."""
    fits = 0
    for upper, lower in pairwise(lines):
        first = lower[0].words[0]
        fits += upper[-1].x1 + (first.x1 - first.x0) + 0.3 * lower[0].height < right and not first.text[0].islower()
    return fits >= 0.8 * (len(lines) - 1)
