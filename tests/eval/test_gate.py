"""A gate: floors and ceilings by overall and group; what is not measured keeps to nothing."""

import math
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import sufficiency
from eval import gate
from eval.aggregates import Summary, aggregate
from eval.asking import Partnership, in_library
from eval.errors import GateError
from eval.examples import Example
from eval.rows import Row
from eval.scoring import METRICS, score
from eval.sets import load
from index.library import Library
from tests.conftest import ROOT

SAMPLE = ROOT / "eval" / "sample"


def summary_of(rows: list[Row]) -> Summary:
    return aggregate(rows, [score(row) for row in rows])


@pytest.fixture
def summary() -> Summary:
    """Of four owners three are right; one of them is refused. The one refusal that is wanted is given."""
    owner = Example("", "Who?", "owner", expected_facts=(("Ann",),), tags=("names",))
    answers = ["Ann.", "Ann does.", "It is Ann.", ""]
    rows = [
        Row(replace(owner, id=str(n)), answer=answer, reason=None if answer else "not_in_documents", seconds=n)
        for n, answer in enumerate(answers)
    ]
    refusal = Example("r", "Why?", "refusal", expected_reason="off_topic")
    return summary_of([*rows, Row(refusal, answer="No.", reason="off_topic", seconds=4)])


def missed(text: str, summary: Summary, tmp_path: Path) -> list[str]:
    path = tmp_path / "gate.toml"
    path.write_text(text, "utf-8")
    return [str(failure) for failure in gate.failures(gate.load(path), summary)]


@pytest.mark.parametrize(
    "kept",
    [
        "right = 0.8",
        "right = { at_least = 0.8, at_most = 0.8 }",
        "wrong_refusals = { at_most = 0.25 }",
        "[kind.owner]\nright = 0.75",
        "[tag.names]\nright = 0.75\ncompleteness = 0.75",
        "refusal_recall = 1\nrefusal_precision = 0.5",
        "[reason.off_topic]\nrefusal_recall = 1.0\nright_reason = 1",
        "p95 = { at_most = 4 }\nseconds = { at_most = 2.0 }",
        "failed = { at_most = 0 }",
    ],
)
def test_what_is_kept_to_is_not_told(kept: str, summary: Summary, tmp_path: Path) -> None:
    assert missed(kept, summary, tmp_path) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("right = 0.81", "right: at least 0.81 wanted, 0.800 measured"),
        ("wrong_refusals = { at_most = 0.2 }", "wrong_refusals: at most 0.2 wanted, 0.250 measured"),
        ("[kind.owner]\nright = 0.9", "right of kind.owner: at least 0.9 wanted, 0.750 measured"),
        ("[reason.off_topic]\nrefusal_precision = 1.0", ""),
        ("right_page = 0.1", "right_page: at least 0.1 wanted, nothing to measure it by"),
        ("right_page = { at_most = 1 }", "right_page: at most 1 wanted, nothing to measure it by"),
        ("[kind.term]\nright = 0", "right of kind.term: at least 0 wanted, nothing to measure it by"),
        ("[tag.none]\nright = 0", "right of tag.none: at least 0 wanted, nothing to measure it by"),
        ("same_facts = 0", "same_facts: at least 0 wanted, nothing to measure it by"),
        ("[reason.period_not_covered]\nrefusal_recall = 0", "refusal_recall of reason.period_not_covered: at least 0"),
        ("p50 = { at_most = 1 }", "p50: at most 1 wanted, 2.000 measured"),
    ],
)
def test_what_is_not_kept_to_is_told(text: str, told: str, summary: Summary, tmp_path: Path) -> None:
    found = missed(text, summary, tmp_path)
    assert len(found) == bool(told)
    assert all(line.startswith(told) for line in found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rihgt = 0.8", 'is "right" meant'),
        ("[kind.ownr]\nright = 0.8", 'is "kind.owner" meant'),
        ("[kind.owner]\nwrong_refusals = { at_most = 0.1 }", "not known"),
        ("[kinds.owner]\nright = 1", "kinds"),
        ("kind = 0.8", r"\[kind.owner\]"),
        ("[kind]\nowner = 0.8", r"\[kind.owner\]"),
        ("right = 80", "80 % is 0.8"),
        ("right = true", "not a number"),
        ('right = "0.8"', "not a number"),
        ("right = nan", "not a number"),
        ("right = {}", "at_least or at_most"),
        ("right = { atleast = 0.8 }", "at_least"),
        ("wrong_refusals = 0.05", "at_most = 0.05"),
        ("p95 = 2", "at_most = 2"),
        ("right = ", "not TOML"),
        ("", "no floor"),
        ("# right = 1", "no floor"),
    ],
)
def test_a_gate_that_makes_no_sense_is_refused_with_what_to_do(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "gate.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(GateError, match=f"gate.toml.*{told}"):
        gate.load(path)


def test_the_gate_of_the_sample_set_guards_answers_sources_and_refusals() -> None:
    bounds = gate.load(SAMPLE / "gate.toml")
    guarded = {bound.metric for bound in bounds}
    assert {"right", "completeness", "citation_precision", "refusal_recall", "wrong_refusals", "failed"} <= guarded
    assert all(bound.metric in METRICS or not math.isnan(bound.at_most) for bound in bounds)


@pytest.fixture(scope="module")
def asked(sample_library: Library) -> list[Example]:
    """One in five questions of the sample set."""
    return in_library(sample_library, load(SAMPLE))[::5]


def measured(library: Library, asked: list[Example]) -> Summary:
    system = Partnership(library)
    return summary_of([system.answer(example) for example in asked])


@pytest.fixture(scope="module")
def bounds(sample_library: Library, asked: list[Example]) -> list[gate.Bound]:
    """What the assistant reaches, less a tenth."""
    whole = measured(sample_library, asked)
    found = [
        gate.Bound("right", whole.overall.metrics["right"].mean - 0.1),
        gate.Bound("refusal_recall", whole.refusals.recall.mean - 0.1),
        gate.Bound("wrong_refusals", at_most=whole.wrong_refusals.mean + 0.1),
    ]
    assert not gate.failures(found, whole)
    return found


def test_a_threshold_that_makes_it_refuse_too_much_does_not_pass(
    sample_library: Library, asked: list[Example], bounds: list[gate.Bound], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sufficiency, "_MOST_MISSING", -1.0)
    monkeypatch.setattr(sufficiency, "_MOST_MISSING_OF_A_FIGURE", -1.0)
    found = gate.failures(bounds, measured(sample_library, asked))
    assert [failure.bound.metric for failure in found] == ["right", "wrong_refusals"]


def test_a_threshold_that_makes_it_answer_too_much_does_not_pass(
    sample_library: Library, asked: list[Example], bounds: list[gate.Bound], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sufficiency, "_NEEDED_COVER", {})
    monkeypatch.setattr(sufficiency, "_USUAL_COVER", 0.0)
    monkeypatch.setattr(sufficiency, "_MOST_MISSING", 1.0)
    monkeypatch.setattr(sufficiency, "_MOST_MISSING_OF_A_FIGURE", 1.0)
    found = gate.failures(bounds, measured(sample_library, asked))
    assert "refusal_recall" in [failure.bound.metric for failure in found]
