"""Who attended which meetings: those at one meeting, the meetings of one person, who came to every one."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.compose.citing import Citations, coverage, in_brackets
from assistant.question import Plan
from assistant.words import matches, stems, tokens
from index.catalogue import Catalogue
from index.register.asking import Asked, Stated
from index.register.holders import same_name
from index.register.meetings import list_meetings
from index.register.naming import board_homes
from index.register.people import show_person
from index.search import Filters
from ingest.dates import spoken
from ingest.records.record import Attendee, Meeting

_EVERY = re.compile(r"\bwho\b.{0,20}\b(?:every|all|each)\b", re.I)
_WHICH = re.compile(r"\b(?:which|what|how many) (?:of the )?meetings\b|\bhow often\b|\bhow many times\b", re.I)
_MOST_OR_LEAST = re.compile(r"\bwho\b.{0,60}\b(?P<which>most|fewest|least|more often)\b", re.I)
_AWAY = re.compile(
    r"\bapolog|\babsent|\bmiss(?:ed|ing)?\b|\bregrets\b|\baway\b|\b(?:un|not )able to\b|\bfailed to\b"
    r"|\b(?:could|can|did|was|were)(?: ?not|n['’]t)\b",
    re.I,
)
_INSTEAD = re.compile(r"\bin place of|\bon behalf of|\binstead of|\bsubstitut|\bstood in|\bdeputi[sz]", re.I)
_OPENING = re.compile(r"^(?:did|was|were|has|had) (?P<who>.{2,60}?) (?:attend|miss|present|at|been|come|go)\b", re.I)
_MOST = 60


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting whose attendance a paper gives: the fullest list where several papers do."""

    said: Stated[Meeting]
    attendees: tuple[Attendee, ...]

    @property
    def here(self) -> tuple[Attendee, ...]:
        """Those who came."""
        return tuple(a for a in self.attendees if a.standing != "apologies")

    @property
    def when(self) -> str:
        """The board and the day."""
        day = self.said.record.date
        return ", ".join(filter(None, (self.said.board, spoken(day) if day else "day not recorded")))


def compose_attendance(plan: Plan, catalogue: Catalogue, kept: Filters, citations: Citations) -> str:
    """Return what lists of attendance say; "" where none of them answers."""
    asked = plan.sitting or (None if plan.as_of else plan.period)
    scope = Asked(boards=kept.boards, since=kept.since, as_of=kept.until)
    known = _sittings(catalogue, scope)
    sittings = [s for s in known if not asked or (s.said.record.date and asked.holds(s.said.record.date))]
    if not sittings:
        return ""
    if _EVERY.search(plan.question) and len(sittings) > 1 and not plan.sitting:
        return _with_coverage(_every(sittings, citations), catalogue, replace(scope, period=asked), sittings)
    if ranks := asks_who_came_most(plan):
        told = _ranked(ranks, bool(_AWAY.search(plan.question)), sittings, citations)
        return _with_coverage(told, catalogue, replace(scope, period=asked), sittings)
    person, names = _person(plan, known, catalogue, scope)
    if person and _OPENING.search(plan.question) and plan.sitting:
        return _whether(person, names, sittings[0], bool(_AWAY.search(plan.question)), citations)
    if person and (_WHICH.search(plan.question) or _OPENING.search(plan.question)):
        told = _meetings_of(person, names, sittings, citations)
        return _with_coverage(told, catalogue, replace(scope, period=asked), sittings)
    if _WHICH.search(plan.question):
        return ""
    only = len(sittings) == 1 and not any(term.needed for term in plan.terms)
    if asked is None and not plan.latest and not only:
        return ""
    newest = sittings[0]
    if _INSTEAD.search(plan.question):
        return _instead(plan, newest, citations)
    return _at(plan, newest, citations)


def asks_who_came_most(plan: Plan) -> str:
    """Return "most" or "fewest" where a question asks who came to, or missed, most or fewest meetings, else ""."""
    found = _MOST_OR_LEAST.search(plan.question) if plan.kind == "attendance" else None
    return "" if found is None else "most" if found["which"].lower() in ("most", "more often") else "fewest"


