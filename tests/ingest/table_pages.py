"""Pages with tables drawn for the tests."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

from ingest.readers.content import PageContent, PageTable
from ingest.readers.pdf_layout import content_of
from ingest.readers.pdf_tables import find_tables

Draw = Callable[[Canvas], None]
PROSE = (
    "The officer told members that reports of noise at night had fallen since the spring and that the two wardens "
    "would go on walking the paths by the river until the clocks went back. Residents had asked whether the gates "
    "could be locked an hour earlier, which the trust would consider when it met in the autumn, and the clerk was "
    "thanked for the careful way in which the letters had been answered. "
)


def drawn(path: Path, draw: Draw, size: tuple[float, float] = A4) -> PageContent:
    """What stands on a page drawn with reportlab."""
    canvas = Canvas(str(path / "page.pdf"), pagesize=size)
    draw(canvas)
    canvas.save()
    document = pdfium.PdfDocument(path / "page.pdf")
    try:
        return content_of(document[0])
    finally:
        document.close()


def table(rows: list[list[object]], style: list[tuple[object, ...]], widths: list[float] | None = None) -> Draw:
    """Draw a reportlab table near the top of the page."""

    def draw(canvas: Canvas) -> None:
        flowable = Table(rows, colWidths=widths, style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *style])
        _, height = flowable.wrapOn(canvas, 470, 700)
        flowable.drawOn(canvas, 60, canvas._pagesize[1] - 90 - height)

    return draw


def lines(items: list[tuple[float, float, str]], font: str = "Helvetica", size: float = 10) -> Draw:
    """Draw words at x and distance from the page's top."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for x, top, text in items:
            canvas.drawString(x, canvas._pagesize[1] - top, text)

    return draw


def prose(x: float, width: float, top: float, times: int = 3) -> Draw:
    """Draw paragraphs."""

    def draw(canvas: Canvas) -> None:
        paragraph = Paragraph(PROSE * times, getSampleStyleSheet()["Normal"])
        _, height = paragraph.wrapOn(canvas, width, 700)
        paragraph.drawOn(canvas, x, canvas._pagesize[1] - top - height)

    return draw


def both(*draws: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for each in draws:
            each(canvas)

    return draw


def texts(found: PageTable) -> list[list[str]]:
    return [[" ".join(word.text for word in cell.words) for cell in row] for row in found.rows]


def only(content: PageContent) -> list[list[str]]:
    """The texts of the one table of a page."""
    tables = find_tables(content)
    assert len(tables) == 1
    return texts(tables[0])


ACTIONS = [
    ["Action", "By whom", "By when"],
    ["Write to the landlord", "JB", "3 May"],
    ["Ask for a second bin", "", "9 June"],
    ["Book the hall", "MT/JB", ""],
]
FIGURES = [
    ["Ward", "April", "May", "June"],
    ["Castle", "12", "1,140", "9%"],
    ["Fishgate and Quayside", "7", "", "14%"],
    ["Meadow", "", "86", "3%"],
    ["Total", "19", "1,226", "26%"],
]
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
