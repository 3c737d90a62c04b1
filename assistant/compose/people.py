"""Who somebody is, whom initials stand for, who wrote a report; people as a paper names them."""

import datetime
import re
from dataclasses import replace

from assistant.compose.citing import Citations, in_brackets
from assistant.question import Plan
from assistant.words import matches, stem, stems
from index.register.people import PersonRecord, Register
from index.search import Filters, Search
from ingest.dates import spoken
from ingest.records.names import bare

_STYLES = frozenset("Mr Mrs Ms Miss Dr Cllr Councillor Sir Dame Superintendent Inspector Sergeant".split())
_WROTE = re.compile(r"\b(?:wrote|written|author\w*|prepared|drafted|presented|submitted)\b", re.I)
_INITIALS = re.compile(
    r"(?i:\b(?:is|are|was|were|do|does|did|and|initials|by|names?)) (?i:the )?[\"'‘“]?([A-Z]{2,4})\b"
)
_WRITING = stems("wrote written author prepared drafted presented submitted")


def compose_person(plan: Plan, register: Register, search: Search, filters: Filters, citations: Citations) -> str:
    """Return the roles of the person a question names, newest first; "" where it names none that papers know."""
    for name in plan.names:
        if len(name.split()) < 2:
            continue
        found = [p for p in register.people(name=name, filters=filters) if is_person(p.name, name) and p.role]
        if found:
            return _roles(found, search, citations)
    return ""


def is_person(name: str, asked: str) -> bool:
    """Tell whether a name is that of the person asked for, by surname and first name where both are said."""
    first, last = asked.split()[0], asked.split()[-1]
    return name.split()[-1].lower() == last.lower() and (first.lower() in name.lower() or first in _STYLES)


def _roles(found: list[PersonRecord], search: Search, citations: Citations) -> str:
    lines, seen = [], set()
    for person in found:
        role = person.role.strip(" ()")
        if role.lower() in seen:
            continue
        seen.add(role.lower())
        lines.append(f"{person.name}: {role} {mark_of(person, search, citations)}{on_day(person.date)}")
    return "\n".join(lines[:4])


def compose_initials(plan: Plan, register: Register, search: Search, filters: Filters, citations: Citations) -> str:
    """Return whom the initials in a question ("Who is PN?") stand for, as lists of members and attendance give them.

    The lists of the meeting that is asked about count before others.
    """
    lines = []
    for initials in dict.fromkeys(_INITIALS.findall(plan.question)):
        found = _with_initials(initials, register, at_sitting(plan, filters)) if plan.sitting else []
        found = found or _with_initials(initials, register, filters)
        names = list(dict.fromkeys(p.name for p in found))
        lines += [
            f"{initials}: {held(next(p for p in found if p.name == n and (p.role or n)), search, citations)}"
            for n in names[:3]
        ]
    return "\n".join(lines)


def _with_initials(initials: str, register: Register, filters: Filters) -> list[PersonRecord]:
    """Those to whom lists give these initials; else those whose name has these capitals ("KOH", Kieron O'Hara)."""
    listed = register.people(initials=initials, filters=filters)
    if listed or len(initials) < 3:
        return listed
    return [p for p in register.people(filters=filters) if "".join(c for c in bare(p.name) if c.isupper()) == initials]


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
            return f"{part.author}: {part.title} {citations.cite(passage, spot)}{on_day(part.date)}"
    return ""


def at_sitting(plan: Plan, filters: Filters) -> Filters:
    """Return the filters narrowed to the day or month of the meeting that was asked about."""
    sitting = plan.sitting
    return replace(filters, since=sitting.start, until=sitting.end) if sitting else filters


def held(person: PersonRecord, search: Search, citations: Citations) -> str:
    """Return a person with the role and the day by which a paper names them so."""
    return f"{person.name}, {person.role.strip(' ()')} {mark_of(person, search, citations)}{on_day(person.date)}"


def on_day(day: datetime.date | None) -> str:
    """Return a day in brackets to stand at the end of a line."""
    return in_brackets(spoken(day)) if day else ""


def mark_of(person: PersonRecord, search: Search, citations: Citations) -> str:
    """Return the mark of the place where a paper names a person."""
    passage = search.at(person.document, person.start)
    return citations.cite_place(passage, person.start, person.end) if passage else ""
