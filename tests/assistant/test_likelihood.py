"""What is asked for must stand in the statement that answers: a sum, a reason; likeness in meaning comes after that."""

from collections.abc import Callable

import pytest

from assistant.answer import Answer


def test_a_question_in_other_words_than_the_papers_is_answered(ask: Callable[..., Answer]) -> None:
    answer = ask("How many blades were handed in at the amnesty bin in summer 2023?")
    assert not answer.refused
    assert "73 blades" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "What fee does Superintendent Pell get for chairing the Board?",
        "Why did Carys Meddings resign from the Board?",
        "What did the Board pay for the knife amnesty bin?",
        "Did Marlowick accept a merger with the parish choir?",
    ],
)
def test_what_no_paper_says_is_refused_however_near_other_words_are(question: str, ask: Callable[..., Answer]) -> None:
    assert ask(question).refused


def test_up_to_three_statements_answer_an_open_question_shortly(ask: Callable[..., Answer]) -> None:
    answer = ask("What happened about the venue hire policy?")
    assert not answer.refused
    assert len(answer.text.split()) < 160
    assert len({citation.quote for citation in answer.citations}) == len(answer.citations)
