"""Counts in a sentence: a number with the words for what it counts, only where these are sure."""

import re
from dataclasses import dataclass

from ingest.records.clauses import clause_start, in_context
from ingest.records.count_words import (
    LINKS,
    NO_COUNT,
    NO_NOUN,
    NUM,
    ONES,
    PLURALS,
    STOP,
    TENS,
    UNIT,
    past,
)
from ingest.records.figures import NUMBER, of_match
from ingest.records.wholeness import ends_well, is_clear

_BE = "were|was|are|is|have|has|had"
_PASSIVE = re.compile(
    r"(?:\s+(?:in|at|on|across|from)\s[^,.;:()\d]{3,50}?)?\s+(?:(?:have|has|had)\s+(?:now\s+|also\s+)?been\s+"
    r"|(?P<had>(?:have|has|had)\s+(?:now\s+|also\s+)?)|(?:were|was|are|is)\s+(?:also\s+|then\s+)?)(?P<verb>[a-z-]+)\b"
)
_FAR = 160
"""Characters: no name of a count is longer."""
_ARTICLES = frozenset("the a an".split())


@dataclass(frozen=True, slots=True)
class Count:
    """A figure in a sentence: `start` and `end` are where it and its words stand in the sentence."""

    name: str
    value: str
    number: float | None
    unit: str
    start: int
    end: int
    doubt: str = ""


def counts_of(sentence: str, listed: bool, people: frozenset[str]) -> list[Count]:
    """Return the counts of a sentence, left to right; `listed` tells that it stands in a list of what was done.

    `people` are the names and initials of persons: they are no part of what is counted.
    """
    found: list[Count] = []
    for match in NUM.finditer(sentence):
        count = _noun_count(sentence, match, listed, people)
        if count and (not found or count.start >= found[-1].end):
            found.append(count)
    return found


def value_of(match: re.Match[str]) -> tuple[str, float | None, str, str]:
    """Return a match of NUM as printed, its number, its unit, and the doubt that it is only about right."""
    words = match["num"]
    value = f"{match['about']} {words}" if match["about"] else words
    if words[0].isalpha():
        tens, _, ones = words.lower().partition("-")
        number: float | None = float(TENS.get(tens, 0) + ONES.get(ones or tens, 0))
        return value, number, "", "approximate" if match["about"] else ""
    if re.search(r"\d%?\s?[-–]\s?\d", words):
        return value, None, "%" if "%" in words else "£" if "£" in words else "", "approximate"
    figure = NUMBER.match(words)
    if not figure:
        return value, None, "", "not a number"
    read = of_match(figure)
    return value, read.number, read.unit, "approximate" if match["about"] else ""


def _noun_count(sentence: str, match: re.Match[str], listed: bool, people: frozenset[str]) -> Count | None:
    before, after = sentence[: match.start()], sentence[match.end() :]
    value, number, unit, doubt = value_of(match)
    year = re.fullmatch(r"(?:19|20)\d\d", match["num"])
    before = re.sub(r"\b(?:a\s+)?total of\s*$", "", before, flags=re.I)
    if unit in ("£", "%") or year or NO_COUNT.search(before):
        return None
    measured = UNIT.match(after)
    skip = measured.end() if measured else (m.end() if (m := re.match(r"\s?[xX]\s+(?=\w)", after)) else 0)
    if not measured and NO_NOUN.match(after[skip:]):
        return None
    noun, end = _noun(after[skip:], bool(measured), number == 1)
    if not noun or (" " in noun and noun.isupper()):
        return None
    lead = before[clause_start(sentence, len(before)) :].strip()
    name = in_context(before, lead, noun, listed, people)
    if not name or not ends_well(after[skip + end :], noun) or not is_clear(name):
        return None
    if re.match(r"\s*(?:each|every|per|a|an)\s+(?:hour|day|week|month|quarter|year|annum)\b", after[skip + end :]):
        return None
    return Count(name.strip(), value, number, _unit(measured), match.start(), match.end() + skip + end, doubt)


def _unit(measured: re.Match[str] | None) -> str:
    return measured[1].lower() if measured else ""


