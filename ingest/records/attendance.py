"""Who a paper lists as present, in attendance or sending apologies, however the list is laid out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.documents import Block
from ingest.owners import is_owner, latin
from ingest.records.labels import Label, label_of
from ingest.records.listing import Named, people_in
from ingest.records.names import LISTED, bare, named
from ingest.records.record import Standing

_LISTED = re.compile(LISTED)
_POST = re.compile(r"(?:Deputy|Director|Head|Chief|Minister|Secretary|Private|Manager|Assistant|Senior|Chair|Lead)\b")
_TOLD = re.compile(r"[,\s–—;-]*\b(?:apologies(?: received)?|sent apologies)\W*$", re.I)
_FROM = re.compile(r"\bapolog\w+\b[^.;:]{0,70}?\b(?:from|by|of behalf of|on behalf of)\b:?\s+(?!the\s+[a-z])", re.I)
_STOOD_IN = re.compile(
    rf"(?:{LISTED})(?:\s*\([^()]*\))?,?\s+(?:had\s+|was\s+|who\s+)?"
    r"(?:attend(?:ed|ing)|present|substitut(?:ed|ing)|deputis(?:ed|ing)|stood in|standing in|sat|came)\b[^.;]{0,30}?"
    r"\b(?:(?:in (?:his|her|their) (?:place|absence|stead)|on (?:his|her|their) behalf)"
    rf"|(?:in (?:the )?place of|instead of|on behalf of|for)\s+(?P<whom>(?:{LISTED.replace('(?:The )?', '')})))"
)
_STANDS_IN = re.compile(
    r"(?:as )?(?:(?:substitut\w+|deputis\w+|deputy|attending|standing in|sitting in)\s+)?(?:for|in place of|instead of"
    rf"|on behalf of|vice)\s+(?P<whom>{LISTED})(?:\s*[-–,]\s*(?P<role>.+))?",
)
_INNER = re.compile(r"(?:^|(?<=[.,;)]))\s+([A-Z][A-Za-z -]{2,30}):\s+")
_SENTENCE = re.compile(r"(?<=[a-z)]{2})(?<!Insp)(?<!Cllr)(?<!Supt)(?<!Prof)(?<!Sgt)(?<!Mrs)(?<!Rev)\.\s+(?=[A-Z])")
_VERB = re.compile(
    r"\b(?:was|were|had|has|have|said|gave|would|will|is|to|(?!joined|attended|retired|seconded|appointed|elected"
    r"|integrated|related|united|limited|left|accredited|applied)[a-z]{2,}ed)\b"
)
_MEMBERS = re.compile(r"\b(?:members|board|panel)\b", re.I)
_LOG = re.compile(r"(?:action|owner|status|deadline|progress|update|latest|due|issue|by when|target|lead)\b", re.I)
_COLUMN = re.compile(r"attend(?:ance|ed|ing)|present|apologies|present/apologies|attended y/n", re.I)
_NAMES = re.compile(r"(?:name|member|attendee|person|representative)s?\b", re.I)
_SENT = re.compile(r"(?:apolog\w*|apols?\.?|sent apologies)$", re.I)
_CAME = re.compile(r"(?:present|attended|yes|y|in attendance|[✓✔√☑]|p)$", re.I)
_PROSE, _CLOSES, _LONGEST = 120, 3, 200
"""From how many characters a sentence is prose, how many of these end the part where attendance is listed, and how long
a role is at most."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody a list names; `standing` is "" for a list that is not of attendance ("To: Members"), and where the paper
    does not show whether those it lists came (`unsure`)."""

    person: Named
    standing: Standing | Literal[""]
    block: Block
    start: int
    end: int
    instead_of: str = ""
    unsure: bool = False


def read_attendance(blocks: Sequence[Block], text: str) -> list[Listed]:
    """Return everybody whom the lists of a part name, in order; somebody who stood in for another says for whom."""
    found: list[Listed] = []
    label: Label | None = None
    columns: list[Label | None] = []
    below: Label | None = None  # what a table's rows stood under, and the lines after it may
    marked = _marked(blocks)
    prose = log = 0
    mixed = unsure = False  # two columns that stand under two labels one after the other, their people in turn
    for block in blocks:
        if block.kind == "row" and block.header and sum(bool(_LOG.match(c.text)) for c in block.cells) > 1:
            log = block.table
        if block.kind == "row" and log and block.table == log:
            continue
        if block.kind == "row" and block.cells and block.table in marked:
            found += _marked_row(block, marked[block.table], text)
        elif block.kind == "row" and block.cells:
            own, columns = _row(block, columns, label, text)
            found, below = found + own, next((c for c in columns if c), None)
        if block.kind == "row" and block.cells:
            continue
        columns, label, below = [], label or below, None
        told = label_of(block.text, heading=block.kind == "heading")
        if told is None and block.kind == "heading" and not (label and _line(block, label, told, text)):
            label = None
            continue
        if told is not None:
            mixed = mixed or bool(label and not found and _MEMBERS.search(label.words) and _told_apart(label, told))
            unsure = unsure or (mixed and told.standing == "apologies")
            label = replace(told, standing="" if unsure else "present" if mixed else told.standing)
        spoken = list(_sentences(block, label)) if "apolog" in f"{block.text} {label and label.words}".lower() else []
        own = spoken or (_line(block, label, told, text) if label else [])
        if own and label and label.alone:
            label = None
        elif not own and not told and label and found and _POST.match(block.text) and not found[-1].person.role:
            found[-1] = replace(found[-1], person=replace(found[-1].person, role=block.text))
        elif not own and len(block.text) > _PROSE:
            prose, label = prose + 1, None
        if unsure and not spoken:
            own = [replace(entry, unsure=not entry.standing) for entry in own]
        found += [replace(entry, standing="") if prose >= _CLOSES and not spoken else entry for entry in own]
    return _settled(found)


def _told_apart(one: Label, other: Label) -> bool:
    return one.standing != other.standing and not one.post


def _line(block: Block, label: Label, told: Label | None, text: str) -> list[Listed]:
    """The people of a line or paragraph under a label, or after it."""
    found: list[Listed] = []
    split = _INNER.split(block.text[told.ends :] if told else block.text)
    for inner, words in zip(["", *split[1::2]], split[::2], strict=True):
        label = label_of(f"{inner}:") or label if inner else label
        lines = _lines(text[block.start : block.end]) if not told else []
        for sentence in lines or _SENTENCE.split(words):
            people = people_in(sentence, alone=told is None)
            if people and not _all_people(sentence, people):
                return found
            found += [_listed(p, label, block, (block.start, block.end), text) for p in people]
    return found


def _lines(raw: str) -> list[str]:
    """The lines of a paragraph where each begins with somebody of its own; wide gaps part a name from what follows."""
    lines = [re.sub(r"(?<=\S)(?:\t+| {2,})(?=[^\s(])", ", ", line.strip()) for line in raw.split("\n") if line.strip()]
    single = len(lines) > 1 and all(len(people_in(line, alone=True)) == 1 for line in lines)
    return lines if single else []


def _all_people(text: str, people: list[Named]) -> bool:
    """Tell whether a line is a list of people, and no sentence that begins with one."""
    known = sum(len(p.name) + len(p.role) + len(p.initials) for p in people)
    told = max(len(p.role) for p in people)
    return known * 2 > len(text) and told < _LONGEST and not _VERB.search(re.sub(r"\([^()]*\)", "", text))


def _row(
    block: Block, columns: list[Label | None], label: Label | None, text: str
) -> tuple[list[Listed], list[Label | None]]:
    """The people of a table's row, and what each column is listed under; `label` is what the whole table is."""
    cells = [cell.text for cell in block.cells]
    heads = [label_of(cell, cell=True) for cell in cells]
    if len(cells) < len(columns):
        columns = columns[: len(cells)]
    if len(columns) != len(cells):
        columns = [label] * len(cells)
    elif not any(heads) and _ends_list(cells, columns, within=label is not None):
        columns = [None] * len(cells)
    found: list[Listed] = []
    now: Label | None = None
    kept: list[Label | None] = []
    taken = -1
    for i, (cell, head) in enumerate(zip(block.cells, heads, strict=True)):
        now = head or now
        under = now or columns[i]
        kept.append(under)
        if under is None or not cell.text or i <= taken:
            continue
        raw = text[cell.start : cell.end] if text and not head else cell.text[head.ends if head else 0 :]
        people = [] if is_owner(cell.text) else people_in(raw, alone=True, cell=True)
        if not people and not head and len(cell.text) > _PROSE:
            continue
        after = cells[i + 1] if i + 1 < len(cells) else ""
        if len(people) == 1 and is_owner(after):
            people = [replace(people[0], initials=people[0].initials or latin(after))]
        elif len(people) == 1 and not people[0].role and _is_post(after):
            taken = i + 1
            people = [replace(people[0], role="; ".join(c for c in cells[i + 1 :] if _is_post(c)))]
            taken = len(cells)
        found += [_listed(p, under, block, (cell.start, cell.end), text) for p in people]
    return found, kept


