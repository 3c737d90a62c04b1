"""partnership ingest: a line for every file, and one bad file never stops the rest."""

import gc
import json
from pathlib import Path

import pytest

from index.library import Library
from index.settings import IndexSettings
from tests.cli.conftest import Run
from tests.embedders import LetterEmbedder


@pytest.fixture
def folder(tmp_path: Path, three_papers: list[Path]) -> Path:
    """A folder with a good paper, its twin, a broken one, and one of a kind that cannot be read."""
    papers = tmp_path / "papers"
    papers.mkdir()
    words = next(p for p in three_papers if p.suffix == ".txt").read_bytes()
    (papers / "a-minutes.txt").write_bytes(words)
    (papers / "b-twin.txt").write_bytes(words)
    (papers / "c-broken.pdf").write_bytes(b"not a PDF at all")
    (papers / "d-odd.xyz").write_text("what is this")
    return papers


@pytest.fixture
def fresh(home: Path, run: Run) -> Run:
    """Run the command over an empty library."""
    return lambda *words, **more: run("--home", str(home), *words, **more)


def test_every_file_has_its_line_and_then_a_summary(fresh: Run, folder: Path) -> None:
    ran = fresh("ingest", str(folder))
    assert ran.code == 0
    lines = ran.out.splitlines()
    outcomes = {Path(line[11:].split()[0].rstrip(":")).name: line[:10].strip() for line in lines[:-1]}
    assert outcomes["c-broken.pdf"] == outcomes["d-odd.xyz"] == "failed"
    assert outcomes["a-minutes.txt"] == "added"
    assert "save it again" in next(line for line in lines if "c-broken.pdf" in line)
    assert lines[-1].endswith("2 failed")


def test_the_same_again_changes_nothing_and_a_changed_file_is_replaced(fresh: Run, folder: Path) -> None:
    paper = folder / "a-minutes.txt"
    fresh("ingest", str(paper))
    assert fresh("ingest", str(paper)).out.startswith("unchanged")
    paper.write_text(paper.read_text() + "\n\nPost-meeting note: the hall was warm.\n")
    assert fresh("ingest", str(paper)).out.startswith("replaced")
    assert len(fresh("documents", "--json").out.splitlines()) == 1


def test_as_json_every_line_is_an_object(fresh: Run, folder: Path) -> None:
    rows = [json.loads(line) for line in fresh("ingest", "--json", str(folder)).out.splitlines()]
    assert len(rows) == 4
    assert {frozenset(row) for row in rows} == {frozenset(("path", "outcome", "detail", "document", "title"))}


def test_a_missing_path_is_named_and_the_rest_goes_in(fresh: Run, folder: Path) -> None:
    ran = fresh("ingest", str(folder / "nowhere.pdf"), str(folder / "a-minutes.txt"))
    assert ran.code == 0
    assert "nowhere.pdf: there is no such file or folder" in ran.out
    assert ran.out.splitlines()[-1] == "1 added, 1 failed"


def test_when_nothing_can_be_put_in_the_command_fails(fresh: Run, folder: Path, tmp_path: Path) -> None:
    assert fresh("ingest", str(folder / "c-broken.pdf"), str(folder / "nowhere.pdf")).code == 1
    empty = tmp_path / "empty"
    empty.mkdir()
    ran = fresh("ingest", str(empty))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("partnership: no files in ")


def test_a_file_named_twice_is_put_in_once(fresh: Run, folder: Path) -> None:
    ran = fresh("ingest", str(folder / "a-minutes.txt"), str(folder / "a-minutes.txt"))
    assert ran.out.splitlines()[-1] == "1 added"


def everything(folder: Path) -> dict[Path, tuple[int, bytes]]:
    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix != ".sqlite-shm")  # who reads, not what
    return {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in files}


def test_a_dry_run_says_what_would_happen_and_changes_nothing(fresh: Run, folder: Path, home: Path) -> None:
    ran = fresh("ingest", "--dry-run", str(folder))
    assert ran.code == 0
    assert not home.exists()
    lines = {Path(line[11:].split()[0].rstrip(":")).name: line for line in ran.out.splitlines()[:-1]}
    assert lines["a-minutes.txt"].startswith("added")
    assert "minutes, " in lines["a-minutes.txt"]
    assert lines["b-twin.txt"].startswith("same as")
    assert lines["b-twin.txt"].endswith("a-minutes.txt")
    assert "save it again" in lines["c-broken.pdf"]
    assert ran.out.endswith("would be: 1 added, 1 same as, 2 failed; nothing has been changed\n")


def test_a_dry_run_foretells_what_ingest_then_does(fresh: Run, folder: Path, home: Path) -> None:
    stays, changes = folder / "e-stays.md", folder / "f-changes.md"
    for path in (stays, changes):
        path.write_text(f"# Minutes of the Harbour Board\n\n{path.name} was read to the board at length.\n")
    fresh("ingest", str(stays), str(changes))
    changes.write_text(changes.read_text() + "\nThe hall was warm.\n")
    gc.collect()  # the first command's process would have ended: its library is closed
    before = everything(home)

    def outcomes(*options: str) -> dict[str, str]:
        rows = map(json.loads, fresh("ingest", "--json", *options, str(folder)).out.splitlines())
        return {row["path"]: row["outcome"] for row in rows}

    foretold = outcomes("--dry-run")
    assert everything(home) == before
    assert foretold == outcomes()
    assert {foretold[str(stays)], foretold[str(changes)]} == {"unchanged", "replaced"}


def test_a_dry_run_sees_what_an_open_library_has_just_put_in(fresh: Run, folder: Path, home: Path) -> None:
    library = Library(IndexSettings(home=home), LetterEmbedder())
    try:
        list(library.ingest([folder / "a-minutes.txt"]))
        assert fresh("ingest", "--dry-run", str(folder / "a-minutes.txt")).out.startswith("unchanged")
    finally:
        library.close()