def _sittings(catalogue: Catalogue, asked: Asked) -> list[Sitting]:
    """The meetings whose attendance is known, the newest first, each once."""
    homes = board_homes(catalogue)
    held = [m for m in list_meetings(catalogue, asked).rows if m.record.held and m.record.attendees]
    return [Sitting(replace(m, board=homes.get(m.board, m.board)), m.record.attendees) for m in held]


def _at(plan: Plan, sitting: Sitting, citations: Citations) -> str:
    """Those present at one meeting, or those who sent apologies; of one body where the question names it."""
    away = bool(_AWAY.search(plan.question))
    people = [a for a in sitting.attendees if (a.standing == "apologies") == away]
    needed = [t.word for t in plan.terms if t.needed]
    fitting = [sum(matches(w, stems(f"{a.name} {a.role}")) for w in needed) for a in people]
    if needed and max(fitting, default=0) > 0:
        people = [a for a, fit in zip(people, fitting, strict=True) if fit == max(fitting)]
    if not people:
        return ""
    number = f" {len(people)}" if plan.counts else ""
    head = f"Apologies{number}" if away else f"Present{number}"
    lines = [f"- {_named(a)} {_mark(a, sitting, citations)}" for a in people[:_MOST]]
    return f"{head}, {sitting.when}:\n" + "\n".join(lines)


def _named(attendee: Attendee) -> str:
    notes = [attendee.role.strip(" ()")]
    if attendee.standing == "also present":
        notes.append("also present")
    if attendee.instead_of:
        notes.append(f"in place of {attendee.instead_of}")
    return f"{attendee.name}{in_brackets('; '.join(n for n in notes if n))}"


def _instead(plan: Plan, sitting: Sitting, citations: Citations) -> str:
    wanted = {w for name in plan.names for w in tokens(name)}
    found = [a for a in sitting.here if a.instead_of and wanted & set(tokens(a.instead_of))]
    return "\n".join(f"{_named(a)} {_mark(a, sitting, citations)}, {sitting.when}" for a in found)


def _person(plan: Plan, sittings: list[Sitting], catalogue: Catalogue, scope: Asked) -> tuple[str, frozenset[str]]:
    """The person, or the body people came from, whom the question names and some list holds, and how lists write it."""
    opening = _OPENING.search(plan.question)
    everybody = [a for s in sittings for a in s.attendees]
    for name in [*plan.names, *([opening["who"]] if opening else [])]:
        page = show_person(catalogue, name, scope) if name.strip() else None
        if page and page.meetings:
            return page.summary.name, frozenset((page.summary.name, *page.summary.variants))
        words = tokens(name)
        of_body = [a for a in everybody if words and all(w in tokens(a.role.split("substitute")[0]) for w in words)]
        if of_body:
            return name, frozenset(a.name for a in of_body)
    return "", frozenset()


def _whether(person: str, names: frozenset[str], sitting: Sitting, missed: bool, citations: Citations) -> str:
    """Whether somebody came, or, for `missed`, whether they stayed away."""
    for attendee in [a for a in sitting.attendees if a.name in names][:1]:
        mark = f"{sitting.when} {_mark(attendee, sitting, citations)}"
        came = attendee.standing != "apologies"
        told = f"{_named(attendee)} is listed as present" if came else f"{attendee.name} sent apologies"
        return f"{'Yes' if came != missed else 'No'}: {told}, {mark}."
    mark = citations.cite_record(sitting.said.place, sitting.said.board, sitting.said.record.date)
    return f"{person} is not in the list of those who attended, {sitting.when} {mark}."


