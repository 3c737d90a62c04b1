"""Actions of the register in words, from records made by hand."""

from datetime import date, datetime
from typing import Any

from assistant.compose.action import compose_action
from assistant.compose.owning import due_said, who
from assistant.question import plan
from assistant.which import Meant
from index.register.actions import ActionRecord, ActionStatement, Correction
from index.register.asking import Place
from index.search import Filters
from ingest.records.record import Owner

ANN = Owner("AB", "Ann Bell", "person", "Clerk")
FOX = Owner("Cllr Fox", "Cllr Fox", "person")
NOBODY = Owner("LG", doubt="the paper does not say whose initials LG are")


class Marks:
    """Stands in for the citations: the mark is the day and the first character."""

    def cite_record(self, place: Place, board: str, day: date | None) -> str:
        return f"[{place.start}]"

    def cite_name(self, place: Place, board: str, day: date | None, name: str, role: str) -> str:
        return ""


class Nothing:
    """A search that finds no passage."""

    def words(self, *_: Any) -> list[Any]:
        return []


def said(kind: str, text: str, day: date, start: int, **more: Any) -> ActionStatement:
    place = Place("d", "minutes.txt", "Minutes", 0, "", 1, start, start + 9)
    fields: dict[str, Any] = {"status": "open", "owners": (), "moved_to": ()} | more
    return ActionStatement(key=str(start), kind=kind, text=text, date=day, place=place, **fields)


FIRST = said("agreed", "a list of keys be sent round", date(2023, 5, 3), 1, owners=(ANN,), due="by 1 June 2023")
AWAITED = said("update", "Not yet sent.", date(2023, 7, 5), 2)
MOVED = said("update", "Passed to Cllr Fox.", date(2023, 9, 6), 3, moved_to=(FOX,))


def record(*history: ActionStatement, **more: Any) -> ActionRecord:
    fields: dict[str, Any] = {
        "owners": (ANN,), "status": "open", "since": None, "minute": "7", "heading": "KEYS", "due": "by 1 June 2023",
        "due_date": date(2023, 6, 1), "meeting": date(2023, 5, 3),
    }  # fmt: skip
    text = "a list of keys be sent round"
    return ActionRecord(id="a1", board="Tallow Board", text=text, history=history, **fields | more)


def told(question: str, *actions: ActionRecord) -> str:
    return compose_action(plan(question, []), Meant(actions), Nothing(), Filters(), Marks())  # type: ignore[arg-type]


def test_the_owner_is_told_with_the_action_and_the_newest_word_on_it() -> None:
    text = told("Who owns the action on the list of keys?", record(FIRST, AWAITED))
    assert text == (
        "Ann Bell (Clerk). Action: “a list of keys be sent round” [1], agreed on 3 May 2023, due by 1 June 2023."
        " It was still open on 5 July 2023: “Not yet sent.” [2]."
    )


def test_who_took_an_action_over_is_the_owner_and_the_first_is_named_beside() -> None:
    text = told("Who owns the action on the list of keys?", record(FIRST, AWAITED, MOVED, owners=(FOX,)))
    assert text.startswith("Cllr Fox now [3]; it was first given to Ann Bell (Clerk).")


def test_initials_that_are_nobodys_are_told_as_a_doubt() -> None:
    text = told("Who owns the action on the list of keys?", record(FIRST, owners=(NOBODY,)))
    assert text.startswith("LG (the paper does not say whose initials LG are).")


def test_an_action_without_an_owner_says_so() -> None:
    first = said("agreed", "a list of keys be sent round", date(2023, 5, 3), 1)
    assert told("Who owns the action on the list of keys?", record(first, owners=())).startswith(
        "No owner is recorded."
    )


def test_a_doubtful_statement_changes_nothing_and_shows_in_the_history_as_doubtful() -> None:
    doubtful = said("update", "Sent out.", date(2023, 8, 1), 4, status="done", doubtful=True, basis="words 0.55")
    action = record(FIRST, doubtful)
    assert "Sent out" not in told("Has the list of keys been sent round yet?", action)
    history = told("What happened to the action on the list of keys?", action)
    assert "“Sent out.” [4] (perhaps about it: words 0.55)" in history


def test_the_history_is_in_order_of_time_with_every_change_of_owner_and_date() -> None:
    later = said("listed", "a list of keys", date(2023, 10, 4), 5, owners=(FOX,), due="by 1 December 2023")
    lines = told("How has the date for the list of keys changed?", record(FIRST, AWAITED, MOVED, later)).splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == [
        "- 3 May 2023", "- 5 July 2023", "- 6 September 2023", "- 4 October 2023",
    ]  # fmt: skip
    assert "due by 1 June 2023" in lines[1]
    assert "owner: Cllr Fox" in lines[3]
    assert "due by 1 December 2023" in lines[4]
    assert "owner" not in lines[4]


def test_a_correction_is_shown_as_one() -> None:
    done = Correction("status", "done", "", "A. Smith", datetime(2023, 9, 9, 12))
    text = told("Has the list of keys been sent round yet?", record(FIRST, AWAITED, status="done", corrections=(done,)))
    assert "Marked done by A. Smith on 9 September 2023; that is a correction, not in the papers." in text


def test_actions_that_are_equally_near_are_all_told_the_newest_first() -> None:
    other = record(said("agreed", "a list of keys be kept", date(2024, 1, 3), 8, owners=(FOX,)), owners=(FOX,))
    text = told("Who owns the action on the list of keys?", record(FIRST, AWAITED), other)
    assert text.index("Cllr Fox") < text.index("Ann Bell")
    assert "1 more of the register fit as well" in text


def test_owners_and_due_dates_read_as_words() -> None:
    assert who([ANN, FOX, Owner("ALL", "everyone", "everyone")]) == "Ann Bell (Clerk), Cllr Fox and all members"
    assert due_said("to the next meeting") == ", due at the next meeting"
    assert due_said("31 July 2024") == ", due: 31 July 2024"
    assert due_said("") == ""
