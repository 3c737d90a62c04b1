"""The scores of one row: every metric by its name, nan where it is not defined."""

import math

from assistant.checking.naming import content
from assistant.checking.statements import statements
from eval import metrics
from eval.rows import Row
from eval.values import contradicts, states_any

METRICS: dict[str, str] = {
    "right": "Right: answered in full with nothing wrong, or rightly refused",
    "focused": "Right and short enough",
    "completeness": "Says all that is expected",
    "correct": "Says nothing that is wrong",
    "words": "Words in the answer",
    "concision": "Share of the answer that is to the point",
    "citation_precision": "Cited words carry the statement",
    "citation_recall": "Every statement has a citation",
    "right_document": "Cites the right paper",
    "right_page": "Cites the right page",
    "right_section": "Cites the right section",
    "refused": "Refused to answer",
    "right_reason": "Refused for the right reason",
    "facts_in_context": "Facts in the words put before the reader",
    "context_words": "Words put before the reader",
    "facts_at_5": "Facts in the first five passages found",
    "recall@5": "Right places among the first five passages",
    "recall@10": "Right places among the first ten passages",
    "precision@5": "Share of the first five passages from the right place",
    "mrr": "How high the first right place stands (MRR)",
    "ndcg@10": "How well the first ten passages are ordered (nDCG)",
    "seconds": "Seconds to answer",
    "failed": "Failed with an error",
}
"""The metrics in the order they are told, with a label that a person understands."""

AMOUNTS = ("words", "context_words", "seconds")
"""The metrics that are no shares."""
_LISTING = ("list", "summary", "activity")


def score(row: Row) -> dict[str, float]:
    """Return every metric of a row.

    A row that failed is wrong, and nothing else is defined of it. Of a row without an answer, a baseline without a
    language model, only retrieval is.
    """
    scores = dict.fromkeys(METRICS, math.nan)
    if row.error:
        return scores | {"failed": 1.0, "right": 0.0, "focused": 0.0 if row.example.answerable else math.nan}
    scores |= {"failed": 0.0, "seconds": row.seconds} | _found(row)
    if not row.answered:
        return scores
    scores["refused"] = float(row.refused)
    if row.example.expected_reason:
        scores["right_reason"] = float(row.reason == row.example.expected_reason)
    if row.refused:
        scores["right"] = float(not row.example.answerable and not _forbidden(row))
        if row.example.answerable:
            scores |= {"focused": 0.0, "completeness": 0.0 if row.example.expected_facts else math.nan}
        return scores
    return scores | _said(row)


def stated(row: Row) -> tuple[bool, ...]:
    """Tell of each expected fact whether the answer states it."""
    return tuple(states_any(fact, row.answer) for fact in row.example.expected_facts)


def _found(row: Row) -> dict[str, float]:
    """What was found, whether or not it was answered."""
    example = row.example
    facts = example.expected_facts
    first = [passage.text for passage in row.retrieved[:5]]
    return {
        "facts_in_context": metrics.facts_in(facts, row.context),
        "context_words": float(sum(len(text.split()) for text in row.context)),
        "facts_at_5": metrics.facts_in(facts, first),
    } | metrics.retrieval(row.retrieved, example.expected_documents, example.expected_page)


def _said(row: Row) -> dict[str, float]:
    """What the answer says, and what it cites for it."""
    example, text, citations = row.example, row.answer, row.citations
    facts, documents = example.expected_facts, example.expected_documents
    complete, length = metrics.completeness(facts, text), metrics.word_count(text)
    correct = not _forbidden(row) and not _contradicted(row)
    right = example.answerable and complete != 0 and not complete < 1 and correct
    return {
        "completeness": complete,
        "correct": float(correct) if example.answerable else math.nan,
        "right": float(right),
        "focused": float(right and length <= metrics.longest(facts)) if example.answerable else math.nan,
        "words": float(length),
        "concision": metrics.concision(facts, text),
        "citation_precision": metrics.citation_precision(
            text, citations, " ; ".join([*example.history, example.question])
        ),
        "citation_recall": metrics.citation_recall(text, citations),
        "right_document": metrics.right_document(citations, documents),
        "right_page": metrics.right_page(citations, documents, example.expected_page),
        "right_section": metrics.right_section(citations, documents, example.expected_section),
    }


def _forbidden(row: Row) -> bool:
    return states_any(row.example.forbidden, row.answer)


def _contradicted(row: Row) -> bool:
    """Tell whether another value is given where a fact wants its own.

    Looked at are the statements on the matter, those with half of the question's words: a figure of something else is
    beside the point but no contradiction. Lists hold many values and are not judged.
    """
    example = row.example
    if example.kind in _LISTING:
        return False
    asked = content(example.question)
    told = [s.text for s in statements(row.answer) if 2 * len(asked & content(s.text)) >= len(asked)]
    facts = [wording for fact in example.expected_facts for wording in fact]
    places = [f"{c.get('title')} {c.get('part')} {c.get('date')}" for c in row.citations]
    frame = " ; ".join([example.question, *example.history, *facts, *places])
    missed = [fact for fact, said in zip(example.expected_facts, stated(row), strict=True) if not said]
    return any(contradicts(fact, "\n".join(told), frame) for fact in missed)
