"""The text of a Word document in its order: what stands in it now, not what was deleted, hidden or asked for."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.readers.colours import meaning
from ingest.readers.docx_styles import Lists, Styles, indentation, switched_on
from ingest.readers.docx_unseen import Ground, Sight, box_ground, shaded
from ingest.readers.flow import BULLET, Grid, Line, Slot
from ingest.readers.packed import attribute, child, local, whole, within
from ingest.readers.unseen import WHITE

_GONE = frozenset({"del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "sdtPr", "sdtEndPr", "rt"})
_LISTED = re.compile(r"list (?:bullet|number)(?: (\d))?")
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_DRAWN = frozenset({"wsp", "shape", "rect", "roundrect", "oval"})
_SYMBOLS = {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x78: "☒", 0xE0: "→"}


@dataclass(slots=True)
class _Words:
    """The words of a paragraph as they are gathered, with the fields it is in and the boxes that hang on it."""

    pieces: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    boxes: list[tuple[Element, Ground]] = field(default_factory=list)
    asked: list[bool] = field(default_factory=list)
    style: str = ""
    ground: Ground = WHITE
    box_ground: Ground = WHITE

    def add(self, text: str, bold: bool) -> None:
        if not any(self.asked):
            self.pieces.append(text)
            if text.strip():
                self.bold.append(bold)


class Body:
    """Turns the elements of a document's body, notes and boxes into paragraphs and tables.

    `hid` tells whether words were left out that nobody sees.
    """

    def __init__(self, styles: Styles, lists: Lists, page: Ground = WHITE) -> None:
        self._styles = styles
        self._lists = lists
        self._held = ""
        self._sight = Sight(styles)
        self._ground = page
        self.hid = False

    def flow(self, parent: Element) -> list[Line | Grid]:
        """Return the paragraphs and tables that stand in an element."""
        found: list[Line | Grid] = []
        for element in parent:
            name = local(element)
            if name == "p":
                found += self._paragraph(element)
            elif name == "tbl":
                found.append(self._table(element))
            elif name == "AlternateContent":
                found += self.flow(_chosen(element))
            elif name not in _GONE:
                found += self.flow(element)
        return found

    def _paragraph(self, element: Element) -> list[Line | Grid]:
        properties = child(element, "pPr")
        style = attribute(child(properties, "pStyle"), "val")
        ground = self._sight.paragraph_ground(properties, style, self._ground)
        words = _Words(style=style, ground=ground, box_ground=self._ground)
        self._gather(element, words, self._styles.bold(style))
        text = self._held + "".join(words.pieces)
        boxes = [piece for box, behind in words.boxes for piece in self._on(behind, box)]
        if child(properties, "rPr", "del") is not None:  # the break after it was deleted: the next one goes on from it
            self._held = text
            return boxes
        self._held = ""
        depth, number, indent = self._listed(properties, style)
        heading = self._heading(properties, style)
        bold = bool(words.bold) and all(words.bold) and not self._styles.lists_contents(style)
        return [Line(text, heading, depth, number, bold, indent), *boxes]

    def _on(self, ground: Ground, parent: Element) -> list[Line | Grid]:
        """Return what stands in an element that has a ground of its own."""
        outer, self._ground = self._ground, ground
        try:
            return self.flow(parent)
        finally:
            self._ground = outer

    def _heading(self, properties: Element | None, style: str) -> int:
        outline = child(properties, "outlineLvl")
        if outline is None:
            return self._styles.heading(style)
        level = whole(attribute(outline, "val"), 9) + 1
        return level if 1 <= level <= 9 else 0

    def _listed(self, properties: Element | None, style: str) -> tuple[int | None, str, int]:
        """Return how deep in a list a paragraph stands, None for none, its number there, and its indent."""
        listing, depth = self._styles.listing(style)
        numbered = child(properties, "numPr")
        if numbered is not None and child(numbered, "numId") is not None:
            listing = attribute(child(numbered, "numId"), "val")
        if numbered is not None and child(numbered, "ilvl") is not None:
            depth = whole(attribute(child(numbered, "ilvl"), "val"))
        named = next((_LISTED.fullmatch(_name(given)) for given in self._styles.chain(style)[:1]), None)
        if listing not in ("", "0") and self._lists.known(listing):
            if depth is None:
                depth = self._lists.level_of(listing, style)
            number = self._lists.count(listing, depth)
            own = indentation(properties)
            indent = self._lists.indent(listing, depth) if own is None else own
            return (depth or _depth(named), number, indent) if number else (None, "", 0)
        return (_depth(named), BULLET, 0) if named else (None, "", 0)

    def _gather(self, element: Element, words: _Words, bold: bool) -> None:
        for inner in element:
            name = local(inner)
            if name in _GONE:
                continue
            if name == "r":
                self._run(inner, words, bold)
            elif name == "AlternateContent":
                self._gather(_chosen(inner), words, bold)
            elif name == "t":
                words.add((inner.text or "").replace("\n", " "), bold)
            elif name == "txbxContent":
                words.boxes.append((inner, words.box_ground))
            elif name in _DRAWN:
                outer, words.box_ground = words.box_ground, box_ground(inner, self._ground)
                self._gather(inner, words, bold)
                words.box_ground = outer
            else:
                self._gather(inner, words, bold)

    def _run(self, run: Element, words: _Words, bold: bool) -> None:
        properties = child(run, "rPr")
        if self._sight.hides(properties, words.style, words.ground):
            self.hid = self.hid or any((t.text or "").strip() for t in within(run, "t"))
            return
        style = attribute(child(properties, "rStyle"), "val")
        own = switched_on(properties, "b")
        bold = own if own is not None else bold or bool(style and self._styles.bold(style))
        for inner in run:
            name = local(inner)
            if name == "t":
                words.add((inner.text or "").replace("\n", " "), bold)
            elif name in _SIGNS:
                words.add(_SIGNS[name], bold)
            elif name == "br" and attribute(inner, "type", "textWrapping") == "textWrapping":
                words.add("\n", bold)
            elif name == "sym":
                words.add(_symbol(inner), bold)
            elif name == "fldChar":
                _field(inner, words, bold)
            elif name == "AlternateContent":
                self._gather(_chosen(inner), words, bold)
            elif name in ("pict", "drawing", "object", "ruby", "rubyBase"):
                self._gather(inner, words, bold)

    def _table(self, table: Element) -> Grid:
        rows: list[list[Slot]] = []
        headings = 0
        widths = [whole(attribute(e, "w")) for e in child(table, "tblGrid") or () if local(e) == "gridCol"]
        edges = [0]
        ground = self._sight.table_ground(child(table, "tblPr"), self._ground)
        for width in widths if widths and min(widths) > 0 else []:
            edges.append(edges[-1] + width)
        for row in _children(table, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                continue
            if switched_on(properties, "hidden"):
                self.hid = True
                continue
            headings += switched_on(properties, "tblHeader") is True and headings == len(rows)
            rows.append(self._row(row, properties, edges, ground))
        return Grid(rows, headings)

    def _row(self, row: Element, properties: Element | None, edges: list[int], ground: Ground) -> list[Slot]:
        slots = []
        at = whole(attribute(child(properties, "gridBefore"), "val"))
        for cell in _children(row, "tc"):
            own = child(cell, "tcPr")
            span = max(1, min(whole(attribute(child(own, "gridSpan"), "val"), 1), 500))
            merge = child(own, "vMerge")
            lower = merge is not None and attribute(merge, "val") != "restart"
            slot = Slot(_edge(edges, at), _edge(edges, at + span), from_above=lower)
            if not lower and child(own, "cellDel") is None:
                slot.content = _without_blanks(self._on(shaded(child(own, "shd"), ground), cell))
                slot.colour = _painted(child(own, "shd"))
            slots.append(slot)
            at += span
        return slots


def _depth(named: re.Match[str] | None) -> int:
    """Return the depth that a style's name gives ("List Bullet 2"): Word lets each such style be a list of its own."""
    return int(named[1]) - 1 if named and named[1] else 0


