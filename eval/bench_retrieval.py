"""How well the index finds what questions ask for, on four outside sets: words, meaning and both, side by side."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from eval.outside.corpora import BENCH, CACHE, FOLDERS, corpus, library, questions
from eval.outside.finding import CHUNKS, MEASURES, Find, answerable, measured
from index.search import Passage, Search

WAYS = ("words", "meaning", "hybrid")


def table(results: dict[str, dict[str, Any]], split: str) -> Table:
    """Return results as a table, the three ways side by side for each measure."""
    columns = [f"{way} {label}" for label in MEASURES for way in WAYS]
    shown = Table("set", "questions", *columns, title=f"Retrieval, {split}")
    for name, row in results.items():
        cells = [f"{row[way][label]:.3f}" for label in MEASURES for way in WAYS]
        shown.add_row(name, str(row["questions"]), *cells)
    return shown


def _by(way: Callable[[str, int], list[Passage]]) -> Find:
    return lambda row: way(row["question"], CHUNKS)


def main(
    split: Annotated[str, typer.Option(help="dev to tune on, test to report once")] = "dev",
    sets: Annotated[str, typer.Option(help="which sets, with commas between them")] = ",".join(FOLDERS),
    bench: Annotated[Path, typer.Option(help="the folder of the outside sets")] = BENCH,
    cache: Annotated[Path, typer.Option(help="where the libraries are kept between runs")] = CACHE,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Measure words, meaning and hybrid retrieval on outside sets (the first run embeds them: a quarter of an hour)."""
    results: dict[str, dict[str, Any]] = {}
    for name in sets.split(","):
        made = corpus(name, cache / name / "files", bench)
        asked = answerable(questions(name, split, bench), made)
        held = library(made, cache / name / "home")
        search = Search(held)
        results[name] = {"questions": len(asked), "chunks": len(held.catalogue.chunk_ids())}
        for way in WAYS:
            results[name][way] = measured(_by(getattr(search, way)), made, asked)
        held.close()
    if as_json:
        print(json.dumps({"split": split, "sets": results}, indent=1))
    else:
        Console(width=150).print(table(results, split))


if __name__ == "__main__":
    typer.run(main)
