"""The blocks of a part as minutes see them: each under its minute number and heading."""

import re
from dataclasses import dataclass, replace

from ingest.cleaning import clean
from ingest.dates import MONTH
from ingest.documents import Block, Section
from ingest.records.source import Source
from ingest.sentences import sentence_spans

_NUMBER = r"\d{1,4}[a-z]?(?:[./]\d{1,3}){0,3}[a-z]?"
_NUMBERED = re.compile(
    rf"(?:(?:agenda )?item|minute|min\.?)?\s*(?:no\.?\s*)?({_NUMBER})[.):]?(?:\s+({_NUMBER}))?"
    rf"(?:[\s.):–-]+(?!{MONTH}\b)(?=[^\W\d]|[“\"‘'(£])(.*))?",
    re.I | re.S,
)
_BEFORE = re.compile(rf"(?:^|\n)\s*({_NUMBER})[.)]?[\s|]*$")
_LED = re.compile(r"\(?(\d{1,3}(?:\.\d{1,3}){1,3})[.)]?\s")
_TITLED = re.compile(r"([^a-z\n]{4,90}?)[ \t]*\n")
_NO_TITLE = re.compile(
    r"(?:action|actions|action points?|action items?|resolved|resolutions?|decisions?|post[- ]meeting note|notes?)\W*",
    re.I,
)
_STOPPED = re.compile(r"[.!?:;)\]”\"’][\s*_]*$")
_TASK = re.compile(
    r"\b(?:RESOLVED|AGREED|agreed|resolved|asked|undertook|offered|ACTION|Action)\b|\b(?:to|will|would) \w+"
)
_OPENS = re.compile(r"\W*(?:\d|(?:action|resolved|agreed|present|apologies|page)\b|.{0,60}:)", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A block with where it stands: `minute` and `heading` of its item, `under` the heading just above it.

    `item` is the same for all blocks of one item; `start` is where the block begins without a title on its first line.
    """

    block: Block
    item: str
    minute: str
    heading: str
    under: str
    start: int


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of the text with its words cleaned."""

    start: int
    end: int
    text: str


def lines_of(source: Source) -> list[Line]:
    """Return every block of the part with its place among the minutes, in reading order."""
    lines: list[Line] = []
    for section in source.sections:
        minute, heading = _placed(section, source)
        item = minute or f"#{section.ordinal}"
        under = section.path[-1] if section.path else ""
        for block in section.blocks:
            number, title, start = _own(block, source)
            if number:
                minute, item, heading = number, number, title or heading
            if lines and not number and _goes_on(lines[-1].block, block, source):
                first = lines[-1].block
                whole = replace(
                    first, end=block.end, text=f"{first.text} {block.text}", owner=first.owner or block.owner
                )
                lines[-1] = replace(lines[-1], block=whole)
            else:
                lines.append(Line(block, item, minute, heading, under, start))
    return lines


def _goes_on(first: Block, second: Block, source: Source) -> bool:
    """Tell whether what a paragraph says to be done goes on in the first paragraph of the next page."""
    between = source.text[first.end : second.start]
    broken = "\f" in between and not between.strip() and {first.kind, second.kind} <= {"paragraph", "item"}
    return (
        broken
        and second.kind == "paragraph"
        and not _STOPPED.search(first.text)
        and bool(_TASK.search(first.text))
        and not _OPENS.match(second.text)
    )


def words_at(source: Source, start: int, end: int) -> Words:
    """Return a stretch of the text without the spaces around it."""
    raw = source.text[start:end]
    start += len(raw) - len(raw.lstrip())
    end -= len(raw) - len(raw.rstrip())
    return Words(start, max(start, end), clean(source.text[start:end]))


def sentences(source: Source, start: int, end: int) -> list[Words]:
    """Return the sentences of a stretch of the text."""
    found = [words_at(source, start + a, start + b) for a, b in sentence_spans(source.text[start:end])]
    return [words for words in found if words.text]


def _placed(section: Section, source: Source) -> tuple[str, str]:
    """The minute number and heading of a section: of the innermost heading that has one, else of those above it."""
    minute = heading = ""
    for title in reversed(section.path):
        number, rest = _numbered(title)
        if not heading and rest and not _NO_TITLE.fullmatch(rest):
            heading = rest
        if not number and title == section.path[-1]:
            before = _BEFORE.search(source.text[max(0, section.start - 14) : section.start])
            number = before[1] if before else ""
        if number:
            return number, heading or rest
    return minute, heading


def _numbered(title: str) -> tuple[str, str]:
    match = _NUMBERED.fullmatch(title.strip())
    if not match:
        return "", title.strip()
    number = max(match[1], match[2] or "", key=len)
    return number, (match[3] or "").strip()


def _own(block: Block, source: Source) -> tuple[str, str, int]:
    """The number that a block itself begins with ("4.2 The Panel agreed"), a title on its first line, what follows."""
    if block.kind == "row":
        return "", "", block.start
    led = _LED.match(block.text)
    if led:
        return led[1], "", block.start
    titled = _TITLED.match(source.text, block.start) if block.kind == "item" else None
    before = _BEFORE.search(source.text[max(0, block.start - 14) : block.start]) if titled else None
    first = re.match(rf"\s*({_NUMBER})[.)]\s+", titled[1]) if titled and not before else None
    if titled and (before or first) and titled.end() < block.end:
        number = before[1] if before else first[1] if first else ""
        return number, clean(titled[1][first.end() if first else 0 :]), titled.end()
    return "", "", block.start
