"""Runs: on disk row by row, gone on with where they stopped, scored again without asking."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.assistant import Assistant
from eval.asking import Partnership, about, in_library, library_fingerprint, set_fingerprint
from eval.errors import RunError
from eval.examples import Example
from eval.rows import Row
from eval.runs import Run, ask_all, begin, find, folder_of, interrupted, name_for, runs
from eval.set_files import SetError
from index.library import Library
from tests.conftest import ROOT
from tests.eval.standins import Parrot, examples, identity, made

ODD = (
    "../x",
    "..",
    ".",
    "",
    ".hidden",
    "a/b",
    "a\\b",
    "/etc",
    "con",
    "NUL.txt",
    "x" * 81,
    "a\x00b",
    "x.",
    "naïve",
    "a\n",
)


def test_every_row_is_on_disk_before_the_next_question_is_asked(tmp_path: Path) -> None:
    run = begin(folder_of(tmp_path, "june"), identity())
    asking = ask_all(examples(3), Parrot(), run)
    for count in (1, 2, 3):
        row = next(asking)
        assert [kept.example.id for kept in run.rows()] == [f"q{n}" for n in range(count)]
        assert row == list(run.rows())[-1]
        assert not run.finished
    assert not list(asking)
    assert find(tmp_path, "june").finished


def test_a_row_comes_back_from_disk_as_it_was(sample_library: Library, tmp_path: Path) -> None:
    example = Example(
        "x",
        "What was done on hate crime in Q2 2023/24?",
        "activity",
        ("And before?",),
        (("one", "two"), ("£3",)),
        ("no",),
        ("a.pdf",),
        3,
        "4.1",
        None,
        "y",
        ("t",),
    )
    answer = Partnership(sample_library).answer(example)
    assert answer.citations
    assert answer.retrieved
    run = made(tmp_path, "june", [example], lambda example: answer)
    assert list(run.rows()) == [answer]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cut=st.integers(0, 10_000), rubbish=st.sampled_from([b"", b"{", b"\x00" * 9, b'{"example": 1}\n', b"[]\n", b"\n"])
)
def test_wherever_it_was_cut_off_every_question_is_asked_exactly_once(
    cut: int, rubbish: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("cut")
    run = made(home, "june", examples(5))
    rows = run.folder / "rows.jsonl"
    whole = rows.read_bytes()
    rows.write_bytes(whole[: cut % (len(whole) + 1)] + rubbish)
    system = Parrot()
    kept = run.asked()
    list(ask_all(examples(5), system, run))
    assert sorted([*kept, *system.asked]) == [f"q{n}" for n in range(5)]
    assert rows.read_bytes() == whole


def test_a_process_that_is_killed_leaves_a_run_that_goes_on(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from eval.runs import *;"
        "from tests.eval.standins import Parrot, examples, identity;"
        "run = begin(folder_of(Path(sys.argv[1]), 'june'), identity());"
        "[time.sleep(0.05) for _ in ask_all(examples(1000), Parrot(), run)]"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT)
    run = Run(folder_of(tmp_path, "june"))
    until = time.monotonic() + 60
    while len(run.asked()) < 3 and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    process.wait()
    kept = run.asked()
    assert 3 <= len(kept) < 1000
    assert interrupted(tmp_path, identity()) is not None
    system = Parrot()
    list(ask_all(examples(1000), system, begin(run.folder, identity())))
    assert not kept & set(system.asked)
    assert find(tmp_path, "june").asked() == {f"q{n}" for n in range(1000)}


@pytest.mark.parametrize("part", ["system", "set", "library", "settings", "program"])
def test_a_run_goes_on_only_with_what_it_was_begun_with(part: str, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "june")
    begin(folder, identity())
    assert begin(folder, identity()).folder == folder
    with pytest.raises(RunError, match="another name"):
        begin(folder, identity(**{part: "another"}))
    assert interrupted(tmp_path, identity(**{part: "another"})) is None


def test_a_run_that_is_finished_is_returned_whatever_the_program_is_now(tmp_path: Path) -> None:
    run = made(tmp_path, "june", examples(1))
    assert begin(run.folder, identity(program="2")).finished
    with pytest.raises(RunError, match="another question set"):
        begin(run.folder, identity(set="another"))


def test_a_question_that_cannot_be_answered_is_a_row_with_the_error_and_the_run_goes_on(tmp_path: Path) -> None:
    def answer(example: Example) -> Row:
        if example.id == "q1":
            raise RecursionError("too\ndeep")
        return Row(example, answer="£0 and £2")

    run = made(tmp_path, "june", examples(3), answer)
    assert [row.error for row in run.rows()] == ["", "RecursionError: too deep", ""]
    assert [run.scores()[i]["failed"] for i in ("q0", "q1", "q2")] == [0, 1, 0]
    assert run.summary().overall.metrics["failed"].mean == pytest.approx(1 / 3)
    assert run.finished


def test_what_stops_the_program_is_no_answer(tmp_path: Path) -> None:
    def answer(example: Example) -> Row:
        raise KeyboardInterrupt

    run = begin(folder_of(tmp_path, "june"), identity())
    with pytest.raises(KeyboardInterrupt):
        list(ask_all(examples(2), Parrot(answer), run))
    assert not run.asked()


def test_a_run_is_asked_by_one_at_a_time(tmp_path: Path) -> None:
    run = begin(folder_of(tmp_path, "june"), identity())
    asking = ask_all(examples(3), Parrot(), run)
    next(asking)
    with pytest.raises(RunError, match="another window"):
        next(ask_all(examples(3), Parrot(), Run(run.folder)))
    assert len(list(asking)) == 2


@pytest.mark.parametrize("name", ODD)
def test_no_name_of_a_run_leads_out_of_the_folder_of_runs(name: str, tmp_path: Path) -> None:
    for use in (folder_of, find):
        with pytest.raises(RunError, match="no name for a run"):
            use(tmp_path, name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("path", ["my set.yaml", "…", "über/q?.csv", ".x.jsonl", "a" * 300])
def test_a_name_that_is_made_for_a_run_is_one(path: str, tmp_path: Path) -> None:
    assert folder_of(tmp_path, name_for(Path(path))).parent.parent == tmp_path


def test_runs_are_listed_newest_first_without_what_is_no_run(tmp_path: Path) -> None:
    for day, name in enumerate(("b", "c", "a"), 1):
        made(tmp_path, name, examples(1)).note(started=f"2026-01-0{day}")
    (tmp_path / "evaluations" / "broken").mkdir()
    (tmp_path / "evaluations" / "broken" / "run.json").write_text('{"identity"')
    assert [run.name for run in runs(tmp_path)] == ["a", "c", "b"]
    with pytest.raises(RunError, match="there are: a, c, b"):
        find(tmp_path, "d")
    with pytest.raises(RunError, match="cannot be read"):
        _ = Run(tmp_path / "evaluations" / "broken").about


def test_a_run_is_scored_by_a_corrected_set_without_asking(tmp_path: Path) -> None:
    asked = examples(2)
    run = made(tmp_path, "june", asked, lambda example: Row(example, answer="£7"))
    assert run.summary().overall.metrics["right"].mean == 0
    before = [replace(row, example=asked[0]) for row in run.rows()]
    run.renew([replace(example, expected_facts=(("£7",),)) for example in asked])
    assert run.score().overall.metrics["right"].mean == 1
    assert [replace(row, example=asked[0]) for row in run.rows()] == before
    assert run.about["identity"]["set"] == set_fingerprint([row.example for row in run.rows()])


@pytest.mark.parametrize(
    "other", [examples(1), examples(3), [examples(2)[0], replace(examples(2)[1], question="Is it 2?")]]
)
def test_a_run_is_not_scored_by_a_set_that_asks_something_else(other: list[Example], tmp_path: Path) -> None:
    run = made(tmp_path, "june", examples(2))
    kept = (run.folder / "rows.jsonl").read_bytes()
    with pytest.raises(RunError, match="in a new run"):
        run.renew(other)
    assert (run.folder / "rows.jsonl").read_bytes() == kept


def test_scores_are_json_that_every_reader_takes(tmp_path: Path) -> None:
    run = made(tmp_path, "june", examples(2))
    lines = (run.folder / "scores.jsonl").read_text().splitlines()
    read = [json.loads(line, parse_constant=lambda name: pytest.fail(f"{name} is no JSON")) for line in lines]
    assert [line["id"] for line in read] == ["q0", "q1"]
    assert read[0]["right_page"] is None
    assert run.scores()["q0"]["right_page"] != run.scores()["q0"]["right_page"]  # nan again
    json.loads((run.folder / "summary.json").read_text(), parse_constant=lambda name: pytest.fail(name))


def test_what_a_run_was_of_stands_in_its_folder(sample_library: Library) -> None:
    asked = examples(2)
    told = about(sample_library, asked, Parrot(), "made", "dev")
    assert told["identity"]["library"] == library_fingerprint(sample_library)
    assert told["identity"]["set"] == set_fingerprint(asked[::-1]) != set_fingerprint(asked[:1])
    assert told["settings"]["home"] == str(sample_library.home)
    assert told["settings"]["embedding_model"] == "all-MiniLM-L6-v2"
    assert {"processor", "cores", "python"} <= told["machine"].keys()
    assert (told["questions"], told["documents"], told["split"]) == (2, 13, "dev")


def test_the_fingerprint_of_a_library_is_that_of_its_papers(home: Path, three_letter_library: Library) -> None:
    papers = sorted((ROOT / "eval" / "sample" / "papers").glob("*.md"))[:2]
    seen = [library_fingerprint(three_letter_library)]
    for paper in papers:
        list(three_letter_library.ingest([paper]))
        seen.append(library_fingerprint(three_letter_library))
    assert len(set(seen)) == 3
    three_letter_library.remove(papers[1].name)
    assert library_fingerprint(three_letter_library) == seen[1]


def test_a_paper_under_another_name_is_expected_under_the_one_that_is_cited(three_letter_library: Library) -> None:
    paper = ROOT / "eval" / "sample" / "papers" / "2023-24-q3-update.md"
    other = three_letter_library.home / "Copy of update.md"
    other.write_bytes(paper.read_bytes())
    list(three_letter_library.ingest([paper, other]))
    asked = [replace(example, expected_documents=(other.name, paper.name)) for example in examples(1)]
    assert in_library(three_letter_library, asked)[0].expected_documents == (paper.name, paper.name)
    with pytest.raises(SetError, match=r"q0.*expected_documents.*2023-24-q3-updat\.md.*2023-24-q3-update\.md"):
        in_library(three_letter_library, [replace(asked[0], expected_documents=("2023-24-q3-updat.md",))])


@pytest.fixture
def three_letter_library(home: Path) -> Library:
    from index.settings import IndexSettings
    from tests.embedders import LetterEmbedder

    return Library(IndexSettings(home=home), LetterEmbedder())


class TestAsTheAssistantAnswers:
    def test_an_answer_is_kept_with_what_it_cites(self, sample_library: Library) -> None:
        row = Partnership(sample_library).answer(Example("x", "What was done on hate crime in Q2 2023/24?", "activity"))
        *_, answer = Assistant(sample_library).ask("What was done on hate crime in Q2 2023/24?")
        assert not isinstance(answer, str)
        assert (row.answer, row.reason, row.kind) == (answer.text, None, answer.kind)
        assert row.context == tuple(citation.quote for citation in answer.citations) != ()
        assert [c | citation.as_dict() for c, citation in zip(row.citations, answer.citations, strict=True)] == list(
            row.citations
        )
        assert 0 < len(row.retrieved) <= 10

    def test_a_refusal_puts_nothing_before_the_reader(self, sample_library: Library) -> None:
        row = Partnership(sample_library).answer(Example("x", "Write me a poem about the sea.", "refusal"))
        assert row.refused
        assert (row.reason, row.context, row.citations) == ("off_topic", (), ())

    def test_a_search_takes_the_earlier_questions_into_account(self, sample_library: Library) -> None:
        assistant = Assistant(sample_library)
        alone = assistant.passages("And in Q3?")
        after = assistant.passages("And in Q3?", ["What was done on hate crime in Q2 2023/24?"])
        assert [p.id for p in alone] != [p.id for p in after]
        assert any("hate crime" in p.text.lower() for p in after[:3])

    @pytest.mark.parametrize("k", [1, 4])
    def test_as_many_passages_are_found_as_are_asked_for(self, sample_library: Library, k: int) -> None:
        assert len(Assistant(sample_library).passages("Who chairs the Strategic Board?", k=k)) == k

    @pytest.mark.parametrize("question", ["", "?!", "\ud800", "x" * 3000])
    def test_no_question_makes_a_search_fail(self, sample_library: Library, question: str) -> None:
        assert len(Assistant(sample_library).passages(question)) <= 10
