"""The assistant that briefs are asked of, over the sample papers and the real ones of a board."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.embedding import SentenceEmbedder
from index.library import Library
from index.settings import IndexSettings


@pytest.fixture(scope="session")
def marlowick(sample_library: Library) -> Assistant:
    """The assistant over the sample papers."""
    return Assistant(sample_library)


@pytest.fixture(scope="session")
def bromley(
    tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder, shared_documents: Path
) -> Iterator[Assistant]:
    """The assistant over the real papers of one board."""
    library = Library(IndexSettings(home=tmp_path_factory.mktemp("bromley")), embedder)
    list(library.ingest(sorted((shared_documents / "safer-bromley").iterdir())))
    yield Assistant(library)
    library.close()
