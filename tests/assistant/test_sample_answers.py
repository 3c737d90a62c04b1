"""What holds of every answer, and how right the answers are, over the sample papers' question set."""

import re
from typing import Any

from sqlalchemy import select

from assistant.answer import Answer
from index import schema
from index.library import Library

Answers = list[tuple[dict[str, Any], Answer]]


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("–", "-").lower().split())


def _says(answer: Answer, wanted: Any) -> bool:
    alternatives = wanted if isinstance(wanted, list) else [wanted]
    return any(re.search(rf"(?<!\w){re.escape(_plain(a))}(?!\w)", _plain(answer.text)) for a in alternatives)


def test_marks_and_citations_agree(sample_answers: Answers) -> None:
    for _, answer in sample_answers:
        marks = {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)}
        assert marks == {c.n for c in answer.citations}, answer.text
        assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))
        assert bool(answer.citations) != answer.refused


def test_every_quote_stands_in_its_paper_on_its_page(sample_answers: Answers, sample_library: Library) -> None:
    d = schema.documents.c
    rows = {r.id: r for r in sample_library.catalogue.rows(select(d.id, d.text, d.pages))}
    seen = 0
    for _, answer in sample_answers:
        for citation in answer.citations:
            row = rows[citation.document_id]
            assert " ".join(row.text[citation.start : citation.end].split()) == citation.quote != ""
            pages = [n for n, a, b in row.pages if a <= citation.start < b]
            assert citation.page == (pages[0] if pages else None)
            seen += 1
    assert seen > 100


def test_every_line_of_a_list_is_cited(sample_answers: Answers) -> None:
    for _, answer in sample_answers:
        for line in answer.text.splitlines():
            if line.lstrip().startswith("- "):
                assert re.search(r"\[\d+\]", line), line


def test_refusals_say_what_was_looked_at(sample_answers: Answers) -> None:
    for _, answer in sample_answers:
        if answer.refused:
            assert answer.coverage.documents == 13
            assert "13 papers" in answer.text


def test_unanswerable_questions_are_refused_for_the_right_reason(sample_answers: Answers) -> None:
    wrong = [
        (row["id"], answer.reason)
        for row, answer in sample_answers
        if not row["answerable"] and answer.reason != row["reason"]
    ]
    assert wrong == []


def test_answerable_questions_are_answered_right(sample_answers: Answers) -> None:
    """A floor under what was measured; the figures themselves stand in the README."""
    answerable = [(row, answer) for row, answer in sample_answers if row["answerable"]]
    right = [
        row["id"] for row, answer in answerable if not answer.refused and all(_says(answer, e) for e in row["expected"])
    ]
    forbidden = [row["id"] for row, answer in answerable if any(_says(answer, f) for f in row.get("forbidden", []))]
    refused = [row["id"] for row, answer in answerable if answer.refused]
    assert forbidden == []
    assert len(right) >= 0.70 * len(answerable), f"right: {len(right)} of {len(answerable)}"
    assert len(refused) <= 0.17 * len(answerable), refused
