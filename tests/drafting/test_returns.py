"""Partner returns: pasted or sent as files, they become papers of their board and quarter."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import pytest

from assistant.drafting.gathering import gather
from assistant.drafting.returns import MOST_TEXT, put_in, returned
from assistant.drafting.wanted import DraftError, wanted
from index.library import FileReport, Library
from index.settings import IndexSettings
from tests.conftest import SAMPLES
from tests.embedders import LetterEmbedder

BOARD, QUARTER = "Safer Marlowick Partnership", "2024/25 Q3"
SAID = "Fitted 22 alarms in homes of older people\nVisited 11 schools with the water safety talk"


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    """One board's terms of reference, with vectors that cost nothing."""
    library = Library(IndexSettings(home=home), LetterEmbedder())
    list(library.ingest([SAMPLES / "terms-of-reference-2024.md"]))
    yield library
    library.close()


def row(library: Library, report: FileReport) -> Any:
    return next(r for r in library.catalogue.documents() if r.id == report.document)


def told(library: Library) -> list[str]:
    return [e.text for e in gather(library, wanted(library, BOARD, QUARTER))]


def test_a_pasted_return_is_a_paper_of_the_board_and_quarter_and_is_drafted_from(library: Library) -> None:
    [report] = put_in(library, BOARD, QUARTER, "Norvale Fire and Rescue", SAID)
    paper = row(library, report)
    assert (report.outcome, paper.board, paper.period_label[:10]) == ("added", BOARD, "Q3 2024/25")
    assert paper.title == "Norvale Fire and Rescue: return for Q3 2024/25"
    assert [text.rstrip(".") for text in told(library)] == SAID.split("\n")
    evidence = gather(library, wanted(library, BOARD, QUARTER))
    assert {agency for e in evidence for agency in e.agencies} == {"Norvale Fire and Rescue"}
    assert returned(library, wanted(library, BOARD, QUARTER)) == [(paper.title, paper.name)]
    assert returned(library, wanted(library, BOARD, "2024/25 Q2")) == []


def test_the_same_return_twice_is_one_paper_and_another_of_the_partner_is_a_second(library: Library) -> None:
    reports = [put_in(library, BOARD, QUARTER, "Police", text)[0] for text in (SAID, SAID, f"{SAID}\nMore was done")]
    assert [r.outcome for r in reports] == ["added", "unchanged", "added"]


def test_what_a_paste_says_of_boards_and_quarters_does_not_make_it_anothers(library: Library) -> None:
    claims = "Board: Hilltop Council Board\nPeriod: Q1 2019/20\n# Minutes of the Other Partnership\n"
    text = f"{claims}- Ran 4 patrols in the park"
    [report] = put_in(library, BOARD, QUARTER, "Police\n# <b>", text)
    paper = row(library, report)
    assert (paper.board, paper.period_label[:10]) == (BOARD, "Q3 2024/25")
    assert "\n" not in paper.title


@pytest.mark.parametrize(
    ("partner", "text", "says"),
    [
        ("Police", " \n ", "nothing was pasted"),
        ("Police", "- – •", "nothing was pasted"),
        (" ", SAID, "say whose return it is"),
        ("Police", "x" * (MOST_TEXT + 1), "over 500,000 characters"),
    ],
)
def test_a_paste_that_is_no_return_says_why_and_nothing_is_put_in(
    library: Library, partner: str, text: str, says: str
) -> None:
    [report] = put_in(library, BOARD, QUARTER, partner, text)
    assert report.outcome == "failed"
    assert says in report.detail
    assert len(library.catalogue.documents()) == 1


@pytest.mark.parametrize(("board", "period"), [(BOARD, "Q5"), ("Nowhere Board", QUARTER), ("", QUARTER)])
def test_no_such_board_or_quarter_is_refused_before_anything_is_put_in(
    library: Library, board: str, period: str
) -> None:
    with pytest.raises(DraftError):
        put_in(library, board, period, "Police", SAID)
    assert not (library.home / "returns").exists()


def letter(path: Path) -> Path:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Our return", "a@fire.example", "b@council.example"
    message["Date"] = "Thu, 09 Jan 2025 10:00:00 +0000"
    message.set_content(f"Dear Jo,\n\nHere is what we did:\n\n- {SAID.split(chr(10))[0]}\n\nSam")
    path.write_bytes(bytes(message))
    return path


def word(path: Path, title: str, *lines: str) -> Path:
    document = docx.Document()
    document.add_heading(title)
    for line in lines:
        document.add_paragraph(line, style="List Bullet")
    document.save(str(path))
    return path


def test_files_that_name_no_board_or_quarter_get_the_ones_stated(library: Library, tmp_path: Path) -> None:
    files = [
        letter(tmp_path / "mail.eml"),
        word(
            tmp_path / "trading.docx", "Trading Standards quarterly return", "Visited 14 shops to test sales of knives"
        ),
    ]
    seen: list[FileReport] = []
    reports = put_in(library, BOARD, QUARTER, "Partners", files=files, seen=seen.append)
    assert [r.outcome for r in reports] == ["added", "added"]
    assert len(seen) == 2
    for report in reports:
        paper = row(library, report)
        assert (paper.board, paper.period_label[:10]) == (BOARD, "Q3 2024/25")
        assert paper.kind != "quarterly update"
        assert "board" not in {f.name for f in library.catalogue.document(paper.id).facts}  # type: ignore[union-attr]
    assert row(library, reports[0]).date.isoformat() == "2025-01-09"
    assert {SAID.split("\n")[0], "Visited 14 shops to test sales of knives"} <= {t.rstrip(".") for t in told(library)}


def test_a_file_of_another_board_stays_its_and_the_report_says_so(library: Library, tmp_path: Path) -> None:
    other = word(tmp_path / "other.docx", "Hilltop Safety Board: report for Q1 2019/20", "Ran 4 patrols in the park")
    [report] = put_in(library, BOARD, QUARTER, "Police", files=[other])
    assert row(library, report).board == "Hilltop Safety Board"
    assert "Hilltop Safety Board" in report.detail
    assert "Q1 2019/20" in report.detail
    assert told(library) == []


def test_each_file_that_cannot_be_read_has_its_line_and_the_others_go_in(library: Library, tmp_path: Path) -> None:
    (tmp_path / "table.png").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "tool.exe").write_bytes(b"MZ")
    word(tmp_path / "empty.docx", "")
    (tmp_path / "again").mkdir()
    files = [tmp_path / name for name in ("table.png", "tool.exe", "empty.docx")]
    files += [letter(tmp_path / "mail.eml"), letter(tmp_path / "again" / "mail.eml")]
    reports = {(r.path.name, r.outcome): r.detail for r in put_in(library, BOARD, QUARTER, "Police", files=files)}
    assert "paste its words" in reports["table.png", "failed"]
    assert "cannot be read" in reports["tool.exe", "failed"]
    assert "no text" in reports["empty.docx", "failed"]
    assert "rename one" in reports["mail.eml", "failed"]
    assert ("mail.eml", "added") in reports
    kept = [p.name for p in (library.home / "returns").rglob("*") if p.is_file()]
    assert kept == ["mail.eml"]


def test_lines_are_statements_and_a_sentence_broken_over_lines_is_one(library: Library) -> None:
    text = (
        "We ran a drop-in for residents of the harbour who were worried about\nbreak-ins, and 31 people came to it over"
        " the\nweek. We also trained 12 staff of the library in how to spot\ntheft.\n\nHeld 4 street stalls"
    )
    put_in(library, BOARD, QUARTER, "Police", text)
    assert any("worried about break-ins" in " ".join(e.split()) for e in told(library))
