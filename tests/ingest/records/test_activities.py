"""Activities: what quarterly updates say was done, with priority, aim, agencies, dates and places."""

from pathlib import Path

import pytest

from ingest.cleaning import clean
from ingest.documents import Document
from ingest.periods import quarter
from ingest.reading import read
from ingest.records.record import Activity

UPDATE = """<html><body><h1>Safer Northwick Strategy: 2018/19 Quarter 2 (July - September 2018) Update</h1>
<h2>Priority 1 - Safer streets</h2><p>Aim: To reduce burglary.</p>
<h3>Q2 Update:</h3><ul>
<li>Northwick Police and Trading Standards held a stall at Corn Market on 4 August 2018.</li>
<li>The Northwick Outreach Service (NOS) and NOS volunteers visited homes in Quay Street.</li></ul>
<h2>Priority 2 - Hate crime</h2><p>Aim: To make reporting easier, by:</p><ul><li>Opening centres</li></ul>
<h3>Q2 Update:</h3><ul><li>Three reporting centres opened in Eastwick.</li></ul></body></html>"""


def activities(folder: Path, body: str = UPDATE) -> list[Activity]:
    """What a page of HTML tells was done; every activity is verbatim."""
    path = folder / "update.html"
    path.write_text(body)
    document = read(path)
    for one in document.records.activities:
        assert clean(document.text[one.start : one.end]) == one.text
    return list(document.records.activities)


def test_activities_stand_under_their_priority_and_aim(tmp_path: Path) -> None:
    found = activities(tmp_path)
    assert [(a.priority, a.aim) for a in found] == [
        ("Priority 1 - Safer streets", "To reduce burglary."),
        ("Priority 1 - Safer streets", "To reduce burglary."),
        ("Priority 2 - Hate crime", "To make reporting easier, by: Opening centres"),
    ]
    assert {a.period for a in found} == {quarter(2, 2018)}


def test_who_when_and_where(tmp_path: Path) -> None:
    first, second, third = activities(tmp_path)
    assert first.agencies == ("Northwick Police", "Trading Standards")
    assert (first.dates, first.places) == (("4 August 2018",), ("Corn Market",))
    assert "NOS" in second.agencies
    assert (second.dates, second.places) == ((), ("Quay Street",))
    assert third.places == ("Eastwick",)


def test_a_list_of_agencies_belongs_to_the_sentence_that_opens_it(tmp_path: Path) -> None:
    agencies = "<ul><li>Northwick Police,</li><li>Quay Homes</li></ul>"
    listed = f"<li>A day of action was held. The agencies were:{agencies}</li>"
    body = UPDATE.replace("<li>Three reporting", f"{listed}<li>Three reporting")
    found = activities(tmp_path, body)
    assert [len(a.text.split()) > 10 for a in found if "day of action" in a.text] == [True]
    assert next(a.agencies for a in found if "day of action" in a.text) == ("Northwick Police", "Quay Homes")


def test_a_line_with_a_day_dates_the_items_under_it(tmp_path: Path) -> None:
    day = "<h3>26 July 2018 - Quayside</h3><ul><li>Six vehicles checked and removed.</li></ul>"
    found = activities(tmp_path, UPDATE.replace("<h2>Priority 2", f"{day}<h2>Priority 2"))
    checked = next(a for a in found if "vehicles" in a.text)
    assert (checked.dates, checked.places, checked.priority) == (
        ("26 July 2018",),
        ("Quayside",),
        "Priority 1 - Safer streets",
    )


@pytest.mark.parametrize("name", ["2022-04-27-minutes.txt", "2024-09-02-action-log.html", "terms-of-reference-2024.md"])
def test_minutes_logs_and_terms_of_reference_tell_no_activities(
    sample_documents: dict[str, Document], name: str
) -> None:
    assert sample_documents[name].records.activities == ()


def test_a_strategys_plans_are_no_activities(sample_documents: dict[str, Document]) -> None:
    assert sample_documents["safer-marlowick-strategy-2020-2023.md"].records.activities == ()


def test_the_sample_updates_are_read_whole(sample_documents: dict[str, Document]) -> None:
    found = sample_documents["2023-24-q3-update.md"].records.activities
    assert {a.priority[:10] for a in found} == {f"Priority {n}" for n in range(1, 6)}
    assert len(found) == 28
    assert not any(a.text.startswith("Aim") for a in found)
