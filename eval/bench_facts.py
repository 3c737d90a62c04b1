"""How often reading gets right what a paper says about itself: `python eval/bench_facts.py [dev|test] [-v]`.

The truth was noted by people who read the shared papers; `null` stands where they could not tell. It holds no sentence
of the papers, which must lie in the folder beside the project.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from ingest.documents import Document
from ingest.errors import IngestError
from ingest.reading import read

TRUTH = Path(__file__).parent / "facts" / "truth.jsonl"
PAPERS = Path(__file__).parent.parent.parent / "shared" / "documents"
FACTS = ("board", "kind", "date", "meeting date", "status", "period", "language")


def measure(split: str, papers: Path = PAPERS) -> dict[str, Any]:
    """Return how many papers of a split were read, the share of each fact that is right, and the misses by paper."""
    right: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    misses: list[str] = []
    rows = [row for row in map(json.loads, TRUTH.read_text(encoding="utf-8").splitlines()) if row["split"] == split]
    for row in rows:
        try:
            told = _told(read(papers / row["path"]))
        except IngestError as error:
            misses.append(f"{row['path']}: not read ({error})")
            told = {}
        for fact in FACTS:
            if row[fact] is None:
                continue
            wanted = row[fact] if isinstance(row[fact], list) else [row[fact]]
            judged[fact] += 1
            right[fact] += told.get(fact) in wanted
            if told and told[fact] not in wanted:
                misses.append(f"{row['path']}: {fact} is {told[fact] or 'not told'!r}, not {wanted[0] or 'none'!r}")
    shares = {fact: round(right[fact] / judged[fact], 3) for fact in FACTS if judged[fact]}
    return {"papers": len(rows), "right": shares, "overall": round(right.total() / judged.total(), 3), "misses": misses}


def _told(document: Document) -> dict[str, str]:
    period = document.period
    return {
        "board": document.board,
        "kind": document.kind,
        "date": document.date.isoformat() if document.date else "",
        "meeting date": document.fact("meeting date"),
        "status": document.fact("status"),
        "period": f"{period.start}/{period.end}" if period else "",
        "language": document.fact("language"),
    }


def main() -> None:
    """Print the figures of one split, and with -v every miss."""
    found = measure(next((a for a in sys.argv[1:] if not a.startswith("-")), "dev"))
    print(f"{found['papers']} papers, {found['overall']:.1%} of the facts right")
    for fact, share in found["right"].items():
        print(f"  {fact:14} {share:.1%}")
    if "-v" in sys.argv:
        print("\n".join(found["misses"]))


if __name__ == "__main__":
    main()
