"""Scores put together: means over what is defined, intervals, refusals, consistency, and JSON."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.aggregates import Summary, aggregate, estimate
from eval.examples import Example
from eval.rows import Row
from eval.scoring import METRICS, score


def example(identity, kind="fact", **said):
    return Example(identity, f"Question {identity}?", kind, **said)


def to_refuse(identity, reason="off_topic"):
    return example(identity, "refusal", expected_reason=reason)


def summed(rows):
    return aggregate(rows, [score(row) for row in rows])


def test_the_mean_is_over_defined_values():
    found = estimate([1.0, math.nan, 0.0, 0.0, 1.0])
    assert (found.mean, found.count) == (0.5, 4)
    assert 0 <= found.low < 0.5 < found.high <= 1


def test_of_nothing_nothing_is_known_and_of_one_value_no_interval():
    assert math.isnan(estimate([math.nan]).mean)
    one = estimate([0.3])
    assert (one.mean, one.count) == (0.3, 1)
    assert math.isnan(one.low)


def test_the_interval_is_that_of_the_normal_law_where_there_are_many():
    found = estimate([0.0] * 700 + [1.0] * 300)
    spread = 1.96 * math.sqrt(0.3 * 0.7 / 1000)
    assert found.low == pytest.approx(0.3 - spread, abs=0.006)
    assert found.high == pytest.approx(0.3 + spread, abs=0.006)


def test_many_different_values_have_the_same_sort_of_interval():
    found = estimate([n / 1000 for n in range(1000)])
    spread = 1.96 * math.sqrt(1 / 12 / 1000)
    assert found.low == pytest.approx(0.4995 - spread, abs=0.006)
    assert found.high == pytest.approx(0.4995 + spread, abs=0.006)


@given(st.lists(st.floats(0, 1) | st.just(math.nan), max_size=90))
def test_an_estimate_is_always_the_same_and_holds_the_mean(values):
    found = estimate(values)
    assert repr(found) == repr(estimate(values))
    if found.count > 1:
        assert min(v for v in values if v == v) - 1e-9 <= found.low <= found.high <= 1 + 1e-9


def test_groups_are_by_kind_tag_reason_and_split():
    facts = (("61",),)
    rows = [
        Row(example("a", "figure", expected_facts=facts, tags=("board:x", "table")), "61"),
        Row(example("b", "figure", expected_facts=facts, tags=("board:x",)), "no"),
        Row(to_refuse("c"), "no", reason="off_topic"),
    ]
    summary = summed(rows)
    assert summary.overall.metrics["right"].mean == pytest.approx(2 / 3)
    assert summary.by_kind["figure"].metrics["right"].mean == 0.5
    assert {name: group.rows for name, group in summary.by_tag.items()} == {"board:x": 2, "table": 1}
    assert summary.by_reason["off_topic"].metrics["right"].mean == 1
    assert sum(group.rows for group in summary.by_split.values()) == 3
    assert list(summary.overall.metrics) == list(METRICS)


def test_refusals_have_precision_and_recall_by_reason():
    rows = [
        Row(to_refuse("a"), reason="off_topic"),
        Row(to_refuse("b"), reason="not_in_documents"),
        Row(to_refuse("c"), "Lima."),
        Row(to_refuse("d"), error="failed"),
        Row(example("e"), reason="not_in_documents"),
        Row(example("f"), "Six."),
    ]
    summary = summed(rows)
    assert summary.refusals.precision.mean == pytest.approx(2 / 3)
    assert summary.refusals.recall.mean == pytest.approx(2 / 4)
    assert summary.refusals_by_reason["off_topic"].precision.mean == 1
    assert summary.refusals_by_reason["off_topic"].recall.mean == pytest.approx(1 / 4)
    assert summary.refusals_by_reason["not_in_documents"].precision.mean == 0
    assert math.isnan(summary.refusals_by_reason["not_in_documents"].recall.mean)
    assert set(summary.refusals_by_reason) == {"off_topic", "not_in_documents"}
    assert summary.wrong_refusals.mean == 0.5


def test_groups_in_other_words_are_consistent_where_they_come_to_the_same():
    facts = (("Ann Lee",), ("61",))

    def group(name, *answers):
        for number, answer in enumerate(answers):
            same = "" if number == 0 else name
            yield Row(example(f"{name}{number or ''}", expected_facts=facts, same_as=same), answer)

    rows = [
        *group("right", "Ann Lee, 61", "61, as Ann Lee said"),
        *group("wrong", "Ann Lee", "It was 61"),
        *group("mixed", "Ann Lee, 61", "nobody"),
        *group("alike", "61", "only 61", "61 again"),
        *group("alone", "61"),
    ]
    consistency = summed(rows).consistency
    assert consistency.groups == 4
    assert consistency.same_outcome.mean == 0.75
    assert consistency.same_facts.mean == 0.5


def test_refusing_in_other_words_for_another_reason_is_not_the_same():
    rows = [
        Row(to_refuse("a"), reason="off_topic"),
        Row(example("b", "refusal", expected_reason="off_topic", same_as="a"), reason="not_in_documents"),
    ]
    consistency = summed(rows).consistency
    assert (consistency.same_outcome.mean, consistency.same_facts.mean) == (1, 0)


def test_latency_is_in_seconds():
    rows = [Row(example(str(n)), "x", seconds=float(n)) for n in range(101)]
    summary = summed(rows)
    assert (summary.p50, summary.p95) == (50, 95)


def test_a_summary_is_json_and_back():
    rows = [Row(example("a", expected_facts=(("61",),), tags=("x",)), "61"), Row(to_refuse("c"), reason="off_topic")]
    for summary in (summed(rows), summed([])):
        plain = json.dumps(summary.as_dict(), allow_nan=False)
        assert json.dumps(Summary.from_dict(json.loads(plain)).as_dict()) == plain
    assert repr(Summary.from_dict(json.loads(json.dumps(summed(rows).as_dict())))) == repr(summed(rows))


def test_a_baseline_without_answers_has_only_retrieval():
    summary = summed([Row(example("a", expected_documents=("a.pdf",)), answered=False)])
    assert summary.overall.metrics["right"].count == 0
    assert summary.overall.metrics["mrr"].mean == 0
    assert math.isnan(summary.refusals.precision.mean)
    assert summary.consistency.groups == 0
