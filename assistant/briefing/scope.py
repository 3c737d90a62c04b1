"""What a brief is made from: the papers of one board, or of all, and the citations of what they say."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from sqlalchemy import func, select

from assistant.answer import Citation
from assistant.assistant import Assistant
from assistant.compose.citing import Citations
from assistant.partnerships import Partnership, named_in
from index import schema
from index.register.actions import ActionRecord, list_actions
from index.register.activities import list_activities
from index.register.asking import Asked, Place, Stated
from index.register.decisions import list_decisions
from index.register.measures import list_measures
from index.register.terms import TermRecord, list_terms
from index.search import Filters, Passage, Search
from ingest.documents import Statement
from ingest.records.record import Activity, Decision, Measure

Marks = tuple[int, ...]
_QUOTE = 500  # characters of a quote that a reader still takes in
_TABLE = 4_000  # characters above a row in which its table's head may stand


class BriefError(Exception):
    """A brief that cannot be made; the text says in one plain line why, and what to do."""


class Scope:
    """The papers that a brief is about. `name` is the board's as its papers give it most, "" for all boards."""

    def __init__(self, assistant: Assistant, board: str) -> None:
        self.snapshot = assistant.snapshot
        self.catalogue = assistant.library.catalogue
        self.search = Search(assistant.library)
        self._citations = Citations(self.catalogue)
        if not self.snapshot.documents:
            raise BriefError("no papers are in the library yet: put some in with partnership ingest FOLDER")
        found = _meant(board, self.snapshot.partnerships)
        self.name = found.name if found else ""
        self.names = found.names if found else frozenset()
        self.newest = self._newest()

    def one_board(self) -> None:
        """Raise BriefError where several boards have papers and none was named."""
        if not self.name and self.snapshot.partnerships:
            raise BriefError(f"say which board the brief is about: {_listed(self.snapshot.partnerships)}")

    @property
    def asked(self) -> Asked:
        """Everything that the records hold of the boards."""
        return Asked(boards=self.names)

    @property
    def filters(self) -> Filters:
        """Every passage of the boards."""
        return Filters(boards=self.names)

    @property
    def documents(self) -> list[Any]:
        """The rows of the papers, the newest first."""
        return [d for d in self.snapshot.documents if not self.names or d.board in self.names]

    @cached_property
    def actions(self) -> tuple[ActionRecord, ...]:
        """The actions of the boards."""
        return list_actions(self.catalogue, self.asked).rows

    @cached_property
    def decisions(self) -> tuple[Stated[Decision], ...]:
        """The decisions of the boards, the newest first."""
        return list_decisions(self.catalogue, self.asked).rows

    @cached_property
    def measures(self) -> tuple[Stated[Measure], ...]:
        """The figures of the boards."""
        return list_measures(self.catalogue, self.asked).rows

    @cached_property
    def activities(self) -> tuple[Stated[Activity], ...]:
        """What the boards' updates say was done."""
        return list_activities(self.catalogue, self.asked).rows

    @cached_property
    def terms(self) -> tuple[TermRecord, ...]:
        """The acronyms of the boards' papers."""
        return list_terms(self.catalogue, self.asked).rows

    def cite(self, *told: Stated[Any]) -> Marks:
        """Return the marks of records."""
        return self._numbers(self._citations.cite_record(one.place, one.board, one.date) for one in told)

    def cite_place(self, place: Place, board: str, date: datetime.date | None) -> Marks:
        """Return the mark of a place."""
        return self._numbers([self._citations.cite_record(place, board, date)])

    def cite_figure(self, one: Stated[Measure]) -> Marks:
        """Return the marks of a figure with the line of its table that names its period: one where that is near."""
        column = one.record.column
        if not column or one.record.prose:
            return self.cite(one)
        low = max(0, one.place.start - _TABLE)
        before = self._text(one.place.document, low, one.place.start)
        at = before.rfind(column)
        if at < 0:
            return self.cite(one)
        end = before.find("\n", at)
        start = low + before.rfind("\n", 0, at) + 1
        if one.place.end - start < _QUOTE:
            return self.cite_place(replace(one.place, start=start), one.board, one.date)
        line = replace(one.place, start=start, end=low + end if end > 0 else one.place.start)
        return (*self.cite(one), *self.cite_place(line, one.board, one.date))

    def cite_owner(self, place: Place, board: str, date: datetime.date | None, stated: str) -> Marks:
        """Return the mark of an action with the owner beside it, none where the owner's words are not near."""
        low = max(0, place.start - 120)
        around = self._text(place.document, low, place.end + 400)
        found = list(re.finditer(rf"\b{re.escape(stated)}\b", around)) if stated else []
        if not found:
            return ()
        end = place.end - low
        near = min(found, key=lambda m: abs(m.start() - end))
        start = min(place.start, low + near.start())
        return self.cite_place(replace(place, start=start, end=max(place.end, low + near.end())), board, date)

    def _text(self, document: str, start: int, end: int) -> str:
        d = schema.documents.c
        query = select(func.substr(d.text, start + 1, end - start)).where(d.id == document)
        return str(self.catalogue.rows(query)[0][0])

    def cite_person(self, place: Place, board: str, date: datetime.date | None, name: str, role: str) -> Marks:
        """Return the mark of where a list has somebody, with the role that stands beside the name."""
        return self._numbers([self._citations.cite_entry(place, board, date, name, role)])

    def cite_name(self, place: Place, board: str, date: datetime.date | None, name: str, role: str) -> Marks:
        """Return the mark of where a paper first names somebody, none where it does not."""
        return self._numbers([self._citations.cite_name(place, board, date, name, role)])

    def cite_words(self, passage: Passage, statement: Statement) -> Marks:
        """Return the mark of a statement of a passage."""
        return self._numbers([self._citations.cite(passage, statement)])

    def cite_heading(self, passage: Passage, heading: str) -> Marks:
        """Return the mark of a heading above a passage."""
        return self._numbers([self._citations.cite_heading(passage, heading)])

    def cite_below(self, passage: Passage, heading: str, statement: Statement) -> Marks:
        """Return the mark of a heading and the statement below it as one stretch; two marks where that cannot be."""
        low = max(0, passage.start - 300)
        before = self._text(passage.document, low, statement.start)
        at = before.rfind(heading)
        if at < 0:
            return tuple(dict.fromkeys((*self.cite_heading(passage, heading), *self.cite_words(passage, statement))))
        return self._numbers([self._citations.cite_place(passage, low + at, statement.end)])

    def cite_span(self, marks: Marks, most: int) -> Marks:
        """Return the mark of the stretch from the first to the last of some; none where that is too long."""
        told = [self.made()[n - 1] for n in marks]
        start, end = min(c.start for c in told), max(c.end for c in told)
        if len({c.document_id for c in told}) > 1 or end - start > most:
            return ()
        passage = self.search.at(told[0].document_id, start)
        return self._numbers([self._citations.cite_place(passage, start, end)]) if passage else ()

    def made(self) -> tuple[Citation, ...]:
        """Return every citation so far, in order of number."""
        return self._citations.made()

    def _numbers(self, marks: Iterable[str]) -> Marks:
        return tuple(dict.fromkeys(int(n) for mark in marks for n in re.findall(r"\d+", mark)))

    def _newest(self) -> datetime.date | None:
        return self.snapshot.coverage(self.filters).last


def _meant(words: str, partnerships: list[Partnership]) -> Partnership | None:
    """Return the board that words mean; with no words the only one there is."""
    if not words.strip():
        return partnerships[0] if len(partnerships) == 1 else None
    folded = words.strip().casefold()
    exact = [p for p in partnerships if folded in {n.casefold() for n in p.names | p.acronyms}]
    found = exact or [p for p in partnerships if any(folded in n.casefold() for n in p.names)]
    found = found or named_in(words, partnerships)
    if len(found) != 1:
        several = f'"{words.strip()}" could be several boards' if found else f'no board is called "{words.strip()}"'
        raise BriefError(f"{several}; there are: {_listed(found or partnerships)}")
    return found[0]


def _listed(partnerships: list[Partnership]) -> str:
    return "; ".join(sorted(p.name for p in partnerships)) or "none yet"
