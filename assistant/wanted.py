"""Which actions of the register a question wants: whose, how they stand, of which meeting, about what."""

import datetime
import re
from dataclasses import dataclass, replace

from assistant.question import Plan
from assistant.vocabulary import INTENT, STOP
from assistant.words import matches, stems, tokens
from index.catalogue import Catalogue
from index.register.actions import ActionRecord, list_actions
from index.register.asking import Asked
from index.search import Filters
from ingest.periods import Period

_OPEN = re.compile(
    r"\b(?:outstanding|open|overdue|not (?:yet )?(?:been )?(?:done|complete\w*|closed)|incomplete|remain\w*|still"
    r"|unresolved|pending)\b",
    re.I,
)
_DONE = re.compile(r"\b(?:done|complete[d]?|closed|finished|discharged)\b", re.I)
_CLOSED_AT = re.compile(r"\b(?:completed?|closed|finished|discharged) (?:at|in|during) ", re.I)
_SUPERSEDED = re.compile(r"\bsuperseded|replaced\b", re.I)
_OVERDUE = re.compile(r"\boverdue|late\b|past (?:its|their) (?:date|deadline)", re.I)
_COLOUR = re.compile(r"\b(?:red|amber|green)\b", re.I)
_UNOWNED = re.compile(r"\b(?:no|without(?: an)?|lack\w*(?: an)?) owners?\b|\bnobody\b|\bunowned\b", re.I)
_END = r"(?=\s*(?:[?.,]|$)|\s(?:on \d|as (?:of|at|on)|in (?:\w+ )?\d{4}|since|after|before|at the|from the|by)\b)"
_WHOSE = (
    re.compile(
        r"\bactions? (?:does|do|did|has|have|had|is|are|was|were) (?P<who>[^?]{2,60}?)"
        r" (?:still |currently |now )?(?:have|has|had|own|owns|get|got|responsible|given|assigned|asked|been|take|took"
        r"|taken|agree|owe|left|open|outstanding|to do|for)\b",
        re.I,
    ),
    re.compile(
        r"\bactions?\b[^?]{0,40}?\b(?:owned by|assigned to|given to|taken on by|taken by|for|of|with|against"
        rf"|belonging to|down to|by) (?P<who>[^?]{{2,60}}?){_END}",
        re.I,
    ),
    re.compile(
        r"\bwhat (?:does|did|is|was|has|had|were|are) (?P<who>[^?]{2,60}?)"
        r" (?:still |asked |tasked |supposed |required |meant |due |going |agree to |agreed to )*"
        r"(?:have to do|need to do|have to|to do|do|responsible for|outstanding)\b",
        re.I,
    ),
    re.compile(
        r"(?P<who>\b[A-Z][\w.-]*(?: (?:of |for )?[A-Z][\w.-]*){0,5})['’]s? (?:\w+ ){0,2}actions?\b",
    ),
)
_LIMIT = re.compile(
    r"\s(?:in|at|on|from|during|since|as|within|under|before|after|is|are|was|were|has|have|had|do|does|did|that|which"
    r"|who|still)(?:\s|$)",
    re.I,
)
_POST = re.compile(r"[A-Z][\w&'’/-]*(?:\s(?:of|for|and|the|[A-Z][\w&'’/-]*))*")
_HOW = "overdue superseded late count red amber green rag rate"
_NOBODYS = re.compile(r"^(?:the|this|that|these|those|they|it|there|we|open|all|any|which|what)$", re.I)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the register; `holder` names a post or role, `agreed` is when the action was set,
    `colour` what its row is rated in a log, `closed` the meeting or month at which a paper first told that it is done.
    """

    asked: Asked
    holder: str = ""
    agreed: Period | None = None
    about: tuple[str, ...] = ()
    colour: str = ""
    overdue: bool = False
    unowned: bool = False
    closed: Period | None = None


def wanted(plan: Plan, kept: Filters, catalogue: Catalogue) -> Wanted:
    """Return which actions a question wants."""
    asked = Asked(boards=kept.boards, as_of=kept.until, since=plan.since or kept.since, status=_status(plan.question))
    owner, known = _owner(plan, asked, catalogue)
    return Wanted(
        replace(asked, owner=owner if known else ""),
        holder="" if known else owner,
        agreed=None if plan.as_of or plan.since else plan.sitting or plan.period,
        about=_about(plan, owner),
        colour=colour[0].lower() if (colour := _COLOUR.search(plan.question)) else "",
        overdue=bool(_OVERDUE.search(plan.question)),
        unowned=bool(_UNOWNED.search(plan.question)),
        closed=plan.sitting if _CLOSED_AT.search(plan.question) else None,
    )


def _status(question: str) -> str:
    if _OPEN.search(question):
        return "open"
    if _SUPERSEDED.search(question):
        return "superseded"
    return "done" if _DONE.search(question) else ""


def _owner(plan: Plan, asked: Asked, catalogue: Catalogue) -> tuple[str, bool]:
    """The owner a question names, and whether the register finds actions by that name or those initials."""
    said = _said(plan)
    unknown = ""
    for words in dict.fromkeys([*said, *plan.names]):
        bare = _bare(plan, words)
        if not bare:
            continue
        if list_actions(catalogue, replace(asked, owner=bare, status="", since=None, limit=1)).total:
            return bare, True
        unknown = unknown or (bare if words in said and _POST.fullmatch(bare) else "")
    return unknown, False


def owner_asked(plan: Plan) -> str:
    """Return whose actions a question asks for, as it names them; "" where it names nobody."""
    if not re.search(r"\bactions?\b", plan.question, re.I):
        return ""
    return next((bare for words in _said(plan) if _POST.fullmatch(bare := _bare(plan, words))), "")


def _said(plan: Plan) -> list[str]:
    return [m["who"] for pattern in _WHOSE if (m := pattern.search(plan.question))]


def _bare(plan: Plan, words: str) -> str:
    """A name without the small words about it; "" for a pronoun or a partnership."""
    alone = _LIMIT.split(words.strip(" '’"))[0]
    bare = re.sub(r"^(?:the|our|all|any|open|outstanding)\s+", "", alone, flags=re.I)
    boards = {w for p in plan.partnerships for n in p.names for w in tokens(n)}
    return "" if _NOBODYS.match(bare) or {t for t in tokens(bare) if t not in STOP} <= boards else bare


def _about(plan: Plan, owner: str) -> tuple[str, ...]:
    unsaid = stems(" ".join([owner, INTENT["actions"], INTENT["owner"], INTENT["status"], _HOW]))
    return tuple(t.word for t in plan.terms if t.needed and not stems(t.word) <= unsaid)


def fits(wants: Wanted, action: ActionRecord, today: datetime.date) -> bool:
    """Tell whether an action is about what is wanted, and overdue or without an owner where that is asked."""
    if wants.about:
        said = stems(" ".join([action.text, action.heading, action.minute, *(s.text for s in action.history)]))
        if not all(matches(word, said) for word in wants.about):
            return False
    if wants.closed:
        done = min((s.date for s in action.history if s.status == "done" and s.date and not s.wrong), default=None)
        if done is None or not wants.closed.holds(done):
            return False
    if wants.holder and not _falls_to(action, wants.holder):
        return False
    if wants.overdue and not (action.due_date and action.due_date < (wants.asked.as_of or today)):
        return False
    return not (wants.unowned and any(o.name or o.stated for o in action.owners))


def _falls_to(action: ActionRecord, post: str) -> bool:
    """Tell whether an action falls to a post: its words begin with it, or an owner is stated by it or listed in it."""
    named = rf"(?<!\w){re.escape(post)}\b"
    begins = re.match(rf"(?:that |the )*{named}", action.text, re.I)
    return bool(begins) or any(re.search(named, f"{o.stated}; {o.role}", re.I) for o in action.owners)


def of_the_time(wants: Wanted, actions: list[ActionRecord]) -> list[ActionRecord]:
    """Return the actions set in the time asked for, else those that a paper of that time reports on."""
    when = wants.agreed
    if when is None:
        return actions
    agreed = [a for a in actions if a.meeting and when.holds(a.meeting)]
    return agreed or [a for a in actions if any(s.date and when.holds(s.date) for s in a.history)]
