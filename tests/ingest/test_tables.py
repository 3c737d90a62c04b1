"""Tables keep their columns; only minutes that a table lays out are unfolded."""

import csv
from pathlib import Path

import docx

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


def test_a_title_and_its_reference_above_the_header_row_hide_it_not(tmp_path: Path) -> None:
    paper = docx.Document()
    rows = [
        ("QB 7", "", "Quay Board actions so far", "", "", ""),
        ("Meeting", "Owner", "Action", "Due", "State", "Note"),
        ("3 May 2019", "JB", "Mend the lamps of Pinder Lane", "June", "", "ordered"),
        ("7 June 2019", "LG", "Paint the railings before the regatta", "July", "late", ""),
    ]
    table = paper.add_table(rows=len(rows), cols=6)
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, words in zip(cells.cells, row, strict=True):
            cell.text = words
    paper.save(str(tmp_path / "log.docx"))
    statements = [s for chunk in read(tmp_path / "log.docx").chunks for s in chunk.statements]
    assert [dict(s.cells) for s in statements][-2:] == [
        {name: cell for name, cell in zip(rows[1], row, strict=True) if cell} for row in rows[2:]
    ]


def test_a_label_with_what_it_labels_beside_it_names_no_columns(tmp_path: Path) -> None:
    rows = [
        ["Presenting:", "Moira Quill (Harbour Master, Port of Ferrydown)"],
        ["Tam Orr (Lighting, County Council)", "Ada Frew (Director of Bridges and Quays, County Council)"],
    ]
    document = _read(tmp_path / "present.csv", rows)
    assert all("Quill" not in name for c in document.chunks for s in c.statements for name, _ in s.cells)


def test_a_long_line_between_two_tables_heads_the_second(tmp_path: Path) -> None:
    paper = docx.Document()
    for head, action in (
        ("Quays", "Mend the lamps"),
        ("Byways and bridleways of the upper valley, with the river paths – lead LG", "Cut the hedges"),
    ):
        paper.add_paragraph(head)
        for cell, words in zip(paper.add_table(rows=1, cols=3).rows[0].cells, (action, "JB", "New"), strict=True):
            cell.text = words
    paper.save(str(tmp_path / "log.docx"))
    assert [s.path[-1].split()[0] for s in read(tmp_path / "log.docx").sections if s.blocks] == ["Quays", "Byways"]


def test_a_day_of_a_month_is_no_sections_number(tmp_path: Path) -> None:
    paper = docx.Document()
    for head in ("1 March meeting note", "Review of the quays", "Lamps of the harbour"):
        paper.add_paragraph().add_run(head).bold = True
        paper.add_paragraph("The Board looked at what had been done since then and was content with all of it.")
    paper.save(str(tmp_path / "notes.docx"))
    assert {len(s.path) for s in read(tmp_path / "notes.docx").sections} == {1}


def test_a_column_head_that_ends_in_a_colon_is_told_with_one(tmp_path: Path) -> None:
    rows = [["Ref", "Action:", "Owner"], ["1", "Book the hall", "AB"], ["2", "Chase the contractor", "CD"]]
    document = _read(tmp_path / "list.csv", rows)
    assert document.chunks[0].statements[0].text == "Ref: 1; Action: Book the hall; Owner: AB"
