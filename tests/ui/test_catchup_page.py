"""The Catch-up tab: a brief is asked for, shown with its sources, passed on by its address and saved as a file."""

import re

import pytest
from fastapi.testclient import TestClient

from index.library import Library
from tests.ui.conftest import Watched
from ui.web.app import build

pytestmark = pytest.mark.timeout(240)
HOSTILE = '"><script>window.stolen=1</script> \u202eمرحبا'


def test_a_brief_is_shown_linked_to_its_sources_passed_on_and_saved(window: Watched) -> None:
    page = window.page
    page.get_by_role("tab", name="Catch-up").click()
    page.get_by_label("Topic").fill(HOSTILE)
    page.get_by_role("button", name="Show").click()
    page.locator(".note", has_text="window.stolen=1").wait_for(timeout=60_000)
    assert page.get_by_label("Topic").input_value().startswith('"><script>')
    page.get_by_label("Topic").fill("")
    page.get_by_label("Length").select_option(label="One page")
    page.get_by_label("Board or partnership").select_option("Safer Marlowick Partnership")
    page.get_by_role("button", name="Show").click()
    page.locator("article.outgoing").wait_for(timeout=60_000)
    assert page.locator("article a.reference").first.get_attribute("href").startswith("/source/")
    with page.expect_download() as arriving:
        page.get_by_role("link", name="Word").click()
    assert arriving.value.suggested_filename == "Safer Marlowick Partnership.docx"
    address = page.get_by_role("link", name="To pass on").get_attribute("href")
    other = page.context.new_page()
    other.set_viewport_size({"width": 390, "height": 844})
    other.goto(window.page.url.rstrip("/") + address)
    other.locator("article.outgoing").wait_for(timeout=60_000)
    assert other.evaluate("document.documentElement.scrollWidth") == 390
    assert other.locator("article h1").inner_text() == "Safer Marlowick Partnership"
    assert other.evaluate("window.stolen") is None
    assert window.errors == []


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"topic": "lamps", "person": "Jo"}, "about one thing"),
        ({"board": "Nowhere <b>"}, "Nowhere"),
        ({"since": "Q9"}, "not a date"),
        ({"person": HOSTILE}, "nobody"),
        ({"topic": "x" * 5_000}, "nothing of"),
    ],
)
def test_what_cannot_be_briefed_is_one_plain_line(client: TestClient, given: dict[str, str], says: str) -> None:
    for path in ("/catchup", "/catchup/file"):
        page = client.get(path, params=given | {"form": "md"})
        assert page.status_code == 422
        assert re.search(rf'<p class="note">[^<]*{says}', page.text)
        assert "<script" not in page.text
        assert "<b>" not in page.text


def test_without_papers_the_tab_says_what_to_do(own_library: Library) -> None:
    with TestClient(build(own_library), base_url="http://127.0.0.1") as client:
        assert "Add some under Papers" in client.get("/catchup").text


def test_another_form_of_file_is_not_there(client: TestClient) -> None:
    assert (
        client.get("/catchup/file", params={"board": "Safer Marlowick Partnership", "form": "exe"}).status_code == 404
    )
