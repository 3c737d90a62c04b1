"""partnership doctor: a tick, or what to do."""

import shutil
from pathlib import Path

from index.library import Library
from index.settings import IndexSettings
from tests.cli.conftest import Run


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
