"""The numbers of meetings: "Sixteenth Meeting" in a paper's title or file name, with the board and the day."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from index import schema
from index.catalogue import Catalogue
from index.register.naming import board_homes

_ONES = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
_TENS = "twent thirt fort fift sixt sevent eight ninet".split()
_NUMBERS = {word: n for n, word in enumerate([*_ONES, *_TEENS], 1)}
_NUMBERS |= {f"{tens}ieth": 10 * n for n, tens in enumerate(_TENS, 2)}
_NUMBERS |= {f"{tens}y-{one}": 10 * n + m for n, tens in enumerate(_TENS, 2) for m, one in enumerate(_ONES, 1)}
_NUMBERED = re.compile(
    rf"(?<![\w-])(?P<number>\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
    r"[ _](?:(?:board|panel|group|council|committee|partnership|ordinary) )?meeting(?! of the (?:year|month))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class NumberedMeeting:
    """A meeting that a paper calls by its number, with the name most papers give its board."""

    board: str
    number: int
    date: datetime.date


def meeting_numbers(text: str) -> Iterator[tuple[int, str]]:
    """Yield each number that a text calls a meeting by, with the word it says it in: "16th", "sixteenth"."""
    for match in _NUMBERED.finditer(text):
        word = match["number"].lower()
        yield (int(word[:-2]) if word[0].isdigit() else _NUMBERS[word]), match["number"]


def numbered_meetings(catalogue: Catalogue) -> frozenset[NumberedMeeting]:
    """Return the meetings whose papers' titles or file names give them a number."""
    d, p = schema.documents.c, schema.parts.c
    day = func.coalesce(p.date, d.date).label("day")
    query = select(d.name, d.title, d.board, p.title.label("part_title"), day).join(schema.parts, p.document == d.id)
    homes = board_homes(catalogue)
    return frozenset(
        NumberedMeeting(homes.get(row.board, row.board), number, row.day)
        for row in catalogue.rows(query)
        if row.day
        for text in (row.name, row.title, row.part_title)
        for number, _ in meeting_numbers(text or "")
    )
