"""Tables found on drawn pages whose truth is known, and what must hold on any page."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

from ingest.readers.content import Edge, PageContent, PageTable, Word
from ingest.readers.pdf_layout import content_of
from ingest.readers.pdf_tables import find_tables

Draw = Callable[[Canvas], None]
PROSE = (
    "The officer told members that reports of noise at night had fallen since the spring and that the two wardens "
    "would go on walking the paths by the river until the clocks went back. Residents had asked whether the gates "
    "could be locked an hour earlier, which the trust would consider when it met in the autumn, and the clerk was "
    "thanked for the careful way in which the letters had been answered. "
)


def drawn(path: Path, draw: Draw, size: tuple[float, float] = A4) -> PageContent:
    """What stands on a page drawn with reportlab."""
    canvas = Canvas(str(path / "page.pdf"), pagesize=size)
    draw(canvas)
    canvas.save()
    document = pdfium.PdfDocument(path / "page.pdf")
    try:
        return content_of(document[0])
    finally:
        document.close()


def table(rows: list[list[object]], style: list[tuple[object, ...]], widths: list[float] | None = None) -> Draw:
    """Draw a reportlab table near the top of the page."""

    def draw(canvas: Canvas) -> None:
        flowable = Table(rows, colWidths=widths, style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *style])
        _, height = flowable.wrapOn(canvas, 470, 700)
        flowable.drawOn(canvas, 60, canvas._pagesize[1] - 90 - height)

    return draw


def lines(items: list[tuple[float, float, str]], font: str = "Helvetica", size: float = 10) -> Draw:
    """Draw words at x and distance from the page's top."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for x, top, text in items:
            canvas.drawString(x, canvas._pagesize[1] - top, text)

    return draw


def prose(x: float, width: float, top: float, times: int = 3) -> Draw:
    """Draw paragraphs."""

    def draw(canvas: Canvas) -> None:
        paragraph = Paragraph(PROSE * times, getSampleStyleSheet()["Normal"])
        _, height = paragraph.wrapOn(canvas, width, 700)
        paragraph.drawOn(canvas, x, canvas._pagesize[1] - top - height)

    return draw


def both(*draws: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for each in draws:
            each(canvas)

    return draw


def texts(found: PageTable) -> list[list[str]]:
    return [[" ".join(word.text for word in cell.words) for cell in row] for row in found.rows]


def only(content: PageContent) -> list[list[str]]:
    """The texts of the one table of a page."""
    tables = find_tables(content)
    assert len(tables) == 1
    return texts(tables[0])


ACTIONS = [
    ["Action", "By whom", "By when"],
    ["Write to the landlord", "JB", "3 May"],
    ["Ask for a second bin", "", "9 June"],
    ["Book the hall", "MT/JB", ""],
]
FIGURES = [
    ["Ward", "April", "May", "June"],
    ["Castle", "12", "1,140", "9%"],
    ["Fishgate and Quayside", "7", "", "14%"],
    ["Meadow", "", "86", "3%"],
    ["Total", "19", "1,226", "26%"],
]
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]


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


def _box(canvas: Canvas) -> None:
    canvas.rect(50, A4[1] - 330, 490, 250)


def _numbered(canvas: Canvas) -> None:
    for number in range(5):
        lines([(60, 100 + 90 * number, f"4.{number}")])(canvas)
        prose(90, 380, 91 + 90 * number, 1)(canvas)
        lines([(510, 124 + 90 * number, ("JB", "MT", "")[number % 3])], "Helvetica-Bold")(canvas)


def _bullets(canvas: Canvas) -> None:
    for number in range(6):
        lines([(70, 100 + 30 * number, "•"), (90, 100 + 30 * number, PROSE[number * 40 : number * 40 + 60].strip())])(
            canvas
        )


def _contents(canvas: Canvas) -> None:
    for number in range(8):
        lines(
            [
                (60, 100 + 16 * number, f"{number}. Part {number} of the report " + "." * 60),
                (500, 100 + 16 * number, str(number * 3)),
            ]
        )(canvas)


def _address(canvas: Canvas) -> None:
    for number, text in enumerate(("The Clerk", "Old Town Hall", "14 Bridge Street", "Norvale NV1 2AB")):
        lines([(380, 80 + 13 * number, text)])(canvas)
    lines([(60, 80, "12 March 2021"), (60, 106, "Our reference: 14/B")])(canvas)
    prose(60, 470, 160)(canvas)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(prose(60, 470, 90), id="one column"),
        pytest.param(both(prose(60, 220, 90), prose(310, 220, 90)), id="two columns"),
        pytest.param(both(prose(60, 220, 90), prose(310, 220, 95.5)), id="two columns at different heights"),
        pytest.param(both(prose(40, 150, 90), prose(215, 150, 90), prose(390, 150, 90)), id="three columns"),
        pytest.param(both(_box, prose(60, 470, 90)), id="a box around prose"),
        pytest.param(_numbered, id="numbered paragraphs with initials in the margin"),
        pytest.param(_bullets, id="a list"),
        pytest.param(_contents, id="contents"),
        pytest.param(_address, id="an address beside a date"),
    ],
)  # fmt: skip
def test_prose_is_no_table(tmp_path: Path, page: Draw) -> None:
    content = drawn(tmp_path, page)

    assert len(content.words) > 20
    assert find_tables(content) == []


