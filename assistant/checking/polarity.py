"""Whether a sentence and its evidence agree in what turns a meaning round: negation, status, direction, tense."""

import re
from collections.abc import Iterable

from assistant.checking.fault import Fault
from assistant.checking.reading import Reading, is_content, shown
from assistant.checking.statuses import CLASSES, LOOSE, PERFORMED, SAME
from assistant.checking.tokens import Token
from assistant.vocabulary import IRREGULAR
from assistant.words import stem

STILL_TO_DO = "the papers say it is still to be done"
ALREADY_DONE = "the papers say it has been done"
_NOT = frozenset(
    """not no never none without unable nor neither cannot nothing nobody dont doesnt didnt isnt arent wasnt werent
    hasnt havent hadnt wont wouldnt cant couldnt shouldnt lacks lacked lacking failed fails""".split()
)
_WEAK = frozenset("longer yet any been just able recently currently previously only".split())
"""Words behind a "not" that it does not deny."""
_REACH = 7

_PHRASES = {name: [tuple(phrase.split("+")) for phrase in words.split()] for name, (words, _) in CLASSES.items()}
_FIRST_WORDS: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
for _name, _phrases in _PHRASES.items():
    for _phrase in _phrases:
        _FIRST_WORDS.setdefault(_phrase[0], []).append((_name, _phrase))

_ASKED = re.compile(r"(?:^|; )(?:[Aa]greed )?(?:[Aa]ctions?|[Tt]asks?|[Rr]ecommendations?)[^:;]{0,20}: ([^;]*)")
_AHEAD = frozenset("to will would shall should must may might can could".split())
_SKIPPED = frozenset("also then now be not still soon only".split())
_MANAGED = frozenset("able managed began helped continued started used due".split())
_IRREGULAR = frozenset(form for forms in IRREGULAR.values() for form in forms.split()) - {"setting", "children"}
_PAST = _IRREGULAR | frozenset(
    """put left got had done became came built drew drove felt knew lost said sat set shut sold stood taught thought
    understood""".split()
)
_REPORTING = frozenset(
    """said reported noted stated advised informed asked requested agreed resolved recommended approved decided told
    explained discussed highlighted confirmed suggested proposed considered raised added mentioned expected planned
    required needed assigned tasked scheduled intended based related called named recorded listed identified according
    given invited instructed directed committed aimed used""".split()
)
_REPORTING_STEMS = frozenset(stem(w) for w in _REPORTING)


def negation_differs(sentence: Reading, evidence: Reading) -> Fault | None:
    """Return why sentence and evidence differ in a "not"."""
    said, free = _negations(sentence), _negations(evidence)
    still_open = bool({"open", "refused", "failure", "missed"} & classes(evidence).keys())
    for at in said:
        matter = set(_scope(sentence, at))
        pair = max(free, key=lambda other: len(matter & _vicinity(evidence, other)), default=None)
        if pair is not None and matter & _vicinity(evidence, pair):
            free.remove(pair)
        elif matter and not (still_open and _about_doing(sentence, at)):
            return Fault(f"the evidence does not say “{sentence.row[at].what}” of this")
    for at in free:
        denied = _scope(evidence, at)
        if not denied or not _shares(denied, sentence) or (_about_doing(evidence, at) and _open_said(sentence)):
            continue
        if not {"rather", "instead"} & sentence.words:
            return Fault(f"the evidence says “{evidence.row[at].what}” of this", True)
    return None


def _open_said(sentence: Reading) -> bool:
    return bool({"open", "refused", "missed", "failure"} & classes(sentence).keys())


def _shares(matter: list[str], sentence: Reading) -> bool:
    held = [s in sentence.stems for s in matter]
    return held[0] and sum(held) * 2 >= len(held)


def _negations(reading: Reading) -> list[int]:
    found = []
    for at, token in enumerate(reading.row):
        if token.sort != "word" or token.what.rstrip("'") not in _NOT:
            continue
        after = reading.row[at + 1] if at + 1 < len(reading.row) else None
        if token.what == "no" and after is not None and after.sort == "number":
            continue
        if token.what == "not" and after is not None and after.what == "only":
            continue
        found.append(at)
    return found


def _scope(reading: Reading, at: int) -> list[str]:
    """The stems of what a "not" denies, those before it where nothing follows."""
    found = [reading.stems[p] for p in range(at + 1, min(len(reading.row), at + 1 + _REACH)) if _tells(reading, p)]
    if not found:
        found = [reading.stems[p] for p in range(at) if _tells(reading, p)][-2:]
    return found[:3]


