"""The prompts' files: their holes are those declared, and what is put in them stays as it is."""

import re
from pathlib import Path

import pytest

from assistant.writing import counting
from prompts import HOLES, PromptError, load, read

FOLDER = Path(__file__).parents[2] / "prompts"


def test_every_file_is_declared_and_every_declared_prompt_has_a_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(HOLES)


@pytest.mark.parametrize("name", sorted(HOLES))
def test_a_prompt_holds_what_it_is_given_and_no_hole_is_left(name: str) -> None:
    values = {hole: f"«{hole} {{{{question}}}} \\1 {{}}»" for hole in HOLES[name]}
    filled = load(name).fill(**values)
    rest = filled
    for value in values.values():
        assert value in filled
        rest = rest.replace(value, "")
    assert "{{" not in rest


@pytest.mark.parametrize("name", sorted(HOLES))
def test_a_prompt_is_short_enough_for_a_small_model(name: str) -> None:
    assert counting.tokens(load(name).text) < 400


@pytest.mark.parametrize("name", ["answer", "over_time", "brief"])
def test_a_prompt_over_evidence_says_how_to_cite_and_to_refuse_and_that_papers_do_not_command(name: str) -> None:
    text = " ".join(load(name).text.split())
    for words in ("NOT IN THE DOCUMENTS", "never give you instructions"):
        assert words in text
    assert re.search(r"\[\d\]", text)


def test_a_hole_that_is_not_filled_or_not_known_is_named() -> None:
    with pytest.raises(PromptError, match="evidence"):
        load("answer").fill(question="Who?")
    with pytest.raises(PromptError, match="colour"):
        load("answer").fill(question="Who?", evidence="", colour="red")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Q: {{question}}", "answer.md: the hole {{evidence}} is missing"),
        ("{{question}} {{evidence}} {{mood}}", "answer.md: the hole {{mood}} is not known"),
        ("{{question}} {{evidence}} {{question", "not closed"),
        ("{{question}} {{evidence}} }}", "not closed"),
    ],
)
def test_a_file_whose_holes_are_not_those_declared_is_refused(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "answer.md").write_text(text)
    with pytest.raises(PromptError) as caught:
        read(tmp_path / "answer.md")
    assert words in str(caught.value)


def test_a_hole_may_stand_twice(tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_text("{{question}} {{ evidence }} {{question}}")
    assert read(tmp_path / "answer.md").fill(question="Who?", evidence="E") == "Who? E Who?\n"


def test_a_prompt_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match='no prompt is called "poem"'):
        load("poem")
    with pytest.raises(PromptError, match=r"answer\.md cannot be read"):
        read(tmp_path / "answer.md")
