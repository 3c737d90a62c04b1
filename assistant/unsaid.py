"""What a question leans on without saying it: "What did he agree to?", "that quarter", "the figure"."""

import re

from assistant.question import Plan
from assistant.snapshot import Snapshot
from assistant.vocabulary import INTENT, STOP
from assistant.words import stems, tokens
from ingest.periods import find_periods

_PRONOUN = re.compile(r"\b(?:he|she|they|him|her|them|his|hers|their|theirs|its?|that one|this one)\b", re.I)
_OF_PEOPLE = frozenset("he she they him her them his their".split())
_POSSESSIVE = frozenset("its his her their".split())
_TIME = re.compile(r"\b(?:that|the same|those) (?P<noun>quarter|month|year|period|day|week|date)s?\b", re.I)
_POINTED = re.compile(
    r"\b(?:that|those|these|the same|the said) (?P<noun>meeting|action|item|report|paper|figure|person|officer"
    r"|department|case|matter|project|scheme|decision|survey|event|operation|organisation|company)s?\b",
    re.I,
)
_CLASS = re.compile(
    r"\bthe (?P<noun>department|agency|ministry|officer|company|contractor|provider|supplier|organisation|charity"
    r"|school|ward|project|scheme|survey|event|operation|person|councillor|applicant|speaker)\b"
    r"(?!['’]?s? (?:of|for|on|in|at|that|which|who|with|from|behind|named|called|responsible|[A-Z\d]))"
)
# "is it true that", "does it take to": nothing that was said before is meant.
_EXPLETIVE = re.compile(
    r"\bit\s+(?:\w+\s+){0,3}(?:that|whether|if|to\s+\w+\s+\w+)\b|\b(?:is|was) it (?:a|an|the|[A-Z])", re.I
)
_OF_NOTHING = re.compile(r"\bthe (?:figure|number|total|amount|rate|count|percentage|value|target)s?\b", re.I)
_SUBJECT = re.compile(r"\b(?:has|have|had|is|are|was|were|do|does|did|will|would) (?:the )?[A-Z]")
_NOUN_PHRASE = re.compile(
    r"\b(?i:the|an?|any|some|each|every|our|your|my|no|all)\s+\w|(?<=\s)[A-Z]\w+|\d"
    r"|^\W*(?i:which|whose|how (?:many|much)|what)\s+(?!of\b|about\b|else\b|if\b|s\b)(?P<head>\w+)"
)
_ASKING = stems(" ".join([INTENT["owner"], INTENT["decision"], INTENT["attendance"], "chair lead write present"]))
_MOST_WORDS = 4


def unsaid(plan: Plan, snapshot: Snapshot, boards: tuple[str, ...]) -> str:
    """Return the question to put back where one that opens a conversation leans on something not said, else "".

    `boards` are those whose papers are looked at.
    """
    question = plan.question
    if len([t for t in plan.terms if t.needed]) > _MOST_WORDS:
        return ""
    if not (plan.period or plan.quarters or plan.reported or plan.meeting_day) and (time := _TIME.search(question)):
        return f"Which {time['noun'].lower()} do you mean by “{time[0]}”?{_quarters(snapshot, time['noun'])}"
    pronoun = _pronoun(question)
    if pronoun:
        who = "Whom" if pronoun[0].lower() in _OF_PEOPLE else "What"
        return f"{who} do you mean by “{pronoun[0]}”? Nothing was said before; please name it in the question."
    pointed = _POINTED.search(question)
    if pointed and not _goes_before(question[: pointed.start()]):
        return f"Which {pointed['noun'].lower()} do you mean by “{pointed[0]}”? Nothing was said before."
    if plan.names or plan.partnerships or plan.period or plan.quarters or plan.meeting_day:
        return _no_subject(plan, boards)
    bare = _CLASS.search(question)
    if bare and _says_little(plan, bare["noun"]):
        return f"Which {bare['noun'].lower()} do you mean? Please name it."
    return _no_subject(plan, boards)


def filled(question: str, words: str) -> str:
    """Return a question with what it left unsaid put in: a name for its pronoun, "the department", "that quarter"."""
    time = _TIME.search(question) if find_periods(words) else None
    if time:
        return f"{question[: time.start()]}in {words}{question[time.end() :]}"
    match = _pronoun(question) or _POINTED.search(question) or _CLASS.search(question)
    if match is None:
        return ""
    owning = match[0].lower() in _POSSESSIVE and not words.lower().endswith(("'s", "’s"))
    return f"{question[: match.start()]}{words}{'’s' if owning else ''}{question[match.end() :]}"


def _pronoun(question: str) -> re.Match[str] | None:
    """The first pronoun that nothing in the question goes before or, in an opening clause, comes after."""
    for match in _PRONOUN.finditer(question):
        before, after = question[: match.start()], question[match.end() :]
        if match[0].lower() == "it" and _EXPLETIVE.search(question):
            continue
        if match[0].lower() in _POSSESSIVE and _SUBJECT.search(after):
            continue
        opening = re.match(r"\W*(?:in|at|by|on|when|after|before|since|as|during|according)\b", before, re.I)
        if opening and "," in after:
            continue
        bound = match[0].lower() in _OF_PEOPLE and re.match(r"\W*who\b", before, re.I)
        if not bound and not _goes_before(before):
            return match
    return None


def _goes_before(text: str) -> bool:
    """Tell whether words before a pronoun name something that it can stand for."""
    said = _NOUN_PHRASE.search(text)
    if said and (said["head"] is None or said["head"].lower() not in STOP):
        return True
    rest = [t for t in tokens(text) if t not in STOP]
    return any(not stems(t) <= _ASKING for t in rest)


def _says_little(plan: Plan, noun: str) -> bool:
    return len([t for t in plan.terms if t.needed and not stems(t.word) & stems(noun)]) <= 2


def _no_subject(plan: Plan, boards: tuple[str, ...]) -> str:
    """What is asked back where a figure of nothing is asked for: "What was the figure for Q2?"."""
    if plan.kind != "figure" or plan.names or any(t.needed for t in plan.terms):
        return ""
    if not re.search(
        r"\bthe (?:figure|number|total|amount|rate|count|percentage|value|target)s?\b", plan.question, re.I
    ):
        return ""
    of = f", and for which board: {'; '.join(boards)}" if len(boards) > 1 else ""
    return f"Which figure do you mean? Please say what was counted{of}."


def _quarters(snapshot: Snapshot, noun: str) -> str:
    """The quarters that papers here report on, newest first."""
    if noun.lower() != "quarter":
        return ""
    found = {d.period_start: d.period_label for d in snapshot.documents if (d.period_label or "").startswith("Q")}
    labels = [found[start] for start in sorted(found, reverse=True)]
    return f" The papers here report on: {'; '.join(labels)}." if labels else ""
