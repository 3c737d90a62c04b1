"""Which board or partnership a paper belongs to."""

import re
from collections import Counter

_BODY = (
    r"(?:Partnership(?: (?:Strategic|Executive|Delivery) (?:Group|Board))?|Board|Panel|Committee|Forum|Council"
    r"|Group|Assembly|Cabinet)"
)
_ROLE = r"(?:Manager|Officer|Co-?ordinator|Lead|Director|Administrator|Secretary|Advis[eo]r|Analyst|Members?)\b"
_NAME = re.compile(
    rf"\b((?:(?:[A-Z][\w’'&-]+|of|and|for|the|&) +){{1,6}}?{_BODY})(?![\w-])(?!\s+(?:of|{_BODY}|Strategy’s|{_ROLE}))"
)
_CAPS = re.compile(rf"\b((?:[A-Z][A-Z’'&-]+ +){{1,6}}{_BODY.upper()})\b")
_NOT_BOARDS = re.compile(
    r"\b(?:sub|working|steering|task|support|user survey|reference|peer)\b.{0,12}group"
    r"|(?:city|borough|county|district|town|parish|of the) council$"
    r"|^(?:the )?(?:council|board|partnership|panel|committee|group|forum|cabinet|strategic group|this group)$"
    r"|advisory|scrutiny|crime commissioner",
    re.I,
)
_CUT_AFTER = frozenset(
    ["the", "this", "current", "against", "meeting", "minutes", "report", "that", "by", "from", "at", "to", "our"]
)
_PAPER_WORDS = r"(?=(?:action|minutes|agenda|meeting|terms of|notes)\b)"
_LEAD = re.compile(rf"([A-Z]{{2,6}})\s?(?:[-–(/]?\s?\d|(?i:{_PAPER_WORDS}))")


def find_board(title: str, head: str, text: str) -> str:
    """Return the board or partnership the paper belongs to, in the paper's words, or "".

    It stands in the title or on a short line near the top; one that only the body names must share a word with the
    title, or have the initials that the title begins with ("TB (5)").
    """
    lead = None if _boards(title) else _LEAD.match(title)
    if lead and (
        own := _with_initials(lead[1], text) or (lead[1] if re.match(_PAPER_WORDS, title[lead.end() :], re.I) else "")
    ):
        return own
    short = "\n".join(line for line in head.split("\n") if len(line) <= 110)
    counts: Counter[str] = Counter()
    for source, weight in ((title, 12), (short, 4), (text[:60_000], 1)):
        seen = Counter(_boards(source))
        for name, n in seen.items():
            if (
                weight == 1
                and name not in counts
                and (n < 3 or name.endswith("Group") or not _distinct(name) & _distinct(title))
            ):
                continue
            counts[name] += weight * min(n, 6) * (3 if "Partnership" in name else 1)
    if counts:
        return max(counts, key=lambda name: (counts[name], -len(name)))
    spelt = title.title() if title.split(" – ")[0].isupper() else title
    place = re.search(
        r"\b((?:Safer|Safe|Stronger) [A-Z][\w-]+(?: [A-Z][a-z]+)??)"
        r"(?= (?:Strategy|Plan|Partnership|Quarter|Update|Report)|\W|$)",
        spelt,
    )
    if place:
        return place[1]
    office = re.search(
        r"(?:Strategy|Plan)\b.{0,30}? For The "
        r"((?:[A-Z][a-z]+ ){0,3}(?:Office|Department|Ministry|Service|Police|Trust))\b",
        title.title(),
    )
    if office:
        return office[1]
    acronym = re.match(r"([A-Z]{3,6})\b(?! [A-Z]{2})", title)
    return acronym[1] if acronym else ""


def _with_initials(letters: str, text: str) -> str:
    """The board that a paper names most among those of these initials."""
    named = Counter(n for n in _boards(text[:60_000]) if "".join(c for c in n if c.isupper()) == letters)
    return next((name for name, _ in named.most_common(1)), "")


def _boards(source: str) -> list[str]:
    names = [_tidy(match[1]) for match in [*_NAME.finditer(source), *_CAPS.finditer(source)]]
    return [name for name in names if name and not _NOT_BOARDS.search(name)]


def _distinct(name: str) -> set[str]:
    """The words of a name that tell one place or body from another."""
    common = (
        "safer community safety partnership board strategy strategic group the of and for panel open data plan update"
    )
    return set(re.findall(r"[a-z]{4,}", name.lower())) - set(common.split())


def _tidy(name: str) -> str:
    words = name.split()
    cuts = [i for i, w in enumerate(words) if w.lower() in _CUT_AFTER]
    words = words[cuts[-1] + 1 :] if cuts else words
    while words and words[0].lower() in ("of", "and", "for", "to", "a", "&"):
        words = words[1:]
    if len(words) < 2:
        return ""
    tidy = " ".join(w.title() if w.isupper() and len(w) > 3 else w for w in words)
    return (
        re.sub(r" Strategic (?:Group|Board)$| (?:Executive|Delivery) (?:Group|Board)$", "", tidy)
        if "Partnership" in tidy
        else tidy
    )


def other_board(front: list[str], board: str) -> str:
    """Return the board that the first lines of a paper in a pack name where it is not the pack's, or ""."""
    short = [line.title() if line.isupper() else line for line in front if len(line) < 160 and "(" not in line]
    own = find_board("\n".join(short[:3]), "\n".join(short), "") if board else ""
    mine, theirs = (frozenset(re.findall(r"[a-z]{3,}", name.lower())) - _SHARED for name in (own, board))
    return own if mine and not mine & theirs else ""


_SHARED = frozenset("the and for board partnership committee group panel forum council strategic executive".split())
