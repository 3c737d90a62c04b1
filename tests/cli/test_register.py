"""The commands of the register: complete lists in every form, an action's history, corrections by people."""

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.conftest import Run

KINDS = ("actions", "decisions", "measures", "activities", "people", "terms", "meetings")
LATER, EARLIER = "2023-12-31", "2023-10-01"


def listed(run: Run, *words: str) -> list[dict[str, Any]]:
    ran = run(*words, "--json")
    assert ran.code == 0
    return [json.loads(line) for line in ran.out.splitlines()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_holds_as_many_records(run: Run, kind: str, tmp_path: Path) -> None:
    records = listed(run, kind)
    assert records
    rows = list(csv.DictReader(io.StringIO(run(kind, "--csv").out)))
    assert len(rows) == len(records)
    run(kind, "--xlsx", str(tmp_path / "r.xlsx"))
    sheet = CalamineWorkbook.from_path(tmp_path / "r.xlsx").get_sheet_by_index(0).to_python()
    assert sheet[0] == list(rows[0])
    assert len(sheet) == len(records) + 1
    assert f"\n{len(records):,} " in run(kind).out


def test_open_actions_as_of_a_day_have_owners_and_history(run: Run) -> None:
    found = listed(run, "actions", "--status", "open", "--as-of", LATER, "--board", "Marlowick")
    lantern = next(a for a in found if "Exercise Lantern" in a["text"])
    assert [o["name"] for o in lantern["owners"]] == ["Keith Barrow", "Dilys Arkwright"]
    assert (lantern["minute"], lantern["meeting"]) == ("48", "2023-09-20")
    assert [s["date"] for s in lantern["history"]] == ["2023-09-20", "2023-12-06"]
    out = run("actions", "--status", "open", "--as-of", LATER, "--board", "Marlowick").out
    assert "open actions as of 31 December 2023, from the minutes of " in out
    assert "It is now planned" in out


def test_what_was_said_later_is_not_seen_as_of_an_earlier_day(run: Run) -> None:
    now, then = (listed(run, "actions", "--as-of", day) for day in (LATER, EARLIER))
    assert {a["status"] for a in then} == {"open"}
    assert {a["id"] for a in then} <= {a["id"] for a in now}
    assert all(s["date"] <= EARLIER for a in then for s in a["history"])
    assert "done" in {a["status"] for a in now}
    assert listed(run, "actions", "--as-of", "2020") == []


def test_limits_keep_to_those_they_name(run: Run) -> None:
    mine = listed(run, "actions", "--owner", "Oduya")
    assert mine
    assert all("Oduya" in str(a["owners"]) for a in mine)
    assert {a["id"] for a in mine} == {a["id"] for a in listed(run, "actions", "--owner", "SO")}
    assert all("knife" in str(d["record"]).lower() for d in listed(run, "decisions", "--text", "knife"))
    assert listed(run, "actions", "--text", "repeat victims")
    assert all(a["status"] == "done" for a in listed(run, "actions", "--status", "closed"))


def test_an_action_is_shown_with_the_papers_it_stands_in(run: Run) -> None:
    [action] = listed(run, "actions", "--text", "repeat victims")
    out = run("actions", "show", action["id"][:6]).out
    assert out.startswith(action["text"])
    for words in ("Owner    Samuel Oduya (SO)", "Status   open", "2. 6 December 2023, update: Awaiting", "page 7"):
        assert words in out


def test_a_correction_counts_is_shown_as_one_and_can_be_taken_back(run: Run, filled: Path, home: Path) -> None:
    shutil.copytree(filled, home)
    [action] = listed(run, "actions", "--text", "repeat victims")
    here = ("--home", str(home), "actions")
    ran = run(*here, "correct", action["id"], "--status", "done", "--note", "Told by telephone", "--by", "Ann Shaw")
    assert ran.code == 0
    assert "Status   done" in ran.out
    assert "1. status: done (Ann Shaw, " in ran.out
    assert "2. note: Told by telephone (Ann Shaw, " in ran.out
    assert ran.out.count("Ann Shaw") == 2
    ran = run(*here, "withdraw", action["id"], "1", "--by", "Ann Shaw")
    assert "Status   open" in ran.out
    ran = run(*here, "correct", action["id"], "--wrong", "2", "--by", "Ann Shaw")
    assert "update (marked as not about this): Awaiting" in ran.out
    assert "open, no update in later papers" in ran.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("actions", "--status", "finished"), 'there is no status "finished": write open, done, superseded or unknown'),
        (("actions", "--as-of", "soon"), '--as-of "soon" is not a date: write it as 2018-03-26, "March 2018", 2018'),
        (("actions", "--board", "Nowhere"), 'no board is called "Nowhere"; there are: '),
        (("actions", "show", "zzzz"), 'no action has the id "zzzz", or several begin so: partnership actions lists'),
        (("actions", "show", ""), 'no action has the id "", or several begin so: partnership actions lists them'),
        (("terms", "--json", "--csv"), "choose one of --json, --csv and --xlsx"),
        (("terms", "--xlsx", "/nowhere/r.xlsx"), "/nowhere/r.xlsx"),
    ],
)
def test_what_makes_no_sense_is_one_line(run: Run, words: tuple[str, ...], told: str) -> None:
    ran = run(*words)
    assert ran.code == 1
    assert ran.err.startswith("partnership: ")
    assert told in ran.err
    assert ran.err.count("\n") == 1


def test_a_correction_of_nothing_is_one_line(run: Run) -> None:
    [action] = listed(run, "actions", "--text", "repeat victims")
    for words, told in (
        (("--by", "Ann"), "say what is to be corrected"),
        (("--by", "Ann", "--wrong", "9"), "no number 9"),
        (("--by", "Ann", "--wrong", "1"), "this is the statement the action begins with"),
        (("--by", " ", "--status", "done"), "a correction needs the name of the person who makes it"),
        (("--by", "Ann", "--status", "finished"), "is no status"),
    ):
        ran = run("actions", "correct", action["id"], *words)
        assert ran.code == 1
        assert told in ran.err


def test_an_empty_library_says_so(run: Run, home: Path) -> None:
    ran = run("--home", str(home), "actions")
    assert ran.code == 0
    assert "0 actions" in ran.out
