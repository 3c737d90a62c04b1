"""What a row of a log refers to: its own number, the minute that set it, and the day of that meeting."""

import re
from datetime import date

from ingest.dates import find_dates
from ingest.records.logs import LogRow

_NUMBERED = re.compile(
    r"\W*(?:(?:minute|min|item|action|agenda item|ref|no)\b\.?\s*(?:no\.?\s*|number\s*|point\s*)?)?#?"
    r"((?:[A-Z]{1,6}[/.\-]?)?\d{1,4}(?:[/.\-]\d{1,4})*\s?[a-z]?(?:\([a-z\d]{1,3}\))?|\([A-Z]\))(?![\w/])[.):,]*",
    re.I,
)
_DAY_LIKE = re.compile(r"\W*\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d\d){1,2}\b")
_NUMBER = r"\W{0,2}(?:no\.?|ref\.?|number|point)?\s*#?(\d{1,4}(?:[./]\d{1,3})*[a-z]?(?:\([a-z\d]{1,3}\))?)(?![\w/])"
_MORE = r"(?!\s*(?:,|and\b|&|to\b|[-–])\s*\d)"
_MINUTE = re.compile(rf"\b(?:minutes?|mins?)\b{_NUMBER}{_MORE}", re.I)
_ITEM = re.compile(rf"\b(?:minutes?|mins?|(?:agenda )?items?)\b{_NUMBER}{_MORE}", re.I)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*(?:\([a-z\d]{1,3}\))?[^()\[\]]*)[)\]]")


def numbered(words: str) -> tuple[str, date | None, str]:
    """Return (number, day, title) of a reference: "Minute 183 19 December 2017 CCTV" -> "183", that day, "CCTV"."""
    days = find_dates(words)
    day = days[0][2] if days else None
    for start, end, _ in reversed(days):
        words = words[:start] + " " + words[end:]
    match = None if _DAY_LIKE.match(words) else _NUMBERED.match(words)
    rest = words[match.end() :] if match else words
    title = " ".join(re.sub(r"^\W*(?:of|on|dated|from|meeting)\b(?=\s*$)|\(\s*\)", " ", rest).split()).strip(" ,;:–—-/")
    title = title if re.search(r"[A-Za-z]{3}", title) else ""
    return (match[1].replace(" ", "").strip("()") if match else "", day, title)


def reference(row: LogRow) -> tuple[str, date | None, str]:
    """Return (number, day, title) that a row stands under, from its minute, its reference and the day beside them."""
    number, day, title = "", None, ""
    for role in ("minute", "ref", "raised", "subject"):
        found = numbered(row.text(role))
        if role != "subject" or not found[2]:
            number, day, title = number or found[0], day or found[1], title or found[2]
    return number, day, title


def set_by(row: LogRow) -> tuple[str, date | None]:
    """Return (number, day) of the minute that a row says set its action; ("", None) where it names none or several.

    It stands in a column of minutes, in the reference ("Min 12.3", "Item 4, 3 May 2024"), or in the action's own words:
    "as in minute 45", "(item 4)".
    """
    own = numbered(row.text("minute"))
    if own[0]:
        return own[0], own[1]
    for role in ("ref", "raised", "subject", "action"):
        words = row.text(role)
        found = [(words, _MINUTE)]
        found += [(m[1], _ITEM) for m in _BRACKETS.finditer(words)] if role == "action" else [(words, _ITEM)]
        named = {number: days for text, pattern in found for number, days in _named(text, pattern)}
        if named:
            return next(iter(named.items())) if len(named) == 1 else ("", None)
    return "", None


def _named(words: str, pattern: re.Pattern[str]) -> list[tuple[str, date | None]]:
    """The numbers that words name, and the day beside them; figures of days are none."""
    days = find_dates(words)
    for start, end, _ in days:
        words = words[:start] + "," * (end - start) + words[end:]
    beside = days[0][2] if len(days) == 1 else None
    return [(m[1], beside if len(words) <= 60 else None) for m in pattern.finditer(words)]
