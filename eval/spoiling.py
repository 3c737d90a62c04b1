"""A sentence of a paper made subtly wrong."""

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random

from assistant.checking.naming import CALENDAR
from ingest.dates import MONTHS

_MONTHS = [month.title() for month in MONTHS]
_MONTH = "|".join(_MONTHS)
_FIGURE = re.compile(r"(?<![\w.,/-])[£$]?\d[\d,]*(?:\.\d+)?(?:%|k|m|bn)?(?![\w/-]|[.,]\d)")
_PERSON = re.compile(r"\b(?!The |An? )[A-Z][a-z]+ (?:Mc|O'|Mac)?[A-Z][a-z]+\b")
_INITIALS = re.compile(
    r"(?<![\w/])[A-Z]{2,3}(?=\s+(?:to|will|would|said|noted|has|had|reported|is|was|agreed|asked)\b)"
)
_ACRONYM = re.compile(r"\b[A-Z]{3,5}\b")
_BODY = re.compile(
    r"\b(?!The |This )(?:[A-Z][a-z]+ ){1,4}"
    r"(?:Council|Board|Service|Services|Office|Panel|Agency|Group|Team|Department|Trust|Survey)\b"
)

_STATUS = (
    (
        r"\b(?:was|were|is|are|has been|have been) (?:now )?(?:completed|complete|closed|finished)\b",
        "is still outstanding",
    ),
    (r"\boutstanding\b", "completed"),
    (r"\bongoing\b", "completed"),
    (r"\bin progress\b", "completed"),
    (r"\bpending\b", "completed"),
    (r"\bagreed\b(?= (?:to|that|the|with|a|on)\b)", "declined"),
    (r"\bapproved\b", "rejected"),
    (r"\baccepted\b", "rejected"),
    (r"\b[Cc]losed\b", "open"),
    (r"\bComplete\b", "Outstanding"),
    (r"\bopen(?= action)", "closed"),
    (r"\bunderway\b", "completed"),
    (r"\bwas published\b", "is still awaited"),
    (r"\bhas been published\b", "is still awaited"),
    (r"\bto be (?=(?:published|completed|circulated|agreed|confirmed))", "already "),
)
_DIRECTIONS = tuple(
    pair.replace("+", " ").split(":")
    for pair in """increase:decrease increased:decreased increasing:decreasing rise:fall rose:fell
    fell:rose reduced:increased reduce:increase reduction:increase reducing:increasing
    decrease:increase more+than:fewer+than less+than:more+than higher:lower lower:higher
    above:below below:above before:after after:before improve:worsen
    improved:worsened first:last most:least highest:lowest largest:smallest
    majority:minority started:ended began:ended supported:opposed over:under""".split()
)


def spoilt(sentence: str, piece: str, others: str, random: Random) -> Iterator[tuple[str, str]]:
    """A sentence made wrong, by kind; "" where a rule does not apply."""
    yield "digit changed", _digit_changed(sentence, random)
    yield "figure of the same piece", _swapped(sentence, _FIGURE, piece, random, _not_years)
    yield "name of the same piece", _swapped(sentence, _PERSON, piece, random, _people)
    yield "name of another piece", _swapped(sentence, _PERSON, others, random, _people, piece)
    yield "owner of the same piece", _swapped(sentence, _INITIALS, piece, random)
    yield "owner of another piece", _swapped(sentence, _INITIALS, others, random, None, piece)
    yield "status flipped", _flipped(sentence, _STATUS)
    yield "direction flipped", _flipped(sentence, tuple((rf"\b{a}\b", b) for a, b in _DIRECTIONS))
    yield "month moved", _month_moved(sentence, random)
    yield "year moved", _year_moved(sentence, random)
    yield "quarter moved", re.sub(r"\bQ([1-4])\b", lambda m: f"Q{int(m[1]) % 4 + 1}", sentence, count=1)
    yield "negation dropped", _denied_no_more(sentence)
    yield "negation added", _denied(sentence)
    yield "to do made done", _done_already(sentence)
    yield "organisation swapped", _swapped(sentence, _BODY, piece + " " + others, random)
    yield "acronym swapped", _swapped(sentence, _ACRONYM, piece + " " + others, random)
    yield "place swapped", _place_swapped(sentence, piece + " " + others, random)


def _digit_changed(sentence: str, random: Random) -> str:
    found = list(_FIGURE.finditer(sentence))
    if not found:
        return ""
    match = random.choice(found)
    digits = [i for i, c in enumerate(match[0]) if c.isdigit()]
    at = random.choice(digits)
    new = str((int(match[0][at]) + random.randint(1, 8)) % 10 or 9)
    if new == match[0][at]:
        return ""
    return sentence[: match.start()] + match[0][:at] + new + match[0][at + 1 :] + sentence[match.end() :]


def _swapped(
    sentence: str,
    pattern: re.Pattern[str],
    source: str,
    random: Random,
    fit: Callable[[str], bool] | None = None,
    never: str = "",
) -> str:
    """A sentence with one thing in it replaced by another of its sort that the source has and the sentence has not."""
    here = [m for m in pattern.finditer(sentence) if fit is None or fit(m[0])]
    if not here:
        return ""
    match = random.choice(here)
    others: list[str] = [w for w in dict.fromkeys(pattern.findall(source)) if fit is None or fit(w)]
    others = [w for w in others if not _alike(w, sentence) and not (never and _alike(w, never))]
    if pattern is _FIGURE:
        others = [w for w in others if _shape(w) == _shape(match[0])]
    if not others:
        return ""
    return sentence[: match.start()] + random.choice(others) + sentence[match.end() :]


