"""Questions to the records: which meetings there were, and of which of them minutes are here."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import select

from index import schema
from index.catalogue import Catalogue
from index.register.asking import Asked, Listing, Place, Stated, stated
from index.register.naming import board_homes
from ingest.dates import spoken
from ingest.records.record import Meeting

Told = Literal["minutes", "agenda", "later minutes", "announced", "action log"]
_NEAR = datetime.timedelta(days=31)  # a planned day this near a meeting's is that meeting's first plan
_SAME = datetime.timedelta(days=4)  # a log that names a day this near a meeting's means that meeting


@dataclass(frozen=True, slots=True)
class MeetingRecord(Stated[Meeting]):
    """A meeting as its minutes, else its agenda, state it; `papers` are all that do, the one that holds first."""

    papers: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownMeeting:
    """A day on which a board is known to have met, and how: `minutes` tells whether its minutes are here."""

    board: str
    date: datetime.date
    told: Told

    @property
    def minutes(self) -> bool:
        """Tell whether the minutes are here."""
        return self.told == "minutes"


@dataclass(frozen=True, slots=True)
class MeetingCoverage:
    """The meetings known to have been held, oldest first."""

    meetings: tuple[KnownMeeting, ...] = ()

    @property
    def here(self) -> int:
        """The number of meetings whose minutes are here."""
        return sum(meeting.minutes for meeting in self.meetings)

    @property
    def missing(self) -> tuple[KnownMeeting, ...]:
        """The meetings whose minutes are not here."""
        return tuple(meeting for meeting in self.meetings if not meeting.minutes)

    @property
    def words(self) -> str:
        """In words: "from the minutes of 9 of 11 meetings; none here for 12 June 2012 and 3 July 2012"."""
        if not self.meetings:
            return ""
        total = len(self.meetings)
        told = f"from the minutes of {self.here} of {total} meeting{'s' if total != 1 else ''}"
        days = [spoken(meeting.date) for meeting in self.missing]
        if not days:
            return told
        listed = ", ".join(days[:6]) + (f" and {len(days) - 6} more" if len(days) > 6 else "")
        return f"{told}; none here for {' and '.join(listed.rsplit(', ', 1)) if len(days) <= 6 else listed}"


def list_meetings(catalogue: Catalogue, asked: Asked) -> Listing[MeetingRecord]:
    """Return the meetings that papers record or call, each once, the newest first; minutes tell before agendas."""
    homes = board_homes(catalogue)
    groups: dict[tuple[object, ...], list[Stated[Meeting]]] = defaultdict(list)
    for one in stated(catalogue, "meetings", replace(asked, limit=None, offset=0)):
        alone = () if one.record.date else (one.place.document, one.place.part)
        groups[homes.get(one.board, one.board), one.record.date, *alone].append(one)
    found = [_joined(group) for group in groups.values()]
    if asked.owner:
        wanted = asked.owner.casefold().split()
        found = [m for m in found if any(all(w in a.name.casefold() for w in wanted) for a in m.record.attendees)]
    found.sort(key=lambda m: m.date or datetime.date.min, reverse=True)
    end = None if asked.limit is None else asked.offset + asked.limit
    return Listing(tuple(found[asked.offset : end]), len(found))


def _joined(group: list[Stated[Meeting]]) -> MeetingRecord:
    """One record of a meeting's papers: that of minutes, with most people listed, and what only others tell."""
    first, *others = sorted(group, key=lambda s: (not s.record.held, -len(s.record.attendees)))
    meeting = first.record
    for other in others:
        meeting = replace(
            meeting,
            time=meeting.time or other.record.time,
            place=meeting.place or other.record.place,
            chair=meeting.chair or other.record.chair,
            next_meeting=meeting.next_meeting or (other.record.next_meeting if other.record.held else ""),
            next_date=meeting.next_date or (other.record.next_date if other.record.held else None),
            previous_date=meeting.previous_date or other.record.previous_date,
        )
    return MeetingRecord(meeting, first.board, first.date, first.place, tuple(s.place for s in (first, *others)))


def covered(catalogue: Catalogue, asked: Asked) -> MeetingCoverage:
    """Return the meetings that the boards asked for are known to have held in the time asked for.

    Known are those of minutes and agendas here, those whose minutes later ones confirm, those logs name, and those
    announced as next, unless another paper shows that one was held on another day instead or called off.
    """
    scope = Asked(board=asked.board, boards=asked.boards, as_of=asked.as_of)
    homes = board_homes(catalogue)
    boards: dict[str, list[MeetingRecord]] = defaultdict(list)
    for one in list_meetings(catalogue, scope).rows:
        if one.record.date:
            boards[homes.get(one.board, one.board)].append(one)
    logged = _logged(catalogue, homes)
    found = [m for board, own in boards.items() for m in _of_board(board, own, logged.get(board, []), asked.as_of)]
    first = asked.period.start if asked.period else asked.since
    last = asked.period.end if asked.period else asked.as_of
    kept = [m for m in found if (not first or m.date >= first) and (not last or m.date <= last)]
    return MeetingCoverage(tuple(sorted(kept, key=lambda m: (m.date, m.board))))


def _of_board(
    board: str, own: Iterable[MeetingRecord], logged: Iterable[datetime.date], as_of: datetime.date | None
) -> list[KnownMeeting]:
    meetings = sorted((m.record for m in own if m.record.date), key=lambda m: m.date or datetime.date.min)
    known: dict[datetime.date, Told] = {}
    for m in meetings:
        assert m.date
        known[m.date] = "minutes" if m.held else "agenda"
    gaps = [(m.previous_date, m.date) for m in meetings if m.previous_date and m.date]
    for before, _ in gaps:
        if not any(a < before < b for a, b in gaps) and all(abs(before - day) > _SAME for day in known):
            known[before] = "later minutes"
    for day in sorted(logged):
        if day.day > 1 and all(abs(day - k) > _SAME for k in known) and not any(a < day < b for a, b in gaps):
            known[day] = "action log"
    newest = max(known, default=datetime.date.min)
    for m in meetings:
        planned = m.next_date
        off = any("called off" in doubt or "not after" in doubt for doubt in m.doubts)
        if planned and m.date and not off and planned <= (as_of or newest):
            moved = any(m.date < k and abs(k - planned) <= _NEAR for k in known)
            if not moved and not any(a < planned < b for a, b in gaps):
                known[planned] = "announced"
    return [KnownMeeting(board, day, told) for day, told in known.items() if as_of is None or day <= as_of]


def _logged(catalogue: Catalogue, homes: dict[str, str]) -> dict[str, list[datetime.date]]:
    """The days of meetings that actions are said to come from, by board."""
    a = schema.actions.c
    found: dict[str, list[datetime.date]] = defaultdict(list)
    for row in catalogue.rows(select(a.board, a.meeting).where(a.meeting.is_not(None)).distinct()):
        found[homes.get(row.board, row.board)].append(row.meeting)
    return found
