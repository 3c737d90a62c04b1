"""The Draft tab in a real browser and without one: returned, drafted, edited, kept and saved as a file."""

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.drafting import saved
from index.embedding import SentenceEmbedder
from index.library import Library
from index.settings import IndexSettings
from tests.conftest import SAMPLES
from tests.drafting.test_saved import made
from tests.ui.conftest import Served, Watched, listening, watching
from ui.web.app import build
from ui.web.working import Busy, Working

pytestmark = pytest.mark.timeout(240)
BOARD, QUARTER = "Safer Marlowick Partnership", "Q3 2023/24 (October–December 2023)"
HOSTILE = "<img src=x onerror='window.stolen=1'> **b** \u202eمرحبا " + "x" * 5_000
RETURN = "Fitted 22 smoke alarms in homes of older people\n<script>window.stolen=2</script> was tried on 40 people"
FOCUS = "document.querySelector('.draft-here').shadowRoot.activeElement.dataset.key"
HERE = {"sec-fetch-site": "same-origin"}


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Iterator[Served]:
    """An update and the minutes after it, served to this module alone."""
    library = Library(IndexSettings(home=tmp_path_factory.mktemp("drafted")), embedder)
    list(library.ingest([SAMPLES / "2023-24-q2-update.docx", SAMPLES / "2023-12-06-agenda-pack.pdf"]))
    server, thread, port = listening(build(library))
    yield Served(f"http://127.0.0.1:{port}/", library)
    server.should_exit = True
    thread.join(20)
    library.close()


@pytest.fixture
def window(chromium: Any, drafted: Served) -> Iterator[Watched]:
    """A window on the page, 1280 by 800."""
    with watching(chromium, drafted.address) as watched:
        yield watched
        assert watched.errors == []
        assert watched.page.evaluate("window.stolen") is None


@pytest.fixture
def own_client(own_library: Library) -> Iterator[TestClient]:
    """The application on a library of the test's own."""
    with TestClient(build(own_library), base_url="http://127.0.0.1", follow_redirects=False) as client:
        yield client


def opened(window: Watched) -> Any:
    window.page.get_by_role("tab", name="Draft").click()
    window.page.get_by_role("heading", name="New draft").wait_for()
    return window.page


def said(page: Any, words: str) -> None:
    page.locator(".count", has_text=words).wait_for(timeout=60_000)


def test_a_return_is_pasted_a_draft_made_edited_kept_and_saved_as_a_file(window: Watched, drafted: Served) -> None:
    page = opened(window)
    page.get_by_label("Quarter").select_option(QUARTER)
    page.get_by_role("button", name="Next").click()
    page.get_by_text("Put in a return").click()
    page.get_by_role("button", name="Put this in").click()
    page.locator(".note", has_text="paste the words of a return").wait_for()
    page.get_by_text("Put in a return").click()
    page.get_by_label("Paste the return").fill(RETURN)
    page.get_by_role("button", name="Put this in").click()
    page.locator(".note", has_text="which partner").wait_for()
    assert page.get_by_label("Paste the return").input_value() == RETURN
    page.get_by_role("textbox", name="Partner").fill("Norvale Fire and Rescue")
    page.get_by_role("button", name="Put this in").click()
    page.locator(".note", has_text="Norvale Fire and Rescue: return for Q3 2023/24: Put in").wait_for(timeout=60_000)
    page.get_by_role("button", name="Make a draft").click()
    said(page, "The draft is made.")
    mine = page.locator(".lines > li", has_text="Fitted 22 smoke alarms")
    assert mine.locator("a.source").first.get_attribute("href").startswith("/source/")
    lines = page.locator(".lines:has(> li:nth-child(2))").first.locator("> li")
    words = lines.nth(0).locator(".text").inner_text()
    lines.nth(0).get_by_role("button", name="Move down").focus()
    page.keyboard.press("Enter")
    said(page, "Moved down.")
    assert page.evaluate(FOCUS).startswith("down-")
    assert lines.nth(1).locator(".text").inner_text() == words
    lines.nth(1).get_by_text("Edit", exact=False).first.click()
    lines.nth(1).get_by_label("Words").fill(HOSTILE)
    lines.nth(1).get_by_role("button", name="Save these words").click()
    said(page, "Changed.")
    assert "<img src=x" in lines.nth(1).locator(".text").inner_text()
    assert "Edited" in lines.nth(1).locator(".text").inner_text()
    assert lines.nth(1).locator("a.source").count() >= 1
    count = page.locator(".lines > li").count()
    lines.nth(0).get_by_role("button", name="Leave out").click()
    said(page, "Left out.")
    assert page.locator(".lines > li").count() == count - 1
    page.locator(".gone summary").click()
    page.get_by_role("button", name="Bring back").click()
    said(page, "Brought back.")
    page.locator(".again button").first.click()
    said(page, "Drafted again.")
    assert page.locator(".text", has_text="<img src=x").count() == 1
    for form, ending in (("Word", "docx"), ("Markdown", "md")):
        with page.expect_download() as arriving:
            page.get_by_role("link", name=form).click()
        assert arriving.value.suggested_filename == f"Safer Marlowick Partnership Q3 2023-24 draft.{ending}"
    page.get_by_role("link", name="All drafts").click()
    page.locator(".kept", has_text="1 edited").wait_for()
    page.get_by_text("Delete", exact=True).click()
    page.get_by_role("button", name="Delete this draft").click()
    page.get_by_text("None yet.").wait_for()
    assert saved.listed(drafted.library.home) == []


