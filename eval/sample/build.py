"""Write the sample PDF and Word papers of the invented Safer Marlowick Partnership.

    python eval/sample/build.py

Each file in ``sources/`` is plain text with a few directives; its suffix names what it becomes: ``x.txt`` a PDF and
``x.docx.txt`` a Word document in ``papers/``. The same sources always give the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document as WordDocument
from docx.document import Document as WordFile
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WordParagraph
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    ActionFlowable,
    Flowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

HERE = Path(__file__).parent
TEXT_WIDTH = 16.6 * cm
FIXED_TIME = datetime(2025, 2, 3, 9, 0, 0)

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10.5, leading=13.5, spaceAfter=6)
LINE = ParagraphStyle("line", BODY, spaceAfter=0)
CELL = ParagraphStyle("cell", BODY, fontSize=9.5, leading=12, spaceAfter=0)
NOTE = ParagraphStyle("note", BODY, fontName="Helvetica-Oblique", fontSize=8.5, leading=11, spaceBefore=3, spaceAfter=8)
CENTRE = ParagraphStyle("centre", BODY, fontName="Helvetica-Bold", alignment=TA_CENTER)
BULLET = ParagraphStyle("bullet", BODY, leftIndent=16, bulletIndent=4, spaceAfter=3)
HEADS = {
    n: ParagraphStyle(f"h{n}", BODY, fontName="Helvetica-Bold", fontSize=size, leading=size + 4, spaceBefore=6,
                      keepWithNext=True)
    for n, size in ((1, 15), (2, 12.5), (3, 11))
}  # fmt: skip
RULES = TableStyle([("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
SHADED = colors.HexColor("#e4e4e4")
RAG = {"Green": colors.HexColor("#b7dfb0"), "Amber": colors.HexColor("#fbd98c"), "Red": colors.HexColor("#f3a6a0")}


@dataclass(frozen=True, slots=True)
class Minute:
    """One numbered minute: its paragraphs, each with the initials of whoever must act (often none)."""

    number: str
    title: str
    paragraphs: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a paper: ``kind`` is a directive's name, ``h1``-``h3``, ``bullet`` or ``text``."""

    kind: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)
    minutes: list[Minute] = field(default_factory=list)


def parse(source: str) -> list[Block]:
    """Return the blocks of a source text, in order. A blank line ends a table."""
    blocks: list[Block] = []
    inside = ""
    for raw in source.splitlines():
        line = raw.strip()
        if line == "!end" or (inside == "table" and not line):
            inside = ""
        elif inside == "minutes":
            parts = [part.strip() for part in line.split(" | ")]
            if len(parts) == 2 and re.fullmatch(r"\d+[a-z]?", parts[0]):
                blocks[-1].minutes.append(Minute(parts[0], parts[1]))
            elif line:
                text, _, owner = line.partition(" => ")
                blocks[-1].minutes[-1].paragraphs.append((text, owner))
        elif inside == "table":
            blocks[-1].rows.append([cell.strip() for cell in line.split(" | ")])
        elif line.startswith("!"):
            kind, _, text = line[1:].partition(" ")
            blocks.append(Block(kind, text))
            inside = kind if kind in ("table", "minutes") else ""
        elif heading := re.match(r"(#{1,3}) (.*)", line):
            blocks.append(Block(f"h{len(heading[1])}", heading[2]))
        elif line:
            blocks.append(Block("bullet", line[2:]) if line.startswith("- ") else Block("text", line))
    return blocks


def markup(text: str) -> str:
    """Turn ``**bold**`` and ``//`` (a line break) into the markup of reportlab's paragraphs."""
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text)).replace(" // ", "<br/>")


class NumberedCanvas(Canvas):
    """A canvas that draws 'Page N of M' on every page once M is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 (reportlab's name)
        """Keep the page until the number of pages is known."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write every page with its number and how many there are."""
        for page in self._pages:
            self.__dict__.update(page)
            self.setFont("Helvetica", 8.5)
            self.drawCentredString(A4[0] / 2, 1.2 * cm, f"Page {self._pageNumber} of {len(self._pages)}")
            super().showPage()
        super().save()


