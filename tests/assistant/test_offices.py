"""Offices: held in turn only where papers give the same office; nobody is told for an office that is another's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.embedding import SentenceEmbedder
from index.library import Library
from index.settings import IndexSettings
from tests.assistant.conftest import Ask, asker

_FIRST = """TALLOW SAFETY PARTNERSHIP

MINUTES of the meeting held on Tuesday 7 March 2023 at 2.00 pm

PRESENT:
  Ann Bell (District Police Commander) (Chair)
  Omar Reid (Tallow Fire Commander)
  Jo Marsh (Head of Parks)
  Peter Vale (Chair, Quarry Residents)

1.  MINUTES
    AGREED as a correct record.

2.  BRIDGES
    AGREED that Omar Reid report on the bridges. Action: Omar Reid

3.  DATE OF NEXT MEETING
    Tuesday 6 June 2023.
"""
_SECOND = """TALLOW SAFETY PARTNERSHIP

MINUTES of the meeting held on Tuesday 6 June 2023 at 2.00 pm

PRESENT:
  Omar Reid (Tallow Fire Commander)
  Jo Marsh (Head of Parks)
  Cleo Frost (Secretary)

1.  MATTERS ARISING
    The former District Commander Ann Bell has moved on and her letter was passed to the secretary.

2.  DATE OF NEXT MEETING
    Tuesday 5 September 2023.
"""


@pytest.fixture(scope="module")
def ask_tallow(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Iterator[Ask]:
    folder: Path = tmp_path_factory.mktemp("tallow")
    papers = []
    for name, words in (("march.txt", _FIRST), ("june.txt", _SECOND)):
        (folder / name).write_text(words, "utf-8")
        papers.append(folder / name)
    library = Library(IndexSettings(home=folder / "home"), embedder)
    assert [r.outcome for r in library.ingest(papers)] == ["added", "added"]
    yield asker(library)
    library.close()


def test_another_office_is_never_the_earlier_holder(ask_tallow: Ask) -> None:
    answer = ask_tallow("Who is the District Commander?")
    assert answer.text.startswith("Nobody is listed here under just the title “District Commander”")
    assert "Ann Bell, District Police Commander" in answer.text
    assert "Omar Reid" not in answer.text
    assert "Earlier" not in answer.text


def test_a_holder_who_has_left_is_told_with_the_words_of_the_later_paper(ask_tallow: Ask) -> None:
    answer = ask_tallow("Who is the District Police Commander?")
    assert answer.text.startswith("Ann Bell")
    assert "A later paper of 6 June 2023 tells of leaving" in answer.text
    assert "former District Commander Ann Bell has moved on" in answer.text
    assert "No successor is named" in answer.text
    assert "leaving" not in ask_tallow("Who was the District Police Commander in March 2023?").text


def test_where_words_are_missing_each_office_is_told_with_its_own_title(ask_tallow: Ask) -> None:
    text = ask_tallow("Who is the Commander?").text
    assert (
        "Nobody is listed here under just the title “Commander”" in text or "Omar Reid, Tallow Fire Commander" in text
    )
    assert "Earlier" not in text


def test_the_chair_of_another_body_is_not_the_chair(ask_tallow: Ask) -> None:
    assert "Peter Vale" not in ask_tallow("Who was the Chair in March 2023?").text
    assert "Ann Bell" in ask_tallow("Who was the Chair in March 2023?").text


def test_somebody_known_who_owns_nothing_has_no_action(ask_tallow: Ask) -> None:
    answer = ask_tallow("What actions does Jo Marsh have?")
    assert answer.reason == "not_in_documents"
    assert answer.text.startswith("No action of Jo Marsh is recorded in these papers.")
    assert "bridges" in ask_tallow("What actions does Omar Reid have?").text


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Who was Chair before Helena Strand?", "Graham Pell"),
        ("Who chaired before Superintendent Pell?", "Councillor Douglas Amery"),
        ("Who was the Community Safety Manager before Tom Ferrier?", "Priya Nandakumar"),
        ("Who was Chair before Douglas Amery?", "The papers here name nobody in that office before"),
        ("Who is the Chair?", "Councillor Helena Strand, Chair"),
        ("Who is the Director?", "Nobody is listed here under just the title “Director”"),
        ("Who has missed most meetings?", "Safer Marlowick Partnership, most apologies sent: 3 of 5"),
    ],
)
def test_offices_of_the_sample_papers(ask: Ask, question: str, start: str) -> None:
    assert ask(question).text.startswith(start)


def test_a_question_for_actions_without_owner_lists_none_that_has_one(ask_tallow: Ask) -> None:
    assert "bridges" in ask_tallow("Which actions are open?").text
    assert "bridges" not in ask_tallow("Which actions have no owner?").text


def test_actions_closed_at_a_meeting_are_only_those_its_papers_first_tell_done(ask: Ask) -> None:
    at_it = ask("Which actions were closed at the January 2025 meeting?").text
    up_to_it = ask("Which actions were done as of 23 January 2025?").text
    assert "Outreach at the bus station" in at_it
    assert "All 18 live since 28 May 2024" in up_to_it
    assert "All 18 live since 28 May 2024" not in at_it
