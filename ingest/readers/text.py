"""Plain text and Markdown, and text that was taken out of a PDF with the marks of both."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from charset_normalizer import from_bytes

from ingest.cleaning import BULLET, clean, is_furniture, spells_unseen, visible
from ingest.documents import Block, Cell, Page, Reading
from ingest.errors import EmptyDocument, UnreadableDocument
from ingest.readers.unseen import left_out

_HASHES = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|template|noscript|title)\b.*?(?:</\1\s*>|\Z)", re.S | re.I)
_HIDING = re.compile(
    r"<(\w+)\b(?=[^<>]*(?:\shidden\b|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt)?\s*[;\"']"
    r"|opacity\s*:\s*0?\.?0*\s*[;\"']|color\s*:\s*(?:white|#fff(?:fff)?|transparent)\b))[^<>]*>.*?(?:</\1\s*>|\Z)",
    re.S | re.I,
)
_PICTURE = re.compile(r"!\[[^\]\n]{0,1000}\]\([^)\n]{0,2000}\)")
_LEADS_TO = re.compile(r"(?<!!)\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)")
_DEFINED = re.compile(r"^[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]+\S+(?:[ \t]+[\"'(].*)?$", re.M)
_PIPE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    raw: str


_RULE = _Line(0, 0, "")


def decode(data: bytes) -> str:
    """Return the text of a file of unknown encoding.

    Raises UnreadableDocument for bytes that are not text, EmptyDocument for none.
    """
    if not data.strip():
        raise EmptyDocument("the file is empty: put in a copy that has text")
    text = _decoded(data)
    odd = sum(1 for c in text[:5000] if (ord(c) < 32 and c not in "\n\r\t\f\x0b") or c == "\ufffd")
    if odd > len(text[:5000]) * 0.05:
        raise UnreadableDocument("this is not a text file, whatever its name says: save it again in its own format")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    """British papers are UTF-8, UTF-16 or Windows-1252; guessing from statistics turns a lone £ into Ł."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data[:4096]:
        sample = data[:4096]
        for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
            if high.count(0) > 0.8 * len(high) and sample.count(0) == high.count(0):
                return data.decode(encoding, errors="replace")
        raise UnreadableDocument("this is not a text file, whatever its name says: save it again in its own format")
    text = data.decode("utf-8-sig", errors="replace")
    broken = text.count("\ufffd")
    foreign = sum(1 for byte in data if byte > 127)
    if broken * 10 <= foreign:
        return text
    guess = from_bytes(data[:200_000]).best() if foreign > 0.3 * len(data) else None
    return data.decode(guess.encoding if guess else "cp1252", errors="replace")


def read_text(path: Path) -> Reading:
    """Read a .txt or .md file into blocks; form feeds part its pages."""
    text = decode(path.read_bytes())
    if text.lstrip()[:200].lower().startswith(("<!doctype html", "<html")):
        raise UnreadableDocument("this is a web page: give its name the ending .html and put it in again")
    shown = _without_comments(text) if path.suffix.lower() != ".txt" else text
    hid = len(shown) < len(text) or spells_unseen(text)
    text = visible(shown)
    return Reading(text=text, blocks=tuple(parse_lines(text)), pages=_pages(text), warnings=left_out(hid))


def _without_comments(text: str) -> str:
    """Return Markdown without what is not there when it is shown: comments, elements that hide, where links lead."""
    if "<" in text:
        text = _HIDING.sub("", _COMMENT.sub("", text))
    return _LEADS_TO.sub(r"\1", _PICTURE.sub("", _DEFINED.sub("", text))) if "](" in text or "]:" in text else text


def _pages(text: str) -> tuple[Page, ...]:
    if "\f" not in text.strip("\f\n "):
        return ()
    pages, start = [], 0
    for number, body in enumerate(text.removesuffix("\f").split("\f"), 1):
        pages.append(Page(number, start, min(start + len(body) + 1, len(text))))
        start += len(body) + 1
    return tuple(pages)


def _lines(text: str) -> list[_Line | None]:
    """Lines with their offsets; None stands for a gap (a blank line, a page break, furniture), _RULE for `|---|`."""
    lines: list[_Line | None] = []
    position = 0
    for raw in re.split(r"(?<=[\n\f])", text):
        start, position = position, position + len(raw)
        body = raw.rstrip("\n\f ")
        if "|" in body and _PIPE_RULE.fullmatch(body):
            lines.append(_RULE)
        elif ("\t" not in body and is_furniture(body)) or not clean(body) or _PIPE_RULE.fullmatch(body):
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
        if line is _RULE:
            if previous == "row" and [b.table for b in blocks].count(table) == 1:
                blocks[-1] = replace(blocks[-1], header=True)
            continue
        cells = _cells(line)
        if cells:
            table += previous != "row"
            cleaned = " | ".join(c.text for c in cells)
            blocks.append(Block("row", line.start, line.end, cleaned, cells=tuple(cells), table=table))
            previous = "row"
            continue
        block = _line_block(line)
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


def _line_block(line: _Line) -> Block:
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
        first = start + len(body) - len(body.lstrip())
        cells.append(Cell(first, first + len(body.strip()), clean(body)))
        start += len(body) + 1
    return cells if sum(bool(c.text) for c in cells) else []
