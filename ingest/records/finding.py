"""find_records(...) -> Records: every kind of record of every part."""

from collections.abc import Sequence

from ingest.documents import Part, Person, Section
from ingest.records.actions import find_actions
from ingest.records.activities import find_activities
from ingest.records.decisions import find_decisions
from ingest.records.measures import find_measures
from ingest.records.meetings import find_meetings
from ingest.records.record import Action, Activity, Decision, Measure, Meeting, Records, Term, Update
from ingest.records.source import Source
from ingest.records.terms import find_terms
from ingest.records.updates import find_updates


def find_records(
    text: str, parts: Sequence[Part], sections: Sequence[Section], people: Sequence[Person], board: str
) -> Records:
    """Return the records of a document, each kind in reading order; those of a board of its own in a pack included."""
    meetings: list[Meeting] = []
    actions: list[Action] = []
    updates: list[Update] = []
    decisions: list[Decision] = []
    measures: list[Measure] = []
    activities: list[Activity] = []
    terms: list[Term] = []
    for source in sources_of(text, parts, sections, people, board):
        own = find_actions(source)
        updates += find_updates(source, tuple(own), len(actions))
        actions += own
        meetings += find_meetings(source)
        decisions += find_decisions(source)
        measures += find_measures(source)
        activities += find_activities(source)
        terms += find_terms(source)
    return Records(
        tuple(meetings),
        tuple(actions),
        tuple(updates),
        tuple(decisions),
        tuple(measures),
        tuple(activities),
        tuple(terms),
    )


def sources_of(
    text: str, parts: Sequence[Part], sections: Sequence[Section], people: Sequence[Person], board: str
) -> list[Source]:
    """Return each part of a document as the finders of records see it."""
    return [
        Source(
            text,
            part,
            tuple(s for s in sections if s.part == part.ordinal),
            tuple(p for p in people if p.part == part.ordinal),
            part.fact("board") or board,
            part.date,
        )
        for part in parts
    ]
