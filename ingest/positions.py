"""Where words stand on a page image: boxes as fractions of the page, packed small enough to keep for every word."""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_PACKED = struct.Struct("<IHHHHH")
_WHOLE = 65535


@dataclass(frozen=True, slots=True)
class WordBox:
    """Characters `start` to `end` of the document's text, and their box as fractions (0 to 1) of the page's width and
    height, measured from its top left corner as the page is seen."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float


def pack(boxes: Iterable[WordBox]) -> bytes:
    """Return boxes as bytes, 14 a word."""
    return b"".join(
        _PACKED.pack(b.start, min(b.end - b.start, _WHOLE), *(_whole(v) for v in (b.x0, b.top, b.x1, b.bottom)))
        for b in boxes
    )


def unpack(packed: bytes) -> Iterator[WordBox]:
    """Yield the boxes that were packed, true to about a hundredth of a millimetre."""
    for start, length, *box in _PACKED.iter_unpack(packed):
        x0, top, x1, bottom = (v / _WHOLE for v in box)
        yield WordBox(start, start + length, x0, top, x1, bottom)


def _whole(fraction: float) -> int:
    return round(max(0.0, min(1.0, fraction)) * _WHOLE)
