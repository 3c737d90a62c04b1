"""Who owns an action and how it stands, from day to day; and what can be asked."""

import datetime
from dataclasses import replace

import pytest

from index.register.actions import ActionRecord, list_actions, show_action
from index.register.asking import Asked
from ingest.periods import Period
from ingest.records.record import Owner
from tests.index.register.conftest import DAY, Papers, action, person, row, update

MAY, JUNE, JULY, SEPTEMBER = DAY(2024, 5, 3), DAY(2024, 6, 7), DAY(2024, 7, 5), DAY(2024, 9, 6)
LAMPS = "Ask the harbour master for the cost of new lamps on the east quay"
FOX, REED = Owner("JF", "Jane Fox", "person"), Owner("Tom Reed", "Tom Reed", "person")
UNREAD = "the paper does not say whose initials JF are"


def only(papers: Papers, as_of: datetime.date | None = None) -> ActionRecord:
    [record] = list_actions(papers.library.catalogue, Asked(as_of=as_of)).rows
    return record


def names(record: ActionRecord) -> list[str]:
    return [owner.name or owner.stated for owner in record.owners]


def texts(papers: Papers, **asked: object) -> set[str]:
    listing = list_actions(papers.library.catalogue, Asked(**asked))  # type: ignore[arg-type]
    assert listing.total == len(listing.rows)
    return {record.text for record in listing.rows}


# status over time


def test_the_newest_statement_up_to_a_day_tells_the_status(papers: Papers) -> None:
    papers.add("may", MAY, [action(LAMPS, FOX)])
    papers.add("june", JUNE, [row(LAMPS, MAY)], [update("Awaiting a price.", action=0)])
    papers.add("july", JULY, [row(LAMPS, MAY)], [update("Complete", "done", action=0)])
    papers.add("september", SEPTEMBER, [row(LAMPS, MAY)], [update("Opened again", "open", action=0)])
    days = (MAY, JUNE, JULY - datetime.timedelta(1), JULY, SEPTEMBER, None)
    records = [only(papers, day) for day in days]
    assert [r.status for r in records] == ["open", "open", "open", "done", "open", "open"]
    assert [r.since for r in records] == [MAY, MAY, MAY, JULY, SEPTEMBER, SEPTEMBER]
    assert [len(r.history) for r in records] == [1, 3, 3, 5, 7, 7]
    assert len({r.id for r in records}) == 1
    assert list_actions(papers.library.catalogue, Asked(as_of=MAY - datetime.timedelta(1))).total == 0


def test_papers_of_one_day_that_contradict_leave_the_status_unknown(papers: Papers) -> None:
    papers.add("may", MAY, [action(LAMPS, FOX)])
    papers.add("log a", JUNE, [row(LAMPS, MAY)], [update("Complete", "done", action=0)])
    papers.add("log b", JUNE, [row(LAMPS, MAY)], [update("On track", "open", action=0)])
    record = only(papers)
    assert record.status == "unknown"
    assert record.doubts == ("papers of 7 June 2024 disagree: done (log a); open (log b)",)
    assert {(s.text, s.status) for s in record.history} >= {("Complete", "done"), ("On track", "open")}
    assert only(papers, MAY).status == "open"
    assert only(papers, MAY).doubts == ()
    papers.add("log c", JULY, [row(LAMPS, MAY)], [update("Complete", "done", action=0)])
    assert (only(papers).status, only(papers).doubts) == ("done", ())


def test_an_action_that_logs_stop_listing_stays_as_last_stated(papers: Papers) -> None:
    papers.add("june", JUNE, [row(LAMPS, MAY), row("Tom Reed to book the hall", MAY)])
    papers.add("july", JULY, [row("Tom Reed to book the hall", MAY)], [update("Done", "done", action=0)])
    assert texts(papers, status="open") == {LAMPS}


def test_a_paper_without_a_day_changes_nothing_that_papers_with_one_tell(papers: Papers) -> None:
    papers.add("may", MAY, [action(LAMPS, FOX)])
    papers.add("undated", None, [], [update("Complete", "done", about=LAMPS)])
    assert only(papers).status == "open"
    assert [(s.kind, s.doubtful) for s in only(papers).history] == [("agreed", False), ("update", True)]


