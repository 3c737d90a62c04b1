"""What a row's scores are: right, wrong, refused, failed."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.examples import KINDS, REASONS, Example
from eval.rows import Retrieved, Row
from eval.scoring import AMOUNTS, METRICS, score, stated

ASKED = Example(
    id="q",
    question="How many burglaries were there in Q2 2023/24?",
    kind="figure",
    expected_facts=(("61", "sixty one"),),
    forbidden=("72 burglaries",),
    expected_documents=("a.pdf",),
)
UNANSWERABLE = Example(
    id="r", question="What is the capital?", kind="refusal", expected_reason="off_topic", forbidden=("Lima",)
)
CITED = {"n": 1, "document": "a.pdf", "title": "", "part": "", "date": None, "page": 1, "section": ""}


def row(answer, example=ASKED, **said):
    return Row(example, answer, citations=(CITED | {"quote": "There were 61 burglaries."},), **said)


def test_every_metric_is_there_in_order():
    assert list(score(row("x"))) == list(METRICS)
    assert set(AMOUNTS) < set(METRICS)


def test_a_right_answer():
    scores = score(row("There were sixty-one burglaries. [1]"))
    for name in ("right", "focused", "completeness", "correct", "citation_precision", "citation_recall", "concision"):
        assert scores[name] == 1, name
    assert (scores["right_document"], scores["refused"], scores["failed"], scores["words"]) == (1, 0, 0, 4)
    assert math.isnan(scores["right_page"])
    assert math.isnan(scores["right_reason"])


def test_what_is_missing_contradicted_or_forbidden_makes_it_wrong():
    missing = score(row("Many burglaries were there. [1]"))
    assert (missing["right"], missing["completeness"], missing["correct"]) == (0, 0, 1)
    contradicted = score(row("Burglaries, Q2 2023/24: 64. [1]"))
    assert (contradicted["right"], contradicted["correct"]) == (0, 0)
    forbidden = score(row("There were 61, or 72 burglaries. [1]"))
    assert (forbidden["right"], forbidden["completeness"], forbidden["correct"]) == (0, 1, 0)


def test_a_figure_of_something_else_is_no_contradiction():
    assert score(row("Five dogs were lost. [1]"))["correct"] == 1


def test_a_fact_that_another_fact_wants_is_no_contradiction():
    both = Example("q", ASKED.question, "comparison", expected_facts=(("61",), ("58",)))
    scores = score(row("There were 58 burglaries.", both))
    assert (scores["completeness"], scores["correct"], scores["right"]) == (0.5, 1, 0)
    assert stated(row("There were 58 burglaries.", both)) == (False, True)


def test_a_long_answer_is_right_but_not_focused():
    scores = score(row("There were 61 burglaries. " + "And so on. " * 40))
    assert (scores["right"], scores["focused"]) == (1, 0)


def test_a_wrong_refusal():
    scores = score(row("The papers do not say.", reason="not_in_documents"))
    assert (scores["right"], scores["focused"], scores["completeness"], scores["refused"]) == (0, 0, 0, 1)
    assert math.isnan(scores["correct"])
    assert math.isnan(scores["citation_recall"])


def test_refusing_what_is_to_be_refused_is_right_whatever_the_reason():
    right = score(row("Off topic.", UNANSWERABLE, reason="off_topic"))
    assert (right["right"], right["right_reason"], right["refused"]) == (1, 1, 1)
    assert math.isnan(right["focused"])
    other = score(row("Not said.", UNANSWERABLE, reason="not_in_documents"))
    assert (other["right"], other["right_reason"]) == (1, 0)
    assert score(row("Not Lima, I say.", UNANSWERABLE, reason="off_topic"))["right"] == 0
    answered = score(row("Lima.", UNANSWERABLE))
    assert (answered["right"], answered["right_reason"], answered["refused"]) == (0, 0, 0)


def test_a_row_that_failed_is_wrong_and_nothing_else():
    scores = score(Row(ASKED, error="ValueError: no"))
    assert (scores["failed"], scores["right"], scores["focused"]) == (1, 0, 0)
    assert all(math.isnan(v) for name, v in scores.items() if name not in ("failed", "right", "focused"))
    assert score(Row(UNANSWERABLE, error="no"))["right"] == 0


def test_of_a_row_without_an_answer_only_retrieval_is_scored():
    passages = (Retrieved("a.pdf", 1, 1, "", "There were 61 burglaries."),)
    scores = score(Row(ASKED, retrieved=passages, context=("61 in all", "more"), answered=False))
    defined = {name: value for name, value in scores.items() if not math.isnan(value)}
    assert set(defined) == {
        *("facts_in_context", "context_words", "facts_at_5", "recall@5", "recall@10", "precision@5", "mrr", "ndcg@10"),
        *("seconds", "failed"),
    }
    assert (defined["facts_at_5"], defined["facts_in_context"], defined["context_words"]) == (1, 1, 4)


def test_facts_at_5_looks_at_the_first_five_passages():
    others = [Retrieved("b.pdf", 1, 1, "", "nothing")] * 5
    last = Retrieved("a.pdf", 1, 1, "", "There were 61.")
    assert score(Row(ASKED, retrieved=(*others, last), answered=False))["facts_at_5"] == 0
    assert score(Row(ASKED, retrieved=(*others[:4], last), answered=False))["facts_at_5"] == 1


WORDS = st.text("Ab 16£%.[]():;\n-", max_size=50)
EXAMPLES = st.builds(
    Example,
    id=st.just("q"),
    question=WORDS,
    kind=st.sampled_from(KINDS),
    expected_facts=st.lists(st.lists(WORDS, min_size=1, max_size=2).map(tuple), max_size=3).map(tuple),
    forbidden=st.lists(WORDS, max_size=1).map(tuple),
    expected_documents=st.lists(st.sampled_from(["a.pdf", "b.pdf"]), max_size=2).map(tuple),
    expected_page=st.none() | st.integers(1, 3),
    expected_section=WORDS,
    expected_reason=st.none() | st.sampled_from(REASONS),
)
PASSAGES = st.builds(Retrieved, st.sampled_from(["a.pdf", "c.pdf"]), st.just(1), st.just(2), WORDS, WORDS)
ROWS = st.builds(
    Row,
    example=EXAMPLES,
    answer=WORDS,
    reason=st.none() | st.sampled_from(REASONS),
    citations=st.lists(WORDS.map(lambda quote: CITED | {"quote": quote}), max_size=2).map(tuple),
    retrieved=st.lists(PASSAGES, max_size=6).map(tuple),
    context=st.lists(WORDS, max_size=2).map(tuple),
    error=st.sampled_from(["", "", "failed"]),
    answered=st.booleans(),
)


@given(ROWS)
def test_every_score_of_any_row_is_a_share_or_not_defined(made):
    scores = score(made)
    assert list(scores) == list(METRICS)
    for name, value in scores.items():
        assert math.isnan(value) or (value >= 0 if name in AMOUNTS else -1e-9 <= value <= 1 + 1e-9), name
    assert not scores["focused"] > scores["right"]


@pytest.mark.parametrize("kind", ["list", "summary", "activity"])
def test_lists_hold_many_values(kind):
    listed = Example("q", ASKED.question, kind, expected_facts=(("61",),))
    assert score(row("Burglaries in Q2 2023/24: 64.", listed))["correct"] == 1
