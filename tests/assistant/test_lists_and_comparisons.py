"""Whole lists, rows by a cell's value, summaries and what is compared, over two invented papers of one board."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.sides import sides_of
from index.embedding import SentenceEmbedder
from index.library import Library
from index.settings import IndexSettings
from tests.assistant.conftest import Ask, asker

_MARCH = """# Orrindale Harbour Forum

Minutes of the meeting held on 5 March 2019 at the Customs House, Orrindale

## 1. Dredging of the inner basin

The harbour master reported that 14 moorings had been let in February. Silt had closed the north steps twice.
Contractors had offered to dredge the inner basin for £18,400. A survey of the sea bed would be made first.
The Forum agreed to ask the district council for half of the cost.

## 2. Small grants

The Forum approved four grants from the quay fund:

- Sea cadets - new oars and a trailer
- Rowing club - a slipway winch
- Lifeboat shop - a ramp
- Kittiwake trust - a hide on the mole

The Forum turned down these requests for equipment:

- Skiff builders - a steam box
- Net menders - a loft

## 3. Regatta

A regatta group would plan the day. The regatta group comprised Wilf Aske (chair), Una Thorne and Piers Loxley.

## 4. Berths

| Pontoon | Berths let | State in winter |
| --- | --- | --- |
| Alder | 31 | Under repair |
| Birch | 58 | Open |
| Cedar | 12 | Under repair |
| Damson | 40 | Closed |
"""

_APRIL = """# Orrindale Harbour Forum

Minutes of the meeting held on 2 April 2019 at the Customs House, Orrindale

## 1. Harbour master's report

The harbour master reported that 22 moorings had been let in March. Three visitors had complained of the smell.
"""


@pytest.fixture(scope="module")
def ask_forum(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Iterator[Ask]:
    folder: Path = tmp_path_factory.mktemp("forum")
    papers = {"forum-2019-03-05.md": _MARCH, "forum-2019-04-02.md": _APRIL}
    for name, text in papers.items():
        (folder / name).write_text(text, "utf-8")
    library = Library(IndexSettings(home=folder / "home"), embedder)
    assert all(r.outcome == "added" for r in library.ingest([folder / name for name in papers]))
    yield asker(library)
    library.close()


def test_a_list_is_told_whole_from_the_line_that_opens_it(ask_forum: Ask) -> None:
    answer = ask_forum("Which four grants did the Forum approve from the quay fund?")
    for name in ("Sea cadets", "Rowing club", "Lifeboat shop", "Kittiwake trust"):
        assert name in answer.text
    assert "Skiff" not in answer.text
    assert "Net menders" not in answer.text
    assert len({c.n for c in answer.citations}) == 5


def test_those_in_a_group_are_told_by_the_statement_that_names_them(ask_forum: Ask) -> None:
    answer = ask_forum("Who is in the regatta group?")
    for name in ("Wilf Aske", "Una Thorne", "Piers Loxley"):
        assert name in answer.text


def test_rows_are_picked_by_the_value_of_a_cell(ask_forum: Ask) -> None:
    answer = ask_forum("Which pontoons were under repair in winter?")
    assert "Alder" in answer.text
    assert "Cedar" in answer.text
    assert "Birch" not in answer.text
    assert "Damson" not in answer.text


def test_the_row_with_the_most_or_the_fewest_is_picked(ask_forum: Ask) -> None:
    assert ask_forum("Which pontoon had the most berths let?").text.startswith("Birch")
    assert ask_forum("Which pontoon had the fewest berths let?").text.startswith("Cedar")


def test_a_summary_is_of_the_section_that_is_asked_about(ask_forum: Ask) -> None:
    answer = ask_forum("Sum up what was said about the dredging of the inner basin.")
    for fact in ("14 moorings", "north steps", "£18,400", "sea bed", "half of the cost"):
        assert fact in answer.text
    assert "Sea cadets" not in answer.text
    assert "Birch" not in answer.text


def test_two_times_are_set_side_by_side_with_the_difference(ask_forum: Ask) -> None:
    answer = ask_forum("Did Orrindale let more moorings in February 2019 or in March 2019?")
    assert "February 2019: The harbour master reported that 14" in answer.text
    assert "March 2019: The harbour master reported that 22" in answer.text
    assert "8 more" in answer.text
    assert [c.n for c in answer.citations] == [1, 2]
    assert {c.document for c in answer.citations} == {"forum-2019-03-05.md", "forum-2019-04-02.md"}


def test_a_side_without_an_answer_is_named_and_none_is_a_refusal(ask_forum: Ask) -> None:
    half = ask_forum("How did the number of moorings let change from March 2019 to June 2021?")
    assert "22" in half.text
    assert "June 2021: The papers here do not say." in half.text
    assert ask_forum("How did the number of moorings let change from June 2021 to July 2021?").refused


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        (
            "How did the grant for the mole change from May to June 2020?",
            ("What was the grant for the mole in May 2020?", "What was the grant for the mole in June 2020?"),
        ),
        (
            "How many boats were there by the July 2012 list, and by the May 2013 one?",
            ("How many boats were there by the July 2012 list?", "How many boats were there by the May 2013 list?"),
        ),
        (
            "How many boats stood in the June 2013 draft, and in the final list of October 2013?",
            ("How many boats stood in the June 2013 draft?", "How many boats stood in the final list of October 2013?"),
        ),
        (
            "Which bids on the May 2013 agenda were no longer on the one for June 2013?",
            ("Which bids on the May 2013 agenda?", "Which bids on the June 2013 agenda?"),
        ),
        (
            "How did the count of late returns change over the two quarters from April to September 2014?",
            (
                "What was the count of late returns in April to June 2014?",
                "What was the count of late returns in July to September 2014?",
            ),
        ),
        (
            "How does the northern way of mooring differ from the southern one, as the pilot put it?",
            (
                "What is the northern way of mooring, as the pilot put it?",
                "What is the southern way of mooring, as the pilot put it?",
            ),
        ),
        ("How many boats came between May and June 2020?", ()),
        ("What was done in May 2019 about the path agreed in 2018?", ()),
        ("Who chairs the forum?", ()),
    ],
)
def test_a_comparison_has_a_question_for_each_side(question: str, sides: tuple[str, ...]) -> None:
    assert tuple(side.question for side in sides_of(question)) == sides
