"""Whether a value or a name belongs to the same thing in the evidence as in the sentence.

What stands near it in the sentence must stand nearer to it in the evidence than to another of its sort.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking.reading import Item, Reading, is_content, same_name, same_value
from assistant.checking.units import Unit

_REACH = 14
"""How far off, in words, what stands around an item still tells what it belongs to."""
_MARGIN = 1.12
_LEAST = 0.25


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
    if "name" in (_kind(said), _kind(other)):
        return _kind(said) == _kind(other) and same_name(said.what, other.what)
    return same_value(said, other)


def misplaced(said: Item, sentence: Reading, units: Sequence[Unit]) -> Item | None:
    """Return the item that the evidence has where the sentence has `said`, or None where it is in its place."""
    items = placed(units)
    own = [p for p in items if is_same(said, p.item)]
    if not own:
        return None
    others = [
        p
        for p in items
        if _kind(p.item) == _kind(said)
        and not p.item.opens
        and not any(is_same(i, p.item) or is_same(said, p.item) for i in sentence.items if _kind(i) == _kind(said))
    ]
    if not others:
        return _swapped(said, sentence, items, units)
    around = _around(said, sentence, units, items)
    mine = max(_closeness(p, around) for p in own)
    best = max(others, key=lambda p: _closeness(p, around))
    theirs = _closeness(best, around)
    if _kind(said) == "name" and any(_listed_together(best, p, units) for p in own):
        return None
    return best.item if theirs > mine * _MARGIN and theirs > _LEAST else _swapped(said, sentence, items, units)


def _swapped(said: Item, sentence: Reading, items: list[Placed], units: Sequence[Unit]) -> Item | None:
    """The other item of the sentence with which `said` has changed places."""
    here = _around(said, sentence, units, items, direct=True)
    mine = max((_closeness(p, here, direct=True) for p in items if is_same(said, p.item)), default=0.0)
    for other in sentence.items:
        if other is said or _kind(other) != _kind(said) or is_same(said, other) or is_same(other, said) or other.opens:
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
        if item is said or is_same(item, said) or (direct and _kind(item) == _kind(said)):
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


def _kind(item: Item) -> str:
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
