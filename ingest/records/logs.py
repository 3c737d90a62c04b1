"""Action logs, action trackers and matters-arising tables: log_rows(source), each row with its cells by their role."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby

from ingest.dates import find_dates
from ingest.documents import Block, Cell
from ingest.records.columns import Layout, Role, layout_of
from ingest.records.flattened import labelled_actions, lined_rows
from ingest.records.headless import goes_on, guessed_layout, is_head, names_meeting
from ingest.records.source import Source

_ABOUT_ACTIONS = re.compile(r"\bactions?\b(?! plan)|\bmatters? arising\b|\btracker\b|\bstatus updates?\b", re.I)
_OTHERWISE = re.compile(
    r"\b(?:forward plan|work ?(?:plan|programme)|calendar|risks?|attend(?:ance|ees)|present|members(?:hip)?|contacts?"
    r"|agenda|budget|decisions?|key|legend|glossary|dates? of (?:future|next)|future meetings|distribution)\b",
    re.I,
)
_ARISING = re.compile(r"\bmatters? arising\b", re.I)
_CLOSED = re.compile(r"\b(?:completed?|closed|discharged)\b", re.I)
_GROUP = re.compile(
    r"\W*(?:(?:new|ongoing|outstanding|completed?|closed|open|carried|previous|old|current|standing) )?"
    r"(?:actions?|matters|items|meeting|minutes)\b|.*\bmeeting\b.*\d",
    re.I,
)


@dataclass(frozen=True, slots=True)
class LogRow:
    """A row of a log: its cells by their role, and what the row of a group or a heading above it tells of all rows."""

    block: Block
    cells: dict[Role, Cell]
    layout: Layout
    group: str = ""
    heading: str = ""
    day: date | None = None
    closed: bool = False
    wrapped: bool = False

    def text(self, role: Role) -> str:
        """Return what stands in the cell of a role, "" where none does."""
        cell = self.cells.get(role)
        return cell.text if cell else ""


def is_log_row(block: Block, rows: Sequence[LogRow]) -> bool:
    """Tell whether a block holds any of the rows that log_rows found, or is part of one."""
    return any(row.block.start < block.end and block.start < row.block.end for row in rows)


@lru_cache(maxsize=4)
def log_rows(source: Source) -> tuple[LogRow, ...]:
    """Return the rows of every action log and matters-arising table of a part, in reading order.

    Heads, titles and rows that name a group are left out; a row cut in two is put together.
    """
    found: list[LogRow] = []
    layout: Layout | None = None
    for section in source.sections:
        heading = section.path[-1] if section.path else ""
        shown = "" if heading in source.part.title else heading
        told = source.part.kind == "action log" or any(
            _ABOUT_ACTIONS.search(h) for h in (*section.path[-2:], source.part.title)
        )
        if shown and _OTHERWISE.search(shown) and not _ABOUT_ACTIONS.search(shown):
            told = False
        arising = any(_ARISING.search(h) for h in (*section.path[-2:], source.part.title))
        if section.path and not _GROUP.match(heading):
            layout = None
        for table, blocks in groupby(section.blocks, key=lambda b: b.table if b.kind == "row" else 0):
            group = list(blocks)
            if not table:
                found += _flat(group, shown, told, source)
                layout = layout if all(len(b.text) < 60 for b in group[:3]) and len(group) < 3 else None
                continue
            rows, layout = _rows(group, layout, shown, told, source)
            day = _meeting_in(heading, source)
            rows = [replace(row, day=row.day or day) for row in rows] if day else rows
            if arising and rows and not rows[0].layout.has("owner"):
                rows = [replace(row, layout=replace(row.layout, arising=True)) for row in rows]
            found += rows
    return tuple(found)


def _flat(blocks: list[Block], heading: str, told: bool, source: Source) -> list[LogRow]:
    """The rows of a log that was written or read as text."""
    lined = lined_rows(blocks, source) if told else []
    if lined:
        return _rows(lined, None, heading, True, source)[0]
    found: list[LogRow] = []
    for action in labelled_actions(blocks, source, told):
        layout = Layout(tuple(frozenset({role}) for role in action.cells))
        words = " ".join(source.text[action.start : action.end].split())
        block = Block("row", action.start, action.end, words)
        found.append(LogRow(block, action.cells, layout, "", heading))
    return found


def _rows(
    blocks: list[Block], carried: Layout | None, heading: str, told: bool, source: Source
) -> tuple[list[LogRow], Layout | None]:
    """The rows of one table, and the layout that a table goes on with on the next page."""
    texts = [[c.text for c in b.cells] for b in blocks]
    first = next((i for i in range(min(3, len(blocks))) if layout_of(texts[i], texts[i + 1 :])), None)
    layout = None
    if first is None and _two_lines(texts):
        first, texts[1] = 1, [f"{a} {b}".strip() for a, b in zip(texts[0], texts[1], strict=True)]
    if first is None and carried and _carries(carried, blocks, texts, source):
        layout = carried
    elif first is None and told:
        layout = guessed_layout(texts, source)
        if layout and is_head(layout, texts[0]):
            blocks, texts = blocks[1:], texts[1:]
    if first is None and layout is None:
        return [], None
    found: list[LogRow] = []
    above = LogRow(blocks[0], {}, layout or Layout(()), "", heading, None, bool(_CLOSED.search(heading)))
    for i, block in enumerate(blocks[first or 0 :], first or 0):
        headed = layout_of(texts[i], texts[i + 1 :]) if block.header or i == first or len(texts[i]) > 2 else None
        if headed:
            layout = headed
            above = replace(above, layout=headed, closed=headed.closed or bool(_CLOSED.search(heading)))
        elif layout and len(block.cells) in (1, len(layout.columns)):
            above = _read(block, layout, above, found)
    return found, layout


def _carries(carried: Layout, blocks: list[Block], texts: list[list[str]], source: Source) -> bool:
    """Tell whether a table goes on with the columns of the one before it."""
    wide = max(blocks, key=lambda b: len(b.cells))
    if len(carried.columns) != len(wide.cells):
        return False
    return goes_on(carried, texts, source) if carried.guessed else not blocks[0].header


def _two_lines(texts: list[list[str]]) -> bool:
    """Tell whether the first two rows are the column heads on two lines."""
    if len(texts) < 3 or len(texts[0]) != len(texts[1]) or any(len(t) > 30 for t in texts[0] + texts[1]):
        return False
    joined = [f"{a} {b}".strip() for a, b in zip(texts[0], texts[1], strict=True)]
    return layout_of(joined, texts[2:]) is not None and layout_of(texts[1], texts[2:]) is None


def _read(block: Block, layout: Layout, above: LogRow, found: list[LogRow]) -> LogRow:
    """Add a row to those found, or to the last of them; return what holds for the rows below."""
    filled = [c for c in block.cells if c.text.strip(" -–—.")]
    if not filled:
        return above
    if _names_group(filled, block, layout):
        days = find_dates(filled[0].text)
        closed = layout.closed or bool(_CLOSED.search(filled[0].text))
        return replace(above, group=filled[0].text, day=days[0][2] if days else None, closed=closed)
    if len(block.cells) < len(layout.columns):
        return above
    cells = _cells(block, layout)
    if found and found[-1].layout is layout and _goes_on(cells, found, layout):
        found[-1] = _joined(found[-1], block, cells)
    elif cells.keys() & {"action", "subject"}:
        found.append(replace(above, block=block, cells=cells, layout=layout))
    return above


def _names_group(filled: list[Cell], block: Block, layout: Layout) -> bool:
    """Tell whether a row only names the rows below it: one cell, or one text all over, that is no action."""
    words = filled[0].text
    if len({c.text for c in filled}) > 1 or len(words) > 120:
        return False
    if len(layout.columns) < 3 or len(block.cells) == 1:
        return names_meeting(words)
    whole = len(filled) > 1 or (filled[0] is block.cells[0] and layout.places("action")[:1] != [0])
    sentence = len(words.split()) > 4 and not words.isupper()
    return bool(_GROUP.match(words)) or (whole and len(words) > 8) or not (sentence or words[:1].islower())


def _cells(block: Block, layout: Layout) -> dict[Role, Cell]:
    """The cells of a row that have words, by role; where several columns have one role, the surest."""
    cells: dict[Role, Cell] = {}
    for role in ("ref", "minute", "subject", "action", "owner", "due", "raised", "done", "update", "status"):
        places = layout.places(role)
        if role in ("action", "update"):
            places = sorted(places, key=lambda i: (len(layout.columns[i]), -i))
        cell = next((block.cells[i] for i in places if block.cells[i].text or block.cells[i].colour), None)
        if cell:
            cells[role] = cell
    if cells.get("subject") is not None and cells.get("action") is cells.get("subject"):
        del cells["subject"]
    return cells


def _goes_on(cells: dict[Role, Cell], found: list[LogRow], layout: Layout) -> bool:
    """Tell whether a row is but the rest of the one above: it has neither number nor day, owner nor status."""
    last = found[-1].cells
    told = [role for role in cells if role in ("ref", "minute", "raised", "due", "owner", "status", "done")]
    more = [role for role in ("action", "subject", "update") if role in cells]
    if not more or told:
        return False
    if any(cells[r].text[:1].islower() and last[r].text[-1:] not in ".!?:" for r in more if r in last):
        return True
    keyed = [role for role in ("ref", "minute", "raised", "owner") if layout.has(role)]
    always = [role for role in keyed if all(role in row.cells for row in found)]
    return bool(always) and ("action" not in cells or not layout.has("update") or len(always) > 1)


def _joined(last: LogRow, block: Block, cells: dict[Role, Cell]) -> LogRow:
    merged = dict(last.cells)
    for role, cell in cells.items():
        before = merged.get(role)
        merged[role] = replace(before, end=cell.end, text=f"{before.text} {cell.text}".strip()) if before else cell
    return replace(last, block=replace(last.block, end=block.end), cells=merged, wrapped=True)


def _meeting_in(heading: str, source: Source) -> date | None:
    """The day of the earlier meeting that a heading names: "Actions from the meeting of 6 September 2023"."""
    days = [day for _, _, day in find_dates(heading) if day != source.date]
    return (
        days[0]
        if days and re.search(r"\b(?:from|of|at|arising|since)\b.*\bmeeting\b|\bmeeting of\b", heading, re.I)
        else None
    )
