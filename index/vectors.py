"""Vectors of chunks in Chroma. The only file that imports chromadb; all of it can be rebuilt from the catalogue."""

import re
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from filelock import BaseFileLock, Timeout

from index.embedding import Vectors

_BATCH = 2000


class VectorStore:
    """One collection, named for the embedding model, in a folder of its own.

    Files that are damaged are thrown away, by whoever holds `lock`; where nothing is stored `refill` is called.
    """

    def __init__(self, folder: Path, model: str, lock: BaseFileLock, refill: Callable[[], None]) -> None:
        self.folder = folder
        self.name = "chunks-" + re.sub(r"[^A-Za-z0-9]+", "-", model).strip("-")[-48:]
        self._lock = lock
        self._refill = refill
        self._collection: Any = None
        self._client: Any = None
        self._one_at_a_time = threading.RLock()  # opening Chroma anew pulls it from under other threads' feet

    def _opened(self) -> Any:
        with self._one_at_a_time:
            if self._collection is None:
                try:
                    collection = self._open()
                    self._collection = collection
                except Exception:  # whatever Chroma's files suffered, the catalogue can rebuild them
                    collection = self._start_again()
                if collection.count() == 0:
                    self._refill()
            return self._collection

    def _start_again(self) -> Any:
        with self._lock.acquire(timeout=0):
            shutil.rmtree(self.folder, ignore_errors=True)
            self._collection = self._open()
        return self._collection

    def _open(self) -> Any:
        import chromadb
        from chromadb.api.client import SharedSystemClient
        from chromadb.config import Settings

        self.folder.mkdir(parents=True, exist_ok=True)
        SharedSystemClient.clear_system_cache()
        client = chromadb.PersistentClient(str(self.folder), Settings(anonymized_telemetry=False))
        collection = client.get_or_create_collection(
            self.name, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": 200}}
        )
        collection.count()
        self._client = client
        return collection

    def drop_others(self) -> None:
        """Delete the collections of other models, once this one is complete."""
        self._opened()
        for other in self._client.list_collections():
            if other.name != self.name:
                self._client.delete_collection(other.name)

    def reopen(self) -> None:
        """Look at the files afresh, after another process changed them."""
        with self._one_at_a_time:
            self._collection = None

    def count(self) -> int:
        """Return how many vectors are stored."""
        with self._one_at_a_time:
            return int(self._opened().count())

    def ids(self) -> set[str]:
        """Return the ids of every stored vector."""
        with self._one_at_a_time:
            return set(self._opened().get(include=[])["ids"])

    def add(self, ids: list[str], vectors: Vectors, documents: list[str]) -> None:
        """Store vectors under chunk ids; an id that is there already is overwritten."""
        for i in range(0, len(ids), _BATCH):
            part = slice(i, i + _BATCH)
            with self._one_at_a_time:
                self._opened().upsert(
                    ids=ids[part], embeddings=vectors[part], metadatas=[{"document": d} for d in documents[part]]
                )

    def remove(self, ids: list[str]) -> None:
        """Forget vectors; ids that are not there do no harm."""
        for i in range(0, len(ids), _BATCH):
            with self._one_at_a_time:
                self._opened().delete(ids=ids[i : i + _BATCH])

    def nearest(self, vector: Vectors, k: int, documents: list[str] | None = None) -> list[tuple[str, float]]:
        """Return up to k (chunk id, cosine similarity), best first, perhaps only of some documents."""
        where = {"document": {"$in": documents}} if documents is not None else None
        with self._one_at_a_time:
            try:
                return self._query(vector, k, where) if documents != [] else []
            except Timeout:  # damaged, or half-written by another process, which has the lock and will mend it
                return []
            except Exception:
                return self._mended_query(vector, k, where)

    def _mended_query(self, vector: Vectors, k: int, where: Any) -> list[tuple[str, float]]:
        try:
            self._start_again()
        except Timeout:
            return []
        self._refill()
        return self._query(vector, k, where)

    def _query(self, vector: Vectors, k: int, where: Any) -> list[tuple[str, float]]:
        collection = self._opened()
        k = min(k, collection.count())
        if k == 0:
            return []
        found = collection.query(
            query_embeddings=np.atleast_2d(vector), n_results=k, where=where, include=["distances"]
        )
        return [(i, 1.0 - float(d)) for i, d in zip(found["ids"][0], found["distances"][0], strict=True)]
