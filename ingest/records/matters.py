"""Matters arising and actions of the last meeting in running text, and sentences that close an earlier minute."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ingest.cleaning import clean
from ingest.dates import find_dates, find_days
from ingest.documents import Block, Section
from ingest.records.leads import lead_of
from ingest.records.logs import LogRow, is_log_row
from ingest.records.moves import dated, moved_to, named_in
from ingest.records.owning import owners_of
from ingest.records.record import Status, Update
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
_NEW = re.compile(r"\W*(?:it was )?(?:resolved|agreed|actions?(?! (?:points? )?\d| [a-z]))\b", re.I)
_SURE = re.compile(
    r"\b(?:on[- ]?going|outstanding|carried forward|await\w*|in progress|not yet|still|pending|deferred|under ?way"
    r"|no further (?:news|information|progress|update)|no (?:reply|response|update)|yet to)\b",
    re.I,
)
_LABELLED = re.compile(
    r"\W*(?P<label>(?!It |The |There |This )[A-Z(\d][^.!?;]{2,110}?)\s*(?:[–—]|\s-|:)\s+(?P<rest>\S.*)", re.S
)
_NUMBERED_LINE = re.compile(r"\s*(?:minute|min\.?|action(?: point)?)\s*(?:no\.?\s*)?\d{1,4}[a-z]?\b", re.I)
_PAST = re.compile(
    r"^(?:\W*(?!(?:why|whether|that|which|who|if|where|what|how|as|because|once|when|after)\b)\w+){0,8}?"
    r"\W+(?:had|has|have|was|were) \w+",
    re.I,
)
_MINUTE_LINE = re.compile(r"\W*(?:minute|min\.?)\s*(?:no\.?\s*|number\s*)?\d{1,4}[a-z]?\b", re.I)
_RESOLVED = re.compile(r"\b(?:resolved|agreed|undertook|asked)\b|^\W*that\b", re.I)
_NUMBERS = re.compile(
    r"\b(?:minutes?|action(?: point)?s?)\s+(?:nos?\.?\s*)?"
    r"(\d{1,4}[a-z]?(?:\.\d+)?(?:(?:\s*,\s*|\s+(?:and|&)\s+|\s*/\s*)\d{1,4}[a-z]?\b)*)"
    rf"(?!\s*(?:{_MONTHS}|past|to)\b)",
    re.I,
)
_BECAME = re.compile(
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
class _Entry:
    """What is said of one matter: its place, the words that tell which matter, its numbers and day."""

    start: int
    end: int
    about: str
    numbers: tuple[str, ...] = ()
    day: date | None = None
    status: Status | None = None
    owned: str = ""
    stated: str = ""


def says_what_became(words: str) -> bool:
    """Tell whether a line with an action's number says what became of it and sets no new one: "Action 3: done"."""
    number = _NUMBERED_LINE.match(words)
    if number is None:
        return False
    rest = words[number.end() :].lstrip(" :.–—-")
    first = rest.split(".")[0]
    label = status_of(first) != "unknown" and len(first.split()) <= 8 and not lead_of(rest)
    return (label and not rest.lower().startswith("to ")) or bool(_PAST.search(rest) and not lead_of(rest))


def find_matters(source: Source, rows: Sequence[LogRow]) -> list[Update]:
    """Return the updates of a part that stand in no table of a log."""
    if source.part.kind in ("agenda pack", "strategy", "terms of reference"):
        return []
    found: list[Update] = []
    last = _last_meeting(source)
    for section in source.sections:
        blocks = [b for b in section.blocks if not is_log_row(b, rows)]
        heads = [h for h in (source.part.title, *section.path[-3:]) if _EARLIER.search(h)]
        if heads == [source.part.title] and not any(_MINUTE_LINE.search(b.text) for b in blocks):
            heads = []  # the frame of a report
        passing = list(_in_passing(blocks, source))
        own = [b for b in blocks if not any(b.start <= e.start < b.end for e in passing if e.numbers)]
        entries = list(_entries(section, heads[-1], own, source, last) if heads else ())
        spans = [(e.start, e.end) for e in entries]
        entries += [e for e in passing if not any(a <= e.start and e.end <= b for a, b in spans)]
        found += [update for entry in entries for update in _updates(entry, source)]
    return found


def _last_meeting(source: Source) -> date | None:
    """The day of the meeting whose minutes a part approves."""
    for block in source.blocks:
        match = _APPROVED.search(block.text)
        day = _day_in(match[0], source) if match else None
        if day:
            return day
    return None


