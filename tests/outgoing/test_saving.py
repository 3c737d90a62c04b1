"""Where a paper goes out to: whole or not at all, and never over what is there unasked."""

import os
import zipfile
from pathlib import Path

import pytest

from assistant.outgoing.saving import NotSaved, check, save
from tests.outgoing.papers import RICH


@pytest.mark.parametrize("name", ["out.docx", "OUT.DOCX", "out.md", "naïve – name.docx"])
def test_the_form_is_what_the_name_says(name: str, tmp_path: Path) -> None:
    save(RICH, tmp_path / name)
    assert zipfile.is_zipfile(tmp_path / name) == name.lower().endswith(".docx")
    assert [f.name for f in tmp_path.iterdir()] == [name]


def test_what_is_there_stays_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    file = tmp_path / "out.md"
    file.write_text("mine")
    with pytest.raises(NotSaved, match="there already"):
        save(RICH, file)
    assert file.read_text() == "mine"
    save(RICH, file, replace=True)
    assert file.read_text().startswith("# Update to the board")


@pytest.mark.parametrize("name", ["out.pdf", "out", "none/out.docx", ".", "file/out.md", "x" * 300 + ".md"])
def test_where_it_cannot_go_is_one_line_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotSaved) as told:
        save(RICH, tmp_path / name)
    assert "\n" not in str(told.value)
    assert [f.name for f in tmp_path.iterdir()] == ["file"]


def test_a_disk_that_is_full_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "out.docx"
    file.write_bytes(b"before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(NotSaved, match="no space left on device"):
        save(RICH, file, replace=True)
    assert [(f.name, f.read_bytes()) for f in tmp_path.iterdir()] == [("out.docx", b"before")]


def test_a_new_file_can_be_read_by_whom_the_folder_lets(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    save(RICH, tmp_path / "out.md")
    assert (tmp_path / "out.md").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_it_can_be_told_before_anything_is_made(tmp_path: Path) -> None:
    check(tmp_path / "out.docx")
    with pytest.raises(NotSaved, match="folder"):
        check(tmp_path / "none" / "out.docx")
