"""Tables as people meant them: broken rows mended, header rows marked, minutes laid out as a table unfolded."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from ingest.cleaning import BULLET, clean
from ingest.documents import Block, Cell
from ingest.owners import is_owner, is_owner_head, latin, may_name_owner

_NUMBER = re.compile(r"(?:item\s*)?\d{1,4}[a-z]?(?:\.\d{1,3})*[a-z]?\.?", re.I)
_REFERENCE = re.compile(r"(?:minute|item|ref|no\.?|action|recommendation)?\s*#?\d", re.I)
_GROUP = re.compile(r"^(?:\w+ )?(?:actions?|matters|items)\b|\bmeeting\b.*\d", re.I)
_SMALL_HEAD = re.compile(r"(?:item|items|no\.?|ref\.?|minute|subject|agenda item|description)", re.I)
_LI = re.compile(r"<li>(.*?)(?:</li>|$)", re.I | re.S)
_DECIDED = re.compile(r"\b(?:resolved|agreed|action|actioned|undertook|would)\b", re.I)
_PROSE = 80  # letters: the cells of minutes hold more than that, those of an agenda fewer
_FIGURE = re.compile(r"[^a-z]*\d[\d,.%£ ]*[^a-z]{0,3}(?:\(.*\))?", re.I)


def mend_tables(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks with every table's rows mended, or unfolded where the table only lays out prose."""
    mended: list[Block] = []
    for table, group in groupby(blocks, key=lambda b: b.table if b.kind == "row" else 0):
        rows = list(group)
        if not table:
            mended += rows
        elif _lays_out_prose(rows) and not _is_log(rows):
            mended += [block for row in rows for block in _unfold(text, row)]
        else:
            mended += _with_headers(_joined(text, rows))
    return mended


def _main_column(rows: list[Block]) -> int:
    widths: dict[int, int] = {}
    for row in rows:
        for i, cell in enumerate(row.cells):
            widths[i] = widths.get(i, 0) + len(cell.text)
    return max(widths, key=lambda i: widths[i])


def _lays_out_prose(rows: list[Block]) -> bool:
    """Numbers at the left, prose in one column, owners at the right and nothing else."""
    main = _main_column(rows)
    lengths = [len(row.cells[main].text) for row in rows if main < len(row.cells)]
    prose = max(lengths)
    marked = owned = False
    for row in rows:
        for i, cell in enumerate(row.cells):
            words = cell.text
            if i == main or not words:
                continue
            if i < main and (_NUMBER.fullmatch(words) or _SMALL_HEAD.fullmatch(words)):
                marked = True
            elif i < main and prose > 200 and len(words) <= 12 and not re.search(r"[A-Za-z]{3}", words):
                continue
            elif i > main and (is_owner(words.replace("\n", "/")) or is_owner_head(words)):
                owned = True
            else:
                return False
    if marked and not owned:  # numbers and titles alone are an agenda
        return sum(lengths) > _PROSE * len(lengths)
    return owned or (prose > 60 and any(len(row.cells) > 1 for row in rows))


def _is_log(rows: list[Block]) -> bool:
    """Numbered actions in a few words, most with an owner, under column heads or without: a log, and no minutes."""
    first = rows[0].cells
    headed = is_owner_head(first[-1].text) and not _NUMBER.fullmatch(first[0].text)
    own = rows[1:] if headed else rows
    if len(first) < 3 or not own or not (headed or all(_NUMBER.fullmatch(row.cells[0].text) for row in own)):
        return False
    main = _main_column(rows)
    wordy = sum(len(row.cells[main].text) for row in own if main < len(row.cells)) > 2 * _PROSE * len(own)
    numbered = sum(bool(_NUMBER.fullmatch(row.cells[0].text)) for row in own)
    owned = sum(bool(row.cells[-1].text) for row in own)
    return not wordy and min(numbered, owned) * 3 >= len(own) * 2


def _unfold(text: str, row: Block) -> Iterator[Block]:
    main = max(row.cells, key=lambda c: len(c.text) - (1000 if is_owner(c.text) or _NUMBER.fullmatch(c.text) else 0))
    number = next((c for c in row.cells if c.start < main.start and _NUMBER.fullmatch(c.text)), None)
    owners = [
        latin(line.strip()) for c in row.cells if c.start > main.start for line in text[c.start : c.end].split("\n")
    ]
    blocks = list(_lines(text, main))
    if number is not None and blocks and len(blocks[0].text) <= 120 and not blocks[0].text.endswith("."):
        first = blocks[0]
        blocks[0] = Block("heading", number.start, first.end, f"{number.text} {first.text}", 4)
    yield from _owned(blocks, [o for o in owners if is_owner(o)])


def _lines(text: str, cell: Cell) -> Iterator[Block]:
    raw = text[cell.start : cell.end]
    if "<li>" in raw.lower():
        for match in _LI.finditer(raw):
            if clean(match[1]):
                yield Block("item", cell.start + match.start(1), cell.start + match.end(1), clean(match[1]), 1)
        return
    position = cell.start
    for line in raw.split("\n"):
        start, position = position, position + len(line) + 1
        if not clean(line) or (is_owner_head(line) and len(line) < 10):
            continue
        bullet = BULLET.match(line)
        skip = bullet.end() if bullet else 0
        yield Block("item" if bullet else "paragraph", start + skip, start + len(line), clean(line[skip:]))


