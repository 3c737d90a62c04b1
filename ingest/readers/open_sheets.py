"""The sheets of an OpenDocument workbook (.ods), read piece by piece: its rows may be repeated a million times."""

import contextlib
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from ingest.readers.cell_values import shown
from ingest.readers.colours import meaning
from ingest.readers.packed import attribute, child, local, whole
from ingest.readers.sheet_layout import Grid
from ingest.readers.sheet_looks import hexadecimal

_MONTH = re.compile(r"[A-Za-z]{3,9}[ -/']{1,2}\d{2,4}")
_CLOCK = re.compile(r"\d:\d\d")
_SKIPPED = frozenset(("annotation", "shapes", "shape", "tracked-changes"))


@dataclass(slots=True)
class OpenSheet:
    """One sheet: its cells as they are shown, and what is hidden of it."""

    name: str
    hidden: bool = False
    hidden_rows: int = 0
    grid: Grid = field(default_factory=Grid)
    row: int = 0


def open_sheets(path: Path, max_rows: int, max_columns: int) -> Iterator[OpenSheet]:
    """Yield the sheets of a workbook, each with at most so many rows that hold words, and so many columns."""
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
        fills: dict[str, str] = {}
        hidden: set[str] = set()
        sheet: OpenSheet | None = None
        holder: list[Element] = []
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            name = local(element)
            if name == "style" and event == "end":
                _learn(element, fills, hidden)
            elif name == "table" and event == "start" and sheet is None:
                sheet = OpenSheet(attribute(element, "name"), attribute(element, "style-name") in hidden)
                holder = [element]
            elif name == "table" and event == "end" and sheet is not None and element is holder[0]:
                yield sheet
                sheet = None
                element.clear()
            elif name == "table-row" and event == "end" and sheet is not None:
                _row(element, sheet, fills, max_rows, max_columns)
                element.clear()


def _learn(style: Element, fills: dict[str, str], hidden: set[str]) -> None:
    name = attribute(style, "name")
    if rgb := hexadecimal(attribute(child(style, "table-cell-properties"), "background-color")):
        fills[name] = meaning(*rgb)
    if attribute(child(style, "table-properties"), "display") == "false":
        hidden.add(name)


def _row(row: Element, sheet: OpenSheet, fills: dict[str, str], max_rows: int, max_columns: int) -> None:
    times = max(1, whole(attribute(row, "number-rows-repeated"), 1))
    cells: list[str] = []
    paint: list[str] = []
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        words, colour = _words(cell), fills.get(attribute(cell, "style-name"), "")
        down, across = (max(1, whole(attribute(cell, f"number-{d}-spanned"), 1)) for d in ("rows", "columns"))
        if (down > 1 or across > 1) and words:
            top, left = sheet.row, len(cells)
            sheet.grid.merges.append(((top, left), (top + min(down, 500) - 1, left + min(across, 200) - 1)))
        repeated = min(max(1, whole(attribute(cell, "number-columns-repeated"), 1)), max_columns - len(cells))
        cells += [words] * repeated
        paint += [colour] * repeated
    if any(cells):
        sheet.hidden_rows += attribute(row, "visibility") in ("collapse", "filter")
        for number in range(sheet.row, sheet.row + min(times, max_rows - len(sheet.grid.rows))):
            sheet.grid.rows[number] = list(cells)
            for column, colour in enumerate(paint):
                if colour and column < len(cells):
                    sheet.grid.paint[number, column] = colour
    sheet.row += times


def _words(cell: Element) -> str:
    """Return what a cell shows, or its value where the file does not say what it shows."""
    lines = ["".join(_text(p)).strip() for p in cell if local(p) == "p"]
    day = attribute(cell, "date-value")[:10]
    if day and not _CLOCK.search(words := "\n".join(lines)):
        with contextlib.suppress(ValueError):
            return shown(date.fromisoformat(day), "mmm yy" if _MONTH.fullmatch(words.strip()) else "d")
    if lines:
        return "\n".join(lines).strip()
    return attribute(cell, "value") or attribute(cell, "string-value")


def _text(element: Element) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        name = local(inner)
        if name == "s":
            yield " " * min(whole(attribute(inner, "c"), 1), 50)
        elif name in ("tab", "line-break"):
            yield "\n" if name == "line-break" else " "
        elif name not in _SKIPPED:
            yield from _text(inner)
        yield inner.tail or ""
