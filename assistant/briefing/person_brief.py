"""A brief of a person: roles, meetings, actions, and what else papers name them for."""

from assistant.briefing.parts import Entry, Part
from assistant.briefing.registers import actions_part
from assistant.briefing.scope import BriefError, Scope
from assistant.briefing.timeline import dated
from assistant.briefing.wording import agreed, counted, sentences, trimmed, when
from assistant.outgoing.paper import Line
from index.register.actions import ActionRecord, list_actions
from index.register.asking import Asked
from index.register.persons import bare_words
from index.register.rolls import Attendance, PersonPage, list_people, show_person
from index.register.text import fold

_MOST_NAMED = 200


def person_parts(scope: Scope, name: str) -> list[Part]:
    """Return the parts of a brief of a person. Raises BriefError where nobody or several have the name."""
    page = _page(scope, name)
    actions = list_actions(scope.catalogue, Asked(boards=scope.names, owner=page.summary.name)).rows
    done = [a for a in actions if a.status in ("done", "superseded")]
    standing = [a for a in actions if a not in done]
    came = [m for m in page.meetings if m.standing != "apologies"]
    sent = [m for m in page.meetings if m.standing == "apologies"]
    return [
        Part("Roles", _roles(scope, page), called="roles", weight=5),
        Part("Meetings", _meetings(scope, page, came, sent), called="meetings", weight=2),
        actions_part(scope, standing, "Open actions", 4),
        Part("Actions done", tuple(_done(scope, a, i) for i, a in enumerate(done)), called="actions done", weight=2),
        Part("What papers name them for", _named(scope, page, actions), called="statements", weight=1.5),
    ]


def full_name(scope: Scope, name: str) -> str:
    """Return the name of the one person who is meant."""
    return _page(scope, name).summary.name


def _page(scope: Scope, name: str) -> PersonPage:
    page = show_person(scope.catalogue, name, scope.asked)
    if page:
        return page
    known = list_people(scope.catalogue, Asked(boards=scope.names, owner=name)).rows
    if known:
        raise BriefError(f'several people are called "{name.strip()}": {", ".join(p.name for p in known[:8])}')
    whose = f"the papers of {scope.name} name" if scope.name else "the papers here name"
    raise BriefError(f'{whose} nobody called "{name.strip()}": partnership people lists everybody')


def _roles(scope: Scope, page: PersonPage) -> tuple[Entry, ...]:
    entries = []
    for place, role in enumerate(page.roles):
        if not role.places:
            continue
        marks = scope.cite_person(role.places[0], role.board, role.last, role.name, role.role)
        span = when(role.first) if role.first == role.last else f"{when(role.first)} to {when(role.last)}"
        entries.append(
            Entry((Line(f"{role.role.strip(' ()')}.", marks, "" if role.current else "no longer", span),), float(place))
        )
    return tuple(entries)


def _meetings(scope: Scope, page: PersonPage, came: list[Attendance], sent: list[Attendance]) -> tuple[Entry, ...]:
    entries = []
    for words, found in (("Came to", came), ("Sent apologies to", sent)):
        if found:
            marks = tuple(n for m in found for n in scope.cite_place(m.place, m.board, m.date))
            days = ", ".join(when(m.date) for m in found)
            entries.append(
                Entry((Line(f"{page.summary.name}: {days}.", marks, "", f"{words} {counted(len(found), 'meeting')}"),))
            )
    return tuple(entries)


def _done(scope: Scope, action: ActionRecord, place: int) -> Entry:
    first = action.history[0]
    marks = scope.cite_place(first.place, action.board, first.date)
    return Entry(
        (Line(trimmed(agreed(action.text), 36), marks, f"since {when(first.date)}", f"{when(action.since)}"),),
        float(place),
    )


def _named(scope: Scope, page: PersonPage, actions: tuple[ActionRecord, ...]) -> tuple[Entry, ...]:
    """The sentences that name the person, beside lists of people and the actions told already; the newest first."""
    names = {" ".join(bare_words(v)) for v in (page.summary.name, *page.summary.variants)}
    told = {(s.place.document, s.place.start) for a in actions for s in a.history}
    surname = bare_words(page.summary.name)[-1]
    titles = {
        f"{t} {surname}" for t in ("mr", "mrs", "ms", "miss", "dr", "cllr", "councillor", "superintendent", "inspector")
    }
    found = []
    for passage in scope.search.words(f'"{surname}"', _MOST_NAMED, scope.filters):
        for s in passage.statements:
            bare = f" {fold(s.text)} "
            if s.kind == "row" or (passage.document, s.start) in told or len(bare.split()) < 8:
                continue
            if any(f" {one} " in bare for one in names | titles):
                day, time = dated(s.text, passage.date, passage.period)
                for text in sentences(s.text):
                    if surname in fold(text).split() and len(text.split()) > 6:
                        found.append((day.toordinal() if day else 0, s.start, text, time, passage, s))
    found.sort(key=lambda f: (-f[0], f[1]))
    return tuple(
        Entry((Line(trimmed(text), scope.cite_words(passage, s), "", time or "No date"),), float(place))
        for place, (_, _, text, time, passage, s) in enumerate(found)
    )
