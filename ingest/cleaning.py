"""Text as a person reads it: markup, invisible characters and page furniture taken away."""

import html
import re

_TAG = re.compile(r"</?(?:sup|sub|u|b|i|em|strong|br|span|font|p|ul|ol|li|div|a|table|tr|td|th)\b[^<>]{0,200}>", re.I)
_RAISED = re.compile(r"(?<=\d)\s*<sup>\s*(?=(?:st|nd|rd|th)\b)", re.I)
_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\([^)\n]{0,500}\)")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)|~~|`")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0e-\x1f\x7f]")
_FURNITURE = re.compile(
    r"(?:this page (?:is|has been)? ?(?:left )?intentionally (?:left )?blank\.?"
    r"|(?:page|p\.?)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[-–—\s]*\d{1,4}[-–—\s]*"
    r"|(?:not protectively marked|unclassified|official|restricted)"
    r"|created with .{0,60}(?:printer|pdf).{0,80})",
    re.I,
)
BULLET = re.compile(
    r"\s*(?:(?:[-–—•●▪◦○‣⁃·∙■□➢➤✓>\uf000-\uf0ff]|[o*](?=\s))\s*)+(?=\S)"
    r"|\s*(?:\d{1,2}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}[.)])\s+(?=\S)"
)


def clean(raw: str) -> str:
    """Return the words of `raw` without markup, invisible characters or doubled spaces."""
    if "](" in raw:
        raw = _LINK.sub(r"\1", raw)
    if "<" in raw:
        raw = _RAISED.sub("", raw)
        raw = _TAG.sub(lambda m: "" if m[0].lower().strip("</>") in {"sup", "sub", "u", "b", "i"} else " ", raw)
    if "&" in raw:
        raw = html.unescape(raw)
    raw = _EMPHASIS.sub("", _INVISIBLE.sub("", raw))
    return " ".join(raw.replace("\\", "").split())


def is_furniture(line: str) -> bool:
    """Tell whether a whole line is page furniture: a page number, a blank-page notice, a marking."""
    return bool(_FURNITURE.fullmatch(clean(line).strip("# ")))
