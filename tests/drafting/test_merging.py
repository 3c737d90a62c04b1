"""What is one thing told twice, and what are two things."""

import itertools

import pytest

from assistant.drafting.merging import merged
from index.embedding import SentenceEmbedder

SAME = [
    (
        "Norvale Fire and Rescue made 12 home fire safety visits in Saltmarsh on 15 November 2023.",
        "On 15 November 2023, 12 home fire safety visits were made in Saltmarsh by Norvale Fire and Rescue.",
    ),
    ("Seven weapons sweeps found four knives.", "Four knives were found in seven weapons sweeps."),
    (
        "Steady Ground had 426 people in treatment at the end of December.",
        "426 people were in treatment at Steady Ground.",
    ),
]
APART = [
    ("9m2 of graffiti removed using chemicals and water.", "7m2 of graffiti removed using chemicals and water."),
    ("Sweeps of 3 areas looking for weapons.", "Sweeps of 2 areas looking for weapons."),
    ("Six visits were made in Penge in May 2023.", "Six visits were made in Orpington in May 2023."),
    ("Six visits were made on 4 May 2023.", "Six visits were made on 11 May 2023."),
    ("The list has been published.", "The list has not been published."),
    ("Burglary rose by 4% in the quarter.", "Burglary fell by 4% in the quarter."),
    ("Losses were £5,100 in the quarter.", "Losses were £51,000 in the quarter."),
    ("Weapons sweeps were held.", "Five weapons sweeps were held."),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_is_told_twice_is_one_with_the_fuller_wording_first(
    one: str, other: str, embedder: SentenceEmbedder
) -> None:
    groups = merged([one, other], embedder)
    assert len(groups) == 1
    assert len([one, other][groups[0][0]]) == max(len(one), len(other))


@pytest.mark.parametrize(("one", "other"), APART)
def test_another_figure_place_date_or_turn_is_another_thing(one: str, other: str, embedder: SentenceEmbedder) -> None:
    assert merged([one, other], embedder) == [[0], [1]]


def test_every_text_is_in_one_group(embedder: SentenceEmbedder) -> None:
    texts = list(itertools.chain.from_iterable([*SAME, *APART]))
    groups = merged(texts, embedder)
    assert sorted(itertools.chain.from_iterable(groups)) == list(range(len(texts)))


def test_nothing_is_no_group(embedder: SentenceEmbedder) -> None:
    assert merged([], embedder) == []
