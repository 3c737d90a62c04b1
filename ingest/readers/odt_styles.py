"""What the styles of an OpenDocument text say: heading levels, bold type, cell paint, column widths, list numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.readers.colours import meaning
from ingest.readers.numbering import LEVELS, Level
from ingest.readers.packed import attribute, child, local, whole, within
from ingest.readers.sheet_looks import hexadecimal
from ingest.readers.unseen import RGB, SMALLEST, alike

_FORMATS = {
    "1": "decimal",
    "01": "padded",
    "I": "upper roman",
    "i": "lower roman",
    "A": "upper letter",
    "a": "lower letter",
}
_TWIPS = {"cm": 567.0, "mm": 56.7, "in": 1440.0, "pt": 20.0, "pc": 240.0, "px": 15.0}


@dataclass(slots=True)
class Styles:
    """Styles by family and name; list styles by name."""

    by_name: dict[tuple[str, str], Element] = field(default_factory=dict)
    lists: dict[str, list[Level]] = field(default_factory=dict)
    outline: list[Level] = field(default_factory=list)
    language: str = ""

    def read(self, root: Element | None) -> None:
        """Take in the styles of a part of the file."""
        for element in root.iter() if root is not None else ():
            name = local(element)
            if name == "style":
                self.by_name[attribute(element, "family"), attribute(element, "name")] = element
            elif name == "list-style":
                self.lists[attribute(element, "name")] = _levels(element)
            elif name == "outline-style":
                self.outline = _levels(element)
            elif name == "default-style" and attribute(element, "family") == "paragraph":
                self.language = _language(child(element, "text-properties")) or self.language

    def chain(self, family: str, name: str) -> list[Element]:
        """Return a style and its parents, nearest first."""
        found: list[Element] = []
        while (family, name) in self.by_name and len(found) < 20:
            found.append(self.by_name[family, name])
            name = attribute(found[-1], "parent-style-name")
        return found

    def _text(self, family: str, name: str, key: str) -> str:
        told = (attribute(child(style, "text-properties"), key) for style in self.chain(family, name))
        return next((value for value in told if value), "")

    def bold(self, family: str, name: str, default: bool) -> bool:
        """Tell whether a style's text is bold."""
        weight = self._text(family, name, "font-weight")
        return default if not weight else weight == "bold" or whole(weight) >= 600

    def hidden(self, family: str, name: str) -> bool:
        """Tell whether a style's text is not shown."""
        return self._text(family, name, "display") == "none"

    def unseen(self, family: str, name: str, ground: RGB | None) -> bool:
        """Tell whether a style's letters are too small to see, or in the colour of their ground (None for any)."""
        size = re.fullmatch(r"(\d*\.?\d+)pt", self._text(family, name, "font-size"))
        ink, own = hexadecimal(self._text(family, name, "color")), self._text(family, name, "background-color")
        behind = hexadecimal(own) if own not in ("", "transparent") else ground
        return bool(size and float(size[1]) < SMALLEST) or bool(ink and behind and alike(ink, behind))

    def tells_looks(self, family: str, name: str) -> bool:
        """Tell whether a style says how large its letters are or what colour they have."""
        return any(self._text(family, name, key) for key in ("font-size", "color"))

    def ground(self, family: str, name: str, outer: RGB | None) -> RGB | None:
        """Return what stands behind the words of a paragraph, cell, row or table."""
        for style in self.chain(family, name):
            for properties in style:
                if local(properties) == "text-properties":
                    continue
                value = attribute(properties, "background-color")
                if child(properties, "background-image") is not None and attribute(
                    child(properties, "background-image"), "href"
                ):
                    return None
                if value not in ("", "transparent"):
                    return hexadecimal(value)
        return outer

    def is_title(self, name: str) -> bool:
        """Tell whether a paragraph style is the document's title, or made from it."""
        return any(attribute(style, "name") == "Title" for style in self.chain("paragraph", name))

    def list_of(self, name: str) -> str:
        """Return the list style that a paragraph style brings with it."""
        told = (attribute(style, "list-style-name") for style in self.chain("paragraph", name))
        return next((value for value in told if value), "")

    def paint(self, family: str, name: str) -> str:
        """Return the word for the paint of a cell or row."""
        for style in self.chain(family, name):
            for properties in style:
                value = attribute(properties, "background-color")
                if re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
                    return meaning(*bytes.fromhex(value[1:]))
        return ""

    def width(self, name: str) -> int:
        """Return a column's width in twips, 0 where it is not told."""
        for style in self.chain("table-column", name):
            if width := _length(attribute(child(style, "table-column-properties"), "column-width")):
                return width
        return 0


def running_text(root: Element | None) -> Iterable[Element]:
    """Yield the running heads and feet of every kind of page, the first page's before the others."""
    pages = [page for master in within(root, "master-page") for page in master] if root is not None else []
    wanted = [page for page in pages if local(page).startswith(("header", "footer"))]
    return sorted(wanted, key=lambda page: not local(page).endswith("first"))


def _length(value: str) -> int:
    """Return a length ("2.5cm") in twips, 0 for anything else."""
    match = re.fullmatch(r"(\d{1,4}(?:\.\d+)?)(\w\w)", value)
    return round(float(match[1]) * _TWIPS.get(match[2], 0)) if match else 0


def _indent(properties: Element | None) -> int:
    """Return how far a list's level indents its paragraphs, in either of the ways it is told."""
    margin = attribute(child(properties, "list-level-label-alignment"), "margin-left")
    return _length(margin) or sum(_length(attribute(properties, name)) for name in ("space-before", "min-label-width"))


def _language(properties: Element | None) -> str:
    language, country = attribute(properties, "language"), attribute(properties, "country")
    if language in ("", "none", "zxx"):
        return ""
    return f"{language}-{country}" if country not in ("", "none") else language


def _levels(element: Element) -> list[Level]:
    levels = [Level(style="none")] * LEVELS
    for level in element:
        depth = whole(attribute(level, "level"), 1) - 1
        if not 0 <= depth < LEVELS:
            continue
        written = _FORMATS.get(attribute(level, "num-format"), "none")
        shown = max(1, min(whole(attribute(level, "display-levels"), 1), depth + 1))
        pattern = ".".join(chr(n) for n in range(depth - shown + 1, depth + 1)) if written != "none" else ""
        pattern = attribute(level, "num-prefix") + pattern + attribute(level, "num-suffix")
        if local(level) in ("list-level-style-bullet", "list-level-style-image"):
            written = "bullet"
        start = whole(attribute(level, "start-value"), 1)
        levels[depth] = Level(written, pattern, start, indent=_indent(child(level, "list-level-properties")))
    return levels
