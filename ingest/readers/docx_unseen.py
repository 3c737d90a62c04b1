"""Which words of a Word document nobody sees: hidden, of no size, or in the colour of their ground."""

import re
from xml.etree.ElementTree import Element

from ingest.readers.docx_styles import Styles, switched_on
from ingest.readers.packed import attribute, child, local, whole, within
from ingest.readers.unseen import RGB, SMALLEST, WHITE, alike

Ground = RGB | None
"""What letters stand on; None where that is not told, so that they may be seen."""
_PICKED = {"white": WHITE, "black": (0, 0, 0), "none": None}


class Sight:
    """Tells whether runs are seen. Styles are looked up once."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._known: dict[str, list[Element]] = {}
        self.hid = False

    def hides(self, run: Element | None, paragraph: str, ground: Ground) -> bool:
        """Tell whether a run's words are not seen; `run` are its properties, `paragraph` its paragraph's style."""
        style = attribute(child(run, "rStyle"), "val") if run is not None else ""
        told = [*([run] if run is not None else []), *self._of(style), *self._of(paragraph, default=True)]
        gone = any(next((on for p in told if (on := switched_on(p, name)) is not None), False) for name in ("vanish",))
        size = next((whole(v, 99) for p in told if (v := attribute(child(p, "sz"), "val"))), 99)
        gone = gone or size < 2 * SMALLEST or (run is not None and child(run, "textFill", "noFill") is not None)
        if not gone and (ink := next((i for p in told if (i := _ink(child(p, "color")))), "")) not in ("", "auto"):
            marked = attribute(child(run, "highlight"), "val", "none")
            behind = shaded(child(run, "shd"), ground) if marked == "none" else _PICKED.get(marked)
            gone = behind is not None and alike(_rgb(ink), behind)
        return gone

    def _of(self, style: str, default: bool = False) -> list[Element]:
        if not style and not default:
            return []
        if style not in self._known:
            found = (child(element, "rPr") for element in self._styles.chain(style))
            self._known[style] = [p for p in found if p is not None]
            if default and self._styles.defaults is not None:
                self._known[style].append(self._styles.defaults)
        return self._known[style]

    def paragraph_ground(self, properties: Element | None, style: str, ground: Ground) -> Ground:
        """Return what a paragraph stands on."""
        own = child(properties, "shd")
        if own is None and style:
            own = next((s for e in self._styles.chain(style) if (s := child(e, "pPr", "shd")) is not None), None)
        return shaded(own, ground)

    def table_ground(self, properties: Element | None, ground: Ground) -> Ground:
        """Return what the cells of a table stand on that are not shaded: some of them, where its style shades any."""
        style = attribute(child(properties, "tblStyle"), "val")
        chain = self._styles.chain(style) if style else []
        if any(_filled(shade) for element in chain for shade in within(element, "shd")):
            return None
        return shaded(child(properties, "shd"), ground)


def shaded(shade: Element | None, ground: Ground) -> Ground:
    """Return the colour of a shading, the ground below it where it has none."""
    if shade is None:
        return ground
    pattern = attribute(shade, "val", "clear")
    value = attribute(shade, "color" if pattern == "solid" else "fill", "auto")
    if pattern not in ("clear", "nil", "solid"):
        return None
    if value == "auto":
        return None if pattern == "solid" or attribute(shade, "themeFill") else ground
    return _rgb(value) if re.fullmatch(r"[0-9A-Fa-f]{6}", value) else None


def box_ground(shape: Element, ground: Ground) -> Ground:
    """Return what the words of a drawn box stand on."""
    if local(shape) == "wsp":
        properties = child(shape, "spPr")
        fill = next((e for e in properties if local(e).endswith("Fill")), None) if properties is not None else None
        if fill is None:
            return ground if attribute(child(shape, "style", "fillRef"), "idx", "0") == "0" else None
        if local(fill) == "noFill":
            return ground
        value = attribute(child(fill, "srgbClr"), "val")
        return _rgb(value) if re.fullmatch(r"[0-9A-Fa-f]{6}", value) else None
    if attribute(shape, "filled") in ("f", "false"):
        return ground
    told = attribute(shape, "fillcolor", "white").split()[:1]
    match = re.fullmatch(r"#([0-9A-Fa-f]{6})", told[0]) if told else None
    return _rgb(match[1]) if match else WHITE if told == ["white"] else None


def page_ground(root: Element | None) -> Ground:
    """Return the colour of a document's pages."""
    value = attribute(child(root, "background"), "color")
    return _rgb(value) if re.fullmatch(r"[0-9A-Fa-f]{6}", value) else WHITE


def _filled(shade: Element) -> bool:
    return attribute(shade, "fill", "auto") not in ("auto", "FFFFFF") or attribute(shade, "themeFill") != ""


def _ink(colour: Element | None) -> str:
    value = attribute(colour, "val")
    if re.fullmatch(r"[0-9A-Fa-f]{6}", value):
        return value
    return "FFFFFF" if attribute(colour, "themeColor") in ("background1", "light1") else value


def _rgb(value: str) -> RGB:
    red, green, blue = bytes.fromhex(value)
    return red, green, blue
