"""Owners of whom a board's papers say that they have left."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.register.said import Said
from index.register.states import State
from ingest.dates import spoken
from ingest.records.record import Owner

GONE = r"(?:moved on|retired|resigned|stood down|stepped down|left(?! (?:the )?(?:meeting|room|call)| at\b| early))"
_TOLD = re.compile(rf"\b(?:former|ex-)\s*\w|\b(?:has|have|had|who)\b.{{0,20}}\b{GONE}", re.I)
_OWED = ("open", "unknown")


class Leavers:
    """Who has left, as what is said about actions tells."""

    def __init__(self, said: Iterable[Said]) -> None:
        self._told = [(s.day, s.record.text) for s in said if s.day and _TOLD.search(s.record.text)]

    def told(self, states: Sequence[State]) -> list[State]:
        """Return states with the doubt that an owner of what is still to be done has left, from the day it is said."""
        found: list[State] = []
        for state in states:
            left = sorted({(day, o.name) for o in state.owners if (day := self._day(o, state))} if self._told else ())
            for day, name in left if state.status in _OWED else ():
                doubts = (*state.doubts, f"{name} had left by {spoken(day)}")
                if day > state.since:
                    found.append(replace(state, until=day))
                state = replace(state, since=day, doubts=doubts)
            found.append(state)
        return found

    def _day(self, owner: Owner, state: State) -> datetime.date | None:
        """Return the first day on which an owner is said to have left while they have an action."""
        words = owner.name.split()
        if owner.kind != "person" or len(words) < 2:
            return None
        first, last = (re.escape(word) for word in words[-2:])
        former = rf"\b(?:former|ex-)\s*(?:[\w&'’-]+\s+){{0,5}}?{first}\s+{last}\b"
        gone = rf"\b{last}\b,?(?:\s+who)?\s+(?:has|have|had)\s+(?:(?:now|since|recently|also)\s+)?{GONE}"
        said = re.compile(f"{former}|{gone}", re.I)
        days = (day for day, text in self._told if state.since <= day < state.until and said.search(text))
        return min(days, default=None)
