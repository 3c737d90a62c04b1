"""Words of questions and papers made comparable: stems, and the wordings that papers use for one another."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

from assistant.vocabulary import IRREGULAR, SYNONYMS

_stemmer = snowballstemmer.stemmer("english")

_VERBS = {form: verb for verb, forms in IRREGULAR.items() for form in forms.split()}


def fold(name: str) -> str:
    """Return a name in lower case without accents, so that "Çağıl" and "Cagil" are one."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a word: "policing" and "police" share one."""
    word = word.lower().replace("’", "'").removesuffix("'s").strip("'")
    if word.isdigit():
        return word
    word = _VERBS.get(word, word)
    if word.endswith(("isation", "ization")):
        word = word[:-7] + "ise"
    return str(_stemmer.stemWord(word.replace("iz", "is") if len(word) > 5 else word))


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case; "£196,854" is one word, "LG/TG" two."""
    return re.findall(
        r"[a-z]{1,6}[/-]?\d+(?:[-/.]\d+)+|£?\d+(?:,\d{3})*(?:\.\d+)?%?|[^\W\d_]+(?:['’][^\W\d_]+)?\d*|\d+[a-z]?",
        text.lower(),
    )


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """Return the stems of a text's words."""
    found = {stem(t) for t in tokens(text)}
    found |= {t.replace(",", "").strip("£%") for t in tokens(text) if t[-1].isdigit() or "," in t}
    return frozenset(found)


_GROUPS = [[tuple(stem(w) for w in phrase.split("+")) for phrase in group.split()] for group in SYNONYMS]


@lru_cache(maxsize=20_000)
def alternatives(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways (each a tuple of stems) in which papers may put a word, itself first."""
    own = (stem(word),)
    others = [phrase for group in _GROUPS if own in group for phrase in group if phrase != own]
    return (own, *others)


def matches(word: str, present: frozenset[str]) -> bool:
    """Tell whether a text with these stems says a word, or another word for it."""
    return any(all(s in present for s in phrase) for phrase in alternatives(word))


def says_most(name: str, present: frozenset[str]) -> bool:
    """Tell whether a text with these stems says at least half of the words of a name."""
    words = [w for w in tokens(name) if len(w) > 1]
    return sum(matches(w, present) for w in words) * 2 >= len(words)


def phrase_alternatives(text: str) -> list[str]:
    """Return other wordings worth searching for beside the question's: acronyms spelt out and phrases abbreviated."""
    present = stems(text)
    found: list[str] = []
    for group, raw in zip(_GROUPS, SYNONYMS, strict=True):
        words = raw.split()
        if any((len(p) > 1 and set(p) <= present) or (p[0] in present and len(p) == 1) for p in group):
            found += [w.replace("+", " ") for w in words]
    return found
