"""What a fragment settles that a question before it left open: "the Harbour one", "2013", "Ann Lee", "in July"."""

import re

from assistant.partnerships import Partnership, named_in
from assistant.unsaid import filled
from ingest.dates import find_days
from ingest.periods import find_periods

_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b", re.I
)
_MONTH_OF_YEAR = re.compile(rf"{_MONTH.pattern} ((?:19|20)\d\d)\b", re.I)
_ONE = re.compile(r"^(?:the (?=.* one$|one ))?(?:one )?(?P<which>.*?)(?: one)?(?:['’]s)?$", re.I)


def bare(fragment: str) -> str:
    """Return a fragment without the words around a choice: "Harbour" of "the Harbour one"."""
    return _ONE.sub(r"\g<which>", fragment.strip())


def chosen(fragment: str, earlier: str, partnerships: list[Partnership]) -> str:
    """Return the earlier question with a fragment in the place of what it left open; "" where it left nothing such."""
    dated = _with_year(fragment, earlier, partnerships)
    if dated or named_in(fragment, partnerships):
        return dated
    return _named_in_full(fragment, earlier) or filled(earlier, fragment)


def _with_year(fragment: str, earlier: str, partnerships: list[Partnership]) -> str:
    """A day or month asked about without its year, with the year (and board) now chosen; or a month, with its year."""
    told = find_periods(fragment)
    days = [d for d in find_days(earlier) if not find_periods(earlier)]
    if told and days and told[0].start.year == told[0].end.year:
        start, end, _, day = days[0]
        month = _MONTH.search(earlier[start:end])
        dated = f"{earlier[:start]}{day} {month[0] if month else ''} {told[0].start.year}{earlier[end:]}"
        new = named_in(fragment, partnerships)
        return f"{dated.rstrip('?. ')} at {new[0].name}?" if new else dated
    alone = re.fullmatch(rf"(?:(?:in|for|of|at)\s+)?({_MONTH.pattern})", fragment, re.I)
    named = _MONTH_OF_YEAR.search(earlier)
    return f"{earlier[: named.start()]}{alone[1]} {named[1]}{earlier[named.end() :]}" if alone and named else ""


def _named_in_full(fragment: str, earlier: str) -> str:
    """The earlier question with somebody's full name in the place of the initials or single name it gave."""
    words = fragment.split()
    if re.search(r"\d", fragment):
        return ""
    if not 2 <= len(words) <= 4 or not all(w[0].isupper() for w in words if w.isalpha()):
        return ""
    initials = "".join(w[0] for w in words)
    for said in dict.fromkeys((initials, words[0], words[-1])):
        if re.search(rf"\b{re.escape(said)}\b", earlier) and fragment not in earlier:
            return re.sub(rf"\b{re.escape(said)}\b", lambda _: fragment, earlier, count=1)
    return ""
