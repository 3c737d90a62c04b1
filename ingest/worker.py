"""Reading in a process of its own, so that no file can hang or kill the ingest.

A file may take so many seconds; a reader that gets through a long paper page by page calls `alive()` after each, and
the seconds count anew from there.
"""

import contextlib
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.documents import Document
from ingest.errors import IngestError, TimedOut, UnreadableDocument, Vanished

if TYPE_CHECKING:
    from ingest.opening import Contents

_SECONDS_TO_START = 120
_MOST_MEMORY = 6 << 30

_tell: Callable[[], None] | None = None
_told = 0.0


def alive() -> None:
    """Say that reading goes on, so that a file's time starts again: a reader calls this after each page."""
    global _told
    now = time.monotonic()
    if _tell is not None and now - _told > 1:
        _told = now
        _tell()


def read_all(paths: Iterable[Path], seconds_per_file: float) -> Iterator[tuple[Path, Document | IngestError]]:
    """Yield each path with its Document, or with the IngestError that says why there is none, in order.

    The next file is read while the caller works on the last. A file that takes too long or kills its reader costs
    that reader only.
    """
    worker = _Worker()
    try:
        done: tuple[Path, Document | IngestError] | None = None
        for path in paths:
            worker.send(path)
            if done is not None:
                yield done
            done = path, worker.receive(seconds_per_file)
        if done is not None:
            yield done
    finally:
        worker.stop()


class Unpacker:
    """Unpacks archives and e-mails in a process that starts when it is first needed."""

    def __init__(self, seconds_per_file: float) -> None:
        self._seconds = seconds_per_file
        self._worker = _Worker()

    def unpack(self, path: Path, folder: Path) -> "Contents | IngestError":
        """Return what is packed in a file, unpacked into a folder; or why it cannot be."""
        self._worker.send((path, folder))
        found: Contents | IngestError = self._worker.receive(self._seconds)
        return found

    def stop(self) -> None:
        """End the process."""
        self._worker.stop()


class _Worker:
    """One reading process, started again after it was lost."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._ready = False

    def send(self, request: object) -> None:
        if self._process is not None and self._pipe is not None:
            try:
                self._pipe.send(request)
                return
            except OSError:  # it died between two files
                self.stop()
        self._start().send(request)

    def _start(self) -> Connection:
        ours, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe, self._ready = ours, False
        return ours

    def receive(self, seconds: float) -> Any:
        """Return the answer to the last request; None that comes before it says that work has begun, or goes on."""
        assert self._pipe is not None
        try:
            while self._pipe.poll(seconds if self._ready else _SECONDS_TO_START):
                if (result := self._pipe.recv()) is not None:
                    return result
                self._ready = True
        except (EOFError, OSError):
            self.stop()
            return UnreadableDocument("reading it stopped without a word: the file is probably damaged; save it again")
        self.stop()
        return TimedOut(f"reading took longer than {seconds:.0f} seconds: split the file, or raise seconds_per_file")

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _serve(pipe: Connection) -> None:
    global _tell
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle; it ends this process
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # libraries mutter there; what matters is in the answers
    _limit_memory()
    from ingest.containers import unpack
    from ingest.reading import read

    _tell = lambda: pipe.send(None)
    with contextlib.suppress(EOFError, OSError):  # the parent has gone
        pipe.send(None)
        while True:
            request = pipe.recv()
            pipe.send(_result(unpack, *request) if isinstance(request, tuple) else _result(read, request))


def _limit_memory() -> None:
    """A file that wants all the memory there is gets an error, and the computer goes on."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # there is no such limit on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (_MOST_MEMORY, _MOST_MEMORY))


def _result(work: Callable[..., object], *of: Path) -> object:
    try:
        return work(*of)
    except IngestError as error:
        return error
    except (FileNotFoundError, PermissionError):
        return Vanished("the file is no longer there, or may not be opened: check it and put it in again")
    except OSError:
        return UnreadableDocument("the file could not be read to its end: check it and put it in again")
    except MemoryError:
        return UnreadableDocument("it takes more memory than a file may: split it, or save it in another format")
    except Exception as error:  # a reader's mistake is that file's line in the report, not the end of the batch
        return UnreadableDocument(f"it could not be read ({type(error).__name__}): save it again, or in another format")
