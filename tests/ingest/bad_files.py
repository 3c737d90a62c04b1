"""Files that can't be read, and a few that look so and can; each is made in a folder with what its report must say."""

import io
import os
import random
import struct
import zipfile
from pathlib import Path

import docx
import pypdf
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.compound import compound, outlook
from tests.ingest.workbooks import Sheet, workbook

_LAUGHS = b'<!DOCTYPE x [<!ENTITY a0 "ha">' + b"".join(
    b'<!ENTITY a%d "&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;">' % (i, *[i - 1] * 10) for i in range(1, 10)
)
_LAUGHS += b"]><x><c><v>&a9;</v></c></x>"
_CORNER = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_MILLION = "".join(f'<row r="{number}"/>' for number in range(3, 200_000))
_LOCKED_SHEET = struct.pack("<6H", 0x809, 4, 0x600, 5, 0x2F, 2) + bytes(5000)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
WORDS = "The Board agreed that the lamps of {} be mended before the end of March."


def pdf_bytes(words: str = "", pages: int = 1) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for _ in range(pages):
        canvas.drawString(70, 700, words)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _locked(user: str, algorithm: str) -> bytes:
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(pdf_bytes(WORDS.format(algorithm))))
    writer.encrypt(user_password=user, owner_password="owner", algorithm=algorithm)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _no_pages() -> bytes:
    buffer = io.BytesIO()
    pypdf.PdfWriter().write(buffer)
    return buffer.getvalue()


