"""The names, and the words with content, in a text."""

import re

from assistant.checking.tokens import tokens
from assistant.words import stem
from ingest.dates import MONTHS

_STOP = frozenset(
    """a an the of in on at to for from by with as and or nor but if then than that this these those it its he she they
    them their his her we our us you your i is are was were be been being has have had do does did will would can could
    should may might must shall not no so such there here which who whom whose what when where why how all any both each
    more most other some only own same too very also into out up down over under about between during before after again
    now per many much paper papers""".split()
)
_CAPITALISED = r"[A-Z](?:[a-z]|['’][A-Z])[\w'’-]*"
_NAME = re.compile(rf"\b{_CAPITALISED}(?:\s+{_CAPITALISED})*")
_OPENING = re.compile(r"(?:^|[.:;!?“\"‘(\[–—/-])\s*$")
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
CALENDAR = frozenset([*MONTHS, *_WEEKDAYS, *(name[:3] for name in (*MONTHS, *_WEEKDAYS)), "sept"])


def names(text: str) -> list[tuple[str, ...]]:
    """Return the names in a text by their words: runs of capitalised words, single ones not where a sentence opens."""
    found = []
    for match in _NAME.finditer(text):
        words = [t.what.rstrip("'") for t in tokens(match[0]) if t.sort == "word"]
        opens = bool(_OPENING.search(text[: match.start()]))
        if opens and len(words) == 1:
            continue
        kept = tuple(w for w in words if w not in _STOP and w not in CALENDAR)
        found += [kept] if kept else []
    return found


def content(text: str) -> frozenset[str]:
    """Return the stems of the content words of a text."""
    words = (t.what.rstrip("'") for t in tokens(text) if t.sort == "word")
    return frozenset(stem(w) for w in words if len(w) > 1 and w not in _STOP | CALENDAR)
