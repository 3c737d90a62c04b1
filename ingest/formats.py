"""What a file is, told from its content; its name is only asked where the content does not say."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from ingest.documents import Reading, identity_of
from ingest.errors import EmptyDocument, EncryptedDocument, TooLarge, UnreadableDocument, UnsupportedFormat
from ingest.readers import READERS

MAX_BYTES = 100_000_000
_OLE = b"\xd0\xcf\x11\xe0"


def identify(path: Path) -> tuple[str, Callable[[Path], Reading], tuple[str, ...]]:
    """Return the content's hash, the reader its first bytes call for, and a warning where its name says otherwise."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise TooLarge(
            f"the file is {size // 1_000_000} MB; the limit is {MAX_BYTES // 1_000_000} MB: split it or save it smaller"
        )
    if size == 0:
        raise EmptyDocument("the file is empty: put in a copy that has text")
    data = path.read_bytes()
    suffix = path.suffix.lower()
    true = _true_suffix(path, data, suffix)
    if true not in READERS:
        formats = ", ".join(s for s in READERS if s not in (".markdown", ".htm"))
        raise UnsupportedFormat(f"{true or 'files without an ending'} cannot be read yet: save it as one of {formats}")
    warnings = (f"named {suffix or 'without an ending'} but is {true}: read as that",) if true != suffix else ()
    return identity_of(io.BytesIO(data)), READERS[true], warnings


def _true_suffix(path: Path, data: bytes, suffix: str) -> str:
    if data[:1024].lstrip().startswith(b"%PDF"):
        return ".pdf"
    if data[:4] == _OLE:
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedDocument("the file needs a password: save a copy without one and put that in")
        return suffix if suffix not in READERS else ".doc"
    if data[:2] == b"PK":
        return _zip_suffix(path, suffix)
    if suffix in (".pdf", ".docx"):
        start = data[:300].lstrip().lower()
        if start.startswith((b"<!doctype html", b"<html")):
            return ".html"
        raise UnreadableDocument(
            f"this is not a {suffix} file, whatever its name says: save it again in its own format"
        )
    return suffix


def _zip_suffix(path: Path, suffix: str) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableDocument("the file is damaged: open it in its own program and save it again") from error
    if any(n.startswith("word/") for n in names):
        return ".docx"
    return suffix if suffix not in READERS else ".zip"
