"""What a sentence may not take from around the words that carry it: another's time, another's turn, or "now"."""

import re
from collections.abc import Sequence

from assistant.checking.binding import is_same, kind_of
from assistant.checking.fault import Fault
from assistant.checking.reading import Item, Reading
from assistant.checking.units import Unit

_BOUND = frozenset("before after until since".split())
_BEING = frozenset("was were is are be been being".split())
_OF_ALL = frozenset(
    """agreed resolved noted approved reported discussed decided recommended accepted endorsed confirmed held""".split()
)
_NOW = frozenset("now currently presently today".split())
_LATER = re.compile(
    r"\b(?:after|since|following|succe\w+|replac(?:ed|es|ing)|t(?:ook|akes|aking) over from|in place of|instead of)\b",
    re.I,
)
_EARLIER = re.compile(
    r"\b(?:before|until|preced\w+|(?:was|were|been|is|being) (?:succeeded|replaced|followed) by|handed over to)\b",
    re.I,
)


def taken_from_beside(sentence: Reading, units: Sequence[Unit]) -> Fault | None:
    """Return which value of a sentence stands only beside the words that hold it, which have one of their own."""
    if len(units) < 2:
        return None
    main = max(units, key=lambda u: sum(s in u.reading.stems for s in sentence.content))
    for item in sentence.values():
        if any(is_same(item, own) for own in main.reading.items):
            continue
        rivals = [own for own in main.reading.values() if kind_of(own) == kind_of(item) and not own.opens]
        if any(not any(is_same(said, own) for said in sentence.items) for own in rivals):
            return Fault(f"{item.shown()} belongs to something else in the evidence", True)
    return None


def order_differs(sentence: Reading, words: Reading) -> Fault | None:
    """Return a fault where a sentence says that somebody came after somebody else, and the evidence does not."""
    turn = _turn(sentence)
    if turn is None:
        return None
    first, second, later = turn
    told = _turn(words, first, second)
    if told is None:
        return Fault(f"the evidence does not say whether {first.shown()} came after {second.shown()}")
    return None if told[2] == later else Fault("the evidence has them in the other order", True)


def not_of_now(sentence: Reading, words: Reading) -> Fault | None:
    """Return a fault where a sentence says "now" and the evidence does not."""
    said = {t.what for t in sentence.row if t.sort == "word"} & _NOW
    told = {t.what for t in words.row if t.sort == "word"} & _NOW
    return Fault("the evidence does not say that it is so now") if said and not told else None


def _turn(reading: Reading, *wanted: Item) -> tuple[Item, Item, bool] | None:
    """Two names with what puts one before the other between them, and whether the first came later."""
    named = [item for item in reading.named() if not wanted or any(is_same(item, one) for one in wanted)]
    for one in named:
        for other in named:
            if one.at >= other.at or is_same(one, other):
                continue
            between = " ".join(str(t.what) for t in reading.row[one.end : other.at])
            found = _EARLIER.search(between) or _LATER.search(between)
            if found and len(between.split()) <= 14:
                later = found.re is _LATER
                if not wanted or is_same(one, wanted[0]):
                    return one, other, later
                return other, one, not later
    return None


def bound_differs(sentence: Reading, words: Reading) -> Fault | None:
    """Return a fault where a sentence says "before" or "after" a day or a figure, and the evidence does not."""
    for item in sentence.values():
        said = _bound(sentence, item)
        if said and not any(is_same(item, own) and _bound(words, own) == said for own in words.values()):
            return Fault(f"the evidence does not say “{said}” of {item.shown()}")
    return None


def doer_differs(sentence: Reading, words: Reading) -> Fault | None:
    """Return a fault where somebody does in a sentence what in the evidence is done to somebody, by nobody named."""
    for at, stem in enumerate(sentence.stems):
        word = sentence.row[at].what
        if not stem or not str(word).endswith("ed") or word in _OF_ALL or _passive(sentence, at):
            continue
        told = [there for there, other in enumerate(words.stems) if other == stem]
        if told and all(_passive(words, there) and not _by(words, there) for there in told):
            return Fault("the evidence does not say who did that")
    return None


def _bound(reading: Reading, item: Item) -> str:
    before = [t.what for t in reading.row[max(0, item.at - 2) : item.at] if t.sort == "word"]
    return next((word for word in before if word in _BOUND), "")


def _passive(reading: Reading, at: int) -> bool:
    return any(t.what in _BEING for t in reading.row[max(0, at - 3) : at] if t.sort == "word")


def _by(reading: Reading, at: int) -> bool:
    return any(t.what == "by" for t in reading.row[at + 1 : at + 12] if t.sort == "word")
