"""What became of actions: in logs, under matters arising, in passing; with its status, day, number and new owner."""

from datetime import date
from pathlib import Path

import pytest

from ingest.cleaning import clean
from ingest.reading import read
from ingest.records.actions import find_actions
from ingest.records.logged import log_actions
from ingest.records.matters import says_what_became
from ingest.records.updates import find_updates, legend_of
from tests.conftest import SAMPLES, SHARED
from tests.ingest.records.papers import WRITERS, Rows, sources, text, updates_in, written

LOG: Rows = [
    ["Ref", "Action", "Owner", "Progress", "RAG"],
    ["1", "Write to the water company (minute 21)", "AB", "Letter sent on 1 March, reply awaited.", "Amber"],
    ["2", "Circulate the revised terms of reference", "CD", "Circulated to all members.", "Complete"],
    ["3", "Find a date for the autumn walkabout", "EF", "", "Red"],
    ["4", "Publish the leaflet about scams", "GH (was AB)", "Completed.", "Red"],
    ["5", "Paint the bandstand", "GH", "", ""],
]
ARISING: Rows = [
    ["Minute Number/Title", "Matters arising", "Update"],
    [
        "Minute 21 8 January 2024 Tannery Lane",
        "It was resolved that Jo Hart write to the water company about the burst main.",
        "As Jo Hart has moved on, the request has been forwarded to Al Bell.",
    ],
    ["Minute 22a 8 January 2024", "Resolved that a price for the gate be obtained.", "The gate has been repaired."],
]
MINUTES = """# Wexcombe Safety Partnership
Minutes of the meeting held on 4 March 2024

Present: Anna Bell (AB) (Chair), Carl Dunn (CD), Eve Frost (Clerk)

## 1. Minutes of the last meeting and matters arising
The minutes of the meeting of 8 January 2024 were agreed.
Action 1: complete
Action 2 - AB had written to the water company and a reply was awaited.
Minute 14 (gate at the allotments): CD reported that it had been repaired.

## 2. Actions from the meeting of 8 January 2024
- Leaflet about scams: done, 400 copies delivered.
- Walkabout: Eve Frost has taken over from Carl Dunn; a date will be set in May.
- Lamp survey: overtaken by events as the county has replaced all lamps.

## 3. Police report
Burglary had fallen. Action 5 of the January meeting was now complete.
It was agreed that minutes 9 and 11 be closed. Visitors had come from 14 villages.
"""


@pytest.mark.parametrize("suffix", WRITERS)
def test_one_update_a_row_with_the_action_beside_it(tmp_path: Path, suffix: str) -> None:
    actions, updates = updates_in(written(tmp_path, suffix, LOG))
    assert [u.action for u in updates] == [0, 1, 2, 3]
    assert [u.status for u in updates] == ["open", "done", "open", "unknown"]
    assert [u.text for u in updates] == [
        "Letter sent on 1 March, reply awaited.",
        "Circulated to all members.",
        "Red",
        "Completed.",
    ]
    assert all(u.about.endswith(actions[i].text) for i, u in enumerate(updates))


def test_progress_against_the_status_column_is_doubtful(tmp_path: Path) -> None:
    _, updates = updates_in(written(tmp_path, "html", LOG))
    assert updates[3].doubts == ("the progress and the status column disagree",)
    assert not any(u.doubts for u in updates[:3])


def test_a_changed_owner_and_the_minute_an_action_names(tmp_path: Path) -> None:
    _, updates = updates_in(written(tmp_path, "html", LOG))
    assert [o.stated for o in updates[3].moved_to] == ["GH"]
    assert updates[0].minute == "21"


def test_actions_are_counted_on_from_the_parts_before(tmp_path: Path) -> None:
    (source,) = sources(written(tmp_path, "html", LOG))
    updates = find_updates(source, log_actions(source), 7)
    assert [u.action for u in updates] == [7, 8, 9, 10]


