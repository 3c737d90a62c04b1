"""Paragraphs and tables as a word processor holds them, and how they become the blocks of a text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.owners import is_owner
from ingest.readers.building import TextBuilder
from ingest.readers.colours import telling

BULLET = "•"
_LIST_MARK = re.compile(r"[(\[]?(?:\d{1,2}|[A-Za-z]|[ivx]{2,5}|[IVX]{2,5})[.):\]]{0,2}")
_NEAR = 100  # twips: cell edges this close together are one edge, drawn twice
_DEEPEST = 30
_LONG = 300  # characters: more than a label, an owner or a date that holds for several rows


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its words ("\\n" for a line break), and what the word processor says it is.

    `heading` is a heading's level, 0 for none; `depth` a list item's (0 is the outermost), None for no item; `number`
    is what is counted in front of it ("•", "4.2", "(a)") and does not stand in `text`; `indent` is in twips.
    """

    text: str
    heading: int = 0
    depth: int | None = None
    number: str = ""
    bold: bool = False
    indent: int = 0


@dataclass(slots=True)
class Slot:
    """A table cell from `left` to `right`, in twips or in any unit where `_NEAR` is far; `colour` is its paint.

    `from_above` tells that it is but the lower part of the cell above.
    """

    left: int
    right: int
    content: "list[Line | Grid]" = field(default_factory=list)
    colour: str = ""
    from_above: bool = False


@dataclass(slots=True)
class Grid:
    """A table: cells with their edges, row by row; `headings` counts the rows at its top that are repeated."""

    rows: list[list[Slot]]
    headings: int = 0


def write(flow: Iterable[Line | Grid], builder: TextBuilder, depth: int = 0) -> None:
    """Add paragraphs and tables to a text in their order."""
    for piece in _nested(flow):
        if isinstance(piece, Line):
            _line(piece, builder)
        elif depth < _DEEPEST:
            _table(piece, builder, depth)


def _nested(flow: Iterable[Line | Grid]) -> Iterator[Line | Grid]:
    """Yield the pieces with list items put under the ones they are indented from.

    A list within a list is often a list of its own, whose items say they are outermost.
    """
    above: list[tuple[Line, int]] = []
    for piece in flow:
        if isinstance(piece, Line) and piece.depth is not None:
            while above and above[-1][0].indent > piece.indent + _NEAR:
                above.pop()
            depth = piece.depth
            if above and above[-1][0].indent + _NEAR < piece.indent:
                depth = max(depth, above[-1][1] + 1)
            elif above and above[-1][0].depth == depth:
                depth = above[-1][1]
            above.append((piece, depth))
            piece = replace(piece, depth=depth)
        elif isinstance(piece, Grid) or piece.text.strip():
            above = []
        yield piece


def _line(line: Line, builder: TextBuilder) -> None:
    words = " ".join(line.text.split())
    counted = "" if line.number == BULLET else line.number
    if line.heading:
        builder.block("heading", f"{counted} {words}".strip() if words else "", line.heading)
    elif line.bold and words and len(words) <= 120 and not words.endswith((".", ",", ";")):
        builder.block("heading", f"{counted} {words}".strip(), 5)
    elif line.depth is not None and (not counted or _LIST_MARK.fullmatch(counted)):
        body, owner = _owner_apart(line.text.replace("\n", " "))
        builder.block("item", body, line.depth, counted or BULLET, owner)
    elif words:
        for part in f"{counted} {line.text.strip()}".strip().split("\n"):
            body, owner = _owner_apart(part)
            builder.block("paragraph", body, owner=owner)


def _owner_apart(text: str) -> tuple[str, str]:
    """Part the initials that a tab puts at the right margin from the words they stand beside."""
    body, tab, last = text.rstrip().rpartition("\t")
    if tab and is_owner(last) and len(body.split()) >= 4:
        return body, last.strip()
    return text, ""


def _table(grid: Grid, builder: TextBuilder, depth: int) -> None:
    """Add a table; a row that only frames another table, and a column of boxes, are laid out as what they frame."""
    started = False
    for framed, rows in _runs(grid):
        if framed:
            for row in rows:
                for slot in row:
                    write(slot.content, builder, depth + 1)
            continue
        grid_rows = placed(rows)
        texts = [["\n".join(cell_lines(slot.content)) if slot else "" for slot in row] for row in grid_rows]
        colours = [[slot.colour if slot else "" for slot in row] for row in grid_rows]
        _spread(grid_rows, texts, colours, 0 if started else max(1, grid.headings))
        colours = telling(colours)
        before = len(builder.blocks)
        builder.table(texts, colours, continues=started)
        if not started:
            for number in range(before, min(before + grid.headings, len(builder.blocks))):
                builder.blocks[number] = replace(builder.blocks[number], header=True)
        started = True


def _spread(rows: list[list[Slot | None]], texts: list[list[str]], colours: list[list[str]], first: int) -> None:
    """Repeat what stands in a cell merged downwards in each of its rows below the header, unless it is long."""
    for number in range(first + 1, len(rows)):
        for column, slot in enumerate(rows[number]):
            if slot and slot.from_above and len(texts[number - 1][column]) <= _LONG:
                texts[number][column] = texts[number - 1][column]
                colours[number][column] = colours[number - 1][column]


def _runs(grid: Grid) -> list[tuple[bool, list[list[Slot]]]]:
    runs: list[tuple[bool, list[list[Slot]]]] = []
    single = all(len(row) <= 1 for row in grid.rows)
    for row in grid.rows:
        filled = [slot for slot in row if slot.content]
        nested = len(filled) == 1 and any(isinstance(piece, Grid) for piece in filled[0].content)
        framed = nested or single
        if not runs or runs[-1][0] != framed:
            runs.append((framed, []))
        runs[-1][1].append(row)
    return runs


def cell_lines(content: Sequence[Line | Grid], depth: int = 0) -> list[str]:
    """Return the lines of a cell, list items after their marks, tables inside it a line a row."""
    lines: list[str] = []
    for piece in content:
        if isinstance(piece, Grid):
            for row in piece.rows if depth < _DEEPEST else ():
                inner = [" ".join(cell_lines(slot.content, depth + 1)) for slot in row]
                lines += [" ".join(text for text in inner if text)]
        elif piece.text.strip():
            mark = (piece.number or BULLET) if piece.depth is not None else piece.number
            lines.append(f"{mark} {piece.text.strip()}".strip().replace("\t", " "))
    return [line for line in lines if line]


def placed(rows: list[list[Slot]]) -> list[list[Slot | None]]:
    """Return rows of equal length, every cell in the column it starts in, None where a merged one goes on."""
    edges = sorted({edge for row in rows for slot in row for edge in (slot.left, slot.right)})
    column: dict[int, int] = {}
    first = 0
    for edge in edges:
        if not column or edge - first >= _NEAR:
            first = edge
        column[edge] = first
    if any(column[slot.left] == column[slot.right] for row in rows for slot in row):
        column = {edge: edge for edge in edges}
    starts = sorted({column[slot.left] for row in rows for slot in row})
    grid: list[list[Slot | None]] = []
    for row in rows:
        laid: list[Slot | None] = [None] * len(starts)
        for slot in row:
            at = starts.index(column[slot.left])
            while laid[at] is not None and at + 1 < len(laid):
                at += 1
            if laid[at] is None:
                laid[at] = slot
        grid.append(laid)
    return grid
