"""Places evidence under priorities: by what stood there before, by the strategy's wording, by words and by meaning."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.drafting.meaning import vectors
from assistant.drafting.priorities import Priority, bare
from assistant.drafting.subjects import subjects
from assistant.vocabulary import STOP
from assistant.words import stem, tokens
from index.embedding import Embedder

_WEIGHTS = (0.7, 0.4, 0.5, 0.5, 1.0, 1.0, 0.5)
"""Of meaning (nearest line, all lines), of earlier bullets (nearest, nearest three), of words, of earlier words, of
subjects; set where the sample papers' and the real update's bullets are placed with and without earlier ones."""
_FLOOR, _FLOOR_WITH_EARLIER = 0.17, 0.5
_SHARPNESS = 0.15
LISTED = "its own paper lists it there"
UNSURE = 0.45
"""Below this score a place is only the likeliest of several."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a text belongs: the position of its priority, None below the floor; how surely, 0 to 1; why in words."""

    priority: int | None
    score: float
    why: str


def place(
    texts: Sequence[str], under: Sequence[str], priorities: Sequence[Priority], embedder: Embedder
) -> list[Placed]:
    """Return where each text belongs; a heading of `under`, where its own paper lists it, holds if it is a priority."""
    if len(priorities) == 1:
        return [Placed(0, 1.0, "the only heading") for _ in texts]
    names = {bare(p.heading).lower(): i for i, p in enumerate(priorities)}
    found: list[Placed | None] = [_as_listed(heading, names) for heading in under]
    open_ = [i for i, one in enumerate(found) if one is None]
    for i, placed in zip(open_, _by_likeness([texts[i] for i in open_], priorities, embedder), strict=True):
        found[i] = placed
    return [one for one in found if one is not None]


def _as_listed(heading: str, names: dict[str, int]) -> Placed | None:
    number = names.get(bare(heading).lower()) if heading else None
    return Placed(number, 1.0, LISTED) if number is not None else None


def _by_likeness(texts: list[str], priorities: Sequence[Priority], embedder: Embedder) -> list[Placed]:
    if not texts:
        return []
    own = [[p.name, *p.aims, *p.wording] for p in priorities]
    said = [list(p.said) for p in priorities]
    rarity = _rarity([*texts, *(line for lines in own + said for line in lines)])
    parts = np.stack([_parts(texts, o, s, embedder, rarity) for o, s in zip(own, said, strict=True)], axis=1)
    scores = (parts * np.array(_WEIGHTS, dtype=np.float32)).sum(axis=2)
    floor = _FLOOR_WITH_EARLIER if any(said) else _FLOOR
    return [_decided(row, detail, floor, priorities) for row, detail in zip(scores, parts, strict=True)]


def _decided(scores: Floats, parts: Floats, floor: float, priorities: Sequence[Priority]) -> Placed:
    best = int(scores.argmax())
    if scores[best] < floor:
        return Placed(None, 0.0, "too little in common with any priority")
    weights = np.exp((scores - scores[best]) / _SHARPNESS)
    sure = float(weights[best] / weights.sum())
    why = _reason(parts[best])
    if sure < UNSURE:
        second = priorities[int(np.argsort(scores)[-2])]
        why = f"unsure: {why}, but near “{second.heading}” too"
    return Placed(best, round(sure, 2), why)


def _reason(parts: Floats) -> str:
    if max(parts[2], parts[5]) >= 0.6:
        return "much like what stood there before"
    strongest = int((parts * np.array(_WEIGHTS, dtype=np.float32)).argmax())
    return (
        "near the priority's wording in meaning",
        "near the priority's wording in meaning",
        "like what stood there before",
        "like what stood there before",
        "shares words with the priority",
        "shares words with what stood there before",
        "of the priority's subject",
    )[strongest]


def _parts(
    texts: list[str], own: list[str], said: list[str], embedder: Embedder, rarity: Callable[[str], float]
) -> Floats:
    """Return a row for each text of how near it is to a priority in each of the seven ways."""
    asked, lines = vectors(embedder, texts), vectors(embedder, own)
    middle = lines.mean(axis=0)
    nearest = asked @ lines.T
    if said:
        before = np.sort(asked @ vectors(embedder, said).T, axis=1)[:, ::-1]
        first, three = before[:, 0], before[:, :3].mean(axis=1)
    else:
        first = three = np.zeros(len(texts), dtype=np.float32)
    told = frozenset[str]().union(*(_stems(line) for line in own))
    subject = subjects(" ".join([*own[:1] * 3, *own[1:]]))
    columns = [
        nearest.max(axis=1),
        asked @ (middle / (np.linalg.norm(middle) or 1)),
        first,
        three,
        [_share(_stems(text) & told, _stems(text), rarity) for text in texts],
        [max((_overlap(_stems(text), _stems(line), rarity) for line in said), default=0.0) for text in texts],
        [float(subjects(text) @ subject) for text in texts],
    ]
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _rarity(lines: Sequence[str]) -> Callable[[str], float]:
    """Return the weight of a word: the more, the fewer of the lines say it."""
    counts = Counter(word for line in lines for word in _stems(line))
    return lambda word: math.log((len(lines) + 1) / (counts[word] + 0.5))


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(w) for w in tokens(text) if w not in STOP and len(w) > 2 and not w[0].isdigit())


def _share(some: frozenset[str], whole: frozenset[str], rarity: Callable[[str], float]) -> float:
    total = sum(map(rarity, whole))
    return sum(map(rarity, some)) / total if total > 0 else 0.0


def _overlap(one: frozenset[str], other: frozenset[str], rarity: Callable[[str], float]) -> float:
    both = sum(map(rarity, one)) * sum(map(rarity, other))
    return sum(map(rarity, one & other)) / math.sqrt(both) if both > 0 else 0.0
