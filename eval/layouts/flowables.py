"""What reportlab has no flowable for: initials beside text, words turned upright, heads and feet that count pages."""

from typing import Any

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from eval.layouts.source import Paper

FONTS = {
    "sans": ("Helvetica", "Helvetica-Bold"),
    "serif": ("Times-Roman", "Times-Bold"),
    "vera": ("Vera", "VeraBd"),
    "narrow": ("Helvetica", "Helvetica-Bold"),
    "other": ("Vera", "VeraBd"),
}
_MARGIN_GAP = 0.3 * cm


class Numbered(Canvas):
    """A canvas that draws the feet, heads and watermark of a paper once its number of pages is known."""

    paper: Paper

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 (reportlab's name)
        """Keep the page."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write every page with what stands on each."""
        for page in self._kept:
            self.__dict__.update(page)
            self._furnish(len(self._kept))
            super().showPage()
        super().save()

    def _furnish(self, pages: int) -> None:
        look, (width, height) = self.paper.look, self._pagesize
        font = FONTS[look.get("font", "sans")][0]
        self.setFont(font, 8.5)
        if head := look.get("head"):
            self.drawCentredString(width / 2, height - 1.1 * cm, head)
        if foot := look.get("foot"):
            self.drawCentredString(width / 2, 1.0 * cm, foot.format(page=self._pageNumber, pages=pages))
        if mark := look.get("watermark"):
            self.saveState()
            self.setFillColor(colors.Color(0.8, 0.8, 0.8, alpha=0.5))
            self.setFont(FONTS["sans"][1], 110)
            self.translate(width / 2, height / 2)
            self.rotate(50)
            self.drawCentredString(0, -40, mark)
            self.restoreState()


class Upright(Flowable):
    """Words turned a quarter to the left, for the heading of a narrow column."""

    def __init__(self, words: str, style: ParagraphStyle) -> None:
        super().__init__()
        self.words, self.style = words, style

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take one line's width and the words' length in height."""
        return self.style.leading, pdfmetrics.stringWidth(self.words, self.style.fontName, self.style.fontSize) + 4

    def draw(self) -> None:
        """Draw the words upwards."""
        self.canv.rotate(90)
        self.canv.setFont(self.style.fontName, self.style.fontSize)
        self.canv.drawString(2, -self.style.fontSize, self.words)


class BesideText(Flowable):
    """A paragraph with initials in the margin at the right, level with its first or last line."""

    def __init__(self, body: Flowable, owner: str, style: ParagraphStyle, low: bool) -> None:
        super().__init__()
        self.body, self.owner, self.style, self.low = body, owner, style, low

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take what the paragraph takes."""
        self.across, self.up = self.body.wrap(width, height)
        return self.across, self.up

    def getSpaceAfter(self) -> float:  # noqa: N802 (reportlab's name)
        """Leave what the paragraph leaves."""
        return float(self.style.spaceAfter)

    def draw(self) -> None:
        """Draw both."""
        self.body.drawOn(self.canv, 0, 0)
        self.canv.setFont(self.style.fontName, self.style.fontSize)
        names = self.owner.split("//")
        first = self.style.leading * len(names) if self.low else self.up
        for number, name in enumerate(names):
            at = first - self.style.leading * (number + 0.8)
            self.canv.drawString(self.across + _MARGIN_GAP, at, name)


class TabbedText(BesideText):
    """A paragraph whose last line ends in initials at the right edge, on a line more where there is no room."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take what the paragraph takes, and a line where the last one is full."""
        across, up = super().wrap(width, height)
        last = self.body.blPara.lines[-1]
        free = last[0] if isinstance(last, tuple) else last.extraSpace
        self.more = self.style.leading if free < self._width() + 12 else 0.0
        return across, up + self.more

    def draw(self) -> None:
        """Draw both."""
        self.body.drawOn(self.canv, 0, self.more)
        self.canv.setFont(self.style.fontName, self.style.fontSize)
        self.canv.drawRightString(self.across, self.style.leading - self.style.fontSize, self.owner)

    def _width(self) -> float:
        return float(pdfmetrics.stringWidth(self.owner, self.style.fontName, self.style.fontSize))
