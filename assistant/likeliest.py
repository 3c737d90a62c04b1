"""Which action of the register a question means that puts it in other words: by words shared and by meaning."""

import datetime
import re
from collections.abc import Iterable
from typing import Literal

from rapidfuzz.fuzz import token_set_ratio

from assistant.evidence import Evidence
from assistant.question import Plan
from assistant.shares import share, weights_of
from assistant.snapshot import Snapshot
from assistant.vocabulary import INTENT
from assistant.words import alternatives, fold, says_most, stems
from index.catalogue import Catalogue
from index.register.actions import ActionRecord, show_actions
from index.register.nearby import actions_in, actions_saying
from index.search import Filters

SURE, LIKELY, ALONE = 1.1, 0.82, 0.74  # of 2: the share of a question's words and the likeness of meaning together
_AHEAD = 0.15  # by so much an action is ahead of all others that is nearest, but not so near
_MEANT = 0.45  # likeness of meaning: less is about something else
_NEAR = 0.06  # actions whose scores differ less are equally near
_MOST = 9  # actions compared by meaning
_LONGEST = 60  # words of an action that are compared
_SAME = 85  # of 100: how alike the labels of actions on one matter are
_WHO = re.compile(
    r"\b(?:who|whose)\b|\b(?:which|what) (?:\w+ ){0,3}(?:person|people|members?|officers?|departments?|organisations?"
    r"|agency|team)\b|\b(?:name of the |the )(?:person|people|member|officer)\b",
    re.I,
)
_HOW = re.compile(
    r"^(?:has|have|had|did|does|is|are|was|were)\b|\bwhat (?:\w+ )?(?:came|became|become|happened|has happened)\b"
    r"|\b(?:do|does|did) (?:things?|matters?|it|we|\w+) stand\b|\b(?:got|get) to with\b|\bstatus\b|\bprogress\b"
    r"|\bhow did .{2,60} end\b|\b(?:newest|latest|last) (?:position|word|state)\b",
    re.I,
)
_LOGGED = re.compile(r"\b(?:actions?|logs?|tasks?)\b", re.I)
_DOING = re.compile(r"\bwhat (?:has|have|had|did|does|do|is|are|was|were) .{2,80}\b(?:done|do|doing|up to)\b", re.I)
_BEYOND = ("attendance", "term", "figure", "decision", "actions")
_UNSAID = stems(" ".join(INTENT[kind] for kind in ("owner", "status", "actions")))


def asked_of_action(plan: Plan) -> Literal["owner", "status"] | None:
    """Return what a question may ask of an action, None where it asks for something else."""
    if plan.kind == "owner":
        return plan.kind
    if _DOING.search(plan.question):
        return None
    if plan.kind == "status":
        return plan.kind
    if plan.kind in _BEYOND or (plan.kind == "role" and not _LOGGED.search(plan.question)):
        return None
    return "owner" if _WHO.search(plan.question) else "status" if _HOW.search(plan.question) else None


def likeliest(
    plan: Plan, evidence: Evidence, catalogue: Catalogue, snapshot: Snapshot, kept: Filters
) -> list[ActionRecord]:
    """Return the action that says most nearly what a question says, or two that are equally near; none if unlike.

    The score of an action is the weighted share of the question's words in what sets it, and its likeness in meaning;
    what is not asked as questions about actions are has to be nearer.
    """
    needed = {t.word for t in plan.terms if t.needed and not stems(t.word) <= _UNSAID}
    if len(needed) < 2:
        return []
    sure = plan.kind in ("owner", "status") or bool(_LOGGED.search(plan.question))
    weights = weights_of(plan.terms, snapshot, _UNSAID)
    pool = _pool(plan, evidence, catalogue, kept)
    told = sorted(pool, key=lambda i: (-share(weights, stems(pool[i])), i))[: 3 * _MOST]
    found = [a for a in show_actions(catalogue, told, kept.until) if not kept.boards or a.board in kept.boards]
    found = _of_the_time(plan, found)
    shares = {a.id: share(weights, stems(_setting(a))) for a in found}
    found = sorted(found, key=lambda a: (-shares[a.id], a.id))[:_MOST]
    alike = snapshot.likeness(plan.question, map(_short, found))
    scored = [
        (shares[a.id] + meant, a)
        for a, meant in zip(found, alike, strict=True)
        if meant >= _MEANT and shares[a.id] and _named(plan, pool[a.id], evidence, a)
    ]
    scored.sort(key=lambda s: (-s[0], s[1].id))
    top, following = [*(score for score, _ in scored), 0.0, 0.0][:2]
    if top < (ALONE if sure and top - following >= _AHEAD else LIKELY if sure else SURE):
        return []
    near = [a for score, a in scored if score >= top - _NEAR]
    return _newest_of_each(near)[:2]


def _pool(plan: Plan, evidence: Evidence, catalogue: Catalogue, kept: Filters) -> dict[str, str]:
    """The actions that the passages found state or report on, and those that share a word with the question."""
    said = [way[0] for t in plan.terms if t.needed for way in alternatives(t.word) if len(way) == 1]
    stretches = [(p.document, p.start, p.end) for p in evidence.passages]
    return actions_saying(catalogue, said, kept.boards) | actions_in(catalogue, stretches)


def _setting(action: ActionRecord) -> str:
    """The words that set an action: its own, its heading's, and those of the logs that list it."""
    listed = (s.text for s in action.history if s.kind != "update")
    return " ".join([action.text, action.heading, action.minute, *listed])


def _short(action: ActionRecord) -> str:
    heading = action.heading.split(" / ")[-1]
    return " ".join(f"{heading}: {action.text}".split()[:_LONGEST])


def _named(plan: Plan, words: str, evidence: Evidence, action: ActionRecord) -> bool:
    """Tell whether every name in a question stands in what is said of an action, or in a passage that says it."""
    places = [s.place for s in action.history]
    around = [
        p.text for p in evidence.passages for s in places if p.document == s.document and p.start <= s.start < p.end
    ]
    present = stems(" ".join([words, _setting(action), *dict.fromkeys(around)]))
    return all(says_most(name, present) for name in plan.names)


def _of_the_time(plan: Plan, found: list[ActionRecord]) -> list[ActionRecord]:
    """Those set at the time a question names, and those that a paper of that time reports on."""
    asked = plan.sitting or plan.period
    if asked is None or plan.as_of:
        return found
    return [a for a in found if any(d and asked.holds(d) for d in (a.meeting, *(s.date for s in a.history)))]


def _newest_of_each(near: Iterable[ActionRecord]) -> list[ActionRecord]:
    """Of actions that begin with the same label, the one of which the newest paper speaks."""
    kept: list[ActionRecord] = []
    for action in sorted(near, key=_newest, reverse=True):
        if not any(token_set_ratio(_label(action), _label(other)) >= _SAME for other in kept):
            kept.append(action)
    return kept


def _label(action: ActionRecord) -> str:
    return fold(re.split(r"\s[–-]\s", action.text)[0])


def _newest(action: ActionRecord) -> datetime.date:
    return max((s.date for s in action.history if s.date and not s.doubtful), default=datetime.date.min)
