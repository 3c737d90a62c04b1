"""What comes up again and again: matters of several meetings and papers, each with a short dated thread."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.briefing.parts import Entry, Part
from assistant.briefing.scope import Scope
from assistant.briefing.timeline import Told, actions_about, timeline
from assistant.briefing.topic_brief import line_of
from assistant.briefing.topics import topic_of
from assistant.briefing.wording import counted
from assistant.outgoing.paper import Line
from assistant.vocabulary import STOP
from assistant.words import stem, tokens
from index.register.rolls import list_people, roles
from index.search import Filters, Passage
from ingest.dates import MONTHS

_NAME = re.compile(r"\b[A-Z][a-z]+(?:[ -](?:and |of |the |for )?[A-Z][a-z]+(?:['’]s)?|\s[A-Z]{2,5}\b){1,4}")
_FRAME = frozenset(
    """update updates report reports minutes matters arising apologies absence agenda item items meeting meetings date
    next any other business chair chairman chairmans chairs welcome introductions actions action previous last questions
    public members review note notes section appendix priority aim key strategy group sub board partnership progress
    membership foreword contents introduction summary background recommendation recommendations council committee
    service services officer manager director head team association""".split()
)
_LEAST = 3  # days on which papers must speak of it
_MOST = 6
_TRIED = 14  # matters looked at
_SHORT = 4  # words: a statement of fewer says nothing by itself
_KNOWN = 2  # statements of a thread that are records, so that it is a matter and not a name


@dataclass(slots=True)
class _Matter:
    """A matter by its commonest name, with the days and papers that speak of it."""

    names: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    days: set[object] = field(default_factory=set)


def themes_part(scope: Scope) -> Part:
    """Return the matters that records of most days speak of, each by its newest, a telling and its first statement."""
    found: list[tuple[int, str, list[tuple[str, Told]], int]] = []
    for name in recurring(scope)[:_TRIED]:
        topic = topic_of(name, scope)
        actions = actions_about(scope, topic) if topic else []
        told = timeline(scope, topic, actions) if topic else []
        if thread := short_thread(told):
            days = {one.day for one in told if one.sort != "passage"}
            found.append((-len(days), name, thread, sum(a.status == "open" for a in actions)))
    found.sort(key=lambda f: f[:2])
    entries = [
        Entry((_line(name, label, one, still if not at else 0),), float(place))
        for place, (_, name, thread, still) in enumerate(found[:_MOST])
        for at, (label, one) in enumerate(thread)
    ]
    return Part("What keeps coming back", tuple(entries), called="lines on recurring themes", weight=1.4)


def _line(name: str, label: str, told: Told, still: int) -> Line:
    line = line_of(told)
    return Line(
        line.text, line.marks, counted(still, "open action") if still else "", f"{name}, {label}, {line.strong}"
    )


def short_thread(told: Sequence[Told]) -> list[tuple[str, Told]]:
    """Return the newest, the weightiest and the first statement of a thread, the newest first."""
    dated = [one for one in told if one.day and len(one.text.split()) > _SHORT]
    if len({one.day for one in dated}) < 2 or sum(one.sort != "passage" for one in dated) < _KNOWN:
        return []
    now, first = dated[0], dated[-1]
    between = [one for one in dated[1:-1] if one.day not in (now.day, first.day)]
    weighty = [one for one in between if one.sort in ("update", "decision", "action", "activity")] or between
    middle = [("then", weighty[len(weighty) // 2])] if weighty else []
    return [("now", now), *middle, ("first", first)]


def recurring(scope: Scope) -> list[str]:
    """Return the names of matters that papers of several days speak of, those of most days first."""
    everybody = list_people(scope.catalogue, scope.asked).rows
    people = {w.casefold() for p in everybody if p.attended or p.apologies for w in p.name.split()}
    held = [frozenset(stem(w) for w in tokens(piece)) for p in everybody for piece in re.split("[;,]", p.role)]
    held += [
        frozenset(stem(w) for w in tokens(piece))
        for r in roles(scope.catalogue, scope.asked)
        for piece in re.split("[;,]", r.role)
    ]
    posts = [role for role in held if len(role) > 1]
    shared = {stem(w) for name in (*scope.names, scope.name) for w in tokens(name)}
    found: dict[tuple[str, ...], _Matter] = defaultdict(_Matter)
    for passage in scope.search.of_kinds(frozenset(), Filters(boards=scope.names)):
        for name in _names(passage):
            words = [w for w in tokens(name) if w not in STOP]
            key = tuple(dict.fromkeys(stem(w) for w in words))
            if len(key) < 2 or set(words) & people or set(key) <= shared or set(words) & _FRAME & set(words[-1:]):
                continue
            if any(set(key) <= role for role in posts):
                continue
            if all(w in _FRAME or stem(w) in shared for w in words):
                continue
            found[key].names[name] += 1
            found[key].days.add(passage.date or passage.period or passage.document)
    kept = [
        (len(m.days), sum(m.names.values()), max(m.names, key=lambda n: m.names[n]), key) for key, m in found.items()
    ]
    kept = sorted((k for k in kept if k[0] >= _LEAST), key=lambda k: (-k[0], -k[1], k[2]))
    names: list[str] = []
    taken: list[set[str]] = []
    for _, _, name, key in kept:
        if not any(set(key) & other for other in taken):
            names.append(name)
            taken.append(set(key))
    return names


def _names(passage: Passage) -> set[str]:
    found = set()
    for match in _NAME.finditer(passage.text):
        words = match[0].split()
        if passage.text[: match.start()].rstrip()[-1:] in ("", ".", ":", "-", "•") and len(words) == 2:
            words = words if words[0].lower() not in STOP else words[1:]
        if len(words) > 1 and not any(w.casefold() in MONTHS for w in words):
            found.add(" ".join(words))
    return found
