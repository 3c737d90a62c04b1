"""What became of a question, in the few words that the report counts by."""

import math
from collections.abc import Mapping
from typing import Literal, get_args

from eval.rows import Row

Outcome = Literal["right", "partly", "wrong", "needless", "unsupported", "failed", "unanswered"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
NAMES: dict[str, str] = {
    "right": "Right",
    "partly": "Partly right",
    "wrong": "Wrong",
    "needless": "Refused without need",
    "unsupported": "Answered though the papers do not say",
    "failed": "Failed with an error",
    "unanswered": "Searched only, no answer asked for",
}
MEANINGS: dict[str, str] = {
    "right": "everything expected is said and nothing false, or the question is refused as it should be",
    "partly": "some of what is expected is said, and nothing false",
    "wrong": "none of what is expected is said, or something false is",
    "needless": "the papers have the answer, but the assistant said they do not",
    "unsupported": "the papers do not have the answer, but the assistant gave one",
    "failed": "the assistant stopped with an error on this question",
    "unanswered": "this system only searches; it has no language model to answer with",
}

Refusal = Literal["rightly", "otherwise", "answered", "failed"]
REFUSALS: dict[str, str] = {
    "rightly": "Refused, for the right reason",
    "otherwise": "Refused, for another reason",
    "answered": "Answered",
    "failed": "Failed with an error",
}


def outcome_of(row: Row, score: Mapping[str, float]) -> Outcome:
    """Tell what became of a question, by its row and the scores of that row."""
    if row.error:
        return "failed"
    if not row.answered:
        return "unanswered"
    if score.get("right", math.nan) >= 1:
        return "right"
    if row.refused:
        return "needless" if row.example.answerable else "wrong"
    if not row.example.answerable:
        return "unsupported"
    said, false = score.get("completeness", math.nan), score.get("correct", 1.0) < 1
    return "partly" if said > 0 and not false else "wrong"


def refusal_of(row: Row) -> Refusal | None:
    """Tell what became of a question that is to be refused; None for any other."""
    if row.example.answerable or not (row.answered or row.error):
        return None
    if row.error:
        return "failed"
    if not row.refused:
        return "answered"
    return "rightly" if row.reason == row.example.expected_reason else "otherwise"