def _entries(section: Section, head: str, blocks: list[Block], source: Source, last: date | None) -> Iterator[_Entry]:
    """The matters of a section: one a heading below "Matters arising", one a label, or one a paragraph."""
    blocks = [part for b in blocks if b.kind not in ("heading", "row") for part in _lines(b, source)]
    day = _day_in(head, source) or last
    if any(_MINUTE_LINE.match(b.text) and not _LABELLED.match(b.text) for b in blocks):
        yield from _flattened(blocks, source, day)
        return
    title = section.path[-1] if section.path[-1] != head else _after(head)
    if title:
        told = [b for b in blocks if not _NOTHING.match(b.text) and (not _NEW.match(b.text) or _closes(b.text))]
        if told and not _NEW.match(title):
            number, own, words = numbered(title) if re.match(r"\W*minute", title, re.I) else ("", None, title)
            yield _Entry(
                told[0].start, told[-1].end, words, _numbers(title) or ((number,) if number else ()), own or day,
                owned=next((b.owner for b in told if b.owner), ""),
            )  # fmt: skip
        return
    labelled = sum(bool(_LABELLED.match(b.text)) for b in blocks) > 1
    entry: _Entry | None = None
    for block in blocks:
        match = _LABELLED.match(block.text)
        if _NOTHING.match(block.text) or (_NEW.match(block.text) and not _closes(block.text)):
            continue
        if labelled and entry and not match and block.kind == "paragraph":
            entry = _Entry(
                entry.start, block.end, entry.about, entry.numbers, entry.day, None, entry.owned or block.owner
            )
            continue
        if entry:
            yield entry
        label = match["label"] if match else block.text
        number, own, words = numbered(label) if match else ("", None, label)
        numbers = _numbers(block.text) or (
            (number,) if number and re.match(r"\W*(?:min|act|item)", label, re.I) else ()
        )
        about = label if match else block.text
        entry = _Entry(block.start, block.end, about, numbers, own or day, None, block.owner)
    if entry:
        yield entry


def _lines(block: Block, source: Source) -> Iterator[Block]:
    """The lines of a paragraph that begin with the number of an action or a minute, each as a block."""
    raw = source.text[block.start : block.end]
    starts = [m.end() for m in re.finditer(r"^|\n", raw) if _NUMBERED_LINE.match(raw[m.end() :])]
    if not starts or starts == [0]:
        yield block
        return
    for first, last in pairwise([*([0] if starts[0] else []), *starts, len(raw)]):
        if raw[first:last].strip():
            words = clean(raw[first:last])
            yield Block(block.kind, block.start + first, block.start + len(raw[:last].rstrip()), words)


def _flattened(blocks: list[Block], source: Source, day: date | None) -> Iterator[_Entry]:
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
        yield _Entry(
            pieces[after][0], pieces[-1][1], about, (number,) if number else (), own or _day_in(about, source) or day
        )


def _in_passing(blocks: list[Block], source: Source) -> Iterator[_Entry]:
    """Sentences that say what became of a numbered minute or of an action of an earlier meeting."""
    for block in blocks:
        if block.kind in ("heading", "row"):
            continue
        match = _FROM.match(block.text)
        if match:
            day = _day_in(match["when"], source)
            said = status_of(match["state"])
            yield _Entry(
                block.start, block.end, match["what"], _numbers(block.text), day, said if said != "unknown" else None
            )
            continue
        if not _NUMBERS.search(block.text) or not _BECAME.search(block.text):
            continue
        for first, last in sentence_spans(source.text[block.start : block.end]):
            words = clean(source.text[block.start + first : block.start + last])
            numbers = _numbers(words)
            became = _BECAME.search(words)
            if numbers and became and not re.match(r"\W*action(?: point)? \d+\w?\s*[:.–-]", words, re.I):
                told = status_of(words)
                told = status_of(became[0]) if told == "unknown" else told
                yield _Entry(block.start + first, block.start + last, words, numbers, _day_in(words, source), told)


def _updates(entry: _Entry, source: Source) -> Iterator[Update]:
    """The update of an entry, once for each number it names."""
    words = clean(source.text[entry.start : entry.end])
    match = _LABELLED.match(words)
    said = match["rest"] if match and entry.about == match["label"] else words
    handed = moved_to(words, source)
    status = entry.status or _status(said, entry.owned or " ".join(o.name for o in handed))
    unsure = status == "unknown" or (status == "open" and not _SURE.search(words) and not entry.numbers)
    if entry.about == words and (
        unsure or len(words.split()) > 80
    ):  # a paragraph without a label may be about anything
        return
    owners = owners_of(entry.owned, source) or owners_of(lead_of(entry.about), source) or named_in(words, source)
    for number in entry.numbers or ("",):
        yield Update(
            part=source.part.ordinal,
            start=entry.start,
            end=entry.end,
            text=words,
            status=status,
            dated=dated(said, source),
            about=entry.about,
            minute=number,
            meeting=entry.day,
            owners=owners,
            moved_to=handed,
        )


def _status(words: str, owned: str) -> Status:
    """What became of a matter: open where somebody is to do more about it, told of long prose only where it is sure."""
    spans = sentence_spans(words)
    last = status_of(words[spans[-1][0] :]) if spans else "unknown"
    if owned:
        return "done" if last == "done" and _BECAME.search(words[spans[-1][0] :]) else "open"
    if len(words.split()) <= 45:
        return status_of(words)
    return "open" if _SURE.search(words) and last != "done" else last


def _closes(words: str) -> bool:
    """Tell whether a resolution only ends a matter, and sets nobody a task."""
    return bool(_BECAME.search(words)) and len(words.split()) <= 14


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
