"""Who leads on a matter is told from the headings of a log."""

import re
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from index.library import Library
from index.settings import IndexSettings
from tests.embedders import LetterEmbedder

MINUTES = """Fenwick Harbour Board
Minutes of the meeting held on 7 June 2024

Present
Ann Bell (AB), Harbour Office
Tom Reed (TR), Trading Standards

1. Vacant shops
The Board talked about vacant shops.
"""
LOG = """# Fenwick Harbour Board

Action log, 7 June 2024

## Vacant shops – Lead AB

| Action | Status |
|---|---|
| Write the case for grants | New |
| List the owners | New |

## Quay lamps – Lead TR

| Action | Status |
|---|---|
| Write the case for new lamps | New |
| Count the lamps | New |
"""


@pytest.fixture(scope="module")
def fenwick(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("fenwick")
    (folder / "minutes.txt").write_text(MINUTES, "utf-8")
    (folder / "log.md").write_text(LOG, "utf-8")
    library = Library(IndexSettings(home=folder / "home"), LetterEmbedder())
    assert all(r.outcome == "added" for r in library.ingest([folder / "minutes.txt", folder / "log.md"]))
    return Assistant(library)


def asked(assistant: Assistant, question: str) -> Answer:
    answer = list(assistant.ask(question))[-1]
    assert isinstance(answer, Answer)
    return answer


def test_the_lead_named_in_a_heading_is_told_with_the_heading_cited(fenwick: Assistant) -> None:
    answer = asked(fenwick, "Which person heads the work on quay lamps, as the June 2024 log has it?")
    assert re.match(r"(?:Tom Reed \(TR\)|TR): “Quay lamps – Lead TR”", answer.text)
    assert [c.document for c in answer.citations] == ["log.md"]
    assert "Lead TR" in answer.citations[0].quote


def test_nobody_leads_on_what_no_heading_names(fenwick: Assistant) -> None:
    answer = asked(fenwick, "Which person heads the work on swimming pools, as the June 2024 log has it?")
    assert "Ann Bell" not in answer.text
    assert "Tom Reed" not in answer.text
