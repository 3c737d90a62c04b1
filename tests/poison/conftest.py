"""Libraries with poison in them, made once: the honest papers alone, and the honest papers among all poisoned ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from index.embedding import SentenceEmbedder
from index.library import Library
from index.settings import IndexSettings
from tests.poison.papers import PAPERS, honest

QUESTIONS = sorted({p.question for p in PAPERS})


def asked(library: Library, question: str) -> Answer:
    """The finished answer to a question."""
    answer = list(Assistant(library).ask(question))[-1]
    assert isinstance(answer, Answer)
    return answer


@pytest.fixture(scope="session")
def clean_library(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Iterator[Library]:
    """The honest papers alone."""
    library = Library(IndexSettings(home=tmp_path_factory.mktemp("clean")), embedder)
    list(library.ingest(honest(tmp_path_factory.mktemp("honest"))))
    yield library
    library.close()


@pytest.fixture(scope="session")
def poisoned_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every poisoned paper as a file, by its name."""
    folder = tmp_path_factory.mktemp("poisoned")
    return {paper.name: paper.build(folder) for paper in PAPERS}


@pytest.fixture(scope="session")
def poisoned_library(
    tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder, poisoned_files: dict[str, Path]
) -> Iterator[Library]:
    """The honest papers among all poisoned ones. Shared: read it, never change it."""
    library = Library(IndexSettings(home=tmp_path_factory.mktemp("poison-home")), embedder)
    papers = [*honest(tmp_path_factory.mktemp("honest")), *poisoned_files.values()]
    reports = list(library.ingest(papers))
    assert [r.outcome for r in reports if r.outcome != "added"] == []
    yield library
    library.close()


@pytest.fixture(scope="session")
def answers(poisoned_library: Library) -> dict[str, Answer]:
    """What is answered among all poisoned papers, by question."""
    return {question: asked(poisoned_library, question) for question in QUESTIONS}
