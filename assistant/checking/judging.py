"""Whether one piece of evidence carries a sentence, and if not, why not."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.checking.aligned import put_in_place
from assistant.checking.binding import is_same, misplaced
from assistant.checking.fault import Fault
from assistant.checking.narrow import bound_differs, doer_differs, not_of_now, order_differs, taken_from_beside
from assistant.checking.polarity import negation_differs, status_differs, tense_differs
from assistant.checking.reading import Item, Reading, abbreviates, is_content, ordinary, read
from assistant.checking.tokens import Token, covers
from assistant.checking.units import Unit, units
from assistant.words import matches, stem

Likeness = Callable[[str, Iterable[str]], list[float]]

_TRIED = 5
_ABOUT = 0.6
"""The share of a sentence's words from which on the evidence is about the same."""
_LOOSER = 0.25
"""How much less of a sentence than the words most like it other words may hold and still carry it."""
_ENOUGH_WORDS = 0.75
_SOME_WORDS = 0.45
_FEW_WORDS = 0.3
_LIKE = 0.6
_VERY_LIKE = 0.8
_GENERIC = frozenset(
    stem(w)
    for w in """said say says reported report reports noted note stated states according meeting meetings minutes paper
    papers document documents evidence also currently following per regarding concerning respectively namely well
    particularly specifically indicates indicate indicated mention mentioned mentions describe described describes show
    shows shown showed total overall board group partnership member members made make given give set out there include
    includes including recorded record took take place held item items update updated information came come reached
    stood amounted""".split()
)
_FRAME = frozenset(
    """meeting minutes report paper update log strategy agenda according papers dated statement board plan review
    register session document""".split()
)
_DECIDING = frozenset(
    """agreed resolved noted reported said approved asked presented discussed decided elected told heard received
    advised informed confirmed recommended requested considered welcomed thanked""".split()
)
_OPENING = re.compile(r"(?:According to|As (?:reported|stated|set out) in|In|From|Per|The)\s+(?:the\s+)?", re.I)
_LONGEST_FRAME = 300
_COUNTED_FREELY = frozenset(
    stem(w) for w in "times people persons individuals total overall separate instead rather compared".split()
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece as it is judged: units of its text and of what is told of it, and its place."""

    n: int
    text: tuple[Unit, ...]
    told: tuple[Unit, ...]
    place: Reading
    lower: frozenset[str]
    everything: Reading


@dataclass(frozen=True, slots=True)
class Window:
    """Units that are judged together; `spans` are the places of those that are verbatim text."""

    units: tuple[Unit, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a sentence and a piece agree: `fault` is None where it carries it, `near` (0 to 1) how close it is."""

    n: int
    fault: Fault | None
    near: float
    spans: tuple[tuple[int, int], ...]

    @property
    def against(self) -> bool:
        """Tell whether the piece says otherwise of what the sentence is about."""
        return self.fault is not None and self.fault.against and self.near >= _ABOUT


@lru_cache(maxsize=500)
def evidence_of(n: int, text: str, told: str, place: str) -> Evidence:
    """Return a piece ready to be judged."""
    text_units, told_units, where = units(text), units(told), read(" ".join(place.split()))
    lower = frozenset().union(where.lower, *(u.reading.lower for u in (*text_units, *told_units)))
    whole = read(" ; ".join([u.reading.text for u in (*text_units, *told_units)] + [where.text]))
    return Evidence(n, text_units, told_units, where, lower, whole)


def judge(sentence: Reading, evidence: Evidence, likeness: Likeness, bare: bool = False) -> Judgement:
    """Judge a sentence by one piece; a `bare` one (a lead of a list) by its values and names alone."""
    sentence = _unframed(sentence, evidence.place)
    wanted = {s for s in sentence.content if s not in _GENERIC}
    if bare:
        return Judgement(evidence.n, _items_missing(sentence, evidence.everything, evidence, lead=True), 1.0, ())
    best: Judgement | None = None
    for window in _windows(sentence, evidence)[:_TRIED]:
        judged = _judged(sentence, wanted, window, evidence, likeness)
        if judged.against:
            return judged
        if judged.fault is None:
            if best is None or judged.near > best.near - _LOOSER:
                return judged
            continue
        if best is None or judged.near > best.near + 0.1:
            best = judged
    return best or Judgement(evidence.n, Fault("nothing in the evidence is like it"), 0.0, ())


def _unframed(sentence: Reading, place: Reading) -> Reading:
    """A sentence without a beginning that only names the paper ("According to the Action Log of May 2014, ...")."""
    opening = _OPENING.match(sentence.text)
    if not opening:
        return sentence
    where = " ".join(str(t) for t in place.row)
    for comma in re.finditer(r",\s+", sentence.text[:_LONGEST_FRAME]):
        named = read(sentence.text[opening.end() : comma.start()]).row
        if len(named) > 1 and " ".join(str(t) for t in named) in where:
            return read(sentence.text[comma.end() :])
    return sentence


def _windows(sentence: Reading, evidence: Evidence) -> list[Window]:
    """Single units, adjoining ones, and what is told with either; those that hold most of the sentence first."""
    text, told = evidence.text, evidence.told
    candidates = [Window((u,), ((u.start, u.end),)) for u in text]
    for a, b in pairwise(text):
        if a.row or b.row:
            continue
        candidates.append(Window((a, b), ((a.start, a.end), (b.start, b.end))))
    for at, unit in enumerate(text):
        first = at
        while first > 0 and at - first < 4 and text[first].reading.opens_with_pronoun:
            first -= 1
        if at - first > 1 and unit.reading.opens_with_pronoun:
            run = text[first : at + 1]
            candidates.append(Window(run, tuple((u.start, u.end) for u in run)))
    candidates += [Window((u,), ()) for u in told]
    if len(told) > 1:
        candidates.append(Window(told, ()))
    if told and text:
        best = max(text, key=lambda u: _held(sentence, (u,)))
        candidates.append(Window((*told, _after(best, told)), ((best.start, best.end),)))
    ranked = sorted(candidates, key=lambda w: (-_held(sentence, w.units) + 0.4 * len(w.units), len(w.units)))
    return ranked


def _after(unit: Unit, others: Sequence[Unit]) -> Unit:
    """A unit of another text, put behind these."""
    last = others[-1]
    return Unit(unit.start, unit.end, unit.reading, last.at + len(last.reading.row) + 8)


def _held(sentence: Reading, window: Sequence[Unit]) -> float:
    stems = frozenset().union(*(u.reading.stems for u in window))
    held = float(sum(s in stems for s in sentence.content))
    for item in sentence.items:
        held += any(is_same(item, i) for u in window for i in u.reading.items) * 1.0
    return held


def _judged(sentence: Reading, wanted: set[str], window: Window, evidence: Evidence, likeness: Likeness) -> Judgement:
    words = read(" ; ".join(u.reading.text for u in window.units))
    present = frozenset(words.stems) | frozenset(evidence.place.stems)
    share = _share(wanted, present)
    fault = (
        _items_missing(sentence, words, evidence)
        or _items_misplaced(sentence, window, evidence)
        or taken_from_beside(sentence, window.units)
        or order_differs(sentence, words)
        or not_of_now(sentence, words)
        or bound_differs(sentence, words)
        or doer_differs(sentence, words)
        or put_in_place(sentence, words)
        or negation_differs(sentence, words)
        or status_differs(sentence, read(f"{words.text} ; {evidence.place.text}"))
        or tense_differs(sentence, words)
        or _counted_otherwise(sentence, present)
        or _unlike(wanted, share, sentence, words, likeness)
    )
    return Judgement(evidence.n, fault, share, window.spans)


def _share(wanted: set[str], present: frozenset[str]) -> float:
    return sum(s in present or matches(s, present) for s in wanted) / len(wanted) if wanted else 1.0


def _unlike(wanted: set[str], share: float, sentence: Reading, words: Reading, likeness: Likeness) -> Fault | None:
    if share >= _ENOUGH_WORDS and (len(wanted) > 1 or sentence.items):
        return None
    if share >= _FEW_WORDS:
        alike = likeness(sentence.text, [words.text])[0]
        if alike >= (_LIKE if share >= _SOME_WORDS else _VERY_LIKE):
            return None
    return Fault("its meaning is not that of the evidence")


def _items_missing(sentence: Reading, inside: Reading, evidence: Evidence, lead: bool = False) -> Fault | None:
    """Return which value or name stands neither in the words looked at nor in the place."""
    for item in sentence.items:
        if item.sort in ("name", "initials"):
            if ordinary(item, evidence.lower) or _name_stands(item, inside) or _name_stands(item, evidence.place):
                continue
            elsewhere = _name_stands(item, evidence.everything)
            what = f"the name {_titled(sentence, item)}"
        else:
            if _value_stands(item, inside):
                continue
            if _value_stands(item, evidence.place) or _in_period(item, evidence.place):
                if lead or _framed(item, sentence, evidence.place, inside):
                    continue
                return Fault(f"the {_sort(item)} {item.shown()} is that of the paper, not of what the sentence says")
            elsewhere = _value_stands(item, evidence.everything)
            what = f"the {_sort(item)} {item.shown()}"
        return Fault(
            f"{what} belongs to something else in the evidence" if elsewhere else f"{what} is not in the evidence"
        )
    return None


def _sort(item: Item) -> str:
    names = {"date": "date", "month": "month", "period": "period", "time": "time", "reference": "reference"}
    return names.get(item.sort, "figure")


def _titled(sentence: Reading, item: Item) -> str:
    """A name as the sentence writes it."""
    lower = sentence.text.lower()
    at = lower.find(item.what[0])
    end = lower.find(item.what[-1], at) + len(item.what[-1]) if at >= 0 else -1
    return sentence.text[at:end] if 0 <= at < end and end - at < 80 else " ".join(item.what)


def _value_stands(item: Item, reading: Reading) -> bool:
    return any(covers(item.what, t) or _unit_of(item.what, t, reading.text) for t in reading.row)


def _unit_of(said: Token, token: Token, text: str) -> bool:
    """Tell whether a bare figure is the sum or the share said, where the evidence names the unit elsewhere."""
    if token.sort != "number" or said.sort not in ("money", "percent") or said.what.value != token.what.value:
        return False
    mark = said.what.currency if said.sort == "money" else "%"
    return bool(mark) and mark in text


def _in_period(item: Item, place: Reading) -> bool:
    """Tell whether a month lies in the quarter that a paper is of."""
    if item.sort == "date":
        year, month, day = item.what.what
    else:
        return False
    if day is not None or year is None:
        return False
    quarter = ((month - 4) // 3) % 4 + 1
    return Token("period", (year - (month < 4), quarter)) in place.row


def _framed(item: Item, sentence: Reading, place: Reading, inside: Reading) -> bool:
    """Tell whether a date from the place of a paper says when it met or reported, or is the period it is of."""
    if item.sort == "month" and any(t.sort == "period" for t in place.row):
        return True
    if item.sort not in ("date", "month") or (item.sort == "date" and item.what.what[2] is None):
        return True
    before = {t.what for t in sentence.row[max(0, item.at - 8) : item.at + 4] if t.sort == "word"}
    dated = any(t.sort == "date" and t.what[2] is not None and t != item.what for t in inside.row)
    return bool(before & _FRAME) or (bool(sentence.words & _DECIDING) and not dated)


def _name_stands(item: Item, reading: Reading) -> bool:
    own = item.what
    row = [t.what.rstrip("'") if t.sort == "word" else "" for t in reading.row]
    reach = len(own) + 2
    first = own[0]
    for at, word in enumerate(row):
        if word == first or (len(own) > 1 and word in own):
            near = row[at : at + reach]
            if all(w in near for w in own):
                return True
    if len(own) == 1:
        plain = own[0].removesuffix("s")
        if own[0] in row or (item.sort == "initials" and plain in row):
            return True
        return item.sort == "initials" and any(_spells(own[0], long) for long in reading.long_names)
    return len(own) > 2 and any(abbreviates((w,), own) for w in row if 2 < len(w) < 8)


def _spells(short: str, long: tuple[str, ...]) -> bool:
    """Tell whether a run of words of a longer name has these initials."""
    for a in range(len(long)):
        for b in range(a + 2, min(len(long), a + 9) + 1):
            if abbreviates((short,), tuple(w.lower() for w in long[a:b])):
                return True
    return False


def _items_misplaced(sentence: Reading, window: Window, evidence: Evidence) -> Fault | None:
    for item in sentence.items:
        named = item.sort in ("name", "initials")
        if not (named and ordinary(item, evidence.lower)) and misplaced(item, sentence, window.units):
            what = f"name {_titled(sentence, item)}" if named else f"{_sort(item)} {item.shown()}"
            return Fault(f"the {what} belongs to something else in the evidence")
    return None


def _counted_otherwise(sentence: Reading, present: frozenset[str]) -> Fault | None:
    """Return which figure counts something that the evidence does not name."""
    for item in sentence.items:
        if item.sort != "number":
            continue
        after = []
        for at in range(item.end, min(item.end + 3, len(sentence.row))):
            if not sentence.stems[at]:
                break
            if is_content(sentence.row[at].what.rstrip("'")):
                after.append((sentence.stems[at], sentence.row[at].what))
        if after and not any(s in present or matches(s, present) or s in _COUNTED_FREELY for s, _ in after[:2]):
            return Fault(f"the evidence does not say {item.shown()} {after[0][1]}")
    return None
