"""The register of measures: every figure as papers state it, and how a figure went from period to period."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import func, select

from index import schema
from index.catalogue import Catalogue
from index.register.asking import Asked, Listing, Place, Stated, conditions, stated
from index.register.boards import grouped
from ingest.periods import Period
from ingest.records.record import Measure

Length = Literal["day", "month", "quarter", "half-year", "year", "other"]
_MARKS = re.compile(r"[*†‡§¹²³⁴]|\[\d\]|\(\d\)|(?<=[a-z])\d\b")
_COUNTED = re.compile(r"^(?:the )?(?:total )?(?:no\.?|nos\.?|numbers?|#) of (?:the )?", re.I)
_LENGTHS: tuple[tuple[int, int, Length], ...] = (
    (1, 1, "day"),
    (28, 31, "month"),
    (89, 92, "quarter"),
    (180, 184, "half-year"),
    (359, 366, "year"),
)
_ORDER = [name for _, _, name in _LENGTHS] + ["other"]


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of one period: the newest paper's, with what other papers gave for the same period in `replaced`.

    `repeated` holds those that give the same value. `length` tells a quarter's figure from a year's; only points of
    one length make a line. `doubts` are the measure's,
    and that papers of one day disagree.
    """

    period: Period
    length: Length
    value: str
    number: float | None
    target: str
    target_number: float | None
    colour: str
    stated: Stated[Measure]
    replaced: tuple[Stated[Measure], ...] = ()
    doubts: tuple[str, ...] = ()
    repeated: tuple[Stated[Measure], ...] = ()

    @property
    def place(self) -> Place:
        """Where the figure stands."""
        return self.stated.place


@dataclass(frozen=True, slots=True)
class Series:
    """A figure of a board under one name and unit, its points by period, shorter periods before longer ones."""

    board: str
    name: str
    unit: str
    points: tuple[Point, ...]


def list_measures(catalogue: Catalogue, asked: Asked) -> Listing[Stated[Measure]]:
    """Return the measures asked for, newest paper first; the words of `asked.text` may stand in any order."""
    query = select(func.count()).select_from(schema.records)
    total = catalogue.rows(query.where(schema.records.c.kind == "measures", *conditions(asked)))[0][0]
    return Listing(tuple(stated(catalogue, "measures", asked)), total)


def series(catalogue: Catalogue, asked: Asked, name: str = "") -> list[Series]:
    """Return each figure over time whose name holds all words of `name`, the one of exactly that name first.

    Figures without a period are in none. Where papers give different values for a period, the newest paper's holds.
    """
    words = normal_name(name).split()
    groups: dict[tuple[str, str, str], list[Stated[Measure]]] = defaultdict(list)
    wide = replace(asked, limit=None, offset=0)
    every = stated(catalogue, "measures", wide, *_named(catalogue, wide, set(words)))
    bodies = {name: group[0] for group in grouped(Counter(one.board for one in every)) for name in group}
    for one in every:
        own = normal_name(one.record.name)
        if one.record.period:
            groups[bodies[one.board], own, one.record.unit].append(one)
    exact = " ".join(words)
    found = [(own != exact, board, own, unit, members) for (board, own, unit), members in groups.items()]
    return [
        Series(board, members[0].record.name, unit, tuple(_points(members)))
        for _, board, _, unit, members in sorted(found, key=lambda f: f[:4])
    ]


@lru_cache(maxsize=50_000)
def normal_name(name: str) -> str:
    """Return a measure's name as two papers share it: without case, plural, footnote marks and "number of"."""
    bare = _COUNTED.sub("", " ".join(_MARKS.sub("", name.lower()).split()))
    return " ".join(_singular(word) for word in re.findall(r"[\w%£&]+", bare.replace("'s", "").replace("’s", "")))


def length_of(period: Period) -> Length:
    """Return what kind of period it is by its days."""
    days = (period.end - period.start).days + 1
    for least, most, name in _LENGTHS:
        if least <= days <= most:
            return name
    return "other"


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("y") and len(word) > 3 else word


def _named(catalogue: Catalogue, asked: Asked, words: set[str]) -> list[Any]:
    """Return the condition on rows of measures with a period whose names hold all words; only their names are read."""
    r = schema.records.c
    timed = r.period_start.is_not(None)
    if not words:
        return [timed]
    alike = [r.name.contains(_stem(word), autoescape=True) for word in words]
    query = select(r.row, r.name).where(r.kind == "measures", timed, *conditions(asked), *alike)
    rows = [row.row for row in catalogue.rows(query) if words <= set(normal_name(row.name).split())]
    return [r.row.in_(select(func.json_each(json.dumps(rows)).table_valued("value").c.value))]


def _points(members: Iterable[Stated[Measure]]) -> list[Point]:
    """Return one point a period from what papers state, newest paper first."""
    periods: dict[tuple[object, object], list[Stated[Measure]]] = defaultdict(list)
    for one in members:
        if one.record.period:
            periods[one.record.period.start, one.record.period.end].append(one)
    points = [_point(ones) for ones in periods.values()]
    return sorted(points, key=lambda p: (_ORDER.index(p.length), p.period))


def _point(ones: list[Stated[Measure]]) -> Point:
    """Return the point of one period: of the newest paper's statements a table's comes before a sentence's."""
    ones.sort(key=lambda one: (one.date or date.min, not one.record.prose), reverse=True)
    current, record = ones[0], ones[0].record
    others = [one for one in ones[1:] if not _same(one.record, record)]
    at_once = any(one.date == current.date for one in others)
    doubts = (*record.doubts, *(["papers of the same day give different values"] if at_once else []))
    aimed = next((one.record for one in ones if one.record.target), record)
    period = record.period
    assert period is not None
    return Point(
        period,
        length_of(period),
        record.value,
        record.number,
        aimed.target,
        aimed.target_number,
        record.colour,
        current,
        tuple(others),
        doubts,
        tuple(one for one in ones[1:] if _same(one.record, record)),
    )


def _same(one: Measure, other: Measure) -> bool:
    if one.number is not None and other.number is not None:
        return one.number == other.number
    return one.value == other.value
