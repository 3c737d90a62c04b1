"""Questions to the records: people and their roles, as papers name them."""

import datetime
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select

from index import schema
from index.catalogue import Catalogue
from index.register.rolls import (
    Attendance,
    PersonPage,
    PersonSummary,
    RoleRecord,
    list_people,
    roles,
    show_person,
)
from index.search import Filters

__all__ = [
    "Attendance",
    "PersonPage",
    "PersonRecord",
    "PersonSummary",
    "Register",
    "RoleRecord",
    "list_people",
    "roles",
    "show_person",
]


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A person as one paper names them, on the date of that paper's part."""

    name: str
    role: str
    initials: str
    attended: bool
    document: str
    board: str
    part: int
    date: datetime.date | None
    start: int
    end: int


class Register:
    """Answers questions from records."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def people(
        self,
        *,
        name: str = "",
        initials: str = "",
        role: str = "",
        document: str = "",
        part: int | None = None,
        filters: Filters = Filters(),
    ) -> list[PersonRecord]:
        """Return people, newest paper first; `name` and `role` match anywhere in the words, `initials` exactly."""
        n = schema.people.c
        wanted: list[Any] = []
        if name:
            wanted.append(or_(*(n.name.ilike(f"%{word}") for word in name.split()[-1:])))
        if initials:
            wanted.append(func.upper(n.initials) == initials.upper())
        if role:
            wanted += [n.role.ilike(f"%{word}%") for word in role.split()]
        if document:
            wanted.append(n.document == document)
        elif not filters.documents:
            wanted.append(schema.parts.c.hidden.is_(None))
        if part is not None:
            wanted.append(n.part == part)
        return self._records(wanted, filters)

    def authored(self, filters: Filters = Filters()) -> list[Any]:
        """Return the parts that name their author, newest first: document, ordinal, title, author, date."""
        d, p = schema.documents.c, schema.parts.c
        day = func.coalesce(p.date, d.date, d.period_end)
        query = (
            select(p.document, p.ordinal, p.title, p.author, day.label("date"), d.title.label("document_title"))
            .join(schema.documents, d.id == p.document)
            .where(p.author != "", *_kept(filters, day), *(() if filters.documents else (p.hidden.is_(None),)))
            .order_by(day.desc().nulls_last())
        )
        return self._catalogue.rows(query)

    def _records(self, wanted: list[Any], filters: Filters) -> list[PersonRecord]:
        n, d, p = schema.people.c, schema.documents.c, schema.parts.c
        day = func.coalesce(p.date, d.date, d.period_end)
        query = (
            select(*n, d.board, day.label("day"))
            .join(schema.documents, d.id == n.document)
            .outerjoin(schema.parts, and_(p.document == n.document, p.ordinal == n.part))
            .where(*wanted, *_kept(filters, day))
            .order_by(day.desc().nulls_last(), n.row)
        )
        return [
            PersonRecord(r.name, r.role, r.initials, r.attended, r.document, r.board, r.part, r.day, r.start, r.end)
            for r in self._catalogue.rows(query)
        ]


def _kept(filters: Filters, day: Any) -> list[Any]:
    d = schema.documents.c
    kept: list[Any] = []
    if filters.boards:
        kept.append(d.board.in_(sorted(filters.boards)))
    if filters.documents:
        kept.append(d.id.in_(sorted(filters.documents)))
    if filters.since:
        kept.append(day >= filters.since)
    if filters.until:
        kept.append(day <= filters.until)
    return kept
