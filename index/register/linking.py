"""Which statements are about the same action.

Statements are weighed in the order of their days, so that none depends on what was said later, nor on the order in
which papers were put in. One action gathers: what minutes agree, the rows of later logs that list it again, and what
later papers say about it.
"""

from collections.abc import Sequence
from itertools import groupby

from index.register.listing import place_rows
from index.register.said import Said
from index.register.threads import Thread, Threads
from index.register.updating import place_update


def link(said: Sequence[Said]) -> list[Thread]:
    """Return the actions of one body, given what its papers say in the order it is weighed."""
    threads = Threads(said)
    for (_, kind), day in groupby(said, key=lambda s: (s.day, s.kind)):
        if kind == "action":
            for _, rows in groupby(day, key=lambda s: (s.logged, s.paper)):
                place_rows(list(rows), threads)
        else:
            for update in day:
                place_update(update, threads)
    return threads.all
