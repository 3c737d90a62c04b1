"""How complete, how well sourced and how long briefs are: `python -m eval.bench_brief`.

Over the sample papers and the real boards beside the project: timelines of the topics of eval/briefs/topics.jsonl
against what was found of them by hand; of every brief the share of statements that what they cite carries, entries
without a source, words a page, and seconds.
"""

import datetime
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Shown

from assistant.assistant import Assistant
from assistant.briefing import BriefError, brief
from assistant.briefing.registers import NO_OWNER
from assistant.checking.naming import content
from assistant.checking.statements import Statement
from assistant.checking.tokens import covers, tokens
from assistant.outgoing.paper import Block, Bullets, Line, Paper, Paragraph, Table
from eval.carrying import Cited, carried
from index.embedding import SentenceEmbedder
from index.library import Library, files_under
from index.settings import IndexSettings
from ingest.dates import spoken

TOPICS = Path(__file__).parent / "briefs" / "topics.jsonl"
SAMPLE = Path(__file__).parent / "sample" / "papers"
SHARED = Path(__file__).parent.parent.parent / "shared" / "documents"
WORDS_A_PAGE = 450
_FACT_SAID = 0.75  # share of a fact's words that one entry must say


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that papers state of a topic on a day, in a few words; `date` is a day, a period, or "" for none."""

    topic: str
    board: str
    papers: str
    date: str
    fact: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What a brief is worth: statements, those that are not carried, entries without a source, words and seconds."""

    name: str
    statements: int
    uncarried: tuple[str, ...]
    unsourced: int
    words: int
    seconds: float


def facts() -> list[Fact]:
    """Return what was found by hand."""
    return [Fact(**json.loads(line)) for line in TOPICS.read_text(encoding="utf-8").splitlines() if line.strip()]


def lines_of(block: Block) -> Iterator[tuple[Line, ...]]:
    """Yield the entries of a block: each bullet or line alone, each row of a table together."""
    if isinstance(block, Bullets | Paragraph):
        yield from ((line,) for line in block.lines)
    elif isinstance(block, Table):
        yield from block.rows


def uncarried(paper: Paper) -> tuple[int, tuple[str, ...]]:
    """Return how many statements a paper makes, and those that their citations do not carry.

    A row of a table is judged cell by cell with all its citations; ages, which are counted, are not.
    """
    cited = {c.n: Cited(c.as_dict() | {"board": c.board}) for c in paper.citations}
    count, wrong = 0, []
    for block in paper.blocks:
        for entry in lines_of(block):
            marks = tuple(dict.fromkeys(n for line in entry for n in line.marks))
            for line in entry if marks else ():
                if (
                    line.text
                    and line.text != NO_OWNER
                    and not (line.text.endswith(("month", "months")) and len(line.text.split()) == 2)
                ):
                    count += 1
                    if not carried(Statement(line.text, marks), [cited[n] for n in marks]):
                        wrong.append(line.text)
    return count, tuple(wrong)


def unsourced(paper: Paper) -> int:
    """Return how many bullets and rows have no citation, beside those that list whole papers by their file."""
    entries = [e for b in paper.blocks if isinstance(b, Bullets | Table) for e in lines_of(b)]
    return sum(not any(line.marks for line in entry) and "." not in entry[0].note for entry in entries)


def words_of(paper: Paper) -> int:
    """Return the words of a paper with its tables, without its footnotes."""
    told = [paper.title, paper.subtitle]
    told += [f"{x.strong} {x.text} {x.note}" for b in paper.blocks for e in lines_of(b) for x in e]
    told += [getattr(b, "text", "") for b in paper.blocks] + [" ".join(getattr(b, "header", ())) for b in paper.blocks]
    return sum(len(one.split()) for one in told)


def missing(paper: Paper, wanted: Sequence[Fact]) -> list[Fact]:
    """Return the facts that no entry of a timeline says with their day."""
    entries = [line for b in paper.blocks if isinstance(b, Bullets) for line in b.lines]
    return [fact for fact in wanted if not any(_says(line, fact) for line in entries)]


def _says(line: Line, fact: Fact) -> bool:
    day = _day(fact.date)
    if day not in f"{line.strong}; {line.note}":
        return False
    said, wanted = content(f"{line.text} {line.note}"), content(fact.fact)
    values = [t for t in tokens(fact.fact) if t.sort not in ("word", "ordinal")]
    known = tokens(f"{line.text} {line.strong}")
    if not all(any(covers(value, token) for token in known) for value in values):
        return False
    return len(wanted & said) >= _FACT_SAID * len(wanted)


