"""The register of measures: lists, and a figure over its periods with what older papers gave."""

import datetime
from pathlib import Path

import pytest

from index.library import Library
from index.register.activities import list_activities
from index.register.asking import Asked
from index.register.measures import Series, length_of, list_measures, normal_name, series
from ingest.periods import Period, financial_year, quarter

BOARD = "Northwick Safety Board"


def paper(folder: Path, name: str, day: str, *rows: str, year: str = "2018/19") -> Path:
    """A report of a board with one table; the first row holds the heads."""
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    lines = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in cells)
    path = folder / f"{name}.html"
    path.write_text(
        f"<html><body><h1>{BOARD}</h1><h2>{name} report {year}</h2><p>Date of report: {day}</p>"
        f"<h2>Figures for {year}</h2><table>{lines}</table></body></html>"
    )
    return path


def put(library: Library, *papers: Path) -> None:
    assert {r.outcome for r in library.ingest(list(papers))} == {"added"}


def points(found: list[Series]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (p.period.label.split(" (")[0], p.value, tuple(r.record.value for r in p.replaced))
        for s in found
        for p in s.points
    ]


@pytest.fixture
def revised(library: Library, tmp_path: Path) -> Library:
    """Two papers; the second corrects the figure of Q1 and adds Q2, under a name written another way."""
    first = ("Measure | Target | Q1", "Number of burglaries | 90 | 40", "Robberies | 5 | 3")
    second = ("Measure | Target | Q1 | Q2", "Burglary* | 90 | 42 | 39", "Robbery | 5 | 3 | 2")
    put(
        library, paper(tmp_path, "First", "20 July 2018", *first), paper(tmp_path, "Second", "20 October 2018", *second)
    )
    return library


def test_a_revised_figure_replaces_the_older_one_which_stays_beside_it(revised: Library) -> None:
    found = series(revised.catalogue, Asked(), "burglary")
    assert points(found) == [("Q1 2018/19", "42", ("40",)), ("Q2 2018/19", "39", ())]
    first = found[0].points[0]
    assert first.place.name == "Second.html"
    assert first.replaced[0].place.name == "First.html"
    assert (first.target, first.target_number, first.length) == ("90", 90.0, "quarter")


def test_as_of_an_earlier_day_the_older_figure_holds(revised: Library) -> None:
    asked = Asked(as_of=datetime.date(2018, 9, 1))
    assert points(series(revised.catalogue, asked, "burglaries")) == [("Q1 2018/19", "40", ())]


def test_the_same_figure_again_replaces_nothing(revised: Library) -> None:
    found = series(revised.catalogue, Asked(), "robberies")
    assert points(found)[0] == ("Q1 2018/19", "3", ())
    first = found[0].points[0]
    assert [first.place.name, *(one.place.name for one in first.repeated)] == ["Second.html", "First.html"]


def test_years_stand_apart_from_quarters(library: Library, tmp_path: Path) -> None:
    put(
        library,
        paper(tmp_path, "Year", "20 May 2019", "Measure | Q1 | Q4 | Year", "Arson | 4 | 7 | 20", "Theft | 1 | 2 | 9"),
    )
    (found,) = series(library.catalogue, Asked(), "arson")
    assert [(p.length, p.value) for p in found.points] == [("quarter", "4"), ("quarter", "7"), ("year", "20")]


def test_papers_of_one_day_that_disagree_are_doubted(library: Library, tmp_path: Path) -> None:
    rows = ("Measure | Q1 | Q2", "Arson | {} | 7", "Theft | 1 | 2")
    put(
        library,
        *(paper(tmp_path, name, "20 May 2019", *(r.format(n) for r in rows)) for name, n in (("A", 4), ("B", 5))),
    )
    point = series(library.catalogue, Asked(), "arson")[0].points[0]
    assert {point.value, point.replaced[0].record.value} == {"4", "5"}
    assert any("same day" in doubt for doubt in point.doubts)


def test_words_of_a_name_are_whole_words_in_any_order(library: Library, tmp_path: Path) -> None:
    rows = ("Measure | Q1 | Q2", "Arson in 5% of homes | 4 | 7", "Arsonists in homes | 1 | 2", "Homes seen | 3 | 3")
    put(library, paper(tmp_path, "Words", "20 May 2019", *rows))
    assert [s.name for s in series(library.catalogue, Asked(), "homes arson")] == ["Arson in 5% of homes"]
    assert [s.name for s in series(library.catalogue, Asked(), "5%")] == ["Arson in 5% of homes"]
    assert len(series(library.catalogue, Asked())) == 3


def test_units_are_not_mixed(library: Library, tmp_path: Path) -> None:
    put(
        library,
        paper(tmp_path, "Units", "20 May 2019", "Measure | Q1 | Q2", "Homes seen | 4 | 7", "Homes seen | 40% | 70%"),
    )
    assert [(s.unit, len(s.points)) for s in series(library.catalogue, Asked(), "homes seen")] == [("", 2), ("%", 2)]


def test_the_exact_name_comes_first(library: Library, tmp_path: Path) -> None:
    rows = ("Measure | Q1 | Q2", "Arson in homes | 4 | 7", "Arson | 40 | 70")
    put(library, paper(tmp_path, "Names", "20 May 2019", *rows))
    assert [s.name for s in series(library.catalogue, Asked(), "arson")] == ["Arson", "Arson in homes"]


def test_a_list_counts_all_and_shows_as_many_as_asked(revised: Library) -> None:
    listing = list_measures(revised.catalogue, Asked(limit=2))
    assert (len(listing.rows), listing.total) == (2, 6)
    words = list_measures(revised.catalogue, Asked(text="burglaries number"))
    assert [row.record.value for row in words.rows] == ["40"]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Number of burglaries", "burglary"),
        ("No. of Referrals*", "Referral"),
        ("Total number of young people¹", "young people"),
        ("Children's visits", "children visits"),
    ],
)
def test_names_that_are_the_same(name: str, other: str) -> None:
    assert normal_name(name) == normal_name(other)


@pytest.mark.parametrize(
    ("name", "other"), [("Arson", "Arson in homes"), ("Repeat cases", "Cases"), ("Crisis", "Cris")]
)
def test_names_that_are_not(name: str, other: str) -> None:
    assert normal_name(name) != normal_name(other)


def test_lengths() -> None:
    day = datetime.date(2018, 4, 1)
    assert [length_of(p) for p in (quarter(1, 2018), financial_year(2018), Period(day, day))] == [
        "quarter",
        "year",
        "day",
    ]
    assert length_of(Period(day, datetime.date(2018, 12, 31))) == "other"


def test_activities_by_priority(library: Library, sample_papers: list[Path]) -> None:
    put(library, next(p for p in sample_papers if p.name == "2023-24-q3-update.md"))
    listing = list_activities(library.catalogue, Asked(priority="2", limit=3))
    assert (len(listing.rows), listing.total) == (3, 6)
    assert all(row.record.priority.startswith("Priority 2") for row in listing.rows)
    named = list_activities(library.catalogue, Asked(priority="domestic abuse"))
    assert [r.record for r in named.rows][:3] == [r.record for r in listing.rows]
    assert list_activities(library.catalogue, Asked(priority="9")).total == 0
