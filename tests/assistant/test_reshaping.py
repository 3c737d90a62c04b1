"""The last answer in another form: which turns ask for one, and what an answer comes to in it."""

import pytest

from assistant.answer import Answer, Citation
from assistant.reshaping import Shape, entries_of, parted, reshaped, wish

SHORT, BULLETS = Shape("short"), Shape(form="bullets")


def citation(n: int) -> Citation:
    return Citation(n, "p.txt", "d", "Minutes", "Harbour Board", "", None, 1, "", f"Words number {n} of it.", n, n + 9)


def answer(text: str, question: str = "What did the harbour master say?", kind: str = "fact", cited: int = 9) -> Answer:
    return Answer(question, text, kind, tuple(citation(n) for n in range(1, cited + 1)))


@pytest.mark.parametrize(
    ("turn", "shape"),
    [
        ("shorter", SHORT),
        ("Shorter, please.", SHORT),
        ("Can you make it shorter?", SHORT),
        ("summarise that", SHORT),
        ("in one sentence", Shape("short", most=1)),
        ("in two sentences please", Shape("short", most=2)),
        ("as bullet points", BULLETS),
        ("Could you give me that as a list?", BULLETS),
        ("bullets please", BULLETS),
        ("in three bullet points", Shape(form="bullets", most=3)),
        ("in plain text", Shape(form="prose")),
        ("in full", Shape("full")),
        ("more detail", Shape("detailed")),
        ("tell me more", Shape("detailed")),
        ("again", Shape()),
        ("say that again", Shape()),
    ],
)
def test_a_turn_may_ask_for_another_form(turn: str, shape: Shape) -> None:
    assert wish(turn) == shape


@pytest.mark.parametrize(
    "turn",
    [
        "",
        "shorter sentences for offenders?",
        "list the actions as bullet points",
        "What is the full name of the fund?",
        "is that more?",
        "is that more than in 2022/23?",
        "in Q3",
        "and in June",
        "Summarise the minutes of March 2018.",
        "What does ASB stand for in full?",
        "how long did it take?",
    ],
)
def test_a_turn_with_a_subject_asks_for_no_form(turn: str) -> None:
    assert wish(turn) is None


@pytest.mark.parametrize(
    ("question", "rest", "shape"),
    [
        ("List the actions as bullet points", "List the actions", BULLETS),
        ("Who owns the CCTV action, in one sentence?", "Who owns the CCTV action?", Shape("short", most=1)),
        ("Briefly, what was done on fires in Q2?", "what was done on fires in Q2?", SHORT),
        ("What was done on fires in brief", "What was done on fires", SHORT),
        ("What does ASB stand for in full?", "What does ASB stand for in full?", None),
        ("Which names are on the list?", "Which names are on the list?", None),
    ],
)
def test_a_question_may_say_the_form_of_its_answer(question: str, rest: str, shape: Shape | None) -> None:
    assert parted(question) == (rest, shape)


def test_wishes_add_up() -> None:
    assert SHORT.then(BULLETS) == Shape("short", "bullets")
    assert SHORT.then(SHORT) == Shape("short", most=1)
    assert SHORT.then(BULLETS).then(Shape("full")) == Shape()
    assert SHORT.then(Shape("detailed")) == Shape()
    assert SHORT.then(Shape()) == SHORT


def test_shorter_keeps_what_answers_with_its_citation_numbered_anew() -> None:
    told = answer(
        "The pier was painted green. [1] The harbour master said that 14 moorings were let. [2] Rain fell. [3]",
        "How many moorings did the harbour master say were let?",
        "figure",
    )
    short = reshaped(told, SHORT)
    assert short.text == "The harbour master said that 14 moorings were let. [1]"
    assert [(c.n, c.quote) for c in short.citations] == [(1, "Words number 2 of it.")]


def test_shorter_takes_the_sentence_that_answers_out_of_a_long_statement() -> None:
    told = answer(
        "The meeting was long. The harbour master said that silt closed the north steps. This was late. [1]"
        " (what the harbour master did say)",
        cited=1,
    )
    assert reshaped(told, SHORT).text == "The harbour master said that silt closed the north steps. [1]"


def test_a_list_that_is_cut_says_by_how_much() -> None:
    entry = "the slipway was mended by the harbour works with timber from the old mill, which took all summer"
    told = answer("Harbour Board:\n" + "\n".join(f"- {n}00 yards of {entry}. [{n}]" for n in range(1, 9)))
    short = reshaped(told, SHORT)
    lines = short.text.split("\n")
    assert lines[0] == "Harbour Board:"
    assert lines[-1] == "- and 3 more"
    assert len(lines) == 7
    assert [c.n for c in short.citations] == [1, 2, 3, 4, 5]
    assert "…" in lines[1]


def test_people_are_kept_by_name() -> None:
    people = "Ann Lee (Chair) [1]|Bob Ray (Harbour Homes; also present) [2]|Cid Moss (Police) [3]".split("|")
    told = answer("Present:\n" + "\n".join(f"- {p}" for p in people), "Who came?", "attendance")
    assert reshaped(told, SHORT).text == "Present: Ann Lee [1], Bob Ray [2], Cid Moss [3]."
    assert reshaped(told, Shape("short", "bullets")).text == "Present:\n- Ann Lee [1]\n- Bob Ray [2]\n- Cid Moss [3]"


def test_points_are_one_statement_a_line_each_with_its_mark() -> None:
    told = answer("It rained on Monday. It was dry on Tuesday. [1] “He said. She said.” [2], as of May. (June 2019)")
    assert reshaped(told, BULLETS).text.split("\n") == [
        "- It rained on Monday. [1]",
        "- It was dry on Tuesday. [1]",
        "- “He said. She said.” [2], as of May. (June 2019)",
    ]


def test_a_list_in_running_text_keeps_every_mark() -> None:
    told = answer("Grants:\n- Sea cadets [1]\n- Rowing club [2]")
    assert reshaped(told, Shape(form="prose")).text == "Grants: Sea cadets [1]; Rowing club [2]"


def test_more_detail_adds_the_papers_own_words() -> None:
    told = reshaped(answer("Ann Lee owns it. [1]", cited=1), Shape("detailed"))
    assert "“Words number 1 of it.” [1]" in told.text


def test_a_refusal_and_an_answer_as_it_was_stay_as_they_are() -> None:
    refused = Answer("q", "The papers here do not say.", "fact", reason="not_in_documents")
    assert reshaped(refused, SHORT) is refused
    told = answer("Rain fell. [1]")
    assert reshaped(told, Shape()) is told


def test_the_entries_of_a_list_are_told_apart_from_its_leads() -> None:
    told = answer("2 actions:\nAgreed in May:\n- mend the roof [1]\nAgreed in June:\n- sweep the quay [2]\nNote.")
    assert entries_of(told) == ["mend the roof [1]", "sweep the quay [2]"]
    assert entries_of(answer("Rain fell. [1]")) == []


def test_a_short_answer_keeps_the_owner_that_was_asked_for() -> None:
    told = answer(
        "Ada Quay (Harbour Master) and Ben Lock [1]. Action: “the crane on the north mole be mended by Ms Quay” [2]."
        " It was still open on 3 May 2019: “The crane waits for a part.” [3].",
        "Who owns the action on the crane of the north mole?",
        "owner",
    )
    assert reshaped(told, SHORT).text.startswith("Ada Quay (Harbour Master) and Ben Lock [1]")
