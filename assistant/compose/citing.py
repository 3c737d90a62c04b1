"""Numbered citations: the verbatim words of a statement with the place where they stand."""

import datetime
import re
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, func, select

from assistant.answer import Citation
from index import schema
from index.catalogue import Catalogue
from index.register.asking import Asked, Place
from index.register.meetings import covered
from index.search import Passage
from ingest.dates import spoken
from ingest.documents import Statement


def _record() -> Any:
    """The words, the pages and the headings of a stretch of a document, in one query that is built once."""
    d, c = schema.documents.c, schema.chunks.c
    document: Any
    start: Any
    end: Any
    document, start, end = (bindparam(name) for name in ("document", "start", "end"))
    above = select(c.path).where(c.document == document, c.start <= start).order_by(c.start.desc()).limit(1)
    quote = func.substr(d.text, start + 1, end - start).label("quote")
    return select(quote, d.pages, above.scalar_subquery().label("path")).where(d.id == document)


_RECORD = _record()


class Citations:
    """Gives each quoted place its number, from 1, the same place the same number."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._made: list[Citation] = []

    def cite(self, passage: Passage, statement: Statement) -> str:
        """Return the mark "[n]" for a statement."""
        return self.cite_place(passage, statement.start, statement.end)

    def cite_place(self, passage: Passage, start: int, end: int) -> str:
        """Return the mark "[n]" for a stretch of a passage's document."""
        quarter = passage.period.end if passage.period and passage.period.label.startswith("Q") else None
        return self._mark(
            (passage.document, start, end),
            document=passage.name,
            title=passage.title,
            board=passage.board,
            part=passage.part_title,
            date=passage.date or quarter,
            section=" › ".join(passage.path),
        )

    def cite_record(self, place: Place, board: str, date: datetime.date | None) -> str:
        """Return the mark "[n]" for a record of a board's paper of a day."""
        stretch = (place.document, place.start, place.end)
        if stretch in self._numbers:
            return f"[{self._numbers[stretch]}]"
        with self._catalogue.reading() as connection:
            row: Any = connection.execute(_RECORD, dict(zip(("document", "start", "end"), stretch, strict=True))).one()
        return self._add(
            stretch,
            row,
            document=place.name,
            title=place.title,
            board=board,
            part=place.part_title if place.part_title != place.title else "",
            date=date,
            section=" › ".join(row.path or ()),
        )

    def cite_entry(self, place: Place, board: str, date: datetime.date | None, name: str, role: str) -> str:
        """Return the mark "[n]" for somebody in a list, quoted with the title before and the role after the name."""
        before, text = self._around(place, 30, 200)
        start, end = before, before + place.end - place.start
        led = re.search(rf"{_loose(name)}$", text[:end])
        followed = re.match(rf"\W{{0,6}}{_loose(role)}\)?", text[end:]) if role else None
        start = led.start() if led else start
        end += followed.end() if followed else 0
        wider = replace(place, start=place.start - before + start, end=place.start - before + end)
        return self.cite_record(wider, board, date)

    def cite_name(self, place: Place, board: str, date: datetime.date | None, name: str, role: str) -> str:
        """Return the mark "[n]" for where the document of a record first names somebody, "" where it does not."""
        d = schema.documents.c
        text = str(self._catalogue.rows(select(d.text).where(d.id == place.document))[0][0])
        with_role = re.search(rf"{_loose(name)}\W{{1,6}}{_loose(role)}\)?", text) if role else None
        found = with_role or re.search(_loose(name), text)
        return self.cite_record(replace(place, start=found.start(), end=found.end()), board, date) if found else ""

    def _around(self, place: Place, before: int, after: int) -> tuple[int, str]:
        """Return a stretch of a document with what stands around it, and how much of that stands before."""
        d = schema.documents.c
        low = max(0, place.start - before)
        query = select(func.substr(d.text, low + 1, place.end + after - low)).where(d.id == place.document)
        return place.start - low, str(self._catalogue.rows(query)[0][0])

    def cite_heading(self, passage: Passage, heading: str) -> str:
        """Return the mark "[n]" for a heading above a passage; the passage itself where the heading is not found."""
        d = schema.documents.c
        low = max(0, passage.start - 40_000)
        query = select(func.substr(d.text, low + 1, passage.end - low)).where(d.id == passage.document)
        before = str(self._catalogue.rows(query)[0][0])
        pattern = r"\s+".join(re.escape(word) for word in heading.split())
        found = list(re.finditer(pattern, before))
        if not found:
            return self.cite_place(passage, passage.start, passage.end)
        return self.cite_place(passage, low + found[-1].start(), low + found[-1].end())

    def made(self) -> tuple[Citation, ...]:
        """Return every citation so far, in order of number."""
        return tuple(self._made)

    def _mark(self, stretch: tuple[str, int, int], **said: Any) -> str:
        if stretch in self._numbers:
            return f"[{self._numbers[stretch]}]"
        identity, start, end = stretch
        d = schema.documents.c
        quote = func.substr(d.text, start + 1, end - start).label("quote")
        return self._add(stretch, self._catalogue.rows(select(quote, d.pages).where(d.id == identity))[0], **said)

    def _add(self, stretch: tuple[str, int, int], row: Any, **said: Any) -> str:
        identity, start, end = stretch
        number = self._numbers[stretch] = len(self._made) + 1
        page = next((n for n, a, b in row.pages if a <= start < b), None)
        quote = " ".join(row.quote.split())
        self._made.append(
            Citation(n=number, document_id=identity, page=page, quote=quote, start=start, end=end, **said)
        )
        return f"[{number}]"


def _loose(words: str) -> str:
    """Return a pattern for words, however the lines break between them."""
    return r"\s+".join(re.escape(word) for word in words.strip(" ()").split())


def coverage(catalogue: Catalogue, asked: Asked) -> str:
    """Return in a sentence of how many of a board's meetings the minutes are here, and of which not; "" of none."""
    words = covered(catalogue, asked).words
    return f"This is {words}." if words else ""


def in_brackets(words: str) -> str:
    """Return " (words)" to stand at the end of a line, "" for no words."""
    return f" ({words})" if words else ""


def as_of(passage: Passage) -> str:
    """Return when a passage speaks: its date, or its period, or ""."""
    if passage.date:
        return spoken(passage.date)
    return passage.period.label if passage.period else ""


def as_number(passage: Passage) -> int:
    """Return a passage's day as a number, 0 where it has none, so that the newest is the largest."""
    day = passage.date or (passage.period.end if passage.period else None)
    return day.toordinal() if day else 0
