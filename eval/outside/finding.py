"""What a search finds of an outside set: measures of its ranking, and the gold words inside a budget of words."""

from collections.abc import Callable, Iterator, Sequence
from statistics import fmean
from typing import Any

import ir_measures
from ir_measures import Qrel, ScoredDoc, Success, nDCG

from eval.outside.corpora import Corpus, Place
from index.search import Filters, Passage, Search

MEASURES = {"hit@5": Success @ 5, "nDCG@10": nDCG @ 10}
BUDGETS = (1000, 1500, 2000)
CHUNKS = 40  # of about 100 words: more than the largest budget holds

Find = Callable[[dict[str, Any]], list[Passage]]


def ranking(chunks: Sequence[Passage], made: Corpus) -> Iterator[str]:
    """Yield the ids of the passages that chunks stand for, best first; a passage counts where it first comes."""
    yield from dict.fromkeys(found for chunk in chunks for found in made.passages(chunk))


def answerable(asked: list[dict[str, Any]], made: Corpus) -> list[dict[str, Any]]:
    """Return the answerable questions whose passages were put in."""
    held = {place.id for places in made.places.values() for place in places}
    return [row for row in asked if row["answerable"] and held.intersection(row["gold"])]


def measured(find: Find, made: Corpus, asked: list[dict[str, Any]]) -> dict[str, float]:
    """Return the measures of what is found for the answerable among some questions."""
    asked = answerable(asked, made)
    gold = [Qrel(row["id"], passage, 1) for row in asked for passage in row["gold"]]
    run = [
        ScoredDoc(row["id"], passage, 1.0 / rank)
        for row in asked
        for rank, passage in enumerate(ranking(find(row), made), 1)
    ]
    values = ir_measures.calc_aggregate(list(MEASURES.values()), gold, run)
    return {label: float(values[measure]) for label, measure in MEASURES.items()}


def anywhere(search: Search) -> Find:
    """Find in the whole library."""
    return lambda row: search.hybrid(row["question"], CHUNKS)


def in_meeting(search: Search, made: Corpus, names: dict[str, str]) -> Find:
    """Find in the meeting that is asked about; `names` gives the id of the document of each file."""
    return lambda row: search.hybrid(
        row["question"], CHUNKS, Filters(documents=frozenset({names[made.files[row["meeting"]]]}))
    )


def remembered(find: Find, asked: list[dict[str, Any]]) -> Find:
    """Find for every question once."""
    found = {row["id"]: find(row) for row in asked}
    return lambda row: found[row["id"]]


def gold_words(find: Find, made: Corpus, asked: list[dict[str, Any]]) -> dict[int, float]:
    """Return the share of the words of the gold turns in the first words found, by budget: a mean over questions."""
    texts = {file: (made.folder / file).read_text("utf-8") for file in made.turns}
    shares: dict[int, list[float]] = {budget: [] for budget in BUDGETS}
    for row in asked:
        file = made.files[row["meeting"]]
        spans = row["gold_spans"]
        gold = [t for t in made.turns[file] if any(first <= int(t.id) <= last for first, last in spans)]
        wanted = sum(len(texts[file][t.start : t.end].split()) for t in gold)
        chunks = find(row)
        for budget in BUDGETS:
            shares[budget].append(inside(chunks, budget, file, gold, texts) / wanted)
    return {budget: fmean(values) for budget, values in shares.items()}


def inside(chunks: Sequence[Passage], budget: int, file: str, gold: list[Place], texts: dict[str, str]) -> int:
    """Return how many words of the gold turns stand in the first `budget` words of chunks, the last one cut short."""
    found = 0
    for chunk in chunks:
        text = texts[chunk.name][chunk.start : chunk.end]
        words = text.split()
        end = chunk.end if len(words) <= budget else chunk.start + len(" ".join(words[:budget]))
        if chunk.name == file:
            for turn in gold:
                found += len(texts[file][max(chunk.start, turn.start) : min(end, turn.end)].split())
        budget -= len(words)
        if budget <= 0:
            break
    return found
