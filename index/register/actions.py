"""The register of actions: each with its owner and status as of a day, and every statement about it."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from index import schema
from index.catalogue import Catalogue
from index.recorded import record_of
from index.register.asking import Asked, Listing, Place, place_of
from index.register.deriving import derive_stale
from index.register.finding import found_under, own_conditions
from index.register.standing import corrections_of
from ingest.records.record import Owner, Status

_LAST = datetime.date.max - datetime.timedelta(days=1)
_BY_ACTION = "INDEXED BY ix_action_states_action"


@dataclass(frozen=True, slots=True)
class ActionStatement:
    """One statement of an action, or about it: `kind` is "agreed", "listed" (again) or "update".

    `score` (0 to 1) and `basis` ("minute 183 of 19 December 2017, words 0.82") say why it is held to belong to the
    action; a `doubtful` one does not change owner or status. `wrong` tells that a person called the link wrong.
    `due` and `doubts` are the statement's own.
    """

    key: str
    kind: str
    text: str
    date: datetime.date | None
    status: Status
    owners: tuple[Owner, ...]
    moved_to: tuple[Owner, ...]
    place: Place
    score: float = 1.0
    basis: str = ""
    doubtful: bool = False
    wrong: bool = False
    due: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says against the papers: `kind` is "status", "owner", "link" or "note".

    `row` tells it from others: it is withdrawn by that.
    """

    kind: str
    value: str
    statement: str
    by: str
    at: datetime.datetime
    row: int = 0


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """An action with who owns it and how it stands as of the day asked, and its history, oldest first.

    `since` is the day from which it has this status; `due` what the newest statement that tells says.
    """

    id: str
    board: str
    text: str
    owners: tuple[Owner, ...]
    status: Status
    since: datetime.date | None
    minute: str
    heading: str
    meeting: datetime.date | None
    due: str
    due_date: datetime.date | None
    history: tuple[ActionStatement, ...]
    corrections: tuple[Correction, ...] = ()
    doubts: tuple[str, ...] = ()


def list_actions(catalogue: Catalogue, asked: Asked) -> Listing[ActionRecord]:
    """Return the actions asked for, the newest meeting first."""
    derive_stale(catalogue)
    day = asked.as_of or _LAST
    s = schema.action_states.c
    with catalogue.reading() as connection:
        wanted, few = own_conditions(connection, asked)
        wanted += [s.since <= day, s.until > day, s.day <= day]
        count, page = select(func.count()).select_from(schema.action_states), select(s.action)
        if few:
            count, page = (q.with_hint(schema.action_states, _BY_ACTION, "sqlite") for q in (count, page))
        total = connection.execute(count.where(*wanted)).scalar_one()
        page = page.where(*wanted).order_by(s.day.desc(), s.action)
        if asked.limit is not None:
            page = page.limit(asked.limit).offset(asked.offset)
        numbers = [row.action for row in connection.execute(page)]
    return Listing(tuple(_records(catalogue, numbers, day)), total)


def show_action(catalogue: Catalogue, identity: str, as_of: datetime.date | None = None) -> ActionRecord | None:
    """Return one action by its id (or the first letters of it where no other begins so)."""
    derive_stale(catalogue)
    with catalogue.reading() as connection:
        number = found_under(connection, identity)
    return next(iter(_records(catalogue, [number], as_of or _LAST)), None) if number else None


def show_actions(
    catalogue: Catalogue, identities: Sequence[str], as_of: datetime.date | None = None
) -> list[ActionRecord]:
    """Return some actions by their whole ids, in that order; those that nothing is said of up to the day left out."""
    derive_stale(catalogue)
    a = schema.actions.c
    rows = {row.id: row.row for row in catalogue.rows(select(a.id, a.row).where(a.id.in_(list(identities))))}
    return list(_records(catalogue, [rows[i] for i in identities if i in rows], as_of or _LAST))


