"""The page in a real browser."""

import re
import threading
from pathlib import Path

import pytest

from tests.ui.conftest import PACK, Served, Watched

pytestmark = pytest.mark.timeout(240)


def test_the_page_says_what_is_covered_and_suggests_questions(window: Watched) -> None:
    page = window.page
    assert page.locator("h1").inner_text() == "Partnership assistant"
    assert re.match(r"\d+ papers", page.locator("#banner p").inner_text())
    assert page.locator("button.example:visible").count() >= 2
    assert page.get_by_label("Your question").is_visible()
    assert window.errors == []


def test_a_question_gets_an_answer_whose_citation_opens_the_source_at_the_words(window: Watched) -> None:
    page = window.page
    answer = window.ask("What was done on hate crime in Q2 2023/24?")
    assert "[1]" in answer
    assert page.locator("#sources .card").count() >= 1
    quoted = page.locator("#sources .card mark").first.inner_text()
    for opener in ("#sources .card a", "#chat a.reference"):
        with page.context.expect_page() as opened:
            page.locator(opener).first.click()
        source = opened.value
        mark = source.locator("mark#quote")
        mark.wait_for()
        assert mark.inner_text().split()[0] == quoted.split()[0]
        assert 0 < mark.bounding_box()["y"] < 800
        source.close()


def test_a_follow_up_sees_the_earlier_question_and_a_new_conversation_does_not(window: Watched) -> None:
    page = window.page
    window.ask("What was done on hate crime in Q2 2023/24?")
    window.ask("And on domestic abuse?")
    assert page.locator("#chat .user-row").count() == 2
    page.get_by_role("button", name="New conversation").click()
    page.locator("#chat").wait_for(state="hidden")
    assert page.locator("#sources .card").count() == 0


def test_a_refusal_is_a_statement_and_not_an_error(window: Watched) -> None:
    answer = window.ask("What is the capital of Peru?")
    assert window.page.locator("#chat .refusal").count() == 1
    assert "error" not in answer.lower()
    assert window.page.locator(".toast-wrap .error").count() == 0


def test_an_empty_question_is_answered_kindly(window: Watched) -> None:
    window.page.locator("#question textarea").fill("   ")
    window.page.locator("#ask-button").click()
    window.page.get_by_text("Type a question first.").wait_for()
    assert not window.page.locator("#chat").is_visible()


def test_search_marks_the_words_and_links_to_the_source(window: Watched) -> None:
    page = window.page
    page.get_by_role("tab", name="Search").click()
    page.get_by_label("Words to look for").fill("weapons sweeps")
    page.locator("#search-button").click()
    page.locator("#found .card").first.wait_for()
    assert "weapons" in [w.lower() for w in page.locator("#found mark").all_inner_texts()]
    assert page.locator("#found .card a").first.get_attribute("href").startswith("/source/")


def test_a_paper_goes_in_and_comes_out(window: Watched, served: Served, tmp_path: Path) -> None:
    page = window.page
    paper = tmp_path / "lantern-minutes.txt"
    paper.write_text("Minutes of the Lantern Board, 7 May 2024\n\nThe board agreed that lanterns be lit at dusk.")
    page.get_by_role("tab", name="Papers").click()
    page.get_by_role("button", name="Add papers").first.click()
    page.locator("#files input[type=file]").set_input_files([str(paper)])
    page.locator("#files").get_by_text("lantern-minutes").first.wait_for()
    page.locator("#add").click()
    page.locator("#report li", has_text="lantern-minutes.txt").wait_for(timeout=60_000)
    page.locator("#papers-table", has_text="lantern-minutes.txt").wait_for()
    page.get_by_role("button", name="Remove a paper").click()
    page.get_by_label("Paper to remove").click()
    page.get_by_role("option", name=re.compile("lantern")).click()
    page.locator("#remove").click()
    page.locator("#yes").click()
    page.get_by_text("The paper has been removed.").wait_for()
    page.locator("#papers-table .papers tr", has_text="lantern").wait_for(state="detached")
    assert all(d.name != "lantern-minutes.txt" for d in served.library.catalogue.documents())


