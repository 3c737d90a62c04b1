"""Which lines are headings, and how high they stand, told from their shape and never from a list of titles."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from ingest.dates import find_dates, find_days
from ingest.documents import Block
from ingest.outline import contents_of, outlined
from ingest.owners import is_owner

_LABEL = re.compile(
    r"(?:priority|objective|theme|outcome|section|part|appendix|annexe?|chapter|(?:agenda )?item|minute|schedule"
    r"|goal|strand|pillar)"
    r"\s+(?:\d{1,3}(?:[a-z]|[ivx]{1,4})?|[A-Z]|[ivx]{1,4}|one|two|three|four|five|six|seven|eight)\b(?!\s*(?:and|to|of|,)\b)",
    re.I,
)
_NUMBERED = re.compile(r"((?:\d{1,4}[a-z]?)(?:[./]\d{1,3}){0,3})[.:)]?\s+(?=[\"'‘“(]?[A-Z])")
_SENTENCE_START = re.compile(
    r"(?:it was )?(?:resolved|agreed|noted"
    r"|action\b(?!\s+(?:item|point|log|plan|list|summar|update|tracker)\w*)|recommended)",
    re.I,
)
_RUN_ON = re.compile(r"(?<=[a-z])(?=(?:Aims?|Objectives?|Outcomes?|Update|Action|Summary|Purpose)\b:?\s)")
_ITEM_NUMBER = re.compile(r"(\d{1,3})[.)]\s*$")
_ITEM_LETTER = re.compile(r"(?<![\w.])\(?[A-Za-z][.)]\s*$")
_REFERENCE = re.compile(r"[A-Z]{2,6}\W?\s?\d[\w()./-]*(?:\s*[,;&]\s*[A-Z]{2,6}\W?\s?\d[\w()./-]*)*")
_ADDRESS = re.compile(
    r"\b[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2}\W*(?:[\[(].*)?$|^(?:venue|tel|telephone|e-?mail|fax|www)\b\W|https?://",
    re.I,
)
_FIELD = re.compile(
    r"(?:report (?:no|ref|title|author|date|to|of|by)|date|author|title|subject|contact(?: officer)?|lead officer"
    r"|decision maker|prepared by|presented by|status|version|wards?|classification|meeting date)\b[^:|]{0,25}[:|]"
    r"|report (?:no|ref)\b",
    re.I,
)
_SAYS = re.compile(
    r"^(?!(?i:how|what|why|where|who|when|which)\b).*\b(?:was|were|is|are|has|have|had|be|been)\b"
    r"|^(?:[A-Z]{2,4}|The|He|She|They|We|It|All|Members|Cllr|[A-Z][\w’'-]+ [A-Z][\w’'-]+)\b(?: \w+)??"
    r" (?:[a-z]{2,}ed|gave|said|told|met|took|made|felt|spoke|sent|went)"
    r"(?=\W*$| (?:an?|the|that|this|these|his|her|their|its|some|all|members|on|to|of|for|from|with|in|at|about|and"
    r"|briefly|[A-Z]))",
)
_TIME = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b|\d{1,2}(?:[.:]\d\d)?\s*(?:am|pm|noon)?|\b(?:at|to|on|from)\b|\W",
    re.I,
)


def find_headings(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks with headings recognised and given levels from 1 (highest) to 7."""
    blocks = _split_run_ons(text, blocks)
    contents = contents_of(blocks)
    prose_counts = _counts_prose(text, blocks)
    wordings = Counter(b.text for b in blocks if _is_short(b))
    again = frozenset(words for words, times in wordings.items() if times >= 3)
    own = {b.level for b in blocks if b.kind == "heading" and b.level <= 4}
    trusted = len(own) >= 2 and min(own) <= 2
    found: list[Block] = []
    titles: set[str] = set()
    for i, block in enumerate(blocks):
        if block.kind in ("heading", "paragraph") and _runs_on_top(block.text, titles):
            continue
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        before = blocks[i - 1] if i else None
        level = 0 if i in contents else _level(text, block, before, after, trusted, prose_counts, again)
        if level:
            found.append(replace(_with_number(text, block), kind="heading", level=level))
            titles.add(block.text.lower())
        elif block.kind == "heading":
            found.append(replace(block, kind="paragraph", level=0))
        else:
            found.append(block)
    return _adopted(outlined(found))


