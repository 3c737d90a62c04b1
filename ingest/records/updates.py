"""Finds the updates a part states: what became of actions, in logs, under matters arising, and in passing."""

import re
from collections.abc import Sequence

from ingest.dates import find_dates
from ingest.documents import Cell
from ingest.records.logs import LogRow, log_rows
from ingest.records.matters import find_matters
from ingest.records.moves import dated, moved_to, named_in
from ingest.records.owning import owners_of
from ingest.records.record import Action, Update
from ingest.records.references import reference, set_by
from ingest.records.source import Source
from ingest.records.statuses import contradict, is_colour, status_of

_LEGEND = re.compile(
    r"\b(red|amber|green|blue|yellow|grey|black)\b\W{0,3}(?:[-–—=:]|means|is)\s*([^.;|\n]{3,80})", re.I
)
_YES = re.compile(r"(?:y|yes|✓|✔|☑|x|true|complete[d]?|done|closed)\W*", re.I)
_NO = re.compile(r"(?:n|no|✗|✘|☐|☒|false)\W*", re.I)
_LETTERS = {"r": "red", "a": "amber", "g": "green", "b": "blue", "y": "yellow"}
_WAS = re.compile(r"\((?:was|formerly|previously)\b|\b(?:previously|formerly|took over from)\b", re.I)


def find_updates(source: Source, actions: Sequence[Action], first: int) -> list[Update]:
    """Return the updates of a part, in reading order; `first` is the position of the first of the part's own actions
    among those of the document."""
    rows = log_rows(source)
    legend = legend_of(source)
    found = [u for row in rows if (u := _of_row(row, source, actions, first, legend))]
    found += find_matters(source)
    return sorted(found, key=lambda update: (update.start, update.end))


def legend_of(source: Source) -> dict[str, str]:
    """Return what a part says its colours mean ("Green – on course"), by colour; {} where it does not say."""
    for block in source.blocks:
        found = {m[1].lower(): m[2].strip() for m in _LEGEND.finditer(block.text)}
        if len(found) > 1:
            return found
    keyed = [(b.cells[0], b.cells[1].text) for b in source.blocks if b.kind == "row" and len(b.cells) == 2]
    pairs = {c.text.strip(" ()").lower(): words for c, words in keyed if is_colour(c.text)}
    return pairs if len(pairs) > 1 else {}


def _of_row(
    row: LogRow, source: Source, actions: Sequence[Action], first: int, legend: dict[str, str]
) -> Update | None:
    """The update that stands in a row of a log: its progress with its status, or its status alone."""
    cell = row.cells.get("update") or row.cells.get("status") or row.cells.get("done")
    if cell is None or not cell.text.strip(" -–—."):
        return None
    words, rag = _words(row, cell), _rag(row, cell, legend)
    status = status_of(words, rag)
    if status == "unknown" and row.closed:
        status = "done"
    number, day, title = reference(row)
    action = _action_of(row, actions)
    about = " ".join(filter(None, (row.text("subject") or title, row.text("action"))))
    by, day_by = set_by(row)
    owners = owners_of(row.text("owner"), source) or named_in(f"{row.text('action')} {words}", source)
    handed = (
        owners_of(row.text("owner").split("(")[0], source)
        if _WAS.search(row.text("owner"))
        else moved_to(words, source)
    )
    disagree = contradict(words, rag)
    own_status = "status" in row.cells and row.cells["status"] is not cell
    return Update(
        part=source.part.ordinal,
        start=cell.start,
        end=cell.end,
        text=cell.text,
        status="open" if handed and status == "unknown" and not disagree else status,
        dated=source.date if own_status else dated(cell.text, source),
        action=None if action is None or row.layout.arising else first + action,
        about=about,
        minute=by or number,
        meeting=day or row.day or day_by,
        owners=owners,
        moved_to=handed,
        doubts=("the progress and the status column disagree",) if disagree else (),
    )


def _action_of(row: LogRow, actions: Sequence[Action]) -> int | None:
    """Which of the part's actions is the row's own: the one that its action cell holds."""
    own = row.cells.get("action")
    held = (i for i, a in enumerate(actions) if own and own.start <= a.start and a.end <= own.end and a.origin == "log")
    return next(held, None)


def _words(row: LogRow, cell: Cell) -> str:
    """What an update says in words: nothing where its cell holds a status or a closing day alone."""
    if cell is row.cells.get("done") and (_YES.fullmatch(cell.text) or find_dates(cell.text)):
        return ""
    return "" if cell is row.cells.get("status") and cell is not row.cells.get("update") else cell.text


def _rag(row: LogRow, cell: Cell, legend: dict[str, str]) -> str:
    """What stands in the status column, a bare colour replaced by what the legend says; else the cell's colour."""
    done = row.text("done")
    if done and (_YES.fullmatch(done) or find_dates(done)):
        return "Complete"
    mark = row.cells.get("status")
    if mark is not None and mark is not row.cells.get("update"):
        rag = mark.text or mark.colour
    elif len(cell.text) <= 40 and (cell.colour or is_colour(cell.text)):
        rag = cell.colour or cell.text
    else:
        rag = "open" if _NO.fullmatch(done) else ""
    bare = rag.strip(" .()*").lower()
    meaning = legend.get(_LETTERS.get(bare, bare), "")
    if meaning and status_of(meaning) != "unknown":
        return meaning
    return rag
