"""Who somebody is, who held a role, who attended."""

import datetime
import re
from dataclasses import replace

from assistant.compose.citing import Citations, as_of, in_brackets, spoken
from assistant.question import Plan
from assistant.words import matches, stem, stems
from index.register.people import PersonRecord, Register
from index.search import Filters, Passage, Search

_MOST = 40
_WROTE = re.compile(r"\b(?:wrote|written|author\w*|prepared|drafted|presented|submitted)\b", re.I)
_WRITING = stems("wrote written author prepared drafted presented submitted")
_IN_THE_CHAIR = re.compile(r"\bin the chair\b|acting chair", re.I)


def compose_person(plan: Plan, register: Register, search: Search, filters: Filters, citations: Citations) -> str:
    """Return the roles of the person a question names, newest first; "" where it names none that papers know."""
    for name in plan.names:
        if len(name.split()) < 2:
            continue
        found = [p for p in register.people(name=name, filters=filters) if _is(p.name, name) and p.role]
        if found:
            return _roles(found, search, citations)
    return ""


def _is(name: str, asked: str) -> bool:
    first, last = asked.split()[0], asked.split()[-1]
    return name.split()[-1].lower() == last.lower() and first.lower() in name.lower()


def _roles(found: list[PersonRecord], search: Search, citations: Citations) -> str:
    lines, seen = [], set()
    for person in found:
        role = person.role.strip(" ()")
        if role.lower() in seen:
            continue
        seen.add(role.lower())
        lines.append(f"{person.name}: {role} {_mark(person, search, citations)}{_on(person.date)}")
    return "\n".join(lines[:4])


def compose_initials(plan: Plan, register: Register, search: Search, filters: Filters, citations: Citations) -> str:
    """Return whom the initials in a question ("Who is PN?") stand for, as lists of members and attendance give them."""
    lines = []
    for initials in re.findall(r"\b[A-Z]{2,4}\b", plan.question):
        found = register.people(initials=initials, filters=_sitting(plan, filters)) or register.people(
            initials=initials, filters=filters
        )
        names = list(dict.fromkeys(p.name for p in found))
        lines += [
            f"{initials}: {_held(next(p for p in found if p.name == n and (p.role or n)), search, citations)}"
            for n in names[:3]
        ]
    return "\n".join(lines)


def compose_author(plan: Plan, register: Register, search: Search, filters: Filters, citations: Citations) -> str:
    """Return who wrote the report a question names, from the report's own front lines; "" where none says."""
    if not _WROTE.search(plan.question):
        return ""
    needed = [t.word for t in plan.terms if t.needed and stem(t.word) not in _WRITING]
    sitting = plan.sitting
    for part in register.authored(filters) if needed else []:
        if sitting and not (part.date and sitting.holds(part.date)):
            continue
        if not all(matches(w, stems(f"{part.title} {part.document_title}")) for w in needed):
            continue
        passage = search.first(part.document, part.ordinal)
        if passage:
            spot = next((s for s in passage.statements if part.author[:20] in s.text), passage.statements[0])
            return f"{part.author}: {part.title} {citations.cite(passage, spot)}{_on(part.date)}"
    return ""


def _sitting(plan: Plan, filters: Filters) -> Filters:
    """The filters narrowed to the day or month of the meeting that was asked about."""
    sitting = plan.sitting
    return replace(filters, since=sitting.start, until=sitting.end) if sitting else filters


