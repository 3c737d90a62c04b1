"""How alike the words of two statements are: rare words count for more, and an index finds who shares them."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer
from rapidfuzz import fuzz

from index.register.text import fold

_STOP = frozenset(
    """
    a an and any are as at be been by for from had has have he her his in into is it its of on or she so that the
    their them then they this to was were which who will with would should shall
    action actions agreed agree resolved noted minute update updates
    """.split()
)
_STEM = snowballstemmer.stemmer("english")
_OF_BUSINESS = frozenset(
    _STEM.stemWords(
        """
        minutes matter item point closed close complete completed done discharged removed off list noted arising under
        board committee meeting report reported members member following above last previous
        """.split()
    )
)
_FEW = 3  # words: fewer say little by standing in another text


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text: `stems` as a set, `joined` in order."""

    stems: frozenset[str]
    joined: str


@lru_cache(maxsize=100_000)
def wording(text: str) -> Wording:
    """Return the words of a text without those that all statements share."""
    words = [w for w in re.sub(r"(?<=\d) (?=(?:st|nd|rd|th)\b)", "", fold(text)).split() if w not in _STOP]
    stems = _STEM.stemWords(words)
    return Wording(frozenset(stems), " ".join(stems))


def significant(words: Wording) -> frozenset[str]:
    """Return the words that tell what a statement is about: no numbers, no words that any business is put in."""
    return frozenset(stem for stem in words.stems - _OF_BUSINESS if not stem[0].isdigit())


class Wordings:
    """Compares wordings by how rare their words are among all the texts given."""

    def __init__(self, texts: Iterable[str]) -> None:
        distinct = {wording(text) for text in texts}
        counts = Counter(stem for w in distinct for stem in w.stems)
        self._weights = {s: max(0.3, math.log((len(distinct) + 1) / (n + 0.5))) for s, n in counts.items()}
        self._rarest = max(self._weights.values(), default=1.0)

    def weight(self, stems: frozenset[str]) -> float:
        """Return what words weigh together."""
        return math.fsum(self._weights.get(s, self._rarest) for s in stems)

    def likeness(self, one: Wording, two: Wording) -> float:
        """Return how alike two wordings are, 0 to 1: one that only says more than the other is still alike."""
        if one.joined == two.joined:
            return 1.0 if one.stems else 0.0
        shared = one.stems & two.stems
        if not shared:
            return 0.0
        whole, both = self.weight(shared), (self.weight(one.stems), self.weight(two.stems))
        even = 2 * whole / sum(both)
        inside = whole / min(both) if min(len(one.stems), len(two.stems)) >= _FEW else even
        spelt = fuzz.token_set_ratio(one.joined, two.joined) / 100
        return 0.45 * even + 0.4 * inside + 0.15 * spelt

    def inside(self, small: Wording, large: Wording) -> float:
        """Return the share of a wording's words that stand in another; 0 of one too short to tell."""
        if len(small.stems) < _FEW:
            return 0.0
        return self.weight(small.stems & large.stems) / self.weight(small.stems)

    def rarest(self, stems: frozenset[str], count: int) -> list[str]:
        """Return the rarest of some words, the rarest first."""
        return sorted(stems, key=lambda s: (-self._weights.get(s, self._rarest), s))[:count]


class WordIndex:
    """Finds what shares rare words with a wording."""

    def __init__(self, wordings: Wordings) -> None:
        self._wordings = wordings
        self._holders: dict[str, set[int]] = defaultdict(set)

    def add(self, number: int, words: Wording) -> None:
        """Let a wording be found under a number."""
        for stem in words.stems:
            self._holders[stem].add(number)

    def near(self, words: Wording, count: int = 12) -> list[int]:
        """Return the numbers that share the most of the rarest words, at most `count` and those that share as much."""
        found: Counter[int] = Counter()
        looked = 0
        for stem in self._wordings.rarest(words.stems, 8):
            holders = self._holders.get(stem, ())
            looked += len(holders)
            if looked > 2000 and found:
                break
            found.update(holders)
        if len(found) <= count:
            return sorted(found)
        least = sorted(found.values(), reverse=True)[count - 1]
        return sorted(number for number, shared in found.items() if shared >= least)
