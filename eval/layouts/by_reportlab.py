"""Papers as PDFs by reportlab: every line placed by the library, standard or embedded fonts."""

import unicodedata
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from eval.layouts.flowables import FONTS, BesideText, Numbered, TabbedText, Upright
from eval.layouts.source import Cell, Paper, Piece

FILLS = {"red": "#ff0000", "amber": "#ffc000", "green": "#92d050", "blue": "#5b9bd5"}
_OWNER_WIDTH = 2.0 * cm


class Maker:
    """Turns the pieces of one paper into flowables."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        plain, bold = FONTS[paper.look.get("font", "sans")]
        size = paper.number("size", 10.5)
        self.body = ParagraphStyle(
            "body", fontName=plain, fontSize=size, leading=size * 1.25, spaceAfter=size * 0.6, embeddedHyphenation=1
        )
        self.strong = ParagraphStyle("strong", self.body, fontName=bold)
        self.mark = paper.bullet
        across, down = landscape(A4) if paper.look.get("landscape") else A4
        self.page = across, down
        self.side, self.top = paper.number("side", 2.2) * cm, paper.number("top", 2.2) * cm
        self.columns = int(paper.number("columns", 1))
        self.gap = 0.8 * cm
        right = self.side + (_OWNER_WIDTH if paper.look.get("owners") == "margin" else 0)
        self.width = (across - self.side - right - self.gap * (self.columns - 1)) / self.columns

    def paragraph(self, text: str, style: ParagraphStyle, **changes: Any) -> Paragraph:
        """Return a paragraph of running text; `~` becomes a place to hyphenate."""
        return Paragraph(escape(text).replace("~", "\xad"), ParagraphStyle("own", style, **changes))

    def heading(self, piece: Piece) -> Flowable:
        """Return a heading, larger where it is higher."""
        more = {1: 3.5, 2: 1.5}.get(piece.level, 0)
        size = self.body.fontSize + (more if self.paper.look.get("headings") != "plain" else 0)
        return self.paragraph(
            piece.text, self.strong, fontSize=size, leading=size * 1.25, spaceBefore=size * 0.5, keepWithNext=1
        )

    def text(self, piece: Piece, tight: bool = False) -> Flowable:
        """Return a heading, paragraph or list item."""
        if piece.kind == "heading":
            return self.heading(piece)
        changes: dict[str, Any] = {"spaceAfter": 0} if tight else {}
        if piece.kind == "item":
            changes |= {"leftIndent": 18, "bulletIndent": 5}
            mark = escape(self.mark)
            if unicodedata.category(self.mark) == "Co":
                mark = f'<font name="{_symbols()}">{mark}</font>'
            style = ParagraphStyle("item", self.body, **changes)
            return Paragraph(f"<bullet>{mark}</bullet>" + escape(piece.text).replace("~", "\xad"), style)
        return self.paragraph(piece.text, self.body, **changes)

    def minutes(self, group: Piece) -> list[Flowable]:
        """Return the items of a meeting with their owners beside them, as the paper's look says."""
        owners = self.paper.look.get("owners", "column")
        if owners == "margin":
            low = bool(self.paper.look.get("low"))
            return [
                BesideText(self.text(p, tight=True), p.owner, self.strong, low) if p.owner else self.text(p)
                for p in group.pieces
            ]
        if owners == "tab":
            return [
                TabbedText(self.text(p, tight=True), p.owner, self.strong, True) if p.owner else self.text(p)
                for p in group.pieces
            ]
        return [self._ruled(group) if owners == "ruled" else self._beside(group)]

    def _owner(self, owner: str) -> Flowable:
        return self.paragraph(owner, self.strong).__class__(
            escape(owner).replace("//", "<br/>"), ParagraphStyle("o", self.strong, spaceAfter=0)
        )

    def _beside(self, group: Piece) -> Flowable:
        head = self.paper.look.get("owner-head")
        rows: list[list[Any]] = [["", self._owner(head)]] if head else []
        rows += [[self.text(p, tight=True), self._owner(p.owner) if p.owner else ""] for p in group.pieces]
        style = [("VALIGN", (0, 0), (-1, -1), self.paper.look.get("level", "TOP")), ("LEFTPADDING", (0, 0), (0, -1), 0)]
        return Table(
            rows, [self.width - _OWNER_WIDTH, _OWNER_WIDTH], style=[*style, ("BOTTOMPADDING", (0, 0), (-1, -1), 5)]
        )

    def _ruled(self, group: Piece) -> Flowable:
        """One ruled row for each numbered heading; what stands under it has no lines between."""
        rows: list[list[Any]] = [[self.paragraph(h, self.strong) for h in ("No", "Item", "Action")]]
        starts = [1]
        for piece in group.pieces:
            number, _, title = piece.text.partition(" ")
            if piece.kind == "heading":
                if len(rows) > 1:
                    starts.append(len(rows))
                rows.append(
                    [
                        self.paragraph(number, self.strong, spaceAfter=0),
                        self.paragraph(title, self.strong, spaceAfter=0),
                        "",
                    ]
                )
            else:
                rows.append(["", self.text(piece, tight=True), self._owner(piece.owner) if piece.owner else ""])
        style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("BOX", (0, 0), (-1, -1), 0.5, colors.black)]
        style += [("LINEBEFORE", (1, 0), (-1, -1), 0.5, colors.black)]
        style += [("LINEABOVE", (0, start), (-1, start), 0.5, colors.black) for start in starts]
        narrow = 1.3 * cm
        return Table(rows, [narrow, self.width - narrow - _OWNER_WIDTH, _OWNER_WIDTH], style=style, repeatRows=1)

    def fields(self, piece: Piece) -> Flowable:
        """Return labels and their values side by side."""
        rows = [
            [self.paragraph(a.text, self.strong, spaceAfter=0), self.paragraph(b.text, self.body, spaceAfter=0)]
            for a, b in piece.rows
        ]
        style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        if piece.options.get("lines") == "grid":
            style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
        return Table(rows, [self.width * 0.28, self.width * 0.72], style=style)

    def table(self, piece: Piece) -> Flowable:
        """Return a table with the lines, fills and alignment its options ask for."""
        options, last = piece.options, len(piece.rows[0]) - 1
        size = float(options.get("size", self.body.fontSize - 1))
        headed = options.get("header") != "no"
        aligned = options.get("align", "l" * (last + 1))
        rows: list[list[Any]] = []
        for number, row in enumerate(piece.rows):
            style = self.strong if headed and number == 0 else self.body
            turned = number == 0 and "rotate" in options
            cells = [self._cell(c, style, size, aligned[i], turned and i > 0) for i, c in enumerate(row)]
            if len(row) <= last:
                cells = [self._cell(row[0], self.strong, size, "l", False), *[""] * last]
            rows.append(cells)
        spanning = [y for y, row in enumerate(piece.rows) if len(row) <= last]
        style = [("VALIGN", (0, 0), (-1, -1), "TOP"), *_lines(options.get("lines", "grid"))]
        if headed and options.get("shade"):
            style.append(("BACKGROUND", (0, 0), (-1, 0), colors.HexColor(options["shade"])))
        style += [
            ("BACKGROUND", (x, y), (x, y), colors.HexColor(FILLS[cell.colour]))
            for y, row in enumerate(piece.rows)
            for x, cell in enumerate(row)
            if cell.colour
        ]
        style += [("SPAN", (0, y), (-1, y)) for y in spanning]
        widths = [share * self.width for share in piece.widths]
        return Table(
            rows,
            widths,
            style=style,
            repeatRows=int("repeat" in options),
            splitByRow=int("cut" not in options),
            splitInRow=int("cut" in options),
            spaceAfter=8,
        )

    def _cell(self, cell: Cell, style: ParagraphStyle, size: float, align: str, turned: bool) -> Any:
        own = ParagraphStyle(
            "cell", style, fontSize=size, leading=size * 1.2, spaceAfter=0, alignment="lcr".index(align)
        )
        if turned:
            return Upright(cell.text, own)
        return Paragraph(escape(cell.text).replace("~", "\xad").replace("//", "<br/>"), own) if cell.text else ""

    def flowables(self) -> list[Flowable]:
        """Return the whole paper."""
        found: list[Flowable] = []
        for piece in self.paper.pieces:
            if piece.kind == "page":
                found.append(PageBreak())
            elif piece.kind == "minutes":
                found += self.minutes(piece)
            elif piece.kind == "fields":
                found += [self.fields(piece), Spacer(1, 8)]
            elif piece.kind == "table":
                found.append(self.table(piece))
            else:
                found.append(self.text(piece))
        return found