def _owned(blocks: list[Block], owners: list[str]) -> list[Block]:
    """Give the owners of a row to what was decided in it: one each where the counts agree, else all to the last."""
    if not owners or not blocks:
        return blocks
    decided = [i for i, b in enumerate(blocks) if _DECIDED.search(b.text) and b.kind != "heading"] or [len(blocks) - 1]
    resolved = [
        i for i in decided if re.match(r"(?:it was )?(?:resolved|agreed|action)", blocks[i].text, re.I)
    ] or decided
    if len(owners) == len(resolved):
        for i, owner in zip(resolved, owners, strict=True):
            blocks[i] = replace(blocks[i], owner=owner)
    else:
        blocks[resolved[-1]] = replace(blocks[resolved[-1]], owner="/".join(dict.fromkeys(owners)))
    return blocks


def _joined(text: str, rows: list[Block]) -> list[Block]:
    """Put rows that a line break or the end of a page cut in two back together."""
    referenced = sum(bool(_REFERENCE.match(r.cells[0].text)) for r in rows) >= max(2, len(rows) // 3)
    labelled = sum(bool(r.cells[0].text) for r in rows) >= max(3, 0.8 * len(rows))
    joined: list[Block] = []
    for row in rows:
        heads = len(joined) == 1 and _ends_header(joined[0], row)
        over = bool(joined) and labelled and "\f" in text[joined[-1].end : row.start]
        if joined and (heads or _continues(joined[-1], row, referenced) or (over and _goes_on(joined[-1], row))):
            last = joined[-1]
            cells = tuple(
                replace(a, end=b.end, text=f"{a.text} {b.text}".strip(), colour=a.colour or b.colour) if b.text else a
                for a, b in zip(last.cells, row.cells, strict=True)
            )
            joined[-1] = replace(last, end=row.end, cells=cells, text=" | ".join(c.text for c in cells))
        else:
            joined.append(row)
    return joined


def _ends_header(first: Block, row: Block) -> bool:
    """Tell whether the second row is but the last words of column heads on two lines: "by" below "Action"."""
    if len(first.cells) != len(row.cells) or row.cells[0].text or any(len(c.text) > 30 for c in first.cells):
        return False
    below = [(a.text, b.text) for a, b in zip(first.cells, row.cells, strict=True) if b.text]
    return bool(below) and all(a and len(b) <= 20 and b.islower() for a, b in below)


def _goes_on(last: Block, row: Block) -> bool:
    """Tell whether the first row of a page has no label of its own, in a table whose rows have."""
    return len(last.cells) == len(row.cells) and not row.cells[0].text and bool(last.cells[0].text)


def _continues(last: Block, row: Block, referenced: bool) -> bool:
    if len(last.cells) != len(row.cells) or len(row.cells) < 2:
        return False
    pairs = list(zip(last.cells, row.cells, strict=True))
    if any(b.text[:1].islower() and len(a.text) > 15 and a.text[-1] not in ".!?:" for a, b in pairs):
        return True
    alone = bool(row.cells[0].text) and not any(c.text for c in row.cells[1:])
    if referenced and alone and len(row.cells) >= 3:
        first = row.cells[0].text
        return not (_REFERENCE.match(first) or _GROUP.search(first) or first.isupper())
    below = row.cells[1].text  # more of the cell above, unless it is a name or has a number of its own
    listed = may_name_owner(below) or bool(re.match(r"\d+[.)]", below))
    return len(row.cells) == 2 and not row.cells[0].text and bool(below) and not listed


def _with_headers(rows: list[Block]) -> list[Block]:
    """Mark the header row: the first but for a title, when it names columns, and rows that say the same again."""
    titled = len(rows) > 2 and sum(bool(c.text) for c in rows[0].cells) * 3 <= len(rows[0].cells)
    first = rows[titled]
    if len(rows) < 2 + titled or not _names_columns(first, rows[1 + titled :]):
        return rows
    names = [c.text.lower() for c in first.cells]
    return [replace(r, header=r is first or [c.text.lower() for c in r.cells] == names) for r in rows]


def _names_columns(first: Block, others: list[Block]) -> bool:
    cells = [c.text for c in first.cells]
    labels = [c.endswith(":") for c in cells if c]
    if labels[:1] == [True] and len(labels) > 1 and not any(labels[1:]):  # with what it labels beside it
        return False
    below_it = [[c.text for c in row.cells] for row in others if row.text != first.text]
    if any(c and sum(row[i : i + 1] == [c] for row in below_it) for i, c in enumerate(cells)):
        return False
    owners = [i for i, c in enumerate(cells) if i and is_owner(c) and not is_owner_head(c)]
    if owners and (len(owners) < 3 or any(is_owner(c) for row in below_it for i, c in enumerate(row) if i in owners)):
        return False
    if sum(bool(c) for c in cells) < max(2, len(cells) // 2) or any(len(c) > 80 for c in cells):
        return False
    figures = [bool(_FIGURE.fullmatch(c)) and not re.match(r"(?:19|20)\d\d|Q[1-4]", c) for c in cells if c]
    if any(figures):
        return False
    below = [c.text for row in others[:6] for c in row.cells[1:] if c.text]
    return len(cells) > 2 or any(_FIGURE.fullmatch(c) or len(c) > 40 for c in below)
