"""What stands where on a PDF page, measured in points from the page's top left corner."""

import pypdfium2 as pdfium

from ingest.readers.content import Box, PageContent, Word
from ingest.readers.pdf_letters import Letters, letters_of
from ingest.readers.pdf_marks import with_marks
from ingest.readers.pdf_shapes import shapes_of
from ingest.readers.pdf_visible import holds_unseen, readable, tidied, watermark_of

_NEARLY_ALL = 0.9  # of a page's words: the others are a page number or the like
_MANY = 12


def content_of(page: pdfium.PdfPage, off: frozenset[str] = frozenset()) -> PageContent:
    """Return words, ruled lines and coloured areas of a page, the right way up whatever the page's rotation.

    Words come in the order of the page's content, without what is hidden from a reader; watermarks are kept apart.
    A page whose words run up or down it is turned; its words keep where they are seen. `off` names the layers of the
    file that are not shown.
    """
    frame = _Frame(page)
    letters = letters_of(page, frame.box, frame.rotation, off)
    if turn := _turn(letters):
        frame = _Frame(page, turn)
        letters = letters_of(page, frame.box, frame.rotation, off)
    shapes = shapes_of(page, frame.box)
    seen = readable(letters, shapes)
    words = tidied([item.word for item in seen if frame.holds(item.word.x0, item.word.top)])
    words = with_marks(words, shapes)
    for word in words if turn else ():
        word.seen = frame.seen(word)
    edges = shapes.edges if words else []
    stamp = watermark_of(letters, shapes)
    unseen = len(letters) > len(seen) and holds_unseen(letters, shapes)
    return PageContent(frame.width, frame.height, words, edges, shapes.fills(), watermark=stamp, unseen=unseen)


def _turn(letters: list[Letters]) -> int:
    """Return by how many degrees clockwise a page is to be turned, as nearly all its words run up or down it."""
    turns = [item.turn for item in letters if item.turn % 90 == 0]
    for turn in (90, 270):
        if len(turns) >= _MANY and turns.count(360 - turn) >= _NEARLY_ALL * len(turns):
            return turn
    return 0


class _Frame:
    """The page's visible part, and how boxes of the file lie in it when it is turned by some more degrees."""

    def __init__(self, page: pdfium.PdfPage, turn: int = 0) -> None:
        self.rotation = (page.get_rotation() + turn) % 360
        self.width, self.height = reversed(page.get_size()) if turn else page.get_size()
        self._turn = turn
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

    def seen(self, word: Word) -> Box:
        """Return where a word of a turned page lies on the page as it is shown, in fractions of it."""
        x0, x1 = word.x0 / self.width, word.x1 / self.width
        top, bottom = word.top / self.height, word.bottom / self.height
        return (top, 1 - x1, bottom, 1 - x0) if self._turn == 90 else (1 - bottom, x0, 1 - top, x1)
