"""How much of a question's words a text says, rare words counting for more."""

from collections.abc import Iterable, Mapping

from assistant.snapshot import Snapshot
from assistant.subject import Term
from assistant.words import matches, stems

_UNNEEDED = 0.15
_COMMON = 2.0  # a word that may stay unsaid counts no more than this before it is lessened


def weights_of(terms: Iterable[Term], snapshot: Snapshot, unsaid: frozenset[str] = frozenset()) -> dict[str, float]:
    """Return the weight of each word of a question; those that papers may leave unsaid, and `unsaid` stems, little."""
    found: dict[str, float] = {}
    for term in terms:
        rarity = snapshot.rarity(term.word)
        needed = term.needed and not stems(term.word) <= unsaid
        found[term.word] = rarity if needed else min(rarity, _COMMON) * _UNNEEDED
    return found


def share(weights: Mapping[str, float], present: frozenset[str]) -> float:
    """Return the weighted share of words that a text with these stems says, 0 to 1."""
    total = sum(weights.values())
    return sum(w for word, w in weights.items() if matches(word, present)) / total if total else 0.0
