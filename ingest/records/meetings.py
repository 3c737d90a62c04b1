"""Finds the meetings a part states: the one its minutes record, or its agenda calls."""

import re
from collections.abc import Sequence

from ingest.documents import Block
from ingest.records.attendance import Listed, read_attendance
from ingest.records.names import LISTED, bare, is_listed_name, named
from ingest.records.record import Attendee, Meeting
from ingest.records.sittings import blocks_of, next_meeting, previous_date, sitting_of
from ingest.records.source import Source

_WAS_CHAIRED = re.compile(
    rf"\b(?i:chaired|led|opened) by (?:the (?:[Vv]ice-|[Dd]eputy )?[Cc]hair(?:man)?,? )?(?:{LISTED})"
)
_TOOK_CHAIR = re.compile(
    rf"(?:{LISTED})(?:\s*\([^()]*\))?,?\s+(?:(?:then\s+)?(?:took|assumed|was in|in|occupied)\s+the\s+[Cc]hair\b"
    r"|(?:chaired|presided over)\s+(?:the|this)\s+meeting|(?:(?:was|acted) )?as (?:acting )?[Cc]hair\b)"
)
_CHAIR_WITH_POST = re.compile(
    r"\b[Tt]he [Cc]hair(?:man)?,? \(?([A-Z][^(),.]{5,60}?)[),]* (?:welcomed|opened|thanked)\b"
)
_CHAIR = re.compile(
    r"(?:the |acting |interim |in the |meeting |independent |panel |board |group |joint |co-?)*"
    r"(?:chair(?:man|woman|person)?|convenor|convener)(?: of (?:the )?(?:board|meeting|panel|group|committee))?",
    re.I,
)
_CHAIR_PART = re.compile(
    rf"{_CHAIR.pattern},? (?:for|from|until|to|of|in) (?:items?|the (?:first|second)|part)\b.*", re.I
)
_IN_THE_CHAIR = re.compile(r"\bin the chair\b|\bacting chair", re.I)
_NOTE = re.compile(
    r"(?:(?:joined|left|arrived|attended|until|from|via|by|for|part|partly|items?|first|virtually|online|remotely"
    r"|dialling)\b.*|all)",
    re.I,
)
_KINDS = ("action log", "report", "other")
_FEW = 3
"""How many must be listed as present for a paper that does not call itself minutes to be a record of a meeting."""
_BEGINS = 60
_SPEAKS = re.compile(r"chair|\bled by|presided", re.I)


def find_meetings(source: Source) -> list[Meeting]:
    """Return the meeting a part records or calls, if it does either."""
    kind = source.part.kind
    if kind not in ("minutes", "agenda pack", *_KINDS):
        return []
    blocks = blocks_of(source)
    if kind == "agenda pack":
        sitting = sitting_of(source, blocks)
        words, day, doubts = next_meeting(blocks, source.date)
        return [
            Meeting(
                source.part.ordinal, sitting.start, sitting.end, source.date, sitting.time, sitting.place,
                next_meeting=words, next_date=day, held=False, doubts=(*sitting.doubts, *doubts),
                previous_date=previous_date(blocks, source.date),
            )
        ]  # fmt: skip
    if kind != "minutes" and not any(fact.name == "meeting date" for fact in source.part.facts):
        return []
    listed = read_attendance(blocks, source.text)
    came = sum(entry.standing in ("present", "also present") for entry in listed)
    if kind != "minutes" and came < _FEW:
        return []
    return [_held(source, blocks, listed)]


def _held(source: Source, blocks: Sequence[Block], listed: Sequence[Listed]) -> Meeting:
    attendees = tuple(_attendee(entry, source.text) for entry in listed if entry.standing)
    sitting = sitting_of(source, blocks)
    chair, doubts = _chair(blocks, listed)
    words, day, later = next_meeting(blocks, source.date)
    unsure = sum(entry.unsure for entry in listed)
    if unsure:
        doubts.append(f"the paper does not show whether {unsure} of those it lists came")
    twice = {a.name for a in attendees if a.standing == "apologies"} & {
        a.name for a in attendees if a.standing != "apologies"
    }
    doubts += [f"{name} is listed both as there and with apologies" for name in sorted(twice)]
    if source.part.ordinal and any(fact.name == "board" for fact in source.part.facts):
        doubts.append(f"these are minutes of the {source.board}, in a pack of another board's papers")
    return Meeting(
        source.part.ordinal, sitting.start, sitting.end, source.date, sitting.time, sitting.place, chair, attendees,
        words, day, doubts=(*sitting.doubts, *doubts, *later), previous_date=previous_date(blocks, source.date),
    )  # fmt: skip


def _attendee(entry: Listed, text: str) -> Attendee:
    assert entry.standing
    start, end = _place(entry, text)
    pieces = [p for p in entry.person.role.split("; ") if p and not _NOTE.fullmatch(p)]
    return Attendee(entry.person.name, "; ".join(pieces), entry.standing, start, end, entry.instead_of)


def _place(entry: Listed, text: str) -> tuple[int, int]:
    """Where somebody's name stands: the words of the name, else the line or cell that holds them."""
    words = [re.escape(word) for word in bare(entry.person.name).split()]
    found = re.compile(r"\s+".join(words)).search(text, entry.start, entry.end) if words else None
    return found.span() if found else (entry.start, entry.end)


def _chair(blocks: Sequence[Block], listed: Sequence[Listed]) -> tuple[str, list[str]]:
    """Who chaired: whom a sentence says to have, else the one of those present whose role it is."""
    present = [e for e in listed if e.standing in ("present", "also present")]
    for i, block in enumerate(blocks):
        if len(block.text) > 400 or not _SPEAKS.search(block.text) or (i >= _BEGINS and "absence" not in block.text):
            continue
        for pattern in (_WAS_CHAIRED, _TOOK_CHAIR):
            match = pattern.search(block.text)
            if match and is_listed_name(match[2] or match[4]):
                return named(match), []
        post = _CHAIR_WITH_POST.search(block.text)
        holders = [e for e in present if post and e.person.role.casefold() == post[1].casefold()]
        if len(holders) == 1:
            return holders[0].person.name, []
    presiding = [e for e in present if _IN_THE_CHAIR.search(e.person.role)]
    chairs = presiding or [e for e in present if _is_chair(e.person.role)]
    names = list(dict.fromkeys(e.person.name for e in chairs))
    if len(names) > 1:
        return names[0], [f"{' and '.join(names)} are each given as chair"]
    return (names[0] if names else ""), []


def _is_chair(role: str) -> bool:
    """Tell whether a role is that of this meeting's chair, and not of another body's."""
    pieces = [p.strip(" ,") for p in re.split(r"[;()]", role)]
    last = role.rpartition(",")[2].strip(" ()") if "," in role else ""
    return any(_CHAIR.fullmatch(p) or _CHAIR_PART.fullmatch(p) for p in pieces) or bool(last and _CHAIR.fullmatch(last))
