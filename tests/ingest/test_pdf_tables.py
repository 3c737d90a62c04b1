"""Tables found on drawn pages whose truth is known."""

from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from ingest.readers.pdf_tables import find_tables
from tests.ingest.table_pages import ACTIONS, FIGURES, GRID, both, drawn, lines, only, prose, table, texts


@pytest.mark.parametrize(
    "style",
    [
        pytest.param(GRID, id="lines"),
        pytest.param([("GRID", (0, 0), (-1, -1), 0.5, colors.black, 0, (2, 2))], id="dashes"),
        pytest.param([("GRID", (0, 0), (-1, -1), 0.4, colors.black, 0, None, None, 2, 1.5)], id="double lines"),
        pytest.param([("INNERGRID", (0, 0), (-1, -1), 0.5, colors.grey)], id="no outer border"),
        pytest.param([("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)], id="rules across"),
        pytest.param([("BOX", (0, 0), (-1, -1), 1, colors.black), *GRID], id="thick border"),
        pytest.param(
            [("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.HexColor("#dddddd"), colors.HexColor("#f4f4f4")])],
            id="striped rows",
        ),
        pytest.param(
            [("LINEABOVE", (0, 0), (-1, 1), 1, colors.black), ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black)],
            id="three rules",
        ),
        pytest.param(
            [*GRID, ("BACKGROUND", (0, 0), (-1, 0), colors.navy), ("TEXTCOLOR", (0, 0), (-1, 0), colors.white)],
            id="white on navy",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("rows", [ACTIONS, FIGURES], ids=["actions", "figures"])
def test_table_keeps_every_cell_in_place(
    tmp_path: Path, rows: list[list[object]], style: list[tuple[object, ...]]
) -> None:
    widths = [220.0, 80.0, 80.0, 80.0][: len(rows[0])]
    page = both(prose(60, 470, 400), table(rows, style, widths))

    assert only(drawn(tmp_path, page)) == rows


def test_columns_without_any_lines(tmp_path: Path) -> None:
    assert only(drawn(tmp_path, both(prose(60, 470, 400), table(FIGURES, [], [220, 80, 80, 80])))) == FIGURES


def test_right_aligned_figures_stay_under_their_header(tmp_path: Path) -> None:
    page = table(FIGURES, [("ALIGN", (1, 0), (-1, -1), "RIGHT")], [180, 70, 70, 70])

    assert only(drawn(tmp_path, page)) == FIGURES


def test_merged_cells_stand_in_their_first_row_and_column(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Priority", "Figures", "", "Lead"],
        ["", "Target", "Actual", ""],
        ["Safe homes", "40", "31", "Trust"],
        ["", "12", "15", "Police"],
    ]
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1)), ("SPAN", (3, 0), (3, 1)), ("SPAN", (0, 2), (0, 3))]

    tables = find_tables(drawn(tmp_path, table(rows, [*GRID, *spans], [120, 70, 70, 90])))

    assert [texts(t) for t in tables] == [rows]
    header = tables[0].rows[0][1].box
    assert header is not None
    assert header[2] - header[0] == pytest.approx(140, abs=2)


def test_wrapped_cells_are_one_cell(tmp_path: Path) -> None:
    style = getSampleStyleSheet()["Normal"]
    long = "Ask the owner of the yard to mend the fence before the winter and to say in writing when it is done"
    rows = [
        ["No", "Action", "Owner"],
        *[[str(i), Paragraph(long, style), name] for i, name in ((1, "AB"), (2, ""), (3, "CD"))],
    ]
    expected = [["No", "Action", "Owner"], ["1", long, "AB"], ["2", long, ""], ["3", long, "CD"]]

    assert only(drawn(tmp_path, table(rows, GRID, [40, 180, 80]))) == expected


def test_wrapped_labels_without_lines_join_the_row_of_their_figures(tmp_path: Path) -> None:
    items = [(300.0, 100.0, "2021"), (380.0, 100.0, "2022")]
    labels = [("Burglaries in homes,", "shops and sheds"), ("Robberies",), ("Thefts from vans parked in", "the open")]
    top = 116.0
    for number, label in enumerate(labels):
        items += [(60.0, top, label[0]), (300.0, top, f"{number}14"), (380.0, top, f"{number}27")]
        for more in label[1:]:
            top += 12
            items.append((60.0, top, more))
        top += 18
    expected = [["", "2021", "2022"], *[[" ".join(label), f"{n}14", f"{n}27"] for n, label in enumerate(labels)]]

    assert only(drawn(tmp_path, lines(items))) == expected


def test_headings_between_rows_are_rows_of_their_own(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Measure", "Q1", "Q2"],
        ["Homes", "", ""],
        ["Burglaries", "101", "96"],
        ["Fires", "31", "28"],
        ["Streets", "", ""],
        ["Robberies", "14", "17"],
    ]
    bold = [("FONT", (0, row), (-1, row), "Helvetica-Bold") for row in (0, 1, 4)]

    assert only(drawn(tmp_path, table(rows, bold, [180, 70, 70]))) == rows


def test_header_over_several_columns_stands_over_the_first(tmp_path: Path) -> None:
    rows: list[list[object]] = [["", "Recorded", "", "Cleared", ""], ["Ward", "2021", "2022", "2021", "2022"]]
    rows += [[name, f"{n}1", f"{n}2", f"{n}3", f"{n}4"] for n, name in enumerate(("Castle", "Meadow", "Fishgate"), 1)]
    rules = [("LINEABOVE", (0, 0), (-1, 0), 1, colors.black), ("LINEBELOW", (0, 1), (-1, 1), 0.5, colors.black)]
    rules += [("LINEBELOW", (0, -1), (-1, -1), 1, colors.black), ("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0))]
    rules += [("ALIGN", (1, 0), (-1, -1), "CENTER")]

    assert only(drawn(tmp_path, table(rows, rules, [120, 60, 60, 60, 60]))) == rows


def test_rows_that_only_upright_lines_part(tmp_path: Path) -> None:
    rules = [("BOX", (0, 0), (-1, -1), 1, colors.black), ("LINEAFTER", (0, 0), (-1, -1), 0.5, colors.black)]

    assert only(drawn(tmp_path, table(FIGURES, rules, [180, 70, 70, 70]))) == FIGURES
    assert only(drawn(tmp_path, table(ACTIONS, rules, [180, 70, 70]))) == ACTIONS


def test_colours_of_cells_and_of_dots_in_them(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Action", "Status"], ["Gates", "Late"], ["Lights", ""], ["Bins", ""]]
    page = table(
        rows,
        [*GRID, ("BACKGROUND", (1, 1), (1, 1), colors.red), ("BACKGROUND", (1, 2), (1, 2), colors.orange)],
        [200, 80],
    )

    def dot(canvas: Canvas) -> None:
        canvas.setFillColor(colors.green)
        canvas.circle(300, A4[1] - 90 - 63, 5, stroke=0, fill=1)

    tables = find_tables(drawn(tmp_path, both(page, dot)))

    assert [[cell.colour for cell in row] for row in tables[0].rows] == [
        ["", ""],
        ["", "red"],
        ["", "amber"],
        ["", "green"],
    ]


def test_turned_headers_are_read_in_order(tmp_path: Path) -> None:
    def header(canvas: Canvas) -> None:
        for x, text in ((190, "Borough council"), (230, "County police")):
            canvas.saveState()
            canvas.translate(x, A4[1] - 185)
            canvas.rotate(90)
            canvas.drawString(0, 0, text)
            canvas.restoreState()
        for y in (90, 190, 210, 230):
            canvas.line(60, A4[1] - y, 240, A4[1] - y)
        for x in (60, 160, 200, 240):
            canvas.line(x, A4[1] - 90, x, A4[1] - 230)

    page = both(header, lines([(64, 204, "May"), (175, 204, "3"), (64, 224, "July"), (215, 224, "2")]))
    content = drawn(tmp_path, page)

    assert only(content) == [["", "Borough council", "County police"], ["May", "3", ""], ["July", "", "2"]]
    assert [w.text for w in content.words if not w.upright] == ["Borough", "council", "County", "police"]


def test_several_tables_on_a_page(tmp_path: Path) -> None:
    page = both(table(ACTIONS, GRID, [200, 70, 70]), prose(60, 470, 260, 1))
    content = drawn(
        tmp_path, both(page, lambda canvas: canvas.translate(0, -300), table(FIGURES, GRID, [180, 70, 70, 70]))
    )

    assert [texts(t) for t in find_tables(content)] == [ACTIONS, FIGURES]
