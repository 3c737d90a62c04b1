"""A paper that goes out as a Word file: real headings, lists and footnotes, tables and pictures of charts."""

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell

from assistant.outgoing import charts
from assistant.outgoing.paper import Block, Bullets, Chart, Heading, Line, PageBreak, Paper, Paragraph, Table
from assistant.outgoing.saving import put
from assistant.outgoing.sources import plain, reference
from assistant.outgoing.word_looks import begun
from assistant.outgoing.word_notes import Notes

_TABLE_CM = 15.8
_FIGURE = re.compile(r"[-+−–£$€]?\s?\d[\d,. ]*\s?(%|p|m|k)?|[-–—]?|n/?a", re.I)


def write(paper: Paper, path: Path) -> None:
    """Write a paper to a Word file, at once and whole, over the one that may be there. Raises NotSaved.

    Every time that a source is cited it has a footnote of its own, so that a bullet keeps it wherever an editor moves
    it; what the source says is quoted the first time, unless the statement is in the same words.
    Nothing that a paper says is a field, a link or markup.
    """
    held = io.BytesIO()
    _Writing(paper).document.save(held)
    put(path, held.getvalue())


class _Writing:
    """A Word document on its way, block by block."""

    def __init__(self, paper: Paper) -> None:
        self.document = begun(plain(paper.title))
        self._citations = {c.n: c for c in paper.citations}
        self._notes = Notes()
        self._quoted: set[int] = set()
        self._breaking = False
        self._pictures = 0
        for words, style in ((paper.title, "Title"), (paper.subtitle, "Subtitle")):
            if plain(words):
                self._paragraph(style).add_run(plain(words))
        for block in paper.blocks:
            self._block(block)
        self._notes.attach(self.document)

    def _block(self, block: Block) -> None:
        match block:
            case Heading(text, level):
                self._paragraph(f"Heading {level}").add_run(plain(text))
            case Paragraph(lines):
                paragraph = self._paragraph("Normal")
                self._lines(paragraph, lines)
                paragraph.paragraph_format.keep_with_next = paragraph.text.endswith(":") or None  # "Q3 Update:"
            case Bullets(lines, numbered):
                self._list(lines, numbered)
            case Table(header, rows, caption):
                self._table(header, rows, caption)
            case Chart():
                self._chart(block)
            case PageBreak():
                self._breaking = True

    def _paragraph(self, style: str) -> Any:
        """Add a paragraph; after a page break it is the first of its page."""
        paragraph = self.document.add_paragraph(style=style)
        if self._breaking:
            paragraph.paragraph_format.page_break_before = True
            self._breaking = False
        return paragraph

    # statements

    def _lines(self, paragraph: Any, lines: Sequence[Line]) -> None:
        for n, line in enumerate(lines):
            if n:
                paragraph.add_run(" ")
            label = plain(line.strong).rstrip(":")
            if label:
                paragraph.add_run(f"{label}:").bold = True
            if plain(line.text):
                paragraph.add_run(f" {plain(line.text)}" if label else plain(line.text))
            self._marks(paragraph, line.marks, plain(line.text))
            if plain(line.note):
                paragraph.add_run(f" ({plain(line.note)})")

    def _marks(self, paragraph: Any, marks: Sequence[int], beside: str = "") -> None:
        for n, mark in enumerate(marks):
            if n:
                paragraph.add_run("\N{NO-BREAK SPACE}").font.superscript = True  # or 3 and 4 would look like 34
            citation = self._citations[mark]
            self._notes.refer(paragraph, reference(citation, beside if mark not in self._quoted else citation.quote))
            self._quoted.add(mark)

    def _list(self, lines: Sequence[Line], numbered: bool) -> None:
        again = self._from_one() if numbered else None
        for line in lines:
            paragraph = self._paragraph("List Number" if numbered else "List Bullet")
            if again is not None:
                numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                numbering.get_or_add_ilvl().val = 0
                numbering.get_or_add_numId().val = again
            self._lines(paragraph, [line])
            if line is lines[-1]:
                paragraph.paragraph_format.space_after = Pt(10)

    def _from_one(self) -> int:
        """Return a numbering of its own, so that a list does not go on where the one before ended."""
        style = self.document.styles["List Number"].element
        root = self.document.part.numbering_part.element
        shared = root.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
        number = root.add_num(shared)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)

    # tables and charts

    def _table(self, header: Sequence[str], rows: Sequence[Sequence[Line]], caption: str) -> None:
        columns = max([len(header), *map(len, rows)])
        if plain(caption):
            self._paragraph("Caption").add_run(plain(caption))
        elif self._breaking:
            self._paragraph("Normal")
        if not columns:
            return
        table = self.document.add_table(0, columns, style="Table Grid")
        table.autofit = False
        indent = OxmlElement("w:tblInd", {qn("w:w"): "108", qn("w:type"): "dxa"})
        table._tbl.tblPr.find(qn("w:tblW")).addnext(indent)
        widths = _widths(header, rows, columns)
        right = {n for n in range(columns) if _figures([row[n].text for row in rows if n < len(row)])}
        for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
            column.w = Cm(width)
        if header:
            cells = self._row(table, widths, right)
            for words, cell in zip(header, cells, strict=False):
                cell.paragraphs[0].add_run(plain(words)).bold = True
            for cell in cells:
                cell._tc.get_or_add_tcPr().append(_shade("E7ECF3"))
            cells[0]._tc.getparent().get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in rows:
            for line, cell in zip(row, self._row(table, widths, right), strict=False):
                self._lines(cell.paragraphs[0], [line])
        self._space()

    def _row(self, table: Any, widths: Sequence[float], right: set[int]) -> list[Any]:
        """Add a row that no page's end cuts in two, and return its cells."""
        added = table._tbl.add_tr()
        added.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cells = []
        for n, width in enumerate(widths):
            slot = added.add_tc()
            slot.width = Cm(width)
            cell = _Cell(slot, table)
            cell.paragraphs[0].style = self.document.styles["Table Text"]
            if n in right:
                cell.paragraphs[0].alignment = 2
            cells.append(cell)
        return cells

    def _chart(self, chart: Chart) -> None:
        caption = self._paragraph("Caption")
        caption.add_run(charts.headed(chart))
        self._marks(caption, chart.marks)
        if not chart.points:
            return
        paragraph = self._paragraph("Normal")
        drawn = paragraph.add_run().add_picture(io.BytesIO(charts.picture(chart)), width=Cm(charts.WIDTH_CM))
        self._pictures += 1
        about = drawn._inline.docPr
        about.set("descr", charts.told(chart))
        about.set("name", f"Chart {self._pictures}")

    def _space(self) -> None:
        """Add the little paragraph without which Word makes one table of two."""
        paragraph = self._paragraph("Normal")
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(8)


