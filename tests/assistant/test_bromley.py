"""What the assistant must answer from the customer's own papers."""

import re
from datetime import date

from sqlalchemy import select

from index import schema
from index.library import Library
from tests.assistant.conftest import Ask


def test_a_quarters_activities_are_listed_whole_and_the_quarter_is_named(ask_bromley: Ask) -> None:
    answer = ask_bromley("what was done on hate crime in Q2?")
    bullets = [line for line in answer.text.splitlines() if line.lstrip().startswith("- ")]
    assert len(bullets) == 8
    assert all(re.search(r"\[\d+\]$", line) for line in bullets)
    assert "Q2 2023/24 (July–September 2023)" in answer.text
    assert len(answer.citations) == 8
    assert {c.section.split(" › ")[0].split(" – ")[0] for c in answer.citations} == {"Priority 4"}


def test_an_owner_is_named_with_the_state_of_the_action_and_the_table_that_says_so(ask_bromley: Ask) -> None:
    answer = ask_bromley("who owns the outstanding action on the Community Payback Field Team update?")
    assert "Lucien Spencer (CRC" in answer.text
    assert "still open" in answer.text
    assert "waiting" in answer.text
    tables = [c for c in answer.citations if c.part.lower() == "matters arising"]
    assert [c.date for c in tables[:1]] == [date(2018, 3, 26)]
    assert len(answer.text.split()) < 90


def test_a_figure_is_the_cell_of_the_quarter_asked_for(ask_bromley: Ask) -> None:
    third = ask_bromley("how many people attended the One Stop Shop in Q3?")
    second = ask_bromley("how many people attended the One Stop Shop in Q2?")
    assert ": 102 [1]" in third.text
    assert "Q3 2017/18" in third.text
    assert ": 113 [1]" in second.text


def test_priorities_are_of_the_partnership_asked_about(ask_bromley: Ask) -> None:
    answer = ask_bromley("what are Bexley's priorities?")
    assert {c.board for c in answer.citations} == {"Bexley Community Safety Partnership"}
    assert len(answer.citations) == 5


def test_a_bare_question_that_two_partnerships_answer_is_put_back(ask_bromley: Ask) -> None:
    answer = ask_bromley("what are the priorities?")
    assert answer.reason == "needs_clarification"
    assert "Bexley" in answer.text
    assert "Bromley" in answer.text


def test_what_no_paper_covers_is_refused_with_the_right_reason(ask_bromley: Ask) -> None:
    reasons = {
        "what was done on hate crime in Q4 2023/24?": "period_not_covered",
        "how many people attended the One Stop Shop in Q4?": "period_not_covered",
        "What are Croydon's priorities?": "partnership_not_covered",
        "How many drones did the Safer Bromley Partnership buy?": "not_in_documents",
        "What is the capital of France?": "off_topic",
        "Tell me a joke": "off_topic",
    }
    assert {q: ask_bromley(q).reason for q in reasons} == reasons


def test_follow_ups_take_their_subject_from_the_conversation(ask_bromley: Ask) -> None:
    young = ask_bromley("And on young people?", "what was done on hate crime in Q2?")
    assert len(young.citations) > 10
    assert {c.section.split(" – ")[0] for c in young.citations} == {"Priority 3"}
    provided = ask_bromley(
        "Has he provided it yet?", "who owns the outstanding action on the Community Payback Field Team update?"
    )
    assert "still open" in provided.text
    bexley = ask_bromley("And in Bexley?", "What are Bromley's priorities?")
    assert {c.board for c in bexley.citations} == {"Bexley Community Safety Partnership"}


def test_an_owner_who_moved_on_is_not_the_current_one(ask_bromley: Ask) -> None:
    answer = ask_bromley("Who owns the action to check the whereabouts of the MPS motor bikes?")
    assert re.search(r"Warnett.* now \[\d\]; it was first given to .*Hafford", answer.text)


def test_quotes_stand_in_the_paper_word_for_word(ask_bromley: Ask, bromley_library: Library) -> None:
    d = schema.documents.c
    texts = {r.id: " ".join(r.text.split()) for r in bromley_library.catalogue.rows(select(d.id, d.text))}
    for question in ("what was done on hate crime in Q2?", "Who chaired the meeting on 19 December 2017?"):
        for citation in ask_bromley(question).citations:
            assert citation.quote in texts[citation.document_id]
