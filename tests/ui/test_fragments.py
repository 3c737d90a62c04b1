"""The pieces of the page as HTML: safe, and saying what they should."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Citation, Coverage
from index.library import FileReport, Library
from ui.web import fragments
from ui.web.examples import examples
from ui.web.source import around
from ui.web.uploads import MOST_FILES, put_in, safe_name, take_out
from ui.web.words import covered, safe

CITED = Citation(
    1, "a.pdf", "0" * 32, "Board & <b>pack</b>", "Board", "Minutes", datetime.date(2018, 3, 26), 20, "Title › 4. Crime",
    "as it stands", 10, 20,
)  # fmt: skip


@given(st.text())
def test_safe_text_holds_no_markup(text: str) -> None:
    shown = safe(text)
    assert not set("<>\"'`*_[]()!$~|\\{}") & set(shown)
    assert all(piece.partition(";")[0].startswith("#") for piece in shown.split("&")[1:])


def test_each_number_of_an_answer_links_to_its_source() -> None:
    shown = fragments.spoken("It was <b>agreed</b>. [1]\n\n- one [1]\n- two [2]", [CITED])
    assert shown.count(f'href="/source/{"0" * 32}?start=10&amp;end=20#quote"') == 2
    assert shown.count("<li>") == 2
    assert "<b>" not in shown
    assert "&#91;2&#93;" in shown


@pytest.mark.parametrize("reason", ["not_in_documents", "off_topic", "needs_clarification", "period_not_covered"])
def test_a_refusal_is_a_plain_statement(reason: str) -> None:
    shown = fragments.answered(Answer("q", "Nothing on that.", "other", reason=reason))  # type: ignore[arg-type]
    assert "Nothing on that." in shown
    assert reason not in shown


def test_a_citation_shows_its_place_and_words_in_their_surroundings() -> None:
    shown = fragments.sources(Answer("q", "t", "fact", (CITED,)), lambda *_: ("before ", "the <i>words", " after"))
    for words in ("26 March 2018", "page 20", "4. Crime", "Minutes", "<mark>the &#60;i&#62;words</mark> after"):
        assert words in shown
    assert "<i>" not in shown
    assert "<b>" not in shown


def test_surroundings_are_cut_at_words(library: Library) -> None:
    document = next(d for d in library.catalogue.documents() if d.name == "hostile.md")
    before, quote, after = around(library, document.id, 230, 250)
    assert quote
    assert before.startswith("… ")
    assert after.endswith(" …")


def test_searched_words_are_marked_in_all_their_forms() -> None:
    shown = fragments.marked("The weapons sweep found a weapon & <b>two</b> knives. " * 20, "weapon sweeps")
    assert "<mark>weapons</mark> <mark>sweep</mark>" in shown
    assert "<b>" not in shown
    assert shown.endswith(" …")


@pytest.mark.parametrize(
    ("coverage", "words"),
    [
        (Coverage(0, None, None), "No papers yet. Add some under Papers."),
        (Coverage(1, None, None, ("Board",)), "1 paper of the Board"),
        (
            Coverage(70, datetime.date(2010, 6, 1), datetime.date(2023, 9, 30), tuple("abcdefg")),
            "70 papers of 7 boards, from June 2010 to September 2023",
        ),
    ],
)
def test_coverage_in_one_sentence(coverage: Coverage, words: str) -> None:
    assert covered(coverage) == words


def test_examples_come_from_what_is_there(library: Library) -> None:
    assert any(q.endswith("in Q2 2023/24?") for q in examples(library))


def test_a_report_says_what_became_of_each_file() -> None:
    shown = fragments.report([FileReport(Path("a.pdf"), "added"), FileReport(Path("<b>.pdf"), "failed", "it is empty")])
    assert "– added" in shown
    assert "not added: it is empty" in shown
    assert "<b>" not in shown


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\papers\\minutes.pdf", "minutes.pdf"),
        (".hidden.md", "hidden.md"),
        ("a\x00b\n<c>.txt", "a_b__c_.txt"),
        ("", "paper"),
        ("Minutes – 4 March (final).pdf", "Minutes – 4 March (final).pdf"),
    ],
)
def test_an_upload_gets_a_safe_name(name: str, expected: str) -> None:
    assert safe_name(name) == expected


@given(st.text())
def test_no_name_leaves_the_folder(name: str) -> None:
    assert Path("folder", safe_name(name)).resolve().parent == Path("folder").resolve()
    assert len(safe_name(name)) <= 121


def test_uploads_go_in_and_what_fails_leaves_nothing_behind(own_library: Library, tmp_path: Path) -> None:
    good, empty, other = tmp_path / "good.txt", tmp_path / "empty.txt", tmp_path / "picture.exe"
    good.write_text("Minutes of the Quiet Board, 3 May 2024\n\nThe board agreed to meet on Mondays.")
    empty.write_text("")
    other.write_text("x")
    counted: list[int] = []
    reports = put_in(own_library, [good, empty, other], lambda count, _: counted.append(count))
    outcomes = {r.path.name: r.outcome for r in reports}
    assert outcomes == {"good.txt": "added", "empty.txt": "failed", "picture.exe": "failed"}
    assert [p.name for p in (own_library.home / "uploads").iterdir()] == ["good.txt"]
    assert len(counted) == 2
    added = next(r.document for r in reports if r.outcome == "added")
    assert take_out(own_library, added)
    assert not take_out(own_library, added)
    assert list((own_library.home / "uploads").iterdir()) == []


def test_too_many_files_and_two_of_a_name_are_refused(own_library: Library, tmp_path: Path) -> None:
    twin = tmp_path / "twin"
    twin.mkdir()
    files = [tmp_path / "a.txt", twin / "a.txt"]
    for file in files:
        file.write_text("Minutes of the Quiet Board")
    reports = put_in(own_library, files + [files[0]] * MOST_FILES, lambda *_: None)
    assert [r.outcome for r in reports].count("added") == 1
    assert any("rename" in r.detail for r in reports)
    assert f"only {MOST_FILES} files" in reports[MOST_FILES].detail