def _records(catalogue: Catalogue, numbers: Sequence[int], day: datetime.date) -> Iterable[ActionRecord]:
    """Return actions with what was said up to a day, in the order of their numbers."""
    for i in range(0, len(numbers), 400):
        some = numbers[i : i + 400]
        a, s = schema.actions.c, schema.action_states.c
        actions = {row.row: row for row in catalogue.rows(select(schema.actions).where(a.row.in_(some)))}
        states = _by_action(catalogue, select(schema.action_states).where(s.action.in_(some), s.since <= day))
        statements = _by_action(catalogue, _statements(some, day))
        corrections = _corrections(catalogue, [row.id for row in actions.values()], statements)
        for number in some:
            if number in actions and states[number]:
                yield _record(actions[number], states[number], statements[number], corrections, day)


def _by_action(catalogue: Catalogue, query: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in catalogue.rows(query):
        found[row.action].append(row)
    return found


def _statements(numbers: Sequence[int], day: datetime.date) -> Any:
    t, r, d, p = schema.action_statements.c, schema.records.c, schema.documents.c, schema.parts.c
    own = (t.row, t.action, t.key, t.alias, t.date, t.status, t.owners, t.moved_to, t.score, t.basis, t.doubtful)
    of_paper = (r.document, r.part, r.page, r.start, r.end, r.kind, r.data, d.name.label("file"), d.title)
    return (
        select(*own, t.kind.label("role"), *of_paper, p.title.label("part_title"))
        .join(schema.records, r.row == t.record)
        .join(schema.documents, d.id == r.document)
        .outerjoin(schema.parts, (p.document == r.document) & (p.ordinal == r.part))
        .where(t.action.in_(numbers), or_(t.date.is_(None), t.date <= day))
        .order_by(t.row)
    )


def _corrections(catalogue: Catalogue, ids: list[str], statements: dict[int, list[Any]]) -> dict[str, list[Any]]:
    c = schema.corrections.c
    names = {*ids, *(row.alias for rows in statements.values() for row in rows)}
    query = select(schema.corrections).where(c.withdrawn.is_(None), c.action.in_(sorted(names))).order_by(c.row)
    found: dict[str, list[Any]] = defaultdict(list)
    for row in catalogue.rows(query):
        found[row.action].append(row)
    return found


def _record(
    action: Any, states: list[Any], statements: list[Any], corrections: dict[str, list[Any]], day: datetime.date
) -> ActionRecord:
    plain = [{"alias": s.alias, "kind": s.role, "doubtful": s.doubtful} for s in statements]
    own = corrections_of(action.id, plain, corrections)
    wrong = {row.statement for row in own if row.kind == "link"}
    history = tuple(_statement(row, row.key in wrong) for row in statements)
    states.sort(key=lambda s: s.since)
    now = states[-1]
    since = now.since
    for state in reversed(states):
        if state.status != now.status:
            break
        since = state.since
    told = [s for s, row in zip(history, statements, strict=True) if s.due and not s.doubtful and not s.wrong]
    return ActionRecord(
        id=action.id,
        board=action.board,
        text=action.text,
        owners=tuple(Owner(**owner) for owner in now.owners),
        status=now.status,
        since=None if since == datetime.date.min else since,
        minute=action.minute,
        heading=action.heading,
        meeting=action.meeting,
        due=told[-1].due if told else "",
        due_date=action.due_date,
        history=history,
        corrections=tuple(correction_of(row) for row in own if row.kind == "link" or row.at.date() <= day),
        doubts=tuple(dict.fromkeys((*action.doubts, *now.doubts))),
    )


def _statement(row: Any, wrong: bool) -> ActionStatement:
    record = record_of(row)
    return ActionStatement(
        key=row.key,
        kind=row.role,
        text=record.text,
        date=row.date,
        status=row.status,
        owners=tuple(Owner(**owner) for owner in row.owners),
        moved_to=tuple(Owner(**owner) for owner in row.moved_to),
        place=place_of(row),
        score=row.score,
        basis=row.basis,
        doubtful=row.doubtful,
        wrong=wrong,
        due=getattr(record, "due", ""),
        doubts=record.doubts,
    )


def correction_of(row: Any) -> Correction:
    """Return the correction that a row of the table holds."""
    return Correction(row.kind, row.value, row.statement, row.by, row.at, row.row)
