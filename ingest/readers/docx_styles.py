"""What the styles and lists of a Word document give its paragraphs: heading levels, bold type, counted numbers."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.readers.numbering import LEVELS, Counter, Level
from ingest.readers.packed import Package, attribute, child, local, whole

_FORMATS = {
    "decimal": "decimal",
    "decimalZero": "padded",
    "upperRoman": "upper roman",
    "lowerRoman": "lower roman",
    "upperLetter": "upper letter",
    "lowerLetter": "lower letter",
    "bullet": "bullet",
    "none": "none",
}


def switched_on(properties: Element | None, name: str) -> bool | None:
    """Return whether a yes-or-no property is set, None where nothing is said."""
    found = child(properties, name)
    return None if found is None else attribute(found, "val", "1") not in ("0", "false", "off", "none")


def indentation(properties: Element | None) -> int | None:
    """Return how far a paragraph's properties indent it, in twips, None where they do not say."""
    indent = child(properties, "ind")
    value = attribute(indent, "left") or attribute(indent, "start")
    return whole(value) if value else None


@dataclass(slots=True)
class Styles:
    """The styles of a document by their id."""

    by_id: dict[str, Element] = field(default_factory=dict)
    default: str = ""
    language: str = ""
    defaults: Element | None = None

    def chain(self, style: str) -> list[Element]:
        """Return a style and those it is based on, nearest first."""
        found: list[Element] = []
        name = style if style in self.by_id else self.default
        while name in self.by_id and len(found) < 20:
            found.append(self.by_id[name])
            name = attribute(child(found[-1], "basedOn"), "val")
        return found

    def heading(self, style: str) -> int:
        """Return the heading level a paragraph style gives, 0 for none."""
        for element in self.chain(style):
            outline = child(element, "pPr", "outlineLvl")
            name = attribute(child(element, "name"), "val").lower()
            if outline is not None:
                level = whole(attribute(outline, "val"), 9) + 1
                return level if 1 <= level <= 9 else 0
            if match := re.fullmatch(r"heading (\d)", name):
                return int(match[1])
            if name == "title":
                return 1
        return 0

    def bold(self, style: str) -> bool:
        """Tell whether a paragraph or character style is bold."""
        told = (switched_on(child(element, "rPr"), "b") for element in self.chain(style))
        return bool(next((answer for answer in told if answer is not None), False)) if style else False

    def lists_contents(self, style: str) -> bool:
        """Tell whether a paragraph style is one of a table of contents."""
        return any(attribute(child(element, "name"), "val").lower().startswith("toc ") for element in self.chain(style))

    def listing(self, style: str) -> tuple[str, int | None]:
        """Return the list ("" for none) and the level that a paragraph style puts its paragraphs in."""
        for element in self.chain(style):
            numbered = child(element, "pPr", "numPr")
            if numbered is not None and child(numbered, "numId") is not None:
                level = child(numbered, "ilvl")
                return attribute(child(numbered, "numId"), "val"), None if level is None else whole(
                    attribute(level, "val")
                )
        return "", None


def read_styles(package: Package, name: str) -> Styles:
    """Read the styles a document is written in."""
    styles, root = Styles(), package.xml(name)
    if root is None:
        return styles
    styles.defaults = child(root, "docDefaults", "rPrDefault", "rPr")
    styles.language = attribute(child(styles.defaults, "lang"), "val")
    for element in root:
        if local(element) == "style":
            styles.by_id[attribute(element, "styleId")] = element
            if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true"):
                styles.default = attribute(element, "styleId")
    return styles


class Lists:
    """The lists of a document, counted as its paragraphs come by."""

    def __init__(self, package: Package, name: str, styles: Styles) -> None:
        root = package.xml(name)
        parts = list(root) if root is not None else []
        self._styles = styles
        self._abstract = {attribute(e, "abstractNumId"): e for e in parts if local(e) == "abstractNum"}
        self._lists = {attribute(e, "numId"): e for e in parts if local(e) == "num"}
        self._counters: dict[str, Counter] = {}
        self._met: set[str] = set()

    def known(self, listing: str) -> bool:
        """Tell whether a list exists."""
        return listing in self._lists

    def level_of(self, listing: str, style: str) -> int:
        """Return the level of a list that is tied to a paragraph style, 0 where none is."""
        _, element = self._abstract_of(listing)
        for level in element if element is not None else ():
            if local(level) == "lvl" and style and attribute(child(level, "pStyle"), "val") == style:
                return whole(attribute(level, "ilvl"))
        return 0

    def count(self, listing: str, depth: int) -> str:
        """Count one more paragraph of a list and return the number in front of it."""
        key, abstract = self._abstract_of(listing)
        if abstract is None:
            return ""
        counter = self._counters.setdefault(key, Counter(_levels(abstract)))
        if listing not in self._met:
            self._met.add(listing)
            for override in self._lists[listing]:
                _override(counter, override)
        return counter.count(depth)

    def indent(self, listing: str, depth: int) -> int:
        """Return how far a list's level indents its paragraphs."""
        key, _ = self._abstract_of(listing)
        return self._counters[key].indent(depth) if key in self._counters else 0

    def _abstract_of(self, listing: str, hops: int = 0) -> tuple[str, Element | None]:
        key = attribute(child(self._lists.get(listing), "abstractNumId"), "val")
        element = self._abstract.get(key)
        link = attribute(child(element, "numStyleLink"), "val")
        if link and hops < 5:
            other, _ = self._styles.listing(link)
            if other and other != listing:
                return self._abstract_of(other, hops + 1)
        return key, element


def _override(counter: Counter, override: Element) -> None:
    depth = whole(attribute(override, "ilvl"))
    if local(override) != "lvlOverride" or not 0 <= depth < LEVELS:
        return
    own = child(override, "lvl")
    if own is not None and depth < len(counter.levels):
        counter.levels[depth] = _level(own)
    start = child(override, "startOverride")
    if start is not None:
        counter.restart(depth, whole(attribute(start, "val"), 1))


def _levels(abstract: Element) -> list[Level]:
    levels = [Level(style="none")] * LEVELS
    for element in abstract:
        depth = whole(attribute(element, "ilvl"))
        if local(element) == "lvl" and 0 <= depth < LEVELS:
            levels[depth] = _level(element)
    return levels


def _level(element: Element) -> Level:
    written = attribute(child(element, "numFmt"), "val", "decimal")
    pattern = re.sub(r"%([1-9])", lambda m: chr(int(m[1]) - 1), attribute(child(element, "lvlText"), "val"))
    restart = child(element, "lvlRestart")
    return Level(
        style=_FORMATS.get(written, "decimal"),
        pattern=pattern,
        start=whole(attribute(child(element, "start"), "val"), 1),
        restarts_after=LEVELS if restart is None else whole(attribute(restart, "val"), LEVELS),
        plain=bool(switched_on(element, "isLgl")),
        indent=indentation(child(element, "pPr")) or 0,
    )
