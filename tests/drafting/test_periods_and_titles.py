"""The quarter asked for, and how it is put into a title in the manner of the old one."""

import pytest

from assistant.drafting.retitling import requartered
from assistant.drafting.wanted import DraftError, asked_quarter
from ingest.periods import quarter


@pytest.mark.parametrize(
    "words", ["2023/24 Q3", "Q3 2023/24", "October to December 2023", "third quarter of 2023/24", " Q3  2023-24 "]
)
def test_one_quarter_in_many_words(words: str) -> None:
    assert asked_quarter(words) == quarter(3, 2023)


@pytest.mark.parametrize(
    "words", ["Q5", "Q3", "2023/24", "November 2023", "nonsense", "", "Q5 2023/24", "April to June"]
)
def test_what_is_no_quarter_is_refused_in_one_plain_line(words: str) -> None:
    with pytest.raises(DraftError) as error:
        asked_quarter(words)
    assert "\n" not in str(error.value)
    assert "2023/24 Q3" in str(error.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "Safer Place Strategy 2020-2023 – 2023/24 Quarter 2 (July – September 2023) Update",
            "Safer Place Strategy 2020-2023 – 2023/24 Quarter 4 (January – March 2024) Update",
        ),
        ("SECOND QUARTER UPDATE, Jul-Sep 2023", "FOURTH QUARTER UPDATE, Jan-Mar 2024"),
        ("Q2 Update:", "Q4 Update:"),
        ("Update for 2nd quarter 2022/2023", "Update for 4th quarter 2023/2024"),
        ("Quarter two, 2023-24", "Quarter four, 2023-24"),
        ("What we did", "What we did"),
    ],
)
def test_the_quarter_is_put_in_and_the_strategy_s_years_stay(old: str, new: str) -> None:
    assert requartered(old, quarter(4, 2023)) == new


def test_putting_in_the_quarter_it_has_changes_nothing() -> None:
    title = "Safer Place Strategy 2020-2023 – 2023/24 Quarter 2 (July – September 2023) Update"
    assert requartered(title, quarter(2, 2023)) == title
