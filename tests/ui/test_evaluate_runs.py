"""Runs asked from the page: begun, stopped, gone on with, one at a time, and what the routes show and refuse."""

import json
import re
import threading
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import ui.web.asking
from eval.errors import EvaluationError
from eval.examples import Example
from eval.rows import Row
from eval.runs import Run, find
from eval.sets import load
from index.library import Library
from tests.ui.by_hand import put_in_by_hand
from ui.web.app import build
from ui.web.asking import Asking, Progress

HERE = {"origin": "http://127.0.0.1"}
EXAMPLES = [Example(f"q{n}", f"What is fact {n}?", "fact", expected_facts=((f"fact {n}",),)) for n in range(5)]


class Held:
    """A system that answers a question each time it is let go, and fails on one."""

    name, program = "partnership", "1"
    gate = threading.Semaphore(0)

    def __init__(self, _: Library) -> None:
        self.settings: dict[str, Any] = {}

    def answer(self, example: Example) -> Row:
        assert self.gate.acquire(timeout=30)
        if example.id == "q3":
            raise ValueError("no such <b>fact</b>")
        return Row(example, answer=f"It is {example.expected_facts[0][0]}." if example.id != "q1" else "It is not.")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> type[Held]:
    monkeypatch.setattr(Held, "gate", threading.Semaphore(0))
    monkeypatch.setattr(ui.web.asking, "Partnership", Held)
    return Held


@pytest.fixture
def papers(own_library: Library, tmp_path: Path) -> Library:
    put_in_by_hand(own_library, tmp_path)
    return own_library


@pytest.fixture
def own_client(papers: Library) -> Iterator[TestClient]:
    with TestClient(build(papers), base_url="http://127.0.0.1", headers=HERE) as client:
        yield client


