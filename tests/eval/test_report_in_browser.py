"""The report in a browser: filtered, without scripts, in a narrow window, and with texts that try to run."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.report import HTML, write
from tests.eval.reported import HOSTILE, OTHERWISE, REFUSED, ROWS, everywhere, run_of

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser to look at the page with."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not on this machine")
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open the page of a run with every outcome, at a width, with or without scripts."""
    write(run_of([*ROWS.values(), REFUSED, OTHERWISE]), tmp_path)
    contexts = []

    def open_page(width: int = 1280, scripts: bool = True, file: Path = tmp_path / HTML) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


def seen(page: Any) -> int:
    """Return how many questions are to be seen."""
    return sum(q.is_visible() for q in page.locator(".question").all())


def test_questions_are_filtered(opened: Callable[..., Any]) -> None:
    page = opened()
    assert page.locator("#shown").inner_text() == "All 9 questions"
    page.select_option("#outcome", "wrong")
    assert seen(page) == 1
    page.select_option("#outcome", "!right")
    assert seen(page) == 6
    page.select_option("#kind", "figure")
    assert seen(page) == 2
    page.select_option("#outcome", "")
    page.select_option("#kind", "")
    page.select_option("#tag", "far")
    assert seen(page) == 3
    page.select_option("#tag", "")
    page.fill("#words", "LAMP went out")
    page.locator("#shown").get_by_text("1 of 9 questions").wait_for()
    assert page.locator(".question:visible .badge").inner_text() == "Failed with an error"


def test_without_scripts_everything_is_there(opened: Callable[..., Any]) -> None:
    page = opened(scripts=False)
    assert seen(page) == 9
    assert page.locator(".side:visible").count() == 18
    assert not page.locator("#filters").is_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_no_wider_than_the_window(opened: Callable[..., Any], width: int, tmp_path: Path) -> None:
    run, others = everywhere("a" * 300)
    write(run, tmp_path / "wide", others)
    for file in (tmp_path / HTML, tmp_path / "wide" / HTML):
        page = opened(width, file=file)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_runs_or_leaves(opened: Callable[..., Any], text: str, tmp_path: Path) -> None:
    run, others = everywhere(text)
    write(run, tmp_path / "hostile", others)
    page = opened()
    asked, spoken = list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (spoken.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: spoken.append(str(error)))
    file = tmp_path / "hostile" / HTML
    page.goto(file.as_uri())
    page.click("#open")
    assert asked == [file.as_uri()]
    assert spoken == []
    assert page.evaluate("window.stolen") is None
    assert page.locator("#shown").inner_text() == "All 3 questions"
