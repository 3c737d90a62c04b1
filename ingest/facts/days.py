"""Which day a paper is of: the meeting's own, the paper's own, and what the file's name says of either."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ingest.dates import find_dates, find_days
from ingest.documents import DocumentKind, Fact, FactName
from ingest.facts.lines import Line, fact, plain_name
from ingest.periods import find_periods

_OTHER_MEETING = re.compile(
    r"\b(?:previous|last|next|future|forthcoming|earlier|subsequent|following)\b.{0,40}\b(?:meetings?|minutes)\b"
    r"|\b(?:agree|approv|confirm|receiv|sign|consider|not|adopt|ratif|review)(?:e|ed|ing|al|y)?\b.{0,40}\bminutes\b"
    r"|\bminutes\b.{0,140}\b(?:was|were|be|agreed|approved|confirmed|accepted|circulated|signed|taken as|correct)\b"
    r"|\b(?:arising|actions|outstanding|carried forward)\b.{0,40}\b(?:from|of|at)\b.{0,60}\b(?:meeting|minutes)\b",
    re.I,
)
_MINUTES = re.compile(r"\W*(?:\d+[a-z]?[.)]?\s+)?minutes\b", re.I)
_MEETS = re.compile(r"\b(?:meeting|minutes|notes of|agenda|held|take place|AGM)\b", re.I)
_HELD = re.compile(r"\b(?:held|take place|convened|meets)\b[^.]{0,90}", re.I)
_LABELS = (
    ("meeting", re.compile(r"(?:meeting date|date (?:and time )?of (?:the )?meeting|date (?:and|&|/) time)", re.I)),
    (
        "report",
        re.compile(
            r"(?:date (?:of )?(?:this )?report(?: filed| written| prepared)?|report date"
            r"|date (?:of )?(?:publication|issued?)|date (?:published|prepared|written|filed)"
            r"|publi(?:shed|cation)(?: date)?(?: on)?|(?:last )?updated(?: on)?|dated|issued?(?: on)?|as (?:at|of|on))",
            re.I,
        ),
    ),
    ("paper", re.compile(r"(?:date|day|when)", re.I)),
)
_AS_OF = re.compile(r"\b(?:as (?:at|of|on)?|(?:last )?updated(?: on)?|dated|published(?: on)?)\s*(?:the\s+)?$", re.I)
_ALONE = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?|\b(?:at|am|pm|noon|on|from|to|date|time|until|venue)\b"
    r"|\d{1,2}[.:]\d\d|[\d\s,:;.|–—\-()]",
    re.I,
)
_NEAR, _TOP = 10, 30
"""Lines from the top within which a date alone on a line is the paper's, and words say when the meeting was held."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
MEETINGS: tuple[DocumentKind, ...] = ("minutes", "agenda pack")


def dates_in_text(text: str, title: str, lines: list[Line], kind: DocumentKind, name: str) -> list[Fact]:
    """Return the meeting and report dates the first lines of a paper give, each day once, the most trusted first."""
    ranked = sorted(_candidates(title, lines, kind, name), key=lambda c: c[0])
    facts: list[Fact] = []
    for rank, is_meeting, value, line, words in ranked:
        of: FactName = "meeting date" if is_meeting else "report date"
        same = [f for f in facts if f.name == of]
        if all(f.value != value for f in same) and (not same or rank <= 2):
            facts.append(fact(text, of, value, line, words))
    return facts


def _candidates(
    title: str, lines: list[Line], kind: DocumentKind, name: str
) -> Iterator[tuple[int, bool, str, Line, str]]:
    """Each date of the first lines: how far it is to be trusted (1 is most), whether a meeting's, value, place."""
    met = kind in MEETINGS
    lines = [replace(line, text=" ".join(line.text.replace(" | ", " ").split())) for line in lines]
    for number, line in enumerate(lines):
        heads = line.text.strip(" .:-–|") in title
        above = lines[number - 1].text if number and line.size <= 12 else ""
        above = "" if find_dates(above) else above
        if line.size > 60 or _OTHER_MEETING.search(line.text if heads else f"{above} {line.text}"):
            continue
        dates = find_dates(line.text)
        for start, end, day in dates[:1]:
            words = line.text[start:end]
            if kind == "agenda pack" and _MINUTES.match(line.text):
                continue  # of an earlier meeting
            trust = _trust(line, above, start, words, heads, met, number)
            if trust:
                yield trust[0], trust[1], day.isoformat(), line, words
        if not dates:
            yield from _without_year(line, lines, met, name, heads)


