"""Which shapes and words of a slide nobody sees: off it, hidden, of no size, or white on the white slide."""

from xml.etree.ElementTree import Element

from ingest.readers.packed import attribute, child, local, whole, within
from ingest.readers.sheet_looks import hexadecimal
from ingest.readers.unseen import SMALLEST, WHITE, alike

_LEAST = SMALLEST * 100  # a slide's letters are measured in hundredths of a point
_SHAPES = ("sp", "graphicFrame", "grpSp", "AlternateContent")
_PAINT = ("solidFill", "gradFill", "blipFill", "pattFill", "grpFill")


def take_unseen(slide: Element, behind: list[Element], size: tuple[int, int]) -> bool:
    """Take out of a slide what is not seen on it, and tell whether words went; `behind` are its layout and master."""
    layers = [slide, *behind]
    plain = not (
        any(_paints(child(layer, "cSld", "bg")) for layer in layers)
        or any(True for layer in layers for _ in within(layer, "pic"))
        or any(_is_filled(shape) for layer in layers for shape in within(layer, "sp"))
    )
    gone = 0
    tree = child(slide, "cSld", "spTree")
    for parent in list(tree.iter()) if tree is not None else ():
        for shape in [e for e in parent if local(e) in _SHAPES]:
            if _is_marked_hidden(shape) or (parent is tree and _is_beside(shape, size)):
                gone += any((text.text or "").strip() for text in within(shape, "t"))
                parent.remove(shape)
    for element in list(tree.iter()) if tree is not None else ():
        cells = local(element) == "tbl"
        for run in within(element, "r") if cells or local(element) == "txBody" else ():
            if _is_inkless(child(run, "rPr"), plain and not cells):
                for text in within(run, "t"):
                    gone += bool((text.text or "").strip())
                    text.text = ""
    return gone > 0


def _is_marked_hidden(shape: Element) -> bool:
    named = next((named for part in shape if (named := child(part, "cNvPr")) is not None), child(shape, "cNvPr"))
    return attribute(named, "hidden") in ("1", "true")


def _is_beside(shape: Element, size: tuple[int, int]) -> bool:
    """Whether a shape with a place of its own is wholly off the slide."""
    frames = (part if local(part) == "xfrm" else child(part, "xfrm") for part in shape)
    frame = next((frame for frame in frames if frame is not None), None)
    corner, extent = child(frame, "off"), child(frame, "ext")
    if corner is None or extent is None or not all(size):
        return False
    left, top = whole(attribute(corner, "x")), whole(attribute(corner, "y"))
    right, bottom = left + whole(attribute(extent, "cx")), top + whole(attribute(extent, "cy"))
    return left >= size[0] or top >= size[1] or right <= 0 or bottom <= 0


def _is_inkless(run: Element | None, plain: bool) -> bool:
    """Whether letters are specks, clear, or white where the slide is `plain` white behind them."""
    if whole(attribute(run, "sz"), 9999) < _LEAST or child(run, "noFill") is not None:
        return True
    fill = child(run, "solidFill")
    ink = hexadecimal(attribute(child(fill, "srgbClr"), "val"))
    if whole(attribute(child(fill, "srgbClr", "alpha"), "val"), 100_000) < 10_000:
        return True
    white = ink is not None and alike(ink, WHITE)
    return plain and (white or attribute(child(fill, "schemeClr"), "val") in ("bg1", "lt1"))


def _paints(background: Element | None) -> bool:
    """Whether a background is anything but plain white."""
    if background is None:
        return False
    solid = child(background, "bgPr", "solidFill")
    if solid is None:
        return attribute(child(background, "bgRef", "schemeClr"), "val", "none") not in ("bg1", "lt1")
    white = attribute(child(solid, "srgbClr"), "val").upper() == "FFFFFF"
    return not white and attribute(child(solid, "schemeClr"), "val") not in ("bg1", "lt1")


def _is_filled(shape: Element) -> bool:
    properties = child(shape, "spPr")
    if any(local(part) in _PAINT for part in (properties if properties is not None else ())):
        return attribute(child(properties, "solidFill", "srgbClr"), "val").upper() != "FFFFFF"
    return child(properties, "noFill") is None and attribute(child(shape, "style", "fillRef"), "idx", "0") != "0"
