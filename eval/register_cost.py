"""What finding records costs beside putting papers in with the real embedding model."""

import tempfile
import time
from pathlib import Path
from typing import Any

from eval.register_truth import truths
from index.library import Library
from index.settings import IndexSettings
from ingest.reading import read
from ingest.records.finding import find_records

PAPERS_TIMED = 10


def cost(folder: Path) -> dict[str, Any]:
    """Time ten papers: how long their records take to find, and how long putting them in takes in all, in seconds."""
    paths = list(dict.fromkeys(row["paper"] for row in truths() if row.get("split", "dev") == "dev"))
    chosen = [folder / path for path in paths[:: max(1, len(paths) // PAPERS_TIMED)][:PAPERS_TIMED]]
    finding = 0.0
    for path in chosen:
        document = read(path)
        started = time.perf_counter()
        find_records(document.text, document.parts, document.sections, document.people, document.board)
        finding += time.perf_counter() - started
    with tempfile.TemporaryDirectory() as home:
        library = Library(IndexSettings(home=Path(home)))
        library.embedder.embed(["the model is loaded before the clock starts"])
        started = time.perf_counter()
        list(library.ingest(chosen, keep_copies=False))
        whole = time.perf_counter() - started
        library.close()
    return {"papers": len(chosen), "finding": finding, "ingest": whole, "share": finding / whole}
