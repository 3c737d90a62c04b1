"""What the headings of a log say of the actions under them."""

from types import SimpleNamespace

import pytest

from index.register.actions import list_actions
from index.register.asking import Asked
from index.register.heads import leads_in
from index.register.holders import Holders, Seen
from ingest.records.record import Owner
from tests.index.register.conftest import DAY, Papers, row

JUNE, JULY = DAY(2024, 6, 7), DAY(2024, 7, 5)


@pytest.mark.parametrize(
    ("heading", "letters"),
    [
        ("Vacant shops – Lead AB", ["AB"]),
        ("Vacant shops - Lead: AB/CDe", ["AB", "CDe"]),
        ("Vacant shops (lead AB and CD)", ["AB", "CD"]),
        ("Leading by example", []),
        ("Lead pipes – NO GO", []),
        ("Vacant shops", []),
    ],
)
def test_a_heading_names_who_leads(heading: str, letters: list[str]) -> None:
    assert [owner.stated for owner in leads_in(heading)] == letters


def test_the_same_task_under_two_matters_is_two_actions_though_the_leads_change(papers: Papers) -> None:
    for n, (day, one, two) in enumerate([(JUNE, "AB", "CD"), (JULY, "EF", "CD")]):
        shops, lamps = f"Vacant shops – Lead {one}", f"Quay lamps – Lead {two}"
        papers.add(
            f"log {n}", day, [row("Write the case", None, heading=shops), row("Write the case", None, heading=lamps)]
        )
    records = list_actions(papers.library.catalogue, Asked()).rows
    assert {r.text for r in records} == {"Write the case"}
    assert sorted((r.heading[:4], len(r.history), r.owners[0].stated) for r in records) == [
        ("Quay", 2, "CD"),
        ("Vaca", 2, "EF"),
    ]


def test_a_row_that_names_its_owner_is_not_the_leads(papers: Papers) -> None:
    papers.add("log", JUNE, [row("Write the case", None, "Tom Reed", heading="Vacant shops – Lead AB")])
    [record] = list_actions(papers.library.catalogue, Asked()).rows
    assert [o.name for o in record.owners] == ["Tom Reed"]


def test_a_letter_of_the_surname_tells_two_with_the_same_initials_apart() -> None:
    names = ("Ann Nell", "Abe Noon")
    seen = [Seen(name, frozenset(), "AN", True, JUNE, ("paper", 0)) for name in names]
    said = SimpleNamespace(day=JULY, paper=("log", 0))
    told, untold = (Holders(seen).resolve(Owner(letters), said) for letters in ("ANo", "AN"))  # type: ignore[arg-type]
    assert told.name == "Abe Noon"
    assert not untold.name