def settled(asking: Asking, done: int | None = None) -> Progress:
    """Wait until so many questions are asked, or the run has ended."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        progress = asking.progress
        if progress and (not progress.going or progress.done == done):
            return progress
        time.sleep(0.01)
    raise AssertionError("the run goes on and on")


def lines_of(examples: list[Example]) -> bytes:
    return "".join(json.dumps(e.as_dict()) + "\n" for e in examples).encode()


def sent(client: TestClient, name: str, data: bytes, file: str = "set.jsonl") -> Any:
    return client.post("/evaluate/begin", data={"name": name}, files={"set": (file, data)})


def notes(page: str) -> str:
    return unescape(" ".join(re.findall(r'<p class="note">(.*?)</p>', page)))


def test_a_run_is_asked_and_counted(papers: Library, held: type[Held]) -> None:
    asking = Asking(papers)
    held.gate.release(5)
    asking.begin("june", "facts", EXAMPLES)
    progress = settled(asking)
    assert (progress.done, progress.right, progress.ended) == (5, 3, "complete")
    run = find(papers.home, "june")
    assert run.finished
    assert [row.example for row in run.rows()] == EXAMPLES
    assert [bool(row.error) for row in run.rows()] == [False, False, False, True, False]
    assert (run.folder / "report.html").is_file()


def test_a_run_that_is_stopped_goes_on_where_it_was(papers: Library, held: type[Held]) -> None:
    asking = Asking(papers)
    asking.begin("june", "facts", EXAMPLES)
    held.gate.release(2)
    settled(asking, done=2)
    asking.stop()
    assert asking.progress is not None
    assert asking.progress.stopping
    held.gate.release(1)
    assert settled(asking).ended == "stopped"
    run = find(papers.home, "june")
    assert (run.asked(), run.finished) == ({"q0", "q1", "q2"}, False)
    assert run.summary().overall.rows == 3
    again = Asking(papers)  # the server was started anew
    held.gate.release(2)
    again.go_on("june")
    progress = settled(again)
    assert (progress.done, progress.right, progress.ended) == (5, 3, "complete")
    assert [row.example.id for row in Run(run.folder).rows()] == [e.id for e in EXAMPLES]
    with pytest.raises(EvaluationError, match="is complete"):
        again.go_on("june")


def test_only_one_run_is_asked_at_a_time(papers: Library, held: type[Held]) -> None:
    asking = Asking(papers)
    refused: list[str] = []

    def begin(n: int) -> None:
        try:
            asking.begin(f"run {n}", "facts", EXAMPLES)
        except EvaluationError as error:
            refused.append(str(error))

    threads = [threading.Thread(target=begin, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(refused) == 5
    assert all("is going on" in words for words in refused)
    held.gate.release(5)
    assert settled(asking).ended == "complete"
    assert len([p for p in (papers.home / "evaluations").iterdir() if p.is_dir()]) == 1


def test_a_run_whose_papers_changed_is_not_gone_on_with(papers: Library, held: type[Held], tmp_path: Path) -> None:
    asking = Asking(papers)
    asking.begin("june", "facts", EXAMPLES)
    asking.stop()
    held.gate.release(1)
    settled(asking)
    (tmp_path / "new.txt").write_text("Minutes of the Lantern Board, 7 May 2024\n\nThe board agreed to light lanterns.")
    list(papers.ingest([tmp_path / "new.txt"]))
    with pytest.raises(EvaluationError, match=r"the papers in the library changed: ask all of it again"):
        asking.go_on("june")


def test_a_set_is_asked_listed_reported_and_compared(own_client: TestClient, papers: Library, held: type[Held]) -> None:
    held.gate.release(20)
    for name in ("june", "july"):
        page = sent(own_client, name, lines_of(EXAMPLES))
        assert page.status_code == 200
        while "data-follow" in own_client.get("/evaluate/progress").text:
            time.sleep(0.01)
    page = own_client.get("/evaluate")
    assert "“july” is complete: 3 of 5 questions right" in notes(page.text)
    rows = re.findall(r"<tr><td.*?</tr>", page.text)
    assert all("60%" in unescape(row) and "set" in row for row in rows)
    report = own_client.get("/evaluate/report?run=june")
    assert "sandbox allow-scripts" in report.headers["content-security-policy"]
    assert "<b>fact</b>" not in report.text
    for form in ("html", "md", "csv"):
        saved = own_client.get(f"/evaluate/report?run=june&form={form}&save=yes")
        assert f'attachment; filename="june.{form}"' == saved.headers["content-disposition"]
        assert saved.content == (papers.home / "evaluations" / "june" / f"report.{form}").read_bytes()
    compared = own_client.get("/evaluate/compare?run=july&other=june")
    assert "0 got better, 0 got worse and 5 stayed the same" in unescape(compared.text)


def test_what_got_better_and_worse_is_shown_with_its_question(
    own_client: TestClient, papers: Library, held: type[Held], monkeypatch: pytest.MonkeyPatch
) -> None:
    held.gate.release(20)
    asking = Asking(papers)
    asking.begin("june", "facts", EXAMPLES)
    settled(asking)
    other = {"q1": "It is fact 1.", "q4": "<script>stolen=1</script> is **it**"}
    right = {e.id: f"It is {e.expected_facts[0][0]}." for e in EXAMPLES}
    monkeypatch.setattr(held, "answer", lambda _, example: Row(example, answer=(right | other)[example.id]))
    asking.begin("july", "facts", EXAMPLES)
    settled(asking)
    page = own_client.get("/evaluate/compare?run=july&other=june").text
    assert "<script" not in page
    worse, better = page.split("Got better (2)")
    assert "Got worse (1)" in worse
    assert EXAMPLES[4].question in unescape(worse)
    assert "<script>stolen=1</script> is **it**" in unescape(worse)
    assert all(e.question in unescape(better) for e in (EXAMPLES[1], EXAMPLES[3]))
    assert "no such <b>fact</b>" in unescape(better)


@pytest.mark.parametrize(
    ("file", "data", "said"),
    [
        (
            "a.csv",
            b"question,kind,expected_facts\nWho?,fact,x\nWho <b>else</b>?,persom,y\n",
            "a.csv, row 3, column kind",
        ),
        ("a.jsonl", b'{"question": "Who?"}', "a.jsonl, line 1, column expected_facts"),
        ("a.yaml", b"- question: [Who", "a.yaml, line"),
        ("a.xlsx", b"not a workbook", "a.xlsx: this is not an Excel workbook"),
        ("a.exe", b"MZ", "is not a question set"),
        ("../../a<b>.csv", b"question\n\xff\xfe", "a_b_.csv, line 2: this is not UTF-8"),
        ("a.csv", b"", "Choose a file"),
        ("a.csv", b"question,expected_facts,expected_documents\nWho?,x,no-such.pdf\n", "no paper called"),
        ("a.csv", b"question,expected_facts\n" + b"Who?,x\n" * 2, "give each question its own"),
        (
            "a.csv",
            b"question,expected_facts\n" + b"".join(b"Who %d?,x\n" % n for n in range(10_001)),
            "10,001 questions",
        ),
        ("a.csv", b"x" * 21_000_000, "may have 20 MB"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_a_mistake_in_a_set_is_shown_and_nothing_is_asked(
    own_client: TestClient, papers: Library, file: str, data: bytes, said: str
) -> None:
    page = sent(own_client, 'my "run"', data, file)
    assert page.status_code == 422
    assert said in notes(page.text)
    assert "<b>" not in page.text
    folder = papers.home / "evaluations"
    assert not folder.exists() or list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["../june", "june/../x", ".hidden", "<script>stolen=1</script>", "a" * 81, "con"])
def test_a_name_that_is_fit_for_no_folder_is_refused(own_client: TestClient, papers: Library, name: str) -> None:
    page = sent(own_client, name, lines_of(EXAMPLES))
    assert page.status_code == 422
    assert f'"{name}" is no name for a run' in notes(page.text)
    assert "<script" not in page.text
    assert not list(papers.home.rglob("run.json"))


@pytest.mark.parametrize("address", ["report?run={}", "report?run={}&form=csv", "compare?run={}&other={}"])
@pytest.mark.parametrize("name", ["", "nothing", "../evaluations", "%00", "<img src=x>"])
def test_a_run_that_is_not_there_is_said(own_client: TestClient, address: str, name: str) -> None:
    page = own_client.get("/evaluate/" + address.format(name, name + "1"))
    assert page.status_code in (404, 422)
    assert "<img" not in page.text


def test_hostile_words_of_a_set_do_nothing(own_client: TestClient, papers: Library, held: type[Held]) -> None:
    held.gate.release(5)
    hostile = "<img src=x onerror=stolen=1> [x](javascript:stolen=2) {{7*7}}"
    example = Example("<u>1</u>", hostile, "fact", expected_facts=((hostile,),), tags=(hostile,))
    sent(own_client, "", lines_of([example]), "set <svg onload=stolen=3>.jsonl")
    while "data-follow" in own_client.get("/evaluate/progress").text:
        time.sleep(0.01)
    [run] = (papers.home / "evaluations").glob("*/run.json")
    pages = [own_client.get("/evaluate"), own_client.get(f"/evaluate/report?run={run.parent.name}")]
    for page in pages:
        assert page.status_code == 200
        assert not re.search(r"<(?:img|svg onload|u)\b", page.text)


@pytest.mark.parametrize("address", ["begin", "kept/begin", "again", "go-on", "stop"])
def test_another_site_can_begin_and_stop_nothing(own_client: TestClient, papers: Library, address: str) -> None:
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert own_client.post(f"/evaluate/{address}", data={"run": "june"}, headers=headers).status_code == 403
    assert not (papers.home / "evaluations").exists()


def test_without_papers_nothing_is_asked(own_library: Library) -> None:
    with TestClient(build(own_library), base_url="http://127.0.0.1", headers=HERE) as client:
        assert "no papers to ask about yet" in notes(sent(client, "june", lines_of(EXAMPLES)).text)


def test_the_template_is_a_set(own_client: TestClient, tmp_path: Path) -> None:
    path = tmp_path / "questions.xlsx"
    path.write_bytes(own_client.get("/evaluate/template.xlsx").content)
    assert len(load(path)) >= 3


def test_a_report_is_read_only_when_the_run_has_ended(own_client: TestClient, held: type[Held]) -> None:
    sent(own_client, "june", lines_of(EXAMPLES))
    assert "still being asked" in notes(own_client.get("/evaluate/report?run=june").text)
    assert "is going on" in notes(sent(own_client, "july", lines_of(EXAMPLES)).text)
    assert ">june<" not in unescape(own_client.get("/evaluate").text)
    own_client.post("/evaluate/stop")
    held.gate.release(1)
    while "data-follow" in own_client.get("/evaluate/progress").text:
        time.sleep(0.01)
    assert "stopped after 1 of 5" in notes(own_client.get("/evaluate").text)
