"""Measures from sentences: a number with the noun it counts, where both are sure."""

import re
from collections.abc import Iterator
from itertools import chain

from ingest.cleaning import clean
from ingest.documents import Block, Section
from ingest.periods import Period, find_periods
from ingest.records.changes import changes_of, levels_of, shares_of
from ingest.records.count_words import NUM, SPELT
from ingest.records.figures import target_number
from ingest.records.frame import Frame, frame_of
from ingest.records.phrases import Count, counts_of
from ingest.records.record import Measure
from ingest.records.source import Source
from ingest.records.spans import Span, phrases_of, spans_of
from ingest.sentences import sentence_spans

_PLANNED = re.compile(
    r"\b(?:will|shall|would|should|could|may|might|must|aims?|hop(?:e|es|ed|ing)|plans? to|planned|planning"
    r"|proposes?|proposed|(?:was|were|is|are) (?:needed|required)"
    r"|expect\w*|intend\w*|to be|if|going to|bids?|RESOLVED|AGREED|recommend\w*|capped|maximum|minimum|at least"
    r"|need(?:s|ed)? to"
    r"|requests?|requested|ask(?:s|ed)?|commits? to|estimated to|ambition|estimates? that|agreed to|invited? to)\b"
)
_BESIDE = re.compile(
    r"[,;(]?\s*\b(?:against|compared (?:with|to)|in comparison|(?:up|down) from"
    r"|(?:(?:\d+|\w+)%? )?(?:more|fewer|less|higher|lower|greater) than|the (?:highest|lowest|most)"
    r"|an? (?:rise|fall|increase|decrease|drop|reduction) (?:of|from|on))\b[^;.]*",
    re.I,
)
_BESIDE_WORDS = (
    "than",
    "gainst",
    "compar",
    " from",
    "highest",
    "lowest",
    "most",
    "rise",
    "fall",
    "crease",
    "drop",
    "reduc",
)
_TARGET = re.compile(
    r"[,;(]?\s*\b(?:(?:against|above|below|exceeding|missing|beating|within|short of|from)\s+)?(?:(?:a|an|the|its"
    r"|our|their)\s+)?"
    r"(?:\w+\s+)?target\s*(?:of|:|was|is|=)?\s*((?:at least |under |over )?£?\d[\d,.]*\d?%?|\d%?)(?:\s?(?:m|k"
    r"|bn)\b)?\)?",
    re.I,
)
_DAY_HEAD = re.compile(r"\s*\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+\s+\d{4}\b")
_REGULAR = re.compile(r"\s*(?:monthly|weekly|quarterly|regular|ongoing|continued|throughout|during)\b", re.I)
_FOREIGN = re.compile(r"[,;:.]|\b(?:because|but|of which|and)\b", re.I)
_BEGAN = re.compile(
    r"\b(?:began|begun|beginning|started|starts|opened|reopened|launched|founded)\b[^;.]*$|\bsince\b[^,;]*$", re.I
)
_SO_FAR = re.compile(r"\b(?:since|to date|so far|as (?:of|at)|by the (?:end|start) of|until now|already)\b", re.I)
_LENGTH = re.compile(r"\b(?:in|during|over|for) (?:the|that|this|last) (half-year|year|quarter|month|week|day)\b", re.I)
_DAYS = {"half-year": 183, "year": 365, "quarter": 91, "month": 30, "week": 7, "day": 1}
_ASIDE = re.compile(r"\b(?:which|who|whose|when|where)\b[^,;.]*$")
_NUMBERED = re.compile(r"\A\s*\d{1,2}(?:\.\d{1,2})+\.?\s+")
_COUNTED = re.compile(rf"\d|\b{SPELT}", re.I)
_BOUND = re.compile(
    r"\b(?:since|by|until|before|after|from|up to|the end of|than|as of|effective)\s+(?:the\s+)?(?:end of\s+)?$", re.I
)
_OLD = 400
"""Days: figures under a heading that names a time longer ago than that are not for sure of that time."""
_REPORTING = ("quarterly update", "report", "other", "agenda pack")


def prose_measures(source: Source) -> list[Measure]:
    """Return the measures that a part's sentences state, in reading order."""
    found: list[Measure] = []
    people = frozenset(word for p in source.people for word in (p.name, p.initials) if word)
    for section in source.sections:
        frame = _Frames(source, section)
        for block in section.blocks:
            if block.kind in ("heading", "row") or len(block.text) < 12 or "(Pages" in block.text:
                continue
            frame.see(block)
            if _COUNTED.search(block.text):
                found += _of_block(source, block, frame, people)
    return found


