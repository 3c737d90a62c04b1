"""PDF files: pages with a text layer, and pages that are pictures, whose words are recognised."""

import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.cleaning import parted
from ingest.documents import Reading
from ingest.errors import EmptyDocument
from ingest.readers.building import TextBuilder
from ingest.readers.content import PageContent, PageTable, Word
from ingest.readers.pdf_cells import TableWriter
from ingest.readers.pdf_file import described, opened
from ingest.readers.pdf_furniture import Sheet, take_furniture
from ingest.readers.pdf_layout import content_of
from ingest.readers.pdf_lines import Line, Setting, cuts_words, height_of
from ingest.readers.pdf_order import PageOrder, share_edges
from ingest.readers.pdf_owners import give_owners, take_owners
from ingest.readers.pdf_paragraphs import ParagraphWriter, usual_pitches
from ingest.readers.pdf_tables import find_tables
from ingest.readers.unseen import left_out

_UNMAPPED = re.compile(r"[\ufffd\ue000-\uefff\uf100-\uf8ff\x00-\x08\x0e-\x1f]")
_DAMAGED = "could not be read: the PDF is damaged there"
_NOT_RECOGNISED = "could not be recognised: put in the original, or a copy with a text layer"
_log = logging.getLogger(__name__)
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§])(?:\s?\S|$)")


def read_pdf(path: Path) -> Reading:
    """Read a PDF into pages and blocks.

    Raises EncryptedDocument where a password is needed, TooLarge over 2,000 pages, EmptyDocument for a PDF whose
    pages hold no words, UnreadableDocument for a damaged file.
    """
    properties, off = described(path)
    with opened(path) as document:
        sheets = [_sheet_at(document, number, off) for number in range(len(document))]
    known = _vocabulary(sheets)
    for sheet in sheets:
        _part_words(sheet, known)
    heads = take_furniture(sheets)
    owners = take_owners(sheets)
    order = PageOrder()
    pages = [order.in_order(sheet.words, sheet.tables) for sheet in sheets]
    share_edges(pages)
    builder = TextBuilder()
    body = _body_size(sheets)
    all_lines = [i for page in pages for i in page if isinstance(i, Line)]
    cuts = cuts_words(all_lines)
    prose = ParagraphWriter(builder, body, usual_pitches(all_lines))
    tables = TableWriter(builder, prose)
    for sheet, items, beside in zip(sheets, pages, owners, strict=True):
        setting = Setting(sheet.width, sheet.height, known, cuts)
        lines = [i for i in items if isinstance(i, Line)]
        left_over = give_owners(lines, beside)
        _write([*_notes_last(items, sheet, body), *left_over], setting, prose, tables)
        builder.end_page(sheet.confidence)
    if not builder.blocks:
        raise EmptyDocument(_nothing(sheets))
    empty = [n for n, page in enumerate(builder.pages, 1) if page.end - page.start <= 1 and not sheets[n - 1].trouble]
    properties += tuple(("running head", words) for words in heads)
    properties += tuple(("watermark", words) for words in dict.fromkeys(s.watermark for s in sheets) if words)
    title = dict(properties).get("title", "")
    warnings = tuple(_warnings(sheets, empty))
    return Reading(builder.text, tuple(builder.blocks), tuple(builder.pages), title, warnings, properties)


