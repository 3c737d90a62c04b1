"""What is asked of the register, and what comes back."""

import datetime
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import and_, or_, select

from index import schema
from index.catalogue import Catalogue
from index.recorded import record_of
from ingest.periods import Period

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which records are wanted; what is empty does not limit.

    `board` holds words of a board's name, `boards` whole names; `owner` a name, a role or initials; `as_of` is the day
    up to which papers count (both for what was stated and for what holds); `since` the oldest day of the statement;
    `text` words that all stand in the record. `limit` None returns all.
    """

    board: str = ""
    boards: frozenset[str] = frozenset()
    owner: str = ""
    status: str = ""
    as_of: datetime.date | None = None
    since: datetime.date | None = None
    period: Period | None = None
    priority: str = ""
    text: str = ""
    document: str = ""
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: the document's id, file name and title, its page, and the characters."""

    document: str
    name: str
    title: str
    part: int
    part_title: str
    page: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stated(Generic[R]):
    """A record as one paper states it, with the paper's board, the day it speaks of and its place."""

    record: R
    board: str
    date: datetime.date | None
    place: Place


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """Records in order, at most as many as were asked for, and how many there are in all."""

    rows: tuple[R, ...] = field(default=())
    total: int = 0


def stated(catalogue: Catalogue, kind: str, asked: Asked, *also: Any) -> list[Stated[Any]]:
    """Return the records of a kind that papers state, newest first: everything but owner, status and priority limits.

    `also` are further conditions on the rows of `records`.

    Records of a paper that another answers for (a draft, a copy) are left out unless the document itself is asked for.
    """
    return stated_where(catalogue, kind, *conditions(asked), *also, limit=asked.limit, offset=asked.offset)


def stated_where(
    catalogue: Catalogue, kind: str, *wanted: Any, limit: int | None = None, offset: int = 0
) -> list[Stated[Any]]:
    """Return the records of a kind whose rows of `records` meet conditions, newest first."""
    r, d, p = schema.records.c, schema.documents.c, schema.parts.c
    query = (
        select(*r, d.name.label("file"), d.title, p.title.label("part_title"))
        .join(schema.documents, d.id == r.document)
        .outerjoin(schema.parts, (p.document == r.document) & (p.ordinal == r.part))
        .where(r.kind == kind, *wanted)
        .order_by(r.date.desc().nulls_last(), r.document, r.ordinal)
    )
    if limit is not None:
        query = query.limit(limit).offset(offset)
    return [Stated(record_of(row), row.board, row.date, place_of(row)) for row in catalogue.rows(query)]


def conditions(asked: Asked) -> list[Any]:
    """Return what a row of the table `records` must meet."""
    r = schema.records.c
    wanted: list[Any] = [r.document == asked.document] if asked.document else [r.hidden.is_(None)]
    if asked.board.strip():
        wanted.append(_of_board(asked.board))
    wanted += [r.data.ilike(f"%{word}%") for word in asked.text.split()]
    if asked.boards:
        wanted.append(r.board.in_(sorted(asked.boards)))
    if asked.as_of:
        wanted.append(or_(r.date.is_(None), r.date <= asked.as_of))
    if asked.since:
        wanted.append(r.date >= asked.since)
    if asked.period:
        inside = (r.period_start.is_(None)) & (r.date >= asked.period.start) & (r.date <= asked.period.end)
        wanted.append(or_(inside, (r.period_start <= asked.period.end) & (r.period_end >= asked.period.start)))
    return wanted


def _of_board(words: str) -> Any:
    """The board's name has the words, or another name of the same board has them all."""
    r, b = schema.records.c, schema.boards.c
    bodies = select(b.body).where(*(b.name.ilike(f"%{word}%") for word in words.split()))
    names = select(b.name).where(b.body.in_(bodies))
    return or_(and_(*(r.board.ilike(f"%{word}%") for word in words.split())), r.board.in_(names))


def place_of(row: Any) -> Place:
    """Return the place of a row of `records` joined with its document and part."""
    return Place(row.document, row.file, row.title, row.part, row.part_title or "", row.page, row.start, row.end)
