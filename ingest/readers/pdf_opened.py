"""Cells between ruled lines that hold several rows or columns."""

from itertools import pairwise

from ingest.readers.content import TableCell
from ingest.readers.pdf_pieces import Piece, pieces_of, word_lines
from ingest.readers.pdf_rows import columns_of


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


def holds_columns(rows: list[list[TableCell]]) -> bool:
    """Whether words between two ruled lines stand in columns of their own, row after row."""
    for column in zip(*rows, strict=True):
        cells = [[pieces_of(line) for line in word_lines(cell.words)] for cell in column if cell.words]
        several = sum(len(lines[0]) > 1 for lines in cells if lines)
        if several > 2 and several >= 0.6 * len(cells):
            found = columns_of([line for lines in cells for line in lines])
            if len(found) > 2 or (len(found) == 2 and len(cells[0][0]) == 2):
                return True
    return False


def is_weak(rows: list[list[TableCell]]) -> bool:
    """Whether the cells of a ruled column hold several pieces each: the lines are of something else than columns."""
    for column in zip(*rows, strict=True):
        firsts = [pieces_of(word_lines(cell.words)[0]) for cell in column if cell.words]
        if firsts and sum(len(line) > 1 for line in firsts) >= 0.6 * len(firsts):
            return True
    return False


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
