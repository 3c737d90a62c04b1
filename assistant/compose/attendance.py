"""Who attended which meetings: those at one meeting, the meetings of one person, who came to every one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.compose.citing import Citations, in_brackets, spoken
from assistant.question import Plan
from assistant.words import matches, stems, tokens
from index.catalogue import Catalogue
from index.register.asking import Asked, Stated, stated
from index.register.holders import same_name
from index.search import Filters
from ingest.records.record import Attendee, Meeting

_EVERY = re.compile(r"\bwho\b.{0,20}\b(?:every|all|each)\b", re.I)
_WHICH = re.compile(r"\b(?:which|what|how many) (?:of the )?meetings\b|\bhow often\b|\bhow many times\b", re.I)
_AWAY = re.compile(r"\bapolog|\babsent|\bmiss(?:ed)?\b", re.I)
_INSTEAD = re.compile(r"\bin place of|\bon behalf of|\binstead of|\bsubstitut|\bstood in|\bdeputi[sz]", re.I)
_OPENING = re.compile(r"^(?:did|was|were|has|had) (?P<who>.{2,60}?) (?:attend|present|at|been|come|go)\b", re.I)
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
    known = sittings_of(catalogue, kept)
    sittings = [s for s in known if not asked or (s.said.record.date and asked.holds(s.said.record.date))]
    if not sittings:
        return ""
    if _EVERY.search(plan.question) and len(sittings) > 1 and not plan.sitting:
        return _every(sittings, citations)
    person = _person(plan, known)
    if person and _OPENING.search(plan.question) and plan.sitting:
        return _whether(person, sittings[0], citations)
    if person and (_WHICH.search(plan.question) or _OPENING.search(plan.question)):
        return _meetings_of(person, sittings, citations)
    if _WHICH.search(plan.question):
        return ""
    if asked is None and not plan.latest:
        return ""
    newest = sittings[0]
    if _INSTEAD.search(plan.question):
        return _instead(plan, newest, citations)
    return _at(plan, newest, citations)


def sittings_of(catalogue: Catalogue, kept: Filters) -> list[Sitting]:
    """Return the meetings held whose attendance is known, the newest first, each once."""
    asked = Asked(boards=kept.boards, since=kept.since, as_of=kept.until)
    found: dict[tuple[str, object], Sitting] = {}
    for said in stated(catalogue, "meetings", asked):
        meeting: Meeting = said.record
        if not meeting.held or not meeting.attendees:
            continue
        key = (said.board, meeting.date or said.place)
        if key not in found or len(meeting.attendees) > len(found[key].attendees):
            found[key] = Sitting(said, meeting.attendees)
    return sorted(found.values(), key=lambda s: (s.said.record.date is not None, s.said.record.date), reverse=True)


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


def _person(plan: Plan, sittings: list[Sitting]) -> str:
    """The person, or the body people came from, whom the question names and some list holds."""
    opening = _OPENING.search(plan.question)
    names = [*plan.names, *([opening["who"]] if opening else [])]
    everybody = [a for s in sittings for a in s.attendees]
    return next((name for name in names if _who(name, everybody)), "")


def _who(name: str, attendees: Iterable[Attendee]) -> list[Attendee]:
    """Those of a name or a surname, else those whom lists put under a role or body."""
    listed = list(attendees)
    words = tokens(name)
    if not words:
        return []
    called = [a for a in listed if len(words) > 1 and same_name(a.name, name)]
    called = called or [a for a in listed if len(words) == 1 and words[0] == tokens(a.name)[-1]]
    return called or [a for a in listed if all(w in tokens(a.role.split("substitute")[0]) for w in words)]


def _whether(person: str, sitting: Sitting, citations: Citations) -> str:
    for attendee in _who(person, sitting.attendees)[:1]:
        mark = f"{sitting.when} {_mark(attendee, sitting, citations)}"
        if attendee.standing == "apologies":
            return f"No: {attendee.name} sent apologies, {mark}."
        return f"Yes: {_named(attendee)} is listed as present, {mark}."
    mark = citations.cite_record(sitting.said.place, sitting.said.board, sitting.said.record.date)
    return f"{person} is not in the list of those who attended, {sitting.when} {mark}."


def _meetings_of(person: str, sittings: list[Sitting], citations: Citations) -> str:
    """Every meeting somebody came to, and those for which they sent apologies."""
    own = {id(a) for a in _who(person, (a for s in sittings for a in s.attendees))}
    came = [(s, a) for s in sittings for a in s.here if id(a) in own]
    sent = [(s, a) for s in sittings for a in s.attendees if a.standing == "apologies" and id(a) in own]
    spelt = list(dict.fromkeys(a.name for _, a in came or sent))
    boards = {s.said.board for s, _ in came + sent}
    looked = [s for s in sittings if s.said.board in boards]
    attended = len({id(s) for s, _ in came})
    whose = spelt[0] if len({n.split()[-1] for n in spelt}) == 1 else person
    meetings = f"{len(looked)} meeting{'s' if len(looked) != 1 else ''} whose attendance is here"
    lines = [f"{whose} attended {attended or 'none'} of the {meetings}:"]
    lines += [f"- {s.when}{in_brackets(_as(a, whose))} {_mark(a, s, citations)}" for s, a in came]
    lines += [f"- Apologies: {s.when} {_mark(a, s, citations)}" for s, a in sent]
    return "\n".join(lines)


def _as(attendee: Attendee, shown: str) -> str:
    return "; ".join(filter(None, (attendee.name if attendee.name != shown else "", attendee.role.strip(" ()"))))


def _every(sittings: list[Sitting], citations: Citations) -> str:
    """Those who came to every meeting of each board, or those who came to most."""
    texts = []
    for board in dict.fromkeys(s.said.board for s in sittings):
        own = [s for s in sittings if s.said.board == board]
        if len(own) < 2:
            continue
        people: list[list[tuple[Sitting, Attendee]]] = []
        for sitting in own:
            for attendee in sitting.here:
                same = next((p for p in people if same_name(p[0][1].name, attendee.name)), None)
                if same is None:
                    people.append([(sitting, attendee)])
                elif same[-1][0] is not sitting:
                    same.append((sitting, attendee))
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
    return citations.cite_record(place, sitting.said.board, sitting.said.record.date)
