"""Tables whose columns are ruled: lines joined into lattices, and the cells between them."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ingest.readers.content import Box, Edge, PageTable, TableCell, Word
from ingest.readers.pdf_rows import header_apart, in_reading_order

_NEAR = 3.0  # lines that miss each other by less meet
_SHORT = 8.0  # shorter lines are bullets, ticks and strokes of letters
_MAX_LINES = 1500  # more in one direction are a drawing
_MAX_COLUMNS = 60
_MAX_ROWS = 250
_Piece = tuple[float, float, float]  # where it lies, its start, its end


@dataclass(slots=True)
class Rules:
    """The ruled lines of a page: those across and those down, each (where it lies, its start, its end)."""

    across: list[_Piece]
    down: list[_Piece]


def rules_of(edges: list[Edge]) -> Rules:
    """Return the lines that the edges make up: dashes and double lines become one line."""
    across, down = set(), set()
    for e in edges:
        if abs(e.x1 - e.x0) >= abs(e.bottom - e.top):
            across.add((round((e.top + e.bottom) / 2, 1), round(min(e.x0, e.x1), 1), round(max(e.x0, e.x1), 1)))
        else:
            down.add((round((e.x0 + e.x1) / 2, 1), round(min(e.top, e.bottom), 1), round(max(e.top, e.bottom), 1)))
    return Rules(_collinear(across), _collinear(down))


def _collinear(pieces: set[_Piece]) -> list[_Piece]:
    """Join pieces that lie on one line and touch, or nearly."""
    clusters: list[list[_Piece]] = []
    for piece in sorted(pieces):
        if clusters and piece[0] - clusters[-1][0][0] <= _NEAR:
            clusters[-1].append(piece)
        else:
            clusters.append([piece])
    result: list[_Piece] = []
    for cluster in clusters:
        line: list[_Piece] = []
        end = 0.0
        for piece in sorted(cluster, key=lambda p: p[1]):
            if line and piece[1] - end > _NEAR:
                result.append(_one(line))
                line = []
            end = max(end, piece[2]) if line else piece[2]
            line.append(piece)
        result.append(_one(line))
    return [line for line in result if line[2] - line[1] >= _SHORT]


def _one(pieces: list[_Piece]) -> _Piece:
    length = sum(end - start for _, start, end in pieces) or 1.0
    at = sum(at * (end - start) for at, start, end in pieces) / length
    return at, min(p[1] for p in pieces), max(p[2] for p in pieces)


def ruled_tables(rules: Rules, words: list[Word]) -> list[PageTable]:
    """Return the tables whose columns are ruled, the innermost first; a word stands in one cell at most."""
    if len(rules.across) > _MAX_LINES or len(rules.down) > _MAX_LINES:
        return []
    lattices = [_Lattice(part) for part in _connected(rules)]
    left = list(words)
    tables = []
    frames: list[_Lattice] = []
    for lattice in sorted(lattices, key=_Lattice.area):
        if len(lattice.xs) == 2 and len(lattice.ys) == 2:
            frames.append(lattice)
        if not (3 <= len(lattice.xs) <= _MAX_COLUMNS and 2 <= len(lattice.ys) <= _MAX_ROWS):
            continue
        table = lattice.table(left)
        if table and _is_table(table):
            left = _without(left, table)
            tables.append(table)
    for table in _side_by_side(frames, left):
        left = _without(left, table)
        tables.append(table)
    return tables


def _without(words: list[Word], table: PageTable) -> list[Word]:
    taken = {id(w) for row in table.rows for cell in row for w in cell.words}
    return [w for w in words if id(w) not in taken]


def _side_by_side(frames: list["_Lattice"], words: list[Word]) -> list[PageTable]:
    """Return boxes of one height, beside one another and apart, as tables of one row."""
    rows: list[list[_Lattice]] = []
    for frame in sorted(frames, key=lambda f: (f.ys[0], f.xs[0])):
        row = next((r for r in rows if max(abs(a - b) for a, b in zip(r[0].ys, frame.ys, strict=True)) < 5), None)
        if row:
            row.append(frame)
        else:
            rows.append([frame])
    tables = []
    for row in rows:
        row.sort(key=lambda f: f.xs[0])
        boxes = [(f.xs[0], f.ys[0], f.xs[1], f.ys[1]) for f in row]
        if len(row) < 2 or any(a[2] > b[0] + _NEAR for a, b in pairwise(boxes)):
            continue
        cells = [TableCell(in_reading_order(_inside(box, words)), box) for box in boxes]
        if all(cell.words for cell in cells):
            tables.append(PageTable((boxes[0][0], boxes[0][1], boxes[-1][2], boxes[0][3]), [cells]))
    return tables


def _inside(box: Box, words: list[Word]) -> list[Word]:
    return [w for w in words if box[0] <= (w.x0 + w.x1) / 2 <= box[2] and box[1] <= (w.top + w.bottom) / 2 <= box[3]]


def _is_table(table: PageTable) -> bool:
    """Tell a table from a chart, a form of boxes, or panels of prose."""
    cells = [cell for row in table.rows for cell in row if cell.box]
    filled = sum(bool(cell.words) for cell in cells)
    columns = sum(any(row[i].words for row in table.rows) for i in range(len(table.rows[0])))
    rows = [sum(bool(cell.words) for cell in row) for row in table.rows]
    together = sum(n > 1 for n in rows) >= 0.25 * sum(n > 0 for n in rows)
    return filled >= 2 and columns >= 2 and together and (filled >= 0.2 * len(cells) or len(rows) < 5)


def _connected(rules: Rules) -> list[Rules]:
    """Put lines that touch one another together."""
    if not rules.across or not rules.down:
        return []
    across, down = np.array(rules.across), np.array(rules.down)
    touch = (
        (down[None, :, 0] >= across[:, None, 1] - _NEAR)
        & (down[None, :, 0] <= across[:, None, 2] + _NEAR)
        & (across[:, None, 0] >= down[None, :, 1] - _NEAR)
        & (across[:, None, 0] <= down[None, :, 2] + _NEAR)
    )
    seen = np.zeros(len(down), dtype=bool)
    parts = []
    for first in range(len(down)):
        if seen[first]:
            continue
        standing = np.zeros(len(down), dtype=bool)
        standing[first] = True
        lying = touch[:, standing].any(axis=1)
        while True:
            more = touch[lying].any(axis=0) | standing
            if (more == standing).all():
                break
            standing = more
            lying = touch[:, standing].any(axis=1)
        seen |= standing
        if lying.any():
            crossing = [rules.across[i] for i in np.flatnonzero(lying)]
            parts.append(Rules(crossing, [rules.down[i] for i in np.flatnonzero(standing)]))
    return parts


def _places(lines: list[_Piece], others: list[_Piece]) -> list[float]:
    """Where a lattice's lines lie in one direction, with open sides closed where the other lines end."""
    places: list[float] = []
    for at, _, _ in sorted(lines):
        if not places or at - places[-1] > _NEAR:
            places.append(at)
    starts = sorted(line[1] for line in others if places[0] - line[1] > 4 * _NEAR)
    ends = sorted(line[2] for line in others if line[2] - places[-1] > 4 * _NEAR)
    if len(starts) > 1 and starts[-1] - starts[0] < 4 * _NEAR:
        places.insert(0, starts[0])
    if len(ends) > 1 and ends[-1] - ends[0] < 4 * _NEAR:
        places.append(ends[-1])
    return places


