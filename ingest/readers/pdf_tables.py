"""Tables on a page, from its words, ruled lines and coloured areas."""

from collections import defaultdict

import numpy as np

from ingest.readers.content import Box, Fill, PageContent, PageTable, Word
from ingest.readers.pdf_opened import is_weak
from ingest.readers.pdf_ruled import ruled_tables
from ingest.readers.pdf_rules import Rules, rules_of
from ingest.readers.pdf_unruled import opened, unruled_tables

_COVERED = 0.6  # a cell painted over more than this share has the colour
_DOT = 40.0  # points: a round or square mark that is no larger gives its cell the colour


def find_tables(page: PageContent) -> list[PageTable]:
    """Return the tables of a page, top to bottom; a word stands in one cell at most.

    Words of the page that stand in no cell belong to the text around the tables. The page is left as it is.
    """
    rules = rules_of(page.edges)
    tables = _without_parts(ruled_tables(rules, page.words), page.words, rules)
    tables = [opened(table, rules) for table in tables]
    tables += unruled_tables(_outside(tables, page.words), rules)
    for table in tables:
        _colour(table, page.fills)
    return sorted(tables, key=lambda t: (t.box[1], t.box[0]))


def _words(table: PageTable) -> set[int]:
    return {id(w) for row in table.rows for cell in row for w in cell.words}


def _outside(tables: list[PageTable], words: list[Word]) -> list[Word]:
    taken = set[int]().union(*(_words(table) for table in tables))
    return [w for w in words if id(w) not in taken]


def _without_parts(tables: list[PageTable], words: list[Word], rules: Rules) -> list[PageTable]:
    """Leave out what is part of a table with more columns, which only rules across part, around painted cells."""
    weak = [table for table in tables if is_weak(table.rows)]
    if not weak:
        return tables
    strong = [table for table in tables if not any(table is other for other in weak)]
    whole = [(_words(table), len(table.rows[0])) for table in unruled_tables(_outside(strong, words), rules)]
    kept = [t for t in weak if not any(_words(t) < inside and columns > len(t.rows[0]) for inside, columns in whole)]
    return [*strong, *kept]


def _colour(table: PageTable, fills: list[Fill]) -> None:
    """Give every cell the colour it is painted in, or that of the mark in it."""
    x0, top, x1, bottom = table.box
    near = [f for f in fills if f.x0 < x1 and f.x1 > x0 and f.top < bottom and f.bottom > top]
    if not near:
        return
    areas = np.array([(f.x0, f.top, f.x1, f.bottom) for f in near])
    for row in table.rows:
        for cell in row:
            if cell.box:
                cell.colour = _colour_of(cell.box, near, areas)


def _colour_of(box: Box, fills: list[Fill], areas: "np.ndarray[tuple[int, int], np.dtype[np.float64]]") -> str:
    wide = np.minimum(areas[:, 2], box[2]) - np.maximum(areas[:, 0], box[0])
    tall = np.minimum(areas[:, 3], box[3]) - np.maximum(areas[:, 1], box[1])
    shared = np.clip(wide, 0, None) * np.clip(tall, 0, None)
    over = np.flatnonzero(shared >= _COVERED * (box[2] - box[0]) * (box[3] - box[1]))
    if over.size:
        return fills[int(over[-1])].colour  # painted last
    painted: defaultdict[str, float] = defaultdict(float)  # in pieces: around and behind each paragraph
    for at in np.flatnonzero(shared):
        painted[fills[int(at)].colour] += float(shared[at])
    colour, area = max(painted.items(), key=lambda pair: pair[1], default=("", 0.0))
    if area >= _COVERED * (box[2] - box[0]) * (box[3] - box[1]):
        return colour
    sizes = areas[:, 2:] - areas[:, :2]
    whole = shared >= 0.9 * sizes[:, 0] * sizes[:, 1]
    dots = whole & (sizes.max(axis=1) <= _DOT) & (sizes.min(axis=1) >= 0.6 * sizes.max(axis=1)) & (shared > 9)
    colours = {fills[int(i)].colour for i in np.flatnonzero(dots)}
    return colours.pop() if len(colours) == 1 else ""
