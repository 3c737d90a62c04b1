"""The time in which a figure stands when it names none itself: that of its table, its headings, its part."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.periods import Period, find_periods, find_quarters, last_quarter, quarter, quarter_of
from ingest.records.source import Source

_UNTIL = re.compile(
    r"\b(?:to|by|until|up to|since|from|before|after|at|on|than)\s+(?:the\s+)?(?:(?:end|start|beginning)\s+of\s+)?$",
    re.I,
)
_SO_LONG = re.compile(r"\b(?:months?|year|quarter)\s+(?:up\s+)?(?:to|ended|ending)\b", re.I)
_YEAR = 370
"""Days: a longer period is a strategy's, and no figure's."""


@dataclass(frozen=True, slots=True)
class Frame:
    """`within` completes a label ("Q2"); `own` is the period of figures that name none, `stated` its words."""

    within: Period | None = None
    own: Period | None = None
    doubt: str = ""
    day: datetime.date | None = None


def frame_of(source: Source, words: Sequence[str], above: Sequence[str] = ()) -> Frame:
    """Return the time of what stands under some headings, outermost first; `above` is the text just above it."""
    told = [f.value for f in source.part.facts if f.name == "period"][:1]
    frame = Frame(day=source.date)
    for text in [*told, source.part.title, *words]:
        frame = _narrowed(frame, text)
    if source.part.period and not frame.within:
        frame = Frame(source.part.period, source.part.period, "", source.date)
    if frame.own is None or (frame.own.end - frame.own.start).days > 100:
        frame = _said_above(frame, above)
    return frame


def _narrowed(frame: Frame, text: str) -> Frame:
    """Return the frame with the period that a heading names, if it names one."""
    period = named_period(text, frame)
    if period is None or (period.end - period.start).days > _YEAR or period.start == period.end:
        return frame
    until = not _SO_LONG.search(text) and any(
        _UNTIL.search(text[: m.start()]) for m in re.finditer(r"\b(?:[A-Z][a-z]+ )?(?:19|20)\d\d\b", text)
    )
    return Frame(period, None if until else period, "", frame.day)


def named_period(text: str, frame: Frame) -> Period | None:
    """Return the one period a text names, a quarter completed within the frame; None where it names none or several."""
    found = find_periods(text)
    if found:
        return found[0] if len(set(found)) == 1 else None
    numbers = {n for _, _, n in find_quarters(text)}
    return _completed(numbers.pop(), frame) if len(numbers) == 1 else None


def _completed(number: int, frame: Frame) -> Period | None:
    if frame.within:
        first, last = quarter_of(frame.within.start)[1], quarter_of(frame.within.end)[1]
        return quarter(number, first) if first == last else None
    return last_quarter(number, frame.day) if frame.day else None


def _said_above(frame: Frame, above: Sequence[str]) -> Frame:
    """Return the frame with the one quarter that the text above names, for figures that name no time."""
    numbers = {n for text in above for _, _, n in find_quarters(text)}
    period = _completed(numbers.pop(), frame) if len(numbers) == 1 else None
    if period is None:
        return frame
    return Frame(frame.within, period, "the period is that of the text above", frame.day)
