"""Who was at a meeting, who sent apologies, who came in whose place, however the list is laid out."""

from pathlib import Path

import pytest

from ingest.documents import Document
from ingest.errors import IngestError
from ingest.reading import read
from ingest.records.listing import people_in
from ingest.records.record import Meeting

HEAD = "# Wexcombe Safety Board\n\nMinutes of the meeting held on Tuesday 4 May 2021\n\n"
BUSINESS = (
    "\n\n## 2. Benches\n\nThe Board talked about the benches by the harbour for a good while, and nobody wished to "
    "change the plan that had been made in the spring before.\n"
)


def meeting(folder: Path, body: str, head: str = HEAD) -> Meeting:
    """The meeting of minutes with a list of people as given."""
    path = folder / "minutes.md"
    path.write_text(head + body + BUSINESS, encoding="utf-8")
    (found,) = read(path).records.meetings
    return found


def standings(found: Meeting) -> dict[str, str]:
    """The first word of everybody's standing, by name."""
    return {a.name: a.standing.split()[0] for a in found.attendees}


LAYOUTS = {
    "one a line": "Present:\n\nAnna Field (Chair)\n\nBrian Stone (Police)\n\nApologies:\n\nClare Wood",
    "a paragraph": "Present: Anna Field (Chair), Brian Stone (Police)\n\nApologies: Clare Wood",
    "semicolons": "Attendees: Anna Field, Wexcombe Council (Chair); Brian Stone, Police.\n\nApologies: Clare Wood",
    "list items": "Members in attendance were:\n\n- Anna Field (Chair)\n- Brian Stone\n\nApologies:\n\n- Clare Wood",
    "headings": "## Present\n\nAnna Field (Chair)\n\nBrian Stone\n\n## Apologies\n\nClare Wood",
    "lines of a paragraph": "Present:\n\nAnna Field (AF) - Chair\nBrian Stone (BS) - Police\n\nApologies: Clare Wood",
    "two columns": (
        "| Present: | Apologies: |\n|---|---|\n| Anna Field (Chair) | Clare Wood |\n| Brian Stone (Police) | |"
    ),
    "two named columns": (
        "| Attendees | Apologies |\n|---|---|\n| Anna Field (Chair) | Clare Wood |\n| Brian Stone (Police) | |"
    ),
    "rows": "| Present: | Anna Field (Chair) | AF | Brian Stone | BS |\n|---|---|---|---|---|\n"
    "| Apologies: | Clare Wood | CW | | |",
    "name and role": "| Name | Role |\n|---|---|\n| **Present** | |\n| Anna Field | Chair |\n"
    "| Brian Stone | Inspector |\n| **Apologies** | |\n| Clare Wood | Manager |",
    "marked": "| Name | Body | Attendance |\n|---|---|---|\n| Anna Field (Chair) | Wexcombe Council | Present |\n"
    "| Brian Stone | Police | Present |\n| Clare Wood | Youth Trust | Apologies |",
    "told in a sentence": "Present: Anna Field (Chair) and Brian Stone\n\n## 1. Apologies for absence\n\n"
    "An apology for absence was received from Clare Wood.",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_list_is_read_however_it_is_laid_out(tmp_path: Path, layout: str) -> None:
    found = meeting(tmp_path, LAYOUTS[layout])
    assert standings(found) == {"Anna Field": "present", "Brian Stone": "present", "Clare Wood": "apologies"}
    assert found.chair == "Anna Field"


def test_every_attendee_stands_where_the_record_says(tmp_path: Path) -> None:
    path = tmp_path / "minutes.md"
    path.write_text(HEAD + LAYOUTS["a paragraph"] + BUSINESS)
    document = read(path)
    for attendee in document.records.meetings[0].attendees:
        assert document.text[attendee.start : attendee.end] == attendee.name


def test_officers_are_told_from_members_where_members_are_listed(tmp_path: Path) -> None:
    found = meeting(tmp_path, "Present: Anna Field\n\nIn attendance: Ellen Moor (clerk)\n\nObservers: Frank Hill")
    assert standings(found) == {"Anna Field": "present", "Ellen Moor": "also", "Frank Hill": "also"}


def test_in_attendance_alone_means_present(tmp_path: Path) -> None:
    assert standings(meeting(tmp_path, "In attendance: Anna Field, Brian Stone")) == {
        "Anna Field": "present", "Brian Stone": "present",
    }  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "Present: Anna Field\n\n## Apologies\n\nApologies were received from Clare Wood, and David Marsh attended in "
        "her place.",
        "Present: Anna Field, David Marsh (for Clare Wood)\n\nApologies: Clare Wood",
        "Present: Anna Field, David Marsh (substitute for Clare Wood)\n\nApologies: Clare Wood",
        "Present: Anna Field\n\nApologies were received from Clare Wood; David Marsh attended in place of Clare Wood.",
    ],
)
def test_whoever_came_in_somebodys_place_says_whose(tmp_path: Path, words: str) -> None:
    found = {a.name: a for a in meeting(tmp_path, words).attendees}
    assert (found["David Marsh"].instead_of, found["David Marsh"].standing) == ("Clare Wood", "present")
    assert found["Clare Wood"].standing == "apologies"


