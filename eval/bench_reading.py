"""How faithfully papers are read: tables, layouts, scans, real papers, speed and memory, one figure for each.

    python -m eval.bench_reading [--test] [--only tables,layouts,scans,papers,memory] [-v]

What each figure means is told in eval/READING.md. A stage whose papers are not there says so and is left out. The
figures are printed as Markdown and kept in .runs/reading-<stage>.json.
"""

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import typer

from eval import raw_words
from eval.layouts import scoring
from ingest.documents import Document, Section, page_at
from ingest.reading import read
from ingest.worker import read_all

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
RUNS = ROOT / ".runs"
_SECONDS = 600
_ON_PAGE = 0.95  # of a block's words; the rest are hyphens and letters that two extractions write otherwise
_WORST = 6
_HYPHENS = re.compile("[-\u00ad\u2010\u2011\ufffe\x02]")


@dataclass(slots=True)
class Stage:
    """What a stage found: figures by name, and lines that say what lies behind them."""

    figures: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def tables(test: bool) -> Stage:
    """Score the tables of the ICDAR 2013 set beside those of plain pdfplumber."""
    bench = import_module("eval.bench_tables")
    if not bench.BENCH.exists():
        return Stage(notes=[f"left out: {bench.BENCH.name} is not there"])
    stage = Stage()
    for split in ("dev", "test") if test else ("dev",):
        found = bench.measure(split)
        for name, plain in bench.PDFPLUMBER[split].items():
            stage.figures[f"{split} {name}"] = found[name]
            stage.figures[f"{split} {name}, pdfplumber"] = plain
    return stage


def layouts(test: bool) -> Stage:
    """Score the layout set."""
    stage = Stage()
    for split in ("dev", "test") if test else ("dev",):
        found = scoring.measure(split)
        for name, (right, everything) in scoring.shares(found).items():
            stage.figures[f"{split} {name}"] = f"{100 * right / everything:.1f} % of {everything}"
        if split == "dev":
            stage.notes = [
                f"{name} {miss.measure}: {miss.expected}; got {miss.got}"
                for name, one in found.items()
                for miss in one
                if not miss.right
            ]
    return stage


def scans(test: bool) -> Stage:
    """Score the sample papers that were made pictures."""
    try:
        bench = import_module("eval.bench_ocr")
    except ModuleNotFoundError as error:
        return Stage(notes=[f"left out: {error.name} is not there"])
    found = bench.measure(sorted(bench.SAMPLES.glob("*.pdf")))
    wrong, characters = (sum(counts[place] for counts in found["characters"].values()) for place in (0, 1))
    stage = Stage({"characters that differ": f"{100 * wrong / characters:.2f} % of {characters}"})
    for name, (right, everything) in scoring.shares(found["layouts"]).items():
        stage.figures[f"layouts scanned: {name}"] = f"{100 * right / everything:.1f} % of {everything}"
    stage.figures["seconds a page"] = round(found["seconds"] / found["pages"], 1)
    return stage


def papers(test: bool) -> Stage:
    """Read every real paper, and hold what was read against what stands in the files."""
    folder = SHARED / "documents"
    if not folder.exists():
        return Stage(notes=["left out: ../shared/documents is not there"])
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    pdfs = [p for p in files if p.suffix.lower() == ".pdf"]
    started = time.perf_counter()
    results = list(read_all(pdfs, _SECONDS))
    seconds = time.perf_counter() - started
    results += read_all([p for p in files if p not in pdfs], _SECONDS)
    documents = {path: result for path, result in results if isinstance(result, Document)}
    pages = [page for path in pdfs if path in documents for page in documents[path].pages]
    stage = Stage({"files": len(files), "read": len(documents), "reported": len(results) - len(documents)})
    stage.notes += [f"{path.name}: not read: {told}" for path, told in results if path not in documents]
    stage.figures |= {"PDF pages": len(pages), "of them recognised": sum(p.confidence is not None for p in pages)}
    stage.figures["PDF pages a second"] = round(len(pages) / seconds, 1)
    _places(stage, {path: document for path, document in documents.items() if path in pdfs})
    _losses(stage, documents)
    return stage


def _places(stage: Stage, documents: dict[Path, Document]) -> None:
    """Look for every section's words on the pages it claims."""
    right = everything = 0
    for path, document in documents.items():
        if any(page.confidence is not None for page in document.pages):
            continue
        pages = raw_words.pdf_pages(path)
        for section in document.sections:
            astray = _astray(section, document, pages)
            everything += 1
            right += not astray
            if astray:
                stage.notes.append(f"{path.name}: section {section.path[-1:]} claims pages that do not hold: {astray}")
    if everything:
        stage.figures["sections whose words stand on the pages they claim"] = (
            f"{100 * right / everything:.2f} % of {everything}"
        )


def _astray(section: Section, document: Document, pages: list[str]) -> str:
    """Return the first block of a section whose words do not stand on its pages, or ""."""
    for block in section.blocks:
        first, last = page_at(document.pages, block.start), page_at(document.pages, max(block.start, block.end - 1))
        if first is None or last is None:
            return "nothing: it has no page"
        there = "\n".join(pages[first - 1 : last])
        known = {*raw_words.words_of(there), *raw_words.words_of(_HYPHENS.sub(" ", there))}
        run = "".join(raw_words.words_of(there))
        words = raw_words.words_of(document.text[block.start : block.end])
        if sum(word in known or (len(word) > 3 and word in run) for word in words) < _ON_PAGE * len(words):
            return block.text[:60]
    return ""


