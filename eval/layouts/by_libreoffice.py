"""Papers as PDFs by LibreOffice: flat OpenDocument texts, laid out and exported by its word processor."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape, quoteattr

from eval.layouts.by_reportlab import FILLS
from eval.layouts.source import Cell, Paper, Piece

FONTS = {
    "sans": "Liberation Sans",
    "serif": "Liberation Serif",
    "vera": "DejaVu Sans",
    "narrow": "Liberation Sans Narrow",
    "other": "DejaVu Serif",
}
_THIN = "0.5pt solid #000000"
_OWNER_WIDTH = 2.0


class Styles:
    """Automatic styles, each made once and named."""

    def __init__(self) -> None:
        self.made: dict[str, str] = {}

    def name(self, family: str, inside: str, **attributes: str) -> str:
        """Return the name of the style that holds this XML."""
        own = "".join(f" {key.replace('_', ':', 1).replace('_', '-')}={quoteattr(v)}" for key, v in attributes.items())
        body = f'style:family="{family}"{own}>{inside}</style:style>'
        if body not in self.made:
            self.made[body] = f"{family[0].upper()}{len(self.made)}"
        return self.made[body]

    def xml(self) -> str:
        """Return all of them."""
        return "".join(f'<style:style style:name="{name}" {body}' for body, name in self.made.items())


class Maker:
    """Turns the pieces of one paper into the XML of a flat OpenDocument text. Lengths are in cm."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.styles = paper, Styles()
        self.font = FONTS[paper.look.get("font", "sans")]
        self.size = paper.number("size", 10.5)
        self.page = (29.7, 21.0) if paper.look.get("landscape") else (21.0, 29.7)
        self.side, self.top = paper.number("side", 2.2), paper.number("top", 2.2)
        self.columns = int(paper.number("columns", 1))
        self.right = self.side + (_OWNER_WIDTH if paper.look.get("owners") == "margin" else 0)
        self.width = (self.page[0] - self.side - self.right - 0.8 * (self.columns - 1)) / self.columns
        self.tables = 0

    def line(
        self, words: str, size: float = 0, bold: bool = False, after: float = 0, before: float = 0, align: str = "left",
        keep: bool = False, turned: bool = False, extra: str = "", tabbed: str = "",
    ) -> str:  # fmt: skip
        """Return one paragraph; `//` is a line break, `~` a place to hyphenate; `extra` XML is anchored to it.

        It may end in `tabbed` initials at the right edge.
        """
        size = size or self.size
        weight = "bold" if bold else "normal"
        margins = f'fo:margin-top="{before}pt" fo:margin-bottom="{after}pt" fo:text-align="{align}"'
        kept = ' fo:keep-with-next="always"' if keep else ""
        turn = ' style:text-rotation-angle="90"' if turned else ""
        style = self.styles.name(
            "paragraph",
            f"<style:paragraph-properties {margins}{kept}>{self._stop() if tabbed else ''}</style:paragraph-properties>"
            f'<style:text-properties fo:font-family="{self.font}" fo:font-size="{size}pt"'
            f' fo:font-weight="{weight}"{turn}/>',
        )
        end = f'<text:tab/><text:span text:style-name="Bold">{tabbed}</text:span>' if tabbed else ""
        return f'<text:p text:style-name="{style}">{extra}{_words(words)}{end}</text:p>'

    def _stop(self) -> str:
        place = f'style:type="right" style:position="{self.width}cm"'
        return f"<style:tab-stops><style:tab-stop {place}/></style:tab-stops>"

    def text(self, piece: Piece, after: float | None = None, extra: str = "", tabbed: str = "") -> str:
        """Return a heading, paragraph or list item."""
        after = self.size * 0.6 if after is None else after
        if piece.kind == "heading":
            more = {1: 3.5, 2: 1.5}.get(piece.level, 0) if self.paper.look.get("headings") != "plain" else 0
            return self.line(piece.text, self.size + more, True, 4, 5, keep=True, extra=extra)
        line = self.line(piece.text, after=after, extra=extra, tabbed=tabbed)
        if piece.kind == "item":
            return f'<text:list text:style-name="Bullets"><text:list-item>{line}</text:list-item></text:list>'
        return line

    def minutes(self, group: Piece) -> str:
        """Return the items of a meeting with their owners beside them, as the paper's look says."""
        owners = self.paper.look.get("owners", "column")
        if owners == "margin":
            return "".join(self.text(p, extra=self._margin(p.owner) if p.owner else "") for p in group.pieces)
        if owners == "ruled":
            return self._ruled(group)
        if owners == "tab":
            return "".join(self.text(p, tabbed=p.owner) for p in group.pieces)
        head = self.paper.look.get("owner-head")
        rows = [[("", ""), (self.line(head, bold=True), "")]] if head else []
        low = "bottom" if self.paper.look.get("level") == "BOTTOM" else "top"
        rows += [[(self.text(p, 3), ""), (self.line(p.owner, bold=True, after=3), low)] for p in group.pieces]
        return self.grid(
            [[(c, f'style:vertical-align="{v or "top"}" ') for c, v in row] for row in rows],
            [self.width - _OWNER_WIDTH, _OWNER_WIDTH],
        )

    def _margin(self, owner: str) -> str:
        """A text frame in the right margin, level with the top of the paragraph it is anchored to."""
        lines = "".join(self.line(name, bold=True) for name in owner.split("//"))
        place = f'svg:x="{self.width + 0.3}cm" svg:y="0cm" svg:width="1.8cm" draw:z-index="1"'
        return (
            f'<draw:frame draw:style-name="Margin" text:anchor-type="paragraph" {place}>'
            f'<draw:text-box fo:min-height="0.4cm">{lines}</draw:text-box></draw:frame>'
        )

    def _ruled(self, group: Piece) -> str:
        def cell(body: str, starts: bool, ends: bool = False) -> tuple[str, str]:
            rules = f'fo:border-left="{_THIN}" fo:border-right="{_THIN}"'
            rules += f' fo:border-top="{_THIN}"' if starts else ' fo:border-top="none"'
            return body, rules + (f' fo:border-bottom="{_THIN}"' if ends else ' fo:border-bottom="none"')

        rows = [[cell(self.line(h, bold=True, after=2), True) for h in ("No", "Item", "Action")]]
        for place, piece in enumerate(group.pieces):
            starts, ends = piece.kind == "heading", place == len(group.pieces) - 1
            number, _, title = piece.text.partition(" ")
            words = (
                [self.line(number, bold=True), self.line(title, bold=True, after=3)]
                if starts
                else ["", self.text(piece, 4)]
            )
            words.append(self.line(piece.owner, bold=True))
            rows.append([cell(body or self.line(""), starts, ends) for body in words])
        return self.grid(rows, [1.3, self.width - 1.3 - _OWNER_WIDTH, _OWNER_WIDTH], repeat=True)

    def grid(
        self,
        rows: list[list[tuple[str, str]]],
        widths: list[float],
        repeat: bool = False,
        cut: bool = True,
        heights: list[float] | None = None,
    ) -> str:
        """Return a table; each cell is its XML and its cell properties."""
        self.tables += 1
        table = self.styles.name(
            "table",
            f'<style:table-properties style:width="{sum(widths)}cm" table:align="left" fo:margin-bottom="0.25cm"/>',
        )
        columns = "".join(
            '<table:table-column table:style-name="{}"/>'.format(
                self.styles.name("table-column", f'<style:table-column-properties style:column-width="{width:.3f}cm"/>')
            )
            for width in widths
        )
        made = []
        for number, row in enumerate(rows):
            height = f' style:min-row-height="{heights[number]}cm"' if heights and heights[number] else ""
            kept = self.styles.name(
                "table-row", f'<style:table-row-properties fo:keep-together="{"auto" if cut else "always"}"{height}/>'
            )
            span = f' table:number-columns-spanned="{len(widths)}"' if len(row) < len(widths) else ""
            cells = "".join(
                '<table:table-cell{} table:style-name="{}">{}</table:table-cell>'.format(
                    span,
                    self.styles.name("table-cell", f'<style:table-cell-properties fo:padding="0.1cm" {rules}/>'),
                    body or self.line(""),
                )
                for body, rules in row
            )
            cells += "<table:covered-table-cell/>" * (len(widths) - len(row))
            made.append(f'<table:table-row table:style-name="{kept}">{cells}</table:table-row>')
        if repeat:
            made[0] = f"<table:table-header-rows>{made[0]}</table:table-header-rows>"
        named = f'table:name="T{self.tables}" table:style-name="{table}"'
        return f"<table:table {named}>{columns}{''.join(made)}</table:table>"

    def fields(self, piece: Piece) -> str:
        """Return labels and their values side by side."""
        rules = f'fo:border="{_THIN}"' if piece.options.get("lines") == "grid" else 'fo:border="none"'
        rows = [[(self.line(a.text, bold=True), rules), (self.line(b.text), rules)] for a, b in piece.rows]
        return self.grid(rows, [self.width * 0.28, self.width * 0.72])

    def table(self, piece: Piece) -> str:
        """Return a table with the lines, fills and alignment its options ask for."""
        options, last = piece.options, len(piece.rows) - 1
        size = float(options.get("size", self.size - 1))
        headed = options.get("header") != "no"
        aligned = options.get("align", "l" * len(piece.rows[0]))
        rows = []
        for y, row in enumerate(piece.rows):
            made = []
            for x, cell in enumerate(row):
                rules = _rules(options.get("lines", "grid"), y == 0, y == last, x == 0, x == len(row) - 1)
                fill = FILLS.get(cell.colour) or (options.get("shade", "") if headed and y == 0 else "")
                rules += f' fo:background-color="{fill}"' if fill else ""
                turned = y == 0 and x > 0 and "rotate" in options
                bold = (headed and y == 0) or len(row) < len(piece.rows[0])
                made.append((self._cell(cell, size, aligned[x], bold, turned), rules))
            rows.append(made)
        heights = (
            [max(len(c.text) for c in piece.rows[0][1:]) * size * 0.021 + 0.3] + [0.0] * last
            if "rotate" in options
            else None
        )
        return self.grid(
            rows, [share * self.width for share in piece.widths], "repeat" in options, "cut" in options, heights
        )

    def _cell(self, cell: Cell, size: float, align: str, bold: bool, turned: bool) -> str:
        along = {"l": "left", "c": "center", "r": "right"}[align]
        return self.line(cell.text, size, bold, align=along, turned=turned)

    def body(self) -> str:
        """Return the body's XML; columns stand in a section of their own."""
        made: dict[str, Callable[[Piece], str]] = {"minutes": self.minutes, "fields": self.fields, "table": self.table}
        whole = "".join(
            '<text:p text:style-name="Break"/>' if piece.kind == "page" else made.get(piece.kind, self.text)(piece)
            for piece in self.paper.pieces
        )
        if self.columns == 1:
            return whole
        return f'<text:section text:style-name="Columns" text:name="Columns">{whole}</text:section>'

    def document(self) -> str:
        """Return the whole file."""
        body = self.body()
        head = self._furniture("header", self.paper.look.get("head", ""), self.paper.look.get("watermark", ""))
        foot = self._furniture("footer", self.paper.look.get("foot", ""))
        inner = max(0.6, self.top - 1.4)
        return Template((Path(__file__).parent / "flat.xml").read_text("utf-8")).substitute(
            styles=self.styles.xml(),
            columns=self.columns,
            bullet=self.paper.bullet,
            symbols={"\uf0b7": "Symbol", "\uf0a7": "Wingdings"}.get(self.paper.bullet, "OpenSymbol"),
            across=self.page[0],
            down=self.page[1],
            way="landscape" if self.page[0] > self.page[1] else "portrait",
            left=self.side,
            right=self.right,
            above=inner if head else self.top,
            below=inner if foot else self.top,
            head=head,
            foot=foot,
            body=body,
        )

    def _furniture(self, kind: str, words: str, mark: str = "") -> str:
        if not words and not mark:
            return ""
        line = self.line(words, 8.5, align="center", extra=_watermark(mark) if mark else "")
        line = line.replace("{page}", '<text:page-number text:select-page="current"/>')
        return f"<style:{kind}>{line.replace('{pages}', '<text:page-count/>')}</style:{kind}>"


