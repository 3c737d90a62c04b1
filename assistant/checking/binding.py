"""Whether a value or a name belongs to the same thing in the evidence as in the sentence.

What stands near it in the sentence must stand nearer to it in the evidence than to another of its sort.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.checking.reading import Item, Reading, is_content, same_name, same_value
from assistant.checking.units import Unit

_REACH = 14
"""How far off, in words, what stands around an item still tells what it belongs to."""
_MARGIN = 1.12
_LEAST = 0.25
_ELSEWHERE = 0.8
"""How close what stands only in the heading or the title counts."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item of the evidence and its place in the piece."""

    item: Item
    at: int
    end: int


def placed(units: Sequence[Unit]) -> list[Placed]:
    """Return the items of some units of one piece."""
    return [Placed(i, u.at + i.at, u.at + i.end) for u in units for i in u.reading.items]


def is_same(said: Item, other: Item) -> bool:
    """Tell whether two items may be one."""
    if "name" in (kind_of(said), kind_of(other)):
        return kind_of(said) == kind_of(other) and same_name(said.what, other.what)
    return same_value(said, other)


def misplaced(said: Item, sentence: Reading, units: Sequence[Unit]) -> Item | None:
    """Return the item that the evidence has where the sentence has `said`, or None where it is in its place."""
    items = placed(units)
    own = [p for p in items if is_same(said, p.item)]
    labelled, located = _behind(units, _LABELS), _behind(units, _PREPOSITIONS)
    others = [
        p
        for p in items
        if _rivals(said, p.item)
        and not p.item.opens
        and (p.item.sort != "number" or p.at not in labelled)
        and not (_is_person(said) and p.item.sort == "name" and len(p.item.what) == 1 and p.at in located)
        and not any(is_same(i, p.item) or is_same(said, p.item) for i in sentence.items if kind_of(i) == kind_of(said))
    ]
    if not others:
        return _swapped(said, sentence, items, units) if own else None
    around = _around(said, sentence, units, items)
    mine = max((_closeness(p, around) for p in own), default=_ELSEWHERE)
    best = max(others, key=lambda p: _closeness(p, around))
    theirs = _closeness(best, around)
    if kind_of(said) == "name" and any(_listed_together(best, p, units) for p in own):
        return None
    if theirs > mine * _MARGIN and theirs > _LEAST and not _embedded(said, sentence, own, units):
        return best.item
    return _swapped(said, sentence, items, units) if own else None


def _embedded(said: Item, sentence: Reading, own: list[Placed], units: Sequence[Unit]) -> bool:
    """Tell whether a name stands between the same words in sentence and evidence."""
    if kind_of(said) != "name":
        return False

    def beside(reading: Reading, at: int, end: int) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        return reading.row[max(0, at - 2) : at], reading.row[end : end + 2]

    before, after = beside(sentence, said.at, said.end)
    for unit in units:
        for item in unit.reading.items:
            if not any(p.item is item for p in own):
                continue
            its_before, its_after = beside(unit.reading, item.at, item.end)
            for mine, its in ((before, its_before), (after, its_after)):
                telling = any(t.sort != "word" or is_content(t.what.rstrip("'")) for t in mine)
                if len(mine) == 2 and mine == its and telling:
                    return True
    return False


def _swapped(said: Item, sentence: Reading, items: list[Placed], units: Sequence[Unit]) -> Item | None:
    """The other item of the sentence with which `said` has changed places."""
    here = _around(said, sentence, units, items, direct=True)
    mine = max((_closeness(p, here, direct=True) for p in items if is_same(said, p.item)), default=0.0)
    for other in sentence.items:
        if (
            other is said
            or kind_of(other) != kind_of(said)
            or is_same(said, other)
            or is_same(other, said)
            or other.opens
        ):
            continue
        there = _around(other, sentence, units, items, direct=True)
        its = max((_closeness(p, there, direct=True) for p in items if is_same(other, p.item)), default=0.0)
        crossed = max((_closeness(p, here, direct=True) for p in items if is_same(other, p.item)), default=0.0) + max(
            (_closeness(p, there, direct=True) for p in items if is_same(said, p.item)), default=0.0
        )
        if crossed > (mine + its) * 1.25 and crossed > 2 * _LEAST:
            return other
    return None


_Around = list[tuple[float, int, list[tuple[int, int]]]]


