"""Puts together what two papers, or one paper twice, report of the same thing."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

from assistant.checking.naming import content, names
from assistant.checking.tokens import Token, tokens
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
    """What a text states: its figures and dates, the names in it, and its words."""

    text: str
    figures: Counter[Token]
    dates: frozenset[Token]
    names: frozenset[str]
    words: frozenset[str]


def merged(texts: Sequence[str], embedder: Embedder) -> list[list[int]]:
    """Return the positions of texts in groups that tell the same thing, the fullest wording of each first."""
    if not texts:
        return []
    said = [_said(text) for text in texts]
    vectors = embedder.embed([text.encode("utf-8", "replace").decode() for text in texts])
    near = np.asarray(vectors @ vectors.T)
    groups: list[list[int]] = []
    for i in sorted(range(len(texts)), key=lambda n: (-len(texts[n]), n)):
        home = next((g for g in groups if all(_same(said[i], said[j], float(near[i, j])) for j in g)), None)
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
    return _Said(text, figures, dates, named, content(text))


def _same(one: _Said, other: _Said, near: float) -> bool:
    """Tell whether two texts tell the same thing: near in meaning or words, and nothing in them that differs."""
    if " ".join(one.text.lower().split()).rstrip(".") == " ".join(other.text.lower().split()).rstrip("."):
        return True
    if _differ(one, other):
        return False
    in_words = max(
        token_set_ratio(one.text.lower(), other.text.lower()), token_sort_ratio(one.text.lower(), other.text.lower())
    )
    if one.figures and one.figures == other.figures:
        return near >= _NEAR and in_words >= _NEAR_IN_WORDS
    return near >= _VERY_NEAR and in_words >= _NEAR_IN_WORDS


def _differ(one: _Said, other: _Said) -> bool:
    """Tell whether one text has a figure, date, name or turn that the other gives otherwise."""
    if (one.figures - other.figures) and (other.figures - one.figures):
        return True
    if bool(one.figures) != bool(other.figures):
        return True
    if _each_its_own(one.dates, other.dates) or _each_its_own(one.names - other.words, other.names - one.words):
        return True
    if bool(_DENIED.search(one.text)) != bool(_DENIED.search(other.text)):
        return True
    first, second = (set(re.findall(r"[a-z]+", said.text.lower())) for said in (one, other))
    return any((a in first and b in second - first) or (b in first and a in second - first) for a, b in _OPPOSITES)


def _each_its_own(one: frozenset[Token] | frozenset[str], other: frozenset[Token] | frozenset[str]) -> bool:
    return bool(one - other) and bool(other - one)
