"""Answers stay as they are whatever the other papers say to a machine, and nothing in them is live."""

import re
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.answer import Answer
from index.library import Library
from index.search import Search
from tests.poison.conftest import QUESTIONS, asked
from tests.poison.papers import PAPERS, Poisoned
from ui.format import answer_lines, plain, print_lines
from ui.web import fragments
from ui.web.source import around, routes

EVERY = [pytest.param(p, id=p.name) for p in PAPERS]
SEEN = [pytest.param(p, id=p.name) for p in PAPERS if p.visible]
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e0fff]")
_INERT = frozenset(
    "html head meta title link body header main article section details summary figure figcaption svg rect p div span"
    " ol ul li a h1 h2 h3 h4 h5 h6 table thead tbody tr th td blockquote mark br strong img".split()
)


def is_inert(markup: str) -> None:
    """Fail for an element, an attribute or an address that is not the page's own, and for a control character."""
    assert not _CONTROL.search(markup)
    for tag in BeautifulSoup(markup, "html.parser").find_all(True):
        assert tag.name in _INERT, tag
        for name, value in tag.attrs.items():
            assert not name.startswith("on"), tag
            assert name != "style", tag
            if name in ("href", "src", "action"):
                address = urlsplit(str(value))
                assert not address.scheme, tag
                assert not address.netloc, tag
                assert re.match(r"/(?:source|page|original)/[0-9a-f]{32}|#|/$|/source\.css$", str(value)), tag


def test_an_element_that_is_not_the_pages_own_is_found() -> None:
    for live in ("<script>x</script>", "<a href='https://evil.example'>x</a>", "<p onclick='x'>y</p>", "a\x1b[2J",
                 "<img src='//evil.example/x.png'>", "<a href='javascript:x'>y</a>", "<iframe></iframe>"):  # fmt: skip
        with pytest.raises(AssertionError):
            is_inert(live)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_answer_is_the_one_that_the_honest_papers_give(
    question: str, clean_library: Library, answers: dict[str, Answer]
) -> None:
    honest, answer = asked(clean_library, question), answers[question]
    fact = next(p.honest_fact for p in PAPERS if p.question == question)
    assert fact in honest.text
    assert answer.text == honest.text
    assert {c.document for c in answer.citations} == {c.document for c in honest.citations}


@pytest.mark.parametrize("paper", EVERY)
def test_no_payload_is_in_an_answer_and_quotes_stand_in_honest_papers(
    paper: Poisoned, poisoned_library: Library, answers: dict[str, Answer]
) -> None:
    answer = answers[paper.question]
    assert paper.honest_fact in answer.text
    assert paper.code not in answer.text
    assert answer.citations
    for citation in answer.citations:
        assert citation.document.startswith("northmere")
        before, quote, after = around(poisoned_library, citation.document_id, citation.start, citation.end)
        assert re.sub(r"\W+", " ", quote).strip() == re.sub(r"\W+", " ", citation.quote).strip()
        assert before or after


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_page_of_an_answer_is_inert(question: str, poisoned_library: Library, answers: dict[str, Answer]) -> None:
    def near(document: str, start: int, end: int) -> tuple[str, str, str]:
        return around(poisoned_library, document, start, end)

    is_inert(fragments.answered(answers[question]))
    is_inert(fragments.sources(answers[question], near))


@pytest.fixture(scope="module")
def pages(poisoned_library: Library) -> TestClient:
    app = FastAPI()
    app.include_router(routes(poisoned_library))
    return TestClient(app)


@pytest.mark.parametrize("paper", SEEN)
def test_a_poisoned_paper_is_found_and_shown_as_words(
    paper: Poisoned, poisoned_library: Library, pages: TestClient
) -> None:
    passages = [p for p in Search(poisoned_library).hybrid(paper.code, 5) if paper.code in p.text + p.title + p.name]
    assert passages, "a payload in plain sight is part of the paper"
    is_inert(fragments.results(passages, paper.code))
    shown = pages.get(f"/source/{passages[0].document}", params={"start": passages[0].start, "end": passages[0].end})
    is_inert(shown.text)
    assert paper.code in BeautifulSoup(shown.text, "html.parser").get_text()
    assert "script-src" not in shown.headers["Content-Security-Policy"]
    assert shown.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("paper", EVERY)
def test_what_is_hidden_is_not_found_by_search(paper: Poisoned, poisoned_library: Library) -> None:
    found = any(paper.code in p.text + p.title for p in Search(poisoned_library).hybrid(paper.code, 5))
    assert found == paper.visible


@pytest.mark.parametrize("paper", SEEN)
def test_asking_for_a_poisoned_paper_shows_its_words_and_nothing_live(
    paper: Poisoned, poisoned_library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = asked(poisoned_library, f"What do the papers say about {paper.code}?")
    is_inert(fragments.answered(answer))
    is_inert(fragments.sources(answer, lambda d, start, end: around(poisoned_library, d, start, end)))
    print_lines(answer_lines(answer))
    printed = plain(answer.text) + capsys.readouterr().out
    assert not _CONTROL.search(printed)
    assert not any(secret in printed.lower() for secret in ("partnership_home", "begin private key", "traceback"))
