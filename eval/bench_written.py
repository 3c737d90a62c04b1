"""Answers that a language model writes, beside the selected ones and beside what it wrote before the check.

`python -m eval.bench_written LIBRARY SET` asks the language model that PARTNERSHIP_LLM_URL and PARTNERSHIP_LLM_MODEL
name. What it wrote is kept as it comes: the same prompt is asked once, however often the check changes.
"""

import hashlib
import json
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean, median
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from assistant.answer import Answer, Written
from assistant.assistant import Assistant
from assistant.checking.naming import names
from assistant.checking.statements import statements
from assistant.checking.tokens import covers, tokens
from assistant.writing.endpoint import Endpoint
from assistant.writing.prose import says_nothing, text_of
from assistant.writing.settings import WritingSettings
from assistant.writing.writer import Writer
from eval.carrying import Cited, carried
from eval.examples import Example
from eval.rows import Row
from eval.scoring import score
from eval.sets import load
from index.library import Library
from index.settings import IndexSettings

WAYS = ("selected", "unchecked", "written")
"""The papers' own words; what the language model wrote; and what of that the check lets through."""
_KEPT = Path(".runs") / "written"


@dataclass(frozen=True, slots=True)
class Told:
    """One question with the row of each way, and how its written answer was made."""

    rows: dict[str, Row]
    note: str
    verdicts: tuple[str, ...]


def main(
    library: Annotated[Path, typer.Argument(help="The data folder with the papers.")],
    questions: Annotated[Path, typer.Argument(help="A set of questions.")],
    number: Annotated[int, typer.Option(help="How many questions.")] = 60,
    split: Annotated[str, typer.Option(help="dev or test.")] = "test",
) -> None:
    """Ask, and print what came of it."""
    examples = sorted((e for e in load(questions) if e.split == split), key=lambda e: _order(e.id))[:number]
    told = list(ask_all(Library(IndexSettings(home=library)), examples))
    console = Console()
    console.print(table(told), made(told), sep="\n")
    for line in wrong_in(told):
        console.print(line, markup=False)


class Remembering:
    """An endpoint whose texts are kept in a file: the same prompt is asked once, however often the check changes."""

    def __init__(self, endpoint: Endpoint, model: str, path: Path) -> None:
        self.context, self.tokens = endpoint.context, endpoint.tokens
        self._endpoint, self._model, self._path = endpoint, model, path
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        self._kept: dict[str, dict[str, Any]] = {line["prompt"]: line for line in map(json.loads, lines)}
        self.seconds = 0.0

    def stream(self, prompt: str, most_tokens: int) -> Iterator[str]:
        """Yield the whole text at once; `seconds` is how long the model took for it."""
        key = hashlib.sha256(f"{self._model}\n{prompt}".encode()).hexdigest()[:16]
        if key not in self._kept:
            started = time.perf_counter()
            text = "".join(self._endpoint.stream(prompt, most_tokens))
            line = {"prompt": key, "text": text, "seconds": time.perf_counter() - started}
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._kept[key] = line
        self.seconds = self._kept[key]["seconds"]
        yield self._kept[key]["text"]


def ask_all(library: Library, examples: Sequence[Example]) -> Iterator[Told]:
    """Yield what came of each example."""
    settings = WritingSettings(home=library.home)
    _KEPT.mkdir(parents=True, exist_ok=True)
    remembering = Remembering(Endpoint(settings), settings.llm_model, _KEPT / "texts.jsonl")
    assistant = Assistant(library, Writer(remembering))
    for example in track(examples, description="Asking", transient=True):
        remembering.seconds = 0.0
        yield _ask(assistant, example, remembering)


def _ask(assistant: Assistant, example: Example, model: Remembering) -> Told:
    answers = []
    for in_prose in (False, True):
        *_, answer = assistant.ask(example.question, example.history, written=in_prose)
        assert isinstance(answer, Answer)
        answers.append(answer)
    selected, written = (_row(example, answer) for answer in answers)
    written = replace(written, seconds=selected.seconds + model.seconds)
    made = answers[1].written
    rows = {"selected": selected, "written": written, "unchecked": _unchecked(written, made) if made else written}
    verdicts = tuple(f"{v.outcome}: {v.text} ({v.why})" for v in made.verdicts) if made else ()
    return Told(rows, answers[1].note, verdicts)


