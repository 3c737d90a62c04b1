"""Ruled lines that touch one another, and the cells between them."""

from bisect import bisect_right

import numpy as np
import numpy.typing as npt

from ingest.readers.content import Box, PageTable, TableCell, Word
from ingest.readers.pdf_opened import header_apart
from ingest.readers.pdf_pieces import in_reading_order
from ingest.readers.pdf_rules import NEAR, Line, Rules


def _places(lines: list[Line], others: list[Line]) -> list[float]:
    """Where a lattice's lines lie in one direction, with open sides closed where the other lines end."""
    places: list[float] = []
    for at, _, _ in sorted(lines):
        if not places or at - places[-1] > NEAR:
            places.append(at)
    starts = sorted(line[1] for line in others if places[0] - line[1] > 4 * NEAR)
    ends = sorted(line[2] for line in others if line[2] - places[-1] > 4 * NEAR)
    if len(starts) > 1 and starts[-1] - starts[0] < 4 * NEAR:
        places.insert(0, starts[0])
    if len(ends) > 1 and ends[-1] - ends[0] < 4 * NEAR:
        places.append(ends[-1])
    return places


class Lattice:
    """Lines that touch one another, and the elements between them: element (r, c) lies right of xs[c], below ys[r]."""

    def __init__(self, rules: Rules) -> None:
        self.xs = _places(rules.down, rules.across)
        self.ys = _places(rules.across, rules.down)
        rows, columns = max(len(self.ys) - 1, 0), max(len(self.xs) - 1, 0)
        # walls[r, c]: a line stands between element (r, c) and the one right of it / below it
        self._right = _walls(rules.down, self.xs, self.ys) if rows and columns else np.zeros((0, 0), dtype=bool)
        self._below = _walls(rules.across, self.ys, self.xs).T if rows and columns else np.zeros((0, 0), dtype=bool)

    def area(self) -> float:
        """Return the size of the whole lattice."""
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


def _walls(lines: list[Line], places: list[float], along: list[float]) -> npt.NDArray[np.bool_]:
    """Return an array [element along the lines, place]: whether a line runs at the far side of that element."""
    walls = np.zeros((len(along) - 1, len(places) - 1), dtype=bool)
    starts, ends = np.array(along[:-1]), np.array(along[1:])
    for at, start, end in lines:
        place = min(range(len(places)), key=lambda i: abs(places[i] - at)) - 1
        if 0 <= place < walls.shape[1]:
            covered = np.minimum(ends, end) - np.maximum(starts, start)
            walls[:, place] |= covered >= 0.6 * (ends - starts)
    return walls
