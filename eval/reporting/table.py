"""Every question of a run as a row of a table: what was expected, what came, and every metric."""

import csv
import math
from collections.abc import Iterator, Mapping
from typing import IO, Any

from eval.reporting.outcomes import NAMES, Outcome
from eval.reporting.plain import in_cell
from eval.reporting.scored import Scored
from eval.rows import Row
from eval.scoring import METRICS

COLUMNS = (
    *("id", "question", "earlier_questions", "kind", "tags", "split", "same_as"),
    *("expected_facts", "forbidden", "expected_documents", "expected_page", "expected_section", "expected_reason"),
    *("outcome", "answer", "actual_reason", "actual_kind", "citations", "error"),
    *METRICS,
)


def write_csv(run: Scored, stream: IO[str]) -> None:
    """Write a run as CSV; no cell of it is a formula to a spreadsheet."""
    writer = csv.DictWriter(stream, COLUMNS)
    writer.writeheader()
    for row, score, outcome in zip(run.rows, run.scores, run.outcomes, strict=True):
        cells = dict(_cells(row, outcome)) | {name: _figure(score.get(name, math.nan)) for name in METRICS}
        writer.writerow({name: in_cell(cell) for name, cell in cells.items()})


def _cells(row: Row, outcome: Outcome) -> Iterator[tuple[str, str]]:
    example = row.example
    yield "id", example.id
    yield "question", example.question
    yield "earlier_questions", "\n".join(example.history)
    yield "kind", example.kind
    yield "tags", "; ".join(example.tags)
    yield "split", example.split
    yield "same_as", example.same_as
    yield "expected_facts", "\n".join(" / ".join(fact) for fact in example.expected_facts)
    yield "forbidden", "\n".join(example.forbidden)
    yield "expected_documents", "\n".join(example.expected_documents)
    yield "expected_page", "" if example.expected_page is None else str(example.expected_page)
    yield "expected_section", example.expected_section
    yield "expected_reason", example.expected_reason or ""
    yield "outcome", NAMES[outcome]
    yield "answer", row.answer
    yield "actual_reason", row.reason or ""
    yield "actual_kind", row.kind
    yield "citations", "\n".join(map(_citation, row.citations))
    yield "error", row.error


def _citation(citation: Mapping[str, Any]) -> str:
    told = {name: citation.get(name) for name in ("n", "document", "page", "section", "quote")}
    place = f"page {told['page']}" if told["page"] else ""
    where = ", ".join(str(part) for part in (told["document"], place, told["section"]) if part)
    return f"[{told['n']}] {where}: {told['quote'] or ''}"


def _figure(value: float) -> str:
    """Return a metric: nan is an empty cell."""
    return "" if math.isnan(value) else f"{value:.6g}"
