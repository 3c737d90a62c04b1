"""Pictures of the pages of a PDF: in a file apart, so that the process that draws has little to load."""

import contextlib
import io
import multiprocessing
import threading
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path

_SECONDS = 15
_TO_START = 60
_MEMORY = 3 << 30
_WIDTH = 1200  # pixels; a page that is very long gets fewer, so that none has over _PIXELS
_PIXELS = 4_000_000
_at_once = threading.BoundedSemaphore(2)


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
    with contextlib.suppress(ImportError, ValueError, OSError):  # no such limits on this system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    import pypdfium2

    pipe.send(True)
    held = io.BytesIO()
    with contextlib.suppress(Exception):  # there is then no picture, whatever is wrong with the page
        with pypdfium2.PdfDocument(file) as paper:
            page = paper[number - 1]
            width, height = page.get_size()
            scale = min(_WIDTH / width, (_PIXELS / (width * height)) ** 0.5)
            page.render(scale=scale).to_pil().save(held, "PNG")
        pipe.send_bytes(held.getvalue())
