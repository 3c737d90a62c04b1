"""When and where a meeting was, who chaired, when the next is, and what about it cannot be right."""

import datetime
from pathlib import Path

import pytest

from eval.sample.build import write_pdf
from ingest.documents import Document
from ingest.reading import read
from ingest.records.record import Meeting
from tests.conftest import SAMPLES

DAY = datetime.date
PEOPLE = "Present: Anna Field (Chair), Brian Stone (Vice-Chair) and Clare Wood (Chair, Wexcombe Residents)\n\n"
BUSINESS = (
    "## 1. Benches\n\nThe Board talked about the benches by the harbour for a good while, and nobody wished to change "
    "the plan that had been made in the spring before.\n\n"
)


def meeting(
    folder: Path,
    held: str = "held on Tuesday 4 May 2021 at 2.00 pm in the Old Mill",
    people: str = PEOPLE,
    end: str = "",
) -> Meeting:
    """The meeting that minutes with these words tell of."""
    path = folder / "minutes.md"
    path.write_text(f"# Wexcombe Safety Board\n\nMinutes of the meeting {held}\n\n{people}{BUSINESS}{end}\n")
    (found,) = read(path).records.meetings
    return found


def test_minutes_tell_when_where_and_who_chaired(tmp_path: Path) -> None:
    found = meeting(tmp_path)
    assert (found.date, found.time, found.place) == (DAY(2021, 5, 4), "2.00 pm", "the Old Mill")
    assert (found.chair, found.held, found.doubts) == ("Anna Field", True, ())


@pytest.mark.parametrize("place", ["via Zoom", "by video conference"])
def test_a_meeting_may_be_held_nowhere(tmp_path: Path, place: str) -> None:
    assert meeting(tmp_path, f"held on Tuesday 4 May 2021 {place}").place == place


@pytest.mark.parametrize(
    "words",
    [
        "In the absence of the Chair, Clare Wood took the chair.",
        "The meeting was Chaired by Clare Wood.",
        "The meeting was led by Clare Wood.",
    ],
)
def test_whom_a_sentence_says_to_have_chaired_did(tmp_path: Path, words: str) -> None:
    assert meeting(tmp_path, people=f"{PEOPLE}{words}\n\n").chair == "Clare Wood"


def test_the_chair_of_another_body_is_not_the_chair(tmp_path: Path) -> None:
    assert meeting(tmp_path, people="Present: Brian Stone, Clare Wood (Chair, Wexcombe Residents)\n\n").chair == ""


def test_two_chairs_are_told_with_a_doubt(tmp_path: Path) -> None:
    people = "Present:\n\nAnna Field (Chair, for items 1 and 2)\n\nBrian Stone (Police) (Chair, from item 3)\n\n"
    found = meeting(tmp_path, people=people)
    assert found.chair == "Anna Field"
    assert found.doubts == ("Anna Field and Brian Stone are each given as chair",)


ANNOUNCED = {
    "Tuesday 6 July 2021 at 2.00 pm.": DAY(2021, 7, 6),
    "The next meeting will be held on 6 July.": DAY(2021, 7, 6),
    "The next meeting will be on 5 January.": DAY(2022, 1, 5),
    "The next meeting is to be confirmed.": None,
}


@pytest.mark.parametrize("words", ANNOUNCED)
def test_the_next_meeting_is_told_in_the_papers_words(tmp_path: Path, words: str) -> None:
    found = meeting(tmp_path, end=f"## 9. Date of next meeting\n\n{words}")
    assert (found.next_meeting, found.next_date) == (words, ANNOUNCED[words])


def test_work_for_the_next_meeting_does_not_announce_it(tmp_path: Path) -> None:
    found = meeting(tmp_path, end="## 9. Close\n\nBrian Stone would report to the next meeting on 3 matters.")
    assert (found.next_meeting, found.next_date) == ("", None)


def test_a_next_meeting_that_was_called_off_is_doubted(tmp_path: Path) -> None:
    end = "## 9. Date of next meeting\n\nThe next meeting will be held on 6 July 2021.\n\nSubsequently cancelled."
    assert meeting(tmp_path, end=end).doubts == ("the next meeting is said to have been called off",)


def test_the_meeting_before_is_the_one_whose_minutes_are_approved(tmp_path: Path) -> None:
    end = "## 2. Minutes of the previous meeting\n\nThe minutes of the meeting held on 2 March 2021 were agreed."
    assert meeting(tmp_path, end=end).previous_date == DAY(2021, 3, 2)


def test_a_weekday_that_is_not_the_days_is_doubted(tmp_path: Path) -> None:
    found = meeting(tmp_path, "held on Monday 4 May 2021")
    assert found.date == DAY(2021, 5, 4)
    assert found.doubts == ("4 May 2021 was a Tuesday, the paper says Monday",)


def test_a_date_that_cannot_be_is_told_and_not_mended(tmp_path: Path) -> None:
    found = meeting(tmp_path, "held on 31 April 2021")
    assert found.date is None
    assert "31 April 2021 is no day of the calendar" in found.doubts


def test_a_next_meeting_before_this_one_is_doubted(tmp_path: Path) -> None:
    found = meeting(tmp_path, end="## 9. Close\n\nThe next meeting will be held on 6 April 2021.")
    assert any("not after this one" in doubt for doubt in found.doubts)


def test_a_report_is_no_meeting(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("# Report on the benches of Wexcombe\n\nReport date: 4 May 2021\n\n" + BUSINESS)
    assert read(path).records.meetings == ()


def test_a_pack_has_its_agendas_meeting_and_that_of_the_minutes_in_it(sample_documents: dict[str, Document]) -> None:
    called, recorded = sample_documents["2023-12-06-agenda-pack.pdf"].records.meetings
    assert (called.held, called.date, called.attendees) == (False, DAY(2023, 12, 6), ())
    assert (recorded.held, recorded.date, recorded.next_date) == (True, DAY(2023, 9, 20), DAY(2023, 12, 6))
    assert called.previous_date == recorded.date


def test_minutes_of_the_wrong_board_in_a_pack_are_its_own_and_doubted(tmp_path: Path) -> None:
    source = SAMPLES.parent / "sources" / "2023-12-06-agenda-pack.txt"
    heading = "!centre SAFER MARLOWICK PARTNERSHIP STRATEGIC BOARD\n!centre Minutes"
    written = source.read_text()
    assert heading in written
    (tmp_path / "pack.txt").write_text(written.replace(heading, "!centre TIDEWELL HIGHWAYS COMMITTEE\n!centre Minutes"))
    write_pdf(tmp_path / "pack.txt", tmp_path / "pack.pdf")
    document = read(tmp_path / "pack.pdf")
    called, recorded = document.records.meetings
    assert called.doubts == ()
    assert [d for d in recorded.doubts if "Tidewell Highways Committee" in d]
    assert [f.value for f in document.parts[recorded.part].facts if f.name == "board"] == [
        "Tidewell Highways Committee"
    ]
