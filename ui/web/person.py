"""The page of one person: roles with the days they are named with them, actions, and meetings."""

import datetime

from index.catalogue import Catalogue
from index.register.actions import list_actions
from index.register.asking import Asked
from index.register.people import PersonPage, list_people, show_person
from ui.format import day
from ui.web.columns import opened, plain_table, to, under
from ui.web.kinds import COLUMNS
from ui.web.words import safe

_MOST = 50  # actions, or people of a like name, that are shown
_STANDING = {"present": "Yes", "also present": "Yes, not as a member", "apologies": "Sent apologies"}
_ACTION_COLUMNS = ("Action", "Status", "Due", "Meeting", "Latest update")


def person(catalogue: Catalogue, name: str, as_of: datetime.date | None) -> str:
    """Return the page of the one person of this name; "" where nobody or several people have it."""
    found = show_person(catalogue, name, Asked(as_of=as_of)) if _named(name) else None
    if found is None:
        return ""
    summary = found.summary
    when = f" as of {day(as_of)}" if as_of else ""
    also = f'<p class="soft">Also written {safe(", ".join(summary.variants))}.</p>' if summary.variants else ""
    doubts = "".join(f'<p class="doubt">{safe(doubt)}</p>' for doubt in summary.doubts)
    role = f"<p>{safe(summary.role)}</p>" if summary.role else ""
    return (
        f'<p class="back">{to("/register", "All people", kind="people")}</p><p class="trail">Person{when}</p>'
        f'<h1 tabindex="-1">{safe(summary.name)}</h1>{role}{also}{doubts}'
        f"{_roles(found)}{_actions(catalogue, summary.name, as_of)}{_meetings(found)}"
    )


def nobody(catalogue: Catalogue, name: str, as_of: datetime.date | None) -> str:
    """Return the page for a name that nobody has, or several people: with those whose names hold its words."""
    like = list_people(catalogue, Asked(owner=name, as_of=as_of, limit=_MOST)).rows if _named(name) else ()
    when = as_of.isoformat() if as_of else ""
    links = "".join(
        f"<li>{to('/person', safe(p.name), name=p.name, as_of=when)}{under(p.role, p.board)}</li>" for p in like
    )
    words = "Several people have this name:" if links else "The papers here name nobody of this name."
    return (
        f'<p class="back">{to("/register", "All people", kind="people")}</p>'
        f'<h1 tabindex="-1">{safe(name) or "Person"}</h1><p class="note">{words}</p><ul>{links}</ul>'
    )


def _named(name: str) -> bool:
    return any(letter.isalpha() for letter in name)


def _roles(found: PersonPage) -> str:
    rows = [
        {
            "Role": safe(r.role) + ("" if r.current else under("later papers name somebody else")),
            "Board": safe(r.board),
            "Named with it": _span(r.first, r.last),
            "Source": opened(r.places[0]) if r.places else "",
        }
        for r in found.roles
    ]
    columns = {"Role": "main", "Board": "words", "Named with it": "words", "Source": "words"}
    return "<h2>Roles</h2>" + _table("Roles", columns, rows, "No role is stated.")


def _span(first: datetime.date | None, last: datetime.date | None) -> str:
    if first and last and first != last:
        return f"{day(first)} to {day(last)}"
    return day(first or last) or "no date given"


def _actions(catalogue: Catalogue, name: str, as_of: datetime.date | None) -> str:
    found = list_actions(catalogue, Asked(owner=name, as_of=as_of, limit=_MOST))
    when = as_of.isoformat() if as_of else ""
    own = {column: COLUMNS["actions"][column] for column in _ACTION_COLUMNS}
    rows = [{name: column.cell(record, when) for name, column in own.items()} for record in found.rows]
    words = f"All {found.total:,} in the register" if found.total > _MOST else "See these in the register"
    link = f"<p>{to('/register', words, kind='actions', owner=name, as_of=when)}</p>" if found.total else ""
    columns = {name: column.css for name, column in own.items()}
    return "<h2>Actions</h2>" + _table("Actions", columns, rows, "No action is recorded.") + link


def _meetings(found: PersonPage) -> str:
    rows = [
        {
            "Date": day(m.date) or "not stated",
            "Board": safe(m.board),
            "Came": _STANDING[m.standing] + under(f"instead of {m.instead_of}" if m.instead_of else ""),
            "Source": opened(m.place),
        }
        for m in found.meetings
    ]
    away = f", apologies for {found.summary.apologies}" if found.summary.apologies else ""
    count = f'<p class="count">{found.summary.attended} attended{away}</p>' if rows else ""
    columns = {"Date": "main", "Board": "words", "Came": "words", "Source": "words"}
    return "<h2>Meetings</h2>" + count + _table("Meetings", columns, rows, "No meeting is recorded.")


def _table(name: str, columns: dict[str, str], rows: list[dict[str, str]], nothing: str) -> str:
    return plain_table(name, columns, rows) if rows else f'<p class="hint">{nothing}</p>'