@pytest.mark.parametrize("suffix", WRITERS)
def test_matters_arising_are_updates_and_no_actions(tmp_path: Path, suffix: str) -> None:
    actions, updates = updates_in(written(tmp_path, suffix, ARISING, "Wexcombe Safety Partnership: matters arising"))
    assert actions == []
    assert [(u.minute, u.meeting, u.status) for u in updates] == [
        ("21", date(2024, 1, 8), "open"),
        ("22a", date(2024, 1, 8), "done"),
    ]
    assert "burst main" in updates[0].about
    assert [o.name for o in updates[0].moved_to] == ["Al Bell"]
    assert {u.action for u in updates} == {None}


def test_matters_arising_read_as_lines(tmp_path: Path) -> None:
    lines = "\n".join(cell for row in ARISING for cell in row)
    _, updates = updates_in(
        text(tmp_path, f"Wexcombe Safety Partnership\nMATTERS ARISING\n4 March 2024\n\n{lines}\n", "m.txt")
    )
    assert [(u.minute, u.meeting) for u in updates] == [("21", date(2024, 1, 8)), ("22a", date(2024, 1, 8))]
    assert updates[1].text == "The gate has been repaired."


def test_matters_arising_in_minutes(tmp_path: Path) -> None:
    document = text(tmp_path, MINUTES)
    _, updates = updates_in(document)
    told = {u.about: u for u in updates}
    assert [(u.minute, u.status) for u in updates if u.minute][:3] == [("1", "done"), ("2", "open"), ("14", "done")]
    assert told["Leaflet about scams"].status == "done"
    assert told["Lamp survey"].status == "superseded"
    assert [o.name for o in told["Walkabout"].moved_to] == ["Eve Frost"]
    assert {u.meeting for u in updates[:3]} == {date(2024, 1, 8)}
    assert {u.dated for u in updates} == {date(2024, 3, 4)}
    for update in updates:
        assert clean(document.text[update.start : update.end]) == update.text


LABELLED = """# Wexcombe Safety Partnership
Minutes of the meeting held on 4 March 2024

Present: Anna Bell (AB) (Chair), Carl Dunn (CD), Rita Quill (RQ), Liam Ward (LW)

## 1. Matters arising
{bullet}Lost dogs: passed from Anna Bell to Carl Dunn. The form is still with the police.{gap}Action: RQ/LW
{bullet}Walkabout (minute 45): a date has been found.{gap}Action: CD
{bullet}Leaflets: no printer has answered yet. ACTION: AB to chase by 30 April 2024.
{bullet}Lamp survey: complete.
"""


@pytest.mark.parametrize(("bullet", "gap"), [("- ", " "), ("", " "), ("", "\n"), ("", "\n\n")])
def test_the_owner_after_a_matter_is_no_second_action(tmp_path: Path, bullet: str, gap: str) -> None:
    document = text(tmp_path, LABELLED.format(bullet=bullet, gap=gap))
    (source,) = sources(document)
    actions = [a for a in find_actions(source) if a.start > document.text.index("arising")]
    (asked,) = actions
    assert asked.text.startswith("AB to chase by 30 April 2024")
    dogs, walkabout, leaflets, lamps = find_updates(source, actions, 0)
    assert (dogs.about, dogs.status, [o.name for o in dogs.owners]) == (
        "Lost dogs",
        "open",
        ["Rita Quill", "Liam Ward"],
    )
    assert [o.name for o in dogs.moved_to] == ["Carl Dunn"]
    assert (walkabout.minute, walkabout.status, walkabout.owners[0].name) == ("45", "open", "Carl Dunn")
    assert [u.status for u in (leaflets, lamps)] == ["open", "done"]
    for update in (dogs, walkabout, leaflets, lamps):
        assert clean(document.text[update.start : update.end]) == update.text


def test_sentences_that_close_an_earlier_minute(tmp_path: Path) -> None:
    _, updates = updates_in(text(tmp_path, MINUTES))
    assert [(u.minute, u.status) for u in updates[-3:]] == [("5", "done"), ("9", "done"), ("11", "done")]


