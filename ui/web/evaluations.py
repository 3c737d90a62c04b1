"""The Evaluate tab as plain HTML: how a set is asked, how far that is, the runs, and two of them compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from eval.aggregates import Estimate
from eval.comparing import Change, Comparison
from eval.reporting.compared import Compared
from eval.reporting.outcomes import NAMES, outcome_of
from eval.reporting.wording import REASONS, between, counted, day, percent
from eval.rows import Row
from eval.set_files import SUFFIXES
from ui.web.asking import Progress
from ui.web.fragments import note
from ui.web.questions import expected
from ui.web.words import safe

MOST_BYTES = 20_000_000
MOST_QUESTIONS = 10_000
MOST_NAME = 80
BACK = '<p class="back"><a href="/evaluate">All runs</a></p>'
_MOST_SHOWN = 200  # questions of a comparison, better or worse
_FILES = {"html": "HTML", "md": "Markdown", "csv": "CSV"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A run as it is listed: `right` is None where it has not been scored, `kept` tells that its questions are here."""

    name: str
    set: str
    started: str
    questions: int
    asked: int
    finished: bool
    right: Estimate | None
    kept: bool


def address(path: str, **given: str) -> str:
    """Return an address as HTML."""
    return safe(f"{path}?{urlencode(given)}")


# asking a set


def begin(name: str) -> str:
    """Return the form that takes a set, with the name of the run as it was typed."""
    kinds = ", ".join(SUFFIXES)
    return (
        '<section><h2>Ask a set of questions</h2><p>Write your questions into the <a href="/evaluate/template.xlsx"'
        " download>template (Excel)</a>, each with what a right answer says, and choose the file here.</p>"
        '<form class="begin" action="/evaluate/begin" method="post" enctype="multipart/form-data">'
        '<div><label for="set">Your file of questions</label><span class="hint" id="set-hint">'
        f"Ending in {kinds}; up to {MOST_QUESTIONS:,} questions.</span>"
        f'<input id="set" name="set" type="file" accept="{",".join(SUFFIXES)}" required aria-describedby="set-hint">'
        '</div><div><label for="name">A name for the run</label><span class="hint" id="name-hint">Letters, digits,'
        " spaces, dots and dashes. Left empty, it is named for the file and the time.</span>"
        f'<input id="name" name="name" maxlength="{MOST_NAME}" value="{safe(name)}" aria-describedby="name-hint"'
        ' autocomplete="off"></div><div><button>Ask these questions</button></div></form></section>'
    )


def collected(number: int, busy: bool) -> str:
    """Return what can be done with the questions kept from conversations."""
    if not number:
        told = "None yet. Choose “Not right?” under an answer to keep its question here."
        return f'<section><h2>Questions from conversations</h2><p class="hint">{told}</p></section>'
    ask = "" if busy else _do("/evaluate/kept/begin", "Ask them", {}, "")
    return (
        f'<section><h2>Questions from conversations</h2><div class="do"><span>{counted(number, "question")}</span>'
        '<a href="/evaluate/questions">See and change them</a>'
        f'<a href="/evaluate/questions.jsonl" download>Download them</a>{ask}</div></section>'
    )


def going(progress: Progress) -> str:
    """Return the bar of the run that is asked, and the way to stop it."""
    stop = "" if progress.stopping or progress.scoring else '<button class="quiet">Stop</button>'
    return (
        f'<section class="going"><h2>Asking: {safe(progress.run)}</h2>'
        f'<div data-follow="/evaluate/progress">{bar(progress)}</div>'
        f'<form action="/evaluate/stop" method="post">{stop}'
        ' <a class="look" href="/evaluate">See how far it is</a></form></section>'
    )


def bar(progress: Progress) -> str:
    """Return how far a run is."""
    if progress.scoring:
        words = "Putting the report together…"
    elif progress.stopping:
        words = "Stopping after this question…"
    else:
        words = f"Question {min(progress.done + 1, progress.total):,} of {progress.total:,}"
    if progress.judged:
        words += f" · {percent(progress.right / progress.judged)} right so far"
    return (
        f'<progress max="{progress.total}" value="{progress.done}" aria-label="Questions asked"></progress>'
        f"<p>{safe(words)}</p>"
    )


def ended(progress: Progress) -> str:
    """Return what became of the run that was asked last."""
    name = f"“{safe(progress.run)}”"
    if progress.ended == "complete":
        share = f": {progress.right:,} of {counted(progress.judged, 'question')} right" if progress.judged else ""
        return f'<p class="note">{name} is complete{share}. {_report(progress.run, "Read the report")}</p>'
    if progress.ended == "stopped":
        so_far = f"{progress.done:,} of {counted(progress.total, 'question')}"
        return note(f"“{progress.run}” was stopped after {so_far}. They are kept: choose “Go on” to ask the rest.")
    return note(f"“{progress.run}” has ended: {progress.ended}.")


# the runs


def runs(listed: Sequence[Listed], busy: bool) -> str:
    """Return the table of the runs, newest first, with what can be done with each."""
    if not listed:
        return '<section><h2>Runs</h2><p class="hint">No set has been asked yet.</p></section>'
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Run", "Set", "Date", "Questions", "Right", "Save as"))
    rows = "".join(_run(run, busy) for run in listed)
    return (
        '<section><h2>Runs</h2><div class="scroll" tabindex="0" role="region" aria-label="Runs">'
        f'<table class="cards still"><thead><tr>{heads}<th scope="col"><span class="unseen">Do</span></th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{_choose(listed)}</section>"
    )


