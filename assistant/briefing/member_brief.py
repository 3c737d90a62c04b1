"""A brief for a new member: what the board is and wants, who sits on it, what it decided, and what is still open."""

import re

from assistant.briefing.figures import figures_part
from assistant.briefing.parts import Entry, Part
from assistant.briefing.people import people_part
from assistant.briefing.priorities import priorities_part
from assistant.briefing.registers import actions_part, decisions, decisions_part, papers_part, terms_part
from assistant.briefing.scope import Scope
from assistant.briefing.themes import themes_part
from assistant.briefing.wording import sentences, trimmed, when
from assistant.outgoing.paper import Line
from index.register.actions import ActionRecord
from index.register.asking import Stated
from ingest.records.record import Decision

_DOES = r"(?:is|are|was|were|brings?|exists?|aims?|oversees?|meets?|agrees?|will|has|provides?|advises?|reports?)\b"
_PURPOSE = re.compile(
    r"\b(?:statutory|partnership for|brings? together|purpose|responsible|established|set up|constituted|duty|duties"
    r"|meets? (?:\w+ ){0,3}times|quorum|advis\w+|oversee\w*)\b",
    re.I,
)
_RANKED = ("terms of reference", "strategy", "constitution")
_MOST = 4


def member_parts(scope: Scope, pages: int | None = None) -> list[Part]:
    """Return the parts of a brief for a new member of a board, made for so many pages."""
    scope.one_board()
    every = decisions(scope, every=True)
    actions = [a for a in scope.actions if a.status == "open"]
    kept = [d for d in decisions(scope) if not any(_set(a, d) for a in actions)]
    made = decisions_part(scope, kept, "Decisions, newest first", 3)
    if kept and len(every) > len(kept):
        lead = Line(
            "What only approves minutes, notes a report or closes a matter is left out; what is still to be done"
            " stands under the open actions."
        )
        made = Part(made.title, made.entries, (lead,), called=made.called, weight=made.weight)
    day = f"Age is up to {when(scope.newest)}, the day of the newest paper here."
    return [
        what_it_is(scope, pages == 1),
        priorities_part(scope, pages == 1),
        people_part(scope),
        made,
        actions_part(scope, actions, "Open actions, by owner", 3.2, day),
        themes_part(scope),
        figures_part(scope),
        terms_part(scope),
        papers_part(scope, pages == 1),
    ]


def _set(action: ActionRecord, decision: Stated[Decision]) -> bool:
    """Tell whether a decision is where an action was set."""
    first = action.history[0].place
    inside = decision.place.start < first.end and first.start < decision.place.end
    return first.document == decision.place.document and inside


def what_it_is(scope: Scope, short: bool = False) -> Part:
    """Return what papers say the board is and does, its terms of reference and strategies first."""
    names = {*scope.names, scope.name} | {
        p for s in scope.snapshot.partnerships if s.names & scope.names for p in s.acronyms
    }
    subject = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True) if n)
    telling = re.compile(rf"\b(?:The )?(?:{subject}|Board|Panel|Partnership|Group|Committee)(?: \([^()]*\))? {_DOES}")
    found = []
    for passage in scope.search.words(
        f"{scope.name} purpose role responsible statutory partnership", 60, scope.filters
    ):
        kind = _RANKED.index(passage.kind) if passage.kind in _RANKED else len(_RANKED)
        for statement in passage.statements:
            if statement.kind == "row" or not telling.match(statement.text) or not _PURPOSE.search(statement.text):
                continue
            for text in sentences(statement.text)[:1]:
                day = passage.date or (passage.period.end if passage.period else None)
                order = (kind, -(day.toordinal() if day else 0), passage.start, statement.start)
                found.append((order, text, passage, statement))
    found.sort(key=lambda f: f[0])
    entries = [
        Entry((Line(trimmed(text), scope.cite_words(passage, statement)),), 1.5 * place)
        for place, (_, text, passage, statement) in enumerate(found[:_MOST])
    ]
    title = "" if short else f"What {_article(scope.name)} is"
    return Part(title, tuple(entries), called="lines on what it is", weight=8)


def _article(name: str) -> str:
    return name if name.casefold().startswith(("safer ", "the ")) else f"the {name}"