class _Lattice:
    """Lines that touch one another, and the elements between them: element (r, c) lies right of xs[c], below ys[r]."""

    def __init__(self, rules: Rules) -> None:
        self.xs = _places(rules.down, rules.across)
        self.ys = _places(rules.across, rules.down)
        rows, columns = max(len(self.ys) - 1, 0), max(len(self.xs) - 1, 0)
        # walls[r, c]: a line stands between element (r, c) and the one right of it / below it
        self._right = _walls(rules.down, self.xs, self.ys) if rows and columns else np.zeros((0, 0), dtype=bool)
        self._below = _walls(rules.across, self.ys, self.xs).T if rows and columns else np.zeros((0, 0), dtype=bool)

    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def table(self, words: list[Word]) -> PageTable | None:
        """Return the lattice's table: a merged cell's words stand in its first row and column."""
        starts = self._regions()
        boxes = self._boxes(starts)
        rows = [[TableCell([], boxes.get((r, c))) for c in range(len(self.xs) - 1)] for r in range(len(self.ys) - 1)]
        for word in words:
            x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
            c, r = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
            if 0 <= r < len(rows) and 0 <= c < len(rows[0]):
                first = starts[r][c]
                rows[first[0]][first[1]].words.append(word)
        kept = [c for c in range(len(rows[0])) if any(row[c].words for row in rows) or self.xs[c + 1] - self.xs[c] > 12]
        rows = [[row[c] for c in kept] for r, row in enumerate(rows) if self._counts(row, r)]
        if not rows or len(kept) < 2:
            return None
        for row in rows:
            for cell in row:
                cell.words = in_reading_order(cell.words)
        rows = [*header_apart(rows[0]), *rows[1:]]
        return PageTable((self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]), rows)

    def _counts(self, row: list[TableCell], number: int) -> bool:
        """Whether a row is more than the space between two lines."""
        return any(cell.words for cell in row) or self.ys[number + 1] - self.ys[number] > 8

    def _regions(self) -> list[list[tuple[int, int]]]:
        """For every element the first one of its cell: cells are grown right, then down, and stay rectangles."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        starts: list[list[tuple[int, int] | None]] = [[None] * columns for _ in range(rows)]
        for r in range(rows):
            for c in range(columns):
                if starts[r][c] is not None:
                    continue
                end = c + 1
                while end < columns and not self._right[r, end - 1] and starts[r][end] is None:
                    end += 1
                bottom = r + 1
                while bottom < rows and self._goes_on(bottom, c, end):
                    bottom += 1
                for rr in range(r, bottom):
                    starts[rr][c:end] = [(r, c)] * (end - c)
        return [[start or (0, 0) for start in row] for row in starts]

    def _goes_on(self, row: int, start: int, end: int) -> bool:
        """Whether the cell of columns start to end above this row holds this row's elements too."""
        return not self._below[row - 1, start:end].any() and not self._right[row, start : end - 1].any()

    def _boxes(self, starts: list[list[tuple[int, int]]]) -> dict[tuple[int, int], Box]:
        boxes: dict[tuple[int, int], Box] = {}
        for r, row in enumerate(starts):
            for c, first in enumerate(row):
                box = boxes.get(first, (self.xs[c], self.ys[r], 0.0, 0.0))
                boxes[first] = (box[0], box[1], max(box[2], self.xs[c + 1]), max(box[3], self.ys[r + 1]))
        return boxes


def _walls(lines: list[_Piece], places: list[float], along: list[float]) -> npt.NDArray[np.bool_]:
    """Return an array [element along the lines, place]: whether a line runs at the far side of that element."""
    walls = np.zeros((len(along) - 1, len(places) - 1), dtype=bool)
    starts, ends = np.array(along[:-1]), np.array(along[1:])
    for at, start, end in lines:
        place = min(range(len(places)), key=lambda i: abs(places[i] - at)) - 1
        if 0 <= place < walls.shape[1]:
            covered = np.minimum(ends, end) - np.maximum(starts, start)
            walls[:, place] |= covered >= 0.6 * (ends - starts)
    return walls
