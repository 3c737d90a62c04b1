"""The columns of the register's lists: what stands in a cell, as HTML, and by what a list is sorted."""

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from index.register.asking import Place
from ingest.records.record import Owner
from ui.format import day
from ui.register import rows_of, status_shown
from ui.web import fragments
from ui.web.words import safe, source_link

_NUMBERS = re.compile(r"(\d+)")
Cell = Callable[[Any, str], str]


@dataclass(frozen=True, slots=True)
class Column:
    """`cell` makes the HTML of a record as of a day, as it stands in an address; `key` what to sort by, None last."""

    cell: Cell
    key: Callable[[Any], Any] | None = None
    css: str = ""
    label: bool = True


def ordered(records: Sequence[Any], column: Column, down: bool) -> list[Any]:
    """Return records in the order of a column; those that have nothing there stand last either way."""
    assert column.key is not None
    keyed = [(column.key(record), record) for record in records]
    known = sorted((pair for pair in keyed if pair[0] is not None), key=lambda pair: pair[0], reverse=down)
    return [record for _, record in known] + [record for key, record in keyed if key is None]


def natural(text: str) -> tuple[tuple[int, int, str], ...] | None:
    """Return what words are sorted by, numbers in them as numbers; None for no words."""
    pieces = _NUMBERS.split(text.strip().casefold())
    return tuple((1, int(p), "") if p.isdecimal() else (0, 0, p) for p in pieces) if text.strip() else None


# links


def to(path: str, words: str, css: str = "", **given: str) -> str:
    """Return a link to another page of the register; `words` are HTML already, what is empty is left out."""
    query = urlencode({name: value for name, value in given.items() if value})
    return f'<a{f" class={css}" if css else ""} href="{safe(f"{path}?{query}")}">{words}</a>'


def opened(place: Place, words: str = "") -> str:
    """Return a link that opens a paper at the words of a record, named for its part and page."""
    shown = words or safe(place_named(place))
    return fragments.link(source_link(place.document, place.start, place.end), shown)


def place_named(place: Place) -> str:
    """Return a place in a few words: "Minutes of the Board, page 20"."""
    title = place.part_title or place.title or place.name
    return title + (f", page {place.page}" if place.page else "")


def owners(found: Sequence[Owner], as_of: str = "", board: str = "") -> str:
    """Return owners as HTML, people as links to their page, each doubt beside its owner."""
    return "<br>".join(_owner(o, as_of) for o in found) or '<span class="soft">not recorded</span>'


def _owner(owner: Owner, as_of: str) -> str:
    name = safe(owner.name or owner.stated)
    shown = to("/person", name, name=owner.name, as_of=as_of) if owner.kind == "person" and owner.name else name
    if owner.name and owner.stated and owner.stated.casefold() != owner.name.casefold():
        shown += f' <span class="soft">({safe(owner.stated)})</span>'
    return shown + (f'<span class="doubt">{safe(owner.doubt)}</span>' if owner.doubt else "")


def state(status: str, words: str = "") -> str:
    """Return a status as a coloured word, with what else is said of it beside it."""
    name = {"unknown": "not recorded"}.get(status, status)
    rest = words.removeprefix(name).lstrip(", ")
    more = f'<span class="under">{safe(rest)}</span>' if rest else ""
    return f'<span class="state {safe(status)}">{safe(name.capitalize())}</span>{more}'


# cells


def _plain(kind: str, name: str) -> Cell:
    return lambda record, _: safe(rows_of(kind, [record])[0][name])


def _by_words(kind: str, name: str) -> Callable[[Any], Any]:
    return lambda record: natural(rows_of(kind, [record])[0][name])


def _words(kind: str, name: str, css: str = "") -> Column:
    return Column(_plain(kind, name), _by_words(kind, name), css)


def _under(*facts: str) -> str:
    known = " · ".join(safe(fact) for fact in facts if fact)
    return f'<span class="under">{known}</span>' if known else ""


def _cut(words: str) -> str:
    """Return words that show no more than their first lines in a table."""
    return f'<span class="cut">{words}</span>'


def _source(record: Any, _: str) -> str:
    return _cut(opened(record.place))


