"""What people say against the papers: counts at once, is kept apart, outlives the papers, can be withdrawn."""

import datetime

import pytest

from index.register.actions import ActionRecord, list_actions, show_action
from index.register.asking import Asked
from index.register.corrections import correct, withdraw
from ingest.records.record import Owner
from tests.index.register.conftest import DAY, Papers, action, row, update

MAY, JUNE, JULY = DAY(2024, 5, 3), DAY(2024, 6, 7), DAY(2024, 7, 5)
LAMPS = "Ask the harbour master for the cost of new lamps on the east quay"
FOX = Owner("JF", "Jane Fox", "person")


@pytest.fixture
def lamps(papers: Papers) -> str:
    """The id of an action that two papers tell of; the later one says that it is done."""
    papers.add("may", MAY, [action(LAMPS, FOX)])
    papers.add("june", JUNE, [row(LAMPS, MAY)], [update("Complete", "done", action=0)])
    return only(papers).id


def only(papers: Papers, as_of: datetime.date | None = None) -> ActionRecord:
    [record] = list_actions(papers.library.catalogue, Asked(as_of=as_of)).rows
    return record


def ids(papers: Papers, **asked: object) -> list[str]:
    return [r.id for r in list_actions(papers.library.catalogue, Asked(**asked)).rows]  # type: ignore[arg-type]


def test_a_status_counts_at_once_and_from_its_day(papers: Papers, lamps: str) -> None:
    made = correct(papers.library.catalogue, lamps[:6], "status", "superseded", "Ann Bell")
    assert (made.kind, made.value, made.by) == ("status", "superseded", "Ann Bell")
    assert ids(papers, status="superseded") == [lamps]
    assert ids(papers, status="done") == []
    record = only(papers)
    assert (record.status, record.since, record.corrections) == ("superseded", made.at.date(), (made,))
    assert [s.status for s in record.history if s.kind == "update"] == ["done"]  # what the papers say stays
    assert (only(papers, JUNE).status, only(papers, JUNE).corrections) == ("done", ())
    assert ids(papers, status="done", as_of=JUNE) == [lamps]


def test_unknown_can_be_set(papers: Papers, lamps: str) -> None:
    correct(papers.library.catalogue, lamps, "status", "unknown", "Ann Bell")
    assert only(papers).status == "unknown"


def test_an_owner_counts_at_once(papers: Papers, lamps: str) -> None:
    correct(papers.library.catalogue, lamps, "owner", "Sam Hill", "Ann Bell")
    assert [o.name for o in only(papers).owners] == ["Sam Hill"]
    assert ids(papers, owner="Hill") == [lamps]
    assert ids(papers, owner="Fox") == []
    assert ids(papers, owner="Fox", as_of=JUNE) == [lamps]


def test_a_link_called_wrong_no_longer_counts_for_any_day(papers: Papers, lamps: str) -> None:
    wrong = next(s for s in only(papers).history if s.kind == "update")
    made = correct(papers.library.catalogue, lamps, "link", "", "Ann Bell", wrong.key)
    assert made.statement == wrong.key
    for day in (JUNE, None):
        record = only(papers, day)
        assert record.status == "open"
        assert [s.kind for s in record.history if s.wrong] == ["update"]
        assert record.corrections == (made,)


def test_a_note_changes_nothing(papers: Papers, lamps: str) -> None:
    before = only(papers)
    made = correct(papers.library.catalogue, lamps, "note", "He told me so.", "Ann Bell")
    after = only(papers)
    assert after.corrections == (made,)
    assert (after.status, after.owners, after.history) == (before.status, before.owners, before.history)


@pytest.mark.parametrize("kind", ["status", "owner", "link"])
def test_what_is_withdrawn_counts_no_longer(papers: Papers, lamps: str, kind: str) -> None:
    before = only(papers)
    value = {"status": "open", "owner": "Sam Hill", "link": ""}[kind]
    made = correct(papers.library.catalogue, lamps, kind, value, "Ann Bell", before.history[2].key)
    assert only(papers) != before
    withdraw(papers.library.catalogue, lamps, made.row, "Tom Reed")
    assert only(papers) == before
    assert ids(papers, owner="Fox") == [lamps]
    with pytest.raises(ValueError, match="has no correction"):
        withdraw(papers.library.catalogue, lamps, made.row, "Tom Reed")


def test_corrections_outlive_papers_and_new_readings(papers: Papers, lamps: str) -> None:
    catalogue = papers.library.catalogue
    correct(catalogue, lamps, "status", "open", "Ann Bell")
    correct(catalogue, lamps, "link", "", "Ann Bell", only(papers).history[2].key)
    before = only(papers)
    paths = [papers.folder / "may.txt", papers.folder / "june.txt"]
    for name in ("may.txt", "june.txt"):
        assert papers.library.remove(name)
    assert show_action(catalogue, lamps) is None
    papers.put(*paths[::-1])
    after = only(papers)
    assert (after.id, after.status, after.corrections) == (before.id, before.status, before.corrections)
    assert [s.wrong for s in after.history] == [False, False, True]
    papers.add("july", JULY, [row(LAMPS, MAY)])
    assert only(papers).corrections == before.corrections


def test_corrections_stay_with_the_action_when_an_older_paper_of_it_comes_in(papers: Papers) -> None:
    papers.add("june", JUNE, [row(LAMPS + " please", MAY)])
    old = only(papers).id
    made = correct(papers.library.catalogue, old, "status", "done", "Ann Bell")
    papers.add("may", MAY, [action(LAMPS, FOX)])
    record = only(papers)
    assert record.id != old
    assert (record.status, record.corrections) == ("done", (made,))
    assert show_action(papers.library.catalogue, old) == record
    correct(papers.library.catalogue, old, "note", "Still found by its old id", "Ann Bell")
    assert len(only(papers).corrections) == 2


def test_a_later_paper_goes_before_an_older_correction(papers: Papers, lamps: str) -> None:
    correct(papers.library.catalogue, lamps, "status", "open", "Ann Bell")
    later = datetime.date.today() + datetime.timedelta(days=40)
    papers.add("later", later, [row(LAMPS, MAY)], [update("Closed", "done", action=0)])
    assert only(papers).status == "done"
    assert only(papers, later - datetime.timedelta(1)).status == "open"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("zzz", "status", "done", "Ann"), "no action “zzz”"),
        (("", "status", "done", "Ann"), "no action “”"),
        (("ID", "status", "finished", "Ann"), "“finished” is no status: choose one of open, done"),
        (("ID", "colour", "red", "Ann"), "no correction of the kind “colour”"),
        (("ID", "owner", "  ", "Ann"), "needs words"),
        (("ID", "note", "", "Ann"), "needs words"),
        (("ID", "status", "done", " "), "needs the name"),
        (("ID", "link", "", "Ann", ""), "has no statement “”"),
        (("ID", "link", "", "Ann", "nothing"), "has no statement “nothing”"),
        (("ID", "link", "", "Ann", "FIRST"), "begins with"),
    ],
)
def test_what_makes_no_correction_is_refused_in_one_line(
    papers: Papers, lamps: str, given: tuple[str, ...], words: str
) -> None:
    before = only(papers)
    filled = [{"ID": lamps, "FIRST": before.history[0].key}.get(word, word) for word in given]
    with pytest.raises(ValueError, match=words) as raised:
        correct(papers.library.catalogue, *filled)
    assert "\n" not in str(raised.value)
    assert only(papers) == before
