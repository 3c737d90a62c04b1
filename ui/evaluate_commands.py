"""The commands that measure how right the answers are: evaluate, and runs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.choices import Mistake
from ui.options import Json, library_of, settings_of

if TYPE_CHECKING:
    from eval.asking import System
    from eval.examples import Example
    from eval.gate import Bound
    from eval.runs import Run
    from index.library import Library

RunName = Annotated[str, typer.Argument(metavar="RUN", help="The run's name, as `partnership runs` lists it.")]
Against = Annotated[str, typer.Option("--against", metavar="RUN", help="Compare with that run, question by question.")]

runs = typer.Typer(
    invoke_without_command=True, help="List the runs of question sets, compare two, or report one again."
)


def add_to(app: typer.Typer) -> None:
    """Add the commands of evaluation."""
    app.command(
        epilog="Example: partnership evaluate --template questions.xlsx\n\n"
        "Example: partnership evaluate questions.xlsx --name june --against may --baseline naive-llamaindex\n\n"
        "Example: partnership evaluate questions.xlsx --rescore june"
    )(evaluate)
    app.add_typer(runs, name="runs", epilog="Example: partnership runs compare june may")


def evaluate(
    ctx: typer.Context,
    question_set: Annotated[
        Path | None,
        typer.Argument(metavar="[SET]", help="Questions with what is expected: a file, or a folder of them."),
    ] = None,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What to call the run.")] = "",
    against: Against = "",
    baseline: Annotated[
        str, typer.Option("--baseline", metavar="SYSTEM", help="Ask naive-llamaindex the same questions too.")
    ] = "",
    gate: Annotated[
        Path | None, typer.Option("--gate", metavar="FILE", help="TOML with floors; exit code 1 where one is missed.")
    ] = None,
    split: Annotated[
        str, typer.Option("--split", metavar="PART", help="Only the dev or the test part of the set.")
    ] = "",
    rescore: Annotated[
        str, typer.Option("--rescore", metavar="RUN", help="Score a run again, by a corrected SET if one is given.")
    ] = "",
    template: Annotated[
        Path | None, typer.Option("--template", metavar="FILE", help="Write a workbook to fill in with questions.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask a set of questions, and measure how right the answers are.

    What was asked is kept as a run, with a report to open in the browser. A run that was stopped goes on where it was
    when the same command is given again.
    """
    if template is not None:
        return _template(template)
    from eval import gate as gates
    from eval.runs import find

    bounds = gates.load(gate) if gate else []
    if baseline not in ("", "naive-llamaindex"):
        raise Mistake(f'there is no baseline "{baseline}": write naive-llamaindex')
    library = library_of(ctx)
    other = find(library.home, against) if against else None
    if rescore:
        run = _renewed(library, find(library.home, rescore), question_set)
    elif question_set is None:
        raise Mistake("name a question set, or get one to fill in: partnership evaluate --template questions.xlsx")
    else:
        run = _asked(library, question_set, name, bool(baseline), split, as_json)
    _finish(run, other, bounds, as_json)


@runs.callback()
def list_runs(ctx: typer.Context, as_json: Json = False) -> None:
    """List the runs of question sets, newest first."""
    if ctx.invoked_subcommand:
        return
    from eval.runs import runs as kept
    from ui import format
    from ui.evaluate_tables import run_dict, runs_table

    found = kept(settings_of(ctx).home.expanduser())
    if as_json:
        for run in found:
            format.print_json(run_dict(run))
    elif found:
        format.console().print(runs_table(found))
    else:
        typer.echo("No question set was asked yet. Ask one: partnership evaluate SET", err=True)


@runs.command(epilog="Example: partnership runs compare june may")
def compare(
    ctx: typer.Context,
    run: RunName,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The earlier run to compare it with.")],
    as_json: Json = False,
) -> None:
    """Show what got better and worse in a run since another, and what of that is more than chance.

    Both are scored anew by today's measures.
    """
    from eval.runs import find

    home = settings_of(ctx).home.expanduser()
    _finish(find(home, run), find(home, other), [], as_json)


@runs.command(epilog="Example: partnership runs report june")
def report(ctx: typer.Context, run: RunName, against: Against = "", as_json: Json = False) -> None:
    """Score a run anew and write its report again: HTML, Markdown and CSV."""
    from eval.runs import find

    home = settings_of(ctx).home.expanduser()
    _finish(find(home, run), find(home, against) if against else None, [], as_json)


