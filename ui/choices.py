"""What the options of a command mean in a given library: loose names and dates become exact filters."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.library import Library
    from index.search import Filters
    from ingest.periods import Period


class Mistake(Exception):
    """What was asked of a command cannot be done: the text says why and what to do."""


def chosen(
    library: "Library", board: str | None, kind: str | None = None, since: str | None = None, until: str | None = None
) -> "Filters":
    """Return the filters that options name. Raises Mistake, naming what there is, where nothing matches."""
    from index.search import Filters

    rows = library.catalogue.documents() if board or kind else []
    filters = Filters(
        boards=_matching("board", board, {row.board for row in rows if row.board}),
        kinds=_matching("kind of paper", kind, {row.kind for row in rows}),
        since=day_of("--since", since, last=False),
        until=day_of("--until", until, last=True),
    )
    if filters.since and filters.until and filters.since > filters.until:
        raise Mistake(f"--since {filters.since} is after --until {filters.until}: swap them")
    return filters


def _matching(what: str, wanted: str | None, names: Iterable[str]) -> frozenset[str]:
    """Return the names that hold the wanted words, whatever their case; the exact name alone where there is one."""
    if not wanted or not wanted.strip():
        return frozenset()
    folded = wanted.strip().casefold()
    exact = {name for name in names if name.casefold() == folded}
    found = exact or {name for name in names if folded in name.casefold()}
    if not found:
        there = "; ".join(sorted(names)) or "none yet"
        raise Mistake(f'no {what} is called "{wanted.strip()}"; there are: {there}')
    return frozenset(found)


def day_of(option: str, value: str | None, last: bool) -> datetime.date | None:
    """Return the first or last day of "2023", "March 2018", "Q2 2023/24", "26/03/2018" or "2018-03-26"."""
    period = period_of(option, value)
    if period is None:
        return None
    return period.end if last else period.start


def period_of(option: str, value: str | None) -> "Period | None":
    """Return the period that an option names. Raises Mistake where it names none, or more than one."""
    if not value:
        return None
    from ingest.periods import find_periods

    found = find_periods(value)
    if len(found) != 1:
        raise Mistake(f'{option} "{value}" is not a date: write it as 2018-03-26, "March 2018", 2018 or "Q2 2023/24"')
    return found[0]
