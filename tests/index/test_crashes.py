"""Killed at any moment of a change, a library answers from what it was or what it was to be, and heals when opened."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

import index.library
from index import schema
from index.catalogue import Catalogue
from index.library import Library
from index.search import Search
from index.settings import IndexSettings
from ingest.reading import read
from tests.conftest import ROOT
from tests.embedders import LetterEmbedder

Documents = dict[str, set[str]]
PARAGRAPH = (
    "The {0} Board heard in the year {1} that the {2} project had gone well and would be carried on by its members."
)


def paper(name: str, version: str, sections: int) -> str:
    words = [f"# Minutes of the {name} Board\n", "Present: Jane Barker (Chair), Tom Ferrier (Officer)\n"]
    for number in range(sections):
        words += [f"## {number + 1}. Project {number + 1}\n", PARAGRAPH.format(name, version, f"{version}{number}"), ""]
    return "\n".join(words)


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process: what is killed here is the library, not the reader."""
    monkeypatch.setattr(index.library, "read_all", lambda paths, _: ((path, read(path)) for path in paths))


def opened(home: Path) -> Library:
    return Library(IndexSettings(home=home), LetterEmbedder())


def held(catalogue: Catalogue) -> Documents:
    """Return the chunk ids of every document by its file's name, as the catalogue alone has them."""
    c, d = schema.chunks.c, schema.documents.c
    found: Documents = {row.name: set() for row in catalogue.rows(select(d.name))}
    for row in catalogue.rows(select(d.name, c.id).join(schema.chunks, c.document == d.id)):
        found[row.name].add(row.id)
    return found


def everything(library: Library) -> str:
    """Return all that a library holds, save row numbers and the time a paper was added."""
    rows: dict[str, Any] = {}
    for table in (schema.documents, schema.sources, schema.parts, schema.chunks, schema.people):
        columns = [column for column in table.c if column.name not in ("row", "added")]
        rows[table.name] = sorted(str(tuple(row)) for row in library.catalogue.rows(select(*columns)))
    rows["full text"] = sorted(str(r) for r in library.catalogue.rows(text("SELECT header, text FROM chunks_text")))
    rows["vectors"] = sorted(library.vectors.ids())
    rows["copies"] = sorted(path.name for path in (library.home / "papers").glob("*"))
    rows["pending"] = library.catalogue.get_state("pending")
    return json.dumps(rows, indent=1)


