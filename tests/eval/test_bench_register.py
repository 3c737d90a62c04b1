"""The scores of the register's bench, on cases that can be counted on one's fingers."""

import datetime
from pathlib import Path

import pytest

from eval.register_scores import (
    Score,
    right_owners,
    score_attendance,
    score_measures,
    score_owners,
    score_people,
    score_texts,
)
from eval.register_threads import Row, score_links, score_statuses
from eval.register_truth import Span, Truth, placed, sign, truths, words_of
from index.register.actions import ActionRecord
from ingest.periods import Period
from ingest.reading import read
from ingest.records.record import Action, Attendee, Measure, Meeting, Owner

MOW = "Ann Bell to mow the common before the fair"
MEND = "The clerk to mend the pump by the pond"


def truth(text: str, owners: object = None, start: int = 0, **data: object) -> Truth:
    spans = (Span(text, start, start + len(text)),)
    return Truth({"kind": "action", "texts": [{"start": text}], "owners": owners or [[]], **data}, spans)


def action(text: str, *owners: Owner, start: int = 0) -> Action:
    return Action(0, start, start + len(text), text, owners)


def counts(score: Score) -> tuple[int, int, int, int]:
    return score.right, score.given, score.found, score.true


def test_texts_count_as_right_wrong_and_missed() -> None:
    found = [action(MOW), action("Nobody asked for a third thing to happen here", start=500)]
    score = score_texts([truth(MOW), truth(MEND, start=100)], found)
    assert counts(score) == (1, 2, 1, 2)
    assert (score.precision, score.recall) == (0.5, 0.5)
    assert len(score.misses) == 2


def test_what_is_optional_is_neither_missed_nor_wrong() -> None:
    optional = truth(MEND, optional=True)
    assert counts(score_texts([truth(MOW), optional], [action(MOW), action(MEND)])) == (1, 1, 1, 1)
    assert counts(score_texts([truth(MOW), optional], [action(MOW)])) == (1, 1, 1, 1)


def test_the_same_words_twice_are_two_actions_and_found_once_each() -> None:
    wanted = [truth(MOW), truth(MOW, start=300)]
    assert counts(score_texts(wanted, [action(MOW, start=300)])) == (1, 1, 1, 2)
    assert counts(score_texts(wanted, [action(MOW), action(MOW), action(MOW)])) == (2, 3, 2, 2)


def test_a_word_or_two_of_an_action_are_not_the_action() -> None:
    assert counts(score_texts([truth(MOW)], [action("Ann Bell")])) == (0, 1, 0, 1)


@pytest.mark.parametrize(
    ("owners", "right"),
    [
        ([Owner("AB")], True),
        ([Owner("the chair", "Ann Bell")], True),
        ([Owner("AB"), Owner("CD")], False),
        ([Owner("CD")], False),
        ([], False),
    ],
)
def test_owners_are_right_as_a_set(owners: list[Owner], right: bool) -> None:
    assert right_owners(owners, [[{"stated": ["AB"], "name": "Ann Bell"}]]) is right


def test_an_owner_where_there_is_none_is_wrong_and_none_is_not_counted() -> None:
    assert counts(score_owners([truth(MOW)], [action(MOW, Owner("AB"))])) == (0, 1, 0, 0)
    assert counts(score_owners([truth(MOW)], [action(MOW)])) == (0, 0, 0, 0)


def test_an_action_not_found_has_owners_missed_but_none_wrong() -> None:
    assert counts(score_owners([truth(MOW, [[{"stated": ["AB"]}]])], [])) == (0, 0, 0, 1)


def test_a_name_that_the_paper_does_not_tell_is_wrong() -> None:
    told = truth(MOW, [[{"stated": ["AB"], "name": "Ann Bell"}]])
    untold = truth(MOW, [[{"stated": ["AB"]}]])
    guess = action(MOW, Owner("AB", "Ann Bell", "person"))
    assert counts(score_people([told], [guess])) == (1, 1, 1, 1)
    assert counts(score_people([untold], [guess])) == (0, 1, 0, 0)
    assert counts(score_people([told], [action(MOW, Owner("AB"))])) == (0, 0, 0, 1)


