"""The baseline: plain LlamaIndex over the library's kept files, with a language model only where one is named."""

import json
import shutil
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("llama_index.embeddings.huggingface", reason="the baseline's packages are not installed")

from eval.baseline import NaiveLlamaIndex
from eval.errors import RunError
from eval.examples import Example
from eval.scoring import score
from index.embedding import SentenceEmbedder
from index.library import Library
from index.settings import IndexSettings

QUESTION = Example(
    "x",
    "What does the third quarter update say about hate crime?",
    "activity",
    expected_facts=(("hate crime",),),
    expected_documents=("2023-24-q3-update.md",),
)
NAMES = ("2023-24-q3-update.md", "2023-12-06-agenda-pack.pdf", "2025-01-23-minutes.html")


@pytest.fixture(scope="module")
def library(
    tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder, sample_papers: list[Path]
) -> Iterator[Library]:
    """Three papers that LlamaIndex reads, and one that is no text and that it has no reader for."""
    folder = tmp_path_factory.mktemp("baseline")
    made = Library(IndexSettings(home=folder / "home"), embedder)
    list(made.ingest([p for p in sample_papers if p.name in (*NAMES, "2024-06-20-minutes.docx")]))
    word = next((folder / "home" / "papers").glob("*.docx"))
    word.rename(word.with_suffix(".odt"))  # a format that it takes for text
    yield made
    made.close()


@pytest.fixture(scope="module")
def baseline(library: Library) -> NaiveLlamaIndex:
    return NaiveLlamaIndex(library)


def test_without_a_language_model_it_searches_and_does_not_answer(baseline: NaiveLlamaIndex) -> None:
    row = baseline.answer(QUESTION)
    assert not row.answered
    assert not row.refused
    assert len(row.retrieved) == 10
    assert row.context == tuple(found.text for found in row.retrieved[:2])
    assert {found.document for found in row.retrieved} <= set(NAMES)
    found = score(row)
    assert found["recall@10"] == found["facts_in_context"] == 1
    assert found["right"] != found["right"]


def test_a_page_of_a_pdf_is_known(baseline: NaiveLlamaIndex) -> None:
    found = baseline.answer(Example("x", "When does the Strategic Board meet next?", "fact")).retrieved
    pages = {f.first_page for f in found if f.document.endswith(".pdf")}
    assert pages
    assert pages <= set(range(1, 20))
    assert {f.first_page for f in found if not f.document.endswith(".pdf")} <= {None}


def test_what_it_cannot_read_is_named(baseline: NaiveLlamaIndex) -> None:
    assert baseline.unread == ["2024-06-20-minutes.docx"]


def test_its_index_is_made_once_for_the_same_papers(
    library: Library, baseline: NaiveLlamaIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    from llama_index.core import VectorStoreIndex

    monkeypatch.setattr(VectorStoreIndex, "from_documents", lambda *_, **__: pytest.fail("it was made again"))
    again = NaiveLlamaIndex(library)
    assert again.unread == baseline.unread
    texts = [[found.text for found in system.answer(QUESTION).retrieved] for system in (baseline, again)]
    assert texts[0] == texts[1]


def test_an_index_that_was_half_made_is_made_again(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "home"
    shutil.copytree(library.home, folder)
    cached = next((folder / "evaluations" / ".baseline").iterdir())
    cached.rename(cached.with_suffix(".part"))
    (cached.with_suffix(".part") / "docstore.json").write_text("{")
    copy = Library(IndexSettings(home=folder), library.embedder)
    assert len(NaiveLlamaIndex(copy).answer(QUESTION).retrieved) == 10
    copy.close()


class TestWithALanguageModel:
    @pytest.fixture
    def asked(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
        """A language model on this machine that answers with the last line of what it is asked."""
        bodies: list[dict[str, Any]] = []

        class Model(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                bodies.append(body | {"path": self.path, "key": self.headers["Authorization"]})
                prompt = body["messages"][0]["content"]
                said = "The context does not mention it." if "poem" in prompt else "It fell. "
                reply = json.dumps({"choices": [{"message": {"content": said}}]}).encode()
                self.send_response(200)
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *_: Any) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Model)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("PARTNERSHIP_LLM_URL", f"http://127.0.0.1:{server.server_port}/v1/")
        monkeypatch.setenv("PARTNERSHIP_LLM_MODEL", "small")
        monkeypatch.setenv("PARTNERSHIP_LLM_KEY", "secret")
        yield bodies
        server.shutdown()
        server.server_close()

    def test_it_answers_from_its_two_best_passages(self, library: Library, asked: list[dict[str, Any]]) -> None:
        system = NaiveLlamaIndex(library)
        row = system.answer(QUESTION)
        assert (row.answered, row.answer, row.reason) == (True, "It fell.", None)
        assert [c["document"] for c in row.citations] == [found.document for found in row.retrieved[:2]]
        assert (asked[0]["path"], asked[0]["model"], asked[0]["key"]) == (
            "/v1/chat/completions",
            "small",
            "Bearer secret",
        )
        prompt = asked[0]["messages"][0]["content"]
        assert QUESTION.question in prompt
        assert all(text in prompt for text in row.context)
        assert row.retrieved[2].text not in prompt
        assert system.settings["language_model"] == "small"
        assert "secret" not in json.dumps(system.settings)

    def test_where_it_says_that_it_does_not_know_it_refuses(
        self, library: Library, asked: list[dict[str, Any]]
    ) -> None:
        row = NaiveLlamaIndex(library).answer(Example("y", "Write a poem.", "refusal", expected_reason="off_topic"))
        assert row.reason == "not_in_documents"


def test_without_its_packages_it_says_what_to_install(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "llama_index.readers.file", None)
    with pytest.raises(RunError, match="pip install llama-index"):
        NaiveLlamaIndex(library)
