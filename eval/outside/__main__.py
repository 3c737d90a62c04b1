"""`python -m eval.outside`: the outside sets measured, each beside the figures of others, as one table."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from assistant.assistant import Assistant
from eval.dsf_answers import ask_of
from eval.outside import asking, finding
from eval.outside.corpora import BENCH, CACHE, FOLDERS, Corpus, corpus, library, lines, questions
from eval.outside.figures import Scores, figures, table
from index.library import Library
from index.search import Search

Measured = Iterator[tuple[str, int, Scores]]
"""A protocol's name, the number of its questions and its scores."""


def _ids(held: Library) -> dict[str, str]:
    return {document.name: document.id for document in held.catalogue.documents()}


def dsf(held: Library, made: Corpus, split: str, bench: Path, _: Path) -> Measured:
    """Board minutes: what is found, answered and refused."""
    asked = questions("dsf", split, bench)
    found = finding.measured(finding.anywhere(Search(held)), made, asked)
    families = ask_of(Assistant(held), split, bench / FOLDERS["dsf"])
    yield "dsf", len(asked), found | asking.of_families(families)


def qmsum(held: Library, made: Corpus, split: str, bench: Path, _: Path) -> Measured:
    """Committee transcripts: the discussion found in the whole library, and in the meeting it was held at."""
    asked = questions("qmsum", split, bench)
    search = Search(held)
    for protocol, find in (
        ("qmsum", finding.anywhere(search)),
        ("qmsum within", finding.in_meeting(search, made, _ids(held))),
    ):
        found = finding.remembered(find, asked)
        words = finding.gold_words(found, made, asked)
        shares = {f"gold words in {budget}": share for budget, share in words.items()}
        yield protocol, len(asked), finding.measured(found, made, asked) | shares


def squad2(held: Library, made: Corpus, split: str, bench: Path, cache: Path) -> Measured:
    """Articles: A, all are in the library; B, every second one is, and questions about the others have no answer."""
    asked = questions("squad2", split, bench)
    yield "squad2", len(asked), finding.measured(finding.anywhere(Search(held)), made, asked)
    yield "squad2 A", len(asked), asking.kept_and_refused(Assistant(held), asked)
    titles = list(dict.fromkeys(row["doc"] for row in lines(bench / FOLDERS["squad2"] / "docs.jsonl")))[::2]
    half = library(corpus("squad2", cache / "squad2-half" / "files", bench, titles), cache / "squad2-half" / "home")
    rows = [
        row | {"answerable": row["answerable"] and row["doc"] in titles}
        for row in asked
        if row["answerable"] or row["doc"] not in titles
    ]
    yield "squad2 B", len(rows), asking.kept_and_refused(Assistant(half), rows)
    half.close()


def clapnq(held: Library, made: Corpus, split: str, bench: Path, _: Path) -> Measured:
    """Search questions with long answers: what is found, and which sentences are quoted and which questions refused."""
    asked = questions("clapnq", split, bench)
    docs = {row["id"]: row["sentences"] for row in lines(bench / FOLDERS["clapnq"] / "docs.jsonl")}
    yield "clapnq", len(asked), finding.measured(finding.anywhere(Search(held)), made, asked)
    assistant = Assistant(held)
    for protocol, within in (("clapnq within", True), ("clapnq anywhere", False)):
        scores = asking.evidence(assistant, made, docs, asked, within)
        scores["unanswerable: refused"] = asking.refusals(assistant, made, asked, within)
        yield protocol, len(asked), scores


PROTOCOLS: dict[str, Callable[[Library, Corpus, str, Path, Path], Measured]] = {
    "dsf": dsf,
    "qmsum": qmsum,
    "squad2": squad2,
    "clapnq": clapnq,
}


app = typer.Typer(add_completion=False)


@app.command()
def main(
    split: Annotated[str, typer.Option(help="dev to tune on, test to report once")] = "dev",
    sets: Annotated[str, typer.Option(help="which sets, with commas between them")] = ",".join(PROTOCOLS),
    bench: Annotated[Path, typer.Option(help="the folder of the outside sets")] = BENCH,
    cache: Annotated[Path, typer.Option(help="where the libraries are kept between runs")] = CACHE,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Measure retrieval, answers and refusals on outside sets (the first run embeds them: a quarter of an hour)."""
    chosen = sets.split(",")
    if unknown := [name for name in chosen if name not in PROTOCOLS]:
        raise typer.BadParameter(f"there is no set {unknown[0]}: name some of {', '.join(PROTOCOLS)}")
    if missing := [bench / FOLDERS[name] for name in chosen if not (bench / FOLDERS[name]).is_dir()]:
        raise typer.BadParameter(f"{missing[0]} is not there: give the folder of the outside sets with --bench")
    if split not in ("dev", "test"):
        raise typer.BadParameter(f"{split} is no split: name dev or test")
    found = []
    for name in chosen:
        made = corpus(name, cache / name / "files", bench)
        held = library(made, cache / name / "home")
        for protocol, asked, scores in PROTOCOLS[name](held, made, split, bench, cache):
            found += figures(protocol, asked, scores, split, bench)
        held.close()
    if as_json:
        told: dict[str, Any] = {"split": split, "figures": [asdict(f) | {"reached": f.reached} for f in found]}
        print(json.dumps(told, indent=1))
    else:
        Console(width=170).print(table(found, split))


if __name__ == "__main__":
    app()
