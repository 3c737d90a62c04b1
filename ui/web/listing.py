"""The register as a list: which kind, which limits, the table with its sorting and its pages. All of it plain HTML."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from index.register.asking import Asked
from ui.format import day
from ui.register import KINDS
from ui.web.columns import Column
from ui.web.kinds import COLUMNS
from ui.web.words import safe

PAGE = 50
NAMES = {
    "actions": "Actions",
    "decisions": "Decisions",
    "measures": "Figures",
    "activities": "Activities",
    "people": "People",
    "terms": "Terms",
    "meetings": "Meetings",
}
STATUSES = {"open": "Open", "done": "Done", "superseded": "Superseded", "unknown": "Not recorded"}
_FIELDS = {
    "actions": ("board", "owner", "status", "as_of", "since", "text"),
    "decisions": ("board", "since", "as_of", "text"),
    "measures": ("board", "since", "as_of", "text"),
    "activities": ("board", "priority", "since", "as_of", "text"),
    "people": ("board", "as_of", "text"),
    "terms": ("board", "as_of", "text"),
    "meetings": ("board", "since", "as_of", "text"),
}
_LABELS = {"owner": "Owner", "priority": "Priority", "since": "Said since", "as_of": "Up to", "text": "Words"}
_MOST = 200  # characters of a limit


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen on the page, as it stands in its address; what makes no sense is left out and said."""

    kind: str = "actions"
    board: str = ""
    owner: str = ""
    status: str = ""
    priority: str = ""
    as_of: str = ""
    since: str = ""
    text: str = ""
    sort: str = ""
    down: str = ""
    page: int = 1

    @classmethod
    def of(cls, given: dict[str, str]) -> "Choice":
        """Return the choice of an address: a kind there is, and only the limits that fit it."""
        kind = given.get("kind", "")
        kind = kind if kind in KINDS else KINDS[0]
        known = {
            name: _printable(given[name].strip()[:_MOST]) for name in (*_FIELDS[kind], "sort", "down") if name in given
        }
        if known.get("status") not in STATUSES:
            known.pop("status", None)
        if known.get("sort") not in COLUMNS[kind]:
            known.pop("sort", None)
        number = given.get("page", "")
        return cls(
            kind, page=max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 8 else 1, **known
        )

    def asked(self) -> Asked:
        """Return what is asked of the register. Raises ValueError, in words for the user, for dates that are none."""
        as_of, since = _day(self.as_of), _day(self.since)
        if as_of and since and since > as_of:
            raise ValueError("The first date is after the last one: swap them.")
        return Asked(
            board=self.board, owner=self.owner, status=self.status,
            priority=self.priority, as_of=as_of, since=since, text=self.text,
        )  # fmt: skip

    def address(self, path: str = "/register", **changes: str | int) -> str:
        """Return the address of this choice with changes, as HTML; a change other than of page begins at page 1."""
        new = replace(self, **{"page": 1} | changes)  # type: ignore[arg-type]
        given = {f.name: str(value) for f in fields(new) if (value := getattr(new, f.name)) and value != f.default}
        return safe(f"{path}?{urlencode({'kind': new.kind} | given)}")

    @property
    def limited(self) -> bool:
        """Whether anything but the kind is chosen."""
        return any(getattr(self, name) for name in _FIELDS[self.kind])


def _printable(words: str) -> str:
    """Return words in which what cannot be shown stands for a character that no paper has; NUL ends a search early."""
    return "".join(c if c.isprintable() else "\ufffd" for c in words)


def _day(value: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if value else None
    except ValueError:
        raise ValueError("Write dates as day, month and year.") from None


def kinds(choice: Choice) -> str:
    """Return the links to the kinds of record; limits that fit go with them."""
    links = (
        f'<li><a href="{Choice(kind, board=choice.board).address()}" data-key="kind-{kind}"'
        f"{' aria-current=page' if kind == choice.kind else ''}>{NAMES[kind]}</a></li>"
        for kind in KINDS
    )
    return f'<nav aria-label="Kind of record"><ul class="kinds">{"".join(links)}</ul></nav>'


def filters(choice: Choice, boards: Sequence[str]) -> str:
    """Return the form with the limits that fit the kind."""
    shown = [_field(choice, name, boards) for name in _FIELDS[choice.kind]]
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{safe(value)}">'
        for name in ("kind", "sort", "down")
        if (value := getattr(choice, name))
    )
    clear = f'<a href="{Choice(choice.kind).address()}">Clear</a>' if choice.limited else ""
    return (
        f'<form class="filters" action="/register" method="get" role="search" aria-label="Limits">{hidden}'
        f'{"".join(shown)}<div class="done"><button>Show</button>{clear}</div></form>'
    )


