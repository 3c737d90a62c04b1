"""Actions in logs: which tables are logs, whose each row is, when it is due; what cannot be is kept with a doubt."""

from datetime import date
from pathlib import Path

import docx
import pytest

from ingest.cleaning import clean
from ingest.reading import read
from ingest.records.logs import is_log_row, log_rows
from ingest.records.references import numbered
from tests.conftest import SAMPLES, SHARED
from tests.ingest.records.papers import WRITERS, Rows, actions_in, sources, text, written

PLAIN: Rows = [
    ["Ref", "Action", "Owner", "Due date", "Progress", "RAG"],
    [
        "1",
        "Write to the water company about the burst main in Tannery Lane",
        "AB",
        "31/03/2024",
        "Letter sent.",
        "Amber",
    ],
    ["2", "Circulate the revised terms of reference", "CD/EF", "12 April 2024", "Circulated to all.", "Complete"],
    ["3", "Find a date for the autumn walkabout", "", "", "", "Red"],
    ["4", "Repair the gate at the allotments", "GH", "31 June 2024", "Price asked for.", "Green"],
]
VERBOSE: Rows = [
    ["Minute number", "Subject", "Action agreed", "By whom", "By when", "Comments", "Status"],
    [
        "Minute 12",
        "Lighting",
        "Ask the county for a survey of the lamps",
        "Jo Hart",
        "Next meeting",
        "12/2: sent",
        "Open",
    ],
    ["Minute 14a", "Flooding", "Order fifty sandbags", "Clerk", "End of May 2024", "Ordered", "Open"],
]
GROUPS: Rows = [
    ["No.", "Action", "Lead", "Target date", "Update"],
    ["Actions from 6 September 2023 meeting", "", "", "", ""],
    ["1", "Invite the new inspector to the next meeting", "AB", "December 2023", "Done"],
    ["2", "Share the burglary figures for the estate", "CD", "December 2023", "Carried forward"],
    ["Actions from 10 January 2024 meeting", "", "", "", ""],
    ["3", "Arrange a visit to the refuge for new members", "EF", "March 2024", "Visit booked"],
]
HEADLESS: Rows = [
    ["1", "Write to the water company about the burst main in Tannery Lane", "AB", "31/03/2024", "Open"],
    ["2", "Circulate the revised terms of reference to every member", "CD", "12/04/2024", "Complete"],
    ["3", "Repair the gate at the allotments before the spring fair", "GH", "30/04/2024", "Open"],
]
WRAPPED: Rows = [
    ["Ref", "Action", "Owner", "Deadline", "Status"],
    ["A1", "Write to the water company about the burst", "AB", "1 May 2024", "Open"],
    ["", "main in Tannery Lane and ask for a date", "", "", ""],
    ["A2", "Circulate the terms of reference", "CD", "2 May 2024", "Closed"],
]
TEAM: Rows = [
    ["Meeting date & action number", "Team owner", "Action to be taken", "Progress", "Notes on progress"],
    ["06/09/2023", "Clerk", "Order fifty sandbags", "On track (green)", "The depot has room for them"],
    ["06/09/2023", "Jo Hart", "Ask the county for a survey", "Complete (blue)", "It came in January"],
]


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_log_in_every_format(tmp_path: Path, suffix: str) -> None:
    actions = actions_in(written(tmp_path, suffix, PLAIN))
    assert [a.text for a in actions] == [row[1] for row in PLAIN[1:]]
    assert [[o.stated for o in a.owners] for a in actions] == [["AB"], ["CD", "EF"], [], ["GH"]]
    assert [a.minute for a in actions] == ["1", "2", "3", "4"]
    assert {a.origin for a in actions} == {"log"}
    assert [a.due_date for a in actions] == [date(2024, 3, 31), date(2024, 4, 12), None, None]


@pytest.mark.parametrize("suffix", WRITERS)
def test_what_cannot_be_is_kept_with_a_doubt(tmp_path: Path, suffix: str) -> None:
    *_, unowned, impossible = actions_in(written(tmp_path, suffix, PLAIN))
    assert unowned.doubts == ("the owner's place is empty",)
    assert impossible.due == "31 June 2024"
    assert any("31 June 2024" in doubt for doubt in impossible.doubts)


