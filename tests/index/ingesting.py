"""Ingest files in a process of its own, for tests that kill or interrupt it.

    python -m tests.index.ingesting HOME real|letters|waiting FILE...

Prints "embedding" when the first texts come to be embedded, and each report's outcome. `waiting` stays there.
"""

import sys
import time
from pathlib import Path

from index.embedding import Embedder, SentenceEmbedder, Vectors
from index.library import Library
from index.settings import IndexSettings
from tests.embedders import LetterEmbedder


class Announcing:
    """Says when it is first asked; waits for ever if it should."""

    def __init__(self, inner: Embedder, waits: bool) -> None:
        self.name, self._inner, self._waits = inner.name, inner, waits

    def embed(self, texts: list[str]) -> Vectors:
        """Return what the embedder inside returns, unless waiting."""
        print("embedding", flush=True)
        if self._waits:
            time.sleep(3600)
        return self._inner.embed(texts)


if __name__ == "__main__":
    inner: Embedder = SentenceEmbedder() if sys.argv[2] == "real" else LetterEmbedder()
    library = Library(IndexSettings(home=Path(sys.argv[1])), Announcing(inner, sys.argv[2] == "waiting"))
    try:
        for report in library.ingest([Path(name) for name in sys.argv[3:]]):
            print(report.outcome, flush=True)
    except KeyboardInterrupt:
        sys.exit(130)