def _lines(kind: str) -> list[Any]:
    black = colors.black
    if kind == "grid":
        return [("GRID", (0, 0), (-1, -1), 0.5, black)]
    if kind == "rows":
        return [("LINEBELOW", (0, 0), (-1, -1), 0.5, black), ("LINEABOVE", (0, 0), (-1, 0), 1, black)]
    if kind == "header":
        return [("LINEBELOW", (0, 0), (-1, 0), 0.8, black)]
    return [("BOX", (0, 0), (-1, -1), 0.8, black)] if kind == "outer" else []


def _symbols() -> str:
    """Return a font that has the characters of private use which word processors write for bullets."""
    font = TTFont("Symbols", "opens___.ttf")
    for private, known in ((0xF0B7, 0x2022), (0xF0A7, 0x25AA)):
        font.face.charToGlyph[private] = font.face.charToGlyph[known]
    pdfmetrics.registerFont(font)
    return "Symbols"


def write(paper: Paper, path: Path) -> None:
    """Write a paper's PDF; the same paper always gives the same bytes."""
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    maker = Maker(paper)
    down = maker.page[1]
    document = BaseDocTemplate(str(path), pagesize=maker.page, invariant=1, title=paper.name)
    frames = [
        Frame(maker.side + i * (maker.width + maker.gap), maker.top, maker.width, down - 2 * maker.top, 0, 0, 0, 0)
        for i in range(maker.columns)
    ]
    document.addPageTemplates(PageTemplate("page", frames))
    canvas = type("Furnished", (Numbered,), {"paper": paper})
    document.build(maker.flowables(), canvasmaker=canvas)