def _shade(colour: str) -> Any:
    return OxmlElement("w:shd", {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): colour})


def _figures(cells: Sequence[str]) -> bool:
    """Tell whether a column holds figures, which are read from their right end."""
    return any(re.search(r"\d", cell) for cell in cells) and all(_FIGURE.fullmatch(plain(cell)) for cell in cells)


def _widths(header: Sequence[str], rows: Sequence[Sequence[Line]], columns: int) -> list[float]:
    """Return the columns' widths in centimetres: by what they hold, none too narrow for its longest word."""
    least, wished = [], []
    for n in range(columns):
        cells = [plain(f"{r[n].strong} {r[n].text} {r[n].note}") for r in rows if n < len(r)] + list(header[n : n + 1])
        longest = max((len(word) for cell in cells for word in cell.split()), default=1)
        least.append(min(0.2 * longest + 0.6, _TABLE_CM / columns))
        wished.append(max(min(0.19 * max(map(len, cells), default=1) + 0.6, 12.0), 0.1))
    spare = _TABLE_CM - sum(least)
    more = [max(0.0, w - m) for w, m in zip(wished, least, strict=True)]
    whole = sum(more) or 1.0
    return [m + spare * (x / whole if sum(more) else 1 / columns) for m, x in zip(least, more, strict=True)]
