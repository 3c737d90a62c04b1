"""The register as rows, CSV, Excel and JSON: complete, harmless, the same words in each."""

import csv
import datetime
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from index.register.actions import ActionRecord, ActionStatement, Correction
from index.register.asking import Place, Stated
from ingest.periods import quarter
from ingest.records.record import Activity, Decision, Measure, Owner
from ui import register

PLACE = Place("d1", "minutes.docx", "Minutes", 0, "", 3, 10, 40)
DECEMBER, MARCH = datetime.date(2024, 12, 3), datetime.date(2025, 3, 4)
FOX = Owner("JF", "Jane Fox", "person", "Lighting Officer")
AGREED = ActionStatement("k1", "agreed", "JF to mend the lamps", DECEMBER, "open", (FOX,), (), PLACE)
UPDATE = ActionStatement("k2", "update", "Lamps mended", MARCH, "done", (), (), replace(PLACE, name="log.xlsx"), 0.9)
ACTION = ActionRecord(
    "3fa2b1", "Harbour Board", "JF to mend the lamps", (FOX,), "open", DECEMBER, "14", "Lighting", DECEMBER, "", None,
    (AGREED,),
)  # fmt: skip
DECISION = Stated(Decision(0, 10, 40, "RESOLVED that the plan be adopted", minute="9"), "Harbour Board", MARCH, PLACE)
MEASURE = Stated(
    Measure(0, 10, 40, "Burglaries", "31", 31.0, period=quarter(2, 2024), target="25"), "Harbour Board", MARCH, PLACE
)
ACTIVITY = Stated(Activity(0, 10, 40, "Walked the quay", "Safer streets"), "Harbour Board", MARCH, PLACE)
EXAMPLES = {"actions": ACTION, "decisions": DECISION, "measures": MEASURE, "activities": ACTIVITY}


@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_row_has_just_the_columns_of_its_kind(kind: str) -> None:
    [row] = register.rows_of(kind, [EXAMPLES[kind]])
    assert set(row) == set(register.columns_of(kind))
    assert row["Paper"] == "minutes.docx"
    assert row["Page"] == "3"
    json.dumps(register.dict_of(kind, EXAMPLES[kind]))


def test_an_owner_is_shown_with_the_words_of_the_paper() -> None:
    assert register.owners_shown([FOX]) == "Jane Fox (JF)"
    assert register.owners_shown([Owner("Police", "Police", "body")]) == "Police"
    assert register.owners_shown([Owner("XY", doubt="nobody there has these initials")]) == "XY (not sure who)"
    assert register.owners_shown([]) == "not recorded"


def test_an_action_nobody_spoke_of_again_is_not_called_simply_open() -> None:
    assert register.status_shown(ACTION) == "open, no update in later papers"
    assert register.status_shown(replace(ACTION, status="done", history=(AGREED, UPDATE))) == "done"
    assert register.status_shown(replace(ACTION, history=(AGREED, replace(UPDATE, doubtful=True)))) == (
        "open, no update in later papers"
    )
    by_hand = Correction("status", "open", "", "A. Shaw", datetime.datetime(2025, 4, 1, 9, 0))
    assert register.status_shown(replace(ACTION, corrections=(by_hand,))) == "open"


def test_the_last_update_and_where_it_stands_are_in_the_row() -> None:
    [row] = register.rows_of("actions", [replace(ACTION, history=(AGREED, UPDATE))])
    assert (row["Last update"], row["Paper"]) == ("Lamps mended", "log.xlsx")


@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=5))
def test_csv_and_excel_hold_the_same_words_and_no_formulas(pairs: list[tuple[str, str]]) -> None:
    rows = [{"One": a, "Two": b} for a, b in pairs]
    stream = io.StringIO(newline="")
    register.write_csv(stream, ("One", "Two"), rows)
    read = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    assert read[0] == ["One", "Two"]
    assert len(read) == len(rows) + 1
    for row, cells in zip(rows, read[1:], strict=True):
        for words, cell in zip(row.values(), cells, strict=True):
            assert cell in (words, "'" + words)
            assert cell[:1] not in ("=", "@")
            assert not cell.startswith(("+c", "-c"))


def test_an_excel_workbook_keeps_formulas_as_words(tmp_path: Path) -> None:
    rows = [{"One": "=1+1", "Two": "a\x00b"}, {"One": "x" * 40_000, "Two": "http://example.org"}]
    with (tmp_path / "r.xlsx").open("wb") as stream:
        register.write_xlsx(stream, ("One", "Two"), rows)
    sheet = CalamineWorkbook.from_path(tmp_path / "r.xlsx").get_sheet_by_index(0).to_python()
    assert sheet[0] == ["One", "Two"]
    assert sheet[1] == ["=1+1", "ab"]
    assert len(str(sheet[2][0])) == 32_000
    assert sheet[2][1] == "http://example.org"
