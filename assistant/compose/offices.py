"""Who holds or held an office: whom papers list under that very office, else under offices near it, told as such."""

import datetime
import re
from dataclasses import dataclass, replace

from assistant.compose.citing import Citations, as_of
from assistant.compose.owning import cut
from assistant.compose.people import at_sitting, held, is_person
from assistant.leaving import departure
from assistant.question import Plan
from assistant.vocabulary import STOP
from assistant.words import matches, stem, stems, tokens
from index.register.holders import same_name
from index.register.people import PersonRecord, Register
from index.search import Filters, Search

_BEFORE = re.compile(
    r"\bbefore (?P<who>(?:(?:[A-Z][\w'’.-]*|de|van|von)\s*)+)(?=\W*$|\b(?:took|was|became|did)\b)", re.M
)
_CHAIRED = re.compile(r"\b(?:chaired|presided|in the chair)\b", re.I)
_IN_THE_CHAIR = re.compile(r"\bin the chair\b|acting chair", re.I)
_NO_OTHER_OFFICE = frozenset("council borough london city county district royal metropolitan the of for and".split())
_PIECES = re.compile(r"[;,()]|\band\b")
_CHAIR_OF = re.compile(r"\bchair(?:man|woman|person)?, (?P<body>(?!(?:for|from|until|to|in)\b)[^;()]+)", re.I)
_MOST = 6


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a person's role says the office asked for: words of the question it lacks, words that tell it from others."""

    person: PersonRecord
    row: int
    lacks: int
    office: frozenset[str]
    beside: frozenset[str]


def asks_for_predecessor(plan: Plan) -> bool:
    """Tell whether a question asks who held an office before somebody it names."""
    return plan.kind == "role" and bool(_BEFORE.search(plan.question))


def asks_who_chaired(plan: Plan) -> bool:
    """Tell whether a question asks who was in the chair at a meeting it names."""
    return plan.kind == "role" and bool(plan.sitting and _CHAIRED.search(plan.question))


def compose_predecessor(plan: Plan, register: Register, search: Search, filters: Filters, citations: Citations) -> str:
    """Return who held an office before the person a question names; "" where papers do not list that person in it."""
    asked = _BEFORE.search(plan.question)
    if plan.kind != "role" or asked is None:
        return ""
    name = asked["who"].strip()
    fits = [f for f in _fits(plan, register, filters, frozenset(tokens(name))) if not f.beside and f.person.date]
    own = [f for f in fits if is_person(f.person.name, name)]
    if not own:
        return ""
    first = min(own, key=_moment)
    before = [f for f in fits if not same_name(f.person.name, first.person.name) and _moment(f) < _moment(first)]
    told = f"Papers first name so {held(first.person, search, citations)}."
    if not before:
        return f"The papers here name nobody in that office before {first.person.name}. {told}"
    return f"{held(max(before, key=_moment).person, search, citations)}. {told}"


def compose_role(plan: Plan, register: Register, search: Search, filters: Filters, citations: Citations) -> str:
    """Return who holds the office that was asked for, by the newest paper, and who held it before; "" where none does.

    Where papers know only offices with other words beside those asked for, each is told with its own title.
    """
    fits = _fits(plan, register, at_sitting(plan, filters))
    if not fits:
        return ""
    if plan.sitting and _is_chair(plan):
        fits = _presiding(fits)
    exact = [f for f in fits if not f.beside]
    if exact:
        return _held_in_turn(plan, exact, search, filters, citations)
    if _CHAIRED.search(plan.question):
        return ""
    least = min(f.lacks for f in fits)
    near = [f for f in fits if f.lacks == least]
    newest: dict[frozenset[str], PersonRecord] = {}
    for fit in near:
        newest.setdefault(fit.office, fit.person)
    lines = [_told(plan, p, search, filters, citations) for p in list(newest.values())[:_MOST]]
    lead = f"Nobody is listed here under just the title “{_title(plan)}”; nearest to it:"
    return "\n".join([lead, *lines])


def _title(plan: Plan) -> str:
    leads = r"^.*?\b(?:is|was|are|were|who['’]s)\s+(?:the name of )?(?:the |our |an? )?"
    said = re.sub(leads, "", plan.question, flags=re.I)
    return re.split(r"\s(?:in|at|on|as of|during)\s(?=.*\d)|\?", said)[0].strip(" ?.")


