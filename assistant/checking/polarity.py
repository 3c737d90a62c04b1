"""Whether a sentence and its evidence agree in what turns a meaning round: negation, status, direction, tense."""

from collections.abc import Iterable

from assistant.checking.reading import Reading, is_content
from assistant.vocabulary import IRREGULAR

_NOT = frozenset(
    """not no never none without unable nor neither cannot nothing nobody dont doesnt didnt isnt arent wasnt werent
    hasnt havent hadnt wont wouldnt cant couldnt shouldnt lacks lacked lacking failed fails""".split()
)
_REACH = 7

# Each class: its name for a reader, the words that carry it (phrases with +), and the class it may not be taken for.
_CLASSES: dict[str, tuple[str, str]] = {
    "done": (
        "complete completed completes completion closed close discharged finished finalised concluded done"
        " implemented delivered achieved fulfilled published issued circulated provided submitted signed+off",
        "open",
    ),
    "open": (
        "open outstanding ongoing awaiting awaits awaited pending incomplete overdue underway under+way in+progress"
        " unresolved remains remained remain to+be yet+to not+yet carried+forward",
        "done",
    ),
    "agreed": (
        "agreed agree agrees approved approve approval adopted accepted endorsed resolved ratified decided agreement"
        " recommended confirmed signed+off",
        "refused",
    ),
    "refused": (
        "rejected reject refused declined deferred postponed withdrawn dismissed opposed turned+down not+agreed"
        " not+approved",
        "agreed",
    ),
    "rise": (
        "rise rose risen rises rising increase increased increases increasing up grew grown growth higher more grew"
        " climbed doubled upward additional extra greater improved gained",
        "fall",
    ),
    "fall": (
        "fall fell fallen falls falling decrease decreased decreases decreasing decline declined declining down lower"
        " fewer less reduced reduction reductions reduce reducing reduces dropped drop downward lost cut halved",
        "rise",
    ),
    "above": ("above over exceeding exceeded exceeds beyond more+than", "below"),
    "below": ("below under beneath less+than fewer+than short+of", "above"),
    "met": ("met achieved hit reached", "missed"),
    "missed": ("missed not+met not+achieved failed+to+meet fell+short short+of not+reached", "met"),
    "first": ("first earliest initial", "last"),
    "last": ("last final latest", "first"),
    "before": ("before prior earlier preceding until", "after"),
    "after": ("after following later afterwards subsequent subsequently since", "before"),
    "vice": ("vice deputy", ""),
    "highest": ("highest most largest greatest biggest maximum best top", "lowest"),
    "lowest": ("lowest least smallest fewest minimum worst bottom", "highest"),
    "start": (
        "start started starts began begun begin begins launched launch commenced opened opening introduced",
        "end",
    ),
    "end": ("ended ends end ceased stopped terminated expired finished concluded withdrew", "start"),
    "success": ("successful success successfully succeeded won", "failure"),
    "failure": ("unsuccessful failure failed fails unsuccessfully", "success"),
    "red": ("red", ""),
    "amber": ("amber", ""),
    "green": ("green", ""),
    "all": ("all every each both whole everyone entire total", ""),
    "always": ("always", ""),
    "positive": ("positive support supported supportive favour favourable welcomed in+favour", "negative"),
    "negative": ("negative against unfavourable opposed opposition concern concerns concerned", "positive"),
    "join": ("joined appointed elected joining", "leave"),
    "leave": ("left leaving resigned retired departed", "join"),
    "include": ("including include includes included", "exclude"),
    "exclude": ("excluding exclude excludes excluded except", "include"),
}
_NAMES = {
    "done": "done",
    "open": "still open",
    "agreed": "agreed",
    "refused": "refused or put off",
    "rise": "a rise",
    "fall": "a fall",
}
_LOOSE = frozenset(
    """rise above below before after positive negative include end join open met all first last start done
    fall""".split()
)
"""Classes whose words have other senses: where the evidence has neither side, the words alone decide."""
_PHRASES = {name: [tuple(phrase.split("+")) for phrase in words.split()] for name, (words, _) in _CLASSES.items()}
_FIRST_WORDS: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
for _name, _phrases in _PHRASES.items():
    for _phrase in _phrases:
        _FIRST_WORDS.setdefault(_phrase[0], []).append((_name, _phrase))

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


def negation_differs(sentence: Reading, evidence: Reading) -> str:
    """Return why sentence and evidence differ in a "not", or ""."""
    said, told = _negations(sentence), _negations(evidence)
    open_told = "open" in classes(evidence) or "refused" in classes(evidence) or "failure" in classes(evidence)
    for at in said:
        matter = _scope(sentence, at)
        if not matter or (open_told and _about_doing(sentence, at)):
            continue
        if not any(matter & _vicinity(evidence, other) for other in told):
            return f"the evidence does not say “{sentence.row[at].what}” of this"
    for at in told:
        denied = _ordered_scope(evidence, at)
        if not denied or not _shares(denied, sentence):
            continue
        if not any(set(denied) & _vicinity(sentence, other) for other in said) and not _open_said(sentence):
            return f"the evidence says “{evidence.row[at].what}” of this"
    return ""


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


