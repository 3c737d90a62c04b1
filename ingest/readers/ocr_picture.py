"""The picture of a scanned page: drawn, turned level, and what is not writing on it: ruled lines and coloured cells."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from ingest.readers.colours import meaning
from ingest.readers.content import Edge, Fill
from ingest.readers.ocr_models import Picture

_DPI = 200
_MOST_PIXELS = 9_000_000  # a little over A3
_LONGEST = 5000
_MOST_SKEW = 6.0  # degrees
_LEAST_SKEW = 0.05
_CLEAR = 1.5  # times as sharp as at most angles
_LONG_ENOUGH = 22  # points of a ruled line; the strokes of letters are shorter
_JOINT = 3  # points between the end of a ruled line and the one it meets
_PIECE = 9  # points of a ruled line that is whole: a line a little aslant steps a pixel now and then
_BREAK = 3
_THICKEST = 4
_DARKER = 25  # of 255
_NEAR = 3
_CELL = 8  # points of the shorter side of a coloured cell
_STEP = 4  # of 256: shades nearer than this are one
_COLOURS = ("red", "amber", "green", "blue")


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as a picture in colour, and the pixels to a point.

    `place` takes a pixel (x, y, 1) to where it is on the page as one sees it, in fractions of its width and height.
    """

    colour: Picture
    scale: float
    place: NDArray[np.float64]

    def levelled(self, angle: float) -> "Scan":
        """Return the page turned by some degrees against the clock about its middle."""
        back = np.vstack([_turning(self.colour, -angle), [0, 0, 1]])
        return Scan(turn(self.colour, angle), self.scale, self.place @ back)

    def upright(self, quarters: int) -> "Scan":
        """Return the page turned by 1 to 3 quarters against the clock."""
        height, width = self.colour.shape[:2]
        back = {1: [[0, -1, width], [1, 0, 0]], 2: [[-1, 0, width], [0, -1, height]], 3: [[0, 1, 0], [-1, 0, height]]}
        place = self.place @ np.array([*back[quarters], [0, 0, 1]])
        return Scan(np.rot90(self.colour, quarters).copy(), self.scale, place)


def draw(page: pdfium.PdfPage) -> Scan:
    """Return the page as a picture, of at most nine million pixels however large the page says it is."""
    width, height = (max(1.0, side) for side in page.get_size())
    scale = min(_DPI / 72, math.sqrt(_MOST_PIXELS / (width * height)), _LONGEST / max(width, height))
    bitmap = page.render(scale=scale)
    picture = bitmap.to_numpy()
    if picture.ndim == 2 or picture.shape[2] == 1:
        colour = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    else:
        colour = picture[:, :, :3].copy()
    bitmap.close()
    return Scan(colour, scale, np.diag([1 / colour.shape[1], 1 / colour.shape[0], 1.0]))


def grey_of(colour: Picture) -> Picture:
    """Return the grey levels of a picture in colour."""
    return cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY)


def skew(grey: Picture) -> float:
    """Return the degrees to turn a page by, against the clock, so that its lines run level; 0 where nothing tells."""
    shrink = min(1.0, 1000 / max(grey.shape))
    small = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    if min(small.shape) < 32:
        return 0.0
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15)
    best, sharpness = _sharpest(ink, np.arange(-_MOST_SKEW, _MOST_SKEW + 0.1, 0.5))
    if not sharpness.any() or sharpness.max() < _CLEAR * np.median(sharpness):
        return 0.0
    best, _ = _sharpest(ink, np.arange(best - 0.5, best + 0.51, 0.1))
    best, _ = _sharpest(ink, np.arange(best - 0.08, best + 0.09, 0.04))
    return best if abs(best) >= _LEAST_SKEW else 0.0


