"""A sentence of a paper as a writer might put it: the same meaning in other words."""

import datetime
import re
from collections.abc import Iterator
from random import Random

from ingest.dates import MONTHS
from ingest.documents import Chunk, Document
from ingest.records.count_words import ONES

_DIGITS = {word: str(n) for word, n in ONES.items() if n <= 12}
_SPELT = {figure: word for word, figure in _DIGITS.items()}
_MONTHS = [month.title() for month in MONTHS]
_MONTH = "|".join(_MONTHS)
_PERSON = re.compile(r"\b(?!The |An? )[A-Z][a-z]+ [A-Z][a-z]+\b")


def day_of(day: datetime.date) -> str:
    """Return a day as papers write it."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_SAME_WORDS = (
    (r"\bsaid that\b", "reported that"),
    (r"\bagreed that\b", "resolved that"),
    (r"\bnoted that\b", "said that"),
    (r"\bin order to\b", "to"),
    (r"\bcommenced\b", "began"),
    (r"\bapproximately\b", "about"),
    (r"\bwhilst\b", "while"),
    (r"\bassist\b", "help"),
    (r"\bassistance\b", "help"),
    (r"\brequested\b", "asked for"),
    (r"\bprior to\b", "before"),
    (r"\butilise\b", "use"),
    (r"\bnumber of\b", "several"),
    (r"\bimportant\b", "significant"),
    (r"\bpurchase\b", "buy"),
    (r"\bstated that\b", "said that"),
    (r"\bregarding\b", "about"),
    (r"\bupdated\b", "revised"),
    (r"\bsuggested that\b", "proposed that"),
    (r"\bhighlighted\b", "pointed out"),
    (r"\bcurrently\b ?", ""),
    (r"\balso\b ?", ""),
)


def rewritten(
    sentence: str, following: str, document: Document, chunk: Chunk, random: Random
) -> Iterator[tuple[str, str]]:
    """A sentence as a writer might put it, by kind; "" where a rule does not apply."""
    yield "framed", framed(sentence, document, chunk)
    yield "number written otherwise", _numbers_otherwise(sentence)
    yield "date written otherwise", _dates_otherwise(sentence)
    yield "other words", _other_words(sentence)
    yield "what lies ahead otherwise", _ahead_otherwise(sentence)
    yield "a clause dropped", _shorter(sentence)
    yield "two joined", _joined(sentence, following)
    yield "list in another order", _reordered(sentence)
    yield "active for passive", _turned(sentence)
    both = _other_words(sentence) or _ahead_otherwise(sentence) or _numbers_otherwise(sentence)
    yield "framed and other words", framed(both, document, chunk) if both else ""
    cut = _shorter(sentence)
    yield "shorter, other words", (_other_words(cut) or _numbers_otherwise(cut)) if cut else ""
    if random.random() < 0.1:
        yield "verbatim", sentence + " "


def framed(sentence: str, document: Document, chunk: Chunk) -> str:
    """Return a sentence with the meeting or the paper that it is from before it."""
    first = sentence.split()[0]
    lowered = sentence if not first[1:].islower() or first in _names(sentence) else sentence[0].lower() + sentence[1:]
    if document.kind in ("minutes", "agenda pack") and chunk.date:
        return f"At the meeting of {day_of(chunk.date)}, {lowered}"
    return f"According to {document.title}, {lowered}"


def _names(sentence: str) -> set[str]:
    return {name.split()[0] for name in _PERSON.findall(sentence)}


def _numbers_otherwise(sentence: str) -> str:
    made = re.sub(rf"\b(?:{'|'.join(w for w in _DIGITS if w != 'one')})\b", lambda m: _DIGITS[m[0]], sentence)
    made = (
        re.sub(
            r"(?<![\w£$.,/-])(?:[2-9]|1[0-2])(?= [a-z]{4,})(?! (?:per|percent|million|billion|thousand|pm|am))",
            lambda m: _SPELT[m[0]],
            made,
        )
        if made == sentence
        else made
    )
    made = re.sub(r"(£\d{1,3}(?:,\d{3})+)(?![\d.,]|k|m|bn)", r"\1.00", made)
    return re.sub(r"(\d)%", r"\1 per cent", made)


def _dates_otherwise(sentence: str) -> str:
    made = re.sub(rf"\b(\d{{1,2}})(?:st|nd|rd|th)(?: of)? ((?:{_MONTH})\b)", r"\1 \2", sentence)
    if made != sentence:
        return made
    made = re.sub(rf"\b({_MONTH}) (\d{{1,2}}),? (\d{{4}})\b", r"\2 \1 \3", sentence)
    return made if made != sentence else re.sub(rf"(?<!\d)\b([4-9]|1\d|20) ((?:{_MONTH})\b)", r"\1th \2", sentence)


def _other_words(sentence: str) -> str:
    made = sentence
    for pattern, words in _SAME_WORDS:
        made = re.sub(pattern, words, made, count=1)
    return made[:1].upper() + made[1:]


def _ahead_otherwise(sentence: str) -> str:
    made = re.sub(r"\bwill (?=(?!be\b|also\b|not\b|have\b)[a-z]+\b)", "is to ", sentence, count=1)
    if made == sentence:
        made = re.sub(r"^((?:[A-Z]{2,3}|[A-Z][a-z]+ [A-Z][a-z]+)) to (?=[a-z]+)", r"\1 will ", sentence)
    return made


def _shorter(sentence: str) -> str:
    body = sentence.rstrip(".;")
    made = re.sub(r" \([^()]{3,60}\)", "", body, count=1)
    if made != body:
        return made + "."
    for cut in (", which ", ", including ", "; ", ", where ", ", as ", ", so "):
        head, found, tail = body.partition(cut)
        if found and len(head.split()) >= 7 and len(tail.split()) >= 3 and head.count("(") == head.count(")"):
            return head + "."
    return ""


def _joined(sentence: str, following: str) -> str:
    if not following or len(sentence) + len(following) > 300:
        return ""
    first = following.split()[0]
    plain = first in ("The", "This", "It", "They", "There", "These", "A", "An", "We")
    return f"{sentence.rstrip('.;')} and {following[0].lower() if plain else following[0]}{following[1:]}"


def _reordered(sentence: str) -> str:
    made = re.sub(r": ([^,;:.]{3,40}), ([^,;:.]{3,40}),? and ([^,;:.]{3,40})\.$", r": \3, \1 and \2.", sentence)
    if made != sentence:
        return made
    name = r"([A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)"
    listed = re.compile(rf"\b([a-z]+) {name}, {name},? and {name}(?=[.;,])(?!, [A-Z])")
    return listed.sub(r"\1 \4, \2 and \3", sentence, count=1)


def _turned(sentence: str) -> str:
    match = re.fullmatch(
        r"(The [a-z ]{3,40}|It) (was|were|has been|have been) ([a-z]+ed)"
        r" by (the [A-Za-z ]{3,40}|[A-Z][A-Za-z ]{3,30})\.",
        sentence,
    )
    if not match:
        return ""
    has = {"was": "", "were": ""}.get(match[2], "has ")
    return f"{match[4][0].upper()}{match[4][1:]} {has}{match[3]} {match[1][0].lower()}{match[1][1:]}."
