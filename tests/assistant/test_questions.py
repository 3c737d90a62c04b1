"""Questions planned and made stand-alone; odd questions answered clearly."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.followups import parts_of, stand_alone
from assistant.partnerships import Partnership, elsewhere, named_in
from assistant.question import areas, plan
from index.embedding import SentenceEmbedder
from index.library import Library
from index.settings import IndexSettings
from tests.assistant.conftest import Ask

HARBOUR = Partnership(
    "Safer Harbour Partnership",
    frozenset({"Safer Harbour Partnership", "Harbour Community Safety Partnership"}),
    frozenset({"harbour"}),
    frozenset({"SHP", "HCSP"}),
)
TALLOW = Partnership("Tallow Board", frozenset({"Tallow Board"}), frozenset({"tallow"}), frozenset())
BOTH = [HARBOUR, TALLOW]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("who owns the action on the CCTV review?", "owner"),
        ("Who was asked in September to circulate the list?", "owner"),
        ("what actions are outstanding?", "actions"),
        ("What are the key actions under Priority 2?", "list"),
        ("how many people attended the drop-in in Q3?", "figure"),
        ("What was the target for burglary?", "figure"),
        ("when is the next meeting?", "date"),
        ("What does MARAC stand for?", "term"),
        ("What is MARAC?", "term"),
        ("Who chaired the meeting on 3 May 2022?", "role"),
        ("who attended the meeting on 3 May 2022?", "attendance"),
        ("What was resolved about the newsletter?", "decision"),
        ("Has the list been published yet?", "status"),
        ("what was done on hate crime in Q2?", "list"),
        ("Where was the meeting held?", "place"),
        ("Why did the exercise not go ahead?", "fact"),
    ],
)
def test_a_question_is_of_its_kind(question: str, kind: str) -> None:
    assert plan(question, BOTH).kind == kind


def test_the_plan_knows_partnership_quarter_and_year() -> None:
    asked = plan("What did Harbour do on knife crime in Q2 2023/24?", BOTH)
    assert asked.partnerships == (HARBOUR,)
    assert asked.quarter == 2
    assert asked.period is not None
    assert asked.period.label.startswith("Q2 2023/24 (July")
    assert {t.word for t in asked.terms if t.needed} == {"knife", "crime"}


def test_a_month_of_a_year_is_a_period() -> None:
    asked = plan("What came up when Harbour met in the November of 2012?", BOTH)
    assert asked.period is not None
    assert asked.period.label == "November 2012"


def test_what_is_quoted_in_a_question_sets_no_period() -> None:
    asked = plan('Who owns the action "plan the summer event for 2023 with the wardens"?', BOTH)
    assert asked.period is None


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        (["what was done on hate crime in Q2?"], "And on young people?", "what was done on young people in Q2?"),
        (
            ["how many people attended the drop-in in Q3?"],
            "What about Q1?",
            "how many people attended the drop-in in Q1?",
        ),
        (
            ["how many burglaries were there in Q1 2023/24?"],
            "And in the quarter before?",
            "how many burglaries were there in Q4 2022/23?",
        ),
        (["What are Harbour's priorities?"], "And in Tallow?", "What are Tallow's priorities?"),
        (
            ["who owns the action on the CCTV review?"],
            "Has she provided it yet?",
            "Has she provided the CCTV review yet?",
        ),
        (["what was done on hate crime in Q2?", "And on burglary?"], "And in Q3?", "what was done on burglary in Q3?"),
        (["what was done on hate crime in Q2?"], "Who chairs the Tallow Board?", "Who chairs the Tallow Board?"),
        ([], "And on young people?", "And on young people?"),
        (
            ["how many burglaries were there between October and December 2023?"],
            "And in the quarter before that?",
            "how many burglaries were there in Q2 2023/24?",
        ),
        (
            ["What was done on burglary in Q2 2023/24?"],
            "And in Q4 of that year?",
            "What was done on burglary in Q4 2023/24?",
        ),
        (["What was in the account in June 2019?"], "And in July?", "What was in the account in July 2019?"),
        (
            ["Who led policing for Harbour?"],
            "And who would be Tallow's contact after that?",
            "Who would be Tallow's contact?",
        ),
        (["Who is AL?"], "the Tallow one", "Who is AL in Tallow Board?"),
        (["Who came on 5 July?"], "I mean the Tallow Board, 5 July 2013", "Who came on 5 July 2013 at Tallow Board?"),
        (["What did AL say?"], "Ann Lee", "What did Ann Lee say?"),
    ],
)
def test_follow_ups_are_made_stand_alone(history: list[str], question: str, expected: str) -> None:
    assert stand_alone(question, history, BOTH) == expected


def test_a_question_of_two_parts_is_parted() -> None:
    assert parts_of("Who owns the list, and why did it change hands?") == [
        "Who owns the list",
        "why did it change hands?",
    ]
    assert parts_of("What was done on crime and disorder?") == ["What was done on crime and disorder?"]


def test_partnerships_are_told_apart() -> None:
    assert named_in("What did Harbour's partnership do?", BOTH) == [HARBOUR]
    assert named_in("SHP minutes", BOTH) == [HARBOUR]
    assert elsewhere("What are Lewisham's priorities?", [], BOTH, areas()) == ("Lewisham", True)
    assert elsewhere("What are Harbour's priorities?", [HARBOUR], BOTH, areas())[0] == ""


@pytest.mark.parametrize(
    "question", ["", "   ", "???", "\x00\x01\x02", "🙂🙂", "1 2 3", "a" * 10_000, "hate crime " * 1_000]
)
def test_what_is_no_question_gets_a_plain_answer(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.refused
    assert answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Quelles sont les priorités de la police municipale de Lyon ?",
        'who owns "the action" OR NEAR( * AND title:x',
        "'; DROP TABLE documents; --",
        "<script>alert(1)</script> who owns it?",
        "Что было сделано по преступлениям на почве ненависти?",
        "who\x00owns\u202ethe action\u200b?",
    ],
)
def test_odd_questions_are_answered_or_refused_without_fuss(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.text
    assert answer.refused or answer.citations


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120), st.lists(st.text(max_size=60), max_size=2))
def test_any_text_at_all_gets_an_answer(sample_library: Library, question: str, history: list[str]) -> None:
    pieces = list(Assistant(sample_library).ask(question, history))
    answer = pieces[-1]
    assert isinstance(answer, Answer)
    assert "".join(p for p in pieces if isinstance(p, str)) == answer.text


def test_an_empty_library_says_so(home: Path, embedder: SentenceEmbedder) -> None:
    library = Library(IndexSettings(), embedder)
    answer = list(Assistant(library).ask("what was done on hate crime in Q2?"))[-1]
    assert isinstance(answer, Answer)
    assert answer.refused
    assert "No papers" in answer.text


COMMON = Partnership(
    "Openness Board", frozenset({"Openness Board"}), frozenset({"openness"}), frozenset(), frozenset({"openness"})
)
ADVICE = Partnership(
    "Local Advice Panel", frozenset({"Local Advice Panel"}), frozenset({"local", "advice", "panel"}), frozenset()
)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What did the openness board decide?", [COMMON]),
        ("What was said about openness in the Openness Strategy?", []),
        ("Who chairs the Norvale Government's openness board?", []),
        ("And for Openness?", [COMMON]),
        ("What did the Panel hear about openness in July 2012?", [ADVICE]),
        ("What did the Panel say to the Tallow Board?", [TALLOW]),
        ("What did the panel of judges say?", []),
    ],
)
def test_ordinary_words_name_a_board_only_as_its_name(question: str, names: list[Partnership]) -> None:
    assert named_in(question, [*BOTH, COMMON, ADVICE]) == names


@pytest.mark.parametrize(
    ("question", "other", "acts"),
    [
        ("Why did the Tallow Board turn down Trafford's bid?", "", True),
        ("Who came to the drop-in run by Tallow and Croydon Women's Aid?", "", True),
        ("What does Tallow's paper say about Croydon's priorities?", "Croydon", True),
        ("What did the Data Strategy Board decide in May 2022?", "Data Strategy Board", False),
        ("What was agreed by the Port Norvale open data board?", "Port Norvale open data board", False),
        ("Who chairs the Norvale Community Council?", "Norvale Community Council", True),
        ("Why did Ann Lee of Norvale Data Board resign?", "", False),
        ("What did the Strategic Board decide?", "", False),
        ("How many burglaries were there in Croydon?", "Croydon", False),
    ],
)
def test_a_place_counts_as_elsewhere_only_where_it_is_asked_about(question: str, other: str, acts: bool) -> None:
    named = named_in(question, BOTH)
    assert elsewhere(question, named, BOTH, areas()) == (other, acts)