def test_a_log_without_a_day_is_newer_than_the_meetings_it_names(papers: Papers) -> None:
    rows = [row(LAMPS, MAY), row("Tom Reed to book the hall", JUNE), row("Ann Bell to count the gulls", JULY)]
    papers.add("may", MAY, [action(LAMPS, FOX)])
    papers.add("undated", None, rows[:2], [update("Complete", "done", action=0)])
    hall = next(r for r in list_actions(papers.library.catalogue, Asked()).rows if "hall" in r.text)
    assert (hall.meeting, hall.since) == (None, MAY)
    assert "the meeting it names (7 June 2024) is none that papers with a date know of" in hall.doubts
    papers.add("june", JUNE, [row(LAMPS, MAY)], [update("On track", "open", action=0)])
    [lamps] = [r for r in list_actions(papers.library.catalogue, Asked(as_of=JUNE)).rows if r.text == LAMPS]
    assert (lamps.status, lamps.since, lamps.doubts) == ("done", JUNE, ())
    assert "made after 7 June 2024" in str(lamps.history)
    papers.add("july", JULY, [row(LAMPS, MAY)], [update("Opened again", "open", action=0)])
    [lamps] = [r for r in list_actions(papers.library.catalogue, Asked()).rows if r.text == LAMPS]
    assert lamps.status == "open"


def test_an_action_of_a_paper_without_a_day_holds_on_every_day(papers: Papers) -> None:
    papers.add("undated", None, [action(LAMPS, FOX, doubts=("its date, 31 February 2024, cannot be",))])
    record = only(papers, DAY(1999, 1, 1))
    assert (record.status, record.since, record.meeting) == ("open", None, None)
    assert record.doubts == ("its date, 31 February 2024, cannot be", "the paper has no date")


# owners over time


def test_an_action_that_is_passed_on_changes_its_owner_from_that_day(papers: Papers) -> None:
    papers.add("may", MAY, [action(LAMPS, FOX)])
    papers.add("june", JUNE, [row(LAMPS, MAY)], [update("Passed to Tom Reed.", "open", action=0, moved_to=(REED,))])
    papers.add("july", JULY, [row(LAMPS, MAY)])
    assert [names(only(papers, day)) for day in (MAY, JUNE, None)] == [["Jane Fox"], ["Tom Reed"], ["Tom Reed"]]
    assert texts(papers, owner="Fox", as_of=MAY) == {LAMPS} == texts(papers, owner="Tom Reed")
    assert texts(papers, owner="Fox") == set()


def test_an_action_passed_on_by_one_of_two_owners_stays_the_others(papers: Papers) -> None:
    gale = Owner("Ann Gale", "Ann Gale", "person")
    papers.add("may", MAY, [replace(action(LAMPS, FOX), owners=(FOX, gale))])
    passed = update("Passed from Ms Fox to Tom Reed.", "open", action=0, owners=(REED, gale), moved_to=(REED,))
    papers.add("june", JUNE, [row(LAMPS, MAY)], [passed])
    assert names(only(papers)) == ["Tom Reed", "Ann Gale"]


def test_a_later_log_with_another_owner_changes_it_and_one_without_keeps_it(papers: Papers) -> None:
    papers.add("may", MAY, [action(LAMPS, FOX)])
    papers.add("june", JUNE, [row(LAMPS, MAY, REED)])
    papers.add("july", JULY, [row(LAMPS, MAY)])
    assert names(only(papers, MAY)) == ["Jane Fox"]
    assert names(only(papers)) == ["Tom Reed"]


def test_the_same_person_stated_shorter_is_no_change(papers: Papers) -> None:
    papers.add("may", MAY, [action(LAMPS, FOX)])
    papers.add("june", JUNE, [row(LAMPS, MAY, Owner("JF", doubt=UNREAD))])
    papers.add("july", JULY, [row(LAMPS, MAY, Owner("Ms Fox", "Ms Fox", "person"))])
    assert only(papers).owners == (FOX,)


def test_logs_of_one_day_with_different_owners_keep_the_owner_with_a_doubt(papers: Papers) -> None:
    papers.add("may", MAY, [action(LAMPS, FOX)])
    papers.add("log a", JUNE, [row(LAMPS, MAY, REED)])
    papers.add("log b", JUNE, [row(LAMPS, MAY, "Ann Bell")])
    assert names(only(papers)) == ["Jane Fox"]
    assert only(papers).doubts == ("papers of 7 June 2024 name different owners: Tom Reed (log a); Ann Bell (log b)",)


