"""A real server on a free port of this machine, a library of a few papers, and a browser."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index.embedding import SentenceEmbedder
from index.library import Library
from index.settings import IndexSettings
from tests.conftest import SAMPLES
from tests.embedders import LetterEmbedder
from tests.ui.by_hand import put_in_by_hand
from ui.web.app import build

CHROMIUM = Path("/usr/bin/chromium")
UPDATE, PACK = "2023-24-q2-update.docx", "2023-12-06-agenda-pack.pdf"
FEW = (UPDATE, PACK, "2024-09-02-action-log.html", "terms-of-reference-2024.md")
HOSTILE = """# Hostile Board: quarterly report <script>window.stolen = 1</script>

Date: 4 March 2024

## Graffiti <img src=x onerror="window.stolen = 2">

The graffiti team cleaned 71 walls <script>window.stolen = 3</script> in Brindle Square.
The graffiti hotline took ![picture](http://192.0.2.1/p.png) 19 calls [x](javascript:window.stolen=4) in February.
Graffiti costs came to <a href="javascript:window.stolen=5" onclick="stolen=6">812</a> ${window.stolen=7} {{7*7}}.
Graffiti in the $$\\href{javascript:window.stolen=8}{x}$$ underpass was **not** removed, see http://192.0.2.1/more.
"""


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper that tries to run scripts, load pictures and pass for markup."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.md"
    path.write_text(HOSTILE)
    return path


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, hostile: Path) -> Iterator[Library]:
    """Two sample papers and the hostile one, with vectors that cost nothing. Shared: read it, never change it."""
    library = Library(IndexSettings(home=tmp_path_factory.mktemp("few-home")), LetterEmbedder())
    list(library.ingest([SAMPLES / UPDATE, SAMPLES / PACK, hostile]))
    yield library
    library.close()


@pytest.fixture(scope="session")
def by_hand_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Two papers with records written by hand. Shared: read it, never change it."""
    folder = tmp_path_factory.mktemp("by-hand")
    library = Library(IndexSettings(home=folder / "home"), LetterEmbedder())
    put_in_by_hand(library, folder)
    yield library
    library.close()


@pytest.fixture
def own_library(home: Path) -> Iterator[Library]:
    """An empty library of the test's own."""
    library = Library(IndexSettings(home=home), LetterEmbedder())
    yield library
    library.close()


@pytest.fixture(scope="session")
def client(library: Library) -> Iterator[TestClient]:
    """The application, without a server."""
    with TestClient(build(library), base_url="http://127.0.0.1") as client:
        yield client


@dataclass
class Served:
    """A page being served: its address and its library."""

    address: str
    library: Library


def listening(app: FastAPI) -> tuple[uvicorn.Server, threading.Thread, int]:
    """Start a server on a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    assert server.started
    return server, thread, port


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder, hostile: Path) -> Iterator[Served]:
    """A few sample papers and the hostile one, served with the real model."""
    library = Library(IndexSettings(home=tmp_path_factory.mktemp("served-home")), embedder)
    list(library.ingest([*(SAMPLES / name for name in FEW), hostile]))
    server, thread, port = listening(build(library))
    yield Served(f"http://127.0.0.1:{port}/", library)
    server.should_exit = True
    thread.join(20)
    library.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The machine's own browser, without a window."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not on this machine")
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield browser
        browser.close()


@dataclass
class Watched:
    """A browser window and all it asked for and complained of."""

    page: Any
    asked_for: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def ask(self, question: str) -> str:
        """Ask a question as a person does, and return the finished answer's text."""
        before = self.page.locator("#chat .bot-row").count()
        self.page.locator("#question textarea").fill(question)
        self.page.locator("#ask-button").click()
        answer = self.page.locator("#chat .bot-row").nth(before)
        answer.locator(".said").first.wait_for(timeout=60_000)
        self.page.locator("#question textarea").and_(self.page.locator(":enabled")).wait_for()
        self.page.wait_for_timeout(700)
        return str(answer.inner_text())


@contextmanager
def watching(chromium: Any, address: str) -> Iterator[Watched]:
    """Open a window on a served page, 1280 by 800; fails where anything off this machine was asked for."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    watched = Watched(context.new_page())
    context.on("request", lambda request: watched.asked_for.append(request.url))
    context.on("weberror", lambda error: watched.errors.append(str(error.error)))
    watched.page.goto(address)
    watched.page.locator("#question textarea").wait_for()
    watched.page.locator("#banner h1").wait_for()
    yield watched
    context.close()
    away = [u for u in watched.asked_for if not u.startswith((address, "data:", "blob:", "about:"))]
    assert away == []


@pytest.fixture
def window(chromium: Any, served: Served) -> Iterator[Watched]:
    """A window on the served page."""
    with watching(chromium, served.address) as watched:
        yield watched