def _by_date(record: Any) -> datetime.date | None:
    found: datetime.date | None = record.date
    return found


_DATE = Column(lambda record, _: day(record.date), _by_date, "day")
_SOURCE = Column(_source, lambda record: natural(place_named(record.place)), "words")


def _action(record: Any, as_of: str) -> str:
    doubts = "".join(f'<span class="doubt">{safe(doubt)}</span>' for doubt in record.doubts)
    words = _cut(to("/action", safe(record.text), id=record.id, as_of=as_of))
    minute = f"minute {record.minute}" if record.minute else ""
    return words + _under(minute, record.board) + doubts


def _status(record: Any, _: str) -> str:
    by_hand = [c for c in record.corrections if c.kind == "status"]
    fixed = f'<span class="fixed">Corrected by {safe(by_hand[-1].by)}</span>' if by_hand else ""
    return state(record.status, status_shown(record)) + fixed


def _latest(record: Any, _: str) -> str:
    told = [s for s in record.history if s.kind == "update" and not s.doubtful and not s.wrong]
    if not told:
        return ""
    return _cut(opened(told[-1].place, safe(told[-1].text))) + _under(day(told[-1].date))


def _agreed(record: Any, _: str) -> str:
    return _cut(opened(record.history[0].place)) if record.history else ""


def _said(kind: str, name: str) -> Cell:
    """The words of a record, which open its source."""
    cell = _plain(kind, name)
    return lambda record, as_of: _cut(opened(record.place, cell(record, as_of))) + _under(record.board)


def _figure(record: Any, as_of: str) -> str:
    own = record.record
    return to("/figure", safe(own.name), name=own.name, unit=own.unit, board=record.board, as_of=as_of) + _under(
        own.table if own.table != own.name else "", record.board
    )


def _period(record: Any, _: str) -> str:
    own = record.record.period
    name, _, dates = own.label.partition(" (") if own else (getattr(record.record, "stated_period", ""), "", "")
    return safe(name) + _under(dates.removesuffix(")"))


def _by_period(record: Any) -> datetime.date | None:
    period = record.record.period
    start: datetime.date | None = period.start if period else None
    return start


def _value(record: Any, _: str) -> str:
    return opened(record.place, safe(record.record.value))


COLUMNS: dict[str, dict[str, Column]] = {
    "actions": {
        "Action": Column(_action, _by_words("actions", "Action"), "main", label=False),
        "Owner": Column(lambda r, as_of: owners(r.owners, as_of), _by_words("actions", "Owner")),
        "Status": Column(_status, _by_words("actions", "Status"), "status"),
        "Due": Column(_plain("actions", "Due"), lambda r: r.due_date),
        "Meeting": Column(_plain("actions", "Meeting"), lambda r: r.meeting, "day"),
        "Latest update": Column(_latest, _by_words("actions", "Last update"), "words"),
        "Source": Column(_agreed, None, "words"),
    },
    "decisions": {
        "Decision": Column(_said("decisions", "Decision"), _by_words("decisions", "Decision"), "main", label=False),
        "Minute": _words("decisions", "Minute"),
        "Item": _words("decisions", "Item", "words"),
        "Date": _DATE,
        "Source": _SOURCE,
    },
    "measures": {
        "Figure": Column(_figure, _by_words("measures", "Figure"), "main", label=False),
        "Period": Column(_period, _by_period, "day"),
        "Value": Column(_value, lambda r: r.record.number, "number"),
        "Target": Column(_plain("measures", "Target"), lambda r: r.record.target_number),
        "Note": _words("measures", "Note", "words"),
        "Date": _DATE,
        "Source": _SOURCE,
    },
    "activities": {
        "Activity": Column(_said("activities", "Activity"), _by_words("activities", "Activity"), "main", label=False),
        "Priority": _words("activities", "Priority", "words"),
        "Agencies": _words("activities", "Agencies", "words"),
        "When": Column(_plain("activities", "Dates"), None),
        "Where": _words("activities", "Places"),
        "Period": Column(_period, _by_period, "day"),
        "Source": _SOURCE,
    },
    "people": {},
    "terms": {},
    "meetings": {},
}
