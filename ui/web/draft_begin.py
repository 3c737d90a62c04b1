"""How a draft is begun, as plain HTML: the board and the quarter, what partners returned, and the drafts kept."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.drafting.returns import MOST_BYTES, MOST_FILES, MOST_NAME
from assistant.drafting.saved import Broken, Saved
from assistant.drafting.style import Style
from assistant.drafting.wanted import Wanted
from index.library import FileReport
from ui.format import day
from ui.web.drafts import BACK, address, counted
from ui.web.fragments import note
from ui.web.uploads import SUFFIXES
from ui.web.words import safe
from ui.web.working import Work

_TOP = '<h1 class="top" tabindex="-1">Draft</h1>'
_TOLD = (
    "<p>Draft a board’s quarterly update from its papers and from what partners return. Every line keeps its source,"
    " and what is missing is listed at the end.</p>"
)
_OUTCOMES = {
    "added": "Put in",
    "replaced": "Put in, in place of the older one of this name",
    "unchanged": "Here already",
    "same as": "Here already",
    "removed": "Taken out",
    "failed": "Not put in",
}


@dataclass(frozen=True, slots=True)
class Begun:
    """What the form of a new draft offers: `updates` are names and titles of papers whose manner can be taken."""

    asked: Wanted
    period: str
    style: Style
    returned: Sequence[tuple[str, str]]
    updates: Sequence[tuple[str, str]]


def start(
    boards: Sequence[str],
    quarters: Sequence[str],
    newest: str,
    kept: Sequence[Saved | Broken],
    work: Work | None,
    problem: str,
) -> str:
    """Return the tab: the work that is going on, the choice of board and quarter, and the drafts kept."""
    doing = going(work) if work else ""
    if boards:
        options = "".join(f"<option>{safe(board)}</option>" for board in boards)
        periods = "".join(f"<option{' selected' if q == newest else ''}>{safe(q)}</option>" for q in quarters)
        form = (
            '<form class="filters" action="/draft/new"><label class="wide">Board or partnership'
            f'<select name="board">{options}</select></label><label>Quarter<select name="period">{periods}</select>'
            '</label><span class="done"><button>Next</button></span></form>'
        )
    else:
        form = note("No papers of any board are here yet. Add some under Papers first.")
    return f"{_TOP}{_TOLD}{note(problem)}{doing}<section><h2>New draft</h2>{form}</section>{_kept(kept)}"


def _kept(kept: Sequence[Saved | Broken]) -> str:
    if not kept:
        none = "None yet. A draft is kept here as soon as it is made."
        return f'<section><h2>Drafts</h2><p class="hint">{none}</p></section>'
    items = "".join(_broken(one) if isinstance(one, Broken) else _one(one) for one in kept)
    return f'<section><h2>Drafts</h2><ul class="kept">{items}</ul></section>'


def _one(saved: Saved) -> str:
    draft = saved.draft
    bullets = [b for s in draft.sections for b in s.bullets] + list(draft.unplaced)
    shown = [b for b in bullets if not b.dropped]
    edited = sum(b.edited for b in shown)
    facts = (
        saved.priority,
        counted(len(shown), "line"),
        f"{edited:,} edited" if edited else "",
        f"changed {when(saved.changed)}",
    )
    told = "".join(f"<span>{safe(fact)}</span>" for fact in facts if fact)
    name = f"{draft.board}, {draft.period}"
    return (
        f'<li><h3><a href="{address("/draft/one", id=saved.id)}">{safe(name)}</a></h3>'
        f'<p class="facts soft">{told}</p>{_delete(saved.id, name)}</li>'
    )


def _broken(one: Broken) -> str:
    return f"<li><p>{safe(one.problem[:1].upper() + one.problem[1:])}.</p>{_delete(one.id, 'the damaged draft')}</li>"


def _delete(identity: str, name: str) -> str:
    return (
        f'<details><summary aria-label="Delete {safe(name)}">Delete</summary>'
        f'<form action="/draft/delete" method="post"><input type="hidden" name="id" value="{identity}">'
        '<p>It cannot be brought back.</p><button class="quiet">Delete this draft</button></form></details>'
    )


def when(moment: datetime.datetime) -> str:
    """Return a moment as this machine's clock has it: 4 March 2024, 10:32."""
    here = moment.astimezone()
    return f"{day(here.date())}, {here:%H:%M}"


