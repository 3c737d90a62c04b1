"""When and where a meeting is, and when the next one is to be, in a paper's own words."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.dates import MONTH, find_dates, find_days, spoken
from ingest.documents import Block
from ingest.records.source import Source

_CLOCK = r"(?:\d{1,2}(?:[.:][0-5]\d)?\s*(?:am|pm|a\.m\.?|p\.m\.?|noon)(?!\w)|12 noon|noon|midday)"
_HOURS = r"(?:[012]?\d[:.][0-5]\d(?![\d.:/])\s*(?:hours|hrs)?)"
_TIME = re.compile(
    rf"(?<![\d./:-])(?:{_CLOCK}|(?<=at ){_HOURS}|(?<=from ){_HOURS}|(?<=, ){_HOURS}|\d{{1,2}}(?=\s*[-–]\s*{_CLOCK}))"
    rf"(?:\s*(?:-|–|to|until|till)\s*(?:{_CLOCK}|{_HOURS}))?",
    re.I,
)
_TIMED = re.compile(r"\btime\b\W*(.{3,40})", re.I)
_VENUE = re.compile(r"(?:venue|location|place|meeting place|where)\s*[:|–-]\s*(.{3,120})", re.I)
_ROOM = r"(?:via|by|using|through)\s+(?=[A-Za-z])|(?:at|in|on)\s+(?=(?:the\s+)?(?:[A-Z][\w’'.&-]+|MS Teams|Zoom))"
_MEETS = re.compile(r"\b(?:held|meeting will|take place)\b", re.I)
_STOP = re.compile(
    r"\s*(?:,?\s*\b(?:on|at|from|commencing|starting|beginning)\s+(?=\d|(?:mon|tue|wed|thu|fri|sat|sun)|noon)"
    r"|[,\s]+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|[;:|]|$|\.\s|\.$)",
    re.I,
)
_PLACE = re.compile(rf"\b(?P<by>{_ROOM})")
_NOT_PLACE = re.compile(
    rf"(?:{MONTH}\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d|the (?:\d|meeting|previous))", re.I
)
_NEXT = re.compile(
    r"\b(?:dates?(?: and time)? of (?:the )?(?:next|future|forthcoming)"
    r"|(?:next|future|forthcoming)(?: \w+){0,2} meetings?"
    r"|(?:final|first) meeting of the)\b",
    re.I,
)
_SAYS = re.compile(
    r"^(?:[\w ,]+, )?(?:the |date of (?:the )?|dates of (?:the )?)*"
    r"(?:(?:next|future|forthcoming)(?: \w+){0,3} meetings?|(?:final|first) meeting of the)\b(?: \w+){0,6}?"
    r"(?:\s*[:–-]|\s+(?:is|are|was|were|will|would|to be|shall|takes?|scheduled|on)\b)",
    re.I,
)
_MINUTES = re.compile(r"\bminutes\b|\b(?:previous|last) meeting\b", re.I)
_YEAR = datetime.timedelta(days=400)
_CALLED_OFF = re.compile(r"\b(?:cancelled|postponed|called off|not to be held|suspended)\b", re.I)
_SOON = re.compile(r"\b(?:next|forthcoming|future|final|first)\b.{0,60}\bmeetings?\b", re.I)
_PREFIX = re.compile(r"^(?:\d+[.)]?\s+)?DATES? OF (?:THE )?NEXT MEETINGS?\W+(?=\w)")
_SENTENCE = re.compile(r"(?<=[a-z)\d]{2}[.!?])\s+(?=[A-Z])")
_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day,?\s+(?:the\s+)?$", re.I)
_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_ANY_DATE = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({MONTH})\s+((?:19|20)\d\d)\b", re.I)
_FRONT = 45
"""How many blocks from the start of a paper tell when and where its meeting is."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where a paper states its meeting: the place of the words, time and place in them, what is wrong with the day."""

    start: int
    end: int
    time: str
    place: str
    doubts: tuple[str, ...]


def blocks_of(source: Source) -> list[Block]:
    """Return every block of a part in reading order, headings included."""
    found: list[Block] = []
    for section in source.sections:
        first = section.blocks[0].start if section.blocks else section.end
        if section.path and section.start < first:
            found.append(Block("heading", section.start, first, section.path[-1], len(section.path)))
        found += section.blocks
    return found


def sitting_of(source: Source, blocks: Sequence[Block]) -> Sitting:
    """Return when and where the meeting of a part is, as its first lines tell."""
    front = blocks[:_FRONT]
    spot = next((f for f in source.part.facts if f.name == "meeting date" and f.start is not None), None)
    stated = next((b for b in front if spot and spot.start is not None and b.start <= spot.start < b.end), None)
    lines = [b for b in front if b is stated or len(b.text) < 300]
    at = lines.index(stated) if stated else 0
    near = [*lines[at : at + 4], *lines[max(0, at - 2) : at]] if stated else []
    time = next((m[0] for b in near if (m := _TIME.search(b.text))), "") or _labelled(_TIMED, lines[:12], _TIME)
    place = next((p for b in near if (p := _place_in(b.text, b is stated or bool(_MEETS.search(b.text))))), "")
    place = _labelled(_VENUE, lines[:12], None) or place
    own = stated or (front[0] if front else None)
    start, end = (own.start, own.end) if own else (source.part.start, source.part.end)
    return Sitting(start, end, time.strip(), place, tuple(_day_doubts(source, lines[:12], stated)))


