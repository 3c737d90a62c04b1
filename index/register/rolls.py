"""People as the register lists them: roles with the days they were held, meetings they came to, spellings of names."""

import datetime
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

from index.catalogue import Catalogue
from index.register.asking import Asked, Listing, Place
from index.register.naming import Places, namings_of
from index.register.persons import Individual, Naming, bare_words, individuals
from index.register.text import fold
from ingest.records.record import Standing

_PAST = re.compile(r"(?:former(?:ly)?|ex|previous(?:ly)?|outgoing|past|until|late)\b", re.I)
_NOTE = re.compile(
    r"(?:joined|left|arrived|attended|part|items?|from item|for items?|via|by phone|virtually|online|minutes?"
    r"|observ\w+)\b",
    re.I,
)
_SAT = re.compile(r",? *(?:\(?(?:for|from|until|to) items?\b.*|\(?in the chair\)?)$", re.I)
_CHAIR = re.compile(r"\b(vice |deputy )?chair(?:man|woman|person)?\b")


@dataclass(frozen=True, slots=True)
class RoleRecord:
    """A role somebody holds or held, in the newest paper's words; `current` as of the day asked.

    It is current when the newest paper up to that day that names a holder of this role names this person. `places` are
    where papers say so, newest first.
    """

    name: str
    role: str
    board: str
    first: datetime.date | None
    last: datetime.date | None
    current: bool
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """A person as the register lists people: `role` is current as of the day asked, `first` and `last` when named."""

    name: str
    role: str
    board: str
    attended: int
    apologies: int
    first: datetime.date | None
    last: datetime.date | None
    variants: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """How somebody stood at a meeting, and where its minutes say so."""

    date: datetime.date | None
    board: str
    standing: Standing
    role: str
    instead_of: str
    place: Place


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything papers say of a person up to a day: roles and meetings newest first."""

    summary: PersonSummary
    roles: tuple[RoleRecord, ...]
    meetings: tuple[Attendance, ...]


def roles(catalogue: Catalogue, asked: Asked, name: str = "", role: str = "") -> list[RoleRecord]:
    """Return the roles that people hold or held up to the day asked, newest first; `name` and `role` limit them.

    `name` matches every word of a person's name or of a spelling of it; `role` words that all stand in the role.
    """
    places = Places(catalogue)
    wanted = frozenset(_key(role).split())
    found = [
        _record(person.name, one, places)
        for person, held in _roll(catalogue, asked)
        if _named(person, name)
        for one in held
        if wanted <= frozenset(_key(one.words).split())
    ]
    return sorted(found, key=lambda r: (r.last or datetime.date.min, r.current, r.name), reverse=True)


def list_people(catalogue: Catalogue, asked: Asked) -> Listing[PersonSummary]:
    """Return the people that papers name, with their current role and how many meetings they came to, by surname.

    `text` limits to names and roles that hold all its words, `owner` to names.
    """
    found = [_summary(person, held) for person, held in _roll(catalogue, asked)]
    words = fold(asked.text).split()
    found = [s for s in found if all(w in fold(" ".join((s.name, *s.variants, s.role))) for w in words)]
    if asked.owner:
        found = [
            s for s in found if set(fold(asked.owner).split()) <= set(fold(" ".join((s.name, *s.variants))).split())
        ]
    if asked.since:
        found = [s for s in found if s.last and s.last >= asked.since]
    end = None if asked.limit is None else asked.offset + asked.limit
    return Listing(tuple(found[asked.offset : end]), len(found))


def show_person(catalogue: Catalogue, name: str, asked: Asked = Asked()) -> PersonPage | None:
    """Return what papers say of the person of a name or of a spelling of it; None where nobody or several have it."""
    everyone = _roll(catalogue, asked)
    exact = [one for one in everyone if bare_words(name) in {bare_words(v) for v in one[0].variants}]
    people = exact or [one for one in everyone if _named(one[0], name)]
    if len(people) != 1:
        return None
    person, held = people[0]
    places = Places(catalogue)
    sat = {(n.board, n.day): n for n in sorted(person.namings, key=lambda n: n.instead_of) if n.standing}
    meetings = tuple(
        Attendance(n.day, n.board, n.standing, n.role, n.instead_of, places.of(n))
        for n in sorted(sat.values(), key=lambda n: n.day or datetime.date.min, reverse=True)
        if n.standing
    )
    own = sorted(held, key=lambda h: h.last or datetime.date.min, reverse=True)
    return PersonPage(_summary(person, held), tuple(_record(person.name, h, places) for h in own), meetings)


_Roll = list[tuple[Individual, list["_Held"]]]
_kept: WeakKeyDictionary[Catalogue, dict[object, _Roll]] = WeakKeyDictionary()
_MOST_KEPT = 8


def _roll(catalogue: Catalogue, asked: Asked) -> _Roll:
    """Return everybody on the boards asked for up to the day asked, with their roles; kept until papers change."""
    key = (catalogue.get_state("generation"), asked.as_of, asked.board, asked.boards)
    kept = _kept.setdefault(catalogue, {})
    if key not in kept:
        while len(kept) >= _MOST_KEPT or any(k[0] != key[0] for k in kept if isinstance(k, tuple)):
            kept.pop(next(iter(kept)))
        kept[key] = _with_roles(individuals(namings_of(catalogue, asked)))
    return kept[key]


@dataclass(slots=True)
class _Held:
    """A role of one person on one board with every naming that states it, and the first and last day of these."""

    words: str
    board: str
    namings: list[Naming]
    first: datetime.date | None = None
    last: datetime.date | None = None
    current: bool = False

    def add(self, naming: Naming, words: str) -> None:
        """Take in another naming; the newest gives the words."""
        self.namings.append(naming)
        if naming.day:
            self.words = words if self.last is None or naming.day >= self.last else self.words
            self.first = min(naming.day, self.first or naming.day)
            self.last = max(naming.day, self.last or naming.day)


def _with_roles(everyone: list[Individual]) -> _Roll:
    """Return people with every role of theirs; a role is current whose newest naming on its board is of that person."""
    roll: _Roll = []
    newest: dict[tuple[str, str], datetime.date] = {}
    for person in everyone:
        held: dict[tuple[str, str], _Held] = {}
        for naming in person.namings:
            for words in _pieces(naming.role):
                key = naming.board, _key(words)
                held.setdefault(key, _Held(words, naming.board, [])).add(naming, words)
                newest[key] = max(naming.day or datetime.date.min, newest.get(key, datetime.date.min))
        roll.append((person, list(held.values())))
    for _, roles_held in roll:
        for one in roles_held:
            one.current = (one.last or datetime.date.min) == newest[one.board, _key(one.words)]
    return roll


@lru_cache(maxsize=4096)
def _pieces(role: str) -> tuple[str, ...]:
    """The roles of a list's words; what somebody was before, or where they sat, is none."""
    pieces = [_SAT.sub("", piece).strip(" .,") for piece in role.split(";")]
    return tuple(p for p in pieces if p and not _PAST.match(p) and not _NOTE.match(p))


