"""How alike two texts are: estimated from signatures for many, measured word by word for a few."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.dates import find_dates

_SIZE = 128
_RUN = 5
_FEWEST = 40  # words: shorter papers are alike by chance
_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"\d+")
_RANDOM = np.random.Generator(np.random.PCG64(20)).integers(1, 2**63, (2, _SIZE), dtype=np.uint64)
_FACTORS, _SHIFTS = _RANDOM[0] | np.uint64(1), _RANDOM[1]


@dataclass(frozen=True, slots=True)
class Likeness:
    """`words` is the share of words and `runs` that of runs of five words which both texts have, 0 to 1.

    `figures` is the share of a text's figures that stand otherwise in the other: 0 where one text only has more.
    """

    words: float
    runs: float
    figures: float


def signature_of(text: str) -> bytes | None:
    """Return a text's signature: for each of 128 orders the first of its words; None for a text under 40 words.

    A word that stands five times counts as five words. Case, punctuation, spacing and order make no difference.
    """
    counts = Counter(_WORD.findall(text.lower()))
    if counts.total() < _FEWEST:
        return None
    numbers = [int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest()) for word in counts]
    words = np.repeat(np.array(numbers, dtype=np.uint64), list(counts.values()))
    times = np.concatenate([np.arange(1, count + 1, dtype=np.uint64) for count in counts.values()])
    marks = (words ^ (words >> np.uint64(31))) * (times * np.uint64(2) + np.uint64(1))
    firsts = [int((marks * a + b).min() >> np.uint64(32)) for a, b in zip(_FACTORS, _SHIFTS, strict=True)]
    return np.array(firsts, dtype=np.uint32).tobytes()


def estimated(signature: bytes, others: Sequence[bytes]) -> NDArray[np.float64]:
    """Return for each other signature the estimated share of words that both texts have, true to about 0.04."""
    table = np.frombuffer(b"".join(others), dtype=np.uint32).reshape(len(others), _SIZE)
    own = np.frombuffer(signature, dtype=np.uint32)
    return np.asarray((table == own).mean(axis=1), dtype=np.float64)


def measured(text: str, other: str) -> Likeness:
    """Return how alike two texts are."""
    own, its = _WORD.findall(text.lower()), _WORD.findall(other.lower())
    figures, others = _figures(text), _figures(other)
    changed = min((figures - others).total(), (others - figures).total())
    return Likeness(
        words=_share(Counter(own), Counter(its)),
        runs=_share(Counter(set(_runs(own))), Counter(set(_runs(its)))),
        figures=changed / max(1, min(figures.total(), others.total())),
    )


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[i:] for i in range(_RUN)), strict=False))


def _share(own: Counter[Any], other: Counter[Any]) -> float:
    return (own & other).total() / max(1, (own | other).total())


def _figures(text: str) -> Counter[str]:
    """Count the figures of a text; a date is one figure, however it is written."""
    figures: Counter[str] = Counter()
    position = 0
    for start, end, day in find_dates(text):
        figures.update(_FIGURE.findall(text, position, start))
        figures[day.isoformat()] += 1
        position = end
    figures.update(_FIGURE.findall(text, position))
    return figures
