"""Rows of a table picked by what a question says of their cells: those that hold a value, the one that has the most."""

import re
from collections.abc import Sequence

from assistant.compose.citing import Citations, as_of, in_brackets
from assistant.evidence import Evidence
from assistant.question import Plan
from assistant.words import matches, stem, stems
from index.search import Passage, Search
from ingest.documents import Statement

Line = tuple[Passage, Statement]

_WHICH = re.compile(r"\b(?:which|what|list|name) (?:of the |the |all )*(?P<what>[a-z][\w-]*)", re.I)
_MOST = re.compile(r"\bthe (?P<end>most|highest|largest|biggest|greatest|fewest|least|lowest|smallest)\b", re.I)
_LEAST = frozenset(("fewest", "least", "lowest", "smallest"))
_NAMED = 0.5
_SMALL = stems("the of in to and for a by as on")


def rows_of_value(plan: Plan, evidence: Evidence, search: Search, citations: Citations) -> str:
    """Return the rows whose cell holds the value that a question names, in the column it names; else ""."""
    asked = _WHICH.search(plan.question)
    if not asked:
        return ""
    for rows in _tables(evidence, search):
        if not _counts_rows(stem(asked["what"]), rows[0][1]):
            continue
        found = _valued(plan, rows)
        if len(found) > 1:
            return _listed(plan, found, citations)
    return ""


def extreme_row(plan: Plan, evidence: Evidence, search: Search, citations: Citations) -> str:
    """Return the row with the most, or the fewest, of what a question names a column of; else ""."""
    end = _MOST.search(plan.question)
    if not end:
        return ""
    rest = stems(" ".join(re.findall(r"[\w-]+", plan.question[end.end() :])[:4]))
    for rows in _tables(evidence, search):
        columns = [n for n, _ in rows[0][1].cells[1:] if n and stems(n) - _SMALL and stems(n) - _SMALL <= rest]
        if not columns:
            continue
        numbered = [(value, line) for line in rows if (value := _number(_cell(line[1], columns[0]))) is not None]
        if len(numbered) > 1:
            pick = min if end["end"].lower() in _LEAST else max
            best = pick(value for value, _ in numbered)
            return "\n".join(_row(line, citations) for value, line in numbered if value == best)
    return ""


def _tables(evidence: Evidence, search: Search) -> list[list[Line]]:
    """The tables the best rows stand in, whole, the best first."""
    seen: set[tuple[str, int, tuple[str, ...]]] = set()
    found: list[list[Line]] = []
    for candidate in evidence.candidates[:25]:
        heads = _heads(candidate.statement)
        key = (candidate.passage.document, candidate.passage.section, heads)
        if not candidate.timely or len(heads) < 2 or not all(heads[1:2]) or key in seen:
            continue
        seen.add(key)
        rows = [(p, s) for p in search.section(candidate.passage) for s in p.statements if _heads(s) == heads]
        found.append(rows)
    return [rows for rows in found if len(rows) > 2]


def _heads(statement: Statement) -> tuple[str, ...]:
    return tuple(name for name, _ in statement.cells)


def _counts_rows(what: str, row: Statement) -> bool:
    """Tell whether a table's rows are the things asked for ("which departments")."""
    return what in stems(row.cells[0][0])


def _valued(plan: Plan, rows: Sequence[Line]) -> list[Line]:
    asked = stems(plan.question)
    best: tuple[float, list[Line]] = (0.0, [])
    for name in _heads(rows[0][1])[1:]:
        column = stems(name) - _SMALL
        fit = len(column & asked) / len(column) if column else 0.0
        said = {line: value for line in rows if (value := _said(_cell(line[1], name), asked))}
        plain = any(len(value) > 1 for value in said.values())  # a value of several words needs no column named
        if said and (fit >= _NAMED or plain) and fit + plain > best[0]:
            best = (
                fit + plain,
                [line for line, value in said.items() if not any(value < other for other in said.values())],
            )
    return best[1]


def _said(cell: str, asked: frozenset[str]) -> frozenset[str]:
    """The words of a cell where the question says them all, else none."""
    words = stems(re.sub(r"\((?:red|amber|green|blue|grey|yellow)\)", " ", cell)) - _SMALL
    return words if len(words) <= 6 and all(matches(word, asked) for word in words) else frozenset()


def _cell(row: Statement, name: str) -> str:
    return next((value for head, value in row.cells if head == name), "")


def _number(cell: str) -> float | None:
    found = re.fullmatch(r"\W*(\d[\d,]*(?:\.\d+)?)\s*(?:%|k|m|bn)?\W*", cell.strip())
    return float(found[1].replace(",", "")) if found else None


def _listed(plan: Plan, rows: Sequence[Line], citations: Citations) -> str:
    asked = stems(plan.question)
    name = max(_heads(rows[0][1])[1:], key=lambda n: len(stems(n) & asked) / max(1, len(stems(n))))
    when = in_brackets(as_of(rows[0][0]))
    lines = [f"- {s.cells[0][1]}: {_cell(s, name)} {citations.cite(p, s)}" for p, s in rows]
    return "\n".join([f"{name}{when}:", *lines])


def _row(line: Line, citations: Citations) -> str:
    passage, row = line
    values = "; ".join(f"{n}: {v}" if n else v for n, v in row.cells[1:] if v)
    return f"{row.cells[0][1]}: {values} {citations.cite(passage, row)}{in_brackets(as_of(passage))}"
