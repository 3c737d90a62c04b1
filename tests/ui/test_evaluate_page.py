"""The Evaluate tab and the way from an answer to a question of a set, in a real browser."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.sets import load
from index.library import Library
from index.settings import IndexSettings
from tests.embedders import LetterEmbedder
from tests.ui.by_hand import LAMPS, put_in_by_hand
from tests.ui.conftest import Served, Watched, listening, watching
from ui.web.app import build

pytestmark = pytest.mark.timeout(240)
HOSTILE = "Who is <img src=x onerror='window.stolen=1'> <script>window.stolen=2</script>?"
LOCKED = "document.querySelector('.evaluate-here').shadowRoot.activeElement.tagName"


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The papers written by hand, served to this module alone."""
    folder = tmp_path_factory.mktemp("evaluated")
    library = Library(IndexSettings(home=folder / "home"), LetterEmbedder())
    put_in_by_hand(library, folder)
    server, thread, port = listening(build(library))
    yield Served(f"http://127.0.0.1:{port}/", library)
    server.should_exit = True
    thread.join(20)
    library.close()


@pytest.fixture
def window(chromium: Any, evaluated: Served) -> Iterator[Watched]:
    """A window on the page, 1280 by 800."""
    with watching(chromium, evaluated.address) as watched:
        yield watched
        assert watched.errors == []
        assert watched.page.evaluate("window.stolen") is None


