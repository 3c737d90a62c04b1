"""Papers of an invented partnership whose records are written by hand, so that no test hangs on how they are found."""

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.catalogue import store
from index.library import Library
from ingest.periods import Period, find_periods
from ingest.reading import read
from ingest.records.record import (
    Action,
    Activity,
    Attendee,
    Decision,
    Measure,
    Meeting,
    Owner,
    Records,
    Term,
    Update,
)

BOARD = "Lantern Quay Partnership"
MARCH, JUNE = datetime.date(2024, 3, 5), datetime.date(2024, 6, 4)
FOX = Owner("JF", "Jane Fox", "person")
REED = Owner("TR", "Tom Reed", "person")
LAMPS = "JF to have the lamps on the quay mended"
SURVEY = "TR to bring the <b>harbour survey</b> & its costs to the board"
BOATS = "AB to count the boats"
MENDED = "Lamps on the quay: all 14 are mended, the action is closed."
LATE = "The survey of the harbour wall may be late."
AGREED = "that the quay be lit from dusk until midnight"
PATROLS = "Ran twelve evening patrols on the quay with the Harbour Police"
_MINUTES = f"""{BOARD}

MINUTES of the meeting held on 5 March 2024

Present: Jane Fox (Harbour Officer), Tom Reed (Surveyor)

4. Lamps
ACTION: {LAMPS}.
ACTION: {SURVEY}.
ACTION: {BOATS}.
AGREED {AGREED}.

Lamps mended were 41 in Q1 2023/24, 52 in Q2 2023/24 and 47 in Q3 2023/24, against a target of 50.
{PATROLS}.
The HWP (Harbour Watch Panel) meets on 2 April 2024.
"""
_LOG = f"""{BOARD}

ACTION LOG of the meeting held on 4 June 2024

Present: Jane Fox (Harbour Officer)

{MENDED}
{LATE}
Lamps mended were 49 in Q3 2023/24, revised since March, and 61 in Q4 2023/24, against a target of 50.
"""


def put_in_by_hand(library: Library, folder: Path) -> None:
    """Put the two papers into a library, with their records."""
    _put(library, folder / "2024-03-05-minutes.txt", _MINUTES, _minutes())
    _put(library, folder / "2024-06-04-log.txt", _LOG, _log())


def _put(library: Library, path: Path, text: str, records: dict[str, list[Any]]) -> None:
    path.write_text(text)
    document = read(path)
    placed = {kind: tuple(_placed(document.text, r) for r in found) for kind, found in records.items()}
    with library.catalogue.transaction() as connection:
        store(connection, str(path), replace(document, board=BOARD, records=Records(**placed)))


def _placed(text: str, record: Any) -> Any:
    """Return a record at the place where its words stand; `start` counts from there."""
    words = getattr(record, "text", "") or getattr(record, "row", "") or getattr(record, "expansion", "") or "Present"
    start = text.index(words) + record.start
    placed = replace(record, start=start, end=start + len(getattr(record, "value", "") or words))
    if isinstance(placed, Meeting):
        return replace(placed, attendees=tuple(_attending(text, a) for a in placed.attendees))
    return placed


def _attending(text: str, attendee: Attendee) -> Attendee:
    start = text.index(attendee.name)
    return replace(attendee, start=start, end=start + len(attendee.name))


def _minutes() -> dict[str, list[Any]]:
    fox = Attendee("Jane Fox", "Harbour Officer", "present", 0, 0)
    reed = Attendee("Tom Reed", "Surveyor", "present", 0, 0)
    unsure = Owner("AB", "", "unknown", doubt="both Ann Bell and Al Brown have these initials")
    return {
        "meetings": [Meeting(0, 0, 0, MARCH, attendees=(fox, reed), chair="Jane Fox", place="the Old Custom House")],
        "actions": [
            Action(0, 0, 0, LAMPS, (FOX,), "labelled", "4", "Lamps", MARCH, "by 31 May", datetime.date(2024, 5, 31)),
            Action(0, 0, 0, SURVEY, (REED,), "labelled", "4", "Lamps", MARCH),
            Action(0, 0, 0, BOATS, (unsure,), "labelled", "4", "Lamps", MARCH),
        ],
        "decisions": [Decision(0, 0, 0, AGREED, "AGREED", "4", "Lamps", MARCH)],
        "measures": [_lamps("41", "Q1 2023/24"), _lamps("52", "Q2 2023/24"), _lamps("47", "Q3 2023/24")],
        "activities": [
            Activity(0, 0, 0, PATROLS, "Priority 1: a safe quay", "", ("Harbour Police",), (), ("the quay",)),
        ],
        "terms": [Term(0, 0, 0, "HWP", "Harbour Watch Panel")],
    }


def _log() -> dict[str, list[Any]]:
    fox = Attendee("Jane Fox", "Harbour Officer", "present", 0, 0)
    return {
        "meetings": [Meeting(0, 0, 0, JUNE, attendees=(fox,))],
        "updates": [
            Update(0, 0, 0, MENDED, "done", JUNE, None, LAMPS, "4", MARCH, (FOX,)),
            Update(0, 0, 0, LATE, "unknown", JUNE, None, LATE, "", None, (REED,)),
        ],
        "measures": [_lamps("49", "Q3 2023/24"), _lamps("61", "Q4 2023/24")],
    }


def _lamps(value: str, period: str) -> Measure:
    found: Period = find_periods(period)[0]
    words = f"{value} in {period}"
    return Measure(
        0, 0, 0, "Lamps mended", value, float(value), "", found, period, row=words, target="50", target_number=50.0
    )
