"""What is drawn on a PDF page: ruled lines, painted areas, pictures."""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.colours import meaning
from ingest.readers.content import Box, Edge, Fill

_MAX_EDGES = 20_000  # a drawing; what a table needs is far less
_MAX_OBJECTS = 60_000
_MAX_SEGMENTS = 400
_MAX_DEPTH = 5
_STROKES = 8  # of a path: more than a box, fewer than most letters in outline
_MAX_AREAS = 1500
_THIN = 3.0  # a thinner box is a line
_BESIDE = 0.3  # how far beyond a side the colour there is looked up
_SAME = 6  # of 255: a smaller change of colour is not seen
_Numbers = npt.NDArray[Any]
_AS_IS = pdfium.PdfMatrix()
_Rgb = tuple[int, int, int]
Placed = Callable[[float, float, float, float], Box]


@dataclass(slots=True)
class Shapes:
    """Lines, painted areas (box and colour, in the order they are painted) and the boxes of pictures.

    `pictured` is the share of the page that pictures cover, `outlines` counts drawings with as many strokes as letters.
    """

    edges: list[Edge] = field(default_factory=list)
    areas: list[tuple[Box, _Rgb]] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    pictured: float = 0.0
    outlines: int = 0

    def fills(self) -> list[Fill]:
        """Return the painted areas whose colour may carry meaning."""
        return [Fill(*box, word) for box, rgb in self.areas if (word := meaning(*rgb))]

    def ground(self, x: float, y: float) -> _Rgb:
        """Return the colour that lies under a point: white where nothing is painted."""
        for box, rgb in reversed(self.areas):
            if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                return rgb
        return 255, 255, 255

    def on_picture(self, x: float, y: float) -> bool:
        """Return whether a point lies on a picture."""
        return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in self.pictures)


def shapes_of(page: pdfium.PdfPage, placed: Placed) -> Shapes:
    """Return what is drawn on a page; `placed` turns left, bottom, right, top of the file into a box as seen."""
    shapes = Shapes()
    count = raw.FPDFPage_CountObjects(page.raw)
    objects = [(raw.FPDFPage_GetObject(page.raw, i), _AS_IS, 0) for i in reversed(range(min(count, _MAX_OBJECTS)))]
    seen = 0
    while objects and seen < _MAX_OBJECTS and len(shapes.edges) < _MAX_EDGES:
        item, matrix, depth = objects.pop()
        seen += 1
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = _matrix(item).multiply(matrix)
            within = min(raw.FPDFFormObj_CountObjects(item), _MAX_OBJECTS)
            objects += [(raw.FPDFFormObj_GetObject(item, i), inner, depth + 1) for i in reversed(range(within))]
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _add_path(item, matrix, placed, shapes)
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING) and (box := _box(item, matrix, placed)):
            shapes.pictures.append(box)
    width, height = page.get_size()
    shapes.pictured = sum((b[2] - b[0]) * (b[3] - b[1]) for b in shapes.pictures) / max(1.0, width * height)
    shapes.edges += _borders(shapes.areas)
    return shapes


def _matrix(item: Any) -> pdfium.PdfMatrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return _AS_IS
    return pdfium.PdfMatrix.from_raw(matrix)


def _box(item: Any, matrix: pdfium.PdfMatrix, placed: Placed) -> Box | None:
    """Return an object's box as seen."""
    values = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *(ctypes.byref(v) for v in values)):
        return None
    left, bottom, right, top = (v.value for v in values)
    if matrix is not _AS_IS:
        left, bottom, right, top = matrix.on_rect(left, bottom, right, top)
    return placed(left, bottom, right, top)


