"""Finds the activities a part states: what was done, as the lists of a quarterly update or a review tell."""

import re
from collections.abc import Iterator

from ingest.cleaning import clean
from ingest.documents import Block, Section
from ingest.records.agencies import agencies_of, bodies_of, dates_of, places_of
from ingest.records.frame import frame_of
from ingest.records.record import Activity
from ingest.records.source import Source

_REPORTS = re.compile(
    r"\b(?:quarter(?:ly|s)?|q[1-4]|annual|half[- ]year|end of year|year end|progress|performance)\b.*\b(?:update"
    r"|report|review|summary)\b",
    re.I,
)
_DONE = re.compile(
    r"\b(?:q[1-4]|quarterly|quarter \w+|progress|operational|activity) updates?\b|^updates?\W*$"
    r"|\bwhat (?:we|the partnership) (?:did|have done|has done|achieved)|\bachievements?\b|\bsuccesses\b|\bdelivered\b"
    r"|\b(?:work|activit(?:y|ies)) (?:done|undertaken|delivered|completed|carried out)\b"
    r"|\bprogress (?:so far|to date|made|in|this)\b",
    re.I,
)
_PLANS = re.compile(
    r"\b(?:next steps|key actions|action plan|planned|plans|priorities (?:for|going)|going forward|looking ahead|future"
    r"|next quarter|recommend\w*|risks?|issues|appendix|contacts?|background|introduction|purpose|foreword|summary"
    r"|concerns)\b",
    re.I,
)
_PRIORITY = re.compile(
    r"\s*(?:strategic )?(?:priority|theme|objective|outcome|pillar|strand)\b(?:\s*(?:\d+|[A-E]"
    r"|one|two|three|four|five)\b)?",
    re.I,
)
_AIM = re.compile(r"\s*(?:our )?aims?\s*(?::|–|-)\s*", re.I)
_BREAKS_OFF = re.compile(r"(?::|\bby|\bto|,)\s*$")
_PARTNERS = re.compile(r"\b(?:agencies|partners|organisations|services|teams)\b[^.]{0,60}:\s*$", re.I)
_MADE = re.compile(
    r"\s*(?:compiled|prepared|written|produced|author|date|report|contact|tel|email|note|table"
    r"|source|period)\b",
    re.I,
)
_REGULAR = re.compile(r"\s*(?:monthly|weekly|quarterly|regular|ongoing|continued|throughout|during)\b", re.I)
_DAY_HEAD = re.compile(r"\s*\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+(?:\s+\d{4})?\b")


def find_activities(source: Source) -> list[Activity]:
    """Return the activities of a part, in reading order; none of minutes, of plans or of logs."""
    part = source.part
    whole = part.kind == "quarterly update" or (part.kind in ("report", "other") and bool(_REPORTS.search(part.title)))
    if part.kind in ("minutes", "action log", "terms of reference"):
        return []
    bodies = bodies_of(source.text[part.start : part.end])
    under = _sections(source, whole)
    return [activity for section, aim in under for activity in _of_section(source, section, aim, bodies)]


def _sections(source: Source, whole: bool) -> Iterator[tuple[Section, str]]:
    """Yield the sections that tell what was done, with the aim of the priority they stand under."""
    marked = any(_DONE.search(h) for s in source.sections for h in s.path[-1:])
    aim, told, priority = "", False, ""
    for section in source.sections:
        heading = section.path[-1] if section.path else ""
        now = _priority(section)
        if now != priority or (now and heading == now):
            priority, aim, told = now, "", False
        if match := _AIM.match(heading):
            aim, told = _completed(heading[match.end() :], section.blocks), False
            continue
        aim = _aim(section.blocks) or aim
        if not _DAY_HEAD.match(heading):
            planned = bool(_PLANS.search(heading))
            told = bool(_DONE.search(heading)) or (whole and not planned and (told or not marked))
        if told:
            yield section, aim


def _priority(section: Section) -> str:
    return next((h for h in reversed(section.path) if _PRIORITY.match(h)), "")


def _aim(blocks: tuple[Block, ...]) -> str:
    """Return the aim that a section states."""
    for i, block in enumerate(blocks):
        if match := _AIM.match(block.text):
            return _completed(block.text[match.end() :], blocks[i + 1 :])
    return ""


def _completed(aim: str, below: tuple[Block, ...]) -> str:
    """Return an aim with the list that completes it, where it breaks off before one."""
    more = [block.text for block in below if block.kind == "item"] if _BREAKS_OFF.search(aim) else []
    return " ".join([aim, "; ".join(more)]).strip()


def _of_section(source: Source, section: Section, aim: str, bodies: frozenset[str]) -> Iterator[Activity]:
    blocks = [b for b in section.blocks if b.kind in ("item", "paragraph")]
    period = frame_of(source, section.path).own
    above = section.path[-1] if section.path and _DAY_HEAD.match(section.path[-1]) else ""
    kind = source.part.kind
    prose = kind == "quarterly update" or (kind != "strategy" and any(_DONE.search(h) for h in section.path))
    listed = any(b.kind == "item" for b in blocks)
    skipping = False
    i = 0
    while i < len(blocks):
        block, last = blocks[i], blocks[i]
        i += 1
        if _AIM.match(block.text):
            skipping = bool(_BREAKS_OFF.search(block.text))
            continue
        if skipping and block.kind == "item":
            continue
        skipping = False
        if _DAY_HEAD.match(block.text) and len(block.text) < 90 and not block.text.endswith("."):
            above = block.text
            continue
        if len(block.text.split()) > 22 or _REGULAR.match(block.text):
            above = ""
        if _PARTNERS.search(block.text):
            while (
                i < len(blocks)
                and blocks[i].kind == "item"
                and (blocks[i].level > block.level or blocks[i - 1].text.endswith((",", ":", ";")))
            ):
                last, i = blocks[i], i + 1
        elif block.text.endswith(":") and "." not in block.text and i < len(blocks) and blocks[i].kind == "item":
            continue
        if not _tells(block.text) or (
            block.kind == "paragraph" and (not prose or (listed and len(block.text.split()) < 5))
        ):
            continue
        text = block.text if last is block else clean(source.text[block.start : last.end])
        yield Activity(
            part=source.part.ordinal,
            start=block.start,
            end=last.end,
            text=text,
            priority=_priority(section),
            aim=aim,
            agencies=agencies_of(text, bodies),
            dates=dates_of(f"{above} {text}" if above else text),
            places=places_of(text, above),
            period=period,
        )


def _tells(text: str) -> bool:
    """Tell whether a block says that something was done, and is no label, by-line or number alone."""
    return (
        len(text.split()) >= 3
        and bool(re.search(r"[a-z]{3}", text))
        and not (_MADE.match(text) and len(text.split()) < 25)
    )
