"""What stands where on a PDF page, measured in points from the page's top left corner."""

import pypdfium2 as pdfium

from ingest.readers.content import Box, PageContent
from ingest.readers.pdf_letters import letters_of, readable, tidied
from ingest.readers.pdf_marks import with_marks
from ingest.readers.pdf_shapes import shapes_of


def content_of(page: pdfium.PdfPage) -> PageContent:
    """Return words, ruled lines and coloured areas of a page, the right way up whatever the page's rotation.

    Words come in the order of the page's content. Watermarks and words hidden from a reader are left out.
    """
    frame = _Frame(page)
    shapes = shapes_of(page, frame.box)
    letters = readable(letters_of(page, frame.box, frame.rotation), shapes)
    words = tidied([item.word for item in letters if frame.holds(item.word.x0, item.word.top)])
    words = with_marks(words, shapes)
    return PageContent(frame.width, frame.height, words, shapes.edges if words else [], shapes.fills())


class _Frame:
    """The page's visible part, and how boxes of the file lie in it."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.rotation = page.get_rotation()
        self.width, self.height = page.get_size()
        media, crop = page.get_mediabox(), page.get_cropbox()
        self._left, self._bottom = max(media[0], crop[0]), max(media[1], crop[1])
        self._right, self._top = min(media[2], crop[2]), min(media[3], crop[3])

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return x0, top, x1, bottom as seen."""
        if self.rotation == 90:
            return bottom - self._bottom, left - self._left, top - self._bottom, right - self._left
        if self.rotation == 180:
            return self._right - right, bottom - self._bottom, self._right - left, top - self._bottom
        if self.rotation == 270:
            return self._top - top, self._right - right, self._top - bottom, self._right - left
        return left - self._left, self._top - top, right - self._left, self._top - bottom

    def holds(self, x: float, top: float) -> bool:
        """Return whether a point is on the page."""
        return bool(-5 <= x <= self.width + 5 and -5 <= top <= self.height + 5)
