"""What the papers of a board say about actions, one statement after the other, as it stands in the table `records`."""

import datetime
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, select

from index import schema
from index.recorded import record_of
from index.register.boards import own_words
from index.register.heads import matter
from index.register.text import fold
from ingest.dates import spoken
from ingest.records.record import Action, Owner, Status, Update

_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,3})*[a-z]?")
_MINUTES = re.compile(
    rf"\bmin(?:ute)?s?\b\.?\s*(?:(?:no|nos|number|numbers|ref)\b\.?\s*)?"
    rf"({_NUMBER.pattern}\b(?:\s*(?:,|and|&|,\s*and)\s*{_NUMBER.pattern}\b(?!\s*(?:min|hour)))*)(?!\s*%)",
    re.I,
)

Paper = tuple[str, int]  # document and part


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of an action, or about one, as a paper makes it.

    `day` is when it was said, `after` that this was after the meeting of that day; `meeting` is the day of the meeting
    that set the action; `text` are the words that tell which action it is. `logged` tells a row of a log, which lists
    again what a meeting agreed, from minutes; `minutes_named` are the numbers of minutes in its words.
    """

    row: int
    paper: Paper
    title: str
    board: str
    ordinal: int
    kind: Literal["action", "update"]
    day: datetime.date | None
    meeting: datetime.date | None
    minute: str
    minutes_named: frozenset[str]
    text: str
    logged: bool
    owners: tuple[Owner, ...]
    moved_to: tuple[Owner, ...]
    status: Status
    of_row: int | None
    doubts: tuple[str, ...]
    after: bool
    record: Action | Update
    key: str = ""
    alias: str = ""

    @property
    def rank(self) -> tuple[Any, ...]:
        """The order in which statements are weighed: by day, minutes before logs before updates."""
        kind = 2 if self.kind == "update" else int(self.logged)
        return (self.day or datetime.date.max, kind, self.title, self.paper, self.ordinal)


def said_of(connection: Connection, boards: Iterable[str]) -> list[Said]:
    """Return what papers of some boards say about actions, in the order it is weighed; copies and drafts left out.

    A log without a day is held to be made after the newest meeting that it names, if papers with a day know of that
    meeting too; a doubt says so.
    """
    r, d = schema.records.c, schema.documents.c
    query = (
        select(schema.records, d.title)
        .join(schema.documents, d.id == r.document)
        .where(r.board.in_(sorted(boards)), r.kind.in_(("actions", "updates", "meetings")), r.hidden.is_(None))
    )
    rows = [(row, record_of(row)) for row in connection.execute(query)]
    known = {row.date for row, _ in rows if row.date}
    known |= {m for row, record in rows if row.date and (m := getattr(record, "meeting", None)) and m <= row.date}
    named: dict[Paper, set[datetime.date]] = defaultdict(set)
    for row, record in rows:
        if not row.date and row.kind == "actions" and record.origin == "log" and record.meeting in known:
            named[row.document, row.part].add(record.meeting)
    found = [
        _said(row, record, row.date or max(named.get((row.document, row.part), ()), default=None))
        for row, record in rows
        if row.kind != "meetings"
    ]
    counts: Counter[str] = Counter()
    return [_named(said, counts) for said in sorted(found, key=lambda s: s.rank)]


def _said(row: Any, record: Action | Update, stated: datetime.date | None) -> Said:
    """Return a record as a statement of a paper of the day `stated`."""
    action = isinstance(record, Action)
    logged = isinstance(record, Action) and record.origin == "log"
    meeting = record.meeting or (stated if action and not logged else None)
    day = stated if logged or not action else meeting
    doubts = record.doubts
    if meeting and stated and meeting > stated and (logged or not action):
        late = "is later than the paper" if row.date else "is none that papers with a date know of"
        doubts += (f"the meeting it names ({spoken(meeting)}) {late}",)
        meeting = None
    if day is None:
        doubts += ("the paper has no date",)
    elif not row.date and day == stated:
        doubts += (f"the paper has no date: made after {spoken(day)}, the newest meeting it names",)
    return Said(
        row=row.row,
        paper=(row.document, row.part),
        title=row.title,
        board=row.board,
        ordinal=row.ordinal,
        kind="action" if action else "update",
        day=day,
        meeting=meeting,
        minute=fold(record.minute).removeprefix("minute ").removeprefix("item "),
        minutes_named=frozenset(n for m in _MINUTES.finditer(record.text) for n in _NUMBER.findall(m[1].lower())),
        text=_telling(record, logged) if isinstance(record, Action) else record.about or record.text,
        logged=logged,
        owners=record.owners,
        moved_to=() if isinstance(record, Action) else record.moved_to,
        status="open" if isinstance(record, Action) else record.status,
        of_row=None if isinstance(record, Action) else record.action,
        doubts=doubts,
        after=not row.date and day is not None and day == stated,
        record=record,
    )


def _telling(action: Action, logged: bool) -> str:
    return matter(action.heading, action.text) if logged else action.text


def _named(said: Said, counts: Counter[str]) -> Said:
    """Give a statement the names it keeps after every new reading of its paper."""
    body = " ".join(sorted(own_words(said.board)))
    alias = _hashed(body, said.meeting, fold(said.text))[:12]
    key = _hashed(said.title, said.day, said.kind, fold(said.record.text))
    counts[key] += 1
    if counts[key] > 1:
        key = _hashed(key, counts[key])
    return replace(said, key=key[:16], alias=alias)


def _hashed(*pieces: object) -> str:
    return hashlib.sha256("\n".join(map(str, pieces)).encode("utf-8", "surrogatepass")).hexdigest()
