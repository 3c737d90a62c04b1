"""What every test stands on: no network, a data folder of its own, the sample papers ingested once."""

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.embedding import SentenceEmbedder
from index.library import Library
from index.settings import IndexSettings
from ingest.documents import Document
from ingest.errors import IngestError
from ingest.reading import read

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "eval" / "sample" / "papers"
SHARED = ROOT.parent / "shared" / "documents"
_LOCAL = {"127.0.0.1", "::1", "localhost", ""}


class OffMachine(AssertionError):
    """A test tried to leave the machine."""


def _guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guard(self: socket.socket, address: Any, *rest: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in _LOCAL:
            raise OffMachine(f"a connection to {address} was tried")
        return connect(self, address, *rest)

    return guard


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Fail whatever opens a connection off loopback, or asks for a name's address."""
    patch = pytest.MonkeyPatch()
    resolve = socket.getaddrinfo

    def lookup(host: Any, *rest: Any, **options: Any) -> Any:
        if host is not None and (host.decode() if isinstance(host, bytes) else host) not in _LOCAL:
            raise OffMachine(f"the address of {host} was asked for")
        return resolve(host, *rest, **options)

    patch.setattr(socket.socket, "connect", _guarded(socket.socket.connect))
    patch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex))
    patch.setattr(socket, "getaddrinfo", lookup)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, which PARTNERSHIP_HOME names; no other setting comes from outside."""
    for name in [n for n in os.environ if n.startswith("PARTNERSHIP_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "home"
    monkeypatch.setenv("PARTNERSHIP_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def embedder() -> SentenceEmbedder:
    """The real embedding model, loaded once."""
    return SentenceEmbedder()


@pytest.fixture(scope="session")
def sample_papers() -> list[Path]:
    """The sample papers, in order of name."""
    return sorted(p for p in SAMPLES.iterdir() if p.is_file())


@pytest.fixture(scope="session")
def sample_library(
    tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder, sample_papers: list[Path]
) -> Iterator[Library]:
    """The sample papers, ingested with the real model. Shared: read it, never change it."""
    library = Library(IndexSettings(home=tmp_path_factory.mktemp("sample-home")), embedder)
    reports = list(library.ingest(sample_papers))
    assert [r.outcome for r in reports] == ["added"] * len(sample_papers)
    yield library
    library.close()


@pytest.fixture(scope="session")
def shared_documents() -> Path:
    """The folder of real papers beside the project; a test is skipped where it is not."""
    if not SHARED.is_dir():
        pytest.skip("the shared documents are not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def sample_documents(sample_papers: list[Path]) -> dict[str, Document]:
    """Every sample paper as read, by file name."""
    return {path.name: read(path) for path in sample_papers}


@pytest.fixture(scope="session")
def shared_readings(shared_documents: Path) -> dict[str, Document | IngestError]:
    """Every shared paper as read, or why it could not be, by its path below the folder."""
    found: dict[str, Document | IngestError] = {}
    for path in sorted(p for p in shared_documents.rglob("*") if p.is_file()):
        try:
            found[str(path.relative_to(shared_documents))] = read(path)
        except IngestError as error:
            found[str(path.relative_to(shared_documents))] = error
    return found
