"""What a file is, told from its content, whatever its name says."""

import io
import zipfile
from pathlib import Path

import pytest

from ingest.errors import EncryptedDocument, IngestError, UnreadableDocument, UnsupportedFormat
from ingest.formats import identify, true_suffix
from ingest.readers import READERS
from ingest.reading import read
from tests.ingest.bad_files import WORDS, docx_bytes, pdf_bytes
from tests.ingest.compound import compound, outlook
from tests.ingest.workbooks import Sheet, open_workbook, workbook


def packed(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def ole(stream: str) -> bytes:
    return compound({stream: bytes(5000)})


def open_document(kind: str) -> bytes:
    return packed(mimetype=f"application/vnd.oasis.opendocument.{kind}".encode(), content=b"<x/>")


PAGE = b"<!DOCTYPE html><html><body><p>Words of a page.</p></body></html>"
LETTER = b"Return-Path: <a@b.c>\nFrom: a@b.c\nTo: d@e.f\nSubject: Lamps\n\nWords of a letter."
SAVED = b"From: <Saved by X>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
KINDS = [
    (b"%PDF-1.4\n...", ".pdf"),
    (b"junk from a scanner\n" * 20 + b"%PDF-1.4\n...", ".pdf"),
    (docx_bytes("Words"), ".docx"),
    (workbook({"S": Sheet([["Words"]])}), ".xlsx"),
    (packed(ppt__presentation=b"<x/>"), ".pptx"),
    (open_document("text"), ".odt"),
    (open_workbook(""), ".ods"),
    (ole("WordDocument"), ".doc"),
    (ole("Workbook"), ".xls"),
    (ole("Book"), ".xls"),
    (outlook("S", "a", "b", "Words", {}), ".msg"),
    (b"{\\rtf1 words}", ".rtf"),
    (PAGE, ".html"),
    (b"\xef\xbb\xbf <!-- saved --> <HTML><p>Words", ".html"),
    (PAGE.decode().encode("utf-16"), ".html"),
    (b'<?xml version="1.0"?>\n<!DOCTYPE html><html><p>Words</p></html>', ".html"),
    (LETTER, ".eml"),
    (SAVED, ".mhtml"),
    (packed(notes=b"words"), ".zip"),
    (packed(word__minutes=b"a folder that is called word"), ".zip"),
]


@pytest.mark.parametrize("named", ["paper.doc", "paper.pdf", "paper.xls", "paper", "paper.docx", "paper.dat"])
@pytest.mark.parametrize(("data", "ending"), KINDS, ids=lambda v: v if isinstance(v, str) else "")
def test_the_content_decides_whatever_the_name(tmp_path: Path, data: bytes, ending: str, named: str) -> None:
    path = tmp_path / named
    path.write_bytes(data)
    assert true_suffix(path) == ending


def test_a_page_named_pdf_is_read_as_a_page_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(PAGE)
    found = read(path)
    assert "Words of a page." in found.text
    assert found.warnings == ("named .pdf but is .html: read as that",)


def test_a_pdf_after_junk_is_read(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"HTTP/1.1 200 OK\r\n" * 10 + pdf_bytes(WORDS.format("Fishgate")))
    assert "Fishgate" in read(path).text


@pytest.mark.parametrize(
    ("named", "data"), [("a.htm", PAGE), ("b.xlsm", KINDS[3][0]), ("c.markdown", b"# Words\n\nof it")]
)
def test_other_endings_of_the_same_kind_are_no_reason_to_warn(tmp_path: Path, named: str, data: bytes) -> None:
    path = tmp_path / named
    path.write_bytes(data)
    assert identify(path)[2] == ()


def test_a_text_that_quotes_a_letter_or_begins_with_a_header_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_bytes(b"Date: 5 March 2024\nFrom: the Clerk\nTo: the Board\n\nThe lamps were mended.")
    assert true_suffix(path) == ".txt"
    assert "Clerk" in read(path).text


@pytest.mark.parametrize(
    ("named", "data", "words"),
    [
        ("map.jpg", b"\xff\xd8\xff\xe0\0", "pictures (.jpg) are not read: save it as a PDF"),
        ("minutes.docx", b"\x89PNG\r\n\x1a\n\0", "pictures (.png) are not read"),
        ("old.ppt", ole("PowerPoint Document"), "save it as .pptx"),
        ("slides.pptx", ole("PowerPoint Document"), "save it as .pptx"),
        ("slides.odp", open_document("presentation"), "save it as .pptx or PDF"),
        ("minutes.pages", packed(Index__Document=b"x"), "export it as .docx or PDF"),
        ("run.txt", b"MZ\x90\0\x03\0", "programs are not read"),
        ("papers.rar", b"Rar!\x1a\x07\0", "pack it as .zip"),
        ("minutes.mp3", b"ID3\x04\0", "recordings (.mp3) are not read"),
        ("minutes.doc", b'<?xml version="1.0"?><w:wordDocument/>', "XML files are not read: save it"),
        ("unnamed", b"just words", "files without an ending cannot be read yet"),
        ("notes.xyz", b"just words", ".xyz cannot be read yet: save it as one of .txt, .md, .html, .pdf, .docx"),
    ],
)
def test_what_is_not_read_says_what_to_do(tmp_path: Path, named: str, data: bytes, words: str) -> None:
    path = tmp_path / named
    path.write_bytes(data)
    with pytest.raises(UnsupportedFormat) as caught:
        read(path)
    assert words in str(caught.value)


@pytest.mark.parametrize("named", ["a.pdf", "a.docx", "a.xlsx", "a.odt", "a.msg", "a.pptx"])
def test_words_alone_are_no_such_file(tmp_path: Path, named: str) -> None:
    path = tmp_path / named
    path.write_bytes(b"just words")
    with pytest.raises(UnreadableDocument, match="whatever its name says"):
        read(path)


@pytest.mark.parametrize("named", ["a.docx", "a.xlsx", "a.doc"])
def test_a_password_is_told_from_the_streams_at_the_root(tmp_path: Path, named: str) -> None:
    path = tmp_path / named
    path.write_bytes(ole("EncryptedPackage"))
    with pytest.raises(EncryptedDocument, match="needs a password"):
        read(path)


def test_an_open_document_with_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    path.write_bytes(
        packed(mimetype=b"application/vnd.oasis.opendocument.text", **{"META-INF__manifest.xml": manifest})
    )
    with pytest.raises(EncryptedDocument, match="needs a password"):
        read(path)


def test_a_workbook_inside_a_word_file_does_not_make_it_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(compound({"WordDocument": bytes(5000), "ObjectPool": {"_1": {"Workbook": bytes(5000)}}}))
    assert true_suffix(path) == ".doc"


def test_every_reader_is_found_by_its_own_ending() -> None:
    assert {".pdf", ".docx", ".xlsx", ".xls", ".ods", ".csv", ".eml", ".msg", ".html", ".md", ".txt"} <= set(READERS)


@pytest.mark.parametrize("size", [1, 3, 7, 8, 30, 512, 600])
@pytest.mark.parametrize(
    "start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"{\\rtf", b"From: a\nTo: b\n"]
)
def test_the_beginning_of_a_file_is_never_a_crash(tmp_path: Path, start: bytes, size: int) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes((start + bytes(600))[:size])
    with pytest.raises(IngestError):
        read(path)
