"""Documents as rows of the catalogue, and rows as documents again."""

import datetime
import json
import zlib
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, insert, select

from index import schema
from index.likeness import signature_of
from index.recorded import record_rows, records_of
from index.standing import edition_of
from ingest.documents import Block, Cell, Document, Fact, Page, Part, Person, Section, Statement
from ingest.periods import Period


def insert_document(connection: Connection, document: Document) -> None:
    """Insert a document that is not there yet, with all its pieces."""
    connection.execute(
        insert(schema.documents),
        {
            "id": document.id,
            "name": document.name,
            "title": document.title,
            "board": document.board,
            "kind": document.kind,
            "date": document.date,
            **_spread(document.period),
            "text": document.text,
            "pages": [[p.number, p.start, p.end] for p in document.pages],
            "warnings": list(document.warnings),
            "added": datetime.datetime.now(datetime.UTC).replace(tzinfo=None),
            "facts": [asdict(fact) for fact in document.facts],
        },
    )
    of = {"document": document.id}
    for table, rows in (
        (schema.parts, [_part_row(p, document) for p in document.parts]),
        (schema.chunks, [_chunk_row(c) for c in document.chunks]),
        (schema.people, [asdict(p) for p in document.people]),
        (schema.records, record_rows(document)),
        (schema.page_words, [_page_row(p) for p in document.pages if p.words or p.confidence is not None]),
        (schema.structures, [{"sections": _packed(document.sections)}]),
    ):
        if rows:
            connection.execute(insert(table), [row | of for row in rows])


def document_of(connection: Connection, identity: str) -> Document | None:
    """Return a document as it was read, without its chunks; one from an older catalogue has no sections either."""

    def rows(table: Any) -> Any:
        return connection.execute(select(table).where(table.c.document == identity))

    row = connection.execute(select(schema.documents).where(schema.documents.c.id == identity)).first()
    if row is None:
        return None
    words = {w.page: (w.words, w.confidence) for w in rows(schema.page_words)}
    structure = rows(schema.structures).first()
    return Document(
        id=row.id,
        name=row.name,
        title=row.title,
        board=row.board,
        kind=row.kind,
        date=row.date,
        period=period_of(row),
        text=row.text,
        pages=tuple(Page(number, a, b, *words.get(number, (b"", None))) for number, a, b in row.pages),
        parts=tuple(sorted((_part(p) for p in rows(schema.parts)), key=lambda p: p.ordinal)),
        sections=_unpacked(structure.sections) if structure else (),
        chunks=(),
        people=tuple(
            Person(**{k: v for k, v in p._mapping.items() if k not in ("row", "document")}) for p in rows(schema.people)
        ),
        warnings=tuple(row.warnings),
        facts=tuple(Fact(**fact) for fact in row.facts),
        records=records_of(rows(schema.records)),
    )


def period_of(row: Any) -> Period | None:
    """Return the period of a row, if it has one."""
    return Period(row.period_start, row.period_end, row.period_label or "") if row.period_start else None


def statements_of(row: Any) -> tuple[Statement, ...]:
    """Return the statements of a chunk's row."""
    raw = row.statements if isinstance(row.statements, list) else json.loads(row.statements)
    return tuple(Statement(**{**s, "cells": tuple((a, b) for a, b in s.get("cells", ()))}) for s in raw)


def _spread(period: Period | None) -> dict[str, Any]:
    return {
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "period_label": period.label if period else None,
    }


_PART = ("ordinal", "title", "kind", "date", "author", "agenda_item", "start", "end")


def _part_row(part: Part, document: Document) -> dict[str, Any]:
    facts = [asdict(fact) for fact in part.facts]
    own = {"signature": signature_of(document.text[part.start : part.end]), "edition": edition_of(part, document.board)}
    return {k: getattr(part, k) for k in _PART} | own | {"facts": facts} | _spread(part.period)


def _part(row: Any) -> Part:
    facts = tuple(Fact(**fact) for fact in row.facts)
    return Part(**{name: getattr(row, name) for name in _PART}, period=period_of(row), facts=facts)


def _chunk_row(chunk: Any) -> dict[str, Any]:
    names = ("id", "ordinal", "part", "section", "header", "text", "start", "end", "first_page", "last_page", "date")
    row = {k: getattr(chunk, k) for k in names}
    row["path"] = list(chunk.path)
    row["statements"] = [{k: v for k, v in asdict(s).items() if v or k in ("start", "end")} for s in chunk.statements]
    return row | _spread(chunk.period)


def _page_row(page: Page) -> dict[str, Any]:
    return {"page": page.number, "words": page.words, "confidence": page.confidence}


def _packed(sections: tuple[Section, ...]) -> bytes:
    """Return sections as compressed JSON, without what is empty."""

    def full(piece: dict[str, Any]) -> dict[str, Any]:
        return {k: v for k, v in piece.items() if v or k in ("start", "end", "ordinal", "part", "path", "blocks")}

    rows = [asdict(section) for section in sections]
    for row in rows:
        row["blocks"] = [full(b | {"cells": [full(cell) for cell in b["cells"]]}) for b in row["blocks"]]
    return zlib.compress(
        json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), 3
    )


def _unpacked(packed: bytes) -> tuple[Section, ...]:
    def block(row: dict[str, Any]) -> Block:
        return Block(**{"text": ""} | row | {"cells": tuple(Cell(**{"text": ""} | c) for c in row.get("cells", ()))})

    rows = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    return tuple(
        Section(**row | {"path": tuple(row["path"]), "blocks": tuple(map(block, row["blocks"]))}) for row in rows
    )