class _Frames:
    """The time of a section's sentences. A line that begins with a day gives it to the short items under it."""

    def __init__(self, source: Source, section: Section) -> None:
        self._source, self._section = source, section
        self._known: Frame | None = None
        heading = section.path[-1] if section.path else ""
        self._day = self._on(heading)

    def _on(self, line: str) -> Frame | None:
        days = find_periods(line) if len(line) < 90 and _DAY_HEAD.match(line) else []
        return Frame(days[0], days[0], "the day is that of the line above", self._source.date) if days else None

    def see(self, block: Block) -> None:
        """Go on to a block: they are taken in order."""
        self._day = self._on(block.text) or self._day
        if self._day and (len(block.text.split()) > 22 or _REGULAR.match(block.text)):
            self._day = None

    def now(self) -> Frame:
        """Return the time of the sentences of the block seen last."""
        self._known = self._known or frame_of(self._source, self._section.path)
        return self._day or self._known


def _of_block(source: Source, block: Block, frames: _Frames, people: frozenset[str]) -> Iterator[Measure]:
    raw = source.text[block.start : block.end]
    listed = block.kind == "item" and source.part.kind in _REPORTING
    for start, end in sentence_spans(raw):
        if not _COUNTED.search(raw, start, end):
            continue
        words = _NUMBERED.sub("", clean(raw[start:end]))
        if 10 < len(words) <= 600 and not _PLANNED.search(words):
            aimed = _TARGET.search(words) if "target" in words.lower() else None
            plain = words[: aimed.start()] + words[aimed.end() :] if aimed else words
            bare = _BESIDE.sub("", plain) if any(word in plain for word in _BESIDE_WORDS) else plain
            counts = _apart(chain(changes_of(plain), levels_of(bare), shares_of(bare), counts_of(bare, listed, people)))
            target = aimed[1].strip() if aimed and len(counts) == 1 else ""
            place = source.part.ordinal, block.start + start, block.start + end
            yield from (_measure(place, bare, count, target, frames.now()) for count in counts)


def _measure(place: tuple[int, int, int], words: str, count: Count, target: str, frame: Frame) -> Measure:
    period, stated, doubt = _period(words, count, frame)
    return Measure(
        part=place[0],
        start=place[1],
        end=place[2],
        name=count.name,
        value=count.value,
        number=count.number,
        unit=count.unit,
        period=period,
        stated_period=stated,
        target=target,
        target_number=target_number(target) if target else None,
        prose=True,
        doubts=tuple(filter(None, (count.doubt, doubt))),
    )


def _apart(counts: Iterator[Count]) -> list[Count]:
    """Return counts that do not share a number, the surer kinds first kept, left to right."""
    kept: list[Count] = []
    for count in counts:
        if not any(
            count.start < other.end and other.start < count.end and count.value == other.value for other in kept
        ):
            kept.append(count)
    return sorted(kept, key=lambda c: c.start)


def _period(words: str, count: Count, frame: Frame) -> tuple[Period | None, str, str]:
    """Return the period of a count: that named just behind it, else the one before it, else that of its section."""
    chosen: list[Span] = []
    spans = list(_spans(words, frame))
    for at, _, span in spans:
        gap = words[count.end : at]
        if at >= count.end and not _FOREIGN.search(gap) and not NUM.search(gap):
            chosen = [span]
            break
    if not chosen:
        chosen = [span for _, end, span in spans if end <= count.start]
    if len(chosen) == 1:
        return chosen[0].period, chosen[0].stated, chosen[0].doubt
    if len(chosen) > 1:
        return None, "; ".join(s.stated for s in chosen), "the sentence names several periods"
    own = frame.own
    told = _LENGTH.search(words)
    if _SO_FAR.search(words) or (own and told and not _lasts(own, told[1])):
        return None, "", ""
    if own and frame.day and (frame.day - own.end).days > _OLD:
        return None, "", ""
    return own, "", frame.doubt


def _lasts(period: Period, unit: str) -> bool:
    """Tell whether a period is about as long as the unit of time a sentence speaks of."""
    days = (period.end - period.start).days + 1
    return abs(days - _DAYS[unit.lower()]) < days / 8


def _spans(words: str, frame: Frame) -> Iterator[tuple[int, int, Span]]:
    """Yield where and what times a sentence names, but for what only bounds another or says when something began."""
    for start, end in phrases_of(words):
        phrase, before = words[start:end], words[:start]
        if not re.search(r"\d|[A-Z]", phrase) or phrase.lower() in ("total", "year", "annual"):
            continue
        span = spans_of([phrase], [True], frame.within, frame.day)[0]
        long = span.period is not None and bool(re.search(r"\b(?:to|until)\b|[-–]", phrase))
        if (_BOUND.search(before) and not long) or _BEGAN.search(before) or (not long and _ASIDE.search(before)):
            continue
        if not long and re.search(r"\bfrom\b(?:(?!\bto\b)[^;,])*$", before):
            continue
        yield start, end, span
