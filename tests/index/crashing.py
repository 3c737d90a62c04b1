"""Run a change of a library again and again, killed at another moment each time.

    python -m tests.index.crashing SCENARIO BASE PAPERS OUT COUNT

A moment is the start or end of an SQL statement, a commit, a change of the vectors, a copied file. For COUNT moments
spread over the change, OUT/<moment> holds what a copy of the data folder BASE looked like when SIGKILL came;
OUT/whole is an undisturbed run. Prints the moments, a line each. Scenarios: `ingest` and `remove` (of a.txt).
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import alembic.command
import alembic.config  # noqa: F401
import chromadb.api.rust  # noqa: F401
from sqlalchemy import Engine, event

import index.library
from index.library import Library
from index.settings import IndexSettings
from index.vectors import VectorStore
from ingest.reading import read
from tests.embedders import LetterEmbedder


class Clock:
    """Counts moments; kills the process at one of them."""

    def __init__(self, last: int) -> None:
        self.now, self.last = 0, last

    def tick(self, *_: Any) -> None:
        self.now += 1
        if self.now == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, holder: Any, name: str) -> None:
        function: Callable[..., Any] = getattr(holder, name)

        def ticking(*arguments: Any, **options: Any) -> Any:
            self.tick()
            result = function(*arguments, **options)
            self.tick()
            return result

        setattr(holder, name, ticking)


def run(scenario: str, home: Path, papers: list[Path], clock: Clock) -> None:
    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, clock.tick)
    for name in ("add", "remove"):
        clock.around(VectorStore, name)
    clock.around(shutil, "copyfile")
    clock.around(Path, "unlink")
    clock.around(Path, "replace")
    library = Library(IndexSettings(home=home), LetterEmbedder())
    if scenario == "remove":
        library.remove("a.txt")
    else:
        list(library.ingest(papers))


def forked(work: Callable[[], None]) -> int:
    """Run something in a process of its own; returns the status it ended with."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    status = 1
    try:
        work()
        status = 0
    finally:
        os._exit(status)


def main(scenario: str, base: Path, folder: Path, out: Path, count: int) -> None:
    papers = sorted(folder.iterdir())
    documents = {path: read(path) for path in papers}
    index.library.read_all = lambda paths, _: ((path, documents[path]) for path in paths)  # type: ignore[assignment]
    total = out / "total"

    def undisturbed() -> None:
        clock = Clock(-1)
        run(scenario, copied(base, out / "whole"), papers, clock)
        total.write_text(str(clock.now))

    assert forked(undisturbed) == 0
    moments = int(total.read_text())
    for moment in sorted({1 + i * (moments - 1) // (count - 1) for i in range(count)}):
        home = copied(base, out / str(moment))
        status = forked(lambda home=home, moment=moment: run(scenario, home, papers, Clock(moment)))  # type: ignore[misc]
        assert os.WIFSIGNALED(status), (moment, status)
        assert os.WTERMSIG(status) == signal.SIGKILL, (moment, status)
        print(moment)


def copied(base: Path, home: Path) -> Path:
    if base.exists():
        shutil.copytree(base, home)
    return home


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]), int(sys.argv[5]))