def _marked(blocks: Sequence[Block]) -> dict[int, int]:
    """The tables with a column that tells of each person whether they came: table and column."""
    found: dict[int, int] = {}
    for block in blocks:
        for i, cell in enumerate(block.cells):
            if i and _COLUMN.fullmatch(cell.text.strip(" :?")) and _NAMES.match(block.cells[0].text):
                found[block.table] = i
            elif i == found.get(block.table) and people_in(cell.text, alone=True):
                del found[block.table]  # two lists side by side: "Attendees" and "Apologies"
                break
    return found


def _marked_row(block: Block, column: int, text: str) -> list[Listed]:
    """The person of a row of such a table."""
    mark = block.cells[column].text.strip() if column < len(block.cells) else ""
    people = people_in(block.cells[0].text, alone=True)
    if len(people) != 1 or block.header:
        return []
    came: Standing | Literal[""] = "apologies" if _SENT.match(mark) else "present" if _CAME.match(mark) else ""
    others = [c.text for i, c in enumerate(block.cells) if i not in (0, column) and _is_post(c.text)]
    role = "; ".join(filter(None, (people[0].role, *others)))
    cell = block.cells[0]
    return [_listed(replace(people[0], role=role), Label("", came), block, (cell.start, cell.end), text)]


def _is_post(cell: str) -> bool:
    """Tell whether the cell beside a name says what that person is."""
    return bool(cell) and not is_owner(cell) and not label_of(cell, cell=True) and not people_in(cell, alone=True)


