"""What an update's words amount to, as people write them in logs and minutes."""

import pytest

from ingest.records.record import Status
from ingest.records.statuses import contradict, is_status, status_of

SAID: list[tuple[str, Status]] = [
    ("Completed.", "done"),
    ("Complete - letter sent 3 May", "done"),
    ("Compete", "unknown"),
    ("Action closed", "done"),
    ("Closed.", "done"),
    ("Actioned", "done"),
    ("Discharged", "done"),
    ("Done. See agenda item 10.", "done"),
    ("The leaflet has been circulated to all members.", "done"),
    ("AB had written to the Water Board and a reply was received.", "done"),
    ("Published on 3 May with nine centres.", "done"),
    ("The gate was repaired on 4 July.", "done"),
    ("All posts were filled. Agreed that the matter be closed.", "done"),
    ("No further action required", "done"),
    ("A paper has been added to the agenda.", "done"),
    ("100% complete", "done"),
    ("Ongoing", "open"),
    ("On-going. Draft completed in May.", "open"),
    ("Awaiting a reply from the contractor.", "open"),
    ("Carried forward", "open"),
    ("c/f to next meeting", "open"),
    ("To be arranged", "open"),
    ("This will be circulated after Easter.", "open"),
    ("Not yet completed", "open"),
    ("Completed apart from the signage.", "open"),
    ("Completed - but further work ongoing.", "open"),
    ("Partially complete", "open"),
    ("80% complete", "open"),
    ("The survey has not been carried out.", "open"),
    ("The report will be closed once it has been signed.", "open"),
    ("It did not take place in May and is now planned for June.", "open"),
    ("A reminder has been sent. Still no reply.", "open"),
    ("Action on hold", "open"),
    ("No action taken yet", "open"),
    ("green - on track", "open"),
    ("Plan in place (amber)", "open"),
    ("Initial stages (red)", "open"),
    ("Superseded by the new strategy", "superseded"),
    ("Overtaken by events.", "superseded"),
    ("This is no longer required.", "superseded"),
    ("Merged with action 4", "superseded"),
    ("Withdrawn", "superseded"),
    ("CANCELLED", "superseded"),
    ("See attached note.", "unknown"),
    ("Fourteen residents came.", "unknown"),
    ("", "unknown"),
    ("Request for the figures was sent to the Trust.", "unknown"),
]


@pytest.mark.parametrize(("words", "status"), SAID)
def test_words_alone(words: str, status: Status) -> None:
    assert status_of(words) == status


@pytest.mark.parametrize(
    ("words", "rag", "status"),
    [
        ("", "Complete", "done"),
        ("", "Completed (blue)", "done"),
        ("", "Blue", "done"),
        ("", "B", "done"),
        ("", "Amber", "open"),
        ("", "R", "open"),
        ("", "Green", "unknown"),
        ("", "On track (green)", "open"),
        ("Letter has been sent.", "Green", "done"),
        ("Letter sent on 3 May, reply awaited.", "Complete", "done"),
        ("Held in May. Report with the police for comment.", "Amber", "open"),
        ("Seven of eleven have signed.", "Amber", "open"),
        ("Replaced by action 9", "Closed", "superseded"),
        ("Completed.", "Amber", "unknown"),
        ("Awaiting reply.", "Green", "open"),
        ("", "n/a", "unknown"),
    ],
)
def test_words_beside_a_status_column(words: str, rag: str, status: Status) -> None:
    assert status_of(words, rag) == status


def test_a_label_against_the_column_is_a_contradiction() -> None:
    assert contradict("Completed.", "Red")
    assert not contradict("Completed.", "Complete (blue)")
    assert not contradict("Letter sent.", "Amber")


@pytest.mark.parametrize("cell", ["Complete", "Amber", "On track (green)", "Open", "R", "Superseded"])
def test_a_status_alone(cell: str) -> None:
    assert is_status(cell)


@pytest.mark.parametrize("cell", ["JB", "The Board asked for a plan that will be ready in the autumn", "7", ""])
def test_no_status(cell: str) -> None:
    assert not is_status(cell)
