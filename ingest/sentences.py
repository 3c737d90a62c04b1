"""Where sentences begin and end, with the abbreviations of board papers left whole."""

import re

_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|cllr|cllrs|sgt|insp|supt|cmdr|rev|hon|st|no|nos|para|paras|p|pp|vol|fig|approx|inc|ltd"
    r"|dept|ext|tel|e\.g|i\.e|etc|cf|vs|viz|ref|min|max|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)"
    r"|(?:^|\s)[A-Z])\.$",
    re.I,
)
_END = re.compile(r"[.!?][\"'”’)\]*]*(?:\s+|(?=<br))(?=[\"'“‘(\[*_<]*[A-Z0-9£•])")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence of `text`; together they cover every character that is not a space."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        before = text[start : match.start() + 1]
        if _ABBREVIATION.search(before[-12:]) and not before.lower().endswith("etc."):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    trimmed = []
    for first, last in spans:
        body = text[first:last]
        if body.strip():
            trimmed.append((first + len(body) - len(body.lstrip()), last - len(body) + len(body.rstrip())))
    return trimmed
