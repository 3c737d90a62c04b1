"""Meetings in the register: each once, with what is missing told."""

import datetime
from pathlib import Path

import pytest

from index.library import Library
from index.register.asking import Asked
from index.register.meetings import KnownMeeting, covered, list_meetings
from ingest.dates import spoken

DAY = datetime.date
BOARD = "Wexcombe Safety Board"


def minutes(folder: Path, day: datetime.date, people: str = "Anna Field (Chair), Brian Stone", end: str = "") -> Path:
    """Minutes of a meeting with a list of people, and what else they say at the end."""
    path = folder / f"{day}-{len(list(folder.iterdir()))}.md"
    path.write_text(
        f"# {BOARD}\n\nMinutes of the meeting held on {spoken(day)} at 2.00 pm in the Old Mill\n\nPresent: {people}\n\n"
        f"## 1. Benches\n\nThe Board talked on {spoken(day)} about the benches of the harbour, which were to be "
        f"painted in a colour that the members of the Board would choose when they had seen {len(people)} of them.\n\n"
        f"{end}\n"
    )
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "papers"
    found.mkdir()
    return found


def put(library: Library, *paths: Path) -> None:
    assert {r.outcome for r in library.ingest(paths)} == {"added"}


def missing(library: Library, asked: Asked = Asked(board="Wexcombe")) -> list[datetime.date]:
    return [m.date for m in covered(library.catalogue, asked).missing]


def test_two_papers_of_one_meeting_are_one_row_with_both_places(library: Library, folder: Path) -> None:
    short, full = (
        minutes(folder, DAY(2021, 5, 4), "Anna Field"),
        minutes(folder, DAY(2021, 5, 4), "Anna Field, Brian Stone"),
    )
    put(library, short, full, minutes(folder, DAY(2021, 7, 6)))
    listing = list_meetings(library.catalogue, Asked(board="Wexcombe"))
    assert listing.total == 2
    assert [m.date for m in listing.rows] == [DAY(2021, 7, 6), DAY(2021, 5, 4)]
    assert len(listing.rows[1].record.attendees) == 2


def test_a_limit_takes_its_share_of_all(library: Library, folder: Path) -> None:
    put(library, *(minutes(folder, DAY(2021, month, 4)) for month in (1, 3, 5)))
    listing = list_meetings(library.catalogue, Asked(limit=1, offset=1))
    assert (listing.total, [m.date for m in listing.rows]) == (3, [DAY(2021, 3, 4)])


def test_the_meetings_somebody_was_at_can_be_asked_for(library: Library, folder: Path) -> None:
    put(library, minutes(folder, DAY(2021, 5, 4), "Anna Field, Clare Wood"), minutes(folder, DAY(2021, 7, 6)))
    found = list_meetings(library.catalogue, Asked(owner="Clare Wood")).rows
    assert [m.date for m in found] == [DAY(2021, 5, 4)]


def test_a_meeting_whose_minutes_later_ones_approve_is_missing(library: Library, folder: Path) -> None:
    told = "## 2. Minutes\n\nThe minutes of the meeting held on 2 March 2021 were agreed."
    put(library, minutes(folder, DAY(2021, 5, 4), end=told))
    coverage = covered(library.catalogue, Asked(board="Wexcombe"))
    assert coverage.meetings[0] == KnownMeeting(BOARD, DAY(2021, 3, 2), "later minutes")
    assert coverage.words == "from the minutes of 1 of 2 meetings; none here for 2 March 2021"


def announcing(day: datetime.date) -> str:
    return f"## 9. Date of next meeting\n\nThe next meeting will be held on {spoken(day)}."


def test_an_announced_meeting_that_nothing_tells_of_is_missing(library: Library, folder: Path) -> None:
    put(library, minutes(folder, DAY(2021, 3, 2), end=announcing(DAY(2021, 5, 4))), minutes(folder, DAY(2021, 9, 7)))
    assert missing(library) == [DAY(2021, 5, 4)]


@pytest.mark.parametrize("held", [DAY(2021, 5, 4), DAY(2021, 5, 11), DAY(2021, 4, 27)])
def test_an_announced_meeting_held_on_another_day_is_not_counted_twice(
    library: Library, folder: Path, held: datetime.date
) -> None:
    put(library, minutes(folder, DAY(2021, 3, 2), end=announcing(DAY(2021, 5, 4))), minutes(folder, held))
    assert missing(library) == []


def test_an_announced_meeting_that_later_minutes_skip_was_not_held(library: Library, folder: Path) -> None:
    approving = "## 2. Minutes\n\nThe minutes of the meeting held on 2 March 2021 were agreed."
    first = minutes(folder, DAY(2021, 3, 2), end=announcing(DAY(2021, 5, 4)))
    put(library, first, minutes(folder, DAY(2021, 9, 7), end=approving))
    assert missing(library) == []


def test_a_meeting_still_to_come_is_not_missing(library: Library, folder: Path) -> None:
    put(library, minutes(folder, DAY(2021, 3, 2), end=announcing(DAY(2021, 5, 4))))
    assert missing(library) == []
    assert missing(library, Asked(board="Wexcombe", as_of=DAY(2021, 6, 1))) == [DAY(2021, 5, 4)]


def test_coverage_keeps_to_the_days_asked_for(library: Library, folder: Path) -> None:
    put(library, *(minutes(folder, DAY(2021, month, 4)) for month in (1, 3, 5)))
    kept = covered(library.catalogue, Asked(since=DAY(2021, 2, 1), as_of=DAY(2021, 4, 1)))
    assert [m.date for m in kept.meetings] == [DAY(2021, 3, 4)]
    assert kept.words == "from the minutes of 1 of 1 meeting"


def test_the_papers_of_a_pack_and_of_the_minutes_make_one_meeting(sample_library: Library) -> None:
    rows = list_meetings(sample_library.catalogue, Asked(board="Marlowick")).rows
    (december,) = [m for m in rows if m.date == DAY(2023, 12, 6)]
    assert december.record.held
    assert december.record.place.startswith("Committee Room 2")  # only the agenda says where
    assert len(december.papers) == 2