class Mark(ActionFlowable):
    """Calls back with the number of the page it lands on."""

    def __init__(self, note: Callable[[int], None]) -> None:
        super().__init__()
        self.note = note

    def apply(self, doc: SimpleDocTemplate) -> None:
        """Report the page that is being set."""
        self.note(doc.page)


def ruled_table(block: Block) -> Table:
    """A ruled table. Its header row is shaded; a table of two columns shades its labels instead."""
    widths = [TEXT_WIDTH * int(share) / 100 for share in block.text.split()]
    labels = len(widths) == 2
    style = TableStyle([("BACKGROUND", (0, 0), (0, -1) if labels else (-1, 0), SHADED)], parent=RULES)
    for y, row in enumerate(block.rows):
        for x, cell in enumerate(row):
            if cell in RAG:
                style.add("BACKGROUND", (x, y), (x, y), RAG[cell])
    cells = [
        [Paragraph(f"<b>{markup(c)}</b>" if (x if labels else y) == 0 else markup(c), CELL) for x, c in enumerate(row)]
        for y, row in enumerate(block.rows)
    ]
    return Table(cells, widths, style=style, repeatRows=0 if labels else 1, spaceBefore=4, spaceAfter=6)


def minutes_table(minutes: list[Minute]) -> Table:
    """Minutes as boards print them: number, text, and a narrow column of initials, ruled between minutes."""
    rows: list[list[Any]] = []
    style = TableStyle([("BOX", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    for x in (0, 1):
        style.add("LINEAFTER", (x, 0), (x, -1), 0.6, colors.black)
    for minute in minutes:
        style.add("LINEABOVE", (0, len(rows)), (-1, len(rows)), 0.6, colors.black)
        style.add("BACKGROUND", (0, len(rows)), (-1, len(rows)), SHADED)
        style.add("NOSPLIT", (0, len(rows)), (-1, len(rows) + 1))
        rows.append([Paragraph(f"<b>{markup(cell)}</b>", CELL) for cell in (minute.number, minute.title, "Action")])
        rows += [["", Paragraph(markup(text), CELL), Paragraph(f"<b>{o}</b>", CELL)] for text, o in minute.paragraphs]
    return Table(rows, [1.3 * cm, TEXT_WIDTH - 3.2 * cm, 1.9 * cm], style=style, spaceBefore=6, spaceAfter=6)


def flowables(blocks: list[Block], pages: dict[str, str], note: Callable[[str, int], None]) -> list[Flowable]:
    """Turn blocks into what reportlab lays out; ``note`` hears the name and first page of every part."""
    story: list[Flowable] = []
    styles = {"text": BODY, "line": LINE, "centre": CENTRE, "note": NOTE} | {f"h{n}": HEADS[n] for n in HEADS}
    for before, block in zip([Block(""), *blocks], blocks, strict=False):
        text = markup(re.sub(r"{pages:(\w+)}", lambda m: pages.get(m[1], "(Pages 00 - 00)"), block.text))
        if before.kind == "line" and block.kind != "line":
            story.append(Spacer(1, 8))
        if block.kind == "part":
            name = block.text.split(" | ")[0]
            story += [PageBreak()] if story else []
            story.append(Mark(partial(note, name)))
        elif block.kind == "gap":
            story.append(Spacer(1, 10))
        elif block.kind == "page":
            story.append(PageBreak())
        elif block.kind == "blank":
            story += [PageBreak(), Spacer(1, 10 * cm), Paragraph("This page is left intentionally blank", CENTRE)]
        elif block.kind == "item":
            number, title = text.split(" | ")
            cells = [Paragraph(f"<b>{cell}</b>", LINE) for cell in (number, title)]
            top = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
            story.append(Table([cells], [1.2 * cm, TEXT_WIDTH - 1.2 * cm], style=top, spaceBefore=2, spaceAfter=2))
        elif block.kind == "table":
            story.append(ruled_table(block))
        elif block.kind == "minutes":
            story.append(minutes_table(block.minutes))
        elif block.kind == "bullet":
            story.append(Paragraph(text, BULLET, bulletText="•"))
        else:
            story.append(Paragraph(text, styles[block.kind]))
    return story


def write_pdf(source: Path, target: Path) -> None:
    """Write one PDF. Laid out twice: the first time only to learn on which pages the parts stand."""
    blocks = parse(source.read_text(encoding="utf-8"))
    heads = dict(block.text.split(" | ") for block in blocks if block.kind == "part")
    starts: dict[str, int] = {}
    pages: dict[str, str] = {}

    def running_head(canvas: Canvas, doc: SimpleDocTemplate) -> None:
        part = max((name for name in starts if starts[name] <= doc.page), key=lambda name: starts[name], default="")
        canvas.setFont("Helvetica", 8.5)
        canvas.drawString(2.2 * cm, A4[1] - 1.3 * cm, "Safer Marlowick Partnership")
        canvas.drawRightString(A4[0] - 2.2 * cm, A4[1] - 1.3 * cm, heads.get(part, ""))
        canvas.line(2.2 * cm, A4[1] - 1.45 * cm, A4[0] - 2.2 * cm, A4[1] - 1.45 * cm)

    for _ in range(2):
        doc = SimpleDocTemplate(
            str(target), pagesize=A4, leftMargin=2.2 * cm, rightMargin=2.2 * cm, topMargin=2 * cm,
            bottomMargin=2 * cm, title=source.stem, author="Democratic Services", invariant=1,
        )  # fmt: skip
        doc.build(flowables(blocks, pages, starts.__setitem__), running_head, running_head, NumberedCanvas)
        ends = [*[start - 1 for start in starts.values()][1:], doc.page]
        pages = {name: f"(Pages {start} - {end})" for (name, start), end in zip(starts.items(), ends, strict=True)}


def write_runs(paragraph: WordParagraph, text: str, bold: bool = False) -> None:
    """Add text to a Word paragraph, with ``**bold**`` as bold runs and ``//`` as line breaks."""
    for n, piece in enumerate(text.replace(" // ", "\n").split("**")):
        paragraph.add_run(piece).bold = bold or n % 2 == 1


def word_table(word: WordFile, shares: list[int], rows: list[list[str]]) -> None:
    """Add a ruled Word table; ``shares`` are per cent of the text width, ``\\n\\n`` starts a paragraph in a cell."""
    table = word.add_table(rows=len(rows), cols=len(shares), style="Table Grid")
    table.autofit = False
    for y, row in enumerate(rows):
        for share, cell, text in zip(shares, table.rows[y].cells, row, strict=True):
            cell.width = Cm(16.6 * share / 100)
            for n, piece in enumerate(text.split("\n\n")):
                write_runs(cell.add_paragraph() if n else cell.paragraphs[0], piece, bold=y == 0)
    word.add_paragraph()


def write_docx(source: Path, target: Path) -> None:
    """Write one Word document, then zip it again with fixed times so that the bytes do not change."""
    word = WordDocument()
    about = word.core_properties
    about.author, about.title = "Democratic Services", source.name.split(".")[0]
    about.created = about.modified = FIXED_TIME
    for block in parse(source.read_text(encoding="utf-8")):
        if block.kind == "table":
            word_table(word, [int(share) for share in block.text.split()], block.rows)
        elif block.kind == "minutes":
            rows = [["Minute", "", "Action"]]
            for minute in block.minutes:
                body = [f"**{minute.title}**", *[text for text, _ in minute.paragraphs]]
                owners = "\n\n".join(owner for _, owner in minute.paragraphs if owner)
                rows.append([minute.number, "\n\n".join(body), owners])
            word_table(word, [9, 79, 12], rows)
        elif block.kind == "bullet":
            write_runs(word.add_paragraph(style="List Bullet"), block.text)
        elif block.kind in ("h1", "h2", "h3"):
            word.add_heading(block.text, int(block.kind[1]))
        else:
            paragraph = word.add_paragraph()
            write_runs(paragraph, block.text, bold=block.kind == "centre")
            paragraph.paragraph_format.space_after = Cm(0) if block.kind == "line" else None
    packed = io.BytesIO()
    word.save(packed)
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, FIXED_TIME.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)


def main() -> None:
    """Write every paper that has a source."""
    (HERE / "papers").mkdir(exist_ok=True)
    for source in sorted((HERE / "sources").glob("*.txt")):
        if source.name.endswith(".docx.txt"):
            write_docx(source, HERE / "papers" / source.stem)
        else:
            write_pdf(source, HERE / "papers" / f"{source.stem}.pdf")


if __name__ == "__main__":
    main()
