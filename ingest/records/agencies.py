"""Who did something, when and where, as a sentence names them."""

import re
from functools import lru_cache

from ingest.dates import MONTH

_CAPITAL = r"[A-Z][\w'’-]*"
_KINDS = (
    r"Police(?: Service)?|Council|Fire and Rescue(?: Service)?|Fire (?:Brigade|Service)|Ambulance Service"
    r"|Probation(?: Service)?"
    r"|Housing (?:Association|Alliance)s?|Housing|Homes|NHS(?: Foundation)? Trust|Youth Trust|Trust|Women['’]s Aid"
    r"|Victim Support|Trading [Ss]tandards"
    r"|Public Health|Public Protection|Children['’]s Services|Adult(?:s['’]?)? (?:Services|Social Care)"
    r"|Youth (?:Justice|Offending) (?:Service|Team)"
    r"|Safer Neighbourhoods? (?:Teams?|Board)|Neighbourhood Watch(?: Association)?|Security|Hospital|University"
    r"|Academy|Football Club"
    r"|Home Office|BID|Crown Prosecution Service|Integrated Care Board|Border Force|Town Centre Team"
    r"|Community Safety(?: Team)?|Business Improvement District"
)
_NAMED = re.compile(rf"\b(?:{_CAPITAL}\s+(?:of\s+)?){{0,3}}(?:{_KINDS})\b")
_BARE = re.compile(r"\b(?:the )?(?:police|council|fire brigade|probation service|housing associations?)\b")
_ACRONYM = re.compile(r"\b[A-Z][A-Za-z]?[A-Z]{1,5}s?\b")
_KNOWN = frozenset(
    "MOPAC MPS LFB NHS BTP CPS DWP YJS YOS YOT SNT SNTs ICB HMPPS CRC LAS UKBF DVSA HMRC NCA RSPCA".split()
)
_EXPANDED = re.compile(r"((?:[A-Z][\w'’&-]*\s+(?:(?:of|and|for|the)\s+)?){1,7})\(([A-Z][A-Za-z]{1,6})\)")
_BODY = re.compile(
    r"\b(?:service|board|team|unit|office|council|association|police|commission\w*|agency|department|brigade"
    r"|trust|group|forum|partnership|authority"
    r"|company|alliance|district|panel|network|bureau|force|college|university|centre|crime)s?\s*$",
    re.I,
)
_FIRST = re.compile(
    r"^(?:The|A|An|Our|All|Both|With|From|By|In|At|And|Local|Working|Also|Monthly|Weekly|Joint|Under|Through|When"
    r"|While|As|Seven|Six|Five|Four"
    r"|Three|Two|Ten|Eight|Nine|Twelve|Eleven|X)\s+"
)
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}(?![a-z])(?:\s+\d{{4}})?"
    rf"|\b{MONTH}(?![a-z])\s+\d{{4}}\b",
    re.I,
)
_PLACE = re.compile(
    rf"\b(?:at|in|near|outside|across|around|on)\s+(?:the\s+)?({_CAPITAL}(?:(?:\s+(?:of|the|on|&|and))?\s+{_CAPITAL})*)"
)
_TIME = re.compile(
    rf"(?:{MONTH}|mon|tues|wednes|thurs|fri|satur|sun(?:day)?|q[1-4]|quarter|year|priority"
    rf"|christmas|easter)(?:day)?s?\b",
    re.I,
)
_PLACED = re.compile(
    r"\b(?:Street|St|Road|Lane|Avenue|Park|Estate|Centre|Square|Hall|Station|School|College|Market|Ward|Parade"
    r"|Town|Theatre|Church|Library|Hospital"
    r"|Green|Common|Bridge|Quay\w*|Court|House|Academy|Mosque|Stadium|Borough|High|Hill|Cross|Village|Rise"
    r"|Fields?|Gardens?|Place|Way|Roundabout)\b"
)


@lru_cache(maxsize=64)
def bodies_of(text: str) -> frozenset[str]:
    """Return the acronyms that a text gives to bodies: "Office for Policing (OFP)"."""
    return frozenset(m[2] for m in _EXPANDED.finditer(text) if _BODY.search(m[1].strip()))


def agencies_of(text: str, bodies: frozenset[str]) -> tuple[str, ...]:
    """Return the bodies a text names, each once, as stated: by a name that says what they are, or by their initials."""
    found: list[tuple[int, str]] = []
    for match in _NAMED.finditer(text):
        name = match[0]
        while (bare := _FIRST.sub("", name)) != name:
            name = bare
        found.append((match.start(), name))
    for match in _ACRONYM.finditer(text):
        if (match[0] in bodies or match[0] in _KNOWN) and not any(match[0] in name.split() for _, name in found):
            found.append((match.start(), match[0]))
    for match in _BARE.finditer(text):
        kind = match[0].removeprefix("the ")
        if not any(kind in name.lower() for _, name in found):
            found.append((match.start(), kind))
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def dates_of(text: str) -> tuple[str, ...]:
    """Return the days and months a text names, as stated."""
    return tuple(dict.fromkeys(" ".join(m[0].split()).rstrip(".") for m in _DATE.finditer(text)))


def places_of(text: str, above: str = "") -> tuple[str, ...]:
    """Return the places a text names after "at", "in" or "near"; `above` is the line of a day, which may end in one."""
    found: list[str] = []
    dashed = re.search(r"\d{4}\s*[-–—:,]\s*(.+)$", above)
    if dashed:
        found.append(dashed[1].strip(" :."))
    for match in _PLACE.finditer(text):
        name = re.sub(r"\s+(?:Police|Council)\b.*", "", match[1])
        if not _TIME.match(name) and (_PLACED.search(name) or _alone(name, text)):
            found.append(name)
    return tuple(dict.fromkeys(found))


def _alone(name: str, text: str) -> bool:
    """Tell whether a name without a word for places is one: a word or two in capitals, no body and no acronym."""
    if name.isupper() or _ACRONYM.fullmatch(name) or _NAMED.search(name) or len(name.split()) > 4:
        return False
    return not re.search(
        r"(?:ing|ment|tion|ship|ity|Schools?|Services?|Week|Day|Act|Fund|Prevent|Operation|Crime"
        r"|Abuse|Years?)\b",
        name,
    )
