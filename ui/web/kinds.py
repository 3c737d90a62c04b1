"""The columns of the register's lists, kind by kind: what stands in a cell, as HTML, and by what a list is sorted."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from index.register.asking import Place
from ingest.records.record import Standing
from ui.format import day
from ui.register import rows_of, status_shown
from ui.web.columns import Cell, Column, cut, natural, opened, owners, place_named, state, to, under
from ui.web.words import safe


def _plain(kind: str, name: str) -> Cell:
    return lambda record, _: safe(rows_of(kind, [record])[0][name])


def _by_words(kind: str, name: str) -> Callable[[Any], Any]:
    return lambda record: natural(rows_of(kind, [record])[0][name])


def _words(kind: str, name: str, css: str = "") -> Column:
    return Column(_plain(kind, name), _by_words(kind, name), css)


def _source(record: Any, _: str) -> str:
    return cut(opened(record.place))


def _by_date(record: Any) -> datetime.date | None:
    found: datetime.date | None = record.date
    return found


_DATE = Column(lambda record, _: day(record.date), _by_date, "day")
_SOURCE = Column(_source, lambda record: natural(place_named(record.place)), "words")


def _action(record: Any, as_of: str) -> str:
    doubts = "".join(f'<span class="doubt">{safe(doubt)}</span>' for doubt in record.doubts)
    words = cut(to("/action", safe(record.text), id=record.id, as_of=as_of))
    minute = f"minute {record.minute}" if record.minute else ""
    return words + under(minute, record.board) + doubts


def _status(record: Any, _: str) -> str:
    by_hand = [c for c in record.corrections if c.kind == "status" and c.value == record.status]
    fixed = f'<span class="fixed">Corrected by {safe(by_hand[-1].by)}</span>' if by_hand else ""
    return state(record.status, status_shown(record)) + fixed


def _latest(record: Any, _: str) -> str:
    told = [s for s in record.history if s.kind == "update" and not s.doubtful and not s.wrong]
    if not told:
        return ""
    return cut(opened(told[-1].place, safe(told[-1].text))) + under(day(told[-1].date))


def _agreed(record: Any, _: str) -> str:
    return cut(opened(record.history[0].place)) if record.history else ""


def _said(kind: str, name: str) -> Cell:
    """The words of a record, which open its source."""
    cell = _plain(kind, name)
    return lambda record, as_of: cut(opened(record.place, cell(record, as_of))) + under(record.board)


def _figure(record: Any, as_of: str) -> str:
    own = record.record
    return to("/figure", safe(own.name), name=own.name, unit=own.unit, board=record.board, as_of=as_of) + under(
        own.table if own.table != own.name else "", record.board
    )


def _period(record: Any, _: str) -> str:
    own = record.record.period
    name, _, dates = own.label.partition(" (") if own else (getattr(record.record, "stated_period", ""), "", "")
    return safe(name) + under(dates.removesuffix(")"))


def _by_period(record: Any) -> datetime.date | None:
    period = record.record.period
    start: datetime.date | None = period.start if period else None
    return start


def _value(record: Any, _: str) -> str:
    return opened(record.place, safe(record.record.value))


def _name(record: Any, as_of: str) -> str:
    written = f"also written {', '.join(record.variants)}" if record.variants else ""
    doubts = "".join(f'<span class="doubt">{safe(doubt)}</span>' for doubt in record.doubts)
    return to("/person", safe(record.name), name=record.name, as_of=as_of) + under(written) + doubts


def _came(record: Any, _: str) -> str:
    return str(record.attended) + under(f"apologies for {record.apologies}" if record.apologies else "")


def _letters(record: Any, _: str) -> str:
    return f"<strong>{safe(record.acronym)}</strong>"


def _expansions(record: Any, _: str) -> str:
    said = [opened(e.places[0], safe(e.words)) + under(_papers(e.places)) for e in record.expansions]
    disagree = '<span class="doubt">The papers do not agree.</span>' if len(said) > 1 else ""
    return "".join(f"<div>{words}</div>" for words in said) + disagree


def _papers(places: Sequence[Place]) -> str:
    count = len({place.document for place in places})
    return f"in {count} papers" if count > 1 else place_named(places[0])


def _boards(record: Any) -> list[str]:
    return list(dict.fromkeys(board for e in record.expansions for board in e.boards))


_CAME: tuple[Standing, ...] = ("present", "also present")


def _standing(record: Any, *standings: Standing) -> list[Any]:
    return [a for a in record.record.attendees if a.standing in standings]


def _attendance(record: Any, as_of: str) -> str:
    """Return how many came and sent apologies, with their names folded up beneath."""
    came, away = _standing(record, *_CAME), _standing(record, "apologies")
    if not came and not away:
        return "" if record.record.held else '<span class="soft">only the agenda is here</span>'
    counted = f"{len(came)} present" + (f", {len(away)} apologies" if away else "")
    lists = [(_named(came, as_of), "Present"), (_named(away, as_of), "Apologies")]
    names = "".join(f'<p class="under">{what}: {people}</p>' for people, what in lists if people)
    return f"<details><summary>{counted}</summary>{names}</details>"


def _named(attendees: Sequence[Any], as_of: str) -> str:
    return ", ".join(to("/person", safe(a.name), name=a.name, as_of=as_of) for a in attendees)


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
    "people": {
        "Name": Column(_name, lambda r: natural(" ".join(reversed(r.name.split()))), "main", label=False),
        "Role": Column(lambda r, _: safe(r.role), lambda r: natural(r.role), "words"),
        "Board": Column(lambda r, _: safe(r.board), lambda r: natural(r.board), "words"),
        "Meetings": Column(_came, lambda r: r.attended, "day"),
        "First named": Column(lambda r, _: day(r.first), lambda r: r.first, "day"),
        "Last named": Column(lambda r, _: day(r.last), lambda r: r.last, "day"),
    },
    "terms": {
        "Letters": Column(
            lambda r, _: f"<strong>{safe(r.acronym)}</strong>", lambda r: natural(r.acronym), label=False
        ),
        "Stand for": Column(_expansions, lambda r: natural(r.expansions[0].words), "main"),
        "Board": Column(
            lambda r, _: "<br>".join(map(safe, _boards(r))), lambda r: natural("; ".join(_boards(r))), "words"
        ),
        "Last said": Column(lambda r, _: day(r.expansions[0].last), lambda r: r.expansions[0].last, "day"),
    },
    "meetings": {
        "Date": Column(lambda r, _: day(r.date) or "not stated", _by_date, "day", label=False),
        "Board": Column(lambda r, _: safe(r.board), lambda r: natural(r.board), "words"),
        "Chair": Column(
            lambda r, as_of: (
                to("/person", safe(r.record.chair), name=r.record.chair, as_of=as_of) if r.record.chair else ""
            ),
            lambda r: natural(r.record.chair),
        ),
        "Place": Column(lambda r, _: safe(r.record.place) + under(r.record.time), lambda r: natural(r.record.place)),
        "Who came": Column(_attendance, lambda r: len(_standing(r, *_CAME)), "words"),
        "Papers": Column(lambda r, _: "<br>".join(map(opened, r.papers)), None, "words"),
    },
}
