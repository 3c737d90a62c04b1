"""partnership documents: the list, one paper, and taking one out."""

import json
import shutil
from pathlib import Path

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
    assert shown["sections"] > 5
    assert len(shown["parts"]) > 1
    ran = run("documents", "show", THREE[1])
    assert "Sections" in ran.out
    for part in shown["parts"]:
        assert part["title"] in ran.out


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
