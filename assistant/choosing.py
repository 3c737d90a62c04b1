"""Which board, meeting or person a question means, where what it says fits several of different boards."""

import datetime
import re
from collections import defaultdict
from dataclasses import replace

from assistant.partnerships import Partnership
from assistant.question import Plan
from assistant.refusals import papers_of
from assistant.snapshot import Snapshot
from assistant.vocabulary import STOP
from assistant.words import fold, matches, stem, stems, tokens
from index.register.holders import same_name
from index.register.people import Register
from index.search import Filters, Search
from ingest.dates import find_dates, find_days, spoken

# Words of any board's business: a question of these alone could be about each of them.
_BUSINESS = stems("""
    apology apologies send sent attend attendance attended absent miss missed present meeting meetings minutes agenda
    chair chaired chairing chairman vice deputy secretary clerk treasurer member members membership quorum action
    actions decide decided decision decisions agree agreed resolve resolved discuss discussed raise raised matters
    arising next last previous first date time place venue hold held item items topic topics point points paper papers
    business result figure figures come came talk talked ask asked report reported people who
""")
_ACROSS = re.compile(r"\b(?:every|each|all|most|fewest|least|across|any|boards|open|outstanding|overdue)\b", re.I)
_TITLE = re.compile(
    r"^\W*who(?:['’]s| is| was| are| were)?(?: now| currently)? (?:the|our) (?P<title>(?:[\w&-]+ ){0,4}[\w&-]+)\W*$",
    re.I,
)
_NAME = r"[A-Z][\w'’-]+ [A-Z][\w'’-]+"
_MOST = 8


def choice(plan: Plan, snapshot: Snapshot, register: Register, search: Search, kept: Filters) -> str:
    """Return the question to put back where what is asked fits several boards' papers alike, naming them; else ""."""
    boards = [p for p in snapshot.partnerships if not kept.boards or p.names & kept.boards]
    if len(boards) < 2 or plan.elsewhere:
        return ""
    if not plan.partnerships:
        people = _people(plan, boards, register, search, kept)
        if people:
            return people
    if _ACROSS.search(plan.question) or not _is_bare(plan):
        return ""
    days = days_meant(plan, snapshot, kept)
    if days:
        found = [f"{name}, {spoken(day)}" for name, day in days]
        return f"Which meeting do you mean? There are papers of: {'; '.join(found[:_MOST])}." if len(days) > 1 else ""
    if plan.partnerships or find_days(plan.question):
        return ""
    could = [p.name for p in boards if _could_answer(plan, p, snapshot, search, kept)]
    if len(could) < 2:
        return ""
    return f"Which partnership or board do you mean? The papers here that could answer are of: {'; '.join(could)}."


def days_meant(plan: Plan, snapshot: Snapshot, kept: Filters) -> list[tuple[str, datetime.date]]:
    """Return the boards and days of the meetings that a day without its year may mean ("19 July"), oldest first."""
    if find_dates(plan.question) or plan.period:
        return []
    asked = {(month, day) for _, _, month, day in find_days(plan.question)}
    found = []
    for partnership in snapshot.partnerships if asked else []:
        own = kept.boards & partnership.names if kept.boards else partnership.names
        days = snapshot.days_of(replace(kept, boards=own)) if own else set()
        found += [(partnership.name, day) for day in days if (day.month, day.day) in asked]
    return sorted(found, key=lambda f: (f[1], f[0]))


def _is_bare(plan: Plan) -> bool:
    """Tell whether a question names nobody and nothing but the business of any board."""
    return not plan.names and all(stems(t.word) <= _BUSINESS for t in plan.terms if t.needed)


def _could_answer(plan: Plan, board: Partnership, snapshot: Snapshot, search: Search, kept: Filters) -> bool:
    """Tell whether a board's papers are of the time that was asked about, and say a word of what was."""
    own = replace(kept, boards=board.names)
    if (plan.period or plan.reported or plan.quarter) and not papers_of(plan, snapshot, own):
        return False
    if plan.meeting_day and not plan.period:
        return any(day.month == plan.meeting_day.month for day in snapshot.days_of(own))
    words = [t.word for t in plan.terms]
    return not words or bool(search.words(" ".join(words), 1, own))


def _people(plan: Plan, boards: list[Partnership], register: Register, search: Search, kept: Filters) -> str:
    """What is asked back where initials, a first name or a title stand for people of different boards."""
    when = plan.sitting or plan.period
    then = replace(kept, since=when.start, until=when.end) if when else kept
    title = _TITLE.match(plan.question)
    if title and plan.kind == "role" and not title["title"].isupper():
        homes = _apart(_holders(title["title"], boards, register, search, kept), boards)
        asked = f"Which partnership or board do you mean? Somebody is “{title['title']}” at each of"
        return f"{asked}: {'; '.join(homes)}." if homes else ""
    name = plan.names[0] if len(plan.names) == 1 else ""
    if not name or plan.kind == "term" or len(name.split()) > 1 or not _says_no_more(plan, name):
        return ""
    if re.fullmatch(r"[A-Z]{2,3}", name):
        people = register.people(initials=name, filters=then) or register.people(initials=name, filters=kept)
    else:
        people = [p for p in register.people(filters=then) if fold(name) in _ends(fold(p.name).split())]
    homes = _apart([(p.board, p.name) for p in people], boards)
    listed = "; ".join(f"{', '.join(names[:_MOST])} ({home})" for home, names in homes.items())
    return f"Whom do you mean by “{name}”? The papers here name: {listed}." if homes else ""


def _ends(words: list[str]) -> tuple[str, ...]:
    return (words[0], words[-1]) if words else ()


def _says_no_more(plan: Plan, name: str) -> bool:
    """Tell whether a question says nothing beside a name that could tell whose it is."""
    return all(stems(t.word) <= _BUSINESS | stems(name) for t in plan.terms if t.needed)


def _holders(
    title: str, boards: list[Partnership], register: Register, search: Search, kept: Filters
) -> list[tuple[str, str]]:
    """The board and name of everybody listed under a title, or named beside it in the papers of a board."""
    words = [w for w in tokens(title) if w not in STOP]
    if not words:
        return []
    people = register.people(role=stem(words[0])[:5], filters=kept)
    found = [(p.board, p.name) for p in people if all(matches(w, stems(p.role)) for w in words)]
    beside = re.compile(rf"({_NAME})[\s,(–-]+(?:(?i:{re.escape(title)}))\b|\b(?i:{re.escape(title)})[\s,:]+({_NAME})")
    for board in boards:
        for passage in search.words(title, 5, replace(kept, boards=board.names)):
            found += [(passage.board, m[1] or m[2]) for m in beside.finditer(passage.text)]
    return found


def _apart(found: list[tuple[str, str]], boards: list[Partnership]) -> dict[str, list[str]]:
    """People by their boards; nobody where they are of one board, or one of them is of every board."""
    people: dict[str, list[str]] = defaultdict(list)
    for board, name in found:
        home = next((p.name for p in boards if board in p.names), "")
        if home and not any(same_name(name, known) for known in people[home]):
            people[home].append(name)
    people.pop("", None)
    first = next(iter(people.values()), [])
    shared = [n for n in first if all(any(same_name(n, m) for m in names) for names in people.values())]
    return {} if len(people) < 2 or shared else dict(people)
