"""The commands that print the register: actions, decisions, measures, activities, people, terms, meetings."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.choices import Mistake
from ui.options import AsOf, Board, Json, library_of

if TYPE_CHECKING:
    from index.library import Library
    from index.register.asking import Asked

Owner = Annotated[str, typer.Option("--owner", metavar="NAME", help="A name or part of it, initials, or a role.")]
Status = Annotated[str, typer.Option("--status", metavar="STATUS", help="open, done, superseded or unknown.")]
Since = Annotated[str, typer.Option("--since", metavar="DATE", help="Only what was stated on that day or later.")]
Period = Annotated[str, typer.Option("--period", metavar="PERIOD", help='Only about that time: "Q2 2023/24", 2018.')]
Priority = Annotated[str, typer.Option("--priority", metavar="WORDS", help="Only under a priority with these words.")]
Text = Annotated[str, typer.Option("--text", metavar="WORDS", help="Only those that say these words.")]
Csv = Annotated[bool, typer.Option("--csv", help="Write CSV, for a spreadsheet.")]
Xlsx = Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="Write an Excel workbook to that file.")]
Action = Annotated[str, typer.Argument(metavar="ID", help="The action's id, or its first letters.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Your name, which is kept with it.")]

actions = typer.Typer(
    invoke_without_command=True, help="List actions with their owners and how they stand; show one; correct one."
)
_STATUSES = {"closed": "done", "complete": "done", "completed": "done", "outstanding": "open"}

_DECISIONS = "List what meetings decided, in their own words, the newest first."
_MEASURES = "List figures with their period, unit and target, as tables and sentences state them."
_MEETINGS = "List meetings: when and where, who chaired, who came, who sent apologies."


def add_to(app: typer.Typer) -> None:
    """Add the commands of the register."""
    example = 'partnership actions --status open --as-of "March 2018" --board Marlowick'
    app.add_typer(actions, name="actions", epilog=f"Example: {example}")
    for command, example in (
        (_kind("decisions", _DECISIONS), "partnership decisions --text lighting --since 2024"),
        (_kind("measures", _MEASURES), 'partnership measures --text "hate crime" --period "Q2 2023/24"'),
        (activities, 'partnership activities --priority "violence" --period "Q2 2023/24" --csv'),
        (people, 'partnership people --text "Fire Commander" --as-of "March 2018"'),
        (terms, "partnership terms --text MARAC"),
        (_kind("meetings", _MEETINGS), "partnership meetings --since 2023 --xlsx meetings.xlsx"),
    ):
        app.command(epilog=f"Example: {example}")(command)


def _asked(library: "Library", **options: str) -> "Asked":
    """Return what options ask of the register. Raises Mistake where one makes no sense."""
    from index.register.asking import Asked
    from ui.choices import chosen, day_of, period_of

    words = {name: value.strip() for name, value in options.items()}
    chosen(library, words.get("board"))
    status = words.get("status", "").lower()
    status = _STATUSES.get(status, status)
    if status not in ("", "open", "done", "superseded", "unknown"):
        raise Mistake(f'there is no status "{status}": write open, done, superseded or unknown')
    return Asked(
        board=words.get("board", ""),
        owner=words.get("owner", ""),
        status=status,
        as_of=day_of("--as-of", words.get("as_of"), last=True),
        since=day_of("--since", words.get("since"), last=False),
        period=period_of("--period", words.get("period")),
        priority=words.get("priority", ""),
        text=words.get("text", ""),
    )


def _list(ctx: typer.Context, kind: str, as_json: bool, as_csv: bool, xlsx: Path | None, **options: str) -> None:
    """Print the records of a kind that options ask for, in the form they ask for."""
    from ui import format, register

    if sum((as_json, as_csv, xlsx is not None)) > 1:
        raise Mistake("choose one of --json, --csv and --xlsx")
    library = library_of(ctx)
    asked = _asked(library, **options)
    found = register.found(kind, library.catalogue, asked)
    if as_json:
        for record in found.rows:
            format.print_json(register.dict_of(kind, record))
    elif as_csv:
        register.write_csv(sys.stdout, register.columns_of(kind), register.rows_of(kind, found.rows))
    elif xlsx is not None:
        with xlsx.expanduser().open("wb") as stream:
            register.write_xlsx(stream, register.columns_of(kind), register.rows_of(kind, found.rows))
        typer.echo(f"{found.total:,} {kind} written to {xlsx}")
    else:
        from ui.register_tables import show_list, summary

        show_list(kind, found.rows)
        typer.echo(summary(kind, found.total, asked, library.catalogue))


@actions.callback()
def list_actions(
    ctx: typer.Context,
    board: Board = "",
    owner: Owner = "",
    status: Status = "",
    as_of: AsOf = "",
    since: Since = "",
    period: Period = "",
    text: Text = "",
    as_json: Json = False,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
) -> None:
    """List actions, the newest meeting first: who owns them, how they stand, what was said of them since."""
    if ctx.invoked_subcommand is None:
        given = {"board": board, "owner": owner, "status": status, "as_of": as_of, "since": since}
        _list(ctx, "actions", as_json, as_csv, xlsx, period=period, text=text, **given)


@actions.command(epilog="Example: partnership actions show 3fa2 --as-of 2018-03-26")
def show(ctx: typer.Context, identity: Action, as_of: AsOf = "", as_json: Json = False) -> None:
    """Show one action with its history: every statement about it, where it stands, and what people corrected."""
    from ui import format, register
    from ui.choices import day_of
    from ui.register_tables import show_action

    record = register.action(library_of(ctx).catalogue, identity, day_of("--as-of", as_of, last=True))
    if as_json:
        format.print_json(register.dict_of("actions", record))
    else:
        show_action(record)


@actions.command(
    epilog='Example: partnership actions correct 3fa2 --status done --note "Told at the meeting" --by "Ann Shaw"\n\n'
    'Example: partnership actions correct 3fa2 --wrong 5 --by "Ann Shaw"'
)
def correct(
    ctx: typer.Context,
    identity: Action,
    by: By,
    status: Annotated[str, typer.Option("--status", metavar="STATUS", help="How it really stands.")] = "",
    owner: Annotated[str, typer.Option("--owner", metavar="NAME", help="Who really owns it.")] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="What else is to be known.")] = "",
    wrong: Annotated[
        int | None, typer.Option("--wrong", metavar="NUMBER", min=1, help="A statement of its history that is not its.")
    ] = None,
) -> None:
    """Say what the papers get wrong of an action. It is kept apart from them, and answers show it as a correction."""
    from ui import register
    from ui.register_tables import show_action

    catalogue = library_of(ctx).catalogue
    given = {"status": _STATUSES.get(status, status), "owner": owner, "note": note}
    register.correct(catalogue, identity, by, given, wrong)
    show_action(register.action(catalogue, identity))


@actions.command(epilog='Example: partnership actions withdraw 3fa2 1 --by "Ann Shaw"')
def withdraw(
    ctx: typer.Context,
    identity: Action,
    number: Annotated[int, typer.Argument(metavar="NUMBER", min=1, help="The correction, as `show` numbers them.")],
    by: By,
) -> None:
    """Take back a correction of an action: what the papers say holds again."""
    from ui import register
    from ui.register_tables import show_action

    catalogue = library_of(ctx).catalogue
    register.withdraw(catalogue, identity, number, by)
    show_action(register.action(catalogue, identity))


def _kind(kind: str, text: str) -> Callable[..., None]:
    """Return the command of a kind whose records are limited by board, time and words; `text` is its help."""

    def command(
        ctx: typer.Context,
        board: Board = "",
        as_of: AsOf = "",
        since: Since = "",
        period: Period = "",
        text: Text = "",
        as_json: Json = False,
        as_csv: Csv = False,
        xlsx: Xlsx = None,
    ) -> None:
        given = {"board": board, "as_of": as_of, "since": since, "period": period, "text": text}
        _list(ctx, kind, as_json, as_csv, xlsx, **given)

    command.__name__, command.__doc__ = kind, text
    return command


def activities(
    ctx: typer.Context,
    board: Board = "",
    as_of: AsOf = "",
    since: Since = "",
    period: Period = "",
    priority: Priority = "",
    text: Text = "",
    as_json: Json = False,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
) -> None:
    """List what quarterly updates say was done, with its priority."""
    given = {"board": board, "as_of": as_of, "since": since, "period": period, "priority": priority, "text": text}
    _list(ctx, "activities", as_json, as_csv, xlsx, **given)


def people(
    ctx: typer.Context,
    board: Board = "",
    as_of: AsOf = "",
    since: Since = "",
    text: Text = "",
    as_json: Json = False,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
) -> None:
    """List people with the roles they hold as of a day, and how many meetings they came to."""
    _list(ctx, "people", as_json, as_csv, xlsx, board=board, as_of=as_of, since=since, text=text)


def terms(
    ctx: typer.Context,
    board: Board = "",
    as_of: AsOf = "",
    text: Text = "",
    as_json: Json = False,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
) -> None:
    """List what letters stand for, as the papers write it out."""
    _list(ctx, "terms", as_json, as_csv, xlsx, board=board, as_of=as_of, text=text)