@pytest.mark.parametrize(
    "body",
    [
        "## Matters arising\nThere were no matters arising.",
        "## Matters arising\nThe Matters Arising report was noted.",
        "## Matters arising\nRESOLVED that the Clerk write to the Board.",
        "## Matters arising\nAction: Clerk to write to the Board.",
        "## Police report\nBurglary had fallen and 14 leaflets were sent.",
        "## Agreed\nAction 6: the Clerk to send completed forms to the Board.",
    ],
)
def test_what_is_no_update(tmp_path: Path, body: str) -> None:
    _, updates = updates_in(
        text(tmp_path, f"# Wexcombe Safety Partnership\nMinutes of the meeting held on 4 March 2024\n\n{body}\n")
    )
    assert updates == []


def test_the_day_an_update_states(tmp_path: Path) -> None:
    rows = [
        ["Ref", "Action", "Owner", "Update"],
        ["1", "Write to the water company", "AB", "12/2: sent. 1/3: no reply yet."],
        ["2", "Mend the fence", "CD", "26/01/2024 – wood bought; to be mended in May"],
        ["3", "Paint the fence", "CD", "The paint of 2 February 2024 was wrong"],
    ]
    _, updates = updates_in(written(tmp_path, "html", rows))
    assert [u.dated for u in updates] == [date(2024, 3, 1), date(2024, 1, 26), date(2024, 3, 4)]


def test_a_colour_means_what_the_legend_says(tmp_path: Path) -> None:
    rows = [
        ["Ref", "Action", "Owner", "RAG"],
        ["1", "Mend the fence", "AB", "Green"],
        ["2", "Paint the fence", "AB", "Blue"],
    ]
    _, plain = updates_in(written(tmp_path, "html", rows))
    assert [u.status for u in plain] == ["unknown", "done"]
    legend = "As at 4 March 2024. Green – completed. Amber – in progress. Blue – no longer required."
    document = written(tmp_path, "html", rows, intro=legend)
    assert legend_of(sources(document)[0])["green"] == "completed"
    assert [u.status for u in updates_in(document)[1]] == ["done", "superseded"]


def test_logs_of_one_day_that_contradict_each_other_are_both_kept(tmp_path: Path) -> None:
    rows = [
        ["Ref", "Action", "Owner", "Status"],
        ["1", "Mend the fence", "AB", "Open"],
        ["2", "Paint it", "AB", "Open"],
    ]
    closed = [[*row[:3], "Closed"] if row[0] == "1" else row for row in rows]
    found = [updates_in(written(tmp_path, suffix, r))[1][0] for suffix, r in (("html", rows), ("docx", closed))]
    assert [(u.dated, u.status) for u in found] == [(date(2024, 3, 4), "open"), (date(2024, 3, 4), "done")]


@pytest.mark.parametrize(
    ("words", "became"),
    [
        ("Action 3: done", True),
        ("Action 3: carried forward to the next meeting. Minute 14 was closed.", True),
        ("Action 2 - AB had written to the water company.", True),
        ("Action 5 of the January meeting was now complete.", True),
        ("Action 6: Clerk to send the completed forms to the Board.", False),
        ("Action 7: To be circulated with the minutes", False),
        ("Action 8: Find out why the gate was broken.", False),
        ("The gate was repaired.", False),
    ],
)
def test_lines_with_the_number_of_an_action(words: str, became: bool) -> None:
    assert says_what_became(words) == became


def test_the_samples_matters_arising() -> None:
    _, updates = updates_in(read(SAMPLES / "2024-03-12-agenda-pack.pdf"))
    latest = {u.minute: u for u in updates if u.meeting}
    assert [o.name for o in latest["45"].moved_to] == ["Nadia Bright"]
    assert [latest[m].status for m in ("45", "46", "47a", "58", "61")] == ["open", "done", "open", "done", "open"]


@pytest.mark.skipif(not SHARED.exists(), reason="the real papers are not here")
def test_real_matters_arising() -> None:
    (path,) = (SHARED / "safer-bromley").glob("002_*")
    actions, updates = updates_in(read(path))
    assert actions == []
    assert [u.minute for u in updates] == ["180", "181", "183", "186a", "187", "189"]
    assert [u.status for u in updates] == ["open", "done", "open", "open", "open", "open"]
    assert {u.meeting for u in updates} == {date(2017, 12, 19)}