def _watermark(words: str) -> str:
    place = 'svg:width="15cm" svg:height="5cm" draw:transform="rotate (0.87) translate (3.2cm 18.5cm)" draw:z-index="0"'
    return (
        f'<draw:custom-shape text:anchor-type="paragraph" draw:style-name="Watermark" {place}>'
        f'<text:p text:style-name="Grey">{words}</text:p>'
        '<draw:enhanced-geometry svg:viewBox="0 0 21600 21600" draw:type="rectangle"'
        ' draw:enhanced-path="M 0 0 L 21600 0 21600 21600 0 21600 0 0 Z N"/></draw:custom-shape>'
    )


def _rules(lines: str, first: bool, last: bool, left: bool, right: bool) -> str:
    if lines == "grid":
        return f'fo:border="{_THIN}"'
    sides = {
        "rows": {"bottom": True, "top": first},
        "header": {"bottom": first},
        "outer": {"top": first, "bottom": last, "left": left, "right": right},
    }.get(lines, {})
    return " ".join(f'fo:border-{side}="{_THIN}"' for side, drawn in sides.items() if drawn) or 'fo:border="none"'


def _words(words: str) -> str:
    return escape(words).replace("~", "\xad").replace("//", "<text:line-break/>")


def write(papers: Iterable[tuple[Paper, Path]]) -> None:
    """Write the PDFs of papers with one start of LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("LibreOffice (soffice) is needed to build these papers")
    with tempfile.TemporaryDirectory() as folder:
        flats = []
        for paper, path in papers:
            flat = Path(folder) / f"{path.parent.name}-{path.stem}.fodt"
            flat.write_text(Maker(paper).document(), "utf-8")
            flats.append((flat, path))
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        subprocess.run(
            [*command, "--outdir", folder, *(str(flat) for flat, _ in flats)], check=True, capture_output=True
        )
        for flat, path in flats:
            path.write_bytes(_without_times(flat.with_suffix(".pdf").read_bytes()))


def _without_times(data: bytes) -> bytes:
    """Blank what differs from one run to the next: the time of writing and the file's mark."""
    data = re.sub(
        rb"/CreationDate\(D:\d{14}[^)]*\)",
        lambda m: b"/CreationDate(D:20250101000000Z" + b" " * (len(m[0]) - 32) + b")",
        data,
    )
    return re.sub(
        rb"(?<=<)[0-9A-F]{32}(?=>)",
        b"0" * 32,
        re.sub(rb"/DocChecksum /[0-9A-F]{32}", b"/DocChecksum /" + b"0" * 32, data),
    )
