"""Records as rows of the catalogue, and rows as records again."""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter

from ingest.documents import Document, page_at
from ingest.records.record import Action, Activity, Decision, Measure, Meeting, Records, Term, Update

KINDS: Final[dict[str, type[Any]]] = {
    "meetings": Meeting,
    "actions": Action,
    "updates": Update,
    "decisions": Decision,
    "measures": Measure,
    "activities": Activity,
    "terms": Term,
}


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[kind])


def record_of(row: Any) -> Any:
    """Return the record that a row of the table `records` holds."""
    return _adapter(row.kind).validate_json(row.data)


def records_of(rows: Iterable[Any]) -> Records:
    """Return the records of one document."""
    kinds: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    for row in sorted(rows, key=lambda r: r.ordinal):
        kinds[row.kind].append(record_of(row))
    return Records(**{kind: tuple(found) for kind, found in kinds.items()})


def record_rows(document: Document) -> list[dict[str, Any]]:
    """Return the rows of the table `records` for a document."""
    boards = {p.ordinal: p.fact("board") or document.board for p in document.parts}
    days = {p.ordinal: p.date or document.date for p in document.parts}
    rows: list[dict[str, Any]] = []
    for kind in KINDS:
        for ordinal, record in enumerate(getattr(document.records, kind)):
            period = getattr(record, "period", None)
            rows.append(
                {
                    "part": record.part,
                    "kind": kind,
                    "ordinal": ordinal,
                    "start": record.start,
                    "end": record.end,
                    "page": page_at(document.pages, record.start),
                    "board": boards.get(record.part, document.board),
                    "date": _day(record) or days.get(record.part),
                    "period_start": period.start if period else None,
                    "period_end": period.end if period else None,
                    "period_label": period.label if period else None,
                    "name": _name(record),
                    "data": _adapter(kind).dump_json(record).decode("utf-8", "surrogatepass"),
                }
            )
    return rows


def _day(record: Any) -> Any:
    return record.date if isinstance(record, Meeting) else getattr(record, "dated", None)


def _name(record: Any) -> str:
    if isinstance(record, Term):
        return record.acronym
    if isinstance(record, Measure):
        return record.name
    return record.place if isinstance(record, Meeting) else str(record.text)