def _with_number(text: str, block: Block) -> Block:
    """A heading's number belongs to it, also where the reader took it for the mark of a list item."""
    before = (text, max(0, block.start - 6), block.start)
    mark = _ITEM_NUMBER.search(*before) or _ITEM_LETTER.search(*before) if block.kind == "item" else None
    if mark is None:
        return block
    return replace(block, start=mark.start(), text=f"{mark[0].strip()} {block.text}")


def _counts_prose(text: str, blocks: list[Block]) -> bool:
    """Tell whether a paper numbers its paragraphs one by one, so that a short one of them is no heading."""
    counted = [
        b for b in blocks if b.kind == "item" and _ITEM_NUMBER.search(text[max(0, b.start - 6) : b.start]) is not None
    ]
    long = sum(len(b.text.split()) > 14 or b.text.endswith((".", ";")) for b in counted)
    return len(counted) >= 4 and long * 5 >= len(counted) * 2


def _adopted(blocks: list[Block]) -> list[Block]:
    """Put short sections of one shape under an empty heading above them ("PRIORITIES", then "PEOPLE", "PLACES").

    One of that shape just above the heading belongs too: columns read one after the other leave it there.
    """
    found = list(blocks)
    heads = [i for i, b in enumerate(found) if b.kind == "heading"] + [len(found)]
    for here, after in pairwise(heads):
        if after - here != 1 or after == len(found) or found[here].level != found[after].level:
            continue
        n = heads.index(after)
        run = []
        while n + 1 < len(heads) and _is_short_section(found, heads[n], heads[n + 1], found[here].level):
            run.append(heads[n])
            n += 1
        if len(run) >= 2:
            for i in run:
                found[i] = replace(found[i], level=found[i].level + 1)
            _move_down(found, here)
    return found


def _move_down(blocks: list[Block], head: int) -> None:
    """Bring a section of the same shape from just above an empty heading under it, past bare labels ("SECTION 3")."""
    before = head - 1
    while before > 0 and blocks[before].kind == "heading" and _LABEL.fullmatch(blocks[before].text.strip()):
        before -= 1
    lone = before > 0 and blocks[before].kind == "paragraph" and blocks[before - 1].kind == "heading"
    if (
        lone
        and _is_short_section(blocks, before - 1, before + 1, blocks[head].level)
        and blocks[before - 1].text.isupper()
    ):
        moved = blocks[before - 1 : before + 1]
        del blocks[before - 1 : before + 1]
        moved[0] = replace(moved[0], level=moved[0].level + 1)
        blocks[head - 1 : head - 1] = moved


def _is_short_section(blocks: list[Block], head: int, end: int, level: int) -> bool:
    own = blocks[head + 1 : end]
    return (
        blocks[head].level == level
        and len(blocks[head].text.split()) <= 4
        and len(own) == 1
        and own[0].kind == "paragraph"
        and len(own[0].text.split()) <= 45
    )


def _runs_on_top(words: str, titles: set[str]) -> bool:
    """A running head that reading left in the text: an earlier heading again, with a date after it."""
    dates = find_dates(words) if len(words) <= 90 else []
    return bool(dates) and dates[-1][1] == len(words) and words[: dates[0][0]].strip(" –-,").lower() in titles


def _split_run_ons(text: str, blocks: list[Block]) -> list[Block]:
    """Part a labelled heading from the words that lost their line break ("Priority 4 - Safer streetsAim: To ...")."""
    split: list[Block] = []
    for block in blocks:
        match = _RUN_ON.search(text, block.start, block.end) if _LABEL.match(block.text) else None
        cleaned = _RUN_ON.search(block.text) if match else None
        if match and cleaned and block.kind in ("paragraph", "heading"):
            split.append(replace(block, kind="heading", end=match.start(), text=block.text[: cleaned.start()].strip()))
            split.append(Block("paragraph", match.start(), block.end, block.text[cleaned.start() :].strip()))
        else:
            split.append(block)
    return split


