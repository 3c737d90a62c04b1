"""Action logs that are no tables: rows read as lines of text, and actions with labels ("Owner: … Status: …")."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.dates import find_dates
from ingest.documents import Block, Cell
from ingest.owners import is_owner
from ingest.records.columns import Role, layout_of, role_of
from ingest.records.source import Source
from ingest.records.statuses import is_status

_LABELS = (
    "Ref(?:erence)?|Action(?: [Rr]equired)?|Owners?|Leads?|Lead [Oo]fficer|By [Ww]hom|Responsible(?: [Oo]fficer)?"
    "|Action [Bb]y|Assigned [Tt]o|Due(?: [Dd]ate)?|Deadline|Target(?: [Dd]ate)?|By [Ww]hen|Timescale|Status"
    "|RAG(?: [Ss]tatus)?|Progress(?: [Uu]pdate)?|Latest [Uu]pdate|Update|Comments?|Position|Meeting"
    "|(?:Date )?[Rr]aised|Date [Cc]ompleted"
)
_FIELD = re.compile(rf"(?:^|(?<=[\n.;|(•,–-])|(?<=  ))[ \t]*[*_]*({_LABELS})[*_]*[ \t]*[:=][*_]*[ \t]*", re.M)
_OPENER = re.compile(
    r"[#*\s]*(?:(?:action(?: point)?|ap|ref|no|item)\.?\s*(?:no\.?\s*)?#?\d+[a-z]?|[A-Z]{1,6}[/-]\d[\w/-]*|\d{1,3})"
    r"\s*[:.)–—-]+\s+",
    re.I,
)
_REF = re.compile(r"\s*((?:[A-Z]{1,6}[/-]?)?\d[\w/.-]{0,10})[.)]?\s+(?=\S)")
_ACTION = re.compile(r"\b(?:actions?|tasks?|matters?|issues?|items?|commitments?)\b", re.I)
_OPEN_OWNER = re.compile(r"(?:TB[AC]|All|ALL)")


@dataclass(slots=True)
class Labelled:
    """An action with its labels: its place and its cells by role."""

    start: int
    end: int
    cells: dict[Role, Cell] = field(default_factory=dict)


def labelled_actions(blocks: Sequence[Block], source: Source, told: bool) -> list[Labelled]:
    """Return the actions of some blocks that have labels for owner, day or status.

    `told` tells that a heading names actions. An action begins with a number or the label
    "Action"; its labels may stand in it or in the blocks below.
    """
    found: list[Labelled] = []
    current: Labelled | None = None
    before: Block | None = None
    for block in blocks:
        for start, end in _parts(block, source):
            fields = _fields(start, end, source)
            opened = _opened(start, fields[0][1] if fields else end, source)
            if opened and (fields or _OPENER.match(source.text[start:end])):
                current = Labelled(start, end, {"action": opened})
                number = _OPENER.match(source.text[start:end])
                if number:
                    current.cells["ref"] = _cell(source, start, start + number.end())
                found.append(current)
            elif fields and current is None and before is not None:
                current = Labelled(before.start, end, {"action": Cell(before.start, before.end, before.text)})
                found.append(current)
            elif not fields:
                current = None
            if current and fields:
                current.end = end
                for role, _, first, last in fields:
                    current.cells[role] = _cell(source, first, last, "" if role in ("action", "update") else ".")
        before = block
    kept = [a for a in found if _is_log(a, told)]
    return kept if len(kept) * 2 >= len(found) else []


def _is_log(action: Labelled, told: bool) -> bool:
    roles = action.cells.keys() & {"owner", "due", "status", "update"}
    return len(roles) >= 2 and (told or "ref" in action.cells) and bool(action.cells["action"].text)


def _parts(block: Block, source: Source) -> Iterator[tuple[int, int]]:
    """The pieces of a block that begin with an opener at the beginning of a line."""
    raw = source.text[block.start : block.end]
    starts = [0] + [m.end() for m in re.finditer(r"\n", raw) if _OPENER.match(raw[m.end() :])] + [len(raw)]
    yield from ((block.start + a, block.start + b) for a, b in pairwise(starts) if raw[a:b].strip())


def _fields(start: int, end: int, source: Source) -> list[tuple[Role, int, int, int]]:
    """(role, where its label begins, where its words begin, where they end) of each label in a stretch of text."""
    matches = list(_FIELD.finditer(source.text, start, end))
    ends = [*(m.start() for m in matches[1:]), end]
    named = [(role_of(m[1]), m.start(), m.end(), last) for m, last in zip(matches, ends, strict=False)]
    return [(role, a, b, c) for role, a, b, c in named if role]


def _opened(start: int, end: int, source: Source) -> Cell | None:
    """The words of an action before its labels, None where it has none."""
    number = _OPENER.match(source.text[start:end])
    cell = _cell(source, start + (number.end() if number else 0), end)
    return cell if len(cell.text.split()) > 1 else None


def _cell(source: Source, start: int, end: int, more: str = "") -> Cell:
    """The words of a stretch of text, without what parts them from the next."""
    raw = source.text[start:end]
    begin = start + len(raw) - len(raw.lstrip(" \t\n|•*_"))
    stop = end - (len(raw) - len(raw.rstrip(f" \t\n|;,–-•(*_#{more}")))
    return Cell(begin, max(begin, stop), " ".join(source.text[begin:stop].split()))


def lined_rows(blocks: Sequence[Block], source: Source) -> list[Block]:
    """Return the rows of a log whose rows stand as lines of text below its column heads, the heads first."""
    lines = [(b.start + a, b.start + e) for b in blocks for a, e in _lines(source.text[b.start : b.end])]
    for i, (start, end) in enumerate(lines[:-1]):
        line = source.text[start:end]
        if len(line) > 160 or not 2 < len(line.split()) < 20 or not _ACTION.search(line):
            continue
        split = "|" if "|" in line else "\t" if "\t" in line else "  " if re.search(r"\S {2,}\S", line) else ""
        heads = _heads(line, split)
        if len(heads) < 3 or layout_of([h for h, _ in heads], []) is None:
            continue
        rows = [_split(a, b, source, split, heads) for a, b in lines[i + 1 :]]
        kept = [cells for cells in rows if cells]
        if len(kept) * 2 >= len(rows):
            top = [Cell(start, start, h) for h, _ in heads]
            return [_row(top, True), *(_row(cells, False) for cells in kept)]
    return []


def _row(cells: list[Cell], header: bool) -> Block:
    words = " | ".join(c.text for c in cells)
    return Block(
        "row", min(c.start for c in cells), max(c.end for c in cells), words, cells=tuple(cells), header=header
    )


def _lines(raw: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in raw.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _heads(line: str, split: str) -> list[tuple[str, int]]:
    """The column heads in a line, each with the place where it begins."""
    if split:
        parts = list(re.finditer(r"[^|\t]+" if split != "  " else r"\S+(?: \S+)*", line.strip("|")))
        return [(m[0].strip(), m.start()) for m in parts]
    words = [(m[0], m.start()) for m in re.finditer(r"\S+", line)]
    read = (_named(words, sizes) for sizes in ((1, 2, 3), (3, 2, 1)))
    return next((found for found in read if found and layout_of([h for h, _ in found], [])), [])


def _named(words: list[tuple[str, int]], sizes: Sequence[int]) -> list[tuple[str, int]]:
    """The heads that words in a row make, of so many words each; [] where some make none."""
    found: list[tuple[str, int]] = []
    while words:
        size = next((n for n in sizes if role_of(" ".join(w for w, _ in words[:n]))), 0)
        if not size:
            return []
        found.append((" ".join(w for w, _ in words[:size]), words[0][1]))
        words = words[size:]
    return found


def _split(start: int, end: int, source: Source, split: str, heads: list[tuple[str, int]]) -> list[Cell]:
    """The cells of a line below its heads; [] where it does not fit them."""
    line = source.text[start:end]
    if split in ("|", "\t"):
        places = [0] + [m.end() for m in re.finditer(re.escape(split), line)] + [len(line) + 1]
        cells = [_cell(source, start + a, start + b - 1) for a, b in pairwise(places)]
        return cells if len(cells) == len(heads) else []
    if split:
        cells = [Cell(start, start, "") for _ in heads]
        for match in re.finditer(r"\S+(?: \S+)*", line):
            i = max((n for n, (_, at) in enumerate(heads) if at <= match.start() + 1), default=0)
            cells[i] = _cell(source, start + match.start(), start + match.end())
        return cells
    return _guessed(start, line, source, [role_of(h) for h, _ in heads])


def _guessed(start: int, line: str, source: Source, roles: Sequence[Role | None]) -> list[Cell]:
    """The cells of a line whose spaces are lost: number, action, owner, day, progress and status in this order."""
    if list(filter(None, roles)) != [r for r in ("ref", "action", "owner", "due", "update", "status") if r in roles]:
        return []
    ref = _REF.match(line)
    words = list(re.finditer(r"\S+", line))
    owner = next((w for w in words[2:] if is_owner(w[0]) or _OPEN_OWNER.fullmatch(w[0])), None)
    if not ref or owner is None or "owner" not in roles:
        return []
    cells: dict[Role, tuple[int, int]] = {
        "ref": ref.span(1),
        "action": (ref.end(), owner.start()),
        "owner": owner.span(),
    }
    rest, stop = owner.end(), len(line)
    day = next(((a, b) for a, b, _ in find_dates(line) if a >= rest), None)
    if day and "due" in roles and day[0] <= rest + 4:
        cells["due"], rest = day, day[1]
    last = words[-1]
    if "status" in roles and last.start() >= rest and is_status(last[0]):
        cells["status"], stop = last.span(), last.start()
    if "update" in roles:
        cells["update"] = (rest, stop)
    nothing = (0, 0)
    return [_cell(source, start + a, start + b) for a, b in (cells.get(r, nothing) if r else nothing for r in roles)]
