"""The help teaches, and the command is quick to start."""

import subprocess
import sys

import pytest

from tests.cli.conftest import Run

REGISTER = ("actions", "decisions", "measures", "activities", "people", "terms", "meetings")
COMMANDS = ("ingest", "documents", "search", "ask", *REGISTER, "brief", "evaluate", "runs", "serve", "doctor")


def test_the_help_names_every_command_and_how_to_start(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    for name in COMMANDS:
        assert name in ran.out
    assert "partnership ingest ~/papers" in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert "Usage: partnership" in ran.out.replace("root", "partnership")
    assert "Example: partnership" in ran.out


def test_the_version(run: Run) -> None:
    assert run("--version").out == "partnership 0.1.0\n"


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    assert "partnership serve" in run().out


def test_listing_papers_loads_no_model_no_vectors_and_no_page() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from ui.cli import app;"
        "assert CliRunner().invoke(app, ['documents']).exit_code == 0;"
        "print([m for m in ('torch', 'transformers', 'chromadb', 'gradio', 'llama_index') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_the_help_does_not_even_load_the_catalogue() -> None:
    code = "import sys, ui.cli; print([m for m in ('sqlalchemy', 'numpy', 'pydantic') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