def _name(style: Element) -> str:
    return attribute(child(style, "name"), "val").lower()


def _without_blanks(flow: list[Line | Grid]) -> list[Line | Grid]:
    return [piece for piece in flow if isinstance(piece, Grid) or piece.text.strip()]


def _edge(edges: list[int], column: int) -> int:
    """Return where a column of a table's grid begins; columns the grid does not tell are an inch wide."""
    return edges[column] if column < len(edges) else edges[-1] + (column - len(edges) + 1) * 1440


def _children(parent: Element, name: str) -> list[Element]:
    """Return the rows or cells of a table, those in content controls and accepted insertions among them."""
    found = []
    for element in parent:
        if local(element) == name:
            found.append(element)
        elif local(element) in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            found += _children(element, name)
    return found


def _chosen(alternatives: Element) -> Element:
    """Return the one of several renderings that has words, the newest first."""
    for branch in alternatives:
        if any((text.text or "").strip() for text in within(branch, "t")):
            return branch
    return Element("nothing")


def _symbol(element: Element) -> str:
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return ""
    if code in range(0xF000, 0xF100):
        return _SYMBOLS.get(code - 0xF000, "•")
    return chr(code) if 0 < code < 0xD800 else ""


def _field(element: Element, words: _Words, bold: bool) -> None:
    """Follow a field: what it asks for is left out, what it came to is kept, a form's ticks and choices are told."""
    kind = attribute(element, "fldCharType")
    if kind == "begin":
        data = child(element, "ffData")
        box, choice = child(data, "checkBox"), child(data, "ddList")
        if box is not None:
            ticked = switched_on(box, "checked")
            words.add("☒" if (ticked if ticked is not None else switched_on(box, "default")) else "☐", bold)
        if choice is not None:
            entries = [attribute(entry, "val") for entry in choice if local(entry) == "listEntry"]
            picked = whole(attribute(child(choice, "result"), "val"))
            words.add("".join(entries[picked : picked + 1]), bold)
        words.asked.append(True)
    elif kind == "separate" and words.asked:
        words.asked[-1] = False
    elif kind == "end" and words.asked:
        words.asked.pop()


def _painted(shading: Element | None) -> str:
    """Return the word for a cell's paint; Word's pattern "solid" shows the other of its two colours."""
    value = attribute(shading, "color" if attribute(shading, "val") == "solid" else "fill")
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", value):
        return ""
    return meaning(*bytes.fromhex(value))