def next_meeting(blocks: Sequence[Block], day: datetime.date | None) -> tuple[str, datetime.date | None, list[str]]:
    """Return what a paper says of the next meeting, its day, and what is doubtful about that."""
    for words in _announced(blocks):
        dates = [d for _, _, d in find_dates(words)]
        later = [d for d in dates if day is None or d > day]
        if later:
            return words, later[0], [*_weekday_doubts(words), *_called_off(blocks, words)]
        days = find_days(words)
        if days and not dates and day is not None and (found := _following(days[0][2], days[0][3], day)):
            return words, found, []
        if dates and day is not None:
            return words, dates[0], [f"the next meeting is said to be on {spoken(dates[0])}, not after this one"]
        if re.search(rf"\b{MONTH}\b|\bto be (?:confirmed|arranged|advised|agreed)|\bTB[AC]\b", words, re.I):
            return words, None, []
    return "", None, []


def _called_off(blocks: Sequence[Block], words: str) -> list[str]:
    """What is said where the words after an announcement take it back."""
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        told = [block, after] if after and after.kind != "heading" else [block]
        if words in block.text and any(_CALLED_OFF.search(b.text) and len(b.text) < 250 for b in told):
            return ["the next meeting is said to have been called off"]
    return []


def previous_date(blocks: Sequence[Block], day: datetime.date | None) -> datetime.date | None:
    """Return the day of the meeting before, whose minutes the meeting of a day has before it, where the paper tells."""
    days = []
    for block in blocks:
        if len(block.text) < 400 and _MINUTES.search(block.text):
            for start, end, found in find_dates(block.text):
                near = block.text[max(0, start - 80) : end + 30]
                if _MINUTES.search(near) and day and datetime.timedelta() < day - found < _YEAR:
                    days.append(found)
    return max(days, default=None)


def _announced(blocks: Sequence[Block]) -> Iterator[str]:
    """The sentences that may announce the next meeting, those under a heading that says so first."""
    for i, block in enumerate(blocks):
        if len(block.text) < 80 and _NEXT.search(block.text) and not _SAYS.match(block.text):
            for follower in blocks[i + 1 : i + 4]:
                if follower.kind == "heading":
                    break
                yield from _SENTENCE.split(follower.text)
            if find_dates(block.text):
                yield _PREFIX.sub("", block.text)
    for block in reversed(blocks):
        if not _SOON.search(block.text):
            continue
        for sentence in _SENTENCE.split(block.text):
            bare = _PREFIX.sub("", sentence)
            if (bare != sentence or _SAYS.match(bare)) and len(bare) < 250:
                yield bare


def _following(month: int, number: int, day: datetime.date) -> datetime.date | None:
    """The first day of a month and number after another day, within a year."""
    for year in (day.year, day.year + 1):
        try:
            found = datetime.date(year, month, number)
        except ValueError:
            return None
        if found > day:
            return found
    return None


def _labelled(label: re.Pattern[str], lines: Sequence[Block], value: re.Pattern[str] | None) -> str:
    for block in lines:
        match = label.match(block.text.strip(" *|"))
        words = match[1].strip(" *|.") if match else ""
        found = value.search(words) if value and words else None
        if words and (value is None or found):
            stop = _STOP.search(words)
            return found[0] if found else (words[: stop.start()] if stop else words).split(" | ")[0]
    return ""


def _place_in(line: str, stated: bool) -> str:
    """The place a line names: the one that is said to hold the meeting, else a line that is nothing but a place."""
    for match in _PLACE.finditer(line):
        if not stated and match.start() > 6:
            return ""
        rest = line[match.end() :]
        stop = _STOP.search(rest)
        words = (rest[: stop.start()] if stop else rest).strip(" ,.:;-–")
        if words and not _NOT_PLACE.match(words) and len(words) <= 90:
            by = match["by"].strip()
            return f"{by} {words}" if by.lower() in ("via", "by", "using", "through") else words
    return ""


def _day_doubts(source: Source, lines: Sequence[Block], stated: Block | None) -> Iterator[str]:
    said = list(dict.fromkeys(f.value for f in source.part.facts if f.name == "meeting date" and len(f.value) == 10))
    for other in said[1:]:
        yield f"the paper also gives {spoken(datetime.date.fromisoformat(other))} as the day of the meeting"
    if source.date is None:
        yield "the paper does not say when the meeting was"
    if stated:
        yield from _weekday_doubts(stated.text)
    for block in lines:
        for match in _ANY_DATE.finditer(block.text):
            if not find_dates(match[0]):
                yield f"{match[0]} is no day of the calendar"


def _weekday_doubts(words: str) -> list[str]:
    """What is wrong with a day of the week beside a date."""
    found = []
    for start, _, day in find_dates(words):
        named = _WEEKDAY.search(words[:start])
        if named and _WEEKDAYS[day.weekday()] != named[1].lower():
            right = _WEEKDAYS[day.weekday()].capitalize() + "day"
            found.append(f"{spoken(day)} was a {right}, the paper says {named[1].capitalize()}day")
    return found
