"""partnership ingest: a line for every file, and one bad file never stops the rest."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


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
