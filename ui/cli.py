"""The command `partnership`. What is heavy is imported inside the command that needs it: the others stay quick."""

import contextlib
import importlib.metadata
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui import brief_commands, draft_commands, evaluate_commands, register_commands
from ui.choices import Mistake, chosen
from ui.failures import Commands
from ui.options import AsOf, Board, Json, Name, Since, Until, Written, assistant_of, library_of, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.answer import Answer
    from index.library import FileReport

_START = """[bold]Start like this[/bold]

  partnership ingest ~/papers

  partnership ask "Who owns the action on the taxi marshals?"

  partnership serve

Every answer names the paper, page and section it stands in. Nothing leaves this computer."""

app = typer.Typer(
    cls=Commands,
    name="partnership",
    help="Ask a community safety partnership's papers, and read an answer that shows where it stands.",
    epilog=_START,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
papers = typer.Typer(invoke_without_command=True, help="List the papers in the library, show one, or take one out.")
app.add_typer(papers, name="documents", epilog='Example: partnership documents show "minutes-2024-06.docx"')


def main() -> None:
    """Run the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"partnership {importlib.metadata.version('partnership-assistant')}")
        raise typer.Exit


@app.callback()
def common(
    ctx: typer.Context,
    home: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where the library lives (or set PARTNERSHIP_HOME).")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Keep what holds for every command."""
    ctx.obj = home


@app.command(epilog="Example: partnership ingest ~/papers minutes.docx")
def ingest(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, or folders with all in them.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read everything and say what would happen; change nothing.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Put papers in.

    A file that is there already is left alone, a changed one is replaced, one that cannot be read is named with the
    reason. You can stop at any time and run the same command again.
    """
    from index.library import FileReport, files_under
    from ui.progress import shown

    nowhere = "there is no such file or folder: check the name"
    missing = [FileReport(p, "failed", nowhere) for p in paths if not p.exists()]
    files = list(dict.fromkeys(files_under(p for p in paths if p.exists())))
    if not files and not missing:
        raise Mistake(f"no files in {', '.join(str(p) for p in paths)}: name a folder that holds papers")
    reports = [*shown(missing, len(missing), as_json), *shown(_ingested(ctx, files, dry_run), len(files), as_json)]
    outcomes = ("added", "replaced", "unchanged", "same as", "removed", "failed")
    counts = {outcome: sum(r.outcome == outcome for r in reports) for outcome in outcomes}
    if not as_json:
        summary = ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count)
        typer.echo(f"would be: {summary}; nothing has been changed" if dry_run else summary)
    if counts["failed"] == len(reports):
        raise typer.Exit(1)


def _ingested(ctx: typer.Context, files: list[Path], dry_run: bool) -> "Iterable[FileReport]":
    if dry_run:
        from index.preview import preview

        return preview(settings_of(ctx), files)
    return library_of(ctx).ingest(files) if files else ()


@papers.callback()
def documents(ctx: typer.Context, as_json: Json = False) -> None:
    """List the papers in the library, newest first; or show one, or take one out."""
    if ctx.invoked_subcommand:
        return
    from ui import format
    from ui.papers import relations, told

    library = library_of(ctx)
    rows = library.catalogue.documents()
    related: dict[str, list[Any]] = {}
    for relation in relations(library):
        related.setdefault(relation["document"], []).append(relation)
    if as_json:
        for row in rows:
            format.print_json(format.document_dict(row) | {"relations": related.get(row.id, [])})
    elif rows:
        lines = {identity: [told(relation) for relation in found] for identity, found in related.items()}
        target = format.console()
        target.print(format.documents_table(rows, lines, target.width))
        typer.echo(f"\n{len(rows)} documents")
    else:
        typer.echo("No papers are in the library yet. Put some in: partnership ingest FOLDER", err=True)


@papers.command(
    epilog="Example: partnership documents show 2024-03-12-agenda-pack.pdf\n\n"
    "Example: partnership documents show ~/Downloads/minutes.docx --full"
)
def show(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A paper's name or id, or any file: it is only read.")],
    full: Annotated[bool, typer.Option("--full", help="Every paragraph and every row of every table.")] = False,
    as_json: Json = False,
) -> None:
    """Show what was understood of a paper, so that you can check it.

    What the paper says about itself and where, its parts, sections, tables and people, and what was odd about it. A
    file that is not in the library is read and shown too; nothing is changed.
    """
    from ui import format
    from ui.showing import show as printed

    known = _understood(ctx, name, full)
    if as_json:
        format.print_json(known)
    else:
        printed(known, full)


def _understood(ctx: typer.Context, name: str, full: bool) -> dict[str, Any]:
    from ui import papers
    from ui.understood import understood

    settings = settings_of(ctx)
    is_file = Path(name).expanduser().is_file()
    if is_file and not (settings.home.expanduser() / "catalogue.sqlite").is_file():
        return understood(papers.read_here(Path(name).expanduser(), settings), full)
    library = library_of(ctx)
    row = papers.held(library, name) if is_file else papers.found(library, name)
    if row is None:
        return understood(papers.read_here(Path(name).expanduser(), settings), full)
    return understood(papers.document(library, row), full) | papers.kept(library, row)


@papers.command(epilog="Example: partnership documents remove 2024-03-12-agenda-pack.pdf")
def remove(ctx: typer.Context, name: Name) -> None:
    """Take a paper out of the library, or all that came in one archive. The file you put in stays where it is."""
    from ui.papers import found

    library = library_of(ctx)
    if name.lower().endswith(".zip") and (inside := library.packed_in(name.removeprefix("./"))):
        library.remove(name.removeprefix("./"))
        return typer.echo(f"removed {len(inside)} papers of {name}")
    row = found(library, name)
    library.remove(row.id)
    typer.echo(f"removed {row.name}")


@app.command(epilog='Example: partnership search "taxi marshals" --kind minutes --since 2024')
def search(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="What to look for.")],
    board: Board = "",
    kind: Annotated[str, typer.Option(metavar="WORDS", help="Only this kind of paper: minutes, strategy, ...")] = "",
    since: Since = "",
    until: Until = "",
    k: Annotated[int, typer.Option("--k", min=1, max=100, help="How many passages.")] = 5,
    as_json: Json = False,
) -> None:
    """Find passages, by their words and by their meaning; the best first."""
    from index.search import Search
    from ui import format

    wanted = format.sound(" ".join(words)).strip()
    if not wanted:
        raise Mistake('say what to look for: partnership search "taxi marshals"')
    library = library_of(ctx)
    filters = chosen(library, board, kind, since, until)
    with format.waiting("Looking through the papers"):
        passages = Search(library).hybrid(wanted, k, filters)
    for rank, passage in enumerate(passages, 1):
        if as_json:
            format.print_json(format.passage_dict(rank, passage))
        else:
            format.print_lines(format.passage_lines(rank, passage, wanted))
    if not passages:
        typer.echo("Nothing was found: try other words, or fewer filters.", err=True)


@app.command(
    epilog='Example: partnership ask "And in Q3?" --history "What was done on hate crime in Q2?"\n\n'
    "Example: partnership ask --batch questions.jsonl > answers.jsonl"
)
def ask(
    ctx: typer.Context,
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="In plain words, in quotes.")] = None,
    history: Annotated[
        list[str] | None, typer.Option(metavar="TEXT", help="An earlier question; give the option again for each.")
    ] = None,
    board: Board = "",
    since: Since = "",
    until: AsOf = "",
    as_json: Json = False,
    batch: Annotated[
        str, typer.Option(metavar="FILE", help='JSON lines {"id", "question", "history"}; - is standard input.')
    ] = "",
    written: Written = None,
) -> None:
    """Ask a question; read the answer and where it stands.

    What the papers do not say is refused, with the reason. A batch writes one JSON line for each question, in order.
    """
    if (question is None) == (not batch):
        raise Mistake('give a question in quotes, or --batch FILE: partnership ask "When does the board meet next?"')
    from ui import format
    from ui.batch import answers, questions

    assistant, in_prose = assistant_of(ctx, written)
    filters = chosen(assistant.library, board, None, since, until)
    if question is None:
        for row in answers(questions(batch), assistant, filters, in_prose):
            format.print_json(row)
        return
    events = assistant.ask(format.sound(question), [format.sound(turn) for turn in history or ()], filters, in_prose)
    answer = _last(events) if as_json else format.print_streamed(events)
    if as_json:
        format.print_json(answer.as_dict())
    else:
        format.print_lines(format.answer_lines(answer))


def _last(events: "Iterable[str | Answer]") -> "Answer":
    *_, answer = events
    assert not isinstance(answer, str)
    return answer


register_commands.add_to(app)
draft_commands.add_to(app)
brief_commands.add_to(app)
evaluate_commands.add_to(app)


@app.command(epilog="Example: partnership serve --port 8080 --no-open")
def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option(help="Where to listen; 127.0.0.1 is this computer alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 7860,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
) -> None:
    """Serve the page, where you ask, read and put papers in. Ctrl-C stops it."""
    from ui.web.app import serve as run

    assistant, written = assistant_of(ctx)
    with contextlib.suppress(KeyboardInterrupt):
        run(assistant, host, port, open_browser, written)


@app.command(epilog="Example: partnership doctor --repair")
def doctor(
    ctx: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help="Build the vectors again where they are not right.")] = False,
) -> None:
    """Check that all is well: Python, the data folder, the catalogue and vectors, the model, disk, memory, formats."""
    from ui import format
    from ui.doctor import checks

    lines: list[Any] = []
    for check in checks(lambda: library_of(ctx), repair):
        lines.append(check)
        format.console().print(format.check_line(check))
    if not all(check.well for check in lines):
        raise typer.Exit(1)
