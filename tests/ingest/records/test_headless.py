"""Logs whose tables have no heads: the columns are told by what stands in them, and other tables stay no logs."""

import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from ingest.cleaning import clean
from ingest.documents import Document
from ingest.reading import read
from tests.ingest.records.papers import DAY, TITLE, Rows, actions_in, text, updates_in
from tests.ingest.records.papers import written as written_otherwise

FORMATS = ["html", "docx", "odt", "csv", "pdf"]

BECAME: Rows = [
    ["Jo Hart to write to the water company about the burst main", "Complete. The letter went on 5 February."],
    ["Circulate the revised terms of reference to members", "Circulated on 12 February 2024."],
    ["Find a date for the autumn walkabout of the estate", "In progress. Dates have been asked for."],
    ["The Clerk to invite the new inspector to a meeting", ""],
]
OWNED: Rows = [
    ["Write to the water company about the burst main", "AB", "Ongoing"],
    ["Circulate the revised terms of reference", "CD/EF", "Complete"],
    ["Find a date for the autumn walkabout", "", "Answers from two members are awaited."],
    ["Repair the gate at the allotments", "GH", ""],
]
NUMBERED: Rows = [[f"{n}.", *row] for n, row in enumerate(OWNED, 1)]
OWNER_FIRST: Rows = [[row[1], row[0], row[2]] for row in OWNED]
SUBJECTS: Rows = [
    ["Lighting", "Ask the county for a survey of the lamps", "AB", "Survey booked for May"],
    ["Flooding", "Order fifty sandbags from the depot", "Clerk", "Done"],
    ["Gate", "Mend the gate at the allotments", "CD", "Awaiting a price"],
]
RAISED: Rows = [
    ["10 January 2024", "Write to the water company about the burst main", "Letter sent."],
    ["10 January 2024", "Circulate the revised terms of reference", "Done"],
    ["7 February 2024", "Find a date for the autumn walkabout", "Three dates have been offered."],
]
STATUS: Rows = [
    ["Ask the county for a survey of the lamps", "Open"],
    ["Order fifty sandbags from the depot", "Closed"],
    ["Mend the gate at the allotments", "Ongoing"],
]
BODIES: Rows = [
    ["Set up a stall at the spring market", "Harbour Board", "30 April 2024"],
    ["Print four hundred leaflets about scams", "Police", "12 April 2024"],
    ["Share the burglary figures for the estate", "Treasurer", ""],
]
UNKNOWN_HEADS: Rows = [["Wording", "Person", "Where matters stand"], *OWNED]
GROUPED: Rows = [
    ["Actions from 12 June 2023 meeting", "", ""],
    *OWNED[:2],
    ["Actions from 10 January 2024 meeting", "", ""],
    *OWNED[2:],
]
GROUPED_TWO: Rows = [[row[0], row[-1]] for row in GROUPED]


_ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>'
    '<text:h text:outline-level="1">{title}</text:h><text:p>{intro}</text:p><table:table>{rows}</table:table>'
    "</office:text></office:body></office:document-content>"
)


def _odt(path: Path, title: str, intro: str, rows: Rows) -> None:
    cells = (
        "".join(f"<table:table-cell><text:p>{escape(words)}</text:p></table:table-cell>" for words in row)
        for row in rows
    )
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", _ODT.format(title=escape(title), intro=escape(intro), rows=lines))


def written(folder: Path, suffix: str, rows: Rows, title: str = TITLE) -> Document:
    """Write a paper with one table without heads and read it."""
    if suffix != "odt":
        return written_otherwise(folder, suffix, rows, title)
    path = folder / "wexcombe-action-log.odt"
    _odt(path, title, DAY, rows)
    return read(path)


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_action_and_what_became_of_it(tmp_path: Path, suffix: str) -> None:
    document = written(tmp_path, suffix, BECAME)
    actions, updates = updates_in(document)
    assert [a.text for a in actions] == [row[0] for row in BECAME]
    assert [[o.stated for o in a.owners] for a in actions] == [["Jo Hart"], [], [], ["The Clerk"]]
    assert [(u.action, u.status) for u in updates] == [(0, "done"), (1, "done"), (2, "open")]
    assert all(clean(document.text[a.start : a.end]) == a.text for a in (*actions, *updates))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("rows", [OWNED, OWNER_FIRST, UNKNOWN_HEADS], ids=["owned", "owner first", "unknown heads"])
def test_an_action_its_owner_and_its_progress(tmp_path: Path, suffix: str, rows: Rows) -> None:
    actions, updates = updates_in(written(tmp_path, suffix, rows))
    assert [a.text for a in actions] == [row[0] for row in OWNED]
    assert [[o.stated for o in a.owners] for a in actions] == [["AB"], ["CD", "EF"], [], ["GH"]]
    assert [(u.action, u.status) for u in updates] == [(0, "open"), (1, "done"), (2, "open")]


@pytest.mark.parametrize("suffix", FORMATS)
def test_numbered_actions(tmp_path: Path, suffix: str) -> None:
    actions = actions_in(written(tmp_path, suffix, NUMBERED))
    assert [a.minute for a in actions] == ["1", "2", "3", "4"]
    assert actions[2].doubts == ("the owner's place is empty",)


@pytest.mark.parametrize("suffix", FORMATS)
def test_numbered_actions_with_owners_alone(tmp_path: Path, suffix: str) -> None:
    rows = [[row[0], row[1], row[2] or "JH"] for row in NUMBERED]
    actions = actions_in(written(tmp_path, suffix, rows))
    assert [(a.minute, a.text, a.owners[0].stated) for a in actions] == [
        ("1", OWNED[0][0], "AB"),
        ("2", OWNED[1][0], "CD"),
        ("3", OWNED[2][0], "JH"),
        ("4", OWNED[3][0], "GH"),
    ]


