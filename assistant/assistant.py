"""The assistant: from a question to a cited answer."""

import datetime
import time
from collections.abc import Iterator, Sequence

from assistant.answer import Answer, Coverage
from index.library import Library
from index.search import Filters, Search


class Assistant:
    """Answers questions from a library's papers and refuses what they do not say."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.search = Search(library)

    def coverage(self, filters: Filters = Filters()) -> Coverage:
        """Return what is there to be looked at."""
        rows = [d for d in self.library.catalogue.documents() if not filters.boards or d.board in filters.boards]
        days: list[datetime.date] = [day for d in rows for day in (d.date, d.period_end) if day]
        boards = tuple(sorted({d.board for d in rows if d.board}))
        return Coverage(len(rows), min(days, default=None), max(days, default=None), boards)

    def ask(
        self, question: str, history: Sequence[str] = (), filters: Filters = Filters()
    ) -> Iterator[str | Answer]:
        """Yield the answer's text as it comes, then the finished Answer.

        `history` holds the earlier questions of the conversation, oldest first.
        """
        started = time.perf_counter()
        text = "Not built yet."
        yield text
        yield Answer(question, text, "other", (), "not_in_documents", (), self.coverage(filters), time.perf_counter() - started)
