"""Drafts that are kept and edited: what is saved comes back, no change is lost in silence, no source is lost."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Citation
from assistant.drafting import editing, saved
from assistant.drafting.model import Bullet, Draft, Figure, Gap, Section

CITED = Citation(1, "a.md", "d" * 32, "A", "Board", "", None, 2, "", "“quoted” <b>", 3, 9)


def bullet(name: str, text: str = "") -> Bullet:
    return Bullet(name, text or f"Did {name}.", text or f"Did {name}.", (CITED,), ("Police",), 0.6, "its words")


def made() -> Draft:
    sections = (
        Section("Priority 1", ("Aim",), "Q3 Update:", (bullet("a"), bullet("b"), bullet("c"))),
        Section("Priority 2", (), "Q3 Update:", (bullet("d"),)),
    )
    figure = Figure("Burglaries", "4", "3", "5", "Priority 1", (CITED,))
    gaps = (Gap("note", "A note", (CITED,)),)
    return Draft("Board \u202e مجلس", "Q3 2023/24", "T <script>", sections, (bullet("u"),), (figure,), gaps, "like.md")


def order(draft: Draft, number: int = 0) -> list[str]:
    held = draft.unplaced if number == editing.UNPLACED else draft.sections[number].bullets
    return [b.id for b in held]


def every(draft: Draft) -> list[str]:
    return sorted(one for number in editing.numbers(draft) for one in order(draft, number))


def test_a_draft_comes_back_as_it_was_kept(home: Path) -> None:
    kept = saved.begin(home, made(), "Priority 1", "like.md")
    assert saved.load(home, kept.id) == kept
    assert [one.id for one in saved.listed(home)] == [kept.id]
    assert [p.suffix for p in (home / "drafts").iterdir()] == [".json"]


def test_the_later_of_two_windows_is_told_and_the_first_change_stands(home: Path) -> None:
    kept = saved.begin(home, made())
    first = saved.save(home, kept.id, kept.revision, editing.drop(kept.draft, "a"))
    with pytest.raises(saved.Overtaken, match="another window"):
        saved.save(home, kept.id, kept.revision, editing.drop(kept.draft, "b"))
    assert saved.load(home, kept.id) == first
    assert first.revision == kept.revision + 1


def test_of_many_windows_at_once_one_saves_each_revision(home: Path) -> None:
    kept = saved.begin(home, made())
    outcomes: list[str] = []

    def change(name: str) -> None:
        try:
            saved.save(home, kept.id, 1, editing.edit(kept.draft, "a", name))
            outcomes.append(name)
        except saved.Overtaken:
            pass

    threads = [threading.Thread(target=change, args=(f"words {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 1
    assert saved.load(home, kept.id).draft.sections[0].bullets[0].text == outcomes[0]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"id": "0123456789ab"}', "null", "\x00", "[" * 100_000])
def test_a_broken_file_is_one_line_and_the_others_still_list_and_it_can_be_deleted(home: Path, content: str) -> None:
    kept = saved.begin(home, made())
    broken = home / "drafts" / "0123456789ab.json"
    broken.write_text(content)
    whole, other = saved.listed(home)
    assert whole == kept
    assert isinstance(other, saved.Broken)
    assert "damaged" in other.problem
    assert "\n" not in other.problem
    assert saved.delete(home, other.id)
    assert saved.listed(home) == [kept]
    assert not saved.delete(home, other.id)


@pytest.mark.parametrize("identity", ["", "../../etc", "0123456789abcdef", "0123456789AB", "0123456789a\n"])
def test_a_name_that_is_none_opens_nothing(home: Path, identity: str) -> None:
    with pytest.raises(saved.SavedError, match="no such draft"):
        saved.load(home, identity)
    with pytest.raises(saved.SavedError, match="no such draft"):
        saved.delete(home, identity)


def test_a_draft_that_cannot_be_written_says_so_and_the_one_before_stands(home: Path) -> None:
    home.mkdir()
    (home / "drafts").write_text("in the way")
    with pytest.raises(saved.SavedError, match="cannot be kept"):
        saved.begin(home, made())


def test_a_copied_file_is_not_two_drafts(home: Path) -> None:
    kept = saved.begin(home, made())
    (home / "drafts" / "0123456789ab.json").write_bytes((home / "drafts" / f"{kept.id}.json").read_bytes())
    assert isinstance(saved.listed(home)[1], saved.Broken)


def test_what_is_kept_is_plain_json(home: Path) -> None:
    kept = saved.begin(home, made())
    text = (home / "drafts" / f"{kept.id}.json").read_text("ascii")
    assert json.loads(text)["draft"]["title"] == "T <script>"


def test_bullets_move_among_those_that_are_shown_and_stay_at_the_ends() -> None:
    draft = editing.drop(made(), "b")
    assert order(editing.move(draft, "a", 1)) == ["c", "b", "a"]
    assert editing.move(draft, "a", -1) == draft
    assert editing.move(draft, "c", 1) == draft
    assert editing.move(draft, "b", 1) == draft
    assert editing.move(editing.move(made(), "a", 1), "a", -1) == made()


def test_a_bullet_is_put_under_another_priority_and_under_none() -> None:
    draft = editing.move_to(made(), "u", 1)
    assert order(draft, 1) == ["d", "u"]
    assert order(draft, editing.UNPLACED) == []
    assert every(editing.move_to(draft, "a", editing.UNPLACED)) == every(made())
    with pytest.raises(editing.NoSuchPlace):
        editing.move_to(draft, "a", 2)
    with pytest.raises(editing.NoSuchPlace):
        editing.move_to(draft, "zz", 0)


def test_an_edit_keeps_the_original_and_the_sources_and_is_taken_back() -> None:
    draft = editing.edit(made(), "a", "  New\r\nwords\x00 <i>  ")
    changed = draft.sections[0].bullets[0]
    assert (changed.text, changed.original, changed.edited) == ("New words <i>", "Did a.", True)
    assert changed.citations == (CITED,)
    assert editing.undo_edit(draft, "a") == made()
    with pytest.raises(ValueError, match="empty"):
        editing.edit(draft, "a", " \n\x00")


def test_what_is_left_out_comes_back_where_it_stood_and_an_emptied_priority_is_a_gap() -> None:
    draft = editing.drop(made(), "d")
    assert [g.text for g in draft.gaps if g.sort == "priority"] == ["Priority 2: nothing found for the period."]
    assert editing.bring_back(draft, "d") == made()


def test_one_section_drafted_again_keeps_what_a_person_did_and_loses_nothing() -> None:
    draft = editing.edit(made(), "b", "Edited words")
    draft = editing.drop(editing.move_to(draft, "a", 1), "c")
    anew = replace(
        made(),
        sections=(replace(made().sections[0], bullets=(bullet("a"), bullet("c"), bullet("n"))), made().sections[1]),
        gaps=(Gap("note", "Newer note"),),
    )
    again = editing.regenerated(draft, 0, anew)
    assert order(again) == ["c", "n", "b"]
    assert again.sections[0].bullets[0].dropped
    assert again.sections[0].bullets[2].text == "Edited words"
    assert order(again, 1) == ["d", "a"]
    assert [g.text for g in again.gaps] == ["Newer note"]


def test_a_bullet_that_would_now_be_placed_elsewhere_is_not_lost_when_its_section_is_drafted_again() -> None:
    sections = (
        replace(made().sections[0], bullets=(bullet("b"),)),
        replace(made().sections[1], bullets=(bullet("a"),)),
    )
    again = editing.regenerated(made(), 0, replace(made(), sections=sections))
    assert order(again) == ["b", "a"]  # c is in no paper any more


def test_a_section_whose_priority_is_gone_is_left_as_it_is() -> None:
    with pytest.raises(editing.NoSuchPlace, match="no longer"):
        editing.regenerated(made(), 0, replace(made(), sections=()))
