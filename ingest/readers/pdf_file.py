"""Opening a PDF safely: what is asked of a file before it is read, and what its properties say."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdf
import pypdfium2 as pdfium

from ingest.errors import EmptyDocument, EncryptedDocument, IngestError, TooLarge, UnreadableDocument
from ingest.readers.pdf_hidden import layers_off

MAX_PAGES = 2000
_LOCKED = "the PDF needs a password: save a copy without one and put that in"
_NO_PAGES = "the PDF has no pages: put in a copy that has"
_NO_TITLE = re.compile(
    r"(?i)microsoft (?:office )?(?:word|excel|powerpoint)|untitled|\.(?:docx?|xlsx?|pptx?|pdf|indd)$|^\W*$"
)
Properties = tuple[tuple[str, str], ...]


@contextmanager
def opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF. Raises EncryptedDocument, TooLarge, EmptyDocument (no pages) or UnreadableDocument."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise EncryptedDocument(_LOCKED) from error
        if _has_no_pages(path):
            raise EmptyDocument(_NO_PAGES) from error
        raise UnreadableDocument("the PDF is damaged: open it and print it to a new PDF") from error
    try:
        if len(document) == 0:
            raise EmptyDocument(_NO_PAGES)
        if len(document) > MAX_PAGES:
            raise TooLarge(
                f"the PDF has {len(document)} pages; the limit is {MAX_PAGES}: split it and put the pieces in"
            )
        yield document
    finally:
        document.close()


def _has_no_pages(path: Path) -> bool:
    """Tell whether a file that will not open is whole but for its pages."""
    try:
        root = pypdf.PdfReader(path).root_object["/Pages"].get_object()
        return isinstance(root, pypdf.generic.DictionaryObject) and root.get("/Kids") == []
    except Exception:
        return False


def described(path: Path) -> tuple[Properties, frozenset[str]]:
    """Return what a PDF says of itself: title, author, created, modified (as 2018-03-26) and language, and the names of
    the layers that are not shown."""
    try:
        with path.open("rb") as stream:
            reader = pypdf.PdfReader(stream)
            if reader.is_encrypted and not reader.decrypt(""):
                raise EncryptedDocument(_LOCKED)
            return tuple(_told(reader)), _off(reader)
    except (IngestError, OSError):
        raise
    except Exception:
        return (), frozenset()


def _off(reader: pypdf.PdfReader) -> frozenset[str]:
    try:
        return layers_off(reader)
    except Exception:  # whatever the damage leads to
        return frozenset()


def _told(reader: pypdf.PdfReader) -> Iterator[tuple[str, str]]:
    information = reader.metadata
    if information is not None:
        title = _words(information.get("/Title"))
        if not _NO_TITLE.search(title):
            yield "title", title
        if author := _words(information.get("/Author")):
            yield "author", author
        for name, key in (("created", "/CreationDate"), ("modified", "/ModDate")):
            if day := re.match(r"(?:D:)?((?:19|20)\d\d)(\d\d)(\d\d)", _words(information.get(key))):
                yield name, "-".join(day.groups())
    language = _words(reader.root_object.get("/Lang"))
    if re.fullmatch(r"[A-Za-z]{2,3}(?:-\w+)*", language):
        yield "language", language


def _words(value: object) -> str:
    return " ".join(str(value).split()) if value is not None else ""
