"""PDF files with a text layer: lines put together from words, ruled tables, the owner column beside minutes."""

import re
from collections import Counter
from pathlib import Path

import pypdf
import pypdfium2 as pdfium

from ingest.cleaning import BULLET, clean, is_furniture
from ingest.documents import Reading
from ingest.errors import EmptyDocument, EncryptedDocument, TooLarge, UnreadableDocument
from ingest.readers.building import TextBuilder
from ingest.readers.pdf_layout import content_of
from ingest.readers.pdf_lines import Line, cell_text, lines_of, with_owners
from ingest.readers.pdf_tables import find_tables

MAX_PAGES = 2000
_Item = Line | list[list[str]]  # a line, or the rows of a table
_LABELLED = re.compile(r"[A-Z][\w ]{2,24}:\s")


def read_pdf(path: Path) -> Reading:
    """Read a PDF into pages and blocks.

    Raises EncryptedDocument where a password is needed, TooLarge over 2,000 pages, EmptyDocument for a PDF without
    text (a scan), UnreadableDocument for a damaged file.
    """
    title = _check(path)
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise UnreadableDocument("the PDF is damaged: open it and print it to a new PDF") from error
    try:
        pages = [_page(document[i]) for i in range(len(document))]
    finally:
        document.close()
    repeated = _running_lines(pages)
    builder = TextBuilder()
    body = _body_size(pages)
    empty = []
    for number, items in enumerate(pages, 1):
        kept = [i for i in items if not (isinstance(i, Line) and _is_repeated(i, repeated))]
        if not kept:
            empty.append(number)
        _emit(kept, body, builder)
        builder.end_page()
    if not builder.blocks:
        raise EmptyDocument(
            "the PDF holds pictures of pages and no text: put in the original, or a copy with a text layer"
        )
    warnings = (f"no text on page {', '.join(map(str, empty[:20]))}",) if empty else ()
    return Reading(builder.text, tuple(builder.blocks), tuple(builder.pages), title, warnings)


def _check(path: Path) -> str:
    """Return the title in the file's properties, or raise for a file that must not be read."""
    try:
        with path.open("rb") as stream:
            reader = pypdf.PdfReader(stream)
            if reader.is_encrypted and not reader.decrypt(""):
                raise EncryptedDocument("the PDF needs a password: save a copy without one and put that in")
            count = len(reader.pages)
            title = str(reader.metadata.get("/Title") or "") if reader.metadata else ""
    except EncryptedDocument:
        raise
    except OSError:
        raise
    except Exception as error:  # pypdf raises many kinds on damaged files; PDFium may still manage
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise EncryptedDocument("the PDF needs a password: save a copy without one and put that in") from error
        return ""
    if count == 0:
        raise EmptyDocument("the PDF has no pages")
    if count > MAX_PAGES:
        raise TooLarge(f"the PDF has {count} pages; the limit is {MAX_PAGES}: split it and put the pieces in")
    return "" if re.search(r"(?i)microsoft word|untitled|\.(docx?|pdf|indd)$|^\W*$", title) else title


def _page(page: pdfium.PdfPage) -> list[_Item]:
    """Return lines and tables (rows of cells) from top to bottom."""
    content = content_of(page)
    items: list[tuple[float, _Item]] = []
    taken: set[int] = set()
    for table in find_tables(content):
        taken |= {id(w) for row in table.rows for cell in row for w in cell.words}
        items.append((table.box[1], [[cell_text(lines_of(cell.words)) for cell in row] for row in table.rows]))
    words = [w for w in content.words if id(w) not in taken]
    items += [(line.top, line) for line in with_owners(lines_of(words))]
    page.close()
    return [item for _, item in sorted(items, key=lambda pair: pair[0])]


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", clean(line.text)).lower()


def _placed(line: Line) -> str:
    """The left piece of a line of several, with its height: a running head whose right piece names the paper."""
    left, tab, _ = line.text.partition("\t")
    return f"{left} @{line.top:.0f}" if tab and len(left) > 9 else ""


