"""Words of questions and papers made comparable: stems, and the few synonyms that community safety papers live by."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_stemmer = snowballstemmer.stemmer("english")

STOP = frozenset(
    ["a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at", "away", "be", "because", "been", "before", "being", "between", "but", "by", "can", "cannot", "could", "did", "do", "does", "doing", "done", "during", "each", "ever", "every", "few", "for", "from", "further", "get", "gets", "give", "given", "go", "got", "had", "has", "have", "having", "he", "her", "here", "hers", "him", "whole", "entire", "his", "how", "i", "if", "in", "into", "is", "it", "its", "itself", "just", "kind", "know", "like", "list", "made", "make", "many", "may", "me", "might", "more", "most", "much", "must", "my", "no", "nor", "not", "now", "of", "off", "ok", "on", "once", "one", "only", "onto", "or", "other", "our", "out", "over", "own", "owns", "per", "please", "put", "said", "same", "say", "says", "shall", "she", "should", "show", "since", "so", "some", "still", "such", "take", "taken", "tell", "than", "that", "the", "their", "them", "then", "there", "these", "they", "thing", "things", "this", "those", "through", "to", "too", "under", "until", "up", "upon", "us", "very", "want", "was", "way", "we", "were", "what", "whatever", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would", "yes", "yet", "you", "your", "regarding", "concerning", "relation", "anything", "something", "exactly", "actually", "currently", "current", "happen", "happened", "happening", "explain", "describe", "summarise", "summarize", "find", "look"]
)

# Groups of words that papers use for one another. Phrases are written with a plus sign.
_SYNONYMS = (
    "asb anti+social+behaviour antisocial+behaviour anti+social",
    "da domestic+abuse domestic+violence dv",
    "vawg violence+against+women+and+girls violence+against+women",
    "yos youth+offending+service youth+justice+service yjs",
    "youth young+people young+person child yp juvenile",
    "drug drugs substance+misuse substance",
    "chair chairman chairperson chairwoman chaired led",
    "csp community+safety+partnership",
    "police policing mps constabulary met",
    "fire fire+brigade lfb fire+service fire+and+rescue",
    "burglary burglaries break+in",
    "attend attended attendance attending attendees present",
    "cost price spend expenditure",
    "funding funded grant fund",
    "moped motorbike motorcycle motor+bike",
    "lead leads leading led",
    "next+meeting date+of+next+meeting",
    "probation crc nps",
    "housing housing+association",
    "fall drop decrease reduction decline reduce fell dropped",
    "rise increase growth grew rose",
    "buy bought purchase",
    "extremism prevent radicalisation terrorism",
)


_IRREGULAR = {
    form: verb
    for verb, forms in {
        "see": "saw seen", "give": "gave given", "take": "took taken", "hold": "held", "meet": "met", "lead": "led",
        "go": "went gone", "rise": "rose risen", "fall": "fell fallen", "grow": "grew grown", "buy": "bought",
        "seek": "sought", "bring": "brought", "tell": "told", "make": "made", "pay": "paid", "spend": "spent",
        "send": "sent", "begin": "began begun", "run": "ran", "win": "won", "write": "wrote written",
        "choose": "chose chosen", "speak": "spoke spoken", "find": "found", "keep": "kept", "set": "setting", "child": "children",
    }.items()
    for form in forms.split()
}  # fmt: skip


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
    word = _IRREGULAR.get(word, word)
    if word.endswith("isation") or word.endswith("ization"):
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


def _groups() -> list[list[tuple[str, ...]]]:
    return [[tuple(stem(w) for w in phrase.split("+")) for phrase in group.split()] for group in _SYNONYMS]


_GROUPS = _groups()


@lru_cache(maxsize=20_000)
def alternatives(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways (each a tuple of stems) in which papers may put a word, itself first."""
    own = (stem(word),)
    others = [phrase for group in _GROUPS if own in group for phrase in group if phrase != own]
    return (own, *others)


def matches(word: str, present: frozenset[str]) -> bool:
    """Tell whether a text with these stems says a word, or another word for it."""
    return any(all(s in present for s in phrase) for phrase in alternatives(word))


def phrase_alternatives(text: str) -> list[str]:
    """Return other wordings worth searching for beside the question's: acronyms spelt out and phrases abbreviated."""
    present = stems(text)
    found: list[str] = []
    for group, raw in zip(_GROUPS, _SYNONYMS, strict=True):
        words = raw.split()
        if any((len(p) > 1 and set(p) <= present) or (p[0] in present and len(p) == 1) for p in group):
            found += [w.replace("+", " ") for w in words]
    return found
