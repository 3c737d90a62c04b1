"""Measures: figures of tables and of sentences with their names, periods, units and targets."""

from datetime import date
from pathlib import Path

import pytest

from ingest.documents import Document
from ingest.periods import Period, financial_year, quarter
from ingest.reading import read
from ingest.records.record import Measure

HEAD = "<h1>Safer Northwick Partnership: performance report 2018/19</h1><p>Date of report: 24 May 2019</p>"
UPDATE = "<h1>Safer Northwick Strategy: 2018/19 Quarter 2 (July - September 2018) Update</h1><h2>Priority 1</h2>"


def measures(folder: Path, body: str, head: str = HEAD) -> list[Measure]:
    """What a page of HTML states; every measure stands where it says, inside its part."""
    path = folder / "paper.html"
    path.write_text(f"<html><body>{head}{body}</body></html>")
    document = read(path)
    for measure in document.records.measures:
        part = document.parts[measure.part]
        assert part.start <= measure.start < measure.end <= part.end
        assert measure.value.split()[-1] in document.text[measure.start : measure.end]
    return list(document.records.measures)


def table(*rows: str) -> str:
    """A table, its cells parted by bars; the first row holds its heads."""
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    lines = ["".join(f"<{'td' if i else 'th'}>{c}</{'td' if i else 'th'}>" for c in row) for i, row in enumerate(cells)]
    return f"<h2>Figures</h2><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def told(found: list[Measure]) -> list[tuple[str, str, str]]:
    """Name, value and period of each measure."""
    return [(m.name, m.value, m.period.label if m.period else m.stated_period) for m in found]


def one(found: list[Measure], value: str) -> Measure:
    return next(m for m in found if m.value == value)


def test_quarters_as_columns_with_target_and_colour(tmp_path: Path) -> None:
    rows = (
        "Measure | Target | Q1 | Q2 | Year | RAG",
        "Burglary | 80 or fewer | 40 | 39 | 79 | Red",
        "Calls answered in time | 85% | 81% | – | 88% | Green",
    )
    found = measures(tmp_path, table(*rows))
    assert told(found)[:3] == [
        ("Burglary", "40", quarter(1, 2018).label),
        ("Burglary", "39", quarter(2, 2018).label),
        ("Burglary", "79", "2018/19"),
    ]
    assert {m.target for m in found if m.name == "Burglary"} == {"80 or fewer"}
    assert {m.target_number for m in found if m.name == "Burglary"} == {80.0}
    assert [m.colour for m in found] == ["", "", "red", "", "green"]
    assert [(m.value, m.number, m.unit) for m in found if "Calls" in m.name] == [("81%", 81.0, "%"), ("88%", 88.0, "%")]


def test_quarters_as_rows_take_the_row_of_targets(tmp_path: Path) -> None:
    found = measures(
        tmp_path, table("Quarter | Referrals | Closures", "Q1 | 30 | 12 (15)", "Q2 | 31 | 14", "Target | 70 | 30")
    )
    assert told(found) == [
        ("Referrals", "30", quarter(1, 2018).label),
        ("Closures", "12 (15)", quarter(1, 2018).label),
        ("Referrals", "31", quarter(2, 2018).label),
        ("Closures", "14", quarter(2, 2018).label),
    ]
    assert [m.target_number for m in found] == [70.0, 30.0, 70.0, 30.0]
    assert one(found, "12 (15)").number == 12.0


def test_a_change_is_a_measure_of_its_own_and_never_the_value(tmp_path: Path) -> None:
    found = measures(tmp_path, table("Offence | 2017/18 | 2018/19 | % change", "Robbery | 20 | 11 | -45%"))
    assert told(found)[:2] == [("Robbery", "20", "2017/18"), ("Robbery", "11", "2018/19")]
    change = found[2]
    assert "change" in change.name
    assert (change.number, change.unit) == (-45.0, "%")


def test_heads_on_two_levels(tmp_path: Path) -> None:
    rows = (
        "<tr><th></th><th colspan=2>2017/18</th><th colspan=2>2018/19</th></tr>"
        "<tr><th>Offence</th><th>Q3</th><th>Q4</th><th>Q3</th><th>Q4</th></tr>"
        "<tr><td>Burglary</td><td>120</td><td>130</td><td>99</td><td>101</td></tr>"
    )
    found = measures(tmp_path, f"<h2>Crime</h2><table>{rows}</table>")
    periods = [m.period for m in found]
    assert periods == [quarter(3, 2017), quarter(4, 2017), quarter(3, 2018), quarter(4, 2018)]
    assert {m.name for m in found} == {"Burglary"}


