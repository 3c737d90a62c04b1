"""The register in a real browser: in its tab of the page, and at addresses of its own."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from index.register.actions import list_actions
from index.register.asking import Asked
from index.settings import IndexSettings
from tests.embedders import LetterEmbedder
from tests.ui.by_hand import BOARD, BOATS, LAMPS, MENDED, SURVEY, put_in_by_hand
from tests.ui.conftest import Served, Watched, listening, watching
from ui.web.app import build

pytestmark = pytest.mark.timeout(240)
FIGURE = f"figure?name=Lamps+mended&board={BOARD.replace(' ', '+')}"


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The papers written by hand, served."""
    folder = tmp_path_factory.mktemp("registered")
    library = Library(IndexSettings(home=folder / "home"), LetterEmbedder())
    put_in_by_hand(library, folder)
    server, thread, port = listening(build(library))
    yield Served(f"http://127.0.0.1:{port}/", library)
    server.should_exit = True
    thread.join(20)
    library.close()


@pytest.fixture
def window(chromium: Any, registered: Served) -> Iterator[Watched]:
    """A window on the page, 1280 by 800, with the Register tab open."""
    with watching(chromium, registered.address) as watched:
        watched.page.get_by_role("tab", name="Register").click()
        watched.page.locator(".count").wait_for()
        yield watched
        assert watched.errors == []


def listed(page: Any) -> list[str]:
    return [" ".join(row.split()) for row in page.locator(".register tbody tr").all_inner_texts()]


def address_of(library: Library, words: str) -> str:
    return next(f"action?id={a.id}" for a in list_actions(library.catalogue, Asked()).rows if a.text == words)


def test_the_list_is_limited_and_cleared(window: Watched) -> None:
    page = window.page
    assert page.locator(".count").inner_text().startswith("3 actions")
    page.get_by_label("Status").select_option("open")
    page.get_by_label("As of").fill("2024-03-31")
    page.get_by_label("Owner").fill("Jane")
    page.get_by_label("Owner").press("Enter")
    page.get_by_text("1 open action as of 31 March 2024").first.wait_for()
    assert len(listed(page)) == 1
    assert LAMPS in listed(page)[0]
    assert page.get_by_label("Status").input_value() == "open"
    page.get_by_role("link", name="Clear").click()
    page.locator(".count", has_text="3 actions").wait_for()


def test_a_column_head_sorts_by_mouse_and_by_keyboard(window: Watched) -> None:
    page = window.page
    page.get_by_role("link", name="Owner", exact=True).click()
    page.locator("th[aria-sort=ascending]", has_text="Owner").wait_for()
    up = listed(page)
    focused = "document.querySelector('.register-here').shadowRoot.activeElement.textContent"
    assert page.evaluate(focused) == "Owner"
    page.keyboard.press("Enter")
    page.locator("th[aria-sort=descending]", has_text="Owner").wait_for()
    assert listed(page) == up[::-1] != up


def test_every_kind_is_listed(window: Watched) -> None:
    page = window.page
    for name, count in (
        ("Decisions", "1 decision"),
        ("Figures", "5 figures"),
        ("Activities", "1 activity"),
        ("Terms", "1 term"),
    ):
        page.get_by_role("link", name=name, exact=True).click()
        page.locator(".count", has_text=count).wait_for()
        assert page.locator(".kinds [aria-current]").inner_text() == name


def test_a_source_opens_at_its_words_and_the_conversation_stays(window: Watched) -> None:
    page = window.page
    page.get_by_role("tab", name="Ask").click()
    page.get_by_label("Your question").fill("half a question")
    page.get_by_role("tab", name="Register").click()
    with page.context.expect_page() as opened:
        page.locator(".register a", has_text=MENDED).first.click()
    mark = opened.value.locator("mark#quote")
    mark.wait_for()
    assert mark.inner_text() == MENDED
    page.get_by_role("tab", name="Ask").click()
    assert page.get_by_label("Your question").input_value() == "half a question"


def test_an_action_opens_in_the_tab_and_back_leads_to_the_list(window: Watched) -> None:
    page = window.page
    page.locator(".register a", has_text=LAMPS).first.click()
    page.get_by_role("heading", name="What the papers say").wait_for()
    history = page.locator(".history li").all_inner_texts()
    assert [LAMPS in history[0], MENDED in history[1]] == [True, True]
    assert page.evaluate("document.querySelector('.register-here').shadowRoot.activeElement.tagName") == "H1"
    page.go_back()
    page.locator(".count").wait_for()
    assert page.url.endswith("/")
    page.locator(".register a", has_text="harbour survey").first.click()
    page.get_by_text("Perhaps not about this action").wait_for()
    assert page.evaluate("window.stolen") is None
    assert page.locator(".register b").count() == 0


