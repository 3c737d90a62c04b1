"""Reading in a process of its own, so that no file can hang or kill the ingest."""

import contextlib
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from ingest.documents import Document
from ingest.errors import IngestError, TimedOut, UnreadableDocument

_SECONDS_TO_START = 120


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


class _Worker:
    """One reading process, started again after it was lost."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._ready = False

    def send(self, path: Path) -> None:
        if self._process is not None and self._pipe is not None:
            try:
                self._pipe.send(path)
                return
            except OSError:  # it died between two files
                self.stop()
        self._start().send(path)

    def _start(self) -> Connection:
        ours, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe, self._ready = ours, False
        return ours

    def receive(self, seconds: float) -> Document | IngestError:
        assert self._pipe is not None
        try:
            if not self._ready and self._pipe.poll(_SECONDS_TO_START):
                self._pipe.recv()
                self._ready = True
            if self._ready and self._pipe.poll(seconds):
                result: Document | IngestError = self._pipe.recv()
                return result
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
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle; it ends this process
    from ingest.reading import read

    with contextlib.suppress(EOFError, OSError):  # the parent has gone
        pipe.send(None)
        while True:
            pipe.send(_result(read, pipe.recv()))


def _result(read: Callable[[Path], Document], path: Path) -> Document | IngestError:
    try:
        return read(path)
    except IngestError as error:
        return error
    except Exception as error:  # a reader's mistake is that file's line in the report, not the end of the batch
        return UnreadableDocument(f"it could not be read ({type(error).__name__}): save it again, or in another format")
