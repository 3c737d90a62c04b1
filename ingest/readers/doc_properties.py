"""The properties of old Word files: single changes to a default ("sprms"), and what they amount to for a paragraph."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.readers.cells import CellShape
from ingest.readers.colours import meaning

Change = tuple[int, bytes]
"""What is changed, by its number in [MS-DOC], and the bytes of what it becomes."""

_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_TABLE = 0xD608
_HUGE = (0x6645, 0x6646)
_PALETTE = ("", "", "blue", "blue", "green", "", "red", "amber", "", "", "", "green", "", "red", "amber", "", "")


def changes(raw: bytes, data: bytes) -> tuple[Change, ...]:
    """Return the changes that are packed one after the other, those kept in the data stream among them."""
    found: list[Change] = []
    at = 0
    while at + 2 <= len(raw):
        (code,) = struct.unpack_from("<H", raw, at)
        at += 2
        size = _SIZES[code >> 13]
        if not size:
            if code == _TABLE and at + 2 <= len(raw):
                size, at = struct.unpack_from("<H", raw, at)[0] - 1, at + 2
            elif at < len(raw):
                size, at = raw[at], at + 1
        if size < 0 or at + size > len(raw):
            break
        if code in _HUGE and not found_twice(found):
            found += changes(_elsewhere(raw[at : at + 4], data), b"")
        else:
            found.append((code, raw[at : at + size]))
        at += size
    return tuple(found)


def found_twice(found: list[Change]) -> bool:
    """Tell whether a table's shape is known already: the one in the data stream is the older."""
    return any(code == _TABLE for code, _ in found)


def _elsewhere(place: bytes, data: bytes) -> bytes:
    (at,) = struct.unpack("<I", place)
    if at + 2 > len(data):
        return b""
    (size,) = struct.unpack_from("<H", data, at)
    return data[at + 2 : at + 2 + size]


@dataclass(slots=True)
class Paragraph:
    """What the changes to a paragraph amount to; `outline` is 0 to 8 for headings, 9 for body text.

    `indent` is in twips, None where nothing is said.
    """

    outline: int = 9
    list_number: int = 0
    list_level: int = 0
    in_table: bool = False
    ends_row: bool = False
    ends_inner_cell: bool = False
    depth: int = 0
    indent: int | None = None
    heading_row: bool = False
    shapes: list[CellShape] = field(default_factory=list)

    def apply(self, made: Iterable[Change]) -> None:
        """Make some changes."""
        for code, value in made:
            if code == 0x2640:
                self.outline = value[0]
            elif code == 0x260A:
                self.list_level = value[0]
            elif code == 0x460B:
                (self.list_number,) = struct.unpack("<h", value)
            elif code == 0x2416:
                self.in_table = bool(value[0])
            elif code in (0x2417, 0x244C):
                self.ends_row = bool(value[0])
            elif code == 0x244B:
                self.ends_inner_cell = bool(value[0])
            elif code == 0x6649:
                (self.depth,) = struct.unpack("<i", value)
            elif code in (0x845E, 0x840F):
                (self.indent,) = struct.unpack("<h", value)
            elif code == 0x3404:
                self.heading_row = bool(value[0])
            else:
                _shape(self.shapes, code, value)

    def table_depth(self) -> int:
        """Return how many tables the paragraph stands in."""
        return max(0, min(self.depth or int(self.in_table), 30))


def _shape(shapes: list[CellShape], code: int, value: bytes) -> None:
    """Change the cells of a row."""
    if code == _TABLE and value:
        shapes[:] = _cells(value)
    elif code == 0x5624:  # cells are merged into the first of them
        for shape in shapes[value[0] + 1 : value[1]]:
            shape.goes_on = True
    elif code == 0xD62B and len(value) >= 2 and value[0] < len(shapes):
        shapes[value[0]].from_above = value[1] & 3 == 1
    elif code in (0xD612, 0xD616, 0xD60C):
        first = {0xD612: 0, 0xD616: 22, 0xD60C: 44}[code]
        for number in range(len(value) // 10):
            _paint(shapes, first + number, _colour(value[10 * number : 10 * number + 10]))
    elif code == 0xD609:
        for number in range(len(value) // 2):
            (packed,) = struct.unpack_from("<H", value, 2 * number)
            index = packed & 31 if packed >> 10 == 1 else packed >> 5 & 31
            if number < len(shapes) and not shapes[number].colour and index < len(_PALETTE):
                shapes[number].colour = _PALETTE[index]


def _paint(shapes: list[CellShape], number: int, colour: str | None) -> None:
    if number < len(shapes) and colour is not None:
        shapes[number].colour = colour


def _colour(shade: bytes) -> str | None:
    """Return the word for a cell's paint, None where it is Word's default."""
    fore, back, pattern = shade[:4], shade[4:8], shade[8] | shade[9] << 8
    value = fore if pattern == 1 else back
    return None if value[3] == 0xFF else meaning(*value[:3])


def _cells(value: bytes) -> list[CellShape]:
    count = value[0]
    if 1 + 2 * (count + 1) > len(value):
        return []
    edges = struct.unpack_from(f"<{count + 1}h", value, 1)
    at = 1 + 2 * (count + 1)
    shapes = []
    for number in range(count):
        flags = struct.unpack_from("<H", value, at + 20 * number)[0] if at + 20 * number + 2 <= len(value) else 0
        from_above = bool(flags & 0x20 and not flags & 0x40)
        shapes.append(CellShape(edges[number], edges[number + 1], bool(flags & 2), from_above))
    return shapes
