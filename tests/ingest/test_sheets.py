"""Workbooks: what stands on a sheet is read as it was shown, each table whole, each figure under its column."""

from pathlib import Path

import pytest

from ingest.documents import Reading
from ingest.errors import EmptyDocument, TooLarge, UnreadableDocument
from ingest.readers import READERS
from ingest.readers.cell_values import shown
from ingest.reading import read
from tests.ingest.workbooks import Sheet, open_workbook, workbook

MARCH_26 = 45377


def reading(folder: Path, sheets: dict[str, Sheet] | bytes, ending: str = ".xlsx", **more: bytes) -> Reading:
    path = folder / f"book{ending}"
    extra = {name.replace("__", "/").replace("_bin", ".bin"): data for name, data in more.items()}
    path.write_bytes(sheets if isinstance(sheets, bytes) else workbook(sheets, extra))
    return READERS[ending](path)


def tables(found: Reading) -> list[list[list[str]]]:
    """The cells of each table, verbatim from the text."""
    groups: dict[int, list[list[str]]] = {}
    for block in found.blocks:
        if block.kind == "row":
            groups.setdefault(block.table, []).append(
                [" ".join(found.text[c.start : c.end].split()) for c in block.cells]
            )
    return list(groups.values())


def lines(found: Reading) -> list[str]:
    return [block.text for block in found.blocks if block.kind != "row"]


def test_values_are_read_as_they_were_shown(tmp_path: Path) -> None:
    row: list[object] = [
        "Marshals",
        12.0,
        (0.125, "percent"),
        (MARCH_26, "date"),
        (45352, "month"),
        (9876.5, "money"),
        (2.1, "two"),
    ]
    head: list[object] = ["Scheme", "Nights", "Share", "Start", "Review", "Cost", "Ref"]
    found = reading(tmp_path, {"Costs": Sheet([head, row])})
    assert tables(found)[0][1] == ["Marshals", "12", "12.5%", "26 March 2024", "March 2024", "£9,877", "2.10"]


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (0.125, "0%", "13%"),
        (-1234.5, "#,##0;(#,##0)", "(1,235)"),
        (0.1 + 0.2, "", "0.3"),
        (7, "000", "007"),
        (5, '0" days"', "5 days"),
        (True, "", "TRUE"),
        (1e300, "#,##0", "1e+300"),
        (12, "[Red]0;[Blue]-0", "12"),
    ],
)
def test_number_formats(value: float, code: str, words: str) -> None:
    assert shown(value, code) == words


def test_a_sheet_is_taken_apart_into_lines_and_tables(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Quarterly figures"],
        ["Provisional as at 30 June"],
        ["Measure", "Q1", "Q2", None, "Lead", "Phone"],
        ["Burglary", 120, 98, None, "A Smith", "01234 567890"],
        ["Robbery", None, 12, None, "B Jones", "01234 567891"],
        ["Note: recorded crime only."],
        [],
        ["Scheme", "Cost"],
        ["Lighting", 4000],
    ]
    found = reading(tmp_path, {"Crime": Sheet(rows)})
    assert lines(found) == ["Crime", "Quarterly figures", "Provisional as at 30 June", "Note: recorded crime only."]
    assert tables(found) == [
        [["Measure", "Q1", "Q2"], ["Burglary", "120", "98"], ["Robbery", "", "12"]],
        [["Lead", "Phone"], ["A Smith", "01234 567890"], ["B Jones", "01234 567891"]],
        [["Scheme", "Cost"], ["Lighting", "4000"]],
    ]


