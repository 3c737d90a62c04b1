"""Initials and names that stand for the owner of an action."""

import re

_LOOKALIKES = str.maketrans("АВЕКМНОРСТУХІЅЈ", "ABEKMHOPCTYXISJ")
_INITIALS = r"(?:[A-Z]{2,4}[a-z]?|All|ALL)"
_OWNER = re.compile(rf"{_INITIALS}(?:\s*[/,&+;]\s*{_INITIALS}|\s+and\s+{_INITIALS})*")
_HEADS = re.compile(r"(?:action|actions|owner|lead|by whom|who|action by|responsible|resp\.?)", re.I)
_NOT_OWNERS = frozenset(
    {"NA", "TBC", "TBA", "AOB", "RAG", "YES", "NO", "OK", "UK", "ID", "REF", "MET", "NOT", "RED", "GREEN"}
)


def latin(text: str) -> str:
    """Return text with Cyrillic and Greek letters that look Latin made Latin, as text recognition confuses them."""
    return text.translate(_LOOKALIKES)


def is_owner(text: str) -> bool:
    """Tell whether a cell holds owners' initials alone: "JB", "LG/TG", "All"."""
    words = latin(text.strip())
    return bool(_OWNER.fullmatch(words)) and words not in _NOT_OWNERS


def is_owner_head(text: str) -> bool:
    """Tell whether a cell is the heading of a column of owners."""
    return bool(_HEADS.fullmatch(text.strip()))
