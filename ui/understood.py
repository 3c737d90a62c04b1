"""What reading a paper understood, as plain values: for a person to check, and for JSON."""

from collections.abc import Iterator
from dataclasses import fields
from itertools import groupby
from typing import Any

from ingest.documents import Block, Document, Fact, Section, page_at
from ingest.records.record import Records
from ui.format import iso
from ui.register import values_of

_REACH = 40
RECORDS = tuple(kind.name for kind in fields(Records))


def understood(document: Document, full: bool = False) -> dict[str, Any]:
    """Return all that is known of a document, each thing with its place; with `full` every block of every section."""
    period = document.period
    tables = list(_tables(document, full))
    return {
        "id": document.id,
        "document": document.name,
        "title": document.title,
        "board": document.board,
        "kind": document.kind,
        "date": iso(document.date),
        "period": period.label if period else None,
        "from": iso(period.start) if period else None,
        "to": iso(period.end) if period else None,
        "pages": len(document.pages),
        "facts": _facts(document, document.facts),
        "parts": [_part(document, part) for part in document.parts],
        "sections": [_section(document, section, full) for section in document.sections],
        "tables": tables,
        "owners": list(_owners(document)),
        "records": {kind: [_record(document, r) for r in getattr(document.records, kind)] for kind in RECORDS},
        "people": [
            {"name": p.name, "role": p.role, "initials": p.initials, "attended": p.attended, "part": p.part}
            | {"page": page_at(document.pages, p.start)}
            for p in document.people
        ],
        "recognised": [
            {"page": p.number, "confidence": p.confidence} for p in document.pages if p.confidence is not None
        ],
        "warnings": list(document.warnings),
    }


def _facts(document: Document, facts: tuple[Fact, ...]) -> list[dict[str, Any]]:
    held: dict[str, str] = {}
    return [
        {"name": f.name, "value": f.value, "agrees": _agree(held.setdefault(f.name, f.value), f.value)}
        | {"source": f.source}
        | _place(document, f.start, f.end)
        for f in facts
    ]


def _agree(one: str, other: str) -> bool:
    """A month does not disagree with a day of it."""
    return one.startswith(other) or other.startswith(one)


def _place(document: Document, start: int | None, end: int | None) -> dict[str, Any]:
    if start is None or end is None:
        return {"page": None, "before": "", "words": "", "after": ""}
    text = document.text
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    return {
        "page": page_at(document.pages, start),
        "before": _line(before if start <= _REACH else before.partition(" ")[2] or before),
        "words": _line(text[start:end]),
        "after": _line(after.rpartition(" ")[0] or after),
    }


def _line(text: str) -> str:
    return " ".join(text.split())


def _part(document: Document, part: Any) -> dict[str, Any]:
    return {
        "part": part.ordinal,
        "agenda_item": part.agenda_item,
        "title": part.title,
        "kind": part.kind,
        "date": iso(part.date),
        "period": part.period.label if part.period else None,
        "author": part.author,
        "page": page_at(document.pages, part.start),
        "facts": _facts(document, part.facts),
    }


def _section(document: Document, section: Section, full: bool) -> dict[str, Any]:
    rows = [b for b in section.blocks if b.kind == "row"]
    known = {
        "section": section.ordinal,
        "part": section.part,
        "path": list(section.path),
        "page": page_at(document.pages, section.start),
        "paragraphs": sum(b.kind == "paragraph" for b in section.blocks),
        "items": sum(b.kind == "item" for b in section.blocks),
        "tables": len({b.table for b in rows}),
        "rows": len(rows),
    }
    return known | ({"blocks": [_block(b) for b in section.blocks]} if full else {})


def _block(block: Block) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "text": block.text,
        "level": block.level,
        "owner": block.owner,
        "header": block.header,
        "cells": [{"text": c.text, "colour": c.colour} for c in block.cells],
    }


def _tables(document: Document, full: bool, first: int = 4) -> Iterator[dict[str, Any]]:
    """Yield each table as it stands in a section: how large it is, and its first rows or all of them."""
    number = 0
    for section in document.sections:
        for is_row, blocks in groupby(section.blocks, lambda b: (b.kind == "row", b.table if b.kind == "row" else 0)):
            if not is_row[0]:
                continue
            rows = list(blocks)
            number += 1
            yield {
                "table": number,
                "section": section.ordinal,
                "path": list(section.path),
                "page": page_at(document.pages, rows[0].start),
                "last_page": page_at(document.pages, rows[-1].start),
                "rows": len(rows),
                "columns": max(len(row.cells) for row in rows),
                "colours": sorted({c.colour for row in rows for c in row.cells if c.colour}),
                "shown": [_block(row) for row in (rows if full else rows[:first])],
            }


def _record(document: Document, record: Any) -> dict[str, Any]:
    known: dict[str, Any] = values_of(record)
    return known | {"page": page_at(document.pages, record.start)}


def _owners(document: Document) -> Iterator[dict[str, Any]]:
    """Yield each block that initials in an action column stand beside."""
    for section in document.sections:
        for block in section.blocks:
            if block.owner:
                page = page_at(document.pages, block.start)
                yield {"owner": block.owner, "page": page, "section": section.ordinal, "text": block.text}
