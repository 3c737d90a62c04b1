"""The register's records as plain values: the columns of a table, the rows of a file, JSON."""

import contextlib
import csv
import dataclasses
import datetime
import importlib
import re
from collections.abc import Callable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any

from ui.choices import Mistake
from ui.format import day, iso

if TYPE_CHECKING:
    from index.catalogue import Catalogue
    from index.register.actions import ActionRecord, ActionStatement
    from index.register.asking import Asked, Listing, Place, Stated
    from index.register.rolls import PersonSummary
    from index.register.terms import TermRecord
    from ingest.records.record import Owner

KINDS = ("actions", "decisions", "measures", "activities", "people", "terms", "meetings")
Row = dict[str, str]
_STEERING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_FORMULA = re.compile(r"[=+\-@\t\r]")
_LONGEST_CELL = 32_000  # characters; Excel refuses more than 32,767
_FINDERS = {
    "actions": ("actions", "list_actions"),
    "decisions": ("decisions", "list_decisions"),
    "measures": ("measures", "list_measures"),
    "activities": ("activities", "list_activities"),
    "people": ("rolls", "list_people"),
    "terms": ("terms", "list_terms"),
    "meetings": ("meetings", "list_meetings"),
}
_NUMBER = re.compile(r"[+-]?[\d,.]+%?")


def found(kind: str, catalogue: "Catalogue", asked: "Asked") -> "Listing[Any]":
    """Return the records of a kind that are asked for, complete unless a limit is."""
    module, name = _FINDERS[kind]
    listing: Listing[Any] = getattr(importlib.import_module(f"index.register.{module}"), name)(catalogue, asked)
    return listing


def action(catalogue: "Catalogue", identity: str, as_of: datetime.date | None = None) -> "ActionRecord":
    """Return an action by its id. Raises Mistake where there is none, or more than one begins so."""
    from index.register.actions import show_action

    record = show_action(catalogue, identity.strip().lower(), as_of)
    if record is None:
        raise Mistake(f'no action has the id "{identity}", or several begin so: partnership actions lists them')
    return record


def correct(catalogue: "Catalogue", identity: str, by: str, given: dict[str, str], wrong: int | None = None) -> None:
    """Keep corrections of an action: of what is given of status, owner and note, and of a statement's number.

    Raises Mistake where one makes no sense; nothing is kept of those after it.
    """
    from index.register import corrections

    record = action(catalogue, identity)
    wanted = [(kind, value, "") for kind, value in given.items() if value.strip()]
    if wrong is not None:
        if wrong > len(record.history):
            raise Mistake(f"the action {record.id} has {len(record.history)} statements, no number {wrong}")
        wanted.append(("link", "wrong", record.history[wrong - 1].key))
    if not wanted:
        raise Mistake("say what is to be corrected: --status, --owner, --note or --wrong")
    for kind, value, statement in wanted:
        with _told():
            corrections.correct(catalogue, record.id, kind, value, by, statement)


def withdraw(catalogue: "Catalogue", identity: str, number: int, by: str) -> None:
    """Take back a correction by its number in the history. Raises Mistake where there is none."""
    from index.register import corrections

    record = action(catalogue, identity)
    if number > len(record.corrections):
        raise Mistake(f"the action {record.id} has {len(record.corrections)} corrections, no number {number}")
    with _told():
        corrections.withdraw(catalogue, record.id, record.corrections[number - 1].row, by)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Say what the register refuses as a mistake of the command's user."""
    try:
        yield
    except ValueError as error:
        raise Mistake(str(error)) from error


def rows_of(kind: str, records: Sequence[Any]) -> list[Row]:
    """Return a row of named cells, dates as people write them, for each record of a kind, all with the same columns."""
    return [_CELLS[kind](record) for record in records]


def columns_of(kind: str) -> tuple[str, ...]:
    """Return the names of the columns that the rows of a kind have."""
    return _COLUMNS[kind]


def dict_of(kind: str, record: Any) -> dict[str, Any]:
    """Return everything a record says, for JSON, dates as 2018-03-26."""
    known: dict[str, Any] = values_of(record)
    return known | {"status_shown": status_shown(record)} if kind == "actions" else known


def owners_shown(owners: "Sequence[Owner]") -> str:
    """Return owners in words: who they are, and as the paper has it where that is something else."""
    return "; ".join(map(_owner, owners)) or "not recorded"


def _owner(owner: "Owner") -> str:
    if not owner.name or owner.name.casefold() == owner.stated.casefold():
        return owner.stated + (" (not sure who)" if owner.doubt and not owner.name else "")
    return f"{owner.name} ({owner.stated})"


def status_shown(action: "ActionRecord") -> str:
    """Return the status in words: an action that no later paper speaks of is open as far as the papers tell."""
    if action.status == "unknown":
        return "not recorded"
    corrected = any(c.kind == "status" for c in action.corrections)
    silent = action.status == "open" and not corrected and not any(_counts(s) for s in action.history[1:])
    return "open, no update in later papers" if silent else action.status


def _counts(statement: "ActionStatement") -> bool:
    return not statement.doubtful and not statement.wrong


def place_shown(place: "Place") -> Row:
    """Return the cells that say where a record stands."""
    return {"Paper": place.name, "Page": str(place.page or "")}


