"""What a question leaves unsaid is asked back, naming the choices; what settles it is answered."""

from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from assistant.question import plan
from assistant.unsaid import filled, unsaid
from index.embedding import SentenceEmbedder
from index.library import Library
from index.search import Filters
from index.settings import IndexSettings
from tests.assistant.conftest import Ask, asker

HARBOUR = """SAFER HARBOUR PARTNERSHIP

MINUTES of the meeting held on 19 July 2021

PRESENT:
  Councillor Ann Lee (Chair)
  Howard Lamb (Borough Commander)
  Tim Dunn (Harbour Homes)

APOLOGIES:
  Ruth Orme

1.  QUAY LIGHTING
    Tim Dunn reported that 14 lamps on the quay had been mended.
    ACTION: Tim Dunn to write to the lighting contractor.

2.  DATE OF NEXT MEETING
    4 October 2021
"""
TALLOW = """TALLOW COMMUNITY COUNCIL

MINUTES of the meeting held on 19 July 2022

PRESENT:
  Peter Marsh (Chair)
  Hazel Lunn (Borough Commander)
  Tim Spry (Tallow School)

APOLOGIES:
  Gwen Pike

1.  PLAY PARK
    Tim Spry reported that the swing in the play park was broken.
    ACTION: Tim Spry to ask for a new swing.

2.  DATE OF NEXT MEETING
    6 September 2022
"""
BOARDS = ("Safer Harbour Partnership", "Tallow Community Council")


@pytest.fixture(scope="module")
def two_boards(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("two-boards")
    papers = []
    for name, text in (("harbour.txt", HARBOUR), ("tallow.txt", TALLOW)):
        papers.append(folder / name)
        papers[-1].write_text(text, "utf-8")
    library = Library(IndexSettings(home=folder / "home"), embedder)
    assert [r.outcome for r in library.ingest(papers)] == ["added", "added"]
    assert {row.board for row in library.catalogue.documents()} == set(BOARDS)
    yield library
    library.close()


@pytest.fixture(scope="module")
def ask_two(two_boards: Library) -> Ask:
    return asker(two_boards)


@pytest.mark.parametrize(
    ("question", "choices"),
    [
        ("Who sent apologies?", BOARDS),
        ("When is the next meeting?", BOARDS),
        ("Who is the Borough Commander?", BOARDS),
        ("What was Tim asked to do?", ("Tim Dunn (Safer Harbour Partnership)", "Tim Spry (Tallow Community Council)")),
        ("Who was present on 19 July?", ("Safer Harbour Partnership, 19 July 2021", "19 July 2022")),
        ("What happened at the meeting on 19 July?", ("19 July 2021", "19 July 2022")),
    ],
)
def test_a_question_that_several_boards_could_answer_names_them(
    ask_two: Ask, question: str, choices: tuple[str, ...]
) -> None:
    answer = ask_two(question)
    assert answer.reason == "needs_clarification"
    assert all(choice in answer.text for choice in choices), answer.text


@pytest.mark.parametrize(
    ("history", "question", "said"),
    [
        ([], "Who sent apologies at Harbour?", "Ruth Orme"),
        ([], "Who sent apologies in July 2022?", "Gwen Pike"),
        ([], "What did Tim say about the lamps on the quay?", "14 lamps"),
        (["Who sent apologies?"], "The Tallow one", "Gwen Pike"),
        (["Who sent apologies on 19 July?"], "2021", "Ruth Orme"),
        (["What was Tim asked to do?"], "Tim Spry", "swing"),
        (["Who chairs the Safer Harbour Partnership?"], "Who sent apologies?", "Ruth Orme"),
    ],
)
def test_what_settles_the_choice_is_answered(ask_two: Ask, history: list[str], question: str, said: str) -> None:
    answer = ask_two(question, *history)
    assert not answer.refused, answer.text
    assert said in answer.text


def test_a_filter_that_leaves_one_board_settles_it(two_boards: Library) -> None:
    only = Filters(boards=frozenset({"Tallow Community Council"}))
    *_, answer = Assistant(two_boards).ask("Who was present on 19 July?", (), only)
    assert not isinstance(answer, str)
    assert "Hazel Lunn" in answer.text
    assert "Howard Lamb" not in answer.text


@pytest.mark.parametrize(
    ("question", "asked_for"),
    [
        ("What did he agree to do?", "Whom do you mean by “he”"),
        ("What was its score?", "What do you mean by “its”"),
        ("Was she there?", "“she”"),
        ("What about it?", "“it”"),
        ("Which agencies came that quarter?", "Which quarter"),
        ("How many lamps has the department mended?", "Which department"),
        ("What was the figure for Q2?", "Which figure"),
        ("Who owns that action?", "Which action"),
    ],
)
def test_what_nothing_was_said_of_is_asked_for(ask: Ask, question: str, asked_for: str) -> None:
    answer = ask(question)
    assert answer.reason == "needs_clarification"
    assert asked_for in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Who said they would chase the footpath?",
        "What did the council say about its budget?",
        "When it met in March 2021, what did the board decide?",
        "Is it true that the board closed in 2021?",
        "Which of its returns had Norvale not met by March 2021?",
        "The board heard of a survey. Who wrote that survey?",
        "Which wards were worst in that quarter of 2021?",
        "How long does it take to mend a lamp?",
        "How many people use the department of works line?",
    ],
)
def test_what_the_question_itself_says_is_not_asked_for(two_boards: Library, question: str) -> None:
    snapshot = Assistant(two_boards).snapshot
    assert unsaid(plan(question, snapshot.partnerships), snapshot, BOARDS) == ""


@pytest.mark.parametrize(
    ("question", "words", "whole"),
    [
        ("What was its score?", "Norvale", "What was Norvale’s score?"),
        ("What did he agree to do?", "Ann Lee", "What did Ann Lee agree to do?"),
        ("Who came that quarter?", "Q2 2021/22", "Who came in Q2 2021/22?"),
        ("How many did the department mend?", "Works", "How many did Works mend?"),
        ("What did the board decide?", "Works", ""),
    ],
)
def test_an_answer_to_what_was_asked_back_completes_the_question(question: str, words: str, whole: str) -> None:
    assert filled(question, words) == whole
