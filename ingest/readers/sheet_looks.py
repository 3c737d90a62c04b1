"""What an .xlsx says of its cells beside their values: number formats, paint, what is hidden, how far it reaches."""

import re
import zipfile
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element
from xml.parsers import expat

from ingest.readers.cell_values import format_code
from ingest.readers.packed import attribute, child, whole, within
from ingest.readers.unseen import RGB, SMALLEST, WHITE, alike

Place = tuple[int, int]

PALETTE = (
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF"
    "800000008000000080808000800080008080C0C0C08080809999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF"
    "000080FF00FFFFFF0000FFFF8000808000000080800000FF00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC99"
    "3366FF33CCCC99CC00FFCC00FF9900FF6600666699969696003366339966003300333300993300993366333399333333"
)  # fmt: skip
_MOST_COLUMNS = 16_384
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(slots=True)
class Look:
    """How a sheet looks; rows and columns count from 0. `reach` is one beyond the last row and column with words.

    `hidden` are the rows that are not shown, `unseen` the cells whose letters are not to be told from their ground.
    """

    formats: dict[Place, str] = field(default_factory=dict)
    paint: dict[Place, RGB] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unseen: set[Place] = field(default_factory=set)
    unsaved: int = 0
    reach: Place = (0, 0)


@dataclass(frozen=True, slots=True)
class Styles:
    """For each cell style of a workbook: its number format, its solid fill, whether its words are not seen."""

    formats: tuple[str, ...] = ()
    fills: tuple[RGB | None, ...] = ()
    unseen: tuple[bool, ...] = ()


def hexadecimal(text: str) -> RGB | None:
    """Return the colour of "FFAABBCC", "#AABBCC" and the like."""
    match = re.search(r"([0-9A-Fa-f]{6})$", text)
    return (int(match[1][:2], 16), int(match[1][2:4], 16), int(match[1][4:], 16)) if match else None


def indexed(number: int) -> RGB | None:
    """Return a colour of Excel's old palette."""
    return hexadecimal(PALETTE[number * 6 : number * 6 + 6])


def styles_of(root: Element | None, theme: Element | None) -> Styles:
    """Return what styles.xml says, its theme colours looked up."""
    if root is None:
        return Styles()
    own = {whole(attribute(f, "numFmtId")): attribute(f, "formatCode") for f in within(root, "numFmt")}
    scheme = _scheme(theme)
    fills = [_fill(fill, scheme) for fill in child(root, "fills") or ()]
    patterned = [attribute(child(fill, "patternFill"), "patternType", "none") for fill in child(root, "fills") or ()]
    fonts = [_font(font, scheme) for font in child(root, "fonts") or ()]
    cells = child(root, "cellXfs")
    formats, painted, unseen = [], [], []
    for style in cells if cells is not None else ():
        formats.append(format_code(whole(attribute(style, "numFmtId")), own))
        number = whole(attribute(style, "fillId"))
        painted.append(fills[number] if 0 <= number < len(fills) else None)
        told = 0 <= number < len(fills) and patterned[number] not in ("none", "solid")
        ground = None if told else painted[-1] or (WHITE if not number or patterned[number] == "none" else None)
        font = whole(attribute(style, "fontId"))
        size, ink = fonts[font] if 0 <= font < len(fonts) else (99.0, None)
        unseen.append(size < SMALLEST or bool(ink and ground and alike(ink, ground)) or formats[-1] == ";;;")
    return Styles(tuple(formats), tuple(painted), tuple(unseen))


def _font(font: Element, scheme: list[RGB | None]) -> tuple[float, RGB | None]:
    """Return how many points a font's letters have, and their colour where it is told."""
    size = re.fullmatch(r"\d+(?:\.\d+)?", attribute(child(font, "sz"), "val"))
    return float(size[0]) if size else 99.0, _colour(child(font, "color"), scheme)


def _scheme(theme: Element | None) -> list[RGB | None]:
    colours = next(within(theme, "clrScheme"), None) if theme is not None else None
    found = [hexadecimal(attribute(inner, "lastClr") or attribute(inner, "val")) for c in colours or () for inner in c]
    return [*found[1::-1], *found[3:1:-1], *found[4:]]  # the file has dark before light, numbers count light first