@lru_cache(maxsize=4096)
def _key(words: str) -> str:
    """A role in the form in which two wordings of it are the same."""
    return _CHAIR.sub(r"\1chair", fold(words)).removeprefix("the ")


def _named(person: Individual, name: str) -> bool:
    wanted = set(bare_words(name))
    return not wanted or any(wanted <= set(fold(variant).split()) for variant in person.variants)


def _record(name: str, held: _Held, places: "Places") -> RoleRecord:
    stated = sorted(held.namings, key=lambda n: n.day or datetime.date.min, reverse=True)
    told = {(n.document, n.part): n for n in reversed(stated)}
    return RoleRecord(
        name, held.words, held.board, held.first, held.last, held.current,
        tuple(places.of(n) for n in sorted(told.values(), key=stated.index)),
    )  # fmt: skip


def _summary(person: Individual, held: list[_Held]) -> PersonSummary:
    days = [n.day for n in person.namings if n.day]
    current = sorted((h for h in held if h.current), key=lambda h: h.last or datetime.date.min, reverse=True)
    last = current[0].last if current else None
    words = list(dict.fromkeys(h.words for h in current if h.last == last))
    came = {(n.board, n.day) for n in person.namings if n.standing in ("present", "also present")}
    sent = {(n.board, n.day) for n in person.namings if n.standing == "apologies"} - came
    boards = Counter(n.board for n in person.namings if n.board)
    others = tuple(v for v in person.variants if v != person.name)
    doubts = tuple(f"{variant}: {doubt}" for variant, doubt in sorted(person.doubts.items()))
    return PersonSummary(
        person.name, "; ".join(words), "; ".join(b for b, _ in boards.most_common()), len(came), len(sent),
        min(days, default=None), max(days, default=None), others, doubts,
    )  # fmt: skip
