"""The papers' words made fit for a brief: one sentence each, without marks of layout, not too long."""

import datetime
import re

from ingest.dates import spoken
from ingest.sentences import sentence_spans

_LAYOUT = re.compile(
    r"<[^<>]{1,12}>|[*_#]{2,}|^[\s\-–—•>*·▪➢]+|^\(?(?:[ivx]{1,4}|[a-z]|\d{1,2})[.)-]\s+(?=\S)|^\d{1,3}(?:\.\d{1,2})+\.?\s+(?=[A-Z])"
)
_OWNERS = re.compile(r"^(?:Actions?|By|Lead|Owner)\b:?[\sA-Z/,&+]*\.?$|^[A-Z]{2,4}(?:\s*[/,&]\s*[A-Z]{2,4})*\.?$")
_CLAUSE = re.compile(r"[;,:](?=\s)|\s[–—-](?=\s)|\s(?=(?:and|but|which|who|where|so|with|as|because)\s)")
MOST = 48
"""The most words of an entry; a longer sentence is cut where a clause ends."""


def clean(text: str) -> str:
    """Return a text without marks of layout, its first letter a capital and a full stop at its end."""
    words = " ".join(text.split())
    while (bare := _LAYOUT.sub("", words).strip()) != words:
        words = bare
    words = re.sub(r"\s+([,.;:])", r"\1", words).rstrip(" ;,:-–—")
    words = re.sub(r"^(?:RESOLVED|AGREED)(?: \(\d+\))?(?: that)?:?\s+(?:\(\d+\) )?(?:that )?", "Resolved that ", words)
    if not words:
        return ""
    return words[0].upper() + words[1:] + ("" if words[-1] in ".!?…”\"'’" else ".")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each clean; what only names owners ("Action: AB") is none."""
    words = " ".join(text.split())
    found = [clean(words[start:end]) for start, end in sentence_spans(words)]
    return [one for one in found if re.search(r"\w{2}", one) and not _OWNERS.match(one)]


def trimmed(text: str, most: int = MOST) -> str:
    """Return a sentence of at most so many words, cut where a clause ends."""
    words = text.split()
    if len(words) <= most:
        return text
    short = " ".join(words[:most])
    ends = [m.start() for m in _CLAUSE.finditer(short) if len(short[: m.start()].split()) >= most // 2]
    return f"{short[: ends[-1]] if ends else short} …"


def when(day: datetime.date | None) -> str:
    """Return a day in words, "no date" for none."""
    return spoken(day) if day else "no date"


def months(start: datetime.date, end: datetime.date) -> int:
    """Return the whole months from one day to another."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def counted(number: int, one: str, several: str = "") -> str:
    """Return "1 month", "3 months"."""
    return f"{number} {one if number == 1 else several or one + 's'}"


def agreed(text: str) -> str:
    """Return an action as a sentence: what a meeting agreed "be done" opens with "Agreed that"."""
    bare = text.strip()
    said = bare[:1].islower() and re.search(r"\b(?:be|would|should|will|is|are)\b", bare)
    return clean(f"Agreed that {bare.removeprefix('that ')}" if said else bare)
