"""People's names as papers write them: titles and ranks, initials, and the words that no name holds."""

import re
from functools import lru_cache

RANK = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|Baroness|Cllr|Councillor|Supt|Superintendent"
    r"|Det(?:ective)?|Chief|Insp(?:ector)?|Sgt|Sergeant|Constable|PC|PS|PCSO|DI|DS|DC|DCI|DSU|ACC|Rev(?:erend)?"
    r"|Alderman|Bailie|Provost|Commander|(?:Station|Group|Watch|Area) (?:Manager|Commander)|Borough Commander)\.?"
)
_TITLE = rf"(?:(?:The )?(?:Rt\.? Hon\.? )?{RANK}\s+)*"
WORD = (
    r"(?:Mc|Mac|O['’]|D['’]|[Dd]e\s|[Dd]el\s|[Dd]er\s|[Ll]e\s|[Vv]an\s|[Vv]on\s)*"
    r"[A-ZÀ-ÖØ-ÞĆČĐĞİŁŃŘŚŞŠŹŻŽ][a-zà-žß]+(?:[-'’][A-Za-z]?[a-zà-ž]+)?"
)
NAME = rf"({_TITLE})((?:{WORD}|[A-Z]{{2}})(?:\s+(?:[A-Z]\.\s+)?{WORD}){{1,2}})"
"""A title or none, then a first name and a last: two groups."""
_INITIALLED = rf"(?:[A-Z](?:\.\s?|\s)){{1,3}}(?:{WORD})(?:\s{WORD})?"
LISTED = (
    rf"(?:(?:The )?(?:Rt\.? Hon\.? )?({_TITLE})"
    rf"((?:{WORD}|[A-Z]{{2}})(?:\s+(?:[A-Z]\.?\s+)?{WORD}){{1,2}}|{_INITIALLED})"
    rf"|((?:{RANK}\s+)+)({WORD}))(?:,?\s+(?:MP|MSP|OBE|CBE|MBE|QC|JP|DL))*"
)
"""A name where people are listed: "K Lymer" and "Cllr Fox" too; four groups, `named` reads them."""
KEPT = re.compile(r"\b(?:Cllr|Councillor|Sir|Dame|Lord|Lady|Baroness|Professor|Prof|Dr)\b\.?")
_NOT_NAME_WORDS = """
    The This That These Group Board Council Panel Committee Partnership Community Safety Safer Borough London
    National Police Public Open Data Item Action Minutes Meeting Date Report Update Strategy Page Agenda Next
    Quarter Priority Section Appendix Service Services Team House Road Street Centre Hall School Office Room
    Officer Director Manager Head Chief Association Project Programme Fund Act Plan Policy Protection Violence
    Domestic Hate Crime Drug Health Trust Women Young Environment Housing Fire Rescue Brigade Authority District
    County City Town Parish Trading Standards Neighbourhood Home Information January February March April May
    June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday
    Sunday North South East West Forum Unit Review Case Risk Local Government High Present Attendance Apologies
    Attendees Members Observers Officials Officers Secretariat Membership
"""
NOT_NAMES = frozenset(_NOT_NAME_WORDS.split())
_BODY_WORDS = """
    Agency Support England Scotland Wales Britain Survey Bank Institute College University Network Homes Foundation
    Society Alliance Federation Charity Academy Ltd Limited Department Ministry Minister Secretary Deputy Assistant
    Senior Executive Chair Chairman Vice Lead Coordinator Co-ordinator Commissioner Probation Ambulance Justice Care
    Clerk Member Representative Adviser Advisor Treasurer President Division Directorate Secretariat Court
    Mission Company Union Church Commission Clinical Commissioning Integrated Resident Residents Tenants Business
    Absence Guest Observer Aid Youth Improvement Watch Interfaith Hospital Library Farm Park Street Transport
"""
NOT_LISTED = NOT_NAMES | frozenset(_BODY_WORDS.split())
_MONTH_NAMES = frozenset({"April", "May", "June", "August"})
_LISTED = re.compile(LISTED)


_RANKS = re.compile(rf"^(?:{RANK}\s+)+")


def is_name(name: str) -> bool:
    """Tell whether capitalised words may be a person's name: none of them is a common word of titles and places."""
    words = name.split()
    return bool(words) and len(words) <= 4 and not any(w in NOT_NAMES or w.endswith(("'s", "’s")) for w in words)


def is_listed_name(name: str) -> bool:
    """Tell whether words in a list of people may be a name: bodies and posts are listed beside names."""
    first, *rest = name.split() or [""]
    words = rest if first in _MONTH_NAMES and rest else [first, *rest]  # June Ashby
    return is_name(" ".join(words)) and not any(word.strip("'’,.") in NOT_LISTED for word in words)


def named(match: re.Match[str], first: int = 1) -> str:
    """Return the name that `LISTED` matched, with the part of its title that belongs to it."""
    title, name, rank, surname = (match[first + i] for i in range(4))
    return full(title or "", name) if name else f"{rank.strip()} {surname}"


def full(title: str, name: str) -> str:
    """Return a name with the part of a title that belongs to it: "Cllr Fox", "Sir Tim Hill", but not "Mr"."""
    return " ".join([*KEPT.findall(title or ""), name])


@lru_cache(maxsize=2048)
def bare(name: str) -> str:
    """Return a name without titles and ranks."""
    return _RANKS.sub("", name).strip()


def initials_of(name: str) -> str:
    """Return the initials of a name without its title; "" where it has no first name."""
    words = [w for w in re.split(r"[\s.-]+", bare(name)) if w and w[0].isupper()]
    return "".join(w[0] if not (len(w) == 2 and w.isupper()) else w for w in words) if len(words) > 1 else ""


def initials_fit(initials: str, name: str) -> bool:
    """Tell whether initials are the name's: the first name's first, a surname's last, others between them."""
    given = [c for c in initials if c.isupper()]
    words = re.split(r"[\s’'-]+", name)
    own = [c for word in words for c in word if c.isupper()]
    return bool(given and own) and given[0] == own[0] and (len(given) == 1 or given[-1] in own[1:])
