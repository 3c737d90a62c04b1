"""Rows as lines of JSON: what is on disk can be read up to the last row that is whole."""

import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from eval.examples import Example
from eval.rows import Retrieved, Row


def lines_of(path: Path) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield the lines of a file that may not be there, each with the offset of its end, up to one that is not whole."""
    if not path.exists():
        return
    end = 0
    with path.open("rb") as stream:
        for raw in stream:
            end += len(raw)
            try:
                line = json.loads(raw)
                line["example"]["id"]
            except (ValueError, TypeError, KeyError):
                return
            if not raw.endswith(b"\n"):
                return
            yield line, end


def line_of(row: Row) -> bytes:
    """Return a row as a line."""
    plain = {field.name: getattr(row, field.name) for field in fields(row)}
    value = plain | {"example": row.example.as_dict(), "retrieved": [asdict(found) for found in row.retrieved]}
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def row_of(line: dict[str, Any]) -> Row:
    """Return the row of a line."""
    lists = {name: tuple(line[name]) for name in ("citations", "context")}
    retrieved = tuple(Retrieved(**found) for found in line["retrieved"])
    return Row(**line | lists | {"example": _example(line["example"]), "retrieved": retrieved})


def _example(line: dict[str, Any]) -> Example:
    lists = {name: tuple(line[name]) for name in ("history", "forbidden", "expected_documents", "tags")}
    facts = tuple((fact,) if isinstance(fact, str) else tuple(fact) for fact in line["expected_facts"])
    return Example(**line | lists | {"expected_facts": facts})
