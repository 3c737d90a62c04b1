"""How much of what papers state is found, and how much of what is found is right: `python -m eval.bench_register`.

Papers that people read are put into a library of their own and compared with the truth in eval/register. One board is
held out: only counts are printed for it.
"""

import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console

from eval.dsf_answers import ask_all
from eval.register_cost import cost
from eval.register_scores import (
    Score,
    score_attendance,
    score_measures,
    score_owners,
    score_people,
    score_row_statuses,
    score_targets,
    score_texts,
)
from eval.register_tables import Scores, answers_table, plain, table
from eval.register_threads import Row, rows, score_links, score_statuses
from eval.register_truth import PAPERS, Truth, placed, truths
from index.embedding import Vectors
from index.library import Library
from index.register.actions import ActionRecord, list_actions
from index.register.asking import Asked
from index.settings import IndexSettings
from ingest.documents import Document
from ingest.reading import read

SPLITS = ("dev", "held-out")


class OneDirection:
    """An embedder that gives every text the same vector: what is searched by meaning is not measured here."""

    name = "one direction"

    def embed(self, texts: list[str]) -> Vectors:
        """Return an array of shape (len(texts), 2)."""
        return np.tile(np.array([1.0, 0.0], dtype=np.float32), (len(texts), 1))


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with its truth, each text found in it."""

    path: str
    date: str
    complete: frozenset[str]
    document: Document
    truth: tuple[Truth, ...]

    def of(self, kind: str) -> list[Truth]:
        """Return the truth of one kind."""
        return [t for t in self.truth if t.data["kind"] == kind]

    def unplaced(self) -> list[str]:
        """Return what stands in the truth and was not found in the paper as it was read."""
        return [str(t.data.get("id", t.data["kind"])) for t in self.truth if t.data.get("texts") and not t.spans]


def papers(split: str, folder: Path) -> list[Paper]:
    """Read the papers of a split."""
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in truths():
        grouped.setdefault(row["paper"], []).append(row)
    found: list[Paper] = []
    for path, group in grouped.items():
        about = next(row for row in group if row["kind"] == "paper")
        if about.get("split", "dev") == split:
            document = read(folder / path)
            truth = tuple(placed(group, document))
            found.append(Paper(path, about["date"], frozenset(about["complete"]), document, truth))
    return found


def of_paper(paper: Paper) -> Scores:
    """Score the records of one paper, as it states them."""
    records = paper.document.records
    beside = [Truth({**t.data, "optional": True, "owners": []}, t.row) for t in paper.of("update")]
    actions = paper.of("action") + beside
    scores: Scores = {}
    if "actions" in paper.complete:
        scores["actions"] = score_texts(actions, records.actions)
        scores["owners"] = score_owners(actions, records.actions)
        scores["resolved people"] = score_people(actions, records.actions)
    if paper.of("update"):
        scores["updates"] = score_texts(paper.of("update"), records.updates)
    if "updates" in paper.complete:
        rows_told = [*paper.of("action"), *paper.of("update")]
        scores["row statuses"] = score_row_statuses(rows_told, records.actions, records.updates)
    if "measures" in paper.complete:
        scores["measures"] = score_measures(paper.of("measure"), records.measures)
        scores["targets"] = score_targets(paper.of("measure"), records.measures)
    if "attendance" in paper.complete:
        scores["attendance"] = score_attendance(paper.of("attendee"), records.meetings)
    if "decisions" in paper.complete:
        scores["decisions"] = score_texts(paper.of("decision"), records.decisions)
    return scores


def over_papers(read_papers: Sequence[Paper], folder: Path) -> Scores:
    """Score what the register makes of all papers together."""
    followed = [p for p in read_papers if any(t.data.get("thread") for t in p.truth)]
    with tempfile.TemporaryDirectory() as home:
        library = Library(IndexSettings(home=Path(home)), embedder=OneDirection())
        for report in library.ingest([folder / p.path for p in followed], keep_copies=False):
            if report.outcome == "failed":
                raise typer.BadParameter(f"{report.path.name}: {report.detail}")
        register: Sequence[ActionRecord] = list_actions(library.catalogue, Asked()).rows
        library.close()
    found: list[Row] = []
    for paper in followed:
        found += rows(paper.path, paper.date, paper.document.id, paper.truth, register)
    return {"statuses": score_statuses(found, register), "links": score_links(found)}


def add_up(all_scores: Iterable[Scores]) -> Scores:
    """Return the sum of scores for each metric."""
    total: Scores = {}
    for scores in all_scores:
        for metric, score in scores.items():
            total[metric] = total.get(metric, Score()) + score
    return total


def measure(split: str, folder: Path) -> tuple[Scores, dict[str, Scores], list[str]]:
    """Return the scores of a split, those of each paper, and every miss."""
    read_papers = papers(split, folder)
    each = {paper.path: of_paper(paper) for paper in read_papers}
    over = over_papers(read_papers, folder)
    misses = [
        f"{p.path} | truth | not found in the text: {', '.join(p.unplaced())}" for p in read_papers if p.unplaced()
    ]
    for path, scores in each.items():
        misses += [f"{path} | {metric} | {miss}" for metric, score in scores.items() for miss in score.misses]
    misses += [f"all papers | {metric} | {miss}" for metric, score in over.items() for miss in score.misses]
    return add_up([*each.values(), over]), each, misses


def main(
    only: Annotated[str, typer.Option(help="dev, held-out, dsf or cost; all without it")] = "",
    split: Annotated[str, typer.Option(help="the questions of dsf: dev to tune on, test to report once")] = "dev",
    verbose: Annotated[bool, typer.Option(help="the dev papers one by one")] = False,
    misses: Annotated[Path | None, typer.Option(help="a file outside the project to write every dev miss to")] = None,
    reveal: Annotated[
        bool, typer.Option(help="write the held-out misses too: they are then held out no longer")
    ] = False,
    folder: Annotated[Path, typer.Option(help="the folder of the papers")] = PAPERS,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Measure actions, owners, statuses, links, figures and attendance against what people noted."""
    console = Console(width=150)
    splits = {name: measure(name, folder) for name in SPLITS if only in ("", name)}
    result: dict[str, Any] = {name: plain(scores) for name, (scores, _, _) in splits.items()}
    spent = cost(folder) if only in ("", "cost") else None
    if spent:
        result["cost"] = spent
    answers = ask_all(split) if only in ("", "dsf") else {}
    if answers:
        result["dsf " + split] = {name: asdict(family) | {"misses": []} for name, family in answers.items()}
    if misses:
        told = [miss for name, (_, _, found) in splits.items() if name == "dev" or reveal for miss in found]
        told += [
            f"dsf | {name} | {miss}" for name, f in answers.items() for miss in f.misses if split == "dev" or reveal
        ]
        misses.write_text("\n".join(told) + "\n", "utf-8")
    if as_json:
        print(json.dumps(result, indent=1))
        return
    if splits:
        console.print(table("What papers state", {name: scores for name, (scores, _, _) in splits.items()}))
    if verbose and "dev" in splits:
        for path, scores in splits["dev"][1].items():
            console.print(table(path, {"dev": scores}))
    if answers:
        console.print(answers_table(answers, split))
    if spent:
        console.print(
            f"Finding records took {spent['finding']:.2f} s of the {spent['ingest']:.1f} s in which "
            f"{spent['papers']} papers were put in with the real model: {spent['share']:.1%}."
        )


if __name__ == "__main__":
    typer.run(main)
