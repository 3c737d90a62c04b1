"""Which partnerships the library holds, under which names, and which one a question means."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.vocabulary import NOT_PLACES
from index.register.boards import grouped, initials_of, own_words

_PLACE = r"([A-Z][a-z]+(?:[- ](?:upon|on|and|of|the|in)?-?\s?[A-Z][a-z]+){0,3})"
_OTHER = re.compile(
    rf"\b{_PLACE}(?:['’]s)\s+(?:(?:community safety|current|latest|main|new|strategic|own)\s+)*"
    r"(?:priorities|strategy|strategies|partnership|plan|board|CSP|council|update|performance|figures|papers|minutes)\b"
    rf"|\bSafer {_PLACE}\b(?! (?:Partnership|Neighbourhood|Schools?) (?:Team|Board|Panel))"
    rf"|\b{_PLACE} (?:[Cc]ommunity [Ss]afety [Pp]artnership|CSP|[Pp]artnership(?: [Bb]oard)?|Safety Partnership"
    r"|[Cc]ouncil)\b"
)


@dataclass(frozen=True, slots=True)
class Partnership:
    """A partnership or board: `names` are the ways its papers write it, `own` the words that tell it from others."""

    name: str
    names: frozenset[str]
    own: frozenset[str]
    acronyms: frozenset[str]


def group_boards(rows: Sequence[Any]) -> list[Partnership]:
    """Put the board names of documents together: "Safer X Partnership" and "X Community Safety Partnership" are one."""
    counts = Counter(row.board for row in rows if row.board)
    return [_partnership(group, counts) for group in grouped(counts)]


def _partnership(names: list[str], counts: Counter[str]) -> Partnership:
    full = [n for n in names if not n.isupper()] or names
    shown = max(full, key=lambda n: (counts[n], len(n)))
    own = min((own_words(n) for n in full), key=len) or frozenset(re.findall(r"[a-z]+", shown.lower()))
    acronyms = {initials_of(n) for n in full if len(initials_of(n)) >= 3} | {n for n in names if n.isupper()}
    return Partnership(shown, frozenset(names), own, frozenset(acronyms))


def named_in(question: str, partnerships: list[Partnership]) -> list[Partnership]:
    """Return the partnerships a question names, by their own words or acronyms."""
    words = set(re.findall(r"[a-z]+", question.lower().replace("’s", "").replace("'s", "")))
    shouted = set(re.findall(r"\b[A-Z]{3,6}\b", question))
    found = [p for p in partnerships if (p.own and p.own <= words) or p.acronyms & shouted]
    return [p for p in found if not any(p is not q and p.own < q.own for q in found)]


def other_place(question: str, partnerships: list[Partnership], areas: frozenset[str]) -> str:
    """Return a partnership or council area that the question is about and the library has no papers of, or ""."""
    own = {w for p in partnerships for w in p.own}
    for match in _OTHER.finditer(question):
        place = next(g for g in match.groups() if g)
        words = re.findall(r"[A-Za-z]+", place)
        if words[0] in NOT_PLACES:
            words = words[1:]
        if words and not {w.lower() for w in words} & own and not all(w in NOT_PLACES for w in words):
            return " ".join(words)
    lowered = f" {re.sub(r'[^a-z ]', ' ', question.lower())} "
    for area in sorted(areas, key=len, reverse=True):
        if f" {area} " in lowered and not set(area.split()) & own:
            return area.title()
    return ""
