"""A sheet taken apart: its title lines, its notes, and its tables, which may stand side by side."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from ingest.readers.building import TextBuilder
from ingest.readers.colours import telling

Place = tuple[int, int]
Merge = tuple[Place, Place]

_FIGURE = re.compile(r"[^A-Za-z]*\d[\d,.%£$€ ]*[^A-Za-z]{0,3}[A-Za-z]?|TRUE|FALSE|-|n/?a|tbc", re.I)
_DATED = re.compile(r"\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8} \d{4}(?: \d\d:\d\d)?")
_PERIOD = re.compile(
    r"(?:FY|Q[1-4]|Qtr|Quarter|H[12])?\s?(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d){1,2})?|Q[1-4].{0,14}"
    r"|[A-Z][a-z]{2,8}[ -]\d\d(?:\d\d)?",
    re.I,
)
_REFERENCE = re.compile(r"[A-Za-z]{0,4}[ .-]?\d{1,4}(?:\.\d{1,3})*[a-z]?[.)]?$")
_NOTE = re.compile(r"(?:notes?|source|key|n\.?b\.?|please note|comments?)\b|\*|\(?\d\)", re.I)


@dataclass(slots=True)
class Grid:
    """The cells of a sheet as they are shown: rows that hold words, by their number; cells that were merged."""

    rows: dict[int, list[str]] = field(default_factory=dict)
    paint: dict[Place, str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """Rows and columns of a sheet, by their numbers."""

    numbers: list[int]
    columns: list[int]


def add_sheet(grid: Grid, builder: TextBuilder) -> None:
    """Add what stands on a sheet, from the top down; tables side by side one after the other, left first."""
    covered = _spread(grid)
    last: _Table | None = None
    for numbers in _bands(grid):
        groups = _groups(grid, covered, numbers)
        for left, right in groups:
            table = _tight(grid, numbers, range(left, right + 1))
            if len(groups) == 1 and last is not None and _goes_on(grid, last, table):
                builder.table(*_cells(grid, _Table(table.numbers, last.columns)), continues=True)
                continue
            body = _with_lines(grid, table, builder)
            last = body if body.numbers else last if len(groups) == 1 and not table.numbers else None


def _spread(grid: Grid) -> set[Place]:
    """Repeat what stands in cells merged downwards in each of their rows; return the places that merges cover."""
    covered: set[Place] = set()
    for (top, left), (bottom, right) in grid.merges:
        words = _at(grid, top, left)
        if not words and (top, left) not in grid.paint:
            continue
        tall = right - left < 50 and bottom - top < 500
        for row in range(top, min(bottom, top + 500) + 1):
            if row not in grid.rows:
                continue
            covered |= {(row, column) for column in range(left, min(right, left + 200) + 1)}
            if tall and row > top and right == left:
                grid.rows[row] += [""] * (left + 1 - len(grid.rows[row]))
                grid.rows[row][left] = words
    return covered


def _at(grid: Grid, row: int, column: int) -> str:
    cells = grid.rows.get(row, [])
    return cells[column] if column < len(cells) else ""


def _add_table(grid: Grid, table: _Table, builder: TextBuilder) -> None:
    """Add a table; a label across its columns becomes a heading, under which the row that names the columns is said."""
    rows, colours = _headed(grid, table)
    labels = _labels(grid, table, rows)
    if not labels or not _heads(rows[0], rows[1:]):
        builder.table(rows, colours)
        return
    starts = sorted(labels)
    for start, end in zip([0, *starts], [*starts, len(rows)], strict=True):
        if start:
            builder.block("heading", next(filter(None, rows[start])), 5)
        if end - start > 1:
            builder.table([rows[0], *rows[start + 1 : end]], [colours[0], *colours[start + 1 : end]])


def _labels(grid: Grid, table: _Table, rows: list[list[str]]) -> set[int]:
    """Return the rows that only say what the rows below are about: merged across, or unnumbered among numbered ones."""
    joined = {top for (top, left), (_, right) in grid.merges if right - left + 1 >= max(2, len(table.columns) // 2)}
    numbered = sum(bool(_REFERENCE.match(row[0])) for row in rows) >= max(2, len(rows) // 3)
    shift = len(table.numbers) - len(rows)
    return {
        i
        for i, row in enumerate(rows[:-1])
        if i
        and [bool(w) for w in row].count(True) == 1
        and len(next(filter(None, row))) <= 100
        and (table.numbers[i + shift] in joined or (numbered and row[0] and not _REFERENCE.match(row[0])))
    }


def _tight(grid: Grid, numbers: Iterable[int], columns: Iterable[int]) -> _Table:
    """Leave out rows and columns that hold nothing."""
    columns = list(columns)
    held = [n for n in numbers if any(_at(grid, n, c) for c in columns)]
    return _Table(held, [c for c in columns if any(_at(grid, n, c) or (n, c) in grid.paint for n in held)])


def _bands(grid: Grid) -> Iterator[list[int]]:
    """Rows that follow each other without an empty one between them."""
    full = sorted(n for n, cells in grid.rows.items() if any(cells))
    for _, group in groupby(enumerate(full), key=lambda pair: pair[1] - pair[0]):
        yield [number for _, number in group]


def _groups(grid: Grid, covered: set[Place], numbers: list[int]) -> list[tuple[int, int]]:
    """Columns that belong together: an empty column parts two tables where the right one has labels of its own."""
    width = max(len(grid.rows[n]) for n in numbers)
    used = [any(_at(grid, n, c) or (n, c) in covered or (n, c) in grid.paint for n in numbers) for c in range(width)]
    runs = [[c for c, _ in group] for full, group in groupby(enumerate(used), key=lambda pair: pair[1]) if full]
    groups: list[tuple[int, int]] = []
    for run in runs:
        if groups and not _stands_alone(grid, numbers, groups[-1], run):
            groups[-1] = groups[-1][0], run[-1]
        else:
            groups.append((run[0], run[-1]))
    return groups


def _stands_alone(grid: Grid, numbers: list[int], left: tuple[int, int], run: list[int]) -> bool:
    first = [_at(grid, n, run[0]) for n in numbers]
    labels = [words for words in first if words and not _is_figure(words)]
    if len(run) == 1:
        return len(labels) == 1 and len(numbers) > 2 and _NOTE.match(labels[0]) is not None
    beside = [n for n in numbers if _at(grid, n, left[0])]
    wide = left[1] > left[0]
    return wide and len(labels) >= 2 and len(labels) >= 0.6 * sum(1 for w in first if w) and len(beside) > 1


def _is_figure(words: str) -> bool:
    return bool(_FIGURE.fullmatch(words) or _DATED.fullmatch(words))


def _goes_on(grid: Grid, last: _Table, table: _Table) -> bool:
    """Rows below an empty one go on with the table above unless they bring a heading row or title of their own."""
    if len(table.columns) < 2 or not set(table.columns) <= set(last.columns) or table.columns[0] != last.columns[0]:
        return False
    rows = [_row(grid, table, n) for n in table.numbers]
    many = next((i for i, row in enumerate(rows) if sum(map(bool, row)) > 1), len(rows))
    if many > 1 or many == len(rows) or (many and _NOTE.match(next(filter(None, rows[0])))):
        return False
    return not _heads(rows[many], rows[many + 1 :])


def _row(grid: Grid, table: _Table, number: int) -> list[str]:
    return [_at(grid, number, c) for c in table.columns]


def _heads(first: list[str], below: list[list[str]]) -> bool:
    """Tell whether a row names columns: short words without figures above cells of another kind."""
    named = [w for w in first if w]
    if len(named) < 2 or any(len(w) > 60 or (_is_figure(w) and not _PERIOD.fullmatch(w)) for w in named):
        return False
    for position, name in enumerate(first):
        cells = [row[position] for row in below if row[position]]
        if name and cells and sum(_is_figure(w) or len(w) > 40 for w in cells) * 2 >= len(cells):
            return True
    return False


def _with_lines(grid: Grid, table: _Table, builder: TextBuilder) -> _Table:
    """Add the lines above a table, the table and the notes below it; what has one column is lines alone."""
    numbers = table.numbers
    lone = {n: [w for w in _row(grid, table, n) if w] for n in numbers}
    first = next((i for i, n in enumerate(numbers) if len(lone[n]) > 1), len(numbers))
    end = len(numbers)
    while end > first and len(lone[numbers[end - 1]]) == 1 and _is_note(lone[numbers[end - 1]][0]):
        end -= 1
    for n in numbers[:first]:
        _add_line(lone[n], builder)
    body = _tight(grid, numbers[first:end], table.columns)
    if body.numbers:
        _add_table(grid, body, builder)
    for n in numbers[end:]:
        _add_line(lone[n], builder)
    return body


def _is_note(words: str) -> bool:
    return len(words) > 60 or bool(_NOTE.match(words))


def _add_line(words: list[str], builder: TextBuilder) -> None:
    for line in "\n".join(words).split("\n"):
        builder.block("paragraph", line)


def _headed(grid: Grid, table: _Table) -> tuple[list[list[str]], list[list[str]]]:
    """Return a table's cells with a heading of two lines put into one, each column with all that stands above it."""
    rows, colours = _cells(grid, table)
    if len(rows) < 3 or not _two_lines(grid, table, rows):
        return rows, colours
    merged = {
        column: _at(grid, top, left)
        for (top, left), (_, right) in grid.merges
        if top == table.numbers[0] and right > left
        for column in range(left, right + 1)
    }
    head: list[str] = []
    current = ""
    for column, above, below in zip(table.columns, rows[0], rows[1], strict=True):
        current = merged.get(column) or above or ("" if merged else current)
        head.append(below if current == below else "\n".join(filter(None, (current, below))))
    return [head, *rows[2:]], [[""] * len(head), *colours[2:]]


def _two_lines(grid: Grid, table: _Table, rows: list[list[str]]) -> bool:
    upper, lower, body = rows[0], rows[1], rows[2:]
    first, wide = table.numbers[0], table.columns[-1] - table.columns[0]
    merged = any(top == first and 0 < right - left < wide for (top, left), (_, right) in grid.merges)
    gaps = sum(1 for above, below in zip(upper, lower, strict=True) if below and not above)
    named = [w for w in lower if w]
    if len(named) < 2 or not (merged or gaps >= 2) or table.numbers[1] != first + 1:
        return False
    labels = [*named, *filter(None, upper)]
    if any(len(w) > 60 or (_is_figure(w) and not _PERIOD.fullmatch(w)) for w in labels):
        return False
    return any(_is_figure(w) or len(w) > 25 for row in body for w in row)


def _cells(grid: Grid, table: _Table) -> tuple[list[list[str]], list[list[str]]]:
    """Return a table's cells and their colours."""
    painted = [[grid.paint.get((n, c), "") for c in table.columns] for n in table.numbers]
    return [_row(grid, table, n) for n in table.numbers], telling(painted)
