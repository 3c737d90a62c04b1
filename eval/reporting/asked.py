"""A question of the report: what was expected and what came, side by side."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.examples import Example
from eval.reporting import wording
from eval.reporting.outcomes import NAMES, Outcome, outcome_of
from eval.reporting.plain import cut
from eval.rows import Row
from eval.scoring import METRICS
from eval.values import states_any

_LONGEST_ANSWER = 6_000  # characters; all of it is in the run's folder
_LONGEST_QUOTE = 700
_MOST_CITATIONS = 40
_FIGURES = ("completeness", "citation_precision", "citation_recall", "facts_in_context", "facts_at_5", "words")


@dataclass(frozen=True, slots=True)
class Point:
    """Something expected or forbidden, and whether the answer has it; None where there is no answer to look in."""

    words: str
    there: bool | None


@dataclass(frozen=True, slots=True)
class Source:
    """A citation as it is shown."""

    number: str
    document: str
    where: str
    quote: str
    expected: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with everything that is shown of it."""

    number: int
    example: Example
    row: Row
    outcome: Outcome
    facts: tuple[Point, ...]
    forbidden: tuple[Point, ...]
    places: tuple[Point, ...]
    sources: tuple[Source, ...]
    more_sources: int
    contradicted: bool
    figures: str
    change: str = ""
    before: str = ""

    @property
    def outcome_words(self) -> str:
        """What became of it, in words."""
        return NAMES[self.outcome]

    @property
    def kind(self) -> str:
        """What kind of question it is, in words."""
        return wording.kind(self.example.kind)

    @property
    def tags(self) -> str:
        """The tags, a line each."""
        return "\n".join(self.example.tags)

    @property
    def tag_words(self) -> str:
        """The tags in a line."""
        return ", ".join(self.example.tags)

    @property
    def answer(self) -> str:
        """What the assistant said; of a very long answer the beginning."""
        return cut(self.row.answer, _LONGEST_ANSWER)

    @property
    def expected_reason(self) -> str:
        """Why the question is to be refused, in words."""
        return wording.reason(self.example.expected_reason)

    @property
    def actual_reason(self) -> str:
        """Why the assistant refused, in words."""
        return wording.reason(self.row.reason)


def asked(number: int, row: Row, score: Mapping[str, float], change: str = "", before: str = "") -> Asked:
    """Return what is shown of a question. `change` is "better" or "worse" than in a run beside, `before` its answer."""
    example = row.example
    forbidden = tuple(Point(words, _said(row, (words,))) for words in example.forbidden)
    return Asked(
        number,
        example,
        row,
        outcome_of(row, score),
        tuple(Point(" / ".join(fact), _said(row, fact)) for fact in example.expected_facts),
        forbidden,
        tuple(_places(example, score)),
        tuple(_source(citation, example) for citation in row.citations[:_MOST_CITATIONS]),
        max(0, len(row.citations) - _MOST_CITATIONS),
        score.get("correct", 1.0) < 1 and not any(point.there for point in forbidden),
        "; ".join(_figures(row, score)),
        change,
        before,
    )


def _said(row: Row, fact: Sequence[str]) -> bool | None:
    return None if row.error or not row.answered else states_any(fact, row.answer)


def _places(example: Example, score: Mapping[str, float]) -> list[Point]:
    def there(metric: str) -> bool | None:
        value = score.get(metric, math.nan)
        return None if math.isnan(value) else value >= 1

    found = []
    if example.expected_documents:
        found.append(Point(" or ".join(example.expected_documents), there("right_document")))
    if example.expected_page is not None:
        found.append(Point(f"page {example.expected_page}", there("right_page")))
    if example.expected_section:
        found.append(Point(f"section {example.expected_section}", there("right_section")))
    return found


def _source(citation: Mapping[str, object], example: Example) -> Source:
    document, page, section = (citation.get(key) for key in ("document", "page", "section"))
    where = ", ".join(str(part) for part in (f"page {page}" if page else "", section) if part)
    quote = cut(str(citation.get("quote") or ""), _LONGEST_QUOTE)
    return Source(
        str(citation.get("n") or ""), str(document or ""), where, quote, document in example.expected_documents
    )


def _figures(row: Row, score: Mapping[str, float]) -> list[str]:
    told = [(METRICS.get(name, name), wording.value(name, score.get(name, math.nan))) for name in _FIGURES]
    return [f"{label}: {value}" for label, value in told if value != "–"] + [f"Time: {wording.seconds(row.seconds)}"]
