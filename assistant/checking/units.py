"""A piece of evidence as units: sentences, list entries and table rows, each with its place in the piece."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.checking.reading import Reading, read
from ingest.sentences import sentence_spans

_GAP = 8
"""How many words further apart two units stand than their words say."""
_ROW = re.compile(r"(?:^|; )[^;:]{1,60}: [^;]*; [^;:]{1,60}: ")
_LONGEST = 60_000  # characters of a piece that are looked at


@dataclass(frozen=True, slots=True)
class Unit:
    """Words that belong together, at `start` to `end` of the piece; `reading` has a row's cells with their headings."""

    start: int
    end: int
    reading: Reading
    at: int
    """The place of its first word in the piece, gaps counted."""
    row: bool = False


@lru_cache(maxsize=2_000)
def units(text: str) -> tuple[Unit, ...]:
    """Return the units of a text, in order."""
    found: list[Unit] = []
    at = 0
    header: list[str] = []
    for start, end in _lines(text[:_LONGEST]):
        line = text[start:end]
        cells = [c.strip() for c in line.split("\t")]
        if len(cells) > 1:
            if len(cells) == len(header):
                line = "; ".join(f"{h}: {c}" if h else c for h, c in zip(header, cells, strict=True))
            else:
                header = cells
            row, spans = True, [(start, end, line)]
        elif _ROW.search(line):
            row, spans = True, [(start, end, line)]
        else:
            header = []
            row, spans = False, [(start + a, start + b, line[a:b]) for a, b in sentence_spans(line)]
        for first, last, words in spans:
            reading = read(" ".join(words.split()))
            if reading.row:
                found.append(Unit(first, last, reading, at, row))
                at += len(reading.row) + _GAP
    return tuple(found)


def _lines(text: str) -> list[tuple[int, int]]:
    """The lines of a text; one that goes on in the next without an end of a sentence is joined with it."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in re.finditer(r"\n+", text):
        rest = text[match.end() : match.end() + 2]
        wrapped = rest[:1].islower() and rest[1:2] != ")" and "\t" not in text[start : match.start()]
        if wrapped and text[match.start() - 1 : match.start()] not in ".:;!?":
            continue
        found.append((start, match.start()))
        start = match.end()
    found.append((start, len(text)))
    return [(a, b) for a, b in found if text[a:b].strip()]
