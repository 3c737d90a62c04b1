"""Meetings that a question names by their number: "the sixteenth meeting" is a board's meeting of a day."""

from dataclasses import replace

from assistant.question import Plan
from assistant.snapshot import Snapshot
from index.register.numbering import meeting_numbers
from ingest.dates import spoken
from ingest.periods import Period


def at_its_day(plan: Plan, snapshot: Snapshot) -> Plan:
    """Return the plan with the day, and the board, of the meeting a question names by its number.

    Unchanged where it names none, where no paper's title gives that number, or where several boards' papers do.
    """
    for number, word in meeting_numbers(plan.question) if plan.meeting_day is None else ():
        boards = frozenset().union(*(p.names for p in plan.partnerships))
        held = {m for m in snapshot.numbered_meetings if m.number == number and (not boards or m.board in boards)}
        within = {m for m in held if plan.period is None or plan.period.holds(m.date)}
        if len(within) != 1:
            continue
        meeting = within.pop()
        own = tuple(p for p in snapshot.partnerships if meeting.board in p.names)
        words = {word.lower(), *word.lower().split("-")}
        return replace(
            plan,
            meeting_day=meeting.date,
            period=Period(meeting.date, meeting.date, spoken(meeting.date)),
            partnerships=plan.partnerships or own,
            terms=tuple(t for t in plan.terms if t.word not in words),
        )
    return plan