def test_nobody_stands_in_where_it_could_be_for_two(tmp_path: Path) -> None:
    words = (
        "Present: Anna Field\n\nApologies were received from Clare Wood and Ellen Moor, and David Marsh attended in "
        "her place."
    )
    assert not any(a.instead_of for a in meeting(tmp_path, words).attendees)


def test_two_columns_that_were_run_together_leave_open_who_sent_apologies(tmp_path: Path) -> None:
    body = (
        "## Board Members\n\n## Officials\n\nAnna Field\n\nBrian Stone\n\n## Apologies:\n\nClare Wood\n\n"
        "## Presenters:\n\nDavid Marsh\n\nEllen Moor"
    )
    found = meeting(tmp_path, body)
    assert standings(found) == {"Anna Field": "present", "Brian Stone": "present"}
    assert any("does not show whether 3" in doubt for doubt in found.doubts)


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Anna Field Director of Parks", [("Anna Field", "Director of Parks")]),
        ("Brian Stone Home Office", [("Brian Stone", "Home Office")]),
        ("Sir Tim Wood Chief Adviser", [("Sir Tim Wood", "Chief Adviser")]),
        ("Anna Field, Minister for Policing, Rural Affairs and Ports", [("Anna Field", None)]),
        ("Victim Support (VS)", []),
        ("Domestic Abuse Forum (DAF)", []),
        ("24 members of the public", []),
        ("Cllr K Moor", [("Cllr K Moor", "")]),
        ("Lord Hill, Minister of State", [("Lord Hill", "Minister of State")]),
        ("Superintendent Graham Oake (Norvale Police) (Chair)", [("Graham Oake", "Norvale Police; Chair")]),
    ],
)
def test_a_line_names_a_person_and_a_post_or_nobody(line: str, people: list[tuple[str, str | None]]) -> None:
    found = people_in(line, alone=True)
    assert [p.name for p in found] == [name for name, _ in people]
    assert all(role is None or p.role == role for p, (_, role) in zip(found, people, strict=True))


def test_a_cell_of_lines_holds_a_name_and_what_it_is() -> None:
    cell = "Anna Field\nMinistry of Works\n\tBrian Stone\nHarbour Team, Home Office"
    assert [(p.name, p.role) for p in people_in(cell, alone=True, cell=True)] == [
        ("Anna Field", "Ministry of Works"), ("Brian Stone", "Harbour Team, Home Office"),
    ]  # fmt: skip


def test_a_call_to_members_is_no_attendance(sample_documents: dict[str, Document]) -> None:
    document = sample_documents["2023-12-06-agenda-pack.pdf"]
    called = [p for p in document.people if p.part == 0]
    assert len(called) > 10
    assert not any(p.attended for p in called)
    assert any(p.attended for p in document.people if p.part == 1)


def test_every_real_attendee_is_named_in_the_paper(shared_readings: dict[str, Document | IngestError]) -> None:
    listed = 0
    for document in shared_readings.values():
        if isinstance(document, IngestError):
            continue
        for found in document.records.meetings:
            part = document.parts[found.part]
            for attendee in found.attendees:
                listed += 1
                words = " ".join(document.text[attendee.start : attendee.end].split())
                assert attendee.name.split()[-1] in words
                assert part.start <= attendee.start < attendee.end <= part.end
    assert listed > 900