def _field(choice: Choice, name: str, boards: Sequence[str]) -> str:
    if name == "board":
        return _select(name, "Board or partnership", "All boards", {b: b for b in boards}, choice.board, "wide")
    if name == "status":
        return _select(name, "Status", "Any", STATUSES, choice.status)
    label = "As of" if choice.kind == "actions" and name == "as_of" else _LABELS[name]
    dated, value = name in ("as_of", "since"), safe(getattr(choice, name))
    form = f'type="date" value="{value}"' if dated else f'type="text" maxlength="{_MOST}" value="{value}"'
    return f'<label>{label}<input name="{name}" {form}></label>'


def _select(name: str, label: str, every: str, choices: dict[str, str], chosen: str, css: str = "") -> str:
    if chosen and chosen not in choices:
        choices = choices | {chosen: chosen}
    options = "".join(
        f'<option value="{safe(value)}"{" selected" if value == chosen else ""}>{safe(words)}</option>'
        for value, words in choices.items()
    )
    return (
        f'<label class="{css}">{label}<select name="{name}"><option value="">{every}</option>{options}</select></label>'
    )


def exports(choice: Choice) -> str:
    """Return the links that save what is listed, all pages of it."""
    formats = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}
    links = "".join(
        f'<a href="{choice.address(f"/register/{choice.kind}.{ending}")}" download>{words}</a>'
        for ending, words in formats.items()
    )
    return f'<p class="export"><span class="soft">Save this list as</span>{links}</p>'


def table(choice: Choice, records: Sequence[object], sortable: bool) -> str:
    """Return the table of one page of records, with heads that sort where the list can be sorted."""
    columns = COLUMNS[choice.kind]
    if not records:
        return '<p class="hint">Nothing is recorded for this. Try fewer limits.</p>'
    heads = "".join(_head(choice, name, column, sortable) for name, column in columns.items())
    rows = "".join(
        "<tr>" + "".join(_cell(choice, name, column, record) for name, column in columns.items()) + "</tr>"
        for record in records
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{NAMES[choice.kind]}">'
        f'<table class="cards"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _head(choice: Choice, name: str, column: Column, sortable: bool) -> str:
    if not (sortable and column.key):
        return f'<th scope="col" class="fixed-order">{name}</th>'
    current = choice.sort == name
    down = current and not choice.down
    order = f' aria-sort="{"descending" if choice.down else "ascending"}"' if current else ""
    arrow = ("▼" if choice.down else "▲") if current else ""
    address = choice.address(sort=name, down="1" if down else "")
    return (
        f'<th scope="col"{order}><a href="{address}" data-key="sort-{name.lower().replace(" ", "-")}">{name}</a>'
        f'<span class="way" aria-hidden="true">{arrow}</span></th>'
    )


def _cell(choice: Choice, name: str, column: Column, record: object) -> str:
    words = column.cell(record, choice.as_of)
    css = " ".join(filter(None, (column.css, "" if words else "none")))
    label = f' data-label="{name}"' if column.label else ""
    return f'<td class="{css}"{label}>{words or "–"}</td>'


def pages(choice: Choice, total: int) -> str:
    """Return the way to the pages before and after."""
    last = -(-total // PAGE)
    if last < 2:
        return ""
    before = f'<a href="{choice.address(page=choice.page - 1)}" rel="prev">Previous page</a>' if choice.page > 1 else ""
    after = f'<a href="{choice.address(page=choice.page + 1)}" rel="next">Next page</a>' if choice.page < last else ""
    return f'<nav class="pages" aria-label="Pages">{before}<span>Page {choice.page:,} of {last:,}</span>{after}</nav>'


def counted(choice: Choice, total: int) -> str:
    """Return in words how many records there are: "23 open actions as of 26 March 2018"."""
    asked = choice.asked()
    status = {"unknown": " with no status recorded"}.get(choice.status, "")
    before = f"{choice.status} " if choice.status and not status else ""
    noun = _NOUNS[choice.kind][total != 1]
    when = f" {'as of' if choice.kind == 'actions' else 'up to'} {day(asked.as_of)}" if asked.as_of else ""
    since = f" since {day(asked.since)}" if asked.since else ""
    return f"{total:,} {before}{noun}{status}{since}{when}"


_NOUNS = {
    "actions": ("action", "actions"),
    "decisions": ("decision", "decisions"),
    "measures": ("figure", "figures"),
    "activities": ("activity", "activities"),
    "people": ("person", "people"),
    "terms": ("term", "terms"),
    "meetings": ("meeting", "meetings"),
}
