"""A library of three sample papers, and the command run over it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from index.embedding import SentenceEmbedder
from index.library import Library
from index.settings import IndexSettings
from ui.cli import app

THREE = ("2022-04-27-minutes.txt", "2023-12-06-agenda-pack.pdf", "2023-24-q2-update.docx")

Run = Callable[..., "Ran"]


class Ran:
    """What a command printed and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture(scope="session")
def three_papers(sample_papers: list[Path]) -> list[Path]:
    return [p for p in sample_papers if p.name in THREE]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder, three_papers: list[Path]) -> Path:
    """The folder of a library of three papers. Shared: read it, never change it."""
    folder = tmp_path_factory.mktemp("three")
    library = Library(IndexSettings(home=folder), embedder)
    list(library.ingest(three_papers))
    library.close()
    return folder


@pytest.fixture
def run(filled: Path, embedder: SentenceEmbedder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command over the three papers, the model loaded once; what nobody foresaw fails the test."""
    monkeypatch.setenv("PARTNERSHIP_HOME", str(filled))
    monkeypatch.setattr("index.library.SentenceEmbedder", lambda name: embedder)

    def command(*words: str, stdin: str | bytes | None = None) -> Ran:
        result = CliRunner().invoke(app, list(words), input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    return command
