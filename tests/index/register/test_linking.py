"""Which statements are about the same action, whatever the order in which their papers came in."""

import datetime
import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy import update as update_rows

from index import schema
from index.library import Library
from index.register.actions import ActionRecord, list_actions
from index.register.asking import Asked
from index.register.corrections import correct
from index.register.holders import Holders, Seen
from index.settings import IndexSettings
from ingest.records.record import Owner
from tests.embedders import LetterEmbedder
from tests.index.register.conftest import DAY, Papers, action, row, update

MAY, JUNE, JULY, SEPTEMBER = DAY(2024, 5, 3), DAY(2024, 6, 7), DAY(2024, 7, 5), DAY(2024, 9, 6)
LAMPS = "Jane Fox to ask the harbour master for the cost of new lamps on the east quay"
SCHOOL = "Tom Reed to send the road safety pack to every primary school in the borough"


def found(library: Library, **asked: object) -> list[ActionRecord]:
    listing = list_actions(library.catalogue, Asked(**asked))  # type: ignore[arg-type]
    assert listing.total == len(listing.rows)
    return list(listing.rows)


def only(library: Library, **asked: object) -> ActionRecord:
    [record] = found(library, **asked)
    return record


def kinds(record: ActionRecord) -> list[tuple[str, datetime.date | None, bool]]:
    return [(s.kind, s.date, s.doubtful) for s in record.history]


def test_what_minutes_agree_and_logs_list_again_is_one_action(papers: Papers) -> None:
    papers.add("minutes", MAY, [action("Agreed that Jane Fox would ask the harbour master for the cost of lamps")])
    for n, day in enumerate((JUNE, JULY)):
        words = LAMPS + "." * n
        papers.add(f"log {n}", day, [row(words, MAY), row(SCHOOL, MAY)], [update("In hand", "open", action=0)])
    lamps, school = sorted(found(papers.library), key=lambda r: r.text)
    assert kinds(lamps) == [
        ("agreed", MAY, False),
        ("listed", JUNE, False),
        ("update", JUNE, False),
        ("listed", JULY, False),
        ("update", JULY, False),
    ]
    assert kinds(school) == [("listed", JUNE, False), ("listed", JULY, False)]
    assert all(0.6 <= s.score <= 1 and s.basis for s in lamps.history)
    assert "meeting of 3 May 2024" in lamps.history[1].basis


def test_rows_of_one_log_are_different_actions_however_alike(papers: Papers) -> None:
    rows = [
        row("Community team to work with the harbour office to hold a meeting about the quay lamps", MAY),
        row("Community team to work with the harbour office to hold a meeting about the quay benches", MAY),
    ]
    papers.add("log 1", JUNE, rows)
    papers.add("log 2", JULY, rows[::-1])
    assert [len(r.history) for r in found(papers.library)] == [2, 2]
    assert all(len({s.text for s in r.history}) == 1 for r in found(papers.library))


def test_the_same_row_twice_in_a_log_is_one_action(papers: Papers) -> None:
    papers.add("log", JUNE, [row(LAMPS, MAY, due="May"), row(LAMPS, MAY, due="June")])
    assert only(papers.library).due == "June"


def test_the_same_words_at_another_meeting_are_another_action(papers: Papers) -> None:
    papers.add("may", MAY, [action(LAMPS)])
    papers.add("june", JUNE, [action(LAMPS)])
    papers.add("log", JULY, [row(LAMPS, MAY), row(LAMPS, JUNE)])
    june, may = found(papers.library)
    assert (june.meeting, may.meeting) == (JUNE, MAY)
    assert [len(r.history) for r in (june, may)] == [2, 2]
    assert june.id != may.id


def test_logs_that_name_two_meetings_for_the_same_words_leave_a_doubt(papers: Papers) -> None:
    papers.add("log 1", JUNE, [row(LAMPS, MAY)])
    papers.add("log 2", JULY, [row(LAMPS, DAY(2024, 5, 4))])
    record = only(papers.library)
    assert record.meeting == MAY
    assert record.doubts == ("papers name different meetings for it: 3 May 2024 and 4 May 2024",)


def test_a_log_says_nothing_of_a_meeting_after_it(papers: Papers) -> None:
    papers.add("log", MAY, [row(LAMPS, None)])
    papers.add("minutes", JUNE, [action(LAMPS)])
    assert [r.meeting for r in found(papers.library)] == [JUNE, None]


def test_a_meeting_day_later_than_the_log_is_a_doubt(papers: Papers) -> None:
    papers.add("log", MAY, [row(LAMPS, SEPTEMBER)])
    record = only(papers.library)
    assert record.meeting is None
    assert "later than the paper" in record.doubts[0]


