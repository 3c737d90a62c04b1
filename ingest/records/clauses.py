"""The clause a count stands in: what was done to the things counted, and by whom."""

import re

from ingest.records.count_words import AUXILIARY, NUM, SAYING, SPELT, STOP, past

_CLAUSE = re.compile(
    rf"(?:^|[;:,]\s+|\bthat\s+|\)\s+|\s[-–—]\s+|[–—]\s+|\b(?:although|though|whereas|but|because)\s+"
    rf"|\band\s+(?=(?:(?:over|around|about|some) )?(?:£?\d|{SPELT})))",
    re.I,
)
_ALONE = re.compile(r"(?:and|a total of|in total|also|only|just|nearly|overall)", re.I)
_THERE = re.compile(r"\bthere (?:were|was|have been|has been|had been|are|is)(?: also| now| a total of| still)?$", re.I)
_ATTENDED = re.compile(r"^(.{3,60}?)\s+(?:was|were|been)\s+attended by$")
_SUBJECT = re.compile(r"(?:The|the|A|An)\s+")
_PERSON = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Lord|Lady|Prof|Professor|Rev)\b|(?:[A-Z]\.\s?)+)"
)


def clause_start(sentence: str, position: int) -> int:
    """Return where the clause begins in which a position lies."""
    starts = [m.end() for m in _CLAUSE.finditer(sentence[: position + 24]) if m.end() <= position]
    return starts[-1] if starts else 0


def in_context(before: str, lead: str, noun: str, listed: bool, people: frozenset[str]) -> str:
    """Return the name of a count from the clause before it; "" where that does not state a count for sure.

    `lead` is the clause up to the number, `before` all of the sentence up to it; `people` are names and initials of
    persons, who are no part of a name.
    """
    if re.match(r"Of\b", before) or re.search(r"\b(?:each|every)\b", lead, re.I):
        return ""
    verbal = any(past(w) for w in noun.split()[1:]) or bool(re.search(r" (?:in|at|on|under|that) ", noun))
    if not lead or _ALONE.fullmatch(lead):
        return noun if verbal or (listed and " " in noun) else ""
    if _THERE.search(lead):
        return noun
    if came := _ATTENDED.search(lead):
        what = _SUBJECT.sub("", came[1], count=1)
        return f"{noun} attending ({what})" if not re.search(r"\d", what) else ""
    words = re.sub(r"\s+(?:a total of|only|also|just|another)$", "", lead).split()
    verb = words[-1].lower() if words else ""
    two = len(words) > 1 and verb in ("with", "to", "out", "up", "in") and bool(past(words[-2]))
    participle = past(words[-2]) + f" {verb}" if two else past(verb)
    if participle in SAYING:
        return noun if participle == "reported" else ""
    if not participle and verb != "had":
        return ""
    return _with_subject(noun, participle, words[: -2 if two else -1], people)


def _with_subject(noun: str, participle: str, who: list[str], people: frozenset[str]) -> str:
    """Return a noun with what was done to it and by which body: "cases heard (MARAC)"; others are not named."""
    verbs = [i for i, word in enumerate(who) if i and past(word) and who[i - 1].lower() not in AUXILIARY]
    subject = " ".join(who[: verbs[0]] if verbs and who[0][0].isupper() else who).strip()
    if re.search(r"\b(?:was|were|been|be|is|are)$", subject):
        return ""
    subject = re.sub(r"(?:\s*\b(?:has|have|had|also|only|now))+$", "", subject).strip()
    name = noun if any(past(w) and w != "based" for w in noun.split()[1:]) else f"{noun} {participle}".strip()
    words = _SUBJECT.sub("", subject, count=1).split()
    if len(words) == 1 and words[0].islower():
        return ""
    odd = any(w.lower() in STOP for w in words) or bool(re.search(r"[\d,(]", subject) or NUM.match(subject))
    bare = " ".join(words)
    if not words or odd or len(words) > 6 or bare in people or _PERSON.match(bare):
        return name if participle else ""
    return f"{name} ({bare})"
