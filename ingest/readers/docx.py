"""Word documents (.docx)."""

import re
import zipfile
from pathlib import Path
from typing import BinaryIO, cast

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from ingest.documents import Reading
from ingest.errors import EmptyDocument, IngestError, TooLarge, UnreadableDocument
from ingest.readers.building import TextBuilder

_MAX_UNPACKED = 300_000_000
_MAX_MARKUP = 60_000_000


def read_docx(path: Path) -> Reading:
    """Read a Word document: headings, lists and tables as they are.

    Raises UnreadableDocument for a damaged file, TooLarge for one that unpacks beyond reason, EmptyDocument for no
    text.
    """
    try:
        with path.open("rb") as stream:
            return _read(stream)
    except (IngestError, OSError):
        raise
    except Exception as error:
        raise UnreadableDocument("Word's file is damaged: open it in Word and save it again") from error


def _read(stream: BinaryIO) -> Reading:
    with zipfile.ZipFile(stream) as archive:
        entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > _MAX_UNPACKED:
        raise TooLarge("the file unpacks to more than 300 MB: save it without its pictures and try again")
    if sum(entry.file_size for entry in entries if entry.filename.endswith(".xml")) > _MAX_MARKUP:
        raise TooLarge("the file unpacks to more than 60 MB of text: split it and put the pieces in")
    word = docx.Document(stream)
    builder = TextBuilder()
    for child in word.element.body.iterchildren():
        if child.tag == qn("w:p"):
            _paragraph(Paragraph(child, word), builder)
        elif child.tag == qn("w:tbl"):
            builder.table(_rows(Table(child, word)))
    if not builder.blocks:
        raise EmptyDocument("the Word document holds no text (pictures alone cannot be read)")
    return Reading(text=builder.text, blocks=tuple(builder.blocks), title=_title(word))


def _title(word: WordDocument) -> str:
    title = (word.core_properties.title or "").strip()
    return "" if re.fullmatch(r"(?i)(word document|document\d*|untitled.*)?", title) else title


def _list_level(paragraph: Paragraph) -> int | None:
    """Return the depth of a list item, None for a paragraph that is none."""
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    properties = paragraph._p.pPr
    numbering = properties.numPr if properties is not None else None
    if numbering is not None and numbering.numId is not None and numbering.numId.val != 0:
        return int(numbering.ilvl.val) if numbering.ilvl is not None else 0
    if style.startswith(("List Bullet", "List Number", "List Paragraph")) and style != "List Paragraph":
        return int(style[-1]) - 1 if style[-1].isdigit() else 0
    return None


def _paragraph(paragraph: Paragraph, builder: TextBuilder) -> None:
    raw = paragraph.text
    words = raw.strip()
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    if match := re.match(r"Heading (\d)", style):
        builder.block("heading", raw, int(match[1]))
    elif style == "Title":
        builder.block("heading", raw, 1)
    elif words and len(words) <= 120 and not words.endswith((".", ",", ";")) and _all_bold(paragraph):
        builder.block("heading", raw, 5)
    elif (level := _list_level(paragraph)) is not None:
        builder.block("item", raw, level)
    else:
        for line in raw.split("\n"):
            builder.block("paragraph", line)


def _all_bold(paragraph: Paragraph) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def _rows(table: Table) -> list[list[str]]:
    rows: list[list[str]] = []
    seen: set[object] = set()
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            element = cast(object, cell._tc)
            if element in seen:
                cells.append("")
                continue
            seen.add(element)
            lines = []
            for paragraph in cell.paragraphs:
                mark = "• " if _list_level(paragraph) is not None else ""
                if paragraph.text.strip():
                    lines.append(mark + paragraph.text.strip())
            for inner in cell.tables:
                lines += [" ".join(t for t in texts if t) for texts in _rows(inner)]
            cells.append("\n".join(lines))
        rows.append(cells)
    return rows
