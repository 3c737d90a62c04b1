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
from ingest.records.names import LISTED, bare, is_listed_name

_LISTED = re.compile(LISTED)
_STYLES = frozenset("Mr Mrs Ms Miss Dr Cllr Councillor Sir Dame Superintendent Inspector Sergeant".split())
_WROTE = re.compile(r"\b(?:wrote|written|author\w*|prepared|drafted|presented|submitted)\b", re.I)
_POST = re.compile(r"\b(?:post|job|role|position|title|rank|office|capacity)\b", re.I)
_FROM_LISTS, _FROM_SENTENCES = 3, 2
_INITIALS = re.compile(
    r"(?i:\b(?:is|are|was|were|do|does|did|and|initials|by|names?)) (?i:the )?[\"'‘“]?([A-Z]{2,4})\b"
)
_WRITING = stems("wrote written author prepared drafted presented submitted")


def compose_person(plan: Plan, register: Register, search: Search, filters: Filters, citations: Citations) -> str:
    """Return the posts of the person a question asks about, newest first; "" where papers give them none.

    Told are those of lists and those that a sentence gives after the name ("Ann Hill, Head of Housing, said").
    """
    for name in plan.names:
        if len(name.split()) < 2 or not _asks_of(name, plan.question):
            continue
        found = [p for p in register.people(name=name, filters=filters) if is_person(p.name, name) and p.role]
        lines = [*_told_after(name, plan, search, filters, citations), *_roles(found, search, citations)]
        if lines:
            return "\n".join(lines)
    return ""


def _asks_of(name: str, question: str) -> bool:
    """Tell whether a question asks who somebody is, or for their post, rather than for somebody else beside them."""
    written = re.escape(name)
    return bool(re.search(rf"\bwho(?:['’]s| is| was| are| were)\W+(?:\w+ ){{0,2}}{written}", question, re.I)) or bool(
        _POST.search(question)
    )


def _told_after(name: str, plan: Plan, search: Search, filters: Filters, citations: Citations) -> list[str]:
    """The posts that sentences of the papers give after a name, each once, the best-placed first."""
    pattern = re.compile(
        rf"\b{re.escape(name)}(?: \([^()]{{2,12}}\))?(?:,| -| –|,? who (?:is|was)(?: currently)?) (?:the |our |an? )?"
        r"(?P<post>[^,.;:()–]{4,90}?)(?=\s*[,.;:()–]|\s+(?:and|who|has|had|was|gave|said)\b|$)"
    )
    lines: dict[str, str] = {}
    for passage in search.words(name, 20, at_sitting(plan, filters)):
        for statement in passage.statements:
            for match in pattern.finditer(statement.text):
                post = match["post"]
                if len(lines) < _FROM_SENTENCES and re.search(r"\b[A-Z]", post) and not _starts_a_name(post):
                    told = f"{name}: {post} {{}}{on_day(passage.date)}"
                    lines.setdefault(post.lower(), told.format(citations.cite(passage, statement)))
    return list(lines.values())


def _starts_a_name(words: str) -> bool:
    match = _LISTED.match(words)
    return bool(match and is_listed_name(match[2] or match[4] or ""))


def is_person(name: str, asked: str) -> bool:
    """Tell whether a name is that of the person asked for, by surname and first name where both are said."""
    first, last = asked.split()[0], asked.split()[-1]
    return name.split()[-1].lower() == last.lower() and (first.lower() in name.lower() or first in _STYLES)


def _roles(found: list[PersonRecord], search: Search, citations: Citations) -> list[str]:
    roles: dict[str, PersonRecord] = {}
    for person in found:
        roles.setdefault(person.role.strip(" ()").lower(), person)
    return [
        f"{p.name}: {p.role.strip(' ()')} {mark_of(p, search, citations)}{on_day(p.date)}"
        for p in list(roles.values())[:_FROM_LISTS]
    ]


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
    named = ", ".join(filter(None, (person.name, person.role.strip(" ()"))))
    return f"{named} {mark_of(person, search, citations)}{on_day(person.date)}"


def on_day(day: datetime.date | None) -> str:
    """Return a day in brackets to stand at the end of a line."""
    return in_brackets(spoken(day)) if day else ""


def mark_of(person: PersonRecord, search: Search, citations: Citations) -> str:
    """Return the mark of the place where a paper names a person."""
    passage = search.at(person.document, person.start)
    return citations.cite_place(passage, person.start, person.end) if passage else ""
