"""Spreadsheets: .xlsx, .xls and .ods workbooks, and tables as plain text (.csv)."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import olefile
import python_calamine as calamine

from ingest.documents import Reading
from ingest.errors import EmptyDocument, EncryptedDocument, IngestError, TooLarge, UnreadableDocument
from ingest.readers.building import TextBuilder
from ingest.readers.cell_values import shown
from ingest.readers.colours import meaning
from ingest.readers.odt import open_properties
from ingest.readers.ole_summary import summary_of
from ingest.readers.open_sheets import open_sheets
from ingest.readers.packed import Package, core_properties, usable_title
from ingest.readers.sheet_biff import old_looks
from ingest.readers.sheet_layout import Grid, add_sheet
from ingest.readers.sheet_looks import Look, looks, sheet_parts, styles_of
from ingest.readers.text import decode
from ingest.readers.unseen import left_out

MAX_ROWS = 20_000
_MAX_CELLS = 10_000_000
_MAX_COLUMNS = 1_000
_DAMAGED = "the workbook is damaged: open it in its own program and save it again"


def read_workbook(path: Path) -> Reading:
    """Read an .xlsx or .xls: each sheet a section, its tables as they stand on it, values as they were shown.

    Raises UnreadableDocument for a damaged file, EncryptedDocument for one with a password, TooLarge for one that
    unpacks beyond reason, EmptyDocument for no words.
    """
    try:
        with path.open("rb") as stream:
            zipped = stream.read(2) == b"PK"
        if zipped:
            return _read_packed(path)
        with olefile.OleFileIO(path) as container:
            return _read_workbook(path, _old_looks(container), [], summary_of(container))
    except (IngestError, FileNotFoundError, PermissionError):
        raise
    except calamine.PasswordError as error:
        raise EncryptedDocument("the file needs a password: save a copy without one and put that in") from error
    except BaseException as error:  # calamine and zipfile raise whatever the damage leads to; calamine's panics are
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":  # no Exceptions
            raise
        raise UnreadableDocument(_DAMAGED) from error


def _old_looks(container: olefile.OleFileIO) -> dict[str, Look]:
    """How the cells look is worth a try: the values do not need it."""
    try:
        return old_looks(container)
    except EncryptedDocument:
        raise
    except Exception:  # whatever the damage leads to
        return {}


def _read_packed(path: Path) -> Reading:
    with Package(path) as package, zipfile.ZipFile(path) as archive:
        theme = next((n for n in sorted(package.names) if n.startswith("xl/theme/theme")), "")
        styles = styles_of(package.xml("xl/styles.xml"), package.xml(theme))
        parts = sheet_parts(package.xml("xl/workbook.xml"), package.related("xl/workbook.xml"))
        seen = looks(archive, parts, styles)
        warnings = list(package.embedded())
        names = package.names
        properties = tuple(core_properties(package))
    if any(n.endswith("vbaProject.bin") for n in names):
        warnings.append("the workbook holds macros, which are not run")
    if any(n.startswith("xl/externalLinks/") for n in names):
        warnings.append("some figures come from other workbooks and are as they were when this one was last saved")
    if any(n.startswith("xl/charts/") for n in names):
        warnings.append("its charts are not read, only the cells")
    return _read_workbook(path, seen, warnings, properties)


def _read_workbook(
    path: Path, seen: dict[str, Look], warnings: list[str], properties: tuple[tuple[str, str], ...]
) -> Reading:
    builder = TextBuilder()
    with calamine.CalamineWorkbook.from_path(path) as workbook:
        for sheet in workbook.sheets_metadata:
            if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            look = seen.get(sheet.name, Look())
            if look.reach[0] * look.reach[1] > _MAX_CELLS:
                warnings.append(
                    f"sheet {sheet.name} is not read: it spans {look.reach[0]:,} rows and {look.reach[1]:,} columns;"
                    " delete the empty ones"
                )
                continue
            if sheet.visible != calamine.SheetVisibleEnum.Visible:
                warnings.append(_hidden_sheet(sheet.name))
                continue
            _add(sheet.name, _grid(workbook.get_sheet_by_name(sheet.name), look), builder, warnings, look)
    return _finished(builder, warnings, properties)


def _hidden_sheet(name: str) -> str:
    return f"sheet {name} is hidden in the workbook and left out"


def _add(name: str, grid: Grid, builder: TextBuilder, warnings: list[str], look: Look) -> None:
    for hidden, what in ((look.hidden, "rows"), (look.hidden_columns, "columns")):
        if hidden:
            warnings.append(
                f"sheet {name} has hidden {what}, which are left out ({len(hidden):,}): show them to have them read"
            )
    if look.unseen:
        warnings.extend(left_out(True))
    if not grid.rows:
        return
    if look.unsaved:
        warnings.append(f"sheet {name} has {look.unsaved:,} formulas without a result: open and save it in Excel")
    if len(grid.rows) > MAX_ROWS:
        warnings.append(f"sheet {name} has more than {MAX_ROWS:,} rows: the first {MAX_ROWS:,} are read")
        grid.rows = dict(list(grid.rows.items())[:MAX_ROWS])
    builder.block("heading", name, 1)
    add_sheet(grid, builder)


def _finished(builder: TextBuilder, warnings: Iterable[str], properties: tuple[tuple[str, str], ...]) -> Reading:
    if not any(block.kind != "heading" for block in builder.blocks):
        if warnings := [w for w in warnings if "not read" in w]:
            raise TooLarge(warnings[0])
        raise EmptyDocument("the workbook holds no words: put in a copy that has")
    title = usable_title(dict(properties).get("title", ""))
    told = tuple(dict.fromkeys((*warnings, *left_out(builder.unseen))))
    return Reading(builder.text, tuple(builder.blocks), (), title, told, properties)


def _grid(sheet: Any, look: Look) -> Grid:
    """Return the cells of a sheet as they are shown; cells that are painted to say something, too."""
    grid = Grid(merges=[m for m in sheet.merged_cell_ranges or () if m[0] != m[1]][:5000])
    folded, folded_columns = set[int](), set[int]()
    top, left = sheet.start or (0, 0)
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), top):
        if not any(value != "" for value in values):
            continue
        if row in look.hidden:
            folded.add(row)
            continue
        folded_columns.update(c for c, value in enumerate(values, left) if value != "" and c in look.hidden_columns)
        cells = [""] * left
        cells += [
            shown(value, look.formats.get((row, column), "")).strip()
            if value != "" and column not in look.hidden_columns and (row, column) not in look.unseen
            else ""
            for column, value in enumerate(values[:_MAX_COLUMNS], left)
        ]
        if any(cells):
            grid.rows[row] = cells
        if len(grid.rows) > MAX_ROWS:
            break
    look.hidden, look.hidden_columns = folded, folded_columns  # of the others nothing is lost
    for (row, column), rgb in look.paint.items():
        if row in grid.rows and column < look.reach[1] and column not in folded_columns and (word := meaning(*rgb)):
            grid.paint[row, column] = word
    return grid


def read_open_sheets(path: Path) -> Reading:
    """Read an .ods: each sheet a section, its tables as they stand on it, cells as they were shown.

    Raises UnreadableDocument for a damaged file, TooLarge for one that unpacks beyond reason, EmptyDocument for no
    words.
    """
    builder, warnings = TextBuilder(), list[str]()
    try:
        with Package(path) as package:
            properties = open_properties(package.xml("meta.xml"))
        for sheet in open_sheets(path, MAX_ROWS + 1, _MAX_COLUMNS):
            if sheet.hidden:
                warnings.append(_hidden_sheet(sheet.name))
            else:
                _add(sheet.name, sheet.grid, builder, warnings, sheet.look)
    except (IngestError, FileNotFoundError, PermissionError):
        raise
    except Exception as error:  # the parser and zipfile raise whatever the damage leads to
        raise UnreadableDocument(_DAMAGED) from error
    return _finished(builder, warnings, tuple(properties.items()))


def read_csv(path: Path) -> Reading:
    """Read a table kept as text; what parts its columns (comma, semicolon, tab or bar) is told from the content.

    Raises UnreadableDocument for bytes that are not text, EmptyDocument for none.
    """
    text = decode(path.read_bytes()).replace("\x00", "")
    separator, first = "", 0
    if text[:5].lower().startswith("sep=") and len(text) > 4:
        separator, first = text[4], text.find("\n") + 1
    separator = separator or _separator(text[:20_000])
    csv.field_size_limit(1_000_000)
    grid = Grid()
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text[first:]), delimiter=separator)):
            if any(cell.strip() for cell in row):
                grid.rows[number] = [cell.strip() for cell in row[:_MAX_COLUMNS]]
            if len(grid.rows) > MAX_ROWS:
                break
    except csv.Error as error:
        raise UnreadableDocument("the table could not be taken apart: save it again as .csv or .xlsx") from error
    builder, warnings = TextBuilder(), list[str]()
    if len(grid.rows) > MAX_ROWS:
        warnings.append(f"the table has more than {MAX_ROWS:,} rows: the first {MAX_ROWS:,} are read")
        grid.rows = dict(list(grid.rows.items())[:MAX_ROWS])
    add_sheet(grid, builder)
    if not builder.blocks:
        raise EmptyDocument("the table holds no words: put in a copy that has")
    title = re.sub(r"[-_\s]+", " ", path.stem).strip()  # it has no other
    return Reading(builder.text, tuple(builder.blocks), (), title, (*warnings, *left_out(builder.unseen)))


def _separator(text: str) -> str:
    """Return the character that gives the lines the most columns of one count."""
    best, most = ",", 0
    for separator in ",;\t|":
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(text), delimiter=separator) if any(row)][:200]
        except csv.Error:
            continue
        usual = max(set(widths), key=widths.count) if widths else 0
        wide = [w for w in set(widths) if w > 1]
        score = max((widths.count(w) * (w - 1) for w in wide), default=0) if usual >= 1 else 0
        if score > most:
            best, most = separator, score
    return best
