"""Questions kept from conversations: a set of its own in the data folder, in which nothing is ever lost."""

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from filelock import FileLock

from eval.examples import Example
from eval.sets import load

Lines = list[tuple[str, str]]


class Collected:
    """The set of one library. Every change is one step, whoever else changes it; raises SetError for a broken file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.path = folder / "questions.jsonl"

    def examples(self) -> list[Example]:
        """Return the questions, oldest first."""
        return load(self.path) if self.path.is_file() and self.path.read_text("utf-8-sig").strip() else []

    def find(self, identity: str) -> Example | None:
        """Return the question of an id."""
        return next((e for e in self.examples() if e.id == identity), None)

    def keep(self, example: Example) -> Example:
        """Add a question under an id that is never given again; one that is there already stays as it is."""

        def added(lines: Lines) -> Lines:
            nonlocal example
            same = next((e for e in self.examples() if replace(e, id="") == replace(example, id="")), None)
            example = same or replace(example, id=f"from-page-{secrets.token_hex(4)}")
            return lines if same else [*lines, (example.id, _line(example))]

        self._change(added)
        return example

    def put(self, example: Example) -> bool:
        """Put a question in the place of the one with its id; tells whether there was one."""
        return self._change(lambda lines: [(i, _line(example) if i == example.id else line) for i, line in lines])

    def remove(self, identity: str) -> bool:
        """Take a question out; tells whether it was there."""
        return self._change(lambda lines: [(i, line) for i, line in lines if i != identity])

    def _change(self, change: Callable[[Lines], Lines]) -> bool:
        """Write the set anew with some of its lines changed, and the others as they are."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self._folder / "questions.lock"):
            text = self.path.read_text("utf-8-sig") if self.path.is_file() else ""
            ids = [example.id for example in self.examples()]
            before = list(zip(ids, (line for line in text.split("\n") if line.strip()), strict=True))
            after = change(before)
            if after == before:
                return False
            written = self._folder / "questions.part.jsonl"
            with written.open("w", encoding="utf-8", newline="\n") as stream:
                stream.writelines(f"{line}\n" for _, line in after)
                stream.flush()
                os.fsync(stream.fileno())
            if after:
                load(written)
            written.replace(self.path)
        return True


def _line(example: Example) -> str:
    return json.dumps(example.as_dict(), ensure_ascii=False)
