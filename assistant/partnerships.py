"""Which partnerships the library holds, under which names, and which one a question means."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.vocabulary import NOT_PLACES, STOP
from assistant.words import tokens
from index.register.boards import grouped, initials_of, own_words

_NO_NAME = STOP - frozenset("and of the for upon".split())
GENERIC = frozenset("partnership board community safety safer group panel council committee".split())


@dataclass(frozen=True, slots=True)
class Partnership:
    """A partnership or board: `names` are the ways its papers write it, `own` the words that tell it from others.

    `common` are those of its own words that papers use as ordinary words too ("transparency", "data"): alone they name
    nobody.
    """

    name: str
    names: frozenset[str]
    own: frozenset[str]
    acronyms: frozenset[str]
    common: frozenset[str] = frozenset()


def group_boards(rows: Sequence[Any], is_common: Callable[[str], bool] = lambda word: False) -> list[Partnership]:
    """Put the board names of documents together: "Safer X Partnership" and "X Community Safety Partnership" are one.

    `is_common` tells whether papers use a word as an ordinary one, in small letters.
    """
    counts = Counter(row.board for row in rows if row.board)
    return [_partnership(group, counts, is_common) for group in grouped(counts)]


def _partnership(names: list[str], counts: Counter[str], is_common: Callable[[str], bool]) -> Partnership:
    full = [n for n in names if not n.isupper()] or names
    shown = max(full, key=lambda n: (counts[n], len(n)))
    own = min((own_words(n) for n in full), key=len) or frozenset(re.findall(r"[a-z]+", shown.lower()))
    acronyms = {initials_of(n) for n in full if len(initials_of(n)) >= 3} | {n for n in names if n.isupper()}
    common = frozenset(w for w in own if is_common(w))
    return Partnership(shown, frozenset(names), own, frozenset(acronyms), common)


def named_in(question: str, partnerships: list[Partnership]) -> list[Partnership]:
    """Return the partnerships a question names, by their own words or acronyms, or as "the Panel" of the library."""
    words = set(re.findall(r"[a-z]+", question.lower().replace("’s", "").replace("'s", "")))
    shouted = set(re.findall(r"\b[A-Z]{3,6}\b", question))
    found = [p for p in partnerships if (p.own and p.own <= words and _as_a_name(p, question)) or p.acronyms & shouted]
    found = [p for p in found if not any(p is not q and p.own < q.own for q in found)]
    return found or _by_its_noun(question, partnerships)


def _as_a_name(partnership: Partnership, question: str) -> bool:
    """Tell whether words that name a partnership stand as its name: ordinary ones must stand as in its name.

    "Transparency" names no Transparency Board, nor does "the Harbour Council's transparency board".
    """
    if not partnership.common:
        return True
    content = {w for w in tokens(question) if w not in STOP | GENERIC}
    if content <= partnership.own:
        return True
    for name in partnership.names:
        written = name.split()
        first = next((i for i, w in enumerate(written) if w.lower() in partnership.own), 0)
        phrase = r"\s+".join(re.escape(w) for w in written[first:])
        for match in re.finditer(rf"\b{phrase}(?![\w-])", question, re.I):
            of_another = re.search(r"\b[A-Z][\w-]*['’]s?\s+$", question[: match.start()]) and match[0].islower()
            if not of_another:
                return True
    return False


def _by_its_noun(question: str, partnerships: list[Partnership]) -> list[Partnership]:
    """The one whose name alone ends in the noun that a question gives by itself: "the Panel"."""
    for partnership in partnerships:
        noun = partnership.name.split()[-1]
        alone = [p for p in partnerships if noun.lower() in p.own] == [partnership]
        if alone and re.search(
            rf"^{noun}$|\bthe {noun}\b(?!\s+(?:of|for|on)\b)|(?<![A-Za-z] )\b{noun}['’]s", question, re.I
        ):
            return [partnership]
    return []


_ACTING = (
    r"(?:\b(?:did|does|has|have|had|will|would|do)\s+(?:the\s+)?"
    r"|\b(?:agreed|decided|resolved|approved|discussed|published|set|made|recorded|owned)\s+by\s+(?:the\s+)?"
    r"|\bwho\s+(?:chairs|chaired|leads|led|runs|ran|attended|attends|sits on|sat on|is on|was on|was at|joined)\s+"
    r"(?:the\s+)?"
    r"|\b(?:chair|members?|membership|meetings?|minutes|actions?|log|priorities|strategy|decisions?|papers|balance)\s+"
    r"(?:\w+\s+){0,2}(?:of|for|on|at)\s+(?:the\s+)?)"
)
_NOUN = r"(?:[Bb]oard|[Pp]anel|[Gg]roup|[Cc]ommittee|[Cc]ouncil|[Pp]artnership|[Ff]orum|[Cc]ommission|CSP)"
_BODY = re.compile(
    rf"(?P<acts>(?i:{_ACTING}))?"
    rf"\b(?P<body>(?:[A-Z][\w-]*(?:['’]s)?\s+(?:(?:and|of|the|for|upon)\s+(?=[A-Z]))?){{1,5}}(?:[a-z]+\s+){{0,2}}{_NOUN})\b"
    r"(?P<whose>['’]s)?"
)
_PLACE = r"([A-Z][a-z]+(?:[- ](?:upon|on|and|of|the|in)?-?\s?[A-Z][a-z]+){0,3})"
_OWNING = (
    rf"\b{_PLACE}(?:['’]s)\s+(?:(?:community safety|current|latest|main|new|strategic|own)\s+)*"
    r"(?:priorities|strategy|strategies|partnership|plan|board|CSP|council|update|performance|figures|papers|minutes)\b"
)
_OWNS = re.compile(_OWNING)
_OTHER = re.compile(
    rf"{_OWNING}|\bSafer {_PLACE}\b(?! (?:Partnership|Neighbourhood|Schools?) (?:Team|Board|Panel))"
    rf"|\b{_PLACE} (?:[Cc]ommunity [Ss]afety [Pp]artnership|CSP|[Pp]artnership(?: [Bb]oard)?|Safety Partnership"
    r"|[Cc]ouncil)\b"
)


def elsewhere(
    question: str, named: list[Partnership], partnerships: list[Partnership], areas: frozenset[str]
) -> tuple[str, bool]:
    """Return a body or place without papers here that a question asks about, and whether it is asked for its own acts.

    What is only mentioned may stand in the papers of others. Beside a partnership of the library nothing counts but
    the priorities, papers or figures of another: a place may be part of a name or of the subject.
    """
    place = _other(question, _OWNS if named else _OTHER, partnerships)
    body = "" if named else other_body(question, partnerships)
    if place or named:
        return (body if place in body else place), True
    if body:
        return body, False
    area = _area(question, partnerships, areas)
    return area, bool(area and re.search(rf"\b{area}['’]s\b", question))


def other_body(question: str, partnerships: list[Partnership]) -> str:
    """Return the full name of a board or council of no name here that a question asks about as one that acts, or ""."""
    places = {w for p in partnerships if not p.common for w in p.own} | {
        w.lower() for p in partnerships for w in p.acronyms
    }
    ours = {" ".join(tokens(n)) for p in partnerships for n in p.names}
    for match in _BODY.finditer(question):
        words = match["body"].split()
        while words and words[0].lower() in STOP:
            words = words[1:]
        if len(words) < 2 or not words[0][0].isupper() or {w for w in words[:-1] if w.islower()} & _NO_NAME:
            continue
        body = " ".join(words)
        told = tokens(body.replace("’s", "").replace("'s", ""))
        known = set(told) & places or any(" ".join(told) in name for name in ours)
        if known or not own_words(body) or _of_a_person(body):
            continue
        if match["acts"] or match["whose"]:
            return body
    return ""


def _of_a_person(body: str) -> bool:
    """Tell whether words are somebody with the body they belong to: "Ann Lee of Harbour Council"."""
    return bool(re.match(r"(?!.*\b(?:Borough|County|City) of\b)[A-Z]\w+ [A-Z][\w-]+ (?:of|from|for) ", body))


def _other(question: str, pattern: re.Pattern[str], partnerships: list[Partnership]) -> str:
    own = {w for p in partnerships for w in p.own}
    for match in pattern.finditer(question):
        place = next(g for g in match.groups() if g)
        words = re.findall(r"[A-Za-z]+", place)
        if words[0] in NOT_PLACES:
            words = words[1:]
        if words and not {w.lower() for w in words} & own and not all(w in NOT_PLACES for w in words):
            return " ".join(words)
    return ""


def _area(question: str, partnerships: list[Partnership], areas: frozenset[str]) -> str:
    own = {w for p in partnerships for w in p.own}
    lowered = f" {re.sub(r'[^a-z ]', ' ', question.lower())} "
    for area in sorted(areas, key=len, reverse=True):
        if f" {area} " in lowered and not set(area.split()) & own:
            return area.title()
    return ""