def _template(path: Path) -> None:
    from eval.set_template import write_template

    if path.suffix.lower() != ".xlsx":
        raise Mistake(f"{path} is no Excel workbook: give it a name that ends in .xlsx")
    if path.exists():
        raise Mistake(f"{path} is there already: give another name, so that no questions are lost")
    write_template(path)
    typer.echo(f"{path} is ready to be filled in. Then: partnership evaluate {path}")


def _examples(library: "Library", question_set: Path, split: str) -> "list[Example]":
    """Return the questions of a set, kept to a part of it; raises where one cannot be asked of the library."""
    from eval.asking import in_library
    from eval.sets import load

    if split not in ("", "dev", "test"):
        raise Mistake(f'a set has no part "{split}": write dev or test')
    if not library.catalogue.documents():
        raise Mistake("no papers are in the library yet: put some in with partnership ingest FOLDER")
    examples = [e for e in load(question_set.expanduser()) if split in ("", e.split)]
    if not examples:
        raise Mistake(f"no question of {question_set} is in its {split} part: leave --split out")
    return in_library(library, examples)


def _renewed(library: "Library", run: "Run", question_set: Path | None) -> "Run":
    """Return a run, its expectations taken from a set if one is given."""
    if question_set is not None:
        examples = _examples(library, question_set, run.about.get("split", ""))
        run.renew(examples)
        if run.baseline:
            run.baseline.renew(examples)
    return run


def _asked(library: "Library", question_set: Path, name: str, baseline: bool, split: str, as_json: bool) -> "Run":
    """Ask what was not asked yet, of the assistant and where it is wanted of the baseline."""
    from eval.asking import Partnership, about
    from eval.runs import begin, folder_of, interrupted, name_for
    from ui.format import waiting

    examples = _examples(library, question_set, split)
    own = Partnership(library)
    told = about(library, examples, own, question_set.resolve().stem, split)
    stopped = None if name else interrupted(library.home, told)
    run = begin(stopped.folder if stopped else folder_of(library.home, name or name_for(question_set)), told)
    if run.complete and not (baseline and run.baseline is None):
        raise Mistake(f'the run "{run.name}" is complete: give this one another --name, or --rescore {run.name}')
    _ask(run, run, examples, own, as_json)
    if baseline:
        from eval.baseline import NaiveLlamaIndex

        with waiting("Putting the papers into the baseline’s index"):
            plain = NaiveLlamaIndex(library)
        theirs = about(library, examples, plain, question_set.resolve().stem, split) | {"unread": plain.unread}
        _ask(begin(run.baseline_folder, theirs), run, examples, plain, as_json)
    return run


def _ask(part: "Run", run: "Run", examples: "list[Example]", system: "System", as_json: bool) -> None:
    """Ask a system what it was not asked yet, behind a bar while somebody watches."""
    from eval.runs import ask_all
    from ui.evaluate_tables import asking

    before = 0 if part.finished else len(part.asked())
    if part.finished:
        return
    if not as_json:
        again = f", {before:,} of them before" if before else ""
        typer.echo(f"Asking {system.name} {len(examples):,} questions{again}: run {run.name}")
    try:
        for _ in asking(ask_all(examples, system, part), before, len(examples), as_json):
            pass
    except KeyboardInterrupt as error:
        done = len(part.asked())
        raise Mistake(
            f"stopped after {done:,} of {len(examples):,} questions; the same command goes on from there"
        ) from error


def _finish(run: "Run", other: "Run | None", bounds: "list[Bound]", as_json: bool) -> None:
    """Print what a run comes to; ends with exit code 1 where it does not keep to a bound."""
    from eval.finishing import finish
    from eval.gate import failures
    from ui import format
    from ui.evaluate_tables import finished_dict, show

    with format.waiting("Scoring the answers"):
        finished = finish(run, other)
    missed = failures(bounds, finished.run.summary)
    if as_json:
        format.print_json(finished_dict(finished) | {"gate": [str(failure) for failure in missed]})
    else:
        show(finished)
        if bounds and not missed:
            typer.echo(f"The gate is kept: {len(bounds)} of {len(bounds)}.")
    for failure in missed:
        typer.echo(f"partnership: the gate is not kept: {failure}", err=True)
    if missed:
        raise typer.Exit(1)
