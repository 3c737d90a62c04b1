"""The command that brings somebody up to date from the papers: on a board, a topic, a person, or since a day."""

from pathlib import Path
from typing import Annotated

import typer

from ui.choices import Mistake
from ui.options import Board, Written, assistant_of

Since = Annotated[
    str, typer.Option("--since", metavar="DATE", help='What is new since that day, or since the "last meeting".')
]
Topic = Annotated[str, typer.Option("--topic", metavar="WORDS", help="A timeline of what papers say of it.")]
Person = Annotated[str, typer.Option("--person", metavar="NAME", help="What papers have of somebody.")]
Pages = Annotated[int | None, typer.Option("--pages", min=1, max=50, help="At most so many pages; all if not said.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write it to that file: .docx for Word, or .md.")
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it is there already.")]


def add_to(app: typer.Typer) -> None:
    """Add the command `brief`."""
    examples = (
        'partnership brief --board Marlowick --pages 3 --out "new member.docx"',
        'partnership brief --topic "taxi marshals"',
        'partnership brief --since "last meeting"',
    )
    app.command(epilog="\n\n".join(f"Example: {example}" for example in examples))(brief)


def brief(
    ctx: typer.Context,
    board: Board = "",
    since: Since = "",
    topic: Topic = "",
    person: Person = "",
    pages: Pages = None,
    out: Out = None,
    force: Force = False,
    written: Written = None,
) -> None:
    """Bring somebody up to date: a new member, or on a topic, a person, what is new since a day.

    Every statement is cited. Without --out it is printed. With --written a language model sums it up first.
    """
    from assistant.briefing import BriefError
    from assistant.briefing import brief as made
    from assistant.outgoing.markdown import markdown
    from assistant.outgoing.saving import NotSaved, check, save
    from ui import format

    words = [format.sound(one).strip() for one in (board, since, topic, person)]
    try:
        if out is not None:
            check(out.expanduser(), force)
        with format.waiting("Looking through the papers"):
            assistant, in_prose = assistant_of(ctx, written)
            rewriter = assistant.rewriter() if in_prose else None
            paper = made(assistant, words[0], words[1] or None, words[2], words[3], pages, rewriter)
        if out is None:
            typer.echo(markdown(paper), nl=False)
            return
        save(paper, out.expanduser(), force)
    except (BriefError, NotSaved) as error:
        raise Mistake(str(error)) from error
    typer.echo(f"{paper.title}: written to {out}, {len(paper.citations)} sources")
