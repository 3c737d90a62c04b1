"""What no sentence of an answer may hold: links, addresses, markup, code."""

import re

_LINK = re.compile(r"\b(?:https?|ftp|file|data|javascript|mailto)\s*:\s*\S+|\bwww\.\S+", re.I)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_SITE = re.compile(
    r"(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|org|net|uk|io|gov|edu|info|biz|eu|co|ru|cn|dev|app|xyz|link)\b(?:/\S*)?", re.I
)
_MARKUP = re.compile(
    r"!?\[[^\]]*\]\s*\([^)]*\)|</?[a-z!][^>]{0,200}>|```|\{\{|\}\}|<\||\|>|^\s*[{\[]\s*\"|&#?\w+;|\b(?:function|tool)_call\b"
    r"|^\s*(?:import|def|class|SELECT|curl|wget|sudo|rm)\s.*[(;=/-]",
    re.I | re.M,
)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def readable(sentence: str) -> str:
    """Return a sentence without what a reader cannot see, its white space single."""
    return " ".join(_CONTROL.sub(" ", _INVISIBLE.sub("", sentence)).split())


def hostile(sentence: str, evidence: str) -> str:
    """Return why a sentence may not be shown, or "": a link or an address stands only where the evidence has it."""
    if _MARKUP.search(sentence):
        return "it holds markup or code"
    for pattern, what in ((_LINK, "the link"), (_ADDRESS, "the address"), (_SITE, "the link")):
        for match in pattern.finditer(sentence):
            if match[0].rstrip(".,;:)") not in evidence:
                return f"{what} in it is not in the evidence"
    return ""
