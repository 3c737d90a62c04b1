"""entries(source): what a part says in running text about matters of an earlier meeting, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from ingest.cleaning import clean
from ingest.dates import find_dates, find_days
from ingest.documents import Block, Section
from ingest.records.logs import is_log_row, log_rows
from ingest.records.record import Status
from ingest.records.references import numbered
from ingest.records.source import Source
from ingest.records.statuses import status_of
from ingest.sentences import sentence_spans

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_EARLIER = re.compile(
    r"\bmatters? arising\b|\b(?:previous|outstanding|earlier|carried forward|brought forward) actions?\b"
    r"|\b(?:actions?|action (?:points|list|log|tracker))\b(?: \w+){0,4}? (?:from|of|at|since)\b(?: \w+){0,4}"
    r" (?:meetings?|minutes)\b|\bactions? (?:updates?|outstanding|carried forward|brought forward|review|progress)\b"
    r"|\b(?:review|update|progress|status|follow[- ]?up)s?\b (?:report )?(?:on|of|against|to) (?:the )?"
    r"(?:\w+ ){0,3}actions?\b|^\W*(?:\d+\W+)?actions? (?:tracker|log)\W*$",
    re.I,
)
_NOTHING = re.compile(
    r"\W*(?:there (?:were|was|are) no\b|none\b|nil\b|no (?:other |further )?matters|nothing\b|n/a\b|not applicable)"
    r"|.{0,60}\b(?:report|list|log|matters?|paper|updates?)\b.{0,40}\b(?:was|were|be) noted\W*$"
    r"|.{0,80}\bminutes\b.{0,80}\b(?:agreed|approved|received|correct record|confirmed|signed|adopted)\b"
    r"|.{0,60}\bupdated (?:the \w+ )?on progress\b.{0,60}$|.{0,80}\bfollowing\b.{0,80}:\W*$"
    r"|\W*(?:action|owner|lead)s?\W*$|[^a-z]*$"
    r"|(?:the )?(?:board|group|panel|committee|partnership|council) (?:noted|considered|received)\b.{0,60}$",
    re.I,
)
_APPROVED = re.compile(
    r"\bminutes\b[^.]{0,90}\b(?:agreed|approved|received|correct record|confirmed|signed|adopted)\b", re.I
)
_WHO = r"(?:[A-Z]{2,4}|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3})"
OWNED = re.compile(rf"\W*\b[Aa](?i:ctions?)\s*[:–—-]\s*(?P<who>{_WHO}(?:(?:\s*[/,&]\s*|\s+and\s+){_WHO})*)\W*$")
"""The owner alone after the label at the end: "Action: JB/LW"."""
_NEW = re.compile(r"\W*(?:it was )?(?:resolved|agreed|actions?(?! (?:points? )?\d| [a-z]))\b", re.I)
LABELLED = re.compile(
    r"\W*(?P<label>(?!It |The |There |This )[A-Z(\d][^.!?;]{2,110}?)\s*(?:[–—]|\s-|:)\s+(?P<rest>\S.*)", re.S
)
NUMBERED_LINE = re.compile(r"\s*(?:minute|min\.?|action(?: point)?)\s*(?:no\.?\s*)?\d{1,4}[a-z]?\b", re.I)
_LINE_LABEL = re.compile(r"(?!\W*(?i:actions?)\b)(?=[^\n]{0,70}?(?::|\s[–—-])\s)" + LABELLED.pattern, re.S)
_ENDED = re.compile(r"^$|[.!?)]\s*\n$|\bactions?\s*[:–—-][^.:\n]{2,40}\n$", re.I)
_MINUTE_LINE = re.compile(r"\W*(?:minute|min\.?)\s*(?:no\.?\s*|number\s*)?\d{1,4}[a-z]?\b", re.I)
_RESOLVED = re.compile(r"\b(?:resolved|agreed|undertook|asked)\b|^\W*that\b", re.I)
_NUMBERS = re.compile(
    r"\b(?:minutes?|action(?: point)?s?)\s+(?:nos?\.?\s*)?"
    r"(\d{1,4}[a-z]?(?:\.\d+)?(?:(?:\s*,\s*|\s+(?:and|&)\s+|\s*/\s*)\d{1,4}[a-z]?\b)*)"
    rf"(?!\s*(?:{_MONTHS}|past|to)\b)",
    re.I,
)
BECAME = re.compile(
    r"\b(?:closed|completed?|discharged|carried forward|outstanding|superseded|withdrawn|no longer (?:required|needed)"
    r"|actioned|been done|been sent|been circulated)\b",
    re.I,
)
_FROM = re.compile(
    r"\W*(?P<state>outstanding|previous|completed?|ongoing|carried forward|open|closed) actions?"
    r"(?: points?)?(?: \d+\w?)? (?:from|of)\b(?P<when>[^:–]{3,60})[:–]\s*(?P<what>.+)",
    re.I | re.S,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of one matter: its place, the words that tell which matter, its numbers and day.

    `owned` holds the words of the owner beside it; `labelled` tells that it begins with what it is about.
    """

    start: int
    end: int
    about: str
    numbers: tuple[str, ...] = ()
    day: date | None = None
    status: Status | None = None
    owned: str = ""
    labelled: bool = False


