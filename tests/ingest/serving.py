"""A reading process for tests: a file's name says what happens to its reader."""

import os
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

from ingest.documents import Document
from ingest.errors import EmptyDocument, IngestError


def serve(pipe: Connection) -> None:
    """Answer as ingest.worker's process does, with a Document that holds the reader's process id as its text."""
    pipe.send(None)
    while True:
        try:
            path = pipe.recv()
        except EOFError:
            return
        if "pages" in path.name:
            for _ in range(6):
                time.sleep(0.3)
                pipe.send(None)  # as ingest.worker.alive does after a page
        pipe.send(_result(path))


def _result(path: Path) -> Document | IngestError:
    if "hangs" in path.name:
        time.sleep(3600)
    if "dies" in path.name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "fails" in path.name:
        return EmptyDocument("the file is empty")
    words = str(os.getpid())
    return Document(path.name, path.name, "", "", "other", None, None, words, (), (), (), ())
