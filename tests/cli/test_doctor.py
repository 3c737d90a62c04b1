"""partnership doctor: a tick, or what to do."""

import shutil
from pathlib import Path

import pytest

from index.library import Library
from index.settings import IndexSettings
from tests.cli.conftest import Run
from tests.writing.fake_endpoint import FakeEndpoint


def test_a_sound_library_has_a_tick_on_every_line(run: Run) -> None:
    ran = run("doctor")
    assert ran.code == 0
    assert all(line.startswith("✓ ") for line in ran.out.splitlines())
    assert "a vector for each" in ran.out
    assert "weights as expected" in ran.out
    assert ".docx" in ran.out


def test_lost_vectors_are_found_and_repaired(run: Run, filled: Path, home: Path) -> None:
    shutil.copytree(filled, home)
    library = Library(IndexSettings(home=home))
    library.vectors.remove(sorted(library.catalogue.chunk_ids())[:2])
    library.close()
    ran = run("--home", str(home), "doctor")
    assert ran.code == 1
    assert "✗ Papers" in ran.out
    assert "2 chunks have no vector" in ran.out
    assert "partnership doctor --repair" in ran.out
    assert run("--home", str(home), "doctor", "--repair").code == 0


def test_a_catalogue_that_cannot_be_opened_is_a_line_too(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "catalogue.sqlite").write_bytes(b"this is not a database" * 100)
    ran = run("--home", str(home), "doctor")
    assert ran.code == 1
    assert "✗ Data folder" in ran.out


def test_no_language_model_is_needed_and_how_to_set_one_is_said(run: Run) -> None:
    (line,) = [line for line in run("doctor").out.splitlines() if "Language model" in line]
    assert line.startswith("✓ ")
    assert "PARTNERSHIP_LLM_URL" in line


def test_a_language_model_is_tried_and_described(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeEndpoint("January, February, March", model="small-1", says={"max_model_len": 6000}) as fake:
        monkeypatch.setenv("PARTNERSHIP_LLM_URL", fake.url)
        monkeypatch.setenv("PARTNERSHIP_LLM_KEY", "sk-secret")
        ran = run("doctor")
        assert len(fake.chats) == 1
    out = " ".join(ran.out.split())
    assert ran.code == 0
    for words in ("small-1", "reads 6000 tokens at once (as it says)", "a second", "stay on this computer", "selected"):
        assert words in out
    assert "sk-secret" not in out


@pytest.mark.parametrize(("how", "words"), [("401", "PARTNERSHIP_LLM_KEY"), ("html", "A web page"), ("500", "(500)")])
def test_a_language_model_that_does_not_answer_is_a_line_with_what_to_do(
    run: Run, monkeypatch: pytest.MonkeyPatch, how: str, words: str
) -> None:
    with FakeEndpoint(misbehave=how) as fake:
        monkeypatch.setenv("PARTNERSHIP_LLM_URL", fake.url)
        monkeypatch.setenv("PARTNERSHIP_LLM_KEY", "sk-secret")
        ran = run("doctor")
    assert ran.code == 1
    assert "✗ Language model" in ran.out
    assert words in " ".join(ran.out.split())
    assert "sk-secret" not in ran.out


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("LLM_URL", "ftp://models", "http://"),
        ("ANSWERS", "written", "none is set"),
        ("LLM_KEY", "sk secret", "copy it"),
    ],
)
def test_settings_of_the_language_model_that_cannot_be_are_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(f"PARTNERSHIP_{name}", value)
    ran = run("doctor")
    assert ran.code == 1
    assert "✗ Language model" in ran.out
    assert words in " ".join(ran.out.split())
    assert "sk secret" not in ran.out
