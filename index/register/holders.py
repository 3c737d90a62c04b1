"""Whom initials, surnames and roles stand for on a board on a day, as its papers' lists of people tell."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz
from sqlalchemy import Connection, Text, cast, or_, select

from index import schema
from index.recorded import record_of
from index.register.boards import initials_of
from index.register.said import Paper, Said
from index.register.text import fold
from ingest.dates import spoken
from ingest.records.record import Owner, Term

_INITIALS = re.compile(r"[A-Z]{2,4}[a-z]?")
TITLES = frozenset(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady baroness cllr councillor rev reverend supt superintendent
    det detective insp inspector sgt sergeant pc chief
    """.split()
)
_LETTERS = 3  # fewer are too often a person's
_REACH = datetime.timedelta(days=550)  # members change: a list further away tells nothing
_PAST = frozenset("former formerly ex previous outgoing past incoming".split())
_CHAIR = re.compile(r"\bchair(?:man|woman|person)\b")


@dataclass(frozen=True, slots=True)
class Seen:
    """A person as a paper of a day names them; `roles` are folded."""

    name: str
    roles: frozenset[str]
    initials: str
    attended: bool
    day: datetime.date
    paper: Paper


class Holders:
    """Everybody whom the papers of one board name; `bodies` are acronyms with what they stand for."""

    def __init__(self, seen: Iterable[Seen], bodies: Mapping[str, str] | None = None) -> None:
        self._bodies = bodies or {}
        self._initials: dict[str, list[Seen]] = defaultdict(list)
        self._surnames: dict[str, list[Seen]] = defaultdict(list)
        self._roles: dict[str, list[Seen]] = defaultdict(list)
        for person in sorted(seen, key=lambda s: (s.day, s.paper, s.name)):
            self._initials[person.initials.upper()].append(person)
            self._surnames[fold(person.name).split()[-1]].append(person)
            for role in person.roles:
                self._roles[role].append(person)

    def resolve(self, owner: Owner, said: Said) -> Owner:
        """Return an owner with the name that lists of other meetings give; as stated where none or several fit.

        Letters that are nobody's initials, but that the board's papers explain, are a body's.
        """
        letters = owner.stated.strip()
        if not owner.name and letters in self._bodies and letters.upper() not in self._initials:
            return replace(owner, name=self._bodies[letters], kind="body", doubt="")
        if _INITIALS.fullmatch(owner.stated.strip()) and (owner.kind == "unknown" or not owner.name):
            return self._meant(owner, said, self._by_letters(owner.stated.strip()))
        role = role_of(owner)
        if role and owner.kind == "role":
            return self._meant(owner, said, self._roles.get(role, []), of_role=True)
        bare = [w for w in fold(owner.name or owner.stated).split() if w not in TITLES]
        if owner.kind == "person" and len(bare) == 1:
            return self._meant(owner, said, self._surnames.get(bare[0], []))
        return owner

    def changes(self, role: str, name: str, after: datetime.date) -> list[tuple[datetime.date, str]]:
        """Return from which meetings on others than `name` are listed in a role after a day, with their names."""
        found: list[tuple[datetime.date, str]] = []
        by_day: dict[datetime.date, list[Seen]] = defaultdict(list)
        for person in self._roles.get(role, []):
            if person.day > after and person.attended:
                by_day[person.day].append(person)
        for day, people in sorted(by_day.items()):
            names = _distinct(people)
            if len(names) == 1 and not same_name(names[0], name):
                name = names[0]
                found.append((day, name))
        return found

    def _by_letters(self, letters: str) -> list[Seen]:
        """Those with initials; "ANe", which tells two apart, is of the AN whose surname begins so."""
        found = self._initials.get(letters.upper(), [])
        if found or not letters[-1].islower():
            return found
        alike = self._initials.get(letters[:-1].upper(), [])
        return [p for p in alike if fold(p.name).split()[-1].startswith(fold(letters[-2:]))]

    def _meant(self, owner: Owner, said: Said, people: list[Seen], of_role: bool = False) -> Owner:
        if not said.day or not people:
            return owner
        own = [p for p in people if p.paper == said.paper]
        if own:
            return owner if len(_distinct(own)) > 1 else _named(owner, own[0], "", of_role)
        near = [p for p in people if abs(p.day - said.day) <= _REACH]
        near = [p for p in near if p.attended] or near
        before = [p for p in near if p.day <= said.day]
        nearest = [p for p in before if p.day == before[-1].day] if before else []
        after = [p for p in near if p.day > said.day]
        around = nearest + [p for p in after if p.day == after[0].day]
        if of_role:
            around = nearest  # who holds it later does not tell who held it then
        names = _distinct(around)
        if len(names) > 1:
            return replace(owner, doubt=f"could be {' or '.join(names)}")
        if not names:
            return owner
        return _named(owner, around[0], f"taken from the meeting of {spoken(around[0].day)}", of_role)


