"""Assistants over the sample papers and over the customer's own five, ingested once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from eval.examples import Example
from eval.sets import load
from index.embedding import SentenceEmbedder
from index.library import Library, files_under
from index.settings import IndexSettings

QUESTIONS = Path(__file__).parent.parent.parent / "eval" / "sample" / "questions.jsonl"
Ask = Callable[..., Answer]


def asker(library: Library) -> Ask:
    assistant = Assistant(library)

    def ask(question: str, *history: str) -> Answer:
        last = list(assistant.ask(question, history))[-1]
        assert isinstance(last, Answer)
        return last

    return ask


@pytest.fixture(scope="session")
def ask(sample_library: Library) -> Ask:
    return asker(sample_library)


@pytest.fixture(scope="session")
def bromley_library(
    tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder, shared_documents: Path
) -> Iterator[Library]:
    library = Library(IndexSettings(home=tmp_path_factory.mktemp("bromley-home")), embedder)
    folders = [shared_documents / "safer-bromley", shared_documents / "bexley"]
    assert all(r.outcome == "added" for r in library.ingest(files_under(folders)))
    yield library
    library.close()


@pytest.fixture(scope="session")
def ask_bromley(bromley_library: Library) -> Ask:
    return asker(bromley_library)


@pytest.fixture(scope="session")
def sample_answers(ask: Ask) -> list[tuple[Example, Answer]]:
    """Every question of the sample set with its answer."""
    return [(example, ask(example.question, *example.history)) for example in load(QUESTIONS)]