def _losses(stage: Stage, documents: dict[Path, Document]) -> None:
    """Count the words of each file that are not in what was read of it."""
    words = furniture = headings = 0
    gone: dict[str, dict[Path, list[str]]] = {"text": {}, "sections": {}}
    untaken = []
    for path, document in documents.items():
        raw = raw_words.raw(path)
        if raw is None or any(page.confidence is not None for page in document.pages):
            untaken.append(path.name)
            continue
        want = [word for page in raw.pages for word in raw_words.words_of(page)]
        words += len(want)
        furniture += sum(raw.furniture.values())
        gone["text"][path], again = _without_headings(raw_words.lost(want, document.text), document)
        gone["sections"][path], _ = _without_headings(raw_words.lost(want, _said(document)), document)
        headings += again
    if not words:
        return
    for name, lost in gone.items():
        share = 1 - sum(map(len, lost.values())) / words
        stage.figures[f"words of the files in the {name} read"] = f"{100 * share:.2f} % of {words}"
        worst = sorted(lost, key=lambda path: -len(lost[path]))[:_WORST]
        stage.notes += [f"{p.name}: {len(lost[p])} words not in the {name}: {_few(lost[p])}" for p in worst if lost[p]]
    stage.figures["words of heads, feet and page numbers, left aside"] = furniture
    stage.figures["words of column headings that a later page repeats, left aside"] = headings
    if untaken:
        stage.notes.append(f"not held against raw words, as none could be taken: {len(untaken)} files: {_few(untaken)}")


def _without_headings(lost: list[str], document: Document) -> tuple[list[str], int]:
    """Take out words of column headings, which a table that goes on over pages shows once, and count them."""
    rows = [block for section in document.sections for block in section.blocks if block.kind == "row"]
    firsts = [row for last, row in pairwise([None, *rows]) if row and (not last or last.table != row.table)]
    heads = [row for row in firsts if len(row.cells) > 1 and all(len(cell.text.split()) <= 8 for cell in row.cells)]
    once = Counter(word for row in heads for word in raw_words.words_of(row.text))
    again = Counter({word: count * (len(document.pages) - 1) for word, count in once.items() if document.pages})
    kept = list((Counter(lost) - again).elements())
    return kept, len(lost) - len(kept)


def _said(document: Document) -> str:
    pieces = [part.title for part in document.parts]
    for section in document.sections:
        pieces += section.path[-1:]
        pieces += [f"{block.text} {block.owner}" for block in section.blocks]
    return "\n".join(pieces)


def _few(words: list[str]) -> str:
    counts = Counter(words).most_common()
    told = [word if count == 1 else f"{word} x{count}" for word, count in counts[:25]]
    return ", ".join(told) + (" ..." if len(counts) > 25 else "")


def memory(test: bool) -> Stage:
    """Read a PDF of 500 pages of tables and prose in a process of its own, and say what it took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        _long_pdf(path, 500)
        command = [sys.executable, "-m", "eval.bench_reading", "--weigh", str(path)]
        done = subprocess.run(command, cwd=ROOT, check=True, text=True, capture_output=True)
    return Stage(json.loads(done.stdout.splitlines()[-1]))


def weigh(path: Path) -> dict[str, Any]:
    """Read a file and return its pages, the seconds, and the most memory this process has held."""
    started = time.perf_counter()
    document = read(path)
    seconds = time.perf_counter() - started
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "pages": len(document.pages),
        "pages a second": round(len(document.pages) / seconds, 1),
        "peak MB": round(most),
    }


def _long_pdf(path: Path, pages: int) -> None:
    from reportlab.lib import colors
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    style = getSampleStyleSheet()
    story: list[Any] = []
    for number in range(1, pages + 1):
        prose = f"Paragraph of page {number}. The board noted the report and asked for another before the summer. " * 5
        rows = [["No", "Action", "Owner", "Due"]]
        rows += [[f"{number}.{i}", f"Write to the ward councillors about item {i}", "AB/CD", ""] for i in range(1, 21)]
        story += [Paragraph(f"{number}. Item", style["Heading2"]), Paragraph(prose, style["BodyText"])]
        story += [Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)]), PageBreak()]
    SimpleDocTemplate(str(path)).build(story)


STAGES: dict[str, Callable[[bool], Stage]] = {
    "tables": tables,
    "layouts": layouts,
    "scans": scans,
    "papers": papers,
    "memory": memory,
}


def main(
    test: Annotated[bool, typer.Option("--test", help="measure the test splits too: once, at the end")] = False,
    only: Annotated[str, typer.Option(help="which stages, with commas between them")] = ",".join(STAGES),
    verbose: Annotated[bool, typer.Option("-v", help="print every note")] = False,
    file: Annotated[Path | None, typer.Option("--weigh", hidden=True)] = None,
) -> None:
    """Measure how faithfully papers are read."""
    if file is not None:
        print(json.dumps(weigh(file)))
        return
    for name in only.split(","):
        started = time.perf_counter()
        stage = STAGES[name](test)
        print(f"\n## {name} ({time.perf_counter() - started:.0f} s)\n")
        if stage.figures:
            print("| | |\n|---|---|\n" + "\n".join(f"| {what} | {figure} |" for what, figure in stage.figures.items()))
        shown = stage.notes if verbose else stage.notes[: _WORST * 3]
        print("".join(f"\n- {note}" for note in shown))
        if len(shown) < len(stage.notes):
            print(f"- and {len(stage.notes) - len(shown)} more: -v prints them")
        RUNS.mkdir(exist_ok=True)
        kept = json.dumps({"figures": stage.figures, "notes": stage.notes}, indent=1, ensure_ascii=False)
        (RUNS / f"reading-{name}.json").write_text(kept, "utf-8")


if __name__ == "__main__":
    typer.run(main)
