"""Text as a person reads it: markup, invisible characters and page furniture taken away."""

import html
import re
from collections.abc import Container

_TAG = re.compile(r"</?(?:sup|sub|u|b|i|em|strong|br|span|font|p|ul|ol|li|div|a|table|tr|td|th)\b[^<>]{0,200}>", re.I)
_RAISED = re.compile(r"(?<=\d)\s*<sup>\s*(?=(?:st|nd|rd|th)\b)", re.I)
_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\([^)\n]{0,500}\)")
_STRESS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]*[^\s*])\1(?![\w*])")
_EMPHASIS = re.compile(r"\*{2,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)|~~|`")
_ESCAPE = re.compile(r"\\(?=[^\w\s\\]|$|\n)")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls
    "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # no width, directions
    "\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufff0-\ufffb\ufe00-\ufe0f"  # fillers, annotations, variants
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"  # tags
)
_SPELT = re.compile("[\U000e0020-\U000e007e\U000e0100-\U000e01ef]{3}")
_FURNITURE = re.compile(
    r"(?:this page (?:is|has been)? ?(?:left )?intentionally (?:left )?blank\.?"
    r"|(?:page|p\.?)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[-–—\s]*\d{1,4}[-–—\s]*"
    r"|(?:not protectively marked|unclassified|official(?:\s*[-–—:]\s*sensitive)?|restricted|protect|confidential)"
    r"|created with .{0,60}(?:printer|pdf).{0,80})",
    re.I,
)
BULLET = re.compile(
    r"\s*(?:(?:[-–—•●▪◦○‣⁃·∙■□➢➤✓>❖❑☐→\uf000-\uf0ff]|[o*](?=\s))\s*)+(?=\S)"
    r"|\s*(?:\d{1,2}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}[.)])\s+(?=\S)"
)
# what the symbol fonts of word processors draw for their private characters, and letters that fonts tie together
_SYMBOLS = str.maketrans(
    {
        "\uf0b7": "•", "\uf0a7": "▪", "\uf06e": "■", "\uf06c": "●", "\uf06d": "○", "\uf0a1": "○", "\uf06f": "□",
        "\uf0a8": "☐", "\uf071": "❑", "\uf076": "❖", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0fb": "✗", "\uf0fd": "☒",
        "\uf0fe": "☑", "\uf0e0": "→", "\uf0e8": "→", "\uf0ae": "→", "\uf02d": "-", "\uf0be": "—", "\uf0b0": "°",
        "\uf0b3": "≥", "\uf0a3": "≤", "\uf0b1": "±", "\uf0b4": "×", "\uf020": " ", "\uf0ad": "↑", "\uf0af": "↓",
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    }
)  # fmt: skip
_SMALL = r"(?:of|to|in|on|for|and|by|at|with|from|that|is|was|be|will)"
_RUN_TOGETHER = re.compile(
    r"^\d{1,3}[.)](?=[A-Z][A-Za-z])"
    rf"|\b(?P<small>{_SMALL})(?=(?:the|this|that|their|these|those)\b)"
    r"|(?P<end>(?<![\w./@-])[A-Za-z]?[a-z’']{2,}[.;:,!?])(?=(?:[A-Z][a-z]{2,}|It|In|He|We|On|At|As|If|To|No)\b(?![.@/]))"
)
_HUMPED = re.compile(r"([a-z]{2,})([A-Z][a-z]{2,})(\W*)")


def visible(text: str) -> str:
    """Return text without the characters that nobody sees and that turn others round.

    What only shapes a sign (soft hyphens, variants) goes too; spaces, tabs and ends of lines and pages stay.
    """
    return text if text.isascii() and text.isprintable() else _INVISIBLE.sub("", text)


def spells_unseen(text: str) -> bool:
    """Tell whether words are spelt in a text with characters that nobody sees."""
    return not text.isascii() and bool(_SPELT.search(text))


def clean(raw: str) -> str:
    """Return the words of `raw` without markup, invisible characters or doubled spaces."""
    if "](" in raw:
        raw = _LINK.sub(r"\1", raw)
    if "<" in raw:
        raw = _RAISED.sub("", raw)
        raw = _TAG.sub(lambda m: "" if m[0].lower().strip("</>") in {"sup", "sub", "u", "b", "i"} else " ", raw)
    if "&" in raw:
        raw = html.unescape(raw)
    raw = _EMPHASIS.sub("", _STRESS.sub(r"\2", _INVISIBLE.sub("", raw)))
    return " ".join(_ESCAPE.sub("", raw).split())


def plain_letters(raw: str) -> str:
    """Return text with the private characters of symbol fonts as what they draw, and tied letters apart."""
    return raw.translate(_SYMBOLS)


def parted(word: str, known: Container[str] = frozenset()) -> list[str]:
    """Return the words that run together in one, where that is sure ("ofthe", "meeting.The"); else the word alone.

    "theBoard" is sure where `known`, words of the same paper in small letters, holds both halves and not the whole.
    """
    humped = _HUMPED.fullmatch(word)
    if humped and word.lower() not in known and humped[1] in known and humped[2].lower() in known:
        return [humped[1], humped[2] + humped[3]]
    pieces, position = [], 0
    for match in _RUN_TOGETHER.finditer(word):
        pieces.append(word[position : match.end()])
        position = match.end()
    return [*pieces, word[position:]]


def is_furniture(line: str) -> bool:
    """Tell whether a whole line is page furniture: a page number, a blank-page notice, a marking."""
    return bool(_FURNITURE.fullmatch(clean(line).strip("# ")))
