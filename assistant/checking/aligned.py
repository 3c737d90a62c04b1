"""A sentence laid word by word against words it nearly repeats: what stands in the place of what."""

from difflib import SequenceMatcher

from assistant.checking.binding import is_same, kind_of
from assistant.checking.fault import Fault
from assistant.checking.polarity import ALREADY_DONE, STILL_TO_DO
from assistant.checking.reading import Item, Reading

_REPEATED = 0.6
_DONE = frozenset("has have had did was were been already".split())
_AHEAD = frozenset("will would shall should must".split())
_LONGEST = 4  # words on either side of a place where they differ


def put_in_place(sentence: Reading, words: Reading) -> Fault | None:
    """Return what a sentence has put in the place of a value, a name or a tense of words that it nearly repeats."""
    a, b = _keys(sentence), _keys(words)
    changes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    if sum(i2 - i1 for tag, i1, i2, _, _ in changes if tag == "equal") < _REPEATED * len(a):
        return None
    for tag, i1, i2, j1, j2 in changes:
        denied = _denied(sentence, i1, i2) != _denied(words, j1, j2)
        if denied and tag in ("insert", "delete") and i2 - i1 + j2 - j1 <= _LONGEST:
            return Fault(f"the evidence {'does not say' if tag == 'delete' else 'says'} “not” of this", True)
        if tag == "replace" and i2 - i1 <= _LONGEST and j2 - j1 <= _LONGEST:
            found = _another(sentence, words, (i1, i2), (j1, j2)) or _turned(sentence, words, (i1, i2), (j1, j2))
            if found:
                return found
    return None


def _another(sentence: Reading, words: Reading, here: tuple[int, int], there: tuple[int, int]) -> Fault | None:
    for said in _over(sentence, *here):
        for other in _over(words, *there):
            if kind_of(said) != kind_of(other) or is_same(said, other):
                continue
            if not any(is_same(item, other) for item in sentence.items):
                return Fault(f"the evidence says {other.shown()} where the sentence says {said.shown()}", True)
    return None


def _turned(sentence: Reading, words: Reading, here: tuple[int, int], there: tuple[int, int]) -> Fault | None:
    """What lies ahead made done, or the other way."""
    said = {t.what for t in sentence.row[slice(*here)] if t.sort == "word"}
    told = {t.what for t in words.row[slice(*there)] if t.sort == "word"}
    if said & _DONE and told & _AHEAD and not said & _AHEAD and not told & _DONE:
        return Fault(STILL_TO_DO, True)
    if said & _AHEAD and told & _DONE and not said & _DONE and not told & _AHEAD:
        return Fault(ALREADY_DONE, True)
    return None


def _denied(reading: Reading, first: int, last: int) -> bool:
    return any(t.what in ("not", "never") for t in reading.row[first:last])


def _keys(reading: Reading) -> list[object]:
    return [s or t for s, t in zip(reading.stems, reading.row, strict=True)]


def _over(reading: Reading, first: int, last: int) -> list[Item]:
    return [i for i in reading.items if i.at < last and first < i.end and not i.opens]