def compose_role(plan: Plan, register: Register, search: Search, filters: Filters, citations: Citations) -> str:
    """Return who a paper lists under the role that was asked for, the newest paper's first; "" where none does."""
    needed = [t.word for t in plan.terms if t.needed]
    if not needed:
        return ""
    kept = _sitting(plan, filters)
    people = register.people(role=stem(needed[0])[:5], filters=kept)
    fits = {id(p): _fit(p.role, needed) for p in people}
    chair = needed == ["chair"] or (stem(needed[0]) in ("chair", "chairman", "vice") and len(needed) == 1)
    people = [p for p in people if fits[id(p)] and (not chair or fits[id(p)] == 1)]
    if not people:
        return ""
    if chair and plan.sitting:
        people = _presiding(people)
    exact = min(fits[id(p)] for p in people)
    people = [p for p in people if fits[id(p)] <= exact + 3]
    newest = people[0].date
    current = [p for p in people if p.date == newest]
    names = list(dict.fromkeys(p.name for p in current))
    lines = [_held(next(p for p in current if p.name == n), search, citations) for n in names[:6]]
    older = next((p for p in people if p.date != newest and p.name not in names), None)
    if older and older.date and len(names) == 1:
        lines.append(f"Earlier: {_held(older, search, citations)}")
    return "\n".join(lines)


def _presiding(people: list[PersonRecord]) -> list[PersonRecord]:
    """Of those who chair, whoever was in the chair at the meeting: it may not have been the Chair."""
    took = [p for p in people if _IN_THE_CHAIR.search(p.role)]
    return took or [p for p in people if p.attended] or people


def _fit(role: str, needed: list[str]) -> int:
    """How many words the piece of a role has that says all that is needed; 0 where none does."""
    if _IN_THE_CHAIR.search(role) and stem(needed[0]) == "chair":
        return 1
    pieces = [p for p in re.split(r"[;,]|\band\b", role) if all(matches(w, stems(p)) for w in needed)]
    return min((len(re.findall(r"\w+", p)) for p in pieces), default=0)


def _held(person: PersonRecord, search: Search, citations: Citations) -> str:
    return f"{person.name}, {person.role.strip(' ()')} {_mark(person, search, citations)}{_on(person.date)}"


def _on(day: datetime.date | None) -> str:
    return in_brackets(spoken(day)) if day else ""


def _mark(person: PersonRecord, search: Search, citations: Citations) -> str:
    passage = search.at(person.document, person.start)
    return citations.cite_place(passage, person.start, person.end) if passage else ""


def compose_attendance(
    plan: Plan, passages: list[Passage], register: Register, search: Search, filters: Filters, citations: Citations
) -> str:
    """Return who was present, or who sent apologies, at the meeting asked for (else the newest); "" if unknown."""
    kept = _sitting(plan, filters)
    if re.search(r"apolog|absent", plan.question, re.I):
        return _apologies(search, kept, citations) if kept != filters or plan.latest else ""
    if re.search(r"in place of|on behalf of|instead of|substitut", plan.question, re.I):
        return ""
    present = [p for p in register.people(filters=kept) if p.attended]
    if not present or (kept == filters and not plan.latest):
        return ""
    first = present[0]
    own = [p for p in present if (p.document, p.part) == (first.document, first.part)]
    needed = [t.word for t in plan.terms if t.needed]
    fitting = {id(p): sum(matches(w, stems(f"{p.name} {p.role}")) for w in needed) for p in own}
    best = max(fitting.values())
    own = [p for p in own if fitting[id(p)] == best]  # those of the body that was asked about, or all
    lines = [f"- {p.name}{in_brackets(p.role.strip())} {_mark(p, search, citations)}" for p in own[:_MOST]]
    when = spoken(first.date) if first.date else as_of(passages[0]) if passages else ""
    return f"Present, {first.board}, {when}:\n" + "\n".join(lines)


def _apologies(search: Search, kept: Filters, citations: Citations) -> str:
    """The sentences or lines on apologies of the newest meeting within the filters."""
    found = [
        (p, s)
        for p in search.words("apologies absence", 12, kept)
        for s in p.statements
        if re.search(r"apolog", s.text, re.I) and len(s.text.split()) > 3
    ]
    if not found:
        return ""
    newest = max(p.date.toordinal() if p.date else 0 for p, _ in found)
    own = [(p, s) for p, s in found if (p.date.toordinal() if p.date else 0) == newest and "RESOLVED" not in s.text]
    return " ".join(f"{s.text} {citations.cite(p, s)}" for p, s in own[:4])
