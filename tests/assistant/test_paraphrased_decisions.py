"""Questions that put a decision in other words get it word for word; those about what nobody decided get none."""

import pytest

from assistant.compose.deciding import asks_of_decision
from assistant.question import plan
from tests.assistant.conftest import Ask


@pytest.mark.parametrize(
    ("question", "verbatim"),
    [
        ("Did the Marlowick board back keeping the post of the worker for children whole?", "supported in principle"),
        ("Which option for the worker with children did the Marlowick board settle on?", "third option"),
    ],
)
def test_a_decision_put_in_other_words_is_told_word_for_word(ask: Ask, question: str, verbatim: str) -> None:
    answer = ask(question)
    assert verbatim in answer.text
    assert any(verbatim in c.quote for c in answer.citations)


def test_what_nobody_decided_is_refused(ask: Ask) -> None:
    assert ask("Did the Marlowick board back a tram line to the airport?").refused


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Did the board endorse the scheme?", True),
        ("What came of the request for a crossing?", True),
        ("Who chairs the board?", False),
        ("How many people voted for the scheme they support?", False),
    ],
)
def test_a_question_for_a_decision_is_known_by_its_wording(question: str, asks: bool) -> None:
    assert asks_of_decision(plan(question, [])) is asks
