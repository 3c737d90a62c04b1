"""Questions that put an action of the register in other words find it; those about what nobody agreed find none."""

import pytest

from tests.assistant.conftest import Ask


@pytest.mark.parametrize(
    ("question", "owner"),
    [
        ("Who promised to get the shops' radio scheme details out to the Marlowick board?", "Owen Prior"),
        ("Who had to get the new agreement on sharing information signed at Marlowick?", "Tom Ferrier"),
        ("Who was to teach refuse and housing workers about cuckooing?", "Nadia Bright"),
    ],
)
def test_an_owner_is_told_of_an_action_put_in_other_words(ask: Ask, question: str, owner: str) -> None:
    answer = ask(question)
    assert owner in answer.text
    assert answer.citations
    assert answer.text.count("Action:") <= 2


def test_how_an_action_stands_is_told_in_other_words(ask: Ask) -> None:
    answer = ask("Did the partners ever sign the new agreement on sharing information?")
    assert "complete" in answer.text.split("“")[0]


@pytest.mark.parametrize(
    "question",
    [
        "Who was to teach refuse and housing workers about swimming lessons in Portugal?",
        "Did the partners ever sign the new lease for the swimming pool?",
        "Who promised to repaint the lighthouse?",
    ],
)
def test_what_nobody_agreed_is_nobodys_action(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.refused
