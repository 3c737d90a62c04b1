"""The evidence of a quarter: what a board's papers say was done in or about it, each statement with its place."""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sqlalchemy import func, or_, select

from assistant.drafting.dating import SHORT, SOON, counts, mostly, named_in_quarter
from assistant.drafting.subjects import subjects
from assistant.drafting.wanted import Wanted
from assistant.drafting.wording import done, listed, of_the_meeting, tells, trimmed
from index import schema
from index.library import Library
from index.register.actions import list_actions
from index.register.activities import list_activities
from index.register.asking import Asked, Place, Stated
from index.rows import statements_of
from ingest.documents import Block, Document, Statement
from ingest.periods import Period
from ingest.records.agencies import agencies_of
from ingest.records.record import Activity

_NO_EVIDENCE = ("strategy", "terms of reference", "action log", "agenda pack", "quarterly update")
_RETURNED = ("report", "other")
_LONGEST_LINE = 90  # words
_AHEAD = re.compile(
    r"\b(?:next steps|key actions|action plan|planned|plans|going forward|looking ahead|future|next quarter"
    r"|recommend\w*|risks?|appendix|contacts?|background|introduction|purpose|foreword|legal|financial implications"
    r"|agenda|present|attendance|apologies|in attendance|reason for report|declarations?)\b",
    re.I,
)
_DAY_HEAD = re.compile(r"\s*\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+(?:\s+\d{4})?\b")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement about the quarter, as a bullet may carry it. `under` is the priority its own paper lists it under.

    `about` is what its own paper is about there: the titles above a sentence of a pack.
    """

    text: str
    place: Place
    board: str
    date: datetime.date | None
    agencies: tuple[str, ...] = ()
    under: str = ""
    about: str = ""


def gather(library: Library, asked: Wanted) -> list[Evidence]:
    """Return the statements of all papers of the board that report on the quarter, in order of paper and place."""
    found = [*_activities(library, asked), *_closed_actions(library, asked)]
    taken = [(e.place.document, e.place.start, e.place.end) for e in found]
    found += _untaken(_statements(library, asked), taken)
    return sorted(found, key=lambda e: (e.date or datetime.date.min, e.place.name, e.place.start))


def _untaken(more: Iterable[Evidence], taken: list[tuple[str, int, int]]) -> Iterator[Evidence]:
    by_paper: dict[str, list[tuple[int, int]]] = {}
    for document, start, end in taken:
        by_paper.setdefault(document, []).append((start, end))
    for one in more:
        spans = by_paper.get(one.place.document, [])
        if not any(start < one.place.end and one.place.start < end for start, end in spans):
            yield one


def _activities(library: Library, asked: Wanted) -> Iterator[Evidence]:
    """The activities that updates and reports list for the quarter; a list that a line opens is one with it."""
    listing = list_activities(library.catalogue, Asked(boards=_boards(asked), period=asked.period))
    of_quarter = [one for one in listing.rows if _of_quarter(one, asked.period)]
    for group in _opened(library, of_quarter):
        first, last = group[0], group[-1]
        text, who = trimmed(first.record.text)
        text = " ".join([text, "; ".join(one.record.text.rstrip(" .;,") for one in group[1:])]).strip()
        around = [w for w in (*first.record.dates[:1], *first.record.places[:1]) if w not in text]
        text = f"{text.rstrip(' .')} ({', '.join(around)})" if around else text
        named = [a for one in group for a in one.record.agencies]
        place = replace(first.place, end=last.place.end)
        agencies = tuple(dict.fromkeys([who, *named] if who else named))
        yield Evidence(text, place, first.board, first.date or asked.period.end, agencies, first.record.priority)


def _opened(library: Library, found: list[Stated[Activity]]) -> Iterator[list[Stated[Activity]]]:
    """Put a line that ends in a colon together with the items below it that are set further in."""
    by_paper: dict[str, list[Stated[Activity]]] = {}
    for one in found:
        by_paper.setdefault(one.place.document, []).append(one)
    for identity, ones in by_paper.items():
        document = library.catalogue.document(identity)
        levels = _levels(document) if document else {}
        group: list[Stated[Activity]] = []
        for one in sorted(ones, key=lambda o: o.place.start):
            opens = group and group[0].record.text.rstrip().endswith(":")
            if opens and levels.get(one.place.start, (0, 0)) > levels.get(group[0].place.start, (0, 0)):
                group.append(one)
                continue
            if group:
                yield group
            group = [one]
        if group:
            yield group


def _levels(document: Document) -> dict[int, tuple[int, int]]:
    """Return how far in each block is set, as it was read and as its line begins in a plain text."""
    lines = {b.start: document.text[document.text.rfind("\n", 0, b.start) + 1 : b.start] for b in _blocks(document)}
    return {b.start: (b.level, len(lines[b.start]) - len(lines[b.start].lstrip(" \t"))) for b in _blocks(document)}


def _blocks(document: Document) -> Iterator[Block]:
    return (block for section in document.sections for block in section.blocks)


def _closed_actions(library: Library, asked: Wanted) -> Iterator[Evidence]:
    """The actions that papers say were completed in the quarter."""
    listing = list_actions(library.catalogue, Asked(boards=asked.names, status="done", as_of=asked.period.end))
    for action in listing.rows:
        if not action.since or not asked.period.holds(action.since):
            continue
        said = next((s for s in reversed(action.history) if s.status == "done" and not s.wrong), None)
        if said is None:
            continue
        text, _ = trimmed(said.text)
        text = done(text)
        if not tells(text, minuted=False):
            if of_the_meeting(action.text):
                continue
            text = f"Action completed: {action.text}"
        agencies = tuple(o.name for o in said.owners if o.kind == "body" and o.name)
        yield Evidence(text, said.place, action.board, said.date, agencies, "", action.heading)


def _boards(asked: Wanted) -> frozenset[str]:
    return asked.names | {""} if asked.alone else asked.names


def _of_quarter(one: Stated[Activity], period: Period) -> bool:
    """Tell whether an activity is of the quarter: by the period its paper gives it, else by the days it names."""
    own = one.record.period
    if own and own.end - own.start <= SHORT:
        return mostly(own, period)
    if own:
        return named_in_quarter(" ".join(one.record.dates), one.date, period) is True
    return counts(one.record.text, None, one.date, period)


def _statements(library: Library, asked: Wanted) -> Iterator[Evidence]:
    """The sentences, items and rows of minutes, reports and returns that tell of the quarter."""
    for row in _chunks(library, asked):
        own, day = _own_period(row), row.date or row.part_date or row.paper_date
        heading = row.path[-1] if row.path else ""
        if _AHEAD.search(heading):
            continue
        whole = bool(own and own.end - own.start <= SHORT and mostly(own, asked.period))
        returned = whole and row.part_kind in _RETURNED and row.paper_kind != "agenda pack"
        above = heading if _DAY_HEAD.match(heading) else ""
        said_here = statements_of(row)
        for said in _paragraphs(said_here) if returned else said_here:
            words = _row_words(said) if said.kind == "row" else said.text
            if not words or _same(words, row.part_title or row.title):
                continue
            if not counts(f"{above} {words}", own, day, asked.period):
                continue
            text, who = trimmed(words.removesuffix(said.owner) if said.owner else words)
            text = done(text) if row.part_kind == "minutes" else text
            whole_line = returned and said.kind != "row" and len(text.split()) <= _LONGEST_LINE
            if listed(text) if whole_line else tells(text, row.part_kind == "minutes"):
                named = (who, *agencies_of(text, frozenset())) if who else agencies_of(text, frozenset())
                named = named or (agencies_of(row.part_title or row.title, frozenset()) if returned else ())
                of_subject = heading if subjects(heading).any() and not _same(heading, row.title) else ""
                about = of_subject if returned else " ".join([row.part_title or "", heading])
                place = _place(row, said)
                yield Evidence(text, place, row.board, day or asked.period.end, tuple(dict.fromkeys(named)), "", about)


def _same(words: str, title: str) -> bool:
    """Tell whether a line is no more than the title of its paper."""
    return words.split() == title.split()


def _paragraphs(said: Sequence[Statement]) -> Iterator[Statement]:
    """Put the sentences of a short paragraph together again, as a partner wrote them: one line, one thing."""
    for _, group in groupby(said, key=lambda s: (s.kind, s.paragraph if s.kind == "sentence" else s.start)):
        ones = list(group)
        text = " ".join(one.text for one in ones)
        if ones[0].kind == "sentence" and len(text.split()) <= _LONGEST_LINE:
            yield replace(ones[0], end=ones[-1].end, text=text)
        else:
            yield from ones


def _row_words(row: Statement) -> str:
    """Return the cell of a row that tells what was done: its longest, where no other is a figure."""
    longest = max((words for _, words in row.cells), key=len, default="")
    return "" if any(re.match(r"\W*\d[\d,.]*\W*$", words) for _, words in row.cells) else longest


def _chunks(library: Library, asked: Wanted) -> list[Any]:
    """Return the chunks of the board's papers that may speak of the quarter, with their papers' facts."""
    c, d, p = schema.chunks.c, schema.documents.c, schema.parts.c
    first, last = asked.period.start, asked.period.end + SOON
    day = func.coalesce(c.date, p.date, d.date)
    start, end = func.coalesce(c.period_start, p.period_start), func.coalesce(c.period_end, p.period_end)
    query = (
        select(
            *(c.document, c.part, c.path, c.statements, c.date),
            start.label("period_start"),
            end.label("period_end"),
            *(d.name.label("file"), d.title, d.board, d.pages, d.date.label("paper_date"), d.kind.label("paper_kind")),
            *(p.title.label("part_title"), p.kind.label("part_kind"), p.date.label("part_date")),
        )
        .join(schema.documents, d.id == c.document)
        .join(schema.parts, (p.document == c.document) & (p.ordinal == c.part))
        .where(c.hidden.is_(None), d.board.in_(_boards(asked)), p.kind.not_in(_NO_EVIDENCE))
        .where(or_(day.is_(None), day.between(first, last), (start <= asked.period.end) & (end >= first)))
        .order_by(c.document, c.ordinal)
    )
    return library.catalogue.rows(query)


def _own_period(row: Any) -> Period | None:
    return Period(row.period_start, row.period_end) if row.period_start else None


def _place(row: Any, said: Statement) -> Place:
    pages = row.pages
    page = next((n for n, start, end in pages if start <= said.start < end), None)
    title = row.part_title or ""
    return Place(row.document, row.file, row.title, row.part, title, page, said.start, said.end)
