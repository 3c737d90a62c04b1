"""partnership ask: the answer with its citations, and the batch contract."""

import datetime
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, Citation
from assistant.assistant import Assistant
from tests.cli.conftest import Run

FIELDS = ["id", "question", "answer", "refused", "reason", "kind", "citations", "coverage", "seconds"]
CITED = Citation(
    n=1,
    document="pack.pdf",
    document_id="d1",
    title="Board pack",
    board="The Board",
    part="Minutes",
    date=datetime.date(2024, 3, 12),
    page=4,
    section="7. Taxis",
    quote="RESOLVED that\nit be so",
    start=0,
    end=9,
)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Answer every question alike, and keep what was asked."""
    calls: list[tuple[Any, ...]] = []

    def ask(
        self: Assistant, question: str, history: Any = (), filters: Any = None, written: bool = False
    ) -> Iterator[str | Answer]:
        calls.append((question, list(history), filters))
        yield "The Board resolved it. "
        yield "[1]\x1b[31m"
        yield Answer(question, "The Board resolved it. [1]", "decision", (CITED,))

    monkeypatch.setattr(Assistant, "ask", ask)
    return calls


def test_the_answer_is_printed_with_its_citation_below(run: Run, heard: list[Any]) -> None:
    ran = run("ask", "What was resolved?")
    assert ran.code == 0
    assert ran.out == (
        "The Board resolved it. [1][31m\n\n"
        "Board pack, Minutes, 12 March 2024, page 4, 7. Taxis (pack.pdf)\n    [1] “RESOLVED that it be so”\n"
    )
    assert ran.err == ""


def test_earlier_questions_and_filters_reach_the_assistant(run: Run, heard: list[Any]) -> None:
    run("ask", "And in Q3?", "--history", "One?", "--history", "Two?", "--board", "marlowick", "--until", "Q2 2023/24")
    question, history, filters = heard[0]
    assert (question, history) == ("And in Q3?", ["One?", "Two?"])
    assert all("Marlowick" in board for board in filters.boards)
    assert filters.until == datetime.date(2023, 9, 30)


def test_one_question_as_json_is_one_object_of_the_contract(run: Run) -> None:
    ran = run("ask", "--json", "What is the quorum of the Strategic Board?")
    row = json.loads(ran.out)
    assert ran.out.count("\n") == 1
    assert list(row) == FIELDS
    assert row["coverage"]["documents"] == 3


def test_a_batch_answers_in_order_and_goes_on_after_a_bad_line(run: Run, heard: list[Any], tmp_path: Path) -> None:
    lines = [
        b'\xef\xbb\xbf{"id": "a", "question": "One?"}',
        b"not json",
        b"",
        b'{"id": "c"}',
        b"[1, 2]",
        b'{"id": "e", "question": "Two?", "history": "One?"}',
        b"\xff\xfe",
        b'{"id": 7, "question": "Three?", "history": ["One?", "Two?"]}',
        b'{"question": "half a character: \\ud800"}',
    ]
    batch = tmp_path / "batch.jsonl"
    batch.write_bytes(b"\n".join(lines))
    ran = run("ask", "--batch", str(batch), "--json")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert [row["id"] for row in rows] == ["a", "", "c", "", "e", "", 7, ""]
    assert [row["line"] for row in rows if "error" in row] == [2, 4, 5, 6, 7]
    assert all(list(row) == FIELDS for row in rows if "error" not in row)
    assert heard[1][:2] == ("Three?", ["One?", "Two?"])
    assert heard[2][0] == "half a character: ?"


def test_each_answer_of_a_batch_is_there_before_the_next_question(filled: Path) -> None:
    environment = os.environ | {"PARTNERSHIP_HOME": str(filled)}
    words = [sys.executable, "-c", "from ui.cli import main; main()", "ask", "--batch", "-"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdin
        assert process.stdout
        for number in range(3):
            process.stdin.write(json.dumps({"id": str(number), "question": "What is the quorum?"}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == str(number)
        process.stdin.close()
    assert process.returncode == 0


@pytest.mark.parametrize("question", ["", "why " * 2500, "\x01\x02\x7f\x9b", "Wer schuldet die Antwort?"])
def test_odd_questions_get_an_answer(run: Run, question: str) -> None:
    ran = run("ask", "--json", "--", question)
    assert ran.code == 0
    assert json.loads(ran.out)["answer"]


def test_an_empty_library_answers_that_there_is_nothing(run: Run, home: Path) -> None:
    row = json.loads(run("--home", str(home), "ask", "--json", "What is the quorum?").out)
    assert row["refused"]
    assert row["coverage"]["documents"] == 0


@pytest.mark.parametrize("words", [("ask",), ("ask", "one?", "--batch", "-"), ("ask", "--batch", "nowhere.jsonl")])
def test_no_question_or_two_ways_of_asking_or_no_file_is_one_line(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("partnership: ")
    assert ran.err.count("\n") == 1


def test_a_written_answer_needs_a_language_model(run: Run, heard: list[Any]) -> None:
    ran = run("ask", "--written", "What was resolved?")
    assert ran.code == 1
    assert "no language model is set" in ran.err
    assert heard == []
