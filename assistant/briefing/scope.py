"""What a brief is made from: the papers of one board, or of all, and the citations of what they say."""

import datetime
import re
from collections.abc import Iterable
from typing import Any

from assistant.answer import Citation
from assistant.assistant import Assistant
from assistant.compose.citing import Citations
from assistant.partnerships import Partnership, named_in
from index.register.asking import Asked, Place, Stated
from index.search import Filters, Passage, Search
from ingest.documents import Statement

Marks = tuple[int, ...]


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

    def cite(self, *told: Stated[Any]) -> Marks:
        """Return the marks of records."""
        return self._numbers(self._citations.cite_record(one.place, one.board, one.date) for one in told)

    def cite_place(self, place: Place, board: str, date: datetime.date | None) -> Marks:
        """Return the mark of a place."""
        return self._numbers([self._citations.cite_record(place, board, date)])

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
