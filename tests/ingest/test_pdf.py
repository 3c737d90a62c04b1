"""PDF pages as board papers have them: columns, furniture, owners beside items, tables over pages, word boxes."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from ingest.documents import Block, Document, Reading
from ingest.errors import EncryptedDocument, IngestError, TooLarge
from ingest.owners import may_name_owner, runs_on
from ingest.positions import unpack
from ingest.readers.pdf import read_pdf
from ingest.reading import read

Draw = Callable[[Canvas], None]
LEFT = [
    "The Board heard that the number of",
    "burglaries in the borough had fallen",
    "by a fifth since the spring, and that",
    "the largest fall was in Eastmere where",
    "the new locks had been fitted to all",
    "the flats above the shops.",
]
RIGHT = [
    "Members asked whether the lamps along",
    "the Quayside would be kept alight the",
    "whole night. The officer answered that",
    "the council would pay for this until",
    "the end of March, and that a decision",
    "for the year after was still to come.",
]


def write(path: Path, *pages: Draw, size: tuple[float, float] = A4) -> Path:
    canvas = Canvas(str(path), pagesize=size)
    for draw in pages:
        canvas.setFont("Helvetica", 11)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def put(canvas: Canvas, words: list[str], x: float = 70, top: float = 700, step: float = 14) -> None:
    for number, line in enumerate(words):
        canvas.drawString(x, top - step * number, line)


def prose(reading: Reading) -> list[str]:
    return [b.text for b in reading.blocks if b.kind in ("paragraph", "item")]


def owned(blocks: tuple[Block, ...]) -> dict[str, str]:
    return {b.text[:12]: b.owner for b in blocks if b.kind in ("paragraph", "item")}


# columns


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(70, 760, "News of the partnership for everyone who lives here")
        canvas.setFont("Helvetica", 11)
        put(canvas, LEFT)
        put(canvas, RIGHT, x=310)

    reading = read_pdf(write(tmp_path / "a.pdf", draw))
    assert prose(reading) == [" ".join(LEFT), " ".join(RIGHT)]


def test_columns_whose_lines_are_not_level_are_told_apart(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, LEFT)
        put(canvas, RIGHT, x=310, top=694)

    assert prose(read_pdf(write(tmp_path / "a.pdf", draw))) == [" ".join(LEFT), " ".join(RIGHT)]


def test_what_stands_across_parts_the_columns_above_from_those_below(tmp_path: Path) -> None:
    across = "Between the columns stands one line that reaches from the left edge of the page to the right one."

    def draw(canvas: Canvas) -> None:
        put(canvas, LEFT)
        put(canvas, RIGHT, x=310)
        canvas.drawString(70, 580, across)
        put(canvas, [line.replace("the", "that") for line in LEFT], top=540)
        put(canvas, [line.replace("the", "that") for line in RIGHT], x=310, top=540)

    text = " ".join(prose(read_pdf(write(tmp_path / "a.pdf", draw))))
    places = [text.index(w) for w in ("The Board heard", "Members asked", "Between the", "that lamps along")]
    assert places == sorted(places)


def test_the_last_lines_of_columns_are_read_in_turn_on_the_next_page(tmp_path: Path) -> None:
    def first(canvas: Canvas) -> None:
        put(canvas, LEFT)
        put(canvas, RIGHT, x=310)

    def second(canvas: Canvas) -> None:
        put(canvas, ["More was said of the lamps, and of the", "money that was to come for them from"], top=780)
        put(canvas, ["the council before the end of the year,", "as before."], x=310, top=780)
        put(canvas, ["The next meeting is in the hall, at seven, as it was the last time, and all may come."], top=720)

    last = prose(read_pdf(write(tmp_path / "a.pdf", first, second)))[2:]
    assert " ".join(last).startswith("More was said of the lamps, and of the money that was to come for them from the")


def test_names_with_initials_are_no_columns_of_text(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for number, (a, b) in enumerate(
            [("Ann Marsh", "AM"), ("Bob Thorn", "BT"), ("Cy Vale", "CV"), ("Di Wold", "DW")]
        ):
            put(canvas, [a], top=700 - 14 * number)
            put(canvas, [b], x=220, top=700 - 14 * number)
        put(canvas, ["The meeting was chaired by Ann Marsh, who welcomed everyone to the hall."], top=600)

    words = read_pdf(write(tmp_path / "a.pdf", draw)).text.split()
    assert words.index("AM") == words.index("Marsh") + 1
    assert words.index("DW") == words.index("Wold") + 1


# what is printed on every page


def test_running_heads_that_alternate_or_change_are_left_out_and_told(tmp_path: Path) -> None:
    words = ["one", "two", "three", "four", "five", "six"]

    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(
                70 if number % 2 else 300, 810, "Harbour Board" if number % 2 else "Minutes of 3 May 2024"
            )
            canvas.drawString(300, 30, f"- {number + 1} -")
            put(canvas, [f"This sentence stands on page {words[number]} of the paper alone."])

        return draw

    reading = read_pdf(write(tmp_path / "a.pdf", *map(page, range(6))))
    assert prose(reading) == [f"This sentence stands on page {n} of the paper alone." for n in words]
    assert {v for k, v in reading.properties if k == "running head"} == {"Harbour Board", "Minutes of 3 May 2024"}


def test_a_line_of_the_text_that_pages_share_is_kept(tmp_path: Path) -> None:
    """Front sheets repeat their fields at one height, below a title that differs."""

    def page(title: str) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Helvetica-Bold", 16)
            canvas.drawString(70, 790, title)
            canvas.setFont("Helvetica", 11)
            canvas.drawString(70, 765, "Date of report: 20 November 2023")
            put(canvas, ["The report begins here with a sentence about its own subject."])

        return draw

    reading = read_pdf(
        write(tmp_path / "a.pdf", *map(page, ["Safer streets", "Hate crime", "Young people", "Prevent"]))
    )
    assert reading.text.count("Date of report") == 4


def test_the_header_of_a_table_on_every_page_is_no_running_head(tmp_path: Path) -> None:
    def page(start: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            rows = [
                ["Ref", "Action", "Owner"],
                *([f"A{n}", f"Do thing number {n}", "LS"] for n in range(start, start + 5)),
            ]
            table = Table(rows, colWidths=[60, 300, 60])
            table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.6, colors.black)]))
            table.wrapOn(canvas, 420, 700)
            table.drawOn(canvas, 70, 700)

        return draw

    document = read(write(tmp_path / "a.pdf", page(1), page(6), page(11)))
    rows = [s.cells for c in document.chunks for s in c.statements if s.kind == "row"]
    assert rows == [(("Ref", f"A{n}"), ("Action", f"Do thing number {n}"), ("Owner", "LS")) for n in range(1, 16)]


# owners


def margin(owners: dict[int, str]) -> Draw:
    """Five items of two lines; owners in the margin at the given lines (0 to 9)."""

    def draw(canvas: Canvas) -> None:
        for item in range(5):
            top = 700 - 40 * item
            put(
                canvas,
                [f"Item {'abcde'[item]} was talked over at length and the Board asked that more be", "done."],
                top=top,
            )
        for line, owner in owners.items():
            canvas.drawString(480, 700 - 40 * (line // 2) - 14 * (line % 2), owner)

    return draw


@pytest.mark.parametrize("low", [0, 1])
def test_an_owner_belongs_to_the_item_it_is_level_with(tmp_path: Path, low: int) -> None:
    path = write(tmp_path / "a.pdf", margin({0 + low: "LS", 4 + low: "JB/TK", 8 + low: "ALL"}))
    assert list(owned(read_pdf(path).blocks).values()) == ["LS", "", "JB/TK", "", "ALL"]


def test_owners_below_each_other_are_one_items_owners(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", margin({2: "LS", 3: "JB", 8: "TK"}))
    assert list(owned(read_pdf(path).blocks).values()) == ["", "LS/JB", "", "", "TK"]


def test_names_in_the_column_of_owners_count_as_initials_do(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", margin({0: "LS", 2: "Police", 4: "JB", 6: "Cllr", 7: "Fox"}))
    assert list(owned(read_pdf(path).blocks).values()) == ["LS", "Police", "JB", "Cllr Fox", ""]


def test_each_resolution_of_one_cell_has_the_owner_at_its_height(tmp_path: Path) -> None:
    item = [
        "The officer reported on the year, in which more was done than ever before.",
        "Resolved: that the list be sent to all members.",
        "Members thanked the officer for the work.",
        "Resolved: that the poster be shown on all buses.",
    ]

    def draw(canvas: Canvas) -> None:
        table = Table(
            [
                ["No", "Item", "Action"],
                ["7", "\n\n".join(item), "\n\nLS\n\n\n\nJB/TK"],
                ["8", "There was no more.", ""],
            ],
            colWidths=[30, 390, 50],
        )
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
        table.wrapOn(canvas, 470, 700)
        table.drawOn(canvas, 60, 500)

    document = read(write(tmp_path / "a.pdf", draw))
    told = {s.text: s.owner for c in document.chunks for s in c.statements}
    assert told[item[1]] == "LS"
    assert told[item[3]] == "JB/TK"
    assert told[item[2]] == ""


@pytest.mark.parametrize("words", ["Police", "Cllr Fox", "J Smith", "BCSP", "Chair and clerk", "JB (by 3 May)"])
def test_owners_may_be_names_where_a_column_says_so(words: str) -> None:
    assert may_name_owner(words)


@pytest.mark.parametrize("words", ["would be sent to all", "£4,200", "12", "and the Board agreed that this was so."])
def test_text_is_no_owner(words: str) -> None:
    assert not may_name_owner(words)


@pytest.mark.parametrize(
    ("first", "second", "one"), [("Cllr", "Fox", True), ("JB", "(by May)", True), ("LS", "JB", False)]
)
def test_a_name_on_two_lines_is_one_owner(first: str, second: str, one: bool) -> None:
    assert runs_on(first, second) == one


# paragraphs


def test_hyphens_at_the_end_of_a_line_go_and_those_of_a_word_stay(tmp_path: Path) -> None:
    lines = [
        "The Chair was re-elected and thanked the Board for its work on the part-",
        "nership plan. It was agreed that the Vice-Chair would also be re-",
        "elected in the spring, and that a long-term plan of the whole commu-",
        "nity be made.",
    ]
    [told] = prose(read_pdf(write(tmp_path / "a.pdf", lambda canvas: put(canvas, lines))))
    assert "partnership plan" in told
    assert "be re-elected in" in told
    assert "whole community be" in told


def test_hyphens_of_a_paper_that_cuts_no_words_are_the_words_own(tmp_path: Path) -> None:
    lines = [f"Line {n} of the paper ends with a whole word as all others do but one" for n in range(200)]
    lines[40:42] = [
        "The partners asked for a site that reads well on phones, a mobile-",
        "compatible one, and for infor-",
    ]
    lines[42] = "mation about the cost of it."

    def page(first: int) -> Draw:
        return lambda canvas: put(canvas, lines[first : first + 50], top=760)

    text = " ".join(prose(read_pdf(write(tmp_path / "a.pdf", *map(page, range(0, 200, 50))))))
    assert "mobile-compatible" in text
    assert "information about" in text


@pytest.mark.parametrize("kind", ["dot", "picture"])
def test_dots_that_are_drawn_begin_items(tmp_path: Path, kind: str) -> None:
    picture = ImageReader(Image.new("L", (12, 12), 0))

    def draw(canvas: Canvas) -> None:
        put(canvas, ["The Chair told members of three things:"], top=720)
        put(canvas, ["The lamps had been mended", "The gates were still to come", "Nobody had asked for more"], x=90)
        for y in (700, 686, 672):
            if kind == "dot":
                canvas.circle(78, y + 4, 2, stroke=0, fill=1)
            else:
                canvas.drawImage(picture, 74, y, 8, 8)

    blocks = read_pdf(write(tmp_path / "a.pdf", draw)).blocks
    assert [b.kind for b in blocks] == ["paragraph", "item", "item", "item"]


def test_painted_boxes_before_words_are_no_dots(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(colors.green)
        for y in (700, 686, 672):
            canvas.rect(70, y - 3, 14, 14, stroke=0, fill=1)
        canvas.setFillColor(colors.black)
        put(canvas, ["The lamps", "The gates", "The paths"], x=90)

    assert "•" not in read_pdf(write(tmp_path / "a.pdf", draw)).text


def test_numbered_items_begin_blocks_of_their_own(tmp_path: Path) -> None:
    lines = [
        "4.1 The Board noted the report on hate crime and thanked its author for the detail it",
        "gave about the places where it happened.",
        "4.2 The Board agreed to meet on 3 May.",
        "175. The Chair closed the meeting at noon and wished everyone a safe way home that day",
        "18 May would be the next date.",
        "(a) a first thing",
        "(b) a second thing",
    ]
    told = [b.text for b in read_pdf(write(tmp_path / "a.pdf", lambda canvas: put(canvas, lines))).blocks]
    assert [t.split()[0] for t in told] == ["4.1", "4.2", "175.", "a", "a"]
    assert told[2].endswith("18 May would be the next date.")


def test_list_levels_follow_how_far_marks_stand_in(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for number, (x, words) in enumerate([(150, "• One"), (170, "- Inner"), (170, "- Second"), (150, "• Two")]):
            put(canvas, [f"{words} thing that is to be done by the Board."], x=x, top=700 - 16 * number)

    items = [b.level for b in read_pdf(write(tmp_path / "a.pdf", draw)).blocks if b.kind == "item"]
    assert items == [0, 1, 1, 0]


def test_contents_lose_their_dots_and_are_no_headings(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(70, 740, "Contents")
        canvas.setFont("Helvetica", 11)
        entries = [("1. Introduction", 3), ("2. What was done", 4), ("3. What comes next", 9)]
        put(canvas, [f"{name} {'.' * (60 - len(name))} {page}" for name, page in entries])
        put(canvas, ["The paper begins below its table of contents with a sentence like this one."], top=600)

    document = read(write(tmp_path / "a.pdf", draw))
    assert [b.text for s in document.sections for b in s.blocks if b.kind == "item"] == [
        "1. Introduction 3",
        "2. What was done 4",
        "3. What comes next 9",
    ]
    assert all("Introduction" not in " ".join(s.path) for s in document.sections)


def test_a_paragraph_with_an_owner_goes_on_over_the_page(tmp_path: Path) -> None:
    def first(canvas: Canvas) -> None:
        put(canvas, ["The Board noted the plan of the council and thanked everyone who had taken"], top=760)
        put(canvas, ["Resolved that the list of places be printed and brought to the library by the"], top=60)
        canvas.drawString(490, 60, "LS")

    def second(canvas: Canvas) -> None:
        put(canvas, ["end of May at the latest.", "", "The next meeting is on 3 May."], top=760)

    document = read(write(tmp_path / "a.pdf", first, second))
    told = {s.text: s.owner for c in document.chunks for s in c.statements}
    whole = "Resolved that the list of places be printed and brought to the library by the end of May at the latest."
    assert told[whole] == "LS"


def test_a_row_cut_by_the_end_of_a_page_is_whole(tmp_path: Path) -> None:
    def page(rows: list[list[str]], low: float) -> Draw:
        def draw(canvas: Canvas) -> None:
            table = Table(rows, colWidths=[60, 300, 60])
            table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.6, colors.black)]))
            table.wrapOn(canvas, 420, 700)
            table.drawOn(canvas, 70, low)

        return draw

    head = ["Ref", "Action", "Owner"]
    first = [head, ["A1", "Print the list of places", "LS"], ["A2", "Ask the council to send", "JB"]]
    second = [head, ["", "Mr Grey to every school", ""], ["A3", "Book the hall", "TK"]]
    document = read(write(tmp_path / "a.pdf", page(first, 60), page(second, 700)))
    rows = [[cell for _, cell in s.cells] for c in document.chunks for s in c.statements if s.kind == "row"]
    assert rows == [
        ["A1", "Print the list of places", "LS"],
        ["A2", "Ask the council to send Mr Grey to every school", "JB"],
        ["A3", "Book the hall", "TK"],
    ]


# places


def boxed(reading: Reading) -> list[str]:
    return [reading.text[b.start : b.end] for page in reading.pages for b in unpack(page.words)]


def test_every_word_has_its_box_in_the_order_of_the_text(sample_papers: list[Path]) -> None:
    papers = [p for p in sample_papers if p.suffix == ".pdf"]
    assert papers
    for path in papers:
        reading = read_pdf(path)
        words = boxed(reading)
        assert len(words) > 100
        assert all(w == w.strip() and len(w.split()) == 1 for w in words)
        assert "".join(words) == "".join(reading.text.split())
        for page in reading.pages:
            boxes = list(unpack(page.words))
            assert all(page.start <= b.start < b.end <= page.end for b in boxes)
            assert all(a.end <= b.start for a, b in pairwise(boxes))


def test_boxes_cover_the_ink_of_their_words(sample_papers: list[Path]) -> None:
    for path in (p for p in sample_papers if p.suffix == ".pdf"):
        reading = read_pdf(path)
        with pdfium.PdfDocument(path) as document:
            for page in (reading.pages[0], reading.pages[-1]):
                picture = document[page.number - 1].render(scale=2).to_pil().convert("L")
                for box in unpack(page.words):
                    corners = box.x0 * picture.width, box.top * picture.height
                    inside = picture.crop((*corners, box.x1 * picture.width, box.bottom * picture.height))
                    darkest, _ = inside.getextrema()
                    assert darkest < 200, (path.name, page.number, reading.text[box.start : box.end])


def test_a_joined_word_keeps_both_its_boxes(tmp_path: Path) -> None:
    lines = ["The Board agreed that the whole of the money be spent on the part-", "nership in May."]
    reading = read_pdf(write(tmp_path / "a.pdf", lambda canvas: put(canvas, lines)))
    words = boxed(reading)
    assert words[words.index("part") + 1] == "nership"
    assert "partnership" in reading.text


# files


def test_properties_are_told_as_dates_and_words(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), lang="en-GB")
    canvas.setTitle("Hate crime report")
    canvas.setAuthor("Ann Marsh")
    canvas.drawString(70, 700, "The report says what was done.")
    canvas.save()
    told = dict(read_pdf(path).properties)
    assert (told["title"], told["author"], told["language"]) == ("Hate crime report", "Ann Marsh", "en-GB")
    assert len(told["created"]) == len("2024-05-03")


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", *[lambda canvas: None] * 2001)
    with pytest.raises(TooLarge, match="2001 pages; the limit is 2000"):
        read_pdf(path)


def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    Canvas(str(path), encrypt="secret").save()
    with pytest.raises(EncryptedDocument, match="password"):
        read_pdf(path)


def test_a_file_cut_short_is_read_or_refused_in_plain_words(tmp_path: Path, sample_papers: list[Path]) -> None:
    whole = next(p for p in sample_papers if p.suffix == ".pdf").read_bytes()
    for share in (0.2, 0.5, 0.9):
        path = tmp_path / "cut.pdf"
        path.write_bytes(whole[: int(len(whole) * share)])
        try:
            told: Document | str = read(path)
        except IngestError as error:
            told = str(error)
        assert not isinstance(told, str) or "PDF" in told


def test_headings_that_count_or_come_again_far_on_are_no_running_heads(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    numbers = {0: 1, 1: 2, 3: 3, 4: 4}  # pledges begin on these pages
    for page in range(30):
        canvas.setFont("Helvetica-Bold", 13)
        if page in numbers:
            canvas.drawString(72, 800, f"Pledge {numbers[page]}")
        elif page % 10 == 8:
            canvas.drawString(72, 800, "Who helps")
        canvas.setFont("Helvetica", 11)
        for line in range(6):
            canvas.drawString(72, 700 - 14 * line, f"Word {page} of the plan that the wardens made on line {line}.")
        canvas.showPage()
    canvas.save()
    headings = [b.text for b in read_pdf(path).blocks if b.kind == "heading"]
    assert headings == ["Pledge 1", "Pledge 2", "Pledge 3", "Pledge 4", "Who helps", "Who helps", "Who helps"]