def _action(record: "ActionRecord") -> Row:
    corrections = (f"{c.kind}: {c.value} ({c.by}, {day(c.at)})" for c in record.corrections)
    told = [s for s in record.history if s.kind == "update" and _counts(s)]
    place = (told[-1] if told else record.history[-1]).place if record.history else None
    return {
        "Action": record.text,
        "Owner": owners_shown(record.owners),
        "Status": status_shown(record),
        "Since": day(record.since),
        "Due": record.due,
        "Minute": record.minute,
        "Meeting": day(record.meeting),
        "Last update": told[-1].text if told else "",
        "Board": record.board,
        **(place_shown(place) if place else {"Paper": "", "Page": ""}),
        "Notes": "; ".join([*record.doubts, *corrections]),
        "Id": record.id,
    }


def _stated(record: "Stated[Any]", cells: Row) -> Row:
    return {**cells, "Date": day(record.date), "Board": record.board, **place_shown(record.place)}


def _decision(record: "Stated[Any]") -> Row:
    own = record.record
    return _stated(record, {"Decision": own.text, "Minute": own.minute, "Item": own.heading})


def _measure(record: "Stated[Any]") -> Row:
    own = record.record
    return _stated(
        record,
        {
            "Figure": own.name,
            "Period": own.period.label if own.period else own.stated_period,
            "Value": own.value,
            "Unit": own.unit,
            "Target": own.target,
            "Note": "; ".join(filter(None, (own.note, own.colour, *own.doubts))),
        },
    )


def _activity(record: "Stated[Any]") -> Row:
    own = record.record
    return _stated(
        record,
        {
            "Activity": own.text,
            "Priority": own.priority,
            "Aim": own.aim,
            "Agencies": ", ".join(own.agencies),
            "Dates": ", ".join(own.dates),
            "Places": ", ".join(own.places),
            "Period": own.period.label if own.period else "",
        },
    )


def _person(record: "PersonSummary") -> Row:
    return {
        "Name": record.name,
        "Role": record.role,
        "Board": record.board,
        "Meetings": str(record.attended),
        "Apologies": str(record.apologies),
        "First named": day(record.first),
        "Last named": day(record.last),
        "Also written": ", ".join(record.variants),
        "Note": "; ".join(record.doubts),
    }


def _term(record: "TermRecord") -> Row:
    newest = record.expansions[0]
    return {
        "Letters": record.acronym,
        "Stands for": newest.words,
        "Elsewhere": "; ".join(e.words for e in record.expansions[1:]),
        "Date": day(newest.last),
        "Board": "; ".join(newest.boards),
        **place_shown(newest.places[0]),
    }


def _meeting(record: "Stated[Any]") -> Row:
    own = record.record
    came = {
        name: "; ".join(a.name for a in own.attendees if a.standing == name.lower())
        for name in ("Present", "Also present", "Apologies")
    }
    cells = {"Time": own.time, "Place": own.place, "Chair": own.chair, **came}
    return _stated(record, cells | {"Next meeting": own.next_meeting, "Note": "; ".join(own.doubts)})


_CELLS: dict[str, Callable[[Any], Row]] = {
    "actions": _action,
    "decisions": _decision,
    "measures": _measure,
    "activities": _activity,
    "people": _person,
    "terms": _term,
    "meetings": _meeting,
}
_WHERE = ("Date", "Board", "Paper", "Page")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "actions": (
        *("Action", "Owner", "Status", "Since", "Due", "Minute", "Meeting", "Last update", "Board", "Paper", "Page"),
        *("Notes", "Id"),
    ),
    "decisions": ("Decision", "Minute", "Item", *_WHERE),
    "measures": ("Figure", "Period", "Value", "Unit", "Target", "Note", *_WHERE),
    "activities": ("Activity", "Priority", "Aim", "Agencies", "Dates", "Places", "Period", *_WHERE),
    "people": (
        *("Name", "Role", "Board", "Meetings", "Apologies", "First named", "Last named", "Also written", "Note"),
    ),
    "terms": ("Letters", "Stands for", "Elsewhere", *_WHERE),
    "meetings": (
        *("Date", "Board", "Time", "Place", "Chair", "Present", "Also present", "Apologies", "Next meeting", "Note"),
        *("Paper", "Page"),
    ),
}


def values_of(value: Any) -> Any:
    """Return a record as plain values, for JSON."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: values_of(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [values_of(item) for item in value]
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return iso(value) if isinstance(value, datetime.date) else value


# files


def write_csv(stream: IO[str], columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Write rows as CSV. What a spreadsheet would take for a formula is written with an apostrophe before it."""
    writer = csv.writer(stream)
    writer.writerow(columns)
    writer.writerows([_harmless(row.get(name, "")) for name in columns] for row in rows)


def _harmless(cell: str) -> str:
    return "'" + cell if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def write_xlsx(stream: IO[bytes], columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Write rows as an Excel workbook: words as words, never as formulas, the head row fixed and filtered."""
    from xlsxwriter import Workbook

    with Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Register")
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for column, name in enumerate(columns):
            longest = max((len(row.get(name, "")) for row in rows), default=0)
            sheet.set_column(column, column, min(60, max(10, len(name), longest) + 2), wrapped)
            sheet.write_string(0, column, name, bold)
            for number, row in enumerate(rows, 1):
                sheet.write_string(number, column, _STEERING.sub("", row.get(name, ""))[:_LONGEST_CELL])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
