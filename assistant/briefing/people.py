"""Who is who on a board: the roles that its newest papers give people."""

import datetime
from collections import Counter

from assistant.briefing.parts import Entry, Part
from assistant.briefing.scope import Scope
from assistant.briefing.wording import when
from assistant.outgoing.paper import Line
from index.register.rolls import RoleRecord, list_people, roles

_RECENT = datetime.timedelta(days=550)
_LISTED = 3  # people on a day make it that of a list
_LEADS = ("chair", "chairman", "chairwoman", "chairperson")


def people_part(scope: Scope) -> Part:
    """Return who is who as a table: those named lately, the chair first, then who is named most recently."""
    people = {p.name: p for p in list_people(scope.catalogue, scope.asked).rows}
    held: dict[str, list[RoleRecord]] = {}
    for role in roles(scope.catalogue, scope.asked):
        if role.current and role.places:
            held.setdefault(role.name, []).append(role)
    listed = Counter(p.last for p in people.values() if p.last)
    last = max((day for day, count in listed.items() if count >= _LISTED), default=max(listed, default=None))
    found = []
    for name, own in held.items():
        person = people.get(name)
        newest = own[0].last
        if person and newest and last and last - newest <= _RECENT and (newest <= last or person.attended):
            own = [role for role in own if role.last == newest]
            found.append((min(map(_leading, own)), -person.attended, -newest.toordinal(), name, own))
    found.sort(key=lambda f: f[:4])
    entries = tuple(_row(scope, name, own, place) for place, (*_, name, own) in enumerate(found))
    return Part("Who is who", entries, header=("Name", "Role and body", "As of"), called="people", weight=3)


def _leading(role: RoleRecord) -> int:
    """0 for a chair, 1 for a vice-chair, 2 for others."""
    words = role.role.casefold().replace("-", " ").split()
    if words in [[lead] for lead in _LEADS]:
        return 0
    return 1 if len(words) == 2 and words[0] in ("vice", "deputy") and words[1] in _LEADS else 2


def _row(scope: Scope, name: str, own: list[RoleRecord], place: int) -> Entry:
    newest = own[0]
    marks = scope.cite_person(newest.places[0], newest.board, newest.last, name, newest.role)
    words = "; ".join(dict.fromkeys(role.role.strip(" ()") for role in own))
    more = tuple(n for r in own[1:] for n in scope.cite_person(r.places[0], r.board, r.last, name, r.role))
    return Entry(
        (Line(name), Line(words, tuple(dict.fromkeys((*marks, *more)))), Line(when(newest.last))), float(place)
    )
