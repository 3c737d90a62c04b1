"""Puts together what two papers, or one paper twice, report of the same thing."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.process import cdist

from assistant.checking.naming import content, names
from assistant.checking.tokens import Token, tokens
from assistant.drafting.meaning import vectors
from index.embedding import Embedder

_NEAR, _NEAR_IN_WORDS = 0.72, 60.0
_VERY_NEAR = 0.86
_OPPOSITES = (
    ("rose", "fell"), ("rise", "fall"), ("increase", "decrease"), ("increased", "decreased"), ("increased", "fell"),
    ("opened", "closed"), ("more", "fewer"), ("higher", "lower"), ("up", "down"), ("started", "ended"),
    ("began", "ended"), ("lost", "gained"), ("lost", "prevented"), ("first", "last"),
    ("arrested", "released"), ("male", "female"),
)  # fmt: skip
_DENIED = re.compile(r"\b(?:not|no|never|none|without|neither)\b|n['’]t\b", re.I)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text states: its figures and dates, the names in it, and its words; `bare` is it without case or stop."""

    bare: str
    figures: Counter[Token]
    dates: frozenset[Token]
    names: frozenset[str]
    words: frozenset[str]


def merged(texts: Sequence[str], embedder: Embedder) -> list[list[int]]:
    """Return the positions of texts in groups that tell the same thing, the fullest wording of each first."""
    if not texts:
        return []
    lowered = [text.lower() for text in texts]
    in_words = cdist(lowered, lowered, scorer=token_set_ratio)
    said = [_said(text) for text in texts]

    def alike(i: int, j: int) -> bool:
        if in_words[i, j] < _NEAR_IN_WORDS or (said[i].bare != said[j].bare and _differ(said[i], said[j])):
            return False
        first, second = vectors(embedder, [texts[i], texts[j]])
        same_figures = said[i].figures and said[i].figures == said[j].figures
        return float(first @ second) >= (_NEAR if same_figures else _VERY_NEAR)

    groups: list[list[int]] = []
    for i in sorted(range(len(texts)), key=lambda n: (-len(texts[n]), n)):
        home = next((g for g in groups if all(alike(i, j) for j in g)), None)
        if home is None:
            groups.append([i])
        else:
            home.append(i)
    return sorted(groups, key=min)


def _said(text: str) -> _Said:
    values = [t for t in tokens(text) if t.sort != "word"]
    figures = Counter(t for t in values if t.sort in ("number", "money", "percent"))
    dates = frozenset(t for t in values if t.sort in ("date", "time", "period", "ordinal"))
    named = frozenset(word for name in names(text) for word in name)
    return _Said(" ".join(text.lower().split()).rstrip("."), figures, dates, named, content(text))


def _differ(one: _Said, other: _Said) -> bool:
    """Tell whether one text has a figure, date, name or turn that the other gives otherwise."""
    if (one.figures - other.figures) and (other.figures - one.figures):
        return True
    if bool(one.figures) != bool(other.figures):
        return True
    if _each_its_own(one.dates, other.dates) or _each_its_own(one.names - other.words, other.names - one.words):
        return True
    if bool(_DENIED.search(one.bare)) != bool(_DENIED.search(other.bare)):
        return True
    first, second = (set(re.findall(r"[a-z]+", said.bare)) for said in (one, other))
    return any((a in first and b in second - first) or (b in first and a in second - first) for a, b in _OPPOSITES)


def _each_its_own(one: frozenset[Token] | frozenset[str], other: frozenset[Token] | frozenset[str]) -> bool:
    return bool(one - other) and bool(other - one)