@pytest.mark.parametrize(
    ("cell", "number", "unit"),
    [
        ("1,234", 1234.0, ""),
        ("£1.2m", 1_200_000.0, "£"),
        ("£4K", 4000.0, "£"),
        ("(12)", -12.0, ""),
        ("17 days", 17.0, "days"),
        ("nil", 0.0, ""),
        ("N/A", None, ""),
        ("tbc", None, ""),
        ("8 referrals – 2 assessments", None, ""),
        ("14-16", None, ""),
    ],
)
def test_cells_are_kept_as_printed(tmp_path: Path, cell: str, number: float | None, unit: str) -> None:
    found = measures(tmp_path, table("Measure | Q1 | Q2", f"Visits made | {cell} | 20", "Homes seen | 3 | 4"))
    measure = one(found, cell)
    assert (measure.name, measure.number, measure.unit) == ("Visits made", number, unit)


def test_empty_cells_are_no_measures(tmp_path: Path) -> None:
    found = measures(tmp_path, table("Measure | Q1 | Q2 | Q3", "Visits made | 12 |  | –", "Homes seen | 3 | 4 | -"))
    assert [(m.name, m.value) for m in found] == [("Visits made", "12"), ("Homes seen", "3"), ("Homes seen", "4")]


@pytest.mark.parametrize(
    "rows",
    [
        (
            "No. | Action | Owner | Due | RAG",
            "1 | Write the plan | AB | 3 May | Red",
            "2 | Send it | CD | 4 May | Green",
        ),
        ("Date | Time | Venue", "3 May 2019 | 10.00 | Room 2", "4 June 2019 | 14.30 | Room 5"),
        ("Name | 3 May | 4 June", "Ann Bell | ✓ | A", "Al Brown | ✓ | ✓"),
        ("Name | Telephone", "Ann Bell | 01632 960001", "Al Brown | 01632 960002"),
        ("Section | Page", "Foreword | 3", "Priorities | 5", "Appendix | 12"),
        ("Risk | Likelihood | Impact | Mitigation", "Funding ends | 3 | 4 | Seek more"),
    ],
)
def test_other_tables_hold_no_measures(tmp_path: Path, rows: tuple[str, ...]) -> None:
    assert measures(tmp_path, table(*rows)) == []


def test_a_place_in_a_row_takes_the_words_of_its_table(tmp_path: Path) -> None:
    body = (
        "<h2>2. Reports of arson</h2>"
        + table("Ward | Q1 | Q2", "Harbour | 3 | 4", "Quayside | 5 | 6").split("</h2>")[1]
    )
    assert next(m.name for m in measures(tmp_path, body)) == "Harbour, Reports of arson"


def test_the_note_under_a_table_is_kept(tmp_path: Path) -> None:
    body = (
        table("Measure | Q1 | Q2", "Visits made | 12 | 14", "Homes seen | 3 | 4")
        + "<p>Note: Q2 is provisional.</p><p>More.</p>"
    )
    assert {m.note for m in measures(tmp_path, body)} == {"Note: Q2 is provisional."}


def test_a_year_taken_from_the_day_of_the_paper_is_doubted(tmp_path: Path) -> None:
    head = "<h1>Report of the drop-in service</h1><p>Date of report: 26 March 2018</p>"
    found = measures(tmp_path, table("Measure | Q1 | Q2 | Q3", "Visits | 1 | 2 | 3", "Calls | 4 | 5 | 6"), head)
    assert [m.period for m in found[:3]] == [quarter(1, 2017), quarter(2, 2017), quarter(3, 2017)]
    assert all(m.doubts for m in found)


def test_without_any_year_the_period_is_only_stated(tmp_path: Path) -> None:
    head = "<h1>Report of the drop-in service</h1>"
    found = measures(tmp_path, table("Measure | Q1 | Q2", "Visits | 1 | 2", "Calls | 4 | 5"), head)
    assert [(m.period, m.stated_period) for m in found[:2]] == [(None, "Q1"), (None, "Q2")]


def test_months_lie_in_the_quarter_of_the_heading(tmp_path: Path) -> None:
    body = (
        "<h2>Downloads during Q4 2018/19</h2>"
        + table("Set | January | February | March | Total", "Maps | 1 | 2 | 3 | 6", "Trees | 2 | 2 | 2 | 6").split(
            "</h2>"
        )[1]
    )
    periods = [m.period for m in measures(tmp_path, body)[:4]]
    assert [p.start.month for p in periods if p] == [1, 2, 3, 1]
    assert periods[3] == quarter(4, 2018)


