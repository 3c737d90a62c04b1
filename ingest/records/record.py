"""The records a paper states, each in the paper's words with its place: `start` and `end` in `Document.text`.

Nothing here is worked out across papers: initials become people through the paper's own attendance list, or stay as
they are. What a paper leaves open is kept as stated, with the reason in `doubts`.
"""

import datetime
from dataclasses import dataclass, fields
from typing import Literal

from ingest.periods import Period

OwnerKind = Literal["person", "role", "body", "everyone", "unknown"]
Status = Literal["open", "done", "superseded", "unknown"]
Standing = Literal["present", "also present", "apologies"]
Origin = Literal["resolved", "agreed", "labelled", "column", "log"]
"""Where an action comes from: RESOLVED, "agreed to", "Action:", an owner beside a sentence, a row of an action log."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is to do something: `stated` as the paper has it ("LG"), `name` the person, role or body that stands for.

    `name` is "" where the paper does not tell; `doubt` says why it is unsure ("both Ann Bell and Al Brown have these
    initials").
    """

    stated: str
    name: str = ""
    kind: OwnerKind = "unknown"
    role: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody in a meeting's attendance list; `instead_of` names whom they stood in for."""

    name: str
    role: str
    standing: Standing
    start: int
    end: int
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as its minutes or its agenda state it; `time`, `place` and `next_meeting` in the paper's words.

    `held` is False where the paper only calls it (an agenda); `previous_date` is the day of the meeting before, whose
    minutes it has before it.
    """

    part: int
    start: int
    end: int
    date: datetime.date | None
    time: str = ""
    place: str = ""
    chair: str = ""
    attendees: tuple[Attendee, ...] = ()
    next_meeting: str = ""
    next_date: datetime.date | None = None
    held: bool = True
    doubts: tuple[str, ...] = ()
    previous_date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """Something somebody is to do: `text` as resolved or agreed, `minute` the number it stands under or its reference.

    `meeting` is the day of the meeting that set it, where the paper tells; `due` is in the paper's words. `set_by` is
    the number of the minute that a row of a log says set it ("(minute 45)", "Min 12.3"), where `minute` may be the
    row's own number.
    """

    part: int
    start: int
    end: int
    text: str
    owners: tuple[Owner, ...] = ()
    origin: Origin = "agreed"
    minute: str = ""
    heading: str = ""
    meeting: datetime.date | None = None
    due: str = ""
    due_date: datetime.date | None = None
    doubts: tuple[str, ...] = ()
    set_by: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """What a paper of a later day says about an action; `status` is what these words amount to.

    `action` is the position of the action of the same row among the document's actions, None where the row or sentence
    only refers to one: then `about` holds the words that do, `minute` and `meeting` the number and day it names.
    `moved_to` names who has it now, where the update says that it changed hands.
    """

    part: int
    start: int
    end: int
    text: str
    status: Status = "unknown"
    dated: datetime.date | None = None
    action: int | None = None
    about: str = ""
    minute: str = ""
    meeting: datetime.date | None = None
    owners: tuple[Owner, ...] = ()
    moved_to: tuple[Owner, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a meeting resolved, agreed or approved, word for word; the explanation before it is a place of its own."""

    part: int
    start: int
    end: int
    text: str
    verb: str = ""
    minute: str = ""
    heading: str = ""
    meeting: datetime.date | None = None
    explained_from: int | None = None
    explained_to: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with its name: a cell of a table (`row` and `column` are its labels) or a number in a sentence.

    `value` and `target` are as printed; `number` and `target_number` what they amount to; `unit` is "%", "£", "days",
    ... or "" for a count. `stated_period` is how the paper names the period; `note` is the note under the table.
    """

    part: int
    start: int
    end: int
    name: str
    value: str
    number: float | None = None
    unit: str = ""
    period: Period | None = None
    stated_period: str = ""
    row: str = ""
    column: str = ""
    table: str = ""
    target: str = ""
    target_number: float | None = None
    note: str = ""
    colour: str = ""
    prose: bool = False
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing done, as a quarterly update lists it under its priority and aim."""

    part: int
    start: int
    end: int
    text: str
    priority: str = ""
    aim: str = ""
    agencies: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """An acronym with what a paper says it stands for."""

    part: int
    start: int
    end: int
    acronym: str
    expansion: str


@dataclass(frozen=True, slots=True)
class Records:
    """All records of a document, each kind in reading order."""

    meetings: tuple[Meeting, ...] = ()
    actions: tuple[Action, ...] = ()
    updates: tuple[Update, ...] = ()
    decisions: tuple[Decision, ...] = ()
    measures: tuple[Measure, ...] = ()
    activities: tuple[Activity, ...] = ()
    terms: tuple[Term, ...] = ()

    def __len__(self) -> int:
        return sum(len(getattr(self, field.name)) for field in fields(self))