def test_initials_are_taken_from_the_nearest_meeting_with_a_doubt(papers: Papers) -> None:
    papers.add("log", JUNE, [row(LAMPS, MAY, Owner("JF", doubt=UNREAD))])
    assert only(papers).owners == (Owner("JF", doubt=UNREAD),)
    papers.add("may", MAY, [], people=[person("Jane Fox"), person("Tom Reed")])
    [owner] = only(papers).owners
    assert (owner.name, owner.doubt) == ("Jane Fox", "taken from the meeting of 3 May 2024")
    papers.add("july", JULY, [], people=[person("John Frost")])
    [owner] = only(papers).owners
    assert (owner.name, owner.doubt) == ("", "could be Jane Fox or John Frost")


def test_initials_are_not_taken_from_another_board_nor_from_long_ago(papers: Papers) -> None:
    papers.add("log", JUNE, [row(LAMPS, MAY, Owner("JF", doubt=UNREAD))])
    papers.add("moor", MAY, [], people=[person("Jane Fox")], board="Moorland Forum")
    papers.add("old", DAY(2019, 5, 3), [], people=[person("Jane Fox")])
    assert only(papers).owners == (Owner("JF", doubt=UNREAD),)


def test_two_spellings_of_a_name_are_one_person(papers: Papers) -> None:
    papers.add("log", JUNE, [row(LAMPS, MAY, Owner("JF", doubt=UNREAD))])
    papers.add("may", MAY, [], people=[person("Janette Foxley")])
    papers.add("july", JULY, [], people=[person("Janete Foxley")])
    assert names(only(papers)) == ["Janette Foxley"]


def test_initials_that_two_people_of_the_paper_have_stay_as_they_are(papers: Papers) -> None:
    both = Owner("JF", doubt="both Jane Fox and John Frost have the initials JF")
    papers.add("may", MAY, [action(LAMPS, both)], people=[person("Jane Fox"), person("John Frost")])
    papers.add("june", JUNE, [], people=[person("Jane Fox")])
    assert only(papers).owners == (both,)


def test_a_role_is_whoever_holds_it_on_the_day(papers: Papers) -> None:
    papers.add("may", MAY, [action(LAMPS, Owner("Harbour Commander", "Harbour Commander", "role"))])
    assert names(only(papers)) == ["Harbour Commander"]
    papers.add("april", DAY(2024, 4, 5), [], people=[person("Ann Bell", "Harbour Commander; Chairman")])
    papers.add("june", JUNE, [], people=[person("Lee Gray", "Deputy Harbour Commander"), person("Ann Bell", "Guest")])
    papers.add("july", JULY, [], people=[person("Sam Hill", "Harbour Commander")])
    assert [names(only(papers, day)) for day in (MAY, JUNE, JULY)] == [["Ann Bell"], ["Ann Bell"], ["Sam Hill"]]
    assert only(papers, MAY).owners[0].doubt == "taken from the meeting of 5 April 2024"
    assert only(papers).owners[0].doubt == "holds the role as of the meeting of 5 July 2024"
    assert texts(papers, owner="harbour commander") == {LAMPS} == texts(papers, owner="Sam")


def test_who_takes_a_role_over_does_not_own_what_was_done_before(papers: Papers) -> None:
    bell = Owner("Harbour Commander", "Ann Bell", "person", "Harbour Commander")
    papers.add("may", MAY, [action(LAMPS, bell)], people=[person("Ann Bell", "Harbour Commander")])
    papers.add("june", JUNE, [row(LAMPS, MAY)], [update("Complete", "done", action=0)])
    papers.add("july", JULY, [], people=[person("Sam Hill", "Harbour Commander")])
    assert names(only(papers)) == ["Ann Bell"]


def test_a_person_owns_by_name_though_another_takes_the_role(papers: Papers) -> None:
    bell = Owner("Ann Bell", "Ann Bell", "person", "Harbour Commander")
    papers.add("may", MAY, [action(LAMPS, bell)], people=[person("Ann Bell", "Harbour Commander")])
    papers.add("july", JULY, [], people=[person("Sam Hill", "Harbour Commander")])
    assert names(only(papers)) == ["Ann Bell"]


def test_a_body_stays_a_body(papers: Papers) -> None:
    papers.add("may", MAY, [action(LAMPS, Owner("JF", "JF", "body"))], people=[person("Jane Fox")])
    assert only(papers).owners == (Owner("JF", "JF", "body"),)


