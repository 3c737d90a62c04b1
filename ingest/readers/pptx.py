"""Presentations (.pptx)."""

from pathlib import Path
from xml.etree.ElementTree import Element

from ingest.documents import Reading
from ingest.errors import EmptyDocument, TooLarge
from ingest.readers.building import TextBuilder
from ingest.readers.colours import meaning
from ingest.readers.flow import BULLET, Grid, Line, Slot, write
from ingest.readers.numbering import number
from ingest.readers.packed import Package, attribute, child, core_properties, local, opened, usable_title, whole, within
from ingest.readers.pptx_unseen import take_unseen
from ingest.readers.symbols import plain
from ingest.readers.unseen import left_out

_DAMAGED = "the presentation is damaged: open it in PowerPoint and save it again"
_TITLES = ("title", "ctrTitle")
_FURNITURE = ("sldNum", "dt", "ftr", "hdr", "sldImg")
_MOST_SLIDES = 2000
_DEEPEST = 50
_ROW = 360_000  # a centimetre: shapes whose tops are nearer than that stand beside each other
_COUNTS = {"arabic": "decimal", "romanUc": "upper roman", "romanLc": "lower roman", "alphaUc": "upper letter"}
_COUNTS |= {"alphaLc": "lower letter"}


def read_pptx(path: Path) -> Reading:
    """Read a presentation: a slide is a page, with its title, bullets, tables and grouped shapes.

    Hidden slides, what stands beside a slide, and the speaker's notes, which are on none, are left out. Raises
    UnreadableDocument for a damaged file, TooLarge for one that unpacks beyond reason, EmptyDocument for no text.
    """
    with opened(path, _DAMAGED) as package:
        return _read(package)


def _read(package: Package) -> Reading:
    name = next((target for kind, target in package.related("").values() if kind == "officeDocument"), "")
    listed = child(package.xml(name), "sldIdLst")
    targets = {key: target for key, (kind, target) in package.related(name).items() if kind == "slide"}
    if len(targets) > _MOST_SLIDES:
        raise TooLarge("the presentation has more than 2,000 slides: split it and put the pieces in")
    builder, hidden, noted, hid = TextBuilder(), 0, 0, False
    extent = child(package.xml(name), "sldSz")
    size = whole(attribute(extent, "cx")), whole(attribute(extent, "cy"))
    for entry in listed if listed is not None else ():
        target = targets.get(next((v for k, v in entry.items() if k.endswith("}id")), ""), "")
        root = package.xml(target)
        if root is None:
            continue
        if root.get("show") == "0":
            hidden += 1
            continue
        related = dict(package.related(target).values())
        layout = related.get("slideLayout", "")
        master = dict(package.related(layout).values()).get("slideMaster", "")
        hid = take_unseen(root, [e for n in (layout, master) if (e := package.xml(n)) is not None], size) or hid
        _slide(root, builder)
        noted += _has_notes(package.xml(related.get("notesSlide", "")))
        builder.end_page()
    if not builder.blocks:
        raise EmptyDocument("the presentation holds no text (pictures alone cannot be read)")
    properties = core_properties(package)
    title = usable_title(next((value for key, value in properties if key == "title"), ""))
    unread: tuple[str, ...] = (f"{hidden} hidden slides are left out",) if hidden else ()
    unread += (f"the speaker's notes to {noted} slide{'s' * (noted > 1)} are left out",) if noted else ()
    return Reading(
        text=builder.text,
        blocks=tuple(builder.blocks),
        pages=tuple(builder.pages),
        title=title,
        warnings=package.embedded() + unread + left_out(hid or builder.unseen),
        properties=tuple(properties),
    )


def _slide(root: Element, builder: TextBuilder) -> None:
    shapes = list(_shapes(child(root, "cSld", "spTree")))
    titles = [shape for shape in shapes if _placeholder(shape) in _TITLES]
    for shape in titles:
        words = " ".join(" ".join(_words(p) for p in within(shape, "p")).split())
        builder.block("heading", words, 1)
    for shape in shapes:
        if shape not in titles:
            write(_shape(shape), builder)


def _has_notes(notes: Element | None) -> bool:
    bodies = (shape for shape in _shapes(child(notes, "cSld", "spTree")) if _placeholder(shape) == "body")
    return any((text.text or "").strip() for shape in bodies for text in within(shape, "t"))


