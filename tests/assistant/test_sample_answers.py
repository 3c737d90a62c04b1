"""What holds of every answer over the sample papers' question set; `make evaluate` tells how right they are."""

import re

from sqlalchemy import select

from assistant.answer import Answer
from eval.examples import Example
from eval.values import stands
from index import schema
from index.library import Library

Answers = list[tuple[Example, Answer]]


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
            assert "13 papers" in answer.text or answer.reason == "needs_clarification"


def test_unanswerable_questions_are_refused_for_the_right_reason(sample_answers: Answers) -> None:
    wrong = [
        (example.id, answer.reason)
        for example, answer in sample_answers
        if not example.answerable and answer.reason != example.expected_reason
    ]
    assert wrong == []


def test_no_answer_states_what_is_forbidden(sample_answers: Answers) -> None:
    said = [(e.id, wrong) for e, answer in sample_answers for wrong in e.forbidden if stands(wrong, answer.text)]
    assert said == []
