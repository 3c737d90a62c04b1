"""The text of an OpenDocument text in its order, as it stands after all tracked changes."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.errors import TooLarge
from ingest.readers.flow import Grid, Line, Slot
from ingest.readers.numbering import Counter, Level
from ingest.readers.odt_styles import Styles
from ingest.readers.packed import attribute, local, whole, within
from ingest.readers.sheet_looks import hexadecimal
from ingest.readers.symbols import plain
from ingest.readers.unseen import RGB, WHITE

_LEFT_OUT = frozenset(
    "tracked-changes annotation annotation-end note-citation change-start change-end change title desc forms"
    " sequence-decls variable-decls user-field-decls soft-page-break ruby-text meta binary-data event-listeners"
    " table-of-content-source page-number page-count".split()
)
_SIGNS = {"tab": "\t", "line-break": "\n"}
_ROWS = ("table-header-rows", "table-rows", "table-row-group")
_MOST_CELLS = 200_000
_MOST_REPEATS = 500
_INCH = 1440


@dataclass(slots=True)
class _Words:
    pieces: list[str] = field(default_factory=list)
    bold: set[bool] = field(default_factory=set)
    boxes: list[Line | Grid] = field(default_factory=list)
    ground: RGB | None = WHITE
    paragraph: str = ""

    def add(self, text: str | None, bold: bool) -> None:
        if text:
            self.pieces.append(text)
            if text.strip():
                self.bold.add(bold)


@dataclass(slots=True)
class _Columns:
    """Where the columns of a table begin, and in which of them a cell goes on for how many rows and columns."""

    edges: list[int]
    below: dict[int, tuple[int, int]] = field(default_factory=dict)

    def slot(self, column: int, span: int, content: list[Line | Grid], colour: str) -> Slot:
        return Slot(self._edge(column), self._edge(column + span), content, colour)

    def covers(self, column: int, span: int, rows: int) -> None:
        if rows > 0:
            self.below[column] = rows, span

    def covered(self, column: int) -> list[Slot]:
        """Return the lower part of the cell that begins in a column further up, if one does."""
        rows, span = self.below.pop(column, (0, 0))
        self.covers(column, span, rows - 1)
        return [Slot(self._edge(column), self._edge(column + span), from_above=True)] if rows else []

    def _edge(self, column: int) -> int:
        past = column - len(self.edges)
        return self.edges[column] if past < 0 else self.edges[-1] + (past + 1) * _INCH


class Body:
    """Turns the elements of a text into paragraphs and tables; `notes` gathers its footnotes.

    `hid` tells whether words were left out that nobody sees.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._cells = 0
        self._lists: dict[str, Counter] = {}
        self._outline = Counter(styles.outline)
        self.notes: list[Line | Grid] = []
        self._ground: RGB | None = WHITE
        self.hid = False

    def flow(self, parent: Element) -> list[Line | Grid]:
        """Return the paragraphs and tables that stand in an element."""
        return [piece for element in parent for piece in self._pieces(element)]

    def _pieces(self, element: Element) -> list[Line | Grid]:
        name = local(element)
        if name in ("p", "h"):
            return self._paragraph(element)
        if name == "list":
            return self._list(element, "", 0)
        if name == "table":
            return [self._table(element)]
        if name in _LEFT_OUT or self._folded(element):
            return []
        return self.flow(element)

    def _folded(self, element: Element) -> bool:
        """Whether a section, a row or a field is hidden."""
        hidden = attribute(element, "display") == "none" or attribute(element, "visibility") in ("collapse", "filter")
        hidden = hidden or (local(element).startswith("hidden-") and attribute(element, "is-hidden", "true") == "true")
        self.hid = self.hid or (hidden and bool("".join(element.itertext()).strip()))
        return hidden

    def _on(self, ground: RGB | None, element: Element) -> list[Line | Grid]:
        """Return what stands in an element that has a ground of its own."""
        outer, self._ground = self._ground, ground
        try:
            return self.flow(element)
        finally:
            self._ground = outer

    def _paragraph(
        self, element: Element, depth: int | None = None, number: str = "", indent: int = 0
    ) -> list[Line | Grid]:
        style = attribute(element, "style-name")
        if self._styles.hidden("paragraph", style) or any(
            local(e) == "hidden-paragraph" and self._folded(e) for e in element
        ):
            self.hid = True
            return []
        words = _Words(ground=self._styles.ground("paragraph", style, self._ground), paragraph=style)
        self._gather(element, words, self._styles.bold("paragraph", style, False))
        text = plain("".join(words.pieces))
        heading = int(self._styles.is_title(style))
        if local(element) == "h":
            heading = max(1, min(whole(attribute(element, "outline-level"), 1), 9))
            if depth is None and text.strip() and attribute(element, "is-list-header") != "true":
                number = self._outline.count(heading - 1) if self._styles.outline else ""
        return [Line(text, heading, depth, number, words.bold == {True}, indent), *words.boxes]

    def _gather(self, element: Element, words: _Words, bold: bool) -> None:
        own = attribute(element, "style-name") if local(element) == "span" else ""
        seen = not self._unseen(own, words)
        self._add(element.text, words, bold, seen)
        for inner in element:
            name = local(inner)
            if name in _SIGNS:
                words.add(_SIGNS[name], bold)
            elif name == "s":
                words.add(" " * max(1, min(whole(attribute(inner, "c"), 1), 100)), bold)
            elif name == "note":
                self.notes += self.flow(inner)
            elif name in ("frame", "custom-shape", "g", "rect", "text-box", "line", "ellipse", "a") and _is_drawn(
                inner
            ):
                words.boxes += self._on(self._drawn_ground(inner), inner)
            elif name not in _LEFT_OUT and not self._folded(inner):
                style = attribute(inner, "style-name")
                if name == "span" and self._styles.hidden("text", style):
                    self.hid = self.hid or bool("".join(inner.itertext()).strip())
                else:
                    self._gather(inner, words, self._styles.bold("text", style, bold) if name == "span" else bold)
            self._add(inner.tail, words, bold, seen)

    def _add(self, text: str | None, words: _Words, bold: bool, seen: bool) -> None:
        if seen:
            words.add(_spaced(text), bold)
        else:
            self.hid = self.hid or bool((text or "").strip())

    def _unseen(self, style: str, words: _Words) -> bool:
        """Whether words in a style of their own, or in their paragraph's, are not seen."""
        if style and self._styles.tells_looks("text", style):
            return self._styles.unseen("text", style, words.ground)
        return self._styles.unseen("paragraph", words.paragraph, words.ground)

    def _drawn_ground(self, element: Element) -> RGB | None:
        style = attribute(element, "style-name")
        for told in self._styles.chain("graphic", style):
            for properties in told:
                if attribute(properties, "fill") in ("solid", "bitmap", "gradient", "hatch"):
                    solid = attribute(properties, "fill") == "solid"
                    return hexadecimal(attribute(properties, "fill-color")) if solid else None
        return self._styles.ground("graphic", style, self._ground)

    def _list(self, element: Element, inherited: str, depth: int) -> list[Line | Grid]:
        style = attribute(element, "style-name") or inherited or _first_style(element, self._styles)
        counter = self._counter(element, style) if not depth else self._lists.get("")
        found: list[Line | Grid] = []
        for item in element:
            counted = local(item) == "list-item"
            start = attribute(item, "start-value")
            if start and counter is not None:
                counter.restart(min(depth, 8), whole(start, 1))
            for inner in item if local(item) in ("list-item", "list-header") else ():
                name = local(inner)
                if name == "list":
                    found += self._list(inner, style, depth + 1) if depth < 20 else []
                elif name in ("p", "h"):
                    number = counter.count(depth) if counted and counter is not None else ""
                    indent = counter.indent(depth) if counter is not None else 0
                    found += self._paragraph(inner, depth if number else None, number, indent)
                    counted = False
                else:
                    found += self._pieces(inner)
        return found

    def _counter(self, element: Element, style: str) -> Counter:
        """Return the counter of an outermost list: that of the list it continues, or one of its own."""
        continued = attribute(element, "continue-list")
        if attribute(element, "continue-numbering") == "true":
            continued = f"style {style}"
        counter = self._lists.get(continued) if continued else None
        if counter is None:
            counter = Counter(list(self._styles.lists.get(style, [Level("bullet")] * 9)))
        self._lists[""] = self._lists[f"style {style}"] = self._lists[attribute(element, "id") or " "] = counter
        return counter

    def _table(self, table: Element) -> Grid:
        edges = [0]
        for column in within(table, "table-column"):
            width = self._styles.width(attribute(column, "style-name")) or _INCH
            edges += (edges[-1] + width * (n + 1) for n in range(_repeats(column, "columns")))
        grid = Grid([])
        self._rows(table, grid, _Columns(edges), False)
        return grid

    def _rows(self, parent: Element, grid: Grid, columns: _Columns, heading: bool) -> None:
        for element in parent:
            name = local(element)
            if name in _ROWS:
                self._rows(element, grid, columns, heading or name == "table-header-rows")
            elif name == "table-row" and not self._folded(element):
                row = self._row(element, columns)
                worded = any(slot.content for slot in row)
                for _ in range(_repeats(element, "rows") if worded else 1):
                    self._count(len(row))
                    grid.headings += heading
                    grid.rows.append(row)

    def _row(self, element: Element, columns: _Columns) -> list[Slot]:
        row: list[Slot] = []
        at = 0
        painted = self._styles.paint("table-row", attribute(element, "style-name"))
        for cell in element:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            repeats = _repeats(cell, "columns")
            span = max(1, min(whole(attribute(cell, "number-columns-spanned"), 1), _MOST_REPEATS))
            if local(cell) == "table-cell":
                ground = self._styles.ground("table-cell", attribute(cell, "style-name"), self._ground)
                content = [p for p in self._on(ground, cell) if isinstance(p, Grid) or p.text.strip()]
                colour = self._styles.paint("table-cell", attribute(cell, "style-name")) or painted
                for number in range(repeats):
                    row.append(columns.slot(at + number, span, content, colour))
                columns.covers(at, span, whole(attribute(cell, "number-rows-spanned"), 1) - 1)
            else:
                row += (slot for number in range(repeats) for slot in columns.covered(at + number))
            at += repeats
        return row

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > _MOST_CELLS:
            raise TooLarge("the tables have more than 200,000 cells: put them in as a spreadsheet, or split the file")


def _repeats(element: Element, what: str) -> int:
    return max(1, min(whole(attribute(element, f"number-{what}-repeated"), 1), _MOST_REPEATS))


def _is_drawn(element: Element) -> bool:
    """Tell a drawing from a link, which has the same name in another namespace."""
    return "drawing" in element.tag.partition("}")[0]


def _spaced(text: str | None) -> str:
    """Return text as OpenDocument means it: any run of blanks is one."""
    if not text:
        return ""
    body = " ".join(text.split())
    return (" " if text[0].isspace() and body else "") + body + (" " if text[-1].isspace() else "")


def _first_style(element: Element, styles: Styles) -> str:
    """Return the list style of a list that names none: its first paragraph's."""
    paragraph = next((p for p in element.iter() if local(p) in ("p", "h")), None)
    return styles.list_of(attribute(paragraph, "style-name"))
