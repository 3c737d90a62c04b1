"""Who holds or held an office, or did something, where no list says it: the newest sentence that names somebody so."""

import datetime
import re
from itertools import dropwhile, takewhile

from assistant.compose.citing import Citations
from assistant.compose.sentences import said
from assistant.evidence import Candidate, Evidence
from assistant.question import Plan
from assistant.words import matches, stem, stems, tokens
from ingest.periods import find_periods
from ingest.records.names import NOT_LISTED, RANK, WORD, is_listed_name

_RUN = re.compile(rf"\b{WORD}(?:\s+(?:[A-Z]\.\s+)?{WORD})*")
_STYLED = re.compile(rf"\b(?:{RANK}\s+)+{WORD}(?!\w|\s+{WORD})")
_WHO = re.compile(r"\bwho\b|\b(?:which|what) (?:\w+ ){0,2}\w+\b (?!(?:post|job|role)\b)", re.I)
_WHEN = re.compile(r"\b(?:when|while|by the time|at the time|during|as of|mentioned|according to)\b", re.I)
_ASKING = stems("answered taken took over became become serve served act acted lined autumn summer spring winter time")
_HEADS = re.compile(r"\b(?:heads|headed|heading|runs|presides?|presided)\b", re.I)
_BODY = stems("board panel group partnership committee council meeting forum")
_PAST = re.compile(
    r"\b(?:former(?:ly)?|previous(?:ly)?|outgoing|predecessor|until then|no longer|had been|used to)\b", re.I
)
_UNSURE = re.compile(r"\b(?:should|could|might|(?-i:may)|if|whether|propos\w+|suggest\w+|vacan\w+)\b", re.I)
_MOST_NAMES = 3


def compose_named(plan: Plan, evidence: Evidence, citations: Citations) -> str:
    """Return the newest statement that names somebody with all that is asked of them; "" where none does.

    One that says so of a day counts as of that day. What was so before, or is not sure, counts only where the question
    asks for it.
    """
    needed = _needed(plan) if _WHO.search(plan.question) else []
    if not needed:
        return ""
    good = [c for c in evidence.candidates if c.timely and _tells(plan, c, needed)]
    if not good:
        return ""
    newest = max(_day(plan, c) for c in good)
    return said(plan, next(c for c in good if _day(plan, c) == newest), citations)


def _needed(plan: Plan) -> list[str]:
    """The words of the main clause that tell of the office or the deed; whoever heads a body chairs it."""
    main = set(tokens(_WHEN.split(plan.question)[0]))
    words = [t.word for t in plan.terms if t.needed and t.word in main and stem(t.word) not in _ASKING]
    if stems(plan.question) & _BODY and _HEADS.search(plan.question):
        words = ["chair" if _HEADS.fullmatch(w) else w for w in words]
    return words


def _tells(plan: Plan, candidate: Candidate, needed: list[str]) -> bool:
    """Tell whether a statement holds every word that is needed and a person whom the question does not name."""
    text = candidate.statement.text
    if any(p.search(text) and not p.search(plan.question) for p in (_PAST, _UNSURE)):
        return False
    here = stems(text)
    if not all(matches(w, here) for w in needed):
        return False
    asked = stems(plan.question)
    names = people_in(text)
    new = [n for n in names if not stems(n.split()[-1]) <= asked]
    return bool(new) and len(names) <= _MOST_NAMES


def people_in(text: str) -> set[str]:
    """Return the names of people in running text: capitalised words that are no titles, posts or bodies."""
    found = {match[0] for match in _STYLED.finditer(text)}
    for match in _RUN.finditer(text):
        words = list(dropwhile(_is_post, match[0].split()))
        words = list(takewhile(lambda word: not _is_post(word), words))
        if len(words) >= 2 and is_listed_name(" ".join(words[:3])):
            found.add(" ".join(words[:3]))
    return found


def _is_post(word: str) -> bool:
    return word in NOT_LISTED or bool(re.fullmatch(RANK, word))


def _day(plan: Plan, candidate: Candidate) -> datetime.date:
    """The day as of which a statement speaks: one it names, up to the one asked for, else its paper's."""
    own = candidate.passage.date or (candidate.passage.period.end if candidate.passage.period else datetime.date.min)
    last = plan.period.end if plan.period else plan.as_of
    told = [p.end for p in find_periods(candidate.statement.text) if last is None or p.end <= last]
    return max([own, *told])