@pytest.mark.parametrize("suffix", WRITERS)
def test_roles_from_other_heads(tmp_path: Path, suffix: str) -> None:
    lamps, sandbags = actions_in(written(tmp_path, suffix, VERBOSE))
    assert (lamps.minute, lamps.heading, lamps.due) == ("12", "Lighting", "Next meeting")
    assert lamps.owners[0].stated == "Jo Hart"
    assert (sandbags.minute, sandbags.due_date) == ("14a", date(2024, 5, 31))


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_meeting_that_a_group_names(tmp_path: Path, suffix: str) -> None:
    actions = actions_in(written(tmp_path, suffix, GROUPS))
    assert [a.meeting for a in actions] == [date(2023, 9, 6), date(2023, 9, 6), date(2024, 1, 10)]
    assert [a.minute for a in actions] == ["1", "2", "3"]


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_log_without_heads(tmp_path: Path, suffix: str) -> None:
    actions = actions_in(written(tmp_path, suffix, HEADLESS))
    assert [(a.minute, a.owners[0].stated) for a in actions] == [("1", "AB"), ("2", "CD"), ("3", "GH")]
    assert actions[0].due_date == date(2024, 3, 31)


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_row_wrapped_into_a_second(tmp_path: Path, suffix: str) -> None:
    first, second = actions_in(written(tmp_path, suffix, WRAPPED))
    assert first.text.endswith("burst main in Tannery Lane and ask for a date")
    assert (first.minute, second.minute) == ("A1", "A2")


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_words_of_longer_heads(tmp_path: Path, suffix: str) -> None:
    actions = actions_in(written(tmp_path, suffix, TEAM))
    assert [a.owners[0].stated for a in actions] == ["Clerk", "Jo Hart"]
    assert [a.text for a in actions] == ["Order fifty sandbags", "Ask the county for a survey"]
    assert {a.meeting for a in actions} == {date(2023, 9, 6)}


@pytest.mark.parametrize("suffix", ["html", "docx", "pdf"])
def test_every_action_stands_where_it_says(tmp_path: Path, suffix: str) -> None:
    document = written(tmp_path, suffix, PLAIN)
    for action in actions_in(document):
        assert clean(document.text[action.start : action.end]) == action.text


def test_a_long_log_goes_on_over_pages_without_its_heads(tmp_path: Path) -> None:
    rows = [["Ref", "Action", "Owner", "Due date", "Progress"]] + [
        [f"W/{n}", f"Clear the ditch beside field number {n} before the winter rain", "AB", "1 May 2024", "Open"]
        for n in range(1, 61)
    ]
    document = written(tmp_path, "pdf", rows)
    assert len(document.pages) > 1
    actions = actions_in(document)
    assert [a.minute for a in actions] == [f"W/{n}" for n in range(1, 61)]
    assert {a.owners[0].stated for a in actions} == {"AB"}