def test_a_row_may_name_the_minute_in_its_words(papers: Papers) -> None:
    papers.add(
        "minutes", MAY, [action(LAMPS, minute="45"), action("Tom Reed to price lamps for the park", minute="46")]
    )
    papers.add("log", JUNE, [row("Harbour master: cost of the lamps, east quay (minutes 45 and 80c)", None)])
    papers.add("other log", JULY, [row("Get a price for lamps on the quay (minute 99)", None)])
    [lamps] = [r for r in found(papers.library) if r.text == LAMPS]
    assert [s.basis[:27] for s in lamps.history[1:]] == ["minute 45, which it names, "]


def test_a_row_that_names_a_minute_that_stands_once_is_its_action_where_owner_or_words_agree(papers: Papers) -> None:
    papers.add(
        "minutes",
        MAY,
        [
            action("the day on which they start be told to members", "Jane Fox", minute="45"),
            action("a reply be sent to the ferry company", "Tom Reed", minute="46a"),
            action("the rota be put on the website", "Ann Bell", minute="47"),
        ],
    )
    rows = [
        row("New lamps on the east quay (minute 45)", None, "Jane Fox"),
        row("Ferry company: reply (Min. 46a)", None, "Ann Bell"),
        row("Dredging of the marina (minute 47)", None, "Tom Reed"),
    ]
    papers.add("log", JUNE, rows, [update("Started.", "done", action=0)])
    told = {r.minute: (len(r.history), r.status) for r in found(papers.library)}
    assert told == {"45": (3, "done"), "46a": (2, "open"), "47": (1, "open"), "": (1, "open")}


def test_a_number_that_several_meetings_have_names_no_action_by_itself(papers: Papers) -> None:
    papers.add("may", MAY, [action("the day on which they start be told to members", "Jane Fox", minute="3")])
    papers.add("june", JUNE, [action("the buoys be painted in time", "Tom Reed", minute="3")])
    papers.add("log", JULY, [row("New lamps on the east quay (minute 3)", None, "Jane Fox")])
    assert [len(r.history) for r in found(papers.library)] == [1, 1, 1]


def test_a_row_that_names_two_minutes_is_of_both_unless_one_was_closed(papers: Papers) -> None:
    papers.add("may", MAY, [action("lamps on the quay be priced", "Jane Fox", minute="45")])
    papers.add("june", JUNE, [action("a report on the lamps be written", "Jane Fox", minute="60")])
    papers.add("july log", JULY, [row("Lamps on the quay (minutes 45 and 60)", None, "Jane Fox")])
    assert [len(r.history) for r in found(papers.library)] == [2, 2]
    papers.add("june log", DAY(2024, 6, 20), [], [update("Priced.", "done", about="The lamps", minute="45")])
    assert [(r.minute, r.status, len(r.history)) for r in found(papers.library)] == [
        ("60", "open", 2),
        ("45", "done", 2),
    ]


# updates


def test_numbers_that_run_on_name_an_action_whatever_minutes_are_before_the_members(papers: Papers) -> None:
    papers.add("may", MAY, [action(LAMPS, minute="45"), action(SCHOOL, minute="46")])
    closed = [update("It agreed that minutes 45 and 46 be closed.", "done", minute=n) for n in ("45", "46")]
    papers.add(
        "june", JUNE, [], [update("Asked.", "open", about="LAMPS (minute 45)", minute="45", meeting=DAY(2024, 5, 20))]
    )
    papers.add("july", JULY, [], closed[:1])
    papers.add("september", SEPTEMBER, [], closed[1:])
    told = {r.minute: (r.status, kinds(r)[1:]) for r in found(papers.library)}
    assert told["45"] == ("done", [("update", JUNE, False), ("update", JULY, False)])
    assert told["46"] == ("done", [("update", SEPTEMBER, False)])


def test_a_label_names_the_one_open_action_that_has_all_its_words(papers: Papers) -> None:
    papers.add("may", MAY, [action("Jane Fox to find the money for new lamps on the quay", "Jane Fox"), action(SCHOOL)])
    reed = (Owner("Tom Reed", "Tom Reed", "person"),)
    passed = update("Quay lamps: passed from Jane Fox to Tom Reed.", "open", about="Quay lamps", moved_to=reed)
    papers.add("june", JUNE, [], [passed])
    lamps = next(r for r in found(papers.library) if "lamps" in r.text)
    assert kinds(lamps) == [("agreed", MAY, False), ("update", JUNE, False)]
    assert [o.name for o in lamps.owners] == ["Tom Reed"]
    [before] = [r for r in found(papers.library, as_of=DAY(2024, 6, 6)) if "lamps" in r.text]
    assert [o.name for o in before.owners] == ["Jane Fox"]


