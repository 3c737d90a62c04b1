"""What is measured of one answer, as functions of plain lists; what is not defined is nan."""

import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePath
from typing import Any

import ir_measures
from ir_measures import RR, P, Qrel, R, ScoredDoc, nDCG

from assistant.checking.statements import Statement, statements, without_marks
from eval.carrying import Cited, carried
from eval.rows import Retrieved
from eval.values import stands, states_any

NAN = math.nan
_RETRIEVAL = {"recall@5": R @ 5, "recall@10": R @ 10, "mrr": RR, "ndcg@10": nDCG @ 10}
_PRECISION = "precision@5"
Facts = Sequence[Sequence[str]]


def completeness(facts: Facts, text: str) -> float:
    """Return the share of the expected facts that an answer states."""
    return _share([states_any(fact, text) for fact in facts])


def facts_in(facts: Facts, texts: Sequence[str]) -> float:
    """Return the share of the expected facts that stand in at least one of some texts."""
    return _share([any(states_any(fact, text) for text in texts) for fact in facts])


def word_count(text: str) -> int:
    """Return the number of words of an answer, without its citation marks."""
    return len(without_marks(text).split())


def longest(facts: Facts) -> int:
    """Return how many words a focused answer has at most: 60, and 40 more for each expected fact.

    Sixty words are a sentence or two with their frame (who, which meeting, which paper), forty an entry of a list as
    papers write it, quoted whole.
    """
    return 60 + 40 * len(facts)


def concision(facts: Facts, answer: str) -> float:
    """Return which share of the words one has to read stand in statements that hold an expected fact.

    Leads of lists are left out, as are remarks on what the papers do not hold. A fact that two statements hold only
    together, as in a table, counts for neither; nan where the answer states no expected fact whole.
    """
    told = [s for s in statements(answer) if not s.entries]
    if not facts or not told:
        return NAN
    lengths = [len(s.text.split()) for s in told]
    held = [n for s, n in zip(told, lengths, strict=True) if any(states_any(fact, s.text) for fact in facts)]
    return sum(held) / sum(lengths)


def citation_precision(answer: str, citations: Sequence[dict[str, Any]], frame: str = "") -> float:
    """Return the share of an answer's cited statements that their cited text carries; see `carrying.carried`."""
    return _share([carried(s, cited, frame) for s, cited in _with_cited(answer, citations) if cited])


def citation_recall(answer: str, citations: Sequence[dict[str, Any]]) -> float:
    """Return the share of an answer's statements that have a citation which is there; leads of lists need none."""
    return _share([bool(cited) for s, cited in _with_cited(answer, citations) if not s.entries])


def right_document(citations: Sequence[dict[str, Any]], documents: Sequence[str]) -> float:
    """Return 1 where one of the expected documents is cited."""
    if not documents:
        return NAN
    return float(bool(_from(citations, documents)))


def right_page(citations: Sequence[dict[str, Any]], documents: Sequence[str], page: int | None) -> float:
    """Return 1 where the expected page of an expected document is cited."""
    if page is None:
        return NAN
    return float(any(c.get("page") == page for c in _from(citations, documents)))


def right_section(citations: Sequence[dict[str, Any]], documents: Sequence[str], section: str) -> float:
    """Return 1 where a citation from an expected document stands under the expected heading."""
    if not section:
        return NAN
    places = (f"{c.get('part') or ''} › {c.get('section') or ''}" for c in _from(citations, documents))
    return float(any(stands(section, place) for place in places))


def retrieval(retrieved: Sequence[Retrieved], documents: Sequence[str], page: int | None) -> dict[str, float]:
    """Return recall@5, recall@10, precision@5, mrr and ndcg@10 of a ranking of passages, by ir-measures.

    What is to be found are units: the expected documents, or the expected page of each. A passage stands for every
    unit that it covers, and a unit counts once, at the rank of the first passage that covers it; precision is the share
    of the first five passages that cover a unit.
    """
    units = [(_name(d), page) for d in dict.fromkeys(documents)]
    if not units:
        return dict.fromkeys([*_RETRIEVAL, _PRECISION], NAN)
    covered = tuple(tuple(n for n, unit in enumerate(units) if _covers(passage, unit)) for passage in retrieved)
    return dict(_ranked(covered, len(units)))


@lru_cache(maxsize=10_000)
def _ranked(covered: tuple[tuple[int, ...], ...], units: int) -> dict[str, float]:
    first: dict[int, int] = {}
    for rank, numbers in enumerate(covered):
        for number in numbers:
            first.setdefault(number, rank)
    run = [ScoredDoc("q", f"other {rank}", float(-rank)) for rank in range(len(covered)) if rank not in first.values()]
    run += [ScoredDoc("q", str(number), float(-rank)) for number, rank in first.items()]
    gold = [Qrel("q", str(number), 1) for number in range(units)]
    values = ir_measures.calc_aggregate(list(_RETRIEVAL.values()), gold, run) if run else {}
    found = {name: float(values.get(measure, 0.0)) for name, measure in _RETRIEVAL.items()}
    passages = [ScoredDoc("q", str(rank), float(-rank)) for rank in range(len(covered))]
    good = [Qrel("q", str(rank), 1) for rank, numbers in enumerate(covered) if numbers]
    found[_PRECISION] = float(ir_measures.calc_aggregate([P @ 5], good, passages)[P @ 5]) if good else 0.0
    return found


def _covers(passage: Retrieved, unit: tuple[str, int | None]) -> bool:
    name, page = unit
    if _name(passage.document) != name:
        return False
    if page is None:
        return True
    first = passage.first_page
    return first is not None and first <= page <= (passage.last_page or first)


def _from(citations: Sequence[dict[str, Any]], documents: Sequence[str]) -> list[dict[str, Any]]:
    wanted = {_name(document) for document in documents}
    return [c for c in citations if _name(str(c.get("document", ""))) in wanted]


def _name(document: str) -> str:
    return PurePath(document).name.casefold()


def _with_cited(answer: str, citations: Sequence[dict[str, Any]]) -> list[tuple[Statement, list[Cited]]]:
    shown = {c["n"]: Cited(c) for c in citations}
    return [(s, [shown[n] for n in s.marks if n in shown]) for s in statements(answer)]


def _share(of: Sequence[bool]) -> float:
    return sum(of) / len(of) if of else NAN
