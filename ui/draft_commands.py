"""The command that drafts a board's update for a quarter: draft."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.options import Json, Written, assistant_of

if TYPE_CHECKING:
    from assistant.drafting.model import Draft
    from assistant.outgoing.paper import Paper

_BOARD = "The board whose update it is; words of its name do."
_LIKE = "The earlier update whose manner it takes; else the newest before."
_OUT = "Write it to that file: a name that ends in .docx (Word) or .md."


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog='Example: partnership draft --board Marlowick --period "2023/24 Q3"\n\n'
        'Example: partnership draft --board Marlowick --period "2023/24 Q3" --out update.docx'
    )(draft)


def draft(
    ctx: typer.Context,
    board: Annotated[str, typer.Option("--board", metavar="WORDS", help=_BOARD)],
    period: Annotated[str, typer.Option("--period", metavar="QUARTER", help='The quarter to report: "2023/24 Q3".')],
    priority: Annotated[
        str, typer.Option("--priority", metavar="WORDS", help="Only the priority whose name holds these words.")
    ] = "",
    like: Annotated[str, typer.Option("--like", metavar="FILE", help=_LIKE)] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=_OUT)] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file of --out if it is there already.")] = False,
    as_json: Json = False,
    written: Written = None,
) -> None:
    """Draft the update of a board for a quarter from the papers: each bullet with its source, and what is missing.

    It takes the manner of the update before. In Word, sources are footnotes; the last page lists what to fill in. With
    --written a language model puts the bullets in plainer words, each checked against its source.
    """
    from assistant.outgoing import saving
    from ui import format
    from ui.outgoing import draft_dict, paper_lines

    file = out.expanduser() if out else None
    if file:
        saving.check(file, force)
    assistant, in_prose = assistant_of(ctx, written)
    rewriter = assistant.rewriter() if in_prose else None
    from assistant.drafting.drafting import draft as drafted
    from assistant.drafting.drafting import paper_of

    with format.waiting("Drafting the update from the papers"):
        board, period, priority, like = (format.sound(one) for one in (board, period, priority, like))
        writer = rewriter.plainer if rewriter else None
        made = drafted(assistant.library, board, period, priority, like, writer)
        paper = paper_of(made)
        if file:
            saving.save(paper, file, force)
    if as_json:
        format.print_json(draft_dict(made) | ({"out": str(file)} if file else {}))
    elif file:
        typer.echo(_told(made, paper, file))
    else:
        format.print_lines(paper_lines(paper))


def _told(made: "Draft", paper: "Paper", file: Path) -> str:
    """Return what was written, in a line."""
    bullets = sum(not bullet.dropped for section in made.sections for bullet in section.bullets)
    counts = [
        _counted(bullets, "bullet") + f" under {_counted(len(made.sections), 'priority', 'priorities')}",
        f"{len(made.unplaced):,} not placed" if made.unplaced else "",
        _counted(len(made.figures), "figure"),
        _counted(len(paper.citations), "source"),
        f"{_counted(len(made.gaps), 'thing')} to check",
    ]
    return f"{made.title}: {', '.join(c for c in counts if c)}; written to {file}"


def _counted(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"
