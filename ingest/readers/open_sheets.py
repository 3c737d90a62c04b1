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
from ingest.readers.sheet_looks import Look, hexadecimal
from ingest.readers.unseen import SMALLEST, WHITE, alike

_MONTH = re.compile(r"[A-Za-z]{3,9}[ -/']{1,2}\d{2,4}")
_CLOCK = re.compile(r"\d:\d\d")
_SKIPPED = frozenset(("annotation", "shapes", "shape", "tracked-changes"))


@dataclass(slots=True)
class OpenSheet:
    """One sheet: its cells as they are shown, and what is hidden of it."""

    name: str
    hidden: bool = False
    look: Look = field(default_factory=Look)
    columns: int = 0
    folded: set[int] = field(default_factory=set)
    grid: Grid = field(default_factory=Grid)
    row: int = 0


def open_sheets(path: Path, max_rows: int, max_columns: int) -> Iterator[OpenSheet]:
    """Yield the sheets of a workbook, each with at most so many rows that hold words, and so many columns."""
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
        fills: dict[str, str] = {}
        hidden: set[str] = set()
        unseen: set[str] = set()
        sheet: OpenSheet | None = None
        holder: list[Element] = []
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            name = local(element)
            if name == "style" and event == "end":
                _learn(element, fills, hidden, unseen)
            elif name == "table" and event == "start" and sheet is None:
                sheet = OpenSheet(attribute(element, "name"), attribute(element, "style-name") in hidden)
                holder = [element]
            elif name == "table" and event == "end" and sheet is not None and element is holder[0]:
                yield sheet
                sheet = None
                element.clear()
            elif name == "table-column" and event == "end" and sheet is not None:
                _column(element, sheet, max_columns)
            elif name == "table-row" and event == "end" and sheet is not None:
                _row(element, sheet, fills, unseen, max_rows, max_columns)
                element.clear()


def _column(column: Element, sheet: OpenSheet, max_columns: int) -> None:
    times = min(max(1, whole(attribute(column, "number-columns-repeated"), 1)), max(0, max_columns - sheet.columns))
    if attribute(column, "visibility") in ("collapse", "filter"):
        sheet.folded.update(range(sheet.columns, sheet.columns + times))
    sheet.columns += times


def _learn(style: Element, fills: dict[str, str], hidden: set[str], unseen: set[str]) -> None:
    name = attribute(style, "name")
    ink = hexadecimal(attribute(child(style, "text-properties"), "color"))
    ground = attribute(child(style, "table-cell-properties"), "background-color", "transparent")
    behind = WHITE if ground == "transparent" else hexadecimal(ground)
    size = re.fullmatch(r"(\d*\.?\d+)pt", attribute(child(style, "text-properties"), "font-size"))
    if (ink and behind and alike(ink, behind)) or (size and float(size[1]) < SMALLEST):
        unseen.add(name)
    if rgb := hexadecimal(attribute(child(style, "table-cell-properties"), "background-color")):
        fills[name] = meaning(*rgb)
    if attribute(child(style, "table-properties"), "display") == "false":
        hidden.add(name)


def _row(
    row: Element, sheet: OpenSheet, fills: dict[str, str], unseen: set[str], max_rows: int, max_columns: int
) -> None:
    times = max(1, whole(attribute(row, "number-rows-repeated"), 1))
    cells: list[str] = []
    paint: list[str] = []
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        words, colour = _words(cell), fills.get(attribute(cell, "style-name"), "")
        if words and len(cells) in sheet.folded:
            sheet.look.hidden_columns.add(len(cells))
            words = ""
        elif words and attribute(cell, "style-name") in unseen:
            sheet.look.unseen.add((sheet.row, len(cells)))
            words = ""
        down, across = (max(1, whole(attribute(cell, f"number-{d}-spanned"), 1)) for d in ("rows", "columns"))
        if (down > 1 or across > 1) and words:
            top, left = sheet.row, len(cells)
            sheet.grid.merges.append(((top, left), (top + min(down, 500) - 1, left + min(across, 200) - 1)))
        repeated = min(max(1, whole(attribute(cell, "number-columns-repeated"), 1)), max_columns - len(cells))
        cells += [words] * repeated
        paint += [colour] * repeated
    if any(cells):
        if attribute(row, "visibility") in ("collapse", "filter"):
            sheet.look.hidden.add(sheet.row)
            sheet.row += times
            return
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
