"""The report's words: numbers as a person says them, and what each metric means."""

import datetime
import math

from eval.scoring import AMOUNTS

KINDS = {
    "fact": "A fact",
    "figure": "A figure",
    "owner": "Who is to do it",
    "status": "How far it is",
    "list": "A complete list",
    "comparison": "A comparison",
    "decision": "A decision",
    "person": "A person or role",
    "attendance": "Who came",
    "term": "What letters stand for",
    "activity": "What was done",
    "summary": "A summary",
    "refusal": "Not in the papers",
}
REASONS = {
    "not_in_documents": "The papers do not say",
    "period_not_covered": "There are no papers of that time",
    "partnership_not_covered": "There are no papers of that partnership",
    "needs_clarification": "The question must say more first",
    "off_topic": "It is not about the partnership’s work",
}
SYSTEMS = {
    "partnership": "the partnership assistant",
    "naive-llamaindex": "plain LlamaIndex, the comparison system",
}
MEANINGS = {
    "focused": "of the questions that the papers answer; how short depends on how much is to be said",
    "completeness": "of the expected facts, how many are said",
    "correct": "nothing that the set forbids, and no other figure or date than the one expected",
    "concision": "how many of its words stand in sentences that say something expected",
    "citation_precision": "of the statements with a source, how many their source bears out",
    "citation_recall": "of the statements, how many have a source",
    "right_document": "one of the expected papers is among the sources",
    "right_page": "the expected page of it is among the sources",
    "right_section": "the expected section of it is among the sources",
    "refused": "rightly or not",
    "right_reason": "of the questions that are to be refused",
    "facts_in_context": "of the expected facts, how many stand in the text the answer was written from",
    "facts_at_5": "of the expected facts, how many stand there",
    "recall@5": "of the expected papers or pages, how many are there",
    "recall@10": "of the expected papers or pages, how many are there",
    "precision@5": "of these passages, how many are from an expected paper or page",
    "mrr": "100% where it is the first passage found, 50% where it is the second, 33% the third, and so on",
    "ndcg@10": "100% where all expected papers or pages stand at the top, less the further down they are",
}


def counted(number: int, one: str) -> str:
    """Return a number of things: 1 question, 1,200 questions."""
    return f"{number:,} {one}{'s' * (number != 1)}"


def kind(name: str) -> str:
    """Return a kind of question in words."""
    return KINDS.get(name, name)


def reason(name: str | None) -> str:
    """Return a reason for a refusal in words."""
    return REASONS.get(name or "", name or "")


def percent(share: float) -> str:
    """Return a share as a percentage; nearly all and hardly any are never rounded to all and none."""
    if math.isnan(share):
        return "–"
    whole = round(share * 100)
    if (whole == 100 and share < 1) or (whole == 0 and share > 0):
        whole = min(99, max(1, whole))
    return f"{whole}%"


def seconds(value: float) -> str:
    """Return a time: 0.04 seconds, 1.2 seconds, 75 seconds."""
    if math.isnan(value):
        return "–"
    figure = f"{value:.2f}" if value < 0.995 else f"{value:.1f}" if value < 9.95 else f"{value:,.0f}"
    return f"{figure} seconds"


def value(metric: str, number: float) -> str:
    """Return the value of a metric as a person reads it."""
    if math.isnan(number):
        return "–"
    if metric == "seconds":
        return seconds(number)
    return f"{number:,.0f}" if metric in AMOUNTS else percent(number)


def between(metric: str, low: float, high: float, joined: str = " to ") -> str:
    """Return an interval: 64% to 82%. Nothing where there is none."""
    return "" if math.isnan(low) or math.isnan(high) else f"{value(metric, low)}{joined}{value(metric, high)}"


def day(moment: str) -> str:
    """Return the day of an ISO date and time as a person writes it; what is no date stays as it is."""
    try:
        when = datetime.datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{when.day} {when:%B %Y}"


def listed(items: list[str]) -> str:
    """Return words as a list in a sentence: a, b and c."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1] if items else ""
