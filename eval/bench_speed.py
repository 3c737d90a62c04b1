"""How fast papers go in and questions are answered, beside ten lines of plain LlamaIndex on the same files.

Every measurement runs in a process of its own, one after the other; both systems embed with the same weights.
"""

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import typer

from index.embedding import SentenceEmbedder, Vectors
from index.library import Library, files_under
from index.settings import IndexSettings
from ingest.documents import Document
from ingest.worker import read_all

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "documents"
SAMPLE = ROOT / "eval" / "sample" / "papers"
_PAGE = 3000
_OURS_ALONE = (".docx",)  # LlamaIndex needs one more package to read these: left out for both
_QUESTIONS = 40


class TimedEmbedder(SentenceEmbedder):
    """Counts the seconds that embedding takes, without those of loading the model."""

    seconds = 0.0

    def embed(self, texts: list[str]) -> Vectors:
        """Return the vectors, and count."""
        if len(texts) > 4:
            self._loaded()
        started = time.perf_counter()
        vectors = super().embed(texts)
        self.seconds += time.perf_counter() - started
        return vectors


def survey(papers: Path) -> dict[str, Any]:
    """Read everything once: which files can be read, how many pages they are, how long reading alone takes."""
    started = time.perf_counter()
    files = [p for p in files_under([papers]) if p.suffix.lower() not in _OURS_ALONE]
    read = [(p, d) for p, d in read_all(files, 120) if isinstance(d, Document)]
    seconds = time.perf_counter() - started
    pages = sum(len(d.pages) if p.suffix.lower() == ".pdf" else max(1, round(len(d.text) / _PAGE)) for p, d in read)
    headings = list(dict.fromkeys(s.path[-1] for _, d in read for s in d.sections if s.path and len(s.path[-1]) > 8))
    step = max(1, len(headings) // _QUESTIONS)
    questions = [f"What was said about {heading}?" for heading in headings[::step][:_QUESTIONS]]
    return {"files": [str(p) for p, _ in read], "pages": pages, "reading": seconds, "questions": questions}


def ingested(job: dict[str, Any]) -> dict[str, Any]:
    """Put the files in."""
    embedder = TimedEmbedder()
    held = Library(IndexSettings(home=Path(job["home"])), embedder)
    embedder.embed(["warm"] * 5)
    embedder.seconds = 0.0
    started = time.perf_counter()
    for _ in held.ingest([Path(f) for f in job["files"]]):
        pass
    seconds = time.perf_counter() - started
    chunks = len(held.catalogue.chunk_ids())
    return {"ingest": seconds, "embedding": embedder.seconds, "chunks": chunks, "memory": _memory()}


def asked(job: dict[str, Any]) -> dict[str, Any]:
    """Ask every question in a process that has answered one before."""
    from assistant.assistant import Assistant

    assistant = Assistant(Library(IndexSettings(home=Path(job["home"]))))
    list(assistant.ask("What are the priorities?"))
    seconds = []
    for question in job["questions"]:
        started = time.perf_counter()
        list(assistant.ask(question))
        seconds.append(time.perf_counter() - started)
    return {"seconds": seconds, "memory": _memory()}


STAGES = {"survey": lambda job: survey(Path(job["papers"])), "ingest": ingested, "ask": asked}


def _memory() -> float:
    """The most memory this process has held, in MB; its reading process comes on top."""
    own, other = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + other) / 1024


def run(module: str, job: dict[str, Any], *stage: str) -> dict[str, Any]:
    """Run a stage in a process of its own and return what it prints."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(job, file)
        file.flush()
        command = [sys.executable, "-m", module, *stage, file.name]
        done = subprocess.run(command, cwd=ROOT, check=True, text=True, capture_output=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def cold(command: list[str], home: Path) -> float:
    """Return the median seconds of three runs of a command, from starting it to its end."""
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run(command, cwd=ROOT, env=os.environ | {"PARTNERSHIP_HOME": str(home)}, capture_output=True)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def machine() -> str:
    """Name the processor, its cores and the memory."""
    model = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), model)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}"


def report(job: dict[str, Any], ours: dict[str, Any], base: dict[str, Any]) -> str:
    """Return the figures as a Markdown table."""
    pages = job["pages"]
    other = ours["ingest"] - ours["embedding"]
    rows = [
        ("Ingest, whole", f"{ours['ingest']:.1f} s", f"{base['ingest']:.1f} s"),
        ("Ingest, per page", f"{1000 * ours['ingest'] / pages:.0f} ms", f"{1000 * base['ingest'] / pages:.0f} ms"),
        ("- reading alone (beside embedding, for us)", f"{job['reading']:.1f} s", f"{base['reading']:.1f} s"),
        ("- embedding", f"{ours['embedding']:.1f} s", f"{base['ingest'] - base['reading']:.1f} s with storing"),
        ("- everything else, as a share of embedding", f"{100 * other / ours['embedding']:.0f} %", ""),
        ("Chunks", str(ours["chunks"]), str(base["chunks"])),
        ("Question, warm, median", _ms(ours["seconds"], 0.5), _ms(base["seconds"], 0.5) + ", retrieval only"),
        ("Question, warm, 95 %", _ms(ours["seconds"], 0.95), _ms(base["seconds"], 0.95)),
        ("Question, cold", f"{ours['cold']:.1f} s", f"{base['cold']:.1f} s"),
        ("Memory, ingest", f"{ours['memory']:.0f} MB", f"{base['memory']:.0f} MB"),
        ("Memory, asking", f"{ours['asking']:.0f} MB", ""),
    ]
    head = [f"{machine()}. {len(job['files'])} files, {pages} pages, {len(job['questions'])} questions.", ""]
    table = ["| | Partnership | LlamaIndex |", "|---|---|---|", *(f"| {a} | {b} | {c} |" for a, b, c in rows)]
    return "\n".join([*head, *table])


def _ms(seconds: list[float], share: float) -> str:
    ordered = sorted(seconds)
    return f"{1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]:.0f} ms"


def main(papers: Path = typer.Argument(SHARED if SHARED.exists() else SAMPLE, help="The papers to put in.")) -> None:
    """Measure, and print a Markdown table."""
    with tempfile.TemporaryDirectory() as folder:
        home, plain = Path(folder) / "ours", Path(folder) / "llamaindex"
        job = run("eval.bench_speed", {"papers": str(papers.resolve())}, "survey")
        ours = run("eval.bench_speed", job | {"home": str(home)}, "ingest")
        answered = run("eval.bench_speed", job | {"home": str(home)}, "ask")
        ours |= {"seconds": answered["seconds"], "asking": answered["memory"]}
        question = job["questions"][0]
        command = [sys.executable, "-c", "from ui.cli import main; main()", "ask", question]
        ours["cold"] = cold(command, home)
        base = run("eval.bench_llamaindex", job | {"home": str(plain)})
        single = Path(folder) / "job.json"
        single.write_text(json.dumps({"home": str(plain), "files": [], "questions": [question]}), "utf-8")
        base["cold"] = cold([sys.executable, "-m", "eval.bench_llamaindex", str(single)], plain)
    print(report(job, ours, base))


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in STAGES:
        print(json.dumps(STAGES[sys.argv[1]](json.loads(Path(sys.argv[2]).read_text("utf-8")))))
    else:
        typer.run(main)