def test_hidden_and_stamped_words_are_left_out(tmp_path: Path) -> None:
    def stamp(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillColor(colors.lightgrey)
        canvas.setFont("Helvetica-Bold", 80)
        canvas.translate(150, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "DRAFT")
        canvas.restoreState()
        canvas.setFillColor(colors.white)
        canvas.drawString(60, 40, "secret")
        canvas.setFillColor(colors.black)

    def bold(canvas: Canvas) -> None:
        for shift in (0, 0.3):
            canvas.drawString(60 + shift, 700, "Doubled heading")

    words = [w.text for w in drawn(tmp_path, both(stamp, bold, lines([(60, 300, "M I N U T E S of a meeting")]))).words]

    assert words == ["Doubled", "heading", "MINUTES", "of", "a", "meeting"]


def test_page_turned_by_its_rotation_reads_upright(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        canvas._pagesize = landscape(A4)
        table(ACTIONS, GRID, [220, 80, 80])(canvas)

    content = drawn(tmp_path, draw)

    assert (content.width, content.height) == pytest.approx(landscape(A4), abs=1)
    assert all(word.upright for word in content.words)
    assert only(content) == ACTIONS


def _scattered(seed: int) -> PageContent:
    """Words and lines thrown on a page, some of them in rows and columns."""
    chance = random.Random(seed)
    columns = [chance.uniform(40, 400) for _ in range(chance.randint(1, 6))]
    words = []
    for _ in range(chance.randint(0, 150)):
        text = chance.choice(["12", "£4,500", "Agreed", "the", "JB", "•", "3.1", "n/a", "walking"])
        x = chance.choice(columns) if chance.random() < 0.7 else chance.uniform(30, 500)
        top = 60 + 14 * chance.randint(0, 40) + chance.uniform(0, 2)
        words.append(Word(text, x, top, x + 5 * len(text), top + 11, 10, chance.random() < 0.2, chance.random() < 0.95))
    edges = []
    for _ in range(chance.randint(0, 40)):
        x, top, long = 20 * chance.randint(1, 25), 20 * chance.randint(1, 35), 20 * chance.randint(1, 20)
        edges.append(Edge(x, top, x + long, top) if chance.random() < 0.5 else Edge(x, top, x, top + long))
    return PageContent(595, 842, words, edges)


def _cells(tables: list[PageTable]) -> Iterator[list[Word]]:
    for found in tables:
        for row in found.rows:
            for cell in row:
                yield cell.words


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_a_word_stands_in_one_cell_at_most_and_rows_are_of_one_length(seed: int) -> None:
    content = _scattered(seed)
    before = [replace(word) for word in content.words]

    tables = find_tables(content)

    used = [id(word) for cell in _cells(tables) for word in cell]
    assert len(used) == len(set(used))
    assert set(used) <= {id(word) for word in content.words}
    assert all(len(row) == len(found.rows[0]) > 1 for found in tables for row in found.rows)
    assert content.words == before


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from([(0.0, 37.0), (16.0, 0.0), (8.0, 24.0)]))
def test_the_same_tables_on_a_shifted_page(seed: int, shift: tuple[float, float]) -> None:
    content = _scattered(seed)
    dx, dy = shift
    moved = PageContent(
        content.width,
        content.height,
        [replace(w, x0=w.x0 + dx, x1=w.x1 + dx, top=w.top + dy, bottom=w.bottom + dy) for w in content.words],
        [Edge(e.x0 + dx, e.top + dy, e.x1 + dx, e.bottom + dy) for e in content.edges],
    )

    assert [texts(t) for t in find_tables(moved)] == [texts(t) for t in find_tables(content)]


@pytest.mark.parametrize("noise", [0.4, 0.8])
def test_lines_a_little_off_make_the_same_table(tmp_path: Path, noise: float) -> None:
    chance = random.Random(3)
    content = drawn(tmp_path, table(ACTIONS, GRID, [220, 80, 80]))
    off = lambda: chance.uniform(-noise, noise)
    content.edges = [Edge(e.x0 + off(), e.top + off(), e.x1 + off(), e.bottom + off()) for e in content.edges]

    assert only(content) == ACTIONS


def test_drawings_of_a_hundred_thousand_lines_do_not_stop_the_reading() -> None:
    chance = random.Random(1)
    spots = [(chance.uniform(0, 600), chance.uniform(0, 800)) for _ in range(100_000)]
    edges = [Edge(x, y, x + 30, y) if i % 2 else Edge(x, y, x, y + 30) for i, (x, y) in enumerate(spots)]
    words = [Word("word", x, y, x + 20, y + 8, 8, False) for x, y in spots[:50_000]]

    assert find_tables(PageContent(600, 800, words, edges)) == []
