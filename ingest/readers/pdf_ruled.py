"""Tables whose columns are ruled: lines joined into lattices, and the boxes that stand side by side."""

from itertools import pairwise

import numpy as np

from ingest.readers.content import Box, PageTable, TableCell, Word
from ingest.readers.pdf_lattice import Lattice
from ingest.readers.pdf_pieces import in_reading_order
from ingest.readers.pdf_rules import NEAR, Rules

_MAX_LINES = 1500  # more in one direction are a drawing
_MAX_COLUMNS = 60
_MAX_ROWS = 250


def ruled_tables(rules: Rules, words: list[Word]) -> list[PageTable]:
    """Return the tables whose columns are ruled, the innermost first; a word stands in one cell at most."""
    if len(rules.across) > _MAX_LINES or len(rules.down) > _MAX_LINES:
        return []
    lattices = [Lattice(part) for part in _connected(rules)]
    left = list(words)
    tables = []
    frames: list[Lattice] = []
    for lattice in sorted(lattices, key=Lattice.area):
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


def _side_by_side(frames: list[Lattice], words: list[Word]) -> list[PageTable]:
    """Return boxes of one height, beside one another and apart, as tables of one row."""
    rows: list[list[Lattice]] = []
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
        if len(row) < 2 or any(a[2] > b[0] + NEAR for a, b in pairwise(boxes)):
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
        (down[None, :, 0] >= across[:, None, 1] - NEAR)
        & (down[None, :, 0] <= across[:, None, 2] + NEAR)
        & (across[:, None, 0] >= down[None, :, 1] - NEAR)
        & (across[:, None, 0] <= down[None, :, 2] + NEAR)
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