def _ordered_scope(reading: Reading, at: int) -> list[str]:
    found = []
    for place in range(at + 1, min(len(reading.row), at + 1 + _REACH)):
        if reading.stems[place] and is_content(str(reading.row[place].what).rstrip("'")):
            found.append(reading.stems[place])
    if not found:
        found = [s for p, s in enumerate(reading.stems[:at]) if s and is_content(str(reading.row[p].what))][-2:]
    return found[:3]


def _scope(reading: Reading, at: int) -> set[str]:
    return set(_ordered_scope(reading, at))


def _vicinity(reading: Reading, at: int) -> set[str]:
    return {s for s in reading.stems[max(0, at - 4) : at + 1 + _REACH] if s}


def _about_doing(sentence: Reading, at: int) -> bool:
    """Tell whether a "not" is a "not yet" or a "not completed"."""
    near = {t.what for t in sentence.row[at : at + 5] if t.sort == "word"}
    return bool(near & (set(_CLASSES["done"][0].split()) | {"yet", "been", "started", "begun"}))


def classes(reading: Reading) -> dict[str, list[int]]:
    """Return the status and direction classes of a text, each with the places of its words."""
    words = [t.what.rstrip("'") if t.sort == "word" else "" for t in reading.row]
    firsts = [at for at, t in enumerate(reading.row) if t.sort == "ordinal" and t.what == 1]
    found: dict[str, list[int]] = {"first": firsts} if firsts else {}
    for at, word in enumerate(words):
        for name, phrase in _FIRST_WORDS.get(word, ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                found.setdefault(name, []).append(at)
    return found


def status_differs(sentence: Reading, evidence: Reading) -> str:
    """Return how the status or the direction of a sentence differs from that of its evidence, or ""."""
    said, told = classes(sentence), classes(evidence)
    own_words = evidence.words
    for name, places in said.items():
        words = [str(sentence.row[at].what) for at in places if sentence.row[at].sort == "word"]
        opposite = _CLASSES[name][1]
        if name in told:
            if (
                opposite in told
                and opposite not in said
                and _nearer(sentence, places, evidence, told[name], told[opposite])
            ):
                return f"the evidence says “{evidence.row[told[opposite][0]].what}” of this"
            continue
        if not words or all(w in own_words for w in words) or _denied(sentence, places):
            continue
        if opposite and opposite in told and not _denied(evidence, told[opposite]):
            return _said_otherwise(evidence, told[opposite][0], opposite)
        if name not in _LOOSE:
            return f"the evidence does not say “{words[0]}”"
    for name, places in told.items():
        if name == "vice" and name not in said and "chair" in sentence.words and _all_vice(evidence, places):
            return "the evidence says “vice”"
    return ""


def _all_vice(evidence: Reading, places: list[int]) -> bool:
    """Tell whether every chair of the evidence is a vice-chair."""
    words = [t.what if t.sort == "word" else "" for t in evidence.row]
    chairs = [at for at, w in enumerate(words) if w == "chair"]
    return bool(chairs) and all(at - 1 in places for at in chairs)


def _denied(reading: Reading, places: Iterable[int]) -> bool:
    negations = _negations(reading)
    return all(any(0 < at - n <= 4 for n in negations) for at in places)


def _said_otherwise(evidence: Reading, at: int, name: str) -> str:
    if name in _NAMES and name in ("done", "open"):
        return f"the papers say it is {_NAMES[name]}"
    return f"the evidence says “{evidence.row[at].what}”"


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


def tense_differs(sentence: Reading, evidence: Reading) -> str:
    """Return how a sentence says "done" of what is "to do" in its evidence, or the other way, or ""."""
    said, told = _forms(sentence), _forms(evidence)
    for verb in said.keys() & told.keys():
        if said[verb] == {"done"} and told[verb] == {"ahead"}:
            return "the papers say it is still to be done"
        if said[verb] == {"ahead"} and told[verb] == {"done"}:
            return "the papers say it has been done"
    its = {form for verb, forms in told.items() for form in forms}
    own = {form for verb, forms in said.items() for form in forms}
    if own == {"done"} and its == {"ahead"}:
        return "the papers say it is still to be done"
    if own == {"ahead"} and its == {"done"}:
        return "the papers say it has been done"
    return ""


def _forms(reading: Reading) -> dict[str, set[str]]:
    """The verbs of a text by stem, each with whether it lies ahead or is done; verbs of reporting are left out."""
    words = [t.what if t.sort == "word" else "" for t in reading.row]
    found: dict[str, set[str]] = {}
    for at, word in enumerate(words):
        if not is_content(word) or word in _REPORTING:
            continue
        past = word.endswith("ed") or word in _PAST
        before = _before(words, at)
        if past:
            bare_be = "be" in words[max(0, at - 3) : at] or "being" in words[max(0, at - 2) : at]
            found.setdefault(reading.stems[at], set()).add("ahead" if bare_be else "done")
        elif (before in _AHEAD and not word.endswith("ing")) or (
            at == 0 and len(words) > 2 and reading.text[:1].isupper() and not word.endswith(("ing", "s"))
        ):
            found.setdefault(reading.stems[at], set()).add("ahead")
    return found


def _before(words: list[str], at: int) -> str:
    place = at - 1
    while place >= 0 and (words[place] in _SKIPPED or words[place].endswith("ly")):
        place -= 1
    if place >= 1 and words[place] == "to" and words[place - 1] in _MANAGED:
        return ""
    return words[place] if place >= 0 else ""
