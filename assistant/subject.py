"""What a question is about: the words and names that evidence must hold."""

import re
from dataclasses import dataclass

from assistant.kinds import Kind
from assistant.partnerships import Partnership
from assistant.vocabulary import INTENT, OPTIONAL, STOP, TITLES
from assistant.words import stem, tokens

_OPTIONAL_STEMS = frozenset(stem(w) for w in OPTIONAL)
_LABELLED = re.compile(
    r"(?i)\b(?:priority|section|item|objective|theme|minute|appendix|aim|strand|annex)\s+(\d{1,3}[a-z]?)\b"
)
_CAPITALS = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w’'-]*(?:\s+(?:(?:of|and|the|for|on|de|y)\s+)?[A-Z][\w’'-]*)*")
_PERIOD_WORDS = re.compile(
    r"\b(?:(?:at |by )?the (?:end|start|beginning) of(?= (?:the )?(?:Q[1-4]|\d|[A-Z]))|Q\s?[1-4]"
    r"|(?:first|second|third|fourth|last|this|next|1st|2nd|3rd|4th) quarter|quarter (?:\d|one|two|three|four)"
    r"|quarter)\b"
    r"|\b(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?(?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december)\b,?(?: \d{4})?"
    r"|\b(?:19|20)\d\d\s*[/–-]\s*(?:19|20)?\d\d\b|\b(?:19|20)\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word the evidence must say: `needed` is False for words that papers often leave unsaid."""

    word: str
    needed: bool


def without_period(text: str) -> str:
    """Return a text without its dates, months, years and quarters."""
    return _PERIOD_WORDS.sub(lambda m: m[0] if m[0] == "may" else " ", text)


def terms_of(question: str, kind: Kind, named: list[Partnership]) -> tuple[Term, ...]:
    """Return the words that say what a question is about, without those that name its kind, period or partnership."""
    own = {stem(w) for w in _own_words(named)}
    whole = {w for p in named for n in p.names for w in re.findall(r"[a-z]+", n.lower())}
    unsaid = {stem(w) for w in INTENT[kind].split()} | _OPTIONAL_STEMS
    found: dict[str, Term] = {}
    text = without_period(question)
    shown = set(re.findall(r"(?<=[\w,;] )[A-Z][a-z]+", text))  # "Will" and "One" within a name are no small words
    if re.search(r"\bnext meeting\b", text, re.I):
        found["next"] = Term("next", True)
        found["meet"] = Term("meeting", True)
    labels = dict.fromkeys(_LABELLED.findall(text))
    for word in [*labels, *tokens(text)]:
        bare = word.removesuffix("'s").removesuffix("’s")
        small = bare in STOP and bare.title() not in shown
        if small or (len(bare) < 2 and bare not in labels) or stem(bare) in own:
            continue
        found.setdefault(stem(bare), Term(bare, stem(bare) not in unsaid and bare not in whole))
    return tuple(found.values())


def names_of(question: str, named: list[Partnership]) -> tuple[str, ...]:
    """Return the proper names and acronyms in a question, its first word and partnerships aside."""
    own = {w.lower() for p in named for n in p.names for w in n.split()} | _acronyms(named)
    text = without_period(question)
    found: list[str] = []
    for match in _CAPITALS.finditer(text):
        words = match[0].replace("’s", "").replace("'s", "").split()
        words = [w for w in words if w.lower() not in own and (w[0].isupper() or w.lower() not in STOP)]
        if words and match.start() > 0 and not all(w.lower() in OPTIONAL | TITLES for w in words):
            found.append(" ".join(words))
    first = re.match(r"[A-Z]{2,6}\b", text)
    if first and first[0].lower() not in own:
        found.append(first[0])
    return tuple(dict.fromkeys(found))


def _own_words(named: list[Partnership]) -> set[str]:
    return {w for p in named for w in p.own} | _acronyms(named)


def _acronyms(named: list[Partnership]) -> set[str]:
    return {a.lower() for p in named for a in p.acronyms}
