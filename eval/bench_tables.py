"""How well tables are found: the ICDAR 2013 set (PDFs of EU and US government), scored with its own score.py.

python -m eval.bench_tables dev
"""

import argparse
import importlib.util
import json
import time
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from ingest.readers.content import PageTable
from ingest.readers.pdf_layout import content_of
from ingest.readers.pdf_tables import find_tables

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "icdar2013_tables"
PDFPLUMBER = {"dev": {"F1": 0.567, "row_value_recall": 0.300}, "test": {"F1": 0.573, "row_value_recall": 0.211}}
"""What plain pdfplumber defaults reach, from the bench's baseline.txt."""


def texts(table: PageTable) -> list[list[str]]:
    """Return the words of each cell, joined."""
    return [[" ".join(word.text for word in cell.words) for cell in row] for row in table.rows]


def tables_in(path: Path) -> list[list[list[str]]]:
    """Return all tables that the product finds in a PDF."""
    document = pdfium.PdfDocument(path)
    try:
        return [texts(table) for page in document for table in find_tables(content_of(page))]
    finally:
        document.close()


def measure(split: str, folder: Path = BENCH) -> dict[str, Any]:
    """Return the score of "dev" or "test": F1 of adjacent cells, row-value recall, and seconds a document."""
    spec = importlib.util.spec_from_file_location("icdar_score", folder / "score.py")
    if spec is None or spec.loader is None or not (folder / "gold.jsonl").exists():
        raise FileNotFoundError(
            f"{folder} does not hold the ICDAR 2013 tables: its score.py, gold.jsonl and pdf are needed"
        )
    scoring = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scoring)
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    started = time.perf_counter()
    found = {g["id"]: tables_in(folder / g["file"]) for g in gold if g["split"] == split}
    seconds = time.perf_counter() - started
    result: dict[str, Any] = scoring.score(found, folder / "gold.jsonl", split)
    return result | {"seconds_a_document": round(seconds / len(found), 3)}


def main() -> None:
    """Print the score beside that of pdfplumber."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("split", choices=("dev", "test"), nargs="?", default="dev")
    parser.add_argument("--folder", type=Path, default=BENCH)
    arguments = parser.parse_args()
    print(json.dumps(measure(arguments.split, arguments.folder)))
    print("pdfplumber defaults:", json.dumps(PDFPLUMBER[arguments.split]))


if __name__ == "__main__":
    main()
