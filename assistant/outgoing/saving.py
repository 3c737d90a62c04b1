"""Where a paper goes out to: a Word or a Markdown file, which is there whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path

from assistant.outgoing.paper import Paper


class NotSaved(Exception):
    """A paper cannot be saved there: the text says why and what to do, in one line."""


def check(path: Path, replace: bool = False) -> None:
    """Raise NotSaved where a paper could not go out to a file, before anyone works for it."""
    if path.suffix.lower() not in (".docx", ".md"):
        raise NotSaved(f"{path} is neither Word nor Markdown: give it a name that ends in .docx or .md")
    try:
        if path.is_dir():
            raise NotSaved(f"{path} is a folder: name a file in it")
        if path.exists() and not replace:
            raise NotSaved(f"{path} is there already: give another name, or --force to replace it")
        if not path.absolute().parent.is_dir():
            raise NotSaved(f"{path} cannot be written: there is no folder {path.parent}; make it, or name another")
    except OSError as error:  # a name too long, a folder that nobody may look into
        raise NotSaved(f"{path} cannot be written ({_reason(error)}): name another") from error


def save(paper: Paper, path: Path, replace: bool = False) -> None:
    """Save a paper in the form that the file's name says. Raises NotSaved; what was there before then stays."""
    check(path, replace)
    if path.suffix.lower() == ".docx":
        from assistant.outgoing.word import write

        write(paper, path)
    else:
        from assistant.outgoing.markdown import markdown

        put(path, markdown(paper).encode())


def put(path: Path, content: bytes) -> None:
    """Write a file at once: who reads meanwhile has the old one or the new one. Raises NotSaved."""
    partial = ""
    try:
        handle, partial = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.stem[:40]}-", suffix=".part")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        umask = os.umask(0)
        os.umask(umask)
        Path(partial).chmod(0o666 & ~umask)  # as any new file has it: a temporary one is its owner's alone
        os.replace(partial, path)
    except OSError as error:
        if partial:
            with contextlib.suppress(OSError):
                os.unlink(partial)
        raise NotSaved(
            f"{path} cannot be written ({_reason(error)}): close it where it is open, or name another"
        ) from error


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
