"""Where a paper's text, its file's name and its file's properties say different things, in plain words."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from ingest.dates import spoken
from ingest.documents import Fact, FactName
from ingest.periods import find_periods

_SAID_OF: tuple[tuple[FactName, str], ...] = (
    ("meeting date", "the meeting's date"),
    ("report date", "the paper's date"),
    ("period", "the period"),
    ("author", "the author"),
    ("status", "the status"),
    ("version", "the version"),
)


def disagreements(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Return one line for each thing the sources of a paper tell differently, naming both and what is taken."""
    return tuple(dict.fromkeys(_found(list(facts))))


def _found(facts: list[Fact]) -> Iterator[str]:
    for name, what in _SAID_OF:
        same = [f for f in facts if f.name == name]
        if name == "report date" and not same:
            continue
        for other in same[1:]:
            first = same[0]
            if not _agree(name, first.value, other.value):
                yield (
                    f"{what} is {_shown(first.value)} by the {first.source} and {_shown(other.value)} by the"
                    f" {other.source}: the first is taken"
                )


def _agree(name: FactName, first: str, second: str) -> bool:
    if name in ("meeting date", "report date"):
        return first.startswith(second) or second.startswith(first)
    if name == "status":
        return "draft" not in (first, second) or first == second
    if name == "version":
        return re.sub(r"(?:\.0)+$", "", first) == re.sub(r"(?:\.0)+$", "", second)
    if name == "author":
        return bool(_surnames(first) & _surnames(second))
    one, two = find_periods(first), find_periods(second)
    return not (one and two) or one[0].within(two[0]) or two[0].within(one[0])


def _surnames(who: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z][\w’'-]{2,}", who)}


def _shown(value: str) -> str:
    return spoken(date.fromisoformat(value)) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else value
