"""What the assistant answers to the questions of the outside sets, and what it refuses."""

import re
from collections.abc import Iterable
from statistics import fmean
from typing import Any

from assistant.answer import Answer, Citation
from assistant.assistant import Assistant
from eval.dsf_answers import Family
from eval.outside.corpora import Corpus, Place
from index.search import Filters

Scores = dict[str, float]


def answer(assistant: Assistant, question: str, filters: Filters = Filters()) -> Answer:
    """Return the assistant's answer to a question."""
    *_, last = assistant.ask(question, filters=filters)
    assert isinstance(last, Answer)
    return last


def mean(values: Iterable[float]) -> float:
    """Return the mean of some values; nan where there are none."""
    found = list(values)
    return fmean(found) if found else float("nan")


def of_families(families: dict[str, Family]) -> Scores:
    """Return what board minutes' families of questions come to: those of refusals are named "unans_..."."""
    told = {name: f for name, f in families.items() if not name.startswith("unans")}
    untold = {name: f for name, f in families.items() if name.startswith("unans")}
    asked, idle = (sum(f.questions for f in of.values()) for of in (told, untold))
    scores = {
        "answerable: answered": sum(f.answered for f in told.values()) / asked,
        "answerable: score": sum(f.score for f in told.values()) / asked,
        "answerable: a stale figure given": sum(f.stale for f in told.values()) / asked,
        "unanswerable: refused": 1 - sum(f.answered for f in untold.values()) / idle,
    }
    return scores | {f"score, {name}": f.score / f.questions for name, f in sorted(families.items())}


def kept_and_refused(assistant: Assistant, rows: list[dict[str, Any]]) -> Scores:
    """Ask questions; tell which were answered, how many answers hold a gold answer, and which were refused."""
    answers = [(row, answer(assistant, row["question"])) for row in rows]
    told = [(row, given) for row, given in answers if row["answerable"]]
    return {
        "answerable: answered": mean(not given.refused for _, given in told),
        "answerable: answer holds the gold": mean(holds(given, row["answers"]) for row, given in told),
        "answered: answer holds the gold": mean(
            holds(given, row["answers"]) for row, given in told if not given.refused
        ),
        "unanswerable: refused": mean(given.refused for row, given in answers if not row["answerable"]),
    }


def holds(given: Answer, gold: list[str]) -> bool:
    """Tell whether an answer's text holds one of the gold answers, articles and punctuation aside."""
    said = f" {plain(given.text)} "
    return not given.refused and any(f" {plain(g)} " in said for g in gold if plain(g))


def plain(text: str) -> str:
    """Return a text's words in small letters without articles, marks of citations and punctuation."""
    words = re.sub(r"[^\w\s]", " ", re.sub(r"\[\d+\]", " ", text.lower())).split()
    return " ".join(w for w in words if w not in ("a", "an", "the"))


def evidence(
    assistant: Assistant, made: Corpus, docs: dict[str, list[str]], rows: list[dict[str, Any]], within: bool
) -> Scores:
    """Score the sentences that answers quote, in the right passage alone or in the whole library.

    P, R and F1 are those of the annotator who agrees best, means over the answers that were given; a refusal counts
    as nothing in the F1 over all. `docs` holds the sentences of each passage.
    """
    ids = {document.name: document.id for document in assistant.library.catalogue.documents()}
    found: list[tuple[float, float, float]] = []
    answered = []
    for row in rows:
        if not row["answerable"]:
            continue
        passage = row["gold"][0]
        file = made.files[passage]
        filters = Filters(documents=frozenset({ids[file]})) if within else Filters()
        given = answer(assistant, row["question"], filters)
        answered.append(not given.refused)
        if not given.refused:
            place = next(p for p in made.places[file] if p.id == passage)
            quoted, elsewhere = sentences(given.citations, file, place, docs[passage], made)
            found.append(max((overlap(quoted, elsewhere, set(gold)) for gold in row["gold_sentences"]), key=_f1))
    precision, recall, f1 = (mean(values) for values in zip(*found, strict=True)) if found else (float("nan"),) * 3
    return {
        "answered": mean(answered),
        "sentence P, of the answered": precision,
        "sentence R, of the answered": recall,
        "sentence F1, of the answered": f1,
        "sentence F1, of all": f1 * mean(answered) if found else 0.0,
    }


def _f1(scores: tuple[float, float, float]) -> float:
    return scores[2]


def sentences(
    citations: Iterable[Citation], file: str, place: Place, told: list[str], made: Corpus
) -> tuple[set[int], int]:
    """Return which sentences of a passage are cited, half of them at least, and how many citations stand elsewhere."""
    text = (made.folder / file).read_text("utf-8")
    spans, at = [], place.start
    for sentence in told:
        start = text.find(sentence.strip(), at)
        at = start + len(sentence.strip())
        spans.append((start, at))
    cited: set[int] = set()
    elsewhere = 0
    for citation in citations:
        shared = [min(citation.end, end) - max(citation.start, start) for start, end in spans]
        here = {
            i for i, (start, end) in enumerate(spans)
            if 2 * shared[i] >= min(end - start, citation.end - citation.start)
        }  # fmt: skip
        if citation.document == file and here:
            cited |= here
        else:
            elsewhere += 1
    return cited, elsewhere


def overlap(quoted: set[int], elsewhere: int, gold: set[int]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the sentences quoted; each citation elsewhere counts as a wrong sentence."""
    right = len(quoted & gold)
    if not right:
        return 0.0, 0.0, 0.0
    precision, recall = right / (len(quoted) + elsewhere), right / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def refusals(assistant: Assistant, made: Corpus, rows: list[dict[str, Any]], within: bool) -> float:
    """Return the share of the unanswerable that is refused, in the passage that comes near or in the whole library."""
    ids = {document.name: document.id for document in assistant.library.catalogue.documents()}
    asked = [row for row in rows if not row["answerable"]]
    return mean(
        answer(
            assistant,
            row["question"],
            Filters(documents=frozenset({ids[made.files[row["near_passage"]]]})) if within else Filters(),
        ).refused
        for row in asked
    )
