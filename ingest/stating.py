"""What the person who puts a paper in says of it, where the paper itself is silent: its board, period and sender."""

import datetime
from dataclasses import dataclass, replace

from ingest.chunks import Origin, make_chunks
from ingest.documents import Document, DocumentKind
from ingest.periods import Period
from ingest.records.finding import find_records

_SOON = datetime.timedelta(days=100)


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said of a paper from outside. `sure`: it is so whatever the words of the paper look like."""

    board: str
    period: Period
    author: str = ""
    sure: bool = False


def with_stated(document: Document, stated: Stated) -> Document:
    """Return a document with its board, period and author as stated, where it names none itself.

    What the paper says holds: its facts stay as they are, and one that is of another day is given no period.
    """
    board = stated.board if stated.sure or not document.board else document.board
    period = stated.period if stated.sure or _lacks_period(document, stated.period) else document.period
    parts = [
        replace(
            part, author=part.author or stated.author, period=part.period or (period if part.ordinal == 0 else None)
        )
        for part in document.parts
    ]
    sections = list(document.sections)
    records = find_records(document.text, parts, sections, document.people, board)
    parts = [replace(part, kind=_kind(part.kind)) for part in parts]
    origin = Origin(document.id, board, document.title, period)
    return replace(
        document,
        board=board,
        kind=_kind(document.kind),
        period=period,
        parts=tuple(parts),
        chunks=tuple(make_chunks(document.text, sections, parts, document.pages, origin)),
        records=records,
    )


def _kind(kind: DocumentKind) -> DocumentKind:
    """What partners send for a quarter may look like the board's own update of it, and is none."""
    return "report" if kind == "quarterly update" else kind


def _lacks_period(document: Document, period: Period) -> bool:
    """Tell whether a paper names no period, and is of no day that would be another's."""
    if document.period is not None or document.kind == "minutes":
        return False
    return document.date is None or period.start <= document.date <= period.end + _SOON
