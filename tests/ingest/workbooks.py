"""Workbooks written by hand, so that a test can say exactly what is in their XML."""

import io
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HIDDEN = ' state="hidden"'
_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FORMATS = {"percent": "0.0%", "date": "dd/mm/yyyy", "month": "mmm\\-yy", "money": '"£"#,##0', "two": "0.00"}
FILLS = {"red": "FFFF0000", "amber": "FFFFC000", "green": "FF00B050", "odd": "00B050", "wrong": "FF00zz"}
_STYLES = {"": 0} | {name: i for i, name in enumerate([*FORMATS, *FILLS], 1)}


def letters(column: int) -> str:
    """Return the name of a column, counted from 0."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


@dataclass
class Sheet:
    """Rows of cells: words, figures, or (value, style) with a style of FORMATS or FILLS; None is no cell."""

    rows: list[list[object]]
    merged: list[str] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    dimension: str = ""
    more: str = ""

    def xml(self) -> str:
        rows = "".join(self._row(number, cells) for number, cells in enumerate(self.rows, 1) if cells)
        merged = "".join(f'<mergeCell ref="{place}"/>' for place in self.merged)
        merged = f"<mergeCells>{merged}</mergeCells>" if merged else ""
        dimension = f'<dimension ref="{self.dimension}"/>' if self.dimension else ""
        return f"<worksheet {_MAIN}>{dimension}<sheetData>{rows}{self.more}</sheetData>{merged}</worksheet>"

    def _row(self, number: int, cells: list[object]) -> str:
        inner = "".join(_cell(f"{letters(i)}{number}", cell) for i, cell in enumerate(cells) if cell is not None)
        hidden = ' hidden="1"' if number in self.hidden_rows else ""
        return f'<row r="{number}"{hidden}>{inner}</row>'


def _cell(place: str, cell: object) -> str:
    value, style = cell if isinstance(cell, tuple) else (cell, "")
    start = f'<c r="{place}" s="{_STYLES[style]}"'
    if value is None:
        return start + "/>"
    if isinstance(value, str) and value.startswith("="):
        formula, _, result = value[1:].partition("→")
        return f"{start}><f>{escape(formula)}</f>{f'<v>{result}</v>' if result else ''}</c>"
    if isinstance(value, str):
        return f'{start} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"{start}><v>{value}</v></c>"


def styles() -> str:
    formats = "".join(
        f'<numFmt numFmtId="{200 + i}" formatCode={quoteattr(c)}/>' for i, c in enumerate(FORMATS.values())
    )
    fills = "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="{rgb}"/></patternFill></fill>' for rgb in FILLS.values()
    )
    cells = '<xf numFmtId="0" fillId="0"/>'
    cells += "".join(f'<xf numFmtId="{200 + i}" fillId="0" applyNumberFormat="1"/>' for i in range(len(FORMATS)))
    cells += "".join(f'<xf numFmtId="0" fillId="{i + 2}" applyFill="1"/>' for i in range(len(FILLS)))
    plain = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    return (
        f"<styleSheet {_MAIN}><numFmts>{formats}</numFmts><fonts><font/></fonts><fills>{plain}{fills}</fills>"
        f"<borders><border/></borders><cellXfs>{cells}</cellXfs></styleSheet>"
    )


def workbook(sheets: dict[str, Sheet], extra: dict[str, bytes] | None = None) -> bytes:
    """Return an .xlsx with these sheets, and members beside them."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name={quoteattr(n)} sheetId="{i}" r:id="r{i}"{_HIDDEN * sheets[n].hidden}/>'
        for i, n in enumerate(names, 1)
    )
    relations = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(names) + 1)
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{_MIME}.worksheet+xml"/>'
        for i in range(1, len(names) + 1)
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_MIME}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_MIME}.styles+xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
        f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": styles(),
    }
    members |= {f"xl/worksheets/sheet{i}.xml": sheets[n].xml() for i, n in enumerate(names, 1)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (members | (extra or {})).items():
            archive.writestr(name, data)
    return buffer.getvalue()


def open_workbook(sheets: str, styles: str = "") -> bytes:
    """Return an .ods whose spreadsheet holds this XML."""
    spaces = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text", "style")
    )
    spaces += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
    return buffer.getvalue()
