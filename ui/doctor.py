"""What can be wrong on a machine, looked at one by one."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ui.failures import explained

if TYPE_CHECKING:
    from index.library import Library

_DISK = 1_000_000_000
_MEMORY = 1_500_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: `words` say what was found and, where it is not well, what to do."""

    well: bool
    name: str
    words: str


def checks(opened: "Callable[[], Library]", repair: bool = False) -> Iterator[Check]:
    """Yield each check as it is done. `repair` puts the vectors right first; without it nothing is changed."""
    yield _python()
    yield _memory()
    yield _formats()
    try:
        library = opened()
        if repair:
            list(library.ingest([]))
    except Exception as error:
        yield Check(False, "Data folder", _told(error))
        return
    yield _folder(library.home)
    yield _disk(library.home)
    for name, look in (("Papers", _papers), ("Embedding model", _model), ("Language model", _language_model)):
        try:
            yield look(library)
        except Exception as error:
            yield Check(False, name, _told(error))


def _told(error: Exception) -> str:
    words = explained(error)
    if words is None:
        raise error
    return words


def _python() -> Check:
    version = ".".join(str(n) for n in sys.version_info[:3])
    well = sys.version_info >= (3, 11)
    return Check(well, "Python", version if well else f"{version} is too old: install 3.11 or newer")


def _folder(home: Path) -> Check:
    size = sum(f.stat().st_size for f in home.rglob("*") if f.is_file())
    return Check(True, "Data folder", f"{home}, {_megabytes(size)}")


def _papers(library: "Library") -> Check:
    documents, chunks = len(library.catalogue.documents()), library.catalogue.chunk_ids()
    if not documents:
        return Check(True, "Papers", "none yet: partnership ingest FOLDER")
    vectors = library.vectors.ids()
    if vectors == chunks:
        return Check(True, "Papers", f"{documents} documents, {len(chunks)} chunks, a vector for each")
    lost, idle = len(chunks - vectors), len(vectors - chunks)
    words = f"{lost} chunks have no vector and {idle} vectors no chunk: run partnership doctor --repair"
    return Check(False, "Papers", words)


def _model(library: "Library") -> Check:
    dimensions = library.embedder.embed(["Minutes of the last meeting"]).shape[1]
    return Check(True, "Embedding model", f"{library.embedder.name}, weights as expected, {dimensions} dimensions")


def _language_model(library: "Library") -> Check:
    from assistant.writing.endpoint import Endpoint, LanguageModelError
    from assistant.writing.settings import WritingSettings

    settings = WritingSettings(home=library.home)
    how = "PARTNERSHIP_LLM_URL and PARTNERSHIP_LLM_MODEL"
    if not settings.configured:
        if settings.answers == "written":
            return Check(
                False, "Language model", f"answers = written, but none is set: set {how}, or answers = selected"
            )
        return Check(
            True, "Language model", f"none set, and none is needed: answers are selected; to have one, set {how}"
        )
    try:
        found = Endpoint(settings).probe()
    except LanguageModelError as error:
        return Check(False, "Language model", error.words)
    told = "as it says" if found.context_told else "as set" if settings.context_set else "assumed"
    where = (
        f"the papers' words go to {settings.host}"
        if found.leaves_machine
        else "the papers' words stay on this computer"
    )
    open_line = ", not encrypted" if found.leaves_machine and settings.llm_url.startswith("http:") else ""
    words = [
        f"{found.model} at {settings.host} answers",
        f"reads {found.context} tokens at once ({told})",
        f"writes {found.tokens_per_second:.0f} tokens a second",
        f"{where}{open_line}",
        f"answers are {settings.answers}",
    ]
    return Check(True, "Language model", ", ".join(words))


def _disk(home: Path) -> Check:
    free = shutil.disk_usage(home).free
    advice = "" if free >= _DISK else ": make room, a library needs about 1 GB"
    return Check(free >= _DISK, "Disk space", f"{_megabytes(free)} free{advice}")


def _memory() -> Check:
    meminfo = Path("/proc/meminfo")
    if not meminfo.exists():
        return Check(True, "Memory", "not known on this system; 1.5 GB should be free")
    lines = dict(line.split(":", 1) for line in meminfo.read_text().splitlines() if ":" in line)
    free = int(lines.get("MemAvailable", "0 kB").split()[0]) * 1024
    advice = "" if free >= _MEMORY else ": close other programs, the model needs up to 1.5 GB"
    return Check(free >= _MEMORY, "Memory", f"{_megabytes(free)} free{advice}")


def _formats() -> Check:
    from ingest.readers import READERS

    return Check(True, "Formats", ", ".join(READERS))


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000_000:.1f} GB" if size >= 1_000_000_000 else f"{size / 1_000_000:.0f} MB"
