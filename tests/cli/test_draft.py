"""The command that drafts an update: on the screen, as JSON, as Word and Markdown, and its plain errors."""

import json
import zipfile
from pathlib import Path

import pytest

from ingest.reading import read
from tests.cli.conftest import Run
from tests.cli.test_failures import one_line

ASKED = ("draft", "--board", "Marlowick", "--period", "2023/24 Q3")


def test_it_is_printed_with_marks_and_what_they_cite(run: Run) -> None:
    ran = run(*ASKED)
    assert ran.code == 0
    body, sources = ran.out.split("\nSources\n")
    assert "CHECKLIST" in body
    assert "\n  • " in body
    marks = {n for n in range(1, 400) if f"[{n}]" in body}
    assert marks == set(range(1, max(marks) + 1))
    assert all(f"[{n}]" in sources for n in marks)


def test_as_json_every_bullet_has_its_sources(run: Run) -> None:
    made = json.loads(run(*ASKED, "--json").out)
    bullets = [b for section in made["sections"] for b in section["bullets"]] + made["unplaced"]
    assert bullets
    assert all(b["citations"] and b["citations"][0]["title"] and b["text"] == b["original"] for b in bullets)
    assert "Marlowick" in made["board"]
    assert made["gaps"]


def test_in_word_a_heading_for_every_priority_and_a_footnote_for_every_bullet(run: Run, tmp_path: Path) -> None:
    made = json.loads(run(*ASKED, "--json").out)
    file = tmp_path / "update.docx"
    ran = run(*ASKED, "--out", str(file))
    assert ran.code == 0
    assert f"written to {file}" in ran.out.replace("\n", "")
    back = read(file)
    headings = {name for section in back.sections for name in section.path}
    assert {s["priority"] for s in made["sections"]} | {"Checklist"} <= headings
    bullets = [b["text"] for s in made["sections"] for b in s["bullets"]]
    said = " ".join(back.text.split())
    assert all(" ".join(text.split()) in said for text in bullets)
    with zipfile.ZipFile(file) as package:
        assert package.read("word/document.xml").count(b"<w:footnoteReference ") >= len(bullets)


def test_in_markdown(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "update.md"
    assert run(*ASKED, "--out", str(file)).code == 0
    text = file.read_text()
    assert text.startswith("# ")
    assert "\n## Checklist\n" in text
    assert "\n[^1]: " in text


def test_a_file_that_is_there_stays_unless_forced(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "update.md"
    file.write_text("mine")
    assert "--force" in one_line(run(*ASKED, "--out", str(file)))
    assert file.read_text() == "mine"
    assert run(*ASKED, "--out", str(file), "--force").code == 0
    assert file.read_text().startswith("# ")
    assert [f.name for f in tmp_path.iterdir()] == ["update.md"]


@pytest.mark.parametrize(
    ("name", "told"),
    [("update.pdf", "ends in .docx or .md"), ("none/update.docx", "there is no folder"), ("", "ends in .docx or .md")],
)
def test_where_nothing_can_be_written(run: Run, tmp_path: Path, name: str, told: str) -> None:
    assert told in one_line(run(*ASKED, "--out", str(tmp_path / name)))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_which_nobody_may_write(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    assert "no space left on device" in one_line(run(*ASKED, "--out", str(tmp_path / "update.docx")))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--board", "Nowhere", "--period", "2023/24 Q3"), "Nowhere"),
        (("--board", "Marlowick", "--period", "Q5"), "Q5"),
        (("--board", "Marlowick", "--period", "2023/24 Q3", "--priority", "flying kites"), "flying kites"),
        (("--board", "Marlowick", "--period", "2023/24 Q3", "--like", "no such paper"), "no such paper"),
    ],
)
def test_what_cannot_be_drafted_is_said_in_a_line(run: Run, words: tuple[str, ...], told: str) -> None:
    assert told in one_line(run("draft", *words))


def test_a_quarter_with_nothing_says_so(run: Run) -> None:
    out = run("draft", "--board", "Marlowick", "--period", "2019/20 Q1").out
    assert "No paper here says anything of " in out