# asking


def _board(papers: Papers) -> None:
    papers.add("may", MAY, [action("Order the blue buoys", FOX), action("Paint the pier", (FOX, REED))])
    papers.add("june", JUNE, [action("Café to close at nine", REED)], [update("Yes", "done", about="Paint the pier")])
    papers.add("harbour", JUNE, [action("Count the gulls", "Ann Bell")], board="Harbour Community Safety Partnership")
    papers.add("moor", JULY, [action("Count the sheep", "Ann Bell")], board="Moorland Forum")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"board": "harbour"}, {"blue", "pier", "café", "gulls"}),
        ({"board": "community safety"}, {"blue", "pier", "café", "gulls"}),
        ({"boards": frozenset({"Harbour Safety Board"})}, {"blue", "pier", "café", "gulls"}),
        ({"board": "Moorland"}, {"sheep"}),
        ({"board": "moorland harbour"}, set()),
        ({"owner": "Jane Fox"}, {"blue", "pier"}),
        ({"owner": "Ms Fox"}, {"blue", "pier"}),
        ({"owner": "fo"}, {"blue", "pier"}),
        ({"owner": "JF"}, {"blue", "pier"}),
        ({"owner": "TR"}, {"pier", "café"}),
        ({"owner": "Jane Reed"}, set()),
        ({"owner": "F"}, {"blue", "pier"}),
        ({"owner": "%"}, set()),
        ({"status": "done"}, {"pier"}),
        ({"status": "done", "as_of": MAY}, set()),
        ({"status": "open", "board": "harbour", "as_of": MAY}, {"blue", "pier"}),
        ({"since": JUNE}, {"café", "gulls", "sheep"}),
        ({"period": Period(MAY, JUNE, "")}, {"blue", "pier", "café", "gulls"}),
        ({"text": "count the"}, {"gulls", "sheep"}),
        ({"text": "cafe"}, {"café"}),
        ({"text": 'gulls" OR "sheep'}, set()),
        ({"text": "-- *"}, set()),
    ],
)
def test_each_limit_keeps_what_it_should(papers: Papers, asked: dict[str, object], expected: set[str]) -> None:
    _board(papers)
    assert texts(papers, **asked) == {
        text for text in texts(papers) if {word for word in expected if word in text.lower()}
    }
    assert len(texts(papers, **asked)) == len(expected)


def test_pages_of_a_list_are_the_whole_list_newest_meeting_first(papers: Papers) -> None:
    _board(papers)
    catalogue = papers.library.catalogue
    whole = list_actions(catalogue, Asked()).rows
    pages = [list_actions(catalogue, Asked(limit=2, offset=n)) for n in (0, 2, 4)]
    assert tuple(row for page in pages for row in page.rows) == whole
    assert {page.total for page in pages} == {5}
    assert [row.meeting for row in whole] == [JULY, JUNE, JUNE, MAY, MAY]


def test_a_document_gives_the_actions_it_speaks_of(papers: Papers) -> None:
    _board(papers)
    [june] = [d.id for d in papers.library.catalogue.documents() if d.name == "june.txt"]
    assert texts(papers, document=june) == {"Café to close at nine", "Paint the pier"}


def test_an_action_is_shown_by_the_beginning_of_its_id(papers: Papers) -> None:
    _board(papers)
    catalogue = papers.library.catalogue
    for record in list_actions(catalogue, Asked()).rows:
        assert show_action(catalogue, record.id) == record
        assert show_action(catalogue, record.id[:8].upper()) == record
    assert show_action(catalogue, "") is None
    assert show_action(catalogue, "no such") is None
    [pier] = [r for r in list_actions(catalogue, Asked()).rows if "pier" in r.text]
    shown = show_action(catalogue, pier.id, MAY)
    assert shown
    assert (shown.status, len(shown.history)) == ("open", 1)
    assert show_action(catalogue, pier.id, DAY(2024, 1, 1)) is None


def test_every_statement_is_verbatim_at_its_place(papers: Papers) -> None:
    _board(papers)
    for record in list_actions(papers.library.catalogue, Asked()).rows:
        for statement in record.history:
            document = papers.library.catalogue.document(statement.place.document)
            assert document
            assert document.text[statement.place.start : statement.place.end] == statement.text
