"""Whether the name of a count is whole, so that it can be understood without its sentence."""

import re

from ingest.dates import MONTH
from ingest.records.count_words import LINKS, NUM, past

_ENDED = re.compile(
    r"""\s*(?:$|[.;:,)(–—-])|\s+(?:and|or|but|in|at|on|during|by|from|under|for|since|between|across|within|over
    |this|last|which|who|that|when|where|while|as\spart\sof|as\sa\sresult|as\swell|through|throughout|after|before
    |following|compared|including|with|using|via|around|near|inside|outside|until|against|than|whose|because|so\sfar|due|involving|to\sdate
    |to(?!\s+(?:these|this|those|them|it)\b))\b""",
    re.X,
)
_PLACED = r"\s+(?:in|at|on|from|for)\s+"
_SPLIT = re.compile(rf"{_PLACED}(?!Q?\d|{MONTH})[^.;:]{{2,60}}?(?:\band|,)\s+(?:{NUM.pattern}|one){_PLACED}", re.I)
_LISTING = re.compile(r",\s+[a-z][\w\s-]{2,30}(?:,|\band)\s")
_ODD = re.compile(
    r"\b(?:different|various|several|many|such|same|my|your|our|their|its|his|her|it|they|them|these|those|this|how)\b",
    re.I,
)
_POSTS = re.compile(
    r"\b(?:Managers?|Officers?|Directors?|Chairs?|Leads?|Coordinators?|Secretar(?:y|ies)|Advis[eo]rs?)\b"
)
_VAGUE = frozenset(
    """responses response replies hits applications submissions comments queries calls enquiries requests suggestions
    contributions views visitors users copies projects cases reports people persons individuals organisations
    partners participants attendees bodies records results returns items events incidents sites plans bids letters
    emails entries examples changes units places numbers figures losses costs cost award awards budget grant grants
    price total totals amount balance income spend spending value fee fees bill sum figure donation donations
    funding funds loss episodes referrals principles themes objectives aims questions issues concerns
    saving savings payment payments turnover expenditure surplus deficit debt rate score average level levels response
    delegates additions days actions""".split()
)
"""Nouns that say too little by themselves."""
_FILLERS = frozenset(
    """final total annual overall current new full estimated average net gross additional extra further initial first
    original unique individual registered core key main actual latest monthly weekly yearly quarterly public
    online regular""".split()
)
_COMMON = frozenset(
    """received made helped reached seen held given had got submitted approved identified found considered noted sent
    needed required used taken done said agreed reported completed published granted supported attended included
    added listed left produced provided delivered contacted invited involved detailed endorsed""".split()
)
"""Verbs that add little to such a noun."""


def ends_well(rest: str, noun: str) -> bool:
    """Tell whether a name may end where `rest` follows in the sentence: not before a word that belongs to it."""
    if not _ENDED.match(rest) or _SPLIT.match(rest):
        return False
    return not (any(w in LINKS for w in noun.split()) and _LISTING.match(rest))


def is_clear(name: str) -> bool:
    """Tell whether a name says alone what is counted."""
    bare = re.sub(r"\s*\([^()]*\)$", "", name)
    if _ODD.search(bare) or _POSTS.search(bare):
        return False
    words = [w for w in bare.lower().split() if w not in _FILLERS]
    said = len(words)
    while words and (words[-1] in _COMMON or (len(words) > 1 and words[-1] in ("in", "up", "out"))):
        words.pop()
    by_a_body = bare != name and name[len(bare) + 2].isupper() and len(words) < said
    if not words or (len(words) == 1 and words[0] in _VAGUE and not by_a_body):
        return False
    return not (past(words[0]) and len(words) == 1)
