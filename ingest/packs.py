"""An agenda pack falls into its papers: told by the agenda's page numbers, marks on pages or repeated front sheets."""

import re
from dataclasses import dataclass
from itertools import pairwise

from ingest.dates import find_dates
from ingest.documents import Block, Page, page_at

_AGENDA_LINE = re.compile(r"\(\s*(?:pages?|pp?\.)\s*\d+", re.I)
_AGENDA_ITEM = re.compile(r"agenda item\s*(?:no\.?|number)?\s*:?\s*(\d{1,2}\s*[a-z]?)\b", re.I)
_AGENDA_HEAD = re.compile(r"(?:agenda|order of business|business to be (?:considered|transacted))\W*", re.I)
_COUNT = re.compile(r"(\d{1,2}\s?[a-z]?|[a-z](?=\s+[A-Z]{3}))[.)]?\s+(.{3,90})$")
_MARK = re.compile(r"(\d{1,2}[a-z]?)[.)]\s*$")
_REPORT_START = re.compile(
    r"(?:report (?:no|ref)\b|agenda item\b|minutes of (?:the|a) .{0,80}?(?:meeting )?held\b|appendix \w{1,3}\b)", re.I
)
_APPENDIX = re.compile(r"(?:appendix|annexe?)\s+(?:\d{1,2}|[a-z]|[ivx]{1,4})\b", re.I)
_FIELD = re.compile(
    r"(?:date(?: report filed| of (?:report|meeting|last .{1,30}))?|report (?:to|of|by|author|title|date)|author|title"
    r"|subject|contact officer|decision maker|contact|from|lead officer|meeting date|prepared by|presented by|purpose)"
    r"\s*[:|]",
    re.I,
)


@dataclass(frozen=True, slots=True)
class PartSpan:
    """Where a part of a pack begins and ends among the blocks, and the agenda item it belongs to."""

    first: int
    last: int
    agenda_item: str = ""


def agenda(text: str, blocks: list[Block]) -> dict[str, str]:
    """Return the agenda of a pack, item number to title; empty where no agenda is found."""
    return _paged_agenda(blocks)[0] or _plain_agenda(text, blocks)


def _paged_agenda(blocks: list[Block]) -> tuple[dict[str, str], list[str]]:
    """The agenda that gives its papers' pages, and the numbers of the items that have papers."""
    items: dict[str, str] = {}
    with_pages: dict[str, None] = {}
    for block in blocks[:250]:
        if find_dates(block.text[:40]):
            continue
        body = re.sub(r"\(\s*(?:pages?|pp?\.)[^)]*\)", "", block.text, flags=re.I).replace("|", " ").strip()
        match = _COUNT.match(body)
        if match and not body.endswith((".", ";")):
            number = match[1].replace(" ", "").lower()
            if number.isalpha() and items:
                number = re.sub(r"[a-z]$", "", list(items)[-1]) + number
            items.setdefault(number, match[2].strip())
            if _AGENDA_LINE.search(block.text):
                with_pages[number] = None
    return (items, list(with_pages)) if len(with_pages) >= 2 else ({}, [])


def _plain_agenda(text: str, blocks: list[Block]) -> dict[str, str]:
    """The numbered lines that follow the word "Agenda"."""
    head = next((i for i, b in enumerate(blocks[:60]) if _AGENDA_HEAD.fullmatch(b.text)), None)
    items: dict[str, str] = {}
    misses = 0
    for block in blocks[head + 1 : head + 80] if head is not None else ():
        mark = _MARK.search(text, max(0, block.start - 6), block.start)
        match = _COUNT.match(block.text.replace("|", " ").strip())
        number, title = (mark[1], block.text) if mark else (match[1], match[2]) if match else ("", "")
        if number and len(title) <= 120 and not _AGENDA_ITEM.match(block.text):
            items.setdefault(number.replace(" ", "").lower(), title.strip())
            misses = 0
        elif (misses := misses + 1) > 6:
            break
    return items if len(items) >= 3 else {}


