"""Sentences that papers carry, and the same sentences made subtly wrong, by rule and from the papers themselves."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from assistant.checking.check import Piece
from eval.rewriting import day_of, framed, rewritten
from eval.spoiling import spoilt
from ingest.documents import Chunk, Document
from ingest.errors import IngestError
from ingest.reading import read
from ingest.sentences import sentence_spans

SUFFIXES = frozenset((".docx", ".txt", ".html", ".odt"))
_LARGEST = 100_000
_FROM_A_PAPER = 3  # pairs of one kind
_OF_A_KIND = 36
_PIECES = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, the pieces it may be judged by, those it cites, and whether they carry it."""

    paper: str
    kind: str
    right: bool
    sentence: str
    marks: tuple[int, ...]
    pieces: tuple[Piece, ...]

    @property
    def split(self) -> str:
        """Return "dev" or "test", by the name of the paper."""
        return "dev" if hashlib.sha256(self.paper.encode()).digest()[0] % 2 else "test"


def papers(folder: Path) -> list[Document]:
    """Read the smaller papers of the formats that are quick to read, in order of name."""
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.suffix in SUFFIXES and p.stat().st_size < _LARGEST):
        try:
            found.append(read(path))
        except IngestError:
            continue
    return found


def pairs(documents: Sequence[Document]) -> list[Pair]:
    """Return as many right pairs as wrong ones, no kind more than its share; the same each time."""
    wrong: list[Pair] = []
    right: list[Pair] = []
    counts: Counter[tuple[str, str]] = Counter()
    for at, document in enumerate(documents):
        other = documents[(at + 1) % len(documents)]
        for pair in _of(document, other):
            split_kind = (pair.split, pair.kind)
            own = (document.name, pair.kind)
            if counts[own] < _FROM_A_PAPER and counts[split_kind] < _OF_A_KIND:
                counts[own] += 1
                counts[split_kind] += 1
                (right if pair.right else wrong).append(pair)
    few = min(len(right), len(wrong))
    return _spread(right, few) + _spread(wrong, few)


def _spread(of: list[Pair], number: int) -> list[Pair]:
    """Some of many, evenly."""
    return [of[i * len(of) // number] for i in range(number)]


def _of(document: Document, other: Document) -> Iterator[Pair]:
    chunks = [c for c in document.chunks if len(c.text) > 60]
    elsewhere = [c for c in other.chunks if len(c.text) > 60]
    rank = {c.ordinal: hashlib.sha256(f"{document.name}{c.ordinal}".encode()).hexdigest() for c in chunks}
    for chunk in sorted(chunks, key=lambda c: rank[c.ordinal]):
        at = chunks.index(chunk)
        beside = [chunks[(at + step) % len(chunks)] for step in (1, 2, 3)]
        group = [chunk, *(c for c in beside if c is not chunk)]
        pieces = tuple(Piece(n, c.text, "", _place(document, c)) for n, c in enumerate(group[:_PIECES], 1))
        strange = tuple(Piece(n, c.text, "", _place(other, c)) for n, c in enumerate(elsewhere[:_PIECES], 1))
        sentences = [s.text for s in chunk.statements if s.kind != "row" and _usable(s.text)]

        for position, sentence in enumerate(sentences):
            random = Random(f"{document.name}{sentence}")
            following = sentences[position + 1] if position + 1 < len(sentences) else ""
            for kind, made in rewritten(sentence, following, document, chunk, random):
                if made and made != sentence:
                    yield Pair(document.name, kind, True, made, (1,), pieces)
            for kind, made in spoilt(sentence, chunk.text, " ".join(c.text for c in group[1:]), random):
                if made and made != sentence:
                    put = framed(made, document, chunk) if random.random() < 0.3 else made
                    yield Pair(document.name, kind, False, put, (1,), pieces)
            if strange and random.random() < 0.2:
                yield Pair(document.name, "cited to another paper", False, sentence, (1,), strange)


def _place(document: Document, chunk: Chunk) -> str:
    told = [chunk.header, day_of(chunk.date) if chunk.date else "", document.period.label if document.period else ""]
    return " · ".join(part for part in told if part)


def _usable(sentence: str) -> bool:
    words = sentence.split()
    if len(sentence_spans(sentence)) > 1:
        return False
    return 7 <= len(words) <= 45 and sentence[:1].isupper() and sentence.endswith((".", ";")) and "http" not in sentence
