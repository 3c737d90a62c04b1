"""PDFs that were spoilt or made to do harm: each is read, or refused in a plain line; one bad page spoils no other."""

import contextlib
import io
import sys
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import EmptyDocument, IngestError, TooLarge
from ingest.readers.pdf import read_pdf

WORDS = "The gate of the park is shut at night."
SHOWN = b"BT /F 12 Tf 70 700 Td (" + WORDS.encode() + b") Tj ET "
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
A4 = b"[0 0 595 842]"


def pdf(*objects: bytes, shift: int = 0) -> bytes:
    """A PDF of objects, the first its catalogue; `shift` puts the table of their places wrong."""
    out, table = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for number, body in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % (len(out) + shift)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out) + shift)
    return out + b"xref\n0 %d\n" % size + table + end


def stream(data: bytes, head: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(data), data)


def paged(*more: bytes, box: bytes = A4, content: bytes = SHOWN, things: bytes = b"", shift: int = 0) -> bytes:
    resources = b"/Resources<</Font<</F 5 0 R>>/XObject<<%s>>>>" % things
    page = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox %s%s>>" % (box, resources)
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", tree, page, stream(content), FONT, *more, shift=shift)


def form(inside: int) -> bytes:
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>" % inside
    return stream(b"/X Do", head)


def blank(pages: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(pages))
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages)
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", tree, *[b"<</Type/Page/Parent 2 0 R/MediaBox %s>>" % A4] * pages)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(paged(shift=7), id="damaged xref"),
        pytest.param(paged(box=b"[0 0 100000000 100000000]"), id="page of 35 km"),
        pytest.param(
            paged(*map(form, range(7, 3007)), content=SHOWN + b"/X Do", things=b"/X 6 0 R"), id="forms 3,000 deep"
        ),
        pytest.param(paged(form(6), content=SHOWN + b"/X Do", things=b"/X 6 0 R"), id="form in itself"),
        pytest.param(paged(content=SHOWN + b"10 10 m 20 20 l S " * 100_000), id="100,000 lines"),
    ],
)
def test_what_stands_on_an_odd_page_is_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    assert read_pdf(tmp_path / "a.pdf").text.split() == WORDS.split()


@pytest.mark.parametrize("box", [b"[0 0 0 0]", b"[0 0 -595 -842]", b"[0 0 1e30 1e30]", b"[a b]", b"null"])
def test_a_page_of_no_sensible_size_is_read_or_refused(tmp_path: Path, box: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(paged(box=box))
    with contextlib.suppress(IngestError):
        assert WORDS in read_pdf(tmp_path / "a.pdf").text


def test_thousands_of_pages_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(blank(10_000))
    with pytest.raises(TooLarge, match="10000 pages; the limit is 2000"):
        read_pdf(tmp_path / "a.pdf")


def test_a_tree_of_pages_that_holds_itself_is_refused(tmp_path: Path) -> None:
    tree = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 900000>>"
    (tmp_path / "a.pdf").write_bytes(pdf(b"<</Type/Catalog/Pages 2 0 R>>", tree))
    with pytest.raises(IngestError, match=":"):
        read_pdf(tmp_path / "a.pdf")


def test_a_pdf_without_pages_says_so(tmp_path: Path) -> None:
    tree = b"<</Type/Pages/Kids[]/Count 0>>"
    (tmp_path / "a.pdf").write_bytes(pdf(b"<</Type/Catalog/Pages 2 0 R>>", tree))
    with pytest.raises(EmptyDocument, match="no pages"):
        read_pdf(tmp_path / "a.pdf")


def scan(path: Path, *, words: str) -> Path:
    """A page that is a picture, and one with words."""
    picture = io.BytesIO()
    Image.new("L", (600, 800), 240).save(picture, "PNG")
    canvas = Canvas(str(path))
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    canvas.showPage()
    canvas.drawString(70, 700, words)
    canvas.showPage()
    canvas.save()
    return path


@pytest.mark.parametrize("missing", [True, False])
def test_a_picture_that_cannot_be_recognised_spoils_no_other_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: bool
) -> None:
    def fail(page: object) -> None:
        raise RuntimeError("no models")

    if missing:
        monkeypatch.setitem(sys.modules, "ingest.readers.ocr", None)
    else:
        monkeypatch.setattr("ingest.readers.ocr.recognise", fail)
    reading = read_pdf(scan(tmp_path / "a.pdf", words=WORDS))
    assert [block.text for block in reading.blocks] == [WORDS]
    assert reading.warnings == ("page 1 could not be recognised: put in the original, or a copy with a text layer",)