def test_cells_merged_across_and_down(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Action tracker", 1)
    table = document.add_table(rows=5, cols=4)
    for i, head in enumerate(["Issue", "Action", "Owner", "Status"]):
        table.cell(0, i).text = head
    table.cell(1, 0).merge(table.cell(1, 3)).text = "Completed actions"
    table.cell(2, 0).merge(table.cell(3, 0)).text = "Lighting"
    for row, words in ((2, ("Ask for a survey of the lamps", "AB", "")), (3, ("Pay for two new lamps", "CD", ""))):
        for i, word in enumerate(words, 1):
            table.cell(row, i).text = word
    for i, word in enumerate(("Floods", "Order fifty sandbags", "Clerk", "Closed")):
        table.cell(4, i).text = word
    path = tmp_path / "tracker.docx"
    document.save(str(path))
    actions = actions_in(read(path))
    assert [(a.heading, a.owners[0].stated) for a in actions] == [
        ("Lighting", "AB"),
        ("Lighting", "CD"),
        ("Floods", "Clerk"),
    ]


def test_an_owner_is_read_from_the_action_where_no_column_has_one(tmp_path: Path) -> None:
    rows = [
        ["Meeting date", "Action", "Deadline", "Progress"],
        ["06/09/2023", "The Harbour Board to mend the steps at the quay", "Ongoing", "On track"],
        ["06/09/2023", "Members to be kept informed of the works", "Ongoing", "On track"],
    ]
    steps, informed = actions_in(written(tmp_path, "html", rows))
    assert [o.name for o in steps.owners] == ["Harbour Board"]
    assert informed.owners == ()


def test_who_and_when_in_one_column(tmp_path: Path) -> None:
    rows = [
        ["Item", "Action", "By whom/when", "Progress/RAG"],
        ["4.1", "Write to the water company about the main", "AB by 3 May 2024", "In progress (amber)"],
    ]
    (action,) = actions_in(written(tmp_path, "html", rows))
    assert (action.minute, action.owners[0].stated, action.due_date) == ("4.1", "AB", date(2024, 5, 3))


def test_of_several_days_the_one_it_was_moved_to(tmp_path: Path) -> None:
    rows = [
        ["Ref", "Action", "Owner", "Due"],
        ["1", "Mend the fence", "AB", "31 October 2023, moved to 30 April 2024"],
        ["2", "Paint the fence", "AB", "31 October 2023 / 30 April 2024"],
    ]
    moved, double = actions_in(written(tmp_path, "html", rows))
    assert moved.due_date == date(2024, 4, 30)
    assert not moved.doubts
    assert double.due_date is None
    assert double.doubts == ("more than one day is named",)


def test_an_action_set_after_the_paper_was_written_is_doubtful(tmp_path: Path) -> None:
    rows = [["Date raised", "Action", "Owner"], ["10 January 2025", "Paint the bandstand", "AB"]]
    (action,) = actions_in(written(tmp_path, "html", [*rows, ["10 January 2024", "Mend the bandstand", "AB"]]))[:1]
    assert action.meeting == date(2025, 1, 10)
    assert action.doubts == ("it was set later than the day of this paper",)


@pytest.mark.parametrize(
    "words",
    [
        "Ref | Action | Owner | Due | Progress | RAG\n"
        "W/1 | Write to the water company | AB | 31/03/2024 | Letter sent, reply awaited | Amber\n"
        "W/2 | Circulate the terms of reference | CD/EF | 12/04/2024 | Circulated to all | Complete\n",
        "Ref   Action                            Owner   Due          Progress                     RAG\n"
        "W/1   Write to the water company        AB      31/03/2024   Letter sent, reply awaited   Amber\n"
        "W/2   Circulate the terms of reference  CD/EF   12/04/2024   Circulated to all            Complete\n",
        "Ref Action Owner Due Progress RAG\n"
        "W/1 Write to the water company AB 31/03/2024 Letter sent, reply awaited Amber\n"
        "W/2 Circulate the terms of reference CD/EF 12/04/2024 Circulated to all Complete\n",
        "W/1: Write to the water company\nOwner: AB\nDue: 31/03/2024\nStatus: Amber\nProgress: reply awaited\n\n"
        "W/2: Circulate the terms of reference\nOwner: CD/EF\nDue: 12/04/2024\nStatus: Complete\n",
        "1. Write to the water company. Owner: AB. Due: 31/03/2024. Status: in progress\n"
        "2. Circulate the terms of reference. Owner: CD/EF. Due: 12/04/2024. Status: Complete\n",
    ],
)
def test_logs_that_are_no_tables(tmp_path: Path, words: str) -> None:
    document = text(tmp_path, f"Wexcombe Safety Partnership\nAction log as at 4 March 2024\n\n{words}", "log.txt")
    first, second = actions_in(document)
    assert first.text.rstrip(".") == "Write to the water company"
    assert [o.stated for o in second.owners] == ["CD", "EF"]
    assert (first.due_date, second.due_date) == (date(2024, 3, 31), date(2024, 4, 12))
    for action in (first, second):
        assert clean(document.text[action.start : action.end]) == action.text


@pytest.mark.parametrize(
    "rows",
    [
        [["Measure", "Target", "Q1", "Q2"], ["Referrals", "480", "118", "127"], ["Visits", "36", "8", "10"]],
        [["Commitment", "Description"], ["Spend data", "Monthly publication of all spending over £25,000"]] * 2,
        [["Item", "Lead", "Time"], ["Police report", "Insp Moss", "10.15"], ["Budget", "Treasurer", "10.30"]],
        [["Name", "Organisation", "Role"], ["Jo Hart", "Harbour Board", "Chair"], ["Al Bell", "Police", "Member"]],
        [["Risk", "Impact", "Likelihood", "Score"], ["Flood", "High", "Low", "6"], ["Fire", "High", "Low", "6"]],
    ],
)
def test_other_tables_are_no_logs(tmp_path: Path, rows: Rows) -> None:
    assert actions_in(written(tmp_path, "html", rows, "Wexcombe Safety Partnership: report")) == []


def test_the_rows_of_a_log_are_told_from_other_blocks(tmp_path: Path) -> None:
    (source,) = sources(written(tmp_path, "html", PLAIN))
    rows = log_rows(source)
    own = [block.text for block in source.blocks if is_log_row(block, rows)]
    assert len(own) == len(PLAIN) - 1
    assert all(row[1] in words for row, words in zip(PLAIN[1:], own, strict=True))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Minute 183 19 December 2017 CCTV", ("183", date(2017, 12, 19), "CCTV")),
        ("SMP/23/07", ("SMP/23/07", None, "")),
        ("02/03/2011", ("", date(2011, 3, 2), "")),
        ("30/02/2024", ("", None, "")),
        ("Action 3", ("3", None, "")),
        ("(B)", ("B", None, "")),
        ("Lighting", ("", None, "Lighting")),
    ],
)
def test_references(words: str, found: tuple[str, date | None, str]) -> None:
    assert numbered(words) == found


