"""What the report of a run says: what became of each question, why, and what that comes to."""

import math
import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from eval.comparing import Comparison
from eval.report import CSV, HTML, MARKDOWN, write
from eval.reporting.outcomes import NAMES, OUTCOMES, outcome_of
from eval.reporting.scored import Beside
from eval.reporting.wording import percent
from eval.rows import Row
from eval.scoring import METRICS, score
from tests.eval.reported import (
    BOATS,
    CITED,
    LAMPS,
    MOON,
    OTHERWISE,
    REFUSED,
    ROWS,
    beside,
    parsed,
    question,
    run_of,
    table,
    words,
)


@pytest.fixture
def page(tmp_path: Path) -> BeautifulSoup:
    """The page of a run with one question of each outcome, and three more to be refused."""
    write(run_of([*ROWS.values(), REFUSED, OTHERWISE]), tmp_path)
    return parsed(tmp_path)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_outcome_has_its_name_and_is_counted_once(outcome: str, tmp_path: Path) -> None:
    row = ROWS[outcome]
    assert outcome_of(row, score(row)) == outcome
    write(run_of([row, *(row for name, row in ROWS.items() if name != outcome)]), tmp_path)
    page = parsed(tmp_path)
    badge = question(page, row.example.id).select_one(".badge")
    assert words(badge) == NAMES[outcome]
    counts = {words(line.th).split("  ")[0]: words(line.td) for line in page.select(".counts tbody tr")}
    assert next(count for label, count in counts.items() if label.startswith(NAMES[outcome])) == "1 (14%)"
    assert table(tmp_path)[0]["outcome"] == NAMES[outcome]
    assert f"{row.example.id}, {NAMES[outcome]}" in (tmp_path / MARKDOWN).read_text() or outcome in (
        "right",
        "unanswered",
    )


def test_a_refusal_that_says_something_forbidden_is_wrong() -> None:
    row = Row(replace(MOON, forbidden=("Ida Fenn",)), "The papers do not say; Ida Fenn may.", reason="not_in_documents")
    assert outcome_of(row, score(row)) == "wrong"


def test_the_top_says_what_was_asked_of_what_and_what_share_is_right(page: BeautifulSoup) -> None:
    top = words(page.header) + words(page.select_one(".lead"))
    for told in ("questions.yaml", "22 November 2026", "partnership assistant", "13 papers", "9 questions", "june"):
        assert told in top
    assert "3 of 9 questions right: 33%." in top
    assert re.search(r"between \d+% and \d+% would likely be right", words(page.main))


def test_each_fact_is_marked_as_said_or_missing(page: BeautifulSoup) -> None:
    def marks(identity: str) -> list[str]:
        return [words(point) for point in question(page, identity).select(".points li")]

    assert marks("lamps") == ["said Ida Fenn / I. Fenn", "said quay"]
    assert marks("lamps2") == ["said Ida Fenn / I. Fenn", "missing quay"]
    assert marks("boats") == ["missing 12", "said 13 geese"]
    assert question(page, "boats").select_one(".mark.no + .said").string == "12"  # type: ignore[union-attr]
    assert marks("lamps3") == ["no answer Ida Fenn / I. Fenn", "no answer quay"]


def test_expected_and_actual_stand_side_by_side_with_the_sources(page: BeautifulSoup) -> None:
    expected, actual = map(words, question(page, "lamps").select(".side"))
    assert "Ida Fenn / I. Fenn" in expected
    assert "Ida Fenn mends them at the quay. [1]" in actual
    assert "[1] minutes.docx, page 3, Lighting" in actual
    assert "Ida Fenn to mend the quay lamps." in actual
    expected, actual = map(words, question(page, "moon3").select(".side"))
    assert "A refusal: The papers do not say." in expected
    assert "A refusal: It is not about the partnership’s work." in actual
    assert "the lamp went out" in words(question(page, "lamps3"))


def test_another_value_than_the_expected_one_is_pointed_out(tmp_path: Path) -> None:
    write(
        run_of([Row(BOATS, "14 boats came."), Row(replace(BOATS, id="geese"), "12 boats and 13 geese came.")]), tmp_path
    )
    page = parsed(tmp_path)
    assert "Another figure or date is given" in words(question(page, "boats"))
    assert "Another figure or date is given" not in words(question(page, "geese"))


def test_refusals_are_counted_by_reason(page: BeautifulSoup) -> None:
    section = words(page.select_one("#refusals"))
    assert (
        "Of 3 questions that the papers do not answer, 2 (67%) were refused, 1 of them for the right reason." in section
    )
    assert "1 of 3 refused for this reason" in section
    assert "1 (17%) was refused without need" in section


def test_the_pieces_of_a_bar_are_as_long_as_their_shares(page: BeautifulSoup) -> None:
    for bar in page.select("#right .bar, #where .bar, #refusals .bar"):
        pieces = [(float(p["x"].rstrip("%")), float(p["width"].rstrip("%"))) for p in bar.select("rect")]  # type: ignore[union-attr]
        end = 0.0
        for start, width in pieces:
            assert start == pytest.approx(end, abs=0.01)
            assert width > 0
            end = start + width
        assert end == pytest.approx(100, abs=0.01)
    whole = page.select_one("#right .bar")
    assert whole is not None
    assert {r["class"][0]: r["width"] for r in whole.select("rect")}["right"] == "33.333%"


def test_the_weakest_kind_comes_first(page: BeautifulSoup) -> None:
    labels = [words(label) for label in page.select("#where .chart:first-of-type li:not(.axis) .label")]
    assert labels == ["A figure", "Who is to do it", "Not in the papers"]


