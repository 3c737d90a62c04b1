"""Tables put together from a stream of paragraphs in which cells and rows only end, as old files keep them."""

from dataclasses import dataclass, field

from ingest.readers.flow import Grid, Line, Slot

_INCH = 1440


@dataclass(slots=True)
class CellShape:
    """What a row's end says of one cell; `goes_on` is true for one that the cell to its left covers,
    `from_above` for one that the cell above does, `painted` for one with any colour."""

    left: int
    right: int
    goes_on: bool = False
    from_above: bool = False
    colour: str = ""
    painted: bool = False


@dataclass(slots=True)
class _Open:
    """A table that has not ended, the row that is being filled and the cell that is."""

    grid: Grid = field(default_factory=lambda: Grid([]))
    row: list[list[Line | Grid]] = field(default_factory=list)
    cell: list[Line | Grid] = field(default_factory=list)


class Assembler:
    """Takes paragraphs with the depth of the table they stand in (0 outside tables) and yields the flow."""

    def __init__(self) -> None:
        self._flow: list[Line | Grid] = []
        self._open: list[_Open] = []

    def add(self, piece: Line | Grid, depth: int) -> None:
        """Add a paragraph, or a table that is whole already."""
        self._reach(depth)
        if isinstance(piece, Grid) or piece.text.strip():
            (self._open[-1].cell if depth else self._flow).append(piece)

    def end_cell(self, depth: int) -> None:
        """End the cell that the paragraphs since the last one stand in."""
        self._reach(depth)
        if depth:
            self._open[-1].row.append(self._open[-1].cell)
            self._open[-1].cell = []

    def end_row(self, depth: int, shapes: list[CellShape], heading: bool = False) -> None:
        """End a row whose cells have these shapes; cells without one stand an inch apart at its end."""
        self._reach(depth)
        if not depth:
            return
        table = self._open[-1]
        if table.cell:
            self.end_cell(depth)
        while shapes and len(table.row) > len(shapes) and not table.row[-1]:
            table.row.pop()
        slots, edge = [], 0
        for number, content in enumerate(table.row):
            shape = shapes[number] if number < len(shapes) else CellShape(edge, edge + _INCH)
            edge = max(edge, shape.right)
            if shape.from_above and not shape.goes_on:
                slots.append(Slot(shape.left, shape.right, from_above=True))
            elif not shape.goes_on:
                slots.append(Slot(shape.left, shape.right, content, shape.colour))
            elif shape.right > shape.left:
                slots.append(Slot(shape.left, shape.right))
        if slots:
            table.grid.headings += heading and table.grid.headings == len(table.grid.rows)
            table.grid.rows.append(slots)
        table.row = []

    def finish(self) -> list[Line | Grid]:
        """Return everything that was added."""
        self._reach(0)
        return self._flow

    def _reach(self, depth: int) -> None:
        while len(self._open) > depth:
            table = self._open[-1]
            if table.cell or table.row:
                self.end_row(len(self._open), [])
            self._open.pop()
            if table.grid.rows:
                (self._open[-1].cell if self._open else self._flow).append(table.grid)
        while len(self._open) < depth:
            self._open.append(_Open())