def test_a_label_that_fits_two_open_actions_changes_neither(papers: Papers) -> None:
    papers.add(
        "may", MAY, [action("new lamps on the quay be priced"), action("the quay be shut while lamps are put up")]
    )
    papers.add("june", JUNE, [], [update("Quay lamps: all is done.", "done", about="Quay lamps")])
    assert [r.status for r in found(papers.library)] == ["open", "open"]


def test_what_is_agreed_under_a_label_goes_on_with_the_action_of_the_label(papers: Papers) -> None:
    papers.add("may", MAY, [action("Jane Fox to find the money for new lamps on the quay", "Jane Fox")])
    words = "Quay lamps: the money is there, and they will be up by May."
    whole = update(f"{words} Action: JF", "open", about="Quay lamps")
    papers.add("june", JUNE, [action(words, "Jane Fox", minute="9")], [whole])
    assert kinds(only(papers.library)) == [("agreed", MAY, False), ("agreed", JUNE, False), ("update", JUNE, False)]


def test_an_update_goes_to_the_action_of_its_minute(papers: Papers) -> None:
    papers.add("minutes", MAY, [action(LAMPS, minute="12"), action(SCHOOL, minute="13")])
    papers.add("arising", JUNE, [], [update("Done last week.", "done", minute="Minute 13", meeting=MAY)])
    school, lamps = sorted(found(papers.library), key=lambda r: r.status)
    assert (school.text, school.status) == (SCHOOL, "done")
    assert lamps.status == "open"
    assert school.history[1].basis.startswith("minute 13 of 3 May 2024")


def test_a_row_on_two_actions_of_a_minute_goes_to_both(papers: Papers) -> None:
    papers.add(
        "minutes",
        MAY,
        [
            action("Jane Fox to bring a report on the flood exercise to the next meeting", minute="12"),
            action("Victim Care to be invited to the next meeting of the board", minute="12"),
        ],
    )
    both = "Jane Fox to bring a report on the flood exercise to the next meeting. Victim Care to be invited to the"
    both += " next meeting of the board."
    papers.add("arising", JUNE, [row(both, MAY, minute="12")], [update("On the agenda.", "done", action=0)])
    assert [(r.status, len(r.history)) for r in found(papers.library)] == [("done", 3), ("done", 3)]


def test_an_update_that_fits_two_actions_is_doubtful_and_changes_nothing(papers: Papers) -> None:
    papers.add(
        "minutes",
        MAY,
        [
            action("Jane Fox to ask the harbour master about lamps on the east quay"),
            action("Jane Fox to ask the harbour master about lamps on the west quay"),
        ],
    )
    said = update("Jane Fox has done it", "done", about="the harbour master and lamps on the quay", meeting=MAY)
    papers.add("arising", JUNE, [], [said])
    records = found(papers.library)
    assert [r.status for r in records] == ["open", "open"]
    [doubtful] = [s for r in records for s in r.history if s.doubtful]
    assert doubtful.kind == "update"


def test_an_update_on_nothing_known_stands_alone_only_if_it_tells_what_was_to_be_done(papers: Papers) -> None:
    told = update("This has been done.", "done", about="Clerk to write to the county about the ferry timetable")
    vague = update("This has been done.", "done", about="Ferry")
    papers.add("minutes", MAY, [], [told])
    papers.add("minutes 2", JUNE, [], [vague])
    record = only(papers.library)
    assert (record.text, record.status) == ("Clerk to write to the county about the ferry timetable", "done")
    assert record.doubts == ("no paper here agrees it: known from an update of 3 May 2024",)


def test_an_update_is_never_before_its_action(papers: Papers) -> None:
    papers.add("minutes", JUNE, [action(LAMPS)])
    papers.add("older", MAY, [], [update("The lamps were done.", "done", about=LAMPS)])
    newer, older = found(papers.library)
    assert (newer.meeting, newer.status, len(newer.history)) == (JUNE, "open", 1)
    assert "known from an update" in older.doubts[0]


# owners


def test_who_has_left_is_told_as_a_doubt_of_what_they_still_have_to_do(papers: Papers) -> None:
    papers.add("may", MAY, [action(LAMPS, "Jane Fox", minute="4"), action(SCHOOL, "Tom Reed", minute="5")])
    gone = update(
        "As the former harbour officer Jane Fox has now moved on, nothing was done.", "open", about="The ferry"
    )
    papers.add("june", JUNE, [action("the ferry be painted", "Ann Bell", minute="6")])
    papers.add("july", JULY, [], [replace(gone, minute="6", meeting=JUNE)])
    told = {r.minute: (r.status, r.doubts) for r in found(papers.library)}
    assert told == {"4": ("open", ("Jane Fox had left by 5 July 2024",)), "5": ("open", ()), "6": ("open", ())}
    assert all(not r.doubts for r in found(papers.library, as_of=DAY(2024, 7, 4)))
    corrected = next(r for r in found(papers.library) if r.minute == "4")
    correct(papers.library.catalogue, corrected.id, "note", "Asked again.", by="Ann Bell")
    assert next(r.doubts for r in found(papers.library) if r.minute == "4") == ("Jane Fox had left by 5 July 2024",)