def _around(said: Item, sentence: Reading, units: Sequence[Unit], items: list[Placed], direct: bool = False) -> _Around:
    """What stands near an item: its weight, its side (-1, 1), and where in the evidence it stands."""
    places: dict[str, list[tuple[int, int]]] = {}
    for unit in units:
        for at, s in enumerate(unit.reading.stems):
            if s:
                places.setdefault(s, []).append((unit.at + at, unit.at + at + 1))
    taken = {at for item in sentence.items for at in range(item.at, item.end)}
    found: _Around = []
    for at in range(max(0, said.at - _REACH), min(len(sentence.row), said.end + _REACH)):
        word = sentence.row[at]
        if at in taken or word.sort != "word" or not is_content(word.what.rstrip("'")):
            continue
        where = places.get(sentence.stems[at])
        if where:
            found.append((_near(said.at, said.end, at, at + 1) / len(where) ** 0.5, _side(said.at, at), where))
    for item in sentence.items:
        if item is said or is_same(item, said) or (direct and kind_of(item) == kind_of(said)):
            continue
        where = [(p.at, p.end) for p in items if is_same(item, p.item)]
        if where and abs(item.at - said.at) <= _REACH:
            near = _near(said.at, said.end, item.at, item.end)
            found.append((near / len(where) ** 0.5, _side(said.at, item.at), where))
    return found


def _closeness(placed: Placed, around: _Around, direct: bool = False) -> float:
    """How near what stands around an item in the sentence stands to one of the evidence."""
    total = 0.0
    for weight, side, where in around:
        total += max(
            weight * _near(placed.at, placed.end, a, b) * (1.0 if not direct or _side(placed.at, a) == side else 0.7)
            for a, b in where
        )
    return total


def _near(at: int, end: int, other: int, other_end: int) -> float:
    gap = max(0, other - end, at - other_end)
    return 1.0 / (1.0 + gap / 2)


def _side(at: int, other: int) -> int:
    return 1 if other > at else -1


_BODIES = frozenset(
    """council board group panel service services office agency team department trust committee partnership association
    authority ministry university college school hospital police registry forum society company fund programme project
    commission institute network bank alliance union centre""".split()
)


def _is_body(item: Item) -> bool:
    return item.sort in ("name", "initials") and bool(_BODIES & set(item.what))


def _is_person(item: Item) -> bool:
    """Tell whether a name has the shape of a person's: two or three words, none of them a body's; or two initials."""
    if item.sort == "initials":
        return len(item.what[0]) == 2
    return item.sort == "name" and 2 <= len(item.what) <= 3 and not _is_body(item)


def _rivals(said: Item, other: Item) -> bool:
    """Tell whether one item could be mistaken for the other: a person for a body never is."""
    person_and_body = (_is_body(other) and _is_person(said)) or (_is_person(other) and _is_body(said))
    return kind_of(other) == kind_of(said) and not person_and_body


def _behind(units: Sequence[Unit], words: frozenset[str]) -> set[int]:
    """The places behind some words: numbers behind a label only number a part of a paper ("minute 84")."""
    return {
        unit.at + at + 1
        for unit in units
        for at, token in enumerate(unit.reading.row[:-1])
        if token.sort == "word" and token.what in words
    }


_PREPOSITIONS = frozenset("for in at of from on to near across within".split())
_LABELS = frozenset(
    """minute minutes item page pages section appendix paragraph para no number priority question version annex ref
    phase step""".split()
)


def kind_of(item: Item) -> str:
    """Return the sort of things that an item may be mistaken for."""
    if item.sort in ("name", "initials"):
        return "name"
    if item.sort == "month" or (item.sort == "number" and 1900 < item.what.what.value < 2100):
        return "date"
    return item.sort


def _listed_together(one: Placed, other: Placed, units: Sequence[Unit]) -> bool:
    """Tell whether two names stand in one list: nothing but names and small words are between them."""
    first, last = sorted((one, other), key=lambda p: p.at)
    for unit in units:
        if unit.at <= first.at and last.end <= unit.at + len(unit.reading.row):
            taken = {at for i in unit.reading.named() for at in range(i.at, i.end)}
            between = range(first.end - unit.at, last.at - unit.at)
            return all(
                at in taken
                or (unit.reading.row[at].sort == "word" and not is_content(unit.reading.row[at].what.rstrip("'")))
                for at in between
            ) and not any(unit.reading.stems[at] in ("to", "by", "for", "from") for at in between)
    return False
