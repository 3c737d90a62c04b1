"""The columns in which lines stand, and the rows of a table without ruled columns."""

from dataclasses import dataclass, field
from itertools import pairwise

from ingest.readers.pdf_pieces import VALUE, Piece, piece_of


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
