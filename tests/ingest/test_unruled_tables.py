"""Tables whose columns or rows no line parts: wrapped cells, painted cells, turned headers."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from eval.layouts.scoring import HERE
from ingest.readers.pdf_layout import content_of
from ingest.readers.pdf_tables import find_tables
from tests.ingest.table_pages import both, drawn, lines, only, prose, table, texts

LOG = [
    ["No", "Action", "Owner", "Status"],
    ["4.1", "Ask the owner of the yard to mend the fence before the winter and to say when it is done", "AB", "Late"],
    ["4.2", "Book the hall", "CD", "Done"],
    ["4.3", "Write to the bus company about the two shelters that have been without glass since May", "", ""],
    ["4.4", "Send round the list", "EF/AB", "On time"],
]
RULES = {
    "none": [],
    "under the header": [("LINEBELOW", (0, 0), (-1, 0), 1, colors.black)],
    "above and below the header": [("LINEABOVE", (0, 0), (-1, 1), 1, colors.black)],
    "under every row": [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)],
    "around the table": [("BOX", (0, 0), (-1, -1), 1, colors.black)],
}
PAINT = [
    ("BACKGROUND", (3, 1), (3, 1), colors.red),
    ("BACKGROUND", (3, 3), (3, 3), colors.HexColor("#ffc000")),
    ("BACKGROUND", (3, 4), (3, 4), colors.HexColor("#92d050")),
]


def _wrapped(rows: list[list[str]]) -> list[list[object]]:
    style = getSampleStyleSheet()["Normal"]
    return [[Paragraph(text, style) if len(text) > 40 else text for text in row] for row in rows]


@pytest.mark.parametrize("painted", [False, True], ids=["plain", "painted"])
@pytest.mark.parametrize("rules", RULES.values(), ids=RULES.keys())
def test_wrapped_cells_stay_in_their_row_whatever_is_ruled(
    tmp_path: Path, rules: list[tuple[object, ...]], painted: bool
) -> None:
    draw = table(_wrapped(LOG), [*rules, *(PAINT if painted else [])], [40, 200, 70, 80])

    tables = find_tables(drawn(tmp_path, both(prose(60, 470, 400), draw)))

    assert [texts(t) for t in tables] == [LOG]
    colours = ["", "red", "", "amber", "green"] if painted else [""] * 5
    assert [row[3].colour for row in tables[0].rows] == colours


@pytest.mark.parametrize("ruled", [False, True])
def test_turned_headers_without_ruled_columns(tmp_path: Path, ruled: bool) -> None:
    def header(canvas: Canvas) -> None:
        for x, text in ((270, "Borough council"), (310, "Police"), (350, "Fire service")):
            canvas.saveState()
            canvas.translate(x, A4[1] - 185)
            canvas.rotate(90)
            canvas.drawString(0, 0, text)
            canvas.restoreState()
        for y in (90, 190, 210, 230, 250) if ruled else ():
            canvas.line(60, A4[1] - y, 360, A4[1] - y)

    body = [("May", "3", "1", "2"), ("July", "2", "", "4"), ("October", "1", "1", "")]
    items = [
        (x, 204.0 + 20 * n, t) for n, row in enumerate(body) for x, t in zip((64, 264, 304, 344), row, strict=True)
    ]
    content = drawn(tmp_path, both(header, lines([(64, 120, "Meeting"), *items])))

    assert only(content) == [["Meeting", "Borough council", "Police", "Fire service"], *map(list, body)]


def test_the_rest_of_a_row_below_a_repeated_header_is_in_the_table(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Ref", "Action", "Owner"],
        [
            "",
            Paragraph(
                "which the board had asked for in the spring<br/>and again in May", getSampleStyleSheet()["Normal"]
            ),
            "",
        ],
        ["12", "Book the hall", "CD"],
        ["13", "Send round the list", "EF"],
    ]
    found = only(drawn(tmp_path, table(rows, RULES["under every row"] + RULES["under the header"], [40, 240, 80])))

    assert found[1] == ["", "which the board had asked for in the spring and again in May", ""]
    assert [row[0] for row in found] == ["Ref", "", "12", "13"]


def test_a_column_of_figures_close_to_the_next_column(tmp_path: Path) -> None:
    rows = [("Group", "Paid", "Reported by"), ("Tenants", "£2,850", "Ola Brandt"), ("Boxing", "£640", "Dev Chaudhry")]
    rows += [("Pride", "£1,475", ""), ("Forum", "£3,010", "Agnes Moss"), ("Traders", "£990", "Ola Brandt")]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for n, (group, paid, name) in enumerate(rows):
            canvas.drawString(60, 700 - 16 * n, group)
            canvas.drawRightString(240, 700 - 16 * n, paid)
            canvas.drawString(247, 700 - 16 * n, name)

    assert only(drawn(tmp_path, draw)) == [list(row) for row in rows]


def test_tied_letters_stay_in_their_word() -> None:
    """LibreOffice writes "ff" as one sign that stands for two letters."""
    document = pdfium.PdfDocument(HERE / "papers" / "dev" / "headless.libreoffice-other.pdf")
    words = [w.text for w in content_of(document[0]).words]
    document.close()

    assert "Offer" in words
    assert "Of" not in words
