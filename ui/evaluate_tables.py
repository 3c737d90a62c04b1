"""Runs in the terminal: the bar while one is asked, what it comes to, what changed since another; the same as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from ui.format import console, plain

if TYPE_CHECKING:
    from eval.comparing import Change, Comparison
    from eval.finishing import Finished
    from eval.reporting.scored import Beside
    from eval.rows import Row
    from eval.runs import Run

_WIDE = 100
_LISTED = 20  # questions that got better or worse; the report has all


def asking(rows: "Iterable[Row]", before: int, total: int, as_json: bool) -> "Iterator[Row]":
    """Pass rows on behind a bar; each that failed is told."""
    target = console(stderr=True)
    columns = (TextColumn("Asking"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    quiet = as_json or not target.is_terminal
    with Progress(*columns, console=target, transient=True, disable=quiet) as progress:
        task = progress.add_task("", total=total, completed=before)
        for row in rows:
            if row.error:
                target.print(plain(f"{row.example.id} failed: {row.error}"), style="red", soft_wrap=True)
            progress.advance(task)
            yield row


def show(finished: "Finished") -> None:
    """Print what a run comes to, beside its baseline and another run."""
    target = console()
    beside = [other for other in (finished.against, finished.baseline) if other]
    target.print(_measures(finished, beside, target.width))
    if beside:
        target.print("* differs by more than chance on the questions that both were asked", style="dim")
    if finished.baseline and (unread := finished.baseline.run.about.get("unread")):
        _show_unread(finished, len(unread))
    target.print(_kinds(finished, beside))
    if finished.against:
        _show_changes(finished.against)
    target.print(f"Report: {finished.report}", soft_wrap=True)


def _show_unread(finished: "Finished", unread: int) -> None:
    from eval.reporting.wording import percent

    words = f"The baseline cannot read {unread:,} of the papers."
    if fair := finished.readable:
        words += (
            f" On the {fair.n:,} questions about others, {percent(fair.after)} of the facts are put before the reader,"
            f" by the baseline {percent(fair.before)}."
        )
    console().print(words, soft_wrap=True)


def _measures(finished: "Finished", beside: "Sequence[Beside]", width: int) -> Table:
    """Every measure and how many questions it is of, with its interval where there is room, and those of other runs."""
    from eval.reporting.measures import groups

    intervals = ("95 % interval",) if width >= _WIDE else ()
    table = _table("", finished.run.name, *intervals, "", *(other.run.name for other in beside))
    for group in groups(finished.run, beside):
        table.add_row(Text(group.title, style="bold"))
        for line in group.rows:
            between = (_short(line.interval),) if intervals else ()
            others = (_marked(_short(cell.value), cell.words) for cell in line.others)
            table.add_row(
                "  " + line.label, _short(line.value), *between, Text(line.count.strip(), style="dim"), *others
            )
    return table


def _short(words: str) -> str:
    return words.replace(" seconds", " s").replace(" to ", "–")


def _marked(value: str, words: str) -> Text:
    return Text.assemble(value, (" *", "bold") if "More than chance" in words else "")


def _kinds(finished: "Finished", beside: "Sequence[Beside]") -> Table:
    """How many are right of each kind of question."""
    from eval.reporting.wording import value

    table = _table("Right, by kind", finished.run.name, "", *(other.run.name for other in beside))
    for kind, group in finished.run.summary.by_kind.items():
        runs = (other.run.summary.by_kind.get(kind) for other in beside)
        others = (value("right", found.metrics["right"].mean) if found else "–" for found in runs)
        of = Text(f"of {group.rows:,}", style="dim")
        table.add_row("  " + kind, value("right", group.metrics["right"].mean), of, *others)
    return table


def _show_changes(against: "Beside") -> None:
    """Print which questions got better and worse, and how sure each difference is."""
    found, target = against.comparison, console()
    counts = f"{len(found.better):,} better, {len(found.worse):,} worse, {found.same:,} the same"
    target.print(f"\nAgainst {against.run.name}: {counts}", soft_wrap=True)
    for words, ids in (("no longer asked", found.missing), ("asked anew", found.added), ("changed", found.changed)):
        if ids:
            more = ", …" if len(ids) > _LISTED else ""
            target.print(f"  {len(ids):,} {words}: {plain(', '.join(ids[:_LISTED]))}{more}", soft_wrap=True)
    for words, changes, style in (("worse", found.worse, "red"), ("better", found.better, "green")):
        for change in changes[:_LISTED]:
            question = plain(f"{change.after.example.id}  {change.after.example.question}")
            target.print(Text.assemble((f"  {words:<7}", style), question), soft_wrap=True)
        if len(changes) > _LISTED:
            target.print(f"  … and {len(changes) - _LISTED:,} more {words}: see the report")
    target.print(_significance(found))


def _significance(found: "Comparison") -> Table:
    from eval.reporting.wording import value
    from eval.scoring import METRICS

    table = _table("Since then", "before", "after", "up", "down", "of", "p")
    for d in found.differences:
        if d.higher + d.lower:
            sure = Text("< .001" if d.p < 0.001 else f"{d.p:.3f}", style="bold" if d.significant else "dim")
            numbers = (f"{n:,}" for n in (d.higher, d.lower, d.n))
            table.add_row(METRICS[d.metric], value(d.metric, d.before), value(d.metric, d.after), *numbers, sure)
    return table


def runs_table(found: "Sequence[Run]") -> Table:
    """One line a run."""
    table = _table("Run", "Set", "Part", "Questions", "Started", "State")
    for run in found:
        about = run.about
        state = "complete" if run.complete else f"stopped after {len(run.asked()):,}"
        started = about["started"].replace("T", " ")[:16]
        names = (plain(str(about.get(name) or "")) for name in ("set", "split"))
        table.add_row(run.name, *names, f"{about.get('questions', 0):,}", started, state)
    return table


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for n, name in enumerate(columns):
        table.add_column(name, overflow="fold", no_wrap=n > 0, min_width=None if n else 30)
    return table


# as JSON


def run_dict(run: "Run") -> dict[str, Any]:
    """Return what run.json tells, with the run's name and folder."""
    return {"run": run.name, "folder": str(run.folder), "complete": run.complete, **run.about}


def finished_dict(finished: "Finished") -> dict[str, Any]:
    """Return what a run comes to, beside its baseline and another run."""
    return {
        "run": finished.run.name,
        "folder": str(finished.report.parent),
        "report": str(finished.report),
        "about": finished.run.about,
        "summary": finished.run.summary.as_dict(),
        "baseline": _beside_dict(finished.baseline),
        "against": _beside_dict(finished.against),
    }


def _beside_dict(other: "Beside | None") -> dict[str, Any] | None:
    if other is None:
        return None
    found = other.comparison
    return {
        "run": other.run.name,
        "summary": other.run.summary.as_dict(),
        "better": _ids(found.better),
        "worse": _ids(found.worse),
        "same": found.same,
        "missing": found.missing,
        "added": found.added,
        "changed": found.changed,
        "differences": [asdict(difference) for difference in found.differences],
    }


def _ids(changes: "Sequence[Change]") -> list[str]:
    return [change.after.example.id for change in changes]