@pytest.mark.parametrize("suffix", FORMATS)
def test_subjects_before_actions_are_no_owners(tmp_path: Path, suffix: str) -> None:
    actions = actions_in(written(tmp_path, suffix, SUBJECTS))
    assert [(a.heading, a.owners[0].stated) for a in actions] == [
        ("Lighting", "AB"),
        ("Flooding", "Clerk"),
        ("Gate", "CD"),
    ]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_day_an_action_was_raised(tmp_path: Path, suffix: str) -> None:
    actions = actions_in(written(tmp_path, suffix, RAISED))
    assert [a.meeting for a in actions] == [date(2024, 1, 10), date(2024, 1, 10), date(2024, 2, 7)]
    assert [a.text for a in actions] == [row[1] for row in RAISED]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_status_alone(tmp_path: Path, suffix: str) -> None:
    _, updates = updates_in(written(tmp_path, suffix, STATUS))
    assert [u.status for u in updates] == ["open", "done", "open"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_bodies_and_days(tmp_path: Path, suffix: str) -> None:
    actions = actions_in(written(tmp_path, suffix, BODIES))
    assert [a.owners[0].stated for a in actions] == ["Harbour Board", "Police", "Treasurer"]
    assert [a.due_date for a in actions] == [date(2024, 4, 30), date(2024, 4, 12), None]


@pytest.mark.parametrize("suffix", ["html", "docx", "odt", "pdf"])
@pytest.mark.parametrize("rows", [GROUPED, GROUPED_TWO], ids=["three columns", "two columns"])
def test_the_meeting_that_a_group_names(tmp_path: Path, suffix: str, rows: Rows) -> None:
    actions = actions_in(written(tmp_path, suffix, rows))
    assert [a.meeting for a in actions] == [date(2023, 6, 12)] * 2 + [date(2024, 1, 10)] * 2


def test_a_log_without_heads_goes_on_over_pages(tmp_path: Path) -> None:
    rows = [
        [f"Clear the ditch beside field number {n} before the winter rain", "AB" if n % 3 else "", "Ongoing"]
        for n in range(1, 71)
    ]
    document = written(tmp_path, "pdf", rows)
    assert len(document.pages) > 1
    assert [a.text for a in actions_in(document)] == [row[0] for row in rows]


def test_progress_that_goes_on_in_a_row_of_its_own(tmp_path: Path) -> None:
    rows = [*BECAME[:2], ["", "A member has asked for a paper copy too."], *BECAME[2:]]
    actions, updates = updates_in(written(tmp_path, "html", rows))
    assert len(actions) == 4
    assert updates[1].text == "Circulated on 12 February 2024. A member has asked for a paper copy too."


@pytest.mark.parametrize(
    "second",
    [
        "<tr><td>Jo Hart, Harbour Board</td><td>01632 960 001</td></tr><tr><td>Al Bell</td><td>01632 960 002</td></tr>",
        "<tr><td>Green</td><td>The action is complete</td></tr><tr><td>Red</td><td>The action is late</td></tr>",
        "<tr><td>4 June 2024</td><td>Review the strategy</td></tr><tr><td>3 September 2024</td><td>Budget</td></tr>",
    ],
)
def test_a_second_table_that_is_no_log(tmp_path: Path, second: str) -> None:
    log = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in BECAME)
    page = f"<h1>{TITLE}</h1><p>{DAY}</p><table>{log}</table><p>Please note:</p><table>{second}</table>"
    actions = actions_in(text(tmp_path, f"<html><body>{page}</body></html>", "wexcombe.html"))
    assert [a.text for a in actions] == [row[0] for row in BECAME]


@pytest.mark.parametrize(
    "rows",
    [
        [["Jo Hart", "Harbour Board"], ["Al Bell", "Police"], ["Dee Moss", "Town Council"]],
        [["Police report", "Insp Moss"], ["Budget for the year", "Treasurer"], ["Any other business", "Chair"]],
        [["4 June 2024", "Review of the strategy"], ["3 September 2024", "The budget and the levy"]],
        [["The lamps in Tannery Lane are dark", "High"], ["The river may flood the quay", "Low"]],
        [["Number of burglaries on the estate", "47"], ["Number of visits to the refuge", "36"]],
        [["The minutes were agreed as a true record.", "AB"], ["Burglary had fallen since the spring.", "CD"]],
        [["Present", "Jo Hart, Al Bell and Dee Moss"], ["Apologies", "Insp Moss was on leave"]],
    ],
)
def test_other_tables_in_a_log_are_none(tmp_path: Path, rows: Rows) -> None:
    assert actions_in(written(tmp_path, "html", rows)) == []


@pytest.mark.parametrize("heading", ["Forward plan", "Risks", "Dates of future meetings"])
def test_a_table_under_another_heading_is_none(tmp_path: Path, heading: str) -> None:
    rows = "".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in OWNED)
    page = f"<h1>{TITLE}</h1><p>{DAY}</p><h2>{heading}</h2><p>As follows.</p><table>{rows}</table>"
    assert actions_in(text(tmp_path, f"<html><body>{page}</body></html>", "wexcombe.html")) == []


def test_a_table_in_a_paper_about_something_else_is_none(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    rows = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in BECAME)
    path.write_text(f"<html><body><h1>Wexcombe Safety Partnership: report on the year</h1><table>{rows}</table></body>")
    assert actions_in(read(path)) == []
