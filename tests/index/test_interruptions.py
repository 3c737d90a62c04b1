"""Real processes with the real reader: killed, interrupted, or two at once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.embedding import SentenceEmbedder
from index.library import Library, LibraryBusy
from index.search import Search
from index.settings import IndexSettings
from ingest.reading import read
from tests.conftest import ROOT
from tests.embedders import LetterEmbedder

Start = Callable[..., "subprocess.Popen[str]"]
EARLY = "The Board heard that Exercise Lantern was put off because of the storm."


@pytest.fixture
def start() -> Iterator[Start]:
    """Start an ingest in a process group of its own; what is left of it is killed at the end."""
    started: list[subprocess.Popen[str]] = []

    def begin(home: Path, embedder: str, *files: Path) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.index.ingesting", str(home), embedder, *map(str, files)]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True, start_new_session=True)
        started.append(process)
        return process

    yield begin
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_for(process: "subprocess.Popen[str]", line: str) -> None:
    assert process.stdout is not None
    for found in process.stdout:
        if found.strip() == line:
            return
    assert process.stderr is not None
    raise AssertionError(f"it ended without saying {line}: {process.stderr.read()}")


def group_is_gone(group: int) -> bool:
    """Wait until no process of a group is left; tells whether that came about."""
    for _ in range(300):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def opened(home: Path) -> Library:
    return Library(IndexSettings(home=home), LetterEmbedder())


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    """A paper too long for one batch, so that the next is being read while it is embedded, and a short one."""
    long, short = tmp_path / "long.md", tmp_path / "short.txt"
    long.write_text("\n".join(f"# Head {n}\n\nThe project of number {n} went well in the year.\n" for n in range(400)))
    short.write_text("The short paper says that the Quayside was lit.")
    return [long, short]


@pytest.fixture
def early(tmp_path: Path, home: Path) -> Path:
    """A paper that is in the library already."""
    path = tmp_path / "early.txt"
    path.write_text(EARLY)
    library = opened(home)
    assert [r.outcome for r in library.ingest([path])] == ["added"]
    library.close()
    return path


def test_ctrl_c_leaves_no_reader_no_noise_and_a_whole_library(
    home: Path, early: Path, papers: list[Path], start: Start
) -> None:
    process = start(home, "waiting", *papers)
    wait_for(process, "embedding")
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, "")
    assert group_is_gone(process.pid)
    library = opened(home)
    assert [d.name for d in library.catalogue.documents()] == ["early.txt"]
    assert library.vectors.ids() == library.catalogue.chunk_ids()
    assert [r.outcome for r in library.ingest([early, *papers])] == ["unchanged", "added", "added"]
    library.close()


def test_while_one_ingest_runs_another_is_refused_and_questions_are_answered(
    home: Path, early: Path, papers: list[Path], start: Start
) -> None:
    process = start(home, "waiting", *papers)
    wait_for(process, "embedding")
    library = opened(home)
    for change in (lambda: list(library.ingest([early])), lambda: library.remove("early.txt")):
        with pytest.raises(LibraryBusy, match=r"^papers are being put in by another window or command: wait until"):
            change()
    search = Search(library)
    assert [p.text for p in search.words("Exercise Lantern")] == [EARLY]
    assert [p.text for p in search.meaning("Exercise Lantern")] == [EARLY]
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert group_is_gone(process.pid)  # the orphaned reader goes by itself
    assert [r.outcome for r in library.ingest([early])] == ["unchanged"]
    assert library.remove("early.txt")
    library.close()


def test_killed_with_the_real_model_and_taken_up_again(
    home: Path, sample_papers: list[Path], embedder: SentenceEmbedder, start: Start
) -> None:
    few = [path for path in sample_papers if path.name.startswith(("2022-04", "2023-24-q1", "2024-09"))]
    process = start(home, "real", *few)
    wait_for(process, "added")
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    library = Library(IndexSettings(home=home), embedder)
    names = {d.name for d in library.catalogue.documents()}
    assert names
    assert library.vectors.ids() == library.catalogue.chunk_ids()
    reports = list(library.ingest(few))
    assert {r.path.name for r in reports if r.outcome == "unchanged"} == names
    assert sorted(r.outcome for r in reports if r.path.name not in names) == ["added"] * (len(few) - len(names))
    wanted = {chunk.id for path in few for chunk in read(path).chunks}
    assert library.catalogue.chunk_ids() == library.vectors.ids() == wanted
    found = Search(library).meaning("Who keeps the log of actions?", 3)
    assert found
    assert found[0].name == "2024-09-02-action-log.html"
    library.close()
