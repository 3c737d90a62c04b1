"""The lines of a paper that say what it is, and where their words stand in the text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.cleaning import clean
from ingest.documents import Block, Fact, FactName

_BETWEEN = r"(?:\s|<[^<>]{0,40}>|[*_|\\#])*"


@dataclass(frozen=True, slots=True)
class Line:
    """A block's words on one line, cleaned, and the place of the block; `start` is -1 for a running head's words.

    `listed` tells that it is one of a list's items or a table's rows.
    """

    text: str
    start: int
    end: int
    listed: bool = False

    @property
    def size(self) -> int:
        """The number of its words."""
        return len(self.text.split())


def lines_of(blocks: Iterable[Block], size: int) -> list[Line]:
    """Return the first blocks as lines, until there are about `size` characters."""
    lines: list[Line] = []
    for block in blocks:
        listed = block.kind == "item" or (block.kind == "row" and sum(bool(c.text) for c in block.cells) > 2)
        lines.append(Line(block.text, block.start, block.end, listed))
        size -= len(block.text)
        if size < 0 or len(lines) == 80:
            break
    return lines


def last_lines(blocks: list[Block], size: int = 900) -> list[Line]:
    """Return the last blocks as lines, in order, about `size` characters of them."""
    return lines_of(reversed(blocks), size)[::-1]


def loose_lines(text: str, blocks: list[Block], properties: Iterable[tuple[str, str]]) -> Iterator[Line]:
    """Yield the lines that stand in no block, each wording once: running heads and feet, markings, watermarks."""
    told: set[str] = set()
    for name, words in properties:
        if name in ("watermark", "running head"):
            yield Line(clean(words), -1, -1)
    position = 0
    for start, end in [*((b.start, b.end) for b in blocks), (len(text), len(text))]:
        for match in re.finditer(r"[^\n\f]*[A-Za-z]{2}[^\n\f]*", text[position:start]) if start > position else ():
            words = clean(match[0])
            if words not in told and len(words) <= 160:
                told.add(words)
                yield Line(words, position + match.start(), position + match.end())
        position = max(position, end)


def fact(text: str, name: FactName, value: str, line: Line, words: str) -> Fact:
    """Return a fact the text states, with the place of the words of the line that say it."""
    if line.start < 0:
        return Fact(name, value, "running head")
    start, end = place(text, line, words)
    return Fact(name, value, "text", start, end)


def place(text: str, line: Line, words: str) -> tuple[int, int]:
    """Return where cleaned words of a line stand in the text as read; the whole line where they can't be told."""
    tokens = re.findall(r"\w+|[^\w\s|]", words)
    if tokens and len(tokens) <= 60:
        found = re.compile(_BETWEEN.join(map(re.escape, tokens))).search(text, line.start, line.end)
        if found:
            return found.span()
    return line.start, line.end


def plain_name(name: str) -> str:
    """Return a file's name without its ending and the count a download adds, words apart: "Minutes_v2_10.pdf"."""
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", re.split(r"[/\\]", name)[-1])
    return re.sub(r"[_\s]+", " ", re.sub(r"(?<=\D)_\d{1,2}$|\s?\(\d{1,2}\)$", "", stem)).strip()
