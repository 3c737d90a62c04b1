"""Short rules of briefs: which words are one sentence, what names a topic, what is kept where it must be short."""

import datetime

import pytest

from assistant.answer import Citation
from assistant.briefing.parts import Entry, Part, numbered, paper
from assistant.briefing.topics import Topic
from assistant.briefing.wording import agreed, clean, months, sentences, trimmed
from assistant.outgoing.paper import Bullets, Line, Paper, Paragraph


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("• **Lamps** were  replaced", "Lamps were replaced."),
        ("RESOLVED (1) that the plan be kept.", "Resolved that the plan be kept."),
        ("4.1 The award will pay for lamps;", "The award will pay for lamps."),
        ("- \n", ""),
    ],
)
def test_clean_is_a_sentence_without_marks_of_layout(text: str, said: str) -> None:
    assert clean(text) == said


def test_what_only_names_owners_is_no_sentence() -> None:
    assert sentences("Lamps stop in March. Action: CY/OP") == ["Lamps stop in March."]


def test_a_long_sentence_is_cut_where_a_clause_ends() -> None:
    assert trimmed("one two three four, five six seven eight nine", 6) == "one two three four …"
    assert trimmed("one two three", 6) == "one two three"


def test_an_action_agreed_reads_as_one() -> None:
    assert agreed("the list be sent round") == "Agreed that the list be sent round."
    assert agreed("AB to send the list") == "AB to send the list."


def test_months_are_whole() -> None:
    assert months(datetime.date(2023, 12, 6), datetime.date(2025, 1, 5)) == 12
    assert months(datetime.date(2023, 12, 6), datetime.date(2025, 1, 6)) == 13


def test_a_topic_is_named_by_its_words_near_each_other_or_its_letters() -> None:
    topic = Topic("lamp repair scheme", (("lamp", "repair", "scheme"),), ("LRS",), frozenset({"lamp"}))
    assert topic.named("The scheme to repair lamps began.")
    assert topic.named("The LRS began.")
    assert not topic.named("Lamps went out. " + "Nothing else was said that day. " * 5 + "A repair scheme ended.")


def entries(count: int) -> tuple[Entry, ...]:
    return tuple(
        Entry((Line(f"Entry {n} says what was done on the day.", (n,)),), float(n)) for n in range(1, count + 1)
    )


def citation(n: int) -> Citation:
    return Citation(n, "a.txt", "a", "Minutes", "Board", "", None, None, "", "words", 0, 5)


def test_the_least_important_entries_go_and_are_counted() -> None:
    parts = [Part("One", entries(100), called="things")]
    short = paper("Title", "", parts, [citation(n) for n in range(1, 101)], 1)
    kept = [line for block in short.blocks if isinstance(block, Bullets) for line in block.lines]
    assert 10 < len(kept) < 40
    assert [line.text for line in kept] == [entry.cells[0].text for entry in entries(100)[: len(kept)]]
    last = short.blocks[-1]
    assert isinstance(last, Paragraph)
    assert f"{100 - len(kept)} things" in last.lines[0].text
    assert len(short.citations) == len(kept)


def test_citations_are_numbered_by_first_use_and_unused_ones_go() -> None:
    blocks = (Bullets((Line("b", (3,)), Line("a", (1, 3)))),)
    made = numbered(Paper("T", "", blocks, (citation(1), citation(2), citation(3))))
    assert made.blocks == (Bullets((Line("b", (1,)), Line("a", (2, 1)))),)
    assert [c.n for c in made.citations] == [1, 2]