def test_a_name_opens_the_person_and_their_action_opens_from_there(window: Watched) -> None:
    page = window.page
    page.locator(".register").get_by_role("link", name="Jane Fox").first.click()
    page.get_by_role("heading", name="Jane Fox").wait_for()
    assert page.locator(".count", has_text="2 attended").is_visible()
    page.locator(".register a", has_text=LAMPS).first.click()
    page.get_by_role("heading", name="What the papers say").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Jane Fox").wait_for()


def test_what_is_listed_is_saved(window: Watched, tmp_path: Path) -> None:
    page = window.page
    page.get_by_label("Status").select_option("open")
    page.get_by_role("button", name="Show").click()
    page.locator(".count", has_text="open").wait_for()
    saved = {}
    for words in ("CSV", "Excel", "JSON"):
        with page.expect_download() as arriving:
            page.get_by_role("link", name=words, exact=True).click()
        saved[arriving.value.suggested_filename] = tmp_path / words
        arriving.value.save_as(tmp_path / words)
    assert sorted(saved) == ["actions.csv", "actions.json", "actions.xlsx"]
    with saved["actions.csv"].open(encoding="utf-8-sig", newline="") as stream:
        assert {row["Action"] for row in csv.DictReader(stream)} == {SURVEY, BOATS}
    assert page.locator(".count").is_visible()


@pytest.mark.parametrize("own_page", [False, True])
def test_an_action_is_corrected(window: Watched, registered: Served, own_page: bool) -> None:
    page = window.page
    if own_page:
        page.goto(registered.address + address_of(registered.library, BOATS))
    else:
        page.locator(".register a", has_text=BOATS).first.click()
    note = "Counted by hand" if own_page else "Counted from the quay"
    page.locator("summary", has_text="Add a note").click()
    form = page.locator("form", has=page.get_by_label("What else is to be known"))
    form.get_by_label("What else is to be known").fill(note)
    form.get_by_label("Your name").fill("Ann Shaw")
    form.get_by_role("button").click()
    page.locator(".note", has_text="Your correction is kept").wait_for()
    made = page.locator(".by-hand", has_text=note)
    assert "Correction by Ann Shaw on" in made.inner_text()
    made.locator("summary").click()
    made.get_by_label("Your name").fill("Ann Shaw")
    made.get_by_role("button").click()
    page.locator(".note", has_text="The correction is taken back.").wait_for()
    assert page.get_by_text(note).count() == 0


@pytest.mark.parametrize("width", [1280, 390])
def test_a_figure_is_drawn_and_each_point_opens_its_source(window: Watched, width: int) -> None:
    page = window.page
    page.set_viewport_size({"width": width, "height": 844})
    page.get_by_role("link", name="Figures", exact=True).click()
    page.get_by_role("link", name="Lamps mended").first.click()
    points = page.locator("svg.chart a")
    points.first.wait_for()
    assert points.count() == 5
    chart = page.locator("svg.chart").bounding_box()
    for point in points.locator("circle.now, circle.was").all():
        box = point.bounding_box()
        assert chart["x"] <= box["x"] <= chart["x"] + chart["width"]
        assert chart["y"] <= box["y"] <= chart["y"] + chart["height"]
    heights = [points.nth(n).locator("circle").last.bounding_box()["y"] for n in range(5)]
    assert heights[0] > heights[1]  # 41, then 52
    assert heights[2] > heights[3] > heights[4]  # 47, replaced by 49, then 61
    assert page.locator(".register tbody tr").count() == 4
    with page.context.expect_page() as opened:
        points.nth(3).focus()
        page.keyboard.press("Enter")
    assert opened.value.locator("mark#quote").inner_text() == "49"


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_of_the_register_is_wider_than_the_window(window: Watched, registered: Served, width: int) -> None:
    page = window.page
    page.set_viewport_size({"width": width, "height": 844})
    wide = "document.documentElement.scrollWidth"
    for name in ("Decisions", "Figures", "Activities", "People", "Terms", "Meetings", "Actions"):
        page.get_by_role("link", name=name, exact=True).click()
        page.locator(".kinds [aria-current]", has_text=name).wait_for()
        assert page.evaluate(wide) <= width
    for address in (
        "register",
        address_of(registered.library, LAMPS),
        FIGURE,
        "register?kind=meetings",
        "person?name=Jane+Fox",
    ):
        page.goto(registered.address + address)
        assert page.evaluate(wide) <= width
        for fold in page.locator("summary").all():
            fold.click()
        assert page.evaluate(wide) <= width


def test_the_register_works_with_the_keyboard_alone(window: Watched, registered: Served) -> None:
    page = window.page
    page.goto(registered.address + "register")
    for _ in range(60):
        page.keyboard.press("Tab")
        if (
            LAMPS in page.evaluate("document.activeElement.textContent")
            and page.evaluate("document.activeElement.tagName") == "A"
        ):
            break
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=LAMPS).wait_for()
