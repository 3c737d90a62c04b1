"""Whatever goes wrong is one line on standard error and exit code 1, without a traceback."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from index.embedding import ModelError, SentenceEmbedder
from tests.cli.conftest import Ran, Run

HEARS_CTRL_C = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"  # not so in the background
COMMAND = [sys.executable, "-c", HEARS_CTRL_C + "from ui.cli import main; main()"]


def one_line(ran: Ran) -> str:
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert ran.err.startswith("partnership: ")
    assert ran.err.count("\n") == 1
    return ran.err


def test_a_library_that_is_being_changed(run: Run, filled: Path, three_papers: list[Path]) -> None:
    with FileLock(filled / "changing.lock"):
        assert "wait until it has finished" in one_line(run("ingest", str(three_papers[0])))


def test_a_catalogue_that_is_no_catalogue(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "catalogue.sqlite").write_bytes(b"this is not a database" * 100)
    assert "put the papers in again" in one_line(run("--home", str(home), "documents"))


def test_a_data_folder_that_is_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    one_line(run("--home", str(tmp_path / "file"), "documents"))


def test_settings_that_cannot_be(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PARTNERSHIP_SECONDS_PER_FILE", "soon")
    assert "seconds_per_file" in one_line(run("documents"))


def test_a_model_that_cannot_be_loaded(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: SentenceEmbedder, texts: list[str]) -> Any:
        raise ModelError("the weights are not the ones expected: install them again")

    monkeypatch.setattr(SentenceEmbedder, "embed", broken)
    assert "install them again" in one_line(run("search", "quorum"))


def test_what_nobody_foresaw_is_not_hidden(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: SentenceEmbedder, texts: list[str]) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(SentenceEmbedder, "embed", broken)
    with pytest.raises(ZeroDivisionError):
        run("search", "quorum")


@pytest.fixture
def started(filled: Path) -> Callable[..., subprocess.Popen[str]]:
    def start(*words: str) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        environment = os.environ | {"PARTNERSHIP_HOME": str(filled)}
        return subprocess.Popen([*COMMAND, *words], stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=environment)

    return start


def test_a_reader_that_stops_reading_ends_it_without_a_word(started: Callable[..., subprocess.Popen[str]]) -> None:
    with started("documents") as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 1


def test_ctrl_c_is_one_line(started: Callable[..., subprocess.Popen[str]]) -> None:
    with started("ask", "--batch", "-") as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write('{"question": "What is the quorum?"}\n')
        process.stdin.flush()
        process.stdout.readline()
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert process.stderr.read().splitlines()[-1] == "partnership: stopped; what was reported before stands"
    assert process.returncode == 1


def test_the_page_is_stopped_with_ctrl_c_and_that_is_no_failure(started: Callable[..., subprocess.Popen[str]]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with started("serve", "--no-open", "--port", str(port)) as process:
        assert process.stderr
        assert answers(port, process)
        process.send_signal(signal.SIGINT)
        assert "Traceback" not in process.stderr.read()
    assert process.returncode == 0


def answers(port: int, process: subprocess.Popen[str]) -> bool:
    for _ in range(600):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return True
        if process.poll() is not None:
            return False
        time.sleep(0.1)
    return False


def test_a_port_that_is_taken(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert "choose another with --port" in one_line(run("serve", "--no-open", "--port", port))
