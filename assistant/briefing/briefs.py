"""Bring a reader up to date: on a board, a topic, a person, or since a day."""

import datetime

from assistant.assistant import Assistant
from assistant.briefing.member_brief import member_parts
from assistant.briefing.parts import paper
from assistant.briefing.person_brief import full_name, person_parts
from assistant.briefing.scope import BriefError, Scope
from assistant.briefing.since_brief import day_of, since_parts
from assistant.briefing.summary import summed_up
from assistant.briefing.topic_brief import topic_parts
from assistant.briefing.wording import counted, when
from assistant.outgoing.paper import Paper
from assistant.writing.rewriting import Rewriter


def brief(
    assistant: Assistant,
    board: str = "",
    since: str | datetime.date | None = None,
    topic: str = "",
    person: str = "",
    pages: int | None = None,
    rewriter: Rewriter | None = None,
) -> Paper:
    """Return a brief as a paper whose statements are cited, of at most so many pages.

    Without more it is one for a new member of the board; with `topic` a timeline of that, with `person` what the papers
    have of them, with `since` (a day, or "last meeting") what is new. A `rewriter` sums it up first. Raises BriefError,
    in words for the user.
    """
    if sum(1 for one in (since, topic.strip(), person.strip()) if one) > 1:
        raise BriefError("a brief is about one thing: give a topic, a person or a day, not several")
    if pages is not None and pages < 1:
        raise BriefError(f"a brief cannot be kept to {pages} pages: give 1 or more")
    scope = Scope(assistant, board)
    if topic.strip():
        title, parts = topic.strip(), topic_parts(scope, topic)
    elif person.strip():
        title, parts = full_name(scope, person), person_parts(scope, person)
    elif since:
        day = day_of(scope, since)
        title, parts = f"What is new since {when(day)}", since_parts(scope, day)
    else:
        title, parts = scope.name, member_parts(scope, pages)
    if rewriter:
        parts = [summed_up(title, parts, rewriter), *parts]
    return paper(title, _subtitle(scope, title), parts, scope.made(), pages)


def _subtitle(scope: Scope, title: str) -> str:
    """Whose papers these are, how many, and the day up to which they go."""
    whose = "A brief for a new member" if title == scope.name else scope.name or "All boards"
    return f"{whose}, from {counted(len(scope.documents), 'paper')} here, the newest of {when(scope.newest)}"
