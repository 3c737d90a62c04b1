"""Runs: a question set asked of a system; each is a folder, to be gone on with, scored again, compared."""

import datetime
import json
import math
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import Any, BinaryIO

from filelock import FileLock, Timeout

from eval.aggregates import Summary, aggregate
from eval.asking import System, set_fingerprint
from eval.errors import RunError
from eval.examples import Example
from eval.row_lines import line_of, lines_of, row_of
from eval.rows import Row
from eval.scoring import score

FOLDER = "evaluations"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,79}(?<![ .])")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.I)  # names of devices in Windows
_DIFFERS = {
    "system": "of another system",
    "set": "with another question set",
    "library": "before the papers in the library changed",
    "settings": "with other settings",
    "program": "with another version of this program",
}


class Run:
    """A run's folder: run.json (what was asked of what), rows.jsonl, and what scoring the rows gave.

    `about` holds what run.json does; `asking.about` tells of it, and `started` and `finished` come with the run.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def name(self) -> str:
        """The name a person gave it."""
        return self.folder.name

    @cached_property
    def about(self) -> dict[str, Any]:
        """What was asked of what, when and where."""
        try:
            found = json.loads((self.folder / "run.json").read_text("utf-8"))
            return {**found, "identity": {**found["identity"]}, "started": str(found["started"])}
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise RunError(f"{self.folder / 'run.json'} cannot be read: delete the folder and ask again") from error

    @property
    def system(self) -> str:
        """What was asked: "partnership" or "naive-llamaindex"."""
        return str(self.about["identity"]["system"])

    @property
    def finished(self) -> bool:
        """Tell whether every question was asked."""
        return bool(self.about.get("finished"))

    @property
    def complete(self) -> bool:
        """Tell whether every question was asked, also of its baseline if that was begun."""
        return self.finished and (self.baseline is None or self.baseline.finished)

    @property
    def baseline_folder(self) -> Path:
        """Where the run of the baseline on the same questions is, or would be."""
        return self.folder / "naive-llamaindex"

    @property
    def baseline(self) -> "Run | None":
        """The baseline that was asked the same questions in the same run, if one was."""
        return Run(self.baseline_folder) if (self.baseline_folder / "run.json").is_file() else None

    def rows(self) -> Iterator[Row]:
        """Yield the rows in the order they were asked; what was half written is left out."""
        return (row_of(line) for line, _ in lines_of(self._rows))

    def asked(self) -> set[str]:
        """Return the ids of the examples that have a row."""
        return {line["example"]["id"] for line, _ in lines_of(self._rows)}

    @property
    def _rows(self) -> Path:
        return self.folder / "rows.jsonl"

    def score(self) -> Summary:
        """Score the rows there are, without asking anything, and keep the scores and what they come to."""
        rows, scores = list[Row](), list[dict[str, float]]()
        for row in self.rows():
            scores.append(score(row))
            rows.append(replace(row, citations=(), retrieved=(), context=()))
        plain = ({"id": row.example.id} | _without_nan(found) for row, found in zip(rows, scores, strict=True))
        _write(self.folder / "scores.jsonl", "".join(json.dumps(line) + "\n" for line in plain))
        summary = aggregate(rows, scores)
        _write(self.folder / "summary.json", json.dumps(summary.as_dict(), indent=2))
        return summary

    def scores(self) -> dict[str, dict[str, float]]:
        """Return the scores of each example by its id, as they were last made."""
        lines = map(json.loads, self._scored("scores.jsonl").splitlines())
        return {line.pop("id"): {name: math.nan if v is None else v for name, v in line.items()} for line in lines}

    def summary(self) -> Summary:
        """Return what the scores come to, as it was last made."""
        return Summary.from_dict(json.loads(self._scored("summary.json")))

    def _scored(self, file: str) -> str:
        try:
            return (self.folder / file).read_text("utf-8")
        except FileNotFoundError as error:
            raise RunError(f'the run "{self.name}" is not scored yet: score it first') from error

    def renew(self, examples: Iterable[Example]) -> None:
        """Take what is expected from a set that was corrected. Raises RunError where it asks something else."""
        held = {example.id: example for example in examples}
        partial = self._rows.with_name("rows.jsonl.part")
        with self.appending(), partial.open("wb") as stream:
            if self.asked() != held.keys():
                raise RunError(f'the set has other questions than the run "{self.name}": ask them in a new run')
            for row in self.rows():
                new = held[row.example.id]
                if (new.question, new.history) != (row.example.question, row.example.history):
                    raise RunError(f'question "{new.id}" of the set is worded anew: ask it in a new run')
                stream.write(line_of(replace(row, example=new)))
        os.replace(partial, self._rows)
        self.note(identity=self.about["identity"] | {"set": set_fingerprint(held.values())})

    def note(self, **changed: Any) -> None:
        """Keep something about the run."""
        self.about.update(changed)
        _write(self.folder / "run.json", json.dumps(self.about, indent=2, ensure_ascii=False))

    @contextmanager
    def appending(self) -> Iterator[BinaryIO]:
        """The file of rows, without what was half written, to put more at its end; nobody else may meanwhile."""
        try:
            with FileLock(self.folder / "asking.lock", timeout=0), self._rows.open("ab") as stream:
                stream.truncate(max((end for _, end in lines_of(self._rows)), default=0))
                yield stream
        except Timeout as error:
            raise RunError(f'the run "{self.name}" is being asked by another window or command') from error


def ask_all(examples: Iterable[Example], system: System, run: Run) -> Iterator[Row]:
    """Yield a row for each example that the run has not asked yet, once it is on disk; then the run is finished.

    Where the system raises, the row has the error.
    """
    with run.appending() as stream:
        asked = run.asked()
        for example in examples:
            if example.id not in asked:
                row = _row(example, system)
                stream.write(line_of(row))
                stream.flush()
                yield row
        run.note(finished=now())


def _row(example: Example, system: System) -> Row:
    started = perf_counter()
    try:
        return system.answer(example)
    except Exception as error:  # one question that cannot be answered does not end the run
        problem = " ".join(f"{type(error).__name__}: {error}".split())[:500]
        return Row(example, error=problem, seconds=perf_counter() - started)


def begin(folder: Path, about: dict[str, Any]) -> Run:
    """Make a run in a folder, or return the one that is there. Raises RunError where that asked something else."""
    run = Run(folder)
    if not (folder / "run.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        run.about = {**about, "started": now(), "finished": ""}
        run.note()
    for part, words in _DIFFERS.items():
        if part == "program" and run.finished:
            continue  # nothing is left to ask of it, only of its baseline
        if run.about["identity"].get(part) != about["identity"][part]:
            raise RunError(f'the run "{run.name}" was begun {words}: give this one another name')
    return run


def interrupted(home: Path, about: dict[str, Any]) -> Run | None:
    """Return the newest run that was stopped while the same was asked of the same."""
    return next((run for run in runs(home) if not run.complete and run.about["identity"] == about["identity"]), None)


def runs(home: Path) -> list[Run]:
    """Return the runs of a library, newest first; folders without a readable run.json are left out."""
    found = []
    for path in (home / FOLDER).glob("*/run.json"):
        run = Run(path.parent)
        try:
            found.append((run.about["started"], run.name, run))
        except RunError:
            continue
    return [run for _, _, run in sorted(found, key=lambda entry: entry[:2], reverse=True)]


def find(home: Path, name: str) -> Run:
    """Return a run by its name. Raises RunError, naming what there is, where there is none."""
    run = Run(folder_of(home, name))
    if not (run.folder / "run.json").is_file():
        there = ", ".join(run.name for run in runs(home)[:10]) or "none yet"
        raise RunError(f'there is no run called "{name}"; there are: {there}')
    return run


def folder_of(home: Path, name: str) -> Path:
    """Return the folder of a run by its name. Raises RunError where no folder may be called so, such as for a path."""
    if not _NAME.fullmatch(name) or _RESERVED.fullmatch(name):
        raise RunError(f'"{name}" is no name for a run: use up to 80 letters, digits, spaces, dots, - and _')
    return home / FOLDER / name


def name_for(path: Path) -> str:
    """Return a new name for a run of a set: the set's name and the time."""
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", path.resolve().stem).strip("-._")[:50] or "set"
    return f"{stem}-{datetime.datetime.now():%Y-%m-%d-%H%M%S}"


def now() -> str:
    """Return the time as runs note it."""
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")


def _without_nan(scores: dict[str, float]) -> dict[str, float | None]:
    return {name: None if math.isnan(value) else value for name, value in scores.items()}


def _write(path: Path, text: str) -> None:
    """Write a file so that it is there whole or as it was."""
    partial = path.with_name(path.name + ".part")
    partial.write_text(text, "utf-8", errors="replace")
    os.replace(partial, path)