def _sharpest(ink: Picture, angles: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """Return the angle at which rows of ink (columns, on a page that lies on its side) begin and end most sharply."""
    found = []
    for angle in angles.tolist():
        turned = turn(ink, angle, 0)
        rows = cv2.reduce(turned, 1, cv2.REDUCE_SUM, dtype=cv2.CV_64F).ravel()
        columns = cv2.reduce(turned, 0, cv2.REDUCE_SUM, dtype=cv2.CV_64F).ravel()
        found.append(max((np.diff(rows) ** 2).sum() / len(columns), (np.diff(columns) ** 2).sum() / len(rows)))
    sharpness = np.array(found, np.float64)
    return float(angles[int(sharpness.argmax())]), sharpness


def turn(picture: Picture, angle: float, paper: int = 255) -> Picture:
    """Return a picture of the same size turned by some degrees against the clock about its middle."""
    size = picture.shape[1], picture.shape[0]
    return cv2.warpAffine(picture, _turning(picture, angle), size, flags=cv2.INTER_LINEAR, borderValue=(paper,) * 3)


def _turning(picture: Picture, angle: float) -> Picture:
    return cv2.getRotationMatrix2D((picture.shape[1] / 2, picture.shape[0] / 2), angle, 1)


def rules(grey: Picture, scale: float) -> tuple[list[Edge], Picture]:
    """Return the ruled lines in points, and the mask of their pixels."""
    whole, gap, long, thick = (round(points * scale) for points in (_PIECE, _BREAK, _LONG_ENOUGH, _THICKEST))
    edges: list[Edge] = []
    ruled = np.zeros_like(grey)
    for across in (True, False):
        # what is darker than what lies on both sides of it, on paper or within a painted cell
        thin = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, _bar(thick, not across))
        ink = np.where(thin > _DARKER, 255, 0).astype(np.uint8)
        pieces = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _bar(whole, across))
        joined = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, _bar(gap, across))
        count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
        for label, (x, y, width, height, _) in enumerate(stats[1:count].tolist(), 1):
            x0, top, x1, bottom = x / scale, y / scale, (x + width) / scale, (y + height) / scale
            short = (width if across else height) < long
            if (height if across else width) > thick or (short and (across or not _bridges(edges, x0, top, bottom))):
                continue
            ruled[y : y + height, x : x + width][labels[y : y + height, x : x + width] == label] = 1
            middle_x, middle_y = (x0 + x1) / 2, (top + bottom) / 2
            edges.append(Edge(x0, middle_y, x1, middle_y) if across else Edge(middle_x, top, middle_x, bottom))
    return edges, cv2.dilate(ruled, np.ones((3, 3), np.uint8))


def _bridges(across: list[Edge], x: float, top: float, bottom: float) -> bool:
    """Tell whether an upright stroke reaches from one ruled line to another, as beside the cells of a single row."""
    lines = [e.top for e in across if e.x0 - _JOINT <= x <= e.x1 + _JOINT]
    return all(any(abs(line - end) <= _JOINT for line in lines) for end in (top, bottom))


def _bar(length: int, across: bool) -> Picture:
    return np.ones((1, max(1, length)) if across else (max(1, length), 1), np.uint8)


def fills(colour: Picture, scale: float) -> list[Fill]:
    """Return the areas in a colour that says something, in points."""
    size = (max(1, round(colour.shape[1] / scale)), max(1, round(colour.shape[0] / scale)))
    coarse = cv2.medianBlur(cv2.resize(colour, size, interpolation=cv2.INTER_AREA), 3).astype(np.int32) // _STEP
    keys = (coarse[..., 0] * 64 + coarse[..., 1]) * 64 + coarse[..., 2]
    named = np.zeros(64**3, np.uint8)
    for key in np.unique(keys).tolist():
        red, green, blue = (level * _STEP + _STEP // 2 for level in (key % 64, key // 64 % 64, key // 64**2))
        word = meaning(red, green, blue)
        named[key] = _COLOURS.index(word) + 1 if word else 0
    found = []
    for number, name in enumerate(_COLOURS, 1):
        mask = cv2.morphologyEx((named[keys] == number).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
        count, _, stats, _ = cv2.connectedComponentsWithStats(mask)
        for x, y, width, height, area in stats[1:count].tolist():
            if min(width, height) >= _CELL and area > 0.6 * width * height:
                found.append(Fill(float(x), float(y), float(x + width), float(y + height), name))
    return found


def around_fills(edges: list[Edge], painted: list[Fill]) -> list[Edge]:
    """Return the sides of coloured areas that carry a ruled line on: its own line is hard to see beside the colour."""
    found = []
    for fill in painted:
        for y in (fill.top, fill.bottom):
            level = [e for e in edges if e.top == e.bottom and abs(e.top - y) < _NEAR]
            touch = [e for e in level if e.x0 < fill.x1 + _NEAR and e.x1 > fill.x0 - _NEAR]
            found += [Edge(fill.x0, e.top, fill.x1, e.top) for e in touch[:1]]
        for x in (fill.x0, fill.x1):
            upright = [e for e in edges if e.x0 == e.x1 and abs(e.x0 - x) < _NEAR]
            touch = [e for e in upright if e.top < fill.bottom + _NEAR and e.bottom > fill.top - _NEAR]
            found += [Edge(e.x0, fill.top, e.x0, fill.bottom) for e in touch[:1]]
    return found
