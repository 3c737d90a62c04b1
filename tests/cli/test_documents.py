"""partnership documents: the list, one paper, and taking one out."""

import json
import shutil
from pathlib import Path

import pytest
from rich.console import Console

from tests.cli.conftest import THREE, Run


def test_the_table_names_every_paper(run: Run) -> None:
    ran = run("documents")
    assert ran.code == 0
    for name in THREE:
        assert name in ran.out
    assert ran.out.endswith("3 documents\n")


def test_as_json_every_line_is_a_paper(run: Run) -> None:
    rows = [json.loads(line) for line in run("documents", "--json").out.splitlines()]
    assert sorted(row["document"] for row in rows) == sorted(THREE)
    assert next(r for r in rows if r["document"] == THREE[0])["date"] == "2022-04-27"


def test_an_empty_library_says_what_to_do(run: Run, home: Path) -> None:
    ran = run("--home", str(home), "documents")
    assert (ran.code, ran.out) == (0, "")
    assert "partnership ingest" in ran.err


def test_show_gives_facts_parts_and_sections(run: Run) -> None:
    shown = json.loads(run("documents", "show", THREE[1], "--json").out)
    assert shown["kind"] == "agenda pack"
    assert shown["pages"] > 1
    assert len(shown["sections"]) > 5
    assert len(shown["parts"]) > 1
    ran = run("documents", "show", THREE[1])
    assert "Sections" in ran.out
    for part in shown["parts"]:
        assert part["title"] in ran.out


def test_a_fact_is_shown_with_the_words_and_page_it_stands_in(run: Run) -> None:
    facts = json.loads(run("documents", "show", THREE[1], "--json").out)["facts"]
    [met, *others] = [f for f in facts if f["name"] == "meeting date"]
    assert (met["value"], met["agrees"], met["source"], met["page"]) == ("2023-12-06", True, "text", 1)
    assert "6 December 2023".casefold() in met["words"].casefold()
    assert {f["source"] for f in others if f["agrees"]} == {"file name"}
    assert "file name" in run("documents", "show", THREE[1]).out


WRITTEN = """# Minutes of the Harbour Board

Date: 3 May 2024

## 1. Lamps

The lamps on the quay were lit at dusk. [JB]

## 2. Figures

| Quarter | Lamps | Boats |
|---|---|---|
| Q1 | 12 | |
| Q2 | 14 | 3 |
| Q3 | 15 | 4 |
| Q4 | 16 | 5 |
| Q5 | 17 | 6 |
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "2024-06-07-harbour-minutes.md"
    path.write_text(WRITTEN)
    return path


def test_where_sources_disagree_it_says_so(run: Run, written: Path) -> None:
    lines = run("documents", "show", str(written)).out.splitlines()
    said = next(i for i, line in enumerate(lines) if line.strip().startswith("meeting date"))
    assert "2024-05-03" in lines[said]
    other = next(i for i, line in enumerate(lines) if line.strip() == "but 2024-06-07")
    assert said < other
    assert lines[other + 1].strip() == "file name"


def test_a_table_is_shown_with_its_empty_cells_and_in_full_on_request(run: Run, written: Path) -> None:
    shown = json.loads(run("documents", "show", str(written), "--json").out)
    [table] = shown["tables"]
    assert (table["rows"], table["columns"]) == (6, 3)
    assert [cell["text"] for cell in table["shown"][1]["cells"]] == ["Q1", "12", ""]
    short, whole = (run("documents", "show", str(written), *more).out for more in ((), ("--full",)))
    assert "and 2 more rows: --full shows all" in short
    assert "│ Q5" not in short
    for words in ("Q5", "The lamps on the quay were lit at dusk."):
        assert words in whole


def test_a_file_that_is_not_in_the_library_is_read_and_nothing_is_changed(
    run: Run, filled: Path, written: Path, home: Path
) -> None:
    papers = run("documents", "--json").out
    before = {path: path.stat().st_mtime_ns for path in filled.rglob("*") if "catalogue" not in path.name}
    known = json.loads(run("documents", "show", str(written), "--json").out)
    assert (known["kind"], known["date"]) == ("minutes", "2024-05-03")
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert run("documents", "--json").out == papers
    assert json.loads(run("--home", str(home), "documents", "show", str(written), "--json").out) == known
    assert not home.exists()


def test_a_file_that_cannot_be_read_is_one_line(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no PDF")
    ran = run("documents", "show", str(broken))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"partnership: {broken}: ")
    assert ran.err.count("\n") == 1


def test_what_is_shown_of_the_file_is_what_the_library_holds(run: Run, three_papers: list[Path], home: Path) -> None:
    for paper in three_papers:
        held = json.loads(run("documents", "show", paper.name, "--json", "--full").out)
        read = json.loads(run("--home", str(home), "documents", "show", str(paper), "--json", "--full").out)
        assert {name: held[name] for name in read} == read


@pytest.mark.parametrize("name", THREE)
def test_show_fits_a_narrow_terminal(run: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.format.console", lambda: Console(width=80, highlight=False, markup=False, emoji=False))
    monkeypatch.setattr("ui.showing.console", lambda: Console(width=80, highlight=False, markup=False, emoji=False))
    monkeypatch.setattr("ui.showing._WIDE", 80)
    out = run("documents", "show", name, "--full").out
    assert max(len(line) for line in out.splitlines()) <= 80


def test_related_papers_are_named_in_plain_words(run: Run, home: Path, tmp_path: Path) -> None:
    words = " ".join(f"In matter {n} the board heard of lantern number {n * 7} on quay {n + 2}." for n in range(30))
    for name, stage in (("draft.txt", "DRAFT MINUTES"), ("agreed.txt", "AGREED MINUTES")):
        (tmp_path / name).write_text(f"Harbour Board\n\n{stage}\n\nMeeting held on 3 May 2024\n\n{words}\n")
    there = ("--home", str(home))
    run(*there, "ingest", str(tmp_path / "draft.txt"), str(tmp_path / "agreed.txt"))
    assert "a draft of agreed.txt, which is quoted instead" in run(*there, "documents", "show", "draft.txt").out
    assert "what became of the draft draft.txt" in run(*there, "documents", "show", "agreed.txt").out
    listed = run(*there, "documents").out
    assert "a draft of agreed.txt" in listed
    rows = {r["document"]: r for r in map(json.loads, run(*there, "documents", "--json").out.splitlines())}
    assert [r["relation"] for r in rows["draft.txt"]["relations"]] == ["a draft of"]


def test_a_paper_is_found_by_its_name_title_path_or_id(run: Run, three_papers: list[Path]) -> None:
    known = json.loads(run("documents", "show", THREE[0], "--json").out)
    for name in (known["id"], known["title"], str(three_papers[0])):
        assert json.loads(run("documents", "show", name, "--json").out)["id"] == known["id"]


def test_an_unknown_paper_is_an_error_that_names_the_near_ones(run: Run) -> None:
    ran = run("documents", "show", "2022-04-27")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"partnership: no paper is called 2022-04-27: did you mean {THREE[0]}?\n"
    assert run("documents", "remove", "agenda").code == 1


def test_a_removed_paper_is_gone_and_the_others_stay(run: Run, filled: Path, home: Path) -> None:
    shutil.copytree(filled, home)
    ran = run("--home", str(home), "documents", "remove", THREE[0])
    assert (ran.code, ran.out) == (0, f"removed {THREE[0]}\n")
    rows = [json.loads(line) for line in run("--home", str(home), "documents", "--json").out.splitlines()]
    assert sorted(row["document"] for row in rows) == sorted(THREE[1:])
    assert run("--home", str(home), "doctor").code == 0
