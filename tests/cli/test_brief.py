"""The command that brings somebody up to date: printed, written to a file, and refused in one line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_brief_is_printed_with_its_sources(run: Run) -> None:
    ran = run("brief", "--topic", "taxi marshals")
    assert ran.code == 0
    assert ran.out.startswith("# taxi marshals\n")
    assert "## Timeline, newest first" in ran.out
    assert "[^1]: " in ran.out


@pytest.mark.parametrize("name", ["brief.docx", "brief.md"])
def test_a_brief_is_written_to_a_file_that_is_not_there(run: Run, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    ran = run("brief", "--pages", "1", "--out", str(out))
    assert ran.code == 0
    assert out.stat().st_size > 1000
    assert f"written to {out}" in ran.out
    again = run("brief", "--pages", "1", "--out", str(out))
    assert again.code != 0
    assert "is there already" in again.err
    assert run("brief", "--pages", "1", "--out", str(out), "--force").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--board", "Atlantis"), 'no board is called "Atlantis"; there are: Safer Marlowick'),
        (("--topic", "unicorns"), 'say nothing of "unicorns"'),
        (("--since", "never"), '"never" is not a date'),
        (("--person", "Nobody"), 'nobody called "Nobody"'),
        (("--out", "brief.pdf"), "neither Word nor Markdown"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(run: Run, words: tuple[str, ...], said: str) -> None:
    ran = run("brief", *words)
    assert ran.code != 0
    assert said in ran.err
    assert ran.err.startswith("partnership: ")
    assert len(ran.err.strip().splitlines()) == 1
