"""What the assistant keeps in mind of a library between questions, looked at again when the library has changed."""

import datetime
import math
import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select, text

from assistant.answer import Coverage
from assistant.partnerships import Partnership, group_boards
from index import schema
from index.library import Library
from index.register.numbering import NumberedMeeting, numbered_meetings
from index.search import Filters

_MOST_VECTORS = 5_000  # about 8 MB


class Snapshot:
    """Facts of the documents and how rare words are, as of one generation of the catalogue."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.generation = library.catalogue.get_state("generation")
        self.documents: list[Any] = library.catalogue.documents()
        self._counts: dict[str, int] = {}
        self._vectors: dict[str, NDArray[np.float32]] = {}

    @cached_property
    def partnerships(self) -> list[Partnership]:
        """The partnerships and boards of the library."""
        return group_boards(self.documents, self._is_common)

    def _is_common(self, word: str) -> bool:
        """Tell whether papers often write a word in small letters, as they write no name."""
        query = text(
            "SELECT c.text FROM chunks_text JOIN chunks c ON c.row = chunks_text.rowid"
            " WHERE chunks_text MATCH :match LIMIT 60"
        ).bindparams(match=f'"{word}"')
        said = " ".join(row[0] for row in self._library.catalogue.rows(query))
        small = re.findall(rf"(?<![\w.@/-]){word}(?![\w@/-]|\.\w)", said)
        return len(small) * 4 > len(re.findall(rf"\b{word}\b", said, re.I))

    @cached_property
    def chunk_count(self) -> int:
        """How many chunks there are."""
        return int(self._library.catalogue.rows(select(func.count()).select_from(schema.chunks))[0][0])

    @cached_property
    def _part_days(self) -> list[tuple[str, datetime.date]]:
        p = schema.parts.c
        return [(r.document, r.date) for r in self._library.catalogue.rows(select(p.document, p.date)) if r.date]

    @cached_property
    def meetings(self) -> frozenset[datetime.date]:
        """Every day on which papers say that a board met."""
        r = schema.records.c
        query = select(r.date).distinct().where(r.kind == "meetings", r.date.is_not(None))
        return frozenset(row.date for row in self._library.catalogue.rows(query))

    @cached_property
    def numbered_meetings(self) -> frozenset[NumberedMeeting]:
        """Every meeting that its papers' titles call by a number."""
        return numbered_meetings(self._library.catalogue)

    def coverage(self, filters: Filters = Filters()) -> Coverage:
        """Return what there is to be looked at."""
        rows = [d for d in self.documents if _kept(d, filters)]
        held = {d.id for d in rows}
        days = [d.date or d.period_end for d in rows if d.date or (d.period_end and d.kind != "strategy")]
        days += [day for document, day in self._part_days if document in held]
        boards = tuple(p.name for p in self.partnerships if any(d.board in p.names for d in rows))
        return Coverage(len(rows), min(days, default=None), max(days, default=None), boards)

    def days_of(self, filters: Filters) -> set[datetime.date]:
        """Return every day that a part or document within the filters is dated."""
        held = {d.id for d in self.documents if _kept(d, filters)}
        return {day for document, day in self._part_days if document in held} | {
            d.date for d in self.documents if d.date and d.id in held
        }

    def documents_with(self, word: str) -> int:
        """Return how many chunks say a word in any of its forms."""
        if word not in self._counts:
            pieces = " ".join(re.findall(r"\w+", word))
            query = text("SELECT count(*) FROM chunks_text WHERE chunks_text MATCH :match").bindparams(
                match=f'"{pieces}"'
            )
            self._counts[word] = int(self._library.catalogue.rows(query)[0][0]) if pieces else 0
        return self._counts[word]

    def likeness(self, question: str, texts: Iterable[str]) -> list[float]:
        """Return how near each text is to a question in meaning, -1 to 1; a text is embedded once."""
        asked = self._vector(question)
        return [float(asked @ self._vector(words)) for words in texts]

    def _vector(self, words: str) -> NDArray[np.float32]:
        vector = self._vectors.get(words)
        if vector is None:
            if len(self._vectors) >= _MOST_VECTORS:
                self._vectors.clear()
            whole = words.encode("utf-8", "replace").decode()  # half a character would stop the model
            vector = self._vectors[words] = self._library.embedder.embed([whole])[0]
        return vector

    def rarity(self, word: str) -> float:
        """Return the weight of a word: about 0.5 for one that stands everywhere, 8 for one that stands nowhere."""
        return max(0.5, math.log((self.chunk_count + 1) / (self.documents_with(word) + 0.5)))


def _kept(row: Any, filters: Filters) -> bool:
    day = row.date or row.period_end
    return (
        (not filters.boards or row.board in filters.boards)
        and (not filters.documents or row.id in filters.documents)
        and not (filters.since and day and day < filters.since)
        and not (filters.until and day and day > filters.until)
    )