def _row(example: Example, answer: Answer) -> Row:
    citations = tuple(c.as_dict() | {"board": c.board} for c in answer.citations)
    return Row(example, answer.text, answer.reason, answer.kind, citations, seconds=answer.seconds)


def _unchecked(written: Row, made: Written) -> Row:
    """What a reader would have without the check: the model's text, each mark the whole piece that it names."""
    citations = tuple({"n": p.n, "quote": f"{p.text}\n{p.told}", "title": p.place} for p in made.pieces)
    reason = "not_in_documents" if says_nothing(made.text) else None
    return replace(written, answer=text_of(made.text), citations=citations, reason=reason)


def table(told: Sequence[Told]) -> Table:
    """Return what is measured of each way."""
    shown = Table(box=None, title=f"{len(told)} questions", title_justify="left")
    shown.add_column("")
    for way in WAYS:
        shown.add_column(way, justify="right")
    scores = {way: [score(one.rows[way]) for one in told] for way in WAYS}
    lines: dict[str, Callable[[str], float]] = {
        "completeness": lambda way: _mean(s["completeness"] for s in scores[way]),
        "right": lambda way: _mean(s["right"] for s in scores[way]),
        "nothing wrong": lambda way: _mean(s["correct"] for s in scores[way]),
        "citation precision": lambda way: _mean(s["citation_precision"] for s in scores[way]),
        "sentences not carried": lambda way: _uncarried([one.rows[way] for one in told]),
        "refused where it should": lambda way: _refused([one.rows[way] for one in told], False),
        "refused though answerable": lambda way: _refused([one.rows[way] for one in told], True),
        "words": lambda way: _mean(s["words"] for s in scores[way]),
    }
    for name, value in lines.items():
        shown.add_row(name, *(f"{value(way):.3f}" for way in WAYS))
    shown.add_row("median seconds", *(f"{median(one.rows[way].seconds for one in told):.1f}" for way in WAYS))
    return shown


def made(told: Sequence[Told]) -> str:
    """Return how many answers are written ones, and what became of the model's sentences."""
    written = sum(one.note.startswith("Written") for one in told)
    refused = sum(one.rows["selected"].refused for one in told)
    outcomes = [verdict.partition(":")[0] for one in told for verdict in one.verdicts]
    counts = ", ".join(f"{outcomes.count(o)} {o}" for o in ("kept", "repaired", "replaced", "dropped"))
    asked = f"{written} answers written, {refused} refused before a model was asked"
    return f"{asked}; its {len(outcomes)} sentences: {counts}"


def wrong_in(told: Sequence[Told]) -> Iterator[str]:
    """Yield each value and name of a written answer that stands nowhere in what it cites."""
    for one in told:
        row = one.rows["written"]
        if row.refused or not one.note.startswith("Written"):
            continue
        text = " ".join(Cited(c).text for c in row.citations)
        held, words = tokens(text), {t.what for t in tokens(text) if t.sort == "word"}
        for statement in statements(row.answer):
            missing = [t for t in tokens(statement.text) if t.sort != "word" and not any(covers(t, h) for h in held)]
            named = [name for name in names(statement.text) if not words.issuperset(name)]
            if missing or named:
                yield f"{row.example.id}: {statement.text}: {[t.what for t in missing]} {named}"


def _uncarried(rows: Sequence[Row]) -> float:
    """The share of statements that the text they cite does not carry, or that cite nothing."""
    found = []
    for row in rows:
        shown = {c["n"]: Cited(c) for c in row.citations}
        for statement in [] if row.refused else statements(row.answer):
            cited = [shown[n] for n in statement.marks if n in shown]
            found.append(not (cited and carried(statement, cited, row.example.question)))
    return _mean(found)


def _refused(rows: Sequence[Row], answerable: bool) -> float:
    return _mean(row.refused for row in rows if row.example.answerable == answerable)


def _mean(values: Any) -> float:
    defined = [float(value) for value in values if not math.isnan(value)]
    return mean(defined) if defined else math.nan


def _order(identity: str) -> str:
    return hashlib.sha256(identity.encode()).hexdigest()


if __name__ == "__main__":
    typer.run(main)
