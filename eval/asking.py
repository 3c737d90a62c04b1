"""What is asked in a run: a system that gives a row for an example, and what identifies it and what it answers from."""

import hashlib
import importlib.metadata
import json
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import select

import assistant
import index
import ingest
from assistant.assistant import Assistant
from eval.examples import Example
from eval.rows import Retrieved, Row
from eval.sets import check_documents
from index import schema
from index.library import Library
from index.search import Passage

RETRIEVED = 10


class System(Protocol):
    """Answers the questions of a run. `program` is its version; `settings` are its own, beside those of the library."""

    name: str
    program: str
    settings: dict[str, Any]

    def answer(self, example: Example) -> Row:
        """Return what it makes of an example; whatever it raises becomes the row's error."""


class Partnership:
    """The assistant of this project."""

    name = "partnership"

    def __init__(self, library: Library) -> None:
        self.program = program_version()
        self.settings: dict[str, Any] = {}
        self.assistant = Assistant(library)

    def answer(self, example: Example) -> Row:
        """Return the assistant's answer, and what a search for the question finds."""
        *_, answer = self.assistant.ask(example.question, example.history)
        assert not isinstance(answer, str)
        return Row(
            example=example,
            answer=answer.text,
            reason=answer.reason,
            kind=answer.kind,
            citations=tuple(citation.as_dict() | {"board": citation.board} for citation in answer.citations),
            retrieved=tuple(map(_retrieved, self.assistant.passages(example.question, example.history, k=RETRIEVED))),
            context=tuple(citation.quote for citation in answer.citations),
            seconds=answer.seconds,
        )


def _retrieved(passage: Passage) -> Retrieved:
    section = passage.path[-1] if passage.path else ""
    return Retrieved(passage.name, passage.first_page, passage.last_page, section, passage.text)


def in_library(library: Library, examples: Iterable[Example]) -> list[Example]:
    """Return examples with the papers they expect under the names that citations have for them.

    A paper may have been put in under several names. Raises SetError where the library has none of a name.
    """
    d, s = schema.documents.c, schema.sources.c
    rows = library.catalogue.rows(select(s.path, d.name).join(schema.documents, d.id == s.document))
    names = {Path(row.path).name: row.name for row in rows} | {row.name: row.name for row in rows}
    found = list(examples)
    check_documents(found, names)
    return [replace(e, expected_documents=tuple(names[name] for name in e.expected_documents)) for e in found]


def about(library: Library, examples: Sequence[Example], system: System, name: str, split: str = "") -> dict[str, Any]:
    """Return what run.json tells of a run of a set called `name`, kept to its dev or test `split` if one is given.

    Runs with the same "identity" may be taken for one another.
    """
    settings = {"embedding_model": library.embedder.name, **system.settings}
    return {
        "identity": {
            "system": system.name,
            "set": set_fingerprint(examples),
            "library": library_fingerprint(library),
            "settings": settings,
            "program": system.program,
        },
        "set": name,
        "split": split,
        "questions": len(examples),
        "documents": len(library.catalogue.documents()),
        "settings": library.settings.model_dump(mode="json") | settings,
        "machine": machine(),
    }


def library_fingerprint(library: Library) -> str:
    """Return what stands for a library's papers, as this version reads them, and its embedding model."""
    return _hash([library.embedder.name, *sorted(row.id for row in library.catalogue.documents())])


def set_fingerprint(examples: Iterable[Example]) -> str:
    """Return what stands for examples, in whatever order."""
    return _hash(sorted(json.dumps(example.as_dict(), sort_keys=True) for example in examples))


def program_version() -> str:
    """Return the version of the package, with what stands for the code that answers."""
    digest = hashlib.sha256()
    for package in (ingest, index, assistant):
        folder = Path(str(package.__file__)).parent
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".txt")):
            digest.update(path.name.encode() + path.read_bytes())
    return f"{importlib.metadata.version('partnership-assistant')}+{digest.hexdigest()[:8]}"


def machine() -> dict[str, Any]:
    """Name the processor, its cores, the memory in GB and Python."""
    model = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), model)
    found: dict[str, Any] = {"processor": model, "cores": os.cpu_count(), "python": platform.python_version()}
    if hasattr(os, "sysconf"):
        found["memory"] = round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    return found


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
