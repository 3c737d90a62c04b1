"""The register in the terminal: tables of records, and an action with its history."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from ui.format import Line, console, day, plain, print_lines
from ui.register import Row, owners_shown, rows_of, status_shown

if TYPE_CHECKING:
    from index.catalogue import Catalogue
    from index.register.actions import ActionRecord, ActionStatement
    from index.register.asking import Asked

_WIDE = 110  # columns of a table that is not read in a terminal
_SHOWN = {  # in a terminal; a file and JSON hold every column
    "actions": ("Action", "Owner", "Status", "Id"),
    "decisions": ("Decision", "Minute", "Date", "Paper"),
    "measures": ("Figure", "Period", "Value", "Unit", "Target", "Paper"),
    "activities": ("Activity", "Priority", "Period", "Paper"),
    "people": ("Name", "Role", "Board", "Meetings", "Last named"),
    "terms": ("Letters", "Stands for", "Elsewhere", "Paper"),
    "meetings": ("Date", "Board", "Chair", "Present", "Apologies", "Paper"),
}
_LONG = ("Action", "Decision", "Activity", "Present")
_SHORT = ("Id", "Minute", "Value", "Unit", "Meetings", "Letters")


def show_list(kind: str, records: Sequence[Any]) -> None:
    """Print records as a table; actions with what was said of them since."""
    if not records:
        return
    table = Table(box=None, pad_edge=False, expand=True, padding=(0, 2, 1, 0), header_style="bold")
    for name in _SHOWN[kind]:
        ratio = 4 if name in _LONG else None if name in _SHORT else 1
        table.add_column(
            name, overflow="fold", ratio=ratio, no_wrap=name == "Id", min_width=26 if name == "Paper" else None
        )
    for record, row in zip(records, rows_of(kind, records), strict=True):
        table.add_row(*(_cell(kind, name, row, record) for name in _SHOWN[kind]))
    target = console()
    target.width = target.width if target.is_terminal else _WIDE
    target.print(table)


def _cell(kind: str, name: str, row: Row, record: Any) -> Text:
    cell = Text(plain(row[name]))
    if kind == "actions" and name == "Action":
        set_at = (
            f"minute {row['Minute']}" if row["Minute"] else "",
            row["Meeting"],
            row["Due"] and f"due {row['Due']}",
        )
        cell.append("\n" + plain(", ".join(filter(None, set_at))), style="dim")
        for doubt in record.doubts:
            cell.append("\n! " + plain(doubt), style="yellow")
        for statement in record.history[1:]:
            cell.append("\n• " + plain(_told(statement)), style="dim")
    return cell


def _told(statement: "ActionStatement") -> str:
    doubt = " (not sure it is about this)" if statement.doubtful else ""
    doubt = " (marked as not about this)" if statement.wrong else doubt
    return f"{day(statement.date) or 'undated'}, {statement.kind}{doubt}: {statement.text}"


def show_action(record: "ActionRecord") -> None:
    """Print an action with its history, oldest first, and where each statement stands."""
    lines: list[Line] = [(0, Text(plain(record.text), style="bold"))]
    facts = (
        ("Owner", owners_shown(record.owners)),
        ("Status", status_shown(record) + (f" since {day(record.since)}" if record.since else "")),
        ("Due", record.due),
        ("Minute", " ".join(filter(None, (record.minute, record.heading)))),
        ("Meeting", day(record.meeting)),
        ("Board", record.board),
        ("Id", record.id),
        *(("Note", doubt) for doubt in record.doubts),
    )
    lines += [(2, Text.assemble((f"{name:<9}", "bold"), plain(value))) for name, value in facts if value]
    lines += [(0, Text()), (0, Text("History", style="bold"))]
    for number, statement in enumerate(record.history, 1):
        lines += _statement(number, statement)
    if record.corrections:
        lines += [(0, Text()), (0, Text("Corrections by people (not in the papers)", style="bold"))]
    for number, c in enumerate(record.corrections, 1):
        lines.append((2, Text(plain(f"{number}. {c.kind}: {c.value or c.statement} ({c.by}, {day(c.at)})"))))
    print_lines(lines)


def _statement(number: int, statement: "ActionStatement") -> list[Line]:
    where = f"{statement.place.name}{f', page {statement.place.page}' if statement.place.page else ''}"
    owners = f" Owner: {owners_shown(statement.owners)}." if statement.owners else ""
    moved = f" Passed to: {owners_shown(statement.moved_to)}." if statement.moved_to else ""
    status = f" Status: {statement.status}." if statement.status != "unknown" else ""
    linked = number > 1 and statement.basis
    basis = f" Held to be about this by {statement.basis} ({statement.score:.2f})." if linked else ""
    return [
        (2, Text(plain(f"{number}. {_told(statement)}"))),
        (5, Text(plain(f"{where}.{owners}{moved}{status}{basis}"), style="dim")),
    ]


def summary(kind: str, total: int, asked: "Asked", catalogue: "Catalogue") -> str:
    """Return one line that counts what was found and says which meetings' papers it comes from."""
    from index.register.meetings import covered

    noun = {"measures": "figures"}.get(kind, kind)
    noun = noun if total != 1 else {"activities": "activity", "people": "person"}.get(kind, noun.removesuffix("s"))
    status = f"{asked.status} " if kind == "actions" and asked.status else ""
    as_of = f" as of {day(asked.as_of)}" if asked.as_of else ""
    known = covered(catalogue, asked).words
    return f"\n{total:,} {status}{noun}{as_of}{f', {known}' if known else ''}"
