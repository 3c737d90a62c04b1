"""Every naming of a person in the papers: in lists, in passing, at meetings; and where each stands."""

import datetime
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import func, select

from index import schema
from index.catalogue import Catalogue
from index.recorded import record_of
from index.register.asking import Asked, Place
from index.register.boards import grouped
from index.register.persons import Naming, bare_words
from index.register.text import fold
from ingest.records.record import Meeting

_kept: WeakKeyDictionary[Catalogue, tuple[str | None, list[Naming]]] = WeakKeyDictionary()


def namings_of(catalogue: Catalogue, asked: Asked) -> list[Naming]:
    """Return the namings of people on the boards asked for, up to the day asked; copies and drafts left out."""
    generation = catalogue.get_state("generation")
    known = _kept.get(catalogue)
    if known is None or known[0] != generation:
        known = generation, [*_listed(catalogue), *_met(catalogue)]
        _kept[catalogue] = known
    homes = board_homes(catalogue)
    found = []
    for naming in known[1]:
        home = homes.get(naming.board, naming.board)
        if _of_board(naming.board, home, asked) and not (asked.as_of and naming.day and naming.day > asked.as_of):
            found.append(naming if home == naming.board else _at(naming, home))
    return found


def board_homes(catalogue: Catalogue) -> dict[str, str]:
    """Return for each name of a board the one that most papers give it."""
    r, d = schema.records.c, schema.documents.c
    counts: dict[str, int] = {}
    for column in (d.board, r.board):
        for row in catalogue.rows(select(column.label("board"), func.count().label("papers")).group_by(column)):
            counts[row.board] = counts.get(row.board, 0) + row.papers
    counts.pop("", None)
    return {name: group[0] for group in grouped(counts) for name in group}


class Places:
    """Where namings stand, with page and title, each paper looked up once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._paper = lru_cache(maxsize=None)(lambda document, part: _paper(catalogue, document, part))

    def of(self, naming: Naming) -> Place:
        """Return the place of a naming."""
        name, title, part_title, pages = self._paper(naming.document, naming.part)
        page = next((number for number, start, end in pages if start <= naming.start < end), None)
        return Place(naming.document, name, title, naming.part, part_title, page, naming.start, naming.end)


def _paper(catalogue: Catalogue, document: str, part: int) -> tuple[str, str, str, list[list[int]]]:
    d, p = schema.documents.c, schema.parts.c
    query = (
        select(d.name, d.title, p.title.label("part_title"), d.pages)
        .outerjoin(schema.parts, (p.document == d.id) & (p.ordinal == part))
        .where(d.id == document)
    )
    row = catalogue.rows(query)[0]
    return row.name, row.title, row.part_title or "", row.pages


def _of_board(board: str, home: str, asked: Asked) -> bool:
    if asked.boards and not asked.boards & {board, home}:
        return False
    words = fold(asked.board).split()
    return all(word in fold(board) for word in words) or all(word in fold(home) for word in words)


def _at(n: Naming, board: str) -> Naming:
    return Naming(n.name, n.role, board, n.day, n.document, n.part, n.start, n.end, n.standing, n.instead_of)


def _listed(catalogue: Catalogue) -> Iterator[Naming]:
    """People in lists and in passing, as the table `people` has them."""
    n, d, p = schema.people.c, schema.documents.c, schema.parts.c
    day = func.coalesce(p.date, d.date, d.period_end)
    query = (
        select(n.name, n.role, n.document, n.part, n.start, n.end, d.board, p.facts, day.label("day"))
        .join(schema.documents, d.id == n.document)
        .join(schema.parts, (p.document == n.document) & (p.ordinal == n.part))
        .where(p.hidden.is_(None))
    )
    for r in catalogue.rows(query):
        yield Naming(r.name, r.role, _board(r), r.day, r.document, r.part, r.start, r.end)


def _board(row: Any) -> str:
    return next((str(fact["value"]) for fact in row.facts if fact["name"] == "board"), str(row.board))


def _met(catalogue: Catalogue) -> Iterator[Naming]:
    """Those a meeting's minutes list, and who chaired where that is told apart from the list."""
    r = schema.records.c
    query = select(schema.records).where(r.kind == "meetings", r.hidden.is_(None))
    for row in catalogue.rows(query):
        meeting: Meeting = record_of(row)
        day: datetime.date | None = meeting.date or row.date
        where = (row.board, day, row.document, row.part)
        for a in meeting.attendees if meeting.held else ():
            yield Naming(a.name, a.role, *where, a.start, a.end, a.standing, a.instead_of)
        own = next((a for a in meeting.attendees if bare_words(a.name) == bare_words(meeting.chair)), None)
        if meeting.chair and not (own and "chair" in own.role.lower()):
            spot = (own.start, own.end) if own else (meeting.start, meeting.end)
            yield Naming(meeting.chair, "chair of the meeting", *where, *spot)