def _alike(words: str, text: str) -> bool:
    return any(w in text for w in words.split() if len(w) > 3 or w.isupper()) or words in text


def _shape(figure: str) -> tuple[str, str]:
    return figure[0] if figure[0] in "£$" else "", figure[-1] if not figure[-1].isdigit() else ""


def _not_years(figure: str) -> bool:
    return not re.fullmatch(r"(?:19|20)\d\d", figure)


_NO_PEOPLE = re.compile(
    r"\b(?:Data|Open|Public|Board|Panel|Group|Office|Council|Agency|Service|Services|Government|Local|Review|Report|Survey"
    r"|Team|Strategy|Act|Bill|Paper|Department|House|Street|Road|Community|Partnership|Safer|Crime|Police|Information"
    r"|National|Action|Minister|Secretary|Transparency|Sector|Cabinet|Plan|Register|Fund|Priority|Authority|Committee"
    r"|Royal|Mail|Index|User|Request|Meeting|Trading|Ordnance|Met|Land|Registry|State|Prime|Kingdom|London|Environment"
    r"|Health|Justice|Corporate|Working|Summit|Week|Day|Domestic|Youth|Statistics|Annual|Big|White|Green|Quarterly"
    r"|World|Bank|Business|Case|Digital|Freedom|Member|Members|Management|Safety|Programme|Project|Abuse|Hate|Fire"
    r"|Commander|Borough|Officer|Director|Chair|Manager|Head|Deputy|Minutes|Item|Update|Standards|Operation|Mayor)\b"
)


def _people(name: str) -> bool:
    return not _NO_PEOPLE.search(name) and not any(w.lower() in CALENDAR for w in name.split())


def _flipped(sentence: str, table: Sequence[tuple[str, str]]) -> str:
    for pattern, other in table:
        made = re.sub(pattern, other, sentence, count=1)
        if made != sentence:
            return made
    return ""


def _month_moved(sentence: str, random: Random) -> str:
    found = list(re.finditer(rf"\b(?:{_MONTH})\b(?= \d|[.,;]| and| the| for| to)", sentence))
    found = [m for m in found if m[0] != "May" or re.match(r" \d", sentence[m.end() :])]
    if not found:
        return ""
    match = random.choice(found)
    other = _MONTHS[(_MONTHS.index(match[0]) + random.randint(1, 11)) % 12]
    return sentence[: match.start()] + other + sentence[match.end() :]


def _year_moved(sentence: str, random: Random) -> str:
    step = random.choice((-2, -1, 1, 2))
    return re.sub(r"\b(?:19|20)\d\d\b(?![/-])", lambda m: str(int(m[0]) + step), sentence, count=1)


def _denied_no_more(sentence: str) -> str:
    return _flipped(
        sentence,
        (
            (r"\b(was|were|is|are|has|have|had|will|would|could|can|should|may|did|does|do|must) not\b", r"\1"),
            (r"\bcannot\b", "can"),
            (r"\bunable to\b", "able to"),
            (r"\bwithout\b", "with"),
            (r"\bno longer\b", "still"),
            (r"\bno\b(?= [a-z]{4,})", "some"),
        ),
    )


def _denied(sentence: str) -> str:
    made = re.sub(
        r"\b(was|were|is|are|has|have|had|will|would|should|could|can)\b"
        r"(?! (?:not|no|any|there|been no|never)\b)(?= [a-z])",
        r"\1 not",
        sentence,
        count=1,
    )
    return "" if re.search(r"\b(?:not|no|never|without|n't|unable)\b", sentence) else made


def _done_already(sentence: str) -> str:
    def done(match: re.Match[str]) -> str:
        verb = match["verb"]
        if verb == "be":
            return "has been"
        return f"has {_participle(verb)}"

    made = re.sub(
        r"\bwill (?P<verb>(?!not\b|also\b|have\b|then\b|only\b|now\b|soon\b)[a-z]+)\b(?! (?:to|able))",
        done,
        sentence,
        count=1,
    )
    if made == sentence:
        made = re.sub(r"(?<=\b[A-Z][A-Z]) to (?P<verb>[a-z]+)\b", lambda m: " " + done(m), sentence, count=1)
    return made


_PARTICIPLES = dict(
    pair.split(":")
    for pair in """take:taken make:made give:given hold:held bring:brought send:sent meet:met write:written
    see:seen get:got go:gone set:set put:put lead:led keep:kept find:found
    run:run begin:begun become:become come:come build:built feed:fed do:done draw:drawn
    speak:spoken seek:sought think:thought need:needed let:let""".split()
)


def _participle(verb: str) -> str:
    if verb in _PARTICIPLES:
        return _PARTICIPLES[verb]
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"


def _place_swapped(sentence: str, source: str, random: Random) -> str:
    pattern = re.compile(r"(?<=\b(?:in|at) )[A-Z][a-z]{3,}(?: [A-Z][a-z]+)?\b")
    found: list[str] = [w for w in dict.fromkeys(pattern.findall(source)) if w.split()[0].lower() not in CALENDAR]
    here = [m for m in pattern.finditer(sentence) if m[0].split()[0].lower() not in CALENDAR]
    others = [w for w in found if not _alike(w, sentence)]
    if not here or not others:
        return ""
    match = random.choice(here)
    return sentence[: match.start()] + random.choice(others) + sentence[match.end() :]