@lru_cache(maxsize=4)
def entries(source: Source) -> tuple[Entry, ...]:
    """Return the entries of a part that stand in no table of a log."""
    if source.part.kind in ("agenda pack", "strategy", "terms of reference"):
        return ()
    rows = log_rows(source)
    last = _last_meeting(source)
    found: list[Entry] = []
    for section in source.sections:
        blocks = [b for b in section.blocks if not is_log_row(b, rows)]
        heads = [h for h in (source.part.title, *section.path[-3:]) if _EARLIER.search(h)]
        if heads == [source.part.title] and not any(_MINUTE_LINE.search(b.text) for b in blocks):
            heads = []  # the frame of a report
        passing = list(_in_passing(blocks, source))
        own = [b for b in blocks if not any(b.start <= e.start < b.end for e in passing if e.numbers)]
        arising = list(_entries(section, heads[-1], own, source, last) if heads else ())
        spans = [(e.start, e.end) for e in arising]
        found += [*arising, *(e for e in passing if not any(a <= e.start and e.end <= b for a, b in spans))]
    return tuple(found)


def _last_meeting(source: Source) -> date | None:
    """The day of the meeting whose minutes a part approves."""
    for block in source.blocks:
        match = _APPROVED.search(block.text)
        day = _day_in(match[0], source) if match else None
        if day:
            return day
    return None


def _entries(section: Section, head: str, blocks: list[Block], source: Source, last: date | None) -> Iterator[Entry]:
    """The matters of a section: one a heading below "Matters arising", one a label, or one a paragraph."""
    blocks = [part for b in blocks if b.kind not in ("heading", "row") for part in _lines(b, source)]
    day = _day_in(head, source) or last
    if any(_MINUTE_LINE.match(b.text) and not LABELLED.match(b.text) for b in blocks):
        yield from _flattened(blocks, source, day)
        return
    title = section.path[-1] if section.path[-1] != head else _after(head)
    if title:
        told = [b for b in blocks if not _NOTHING.match(b.text) and (not _NEW.match(b.text) or _closes(b.text))]
        if told and not _NEW.match(title):
            number, own, words = numbered(title) if re.match(r"\W*minute", title, re.I) else ("", None, title)
            yield Entry(
                told[0].start, told[-1].end, words, _numbers(title) or ((number,) if number else ()), own or day,
                owned=next((b.owner for b in told if b.owner), ""),
            )  # fmt: skip
        return
    labelled = sum(bool(LABELLED.match(b.text)) for b in blocks) > 1
    entry: Entry | None = None
    for block in blocks:
        match = LABELLED.match(block.text)
        alone = OWNED.match(block.text) if entry and entry.labelled else None
        if entry and alone and not entry.owned:
            entry = replace(entry, end=block.end, owned=alone["who"])
            continue
        if _NOTHING.match(block.text) or (_NEW.match(block.text) and not _closes(block.text)):
            continue
        if labelled and entry and not match and block.kind == "paragraph":
            entry = replace(entry, end=block.end, owned=entry.owned or block.owner)
            continue
        if entry:
            yield entry
        label = match["label"] if match else block.text
        number, own, words = numbered(label) if match else ("", None, label)
        numbers = _numbers(block.text) or (
            (number,) if number and re.match(r"\W*(?:min|act|item)", label, re.I) else ()
        )
        about = label if match else block.text
        entry = Entry(block.start, block.end, about, numbers, own or day, None, block.owner, bool(match))
    if entry:
        yield entry