def _zip(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(
                name.replace("_xml", ".xml") if "/" in name else name.replace("__", "/").replace("_xml", ".xml"), data
            )
    return buffer.getvalue()


def docx_bytes(words: str, nested: int = 0) -> bytes:
    paper = docx.Document()
    paper.add_paragraph(words)
    holder = paper.add_table(1, 1).cell(0, 0) if nested else None
    for depth in range(nested):
        assert holder is not None
        holder.text = f"depth {depth}"
        holder = holder.add_table(1, 1).cell(0, 0)
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def _bomb() -> bytes:
    """A Word file of 200 KB whose text unpacks to 100 MB."""
    buffer = io.BytesIO(docx_bytes("bomb"))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/more.xml", b"<a/>" * 25_000_000)
    return buffer.getvalue()


def _too_deep() -> bytes:
    """A Word file whose tables stand in each other 3,000 deep."""
    body = b"<w:tbl><w:tr><w:tc>" * 3000 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 3000
    source, target = zipfile.ZipFile(io.BytesIO(docx_bytes("deep"))), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            archive.writestr(name, data.replace(b"<w:body>", b"<w:body>" + body) if "document" in name else data)
    return target.getvalue()


def _ole(stream: str) -> bytes:
    """The start of a compound file that has a stream of a name, as Word's files with a password have."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(4000)


def make_bad(folder: Path) -> dict[Path, str]:
    """Return each file with words its report must hold; nothing of it is ingested."""
    scramble = random.Random(7)
    whole = pdf_bytes(WORDS.format("Pinder Lane"), pages=3)
    word = docx_bytes("A paper that was cut in half on its way.")
    contents: dict[str, tuple[bytes, str]] = {
        "empty.txt": (b"", "empty"),
        "empty.pdf": (b"", "empty"),
        "empty.docx": (b"", "empty"),
        "blank.md": (b" \n\n\t \n", "empty"),
        "nothing-said.html": (b"<html><body><p> </p></body></html>", "no text"),
        "furniture-alone.txt": (b"Page 1 of 1\n\n- 2 -\n", "no text"),
        "junk.pdf": (b"%PDF-1.7\n" + scramble.randbytes(5000), "damaged"),
        "half.pdf": (whole[:200], "damaged"),
        "half.docx": (word[: len(word) // 2], "damaged"),
        "hollow.docx": (_zip(word__document=b"<not-word/>"), "damaged"),
        "rc4.pdf": (_locked("secret", "RC4-128"), "needs a password"),
        "aes.pdf": (_locked("secret", "AES-256"), "needs a password"),
        "locked.docx": (_ole("EncryptedPackage"), "needs a password"),
        "large-locked.docx": (_ole("x") + bytes(300_000) + _ole("EncryptedPackage"), "needs a password"),
        "no-pages.pdf": (_no_pages(), "no pages"),
        "pictures.pdf": (pdf_bytes(), "pictures of pages and no text"),
        "nothing-packed.zip": (_zip(**{".hidden": b"x"}), "no papers are packed in it"),
        "bomb.zip": (_zip(**{f"{i}.txt": bytes(20_000_000) for i in range(6)}), "unpacks to more than"),
        "half.zip": (_zip(notes=b"some notes")[:40], "damaged"),
        "program.txt": (b"MZ\x90\x00\x03" + scramble.randbytes(9000), "programs are not read"),
        "noise.md": (bytes(b for b in scramble.randbytes(9000) if b), "not a text file"),
        "deep.html": (b"<div>" * 100_000 + b"deep words", "nested too deeply"),
        "deep.docx": (_too_deep(), "nested too deeply"),
        "bomb.docx": (_bomb(), "unpacks to more than"),
        "old.doc": (_ole("WordDocument"), "Word file is damaged"),
        "old-named-new.docx": (_ole("WordDocument"), "Word file is damaged"),
        "sheet.xlsx": (_zip(xl__workbook=b"<x/>"), "damaged"),
        "laughs.xlsx": (workbook({"S": Sheet([["x"]])}, {"xl/styles.xml": _LAUGHS}), "damaged"),
        "laughs-in-a-sheet.xlsx": (workbook({"S": Sheet([["x"]])}, {"xl/worksheets/sheet1.xml": _LAUGHS}), "damaged"),
        "corner.xlsx": (workbook({"S": Sheet([["x"]], more=_CORNER)}), "spans 1,048,576 rows and 16,384 columns"),
        "nothing.xlsx": (workbook({"S": Sheet([])}), "no words"),
        "text.xlsx": (b"only words", "not a .xlsx file"),
        "locked.xls": (
            compound({"Workbook": struct.pack("<4H", 0x809, 4, 0x600, 5) + b"\x2f\0\2\0\0\0" + bytes(5000)}),
            "password",
        ),
        "damaged.xls": (compound({"Workbook": scramble.randbytes(6000)}), "damaged"),
        "laughs.ods": (_zip(mimetype=_ODS, content_xml=_LAUGHS), "damaged"),
        "binary.csv": (b"a,b\0\1\2" + scramble.randbytes(3000), "not a text file"),
        "blank.csv": (b",,\n,,\n", "no words"),
        "half.msg": (outlook("S", "a", "b", "words", {})[:700], "damaged"),
        "slides.ppt": (compound({"PowerPoint Document": bytes(5000)}), "save it as .pptx"),
        "map.jpg": (b"\xff\xd8\xff\xe0\0", "pictures (.jpg) are not read"),
        "photo.pdf": (b"\x89PNG\r\n\x1a\n\0", "pictures (.png) are not read"),
        "flat.doc": (b'<?xml version="1.0"?><w:wordDocument/>', "XML files are not read"),
        "unnamed": (b"words", "cannot be read yet"),
    }
    made: dict[Path, str] = {}
    for name, (data, words) in contents.items():
        (folder / name).write_bytes(data)
        made[folder / name] = words
    large = folder / "large.txt"
    with large.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    (folder / "folder.pdf").mkdir()
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    os.mkfifo(folder / "pipe.txt")
    return made | {
        large: "the limit is 100 MB",
        folder / "folder.pdf": "may not be opened",
        folder / "gone.txt": "no longer there",
        folder / "circle.txt": "could not be read",
        folder / "pipe.txt": "empty",
        folder / ("n" * 300 + ".txt"): "could not be read",
    }


def make_good(folder: Path) -> dict[Path, str]:
    """Return each file with words that must be found; some are named wrongly or strangely."""
    contents: dict[str | bytes, bytes] = {
        "plain.txt": b"Castle",
        "pdf-inside.txt": pdf_bytes(WORDS.format("Fishgate")),
        "page-inside.pdf": b"<!DOCTYPE html><html><body><p>"
        + WORDS.format("Saltmarsh").encode()
        + b"</p></body></html>",
        "word-inside.txt": docx_bytes(WORDS.format("Brickfield")),
        "table.csv": f"Place;Words\r\nHere;{WORDS.format('Mill Lane')}\r\n".encode("cp1252"),
        "million.xlsx": workbook({"S": Sheet([[WORDS.format("Gasworks")]], dimension="A1:XFD1048576", more=_MILLION)}),
        "macros.xlsm": workbook({"S": Sheet([[WORDS.format("Ropewalk")]])}, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        "scripts.html": b"<body onload=alert(1)><script>Basingstoke</script><p>" + WORDS.format("Wharf").encode(),
        "after-junk.pdf": b"Content-Type: application/pdf\r\n\r\n" * 3 + pdf_bytes(WORDS.format("Orchard")),
        "letter.eml": b"From: a@b.c\nTo: d@e.f\nSubject: Lamps\n\n" + WORDS.format("Tannery").encode(),
        "owner-lock.pdf": _locked("", "AES-256"),
        "tables-in-tables.docx": docx_bytes(WORDS.format("Haverstock"), nested=60),
        "unclosed.html": b"<p>" * 30_000 + WORDS.format("Tidewell").encode(),
        "two\nlines.txt": b"Pinder",
        "Protokoll \N{CAT FACE} 5\u0301.txt": b"Quayside",
        "long" * 61 + ".txt": b"Harbour",
        b"caf\xe9.txt": b"Tollgate",
    }
    found = {"owner-lock.pdf": "AES", "pdf-inside.txt": "Fishgate", "page-inside.pdf": "Saltmarsh"}
    found |= {"word-inside.txt": "Brickfield", "tables-in-tables.docx": "Haverstock", "unclosed.html": "Tidewell"}
    found |= {"table.csv": "Mill Lane", "million.xlsx": "Gasworks", "macros.xlsm": "Ropewalk", "scripts.html": "Wharf"}
    found |= {"after-junk.pdf": "Orchard", "letter.eml": "Tannery"}
    made: dict[Path, str] = {}
    for name, data in contents.items():
        path = folder / os.fsdecode(name)
        word = found.get(os.fsdecode(name)) or data.decode()
        path.write_bytes(data if os.fsdecode(name) in found else WORDS.format(word).encode())
        made[path] = word
    return made