def _meetings_of(person: str, names: frozenset[str], sittings: list[Sitting], citations: Citations) -> str:
    """Every meeting somebody came to, and those for which they sent apologies."""
    came = [(s, a) for s in sittings for a in s.here if a.name in names]
    sent = [(s, a) for s in sittings for a in s.attendees if a.standing == "apologies" and a.name in names]
    if not came and not sent:
        return ""
    boards = {s.said.board for s, _ in came + sent}
    looked = [s for s in sittings if s.said.board in boards]
    attended = len({id(s) for s, _ in came})
    meetings = f"{len(looked)} meeting{'s' if len(looked) != 1 else ''} whose attendance is here"
    lines = [f"{person} attended {attended or 'none'} of the {meetings}:"]
    lines += [f"- {s.when}{in_brackets(_as(a, person))} {_mark(a, s, citations)}" for s, a in came]
    lines += [f"- Apologies: {s.when} {_mark(a, s, citations)}" for s, a in sent]
    return "\n".join(lines)


def _with_coverage(text: str, catalogue: Catalogue, scope: Asked, sittings: list[Sitting]) -> str:
    boards = frozenset(s.said.board for s in sittings)
    return f"{text}\n{coverage(catalogue, replace(scope, boards=boards))}".strip() if text else ""


def _as(attendee: Attendee, shown: str) -> str:
    return "; ".join(filter(None, (attendee.name if attendee.name != shown else "", attendee.role.strip(" ()"))))


def _ranked(ranks: str, away: bool, sittings: list[Sitting], citations: Citations) -> str:
    """Those of each board who came to most or fewest meetings, or for whom most apologies are recorded."""
    texts = []
    for board in dict.fromkeys(s.said.board for s in sittings):
        own = [s for s in sittings if s.said.board == board]
        people = _by_person(own, lambda a: (a.standing == "apologies") == away)
        if len(own) < 2 or not people:
            continue
        numbers = [len(p) for p in people]
        number = max(numbers) if ranks == "most" else min(numbers)
        verb = "apologies sent" if away else "meetings attended"
        lead = f"{board}, {ranks} {verb}: {number} of {len(own)} meetings whose attendance is here"
        if away:
            lead += " (only apologies that are recorded count)"
        elif ranks == "fewest":
            lead += ", of those who came to any"
        told = [p for p in people if len(p) == number]
        lines = [f"- {p[0][1].name} {''.join(_mark(a, s, citations) for s, a in p)}" for p in told[:_MOST]]
        texts.append("\n".join([f"{lead}:", *lines]))
    return "\n\n".join(texts)


def _by_person(sittings: list[Sitting], counts: Callable[[Attendee], bool]) -> list[list[tuple[Sitting, Attendee]]]:
    """The lists of attendance that name each person in a standing that counts."""
    people: list[list[tuple[Sitting, Attendee]]] = []
    for sitting in sittings:
        for attendee in filter(counts, sitting.attendees):
            same = next((p for p in people if same_name(p[0][1].name, attendee.name)), None)
            if same is None:
                people.append([(sitting, attendee)])
            elif same[-1][0] is not sitting:
                same.append((sitting, attendee))
    return people


def _every(sittings: list[Sitting], citations: Citations) -> str:
    """Those who came to every meeting of each board, or those who came to most."""
    texts = []
    for board in dict.fromkeys(s.said.board for s in sittings):
        own = [s for s in sittings if s.said.board == board]
        if len(own) < 2:
            continue
        people = _by_person(own, lambda a: a.standing != "apologies")
        most = max(len(p) for p in people)
        lines = [f"- {p[0][1].name} {''.join(_mark(a, s, citations) for s, a in p)}" for p in people if len(p) == most]
        if most == len(own):
            texts.append(f"{board}, at all {len(own)} meetings whose attendance is here:\n" + "\n".join(lines))
        else:
            lead = f"{board}: nobody came to all {len(own)} meetings whose attendance is here; to {most} came:"
            texts.append("\n".join([lead, *lines[:_MOST]]))
    return "\n\n".join(texts)


def _mark(attendee: Attendee, sitting: Sitting, citations: Citations) -> str:
    place = replace(sitting.said.place, start=attendee.start, end=attendee.end)
    return citations.cite_entry(place, sitting.said.board, sitting.said.record.date, attendee.name, attendee.role)