def test_attendance_needs_the_name_and_the_standing() -> None:
    people = (Attendee("Cllr Ann Bell", "", "present", 0, 1), Attendee("Carl Dow", "", "present", 2, 3))
    meeting = Meeting(0, 0, 9, datetime.date(2031, 5, 6), attendees=people)
    wanted = [
        Truth({"name": "Ann Bell", "standing": ["present"]}),
        Truth({"name": "Carl Dow", "standing": ["apologies"]}),
    ]
    assert counts(score_attendance(wanted, [meeting])) == (1, 2, 1, 2)


def test_a_figure_needs_its_name_period_and_value() -> None:
    spring = {"period": "Q1", "start": "2031-04-01", "end": "2031-06-30"}
    wanted = [Truth({"name": "Pumps mended", "values": ["7"], **spring})]
    right = Measure(0, 0, 1, "Pumps mended", "7", stated_period="Q1")
    other_period = Measure(0, 0, 1, "Pumps mended", "7", stated_period="Q2")
    no_period = Measure(0, 0, 1, "Pumps mended", "7")
    dated = Measure(0, 0, 1, "Pumps mended", "7", period=Period(datetime.date(2031, 4, 1), datetime.date(2031, 6, 30)))
    assert [counts(score_measures(wanted, [m]))[0] for m in (right, dated, other_period, no_period)] == [1, 1, 0, 0]
    assert counts(score_measures(wanted, [right, right])) == (1, 2, 1, 1)


def row(paper: str, date: str, thread: str, *held: str, status: str = "open") -> Row:
    return Row(paper, date, truth(MOW, thread=thread, status=[status]), frozenset(held))


def test_links_are_between_a_row_and_the_paper_before() -> None:
    together = [row("a", "2031-01", "mow", "x"), row("b", "2031-02", "mow", "x"), row("c", "2031-03", "mow", "x")]
    assert counts(score_links(together)) == (2, 2, 2, 2)
    apart = [row("a", "2031-01", "mow", "x"), row("b", "2031-02", "mow", "y")]
    assert counts(score_links(apart)) == (0, 0, 0, 1)
    mixed = [row("a", "2031-01", "mow", "x"), row("b", "2031-02", "mend", "x")]
    assert counts(score_links(mixed)) == (0, 1, 0, 0)


def test_the_newest_row_says_how_an_action_stands() -> None:
    found = [row("a", "2031-01", "mow", "x"), row("b", "2031-02", "mow", "x", status="done")]
    done = ActionRecord("x", "", MOW, (), "done", None, "", "", None, "", None, ())
    assert counts(score_statuses(found, [done])) == (1, 1, 1, 1)
    still_open = ActionRecord("x", "", MOW, (), "open", None, "", "", None, "", None, ())
    assert counts(score_statuses(found, [still_open])) == (0, 1, 0, 1)
    unknown = ActionRecord("x", "", MOW, (), "unknown", None, "", "", None, "", None, ())
    assert counts(score_statuses(found, [unknown])) == (0, 0, 0, 1)


def test_a_text_is_found_by_its_anchor_over_lines_and_markup(tmp_path: Path) -> None:
    paper = tmp_path / "minutes.md"
    paper.write_text("# Minutes\n\nAnn Bell to mow the\ncommon on the 8<sup>th</sup> of May.\n", "utf-8")
    words = words_of("Ann Bell to mow the common on the 8th of May")
    anchor = {"start": " ".join(words[:5]), "words": len(words), "hash": sign(words)}
    found = placed([{"kind": "action", "texts": [anchor]}], read(paper))
    assert words_of(found[0].spans[0].text) == words
    anchor["hash"] = sign(["other"])
    assert placed([{"kind": "action", "texts": [anchor]}], read(paper))[0].spans == ()


def test_the_truth_holds_no_sentences() -> None:
    rows = truths()
    assert len(rows) > 500
    assert max(len(anchor["start"].split()) for r in rows for anchor in r.get("texts", [])) <= 5
