"""Evidence -> the text of an answer, by selection: the papers' own words, cited, nothing made up."""

import re
from dataclasses import dataclass, replace

from assistant.compose import series
from assistant.compose.action import compose_action
from assistant.compose.action_lists import compose_actions
from assistant.compose.attendance import asks_who_came_most, compose_attendance
from assistant.compose.blocks import asks_several, compose_block, compose_members
from assistant.compose.citing import Citations
from assistant.compose.counting import counted_in, of_its_time
from assistant.compose.deciding import asks_of_decision, nearest_decision
from assistant.compose.decisions import compose_decision
from assistant.compose.figures import compose_figure
from assistant.compose.headings import covering_headings, labelled_headings
from assistant.compose.leading import compose_lead
from assistant.compose.lists import compose_list, lines_after, under_its_heading
from assistant.compose.named import compose_named
from assistant.compose.offices import asks_for_predecessor, asks_who_chaired, compose_predecessor, compose_role
from assistant.compose.people import compose_author, compose_initials, compose_person
from assistant.compose.sentences import compose_sentences
from assistant.compose.summaries import compose_summary, subject_of
from assistant.compose.tables import extreme_row, rows_of_value
from assistant.compose.terms import asks_for_letters, compose_letters
from assistant.evidence import Candidate, Evidence
from assistant.likeliest import asked_of_action
from assistant.question import Plan
from assistant.snapshot import Snapshot
from assistant.sufficiency import carries
from assistant.wanted import owner_asked
from assistant.which import meant
from index.catalogue import Catalogue
from index.register.people import Register
from index.search import Filters, Search

_ROLL = re.compile(r"\W*(?:also |those )?(?:present|in attendance|apologies|attendees)\b[^.]{0,20}:", re.I)
_OF_THE_ACTION = re.compile(r"\b(?:the|this|that|whose) actions?\b", re.I)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where answers are put together from: search over passages, the people papers name, the records they state."""

    search: Search
    register: Register
    catalogue: Catalogue


def compose(
    plan: Plan, evidence: Evidence, sources: Sources, snapshot: Snapshot, filters: Filters, citations: Citations
) -> str:
    """Return the answer's text with its citation marks, or "" where the evidence does not carry the question."""
    text = _from_records(plan, evidence, sources, snapshot, filters, citations)
    if text or records_only(plan):
        return text
    if text := _from_lists(plan, evidence, sources, snapshot, citations):
        return text
    good = [c for c in evidence.candidates if carries(plan, c)]
    if plan.kind == "figure":
        good = of_its_time(plan, counted_in(plan, good, evidence))
    if plan.kind == "role":
        good = [c for c in good if not _ROLL.match(c.statement.text)]
    if series.changes(plan):  # one statement has to tell of both times
        told = [c for c in evidence.candidates if series.tells_all(plan, c) and carries(plan, replace(c, timely=True))]
        return compose_sentences(plan, told, citations) if told else ""
    if good:
        return _from_statements(plan, evidence, good, sources, citations)
    if asks_of_decision(plan):
        return nearest_decision(plan, evidence, sources.catalogue, snapshot, filters, citations)
    return ""


def records_only(plan: Plan) -> bool:
    """Tell whether only records may answer: sentences that hold the words would tell of something else."""
    if plan.kind == "actions":
        return bool(plan.meeting_day or owner_asked(plan))
    if plan.kind == "owner":
        return bool(_OF_THE_ACTION.search(plan.question))
    if plan.kind == "attendance":
        return bool(plan.sitting or asks_who_came_most(plan))
    return asks_for_predecessor(plan) or asks_who_chaired(plan) or asks_for_letters(plan)


def _from_records(
    plan: Plan, evidence: Evidence, sources: Sources, snapshot: Snapshot, filters: Filters, citations: Citations
) -> str:
    register, search, catalogue = sources.register, sources.search, sources.catalogue
    if asked := asked_of_action(plan):
        if asked == "owner" and (text := compose_lead(plan, evidence, register, snapshot, filters, citations)):
            return text
        which = meant(plan, evidence, catalogue, snapshot, filters)
        if text := compose_action(replace(plan, kind=asked), which, search, filters, citations):
            return text
    if plan.kind == "term":
        return compose_letters(plan, register, search, catalogue, filters, citations)
    if plan.kind == "role":
        ways = (compose_author, compose_person, compose_role, compose_initials)
        if asks_for_predecessor(plan):
            return compose_predecessor(plan, register, search, filters, citations)
        told = next(filter(None, (way(plan, register, search, filters, citations) for way in ways)), "")
        return told or compose_named(plan, evidence, citations)
    if plan.kind == "attendance":
        return compose_attendance(plan, catalogue, filters, citations)
    if plan.kind == "actions":
        return compose_actions(plan, catalogue, search, filters, citations)
    if plan.kind == "decision":
        return compose_decision(plan, evidence, catalogue, snapshot, filters, citations)
    if plan.kind == "figure" or series.changes(plan):
        return series.compose_figures(plan, evidence, catalogue, filters, citations)
    return ""


def _from_lists(plan: Plan, evidence: Evidence, sources: Sources, snapshot: Snapshot, citations: Citations) -> str:
    """A section in short, or the rows or items that are surely the ones asked for."""
    search = sources.search
    if subject_of(plan.question):
        return compose_summary(plan, evidence, search, snapshot, citations)
    text = compose_members(plan, evidence, citations) or extreme_row(plan, evidence, search, citations)
    if not text and asks_several(plan):
        text = rows_of_value(plan, evidence, search, citations)
        if not text and not covering_headings(plan, evidence) and not labelled_headings(plan, evidence, search):
            text = compose_block(plan, evidence, search, snapshot, citations)
    return text


def _from_statements(
    plan: Plan, evidence: Evidence, good: list[Candidate], sources: Sources, citations: Citations
) -> str:
    text = ""
    search = sources.search
    if plan.kind == "figure":
        text = compose_figure(plan, good, citations)
    elif plan.kind == "list":
        text = compose_list(plan, evidence, good, search, citations)
    elif plan.kind == "fact":
        text = under_its_heading(plan, evidence, search, citations)
    if plan.kind == "list" or (plan.kind == "role" and plan.plural):
        text = text or lines_after(good, citations)
    return text or compose_sentences(plan, good, citations)


def needs_choice(plan: Plan, evidence: Evidence, search: Search, snapshot: Snapshot) -> str:
    """Return the question to put back where papers of several partnerships answer a bare question alike, else ""."""
    if plan.partnerships or plan.kind not in ("list", "role", "date", "attendance", "place"):
        return ""
    needed = [t for t in plan.terms if t.needed]
    if len(needed) > 1 or plan.names or plan.meeting_day:
        return ""
    good = [c for c in evidence.candidates if carries(plan, c)]
    if plan.kind == "list":
        headings = covering_headings(plan, evidence)
        boards = {h.passage.board for h in headings if h.exact >= 0.5} or {h.passage.board for h in headings}
        boards |= {p.board for p in labelled_headings(plan, evidence, search)}
    else:
        boards = {c.passage.board for c in good[:30]}
    found = [p.name for p in snapshot.partnerships if boards & p.names]
    if len(found) < 2:
        return ""
    return f"Which partnership or board do you mean? The papers here that could answer are of: {'; '.join(found)}."
