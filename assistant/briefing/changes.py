"""What changed over time, and where papers do not agree."""

from collections.abc import Iterable, Iterator

from assistant.briefing.parts import Entry
from assistant.briefing.scope import Scope
from assistant.briefing.topics import Topic
from assistant.briefing.wording import clean, sentences, trimmed, when
from assistant.outgoing.paper import Line
from index.register.actions import ActionRecord, ActionStatement
from index.register.measures import Point, Series, series

_SAID = {"open": "open", "done": "reported complete", "superseded": "overtaken"}


def changed_actions(scope: Scope, actions: Iterable[ActionRecord]) -> Iterator[Entry]:
    """Yield what became of actions: open, then done, or done and open again; and who took them over."""
    for action in actions:
        told = [s for s in action.history if not s.doubtful and not s.wrong]
        states = told[:1]
        for said in told[1:]:
            if said.kind == "update" and said.status != "unknown" and states[-1].status != said.status:
                states.append(said)
        if len(states) > 1:
            yield Entry((_changed(scope, action, states),), len(states) * -1.0)
        for said in told:
            heirs = [o.stated for o in said.moved_to] + [o.name for o in said.moved_to]
            for text in [t for t in sentences(said.text) if any(h and h in t for h in heirs)][:1]:
                marks = scope.cite_place(said.place, action.board, said.date)
                yield Entry((Line(trimmed(text), marks, "", f"Passed on, {when(said.date)}"),))


def _changed(scope: Scope, action: ActionRecord, states: list[ActionStatement]) -> Line:
    steps = [f"{when(s.date)}: {_SAID[s.status]}" for s in states]
    marks = tuple(n for s in states for n in scope.cite_place(s.place, action.board, s.date))
    return Line(trimmed(clean(action.text)), marks, "", "; ".join(steps))


def differing(scope: Scope, topic: Topic) -> Iterator[Entry]:
    """Yield the figures about a topic for which papers give different values."""
    for one in series(scope.catalogue, scope.asked):
        if topic.named(one.name):
            yield from disagreeing(scope, one)


def disagreeing(scope: Scope, one: Series) -> Iterator[Entry]:
    """Yield the periods of a figure for which papers give different values, the newest paper's first."""
    for point in one.points:
        if point.replaced:
            yield Entry((_differ(scope, one, point),))


def _differ(scope: Scope, one: Series, point: Point) -> Line:
    values = [point.stated, *point.replaced]
    said = [f"{v.record.value} ({when(v.date)})" if v.date else v.record.value for v in values]
    period = point.period.label.partition(" (")[0]
    text = f"{one.name.strip(' :')}, {period}: {' and '.join(said)}."
    marks = tuple(dict.fromkeys(n for v in values for n in scope.cite_figure(v)))
    return Line(text, marks, "", "Papers differ" if len(values) > 2 else "Two papers differ")
