"""A brief of a topic: where it stands, everything papers say of it, and what changed or does not agree."""

from collections.abc import Iterable, Sequence

from assistant.briefing.changes import changed_actions, differing
from assistant.briefing.parts import Entry, Part
from assistant.briefing.scope import BriefError, Scope
from assistant.briefing.timeline import Told, actions_about, owned, timeline
from assistant.briefing.topics import topic_of
from assistant.briefing.wording import agreed, counted, trimmed, when
from assistant.outgoing.paper import Line
from index.register.actions import ActionRecord

_RANKS = {"update": 0.5, "action": 0.5, "decision": 0.6, "activity": 0.9, "figure": 1.0, "passage": 1.0}


def topic_parts(scope: Scope, words: str) -> list[Part]:
    """Return the parts of a brief of a topic. Raises BriefError where no paper says anything of it."""
    topic = topic_of(words, scope)
    actions = actions_about(scope, topic) if topic else []
    told = timeline(scope, topic, actions) if topic else []
    if not topic or not told:
        whose = f"the papers of {scope.name} say" if scope.name else "the papers here say"
        raise BriefError(f'{whose} nothing of "{words.strip()}": try fewer or other words')
    return [
        Part("Where it stands", standing(scope, actions), (_lead(told),), called="actions", weight=4),
        Part(
            "What changed, and where papers differ",
            (*changed_actions(scope, actions), *differing(scope, topic)),
            called="changes",
            weight=3,
        ),
        Part("Timeline, newest first", entries(told), called="entries of the timeline", weight=2),
    ]


def entries(told: Sequence[Told]) -> tuple[Entry, ...]:
    """Return what is told as bullets, the oldest and least telling the first to be left out."""
    return tuple(Entry((line_of(one),), place * _RANKS[one.sort]) for place, one in enumerate(told))


def line_of(told: Told) -> Line:
    """Return what is told as a line that opens with its day."""
    again = f"said again: {', '.join(told.also)}" if told.also else ""
    note = "; ".join(filter(None, (told.note, again)))
    return Line(trimmed(told.text), told.marks, note, told.time or "No date")


def standing(scope: Scope, actions: Iterable[ActionRecord]) -> tuple[Entry, ...]:
    """Return how the actions about a topic stand, open ones first."""
    entries: list[Entry] = []
    for action in sorted(actions, key=lambda a: a.status != "open"):
        newest = action.history[0]
        marks = scope.cite_place(newest.place, action.board, newest.date)
        since = f" since {when(action.meeting or newest.date)}" if action.status == "open" else ""
        owner = owned(action.owners)
        note = f"owner {owner}" if owner else "no owner recorded"
        line = Line(trimmed(agreed(action.text)), marks, note, f"{_STATUS[action.status]}{since}")
        entries.append(Entry((line,), float(len(entries))))
    return tuple(entries)


_STATUS = {"open": "Open", "done": "Done", "superseded": "Superseded", "unknown": "Not known"}


def _lead(told: Sequence[Told]) -> Line:
    days = [one.day for one in told if one.day]
    span = f", from {when(min(days))} to {when(max(days))}" if days else ""
    undated = sum(one.day is None for one in told)
    bare = f"; {counted(undated, 'stands', 'stand')} in papers without a date" if undated else ""
    return Line(f"{counted(len(told), 'statement')}{span}{bare}.")
