"""What the commands have in common: their options, and the library they work on."""

from typing import TYPE_CHECKING, Annotated

import typer

from ui.choices import Mistake

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.library import Library
    from index.settings import IndexSettings

Json = Annotated[bool, typer.Option("--json", help="Write JSON, one object a line.")]
Board = Annotated[str, typer.Option("--board", metavar="WORDS", help="Only boards whose name holds these words.")]
Since = Annotated[
    str, typer.Option("--since", metavar="DATE", help='Only papers from then on: 2018-03-26, 2018 or "Q2 2023/24".')
]
Until = Annotated[
    str, typer.Option("--until", metavar="DATE", help="Only papers up to then, a period to its last day.")
]
AsOf = Annotated[
    str, typer.Option("--as-of", "--until", metavar="DATE", help="As the papers up to that day have it: 2018-03-26.")
]
Written = Annotated[
    bool | None,
    typer.Option("--written/--selected", help="Have a language model write; or the papers' own words."),
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The file's name, its path, or the document's id.")]


def settings_of(ctx: typer.Context) -> "IndexSettings":
    """Return the settings, for the data folder that the command names."""
    from index.settings import IndexSettings

    return IndexSettings(home=ctx.obj) if ctx.obj else IndexSettings()


def library_of(ctx: typer.Context) -> "Library":
    """Open the library."""
    from index.library import Library

    return Library(settings_of(ctx))


def assistant_of(ctx: typer.Context, written: bool | None = None) -> "tuple[Assistant, bool]":
    """Return the assistant, and whether a language model is to write: as `written` says, else as the settings do.

    Raises Mistake where one is to and none is set.
    """
    from assistant.assistant import Assistant
    from assistant.writing.endpoint import Endpoint
    from assistant.writing.settings import WritingSettings
    from assistant.writing.writer import Writer

    library = library_of(ctx)
    settings = WritingSettings(home=library.home)
    wanted = settings.answers == "written" if written is None else written
    if wanted and not settings.configured:
        missing = "no language model is set: set PARTNERSHIP_LLM_URL and PARTNERSHIP_LLM_MODEL, or ask with --selected"
        raise Mistake(missing)
    return Assistant(library, Writer(Endpoint(settings)) if settings.configured else None), wanted
