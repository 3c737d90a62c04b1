"""Pages without a text layer: what stands on their pictures is read with the packaged models, offline."""

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from eval.bench_ocr import differences, scanned
from eval.layouts import scoring
from ingest.documents import Block
from ingest.positions import unpack
from ingest.readers.content import PageContent, Word
from ingest.readers.ocr import recognise
from ingest.readers.ocr_models import Letter
from ingest.readers.ocr_picture import draw
from ingest.readers.ocr_words import pieces_of
from ingest.readers.pdf import read_pdf
from ingest.readers.pdf_layout import content_of
from ingest.readers.pdf_tables import find_tables

HEIGHT = 260
ROWS = (
    ("Action", "Owner", "Due", "RAG"),
    ("Repair the footpath at Mill Lane", "JH", "14 May 2024", "Red"),
    ("Ask for £12,450 from the fund", "", "31/01/2025", "Green"),
    ("Circulate the clerk's anti-social figures", "PN/SO", "–", "Amber"),
)
PAINTED = {"Red": "#f3a6a0", "Green": "#b7dfb0", "Amber": "#fbd98c"}
LEFT, TOP, ROW = 40, 200, 24
COLUMNS = (0, 220, 280, 360, 420)


def paper(path: Path) -> Path:
    """A page of a heading, a paragraph with bullets and a ruled table with an empty cell and painted cells."""
    canvas = Canvas(str(path), pagesize=(500, HEIGHT))
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawString(LEFT, 235, "Matters arising")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(LEFT, 218, "• The Board's 4.2% target was met")
    for number, row in enumerate(ROWS):
        bottom = TOP - (number + 1) * ROW
        for column, words in enumerate(row):
            x0, x1 = LEFT + COLUMNS[column], LEFT + COLUMNS[column + 1]
            canvas.setFillColor(HexColor(PAINTED.get(words, "#ffffff")))
            canvas.rect(x0, bottom, x1 - x0, ROW, fill=1)
            canvas.setFillColor(HexColor("#000000"))
            canvas.drawString(x0 + 4, bottom + 8, words)
    canvas.save()
    return path


def pictured(picture: Image.Image, width: float = 0) -> pdfium.PdfDocument:
    """A PDF of one page that holds nothing but a picture."""
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=72 * picture.width / width if width else 200)
    return pdfium.PdfDocument(out)


def drawn(path: Path) -> Image.Image:
    with pdfium.PdfDocument(path) as document:
        return document[0].render(scale=200 / 72).to_pil()


