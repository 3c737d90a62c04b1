"""partnership search: passages, kept to what the options name."""

import json

import pytest

from tests.cli.conftest import Run
from ui.format import marked


def found(run: Run, *words: str) -> list[dict[str, str]]:
    ran = run("search", "--json", *words)
    assert ran.code == 0
    return [json.loads(line) for line in ran.out.splitlines()]


def test_passages_come_ranked_with_their_place(run: Run) -> None:
    rows = found(run, "Exercise Lantern", "--k", "3")
    assert [row["rank"] for row in rows] == [1, 2, 3]
    assert "Lantern" in rows[0]["text"]
    assert {"title", "part", "date", "page", "section", "document", "board", "kind"} <= set(rows[0])


def test_words_need_no_quotes(run: Run) -> None:
    assert found(run, "Exercise", "Lantern") == found(run, "Exercise Lantern")


def test_the_text_is_shown_under_its_place(run: Run) -> None:
    ran = run("search", "Exercise Lantern", "--k", "1")
    assert ran.out.startswith("1. ")
    assert "Lantern" in ran.out


def test_options_keep_a_search_to_a_kind_and_dates(run: Run) -> None:
    quarterly = found(run, "domestic abuse", "--kind", "quarterly")
    assert {row["document"] for row in quarterly} == {"2023-24-q2-update.docx"}
    assert all(row["date"] <= "2022-12-31" for row in found(run, "quorum", "--until", "2022") if row["date"])
    assert found(run, "quorum", "--since", "April 2031") == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--board", "Atlantis"), 'no board is called "Atlantis"; there are: '),
        (("--kind", "novel"), 'no kind of paper is called "novel"; there are: '),
        (("--since", "soon"), '--since "soon" is not a date'),
        (("--since", "2024", "--until", "2023"), "is after --until"),
    ],
)
def test_an_option_that_fits_nothing_says_what_would(run: Run, options: tuple[str, ...], words: str) -> None:
    ran = run("search", "quorum", *options)
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err
    assert ran.err.count("\n") == 1


def test_a_board_is_named_loosely(run: Run) -> None:
    rows = found(run, "quorum", "--board", "MARLOWICK")
    assert rows
    assert all("Marlowick" in row["board"] for row in rows)


def test_nothing_to_look_for_is_an_error(run: Run) -> None:
    assert run("search", "  ").code == 1


def test_words_are_marked_in_any_of_their_forms() -> None:
    text = marked("Attacks were attacked; a tack was not.", "the attack")
    assert [str(text)[s.start : s.end] for s in text.spans] == ["Attacks", "attacked"]