def test_rows_after_an_empty_one_stay_under_their_header(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Action", "Cost", "Owner"], ["Mend lamps", 40, "JS"], [], ["Report", None, "TK"]]
    assert len(tables(reading(tmp_path, {"Log": Sheet(rows)}))) == 1
    path = tmp_path / "log.xlsx"
    path.write_bytes(workbook({"Log": Sheet(rows)}))
    told = [s.cells for c in read(path).chunks for s in c.statements]
    assert (("Action", "Report"), ("Owner", "TK")) in told


def test_headings_of_two_lines_and_merged_cells(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Indicator", "2022/23", None, "2023/24", None],
        [None, "Q3", "Q4", "Q1", "Q2"],
        ["Hate crime", 31, 30, None, 44],
        [None, 1, 2, 3, 4],
    ]
    found = reading(tmp_path, {"S": Sheet(rows, ["A1:A2", "B1:C1", "D1:E1", "A3:A4"])})
    assert tables(found)[0] == [
        ["Indicator", "2022/23 Q3", "2022/23 Q4", "2023/24 Q1", "2023/24 Q2"],
        ["Hate crime", "31", "30", "", "44"],
        ["Hate crime", "1", "2", "3", "4"],
    ]


def test_a_label_across_the_table_is_a_heading_with_the_columns_named_again(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Ref", "Action", "Due"], ["Streets"], [1.1, "Mend lamps", (MARCH_26, "date")]]
    rows += [["People"], [2.1, "Train staff", (MARCH_26, "date")]]
    found = reading(tmp_path, {"Plan": Sheet(rows, ["A2:C2", "A4:C4"])})
    assert lines(found) == ["Plan", "Streets", "People"]
    assert [table[0] for table in tables(found)] == [["Ref", "Action", "Due"]] * 2


def test_colours_that_say_something_are_words(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Priority", "Status"], ["Lamps", (None, "red")], ["Staff", ("Done", "green")]]
    rows += [["Cameras", ("Late", "amber")], ["Fence", (None, "odd")]]
    found = reading(tmp_path, {"RAG": Sheet(rows)})
    assert [b.cells[1].colour for b in found.blocks if b.kind == "row"] == ["", "red", "green", "amber", "green"]
    assert [b.text for b in found.blocks if b.kind == "row"][1] == "Lamps | (red)"


def test_a_colour_that_is_none_does_not_stop_the_reading(tmp_path: Path) -> None:
    """Other programs write colours without their alpha part, or worse; some readers refuse the workbook for it."""
    found = reading(tmp_path, {"S": Sheet([["Lamps", ("mended", "wrong")], ["Fence", ("broken", "red")]])})
    assert tables(found) == [[["Lamps", "mended"], ["Fence", "broken"]]]


def test_what_is_hidden_is_left_out_with_a_warning(tmp_path: Path) -> None:
    sheets = {
        "Seen": Sheet([["Some words"], ["More words"]], hidden_rows=(2,)),
        "Kept": Sheet([["Secret words"]], hidden=True),
    }
    found = reading(tmp_path, sheets)
    assert lines(found) == ["Seen", "Some words"]
    assert found.warnings == (
        "sheet Seen has hidden rows, which are left out (1): show them to have them read",
        "sheet Kept is hidden in the workbook and left out",
    )


def test_formulas_give_their_results_and_macros_are_named(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Total", "=SUM(A1:A9)→15000"], ["Rest", "=1+1"], ["Last", 3]]
    found = reading(tmp_path, {"S": Sheet(rows)}, xl__vbaProject_bin=b"\xd0\xcf\x11\xe0")
    assert tables(found) == [[["Total", "15000"], ["Rest", ""], ["Last", "3"]]]
    assert any("macros, which are not run" in w for w in found.warnings)
    assert any("1 formulas without a result" in w for w in found.warnings)


def test_a_million_empty_rows_and_a_dimension_of_all_cells(tmp_path: Path) -> None:
    empty = '<row r="{}"/>' * 100_000
    sheet = Sheet([["First", "words"]], dimension="A1:XFD1048576", more=empty.replace("{}", "2"))
    assert tables(reading(tmp_path, {"S": sheet})) == [[["First", "words"]]]


def test_a_cell_in_the_farthest_corner_is_a_limit_with_a_line(tmp_path: Path) -> None:
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(TooLarge, match=r"sheet S is not read: it spans 1,048,576 rows and 16,384 columns"):
        reading(tmp_path, {"S": Sheet([["First"]], more=corner)})
    found = reading(tmp_path, {"S": Sheet([["First"]], more=corner), "Good": Sheet([["Second sheet"]])})
    assert lines(found) == ["Good", "Second sheet"]
    assert "sheet S is not read" in found.warnings[0]


def test_entities_that_unfold_are_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><styleSheet>&b;</styleSheet>'
    with pytest.raises(UnreadableDocument, match="damaged"):
        reading(tmp_path, workbook({"S": Sheet([["Words"]])}, {"xl/styles.xml": bomb}))


def test_a_workbook_without_words_says_so(tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument, match="no words"):
        reading(tmp_path, {"S": Sheet([])})


def test_open_workbooks_are_read_as_they_are_shown(tmp_path: Path) -> None:
    style = '<style:style style:name="r"><style:table-cell-properties fo:background-color="#ff0000"/></style:style>'
    style += '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'

    def cell(words: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>"

    million = '<table:table-row table:number-rows-repeated="1048570">'
    million += '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    sheet = "<table:table table:name='Log'>" + "".join(
        f"<table:table-row>{cells}</table:table-row>"
        for cells in (
            cell("Ref") + cell("Due") + cell("Share") + cell("RAG"),
            cell("1.10") + cell("26/03/2018") + cell("12%", 'office:value="0.12"') + cell("", 'table:style-name="r"'),
            cell("1.20") + "<table:table-cell/>" + cell("a<text:s text:c='2'/>b") + cell("Closed"),
        )
    )
    hidden = '<table:table table:name="Old" table:style-name="h">'
    hidden += f"<table:table-row>{cell('Past words')}</table:table-row></table:table>"
    found = reading(tmp_path, open_workbook(f"{sheet}{million}</table:table>{hidden}", style), ".ods")
    assert tables(found) == [
        [["Ref", "Due", "Share", "RAG"], ["1.10", "26/03/2018", "12%", ""], ["1.20", "", "a b", "Closed"]]
    ]
    assert [b.cells[3].colour for b in found.blocks if b.kind == "row"] == ["", "red", ""]
    assert found.warnings == ("sheet Old is hidden in the workbook and left out",)


def test_rows_repeated_without_end_have_an_end(tmp_path: Path) -> None:
    row = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="3">'
    row += "<text:p>again</text:p></table:table-cell></table:table-row>"
    found = reading(tmp_path, open_workbook(f'<table:table table:name="S">{row}</table:table>'), ".ods")
    assert len(tables(found)[0]) == 20_000
    assert "the first 20,000 are read" in found.warnings[0]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables_as_text_tell_their_separator_and_encoding(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = [
        ["Scheme", "Cost", "Note"],
        ["Café lights", "£1200", '"late, again"' if separator == "," else "late"],
        ["Fence", "", "x"],
    ]
    found = reading(tmp_path, "\r\n".join(separator.join(r) for r in rows).encode(encoding), ".csv")
    assert tables(found) == [[[c.strip('"') for c in row] for row in rows]]


def test_a_table_as_text_may_begin_with_lines(tmp_path: Path) -> None:
    found = reading(tmp_path, b'Return for Q1,,\n\nMeasure,Target,Actual\nBurglary,100,98\n"Hate, crime",,40\n', ".csv")
    assert lines(found) == ["Return for Q1"]
    assert tables(found) == [[["Measure", "Target", "Actual"], ["Burglary", "100", "98"], ["Hate, crime", "", "40"]]]


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods"])
def test_the_same_workbook_is_read_the_same_from_every_program(ending: str) -> None:
    found = READERS[ending](Path(__file__).parent / "files" / "sheets" / f"performance{ending}")
    figures, log = tables(found)
    assert figures == [
        ["Indicator", "2022/23 Q3", "2022/23 Q4", "2023/24 Q1", "2023/24 Q2", "RAG"],
        ["Burglary", "120", "115", "98", "", ""],
        ["Hate crime", "31", "", "40", "44", ""],
        ["Detections", "12.5%", "13.0%", "14.5%", "20.0%", ""],
    ]
    assert log[1:] == [["1.1", "Mend the lamps", "£12,000", "26 March 2024", "Open"]]
    painted = [b.cells[-1].colour for b in found.blocks if b.kind == "row"]
    assert painted == ["", "amber", "red", "green", "", "amber"]
    assert lines(found) == [
        "Figures", "Quarterly performance 2023/24", "Note: figures are provisional.", "Log",
    ]  # fmt: skip
    assert found.warnings == (
        "sheet Log has hidden rows, which are left out (1): show them to have them read",
        "sheet Old is hidden in the workbook and left out",
    )