def turned(picture: Image.Image, degrees: float) -> PageContent:
    return recognise(pictured(picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white"))[0])


def text(words: list[Word]) -> str:
    return " ".join(word.text for word in sorted(words, key=lambda w: (round(w.top / 6), w.x0)))


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return paper(tmp_path_factory.mktemp("ocr") / "paper.pdf")


@pytest.fixture(scope="module")
def level(original: Path) -> PageContent:
    """The page recognised as it is."""
    return turned(drawn(original), 0)


@pytest.fixture(scope="module")
def askew(original: Path) -> PageContent:
    """The page recognised after it was laid on the glass aslant."""
    return turned(drawn(original), 2.4)


def test_a_ruled_table_keeps_its_cells_owners_and_figures(level: PageContent) -> None:
    (table,) = find_tables(level)
    assert [[text(cell.words) for cell in row] for row in table.rows] == [list(row) for row in ROWS]


def test_a_page_that_lies_aslant_is_read_like_one_that_does_not(level: PageContent, askew: PageContent) -> None:
    assert differences(text(level.words), text(askew.words)) <= 2
    (one,), (other,) = find_tables(level), find_tables(askew)
    assert [[text(c.words) for c in row] for row in other.rows] == [[text(c.words) for c in row] for row in one.rows]


def test_painted_cells_keep_their_colour(askew: PageContent) -> None:
    said = {word.text: word for word in askew.words if word.text in PAINTED}
    assert len(said) == 3
    for name, word in said.items():
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        assert [f.colour for f in askew.fills if f.x0 < x < f.x1 and f.top < y < f.bottom] == [name.lower()]


def test_words_stand_where_the_text_layer_has_them(original: Path, level: PageContent) -> None:
    with pdfium.PdfDocument(original) as document:
        truth = content_of(document[0])
    assert (level.width, level.height) == pytest.approx((truth.width, truth.height), abs=1)
    for word in truth.words:
        (found,) = [
            w for w in level.words if w.text == word.text and abs(w.x0 - word.x0) < 2 and abs(w.top - word.top) < 2
        ]
        assert found.x1 == pytest.approx(word.x1, abs=2)
        assert found.bottom == pytest.approx(word.bottom, abs=1.5)
        assert found.size == pytest.approx(word.size, rel=0.1)


def test_headings_are_told_by_weight_and_size(level: PageContent) -> None:
    heading = [w for w in level.words if w.text in ("Matters", "arising")]
    body = [w for w in level.words if w not in heading]
    assert [w.bold for w in heading] == [True, True]
    assert not any(w.bold for w in body)
    assert min(w.size for w in heading) > 1.3 * max(w.size for w in body)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_on_its_side_or_head_is_set_upright(original: Path, level: PageContent, degrees: int) -> None:
    found = turned(drawn(original), degrees)
    assert (found.width, found.height) == pytest.approx((level.width, level.height), abs=1)
    assert differences(text(level.words), text(found.words)) <= 2
    assert len(find_tables(found)) == 1


@pytest.mark.parametrize("degrees", [-2, 90, 182])
def test_a_word_is_shown_where_one_sees_it_on_the_page(original: Path, tmp_path: Path, degrees: int) -> None:
    picture = drawn(original).rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    pictured(picture).save(tmp_path / "scan.pdf")
    found = read_pdf(tmp_path / "scan.pdf")
    (page,) = found.pages
    ((box, inside),) = [
        (b, found.text[b.start : b.end]) for b in unpack(page.words) if found.text[b.start : b.end] == "footpath"
    ]
    middle = (box.x0 + box.x1) / 2 * picture.width, (box.top + box.bottom) / 2 * picture.height
    around = picture.convert("L").rotate(-degrees, Image.Resampling.BICUBIC, center=middle, fillcolor=255)
    width, height = (box.x1 - box.x0) * picture.width, (box.bottom - box.top) * picture.height
    half = max(width, height) / 2 + 4, min(width, height) / 2
    cut = around.crop((middle[0] - half[0], middle[1] - half[1], middle[0] + half[0], middle[1] + half[1]))
    assert text(recognise(pictured(cut)[0]).words) == inside


def test_confidence_is_the_mean_of_the_letters(level: PageContent) -> None:
    letters = sum(len(word.text) for word in level.words)
    assert level.confidence == pytest.approx(sum(w.confidence * len(w.text) for w in level.words) / letters)
    assert all(0.6 <= w.confidence <= 1 for w in level.words)


def test_scribble_specks_and_holes_are_no_words(original: Path, level: PageContent) -> None:
    picture = drawn(original)
    pen = ImageDraw.Draw(picture)
    chance = np.random.default_rng(1)
    for x, y in chance.integers(0, picture.size, (60, 2)):
        pen.ellipse((int(x), int(y), int(x) + 3, int(y) + 3), fill="black")
    pen.ellipse((15, 200, 75, 260), fill="black")
    curve = [(900 + 5 * t, int(110 + 45 * np.sin(t / 1.7) * np.cos(t / 5))) for t in range(60)]
    pen.line(curve, fill="black", width=5)
    assert differences(text(level.words), text(recognise(pictured(picture)[0]).words)) <= 8


@pytest.mark.parametrize("shade", [255, 0, 128])
def test_a_page_of_one_shade_holds_nothing(shade: int) -> None:
    found = recognise(pictured(Image.new("L", (800, 600), shade))[0])
    assert (found.words, found.confidence) == ([], 0)


def test_a_photograph_without_text_holds_nothing() -> None:
    chance = np.random.default_rng(2)
    y, x = np.mgrid[0:500, 0:700]
    levels = 128 + 80 * np.sin(x / 90) * np.cos(y / 70) + chance.normal(0, 12, x.shape)
    found = recognise(pictured(Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8)))[0])
    assert found.words == []


@pytest.mark.parametrize(("width", "height"), [(1, 1), (3, 2), (20_000, 30), (40, 9_000)])
def test_strange_shapes_are_no_harm(width: int, height: int) -> None:
    assert recognise(pictured(Image.new("L", (width, height), 255))[0]).words == []


def test_a_page_that_says_it_is_huge_is_drawn_small() -> None:
    document = pdfium.PdfDocument.new()
    picture = draw(document.new_page(14_400, 14_400)).colour
    assert picture.shape[0] * picture.shape[1] <= 9_100_000


