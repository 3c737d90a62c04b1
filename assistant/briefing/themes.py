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
from assistant.outgoing.paper import Line
from assistant.vocabulary import STOP
from assistant.words import stem, tokens
from index.register.rolls import list_people
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
_SHOWN = 3  # statements of a thread


@dataclass(slots=True)
class _Matter:
    """A matter by its commonest name, with the days and papers that speak of it."""

    names: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    days: set[object] = field(default_factory=set)


def themes_part(scope: Scope) -> Part:
    """Return the matters that most papers speak of, each by its first, its weightiest and its newest statement."""
    entries: list[Entry] = []
    place = 0
    for name in recurring(scope):
        topic = topic_of(name, scope)
        told = timeline(scope, topic, actions := actions_about(scope, topic)) if topic else []
        thread = short_thread(told)
        if len(thread) < 2:
            continue
        stands = [a for a in actions if a.status == "open"]
        note = f"{len(stands)} open action{'s' if len(stands) != 1 else ''}" if stands else ""
        for at, (label, one) in enumerate(thread):
            line = line_of(one)
            strong = f"{name}, {label}, {line.strong}"
            entries.append(Entry((Line(line.text, line.marks, note if at == 0 else "", strong),), float(place)))
        place += 1
        if place == _MOST:
            break
    return Part("What keeps coming back", tuple(entries), called="lines on recurring themes", weight=1.4)


def short_thread(told: Sequence[Told]) -> list[tuple[str, Told]]:
    """Return the newest, the weightiest and the first statement of a thread, the newest first."""
    dated = [one for one in told if one.day]
    if len({one.day for one in dated}) < 2:
        return []
    now, first = dated[0], dated[-1]
    between = [one for one in dated[1:-1] if one.day not in (now.day, first.day)]
    weighty = [one for one in between if one.sort in ("update", "decision", "action", "activity")] or between
    middle = [("then", weighty[len(weighty) // 2])] if weighty else []
    return [("now", now), *middle, ("first", first)]


def recurring(scope: Scope) -> list[str]:
    """Return the names of matters that papers of several days speak of, those of most days first."""
    everybody = list_people(scope.catalogue, scope.asked).rows
    people = {w.casefold() for p in everybody for w in p.name.split()}
    held = [frozenset(stem(w) for w in tokens(piece)) for p in everybody for piece in re.split("[;,]", p.role)]
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
