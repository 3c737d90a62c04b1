"""The outline of a paper set right once its headings are known: lists that only look like headings, levels of annexes.

Words of a heading under which nothing stands are found by nobody, so a list of short lines must not become headings.
"""

import re
from dataclasses import replace
from itertools import pairwise

from ingest.documents import Block

_NUMBER = re.compile(r"(?:(?:agenda )?item\s+)?(\d{1,3})[a-z]?[.):]?\s+\S", re.I)
_ANNEX = re.compile(r"(?:appendix|annexe?|schedule)\b", re.I)
_AGENDA = re.compile(r"(?:(?:meeting|draft|public) )?agenda(?: items)?\W*", re.I)
_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}\s*\d")
_PAGED = re.compile(r".{2,110}?[\s|.…]+(\d{1,3})$")


def contents_of(blocks: list[Block]) -> set[int]:
    """Return which blocks are lines of a contents list: dot leaders, or page numbers rising line after line."""
    found = {i for i, b in enumerate(blocks) if len(b.text) < 300 and _LEADER.search(b.text) and b.kind != "row"}
    run: list[int] = []
    last = 0
    for i, block in enumerate(blocks):
        match = _PAGED.fullmatch(block.text) if block.kind != "row" else None
        page = int(match[1]) if match else -1
        if last <= page <= last + 40 and page > 0:
            run.append(i)
            last = page
            continue
        if len(run) >= 4:
            found.update(run)
        run, last = ([i], page) if page > 0 else ([], 0)
    found.update(run if len(run) >= 4 else ())
    ordered = sorted(found)
    wrapped = [i for a, b in pairwise(ordered) if b - a <= 3 for i in range(a + 1, b) if len(blocks[i].text) < 160]
    return found.union(wrapped)


def outlined(blocks: list[Block]) -> list[Block]:
    """Return the blocks with lists taken out of the headings, and annexes beside the numbered sections."""
    return _annexes_level(_lists_as_text(list(blocks)))


def _lists_as_text(blocks: list[Block]) -> list[Block]:
    heads = [i for i, b in enumerate(blocks) if b.kind == "heading"]
    first_body = next((i for i, b in enumerate(blocks) if b.kind != "heading"), len(blocks))
    for run in [*_numbered_runs(blocks, heads), *_agendas(blocks, heads)]:
        for i in run:
            blocks[i] = replace(blocks[i], kind="item", level=0)
    for run in _bare_runs(blocks, first_body):
        for i in run:
            blocks[i] = replace(blocks[i], kind="paragraph", level=0)
    return blocks


def _numbered_runs(blocks: list[Block], heads: list[int]) -> list[list[int]]:
    """Headings numbered one after the other with next to nothing under them: an agenda, not the items themselves."""
    runs: list[list[int]] = []
    for i in heads:
        match = _NUMBER.match(blocks[i].text)
        last = _NUMBER.match(blocks[runs[-1][-1]].text) if runs else None
        if match is None:
            continue
        if last and 0 <= int(match[1]) - int(last[1]) <= 1 and i - runs[-1][-1] <= 3:
            runs[-1].append(i)
        else:
            runs.append([i])
    return [r for r in runs if len(r) >= 4 and sum(b - a == 1 for a, b in pairwise(r)) * 3 >= len(r) * 2]


def _agendas(blocks: list[Block], heads: list[int]) -> list[list[int]]:
    """Numbered headings after the heading "Agenda" under which no prose stands, up to one that has or has no number."""
    runs: list[list[int]] = []
    for n, head in enumerate(heads):
        if not _AGENDA.fullmatch(blocks[head].text):
            continue
        run: list[int] = []
        for here, after in pairwise([*heads[n + 1 :], len(blocks)]):
            prose = any(len(b.text.split()) > 14 for b in blocks[here + 1 : after] if b.kind != "row")
            if prose or not _NUMBER.match(blocks[here].text):
                break
            run.append(here)
        runs.append(run)
    return runs


def _bare_runs(blocks: list[Block], first_body: int) -> list[list[int]]:
    """Four and more headings of one level with nothing between, and those at the very end; the title's are spared."""
    runs: list[list[int]] = []
    run: list[int] = []
    for i in range(first_body, len(blocks) + 1):
        block = blocks[i] if i < len(blocks) else None
        if block is not None and block.kind == "heading" and not _NUMBER.match(block.text):
            if run and blocks[run[-1]].level != block.level:
                run = []
            run.append(i)
            continue
        if block is None:
            runs.append(run)
        elif len(run) >= 4:
            runs.append(run[:-1])
        run = []
    return runs


def _annexes_level(blocks: list[Block]) -> list[Block]:
    """An annex stands beside the numbered sections and annexes before it, never inside the last of them."""
    top = 0
    for i, block in enumerate(blocks):
        if block.kind != "heading":
            continue
        if re.match(r"\d{1,2}[.)]?\s", block.text):
            top = min(top, block.level) if top else block.level
        elif _ANNEX.match(block.text):
            top = min(top, block.level) if top else block.level
            blocks[i] = replace(block, level=top)
    return blocks