def going(work: Work) -> str:
    """Return what is going on, followed until it has ended."""
    return (
        f'<section class="going"><h2 tabindex="-1">{safe(work.words)}</h2>'
        f'<div data-follow="/draft/progress?work={work.number}">{bar(work)}</div>'
        f'<p class="look"><a href="/draft/working?work={work.number}">See how far it is</a></p></section>'
    )


def bar(work: Work) -> str:
    """Return how far a piece of work is, and for how long it has been going on."""
    said = work.said or "Looking through the papers"
    return (
        f'<progress aria-label="{safe(work.words)}"></progress><p>{safe(said)}: {counted(work.seconds, "second")}</p>'
    )


def working(work: Work) -> str:
    """Return the page of work that is going on."""
    return f'<h1 class="top" tabindex="-1">{safe(work.words)}</h1>{going(work)}'


def ended(work: Work) -> str:
    """Return the page of work that came to nothing."""
    return f'{BACK}<h1 tabindex="-1">Not done</h1>{note(work.problem)}<p><a href="{safe(work.back)}">Go back</a></p>'


def new(begun: Begun, reports: Sequence[FileReport] = (), problem: str = "", text: str = "", partner: str = "") -> str:
    """Return the page of a new draft: what partners returned, and what it is to be like."""
    board, period = safe(begun.asked.board), safe(begun.asked.period.label)
    hidden = (
        f'<input type="hidden" name="board" value="{board}"><input type="hidden" name="period"'
        f' value="{safe(begun.period)}">'
    )
    return (
        f'{BACK}<h1 tabindex="-1" class="long">{board}: update for {period}</h1>{note(problem)}'
        f"{_reported(reports)}{_returns(begun, hidden, text, partner)}{_make(begun, hidden)}"
    )


def _reported(reports: Sequence[FileReport]) -> str:
    items = "".join(
        f"<li><strong>{safe(r.title or r.path.name)}</strong>: {_OUTCOMES[r.outcome]}"
        f"{' – ' if r.detail else ''}{safe(r.detail)}</li>"
        for r in reports
    )
    return f'<div class="note"><ul class="reports">{items}</ul></div>' if reports else ""


def _returns(begun: Begun, hidden: str, text: str, partner: str) -> str:
    items = "".join(
        f"<li>{safe(title)}{f' <span class=soft>{safe(name)}</span>' if name != title else ''}</li>"
        for title, name in begun.returned
    )
    there = f'<ul class="reports">{items}</ul>' if items else '<p class="hint">None are in yet.</p>'
    out = '<p class="hint">One that should not be here is taken out under Papers.</p>' if items else ""
    limit = f"Up to {MOST_FILES} files of {MOST_BYTES // 1_000_000} MB each: e-mails, Word, spreadsheets, PDF or text."
    return (
        f"<section><h2>What partners returned</h2>{there}{out}<details{' open' if text or partner else ''}>"
        '<summary>Put in a return</summary><form class="begin" action="/draft/returns" method="post"'
        f' enctype="multipart/form-data">{hidden}<label>Partner<input name="partner" maxlength="{MOST_NAME}"'
        f' value="{safe(partner)}" autocomplete="off"></label><label>Paste the return'
        f'<textarea name="text" rows="8" dir="auto">{safe(text)}</textarea></label><div><label for="files">Or choose'
        f' files</label><span class="hint" id="files-hint">{limit}</span><input id="files" name="files" type="file"'
        f' multiple accept="{",".join(SUFFIXES)}" aria-describedby="files-hint"></div>'
        "<div><button>Put this in</button></div></form></details></section>"
    )


def _make(begun: Begun, hidden: str) -> str:
    style = begun.style
    every = "".join(f"<option>{safe(p.heading)}</option>" for p in style.priorities)
    likes = "".join(f'<option value="{safe(name)}">{safe(title)}</option>' for name, title in begun.updates)
    usual = f"As usual: {style.like or 'the strategy’s priorities'}"
    notes = "".join(f'<p class="hint">{safe(words)}</p>' for words in style.notes)
    return (
        f'<section><h2>Make a draft</h2>{notes}<form class="begin" action="/draft/make" method="post">{hidden}'
        f'<label>Priorities<select name="priority"><option value="">All {len(style.priorities)}</option>{every}'
        '</select></label><label>Follow the manner of<select name="like">'
        f'<option value="">{safe(usual)}</option>{likes}</select></label>'
        "<div><button>Make a draft</button></div></form></section>"
    )