def test_a_damaged_picture_is_no_harm(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("L", (400, 300), 255).save(out, "PDF")
    data = bytearray(out.getvalue())
    start = data.index(b"stream") + 20
    data[start : start + 60] = bytes(60)
    assert recognise(pdfium.PdfDocument(bytes(data))[0]).words == []


def test_a_scan_between_pages_of_text_is_read_in_its_place(original: Path, tmp_path: Path) -> None:
    scan, mixed = tmp_path / "scan.pdf", tmp_path / "mixed.pdf"
    scanned(original, scan, -1.5)
    texts = tmp_path / "texts.pdf"
    canvas = Canvas(str(texts))
    for words in ("The first page has a text layer of its own.", "The last page has one as well, and ends here."):
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    with pdfium.PdfDocument.new() as out:
        for source, page in ((texts, 0), (scan, 0), (texts, 1)):
            with pdfium.PdfDocument(source) as document:
                out.import_pages(document, [page])
        out.save(mixed)
    found = read_pdf(mixed)
    assert [page.confidence is None for page in found.pages] == [True, False, True]
    pages = [found.text[page.start : page.end] for page in found.pages]
    assert "first page" in pages[0]
    assert "Mill Lane" in pages[1]
    assert "ends here" in pages[2]
    assert [w for w in found.warnings if "page 2" in w and "recognised" in w]
    assert ["Repair the footpath at Mill Lane", "JH", "14 May 2024"] in [
        [c.text for c in row.cells[:3]] for row in rows(found.blocks)
    ]


def rows(blocks: tuple[Block, ...]) -> list[Block]:
    return [block for block in blocks if block.kind == "row"]


def test_models_are_loaded_only_for_pictures_and_nothing_connects(original: Path, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scanned(original, scan, 0)
    program = """
import socket, sys
def refuse(*_): raise SystemExit("a connection was tried")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
from pathlib import Path
from ingest.readers.pdf import read_pdf
read_pdf(Path(sys.argv[1]))
assert "onnxruntime" not in sys.modules
assert "Mill Lane" in read_pdf(Path(sys.argv[2])).text
assert "onnxruntime" in sys.modules and "requests" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program, str(original), str(scan)], check=True, timeout=120)


def line(words: str, gaps: dict[int, tuple[int, float]]) -> list[str]:
    """The words of a line of letters ten pixels wide; `gaps`: before a letter, pixels without ink and how likely the
    model holds a space there."""
    ink = np.zeros((30, 2000), bool)
    x, middles = 0, []
    for number in range(len(words)):
        x += gaps.get(number, (2, 0.0))[0]
        ink[10:20, x : x + 10] = True
        middles.append(x + 5)
        x += 10
    ink = ink[:, :x]
    letters = [
        Letter(c, m / x, 0.9, gaps.get(n, (2, 0.0))[1]) for n, (c, m) in enumerate(zip(words, middles, strict=True))
    ]
    return [piece.text for piece in pieces_of(letters, ink, 30)]


def test_a_space_the_model_half_saw_is_one_where_the_gap_is_as_wide_as_others() -> None:
    seen = {2: (12, 0.9), 4: (12, 0.9)}
    assert line("abcdefgh", seen | {6: (11, 0.1)}) == ["ab", "cd", "ef", "gh"]
    assert line("abcdefgh", seen | {6: (4, 0.1)}) == ["ab", "cd", "efgh"]
    assert line("abcdefgh", seen | {6: (11, 0.0)}) == ["ab", "cd", "efgh"]


@pytest.mark.parametrize(("tall", "words"), [(20, "SP"), (14, "sP")])
def test_a_capital_that_looks_like_its_small_letter_is_told_by_its_height(tall: int, words: str) -> None:
    ink = np.zeros((24, 40), bool)
    ink[20 - tall : 20, 2:18] = True
    ink[:, 22:38] = True
    (piece,) = pieces_of([Letter("s", 0.25, 0.9, 0), Letter("P", 0.75, 0.9, 0)], ink, 30)
    assert piece.text == words


def test_small_letters_of_a_word_in_small_letters_stay_small() -> None:
    assert line("Housing", {}) == ["Housing"]


def test_differences_counts_the_letters_to_change() -> None:
    assert differences("kitten", "sitting") == 3
    assert differences("", "abc") == differences("abc", "") == 3
    assert differences("same", "same") == 0


def test_dark_words_in_a_painted_cell_stand_in_that_cell(tmp_path: Path) -> None:
    log = next(p for p, _ in scoring.papers("dev", ["action-log"]) if p.name == "action-log.libreoffice.pdf")
    scanned(log, tmp_path / "scan.pdf", 0.5, pages=1, colour=True)
    with pdfium.PdfDocument(tmp_path / "scan.pdf") as document:
        (table,) = find_tables(recognise(document[0]))
    late = [text(row[-1].words) for row in table.rows if row[-1].colour == "red"]
    assert late.count("Overdue") == 2