def test_the_second_of_two_windows_is_told_and_sees_how_the_draft_stands(window: Watched, drafted: Served) -> None:
    kept = saved.begin(drafted.library.home, made())
    page, other = opened(window), window.page.context.new_page()
    page.locator(f".kept a[href$='{kept.id}']").click()
    other.goto(f"{drafted.address}draft/one?id={kept.id}")
    other.get_by_role("button", name="Leave out: Did a.").click()
    other.get_by_text("Left out.").wait_for()
    page.get_by_role("button", name="Leave out: Did b.").click()
    page.locator(".note", has_text="changed in another window").wait_for()
    assert page.locator(".lines > li", has_text="Did b.").count() == 1
    assert page.locator(".lines > li", has_text="Did a.").count() == 0
    page.get_by_label("Put under").select_option(label="Priority 2")
    page.get_by_role("button", name="Put under").click()
    said(page, "Moved.")
    assert page.get_by_role("heading", name="Not yet under a priority").count() == 0
    assert saved.delete(drafted.library.home, kept.id)


def test_a_draft_fits_a_telephone_and_its_buttons_are_large_enough(window: Watched, drafted: Served) -> None:
    kept = saved.begin(drafted.library.home, made())
    page = window.page.context.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{drafted.address}draft/one?id={kept.id}")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    sizes = [button.bounding_box() for button in page.locator("form.line > button").all()]
    assert sizes
    assert all(size["height"] >= 44 and size["width"] >= 44 for size in sizes)
    assert saved.delete(drafted.library.home, kept.id)


def fields(kept: saved.Saved, **more: str) -> dict[str, str]:
    return {"id": kept.id, "revision": str(kept.revision), "bullet": "a"} | more


def test_nothing_in_a_kept_draft_is_markup(own_client: TestClient, own_library: Library) -> None:
    kept = saved.begin(own_library.home, made())
    text = (own_library.home / "drafts" / f"{kept.id}.json").read_text()
    hostile = json.loads(text)
    hostile["draft"]["sections"][0]["bullets"][0] |= {"id": '"><i>', "why": "<i>", "agencies": ["<i>"], "text": "<i>"}
    hostile["draft"]["gaps"][0]["text"] = hostile["draft"]["board"] = hostile["draft"]["like"] = "<i>"
    (own_library.home / "drafts" / f"{kept.id}.json").write_text(json.dumps(hostile))
    for address in (f"/draft/one?id={kept.id}&done=<i>", "/draft", "/draft/new?board=<i>&period=<i>"):
        page = own_client.get(address)
        assert "<i>" not in page.text
        assert "<script" not in page.text