def _held_in_turn(plan: Plan, fits: list[_Fit], search: Search, filters: Filters, citations: Citations) -> str:
    people = [f.person for f in fits]
    newest = people[0].date
    current = [p for p in people if p.date == newest]
    names = list(dict.fromkeys(p.name for p in current))
    lines = [_told(plan, next(p for p in current if p.name == n), search, filters, citations) for n in names[:_MOST]]
    older = next((p for p in people if p.date != newest and not any(same_name(p.name, n) for n in names)), None)
    if older and older.date and len(names) == 1:
        lines.append(f"Earlier: {held(older, search, citations)}")
    return "\n".join(lines)


def _told(plan: Plan, person: PersonRecord, search: Search, filters: Filters, citations: Citations) -> str:
    """Who holds it, and where a later paper says that they have left, that paper's words."""
    text = held(person, search, citations)
    if plan.sitting or plan.period or not (gone := departure(person.name, person.date, search, filters)):
        return text
    passage, statement = gone
    cell = next((v for _, v in statement.cells if person.name.split()[-1] in v), statement.text)
    sentences = re.split(r"(?<=[.;!?])\s+", cell)
    words = next((s for s in sentences if person.name.split()[-1] in s), cell)
    when = f" of {as_of(passage)}" if as_of(passage) else ""
    mark = citations.cite(passage, statement)
    told = f"{text}. A later paper{when} tells of leaving: “{cut(words, 40)}” {mark}."
    return f"{told} No successor is named in these papers."


def _fits(plan: Plan, register: Register, kept: Filters, but: frozenset[str] = frozenset()) -> list[_Fit]:
    """Everybody whose role says the office asked for, the newest paper's first."""
    needed = [t.word for t in plan.terms if t.needed and t.word not in but]
    needed = ["chair"] if _CHAIRED.search(plan.question) and not set(needed) - {"chaired", "presided"} else needed
    if not needed:
        return []
    other = [t.word for t in plan.terms if not t.needed and t.word not in but]
    people = register.people(role=stem(needed[0])[:5], filters=kept)
    other = [w for w in other if any(matches(w, stems(p.role)) for p in people)]
    return [fit for row, p in enumerate(people) if (fit := _fit(p, needed, other, row))]


def _fit(person: PersonRecord, needed: list[str], other: list[str], row: int) -> _Fit | None:
    """The piece of a role that says all that is needed with the fewest words beside it."""
    found = []
    for piece in [*_PIECES.split(person.role), _of_another_body(person), person.role]:
        said = stems(piece)
        if not all(matches(w, said) for w in needed) or _IN_THE_CHAIR.fullmatch(piece.strip()):
            continue
        beside = _beside(piece, [*needed, *other], stems(person.board))
        lacks = sum(not matches(w, said) for w in other)
        found.append(_Fit(person, row, lacks, said, beside))
    if found and found[0].office <= stems(_of_another_body(person)):
        found = [f for f in found if f.office >= stems(_of_another_body(person))]
    return min(found, key=lambda f: (len(f.beside), f.lacks), default=None)


def _of_another_body(person: PersonRecord) -> str:
    """The part of a role that is the chair of another body ("Chair, Tallow Residents"), "" where it is not."""
    found = _CHAIR_OF.search(person.role)
    return found[0] if found and not stems(found["body"]) <= stems(person.board) else ""


def _beside(piece: str, asked: list[str], board: frozenset[str]) -> frozenset[str]:
    """The words of an office that were not asked for and that tell it from others: no body's, no place's."""
    return frozenset(
        stem(w)
        for w in tokens(piece)
        if w not in STOP | _NO_OTHER_OFFICE
        and not w.isdigit()
        and not re.search(rf"\b{re.escape(w.upper())}\b", piece)
        and stem(w) not in board
        and not any(matches(a, frozenset({stem(w)})) for a in asked)
    )


def _is_chair(plan: Plan) -> bool:
    return bool(_CHAIRED.search(plan.question)) or {stem(t.word) for t in plan.terms if t.needed} <= {
        stem("chair"),
        stem("chairman"),
    }


def _presiding(fits: list[_Fit]) -> list[_Fit]:
    """Of those who chair, whoever was in the chair at the meeting: it may not have been the Chair."""
    took = [f for f in fits if _IN_THE_CHAIR.search(f.person.role)]
    if took:
        return [replace(f, beside=frozenset()) for f in took]
    return [f for f in fits if f.person.attended] or fits


def _moment(fit: _Fit) -> tuple[datetime.date, int]:
    return fit.person.date or datetime.date.min, fit.row
