"""Tables keep their columns; only minutes that a table lays out are unfolded."""

import csv
from pathlib import Path

from ingest.documents import Document
from ingest.reading import read


def _read(path: Path, rows: list[list[str]]) -> Document:
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    return read(path)


def test_a_short_action_log_keeps_its_columns(tmp_path: Path) -> None:
    rows = [
        ["Ref", "Action", "Owner"],
        ["1", "Chase the lighting contractor", "AB"],
        ["2", "Write to the school about parking outside the gates", "CD/EF"],
        ["3", "Book the hall", ""],
    ]
    document = _read(tmp_path / "log.csv", rows)
    statements = [s for chunk in document.chunks for s in chunk.statements]
    assert [dict(s.cells) for s in statements] == [
        {name: cell for name, cell in zip(rows[0], row, strict=True) if cell} for row in rows[1:]
    ]


def test_minutes_laid_out_as_a_table_are_unfolded_into_items_with_owners(tmp_path: Path) -> None:
    prose = "The sergeant gave an account of the year, in which burglary had fallen and robbery had risen a little."
    rows = [
        ["Item", "Minutes", "Action"],
        ["1", "Welcome", ""],
        ["", f"The Chair welcomed everyone. {prose} Thanks were given to all who had helped with the fair.", ""],
        ["2", "Police report", ""],
        ["", f"{prose} It was agreed to write to the commander about the robberies in the high street.", "AB"],
    ]
    document = _read(tmp_path / "minutes.csv", rows)
    assert [section.path[-1:] for section in document.sections][-2:] == [("1 Welcome",), ("2 Police report",)]
    assert [block.owner for block in document.sections[-1].blocks] == ["AB"]
