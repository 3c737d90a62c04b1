"""Plain text and Markdown, and text that was taken out of a PDF with the marks of both."""

import re
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from ingest.cleaning import BULLET, clean, is_furniture
from ingest.documents import Block, Cell, Page, Reading
from ingest.errors import EmptyDocument, UnreadableDocument

_HASHES = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
_PIPE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    raw: str


def decode(data: bytes) -> str:
    """Return the text of a file of unknown encoding.

    Raises UnreadableDocument for bytes that are not text, EmptyDocument for none.
    """
    if not data.strip():
        raise EmptyDocument("the file is empty: put in a copy that has text")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableDocument("this is not a text file, whatever its name says: save it again in its own format")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data[:200_000]).best()
        text = data.decode(best.encoding if best else "cp1252", errors="replace")
    odd = sum(1 for c in text[:5000] if ord(c) < 32 and c not in "\n\r\t\f\x0b" or c == "\ufffd")
    if odd > len(text[:5000]) * 0.05:
        raise UnreadableDocument("this is not a text file, whatever its name says: save it again in its own format")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_text(path: Path) -> Reading:
    """Read a .txt or .md file into blocks; form feeds part its pages."""
    text = decode(path.read_bytes())
    if text.lstrip()[:200].lower().startswith(("<!doctype html", "<html")):
        raise UnreadableDocument("this is a web page: give its name the ending .html and put it in again")
    return Reading(text=text, blocks=tuple(parse_lines(text)), pages=_pages(text))


def _pages(text: str) -> tuple[Page, ...]:
    if "\f" not in text.strip("\f\n "):
        return ()
    pages, start = [], 0
    for number, body in enumerate(text.split("\f"), 1):
        pages.append(Page(number, start, start + len(body) + 1))
        start += len(body) + 1
    return tuple(pages)


def _lines(text: str) -> list[_Line | None]:
    """Lines with their offsets; None stands for a gap (a blank line, a page break, page furniture)."""
    lines: list[_Line | None] = []
    position = 0
    for raw in re.split(r"(?<=[\n\f])", text):
        start, position = position, position + len(raw)
        body = raw.rstrip("\n\f ")
        if "\t" not in body and is_furniture(body) or not body.strip("\t ") or _PIPE_RULE.fullmatch(body):
            lines.append(None)
        elif not clean(body):
            lines.append(None)
        else:
            lines.append(_Line(start, start + len(body), body))
        if raw.endswith("\f"):
            lines.append(None)
    return lines


def parse_lines(text: str) -> list[Block]:
    """Return the blocks of a text whose lines carry its structure."""
    blocks: list[Block] = []
    table = 0
    previous: str = "gap"
    for line in _lines(text):
        if line is None:
            previous = "gap"
            continue
        cells = _cells(line)
        if cells:
            table += previous != "row"
            cleaned = " | ".join(c.text for c in cells)
            blocks.append(Block("row", line.start, line.end, cleaned, cells=tuple(cells), table=table))
            previous = "row"
            continue
        block = _line_block(text, line)
        if block.kind == "paragraph" and previous in ("paragraph", "item") and _joins(blocks[-1], block):
            blocks[-1] = _merged(text, blocks[-1], block)
            continue
        if block.kind == "paragraph" and blocks and _broken(blocks[-1], block):
            blocks[-1] = _merged(text, blocks[-1], block)
        else:
            blocks.append(block)
        previous = block.kind
    return blocks


def _merged(text: str, first: Block, second: Block) -> Block:
    return Block(first.kind, first.start, second.end, clean(text[first.start : second.end]), first.level)


def _joins(first: Block, second: Block) -> bool:
    return not re.match(r"[A-Z][\w ]{0,30}:$", second.text) and first.kind in ("paragraph", "item")


def _broken(first: Block, second: Block) -> bool:
    """A sentence cut by a page or column break goes on in lower case."""
    return (
        first.kind in ("paragraph", "item")
        and len(first.text) > 30
        and first.text[-1] not in ".!?:;"
        and bool(re.match(r"[a-z(]", second.text))
    )


def _line_block(text: str, line: _Line) -> Block:
    raw = line.raw
    if match := _HASHES.match(raw):
        return Block("heading", line.start + match.end(), line.end, clean(raw[match.end() :]), len(match[1]))
    body = raw.strip()
    if re.fullmatch(r"\*\*[^*]{2,120}\*\*:?", body) and not body.rstrip("*: ").endswith((".", ",")):
        return Block("heading", line.start, line.end, clean(body), 5)
    if match := BULLET.match(raw):
        indent = len(raw) - len(raw.lstrip(" "))
        level = indent // 2 + (1 if ">" in match[0] else 0)
        return Block("item", line.start + match.end(), line.end, clean(raw[match.end() :]), level)
    start = line.start + len(raw) - len(raw.lstrip())
    return Block("paragraph", start, line.end, clean(raw))


def _cells(line: _Line) -> list[Cell]:
    raw = line.raw
    if raw.lstrip().startswith("|") and raw.count("|") >= 2:
        start = line.start + raw.index("|") + 1
        bodies = raw[raw.index("|") + 1 :].rstrip().removesuffix("|").split("|")
    elif "\t" in raw.rstrip("\t") or raw.endswith("\t"):
        start, bodies = line.start, raw.split("\t")
    else:
        return []
    cells = []
    for body in bodies:
        cells.append(Cell(start + len(body) - len(body.lstrip()), start + len(body.rstrip()), clean(body)))
        start += len(body) + 1
    return cells if sum(bool(c.text) for c in cells) else []
