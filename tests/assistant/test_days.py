"""From which day a question looks back."""

from datetime import date

import pytest

from assistant.days import as_of, meeting_day, since

MEETINGS = [date(2022, 12, 7), date(2023, 12, 6), date(2024, 3, 12)]


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("Which actions were open on 12 March 2024?", date(2024, 3, 12)),
        ("As of March 2024, who owns the CCTV action?", date(2024, 3, 31)),
        ("What was outstanding as at the December meeting?", date(2023, 12, 6)),
        ("Which actions were open in 2023?", date(2023, 12, 31)),
        ("Who owned the action on cameras in 2023?", date(2023, 12, 31)),
        ("Had the list been published by June 2024?", date(2024, 6, 30)),
        ("Which actions were open before March 2024?", date(2024, 2, 29)),
        ("Which actions were agreed in December 2023?", None),
        ("Who was asked in September 2023 to provide the list?", None),
        ("Which actions are open as of now?", None),
        ("Who owned it before Ann Bell?", None),
        ("How many people replied before the 2020 strategy?", None),
    ],
)
def test_a_question_sets_the_last_day_that_counts(question: str, day: date | None) -> None:
    assert as_of(question, True, MEETINGS) == day


def test_what_was_done_in_a_quarter_looks_back_from_no_day() -> None:
    assert as_of("What was done about burglary in Q2 2023/24?", False) is None


def test_since_a_month_and_after_a_month() -> None:
    assert since("actions agreed since March 2024") == date(2024, 3, 1)
    assert since("actions agreed after March 2024") == date(2024, 4, 1)
    assert since("how did it change from Q1 2023/24 to Q3 2023/24?") is None


def test_a_meeting_named_by_its_month_is_the_newest_of_that_month() -> None:
    assert meeting_day("What was decided at the December meeting?", MEETINGS) == date(2023, 12, 6)
    assert meeting_day("What was decided at the December 2022 meeting?", MEETINGS) is None
    assert meeting_day("What was decided at the July meeting?", MEETINGS) is None