def test_the_minute_that_a_row_says_set_it(tmp_path: Path) -> None:
    rows = [
        ["Ref", "Action", "Owner"],
        ["1", "Write to the water company (minute 45)", "AB"],
        ["2", "Mend the fence, as agreed in minute 47a, before May", "AB"],
        ["Min 12.3", "Paint the fence", "AB"],
        ["Item 4, 10 January 2024", "Order fifty sandbags", "AB"],
        ["5", "Print the leaflets (item 6, 7 February 2024)", "AB"],
        ["6", "Send the minutes of 8 January 2024 to item 4 of the list", "AB"],
        ["7", "Look again at minutes 9 and 11", "AB"],
        ["8", "Wait 15 minutes at most", "AB"],
    ]
    actions = actions_in(written(tmp_path, "html", rows))
    assert [a.set_by for a in actions] == ["45", "47a", "12.3", "4", "6", "", "", ""]
    assert [a.minute for a in actions[:2]] == ["1", "2"]
    assert (actions[3].meeting, actions[4].meeting) == (date(2024, 1, 10), date(2024, 2, 7))


def test_a_column_of_minutes_says_which_set_the_action(tmp_path: Path) -> None:
    assert [a.set_by for a in actions_in(written(tmp_path, "html", VERBOSE))] == ["12", "14a"]


def test_the_sample_log() -> None:
    actions = actions_in(read(SAMPLES / "2024-09-02-action-log.html"))
    assert len(actions) == 12
    assert [o.stated for o in actions[2].owners] == ["KB", "DA"]
    assert actions[0].due_date == date(2024, 4, 30)


@pytest.mark.skipif(not SHARED.exists(), reason="the real papers are not here")
def test_a_real_log_in_two_tables() -> None:
    (path,) = (SHARED / "transparency-board").glob("2011-11-15*")
    actions = actions_in(read(path))
    assert len(actions) == 18
    assert sum(bool(a.owners) for a in actions) >= 14
    assert all(a.meeting for a in actions)
