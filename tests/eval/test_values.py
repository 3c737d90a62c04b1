"""Facts are compared by value, whatever way they are written."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.values import contradicts, stands, states_any
from ingest.dates import MONTHS

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 12, 31))
DATES = (
    lambda d: f"{d.day} {MONTHS[d.month - 1].title()} {d.year}",
    lambda d: f"{d.day}{_ending(d.day)} {MONTHS[d.month - 1].title()} {d.year}",
    lambda d: f"{d:%A} {d.day}{_ending(d.day)} of {MONTHS[d.month - 1].upper()} {d.year}",
    lambda d: f"{d:%A}, {d.day} {MONTHS[d.month - 1][:3].title()} {d.year}",
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d:%Y-%m-%d}",
)
SUMS = (
    lambda n: f"£{n * 1000}",
    lambda n: f"£{n * 1000:,}",
    lambda n: f"£ {n * 1000:,}.00",
    lambda n: f"£{n}k",
    lambda n: f"£{n} thousand",
    lambda n: f"£{n / 1000:.3f}m",
    lambda n: f"£{n / 1000:.3f} million",
    lambda n: f"{n * 1000:,} pounds",
)
QUARTERS = (
    lambda q, y: f"Q{q} {y}/{(y + 1) % 100:02}",
    lambda q, y: f"Q{q} of {y}-{(y + 1) % 100:02}",
    lambda q, y: f"Quarter {q} {y}/{y + 1}",
    lambda q, y: f"quarter {q} ({y}–{(y + 1) % 100:02})",
    lambda q, y: f"the {'first second third fourth'.split()[q - 1]} quarter of {y}/{(y + 1) % 100:02}",
    lambda q, y: f"{y}/{(y + 1) % 100:02} Q{q}",
)


def _ending(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@given(DAYS, st.sampled_from(DATES), st.sampled_from(DATES))
def test_any_way_of_writing_a_date_stands_for_any_other(day, one, other):
    assert stands(one(day), f"It was agreed on {other(day)}, at the hall.")


@given(DAYS, DAYS, st.sampled_from(DATES), st.sampled_from(DATES))
def test_another_date_does_not(day, another, one, other):
    assert stands(one(day), other(another)) == (day == another)


@given(st.integers(1, 99_999), st.sampled_from(SUMS), st.sampled_from(SUMS))
def test_any_way_of_writing_a_sum_stands_for_any_other(thousands, one, other):
    assert stands(one(thousands), f"a cost of {other(thousands)}, less than before")
    assert stands(str(thousands * 1000), other(thousands))
    assert not stands(one(thousands), other(thousands + 1))


@given(st.integers(1, 4), st.integers(2000, 2060), st.sampled_from(QUARTERS), st.sampled_from(QUARTERS))
def test_any_way_of_writing_a_quarter_stands_for_any_other(number, year, one, other):
    written = other(number, year)
    assert stands(one(number, year).removeprefix("the "), f"reported for {written}: 61")
    assert not stands(one(number, year).removeprefix("the "), other(number, year + 1))
    assert stands(f"{year}/{(year + 1) % 100:02}", written)


@given(st.integers(0, 100_000), st.integers(0, 100_000))
def test_numbers_stand_whole(one, other):
    assert stands(str(one), f"There were {other} of them") == (one == other)
    assert stands(f"{one:,}", f"There were {other} of them") == (one == other)


WORDS = "zero one two six twelve nineteen twenty twenty-one thirty forty-five ninety-nine".split()


@pytest.mark.parametrize(("word", "figure"), list(zip(WORDS, (0, 1, 2, 6, 12, 19, 20, 21, 30, 45, 99), strict=True)))
def test_numbers_in_words_are_numbers(word, figure):
    assert stands(str(figure), f"and {word} were seen")
    assert stands(word, f"and {figure} were seen")


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("12%", "a rise of twelve per cent"),
        ("12 per cent", "(12.0%)"),
        ("12%", "by +12%"),
        ("-12%", "changed by −12%"),
        ("105", "one hundred and five people"),
        ("second", "on the 2nd floor"),
        ("thirty-first", "the 31st time"),
        ("10.00 am", "at 10am"),
        ("2 pm", "from 14:00"),
        ("Women's Aid", "Tidewell Womens Aid"),
        ("Council", "the Council’s website"),
        ("co-ordinator", "the Coordinator"),
        ("Multi Agency", "a multi‑agency plan"),
        ("Crime & Disorder", "crime and disorder"),
        ("Zoe Brontë", "ZOË BRONTE"),
        ("four members would", "four [3] members would"),
        ("“Six members”", "six members, of whom"),
        ("21 August 2023", "from 21 August to 1 September 2023"),
        ("28 December 2023", "from 28 December to 3 January 2024"),
        ("26 March 2018", "on 26 and 27 March 2018"),
        ("March 2018", "on 26 March 2018"),
        ("26 March", "on 26 March 2018"),
        ("March", "on 26 March 2018"),
        ("2018", "on 26 March 2018"),
        ("Monday", "on 26 March 2018"),
        ("Q2", "in Q2 2023/24"),
        ("17m²", "17 m2 of graffiti"),
        ("14 boxes", "14x boxes"),
        ("SMP/24/08", "under smp/24/08:"),
        ("£1.5 bn", "£1,500m"),
    ],
)
def test_a_fact_stands_in_other_writing(fact, text):
    assert stands(fact, text)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("6", "16 people"),
        ("6", "on 6 December 2023"),
        ("6", "6%"),
        ("6", "6.5"),
        ("24", "SMP/24/05"),
        ("10", "at 10.00 am"),
        ("23", "2023/24"),
        ("£12", "12%"),
        ("£12", "12 people"),
        ("£12", "$12"),
        ("12%", "12 people"),
        ("12", "12 per cent"),
        ("£1.5m", "£1.5"),
        ("-12%", "rose by 12%"),
        ("26 March 2018", "in March 2018"),
        ("26 March 2018", "on 26 March"),
        ("26 March 2018", "26 March 2019"),
        ("Q2 2023/24", "Q2"),
        ("Q2 2023/24", "Q3 2023/24; Q2 2022/23"),
        ("second", "2 of them"),
        ("Helena Strand", "Strand, and Helena"),
        ("art", "the start"),
        ("", "anything"),
        ("[1]", "anything [1]"),
        ("six members", "six of the members"),
        ("no one", "1"),
    ],
)
def test_a_fact_does_not_stand_in_what_says_something_else(fact, text):
    assert not stands(fact, text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_text_with_words_stands_in_itself_and_no_text_fails(one, other):
    stands(one, other)
    assert states_any([one], one) == stands(one, one)


@given(st.text("abc 12£%/.-'", min_size=1, max_size=12))
def test_what_stands_in_a_text_stands_in_it_with_a_mark(fact):
    assert stands(fact, f"So: {fact} [7].") or not stands(fact, fact)


COUNTS = "There were 72 burglaries in Q2 2023/24 (minute 12, 6 December 2023), over 28 days."


def test_another_value_of_the_sort_contradicts():
    assert contradicts(["61"], COUNTS)
    assert contradicts(["61", "sixty-one"], COUNTS)
    assert contradicts(["£61"], "It cost £72.")
    assert contradicts(["61%"], "It was 72%.")
    assert contradicts(["5 March 2019"], "It was on 6 March 2019.")


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (["72"], COUNTS),
        (["61", "72"], COUNTS),
        (["61"], "In Q2 2023/24, on 6 December 2023 (minute 12, Priority 2), at 10.00 am in 2023, over 28 days."),
        (["61"], "It was 72%, or £72."),
        (["61 burglaries"], COUNTS),
        (["Helena Strand"], COUNTS),
        (["61"], "The papers do not say."),
    ],
)
def test_no_contradiction(fact, text):
    assert not contradicts(fact, text)


def test_what_frames_the_question_is_no_contradiction():
    assert not contradicts(["61"], "Of the 72 houses", "How many of the 72 houses were sold?")
    assert not contradicts(["5 March 2019"], "(6 March 2019)", "2019-03-06")
