"""What stands where on a PDF page: words and ruled lines, measured in points from the page's top left corner."""

import ctypes
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.content import Edge, PageContent, Word

_MAX_EDGES = 4000


def content_of(page: pdfium.PdfPage) -> PageContent:
    """Return the words and ruled lines of a page, the right way up whatever the page's rotation."""
    layout = _Layout(page)
    words = [w for w in layout.words() if 0 <= w.top <= layout.height + 5]
    return PageContent(layout.width, layout.height, words, layout.edges() if words else [])


class _Layout:
    """Words and lines of one page."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page
        self.rotation = page.get_rotation()
        width, height = page.get_size()
        self.width, self.height = width, height
        left, bottom, right, top = page.get_mediabox()
        self._left, self._bottom, self._right, self._top = left, bottom, right, top

    def _box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        if self.rotation == 90:
            return bottom - self._bottom, left - self._left, top - self._bottom, right - self._left
        if self.rotation == 180:
            return self._right - right, bottom - self._bottom, self._right - left, top - self._bottom
        if self.rotation == 270:
            return self._top - top, self._right - right, self._top - bottom, self._right - left
        return left - self._left, self._top - top, right - self._left, self._top - bottom

    def words(self) -> list[Word]:
        """Return the words of the page's text layer in the order of its content."""
        textpage = self._page.get_textpage()
        handle = textpage.raw
        rect = raw.FS_RECTF()
        words: list[Word] = []
        current: Word | None = None
        for i in range(raw.FPDFText_CountChars(handle)):
            character = _character(raw.FPDFText_GetUnicode(handle, i))
            if character.isspace() or ord(character) < 32:
                current = None
                continue
            if not raw.FPDFText_GetLooseCharBox(handle, i, ctypes.byref(rect)):
                continue
            x0, top, x1, bottom = self._box(rect.left, rect.bottom, rect.right, rect.top)
            if (
                current is None
                or x0 - current.x1 > 0.35 * (bottom - top)
                or x0 < current.x0 - 2
                or abs(top - current.top) > 4
            ):
                size = raw.FPDFText_GetFontSize(handle, i)
                bold = _is_bold(handle, i)
                current = Word(character, x0, top, x1, bottom, size, bold)
                words.append(current)
            else:
                current.text += character
                current.x1 = max(current.x1, x1)
                current.top, current.bottom = min(current.top, top), max(current.bottom, bottom)
        textpage.close()
        return words

    def edges(self) -> list[Edge]:
        """Return the straight lines of the page's drawing, and the sides of its boxes."""
        edges: list[Edge] = []
        for item in self._page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
            if len(edges) > _MAX_EDGES:
                break
            edges += self._path_edges(item)
        return edges

    def _path_edges(self, item: pdfium.PdfObject) -> list[Edge]:
        left, bottom, right, top = item.get_bounds()
        x0, y0, x1, y1 = self._box(left, bottom, right, top)
        if y1 - y0 < 3 <= x1 - x0:
            return [Edge(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)]
        if x1 - x0 < 3 <= y1 - y0:
            return [Edge((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)]
        count = raw.FPDFPath_CountSegments(item.raw)
        if count > 400:
            return []
        edges = []
        for (ax, ay), (bx, by) in self._lines(item, count):
            if abs(ay - by) < 1 and abs(ax - bx) > 3:
                edges.append(Edge(min(ax, bx), ay, max(ax, bx), ay))
            elif abs(ax - bx) < 1 and abs(ay - by) > 3:
                edges.append(Edge(ax, min(ay, by), ax, max(ay, by)))
        return edges

    def _lines(self, item: pdfium.PdfObject, count: int) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        matrix = item.get_matrix()
        x, y = ctypes.c_float(), ctypes.c_float()
        lines = []
        start = last = (0.0, 0.0)
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item.raw, index)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            px, py = matrix.on_point(x.value, y.value)
            left, top, _, _ = self._box(px, py, px, py)
            point = (left, top)
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                start = point
            else:
                lines.append((last, point))
            if raw.FPDFPathSegment_GetClose(segment):
                lines.append((point, start))
            last = point
        return lines


def _character(code: int) -> str:
    """Return a character of the text layer: PDFium has 2 for a hyphen at a line's end; half a pair can't be stored."""
    return "-" if code == 2 else "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)


def _is_bold(handle: Any, index: int) -> bool:
    """Ask the font's name; the weight PDFium reports is 700 for many plain fonts."""
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, index, buffer, 128, ctypes.byref(flags))
    return b"bold" in buffer.value.lower()