def _add_path(item: Any, matrix: pdfium.PdfMatrix, placed: Placed, shapes: Shapes) -> None:
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, ctypes.byref(mode), ctypes.byref(stroked))
    painted = bool(mode.value)
    box = _box(item, matrix, placed) if painted or stroked.value else None
    if box is None:
        return
    wide, tall = box[2] - box[0], box[3] - box[1]
    if min(wide, tall) < _THIN:
        if max(wide, tall) >= 1:
            shapes.edges.append(_line(box))
        return
    count = raw.FPDFPath_CountSegments(item)
    shapes.outlines += count > _STROKES
    if painted:
        rgb = _colour(item)
        if rgb and count <= 40 and len(shapes.areas) < _MAX_AREAS:
            shapes.areas.append((box, rgb))
            if count <= 6 and not stroked.value:
                return  # a plain box: its borders are seen where the colour changes
    if count <= _MAX_SEGMENTS:
        shapes.edges += _path_edges(item, count, _matrix(item).multiply(matrix), placed)


def _line(box: Box) -> Edge:
    x0, top, x1, bottom = box
    if x1 - x0 >= bottom - top:
        return Edge(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
    return Edge((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)


def _colour(item: Any) -> _Rgb | None:
    """Return the colour an area is painted in, None where one sees through it."""
    r, g, b, a = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item, *(ctypes.byref(v) for v in (r, g, b, a))) or a.value < 40:
        return None
    return r.value, g.value, b.value


def _path_edges(item: Any, count: int, matrix: pdfium.PdfMatrix, placed: Placed) -> list[Edge]:
    """Return the straight strokes of a path that run across or down."""
    x, y = ctypes.c_float(), ctypes.c_float()
    strokes = []
    start = last = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        px, py = matrix.on_point(x.value, y.value)
        point = placed(px, py, px, py)[:2]
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            strokes.append((last, point))
        if raw.FPDFPathSegment_GetClose(segment):
            strokes.append((point, start))
        last = point
    edges = []
    for (ax, ay), (bx, by) in strokes:
        if abs(ay - by) < 1 <= abs(ax - bx):
            edges.append(Edge(min(ax, bx), ay, max(ax, bx), ay))
        elif abs(ax - bx) < 1 <= abs(ay - by):
            edges.append(Edge(ax, min(ay, by), ax, max(ay, by)))
    return edges


def _borders(areas: list[tuple[Box, _Rgb]]) -> list[Edge]:
    """Return the sides of painted areas along which one sees the colour change."""
    if not areas:
        return []
    boxes, colours = np.array([box for box, _ in areas]), np.array([rgb for _, rgb in areas])
    edges, inside, outside = [], [], []
    for x0, top, x1, bottom in boxes.tolist():
        for edge, dx, dy in (
            (Edge(x0, top, x1, top), 0.0, -_BESIDE),
            (Edge(x0, bottom, x1, bottom), 0.0, _BESIDE),
            (Edge(x0, top, x0, bottom), -_BESIDE, 0.0),
            (Edge(x1, top, x1, bottom), _BESIDE, 0.0),
        ):
            edges.append(edge)
            for share in (0.2, 0.5, 0.8):
                x, y = edge.x0 + share * (edge.x1 - edge.x0), edge.top + share * (edge.bottom - edge.top)
                inside.append((x - dx, y - dy))
                outside.append((x + dx, y + dy))
    seen = [_grounds(np.array(points), boxes, colours).reshape(len(edges), 3, 3) for points in (inside, outside)]
    changes = (np.abs(seen[0] - seen[1]).max(axis=2) > _SAME).any(axis=1)
    return [edge for edge, changed in zip(edges, changes, strict=True) if changed]


def _grounds(points: _Numbers, boxes: _Numbers, colours: _Numbers) -> _Numbers:
    """Return the colour painted last over each point, white where there is none."""
    boxes, colours = boxes[::-1], np.vstack([colours[::-1], [[255, 255, 255]]])
    grounds = []
    for start in range(0, len(points), 512):
        x, y = points[start : start + 512, :1], points[start : start + 512, 1:]
        over = (boxes[:, 0] <= x) & (x <= boxes[:, 2]) & (boxes[:, 1] <= y) & (y <= boxes[:, 3])
        over = np.hstack([over, np.ones((len(over), 1), dtype=bool)])
        grounds.append(colours[over.argmax(axis=1)])
    return np.vstack(grounds)
