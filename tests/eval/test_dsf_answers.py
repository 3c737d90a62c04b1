"""How answers about a board's minutes are judged."""

import pytest

from assistant.answer import Answer
from eval.dsf_answers import Family, items_of, judge, list_f1, money, named

PEOPLE = {"Ann Bell", "Carl Dow", "Şule Öz"}


def test_a_list_is_worth_its_f1() -> None:
    assert list_f1(["mow the common", "mend the pump"], ["mow the common"]) == pytest.approx(2 / 3)
    assert list_f1(["mow the common"], ["mow the common", "mend the pump"]) == pytest.approx(2 / 3)
    assert list_f1(["paint the gate"], ["mow the common"]) == 0


def test_the_entries_of_a_list_are_its_bullets_without_marks() -> None:
    assert items_of("May 2031:\n- Ann Bell: mow the common [1]\n- mend the pump [2]") == [
        "Ann Bell: mow the common",
        "mend the pump",
    ]
    assert items_of("It was the pump. [1]") == ["It was the pump."]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann Bell. Action: Ann: mow the common", {"Ann Bell"}),
        ("Ann and Carl", {"Ann Bell", "Carl Dow"}),
        ("Sule Oz owns it", {"Şule Öz"}),
        ("Ann Bell. Action: ask Carl for a mower", {"Ann Bell"}),
    ],
)
def test_the_people_an_answer_names(text: str, found: set[str]) -> None:
    assert named(text, 'Who owns "ask Carl for a mower"?', PEOPLE) == found


@pytest.mark.parametrize(("text", "sum_"), [("USD $1,500.00 [1]", "$1500"), ("€20", "€20"), ("nothing", "")])
def test_sums_of_money_in_normal_form(text: str, sum_: str) -> None:
    assert money(text) == sum_


def test_an_older_sum_is_stale_and_worth_nothing() -> None:
    row = {
        "family": "grant_repeated",
        "question": "How much was granted last?",
        "answerable": True,
        "answers": ["$300"],
        "stale_answers": ["$100", "$300.00"],
        "gold_units": ["2031-05"],
    }
    family = Family()
    judge(family, row, Answer("", "$100 [1]", "figure"), PEOPLE, set())
    judge(family, row, Answer("", "$300 [1]", "figure"), PEOPLE, set())
    assert (family.questions, family.score, family.stale) == (2, 1.0, 1)
