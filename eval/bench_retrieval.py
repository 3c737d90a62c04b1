"""How well the index finds what questions ask for, on four outside sets: words, meaning and both, side by side.

Each set is put in as files, the way papers are, so that reading, headers and chunks are measured with the search.
A retrieved chunk stands for the passages of the set that it shares at least half of (half of the passage or half of the
chunk), the larger share first; a passage counts once, where it comes first.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import ir_measures
import platformdirs
import typer
from ir_measures import Qrel, ScoredDoc, Success, nDCG
from rich.console import Console
from rich.table import Table

from index.library import Library, files_under
from index.search import Passage, Search
from index.settings import IndexSettings

FOLDERS = {
    "dsf": "dsf_board_minutes",
    "qmsum": "qmsum_committee",
    "squad2": "squad2_abstain",
    "clapnq": "clapnq_evidence",
}
WAYS = ("words", "meaning", "hybrid")
MEASURES = {"hit@5": Success @ 5, "nDCG@10": nDCG @ 10}
_CHUNKS = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage of a set stands in the file it was put in with."""

    id: str
    start: int
    end: int


@dataclass(slots=True)
class Corpus:
    """The files of a set and where its passages stand in each, in order."""

    folder: Path
    places: dict[str, list[Place]] = field(default_factory=dict)

    def passages(self, chunk: Passage) -> list[str]:
        """Return the ids of the passages a chunk stands for, the larger share first."""
        shared: list[tuple[int, str]] = []
        for place in self.places.get(chunk.name, []):
            overlap = min(chunk.end, place.end) - max(chunk.start, place.start)
            if 2 * overlap >= min(chunk.end - chunk.start, place.end - place.start):
                shared.append((-overlap, place.id))
        return [identity for _, identity in sorted(shared)]


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def questions(folder: Path, split: str, made: Corpus) -> list[dict[str, Any]]:
    """Return the answerable questions of a split whose passages were put in."""
    rows = lines(folder / "questions.jsonl")
    held = {place.id for places in made.places.values() for place in places}
    return [row for row in rows if row["split"] == split and row["answerable"] and held.intersection(row["gold"])]


def corpus(name: str, folder: Path, target: Path, meetings: int) -> Corpus:
    """Write a set's documents as Markdown files into `target`; the minutes of dsf are files already."""
    passages = lines(folder / "docs.jsonl")
    if name == "dsf":
        return Corpus(folder / "files", _found(passages, folder / "files"))
    if name == "qmsum":
        kept = sorted({p["doc"] for p in passages})[:meetings]
        passages = [p for p in passages if p["doc"] in kept]
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    made = Corpus(target)
    grouped: dict[str, list[dict[str, Any]]] = {}
    for passage in passages:
        grouped.setdefault(passage.get("title") or passage["doc"], []).append(passage)
    for title, group in grouped.items():
        file = re.sub(r"\W+", "-", title)[:60] + hashlib.sha256(title.encode()).hexdigest()[:6] + ".md"
        text = f"# {title.replace('_', ' ')}\n"
        for passage in group:
            body = passage["text"].strip()
            made.places.setdefault(file, []).append(Place(passage["id"], len(text) + 1, len(text) + 1 + len(body)))
            text += f"\n{body}\n"
        (target / file).write_text(text, "utf-8")
    return made


def _found(passages: list[dict[str, Any]], files: Path) -> dict[str, list[Place]]:
    """Find the sections of dsf in its files: each under its own heading, in the order they are listed."""
    places: dict[str, list[Place]] = {}
    for passage in passages:
        file = f"{passage['doc']}.md"
        text = (files / file).read_text("utf-8")
        body = passage["text"].split("\n", 1)[-1].strip()
        before = places.setdefault(file, [])
        start = text.find(body, before[-1].end if before else 0)
        if start < 0:
            start = text.find(body)
        if start >= 0:
            before.append(Place(passage["id"], start, start + len(body)))
    return places


def library(name: str, made: Corpus, cache: Path) -> Library:
    """Return a library that holds a set's files, read afresh when the code that reads has changed since."""
    held = Library(IndexSettings(home=cache / name / "home"))
    root = Path(__file__).resolve().parent.parent
    sources = [*sorted((root / "ingest").rglob("*.py")), *sorted(p for p in made.folder.iterdir())]
    stamp = hashlib.sha256(b"\0".join(p.read_bytes() for p in sources)).hexdigest()
    if held.catalogue.get_state("bench") != stamp:
        for document in held.catalogue.documents():
            held.remove(document.id)
        for report in held.ingest(files_under([made.folder]), keep_copies=False):
            if report.outcome == "failed":
                raise typer.BadParameter(f"{report.path.name}: {report.detail}")
        held.catalogue.set_state("bench", stamp)
    return held


def ranking(search: Search, made: Corpus, way: str, question: str) -> Iterator[str]:
    """Yield the ids of the passages found, best first, each once."""
    chunks = getattr(search, way)(question, _CHUNKS)
    yield from dict.fromkeys(found for chunk in chunks for found in made.passages(chunk))


def measured(search: Search, made: Corpus, asked: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Return each way's measures over questions."""
    gold = [Qrel(row["id"], passage, 1) for row in asked for passage in row["gold"]]
    results: dict[str, dict[str, float]] = {}
    for way in WAYS:
        run = [
            ScoredDoc(row["id"], passage, 1.0 / rank)
            for row in asked
            for rank, passage in enumerate(ranking(search, made, way, row["question"]), 1)
        ]
        values = ir_measures.calc_aggregate(list(MEASURES.values()), gold, run)
        results[way] = {label: float(values[measure]) for label, measure in MEASURES.items()}
    return results


def table(results: dict[str, dict[str, Any]], split: str) -> Table:
    """Return results as a table, the three ways side by side for each measure."""
    columns = [f"{way} {label}" for label in MEASURES for way in WAYS]
    shown = Table("set", "questions", *columns, title=f"Retrieval, {split}")
    for name, row in results.items():
        cells = [f"{row[way][label]:.3f}" for label in MEASURES for way in WAYS]
        shown.add_row(name, str(row["questions"]), *cells)
    return shown


def main(
    split: Annotated[str, typer.Option(help="dev to tune on, test to report once")] = "dev",
    sets: Annotated[str, typer.Option(help="which sets, with commas between them")] = ",".join(FOLDERS),
    bench: Annotated[Path, typer.Option(help="the folder of the outside sets")] = Path("../shared/bench"),
    cache: Annotated[Path, typer.Option(help="where the libraries are kept between runs")] = Path(
        platformdirs.user_cache_dir("partnership-bench", appauthor=False)
    ),
    meetings: Annotated[int, typer.Option(help="how many meetings of qmsum, in order of name; it has 36")] = 18,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Measure words, meaning and hybrid retrieval on outside sets (the first run embeds them: ten minutes)."""
    results: dict[str, dict[str, Any]] = {}
    for name in sets.split(","):
        folder = bench / FOLDERS[name]
        made = corpus(name, folder, cache / name / "files", meetings)
        asked = questions(folder, split, made)
        held = library(name, made, cache)
        results[name] = {"questions": len(asked), "chunks": len(held.catalogue.chunk_ids())} | measured(
            Search(held), made, asked
        )
        held.close()
    if as_json:
        print(json.dumps({"split": split, "sets": results}, indent=1))
    else:
        Console(width=150).print(table(results, split))


if __name__ == "__main__":
    typer.run(main)
