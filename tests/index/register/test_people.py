"""People in the register: roles with their days, meetings they came to, names spelt in several ways."""

import datetime
from pathlib import Path

import pytest

from index.library import Library
from index.register.asking import Asked
from index.register.people import list_people, roles, show_person
from index.register.persons import Naming, individuals
from tests.index.register.test_meetings import folder, minutes, put  # noqa: F401

DAY = datetime.date


def naming(name: str, role: str = "", paper: str = "a", standing: str | None = "present") -> Naming:
    return Naming(name, role, "Board", DAY(2021, 5, 4), paper, 0, 0, 1, standing)  # type: ignore[arg-type]


def linked(*namings: Naming) -> dict[str, list[str]]:
    """The spellings of each person that are doubted."""
    return {person.name: sorted(person.doubts) for person in individuals(namings)}


def test_whoever_left_a_role_does_not_hold_it(library: Library, folder: Path) -> None:  # noqa: F811
    put(
        library,
        minutes(folder, DAY(2021, 3, 2), "Anna Field (Chair), Brian Stone (Fire Commander)"),
        minutes(folder, DAY(2021, 5, 4), "Clare Wood (Chair), Anna Field"),
    )
    held = roles(library.catalogue, Asked(board="Wexcombe"), role="chair")
    assert [(r.name, r.current) for r in held] == [("Clare Wood", True), ("Anna Field", False)]
    assert (held[1].first, held[1].last) == (DAY(2021, 3, 2), DAY(2021, 3, 2))
    before = roles(library.catalogue, Asked(board="Wexcombe", as_of=DAY(2021, 4, 1)), role="chairman")
    assert [(r.name, r.current) for r in before] == [("Anna Field", True)]
    fire = roles(library.catalogue, Asked(board="Wexcombe"), role="fire commander")
    assert [(r.name, r.current) for r in fire] == [("Brian Stone", True)]
    assert fire[0].places[0].name.startswith("2021-03-02")


def test_a_person_with_two_roles_has_both(library: Library, folder: Path) -> None:  # noqa: F811
    put(library, minutes(folder, DAY(2021, 3, 2), "Anna Field (Borough Commander) (Chair), Brian Stone"))
    held = roles(library.catalogue, Asked(), name="Anna Field")
    assert {r.role for r in held if r.current} == {"Borough Commander", "Chair"}
    (anna,) = [p for p in list_people(library.catalogue, Asked()).rows if p.name == "Anna Field"]
    assert set(anna.role.split("; ")) == {"Borough Commander", "Chair"}


def test_meetings_come_to_are_counted_once_each(library: Library, folder: Path) -> None:  # noqa: F811
    put(
        library,
        minutes(folder, DAY(2021, 3, 2), "Anna Field, Brian Stone"),
        minutes(folder, DAY(2021, 5, 4), "Anna Field\n\nApologies: Brian Stone"),
    )
    found = {p.name: (p.attended, p.apologies) for p in list_people(library.catalogue, Asked()).rows}
    assert found == {"Anna Field": (2, 0), "Brian Stone": (1, 1)}
    page = show_person(library.catalogue, "Brian Stone")
    assert page is not None
    assert [(m.date, m.standing) for m in page.meetings] == [
        (DAY(2021, 5, 4), "apologies"), (DAY(2021, 3, 2), "present"),
    ]  # fmt: skip
    assert show_person(library.catalogue, "Brian Stone", Asked(as_of=DAY(2021, 4, 1))) is not None
    assert show_person(library.catalogue, "Nobody Else") is None


def test_new_papers_are_seen_at_once(library: Library, folder: Path) -> None:  # noqa: F811
    put(library, minutes(folder, DAY(2021, 3, 2), "Anna Field, Brian Stone"))
    assert list_people(library.catalogue, Asked()).total == 2
    put(library, minutes(folder, DAY(2021, 5, 4), "Anna Field, Clare Wood"))
    assert [p.name for p in list_people(library.catalogue, Asked(text="wood")).rows] == ["Clare Wood"]
    assert list_people(library.catalogue, Asked(limit=1)).total == 3


@pytest.mark.parametrize("other", ["Chris Hayward", "C Hayward", "Cllr Hayward", "Christopher Hayword"])
def test_a_name_spelt_two_ways_is_linked_with_a_doubt(other: str) -> None:
    known = [naming("Christopher Hayward", paper=p) for p in "bcd"]
    assert linked(*known, naming(other)) == {"Christopher Hayward": [other]}


def test_titles_make_no_other_person() -> None:
    assert linked(
        naming("Councillor Anna Field"), naming("Cllr Anna Field", paper="b"), naming("Anna Field", paper="c")
    )
    assert len(individuals([naming("Sir Tim Hill"), naming("Professor Sir Tim Hill", paper="b")])) == 1


def test_two_that_one_paper_lists_are_two_people() -> None:
    assert len(individuals([naming("Chris Hayward"), naming("Christopher Hayward")])) == 2


def test_a_name_that_could_be_two_peoples_is_linked_with_neither() -> None:
    people = [naming("Anna Field", paper="b"), naming("Andrew Field", paper="b"), naming("A Field", paper="c")]
    assert len(individuals(people)) == 3


def test_another_role_keeps_names_apart_that_differ_in_a_letter() -> None:
    assert len(individuals([naming("Joanne Marsh", "Police"), naming("Joanna Marsh", "Housing", "b")])) == 2
    assert len(individuals([naming("Rob Westerton", "Police"), naming("Rob Westeron", "Police", "b")])) == 1


def test_order_does_not_matter() -> None:
    people = [naming("Christopher Hayward"), naming("Chris Hayward", paper="b"), naming("C Hayward", paper="c")]
    forward = [(p.name, sorted(p.variants)) for p in individuals(people)]
    assert forward == [(p.name, sorted(p.variants)) for p in individuals(people[::-1])]