def _ends_list(cells: list[str], columns: list[Label | None], within: bool) -> bool:
    """Tell whether words stand where the label of the rows above stood, or prose anywhere."""
    beside = len({id(c) for c in columns}) == 1 and bool(cells[0]) and not people_in(cells[0], alone=True)
    return (beside and not within) or any(len(cell) > 200 for cell in cells)


def _sentences(block: Block, label: Label | None) -> Iterator[Listed]:
    """Those whose apologies a sentence gives, and those who came in somebody's place."""
    last: list[Named] = []
    for sentence in re.split(r"(?<=[a-z)]\.)\s+(?=[A-Z])|;\s*", block.text):
        given = _FROM.search(sentence)
        stood = list(_STOOD_IN.finditer(sentence))
        if given:
            names = sentence[given.end() : stood[0].start() if stood else None]
            last = people_in(re.split(r"\b(?:who|due|because|as)\b", names)[0].strip(" .,"), alone=False)
            apologies = Label(block.text, "apologies")
            yield from (_listed(p, apologies, block, (block.start, block.end), "") for p in last)
        for match in stood:
            whom = _LISTED.match(match["whom"]) if match["whom"] else None
            instead = named(whom) if whom else last[0].name if len(last) == 1 else ""
            who = Listed(Named(named(match)), "present", block, block.start, block.end, instead)
            if instead:
                yield who


def _listed(person: Named, label: Label, block: Block, span: tuple[int, int], text: str) -> Listed:
    standing, instead, role = label.standing, "", person.role
    if _TOLD.search(role):
        standing, role = "apologies", _TOLD.sub("", role)
    pieces = []
    for piece in role.split("; ") if role else []:
        stands_in = _STANDS_IN.fullmatch(piece)
        whom = _LISTED.fullmatch(stands_in["whom"]) if stands_in else None
        instead = named(whom) if whom else instead
        kept = stands_in["role"] or "" if stands_in and whom else piece
        pieces += [kept] if kept else []
    role = "; ".join([*pieces, *([label.post] if label.post else [])])
    return Listed(replace(person, role=role), standing, block, *span, instead)


def _settled(found: list[Listed]) -> list[Listed]:
    """Each person once a standing: whoever is told to have stood in for somebody keeps the place in the list, and
    "in attendance" alone means present."""
    if not any(entry.standing == "present" and not entry.instead_of for entry in found):
        found = [replace(e, standing="present") if e.standing == "also present" else e for e in found]
    kept: list[Listed] = []
    for entry in found:
        same = next((i for i, k in enumerate(kept) if _same(k, entry)), None)
        if same is None:
            kept.append(entry)
        elif not kept[same].instead_of and entry.instead_of:
            kept[same] = replace(kept[same], instead_of=entry.instead_of)
    return kept


def _same(one: Listed, other: Listed) -> bool:
    """Tell whether two entries are of one person: the role may be told only once."""
    came = {"present", "also present"}
    alike = one.standing == other.standing or {one.standing, other.standing} <= came
    return alike and bare(one.person.name) == bare(other.person.name)
