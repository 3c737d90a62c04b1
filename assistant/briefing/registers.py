"""Parts that list records: decisions, open actions, acronyms, papers."""

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.briefing.parts import Entry, Part
from assistant.briefing.scope import Marks, Scope
from assistant.briefing.timeline import owned
from assistant.briefing.wording import agreed, clean, counted, months, trimmed, when
from assistant.outgoing.paper import Line
from index.register.actions import ActionRecord
from index.register.asking import Stated
from index.register.meetings import covered
from ingest.records.record import Decision, Owner

_FORMAL = re.compile(
    r"^(?:resolved|agreed)[^a-z]*as a correct record"
    r"|\b(?:minutes?\b.{0,80}\b(?:approved|agreed|confirmed|signed|received|accepted)"
    r"|(?:be|was|were|is) (?:closed|noted|received)"
    r"|(?:noted|accepted|thanked|welcomed)\b.{0,60}$)",
    re.I,
)
NO_OWNER = "No owner recorded"


def formal(decision: Decision) -> bool:
    """Tell whether a decision only approves minutes, notes a report or closes a matter."""
    text = decision.text
    return bool(_FORMAL.search(text)) and len(re.split(r"\band that\b|;", text)) == 1


def decisions(scope: Scope, since: datetime.date | None = None, every: bool = False) -> list[Stated[Decision]]:
    """Return decisions newest first, those that are not formal unless `every` one is wanted."""
    found = scope.decisions
    kept = [d for d in found if every or not formal(d.record)]
    return [d for d in kept if not since or (d.date and d.date > since)]


def decisions_part(scope: Scope, kept: Sequence[Stated[Decision]], title: str, weight: float) -> Part:
    """Return decisions as bullets with their days."""
    entries = []
    for place, one in enumerate(kept):
        line = Line(
            trimmed(clean(one.record.text)),
            scope.cite(one),
            "",
            when(one.date).capitalize() if not one.date else when(one.date),
        )
        entries.append(Entry((line,), float(place)))
    return Part(title, tuple(entries), called="decisions", weight=weight)


def actions_part(
    scope: Scope, kept: Iterable[ActionRecord], title: str, weight: float, lead: str = "", aged: bool = True
) -> Part:
    """Return actions as a table by owner, the oldest first; age is up to the board's newest paper."""
    today = scope.newest
    rows = []
    for action in kept:
        opened = action.meeting or action.history[0].date
        age = months(opened, today) if opened and today else None
        rows.append((owned(action.owners) or NO_OWNER, -(age or 0), opened, action))
    rows.sort(key=lambda r: (r[0] == NO_OWNER, r[0].split()[-1], r[0], r[1]))
    entries = tuple(_action(scope, owner, -age, opened, action, aged) for owner, age, opened, action in rows)
    header = ("Owner", "Action", "Since", *(["Age"] if aged else []))
    told = (Line(lead),) if lead and entries else ()
    return Part(title, entries, told, header, called="actions", weight=weight)


def _action(
    scope: Scope, owner: str, age: int, opened: datetime.date | None, action: ActionRecord, aged: bool
) -> Entry:
    first = action.history[0]
    marks = scope.cite_place(first.place, action.board, first.date)
    newest = [s for s in action.history if s.kind == "update" and not s.doubtful and not s.wrong]
    since = f"last update {when(newest[-1].date)}" if newest else "no update in later papers"
    cells = (
        Line(owner),
        Line(trimmed(agreed(action.text), 36), owner_marks(scope, action) or marks, since if aged else ""),
        Line(when(opened)),
        *([Line(counted(age, "month") if opened else "")] if aged else []),
    )
    return Entry(cells, -float(age) + (0 if newest else 0.5))


def owner_marks(scope: Scope, action: ActionRecord) -> Marks:
    """Return where papers give an action its owners: initials beside it, a name, or who holds the post it names."""
    first = action.history[0]
    opening = scope.cite_place(first.place, action.board, first.date)
    marks: list[int] = []
    for owner in action.owners:
        for said in reversed(action.history):
            names = {o.name or o.stated for o in (*said.owners, *said.moved_to)}
            if (owner.name or owner.stated) in names and not said.doubtful:
                beside = scope.cite_owner(said.place, action.board, said.date, owner.stated)
                marks += beside if said is first else (*opening, *beside)
                named = owner.name and owner.name != owner.stated and owner.kind == "person"
                if named and not _initialled(owner):
                    naming = (
                        scope.cite_name(s.place, action.board, s.date, owner.name, "") for s in (said, *action.history)
                    )
                    marks += next(filter(None, naming), ())
                break
    return tuple(dict.fromkeys(marks))


def _initialled(owner: Owner) -> bool:
    return owner.stated.isupper() and "".join(w[0] for w in owner.name.split() if w[0].isupper()) == owner.stated


def terms_part(scope: Scope) -> Part:
    """Return acronyms with what they stand for; those that most papers explain are kept longest."""
    entries = []
    for term in scope.terms:
        newest = term.expansions[0]
        board = newest.boards[0] if newest.boards else scope.name
        marks = scope.cite_place(newest.places[0], board, newest.last)
        entries.append(Entry((Line(term.acronym), Line(newest.words, marks)), -float(len(newest.places))))
    return Part("Acronyms", tuple(entries), (), ("Letters", "Stand for"), called="acronyms", weight=0.8)


def papers_part(scope: Scope, short: bool = False) -> Part:
    """Return what papers there are, and of which meetings the minutes are not here; `short` that alone."""
    kinds = Counter(d.kind for d in scope.documents)
    told = ", ".join(
        counted(n, _KINDS.get(kind, kind), f"{_KINDS.get(kind, kind)}s") for kind, n in kinds.most_common()
    )
    lines = [] if short else [Line(f"Here: {told.replace('minutess', 'minutes').replace('strategys', 'strategies')}.")]
    known = covered(scope.catalogue, scope.asked)
    if known.words:
        lines.append(Line(f"{known.words[0].upper()}{known.words[1:]}."))
    undated = [d.title for d in scope.documents if not d.date and not d.period_end]
    if undated and not short:
        lines.append(Line(f"Without a date: {'; '.join(undated[:4])}."))
    return Part("The papers this is from", (), tuple(lines))


_KINDS = {"minutes": "set of minutes", "other": "other paper"}
