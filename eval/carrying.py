"""Whether cited text carries a statement: its figures, dates, names and most of its words stand there."""

import datetime
import re
from calendar import monthrange
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from assistant.checking.naming import CALENDAR, content, names
from assistant.checking.statements import Statement
from assistant.checking.tokens import Token, covers, tokens
from assistant.words import fold, stem
from ingest.periods import Period, financial_year, find_periods, quarter

WORDS_CARRIED = 0.6
"""The share of a statement's content words whose stems the cited text must hold."""
FEW_WORDS = 3
"""A statement with a value and fewer content words than that is judged by its values and names alone."""

_LABEL = re.compile(
    r"(?:^|(?<=[,;:)]))\s*[^\s;:()]+(?:\s+\d+[a-z]?|\s+\([^()]*\))?:(?=\s)|(?<=;)\s*(?:[^\s;:]+\s+){0,5}[^\s;:]+:(?=\s)"
)
_ACRONYM = re.compile(r"\b[A-Z]{2,}s?\b")


class Cited:
    """What a citation shows: its words, and what is told of its place (title, part, date, section, document)."""

    def __init__(self, citation: dict[str, Any]) -> None:
        self._citation = citation

    @cached_property
    def text(self) -> str:
        """Everything that a person sees of it."""
        keys = ("quote", "title", "part", "section", "date", "document", "board")
        told = (self._citation.get(key) for key in keys)
        return " \n ".join(str(value).replace("_", " ") for value in told if value)

    @cached_property
    def places(self) -> list[str]:
        """Its title, part and section."""
        return [str(self._citation.get(key) or "") for key in ("title", "part", "section")]

    @cached_property
    def day(self) -> datetime.date | None:
        """The day of the paper."""
        date = self._citation.get("date")
        return datetime.date.fromisoformat(date) if date else None


def carried(statement: Statement, citations: Sequence[Cited], frame: str = "") -> bool:
    """Tell whether cited text carries a statement.

    All its values, names and acronyms must stand in what its citations show, and 60 % of its other words by their
    stems, unless it is a value with hardly any. Of a lead only values and names must, and its count may be that of its
    entries. What only frames a statement need not stand there: periods and months that the question (`frame`) names,
    and labels ("Target: ", "Q1: ", "Action 6: "), headings of a table or a form that the quote of a row does not show.
    """
    cited = [c.text for c in citations]
    labels = [
        t for label in _LABEL.findall(statement.text) for t in tokens(label) if t.sort not in ("money", "percent")
    ]
    valued = False
    for value in tokens(statement.text):
        if value.sort in ("word", "ordinal") or value in labels or _counts(value, statement.entries):
            continue
        if not _known(value, citations, frame):
            return False
        valued = True
    bare = _LABEL.sub(" ; ", statement.text)
    words = [{t.what.rstrip("'") for t in tokens(text) if t.sort == "word"} for text in cited]
    named = names(bare)
    if not all(any(_named(name, present) for present in words) for name in named):
        return False
    acronyms = _ACRONYM.findall(bare)
    if not all(_spelt(acronym, cited, words) for acronym in acronyms):
        return False
    wanted = content(bare)
    if statement.entries or (valued and len(wanted) < FEW_WORDS):
        return True
    held = content(" ".join(cited)) | {stem(word) for name in named for word in name} | {stem(a) for a in acronyms}
    return len(wanted & held) >= WORDS_CARRIED * len(wanted)


def _counts(value: Token, entries: int) -> bool:
    return value.sort == "number" and bool(value.what.value == entries)


def _known(value: Token, citations: Sequence[Cited], frame: str) -> bool:
    """Tell whether a value stands in cited text, or is a time that follows from it or from the question.

    A period may follow from the day of a paper, or from a quarter and a year apart; a month, or "as of" a day, from the
    period it belongs to or ends.
    """
    said = [token for cited in citations for token in tokens(cited.text)]
    if any(covers(value, token) for token in said):
        return True
    named = tokens(frame)
    asked = [period for period in find_periods(frame) if period.start < period.end]
    asked += [stretch for t in named if (stretch := _stretch(t))]
    if value.sort == "date" and None not in value.what:
        return datetime.date(*value.what) in {stretch.end for stretch in asked}
    own = _stretch(value)
    if not own:
        return value in named and value.sort == "period"
    places = [period for cited in citations for place in cited.places for period in find_periods(place)]
    known = [*asked, *places, *(stretch for t in said if (stretch := _stretch(t)))]
    if value.sort == "date":
        return any(own.within(stretch) for stretch in known)
    year, number = value.what
    periods = [t.what for t in (*said, *named) if t.sort == "period"]
    years = {y for y, of in periods if not of} | {t.what[0] for t in named if t.sort == "period"}
    parted = (None, number) in periods and year in years
    dated = any(own.holds(cited.day) for cited in citations if cited.day)
    return parted or dated or any((own.start, own.end) == (of.start, of.end) for of in known)


def _stretch(token: Token) -> Period | None:
    """The quarter, financial year or month that a token names whole."""
    if token.sort == "period" and token.what[0]:
        year, number = token.what
        return quarter(number, year) if number else financial_year(year)
    if token.sort == "date" and token.what[0] and token.what[2] is None:
        year, month, _ = token.what
        return Period(datetime.date(year, month, 1), datetime.date(year, month, monthrange(year, month)[1]))
    return None


def _named(name: Sequence[str], present: set[str]) -> bool:
    """Tell whether cited text has a name: all its words, or the initials by which papers call a person."""
    return present.issuperset(name) or (len(name) > 1 and "".join(word[0] for word in name) in present)


def _spelt(acronym: str, cited: Sequence[str], words: Sequence[set[str]]) -> bool:
    """Tell whether cited text has an acronym, or the words or the name whose initials it is."""
    letters = acronym.rstrip("s")
    if letters.lower() in CALENDAR or any({fold(acronym), fold(letters)} & present for present in words):
        return True
    return any(letters in "".join(word[0] for word in re.findall(r"\b[A-Z]\w+", text)) for text in cited)
