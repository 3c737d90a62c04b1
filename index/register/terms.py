"""Questions to the records: what acronyms stand for, as papers say."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.catalogue import Catalogue
from index.register.asking import Asked, Listing, Place, Stated, stated
from index.register.text import fold
from ingest.records.record import Term


@dataclass(frozen=True, slots=True)
class Expansion:
    """What papers say an acronym stands for, in the newest one's words; `places` are newest first."""

    words: str
    first: datetime.date | None
    last: datetime.date | None
    boards: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class TermRecord:
    """An acronym with everything papers say it stands for, newest first: more than one where they disagree."""

    acronym: str
    expansions: tuple[Expansion, ...]


def list_terms(catalogue: Catalogue, asked: Asked) -> Listing[TermRecord]:
    """Return the acronyms that papers explain, in order of the alphabet; `text` limits to those that hold its words."""
    by_acronym: dict[str, list[Stated[Term]]] = defaultdict(list)
    for one in stated(catalogue, "terms", replace(asked, limit=None, offset=0, text="")):
        by_acronym[one.record.acronym.casefold()].append(one)
    found = [_grouped(own) for _, own in sorted(by_acronym.items())]
    words = fold(asked.text).split()
    found = [t for t in found if all(w in fold(" ".join((t.acronym, *(e.words for e in t.expansions)))) for w in words)]
    end = None if asked.limit is None else asked.offset + asked.limit
    return Listing(tuple(found[asked.offset : end]), len(found))


def _grouped(own: Sequence[Stated[Term]]) -> TermRecord:
    """One acronym: wordings that differ in capitals, hyphens or the plural alone are the same."""
    wordings: dict[tuple[str, ...], list[Stated[Term]]] = defaultdict(list)
    for one in own:
        wordings[tuple(word.rstrip("s") for word in fold(one.record.expansion).split())].append(one)
    expansions = [_expansion(stated_so) for stated_so in wordings.values()]
    expansions.sort(key=lambda e: e.last or datetime.date.min, reverse=True)
    return TermRecord(own[0].record.acronym, tuple(expansions))


def _expansion(own: Sequence[Stated[Term]]) -> Expansion:
    days = [one.date for one in own if one.date]
    boards = tuple(dict.fromkeys(one.board for one in own if one.board))
    places = tuple(one.place for one in own)
    return Expansion(own[0].record.expansion, min(days, default=None), max(days, default=None), boards, places)
