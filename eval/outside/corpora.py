"""The outside sets as libraries: their documents put in as files, the way papers are.

Reading, headers and chunks are so measured with the search. A retrieved chunk stands for the passages of the set that
it shares at least half of (half of the passage or half of the chunk), the larger share first.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs
import typer

from index.library import Library, files_under
from index.search import Passage
from index.settings import IndexSettings

BENCH = Path("../shared/bench")
CACHE = Path(platformdirs.user_cache_dir("partnership-bench", appauthor=False))
FOLDERS = {
    "dsf": "dsf_board_minutes",
    "qmsum": "qmsum_committee",
    "squad2": "squad2_abstain",
    "clapnq": "clapnq_evidence",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage of a set, or a turn of a meeting, stands in the file it was put in with."""

    id: str
    start: int
    end: int


@dataclass(slots=True)
class Corpus:
    """The files of a set and where its passages stand in each, in order; of meetings also where their turns do.

    `files` names the file of each document of the set.
    """

    folder: Path
    places: dict[str, list[Place]] = field(default_factory=dict)
    turns: dict[str, list[Place]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

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


def questions(name: str, split: str, bench: Path = BENCH) -> list[dict[str, Any]]:
    """Return the questions of a split of a set."""
    return [row for row in lines(bench / FOLDERS[name] / "questions.jsonl") if row["split"] == split]


def corpus(name: str, target: Path, bench: Path = BENCH, documents: Iterable[str] | None = None) -> Corpus:
    """Write a set's documents as Markdown files into `target`; the minutes of dsf are files already.

    `documents` keeps those alone.
    """
    folder = bench / FOLDERS[name]
    passages = lines(folder / "docs.jsonl")
    if name == "dsf":
        return Corpus(folder / "files", _found(passages, folder / "files"))
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    made = Corpus(target)
    kept = None if documents is None else set(documents)
    grouped: dict[str, list[dict[str, Any]]] = {}
    for passage in passages:
        title = passage.get("title") or passage["doc"]
        if kept is None or passage["doc"] in kept:
            grouped.setdefault(title, []).append(passage)
    spoken = lines(folder / "turns.jsonl") if name == "qmsum" else []
    for title, group in grouped.items():
        file = re.sub(r"\W+", "-", title)[:60] + hashlib.sha256(title.encode()).hexdigest()[:6] + ".md"
        made.files |= {passage.get("doc", passage["id"]): file for passage in group}
        if name == "qmsum":
            text = _transcript(title, file, group, [t for t in spoken if t["meeting"] == title], made)
        else:
            text = _article(title, file, group, made)
        (target / file).write_text(text, "utf-8")
    return made


def _article(title: str, file: str, group: list[dict[str, Any]], made: Corpus) -> str:
    """Return an article: its passages one after the other, each a paragraph."""
    text = f"# {title.replace('_', ' ')}\n"
    for passage in group:
        body = passage["text"].strip()
        made.places.setdefault(file, []).append(Place(passage["id"], len(text) + 1, len(text) + 1 + len(body)))
        text += f"\n{body}\n"
    return text


def _transcript(title: str, file: str, group: list[dict[str, Any]], spoken: list[dict[str, Any]], made: Corpus) -> str:
    """Return a transcript: each turn a paragraph after its speaker's name. Passages are found again in their turns."""
    text = f"# {title.replace('_', ' ')}\n"
    words: dict[int, tuple[int, str]] = {}
    for turn in spoken:
        said = " ".join(turn["text"].split())
        start = len(text) + 1
        text += f"\n{turn['speaker']}: {said}\n"
        words[turn["turn"]] = (start + len(turn["speaker"]) + 2, said)
        made.turns.setdefault(file, []).append(Place(str(turn["turn"]), start, len(text) - 1))
    for passage in group:
        first, last = passage["turn_from"], passage["turn_to"]
        ends = []
        for turn, line in ((first, 0), (last, -1)):
            at, said = words[turn]
            speaker = next(t["speaker"] for t in spoken if t["turn"] == turn)
            piece = " ".join(passage["text"].split("\n")[line][len(speaker) + 2 :].split())
            found = at + said.find(piece)
            ends.append((found, found + len(piece)))
        made.places.setdefault(file, []).append(Place(passage["id"], ends[0][0], ends[1][1]))
    return text


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


def library(made: Corpus, home: Path) -> Library:
    """Return a library that holds a set's files, read afresh when the code that reads has changed since."""
    held = Library(IndexSettings(home=home))
    root = Path(__file__).resolve().parent.parent.parent
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