def _run(run: Listed, busy: bool) -> str:
    questions = f"{run.questions:,}" if run.finished else f"{run.asked:,} of {run.questions:,}"
    saves = "".join(
        f'<a href="{address("/evaluate/report", run=run.name, form=form)}&amp;save=yes" download'
        f' aria-label="{words}, the report of {safe(run.name)}">{words}</a>'
        for form, words in _FILES.items()
    )
    when = f'{safe(day(run.started))}<span class="under">{safe(run.started[11:16])}</span>'
    about = f'<span class="unseen"> with {safe(run.name)}</span>'
    fields = {"run": run.name}
    on = "" if run.finished or busy or not run.kept else _do("/evaluate/go-on", "Go on", fields, about)
    again = "" if busy or not run.kept else _do("/evaluate/again", "Ask again", fields, about)
    return (
        f'<tr><td class="main">{_report(run.name, safe(run.name))}</td>'
        f'<td class="set" data-label="Set">{safe(run.set)}</td>'
        f'<td class="day" data-label="Date">{when}</td><td data-label="Questions">{questions}</td>'
        f'<td data-label="Right">{_right(run.right)}</td><td class="saves" data-label="Save as">{saves}</td>'
        f'<td><div class="do">{on}{again}</div></td></tr>'
    )


def _right(right: Estimate | None) -> str:
    if right is None or not right.count:
        return "–"
    spread = between("right", right.low, right.high)
    return percent(right.mean) + (f'<span class="under">likely {spread}</span>' if right.low < right.high else "")


def _report(run: str, words: str) -> str:
    spoken = f"{words}: the report, opens in a new tab"
    return (
        f'<a href="{address("/evaluate/report", run=run)}" target="_blank" rel="noopener"'
        f' aria-label="{spoken}">{words}</a>'
    )


def _do(action: str, words: str, fields: dict[str, str], about: str) -> str:
    hidden = "".join(f'<input type="hidden" name="{n}" value="{safe(v)}">' for n, v in fields.items())
    return f'<form action="{action}" method="post">{hidden}<button class="link">{words}{about}</button></form>'


def _choose(listed: Sequence[Listed]) -> str:
    """Return the form that compares two runs: the newest, and the last complete one of its set if there is one."""
    scored = [run for run in listed if run.right is not None]
    if len(scored) < 2:
        return ""
    first, *others = scored
    second = max(others, key=lambda run: (run.set == first.set, run.finished))
    names = [run.name for run in scored]
    fields = (("run", "Compare", first.name), ("other", "with the earlier", second.name))
    return (
        '<form class="filters compare" action="/evaluate/compare" method="get">'
        f"{''.join(_select(name, label, names, chosen) for name, label, chosen in fields)}"
        '<div class="done"><button>Compare</button></div></form>'
    )


def _select(name: str, label: str, names: Sequence[str], chosen: str) -> str:
    options = "".join(
        f'<option value="{safe(run)}"{" selected" if run == chosen else ""}>{safe(run)}</option>' for run in names
    )
    return f'<label class="wide">{label}<select name="{name}">{options}</select></label>'


# two runs compared


def comparison(run: str, other: str, told: Compared, found: Comparison) -> str:
    """Return what got better and worse in a run since another, with the questions behind it."""
    words = "".join(f"<p>{safe(line)}</p>" for line in told.words)
    return (
        f'{BACK}<h1 tabindex="-1">{safe(run)} compared with {safe(other)}</h1><div class="told">{words}</div>'
        f"{_changes('Got worse', found.worse)}{_changes('Got better', found.better)}"
    )


def _changes(title: str, changes: Sequence[Change]) -> str:
    if not changes:
        return ""
    more = len(changes) - _MOST_SHOWN
    rest = f'<p class="hint">And {more:,} more.</p>' if more > 0 else ""
    return f"<h2>{title} ({len(changes):,})</h2>{''.join(map(_change, changes[:_MOST_SHOWN]))}{rest}"


def _change(change: Change) -> str:
    example = change.after.example
    before, after = outcome_of(change.before, change.before_scores), outcome_of(change.after, change.after_scores)
    became = f"{NAMES[before]} → {NAMES[after]}" if before != after else NAMES[after]
    earlier = f'<p class="soft">After: {safe(" / ".join(example.history))}</p>' if example.history else ""
    return (
        f'<details class="change"><summary>{safe(example.question)}</summary><p class="soft">{safe(became)}</p>'
        f"{earlier}{expected(example)}<h3>Before</h3>{_said(change.before)}<h3>Now</h3>{_said(change.after)}</details>"
    )


def _said(row: Row) -> str:
    if row.error:
        return f"<p>It failed: {safe(row.error)}</p>"
    refused = f"<p><strong>Refused. {REASONS.get(row.reason, '')}.</strong></p>" if row.reason else ""
    lines = "".join(f"<p>{safe(line)}</p>" for line in row.answer.splitlines() if line.strip())
    return f"<blockquote>{refused}{lines or '<p>No answer.</p>'}</blockquote>"