def _running_lines(pages: list[list[_Item]]) -> set[str]:
    """Lines that stand first or last on several pages, page numbers aside: running heads and feet."""
    counts: Counter[str] = Counter()
    for items in pages:
        lines = [i for i in items if isinstance(i, Line)]
        edge = lines[:2] + lines[-2:]
        counts.update({_shape(line) for line in edge} | {_placed(line) for line in edge} - {""})
    return {shape for shape, n in counts.items() if n >= 3 or (n == 2 and len(pages) == 2 and len(shape) < 60)}


def _is_repeated(line: Line, repeated: set[str]) -> bool:
    return _shape(line) in repeated or _placed(line) in repeated or is_furniture(line.text)


def _body_size(pages: list[list[_Item]]) -> float:
    sizes: Counter[float] = Counter()
    for items in pages:
        for item in items:
            if isinstance(item, Line):
                sizes[item.size] += len(item.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _emit(items: list[_Item], body: float, builder: TextBuilder) -> None:
    """Add a page's lines, put together as paragraphs, and its tables."""
    right = max((i.x1 for i in items if isinstance(i, Line)), default=0.0)
    open_lines: list[Line] = []
    for item in items:
        if isinstance(item, Line) and open_lines and _continues(open_lines, item, right, body):
            open_lines.append(item)
            continue
        _flush(open_lines, body, builder)
        open_lines = []
        if isinstance(item, Line):
            open_lines = [item]
        else:
            builder.table(item)
    _flush(open_lines, body, builder)


def _heading_level(line: Line, body: float) -> int:
    """Return 1 to 5 for a line that looks like a heading, 0 for any other."""
    words = line.text.strip()
    if len(words) > 120 or words.endswith((".", ",", ";")) or not re.search(r"[A-Za-z]{2}", words) or "\t" in words:
        return 0
    for level, factor in ((1, 1.6), (2, 1.3), (3, 1.12)):
        if line.size > body * factor:
            return level
    return 5 if line.bold and not BULLET.match(words.replace("\t", " ") if not words[0].isdigit() else "x") else 0


def _continues(lines: list[Line], line: Line, right: float, body: float) -> bool:
    last, first = lines[-1], lines[0]
    gap = line.top - last.bottom
    if gap > 0.75 * last.size or BULLET.match(line.text) or "\t" in line.text or "\t" in last.text:
        return False
    if re.match(r"\d+(\.\d+)+\s|[A-Z]\w+:$", line.text) or (_LABELLED.match(last.text) and _LABELLED.match(line.text)):
        return False
    if abs(line.size - last.size) > 1.0 or _heading_level(line, body) != _heading_level(last, body):
        return False
    if _heading_level(line, body):
        return line.bold == last.bold and not re.match(r"\d", line.text) and gap < 0.5 * last.size
    full = last.x1 > first.x0 + 0.72 * (right - first.x0)
    return full or bool(re.match(r"[a-z(]", line.text)) or (gap < 0.2 * last.size and len(last.text) > 60)


def _flush(lines: list[Line], body: float, builder: TextBuilder) -> None:
    if not lines:
        return
    raw = lines[0].text
    for line in lines[1:]:
        raw += line.text if re.search(r"\w-$", raw) and line.text[:1].islower() else "\n" + line.text
    owner = "/".join(dict.fromkeys(filter(None, (line.owner for line in lines))))
    level = _heading_level(lines[0], body)
    bullet = BULLET.match(raw)
    if level:
        builder.block("heading", raw.replace("\t", " "), level)
    elif "\t" in raw:
        builder.table([raw.split("\t")])
    elif bullet:
        builder.block("item", raw[bullet.end() :], int(lines[0].x0 > 110), mark=bullet[0].strip(), owner=owner)
    else:
        builder.block("paragraph", raw, owner=owner)
