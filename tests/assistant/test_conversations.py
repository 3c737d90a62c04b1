"""Conversations of many turns keep their thread; what was listed and cited can still be pointed at."""

import re
from collections.abc import Sequence

import pytest

from assistant.answer import Answer
from assistant.conversation import Turn, turn_of
from assistant.followups import stand_alone
from assistant.partnerships import Partnership
from assistant.sides import sides_of
from tests.assistant.conftest import Ask

HARBOUR = Partnership(
    "Safer Harbour Partnership", frozenset({"Safer Harbour Partnership"}), frozenset({"harbour"}), frozenset({"SHP"})
)
TALLOW = Partnership("Tallow Board", frozenset({"Tallow Board"}), frozenset({"tallow"}), frozenset())
BOTH = [HARBOUR, TALLOW]
FIGURE = "How many lamps were mended in Harbour in Q3 2023/24?"
ACTIONS = "2 actions:\n- 4: mend the roof [1] – Ann Lee\n- 5: sweep the quay [2] – Bob Ray"


def recall(question: str, history: Sequence[str]) -> Answer:
    """An answer with a list for whatever is asked."""
    if question.startswith("Who owns"):
        return Answer(question, "Ann Lee (Harbour Homes) [1]. Action: “mend the roof” [2].", "owner")
    return Answer(question, ACTIONS, "actions")


def turn(question: str, *history: str) -> Turn:
    return turn_of(question, history, BOTH, recall)


@pytest.mark.parametrize(
    ("history", "question", "asked"),
    [
        ([FIGURE, "shorter"], "as bullet points", FIGURE),
        ([FIGURE, "shorter", "thanks"], "again", FIGURE),
        ([FIGURE], "compare with Tallow", f"{FIGURE[:-1]}, compared with Tallow?"),
        ([FIGURE], "How does that compare with Q1?", f"{FIGURE[:-1]}, compared with Q1 2023/24?"),
        ([FIGURE], "compare that with last year", f"{FIGURE[:-1]}, compared with Q3 2022/23?"),
        ([FIGURE], "is that more than in 2022/23?", f"{FIGURE[:-1]}, compared with 2022/23?"),
        ([FIGURE, "compare with Q1"], "versus Q2", f"{FIGURE[:-1]}, compared with Q2 2023/24?"),
        ([FIGURE, "And in Tallow?"], "versus Tallow", f"{FIGURE[:-1]}, compared with Tallow?"),
        (["What actions does Bob Ray have?"], "Who owns the second one?", "Who owns the action “sweep the quay”?"),
        (["What actions are open?"], "the first one", "What is the status of the action “mend the roof”?"),
        (["Who owns the roof action?"], "Which others does she have?", "What actions does Ann Lee have?"),
        (["Who owns the roof action?"], "What is her role?", "What is Ann Lee’s role?"),
        (["Who owns the roof action?", FIGURE], "back to the roof: who owns it?", "who owns roof action?"),
        (["Who owns the roof action?", FIGURE], "back to the roof action", "Who owns the roof action?"),
        ([FIGURE], "Thanks, and who chairs the Tallow Board?", "who chairs the Tallow Board?"),
    ],
)
def test_a_turn_comes_to_a_question(history: list[str], question: str, asked: str) -> None:
    assert turn(question, *history).question == asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("And the year before?", "How many lamps were mended in Harbour in Q3 2022/23?"),
        ("And in Q1?", "How many lamps were mended in Harbour in Q1 2023/24?"),
        ("What about Tallow?", "How many lamps were mended in Tallow in Q3 2023/24?"),
    ],
)
def test_what_only_swaps_a_time_or_board_is_asked_alone(question: str, asked: str) -> None:
    assert stand_alone(question, [FIGURE], BOTH) == asked


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("[2]", 2),
        ("what does source 2 say?", 2),
        ("Show me the second source", 2),
        ("Where does it say that?", -1),
        ("what are your sources?", -1),
        ("What source of funding was found in 2?", 0),
    ],
)
def test_a_source_of_the_last_answer_is_asked_for_by_its_number(question: str, source: int) -> None:
    assert turn(question, "What actions are open?").source == source


@pytest.mark.parametrize(
    ("question", "history", "reply"),
    [
        ("thanks", [FIGURE], "welcome"),
        ("OK, thank you very much!", [FIGURE], "welcome"),
        ("ok", [FIGURE], "What would you like to know"),
        ("shorter", [], "no answer yet"),
        ("what does source 2 say?", ["hello"], "no answer yet"),
        ("who owns the seventh one?", ["What actions are open?"], "2 entries"),
    ],
)
def test_a_turn_that_asks_nothing_of_the_papers_gets_a_plain_line(
    question: str, history: list[str], reply: str
) -> None:
    assert reply in turn(question, *history).reply