def test_letters_of_a_body_are_no_doubt_unless_they_are_somebodys_initials() -> None:
    said = SimpleNamespace(day=JUNE, paper=("log", 0))
    bodies = {"HTC": "Harbour Trust Company", "TRA": "Tenants and Residents Association"}
    reed = Seen("Tom Ralph Ames", frozenset(), "TRA", True, JUNE, ("minutes", 0))
    unknown = [
        Owner(letters, doubt="the paper does not say whose initials these are") for letters in ("HTC", "TRA", "XYZ")
    ]
    trust, ames, nobody = (Holders([reed], bodies).resolve(owner, said) for owner in unknown)  # type: ignore[arg-type]
    assert (trust.name, trust.kind, trust.doubt) == ("Harbour Trust Company", "body", "")
    assert (ames.name, ames.kind) == ("Tom Ralph Ames", "person")
    assert nobody == unknown[2]


# the whole


def _year(papers: Papers) -> list[Path]:
    fox, reed = Owner("JF", "Jane Fox", "person"), Owner("TR", "Tom Reed", "person")
    return [
        papers.write("may", MAY, [action(LAMPS, fox, minute="4"), action(SCHOOL, reed, minute="5")]),
        papers.write("june log", JUNE, [row(LAMPS, MAY), row(SCHOOL, MAY)], [update("Asked.", "open", action=0)]),
        papers.write(
            "june", JUNE, [action("Tom Reed to book the hall", reed)], [update("Sent.", "done", about=SCHOOL)]
        ),
        papers.write("july log", JULY, [row(SCHOOL, None), row("Tom Reed to book hall", JUNE)]),
        papers.write("bridge", JULY, [action("Ann Bell to close the bridge", "Ann Bell")], board="Harbour Board"),
    ]


def _told(library: Library) -> set[str]:
    return {str((r.id, r.text, r.owners, r.status, r.since, kinds(r), r.doubts)) for r in found(library)}


@pytest.mark.parametrize("order", list(itertools.permutations(range(5)))[::7])
def test_the_order_in_which_papers_come_in_makes_no_difference(
    papers: Papers, tmp_path: Path, order: tuple[int, ...]
) -> None:
    paths = _year(papers)
    papers.put(*paths)
    other = Library(IndexSettings(home=tmp_path / "other"), LetterEmbedder())
    for i in order:
        list(other.ingest([paths[i]]))
        found(other)  # looks in between
    assert _told(other) == _told(papers.library)
    assert len(found(other)) == 4
    other.close()


def test_a_paper_taken_out_and_put_in_again_gives_the_same_register(papers: Papers) -> None:
    paths = _year(papers)
    papers.put(*paths)
    before = _told(papers.library)
    assert papers.library.remove("june.txt")
    assert len(found(papers.library)) == 4  # the hall is still in the log
    assert papers.library.remove("july log.txt")
    assert len(found(papers.library)) == 3
    papers.put(paths[2], paths[3])
    assert _told(papers.library) == before


def test_copies_do_not_count(papers: Papers) -> None:
    words = [f"Number {n} of the harbour papers tells of ferry {n * 7} and quay {n * 3}" for n in range(20)]
    rows = [row(LAMPS, MAY), *(row(f"Ann Bell to {w.lower()}", MAY) for w in words)]
    papers.add("log", JUNE, rows)
    papers.add("log again", JUNE, rows)
    hidden = papers.library.catalogue.rows(select(schema.records.c.row).where(schema.records.c.hidden.is_not(None)))
    assert hidden
    assert {len(r.history) for r in found(papers.library)} == {1}


def test_a_register_left_unmade_is_made_by_the_next_question(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = _year(papers)
    steps: list[Callable[..., object]] = []
    with monkeypatch.context() as patch:
        patch.setattr("index.library.derive_stale", steps.append)
        papers.put(*paths)
    assert len(steps) == 1
    assert papers.library.catalogue.rows(select(schema.actions)) == []
    assert len(found(papers.library)) == 4
    assert papers.library.catalogue.rows(select(schema.actions))


def test_a_register_made_by_older_rules_is_made_again(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    papers.add("minutes", MAY, [action(LAMPS, "Jane Fox")])
    library = papers.library
    before = only(library)
    with library.catalogue.transaction() as connection:
        connection.execute(update_rows(schema.actions).values(text="what older rules made of it"))
    assert only(library).text == "what older rules made of it"
    monkeypatch.setattr("index.register.deriving.DERIVING", "newer")
    assert only(library) == before
