"""Which partnerships the library holds, under which names, and which one a question means."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.vocabulary import BOARD_WORDS, NOT_PLACES

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


def _own(name: str) -> frozenset[str]:
    return frozenset(
        w for w in re.findall(r"[a-z]+", name.lower().replace("’s", "").replace("'s", "")) if w not in BOARD_WORDS
    )


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.split() if w[0].isupper()).upper()


def group_boards(rows: Sequence[Any]) -> list[Partnership]:
    """Put the board names of documents together: "Safer X Partnership" and "X Community Safety Partnership" are one."""
    counts = Counter(row.board for row in rows if row.board)
    groups: list[list[str]] = []
    for name in sorted(counts, key=lambda n: (-counts[n], n)):
        home = next((g for g in groups if _same(g[0], name)), None)
        if home is None:
            groups.append([name])
        else:
            home.append(name)
    return [_partnership(group, counts) for group in groups]


def _same(first: str, second: str) -> bool:
    a, b = _own(first), _own(second)
    if a and b and (a <= b or b <= a):
        return True
    return first.upper() == _initials(second) or second.upper() == _initials(first) or first.lower() == second.lower()


def _partnership(names: list[str], counts: Counter[str]) -> Partnership:
    full = [n for n in names if not n.isupper()] or names
    shown = max(full, key=lambda n: (counts[n], len(n)))
    own = min((_own(n) for n in full), key=len) or frozenset(re.findall(r"[a-z]+", shown.lower()))
    acronyms = {_initials(n) for n in full if len(_initials(n)) >= 3} | {n for n in names if n.isupper()}
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