def _day(date: str) -> str:
    if not date:
        return "No date"
    return spoken(datetime.date.fromisoformat(date)) if date[4:5] == "-" and len(date) == 10 else date


def measured(name: str, assistant: Assistant, **asked: object) -> tuple[Paper, Measured]:
    """Return a brief and what it is worth."""
    started = time.perf_counter()
    paper = brief(assistant, **asked)  # type: ignore[arg-type]
    seconds = time.perf_counter() - started
    count, wrong = uncarried(paper)
    return paper, Measured(name, count, wrong, unsourced(paper), words_of(paper), seconds)


def briefs_of(assistant: Assistant, board: str) -> Iterator[Measured]:
    """Yield what the briefs of a board without a topic are worth: for a new member at three lengths, what is new."""
    for name, asked in (
        ("new member", {}),
        ("new member, 3 pages", {"pages": 3}),
        ("new member, 1 page", {"pages": 1}),
        ("since the last meeting", {"since": "last meeting"}),
    ):
        try:
            yield measured(f"{board}: {name}", assistant, board=board, **asked)[1]
        except BriefError as error:
            Console().print(f"{board}: {name}: {error}", highlight=False)


def _assistant(papers: Path, home: Path, embedder: SentenceEmbedder) -> Assistant:
    library = Library(IndexSettings(home=home), embedder)
    for _ in library.ingest(list(files_under([papers]))):
        pass
    return Assistant(library)


def main(
    shared: Annotated[Path, typer.Option(help="The real papers, a folder for each board.")] = SHARED,
    homes: Annotated[
        Path | None, typer.Option(help="A folder to keep the libraries in, used again the next time.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Show every fact missed and statement not carried.")] = False,
) -> None:
    """Measure timelines, sources, lengths and seconds of briefs."""
    embedder = SentenceEmbedder()
    topics: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts():
        topics[fact.papers, fact.board, fact.topic].append(fact)
    rows: list[Measured] = []
    timelines: list[tuple[str, str, int, list[Fact]]] = []
    with tempfile.TemporaryDirectory() as kept:
        for papers, folder in (("sample", SAMPLE), ("shared", shared)):
            if not folder.is_dir():
                print(f"the {papers} papers are not on this machine: left out")
                continue
            assistant = _assistant(folder, (homes or Path(kept)) / papers, embedder)
            boards = dict.fromkeys(board for p, board, _ in topics if p == papers)
            rows += [one for board in boards for one in briefs_of(assistant, board)]
            for (_, board, topic), wanted in ((key, w) for key, w in topics.items() if key[0] == papers):
                paper, one = measured(f"{board}: {topic}", assistant, board=board, topic=topic)
                rows.append(one)
                left = missing(paper, wanted)
                timelines.append((topic, board, len(wanted), left))
    _print(rows, timelines, full)


def _print(rows: Sequence[Measured], timelines: Sequence[tuple[str, str, int, list[Fact]]], full: bool) -> None:
    console = Console(width=110)
    table = Shown("Topic", "Board", "Found by hand", "In the timeline")
    for topic, board, count, left in timelines:
        table.add_row(topic, board, str(count), f"{count - len(left)} ({(count - len(left)) / count:.2f})")
    console.print(table)
    table = Shown("Brief", "Statements", "Carried", "Entries without a source", "Words", "Seconds")
    for one in rows:
        share = f"{1 - len(one.uncarried) / max(1, one.statements):.3f}"
        table.add_row(one.name, str(one.statements), share, str(one.unsourced), str(one.words), f"{one.seconds:.2f}")
    console.print(table)
    total, wrong = sum(r.statements for r in rows), sum(len(r.uncarried) for r in rows)
    wanted, missed = sum(t[2] for t in timelines), sum(len(t[3]) for t in timelines)
    over = [r.name for r in rows if "page" in r.name and r.words > WORDS_A_PAGE * int(r.name.split()[-2])]
    console.print(f"timelines complete: {(wanted - missed) / max(1, wanted):.3f} of {wanted} facts")
    console.print(f"statements carried: {1 - wrong / max(1, total):.4f} of {total}; too long: {len(over)}")
    if full:
        for text in dict.fromkeys(text for r in rows for text in r.uncarried):
            console.print(f"  not carried: {text}", highlight=False)
        for fact in (f for t in timelines for f in t[3]):
            console.print(f"  missed: {fact.topic}, {fact.date or 'no date'}: {fact.fact}", highlight=False)


if __name__ == "__main__":
    typer.run(main)
