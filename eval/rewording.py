"""A bullet in another partner's words, made by rules: the same figures, names and dates, otherwise said."""

import random
import re

_WORDS = {
    "received": "took in", "supported": "helped", "held": "carried out", "published": "put out",
    "delivered": "provided", "attended": "went to", "distributed": "handed out", "removed": "taken away",
    "reported": "notified", "found": "discovered", "issued": "given out", "helped": "assisted", "began": "started",
    "started": "began", "residents": "local people", "pupils": "school children", "officers": "staff",
    "undertook": "carried out", "arranged": "organised", "visits": "calls", "reduce": "lower", "saw": "met with",
    "answered": "responded to", "joined": "attended", "working": "in partnership", "young people": "youths",
    "trained": "given training", "extended": "widened", "promote": "encourage", "ensure": "make sure",
    "developed": "designed", "educate": "teach", "address": "deal with", "raise": "increase",
    "referrals": "cases referred", "prevented": "stopped", "offences": "crimes", "meetings": "panel meetings",
    "including": "among them",
    "commissioned": "purchased", "regularly": "routinely", "promotion": "advertising", "checked": "inspected",
}  # fmt: skip
_OPENINGS = ("This quarter, ", "In the period, ", "We can report that ", "During the quarter, ")
_CLOSINGS = (" as part of joint work.", " with our partners.", " this quarter.", ".")
_TURN = re.compile(
    r"^(?P<first>[^.;:]{15,}?),? (?P<joint>in|at|during|through|with|to) (?P<rest>(?!\d)[^.;:]{12,})\.?$"
)


def reworded(text: str, draw: random.Random) -> str:
    """Return a bullet otherwise worded: some words changed, and its last phrase put first or an opening added."""
    changed = _synonyms(text, 3)
    turned = _TURN.match(changed)
    if turned and draw.random() < 0.5:
        joint, rest, first = turned["joint"], turned["rest"].rstrip(". "), turned["first"]
        return f"{joint.capitalize()} {rest}, {_lower(first)}."
    if draw.random() < 0.5:
        return f"{draw.choice(_OPENINGS)}{_lower(changed)}"
    return changed.rstrip(". ") + draw.choice(_CLOSINGS)


def _synonyms(text: str, most: int) -> str:
    done = 0
    for word, other in _WORDS.items():
        if done == most:
            continue
        text, count = re.subn(rf"\b{word}\b", other, text, count=1)
        done += count
    return text


def _lower(text: str) -> str:
    """Begin in lower case, where the first word is no name."""
    first = text.split()[0] if text.split() else ""
    common = re.fullmatch(
        r"(?:The|A|An|There|This|We|It|Three|Two|Four|Five|Six|Seven|Eight|Work|Over|Around|All)", first
    )
    return text[:1].lower() + text[1:] if common else text
