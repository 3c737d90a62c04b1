"""The page of one action: who owns it and how it stands, all that was said of it, and what people corrected."""

import datetime
import re
from collections.abc import Iterable

from index.register.actions import ActionRecord, ActionStatement, Correction
from ui.format import day
from ui.register import status_shown
from ui.web.columns import opened, owners, state, to
from ui.web.listing import STATUSES
from ui.web.words import safe

_ALIKE = re.compile(r"words ([01]\.\d\d)")
MOST_WORDS, MOST_NAME = 2_000, 100  # characters of a correction, and of who makes it
_SAID = {"agreed": "Agreed", "listed": "Listed again", "update": "Update"}
_KINDS = {"status": "Status set to", "owner": "Owner set to", "note": "Note:"}
_AMOUNTS = {"open": "still open", "done": "done", "superseded": "superseded"}
_SURE = ((0.85, "closely"), (0.65, "fairly well"), (0.0, "only loosely"))


def action(record: ActionRecord, as_of: datetime.date | None, note: str = "") -> str:
    """Return the page of an action; `note`, HTML already, says what the person just did."""
    long = ' class="long"' if len(record.text) > 60 else ""
    when = f" as of {day(as_of)}" if as_of else ""
    doubts = "".join(f'<p class="doubt">{safe(doubt)}</p>' for doubt in record.doubts)
    return (
        f'<p class="back">{to("/register", "All actions", kind="actions")}</p>{note}'
        f'<p class="trail">Action{when}</p><h1 tabindex="-1"{long}>{safe(record.text)}</h1>{_known(record, as_of)}'
        f"{doubts}<h2>What the papers say</h2>{_history(record)}{_corrections(record)}{_forms(record)}"
    )


def _known(record: ActionRecord, as_of: datetime.date | None) -> str:
    since = f' <span class="soft">since {day(record.since)}</span>' if record.since else ""
    minute = " ".join(filter(None, (record.minute, record.heading)))
    names = [name for owner in record.owners for name in (owner.name, owner.stated)]
    facts = {
        "Owner": owners(record.owners, as_of.isoformat() if as_of else "") + _by_hand(record, "owner", names),
        "Status": state(record.status, status_shown(record)) + since + _by_hand(record, "status", [record.status]),
        "Due": safe(record.due),
        "Meeting": day(record.meeting),
        "Minute": safe(minute),
        "Board": safe(record.board),
    }
    shown = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts.items() if value)
    return f'<dl class="known">{shown}</dl>'


def _by_hand(record: ActionRecord, kind: str, held: Iterable[str]) -> str:
    """Say who corrected what is shown, where what is shown is a correction."""
    told = [c for c in record.corrections if c.kind == kind]
    if not told or told[-1].value not in held:
        return ""
    return f'<span class="fixed">A correction by {_who(told[-1])}, not from the papers</span>'


def _who(correction: Correction) -> str:
    at = correction.at.replace(tzinfo=datetime.UTC).astimezone()
    return f"{safe(correction.by)} on {day(at)} at {at:%H:%M}"


def _history(record: ActionRecord) -> str:
    return f'<ol class="history">{"".join(_statement(record, s, n == 0) for n, s in enumerate(record.history))}</ol>'


def _statement(record: ActionRecord, statement: ActionStatement, first: bool) -> str:
    out = statement.doubtful or statement.wrong
    said = [f"{_SAID[statement.kind]}, {day(statement.date) or 'no date given'}"]
    if not first and statement.status in _AMOUNTS:
        said.append(_AMOUNTS[statement.status])
    facts = []
    if statement.owners:
        facts.append(f"Owner in this paper: {_inline(owners(statement.owners))}")
    if statement.moved_to:
        facts.append(f"Passed to: {_inline(owners(statement.moved_to))}")
    if statement.due:
        facts.append(f"Due: {safe(statement.due)}")
    facts += [f'<span class="doubt">{safe(doubt)}</span>' for doubt in statement.doubts]
    linked = "" if first else _link(record, statement)
    return (
        f"<li{' class=out' if out else ''}><h3>{safe(': '.join(said))}</h3>"
        f"<blockquote>{safe(statement.text)}</blockquote>"
        f'<p>{opened(statement.place)} <span class="soft">in {safe(statement.place.name)}</span></p>'
        f"{''.join(f'<p>{fact}</p>' for fact in facts)}{linked}</li>"
    )


