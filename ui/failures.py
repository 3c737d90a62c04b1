"""Failures in words: one line for the person at the keyboard, and exit code 1."""

import os
import sys
import tomllib
from typing import Any

import typer
from typer.core import TyperGroup

from ui.choices import Mistake


class Commands(TyperGroup):
    """A group of commands that ends every foreseen failure with one line on standard error and exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except KeyboardInterrupt:
            typer.echo("partnership: stopped; what was reported before stands", err=True)
        except BrokenPipeError:  # nobody reads on ("| head"): what is still unwritten goes nowhere, without a word
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        except Exception as error:
            words = explained(error)
            if words is None:
                raise
            typer.echo(f"partnership: {words}", err=True)
        raise typer.Exit(1)


def explained(error: Exception) -> str | None:
    """Return the line that explains a failure, or None for one that nobody foresaw."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError
    from sqlalchemy.exc import SQLAlchemyError

    from assistant.drafting.wanted import DraftError
    from assistant.outgoing.saving import NotSaved
    from eval.errors import EvaluationError
    from index.catalogue import CatalogueError
    from index.embedding import ModelError
    from index.library import LibraryBusy
    from ingest.errors import IngestError

    told = Mistake | LibraryBusy | CatalogueError | ModelError | IngestError | EvaluationError | DraftError | NotSaved
    if isinstance(error, told):
        return " ".join(str(error).split())
    if isinstance(error, ValidationError):
        faults = (f"{'.'.join(str(p) for p in e['loc'])}: {e['msg'].lower()}" for e in error.errors())
        return f"the settings are not right ({'; '.join(faults)}): check PARTNERSHIP_… and partnership.toml"
    if isinstance(error, SettingsError | tomllib.TOMLDecodeError):
        return f"the settings cannot be read ({error}): check PARTNERSHIP_… and partnership.toml"
    if isinstance(error, SQLAlchemyError):
        cause = str(getattr(error, "orig", None) or type(error).__name__)
        return f"the catalogue cannot be used ({cause}): see what partnership doctor says"
    if isinstance(error, OSError):
        what = f"{error.filename or 'the data folder'}: {(error.strerror or str(error)).lower()}"
        return f"{what}; check the name, and that you may write there"
    return None