def killed(scenario: str, base: Path, papers: Path, out: Path, count: int) -> list[Path]:
    """Return the data folders that were left by kills at `count` moments."""
    out.mkdir()
    command = [sys.executable, "-m", "tests.index.crashing", scenario, str(base), str(papers), str(out), str(count)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    return [out / line for line in done.stdout.split()]


def check_catalogue(home: Path, states: list[Documents]) -> None:
    """Every document is wholly as it was before or wholly as it is after, without the library having been healed."""
    if not (home / "catalogue.sqlite").exists():
        return
    catalogue = Catalogue(home / "catalogue.sqlite")
    found = held(catalogue)
    for name, ids in found.items():
        assert ids in [state[name] for state in states if name in state], (home.name, name)
    for name in set(states[0]) & set(states[-1]):
        assert name in found, (home.name, name)
    [(chunks, indexed)] = catalogue.rows(
        text("SELECT (SELECT count(*) FROM chunks), (SELECT count(*) FROM chunks_text)")
    )
    assert chunks == indexed == sum(map(len, found.values()))
    for table in ("parts", "people", "sources", "chunks"):
        orphans = catalogue.rows(text(f"SELECT 1 FROM {table} WHERE document NOT IN (SELECT id FROM documents)"))
        assert not orphans, (home.name, table)
    catalogue.close()


def check_answers(library: Library) -> None:
    """Each live chunk is found by its own words and by its vector, and nothing else is."""
    assert library.vectors.ids() == library.catalogue.chunk_ids()
    assert library.catalogue.get_state("pending") is None
    search = Search(library)
    for row in library.catalogue.documents():
        assert row.name in {p.name for p in search.words(row.title, k=30)}, row.name
        assert row.name in {p.name for p in search.meaning(row.title, k=30)}, row.name


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(paper({"a": "Anchor", "b": "Beacon"}[name], "2022", 3))
    return folder


@pytest.fixture
def base(tmp_path: Path, papers: Path) -> Path:
    """A data folder that holds a.txt and b.txt."""
    library = opened(tmp_path / "base")
    assert [r.outcome for r in library.ingest(sorted(papers.iterdir()))] == ["added", "added"]
    library.close()
    return tmp_path / "base"


def state_of(home: Path) -> Documents:
    catalogue = Catalogue(home / "catalogue.sqlite")
    found = held(catalogue)
    catalogue.close()
    return found


def test_killed_while_papers_are_added_and_replaced(tmp_path: Path, papers: Path, base: Path) -> None:
    (papers / "a.txt").write_text(paper("Anchor", "2023", 4))
    (papers / "d.txt").write_text(paper("Dolphin", "2023", 2))
    homes = killed("ingest", base, papers, tmp_path / "out", 24)
    assert len(homes) >= 20
    before, after = state_of(base), state_of(tmp_path / "out" / "whole")
    assert before["a.txt"] != after["a.txt"]
    assert before["b.txt"] == after["b.txt"]
    whole = opened(tmp_path / "out" / "whole")
    seen = []
    for home in homes:
        check_catalogue(home, [before, after])
        seen.append(state_of(home))
        library = opened(home)
        check_answers(library)
        list(library.ingest(sorted(papers.iterdir())))
        assert everything(library) == everything(whole), home.name
        library.close()
    whole.close()
    assert before in seen  # the moments reach from before the first change
    assert any(s.get("a.txt") == after["a.txt"] and "d.txt" not in s for s in seen)  # over its middle
    assert after in seen  # to after the last


def test_killed_on_the_first_ingest_of_all(tmp_path: Path, papers: Path) -> None:
    homes = killed("ingest", tmp_path / "none", papers, tmp_path / "out", 16)
    after = state_of(tmp_path / "out" / "whole")
    whole = opened(tmp_path / "out" / "whole")
    for home in homes:
        check_catalogue(home, [{}, after])
        library = opened(home)
        check_answers(library)
        list(library.ingest(sorted(papers.iterdir())))
        assert everything(library) == everything(whole), home.name
        library.close()
    whole.close()


def test_killed_while_a_paper_is_removed(tmp_path: Path, papers: Path, base: Path) -> None:
    homes = killed("remove", base, papers, tmp_path / "out", 10)
    before, after = state_of(base), state_of(tmp_path / "out" / "whole")
    assert set(after) == {"b.txt"}
    whole = opened(tmp_path / "out" / "whole")
    for home in homes:
        check_catalogue(home, [before, after])
        library = opened(home)
        check_answers(library)
        library.remove("a.txt")
        assert everything(library) == everything(whole), home.name
        library.close()
    whole.close()


def test_killed_again_while_healing(tmp_path: Path, papers: Path, base: Path) -> None:
    """A kill in the middle, then another while the next start heals, and so on: it still heals in the end."""
    (papers / "a.txt").write_text(paper("Anchor", "2023", 4))
    first = killed("ingest", base, papers, tmp_path / "out", 3)
    middle = first[len(first) // 2]
    again = killed("ingest", middle, papers, tmp_path / "again", 8)
    states = [state_of(base), state_of(tmp_path / "again" / "whole")]
    for home in again:
        check_catalogue(home, states)
        library = opened(home)
        check_answers(library)
        library.close()


def test_damaged_or_deleted_vectors_are_made_again(tmp_path: Path, base: Path) -> None:
    untouched = opened(shutil.copytree(base, tmp_path / "untouched"))
    for damage in ("junk", "cut", "deleted", "emptied"):
        home = Path(shutil.copytree(base, tmp_path / damage))
        files = [path for path in (home / "vectors").rglob("*") if path.is_file()]
        assert files
        if damage == "junk":
            (home / "vectors" / "chroma.sqlite3").write_bytes(b"junk" * 5000)
        elif damage == "cut":
            whole = (home / "vectors" / "chroma.sqlite3").read_bytes()
            (home / "vectors" / "chroma.sqlite3").write_bytes(whole[: len(whole) // 3])
        elif damage == "deleted":
            shutil.rmtree(home / "vectors")
        else:
            for path in files:
                path.write_bytes(b"")
        library = opened(home)
        question = "Beacon Board project"
        found = [p.id for p in Search(library).meaning(question)]
        assert found == [p.id for p in Search(untouched).meaning(question)], damage
        assert found, damage
        assert library.vectors.ids() == library.catalogue.chunk_ids(), damage
        library.close()
    untouched.close()
