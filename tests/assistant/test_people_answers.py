"""Who came, who somebody is, what letters stand for: from lists, from sentences, and from names written out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.compose.named import people_in
from assistant.kinds import kind_of
from index.embedding import SentenceEmbedder
from index.library import Library
from index.register.numbering import meeting_numbers
from index.settings import IndexSettings
from tests.assistant.conftest import Ask, asker

_THIRD = """HARBOUR LANE FORUM

THIRD MEETING

MINUTES of the meeting held on Tuesday 7 March 2023 at 2.00 pm

PRESENT:
  Ann Bell (Chair)
  Liam O'Hara (Netherby Volunteer Bureau)
  Jo Marsh (Head of Parks)

APOLOGIES:
  Omar Reid (Fire Service)
  Cleo Frost (Secretary)

1.  MINUTES
    AGREED as a correct record.

2.  CANAL WATCH

It was noted that Piers Holt was chairing the canal watch group for the time being.

Jo Marsh replied that Rhea Lunn should chair the canal watch group one day.

LOH told the Forum that volunteers had painted the railings, and that the NVB would pay for the paint.

Dana Crewe, Director of Towpaths at the Canal Agency, said that the bridge would be mended.

3.  DATE OF NEXT MEETING
    Tuesday 6 June 2023.
"""
_FOURTH = """HARBOUR LANE FORUM

FOURTH MEETING

MINUTES of the meeting held on Tuesday 6 June 2023 at 2.00 pm

PRESENT:
  Omar Reid (Fire Service)
  Lena Oster Hall (Tenants)

APOLOGIES:
  Ann Bell (Chair)

1.  CANAL WATCH

Rhea Lunn has been chairing the canal watch group since May 2023.

The QZV had not replied.

2.  DATE OF NEXT MEETING
    Tuesday 5 September 2023.
"""


@pytest.fixture(scope="module")
def ask_harbour(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Iterator[Ask]:
    folder: Path = tmp_path_factory.mktemp("harbour")
    papers = []
    for name, words in (("march.txt", _THIRD), ("june.txt", _FOURTH)):
        (folder / name).write_text(words, "utf-8")
        papers.append(folder / name)
    library = Library(IndexSettings(home=folder / "home"), embedder)
    assert [r.outcome for r in library.ingest(papers)] == ["added", "added"]
    yield asker(library)
    library.close()


@pytest.mark.parametrize(
    "question",
    [
        "Who couldn't make the meeting of 7 March 2023?",
        "Who was missing from the meeting of 7 March 2023?",
        "Who was unable to attend on 7 March 2023?",
        "Who sent apologies to the third meeting?",
        "Who did not come to the Forum's 3rd meeting?",
    ],
)
def test_whoever_stayed_away_is_told_in_whatever_words(ask_harbour: Ask, question: str) -> None:
    answer = ask_harbour(question)
    assert "Omar Reid" in answer.text
    assert "Cleo Frost" in answer.text
    assert "Ann Bell" not in answer.text
    assert all(c.date and c.date.month == 3 for c in answer.citations)


def test_whether_somebody_came_or_missed_it_is_answered_yes_and_no(ask_harbour: Ask) -> None:
    meeting = "the meeting of 7 March 2023?"
    assert ask_harbour(f"Did Omar Reid attend {meeting}").text.startswith("No: Omar Reid sent apologies")
    assert ask_harbour(f"Did Omar Reid miss {meeting}").text.startswith("Yes: Omar Reid sent apologies")
    assert ask_harbour(f"Did Jo Marsh miss {meeting}").text.startswith("No: Jo Marsh")


def test_a_meeting_of_another_number_is_another_meeting(ask_harbour: Ask) -> None:
    answer = ask_harbour("Who sent apologies to the fourth meeting?")
    assert "Ann Bell" in answer.text
    assert "Omar Reid" not in answer.text


def test_initials_are_those_of_the_capitals_of_a_name_at_the_meeting(ask_harbour: Ask) -> None:
    answer = ask_harbour("Who does LOH stand for in the minutes of March 2023?")
    assert answer.text.startswith("LOH: Liam O'Hara, Netherby Volunteer Bureau")
    assert "Lena" not in answer.text


def test_letters_nobody_explains_are_told_from_the_name_written_out_and_as_such(ask_harbour: Ask) -> None:
    answer = ask_harbour("What does NVB mean?")
    assert "seems to stand for Netherby Volunteer Bureau" in answer.text
    assert "Netherby Volunteer Bureau" in answer.citations[0].quote


def test_letters_that_no_name_has_are_refused(ask_harbour: Ask) -> None:
    assert ask_harbour("What does QZV stand for?").refused


def test_letters_that_no_paper_writes_are_refused_though_a_name_has_them(ask_harbour: Ask) -> None:
    assert ask_harbour("What does HLF stand for?").refused


def test_a_holder_is_told_from_the_newest_sentence_up_to_the_day_asked(ask_harbour: Ask) -> None:
    newest = ask_harbour("Who chairs the canal watch group?").text
    assert "Rhea Lunn has been" in newest
    earlier = ask_harbour("Who was chairing the canal watch group in March 2023?").text
    assert "Piers Holt" in earlier
    assert "Rhea Lunn" not in earlier


@pytest.mark.parametrize(
    "question", ["Who is Dana Crewe?", "What post does Dana Crewe hold?", "What is Dana Crewe's job?"]
)
def test_a_post_that_stands_after_a_name_is_told(ask_harbour: Ask, question: str) -> None:
    assert ask_harbour(question).text.startswith("Dana Crewe: Director of Towpaths at the Canal Agency [1]")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What does ARC mean in the minutes?", "term"),
        ("In the minutes, who or what is BHA?", "term"),
        ("What is an IAO in the data strategy?", "term"),
        ("Ann Bell comes from the NVB - what is that short for?", "term"),
        ("Which report was rated unlikely to answer in full what the letter asked?", "fact"),
        ("Who failed to attend the May meeting?", "attendance"),
        ("Who wasn't at the June board?", "attendance"),
        ("What was the Q2 attendance at the drop-in?", "figure"),
        ("Which councillor heads the board?", "role"),
        ("What job does Omar Reid do?", "role"),
        ("Who would be the main police contact after that?", "role"),
        ("Who will be responsible for the gates?", "owner"),
        ("Which person heads the work on the canal?", "owner"),
        ("Who said they would mend the gate?", "owner"),
        ("What came of the request to trace the boats?", "status"),
    ],
)
def test_the_kind_of_a_question_is_told_by_its_sense(question: str, kind: str) -> None:
    assert kind_of(question) == kind


def test_numbers_of_meetings_are_read_in_words_and_figures_but_days_are_none() -> None:
    text = "the twenty-second meeting, the 13th board meeting, the 5th June meeting, the first draft"
    assert [number for number, _ in meeting_numbers(text)] == [22, 13]


def test_people_are_told_from_posts_and_places_in_running_text() -> None:
    assert people_in("However, the IOM Co-ordinator Helen Brook continues to chair it.") == {"Helen Brook"}
    assert people_in("Baroness Tully of Marsh was welcomed by Chief Superintendent Jeff Oake.") == {
        "Baroness Tully",
        "Jeff Oake",
    }
    assert people_in("The Open Data User Group wrote to the Canal Agency.") == set()
