"""How an action stood from day to day: who owned it, and whether it was open, done or superseded."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from index.register.holders import Holders, role_of, same_name
from index.register.text import fold
from ingest.dates import spoken
from ingest.records.record import Owner, Status

Owners = tuple[Owner, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """What changes an action on a day: a paper's statement, or a person's correction, which goes before papers'.

    `status` None leaves it as it was; so do no `owners`. `moved_to` names who has it after this statement. What a
    meeting agrees `opens` the action: an update of the same day goes before that, and what was said `after` the day's
    meeting goes before what was said at it.
    """

    day: datetime.date | None
    source: str
    status: Status | None = None
    owners: Owners = ()
    moved_to: Owners = ()
    opens: bool = False
    after: bool = False
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """How an action stood from `since` up to, not with, `until`."""

    since: datetime.date
    until: datetime.date
    status: Status
    owners: Owners
    doubts: tuple[str, ...] = ()


def states_of(events: Sequence[Event], holders: Holders) -> list[State]:
    """Return the states an action went through, the oldest first and without gaps to the end of time.

    Papers without a day count only where none has one.
    """
    found: list[State] = []
    status: Status = "open"
    owners: Owners = ()
    unsure = contested = ""
    for day, together in _days(events):
        if found and status == "open":
            found += _role_changes(found[-1], day, holders)
            owners = found[-1].owners
        if told := _status(together, day):
            status, unsure = told
        if named := _owners(owners, together, day):
            owners, contested = named
        doubts = tuple(doubt for doubt in (unsure, contested) if doubt)
        found.append(State(day, datetime.date.max, status, owners, doubts))
    if status == "open":
        found += _role_changes(found[-1], datetime.date.max, holders)
    return _joined(found)


def _days(events: Sequence[Event]) -> list[tuple[datetime.date, list[Event]]]:
    undated = [e for e in events if not e.day]
    dated = sorted((e for e in events if e.day), key=lambda e: (e.day, e.corrected))
    days = [(day, list(group)) for day, group in groupby(dated, key=lambda e: e.day or datetime.date.min)]
    if undated and all(e.corrected for e in dated):
        return [(datetime.date.min, undated), *days]
    return days


def _status(events: Sequence[Event], day: datetime.date) -> tuple[Status, str] | None:
    """Return the status after a day, with the doubt that its papers disagree; None where none tells it."""
    corrected = [e.status for e in events if e.corrected and e.status]
    if corrected:
        return corrected[-1], ""
    telling = [e for e in events if e.status and not e.opens]
    said = {e.status: e.source for e in _last(telling)[::-1] if e.status}
    if len(said) > 1:
        told = "; ".join(f"{status} ({said[status]})" for status in sorted(said))
        return "unknown", f"papers of {spoken(day)} disagree: {told}"
    return next(((status, "") for status in said), None)


def _owners(before: Owners, events: Sequence[Event], day: datetime.date) -> tuple[Owners, str] | None:
    """Return the owners after a day, with the doubt that its papers disagree; None where none tells them."""
    corrected = [e.owners for e in events if e.corrected and e.owners]
    if corrected:
        return corrected[-1], ""
    moved = [e for e in events if e.moved_to]
    if moved:
        new = moved[-1].moved_to
        whole = moved[-1].owners if _among(new, moved[-1].owners) else new  # "passed from A to B. Action: B and C"
        return _better(before, whole), ""
    named: list[tuple[Owners, str]] = []
    for event in _last([e for e in events if e.owners]):
        restated = not event.opens and _among(event.owners, before)
        if not restated and not any(_same(event.owners, owners) for owners, _ in named):
            named.append((event.owners, event.source))
    if len(named) > 1:
        told = "; ".join(f"{_names(owners)} ({source})" for owners, source in named)
        every = tuple(owner for owners, _ in named for owner in owners)
        return before or every, f"papers of {spoken(day)} name different owners: {told}"
    return (_better(before, named[0][0]), "") if named else None


def _last(events: list[Event]) -> list[Event]:
    return [e for e in events if e.after] or events


def _better(before: Owners, now: Owners) -> Owners:
    """Return new owners; where they are the same persons, each as it was stated more fully."""
    if not _same(before, now):
        return now
    kept = []
    for owner in now:
        twin = next(o for o in before if _same_owner(o, owner))
        kept.append(owner if owner.name and (not twin.name or (twin.doubt and not owner.doubt)) else twin)
    return tuple(kept)


def _same(one: Owners, two: Owners) -> bool:
    return len(one) == len(two) and all(any(_same_owner(a, b) for b in two) for a in one)


def _among(some: Owners, all_: Owners) -> bool:
    """Tell whether owners are some of others: an update may speak of one of several."""
    return len(some) < len(all_) and all(any(_same_owner(a, b) for b in all_) for a in some)


def _same_owner(one: Owner, two: Owner) -> bool:
    if one.name and two.name:
        return same_name(one.name, two.name)
    if fold(one.stated) == fold(two.stated) or _initials(one) == _initials(two) != "":
        return True
    return any(a.name and not b.name and fold(b.stated) in _roles(a) for a, b in ((one, two), (two, one)))


def _roles(owner: Owner) -> list[str]:
    return [fold(role) for role in owner.role.split(";")]


def _initials(owner: Owner) -> str:
    """Return the initials an owner is stated by or has."""
    if owner.name:
        return "".join(word[0] for word in fold(owner.name).split()) if len(owner.name.split()) > 1 else ""
    return fold(owner.stated) if owner.stated.isupper() and len(owner.stated) < 5 else ""


def _names(owners: Owners) -> str:
    return ", ".join(owner.name or owner.stated for owner in owners)


def _role_changes(state: State, until: datetime.date, holders: Holders) -> list[State]:
    """Return the states in which others hold the role that owns an action, up to, not with, a day."""
    found: list[State] = []
    changes = {
        (day, i): name
        for i, owner in enumerate(state.owners)
        if (role := role_of(owner))
        for day, name in holders.changes(role, owner.name, state.since)
        if day < until
    }
    owners = list(state.owners)
    for (day, i), name in sorted(changes.items()):
        doubt = f"holds the role as of the meeting of {spoken(day)}"
        owners[i] = Owner(owners[i].stated, name, "person", owners[i].stated, doubt)
        found.append(State(day, datetime.date.max, state.status, tuple(owners), state.doubts))
    return found


def _joined(states: list[State]) -> list[State]:
    """Let each state end where the next begins; one that changes nothing goes on."""
    found: list[State] = []
    for state in states:
        last = found[-1] if found else None
        if last and (last.status, last.owners, last.doubts) == (state.status, state.owners, state.doubts):
            continue
        if last:
            found[-1] = State(last.since, state.since, last.status, last.owners, last.doubts)
        found.append(state)
    return found
