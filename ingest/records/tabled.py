"""Actions in tables that are no logs: an owner's column beside prose, a column of actions beside their owners."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from ingest.documents import Block, Cell
from ingest.owners import is_owner, is_owner_head, may_name_owner
from ingest.records.labelled import named_in
from ingest.records.minuting import Words, words_at
from ingest.records.owning import owners_of
from ingest.records.record import Owner
from ingest.records.source import Source

_TASK_HEAD = re.compile(
    r"(?:agreed |key |required )?(?:actions?|tasks?)(?: (?:required|points?|agreed|items?|needed))?\W*", re.I
)
_TOPIC_HEAD = re.compile(r"(?:leads?|lead (?:officer|person|agency)|who|initials)\W*", re.I)
_DOING = re.compile(
    r"\b(?:to|will|would|should|must|shall|agreed|undertook|offered|asked)\b|\b(?:is|are|be) \w+(?:ed|en)\b"
    r"|[.;]$|^(?!(?:update|report|review|work|plan|round|note|draft|welcome|feedback|thanks?|result)\b)[a-z]+ (?:a|an"
    r"|the|all|with|to|any|out|up|more|new|on|for|from|what|how|whether|when)\b",
    re.I,
)


def tabled_actions(source: Source, rows: list[Block]) -> Iterator[tuple[Words, tuple[Owner, ...], int]]:
    """Yield the words and owners of each action in rows of tables, with where its row begins."""
    for _, group in groupby(rows, key=lambda b: b.table):
        blocks = list(group)
        head = next((b for b in blocks[:2] if b.header or any(is_owner_head(c.text) for c in b.cells)), None)
        names = [c.text for c in head.cells] if head else []
        for block in blocks:
            if block is not head and not block.header and len(block.cells) > 1:
                yield from _row(source, block, names)


def _row(source: Source, block: Block, names: list[str]) -> Iterator[tuple[Words, tuple[Owner, ...], int]]:
    task = _column(names, block, lambda name, cell: bool(_TASK_HEAD.fullmatch(name)) and len(cell) > 12)
    who = _column(names, block, lambda name, cell: is_owner_head(name) and may_name_owner(cell))
    if who is None and is_owner(block.cells[-1].text):
        who = block.cells[-1]
    if task is None and who is not None and is_owner(who.text):
        widest = max((c for c in block.cells if c is not who), key=lambda c: len(c.text))
        topical = any(_TOPIC_HEAD.fullmatch(name) for name in names)
        task = widest if len(widest.text.split()) > 4 and (not topical or _DOING.search(widest.text)) else None
    if task is None:
        return
    words = words_at(source, task.start, task.end)
    owners = owners_of(who.text.replace("\n", "/"), source) if who is not None and who is not task else ()
    owners = owners or named_in(words.text, source)
    if words.text and owners:
        yield words, owners, block.start


def _column(names: list[str], block: Block, fits: Callable[[str, str], bool]) -> Cell | None:
    found = [c for name, c in zip(names, block.cells, strict=False) if fits(name.strip(), c.text.strip())]
    return found[0] if found else None
