"""Questions kept from conversations: the set they make, and the form that takes them."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from eval.examples import REASONS, Example
from eval.set_files import SetError
from eval.sets import load
from index.library import Library
from ui.web.app import build
from ui.web.collected import Collected
from ui.web.questions import BECAUSE, given, link_to_form

HERE = {"origin": "http://127.0.0.1"}
BARE = Example("", "Who chairs the Quay Panel?", "person")
ANNE = replace(BARE, expected_facts=(("Anne Moss", "A. Moss"),))


@pytest.fixture
def collected(tmp_path: Path) -> Collected:
    return Collected(tmp_path / "evaluations")


@pytest.fixture
def own_client(own_library: Library) -> Iterator[TestClient]:
    with TestClient(build(own_library), base_url="http://127.0.0.1", headers=HERE, follow_redirects=False) as client:
        yield client


def test_what_is_kept_is_a_set(collected: Collected) -> None:
    assert collected.examples() == []
    kept = [collected.keep(ANNE), collected.keep(replace(ANNE, question="And of the Mill Panel?"))]
    assert load(collected.path) == collected.examples() == kept
    assert len({example.id for example in kept}) == 2


def test_the_same_question_is_kept_once(collected: Collected) -> None:
    assert collected.keep(ANNE) == collected.keep(ANNE)
    assert len(collected.examples()) == 1


def test_a_change_leaves_every_other_line_as_it_is(collected: Collected) -> None:
    collected.path.parent.mkdir()
    by_hand = '{"question":  "Where is the quay?", "expected_facts": "north", "tags": "by hand"}'
    collected.path.write_text(f"\n{by_hand}\n", "utf-8")
    kept = collected.keep(ANNE)
    assert collected.put(replace(kept, expected_facts=(("Una Dale",),)))
    assert collected.path.read_text("utf-8").splitlines()[0] == by_hand
    assert collected.remove(kept.id)
    assert collected.path.read_text("utf-8") == f"{by_hand}\n"
    assert not collected.remove(kept.id)
    assert not collected.put(kept)


def test_a_broken_file_is_left_alone(collected: Collected) -> None:
    collected.path.parent.mkdir()
    collected.path.write_text('{"question": "half', "utf-8")
    with pytest.raises(SetError, match="line 1"):
        collected.keep(ANNE)
    assert collected.path.read_text("utf-8") == '{"question": "half'


def test_a_question_that_makes_no_set_is_not_written(collected: Collected) -> None:
    collected.keep(ANNE)
    with pytest.raises(SetError):
        collected.keep(BARE)
    assert len(collected.examples()) == 1


def test_many_windows_keep_questions_at_once_and_none_is_lost(collected: Collected) -> None:
    def keep(window: int) -> None:
        for n in range(5):
            Collected(collected.path.parent).keep(replace(ANNE, question=f"Question {n} of window {window}?"))

    threads = [threading.Thread(target=keep, args=(window,)) for window in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len({(e.id, e.question) for e in collected.examples()}) == 30


def test_every_reason_has_plain_words() -> None:
    assert tuple(BECAUSE) == REASONS


def test_the_form_gives_facts_wordings_and_what_must_not_be_said() -> None:
    fields = {
        "question": "Who  chairs\r\nit?",
        "earlier": "When did it meet?\r\n\r\nWhere?",
        "outcome": "say",
        "facts": " Anne Moss | A. Moss\r\n4 May 2024\r\n|\r\n",
        "forbidden": "Una Dale",
    }
    assert given(fields, BARE) == replace(
        BARE,
        question="Who chairs it?",
        history=("When did it meet?", "Where?"),
        expected_facts=(("Anne Moss", "A. Moss"), ("4 May 2024",)),
        forbidden=("Una Dale",),
    )


def test_a_refusal_takes_its_reason_and_no_facts_and_can_be_changed_back() -> None:
    fields = {"question": BARE.question, "outcome": "refuse", "reason": "off_topic", "facts": "Anne", "forbidden": "x"}
    refused = given(fields, ANNE)
    assert refused == replace(BARE, kind="refusal", expected_reason="off_topic")
    assert given(fields | {"outcome": "say"}, refused).answerable


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"question": " ", "facts": "x"}, "Write the question"),
        ({"question": "Who?", "facts": " \n|"}, "at least one thing"),
        ({"question": "Who?", "outcome": "refuse"}, "Choose why"),
        ({"question": "Who?", "outcome": "refuse", "reason": "boredom"}, "Choose why"),
        ({"question": "Who?", "facts": "x" * 5_000}, "too long"),
    ],
)
def test_what_is_missing_is_said(fields: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        given(fields, BARE)


def test_a_link_fills_the_form_in_and_nothing_in_it_is_markup(own_client: TestClient) -> None:
    question, earlier = '"><script>stolen=1</script> & more?', [f"turn {n} <b>" for n in range(9)]
    address = unescape(link_to_form(question, earlier, "role"))
    page = own_client.get(address)
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "<b>" not in page.text
    shown = unescape(page.text)
    assert all(words in shown for words in (question, "turn 3 <b>\nturn 4", "turn 8 <b>"))
    assert "turn 2" not in shown
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_the_form_keeps_changes_and_removes(own_client: TestClient, own_library: Library) -> None:
    fields = {"question": BARE.question, "kind": "role", "outcome": "say", "facts": "<b>Anne</b>"}
    kept = own_client.post("/evaluate/question", data=fields)
    assert urlsplit(kept.headers["location"]).path == "/evaluate/kept"
    assert "1 question so far" in own_client.get("/evaluate/kept").text
    path = own_library.home / "evaluations" / "questions.jsonl"
    [example] = load(path)
    assert (example.kind, example.expected_facts) == ("person", (("<b>Anne</b>",),))
    listed = own_client.get("/evaluate/questions").text
    assert "<b>" not in listed
    assert example.id in unescape(listed)
    fields |= {"id": example.id, "facts": "Una Dale"}
    assert own_client.post("/evaluate/question", data=fields).status_code == 303
    assert load(path) == [replace(example, expected_facts=(("Una Dale",),))]
    saved = own_client.get("/evaluate/questions.jsonl")
    assert json.loads(saved.text)["expected_facts"] == ["Una Dale"]
    assert own_client.post("/evaluate/question/remove", data={"id": example.id}).status_code == 303
    assert own_client.post("/evaluate/question", data=fields).status_code == 404
    assert "None yet" in own_client.get("/evaluate/questions").text


def test_a_mistake_in_the_form_keeps_what_was_typed(own_client: TestClient) -> None:
    sent = {"question": "Who?", "outcome": "refuse", "facts": "half a thought", "kind": "person"}
    page = own_client.post("/evaluate/question", data=sent)
    assert page.status_code == 422
    assert "Choose why it should have refused." in page.text
    assert "half a thought" in page.text


def test_a_set_that_cannot_be_read_is_said_and_kept(own_client: TestClient, own_library: Library) -> None:
    path = own_library.home / "evaluations" / "questions.jsonl"
    path.parent.mkdir()
    path.write_text("nonsense <img src=x>\n", "utf-8")
    fields = {"question": "Who?", "outcome": "say", "facts": "Anne"}
    for page in (own_client.get("/evaluate/questions"), own_client.post("/evaluate/question", data=fields)):
        assert page.status_code == 422
        assert "line 1" in unescape(page.text)
        assert "<img" not in page.text
    assert path.read_text("utf-8") == "nonsense <img src=x>\n"


@pytest.mark.parametrize("address", ["/evaluate/question", "/evaluate/question/remove"])
def test_another_site_can_send_nothing(own_client: TestClient, own_library: Library, address: str) -> None:
    fields = {"question": "Who?", "outcome": "say", "facts": "Anne"}
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert own_client.post(address, data=fields, headers=headers).status_code == 403
    assert not (own_library.home / "evaluations" / "questions.jsonl").exists()


def test_a_form_of_great_length_is_refused(own_client: TestClient) -> None:
    assert own_client.post("/evaluate/question", data={"question": "x" * 300_000}).status_code == 413
