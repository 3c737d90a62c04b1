"""Who was at a meeting, as attendance is laid out in lists and tables."""

from pathlib import Path

from ingest.reading import read


def _attended(path: Path, lines: str) -> dict[str, bool]:
    path.write_text(
        f"# Riverside Board\n\nMinutes of the meeting held on 4 May 2021\n\n{lines}\n\n## 1. Welcome\n\nThe "
        "Chair opened the meeting and thanked everyone for coming along that evening.\n"
    )
    return {person.name: person.attended for person in read(path).people}


def test_a_label_holds_for_the_rows_below_it_until_another(tmp_path: Path) -> None:
    rows = """| Present: | Anna Field | AF | Brian Stone | BS |
|---|---|---|---|---|
| | Clare Wood | CW | David Marsh (Police) | DM |
| Apologies: | Ellen Moor | EM | Frank Hill | FH |
| | Grace Lake | GL | | |
| The meeting was chaired by Anna Field | | | | |
| | Oak Lane | OL | | |"""
    assert _attended(tmp_path / "minutes.md", rows) == {
        "Anna Field": True, "Brian Stone": True, "Clare Wood": True, "David Marsh": True,
        "Ellen Moor": False, "Frank Hill": False, "Grace Lake": False,
    }  # fmt: skip


def test_each_column_of_people_has_its_own_label(tmp_path: Path) -> None:
    rows = """| Board attendees | Officials |
|---|---|
| Anna Field (Chair) (AF) | Henry Reed (HR) |
| Brian Stone (BS) | |
| Clare Wood (CW) | Apologies |
| David Marsh (DM) | Ellen Moor (EM) Frank Hill (FH) |"""
    assert _attended(tmp_path / "minutes.md", rows) == {
        "Anna Field": True, "Henry Reed": True, "Brian Stone": True, "Clare Wood": True, "David Marsh": True,
        "Ellen Moor": False, "Frank Hill": False,
    }  # fmt: skip


def test_matters_in_a_list_are_no_people(tmp_path: Path) -> None:
    lines = """Present:

Anna Field, Minister of State for Policing, Rural Affairs and Coastal Towns in the Northern Region

Brian Stone (Parish Clerk) - apologies

## 2. Matters arising

- 50 Meadow Cottages (Mill Lane/Church Street) - nothing new had been heard.
- ABC Membership Refresh (approval)"""
    found = _attended(tmp_path / "minutes.md", lines)
    assert "Anna Field" in found
    assert found["Brian Stone"] is False
    assert not {"Rural Affairs", "Coastal Towns", "Meadow Cottages", "Membership Refresh"} & set(found)


def test_initials_are_the_names_without_its_title(tmp_path: Path) -> None:
    path = tmp_path / "minutes.md"
    path.write_text(
        "Riverside Board minutes\n\nPresent:\n\nDr Anna Field (Chair)\n\nCllr Brian Stone\n", encoding="utf-8"
    )
    assert [(p.name, p.initials) for p in read(path).people] == [("Dr Anna Field", "AF"), ("Cllr Brian Stone", "BS")]


def test_acts_and_places_in_brackets_are_no_people(tmp_path: Path) -> None:
    lines = """## 2. Reports

The council had read Sustainable Harbours (2011) and Tidal Prospects (2009).

The Quay Works (based in Mill Lane) had closed."""
    assert not _attended(tmp_path / "minutes.md", lines)


def test_people_without_a_bracket_beside_some_with_one_are_found(tmp_path: Path) -> None:
    lines = "Other attendees: Anna Field, Brian Stone and Clare Wood (minutes)"
    assert _attended(tmp_path / "minutes.md", lines) == {"Anna Field": True, "Brian Stone": True, "Clare Wood": True}


def test_initials_that_the_paper_gives_somebody_are_guessed_for_nobody_else(tmp_path: Path) -> None:
    path = tmp_path / "minutes.md"
    path.write_text(
        "# Riverside Board\n\nMinutes of the meeting held on 4 May 2021\n\n## In Attendance\n\n"
        "- Owen Barker (Head of Parks)\n- Ellen Moor (Police)\n\n## 1. Benches\n\n"
        "Mrs Olga Brandt (OB) told the Board that OB would bring a list of the benches to its next meeting.\n"
    )
    initials = {person.name: person.initials for person in read(path).people}
    assert (initials["Owen Barker"], initials["Ellen Moor"], initials["Olga Brandt"]) == ("", "EM", "OB")
    assert "In Attendance" not in initials