def _is_label(words: str) -> bool:
    """Tell whether a line is a field of a front sheet, a day and time, an address or a bare reference."""
    if _FIELD.match(words) or _ADDRESS.search(words) or _REFERENCE.fullmatch(words):
        return True
    dates = find_dates(words)
    rest = f"{words[: dates[0][0]]} {words[dates[0][1] :]}" if dates else words
    return bool(dates) and not _TIME.sub("", rest)


def _level(
    text: str,
    block: Block,
    before: Block | None,
    after: Block | None,
    trusted: bool,
    prose_counts: bool,
    again: frozenset[str],
) -> int:
    words = block.text
    count = len(words.split())
    if block.kind == "row" or len(words) > 160 or _SENTENCE_START.match(words) or not re.search(r"[A-Za-z]{2}", words):
        return 0
    if _is_label(words):
        return 0
    if block.kind == "item":
        return 0 if prose_counts else _numbered_item(text, block, before, after)
    given = block.kind == "heading"
    if given and (count > 20 or (words.endswith(".") and count > 8) or re.match(r"[a-z]+(?:\s|$)", words)):
        return 0
    if given and trusted and block.level <= 4:
        return block.level + (words.endswith(":") and not words[0].isdigit() and block.level > 2)
    deep = 4 if trusted else 3
    if _LABEL.match(words) and count <= 20 and not words.endswith("."):
        return 4 if trusted else 2
    if (
        (match := _NUMBERED.match(words))
        and not words.endswith((".", ";", ","))
        and not (find_dates(words[:24]) or find_days(words[:24]))
    ):
        rest = words[match.end() :].split()
        if given or (
            len(rest) <= 10 and (sum(w[:1].isupper() for w in rest) * 3 >= len(rest) or rest == words.split()[1:2])
        ):
            return deep + sum(1 for p in match[1].split(".")[1:] if p.strip("0"))
    if is_owner(words):
        return 0
    if _is_capitals(words) and count <= 15:
        return deep
    if given:
        return max(block.level, 4) if not trusted else block.level
    return _weak(block, None if words in again else before, after)


def _numbered_item(text: str, block: Block, before: Block | None, after: Block | None) -> int:
    """ "7. Matters Arising" is a heading where prose or a list follows it, an item where "8." does."""
    marked = text[max(0, block.start - 6) : block.start]
    mark, letter = _ITEM_NUMBER.search(marked), _ITEM_LETTER.search(marked)
    words = block.text.split()
    if (
        not (mark or letter)
        or len(words) > 12
        or block.text.endswith((".", ";", ","))
        or not block.text[:1].isupper()
        or after is None
    ):
        return 0
    if letter:
        listed = before is not None and before.kind == "item"
        return 5 if not listed and after.kind == "paragraph" and len(after.text.split()) >= 12 else 0
    if after.kind == "item":
        following = _ITEM_NUMBER.search(text[max(0, after.start - 6) : after.start])
        return 0 if mark and following and int(following[1]) == int(mark[1]) + 1 else 4
    return 4


def _is_capitals(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.95 * len(letters)


def _is_short(block: Block | None, words: int = 10) -> bool:
    return (
        block is not None
        and block.kind == "paragraph"
        and len(block.text.split()) <= words
        and not block.text.endswith((".", ",", ";"))
    )


def _weak(block: Block, before: Block | None, after: Block | None) -> int:
    """A short line of its own above a list or above prose; one of several short lines is none, nor is a sentence."""
    between = before is not None and after is not None and before.kind == after.kind == "row"  # two tables
    if (
        after is None
        or not _is_short(block, 16 if between else 10)
        or not block.text[:1].isalnum()
        or block.text[:1].islower()
    ):
        return 0
    if _SAYS.search(block.text):
        return 0
    if block.text.endswith(":"):
        return 6 if after.kind in ("item", "row") and len(block.text.split()) <= 8 else 0
    if ":" in block.text or ";" in block.text:
        return 0
    if after.kind == "item" or (after.kind == "row" and not _is_short(before)):
        return 6
    prose = after.kind == "paragraph" and (len(after.text.split()) >= 12 or after.text.endswith("."))
    return 6 if prose and not _is_short(before) else 0
