"""An embedder whose vectors a person can compute by hand."""

import numpy as np

from index.embedding import Vectors


class LetterEmbedder:
    """A text's vector counts its words by first letter, a to z, scaled to length 1."""

    name = "letters"

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(self, texts: list[str]) -> Vectors:
        """Return an array of shape (len(texts), 26); what was embedded is kept in `texts`."""
        self.texts += texts
        counts = np.zeros((len(texts), 26), dtype=np.float32)
        for row, text in zip(counts, texts, strict=True):
            for word in text.lower().split():
                if "a" <= word[0] <= "z":
                    row[ord(word[0]) - ord("a")] += 1
            if not row.any():
                row[:] = 1
        return (counts / np.linalg.norm(counts, axis=1, keepdims=True)).astype(np.float32)