def set_of(folder: Path, *lines: dict[str, Any], name: str = "set.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def opened(window: Watched) -> Any:
    window.page.get_by_role("tab", name="Evaluate").click()
    window.page.get_by_role("heading", name="Runs").wait_for()
    return window.page


def begin(page: Any, file: Path, name: str) -> None:
    page.get_by_label("Your file of questions").set_input_files(str(file))
    page.get_by_label("A name for the run").fill(name)
    page.get_by_role("button", name="Ask these questions").click()


def ended(page: Any, name: str) -> None:
    page.locator(".note", has_text=f"“{name}” is complete").wait_for(timeout=60_000)


def test_a_broken_set_is_mended_asked_read_saved_and_compared(
    window: Watched, evaluated: Served, tmp_path: Path
) -> None:
    page = opened(window)
    wrong = {"id": "2", "question": HOSTILE, "kind": "persom", "expected_facts": ["Jane Fox"]}
    first = {
        "id": "1",
        "question": "What does HWP stand for?",
        "kind": "term",
        "expected_facts": ["Harbour Watch Panel"],
    }
    begin(page, set_of(tmp_path, first, wrong), "june")
    note = page.locator(".note", has_text='set.jsonl, line 2, column kind: "persom" is not known')
    note.wait_for()
    assert not (evaluated.library.home / "evaluations" / "june").exists()
    assert page.get_by_label("A name for the run").input_value() == "june"
    begin(page, set_of(tmp_path, first, wrong | {"kind": "person"}), "june")
    ended(page, "june")
    assert page.evaluate(LOCKED) == "H1"
    with page.context.expect_page() as shown:
        page.get_by_role("link", name="june: the report").click()
    report = shown.value
    report.locator("#outcome").select_option("!right")
    report.locator("#shown", has_text="1 of 2 questions").wait_for()
    assert report.get_by_text("<script>window.stolen=2</script>").count() >= 1
    assert report.evaluate("window.stolen") is None
    report.close()
    for words, ending in (("HTML", "html"), ("Markdown", "md"), ("CSV", "csv")):
        with page.expect_download() as arriving:
            page.get_by_role("link", name=f"{words}, the report of june").click()
        assert arriving.value.suggested_filename == f"june.{ending}"
    page.get_by_role("button", name="Ask again with june").click()
    page.locator("tbody tr").nth(1).wait_for(timeout=60_000)
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("heading", name="compared with june").wait_for()
    assert "2 stayed the same" in page.locator(".told").inner_text()
    page.go_back()
    page.get_by_role("heading", name="Runs").wait_for()


def test_what_two_windows_do_is_seen_in_both(window: Watched, evaluated: Served, tmp_path: Path) -> None:
    page = opened(window)
    other = page.context.new_page()
    other.goto(evaluated.address)
    other.get_by_role("tab", name="Evaluate").click()
    other.get_by_role("heading", name="Runs").wait_for()
    many = [{"id": str(n), "question": f"Who owns action {n}?", "expected_facts": "x"} for n in range(2_000)]
    begin(page, set_of(tmp_path, *many), "long")
    page.get_by_role("progressbar").wait_for()
    begin(other, set_of(tmp_path, *many[:1]), "short")
    other.locator(".note", has_text='The run "long" is going on').wait_for()
    assert "of 2,000" in other.locator(".going").inner_text()
    page.get_by_role("tab", name="Ask").click()
    assert "[1]" in window.ask("What does HWP stand for?")
    other.get_by_role("button", name="Stop").click()
    for one in (page, other):
        one.get_by_role("tab", name="Evaluate").click()
        one.locator(".note", has_text="“long” was stopped after").wait_for(timeout=60_000)
    page.get_by_role("button", name="Go on with long").click()
    page.get_by_role("progressbar").wait_for()
    page.get_by_role("button", name="Stop").focus()
    page.keyboard.press("Enter")
    page.locator(".note", has_text="“long” was stopped after").wait_for(timeout=60_000)


def test_an_answer_becomes_a_question_that_is_changed_and_asked(window: Watched, evaluated: Served) -> None:
    page = window.page
    window.ask("What does HWP stand for?")
    window.ask(HOSTILE)
    page.get_by_role("link", name="Not right?").last.click()
    page.get_by_label("The question", exact=True).wait_for()
    assert page.get_by_label("The question", exact=True).input_value() == HOSTILE
    assert page.get_by_label("Questions asked before it").input_value() == "What does HWP stand for?"
    page.get_by_role("button", name="Keep this question").click()
    page.locator(".note", has_text="at least one thing").wait_for()
    page.get_by_label("refused", exact=True).check()
    assert not page.get_by_label("What should it have said?").is_visible()
    page.get_by_label("it has nothing to do with these papers").check()
    page.get_by_role("button", name="Keep this question").click()
    page.get_by_role("heading", name="The question is kept").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.className") == "wrong"
    path = evaluated.library.home / "evaluations" / "questions.jsonl"
    [kept] = load(path)
    assert (kept.question, kept.history, kept.expected_reason) == (HOSTILE, ("What does HWP stand for?",), "off_topic")
    opened(window)
    page.get_by_role("link", name="See and change them").click()
    page.locator(".kept a", has_text="Change").click()
    page.get_by_label("answered", exact=True).check()
    page.get_by_label("What should it have said?").fill(f"Jane Fox | JF\n{LAMPS}")
    page.get_by_role("button", name="Save the changes").click()
    page.locator(".note", has_text="The changes are saved.").wait_for()
    assert load(path)[0].expected_facts == (("Jane Fox", "JF"), (LAMPS,))
    page.get_by_role("link", name="Evaluate", exact=True).click()
    page.get_by_role("button", name="Ask them").click()
    page.locator(".note", has_text="is complete: 0 of 1 question right").wait_for(timeout=60_000)
    with page.expect_download() as arriving:
        page.get_by_role("link", name="Download them").click()
    assert arriving.value.suggested_filename == "questions.jsonl"


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_of_it_is_wider_than_the_window(window: Watched, evaluated: Served, tmp_path: Path, width: int) -> None:
    page = opened(window)
    page.set_viewport_size({"width": width, "height": 844})
    long = "w" * 120
    name = f"{'n' * 60}-{width}"
    begin(page, set_of(tmp_path, {"question": f"{long}?", "expected_facts": long}, name=f"{long[:80]}.jsonl"), name)
    ended(page, name)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for address in (f"evaluate/question?question={long}", "evaluate/questions", f"evaluate/compare?run={name}&other=x"):
        page.goto(evaluated.address + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(evaluated.address)
    window.ask(f"{long}?")
    page.get_by_role("link", name="Not right?").click()
    form = page.get_by_label("The question", exact=True)
    form.wait_for()
    box = form.bounding_box()
    assert 0 <= box["x"] < box["x"] + box["width"] <= width