SENTENCES = [
    ("47 protection orders were issued.", "protection orders issued", "47", 47.0, ""),
    ("There were 69 burglaries, against 71 in the same quarter of 2017/18.", "burglaries", "69", 69.0, ""),
    ("Harbour Watch received 118 referrals.", "referrals received (Harbour Watch)", "118", 118.0, ""),
    ("Refuge occupancy reached 94%.", "Refuge occupancy", "94%", 94.0, "%"),
    ("Reports of arson fell from 41 to 32.", "Reports of arson", "32", 32.0, ""),
    ("Fifty-eight kits were handed out.", "kits handed out", "Fifty-eight", 58.0, ""),
    ("640 kg of bulky waste removed.", "bulky waste removed", "640", 640.0, "kg"),
    ("26% of visitors came again.", "visitors came again", "26%", 26.0, "%"),
    ("The caseload in Quay was in the region of 25-30.", "caseload in Quay", "in the region of 25-30", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "name", "value", "number", "unit"), SENTENCES)
def test_figures_in_sentences(
    tmp_path: Path, sentence: str, name: str, value: str, number: float | None, unit: str
) -> None:
    found = measures(tmp_path, f"<h3>Q2 Update:</h3><ul><li>{sentence}</li></ul>", UPDATE)
    assert [(m.name, m.value, m.number, m.unit) for m in found] == [(name, value, number, unit)]
    assert (found[0].prose, found[0].period) == (True, quarter(2, 2018))


def test_a_rise_in_per_cent_is_apart_from_the_figure_it_led_to(tmp_path: Path) -> None:
    found = measures(tmp_path, "<ul><li>Shop theft rose by 12% to 310.</li></ul>", UPDATE)
    assert {(m.name == "Shop theft", m.value) for m in found} == {(False, "12%"), (True, "310")}


def test_the_target_in_a_sentence_is_no_value(tmp_path: Path) -> None:
    found = measures(tmp_path, "<ul><li>Refuge occupancy reached 94% (target 85%).</li></ul>", UPDATE)
    assert [(m.value, m.target, m.target_number) for m in found] == [("94%", "85%", 85.0)]


def test_a_rough_figure_is_doubted(tmp_path: Path) -> None:
    found = measures(tmp_path, "<ul><li>Over 40 vehicles were stopped.</li></ul>", UPDATE)
    assert [(m.value, m.doubts) for m in found] == [("Over 40", ("approximate",))]


def test_a_sentence_names_its_own_period(tmp_path: Path) -> None:
    found = measures(tmp_path, "<ul><li>There were six arson attacks in Q1 2018/19.</li></ul>", UPDATE)
    assert [(m.name, m.period) for m in found] == [("arson attacks", quarter(1, 2018))]


@pytest.mark.parametrize(
    "sentence",
    [
        "The next meeting is on 12 June 2018 in Room 4.",
        "A man of 43 was charged under section 12 of the Act.",
        "Minute 45 of 20 September was agreed.",
        "Items 3 and 4 were taken together at 10.30 am.",
        "We will hold 12 sweeps next year.",
        "The scheme should reach 300 homes.",
        "See pages 5 to 18 and paragraph 2.3.",
        "Officers moved to 14 Harbour Street in 2017.",
        "The two motorcycles were at Station 7.",
        "The order lasts 12 months and costs nothing.",
    ],
)
def test_other_numbers_are_no_measures(tmp_path: Path, sentence: str) -> None:
    assert measures(tmp_path, f"<ul><li>{sentence}</li></ul>", UPDATE) == []


def test_every_figure_of_the_sample_report_is_found(sample_documents: dict[str, Document]) -> None:
    found = [m for m in sample_documents["performance-report-2022-23.pdf"].records.measures if not m.prose]
    burglary = {m.period: m.value for m in found if m.name == "Residential burglary"}
    assert burglary == {
        quarter(1, 2022): "71",
        quarter(2, 2022): "66",
        quarter(3, 2022): "83",
        quarter(4, 2022): "78",
        financial_year(2022): "298",
    }
    assert len(found) == 92


def test_the_tables_of_a_real_pack(shared_documents: Path) -> None:
    document = read(next(shared_documents.glob("safer-bromley/002*")))
    found = [m for m in document.records.measures if not m.prose]
    stop_shop = [m for m in found if m.name == "Number attending the One Stop Shop"]
    assert [(m.value, m.period and m.period.start) for m in stop_shop] == [
        ("102", date(2017, 4, 1)),
        ("113", date(2017, 7, 1)),
        ("102", date(2017, 10, 1)),
    ]
    assert {m.target for m in stop_shop} == {"330"}
    assert len(found) == 19


def test_no_period_ends_before_it_starts(sample_documents: dict[str, Document]) -> None:
    periods = [m.period for d in sample_documents.values() for m in d.records.measures if m.period]
    assert periods
    assert all(isinstance(p, Period) and p.start <= p.end and p.label for p in periods)


