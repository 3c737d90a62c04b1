"""Pictures of the pages of a kept PDF, and where on them the cited words stand."""

import io
import multiprocessing
import threading
from collections.abc import Iterator
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import select

from index import schema
from index.library import Library
from ingest.positions import WordBox, unpack

_SECONDS = 15
_TO_START = 60
_MEMORY = 3 << 30
_WIDTH = 1200  # pixels; a page that is very long gets fewer, so that none has over _PIXELS
_PIXELS = 4_000_000
_at_once = threading.BoundedSemaphore(2)

Box = tuple[float, float, float, float]


def picture(file: Path, number: int) -> bytes | None:
    """Return a page of a PDF as a PNG, or None where there is no such page or it cannot be drawn within the limits."""
    try:
        return _drawn(file, number, file.stat().st_mtime_ns)
    except _NotDrawn:
        return None


class _NotDrawn(Exception):
    """There is no picture, perhaps only this time: nothing is remembered."""


@lru_cache(maxsize=32)
def _drawn(file: Path, number: int, _: int) -> bytes:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_draw, args=(theirs, file, number), daemon=True)
    with _at_once:
        process.start()
        theirs.close()
        try:
            if ours.poll(_TO_START) and ours.recv() and ours.poll(_SECONDS):
                drawn: bytes = ours.recv_bytes()
                return drawn
        except (EOFError, OSError):
            pass
        finally:
            process.kill()
            process.join()
            ours.close()
    raise _NotDrawn


def _draw(pipe: Connection, file: Path, number: int) -> None:
    """Draw in a process of its own, which a page may hang or kill."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):  # no such limits on this system
        pass
    import pypdfium2

    pipe.send(True)
    with pypdfium2.PdfDocument(file) as paper:
        page = paper[number - 1]
        width, height = page.get_size()
        scale = min(_WIDTH / width, (_PIXELS / (width * height)) ** 0.5)
        image = page.render(scale=scale).to_pil()
    held = io.BytesIO()
    image.save(held, "PNG")
    pipe.send_bytes(held.getvalue())


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
