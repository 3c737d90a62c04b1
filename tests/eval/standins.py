"""A system whose answers a person can foresee, and runs made of them."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from eval.examples import Example
from eval.rows import Row
from eval.runs import Run, ask_all, begin, folder_of


class Parrot:
    """Answers every question with its own words, or as it is told to."""

    name, program = "partnership", "1"

    def __init__(self, answer: Callable[[Example], Row] | None = None) -> None:
        self.settings: dict[str, Any] = {}
        self.asked: list[str] = []
        self._answer = answer or (lambda example: Row(example, answer=example.question, kind="fact"))

    def answer(self, example: Example) -> Row:
        self.asked.append(example.id)
        return self._answer(example)


def examples(count: int) -> list[Example]:
    """Questions q0, q1, ... whose expected fact is their own number."""
    return [Example(f"q{n}", f"Is it {n} – or £{n}?", "fact", expected_facts=((f"£{n}",),)) for n in range(count)]


def identity(**changed: str) -> dict[str, Any]:
    """What a run is begun with."""
    parts = {"system": "partnership", "set": "s", "library": "l", "settings": {}, "program": "p"}
    return {"identity": parts | changed, "set": "made", "questions": 0}


def made(home: Path, name: str, asked: Iterable[Example], answer: Callable[[Example], Row] | None = None) -> Run:
    """A scored run."""
    run = begin(folder_of(home, name), identity())
    list(ask_all(asked, Parrot(answer), run))
    run.score()
    return run
