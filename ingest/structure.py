"""Blocks become sections under their headings, and an agenda pack's sections fall into its parts."""

import re
from dataclasses import dataclass, replace

from ingest.cleaning import clean
from ingest.dates import find_dates
from ingest.documents import Block, Page, Section, page_at
from ingest.headings import find_headings
from ingest.owners import is_owner, latin
from ingest.tables import mend_tables

_AGENDA_LINE = re.compile(r"\(\s*(?:pages?|pp?\.)\s*\d+", re.I)
_AGENDA_ITEM = re.compile(r"agenda item\s*(?:no\.?\s*)?(\d{1,2}\s*[a-z]?)\b", re.I)
_REPORT_START = re.compile(
    r"(?:report (?:no|ref)\b|agenda item\b|minutes of (?:the|a) .{0,80}?(?:meeting )?held\b|appendix \w{1,3}\b)", re.I
)
_FIELD = re.compile(
    r"(?:date(?: report filed| of (?:report|meeting|last .{1,30}))?|report (?:to|of|by|author)|author|title"
    r"|subject|contact officer|decision maker"
    r"|contact|from|lead officer|report title|meeting date|prepared by|presented by)\s*:",
    re.I,
)


@dataclass(frozen=True, slots=True)
class PartSpan:
    """Where a part of a pack begins and ends among the blocks, and the agenda item it belongs to."""

    first: int
    last: int
    agenda_item: str = ""


def structured(text: str, blocks: list[Block]) -> list[Block]:
    """Return a reader's blocks with tables mended, owners beside what they own, headings recognised."""
    return find_headings(text, _mended(text, mend_tables(text, blocks)))


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


def agenda(blocks: list[Block], paged_only: bool = False) -> dict[str, str]:
    """Return the agenda of a pack, item number to title, empty where there is none; perhaps only items with papers."""
    items: dict[str, str] = {}
    with_pages: set[str] = set()
    for block in blocks[:250]:
        if find_dates(block.text[:40]):
            continue
        body = re.sub(r"\(\s*(?:pages?|pp?\.)[^)]*\)", "", block.text, flags=re.I).replace("|", " ").strip()
        match = re.match(r"(\d{1,2}\s?[a-z]?|[a-z](?=\s+[A-Z]{3}))[.)]?\s+(.{3,90})$", body)
        if match and not body.endswith((".", ";")):
            number = match[1].replace(" ", "").lower()
            if number.isalpha() and items:
                number = re.sub(r"[a-z]$", "", list(items)[-1]) + number
            items.setdefault(number, match[2].strip())
            if _AGENDA_LINE.search(block.text):
                with_pages.add(number)
    if len(with_pages) < 2:
        return {}
    return {number: title for number, title in items.items() if number in with_pages or not paged_only}


def split_parts(blocks: list[Block], pages: tuple[Page, ...]) -> list[PartSpan]:
    """Return the parts of an agenda pack in order; one part for any other paper."""
    if not agenda(blocks):
        return [PartSpan(0, len(blocks))]
    starts: dict[int, str] = {0: ""}
    for i, block in enumerate(blocks):
        if i < 5 or (block.kind == "row" and len(block.text) > 120):
            continue
        if _starts_part(blocks, i) and (first := _snapped(blocks, i, pages)) - max(starts) > 7:
            starts[first] = ""
        named = _AGENDA_ITEM.match(block.text)
        if named and i - max(starts) <= 8:
            starts[max(starts)] = named[1].replace(" ", "").lower()
    ordered = sorted(starts)
    with_papers = list(agenda(blocks, paged_only=True))
    if len(with_papers) == len(ordered) - 1:
        starts.update({first: starts[first] or item for first, item in zip(ordered[1:], with_papers, strict=True)})
    return [PartSpan(a, b, starts[a]) for a, b in zip(ordered, [*ordered[1:], len(blocks)], strict=True)]


def _starts_part(blocks: list[Block], i: int) -> bool:
    block = blocks[i]
    if _AGENDA_LINE.search(block.text) or len(block.text) > 160 or block.kind == "item":
        return False
    if _REPORT_START.match(block.text) and not block.text.lower().startswith("appendix"):
        return len(block.text.split()) <= 20
    if block.kind != "heading" or _is_field(block):
        return False
    fields = 0
    for after in blocks[i + 1 : i + 9]:
        if _is_field(after):
            fields += 1
        elif not fields and (after.kind == "item" or len(after.text) > 90 or after.text.endswith(".")):
            return False
    return fields >= 2


def _is_field(block: Block) -> bool:
    """Tell whether a block is a line of a front sheet: "Author: ...", "Date: ..."."""
    return bool(_FIELD.match(block.text))


def _snapped(blocks: list[Block], i: int, pages: tuple[Page, ...]) -> int:
    """Move a start back over the headings above it, on its own page."""
    page = page_at(pages, blocks[i].start)
    first = i
    while first > 0 and i - first < 4:
        before = blocks[first - 1]
        same_page = page_at(pages, before.start) == page
        short = len(before.text) <= 90 and before.kind == "heading"
        if not (same_page and short) or (re.match(r"\d", before.text) and not pages):
            break
        first -= 1
    return first


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