def _inline(names: str) -> str:
    return names.replace("<br>", "; ")


def _link(record: ActionRecord, statement: ActionStatement) -> str:
    """Return why a statement is held to be about the action, how sure that is, and the way to say that it is not."""
    if statement.wrong:
        by = next((c for c in record.corrections if c.kind == "link" and c.statement == statement.key), None)
        return (
            f'<p class="fixed">Marked as not about this action{f" by {_who(by)}" if by else ""}: it does not count.</p>'
        )
    sure = next(words for least, words in _SURE if statement.score >= least)
    basis = _ALIKE.sub(lambda found: f"{float(found[1]):.0%} of the words alike", statement.basis)
    why = f": {safe(basis)}" if basis else ""
    if statement.doubtful:
        words = "Perhaps not about this action, so it changes neither owner nor status."
        shown = f'<p class="doubt">{words} It matches {sure}{why}.</p>'
    else:
        shown = f'<p class="soft">Taken to be about this action; it matches {sure}{why}.</p>'
    fields = f'<input type="hidden" name="statement" value="{safe(statement.key)}">{_NAME}'
    return shown + _form(record, "link", "Not about this action?", fields, "Mark as wrong")


# corrections


def _corrections(record: ActionRecord) -> str:
    if not record.corrections:
        return ""
    items = "".join(_correction(record, c) for c in record.corrections)
    return (
        '<h2>What people corrected</h2><p class="hint">Kept apart from the papers, with name and time.</p>'
        f'<ol class="history">{items}</ol>'
    )


def _correction(record: ActionRecord, c: Correction) -> str:
    if c.kind == "link":
        about = next((s for s in record.history if s.key == c.statement), None)
        words = f"Not about this action: what was said {_dated(about.date) if about else 'in a paper that is not here'}"
    else:
        words = f"{_KINDS[c.kind]} {STATUSES[c.value].lower() if c.kind == 'status' else c.value}"
    fields = f'<input type="hidden" name="correction" value="{c.row}">{_NAME}'
    back = _form(record, "withdraw", "Take this back?", fields, "Take it back")
    return f'<li class="by-hand"><h3>{safe(words)}</h3><p>Correction by {_who(c)}</p>{back}</li>'


def _dated(when: datetime.date | None) -> str:
    return f"on {day(when)}" if when else "without a date"


_NAME = f'<label>Your name<input name="by" type="text" autocomplete="name" required maxlength="{MOST_NAME}"></label>'


def _forms(record: ActionRecord) -> str:
    choices = "".join(f'<option value="{value}">{words}</option>' for value, words in STATUSES.items())
    status = f'<label>How it really stands<select name="value">{choices}</select></label>{_NAME}'
    owner = f'<label>Who really owns it<input name="value" type="text" required maxlength="{MOST_NAME}"></label>{_NAME}'
    note = (
        '<label class="wide">What else is to be known<textarea name="value" rows="3" required'
        f' maxlength="{MOST_WORDS}"></textarea></label>{_NAME}'
    )
    forms: Iterable[tuple[str, str, str, str]] = (
        ("status", "Set the status", status, "Set the status"),
        ("owner", "Set the owner", owner, "Set the owner"),
        ("note", "Add a note", note, "Add the note"),
    )
    shown = "".join(_form(record, kind, title, fields, button) for kind, title, fields, button in forms)
    return (
        '<h2>Correct this action</h2><p class="hint">A correction changes no paper. It is shown as a correction, with'
        f" your name and the time, wherever this action appears.</p>{shown}"
    )


def _form(record: ActionRecord, kind: str, title: str, fields: str, button: str) -> str:
    return (
        f'<details><summary>{title}</summary><form class="correct" method="post" action="/action">'
        f'<input type="hidden" name="id" value="{safe(record.id)}"><input type="hidden" name="kind" value="{kind}">'
        f"{fields}<button>{button}</button></form></details>"
    )
