"""Files that can't be read, and a few that look so and can; each is made in a folder with what its report must say."""

import io
import os
import random
import zipfile
from pathlib import Path

import docx
import pypdf
from reportlab.pdfgen.canvas import Canvas

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
            archive.writestr(name.replace("__", "/"), data)
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
        "archive.docx": (_zip(notes=b"some notes"), ".zip cannot be read yet"),
        "program.txt": (b"MZ\x90\x00\x03" + scramble.randbytes(9000), "not a text file"),
        "noise.md": (bytes(b for b in scramble.randbytes(9000) if b), "not a text file"),
        "deep.html": (b"<div>" * 100_000 + b"deep words", "nested too deeply"),
        "deep.docx": (_too_deep(), "nested too deeply"),
        "bomb.docx": (_bomb(), "unpacks to more than"),
        "old.doc": (_ole("WordDocument"), ".doc cannot be read yet"),
        "old-named-new.docx": (_ole("WordDocument"), ".doc cannot be read yet"),
        "sheet.xlsx": (_zip(xl__workbook=b"<x/>"), ".xlsx cannot be read yet"),
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
    made: dict[Path, str] = {}
    for name, data in contents.items():
        path = folder / os.fsdecode(name)
        word = found.get(os.fsdecode(name)) or data.decode()
        path.write_bytes(data if os.fsdecode(name) in found else WORDS.format(word).encode())
        made[path] = word
    return made
