"""Initials and names that stand for the owner of an action."""

import re

_LOOKALIKES = str.maketrans("АВЕКМНОРСТУХІЅЈ", "ABEKMHOPCTYXISJ")
_INITIALS = r"(?:[A-Z]{2,4}[a-z]?|All|ALL)"
_DUE = r"(?:\s*\((?:by|due)\b[^()]{2,24}\))?"
_OWNER = re.compile(rf"{_INITIALS}(?:\s*[/,&+;]\s*{_INITIALS}|\s+and\s+{_INITIALS})*{_DUE}")
_HEADS = re.compile(
    r"(?:action|actions|owner|owners|lead|leads|by whom|who|action by|actions? (?:owner|for|required by)|responsible"
    r"|responsibility|resp\.?|lead (?:officer|person|agency)|responsible (?:officer|person|lead)|owner/lead|assigned to"
    r"|initials)\s*:?",
    re.I,
)
_NOT_OWNERS = frozenset(
    {"NA", "TBC", "TBA", "AOB", "RAG", "YES", "NO", "OK", "UK", "ID", "REF", "MET", "NOT", "RED", "GREEN"}
)
_NAMES = re.compile(
    r"(?:(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w.’'&-]*|(?:and|of|the) [a-z]{3,}|and|of|the|for|with|to|&|/|all|\+)(?:[\s,/;&+]+|$))+"
    r"(?:\((?:by|due)?[^()]{2,30}\))?"
)
_OPEN = re.compile(
    r"(?:[/,&+(;-]|\b(?:and|Cllrs?|Councillors?|Mrs?|Ms|Miss|Dr|Sir|PC|PS|PCSO|Sgt|Insp|DI|DCI|Supt|[A-Z])\.?)$"
)


def latin(text: str) -> str:
    """Return text with Cyrillic and Greek letters that look Latin made Latin, as text recognition confuses them."""
    return text.translate(_LOOKALIKES)


def is_owner(text: str) -> bool:
    """Tell whether a cell holds owners' initials alone: "JB", "LG/TG", "All", "JB (by 3 May)"."""
    words = latin(text.strip())
    return bool(_OWNER.fullmatch(words)) and words not in _NOT_OWNERS


def is_owner_head(text: str) -> bool:
    """Tell whether a cell is the heading of a column of owners."""
    return bool(_HEADS.fullmatch(" ".join(text.split())))


def may_name_owner(text: str) -> bool:
    """Tell whether words may name an owner where a column of owners is sure: "Cllr Fox", "Police", "J Smith"."""
    words = latin(" ".join(text.split()))
    return is_owner(words) or (len(words) <= 40 and bool(_NAMES.fullmatch(words)))


def runs_on(owner: str, after: str) -> bool:
    """Tell whether the line after an owner's belongs to the same name: "Cllr" and "Fox", "JB" and "(by 3 May)"."""
    return bool(_OPEN.search(owner.strip())) or after.lstrip()[:1] in ("(", "/", "&", ",", "+") or after[:1].islower()