def _tells(reading: Reading, at: int) -> bool:
    return (
        bool(reading.stems[at]) and is_content(reading.row[at].what.rstrip("'")) and reading.row[at].what not in _WEAK
    )


def _vicinity(reading: Reading, at: int) -> set[str]:
    return {s for s in reading.stems[max(0, at - 4) : at + 1 + _REACH] if s}


def _about_doing(sentence: Reading, at: int) -> bool:
    """Tell whether a "not" is a "not yet" or a "not completed"."""
    near = {t.what for t in sentence.row[at : at + 5] if t.sort == "word"}
    return bool(near & (set(CLASSES["done"][0].split()) | {"yet", "been", "started", "begun"}))


def classes(reading: Reading) -> dict[str, list[int]]:
    """Return the status and direction classes of a text, each with the places of its words."""
    words = [_word(t) for t in reading.row]
    found: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        for name, phrase in _FIRST_WORDS.get(word, ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                found.setdefault(name, []).append(at)
        numbers = [t.sort == "number" for t in reading.row[at : at + 3 : 2]]
        if numbers == [True, True] and words[at + 1] == "of":
            found.setdefault("partly", []).append(at)
        if reading.row[at].sort == "ordinal" and reading.row[at].what == 1:
            found.setdefault("first", []).append(at)
    return found


def _word(token: Token) -> str:
    if token.sort == "word":
        return str(token.what).rstrip("'")
    return f"{token.what.value:f}" if token.sort == "number" else ""


def status_differs(sentence: Reading, evidence: Reading) -> Fault | None:
    """Return how the status or the direction of a sentence differs from that of its evidence."""
    said, told = classes(sentence), classes(evidence)
    for name, places in said.items():
        words = [str(sentence.row[at].what) for at in places if sentence.row[at].sort == "word"]
        opposites = [o for o in CLASSES[name][1].split() if o in told]
        same = [at for n in (name, *SAME.get(name, ())) for at in told.get(n, ())]
        other = [at for o in opposites if o not in said for at in told[o]]
        if same:
            if other and _nearer(sentence, places, evidence, same, other):
                return Fault(_otherwise(evidence, other[0], ""), True)
        elif name in ("above", "below") and (more := _compared(sentence, places[0])) is not None:
            if more != (name == "above"):
                return Fault(f"the figures do not say “{words[0]}”", True)
        elif not words or all(w in evidence.words for w in words):
            continue
        elif any(_denied(evidence, told[o]) == _denied(sentence, places) for o in opposites):
            return Fault(_otherwise(evidence, told[opposites[0]][0], opposites[0]), True)
        elif name not in LOOSE:
            return Fault(f"the evidence does not say “{words[0]}”")
    if "vice" in told and "vice" not in said and "chair" in sentence.words and _all_vice(evidence, told["vice"]):
        return Fault("the evidence says “vice”", True)
    return None


def _compared(sentence: Reading, at: int) -> bool | None:
    """Tell whether the figure before a place is more than the one after it; None where one is missing."""
    figures = [(i.at, i.what.what.value) for i in sentence.values() if i.sort in ("number", "money", "percent")]
    before = [value for place, value in figures if place < at]
    after = [value for place, value in figures if place > at]
    return bool(before[-1] > after[0]) if before and after else None


def _all_vice(evidence: Reading, places: list[int]) -> bool:
    """Tell whether every chair of the evidence is a vice-chair."""
    words = [t.what if t.sort == "word" else "" for t in evidence.row]
    chairs = [at for at, w in enumerate(words) if w == "chair"]
    return bool(chairs) and all(at - 1 in places for at in chairs)


def _denied(reading: Reading, places: Iterable[int]) -> bool:
    negations = _negations(reading)
    return all(any(0 < at - n <= 4 for n in negations) for at in places)


def _otherwise(evidence: Reading, at: int, name: str) -> str:
    if name in ("done", "open"):
        return f"the papers say it is {'done' if name == 'done' else 'still open'}"
    token = evidence.row[at]
    return f"the evidence says “{token.what if token.sort == 'word' else shown(token)}”"


def _nearer(sentence: Reading, places: list[int], evidence: Reading, same: list[int], other: list[int]) -> bool:
    """Tell whether what stands around a status word in the sentence stands nearer to its opposite in the evidence."""

    def near(reading: Reading, at: int, stems: set[str]) -> float:
        best = 0.0
        for place, s in enumerate(reading.stems):
            if s in stems and place != at:
                best += 1 / (1 + abs(place - at) / 2)
        for place, token in enumerate(reading.row):
            if token in values:
                best += 1 / (1 + abs(place - at) / 2)
        return best

    values = {i.what for i in sentence.values()}
    around = {
        sentence.stems[p]
        for at in places
        for p in range(max(0, at - 5), min(len(sentence.row), at + 6))
        if p != at and sentence.stems[p] and is_content(str(sentence.row[p].what))
    }
    mine = max(near(evidence, at, around) for at in same)
    theirs = max(near(evidence, at, around) for at in other)
    return theirs > mine * 1.2


def tense_differs(sentence: Reading, evidence: Reading) -> Fault | None:
    """Return how a sentence says "done" of what is "to do" in its evidence, or the other way."""
    said, told = _forms(sentence), _forms(evidence)
    opening = _imperative(evidence)
    for verb in said.keys() & (told.keys() | opening):
        its = told.get(verb, set()) | ({"ahead"} if verb in opening else set())
        if said[verb] == {"done"} and its == {"ahead"}:
            return Fault(STILL_TO_DO, True)
        if said[verb] == {"ahead"} and its == {"done"}:
            return Fault(ALREADY_DONE, True)
    if _done_of_open_action(said, sentence, evidence):
        return Fault("the papers say it is still open", True)
    own = {form for verb, forms in said.items() if verb not in _REPORTING_STEMS for form in forms}
    its = {form for verb, forms in told.items() if verb not in _REPORTING_STEMS for form in forms}
    if own == {"done"} and its == {"ahead"}:
        return Fault(STILL_TO_DO)
    return Fault(ALREADY_DONE) if own == {"ahead"} and its == {"done"} else None


def _done_of_open_action(said: dict[str, set[str]], sentence: Reading, evidence: Reading) -> bool:
    """Tell whether a sentence says that what the row of an action log asks for is done, and the row says it is open."""
    asked = _ASKED.search(evidence.text)
    if not asked or not {"open", "amber"} & classes(evidence).keys() or _open_said(sentence):
        return False
    stems = {stem(w.lower()) for w in re.findall(r"[A-Za-z]+", asked[1])}
    return any(verb in stems and forms == {"done"} for verb, forms in said.items())


def _imperative(reading: Reading) -> set[str]:
    """The stem of the word that a text opens with, where it may be a verb that asks for something."""
    first = reading.row[0] if reading.row else None
    if first is None or first.sort != "word" or len(reading.row) < 3 or not reading.text[:1].isupper():
        return set()
    word = first.what
    return set() if word.endswith(("ed", "ing", "s")) or word in _PAST or not is_content(word) else {reading.stems[0]}


def _forms(reading: Reading) -> dict[str, set[str]]:
    """The verbs of a text by stem, each with whether it lies ahead or is done."""
    words = [t.what if t.sort == "word" else "" for t in reading.row]
    found: dict[str, set[str]] = {}
    for at in range(len(words)):
        form = _form(words, at)
        if form:
            found.setdefault(reading.stems[at], set()).add(form)
    return found


def _form(words: list[str], at: int) -> str:
    """Tell whether a word is something done ("has sent", "were sent"), something ahead ("will send") or neither."""
    word = words[at]
    if not is_content(word):
        return ""
    near = words[max(0, at - 3) : at]
    if "be" in near and "been" not in near:
        return "" if word in PERFORMED and {"resolved", "agreed"} & set(words[:at]) else "ahead"
    if "been" in near and {"has", "have", "had"} & set(words[max(0, at - 5) : at]):
        return "done"
    if word.endswith("ed") or word in _PAST:
        return "" if {"is", "are", "being", "am"} & set(near) else "done"
    return "ahead" if not word.endswith("ing") and _before(words, at) in _AHEAD else ""


def _before(words: list[str], at: int) -> str:
    place = at - 1
    while place >= 0 and (words[place] in _SKIPPED or words[place].endswith("ly")):
        place -= 1
    if place >= 1 and words[place] == "to" and words[place - 1] in _MANAGED:
        return ""
    return words[place] if place >= 0 else ""