@pytest.mark.parametrize("path", ["returns", "make", "again", "change", "delete"])
def test_forms_are_taken_from_this_page_alone(own_client: TestClient, own_library: Library, path: str) -> None:
    kept = saved.begin(own_library.home, made())
    for headers in ({}, {"sec-fetch-site": "cross-site"}, {"origin": "http://elsewhere.example"}):
        sent = own_client.post(f"/draft/{path}", data=fields(kept, do="drop"), headers=headers)
        assert sent.status_code == 403
    assert saved.load(own_library.home, kept.id) == kept


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"do": "edit", "text": " "}, "cannot be empty"),
        ({"do": "edit", "text": "x" * 10_001}, "10,000 characters"),
        ({"do": "to", "to": "7"}, "no such priority"),
        ({"do": "to", "to": "x"}, "no such priority"),
        ({"do": "burn"}, "no change"),
        ({"do": "drop", "bullet": "zz"}, "no such line"),
    ],
)
def test_a_change_that_cannot_be_is_said_and_nothing_is_changed(
    own_client: TestClient, own_library: Library, given: dict[str, str], says: str
) -> None:
    kept = saved.begin(own_library.home, made())
    sent = own_client.post("/draft/change", data=fields(kept, **given), headers=HERE)
    assert sent.status_code == 422
    assert says in sent.text
    assert saved.load(own_library.home, kept.id) == kept


def test_words_typed_and_not_saved_are_kept_when_the_line_is_moved(
    own_client: TestClient, own_library: Library
) -> None:
    kept = saved.begin(own_library.home, made())
    assert own_client.post("/draft/change", data=fields(kept, do="down", text="Typed"), headers=HERE).status_code == 303
    assert [b.text for b in saved.load(own_library.home, kept.id).draft.sections[0].bullets][:2] == ["Did b.", "Typed"]


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/draft/one?id=zz", "no such draft"),
        ("/draft/one?id=0123456789ab", "not here any more"),
        ("/draft/file?id=0123456789ab&form=md", "not here any more"),
        (f"/draft/new?board={BOARD}&period=Q5", "not a quarter"),
        ("/draft/new?board=Nowhere&period=2023/24 Q3", "No one board"),
    ],
)
def test_what_is_not_there_is_one_plain_line_on_the_tab(own_library: Library, address: str, says: str) -> None:
    list(own_library.ingest([SAMPLES / "terms-of-reference-2024.md"]))
    with TestClient(build(own_library), base_url="http://127.0.0.1") as client:
        page = client.get(address)
    assert page.status_code == 422
    assert re.search(rf'<p class="note">[^<]*{says}', page.text)


def test_an_empty_library_says_what_to_do(own_client: TestClient) -> None:
    assert "Add some under Papers" in own_client.get("/draft").text


def test_files_are_returned_and_too_many_are_refused(own_library: Library) -> None:
    list(own_library.ingest([SAMPLES / "terms-of-reference-2024.md"]))
    given = {"board": BOARD, "period": "2023/24 Q3", "partner": "Police"}
    with TestClient(build(own_library), base_url="http://127.0.0.1") as client:
        many = [("files", (f"{n}.txt", b"- Ran 4 patrols in the park")) for n in range(51)]
        refused = client.post("/draft/returns", data=given, files=many, headers=HERE)
        assert refused.status_code == 422
        assert "Nothing has been put in" in refused.text
        two = [("files", ("../one.txt", b"- Ran 4 patrols in the park")), ("files", ("two.png", b"\x89PNG"))]
        page = client.post("/draft/returns", data=given, files=two, headers=HERE)
        deadline = time.monotonic() + 60
        while "data-follow" in page.text and time.monotonic() < deadline:
            page = client.get(page.url)
    assert "Put in" in page.text
    assert "paste its words" in page.text
    kept = [p for p in (own_library.home / "returns").rglob("*") if p.is_file()]
    assert [p.name for p in kept] == ["one.txt"]


def test_one_piece_of_work_at_a_time_and_a_failure_is_plain() -> None:
    working = Working()
    waiting = True

    def wait(tell: Any) -> str:
        while waiting:
            time.sleep(0.01)
        raise ZeroDivisionError("secret")

    work = working.begin("Waiting", "/draft", wait)
    with pytest.raises(Busy, match="Waiting"):
        working.begin("Another", "/draft", lambda tell: "/draft")
    waiting = False
    while (found := working.find(work.number)) and found.going:
        time.sleep(0.01)
    assert found
    assert "Something went wrong" in found.problem
    assert working.going() is None
