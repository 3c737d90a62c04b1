"""Which statements are about the same action.

Statements are weighed in the order of their days, so that none depends on what was said later, nor on the order in
which papers were put in. One action gathers: what minutes agree, the rows of later logs that list it again, and what
later papers say about it.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from index.register.listing import place_rows
from index.register.said import Paper, Said
from index.register.text import fold
from index.register.threads import Link, Thread, Threads
from index.register.updating import by_label, place_update


def link(said: Sequence[Said]) -> list[Thread]:
    """Return the actions of one body, given what its papers say in the order it is weighed."""
    threads = Threads(said)
    labels: dict[Paper, list[Said]] = defaultdict(list)
    for one in said:
        if one.kind == "update" and one.of_row is None and not one.minute:
            labels[one.paper].append(one)
    for (_, kind), day in groupby(said, key=lambda s: (s.day, s.kind)):
        if kind == "action":
            for _, rows in groupby(day, key=lambda s: (s.logged, s.paper)):
                place_rows([row for row in rows if not _goes_on(row, labels[row.paper], threads)], threads)
        else:
            for update in day:
                place_update(update, threads)
    return threads.all


def _goes_on(row: Said, updates: Sequence[Said], threads: Threads) -> bool:
    """Put what minutes agree under an update's label to the action that the update is about, if that is certain."""
    if row.logged:
        return False
    words = fold(row.text)
    for update in updates:
        whole = words.startswith(fold(update.text) + " ") and fold(update.record.text).startswith(words)
        if whole and (same := by_label(update, threads)):
            for thread in same:
                threads.add(thread, Link(row, 0.9, f"“{update.text}” is said of it"))
            return True
    return False