def _trust(
    line: Line, above: str, start: int, words: str, heads: bool, met: bool, number: int
) -> tuple[int, bool] | None:
    """How far a date on a line is to be trusted, and whether it is a meeting's; None where it tells of neither."""
    before = line.text[:start]
    for label, pattern in _LABELS:
        match = pattern.match(before)
        if pattern.fullmatch(above.strip(" :|")) or (match and not before[match.end() :].strip(" :|-–").count(" ")):
            return 1 if label != "paper" else 2, label == "meeting" or (label == "paper" and met)
    meeting = bool(re.search(r"\bmeeting\b", line.text, re.I))
    if met and heads:
        return 1, True
    if met and (_MEETS.search(before) or (meeting and line.size <= 16)):
        stated = _HELD.search(before) or not line.text.endswith(".")
        return (2 if stated and line.size <= 40 and number < _TOP else 5), True
    if not met and meeting and line.size <= 16:
        return 3, True
    if _AS_OF.search(before) and line.size <= 24:
        return 2, met
    if heads:
        return 3, met
    if len(_ALONE.sub("", line.text.replace(words, ""))) <= 3:
        return (2, met) if _MEETS.search(above) else (4, met) if number < _NEAR else None
    return None


def _without_year(
    line: Line, lines: list[Line], met: bool, name: str, heads: bool
) -> Iterator[tuple[int, bool, str, Line, str]]:
    """A meeting's day that the line gives without its year, or a month alone in a title."""
    for start, end, month, number in find_days(line.text)[:1]:
        if met and line.size <= 30 and _MEETS.search(line.text[:start]):
            for year in _years(lines, name, month, number):
                try:
                    value = date(year, month, number).isoformat()
                except ValueError:
                    continue
                yield 5, True, value, line, line.text[start:end]
                return
    months = [p for p in find_periods(line.text) if 27 < (p.end - p.start).days + 1 < 32]
    if months and line.size <= 12 and (heads or line.text == months[0].label) and not find_days(line.text):
        yield 6, met, f"{months[0].start:%Y-%m}", line, months[0].label


def _years(lines: list[Line], name: str, month: int, number: int) -> Iterator[int]:
    """The years that a day without one may be of: that of the same day elsewhere, then any the paper names first."""
    for line in lines:
        for _, _, day in find_dates(line.text):
            if (day.month, day.day) == (month, number):
                yield day.year
    for day in (d for found in dates_in_name(name) for d in found if (d.month, d.day) == (month, number)):
        yield day.year
    for line in lines[:12]:
        if match := _YEAR.search(line.text):
            yield int(match[1])
    if match := _YEAR.search(name):
        yield int(match[1])


def dates_in_name(name: str) -> list[list[date]]:
    """Return each full date a file's name gives, as the days it may mean: six digits can be read two ways."""
    plain = plain_name(name)
    found = [[day] for _, _, day in find_dates(plain)]
    plain = plain.replace("-", " ")
    found += [[day] for _, _, day in find_dates(plain) if [day] not in found]
    for match in re.finditer(r"(?<!\d)(\d\d) (\d\d) ((?:20)?\d\d)(?!\d)", plain):
        found.append(_days((match[3], match[2], match[1])))
    for match in re.finditer(r"(?<!\d)(\d{8}|\d{6})(?!\d)", plain):
        d = match[1]
        whole = ((d[:4], d[4:6], d[6:]), (d[4:], d[2:4], d[:2]))
        found.append(_days(*(whole if len(d) == 8 else ((d[4:], d[2:4], d[:2]), (d[:2], d[2:4], d[4:])))))
    return [days for days in found if days]


def _days(*orders: tuple[str, str, str]) -> list[date]:
    days: list[date] = []
    for year, month, day in orders:
        try:
            read = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        except ValueError:
            continue
        if 1990 <= read.year <= 2060 and read not in days:
            days.append(read)
    return days


def date_from_name(name: str, told: list[Fact], kind: DocumentKind) -> Fact | None:
    """Return the date a file's name gives: what the text says where the name can mean that, else its only reading.

    A day without its year is taken to be of the year the text tells, and says nothing where the text tells none.
    """
    of: FactName = "meeting date" if kind in MEETINGS or re.search(r"meeting", name, re.I) else "report date"
    said = [f.value for f in told if f.name in ("meeting date", "report date")]
    readings = dates_in_name(name)
    for days in readings:
        for day in days:
            if day.isoformat() in said:
                return Fact(of, day.isoformat(), "file name")
    certain = [days[0] for days in readings if len(days) == 1]
    if certain:
        return Fact(of, certain[0].isoformat(), "file name")
    plain = plain_name(name).replace("-", " ")
    if readings or not said or len(said[0]) < 10:
        return None
    for _, _, month, number in find_days(plain)[:1]:
        if 1 <= number <= 31 and not _YEAR.search(plain):
            return Fact(of, f"{said[0][:4]}-{month:02d}-{number:02d}", "file name")
    return None


def first_date(facts: list[Fact], kind: DocumentKind) -> date | None:
    """Return the day a paper is of: the meeting's for minutes and packs, the paper's own for others."""
    order: tuple[FactName, FactName] = ("meeting date", "report date")
    for name in order if kind in MEETINGS else order[::-1]:
        for held in facts:
            if held.name == name:
                return date.fromisoformat(held.value if len(held.value) == 10 else f"{held.value}-01")
    return None
