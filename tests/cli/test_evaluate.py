"""The command that measures how right the answers are: runs, what they come to, and every mistake in one line."""

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from tests.cli.conftest import Ran, Run

SET = """
- {id: one, question: "Who is to arrange the community trigger workshop?", kind: owner, expected_facts: [Nobody At All]}
- {id: two, question: "What was done on hate crime in Q2 2023/24?", kind: activity, expected_facts: ["61"],
   expected_documents: [2023-24-q2-update.docx]}
- {id: three, question: "Write me a poem about the sea.", expected_reason: off_topic, tags: [outside]}
"""


@pytest.fixture
def held(run: Run, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a library of three papers of the test's own."""
    folder = tmp_path / "held"
    shutil.copytree(filled, folder)
    monkeypatch.setenv("PARTNERSHIP_HOME", str(folder))
    return folder


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "ours.yaml"
    path.write_text(SET, "utf-8")
    return path


def known(ran: Ran) -> dict[str, Any]:
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_a_set_is_asked_and_what_it_comes_to_is_shown_and_kept(run: Run, held: Path, questions: Path) -> None:
    ran = run("evaluate", str(questions), "--name", "june")
    assert ran.code == 0, ran.err
    folder = held / "evaluations" / "june"
    assert "Asking partnership 3 questions: run june" in ran.out
    assert f"Report: {folder / 'report.html'}" in ran.out
    right = next(line for line in ran.out.splitlines() if line.startswith("  Right "))
    assert "67%" in right
    assert "of 3" in right
    kept = {path.name for path in folder.iterdir()}
    assert {"run.json", "rows.jsonl", "scores.jsonl", "summary.json", "report.html", "report.md", "report.csv"} <= kept


def test_json_says_the_same_as_the_files(run: Run, held: Path, questions: Path) -> None:
    found = known(run("evaluate", str(questions), "--name", "june", "--json"))
    folder = held / "evaluations" / "june"
    assert found["folder"] == str(folder)
    assert found["summary"] == json.loads((folder / "summary.json").read_text("utf-8"))
    assert found["summary"]["overall"]["metrics"]["right"]["mean"] == pytest.approx(2 / 3)
    assert (found["against"], found["baseline"], found["gate"]) == (None, None, [])


def test_a_run_that_was_stopped_goes_on_when_the_command_is_given_again(
    run: Run, held: Path, questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = Assistant.ask

    def stopping(self: Assistant, question: str, *rest: Any) -> Iterator[str | Answer]:
        asked.append(question)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return ask(self, question, *rest)

    monkeypatch.setattr(Assistant, "ask", stopping)
    ran = run("evaluate", str(questions))
    assert ran.code == 1
    assert ran.err == "partnership: stopped after 2 of 3 questions; the same command goes on from there\n"
    assert "stopped after 2" in run("runs").out
    ran = run("evaluate", str(questions))
    assert ran.code == 0, ran.err
    assert "2 of them before" in ran.out
    assert len(asked) == 4
    assert len(list((held / "evaluations").glob("*/run.json"))) == 1
    assert "complete" in run("runs").out


def test_a_question_that_fails_is_told_and_the_run_goes_on(
    run: Run, held: Path, questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Assistant.ask

    def failing(self: Assistant, question: str, *rest: Any) -> Iterator[str | Answer]:
        if "hate crime" in question:
            raise ZeroDivisionError("no answer")
        return ask(self, question, *rest)

    monkeypatch.setattr(Assistant, "ask", failing)
    ran = run("evaluate", str(questions))
    assert ran.code == 0
    assert "two failed: ZeroDivisionError: no answer" in ran.err
    assert "33%" in next(line for line in ran.out.splitlines() if "Failed with an error" in line)


def test_two_runs_are_compared_question_by_question(run: Run, held: Path, questions: Path) -> None:
    run("evaluate", str(questions), "--name", "may")
    for row in ("one", "two"):
        assert row in (held / "evaluations" / "may" / "rows.jsonl").read_text("utf-8")
    rows = held / "evaluations" / "may" / "rows.jsonl"
    lines = [json.loads(line) for line in rows.read_text("utf-8").splitlines()]
    lines[1] |= {"answer": "Nothing was done.", "citations": []}
    rows.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    ran = run("evaluate", str(questions), "--name", "june", "--against", "may")
    assert "Against may: 1 better, 0 worse, 2 the same" in ran.out
    assert "  better two  What was done on hate crime" in ran.out
    found = known(run("runs", "compare", "may", "june", "--json"))
    assert found["against"]["worse"] == ["two"]
    right = next(d for d in found["against"]["differences"] if d["metric"] == "right")
    assert (right["before"], right["after"], right["p"]) == (pytest.approx(2 / 3), pytest.approx(1 / 3), 1)


def test_a_run_is_scored_again_by_a_corrected_set_without_asking(
    run: Run, held: Path, questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("evaluate", str(questions), "--name", "june")
    monkeypatch.setattr(Assistant, "ask", lambda *_: pytest.fail("a question was asked"))
    before = known(run("evaluate", "--rescore", "june", "--json"))["summary"]
    questions.write_text(SET.replace('"61"', '"62 hate crimes"'), "utf-8")
    after = known(run("evaluate", str(questions), "--rescore", "june", "--json"))["summary"]
    means = [summary["overall"]["metrics"]["right"]["mean"] for summary in (before, after)]
    assert means == [pytest.approx(2 / 3), pytest.approx(1 / 3)]
    assert run("runs", "report", "june").code == 0


@pytest.mark.parametrize(
    ("floor", "code", "told"),
    [
        ("right = 0.6", 0, "The gate is kept: 1 of 1."),
        ("right = 0.7\nright_page = 0.1\n[tag.outside]\nright = 1", 1, ""),
    ],
)
def test_a_gate_ends_with_1_where_a_floor_is_missed(
    floor: str, code: int, told: str, run: Run, held: Path, questions: Path, tmp_path: Path
) -> None:
    gate = tmp_path / "gate.toml"
    gate.write_text(floor, "utf-8")
    ran = run("evaluate", str(questions), "--gate", str(gate))
    assert ran.code == code
    assert told in ran.out
    missed = [line for line in ran.err.splitlines() if "the gate is not kept" in line]
    assert missed == (
        [
            "partnership: the gate is not kept: right: at least 0.7 wanted, 0.667 measured",
            "partnership: the gate is not kept: right_page: at least 0.1 wanted, nothing to measure it by",
        ]
        if code
        else []
    )


def test_parts_of_a_set_are_asked_apart(run: Run, held: Path, questions: Path) -> None:
    parts = [
        known(run("evaluate", str(questions), "--split", part, "--name", part, "--json")) for part in ("dev", "test")
    ]
    assert sum(part["about"]["questions"] for part in parts) == 3
    assert all(part["about"]["questions"] for part in parts)


def test_a_template_is_a_set_that_can_be_asked_and_never_overwrites(run: Run, held: Path, tmp_path: Path) -> None:
    path = tmp_path / "questions.xlsx"
    ran = run("evaluate", "--template", str(path))
    assert ran.code == 0
    assert str(path) in ran.out
    before = path.read_bytes()
    assert "is there already" in run("evaluate", "--template", str(path)).err
    assert path.read_bytes() == before


def test_without_a_run_the_list_says_how_to_make_one(run: Run, held: Path) -> None:
    assert "partnership evaluate SET" in run("runs").err
    assert run("runs", "--json").out == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--template"),
        (("nowhere.yaml",), "nowhere.yaml"),
        (("{typo}",), 'line 2, column expected_fact: there is no such column; is "expected_facts" meant?'),
        (("{twice}",), "column id"),
        (("{kind}",), "column kind"),
        (("{missing}",), 'column expected_documents: the library has no paper called "2023-24-q2-update.doc"'),
        (("{set}", "--name", "../june"), "no name for a run"),
        (("{set}", "--against", "may"), 'there is no run called "may"'),
        (("{set}", "--against", "../../etc"), "no name for a run"),
        (("--rescore", "may"), 'there is no run called "may"'),
        (("{set}", "--baseline", "magic"), "naive-llamaindex"),
        (("{set}", "--split", "all"), "dev or test"),
        (("{set}", "--gate", "{bad}"), 'is "right" meant?'),
        (("{set}", "--gate", "nowhere.toml"), "nowhere.toml"),
        (("--template", "questions.csv"), ".xlsx"),
    ],
)
def test_a_mistake_is_one_line_and_nothing_is_asked(
    words: tuple[str, ...],
    told: str,
    run: Run,
    held: Path,
    questions: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = {
        "typo": SET.replace("expected_facts", "expected_fact", 1),
        "twice": SET.replace("id: two", "id: one"),
        "kind": SET.replace("kind: owner", "kind: owners"),
        "missing": SET.replace("q2-update.docx", "q2-update.doc"),
        "bad": "rihgt = 0.8",
        "set": SET,
    }
    for name, text in made.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    monkeypatch.setattr(Assistant, "ask", lambda *_: pytest.fail("a question was asked"))
    monkeypatch.chdir(tmp_path)
    ran = run("evaluate", *(word.format(**{name: str(tmp_path / f"{name}.yaml") for name in made}) for word in words))
    assert ran.code == 1
    assert told in ran.err
    assert ran.err.startswith("partnership: ")
    assert ran.err.count("\n") == 1
    assert not (held / "evaluations").exists()


def test_a_complete_run_is_not_taken_for_a_new_one(run: Run, held: Path, questions: Path) -> None:
    run("evaluate", str(questions), "--name", "june")
    ran = run("evaluate", str(questions), "--name", "june")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert 'the run "june" is complete' in ran.err


def test_a_run_begun_before_papers_changed_is_not_gone_on_with(run: Run, held: Path, questions: Path) -> None:
    run("evaluate", str(questions), "--name", "june")
    assert run("documents", "remove", "2022-04-27-minutes.txt").code == 0
    ran = run("evaluate", str(questions), "--name", "june")
    assert ran.code == 1
    assert "before the papers in the library changed: give this one another name" in ran.err


def test_without_the_baselines_packages_one_line_says_what_to_install(
    run: Run, held: Path, questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "llama_index.embeddings.huggingface", None)
    ran = run("evaluate", str(questions), "--name", "june", "--baseline", "naive-llamaindex")
    assert ran.code == 1
    assert "pip install llama-index-embeddings-huggingface llama-index-readers-file" in ran.err
    assert run("runs", "report", "june").code == 0
