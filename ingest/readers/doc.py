"""Word files of the years before 2007 (.doc)."""

import struct
from dataclasses import replace
from pathlib import Path

from ingest.documents import Reading
from ingest.errors import EmptyDocument, IngestError, UnreadableDocument
from ingest.readers.building import TextBuilder
from ingest.readers.doc_body import Body
from ingest.readers.doc_file import OldWord, WordFile
from ingest.readers.docx import read_docx, texts
from ingest.readers.flow import write
from ingest.readers.marking import running_heads
from ingest.readers.office_suite import converted
from ingest.readers.packed import usable_title
from ingest.readers.unseen import left_out

_SAVE = "open it in Word and save it as .docx"


def read_doc(path: Path) -> Reading:
    """Read an old Word file: headings, counted lists, tables with their empty and merged cells, boxes and footnotes.

    Files of Word 95 and before, and damaged ones, go through LibreOffice where it is installed. Raises
    EncryptedDocument, EmptyDocument, or UnreadableDocument with what to do.
    """
    try:
        return _read(WordFile(path))
    except (IngestError, OldWord, OSError, ValueError, LookupError, struct.error, RecursionError) as error:
        if isinstance(error, IngestError) and not isinstance(error, UnreadableDocument):
            raise
        with converted(path) as copy:
            if copy is not None:
                reading = read_docx(copy)
                return replace(reading, warnings=(*reading.warnings, _warning(error)))
        if isinstance(error, OldWord):
            raise UnreadableDocument(f"the file was made by Word 95 or before: {_SAVE}") from error
        raise UnreadableDocument(f"the Word file is damaged: {_SAVE}") from error


def _warning(error: Exception) -> str:
    if isinstance(error, OldWord):
        return "the file was made by Word 95 or before: it was read through LibreOffice"
    return "the Word file is damaged: it was read through LibreOffice, and parts may be missing or wrong"


def _read(file: WordFile) -> Reading:
    body = Body(file)
    builder = TextBuilder()
    running = [line for name in ("headers", "header boxes") for line in texts(body.flow(*file.story(name)))]
    write(body.flow(*file.story("main")), builder)
    write(body.left_boxes(), builder)
    for story in ("footnotes", "endnotes"):
        write(body.flow(*file.story(story)), builder)
    if not builder.blocks:
        raise EmptyDocument("the Word document holds no text (pictures alone cannot be read)")
    title = usable_title(dict(file.properties).get("title", ""))
    properties = (*file.properties, *running_heads(running))
    warnings = left_out(body.hid or builder.unseen)
    return Reading(builder.text, tuple(builder.blocks), (), title, warnings, properties)