def split_parts(text: str, blocks: list[Block], pages: tuple[Page, ...]) -> list[PartSpan]:
    """Return the parts of an agenda pack in order; one part for any other paper."""
    marks = _page_marks(blocks, pages)
    _, with_papers = _paged_agenda(blocks)
    if not (with_papers or len(marks) >= 2 or _bound_together(text, blocks, pages)):
        return [PartSpan(0, len(blocks))]
    starts: dict[int, str] = {0: ""}
    for i, block in enumerate(blocks):
        if i < 5 or (block.kind == "row" and len(block.text) > 120):
            continue
        if i in marks and page_at(pages, block.start) != page_at(pages, blocks[max(starts)].start):
            starts[i] = marks[i]
        elif _starts_part(blocks, i) and (first := _snapped(blocks, i, pages)) - max(starts) > 7:
            starts[first] = ""
        named = _AGENDA_ITEM.match(block.text)
        if named and i - max(starts) <= 8 and max(starts):
            starts[max(starts)] = named[1].replace(" ", "").lower()
    ordered = sorted(starts)
    if len(with_papers) == len(ordered) - 1:
        starts.update({first: starts[first] or item for first, item in zip(ordered[1:], with_papers, strict=True)})
    for first in _appendices(blocks, pages, ordered):
        starts[first] = starts[max(start for start in starts if start < first)]
    ordered = sorted(starts)
    return [PartSpan(a, b, starts[a]) for a, b in zip(ordered, [*ordered[1:], len(blocks)], strict=True)]


def is_appendix(words: str) -> bool:
    """Tell whether a heading is an appendix's: "Appendix A", "Annex 2 Figures"."""
    return bool(_APPENDIX.match(words))


def _appendices(blocks: list[Block], pages: tuple[Page, ...], starts: list[int]) -> list[int]:
    """The headings of appendices that begin a page and go on beyond it; a short one before them stays in its report."""
    heads = [
        i
        for i, block in enumerate(blocks[1:], 1)
        if block.kind == "heading"
        and is_appendix(block.text)
        and page_at(pages, blocks[i - 1].start) != page_at(pages, block.start)
        and i > min(starts[1:], default=len(blocks))
    ]
    ends = sorted({*starts, *heads, len(blocks)})
    found: list[int] = []
    for i in heads:
        end = next(end for end in ends if end > i)
        follows = bool(found) and not any(found[-1] < start <= i for start in starts)
        if follows or page_at(pages, blocks[i].start) != page_at(pages, blocks[end - 1].start):
            found.append(i)
    return found


def _page_marks(blocks: list[Block], pages: tuple[Page, ...]) -> dict[int, str]:
    """The blocks that are nothing but "Agenda Item 5" and stand first on their page, with the item's number."""
    marks: dict[int, str] = {}
    for i, block in enumerate(blocks):
        match = _AGENDA_ITEM.fullmatch(block.text.strip(" .:"))
        first = i == 0 or page_at(pages, blocks[i - 1].start) != page_at(pages, block.start)
        number = match[1].replace(" ", "").lower() if match else ""
        if number and pages and first and number not in marks.values():
            marks[i] = number
    return marks


def _bound_together(text: str, blocks: list[Block], pages: tuple[Page, ...]) -> bool:
    """Tell whether front sheets of several papers stand in one file, or minutes stand on a page after an agenda."""
    fronts = [i for i in range(len(blocks)) if _starts_front(blocks, i)]
    if fronts and any(b - a > 8 for a, b in pairwise(fronts)):
        return True
    later = blocks[20:] if pages and _plain_agenda(text, blocks) else []
    return any(
        _REPORT_START.match(b.text)
        and "minutes" in b.text.lower()
        and page_at(pages, b.start) != page_at(pages, a.start)
        for a, b in pairwise(later)
    )


def _starts_front(blocks: list[Block], i: int) -> bool:
    """Tell whether a front sheet begins at a block: three different fields and more, none just above."""
    if not _is_field(blocks[i]) or any(_is_field(b) for b in blocks[max(0, i - 6) : i]):
        return False
    names = {m[0].lower().strip(" :|") for b in blocks[i : i + 10] if (m := _FIELD.match(b.text))}
    return len(names) >= 3


def _starts_part(blocks: list[Block], i: int) -> bool:
    block = blocks[i]
    if _AGENDA_LINE.search(block.text) or len(block.text) > 160 or block.kind == "item":
        return False
    if _REPORT_START.match(block.text) and not block.text.lower().startswith("appendix"):
        return len(block.text.split()) <= 20
    if _starts_front(blocks, i):
        return True
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


def _is_title(block: Block) -> bool:
    words = block.text.split()
    return block.kind == "paragraph" and 2 <= len(words) <= 14 and words[-1][-1].isalnum() and words[0][0].isupper()


def _snapped(blocks: list[Block], i: int, pages: tuple[Page, ...]) -> int:
    """Move a start back over the headings above it, on its own page."""
    page = page_at(pages, blocks[i].start)
    first = i
    while first > 0 and i - first < 4:
        before = blocks[first - 1]
        same_page = page_at(pages, before.start) == page
        titles = before.kind == "heading" or (_is_field(blocks[first]) and _is_title(before))
        short = len(before.text) <= 90 and (titles or _AGENDA_ITEM.match(before.text))
        if not (same_page and short) or (re.match(r"\d", before.text) and not pages):
            break
        first -= 1
    return first
