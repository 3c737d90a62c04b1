"""Where on the picture of a page the cited words stand."""

from collections.abc import Iterator

from sqlalchemy import select

from index import schema
from index.library import Library
from ingest.positions import WordBox, unpack

Box = tuple[float, float, float, float]


def boxes(library: Library, document: str, page: int, start: int, end: int) -> list[Box]:
    """Return the boxes of the words of a page within some characters, those side by side on a line in one.

    A box is left, top, right and bottom as shares of the page; there are none where positions are not known.
    """
    w = schema.page_words.c
    rows = library.catalogue.rows(select(w.words).where(w.document == document, w.page == page))
    words = unpack(rows[0].words) if rows else ()
    return list(_joined(word for word in words if word.start < end and start < word.end))


def _joined(words: Iterator[WordBox]) -> Iterator[Box]:
    last: Box | None = None
    for word in words:
        box = (word.x0, word.top, word.x1, word.bottom)
        if last and _beside(last, box):
            last = (last[0], min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            if last:
                yield last
            last = box
    if last:
        yield last


def _beside(last: Box, box: Box) -> bool:
    """Tell whether a box stands on the line of the last one, right after it."""
    overlap = min(last[3], box[3]) - max(last[1], box[1])
    return overlap > 0.5 * min(last[3] - last[1], box[3] - box[1]) and -0.005 < box[0] - last[2] < 0.04
