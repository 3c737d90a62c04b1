"""What an update says besides its status: the day it is of, and who has the action now."""

import re
from datetime import date

from ingest.dates import find_dates
from ingest.records.owning import owners_of
from ingest.records.record import Owner
from ingest.records.source import Source

_CAPITAL = r"(?:[A-Z]\.|(?:Mrs?|Ms|Dr|Prof|Cllr|Supt|Insp|Sgt|St)\.|[A-Z][\w’'-]*)"
_NAME = rf"(?:(?:[Tt]he )?{_CAPITAL}(?: (?:{_CAPITAL}|of|the|for|&)(?=[ ,.;:)]|$))*)"
_IT = r"(?:actions?|matters?|this|it|responsibility|requests?|issues?|tasks?|lead|ownership|work|items?|which)"
_PASSED = r"(?:passed|handed|transferred|reassigned|re-assigned|reallocated|re-allocated|allocated|referred|delegated)"
_LEFT = re.compile(
    r"\b(?:moved on|has left|have left|left (?:the|his|her|their)|retired|no longer|former|departed|maternity|on leave"
    r"|new (?:post|role|job)|resigned|stood down)\b",
    re.I,
)
_GONE = re.compile(rf"\b(?:forwarded|sent|given|moved) (?:on )?(?:over )?to (?P<who>{_NAME})")
_MOVES = [
    re.compile(rf"\b{_IT}\b[^.;]{{0,60}}?\b{_PASSED} (?:on |over )?to (?P<who>{_NAME})", re.I),
    re.compile(rf"\b(?i:{_PASSED}|moved) (?:on |over )?(?:from {_NAME} )to (?P<who>{_NAME})"),
    re.compile(
        rf"(?P<who>{_NAME}) (?:has|have|will|is|had) (?:now )?(?:tak(?:en|e|ing)|inherited) (?:\w+ ){{0,3}}?over\b"
    ),
    re.compile(rf"(?P<who>{_NAME}) (?:takes|took) (?:over\b|(?:his|her|their) place)"),
    re.compile(rf"\bnow (?:rests |sits |lies |being )?(?:with|led by|owned by|covered by|handled by) (?P<who>{_NAME})"),
    re.compile(rf"\b(?i:new owner|new lead|now owned by|owner is now)\b:? (?P<who>{_NAME})"),
    re.compile(rf"\bby (?P<who>{_NAME}), who (?:is|was|has been|will be) (?:acting|covering|standing in|now)"),
]
_ENTRY = re.compile(r"(?:^|[.;!?)\]•]\s+|\n)\W{0,3}(?:(?:latest |further )?update[ds]?\b(?: \w+){0,3} )?$", re.I)
_SHORT = re.compile(r"(?:^|[.;]\s+)(\d{1,2})[/.](\d{1,2})(?=\s*[:–—-])")
_NAMED = re.compile(
    rf"\b(?i:await\w*)(?: \w+){{0,4}} from (?P<from>{_NAME})"
    rf"|\b(?:provided|arranged|brought|presented|prepared|circulated|led) by (?P<by>{_NAME})"
    rf"|\bthat (?P<that>{_NAME}) (?!(?:be|is|was|are|were|in|of|to|and|has|had)\b)[a-z]+ (?!be\b)"
)


def dated(words: str, source: Source) -> date | None:
    """Return the day of the newest entry of an update ("12/3: sent"), that of the paper where no entry has one."""
    days = []
    for start, end, day in find_dates(words):
        if _ENTRY.search(words[:start]) and re.match(r"\s*[:–—-]", words[end:]):
            days.append(day)
    if source.date:
        for match in _SHORT.finditer(words):
            days += _before(int(match[1]), int(match[2]), source.date)
        days = [day for day in days if day <= source.date]
    return max(days, default=source.date)


def _before(day: int, month: int, paper: date) -> list[date]:
    """The last such day up to the paper's own."""
    for year in (paper.year, paper.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            return []
        if found <= paper:
            return [found]
    return []


def moved_to(words: str, source: Source) -> tuple[Owner, ...]:
    """Return who has an action now, where an update says that it changed hands; () where it does not."""
    found = next((m for pattern in _MOVES if (m := pattern.search(words))), None)
    if found is None and _LEFT.search(words):
        found = _GONE.search(words)
    return _owners(found["who"], source) if found else ()


def named_in(words: str, source: Source) -> tuple[Owner, ...]:
    """Return the people whom words name as those who act: "awaiting an update from Ms Bell", "that Jo Hart arrange"."""
    owners: dict[str, Owner] = {}
    for match in _NAMED.finditer(words):
        for owner in _owners(match["from"] or match["by"] or match["that"], source):
            if owner.kind in ("person", "role"):
                owners.setdefault(owner.name.split()[-1], owner)
    return tuple(owners.values())


def _owners(who: str, source: Source) -> tuple[Owner, ...]:
    return owners_of(re.sub(r"\s(?:of|the|for|&)$", "", who.strip(" .,")), source)
