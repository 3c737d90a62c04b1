"""Reading in a process of its own, so that no file can hang or kill the ingest."""

import multiprocessing
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from ingest.documents import Document
from ingest.errors import IngestError, TimedOut, UnreadableDocument


def read_all(paths: Iterable[Path], seconds_per_file: float) -> Iterator[tuple[Path, Document | IngestError]]:
    """Yield each path with its Document, or with the IngestError that says why there is none, in order.

    The next file is read while the caller works on the last. A file that takes too long or kills its reader costs
    that reader only.
    """
    worker = _Worker()
    try:
        waiting: Path | None = None
        for path in paths:
            worker.send(path)
            if waiting is not None:
                yield waiting, result
            result = worker.receive(seconds_per_file)
            waiting = path
        if waiting is not None:
            yield waiting, result
    finally:
        worker.stop()


class _Worker:
    """One reading process, started again after it was lost."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def send(self, path: Path) -> None:
        if self._process is None or not self._process.is_alive():
            ours, theirs = self._context.Pipe()
            self._process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
            self._pipe = ours
        assert self._pipe is not None
        self._pipe.send(path)

    def receive(self, seconds: float) -> Document | IngestError:
        assert self._pipe is not None
        try:
            if self._pipe.poll(seconds):
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
        self._process = None


def _serve(pipe: Connection) -> None:
    from ingest.reading import read

    while True:
        try:
            path = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            result: Document | IngestError = read(path)
        except IngestError as error:
            result = error
        except Exception as error:  # a reader's mistake is that file's line in the report, not the end of the batch
            result = UnreadableDocument(f"it could not be read ({type(error).__name__}): save it again, or in another format")
        except KeyboardInterrupt:
            return
        pipe.send(result)
