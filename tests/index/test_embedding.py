"""The packaged model: its weights are checked, and a question's quick vector is the one the whole model gives."""

import numpy as np
import pytest

import index.embedding
from index.embedding import ModelError, SentenceEmbedder

QUESTIONS = [
    "What was done on hate crime in Q2?",
    "Who owns the action?",
    "The board met in the corn hall, " * 60,
    "£22,200 – “first-time entrants” (186a)",
]


def test_a_few_texts_get_the_same_vectors_as_many(embedder: SentenceEmbedder) -> None:
    few = np.vstack([embedder.embed([question]) for question in QUESTIONS])
    many = embedder.embed(QUESTIONS * 2)[: len(QUESTIONS)]
    assert few.shape == many.shape == (len(QUESTIONS), 384)
    assert np.allclose(np.linalg.norm(few, axis=1), 1, atol=1e-3)
    assert ((few * many).sum(axis=1) > 0.999).all()


def test_other_weights_than_the_packaged_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.embedding, "_PACKAGED_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="not the ones expected"):
        SentenceEmbedder().embed(["a question"])


def test_a_model_that_is_not_there_is_named() -> None:
    with pytest.raises(ModelError, match="no-such-model"):
        SentenceEmbedder("no-such-model").embed(["a", "b", "c", "d", "e"])