@pytest.mark.parametrize(
    "sentence",
    [
        "The site received 56,000 visitors.",
        "The outreach team helped 310 people into taxis.",
        "Losses were £66,900.",
        "The final cost was £91,300.",
        "We were told that 112 responses were received.",
        "Of those asked, eleven wardens reported a delay.",
        "26 stylists have learned how to point customers to help.",
        "Nine Housing Officer Managers worked out of that building.",
        "Each ward selected two local crimes.",
        "Three reports of theft were received in Harbour and one in Quay.",
        "About 120 volunteers were needed.",
        "Forty representatives from industry, civil society and the press attended.",
    ],
)
def test_figures_whose_name_is_unsure_or_cut_are_left_out(tmp_path: Path, sentence: str) -> None:
    assert measures(tmp_path, f"<ul><li>{sentence}</li></ul>", UPDATE) == []


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("MARAC heard 71 cases.", "cases heard (MARAC)"),
        ("Ann Bell received two complaints about noise.", "complaints about noise received"),
        (
            "47 penalty notices for breach of the Quayside Order were issued.",
            "penalty notices for breach of the Quayside Order issued",
        ),
        ("Four incidents relating to road safety were reported.", "incidents relating to road safety reported"),
        ("About 20 councils have taken part.", "councils that have taken part"),
    ],
)
def test_names_are_whole_and_name_no_person(tmp_path: Path, sentence: str, name: str) -> None:
    people = "<p>Present: Ann Bell (Chair), Al Brown (Clerk)</p>"
    assert [m.name for m in measures(tmp_path, f"{people}<ul><li>{sentence}</li></ul>", UPDATE)] == [name]


@pytest.mark.parametrize(
    "sentence",
    [
        "Since its launch in January 2011, Harbour Watch has received 470 visits from carers.",
        "To date, 100 safety vouchers have been granted.",
        "43 carers were trained in the half-year.",
    ],
)
def test_a_figure_of_another_time_is_not_of_the_quarter(tmp_path: Path, sentence: str) -> None:
    assert [m.period for m in measures(tmp_path, f"<ul><li>{sentence}</li></ul>", UPDATE)] == [None]


def test_a_heading_set_over_the_middle_of_its_columns_goes_with_all_of_them(tmp_path: Path) -> None:
    rows = ("|  | All homes |  | New homes | Old homes | ", "Ward | No. | % | No. | % | No. | %")
    found = measures(
        tmp_path, table(*rows, "Harbour | 5 | 50 | 3 | 30 | 2 | 20", "Quayside | 6 | 60 | 4 | 40 | 2 | 20")
    )
    assert [m.name.split(", ")[1] for m in found[:6]] == [
        f"{group} homes {unit}" for group in ("All", "New", "Old") for unit in ("No.", "%")
    ]
    assert not any("heading" in doubt for m in found for doubt in m.doubts)


def test_a_heading_that_may_begin_further_left_is_doubted(tmp_path: Path) -> None:
    rows = ("|  | How often | ", "Symptom | Weekly | Monthly | Rarely", "Cough | 23 | 11 | 12", "Cold | 7 | 12 | 28")
    assert {m.doubts for m in measures(tmp_path, table(*rows))} == {("the heading over this column is not sure",)}


def test_labelled_figures_of_one_cell_are_measures_of_their_own(tmp_path: Path) -> None:
    found = measures(
        tmp_path, table("Measure | Q1 | Q2", "Reports | 3 (by phone) 4 (by post) | 20", "Homes seen | 3 | 4")
    )
    assert [(m.name, m.value, m.number) for m in found[:2]] == [
        ("Reports, by phone", "3 (by phone)", 3.0),
        ("Reports, by post", "4 (by post)", 4.0),
    ]


def test_two_rows_that_ran_together_are_parted(tmp_path: Path) -> None:
    row = "Number of homes seen Number of visits made | 3 (new) 4 (by post) | "
    found = measures(tmp_path, table("Measure | Q1 | Q2", row, "Calls | 3 | 4"))
    assert told(found)[:2] == [
        ("Number of homes seen", "3 (new)", quarter(1, 2018).label),
        ("Number of visits made", "4 (by post)", quarter(1, 2018).label),
    ]


@pytest.mark.parametrize("cell", ["12 / 15", "8 referrals – 2 assessments"])
def test_figures_without_labels_in_one_cell_stay_whole(tmp_path: Path, cell: str) -> None:
    measure = one(measures(tmp_path, table("Measure | Q1 | Q2", f"Visits made | {cell} | 20", "Homes | 3 | 4")), cell)
    assert (measure.number, measure.doubts) == (None, ("more than one figure in the cell",))