def _noun(after: str, measured: bool, one: bool) -> tuple[str, int]:
    """Return the noun phrase that begins a text, with the participle that ends it, and how far it goes."""
    single = measured or one
    words: list[str] = []
    head, end = "", 0
    tokens = list(re.finditer(r"\s*((?:Years?\s\d+(?:\sand\s\d+)?)|[A-Za-z][\w'’/-]*|&)(?=([^\w\s]?))", after[:_FAR]))
    position = 0
    for i, token in enumerate(tokens):
        word, lower = token[1], token[1].lower()
        if token.start() != position:
            break
        if len(words) >= 14:
            return "", 0
        if lower in _ARTICLES and words and words[-1].lower() == "of":
            words.append(word)
            position = token.end()
            continue
        if lower in STOP or (lower in LINKS and not _links(tokens, i, words)):
            break
        if words and words[-1].lower() not in LINKS and lower.endswith("ing") and head:
            break
        if past(word) and head and words[-1].lower() not in LINKS:
            if re.match(r"\s+(?:all|no|it|them)\b", after[token.end() :]) or NUM.match(after[token.end() :].lstrip()):
                break
            words.append(word)
            end = token.end()
            if particle := re.match(r"\s+(?:out|in|up|away|off|down)(?=[.,;]|$| by\b| of\b)", after[end:]):
                words.append(particle[0].strip())
                end += particle.end()
            if re.match(r"\s+(?:it|them|him|her)\b", after[end:]):
                return "", 0
            more = _object(after[end:])
            return (f"{' '.join(words)}{more}", end + len(more)) if more is not None else ("", 0)
        words.append(word)
        position = end = token.end()
        if not _linked(words) and (lower.endswith("s") or lower in PLURALS or single):
            head = word
        if token[2] and token[2] not in "'’&-":
            break
    if words and words[-1].lower() in LINKS | _ARTICLES:
        return "", 0
    if not head or not _plural(words, single):
        return "", 0
    return _with_verb(" ".join(words), after[end:], end, one and not measured)


def _with_verb(noun: str, rest: str, end: int, one: bool) -> tuple[str, int]:
    """Return a noun with what was done to it or what it did, as the words behind it say."""
    if one and (" " not in noun or past(noun.split()[0]) or re.match(r"\s+(?:and|of|on)\b", rest)):
        return "", 0
    if re.match(r"\s+(?:and|&)\s+[A-Z]", rest) and noun.split()[-1][0].isupper() and not NUM.match(rest.strip()[4:]):
        return "", 0
    doing = re.match(rf"\s+([a-z]+ing(?:\s+(?!(?:{_BE})\b)[a-z-]+){{1,6}})(?=[.;,]|$|\s+(?:{_BE})\b)", rest)
    if doing:
        noun, end, rest = f"{noun} {doing[1]}", end + doing.end(), rest[doing.end() :]
    passive = _PASSIVE.match(rest)
    if passive and (verb := past(passive["verb"])):
        upto = end + passive.end()
        if particle := re.match(r"\s+(?:out|in|up|away|off|down)(?=[.,;]|$| by\b)", rest[passive.end() :]):
            return f"{noun} {verb}{particle[0]}", upto + particle.end()
        if passive["had"]:
            whom = _object(rest[passive.end() :])
            return (f"{noun} that have {verb}{whom}", upto + len(whom)) if whom is not None else ("", 0)
        return f"{noun} {verb}", upto
    placed = re.match(r"\s+(?:were|was|are)\s+((?:in|at|on|under)\s+[^,.;:()]{3,60})", rest)
    if placed and not re.search(r"\d", placed[1]):
        return f"{noun} {placed[1].strip()}", end + placed.end()
    return noun, end


def _object(after: str) -> str | None:
    """Return what a verb did something to, with the space before it; "" for nothing, None where it only refers."""
    if re.match(r"\s+(?:it|them|this|these|those|him|her|as|that|to|how|what|why|where|whether)\b", after):
        return None
    match = re.match(r"\s+(?:(?:the|a|an|their|its)\s+)?", after)
    words: list[str] = []
    for token in re.finditer(r"(\S+)(\s+|$)", after[match.end() :] if match else ""):
        word = token[1].rstrip(",.;:()")
        early = not words and not (match and match[0].strip())
        lower = word.lower()
        inner = bool(words) and words[-1].lower() in LINKS and lower in ("the", "a", "an", "their", "its")
        if not word[:1].isalpha() or (early and lower in LINKS) or (lower in STOP and not inner):
            break
        if (early and (past(word) or word.endswith("ly"))) or NUM.fullmatch(word) or len(words) > 9:
            break
        words.append(word)
        if word != token[1]:
            break
    while words and words[-1].lower() in LINKS | {"the", "a", "an", "their", "its"}:
        words.pop()
    return f"{match[0]}{' '.join(words)}" if match and words else ""


def _links(tokens: list[re.Match[str]], i: int, words: list[str]) -> bool:
    """Tell whether a preposition goes on with the noun: words in small letters follow, no time and no "the"."""
    after = tokens[i + 1][1] if i + 1 < len(tokens) else ""
    if words and tokens[i][1].lower() == "of" and after.lower() in _ARTICLES:
        return True
    if not words or not after or after.lower() in STOP or tokens[i][2]:
        return False
    return after[0].islower() or tokens[i][1].lower() in ("of", "with", "for", "about", "under")


def _linked(words: list[str]) -> bool:
    return any(w.lower() in LINKS for w in words)


def _plural(words: list[str], single: bool) -> bool:
    """Tell whether the last word of the noun itself, before "of ..." or its participle, can be counted."""
    noun: list[str] = []
    for word in words:
        if word.lower() in LINKS:
            break
        noun.append(word)
    last = noun[-1].lower() if noun else ""
    return single or (last.endswith("s") and not last.endswith(("ss", "us", "'s", "’s"))) or last in PLURALS
