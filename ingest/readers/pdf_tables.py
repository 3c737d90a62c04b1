"""Tables on a page, from its words and ruled lines."""

from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from ingest.readers.content import Box, Edge, PageContent, PageTable, TableCell, Word

_MAX_EDGES = 4000


def find_tables(page: PageContent) -> list[PageTable]:
    """Return the tables of a page, top to bottom; a word stands in one cell at most.

    Words of the page that stand in no cell belong to the text around the tables. The page is left as it is.
    """
    if len(page.edges) < 4 or len(page.edges) > _MAX_EDGES:
        return []
    merged = merge_edges([_edge(e) for e in page.edges], 3, 3, 3, 3)
    cells = intersections_to_cells(edges_to_intersections(merged, 3, 3))
    words = list(page.words)
    tables = []
    for boxes in cells_to_tables(cells):
        grid = _grid([c for c in boxes if c[2] - c[0] > 6 and c[3] - c[1] > 6])
        table = _filled(grid, words) if grid else None
        if table and sum(bool(cell.words) for row in table.rows for cell in row) > 1:
            taken = {id(w) for row in table.rows for cell in row for w in cell.words}
            words = [w for w in words if id(w) not in taken]
            tables.append(table)
    return sorted(tables, key=lambda t: (t.box[1], t.box[0]))


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "orientation": "h" if edge.top == edge.bottom else "v",
        "object_type": "line",
        "x0": edge.x0,
        "x1": edge.x1,
        "top": edge.top,
        "bottom": edge.bottom,
        "width": edge.x1 - edge.x0,
        "height": edge.bottom - edge.top,
    }


def _grid(cells: list[Box]) -> list[list[Box | None]]:
    """Lay cells out in rows and columns; nothing for a box around something else."""
    columns = sorted({round(c[0]) for c in cells})
    tops = sorted({round(c[1]) for c in cells})
    if len(cells) < 2 or len(columns) < 2:
        return []
    at = {(round(c[1]), round(c[0])): c for c in cells}
    return [[at.get((top, left)) for left in columns] for top in tops]


def _filled(grid: list[list[Box | None]], words: list[Word]) -> PageTable:
    """Put every word into the cell its middle stands in."""
    rows = [[TableCell([], box) for box in row] for row in grid]
    cells = [cell for row in rows for cell in row if cell.box]
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        for cell in cells:
            if cell.box and cell.box[0] - 1 <= x <= cell.box[2] + 1 and cell.box[1] - 1 <= y <= cell.box[3] + 1:
                cell.words.append(word)
                break
    boxes = [cell.box for cell in cells if cell.box]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return PageTable(box, rows)