def _lines(block: Block, source: Source) -> Iterator[Block]:
    """The lines of a paragraph that begin with the number of an action or a minute or a label, each as a block."""
    raw = source.text[block.start : block.end]
    begins = [m.end() for m in re.finditer(r"^|\n", raw)]
    starts = [at for at in begins if NUMBERED_LINE.match(raw[at:])]
    starts = starts or [at for at in begins if _LINE_LABEL.match(raw[at:]) and _ENDED.search(raw[:at])]
    if not starts or starts == [0]:
        yield block
        return
    for first, last in pairwise([*([0] if starts[0] else []), *starts, len(raw)]):
        if raw[first:last].strip():
            words = clean(raw[first:last])
            yield Block(block.kind, block.start + first, block.start + len(raw[:last].rstrip()), words)


def _flattened(blocks: list[Block], source: Source, day: date | None) -> Iterator[Entry]:
    """The rows of a matters-arising table that was read as lines: number and title, what was resolved, the update."""
    starts = [i for i, b in enumerate(blocks) if _MINUTE_LINE.match(b.text)] + [len(blocks)]
    for begin, end in pairwise(starts):
        pieces = [
            (b.start + first, b.start + last)
            for b in blocks[begin:end]
            for first, last in sentence_spans(source.text[b.start : b.end])
        ]
        texts = [clean(source.text[a:b]) for a, b in pieces]
        resolved = [i for i, t in enumerate(texts) if _RESOLVED.search(t)]
        after = 1 if not resolved else resolved[0] + 1
        while after in resolved:
            after += 1
        if after >= len(pieces):
            continue
        number, own, _ = numbered(texts[0])
        about = " ".join(texts[:after])
        yield Entry(
            pieces[after][0], pieces[-1][1], about, (number,) if number else (), own or _day_in(about, source) or day
        )


def _in_passing(blocks: list[Block], source: Source) -> Iterator[Entry]:
    """Sentences that say what became of a numbered minute or of an action of an earlier meeting."""
    for block in blocks:
        if block.kind in ("heading", "row"):
            continue
        match = _FROM.match(block.text)
        if match:
            day = _day_in(match["when"], source)
            said = status_of(match["state"])
            yield Entry(
                block.start, block.end, match["what"], _numbers(block.text), day, said if said != "unknown" else None
            )
            continue
        if not _NUMBERS.search(block.text) or not BECAME.search(block.text):
            continue
        for first, last in sentence_spans(source.text[block.start : block.end]):
            words = clean(source.text[block.start + first : block.start + last])
            numbers = _numbers(words)
            became = BECAME.search(words)
            if numbers and became and not re.match(r"\W*action(?: point)? \d+\w?\s*[:.–-]", words, re.I):
                told = status_of(words)
                told = status_of(became[0]) if told == "unknown" else told
                yield Entry(block.start + first, block.start + last, words, numbers, _day_in(words, source), told)


def _closes(words: str) -> bool:
    """Tell whether a resolution only ends a matter, and sets nobody a task."""
    return bool(BECAME.search(words)) and len(words.split()) <= 14


def _after(head: str) -> str:
    """What a heading names after "Matters arising": "MATTERS ARISING: CCTV (minute 49)" -> "CCTV (minute 49)"."""
    match = re.search(r"\bmatters? arising\b\s*[:–—-]\s*(.{3,})", head, re.I)
    return match[1] if match and not find_dates(match[1]) else ""


def _numbers(words: str) -> tuple[str, ...]:
    found = [n for m in _NUMBERS.finditer(words) for n in re.findall(r"\d{1,4}[a-z]?(?:\.\d+)?\b", m[1])]
    return tuple(dict.fromkeys(found))


def _day_in(words: str, source: Source) -> date | None:
    """The day of an earlier meeting that words name, the year the paper's own or the one before."""
    days = [day for _, _, day in find_dates(words) if day != source.date]
    if days or not source.date:
        return days[0] if days else None
    for _, _, month, day in find_days(words):
        for year in (source.date.year, source.date.year - 1):
            try:
                found = date(year, month, day)
            except ValueError:
                break
            if found < source.date:
                return found
    return None