def role_of(owner: Owner) -> str:
    """Return the role, folded, that an owner is stated by, or "" where a name or initials are stated."""
    stated = _role(owner.stated)
    if owner.kind == "role":
        return stated
    if owner.kind != "person" or _INITIALS.fullmatch(owner.stated.strip()):
        return ""
    named = set(fold(owner.name).split()) & set(stated.split())
    return "" if named or not owner.name or stated.split()[:1] == [] or stated.split()[0] in TITLES else stated


def same_name(one: str, two: str) -> bool:
    """Tell whether two names are one person's: titles aside, spelt nearly alike, or one only the surname."""
    a, b = ([w for w in fold(name).split() if w not in TITLES] for name in (one, two))
    if not a or not b:
        return fold(one) == fold(two)
    if len(a) == 1 or len(b) == 1:
        return a[-1] == b[-1]
    return a[0][0] == b[0][0] and fuzz.ratio(" ".join(a), " ".join(b)) >= 90


def holders_of(connection: Connection, boards: Iterable[str]) -> Holders:
    """Return whom the papers of some boards name; nobody for papers whose board is not known."""
    names = sorted(b for b in boards if b)
    return Holders([*_listed(connection, names), *_attending(connection, names)], _explained(connection, names))


def _explained(connection: Connection, boards: list[str]) -> dict[str, str]:
    """Return the acronyms of some boards, and those that their papers explain; one explained in two ways is itself."""
    r = schema.records.c
    query = select(schema.records).where(r.kind == "terms", r.board.in_(boards), r.hidden.is_(None))
    told: dict[str, set[str]] = defaultdict(set)
    for term in (*map(record_of, connection.execute(query)), *(Term(0, 0, 0, initials_of(b), b) for b in boards)):
        if len(term.acronym) >= _LETTERS and term.acronym.isupper():
            told[term.acronym].add(term.expansion)
    return {letters: next(iter(words)) if len(words) == 1 else letters for letters, words in told.items()}


def _listed(connection: Connection, boards: list[str]) -> Iterable[Seen]:
    n, d, p = schema.people.c, schema.documents.c, schema.parts.c
    query = (
        select(
            n.name, n.role, n.initials, n.attended, n.document, n.part, p.facts, d.board, p.date, d.date.label("day")
        )
        .join(schema.documents, d.id == n.document)
        .join(schema.parts, (p.document == n.document) & (p.ordinal == n.part))
        .where(p.hidden.is_(None), or_(d.board.in_(boards), cast(p.facts, Text).like('%"board"%')))
    )
    for row in connection.execute(query):
        board = next((fact["value"] for fact in row.facts if fact["name"] == "board"), row.board)
        day = row.date or row.day
        if board in boards and day and row.name.strip():
            yield Seen(row.name, _roles(row.role), row.initials, row.attended, day, (row.document, row.part))


def _attending(connection: Connection, boards: list[str]) -> Iterable[Seen]:
    r = schema.records.c
    query = select(schema.records).where(r.kind == "meetings", r.board.in_(boards), r.hidden.is_(None))
    for row in connection.execute(query):
        meeting = record_of(row)
        day = meeting.date or row.date
        for attendee in meeting.attendees if day and meeting.held else ():
            if fold(attendee.name):
                came = attendee.standing != "apologies"
                paper = (row.document, row.part)
                yield Seen(attendee.name, _roles(attendee.role), _capitals(attendee.name), came, day, paper)


def _distinct(people: Iterable[Seen]) -> list[str]:
    """Return the names of different persons: two spellings of one name are one."""
    names: list[str] = []
    for person in people:
        if not any(same_name(person.name, name) for name in names):
            names.append(person.name)
    return names


def _named(owner: Owner, person: Seen, doubt: str, of_role: bool) -> Owner:
    role = owner.stated if of_role else owner.role
    return replace(owner, name=person.name, kind="person", role=role, doubt=doubt)


def _role(words: str) -> str:
    return _CHAIR.sub("chair", fold(words)).removeprefix("the ")


def _roles(words: str) -> frozenset[str]:
    """Return each role of a list's words ("Borough Commander; Chairman"), folded; none somebody held before."""
    pieces = (_role(piece) for piece in re.split(r"[;,/()–—]| - | and | & ", words))
    return frozenset(piece for piece in pieces if piece and not _PAST & {piece.split()[0]})


def _capitals(name: str) -> str:
    return "".join(w[0] for w in re.split(r"[\s-]+", name) if w[:1].isupper() and fold(w) not in TITLES)