def test_sides_are_named_for_what_sets_them_apart() -> None:
    by_board = sides_of("How many lamps were mended in Harbour, compared with Tallow?", BOTH)
    assert [s.label for s in by_board] == ["Safer Harbour Partnership", "Tallow"]
    assert by_board[1].question == "How many lamps were mended in Tallow?"
    by_time = sides_of(f"{FIGURE[:-1]}, compared with Q1 2023/24?", BOTH)
    assert [s.label for s in by_time] == ["Q3 2023/24", "Q1 2023/24"]


def test_a_long_conversation_is_read_as_far_back_as_it_leans() -> None:
    swaps = [f"And in Q{n % 4 + 1}?" for n in range(9)]
    assert turn("And in Tallow?", FIGURE, *swaps, "shorter", "thanks").history[0] == FIGURE
    alone = stand_alone("And in Tallow?", [FIGURE, *swaps], BOTH)
    assert alone == "How many lamps were mended in Tallow in Q1 2023/24?"


OWNER = "Who was asked in September 2023 to provide a breakdown of Domestic Violence Protection Orders?"
# What each turn of a conversation says: words of its answer, and how many lines it may have (0: any).
CONVERSATION = [
    (OWNER, "Lorna Whitcombe", 0),
    ("Has she provided it yet?", "complete, as of 2 September 2024", 0),
    ("When was it due?", "6 December 2023, moved to 20 June 2024", 0),
    ("Which others does she have?", "perpetrator behaviour change", 0),
    ("shorter", "perpetrator behaviour change", 5),
    ("who owns the second one?", "Rosa Quill", 0),
    ("in one sentence", "Rosa Quill", 1),
    ("How many knife crime offences were there in Q3 2023/24?", "9 [1]", 0),
    ("compare with Q2", "fell from 16 in Q2 2023/24", 0),
    ("how does that compare with the year before?", "fell from 12 in Q3 2022/23", 0),
    ("what does source 1 say?", "“Knife crime offences 60 or fewer 14 17 12 11 54 Green” [1]", 1),
    ("back to the protection orders: who owns it?", "Lorna Whitcombe", 0),
    ("thanks", "You’re welcome", 1),
]


def test_a_conversation_of_more_than_ten_turns_keeps_its_thread(ask: Ask) -> None:
    history: list[str] = []
    for question, said, most in CONVERSATION:
        answer = ask(question, *history)
        assert said in answer.text, question
        assert not most or len(answer.text.split("\n")) <= most, answer.text
        assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)} == {c.n for c in answer.citations}, question
        history.append(question)


def test_what_was_cited_can_be_read_in_the_papers_own_words(ask: Ask) -> None:
    question = "What was done about domestic abuse in Q2 2023/24?"
    whole = ask(question)
    for cited in whole.citations[:3]:
        source = ask(f"what does source {cited.n} say?", question)
        assert [c.quote for c in source.citations] == [cited.quote]
        assert f"“{cited.quote}” [{cited.n}]" in source.text
    assert ask("source 40", question).reason == "needs_clarification"


def test_a_question_may_say_how_its_answer_is_to_look(ask: Ask) -> None:
    answer = ask("Who attended the meeting on 20 June 2024, in one sentence?")
    assert answer.text.startswith("Present, Safer Marlowick Partnership, 20 June 2024: Councillor Helena Strand [1]")
    assert "and 14 more" in answer.text


def test_boards_are_set_beside_each_other(ask_bromley: Ask) -> None:
    answer = ask_bromley("compare with Bexley", "What are Bromley's priorities?")
    first, second = answer.text.split("\nBexley:\n")
    assert first.startswith("Safer Bromley Partnership:")
    boards = {c.n: c.board for c in answer.citations}
    for side, place in ((first, "Bromley"), (second, "Bexley")):
        marks = [int(n) for n in re.findall(r"\[(\d+)\]", side)]
        assert marks
        assert all(place in boards[n] for n in marks)


def test_a_side_without_papers_is_named(ask: Ask) -> None:
    answer = ask("compare with Lewisham", "How many knife crime offences were there in Q3 2023/24?")
    assert "9 [1]" in answer.text
    assert "Lewisham: There are no papers of Lewisham here." in answer.text