def _fill(fill: Element, scheme: list[RGB | None]) -> RGB | None:
    pattern = child(fill, "patternFill")
    if attribute(pattern, "patternType") != "solid":
        return None
    return _colour(child(pattern, "fgColor"), scheme)


def _colour(colour: Element | None, scheme: list[RGB | None]) -> RGB | None:
    if rgb := attribute(colour, "rgb"):
        return hexadecimal(rgb)
    if attribute(colour, "indexed"):
        return indexed(whole(attribute(colour, "indexed"), 64))
    number = whole(attribute(colour, "theme", "-1"), -1)
    base = scheme[number] if 0 <= number < len(scheme) else None
    return _tinted(base, attribute(colour, "tint", "0")) if base else None


def _tinted(rgb: RGB, tint: str) -> RGB:
    try:
        share = max(-1.0, min(1.0, float(tint)))
    except ValueError:
        share = 0.0
    red, green, blue = (round(c * (1 + share) if share < 0 else c + (255 - c) * share) for c in rgb)
    return red, green, blue


def look_of(stream: IO[bytes], styles: Styles) -> Look:
    """Read a sheet's XML piece by piece: a million rows cost time but no memory. Entities are not unfolded."""
    sheet = _Sheet(styles)
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler, parser.EndElementHandler = sheet.start, sheet.end
    parser.ParseFile(stream)
    return sheet.look


def _refuse(*_: object) -> None:
    raise ValueError("a sheet declares no entities")


class _Sheet:
    """Listens to a sheet's XML."""

    def __init__(self, styles: Styles) -> None:
        self.look, self._styles = Look(), styles
        self._row = self._column = -1
        self._style, self._filled, self._formula = 0, False, False

    def start(self, name: str, of: dict[str, str]) -> None:
        """Take note of an element that opens."""
        name = name.rpartition(":")[2]
        if name == "c":
            place = _CELL.fullmatch(of.get("r", ""))
            self._row, self._column = (int(place[2]) - 1, _column(place[1])) if place else (self._row, self._column + 1)
            self._style, self._filled, self._formula = whole(of.get("s", "0")), False, False
        elif name == "row":
            self._row, self._column = whole(of.get("r", ""), self._row + 2) - 1, -1
            if of.get("hidden") in ("1", "true") or of.get("ht") in ("0", "0.0"):
                self.look.hidden.add(self._row)
        elif name == "col" and (of.get("hidden") in ("1", "true") or of.get("width") in ("0", "0.0")):
            first, last = whole(of.get("min", ""), 1), whole(of.get("max", ""), 1)
            self.look.hidden_columns.update(range(first - 1, min(last, _MOST_COLUMNS)))
        elif name in ("v", "is"):
            self._filled = True
        elif name == "f":
            self._formula = True

    def end(self, name: str) -> None:
        """Keep how a cell that closes looks."""
        if name != "c" and name.rpartition(":")[2] != "c":
            return
        look, styles, place = self.look, self._styles, (self._row, self._column)
        look.unsaved += self._formula and not self._filled
        if self._filled:
            if self._style < len(styles.unseen) and styles.unseen[self._style]:
                look.unseen.add(place)
            look.reach = max(look.reach[0], place[0] + 1), max(look.reach[1], place[1] + 1)
            if self._style < len(styles.formats) and styles.formats[self._style]:
                look.formats[place] = styles.formats[self._style]
        if self._style < len(styles.fills) and (paint := styles.fills[self._style]) and len(look.paint) < 500_000:
            look.paint[place] = paint


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def sheet_parts(root: Element | None, relations: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Return which member of the archive holds each sheet, by the sheet's name."""
    sheets = child(root, "sheets")
    found = {}
    for sheet in sheets if sheets is not None else ():
        target = relations.get(attribute(sheet, "id"))
        if target:
            found[attribute(sheet, "name")] = target[1]
    return found


def looks(archive: zipfile.ZipFile, parts: dict[str, str], styles: Styles) -> dict[str, Look]:
    """Return how each sheet looks, by its name."""
    found = {}
    for name, member in parts.items():
        if member in archive.namelist():
            with archive.open(member) as stream:
                found[name] = look_of(stream, styles)
    return found
