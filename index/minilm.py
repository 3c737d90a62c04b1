"""all-MiniLM-L6-v2 in numpy: the vector of a question, half a second after the program starts.

Importing torch and sentence-transformers takes several seconds, which a question asked on the command line need not
wait for. The vectors are those of sentence-transformers, to the fifth decimal of their cosine.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
_LAYERS, _HEADS, _MAX_TOKENS = 6, 12, 256


class MiniLM:
    """Reads the model's folder once; `embed` then works one text at a time."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]
        from tokenizers import Tokenizer

        self._weights: dict[str, Array] = load_file(folder / "model.safetensors")
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._tokenizer.no_padding()
        self._threads = ThreadpoolController()

    def embed(self, texts: list[str]) -> Array:
        """Return an array of shape (len(texts), 384), each row of length 1.

        One thread: for so little work, threads that wait for each other on a busy machine cost half a second.
        """
        with self._threads.limit(limits=1):
            return np.stack([self._one(encoding.ids) for encoding in self._tokenizer.encode_batch(texts)])

    def _one(self, tokens: list[int]) -> Array:
        w = self._weights
        x = w["embeddings.word_embeddings.weight"][tokens] + w["embeddings.position_embeddings.weight"][: len(tokens)]
        x = self._norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for number in range(_LAYERS):
            layer = f"encoder.layer.{number}"
            attended = self._attention(x, f"{layer}.attention.self")
            x = x + self._linear(attended, f"{layer}.attention.output.dense")
            x = self._norm(x, f"{layer}.attention.output.LayerNorm")
            inner = _gelu(self._linear(x, f"{layer}.intermediate.dense"))
            x = self._norm(x + self._linear(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
        mean: Array = x.mean(axis=0)
        return mean / np.linalg.norm(mean)

    def _attention(self, x: Array, name: str) -> Array:
        query, key, value = (
            self._linear(x, f"{name}.{part}").reshape(len(x), _HEADS, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / np.float32(query.shape[-1] ** 0.5)
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        found: Array = (weights / weights.sum(axis=-1, keepdims=True)) @ value
        return found.transpose(1, 0, 2).reshape(x.shape)

    def _linear(self, x: Array, name: str) -> Array:
        return x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _norm(self, x: Array, name: str) -> Array:
        centred = x - x.mean(axis=-1, keepdims=True)
        deviation = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(1e-12))
        scaled: Array = centred / deviation * self._weights[f"{name}.weight"]
        return scaled + self._weights[f"{name}.bias"]


def _gelu(x: Array) -> Array:
    """The tanh form: it differs from the exact one by less than 0.001."""
    found: Array = x * (1 + np.tanh(np.float32((2 / np.pi) ** 0.5) * (x + np.float32(0.044715) * x * x * x))) / 2
    return found
