"""Plain questions give what the register's own lists give, complete and cited."""

import re
from datetime import date

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from index.library import Library
from index.register.actions import list_actions
from index.register.asking import Asked
from index.register.decisions import list_decisions
from index.register.meetings import list_meetings
from index.search import Filters
from tests.assistant.conftest import Ask

MARCH = date(2024, 3, 12)


def _lines(answer: Answer) -> list[str]:
    return [line for line in answer.text.splitlines() if line.startswith("- ")]


def _same_words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("status", ["open", "done"])
def test_actions_as_of_a_day_are_those_of_the_register(ask: Ask, sample_library: Library, status: str) -> None:
    answer = ask(f"Which actions were {status} on 12 March 2024?")
    listed = list_actions(sample_library.catalogue, Asked(status=status, as_of=MARCH))
    assert listed.total > 2
    assert f"{listed.total} {status} action" in answer.text
    lines = _lines(answer)
    assert len(lines) == min(listed.total, 50)
    for line, action in zip(lines, listed.rows, strict=False):
        assert _same_words(action.text)[:60] in _same_words(line)
        assert re.search(r"\[\d+\]", line)


def test_a_filter_until_a_day_is_the_same_as_asking_as_of_it(sample_library: Library) -> None:
    assistant = Assistant(sample_library)
    said = list(assistant.ask("Which actions were open as of 12 March 2024?"))[-1]
    kept = list(assistant.ask("Which actions are open?", (), Filters(until=MARCH)))[-1]
    assert isinstance(said, Answer)
    assert isinstance(kept, Answer)
    assert said.text == kept.text


def test_every_action_of_a_person_is_listed_and_counted(ask: Ask, sample_library: Library) -> None:
    listed = list_actions(sample_library.catalogue, Asked(owner="Keith Barrow"))
    answer = ask("How many actions does Keith Barrow have?")
    assert answer.text.startswith(f"{listed.total} actions of Keith Barrow")
    assert len(_lines(answer)) == listed.total > 1


def test_an_owner_with_nothing_in_that_state_has_none_and_the_others_are_told(
    ask: Ask, sample_library: Library
) -> None:
    asked = Asked(owner="Hannah Loxley")
    assert not list_actions(sample_library.catalogue, Asked(owner="Hannah Loxley", status="superseded")).total
    assert list_actions(sample_library.catalogue, asked).total
    assert (
        "No superseded action of Hannah Loxley is recorded."
        in ask("Which actions of Hannah Loxley are superseded?").text
    )


def test_who_had_it_then_and_who_has_it_now(ask: Ask) -> None:
    then = ask("As of December 2023, who owned the action on the list of third-party reporting centres?")
    now = ask("Who owns the action on the list of third-party reporting centres?")
    assert then.text.startswith("Priya Nandakumar")
    assert now.text.startswith("Nadia Bright now")
    assert "first given to Priya Nandakumar" in now.text
    assert {c.date for c in now.citations} >= {date(2023, 9, 20), MARCH}


def test_all_decisions_of_a_meeting_are_word_for_word(ask: Ask, sample_library: Library) -> None:
    day = date(2024, 6, 20)
    decisions = list_decisions(sample_library.catalogue, Asked(since=day, as_of=day)).rows
    answer = ask("What was decided at the meeting on 20 June 2024?")
    assert len(_lines(answer)) == len(decisions) > 5
    assert all(f"“{d.record.text}”" in answer.text for d in decisions)


def test_the_meetings_of_a_person_are_complete_with_what_is_missing(ask: Ask, sample_library: Library) -> None:
    held = [m for m in list_meetings(sample_library.catalogue, Asked()).rows if m.record.held and m.record.attendees]
    names = [[a.name for a in m.record.attendees if a.standing != "apologies"] for m in held]
    came = sum(any("Coster" in name for name in there) for there in names)
    answer = ask("Which meetings did Leah Coster attend?")
    assert answer.text.startswith(f"Leah Coster attended {came} of the {len(held)} meetings")
    assert len([line for line in _lines(answer) if "Apologies" not in line]) == came
    assert "none here for" in answer.text


def test_who_came_to_every_meeting(ask: Ask) -> None:
    answer = ask("Who attended every meeting?")
    assert [line.split(" [")[0] for line in _lines(answer)] == [
        "- Dilys Arkwright",
        "- Samuel Oduya",
        "- Joanne Tilling",
    ]


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Did Keith Barrow attend the meeting on 6 December 2023?", "No: Keith Barrow sent apologies"),
        ("Did Leah Coster attend the meeting on 6 December 2023?", "Yes: Leah Coster"),
        ("Did Leah Coster attend the meeting on 20 September 2023?", "Leah Coster is not in the list"),
    ],
)
def test_whether_somebody_was_there(ask: Ask, question: str, start: str) -> None:
    assert ask(question).text.startswith(start)


def test_a_revised_figure_is_the_newest_and_what_it_replaced_is_cited(ask: Ask) -> None:
    now = ask("How many referrals did the domestic abuse service receive in Q2 2023/24?")
    then = ask("How many referrals did the domestic abuse service receive in Q2 2023/24, as of December 2023?")
    assert ": 131 [1]" in now.text
    assert re.search(r"It replaces 127, given on 20 November 2023 \[2\]", now.text)
    assert ": 127 [1]" in then.text
    assert "131" not in then.text


def test_a_change_is_told_from_both_figures(ask: Ask) -> None:
    answer = ask("How did residential burglary change between Q2 and Q3 of 2023/24?")
    assert re.search(r"rose from 58 .*\[1\] to 74 .*\[2\]: 16 more", answer.text)
    assert len(answer.citations) == 2


def test_an_abbreviation_is_told_from_the_terms_or_not_at_all(ask: Ask) -> None:
    assert ask("What does DVPO stand for?").text == "DVPO stands for Domestic Violence Protection Order [1]."
    assert ask("What does NATO stand for?").refused
