"""log_actions(source): the actions that stand in logs, with their reference, owners, day and doubts."""

import re
from collections.abc import Iterator
from datetime import date

from ingest.dates import find_dates
from ingest.documents import Cell
from ingest.records.dues import Due, due_cell
from ingest.records.leads import lead_of
from ingest.records.logs import LogRow, log_rows
from ingest.records.owning import owners_of
from ingest.records.record import Action, Owner
from ingest.records.references import reference, set_by
from ingest.records.source import Source

_MOVED = re.compile(r"\b(?:moved|extended|revised|now|changed|deferred|postponed|slipped|put back)\b|→|->", re.I)
_HYPHENED = re.compile(r"(?<=\d)[-‐–](?=[A-Za-z]{3})")
_STATUS_AFTER = re.compile(
    r"\s*\b(?:complete[d]?|closed|done|ongoing|open|outstanding|cancelled|in progress)\W*$", re.I
)
_FORMERLY = re.compile(r"\W*\b(?:previously|formerly|was|instead of|took over from|taken over from|replacing)\b", re.I)
_BULLETED = re.compile(r"\s*[•●▪◦·–—\-*]\s+(?!.*[•●▪◦])", re.S)


def log_actions(source: Source) -> list[Action]:
    """Return the actions in the logs of a part; rows of matters arising, which repeat what was resolved, are none."""
    return [_action(row, source) for row in log_rows(source) if "action" in row.cells and not row.layout.arising]


def _action(row: LogRow, source: Source) -> Action:
    cell = row.cells["action"]
    bullet = _BULLETED.match(cell.text)
    if bullet and source.text[cell.start : cell.end].startswith(cell.text):
        cell = Cell(cell.start + bullet.end(), cell.end, cell.text[bullet.end() :])
    number, day, title = reference(row)
    by, day_by = set_by(row)
    meeting = day or row.day or day_by
    due = due_in(row, meeting)
    owners, unsure = _owners(row, source)
    return Action(
        part=source.part.ordinal,
        start=cell.start,
        end=cell.end,
        text=cell.text,
        owners=owners,
        origin="log",
        minute=number,
        heading=(row.text("subject") if row.text("subject").strip(" .") != number else "")
        or title
        or row.group
        or row.heading,
        meeting=meeting,
        due=due.words,
        due_date=due.day,
        doubts=tuple(filter(None, (due.doubt, unsure, *_doubts(row, meeting, source)))),
        set_by=by,
    )


def due_in(row: LogRow, meeting: date | None) -> Due:
    """Return when a row is due: of several days the last, where the cell says that the day was moved."""
    words = row.text("due")
    if row.cells.get("due") is row.cells.get("owner"):
        words = words[len(_named(words)) :].strip(" ()–-")
    elif row.cells.get("due") is row.cells.get("status"):
        words = _STATUS_AFTER.sub("", words)
    days = list(dict.fromkeys(day for _, _, day in find_dates(words)))
    if len(days) > 1:
        moved = bool(_MOVED.search(words))
        return Due(words, days[-1] if moved else None, "" if moved else "more than one day is named")
    found = due_cell(_HYPHENED.sub(" ", words), meeting)
    return Due(words, found.day, found.doubt)


def _named(words: str) -> str:
    """The part of a cell that stands before the day: "JB" of "JB by 3 May"."""
    return re.split(r"\bby\b|\bdue\b|[–(]|\s-|\d|\bnext\b", words, maxsplit=1)[0]


def _owners(row: LogRow, source: Source) -> tuple[tuple[Owner, ...], str]:
    """Whom the row's owner cell names, else whom its action begins with ("The clerk to write …"), and a doubt."""
    stated = row.text("owner")
    if row.cells.get("owner") is row.cells.get("due"):
        stated = _named(stated)
    found = owners_of(_FORMERLY.split(stated)[0], source) or owners_of(stated, source)
    if not found:
        found = owners_of(lead_of(row.text("action")), source)
    return found, "the owner's place is empty" if row.layout.has("owner") and not found else ""


def _doubts(row: LogRow, meeting: date | None, source: Source) -> Iterator[str]:
    if row.wrapped:
        yield "the row goes on in another row of the table"
    if meeting and source.date and meeting > source.date:
        yield "it was set later than the day of this paper"
    for role in ("raised", "minute"):
        if not meeting:
            yield due_cell(row.text(role), None).doubt
