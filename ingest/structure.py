"""A reader's blocks are set right, and become sections under their headings."""

import re
from dataclasses import replace

from ingest.cleaning import clean, is_furniture
from ingest.documents import Block, Section
from ingest.headings import find_headings
from ingest.owners import is_owner, latin
from ingest.packs import PartSpan
from ingest.tables import mend_tables


def structured(text: str, blocks: list[Block]) -> list[Block]:
    """Return a reader's blocks with tables mended, owners beside what they own, headings recognised."""
    kept = [b for b in blocks if b.kind == "row" or not is_furniture(b.text)]
    return find_headings(text, _mended(text, mend_tables(text, kept or blocks)))


def _mended(text: str, blocks: list[Block]) -> list[Block]:
    """Join sentences that a row or page break cut, and give initials on a line of their own to what stands above."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        prose = last is not None and last.kind in ("paragraph", "item")
        if last and prose and is_owner(block.text) and len(last.text) > 25 and block.kind in ("paragraph", "heading"):
            found[-1] = replace(last, owner="/".join(filter(None, (last.owner, latin(block.text)))))
        elif last and prose and block.kind == "paragraph" and _cut(last.text, block.text):
            words = clean(text[last.start : block.end])
            found[-1] = replace(last, end=block.end, text=words, owner=block.owner or last.owner)
        else:
            found.append(block)
    return found


def _cut(before: str, after: str) -> bool:
    return len(before) > 40 and before[-1] not in ".!?:;" and bool(re.match(r"[a-z(]", after))


def sections(blocks: list[Block], spans: list[PartSpan]) -> list[Section]:
    """Return the sections of every part in order; headings with nothing under them still stand in later paths."""
    found: list[Section] = []
    for part, span in enumerate(spans):
        path: list[tuple[int, str]] = []
        held: list[Block] = []
        heading: Block | None = None
        for block in [*blocks[span.first : span.last], None]:
            if block is not None and block.kind != "heading":
                held.append(block)
                continue
            if held or heading is not None:
                start = heading.start if heading else held[0].start
                end = held[-1].end if held else (heading.end if heading else start)
                texts = tuple(title for _, title in path)
                found.append(Section(len(found), part, texts, tuple(held), start, end))
            if block is not None:
                path = [p for p in path if p[0] < block.level][-5:]
                path.append((block.level, block.text))
            heading, held = block, []
    return found