def _sheet_at(document: pdfium.PdfDocument, number: int, off: frozenset[str]) -> Sheet:
    """Return words and tables of a page."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return Sheet(1.0, 1.0, trouble=_DAMAGED)
    try:
        return _sheet(page, off)
    finally:
        page.close()


def _content(page: pdfium.PdfPage, off: frozenset[str]) -> tuple[PageContent, str]:
    """Return what stands on a page; where its text layer is missing or says nothing, what its picture shows, or why
    that could not be read."""
    content = content_of(page, off)
    letters = "".join(w.text for w in content.words)
    unmapped = len(_UNMAPPED.findall(letters)) > 0.4 * len(letters)
    if (unmapped or len(letters) < 20) and ((unmapped and letters) or _is_picture(page)):
        try:
            # late: its models take a second to load, and few papers need them
            from ingest.readers.ocr import recognise

            seen = recognise(page)
        except Exception:  # whatever went wrong with one picture, the other pages are read
            _log.debug("page not recognised", exc_info=True)
            return content, _NOT_RECOGNISED
        return (seen if sum(len(w.text) for w in seen.words) > len(letters) or unmapped else content), ""
    return content, ""


def _is_picture(page: pdfium.PdfPage) -> bool:
    """Tell whether a picture covers a third of a page or more."""
    width, height = page.get_size()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) > 0.3 * width * height:
            return True
    return False


def _sheet(page: pdfium.PdfPage, off: frozenset[str]) -> Sheet:
    content, trouble = _content(page, off)
    tables = find_tables(content)
    taken = {id(w) for t in tables for row in t.rows for cell in row for w in cell.words}
    words = [w for w in content.words if id(w) not in taken]
    width, height = max(content.width, 1.0), max(content.height, 1.0)
    return Sheet(width, height, words, tables, content.confidence, trouble, content.watermark, content.unseen)


def _all_words(sheet: Sheet) -> list[list[Word]]:
    return [sheet.words, *(cell.words for t in sheet.tables for row in t.rows for cell in row if cell.words)]


def _vocabulary(sheets: Sequence[Sheet]) -> frozenset[str]:
    """Return the words of a paper in small letters, without the signs around them: those that stand there twice, and
    those with a hyphen."""
    counts: Counter[str] = Counter()
    for sheet in sheets:
        for words in _all_words(sheet):
            counts.update(w.text.lower().strip(".,;:!?()[]'\"“”‘’") for w in words)
    return frozenset(word for word, n in counts.items() if len(word) > 1 and (n > 1 or "-" in word[1:-1]))


def _part_words(sheet: Sheet, known: frozenset[str]) -> None:
    """Part words that run together, in place."""
    for words in _all_words(sheet):
        for at in range(len(words) - 1, -1, -1):
            word = words[at]
            pieces = parted(word.text, known) if len(word.text) > 4 else []
            if len(pieces) > 1:
                words[at : at + 1] = _parts(word, pieces)


def _parts(word: Word, pieces: list[str]) -> list[Word]:
    step = (word.x1 - word.x0) / len(word.text)
    parts, x = [], word.x0
    for piece in pieces:
        end = x + step * len(piece)
        parts.append(replace(word, text=piece, x0=x, x1=end))
        x = end
    return parts


def _body_size(sheets: Sequence[Sheet]) -> float:
    """Return the height of most letters outside tables, or of all where tables hold nearly everything."""
    around: Counter[float] = Counter()
    inside: Counter[float] = Counter()
    for sheet in sheets:
        for words in _all_words(sheet):
            counts = around if words is sheet.words else inside
            for word in words:
                counts[round(height_of(word), 1)] += len(word.text)
    counts = around if around.total() > 0.1 * inside.total() else inside
    return counts.most_common(1)[0][0] if counts else 10.0


def _notes_last(items: Sequence[Line | PageTable], sheet: Sheet, body: float) -> list[Line | PageTable]:
    """Put footnotes, which stand in small letters at the foot of a column, after all other text of a page."""
    notes: list[Line | PageTable] = []
    others: list[Line | PageTable] = []
    in_note = False
    for item in items:
        small = isinstance(item, Line) and item.size < 0.93 * body and item.top > 0.5 * sheet.height
        in_note = small and (in_note or bool(isinstance(item, Line) and _NOTE.match(item.text)))
        (notes if in_note else others).append(item)
    return [*others, *notes]


def _write(items: Sequence[Line | PageTable], setting: Setting, prose: ParagraphWriter, tables: TableWriter) -> None:
    """Add a page's lines and tables in their order."""
    lines: list[Line] = []
    for at, item in enumerate(items):
        if isinstance(item, Line):
            lines.append(item)
            continue
        prose.write(lines, setting)
        lines = []
        tables.write(item, setting, goes_on=at == 0, last=at == len(items) - 1)
    prose.write(lines, setting, last=True)


def _nothing(sheets: Sequence[Sheet]) -> str:
    if all(sheet.trouble == _DAMAGED for sheet in sheets):
        return "no page of the PDF can be read: it is damaged; open it and print it to a new PDF"
    return "the PDF holds pictures of pages and no text: put in the original, or a copy with a text layer"


def _warnings(sheets: Sequence[Sheet], empty: list[int]) -> list[str]:
    told = []
    seen = [(n, s.confidence) for n, s in enumerate(sheets, 1) if s.confidence is not None and n not in empty]
    if seen:
        sure = sum(c for _, c in seen) / len(seen)
        many = len(seen) > 1
        told.append(
            f"{_pages([n for n, _ in seen])} {'are pictures: their' if many else 'is a picture: its'} words were "
            f"recognised ({sure:.0%} sure) and may hold mistakes".replace("%", " %", 1)
        )
    for trouble in (_DAMAGED, _NOT_RECOGNISED):
        if pages := [n for n, s in enumerate(sheets, 1) if s.trouble == trouble]:
            told.append(f"{_pages(pages)} {trouble}")
    if empty:
        told.append(f"no text on {_pages(empty)}")
    return [*told, *left_out(any(sheet.unseen for sheet in sheets))]


def _pages(numbers: Sequence[int]) -> str:
    """Return page numbers as a person writes them: "page 3", "pages 3-5, 8"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    told = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs[:20])
    return f"page{'s' if len(numbers) > 1 else ''} {told}{' and others' if len(runs) > 20 else ''}"
