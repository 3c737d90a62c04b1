"""Tables of a web page: which hold data, and which only lay the page out."""

import re

from bs4.element import Tag

from ingest.readers.colours import meaning, telling
from ingest.readers.sheet_looks import hexadecimal

_NAMED = {"red": "red", "green": "green", "lime": "green", "orange": "amber", "yellow": "amber", "amber": "amber"}
_MOST_COLUMNS = 200
_MOST_ROWS = 5_000


def is_layout(table: Tag) -> bool:
    """Tell whether a table only lays the page out: others stand in it, or its cells hold whole pieces of the page."""
    if table.get("role") in ("presentation", "none") or table.find("table"):
        return True
    if table.find("th") or table.find("caption"):
        return False
    rows = [list(tr.find_all(["td", "th"])) for tr in table.find_all("tr")]
    if max(map(len, rows), default=0) <= 1:
        return True
    if any(re.fullmatch(r"\s*(?:item )?\d[\d.]*[a-z]?[.)]?\s*", row[0].get_text()) for row in rows if len(row) > 1):
        return False
    return len(rows) <= 2 and any(cell.find(["h1", "h2", "h3", "h4", "ul", "ol"]) for row in rows for cell in row)


def rows_of(table: Tag) -> tuple[list[list[str]], list[list[str]]]:
    """Return a table's cells and their colours; a cell over several rows is said in each, one over columns once.

    A heading of several lines becomes one row, each column with all that stands above it.
    """
    rows: list[list[str]] = []
    colours: list[list[str]] = []
    heads = _heading_rows(table)
    below: dict[int, tuple[int, str, str]] = {}
    for tr in table.find_all("tr")[:_MOST_ROWS]:
        row: list[str] = []
        paint: list[str] = []
        own = _paint(tr)
        for cell in [*tr.find_all(["td", "th"]), None]:
            while (held := below.pop(len(row), None)) is not None:
                left, words, colour = held
                if left > 1:
                    below[len(row)] = left - 1, words, colour
                row.append(words)
                paint.append(colour)
            if cell is None or len(row) > _MOST_COLUMNS:
                break
            words, colour = _words(cell), _paint(cell) or own
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for position in range(across):
                said = words if not position or (len(rows) < heads and heads > 1) else ""
                if down > 1:
                    below[len(row)] = down - 1, said, colour
                row.append(said)
                paint.append(colour)
        rows.append(row)
        colours.append(paint)
    if heads > 1 and len({len(row) for row in rows[:heads]}) == 1:
        joined = ["\n".join(dict.fromkeys(filter(None, column))) for column in zip(*rows[:heads], strict=True)]
        rows[:heads], colours[:heads] = [joined], [[""] * len(joined)]
    return rows, telling(colours)


def _heading_rows(table: Tag) -> int:
    """Return how many rows at the top hold headings alone."""
    count = 0
    for tr in table.find_all("tr"):
        cells = tr.find_all(["td", "th"])
        if not cells or any(cell.name == "td" for cell in cells):
            break
        count += 1
    return count if count < len(table.find_all("tr")) else 1


def _span(cell: Tag, name: str) -> int:
    span = str(cell.get(name) or "1").strip()
    return max(1, min(int(span), 60)) if span.isdigit() and len(span) < 6 else 1


def _paint(cell: Tag) -> str:
    style = re.search(r"background(?:-color)?\s*:\s*([^;]+)", str(cell.get("style") or ""), re.I)
    colour = (style[1] if style else str(cell.get("bgcolor") or "")).strip().lower()
    if colour in _NAMED:
        return _NAMED[colour]
    if match := re.match(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})", colour):
        return meaning(*(min(255, int(part)) for part in match.groups()))
    if match := re.match(r"#([0-9a-f])([0-9a-f])([0-9a-f])\b", colour):
        colour = "#" + "".join(c * 2 for c in match.groups())
    rgb = hexadecimal(colour.split()[0]) if colour.startswith("#") else None
    return meaning(*rgb) if rgb else ""


def _words(cell: Tag) -> str:
    for item in cell.find_all("li"):
        item.insert(0, "\n• ")
    for block in cell.find_all(["p", "br", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"]):
        block.append("\n")
    lines = (re.sub(r"\s+", " ", line).strip() for line in cell.get_text().split("\n"))
    words = "\n".join(line for line in lines if line)
    if not words:  # a tick or a traffic light as a picture
        words = " ".join(str(image.get("alt") or "") for image in cell.find_all("img")).strip()
    return words