@pytest.mark.parametrize("question", ["How many walls did the graffiti team clean?", "What did graffiti cost?"])
def test_a_hostile_paper_runs_nothing_and_brings_no_link_or_picture(window: Watched, question: str) -> None:
    page = window.page
    window.ask(question)
    page.get_by_role("tab", name="Search").click()
    page.get_by_label("Words to look for").fill("graffiti underpass hotline pounds walls")
    page.locator("#search-button").click()
    page.locator("#found .card").first.wait_for()
    assert '<img src=x onerror="window.stolen' in page.locator("#found").inner_text()
    page.get_by_role("tab", name="Papers").click()
    page.wait_for_timeout(500)
    assert page.evaluate("window.stolen") is None
    assert page.locator("#chat img, #sources img, #found img, #papers-table img, .katex").count() == 0
    shown = page.locator("#chat a:not(.wrong), #sources a, #found a, #papers-table a")
    links = shown.evaluate_all("all => all.map(a => a.href)")
    assert links
    assert all("/source/" in link for link in links)
    assert not any("49" in text for text in page.locator("#found .card").all_inner_texts() if "7*7" not in text)


def test_a_hostile_question_runs_nothing(window: Watched) -> None:
    window.ask("<img src=x onerror='stolen=1'> ![x](http://192.0.2.1/p.png) <script>stolen=2</script> graffiti?")
    assert window.page.evaluate("window.stolen") is None
    assert window.page.locator("#chat img").count() == 0


def test_two_windows_ask_at_once(window: Watched, served: Served) -> None:
    other = window.page.context.new_page()
    other.goto(served.address)
    other.locator("#question textarea").wait_for()
    windows = [(window.page, "What is the quorum of the Strategic Board?"), (other, "What actions are outstanding?")]
    for page, question in windows:
        page.locator("#question textarea").fill(question)
    for page, _ in windows:
        page.locator("#ask-button").click()
    for page, question in windows:
        page.locator("#chat .bot-row .said").first.wait_for(timeout=60_000)
        assert question in page.locator("#chat .user-row").inner_text()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(window: Watched, width: int) -> None:
    page = window.page
    page.set_viewport_size({"width": width, "height": 844})
    window.ask("What was done on hate crime in Q2 2023/24?")
    for tab in ("Search", "Papers", "Ask"):
        page.get_by_role("tab", name=tab).click()
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_library_answers_from_many_threads_at_once(served: Served) -> None:
    from index.search import Search

    search = Search(served.library)
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(search.hybrid("hate crime", 3)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert found == [3] * 8


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_itself_is_shown_with_the_words_marked(window: Watched, served: Served, width: int) -> None:
    page = window.page
    page.set_viewport_size({"width": width, "height": 844})
    found = next(d for d in served.library.catalogue.documents() if d.name == PACK)
    document = served.library.catalogue.document(found.id)
    assert document is not None
    start = document.text.index("list of third-party reporting centres")
    with page.expect_response(lambda response: "/page/" in response.url, timeout=90_000) as drawn:
        page.goto(f"{served.address}source/{found.id}?start={start}&end={start + 37}#quote")
        sheet = page.locator(".sheet img")
        sheet.scroll_into_view_if_needed()
    assert drawn.value.headers["content-type"] == "image/png"
    image, box = sheet.bounding_box(), page.locator(".sheet rect").bounding_box()
    assert image["x"] < box["x"] < box["x"] + box["width"] < image["x"] + image["width"]
    assert image["y"] < box["y"] < box["y"] + box["height"] < image["y"] + image["height"]
    assert "the quoted words marked" in sheet.get_attribute("alt")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 1280:
        text = page.locator("mark#quote").bounding_box()
        assert text["x"] + text["width"] < image["x"]