def test_every_metric_is_told_with_its_label(tmp_path: Path) -> None:
    example = replace(LAMPS, expected_documents=("minutes.docx",), expected_page=3, expected_section="Lighting")
    again = replace(ROWS["right"], example=replace(LAMPS, id="again", same_as="lamps"))
    write(run_of([replace(ROWS["right"], example=example), again, ROWS["unsupported"]]), tmp_path)
    section = words(parsed(tmp_path).select_one("#measures"))
    for label in METRICS.values():
        assert label.partition(": ")[0] in section
    for label in ("Refused without need", "Other words, same facts", "95 of 100 answers come within"):
        assert label in section


def test_limits_are_said(page: BeautifulSoup) -> None:
    section = words(page.select_one("#limits"))
    assert "matched with what the set expects by its words, figures and dates" in section
    assert "who is to do it (4)" in section
    assert "/somewhere/private" not in words(page)


def test_the_table_has_a_row_for_each_question_with_every_metric(tmp_path: Path) -> None:
    rows = [*ROWS.values(), REFUSED]
    write(run_of(rows), tmp_path)
    found = table(tmp_path)
    assert [row["id"] for row in found] == [row.example.id for row in rows]
    for row, line in zip(rows, found, strict=True):
        for name, value in score(row).items():
            assert line[name] == "" if math.isnan(value) else float(line[name]) == pytest.approx(value, rel=1e-5)
    assert found[0]["expected_facts"] == "Ida Fenn / I. Fenn\nquay"
    assert found[0]["citations"] == "[1] minutes.docx, page 3, Lighting: Ida Fenn to mend the quay lamps."
    assert (tmp_path / CSV).read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_run_beside_another_lists_what_changed(tmp_path: Path) -> None:
    worse = replace(ROWS["wrong"], example=LAMPS)
    better = replace(ROWS["wrong"], example=replace(LAMPS, id="lamps9"), answer="Nobody.")
    now = run_of([worse, replace(ROWS["right"], example=better.example), REFUSED])
    before = run_of([ROWS["right"], better, REFUSED], "may")
    write(now, tmp_path, [beside(now, before)])
    page = parsed(tmp_path)
    section = page.select_one("#beside")
    assert "1 got better, 1 got worse and 1 stayed the same" in words(section)
    assert "about 3 of 100 such comparisons: it is very likely real" in words(section)
    assert "1 asked only of may" in words(section)
    links = {str(link["href"]) for link in page.select("#beside .changes a")}
    assert links == {"#q1", "#q2"}
    assert page.select_one("#q1")["data-change"] == "worse"  # type: ignore[index]
    assert "may had Nobody." in words(page.select_one("#q2"))
    assert page.select_one("#q3") is not None
    assert "data-change" not in page.select_one("#q3").attrs  # type: ignore[union-attr]
    assert "Got worse (1)" in (tmp_path / MARKDOWN).read_text()
    write(now, tmp_path)
    assert parsed(tmp_path).select_one("#beside") is None


def test_a_baseline_that_only_searches_is_not_said_to_be_wrong(tmp_path: Path) -> None:
    now = run_of([ROWS["right"]])
    base = run_of(
        [replace(ROWS["unanswered"], example=LAMPS)], "naive-llamaindex", identity={"system": "naive-llamaindex"}
    )
    write(now, tmp_path, [Beside(base, Comparison((), (), 1, (), (), (), ()))])
    page = parsed(tmp_path)
    assert "Plain LlamaIndex only searches" in words(page.select_one("#beside"))
    assert [words(cell) for cell in page.select(".counts tbody tr:first-child td")] == ["1 (100%)", "–"]
    write(base, tmp_path)
    assert "This system only searches." in words(parsed(tmp_path).select_one(".lead"))


def test_a_run_that_was_stopped_says_so(tmp_path: Path) -> None:
    write(run_of([REFUSED], finished="", questions=40), tmp_path)
    assert "1 of 40 questions were asked so far" in words(parsed(tmp_path).select_one(".warning"))
    assert "not finished" in (tmp_path / MARKDOWN).read_text()


def test_a_run_without_rows_has_a_report(tmp_path: Path) -> None:
    write(run_of([]), tmp_path)
    assert words(parsed(tmp_path).select_one(".lead")) == "No question was asked."
    assert table(tmp_path) == []


@pytest.mark.parametrize(("share", "told"), [(1, "100%"), (0.999, "99%"), (0.001, "1%"), (0, "0%"), (math.nan, "–")])
def test_nearly_all_is_not_all(share: float, told: str) -> None:
    assert percent(share) == told


def test_ten_thousand_questions_are_written(tmp_path: Path) -> None:
    kinds = list(ROWS.values())
    rows = [
        replace(row, example=replace(row.example, id=str(n))) for n in range(10_000) for row in [kinds[n % len(kinds)]]
    ]
    write(run_of(rows), tmp_path)
    written = (tmp_path / HTML).read_text()
    assert written.count('<details class="question"') == 10_000
    assert not re.search(r'<details class="question"[^>]* open', written)
    assert len(written) < 25_000_000
    assert len((tmp_path / MARKDOWN).read_text()) < 100_000
    assert len(table(tmp_path)) == 10_000


def test_a_very_long_answer_is_cut_on_the_page(tmp_path: Path) -> None:
    cited = CITED | {"quote": "long quote " * 500}
    write(run_of([Row(LAMPS, "long answer " * 5_000, citations=(cited,) * 200)]), tmp_path)
    assert (tmp_path / HTML).stat().st_size < 200_000
    assert "And 160 more." in words(question(parsed(tmp_path), "lamps"))
