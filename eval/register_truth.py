"""The hand-checked truth about records, and where in a paper each stands.

The truth holds no sentences: it names a text by its first five words, how many words it has and a hash of all of them,
and the text itself is found in the paper.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.documents import Document

TRUTH = Path(__file__).parent / "register"
PAPERS = Path(__file__).parent.parent.parent / "shared" / "documents"
_WORD = re.compile(r"[^\W\d_]+|\d+")
_TAG = re.compile(r"</?[a-z]+>")
_LATIN = str.maketrans("АВЕКМНОРСТХ", "ABEKMHOPCTX")  # capitals of another alphabet that look the same

Word = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """A text of a paper and where it stands."""

    text: str
    start: int
    end: int

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether two places share a character."""
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Truth:
    """One row of the truth; `spans` are the wordings it may be found in, `row` the texts beside an update."""

    data: dict[str, Any]
    spans: tuple[Span, ...] = ()
    row: tuple[Span, ...] = ()

    @property
    def optional(self) -> bool:
        """Tell whether it may be found or not."""
        return bool(self.data.get("optional"))


def words_of(text: str) -> list[str]:
    """Return a text's words as they are compared: small letters, letters and figures apart, no markup."""
    return [word for word, _, _ in _words(text)]


def sign(words: Iterable[str]) -> str:
    """Return the hash that stands for a text."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:12]


def truths(folder: Path = TRUTH) -> list[dict[str, Any]]:
    """Return all rows of the truth, in the order of the files."""
    files = sorted(folder.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def placed(rows: Iterable[dict[str, Any]], document: Document) -> list[Truth]:
    """Find the texts of a paper's rows in it; the second row of the same words is the second place that has them."""
    texts = [(document.text, 0), *_pieces(document)]
    seen: Counter[str] = Counter()
    found: list[Truth] = []
    for row in rows:
        spans = [_nth(anchor, texts, seen[f"{row['kind']} {anchor['hash']}"]) for anchor in row.get("texts", [])]
        seen.update(f"{row['kind']} {anchor['hash']}" for anchor in row.get("texts", []))
        beside = [_nth(anchor, texts, 0) for anchor in row.get("row", [])]
        found.append(Truth(row, tuple(s for s in spans if s), tuple(s for s in beside if s)))
    return found


def _words(text: str) -> list[Word]:
    plain = _TAG.sub(lambda tag: " " * len(tag[0]), text)
    return [(m[0].translate(_LATIN).casefold(), m.start(), m.end()) for m in _WORD.finditer(plain)]


def _pieces(document: Document) -> list[tuple[str, int]]:
    blocks = [block for section in document.sections for block in section.blocks]
    cells = [(cell.text, cell.start) for block in blocks for cell in block.cells]
    return cells + [(block.text, block.start) for block in blocks]


def _nth(anchor: dict[str, Any], texts: list[tuple[str, int]], n: int) -> Span | None:
    """Return the n-th place of a text, or its last: in the paper as read, else in what reading made of it."""
    whole = _places(anchor, *texts[0])
    found = whole or [place for text, start in texts[1:] for place in _places(anchor, text, start)]
    return found[min(n, len(found) - 1)] if found else None


def _places(anchor: dict[str, Any], text: str, offset: int) -> list[Span]:
    first = anchor["start"].split()
    if len(text) < len(anchor["start"]):
        return []
    words = _words(text)
    found: list[Span] = []
    for i in range(len(words) - anchor["words"] + 1):
        if words[i][0] == first[0] and [w for w, _, _ in words[i : i + len(first)]] == first:
            run = words[i : i + anchor["words"]]
            if sign(w for w, _, _ in run) == anchor["hash"]:
                start, end = run[0][1], run[-1][2]
                found.append(Span(text[start:end], start + offset, end + offset))
    return found
