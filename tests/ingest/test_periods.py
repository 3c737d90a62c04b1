"""Dates and periods as board papers write them; a financial year runs from April to March."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import find_dates
from ingest.periods import (
    Period,
    financial_year,
    find_periods,
    find_quarters,
    last_quarter,
    quarter,
    quarter_of,
)

YEARS = st.integers(1901, 2097)
NUMBERS = st.integers(1, 4)
DAYS = st.dates(date(1901, 1, 1), date(2098, 12, 31))
Q2 = quarter(2, 2023)
WRITTEN = [
    "Q2 2023/24",
    "2023/24 Q2",
    "Q2 of 2023/24",
    "Q2, 2023-24",
    "2023/24 Quarter 2",
    "Quarter two 2023/24",
    "Quarter 2 FY2023/24",
    "2nd quarter 2023/2024",
    "second quarter of 2023/24",
    "July – September 2023",
    "July to September 2023",
    "Jul-Sept 2023",
    "Q2 (July - September 2023)",
    "Safer Marlowick Strategy 2020-2023 – 2023/24 Quarter 2 (July – September 2023) Update",
]


def spans(text: str) -> list[tuple[date, date]]:
    return [(p.start, p.end) for p in find_periods(text)]


@given(NUMBERS, YEARS)
def test_a_quarter_is_three_months_of_its_financial_year(number: int, year: int) -> None:
    found = quarter(number, year)
    assert found.start.day == 1
    assert (found.end + timedelta(days=1)).day == 1
    assert (found.end.year - found.start.year) * 12 + found.end.month - found.start.month == 2
    assert found.within(financial_year(year))


@given(YEARS)
def test_four_quarters_are_the_year_without_gap_or_overlap(year: int) -> None:
    quarters = [quarter(n, year) for n in (1, 2, 3, 4)]
    whole = financial_year(year)
    assert quarters[0].start == whole.start == date(year, 4, 1)
    assert quarters[3].end == whole.end == date(year + 1, 3, 31)
    assert all(a.end + timedelta(days=1) == b.start for a, b in pairwise(quarters))
    assert not any(a.overlaps(b) for a, b in pairwise(quarters))


@given(NUMBERS, YEARS)
def test_a_label_parses_back_to_its_period(number: int, year: int) -> None:
    assert find_periods(quarter(number, year).label) == [quarter(number, year)]
    assert find_periods(financial_year(year).label) == [financial_year(year)]


@given(DAYS)
def test_every_day_lies_in_its_quarter(day: date) -> None:
    number, year = quarter_of(day)
    assert quarter(number, year).holds(day)
    assert financial_year(year).holds(day)


@given(DAYS)
def test_a_written_date_is_found_as_it_was_meant(day: date) -> None:
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day not in (11, 12, 13) else 0, "th")
    for written in (
        f"{day.day} {day:%B %Y}",
        f"{day.day}{suffix} {day:%B %Y}",
        f"{day.day}<sup>{suffix}</sup> {day:%B %Y}",
        f"{day:%A} {day.day} {day:%b}. {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
    ):
        assert [found[2] for found in find_dates(f"The meeting of {written} was quorate.")] == [day], written


@given(DAYS)
def test_a_date_stands_where_it_is_said_to(day: date) -> None:
    written = f"{day.day} {day:%B %Y}"
    text = f"Held on {written} at 10 am"
    [(start, end, _)] = find_dates(text)
    assert text[start:end] == written


@given(NUMBERS, DAYS)
def test_the_last_quarter_is_the_newest_that_has_ended(number: int, until: date) -> None:
    found = last_quarter(number, until)
    month_end = (until.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    assert found.end <= month_end
    assert found.label.startswith(f"Q{number}")
    assert quarter(number, quarter_of(found.start)[1] + 1).end > month_end


@given(st.text(max_size=200))
def test_any_text_is_searched_without_complaint(text: str) -> None:
    assert all(p.start <= p.end for p in find_periods(text))
    assert all(text[start:end].strip() for start, end, _ in find_dates(text))


@pytest.mark.parametrize("written", WRITTEN)
def test_one_quarter_written_many_ways(written: str) -> None:
    assert find_periods(written) == [Q2]


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2017/18", date(2017, 4, 1), date(2018, 3, 31)),
        ("FY 2023-24", date(2023, 4, 1), date(2024, 3, 31)),
        ("1999/2000", date(1999, 4, 1), date(2000, 3, 31)),
        ("2018 - 2021", date(2018, 1, 1), date(2021, 12, 31)),
        ("Strategy 2020 to 2023", date(2020, 1, 1), date(2023, 12, 31)),
        ("March 2018", date(2018, 3, 1), date(2018, 3, 31)),
        ("February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("November 2023 – February 2024", date(2023, 11, 1), date(2024, 2, 29)),
        ("December to January 2024", date(2023, 12, 1), date(2024, 1, 31)),
        ("26 March 2018", date(2018, 3, 26), date(2018, 3, 26)),
        ("in 2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("fourth quarter 2023/24", date(2024, 1, 1), date(2024, 3, 31)),
        ("Q4 2023/24", date(2024, 1, 1), date(2024, 3, 31)),
        ("Qtr 2 2018-19", date(2018, 7, 1), date(2018, 9, 30)),
        ("Q3 13-14", date(2013, 10, 1), date(2013, 12, 31)),
        ("1 April 2023 to 30 June 2023", date(2023, 4, 1), date(2023, 6, 30)),
        ("between 1st July 2012 and 30th September 2012", date(2012, 7, 1), date(2012, 9, 30)),
        ("5th December 2018 - 4 January 2019", date(2018, 12, 5), date(2019, 1, 4)),
        ("5 December to 4 January 2019", date(2018, 12, 5), date(2019, 1, 4)),
        ("Plan 2015-18", date(2015, 1, 1), date(2018, 12, 31)),
        ("2018/19 to 2020/21", date(2018, 4, 1), date(2021, 3, 31)),
        ("half-year 2018/19", date(2018, 4, 1), date(2018, 9, 30)),
        ("second half of 2018/19", date(2018, 10, 1), date(2019, 3, 31)),
        ("12 months to March 2019", date(2018, 4, 1), date(2019, 3, 31)),
        ("six months ending 30 September 2018", date(2018, 4, 1), date(2018, 9, 30)),
        ("rolling 12 months to 15 March 2019", date(2018, 3, 16), date(2019, 3, 15)),
        ("year to date, Q3 2018/19", date(2018, 4, 1), date(2018, 12, 31)),
        ("year to date (April - December 2018)", date(2018, 4, 1), date(2018, 12, 31)),
    ],
)
def test_periods_as_written(written: str, start: date, end: date) -> None:
    assert spans(written) == [(start, end)]


@pytest.mark.parametrize(
    "impossible", ["31 February 2023", "30/02/2023", "13/13/2023", "2024-02-30", "29 February 2023"]
)
def test_dates_that_cannot_be_are_left_out(impossible: str) -> None:
    assert find_dates(impossible) == []
    assert find_dates(f"{impossible} or 1 May 2023")[0][2] == date(2023, 5, 1)


@pytest.mark.parametrize(
    "words", ["minute 186a", "£2,023 a year", "01632 960417", "the year ahead", "2023/25", "Q5", "Q22"]
)
def test_what_is_no_period(words: str) -> None:
    assert find_periods(words) == []


@given(st.tuples(DAYS, DAYS).map(sorted))
def test_a_range_of_days_is_one_period_whose_label_parses_back_to_it(days: list[date]) -> None:
    first, last = days
    written = f"{first.day} {first:%B} {first.year} to {last.day} {last:%B} {last.year}"
    [found] = find_periods(written)
    assert (found.start, found.end) == (first, last)
    assert find_periods(found.label) == [found]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("05.03.19", date(2019, 3, 5)),
        ("5/3/19", date(2019, 3, 5)),
        ("03/13/2019", date(2019, 3, 13)),
        ("Tuesday 5th\nMarch\n2019 at 7.30pm", date(2019, 3, 5)),
        ("5 March '19", date(2019, 3, 5)),
        ("5th Mar 19", date(2019, 3, 5)),
    ],
)
def test_short_and_broken_dates_are_read_in_the_british_order(written: str, day: date) -> None:
    assert [found[2] for found in find_dates(written)] == [day]


@pytest.mark.parametrize("words", ["5 March 10.30am", "minute 18.07.4", "5 March 2pm"])
def test_what_is_no_full_date(words: str) -> None:
    assert find_dates(words) == []


def test_several_periods_stand_in_the_order_of_the_text() -> None:
    assert spans("1 April 2023 and 30 June 2023") == [(date(2023, 4, 1),) * 2, (date(2023, 6, 30),) * 2]
    assert [p.label[:2] for p in find_periods("Q1 2023/24 against Q4 2022/23")] == ["Q1", "Q4"]


def test_a_quarter_without_a_year_is_named_but_has_no_dates() -> None:
    assert [n for _, _, n in find_quarters("what was done in Q2 and in the third quarter?")] == [2, 3]
    assert find_periods("what was done in Q2?") == []


def test_periods_that_share_a_day_overlap() -> None:
    june = Period(date(2023, 6, 1), date(2023, 6, 30))
    assert june.overlaps(Period(date(2023, 6, 30), date(2023, 7, 31)))
    assert not june.overlaps(Period(date(2023, 7, 1), date(2023, 7, 31)))
    assert june.holds(date(2023, 6, 30))
    assert not june.holds(date(2023, 7, 1))
