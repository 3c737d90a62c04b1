"""Each format's reader on small files with the habits of board papers."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from ingest.documents import Block, Document, Reading, Statement
from ingest.readers import READERS
from ingest.reading import read

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def blocks_of(path: Path, kind: str) -> list[Block]:
    return [block for block in READERS[path.suffix](path).blocks if block.kind == kind]


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks]


def told(document: Document, kind: str = "") -> list[Statement]:
    return [s for chunk in document.chunks for s in chunk.statements if kind in ("", s.kind)]


# plain text and Markdown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_any_usual_encoding_reads_the_same(tmp_path: Path, encoding: str) -> None:
    words = "Zoë’s café – a grant of £5,000 for the “One Stop Shop” was agreed."
    path = tmp_path / "minutes.txt"
    path.write_bytes(words.encode(encoding))
    assert READERS[".txt"](path).text == words


def test_one_bad_byte_does_not_spoil_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_bytes("The £5 fund – “quoted” – is £9. ".encode() * 5 + b"\xff end")
    assert READERS[".txt"](path).text.startswith("The £5 fund – “quoted” – is £9. ")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_make_no_difference(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "notes.md"
    path.write_bytes(ending.join(["# Minutes", "", "- one", "- two", ""]).encode())
    reading = READERS[".md"](path)
    assert [(b.kind, b.text) for b in reading.blocks] == [("heading", "Minutes"), ("item", "one"), ("item", "two")]


def test_form_feeds_part_pages(write: Write) -> None:
    reading = READERS[".txt"](write("a.txt", "First page.\fSecond page.\f"))
    assert [reading.text[p.start : p.end].strip("\f") for p in reading.pages] == ["First page.", "Second page."]


def test_markup_is_cleaned_and_the_place_still_holds_it(write: Write) -> None:
    path = write(
        "a.md", "Held on 5<sup>th</sup> <u>March</u>&nbsp;2024, see [the plan](https://x.example/p) for **all**.\n"
    )
    [statement] = told(read(path))
    assert statement.text == "Held on 5th March 2024, see the plan for all."
    verbatim = read(path).text[statement.start : statement.end]
    assert verbatim.startswith("Held on 5<sup>th</sup>")
    assert verbatim.endswith("**all**.")


@pytest.mark.parametrize(
    "furniture",
    ["This page is left intentionally blank", "This page is intentionally left blank", "Page 3 of 12", "- 7 -", "12"],
)
def test_page_furniture_is_left_out(write: Write, furniture: str) -> None:
    document = read(
        write("a.txt", f"The fund was agreed by the Board in May.\n\n{furniture}\n\nNobody spoke against it.\n")
    )
    assert [s.text for s in told(document)] == ["The fund was agreed by the Board in May.", "Nobody spoke against it."]


def test_a_sentence_about_a_page_is_no_furniture(write: Write) -> None:
    document = read(write("a.txt", "Page 3 of the report was corrected by the Chair.\n"))
    assert [s.text for s in told(document)] == ["Page 3 of the report was corrected by the Chair."]


def test_markdown_headings_nest(write: Write) -> None:
    document = read(
        write(
            "a.md", "# Plan\n\n## Safer streets\n\n### Aim\n\nTo light ten streets.\n\n## Prevent\n\nTo train staff.\n"
        )
    )
    paths = [(c.path, c.text) for c in document.chunks]
    assert paths == [
        (("Plan", "Safer streets", "Aim"), "To light ten streets."),
        (("Plan", "Prevent"), "To train staff."),
    ]


def test_lists_nest_and_hang_from_their_lead(write: Write) -> None:
    document = read(
        write(
            "a.md",
            "# Plan\n\nThe plan of the whole partnership for the year is to:\n\n"
            "- light ten streets\n  - first the Quayside\n- train staff\n",
        )
    )
    items = told(document, "item")
    assert [(s.text, s.level) for s in items] == [
        ("light ten streets", 0),
        ("first the Quayside", 1),
        ("train staff", 0),
    ]
    assert {s.lead for s in items} == {"The plan of the whole partnership for the year is to:"}


def test_a_pipe_table_keeps_its_rows_and_cells(write: Write) -> None:
    path = write(
        "a.md",
        "# Figures\n\n| Measure | Q1 | Target |\n|---|---:|---|\n"
        "| Visits to the hub | 40 | 50 |\n| Referrals made | 7 | |\n",
    )
    rows = told(read(path), "row")
    assert rows[0].cells == (("Measure", "Visits to the hub"), ("Q1", "40"), ("Target", "50"))
    assert rows[0].text == "Measure: Visits to the hub; Q1: 40; Target: 50"
    assert rows[1].cells == (("Measure", "Referrals made"), ("Q1", "7"))


def test_an_empty_cell_has_a_place(write: Write) -> None:
    [_, row] = blocks_of(write("a.md", "| Who | What |\n|---|---|\n|   | nothing yet |\n"), "row")
    assert [(c.start <= c.end, c.text) for c in row.cells] == [(True, ""), (True, "nothing yet")]


def test_a_heading_that_ran_on_is_parted_from_its_text(write: Write) -> None:
    document = read(
        write(
            "a.txt",
            "Update\n\nPriority 4 - Safer streetsAim: To make the streets safer at night for all.\n\n"
            "- Ten lamps were put up.\n",
        )
    )
    chunk = document.chunks[-1]
    assert "Priority 4 - Safer streets" in chunk.path
    assert document.text[chunk.start :].startswith(("Aim: To make", "Ten lamps"))
    assert any(s.text.startswith("Aim: To make the streets safer") for s in told(document))


def test_abbreviations_end_no_sentence(write: Write) -> None:
    document = read(
        write(
            "a.txt",
            "Cllr. Strand asked Mr. Barrow about minute no. 47 (e.g. the CCTV). He said J. Tilling would reply.\n",
        )
    )
    assert [s.text for s in told(document)] == [
        "Cllr. Strand asked Mr. Barrow about minute no. 47 (e.g. the CCTV).",
        "He said J. Tilling would reply.",
    ]


# web pages

PAGE = """<!doctype html><html><head><title>Board minutes</title><style>p {color: red}</style></head><body>
<header>Council logo</header><nav><ul><li>Home</li><li>Contact us</li></ul></nav>
<main><h1>Minutes</h1><p>The Board <b>agreed</b> the plan&nbsp;on 5<sup>th</sup> May.<br>It starts at once.</p>
<ul><li>Light streets<ul><li>Quayside</li></ul></li><li>Train staff</li></ul>
<table><tr><th>Action</th><th>Owner</th><th>Due</th></tr>
<tr><td>Send the list<br>of centres</td><td>PN</td><td>May</td></tr>
<tr><td colspan="2">Book the hall</td><td>June</td></tr></table>
<p style="display: none">Secret words</p><p hidden>Hidden words</p><script>var x = "script words";</script>
<form><button>Subscribe</button></form></main>
<footer>Cookies policy</footer></body></html>"""


def test_a_web_page_is_its_paper_without_the_site_around_it(write: Write) -> None:
    reading = READERS[".html"](write("a.html", PAGE))
    for around in ("logo", "Home", "Contact", "Secret", "Hidden", "script words", "Subscribe", "Cookies", "color"):
        assert around not in reading.text
    assert reading.title == "Board minutes"
    paragraphs = [b.text for b in reading.blocks if b.kind == "paragraph"]
    assert paragraphs == ["The Board agreed the plan on 5th May.", "It starts at once."]


def test_a_web_page_keeps_lists_and_tables(write: Write) -> None:
    path = write("a.html", PAGE)
    assert [(b.text, b.level) for b in blocks_of(path, "item")] == [
        ("Light streets", 0),
        ("Quayside", 1),
        ("Train staff", 0),
    ]
    rows = told(read(path), "row")
    assert rows[0].cells == (("Action", "Send the list of centres"), ("Owner", "PN"), ("Due", "May"))
    assert rows[1].cells == (("Action", "Book the hall"), ("Due", "June"))


def test_a_web_page_in_windows_1252(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes("<html><body><p>A grant of £40 – “agreed”.</p></body></html>".encode("cp1252"))
    assert READERS[".html"](path).text.strip() == "A grant of £40 – “agreed”."


# Word


def word(tmp_path: Path) -> Path:
    paper = docx.Document()
    paper.add_heading("Safer Streets Plan", 1)
    paper.add_heading("What was done", 2)
    paper.add_paragraph("In the year to March the Board did all of this:")
    paper.add_paragraph("Lit ten streets.", style="List Bullet")
    paper.add_paragraph("First the Quayside.", style="List Bullet 2")
    paper.add_paragraph("Trained staff.", style="List Number")
    bold = paper.add_paragraph()
    bold.add_run("Figures for the year").bold = True
    table = paper.add_table(rows=4, cols=3)
    for r, row in enumerate(
        [("Measure", "Q1", "Q2"), ("Visits to the hub", "40", "52"), ("Not counted yet", "", ""), ("Calls", "7", "9")]
    ):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
    table.cell(2, 0).merge(table.cell(2, 2))
    path = tmp_path / "plan.docx"
    paper.save(str(path))
    return path


def test_word_headings_lists_and_bold_lines(tmp_path: Path) -> None:
    path = word(tmp_path)
    assert texts(blocks_of(path, "heading")) == ["Safer Streets Plan", "What was done", "Figures for the year"]
    items = [(b.text, b.level) for b in blocks_of(path, "item")]
    assert items == [("Lit ten streets.", 0), ("First the Quayside.", 1), ("Trained staff.", 0)]
    assert {s.lead for s in told(read(path), "item")} == {"In the year to March the Board did all of this:"}


def test_word_tables_keep_header_and_merged_cells(tmp_path: Path) -> None:
    rows = told(read(word(tmp_path)), "row")
    assert [r.text for r in rows] == [
        "Measure: Visits to the hub; Q1: 40; Q2: 52",
        "Measure: Not counted yet",
        "Measure: Calls; Q1: 7; Q2: 9",
    ]


def test_word_cells_merged_downwards_hold_for_each_of_their_rows(tmp_path: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph("The table of actions of the Board follows here.")
    table = paper.add_table(rows=3, cols=3)
    for r, row in enumerate(
        [("Theme", "Action", "Owner"), ("Hate crime", "Print the list", "PN"), ("", "Send it", "NB")]
    ):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    path = tmp_path / "a.docx"
    paper.save(str(path))
    assert [r.text for r in told(read(path), "row")] == [
        "Theme: Hate crime; Action: Print the list; Owner: PN",
        "Theme: Hate crime; Action: Send it; Owner: NB",
    ]


# PDF


def pdf(path: Path, *pages: Callable[[Canvas], None], size: tuple[float, float] = A4) -> Path:
    canvas = Canvas(str(path), pagesize=size)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def lines(*words: str, top: float = 700, x: float = 70) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for i, line in enumerate(words):
            canvas.drawString(x, top - 14 * i, line)

    return draw


def test_lines_of_a_pdf_become_paragraphs(tmp_path: Path) -> None:
    path = pdf(
        tmp_path / "a.pdf",
        lines(
            "The Board agreed that the fund would be spent on lamps for the Quayside and on",
            "two welfare hubs in Harbour Ward before the end of March.",
            "",
            "",
            "It rose at noon.",
        ),
    )
    assert texts(blocks_of(path, "paragraph")) == [
        "The Board agreed that the fund would be spent on lamps for the Quayside and on"
        " two welfare hubs in Harbour Ward before the end of March.",
        "It rose at noon.",
    ]


def test_large_and_bold_lines_are_headings(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(70, 760, "Annual Report")
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(70, 720, "Hate crime")
        lines(
            "The Board heard that 52 hate crimes were recorded.",
            "A second line of prose that makes the body size plain.",
        )(canvas)

    assert texts(blocks_of(pdf(tmp_path / "a.pdf", draw), "heading")) == ["Annual Report", "Hate crime"]


def test_running_heads_and_page_numbers_are_dropped(tmp_path: Path) -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Helvetica", 9)
            canvas.drawString(70, 810, "Safer Marlowick Partnership")
            canvas.drawString(400, 810, f"Paper number {'ABCD'[number]} of the pack")
            canvas.drawString(70, 30, f"Page {number + 1} of 4")
            lines(f"Only page {('one', 'two', 'three', 'four')[number]} says this.")(canvas)

        return draw

    reading: Reading = READERS[".pdf"](pdf(tmp_path / "a.pdf", *map(page, range(4))))
    assert [b.text for b in reading.blocks] == [f"Only page {n} says this." for n in ("one", "two", "three", "four")]
    assert [p.number for p in reading.pages] == [1, 2, 3, 4]


def test_ruled_tables_keep_rows_cells_and_header(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        rows = [["Measure", "Q1", "Q2"], ["Visits to the hub", "40", "52"], ["Calls to the helpline", "7", ""]]
        table = Table(rows, colWidths=[180, 60, 60])
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.6, colors.black)]))
        table.wrapOn(canvas, 400, 400)
        table.drawOn(canvas, 70, 600)
        lines("The figures for the year so far are in the table above this line.", top=560)(canvas)

    rows = told(read(pdf(tmp_path / "a.pdf", draw)), "row")
    assert [r.text for r in rows] == [
        "Measure: Visits to the hub; Q1: 40; Q2: 52",
        "Measure: Calls to the helpline; Q1: 7",
    ]


def test_initials_beside_a_minute_are_its_owner(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        lines("Nadia Bright reported 52 hate crimes in the first quarter of the year to the Board.")(canvas)
        lines("RESOLVED that the list of centres be brought up to date and sent to members.", top=660)(canvas)
        canvas.drawString(510, 660, "LG/TG")
        lines("The Board noted the dates of the next two meetings and rose at noon that day.", top=620)(canvas)

    owners = {s.text[:8]: s.owner for s in told(read(pdf(tmp_path / "a.pdf", draw)))}
    assert owners == {"Nadia Br": "", "RESOLVED": "LG/TG", "The Boar": ""}


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_rotated_page_reads_like_an_upright_one(tmp_path: Path, angle: int) -> None:
    """A page drawn so that it shows upright once its rotation is applied, as landscape tables are printed."""
    width, height = landscape(A4) if angle % 180 else A4

    def draw(canvas: Canvas) -> None:
        page_width, page_height = A4
        if angle == 90:
            canvas.translate(page_width, 0)
        elif angle == 180:
            canvas.translate(page_width, page_height)
        else:
            canvas.translate(0, page_height)
        canvas.rotate({90: 90, 180: 180, 270: -90}[angle])
        lines(
            "First line of the page, which is long enough to be prose.", "", "Last line of the page.", top=height - 100
        )(canvas)

    path = pdf(tmp_path / "upright.pdf", draw)
    writer = pypdf.PdfWriter()
    writer.append(path)
    writer.pages[0].rotate(angle)
    turned = tmp_path / "turned.pdf"
    writer.write(turned)
    assert width > 0
    assert texts(blocks_of(turned, "paragraph")) == [
        "First line of the page, which is long enough to be prose.",
        "Last line of the page.",
    ]


def test_a_page_without_text_is_a_warning(tmp_path: Path) -> None:
    path = pdf(
        tmp_path / "a.pdf", lines("Some words on the first page of two."), lambda canvas: canvas.rect(50, 50, 100, 100)
    )
    assert READERS[".pdf"](path).warnings == ("no text on page 2",)


def test_a_page_that_is_left_blank_is_not_quoted(tmp_path: Path) -> None:
    path = pdf(
        tmp_path / "a.pdf", lines("Some words on the first page."), lines("This page is left intentionally blank")
    )
    assert texts(list(READERS[".pdf"](path).blocks)) == ["Some words on the first page."]


def test_the_title_comes_from_the_paper_before_the_files_properties(tmp_path: Path) -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setTitle("Microsoft Word - final v3.docx")
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(70, 760, "Marlowick Safety Review")
    lines("A paragraph of the review that says what the review is about.")(canvas)
    canvas.save()
    path = tmp_path / "scan001.pdf"
    path.write_bytes(buffer.getvalue())
    assert read(path).title == "Marlowick Safety Review"
