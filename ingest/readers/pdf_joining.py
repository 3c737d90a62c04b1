"""Lines of a table without ruled rows joined into rows: wrapped cells, headers of several lines."""

from itertools import pairwise
from statistics import median

from ingest.readers.pdf_pieces import Piece
from ingest.readers.pdf_rows import Column, Row


def joined_rows(lines: list[Row], columns: list[Column], rules: list[float]) -> list[Row]:
    """Return the rows that the lines make up; `rules` are the heights of ruled lines, which part rows."""
    header = _header_length(lines)
    rows: list[Row] = []
    usual = _usual_gap(lines)
    for number, line in enumerate(lines):
        above = rows[-1] if rows else None
        parted = above is not None and any(above.bottom - 3 <= y <= line.top + 3 for y in rules)
        if above is None or parted or number == header:
            rows.append(line)
        elif (number < header and _same_header(above, line)) or (
            number > header and (_continues(above, line, columns, usual) or _completes(above, line, columns))
        ):
            above.add(line)
        else:
            rows.append(line)
    return rows


def rows_by_rules(lines: list[Row], rules: list[float]) -> list[Row] | None:
    """Return the rows between ruled lines, if most rows have one of their own below them."""
    bands = _by_rules(copies(lines), rules)
    if len(bands) < 4 or len(bands) < 0.3 * len(lines) or any(_stacked_values(lines, band) for band in bands):
        return None
    return bands


def copies(lines: list[Row]) -> list[Row]:
    """Return rows that may be added to without changing these."""
    return [Row([list(c) for c in r.cells], r.top, r.bottom, r.spans, set(r.filled)) for r in lines]


def _stacked_values(lines: list[Row], band: Row) -> bool:
    """Whether several lines between two rules each have figures of their own."""
    inside = [r for r in lines if r.top >= band.top - 1 and r.bottom <= band.bottom + 1]
    return sum(len(_values(r)) > 1 for r in inside) > 1


def _by_rules(lines: list[Row], rules: list[float]) -> list[Row]:
    rows: list[Row] = []
    for line in lines:
        middle = (line.top + line.bottom) / 2
        if rows and not any((rows[-1].top + rows[-1].bottom) / 2 < y < middle for y in rules if y > rows[-1].top + 3):
            rows[-1].add(line)
        else:
            rows.append(line)
    return rows


def _values(row: Row) -> set[int]:
    """The columns, the first apart, in which a row has a figure."""
    return {i for i, cell in enumerate(row.cells) if i and any(p.is_value for p in cell)}


def _header_length(lines: list[Row]) -> int:
    """How many lines stand above the first one with figures."""
    for number, line in enumerate(lines):
        if _values(line):
            return number if number < 5 else 1
    return 1


def _usual_gap(lines: list[Row]) -> float:
    gaps = [b.top - a.bottom for a, b in pairwise(lines) if 0 in b.filled and len(b.filled) > 1]
    return median(gaps) if len(gaps) > 2 or len(gaps) > 0.3 * len(lines) else 0.0


def _height(row: Row) -> float:
    return min(p.height for cell in row.cells for p in cell)


def _same_header(above: Row, line: Row) -> bool:
    """Whether a line of a header goes on with the words above it."""
    if line.filled == {0} and len(above.filled) > 1 and above.cells[0]:
        return _runs_on(above.cells[0][-1], line.cells[0][0])
    if len(line.filled & above.filled) > 1 and 0 in line.filled and not _run_on(above, line):
        return False
    return not above.spans and not line.spans and line.top - above.bottom < 0.6 * _height(line)


def _continues(above: Row, line: Row, columns: list[Column], usual: float) -> bool:
    """Whether a line goes on with cells of the row above it."""
    height = _height(line)
    gap = line.top - above.bottom
    if gap < -0.2 * height and not line.filled & above.filled:
        return True
    if gap > 0.7 * height or line.spans or not line.filled <= above.filled or _values(line):
        return False
    if any(above.cells[i][-1].words[-1].bold != line.cells[i][0].words[0].bold for i in line.filled):
        return False
    if len(line.filled) == 1 and (gap - usual <= 0.25 * height or 0 not in line.filled):
        return all(wraps(above.cells[i][-1], line.cells[i][0], columns[i]) for i in line.filled)
    if 0 in line.filled or len(line.filled) > 3:
        return False
    return usual - gap > 0.25 * height or _run_on(above, line)


def _completes(above: Row, line: Row, columns: list[Column]) -> bool:
    """Whether a row of a label alone has its figures on the next line, beside the label's end."""
    if above.filled != {0} or 0 not in line.filled or len(line.filled) < 2 or above.spans:
        return False
    gap = line.top - above.bottom
    first = line.cells[0][0]
    if above.cells[0][-1].words[-1].bold != first.words[0].bold:
        return False
    if gap > 0.7 * _height(line) or first.x0 < above.cells[0][-1].x0 - 2 or first.x0 > above.cells[0][0].x0 + 14:
        return False
    return wraps(above.cells[0][-1], first, columns[0])


def wraps(upper: Piece, lower: Piece, column: Column) -> bool:
    """Whether the lower words stand on their own line because they did not fit behind the upper ones."""
    return (
        _runs_on(upper, lower)
        or upper.x1 + (lower.words[0].x1 - lower.words[0].x0) + 0.25 * lower.height > column.x1 + 1
    )


def _run_on(above: Row, line: Row) -> bool:
    """Whether some words of a line go on with those above them."""
    return any(_runs_on(above.cells[i][-1], line.cells[i][0]) for i in line.filled & above.filled)


def _runs_on(upper: Piece, lower: Piece) -> bool:
    return lower.text[:1].islower() or upper.text.endswith((",", "-", " and", " of", " the", "/", "("))
