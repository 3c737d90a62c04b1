"""Who the words in an owner's place stand for."""

import datetime

import pytest

from ingest.documents import Part, Person
from ingest.records.owning import owners_of
from ingest.records.record import Owner
from ingest.records.source import Source

TEXT = "The Harbour Watch Group (HWG) met. Victims were offered support."
PEOPLE = (
    ("Superintendent Ida Marsh", "Borough Police Commander; Chair", "IM", True),
    ("Cllr Owen Fairley", "Portfolio Holder for Safety", "OF", True),
    ("Tess Quayle", "Community Safety Manager", "TQ", True),
    ("Ravi Quayle", "Youth Justice Service", "RQ", True),
    ("Jon Abel", "Marlowick Fire Commander", "JA", True),
    ("June Ashby", "Marlowick Homes", "JA", True),
    ("Petra Lund", "Head of Housing and Planning", "PL", True),
    ("Paul Lacey", "Probation", "PL", False),
    ("Nell Orme", "SNB Chairman", "NO", False),
    ("Betty McDonald", "YOT Manager", "BM", True),
)


@pytest.fixture
def source() -> Source:
    people = tuple(Person(n, r, i, 0, 0, 1, came) for n, r, i, came in PEOPLE)
    part = Part(0, "Minutes", "minutes", 0, len(TEXT), datetime.date(2019, 4, 2))
    return Source(TEXT, part, (), people, "Harbour Watch Group", part.date)


def told(owners: tuple[Owner, ...]) -> list[tuple[str, str]]:
    return [(owner.name, owner.kind) for owner in owners]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("TQ/RQ", [("Tess Quayle", "person"), ("Ravi Quayle", "person")]),
        ("TQ, RQ & OF", [("Tess Quayle", "person"), ("Ravi Quayle", "person"), ("Cllr Owen Fairley", "person")]),
        ("ТQ", [("Tess Quayle", "person")]),  # a Cyrillic Te
        ("TQ (by 3 May)", [("Tess Quayle", "person")]),
        ("TQ (was OF)", [("Tess Quayle", "person")]),
        ("PL", [("Petra Lund", "person")]),  # the other PL did not come
        ("All", [("everyone", "everyone")]),
        ("All members", [("everyone", "everyone")]),
        ("Cllr Fairley", [("Cllr Owen Fairley", "person")]),
        ("Ms Lund", [("Petra Lund", "person")]),
        ("Mr Vane", [("Mr Vane", "person")]),
        ("Cllrs Fairley and Vane", [("Cllr Owen Fairley", "person"), ("Cllr Vane", "person")]),
        ("Tess", [("Tess Quayle", "person")]),
        ("T Quayle", [("Tess Quayle", "person")]),
        ("Mary Stone", [("Mary Stone", "person")]),
        ("Žan Bříza", [("Žan Bříza", "person")]),
        ("the Borough Commander", [("Superintendent Ida Marsh", "person")]),
        ("Borough Fire Commander", [("Jon Abel", "person")]),
        ("Chair", [("Superintendent Ida Marsh", "person")]),
        ("Vice-Chair", [("Vice-Chair", "role")]),
        ("the Clerk", [("Clerk", "role")]),
        ("Head of Housing and Planning", [("Petra Lund", "person")]),
        ("Head of Parks and Leisure", [("Head of Parks and Leisure", "role")]),
        ("Police", [("Police", "body")]),
        ("Police and Council", [("Police", "body"), ("Council", "body")]),
        ("HWG", [("HWG", "body")]),
        ("Marlowick Homes", [("Marlowick Homes", "body")]),
        ("the aim of the board", [("", "unknown")]),
        ("", []),
        ("-", []),
        ("N/A", []),
    ],
)
def test_owners_become_people_roles_and_bodies(source: Source, stated: str, expected: list[tuple[str, str]]) -> None:
    assert told(owners_of(stated, source)) == expected


def test_the_words_of_the_paper_are_kept_with_the_role_it_gives(source: Source) -> None:
    (owner,) = owners_of("the Borough Commander", source)
    assert (owner.stated, owner.role) == ("the Borough Commander", "Borough Police Commander; Chair")


def test_two_people_with_the_same_initials_are_both_named_in_a_doubt(source: Source) -> None:
    (owner,) = owners_of("JA", source)
    assert (owner.name, owner.kind) == ("", "unknown")
    assert "Jon Abel" in owner.doubt
    assert "June Ashby" in owner.doubt


def test_two_people_with_the_same_surname_are_not_chosen_from(source: Source) -> None:
    (owner,) = owners_of("Quayle", source)
    assert owner.name == ""
    assert "Tess Quayle" in owner.doubt
    assert "Ravi Quayle" in owner.doubt


@pytest.mark.parametrize("stated", ["ZZ", "TBC", "Obscure"])
def test_an_owner_the_paper_does_not_tell_has_a_doubt_and_no_name(source: Source, stated: str) -> None:
    (owner,) = owners_of(stated, source)
    assert (owner.stated, owner.name, owner.kind) == (stated, "", "unknown")
    assert owner.doubt


def test_a_name_spelt_two_ways_is_the_attendee_with_a_doubt(source: Source) -> None:
    (owner,) = owners_of("Betty MacDonald", source)
    assert owner.name == "Betty McDonald"
    assert "also spelt Betty McDonald" in owner.doubt


def test_somebody_is_named_once_though_stated_twice(source: Source) -> None:
    assert told(owners_of("TQ and Tess Quayle", source)) == [("Tess Quayle", "person")]


@pytest.mark.parametrize("words", ["New", "Complete", "Carried forward", "On track (green)", "Open"])
def test_a_status_in_the_owners_place_is_nobody(source: Source, words: str) -> None:
    assert owners_of(words, source) == ()


def test_somebody_called_will_is_no_status(source: Source) -> None:
    assert [owner.stated for owner in owners_of("Will Vesper", source)] == ["Will Vesper"]
    assert owners_of("Will proceed in May", source) == ()