def _shapes(tree: Element | None, depth: int = 0) -> list[Element]:
    """Return the shapes of a slide as they are read, from the top down, those of a group together."""
    found: list[tuple[int, int, list[Element]]] = []
    for element in tree if tree is not None else ():
        name = local(element)
        inner = [element]
        if name == "AlternateContent":
            inner = _shapes(next(iter(element), None), depth + 1) if depth < _DEEPEST else []
        elif name == "grpSp":
            inner = _shapes(element, depth + 1) if depth < _DEEPEST else []
        elif name not in ("sp", "graphicFrame"):
            continue
        if inner and _placeholder(element) not in _FURNITURE:
            top, left = _place(element)
            found.append((top // _ROW, left, inner))
    found.sort(key=lambda placed: placed[:2])
    return [shape for _, _, shapes in found for shape in shapes]


def _place(element: Element) -> tuple[int, int]:
    """Return how far from the top and left a shape stands; one that stands where its layout says comes first."""
    for properties in element:
        if local(properties) in ("spPr", "grpSpPr", "xfrm"):
            frame = properties if local(properties) == "xfrm" else child(properties, "xfrm")
            corner = child(frame, "off")
            if corner is not None:
                return whole(attribute(corner, "y")), whole(attribute(corner, "x"))
    return -1, -1


def _placeholder(shape: Element) -> str:
    """Return what a shape is on its slide: "title", "body", "sldNum", "" for a shape of its own."""
    for properties in shape:
        found = child(properties, "nvPr", "ph")
        if found is not None:
            return attribute(found, "type", "body")
    return ""


def _shape(shape: Element) -> list[Line | Grid]:
    tables = list(within(shape, "tbl"))
    if tables:
        return [_table(table) for table in tables]
    body = child(shape, "txBody")
    lines: list[Line | Grid] = []
    counts: dict[int, int] = {}
    for paragraph in body if body is not None else ():
        if local(paragraph) == "p":
            lines.append(_line(paragraph, _placeholder(shape) == "body", counts))
    return lines


def _line(paragraph: Element, bulleted: bool, counts: dict[int, int]) -> Line:
    properties = child(paragraph, "pPr")
    depth = max(0, min(whole(attribute(properties, "lvl")), 8))
    counted = child(properties, "buAutoNum")
    for deeper in [level for level in counts if level > depth or (level == depth and counted is None)]:
        del counts[deeper]
    words = _words(paragraph)
    if counted is not None and words.strip():
        counts[depth] = counts.get(depth, whole(attribute(counted, "startAt"), 1) - 1) + 1
        return Line(words, depth=depth, number=_number(attribute(counted, "type"), counts[depth]))
    marked = child(properties, "buChar") is not None or child(properties, "buBlip") is not None
    if child(properties, "buNone") is None and (marked or bulleted):
        return Line(words, depth=depth, number=BULLET)
    return Line(words)


def _number(kind: str, count: int) -> str:
    style = next((style for name, style in _COUNTS.items() if kind.startswith(name)), "decimal")
    written = number(count, style)
    if kind.endswith("ParenBoth"):
        return f"({written})"
    return written + (")" if kind.endswith("ParenR") else "" if kind.endswith("Plain") else ".")


def _words(paragraph: Element) -> str:
    pieces = []
    for element in paragraph.iter():
        if local(element) == "t":
            pieces.append(element.text or "")
        elif local(element) == "br":
            pieces.append("\n")
    return plain("".join(pieces).replace("\x0b", "\n"))


def _table(table: Element) -> Grid:
    grid = Grid([], headings=int(attribute(child(table, "tblPr"), "firstRow") in ("1", "true")))
    for row in (element for element in table if local(element) == "tr"):
        slots = []
        for column, cell in enumerate(element for element in row if local(element) == "tc"):
            slot = Slot(column * 1440, (column + 1) * 1440)
            if not {attribute(cell, "hMerge"), attribute(cell, "vMerge")} & {"1", "true"}:
                lines = [Line(_words(p)) for p in within(cell, "p")]
                slot.content = [line for line in lines if line.text.strip()]
                slot.colour = _paint(cell)
            slots.append(slot)
        grid.rows.append(slots)
    return grid


def _paint(cell: Element) -> str:
    value = attribute(child(cell, "tcPr", "solidFill", "srgbClr"), "val")
    try:
        return meaning(*bytes.fromhex(value)) if len(value) == 6 else ""
    except ValueError:
        return ""
