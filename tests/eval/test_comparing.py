"""Two runs: what got better and worse, and which differences are more than chance."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from eval.comparing import Comparison, compare, differences, mcnemar, permutation
from eval.examples import Example
from eval.rows import Row
from tests.eval.standins import examples, made


def right_on(*ids: str) -> Callable[[Example], Row]:
    """Answers the questions of some ids with the fact that is expected, and the others with another."""
    return lambda example: Row(
        example, answer=f"{example.expected_facts[0][0]} [1]" if example.id in ids else "Nothing."
    )


@pytest.fixture
def compared(tmp_path: Path) -> Comparison:
    before = made(tmp_path, "may", examples(6), right_on("q0", "q1", "q2"))
    after = made(tmp_path, "june", examples(6), right_on("q0", "q3", "q4", "q5"))
    return compare(after, before)


def test_each_question_is_better_worse_or_the_same(compared: Comparison) -> None:
    assert [change.after.example.id for change in compared.better] == ["q3", "q4", "q5"]
    assert [change.after.example.id for change in compared.worse] == ["q1", "q2"]
    assert compared.same == 1
    assert compared.better[0].before.answer == "Nothing."
    assert (compared.better[0].before_scores["right"], compared.better[0].after_scores["right"]) == (0, 1)


def test_what_is_right_is_paired(compared: Comparison) -> None:
    right = next(d for d in compared.differences if d.metric == "right")
    assert (right.before, right.after, right.n) == (3 / 6, 4 / 6, 6)
    assert (right.higher, right.lower) == (3, 2)
    assert right.p == 1
    assert not right.significant


def test_looking_from_the_other_side_turns_everything_round(tmp_path: Path) -> None:
    one = made(tmp_path, "one", examples(8), right_on("q0", "q1", "q2", "q3", "q4", "q5"))
    two = made(tmp_path, "two", examples(8), right_on("q6"))
    there, back = compare(one, two), compare(two, one)
    assert [c.after for c in there.better] == [c.before for c in back.worse]
    assert [(d.metric, d.before, d.higher, d.p) for d in there.differences] == [
        (d.metric, d.after, d.lower, d.p) for d in back.differences
    ]


def test_only_the_same_questions_with_the_same_expectations_are_compared(tmp_path: Path) -> None:
    before, after = examples(4), examples(5)[1:]
    after[0] = replace(after[0], expected_facts=(("£99",),))
    after[1] = replace(after[1], tags=("new",))
    found = compare(made(tmp_path, "june", after), made(tmp_path, "may", before))
    assert (found.missing, found.added, found.changed) == (("q0",), ("q4",), ("q1",))
    assert len(found.better) + len(found.worse) + found.same == 2
    assert all(d.n <= 2 for d in found.differences)


def test_a_system_that_only_searches_is_compared_by_what_it_finds(tmp_path: Path) -> None:
    def search(example: Example) -> Row:
        return Row(example, context=(f"It is £{example.id[1:]}.",) if example.id != "q2" else (), answered=False)

    plain = made(tmp_path, "plain", examples(3), search)
    own = made(tmp_path, "own", examples(3), lambda example: Row(example, answer="£2", context=("It is £2.",)))
    found = compare(own, plain)
    assert [change.after.example.id for change in found.better] == ["q2"]
    assert [change.after.example.id for change in found.worse] == ["q0", "q1"]
    assert "right" not in [d.metric for d in found.differences]


def test_what_either_run_does_not_define_is_left_out() -> None:
    nan = math.nan
    pairs = [({"right": 1.0}, {"right": nan}), ({"right": nan}, {"right": 0.0}), ({"right": 0.0}, {"right": 1.0})]
    assert [(d.metric, d.n, d.before, d.after) for d in differences(pairs)] == [("right", 1, 0, 1)]
    assert not list(differences([]))


@pytest.mark.parametrize(
    ("higher", "lower", "p"), [(0, 0, 1), (5, 0, 2 / 32), (0, 6, 2 / 64), (3, 3, 1), (7, 1, 18 / 256)]
)
def test_mcnemar_is_exact(higher: int, lower: int, p: float) -> None:
    assert mcnemar(higher, lower) == pytest.approx(p)


def test_turning_the_signs_of_few_differences_is_counted_out() -> None:
    assert permutation(np.array([0.5] * 6)) == pytest.approx(2 / 64)
    assert permutation(np.array([0.5, 0.0, 0.0])) == 1
    assert permutation(np.zeros(4)) == permutation(np.array([0.7])) == permutation(np.array([])) == 1


@settings(deadline=None, max_examples=25)
@given(st.lists(st.floats(-1, 1), min_size=1, max_size=40))
def test_the_order_and_direction_of_differences_do_not_matter(change: list[float]) -> None:
    values = np.array(change).round(3)
    assert permutation(values) == pytest.approx(permutation(-values), abs=0.02)
    assert permutation(values) == pytest.approx(permutation(values[::-1]), abs=0.03)
    assert 0 < permutation(values) <= 1


def test_many_differences_are_judged_as_by_another_test() -> None:
    random = np.random.default_rng(3)
    for shift in (0.0, 0.02, 0.2):
        values = random.normal(shift, 1, 2_000)
        assert permutation(values) == pytest.approx(stats.ttest_1samp(values, 0).pvalue, abs=0.1)
