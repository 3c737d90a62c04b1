"""What a paper says about itself: each fact with its source, and a warning where the sources differ."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from ingest.documents import Document, Fact, FactName
from ingest.facts import find_facts
from ingest.facts.disagreements import disagreements
from ingest.readers.text import read_text
from ingest.reading import read
from ingest.structure import structured

BODY = (
    "The board heard that burglary had fallen in every ward but one and asked for a note on the last of them by June."
)
OPENING = (
    "Harbour Safety Board\n\nMinutes of the meeting held on Tuesday 5th March 2019 at 7.30pm\n\nPresent: Ann Field\n\n"
)


def facts_of(folder: Path, text: str, name: str = "paper.txt", **properties: str) -> tuple[Fact, ...]:
    path = folder / "paper.txt"
    path.write_text(text, encoding="utf-8")
    reading = read_text(path)
    reading = dataclasses.replace(reading, properties=tuple((k.replace("_", " "), v) for k, v in properties.items()))
    return find_facts(reading, structured(reading.text, list(reading.blocks)), name)


def values(facts: tuple[Fact, ...], name: FactName) -> list[str]:
    return [fact.value for fact in facts if fact.name == name]


def minutes(*lines: str, end: str = "") -> str:
    return (
        "\n\n".join([*lines, "Present: Ann Field (Chair), Bob Marsh", "1. Burglary", BODY, "2. Roads", BODY, end])
        + "\n"
    )


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["Harbour Board", "Minutes of the meeting held on Tuesday 5th March 2019 at 7.30pm"], "2019-03-05"),
        (["Harbour Board Minutes", "05.03.19"], "2019-03-05"),
        (["Harbour Board Minutes", "5/3/19"], "2019-03-05"),
        (["Harbour Board Minutes", "Date: 03/13/2019"], "2019-03-13"),
        (["Harbour Board Minutes", "| Date: | 5 March 2019 |\n| Venue: | Quay House |"], "2019-03-05"),
        (["Harbour Board Minutes", "Date:", "5 March 2019"], "2019-03-05"),
        (["Minutes of the meeting held on", "5 March 2019"], "2019-03-05"),
        (["Harbour Board Minutes 2019", "Minutes of the meeting held on 5 March"], "2019-03-05"),
        (["Harbour Board Minutes", "Date of next meeting: 2 April 2019", "Date: 5 March 2019"], "2019-03-05"),
        (
            ["Harbour Board Minutes", "To agree the minutes of the meeting held on 5 February 2019", "5 March 2019"],
            "2019-03-05",
        ),
    ],
)
def test_the_meetings_own_date_is_taken(tmp_path: Path, lines: list[str], day: str) -> None:
    assert values(facts_of(tmp_path, minutes(*lines)), "meeting date") == [day]


@pytest.mark.parametrize(
    "line",
    [
        "The minutes of the meeting held on 5 February 2019 were agreed.",
        "Date of next meeting: 2 April 2019",
        "Matters arising from the minutes of 5 February 2019",
    ],
)
def test_another_meetings_date_is_not_the_papers(tmp_path: Path, line: str) -> None:
    assert values(facts_of(tmp_path, minutes("Harbour Board Minutes", line)), "meeting date") == []


def test_every_fact_from_the_text_stands_in_the_words_it_is_given_with(tmp_path: Path) -> None:
    text = "OFFICIAL\n\n" + OPENING.replace("Minutes", "DRAFT minutes") + BODY
    facts = facts_of(tmp_path, text, "Minutes_2019-03-05_v2.txt")
    told = {f.name: text[f.start : f.end] for f in facts if f.source == "text" and f.start is not None}
    assert told["meeting date"] == "5th March 2019"
    assert told["board"] == "Harbour Safety Board"
    assert told["status"] == "DRAFT minutes"
    assert told["marking"] == "OFFICIAL"
    assert {f.name for f in facts if f.source == "file name"} == {"meeting date", "version"}
    assert all((f.start is None) == (f.source != "text") for f in facts)


def test_a_file_name_that_differs_is_named_and_the_text_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "2019-04-02 Minutes.txt"
    path.write_text(OPENING + BODY, encoding="utf-8")
    document = read(path)
    assert document.date == date(2019, 3, 5)
    [warning] = document.warnings
    assert "5 March 2019" in warning
    assert "2 April 2019" in warning
    assert "file name" in warning


@pytest.mark.parametrize(
    "name", ["190305 Minutes.txt", "05032019 Minutes.txt", "Minutes 5 March.txt", "minutes-05-03-19.txt"]
)
def test_a_file_name_that_agrees_in_its_own_way_is_no_disagreement(tmp_path: Path, name: str) -> None:
    facts = facts_of(tmp_path, OPENING + BODY, name)
    assert set(values(facts, "meeting date")) == {"2019-03-05"}
    assert disagreements(facts) == ()


def test_a_download_count_is_no_version(tmp_path: Path) -> None:
    assert values(facts_of(tmp_path, OPENING + BODY, "Minutes final version_10.txt"), "version") == []


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("DRAFT", "draft"),
        ("Draft minutes", "draft"),
        ("UNAPPROVED", "draft"),
        ("Minutes (subject to confirmation at the next meeting)", "draft"),
        ("v0.3", "draft"),
        ("Status: Final", "final"),
        ("FINAL", "final"),
        ("Version 1.0 - final", "final"),
        ("Agreed minutes", "agreed"),
        ("The draft strategy was discussed", ""),
        ("Final accounts 2018/19", ""),
    ],
)
def test_the_status_is_what_the_first_lines_say(tmp_path: Path, line: str, status: str) -> None:
    found = values(facts_of(tmp_path, minutes("Harbour Board Minutes", line)), "status")
    assert found == [status] * bool(status)


@pytest.mark.parametrize(
    ("end", "agreed"),
    [
        ("Signed as a correct record by the Chair on 2 April 2019", True),
        ("Signed: Ann Field, Chair\n\nDate: 2 April 2019", True),
        ("Signed ................................ Chair      Date ....................", False),
        ("The minutes of the meeting held on 5 February 2019 were agreed as a correct record.", False),
    ],
)
def test_minutes_signed_at_their_end_are_agreed(tmp_path: Path, end: str, agreed: bool) -> None:
    assert values(facts_of(tmp_path, minutes("Harbour Board Minutes", end=end)), "status") == ["agreed"] * agreed


def test_a_report_about_a_draft_strategy_is_no_draft(tmp_path: Path) -> None:
    text = f"Report on the consultation\n\nDraft Harbour Safety Strategy\n\nReport author: Jane Marlow\n\n{BODY}\n"
    assert values(facts_of(tmp_path, text), "status") == []


def test_a_watermark_and_a_running_foot_count(tmp_path: Path) -> None:
    text = "Harbour Safety Strategy\n\nVersion 2.1\n\n" + BODY
    facts = facts_of(tmp_path, text, watermark="DRAFT", running_head="Harbour Safety Strategy v2.0 OFFICIAL-SENSITIVE")
    assert [(f.value, f.source) for f in facts if f.name == "status"] == [("draft", "running head")]
    assert values(facts, "version") == ["2.1", "2.0"]
    [warning] = disagreements(facts)
    assert "2.1" in warning
    assert "2.0" in warning


@pytest.mark.parametrize(
    ("line", "marking"),
    [
        ("OFFICIAL", "OFFICIAL"),
        ("OFFICIAL - SENSITIVE", "OFFICIAL-SENSITIVE"),
        ("NOT PROTECTIVELY MARKED", "NOT PROTECTIVELY MARKED"),
        ("DRAFT - RESTRICTED", "RESTRICTED"),
        ("Protective marking: Official", "OFFICIAL"),
        ("The official figures were published", ""),
        ("RESTRICTED PARKING ZONES", ""),
    ],
)
def test_a_marking_stands_alone(tmp_path: Path, line: str, marking: str) -> None:
    text = f"{line}\n\nHarbour Board report\n\n{BODY}\n"
    assert values(facts_of(tmp_path, text), "marking") == [marking] * bool(marking)


@pytest.mark.parametrize(
    ("line", "exempt"),
    [
        ("PART 2 – EXEMPT", True),
        ("Not for publication", True),
        ("This report is confidential by virtue of paragraph 3 of Schedule 12A of the Local Government Act 1972", True),
        ("PART ONE – PUBLIC", False),
        ("There were no exempt items.", False),
        ("Exempt information: none", False),
        ("Part 2 Our priorities", False),
    ],
)
def test_a_paper_kept_from_the_public_says_so_itself(tmp_path: Path, line: str, exempt: bool) -> None:
    text = f"Harbour Safety Board\n\n{line}\n\nBurglary report\n\n{BODY}\n"
    assert values(facts_of(tmp_path, text), "exempt") == ["exempt"] * exempt


def test_a_front_sheet_gives_author_contact_and_number(tmp_path: Path) -> None:
    text = (
        "Report No. HSB19/017\n\nReport title: Burglary\n\n"
        "| Report author: | Jane Marlow, Analyst | Date: | 1 March 2019 |\n"
        f"| --- | --- | --- | --- |\n\nContact officer: Bob Marsh Tel: 01632 960417\n\n{BODY}\n"
    )
    facts = facts_of(tmp_path, text)
    assert values(facts, "report number") == ["HSB19/017"]
    assert values(facts, "author") == ["Jane Marlow, Analyst"]
    assert values(facts, "contact") == ["Bob Marsh"]


@pytest.mark.parametrize("name", ["user", "jmarlow1", "Microsoft Office User", "ADMIN", "Democratic Services"])
def test_an_account_or_program_is_no_author(tmp_path: Path, name: str) -> None:
    assert values(facts_of(tmp_path, OPENING + BODY, author=name), "author") == []


def test_another_author_in_the_properties_is_named(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, f"Burglary report\n\nAuthor: Jane Marlow\n\n{BODY}", author="Imran Sadiq")
    assert values(facts, "author") == ["Jane Marlow", "Imran Sadiq"]
    [warning] = disagreements(facts)
    assert "Imran Sadiq" in warning


WELSH = (
    "Cytunodd y bwrdd ar gofnodion y cyfarfod diwethaf a nododd y gwaith a wnaed gan y bartneriaeth dros y gaeaf."
    " Bydd adroddiad pellach yn cael ei gyflwyno i'r cyfarfod nesaf ym mis Mehefin."
)


@pytest.mark.parametrize(
    ("paragraphs", "language"),
    [([BODY, BODY], ["en"]), ([WELSH, WELSH], ["cy"]), ([WELSH, BODY] * 2, ["cy, en"]), ([], [])],
)
def test_the_language_is_told_from_prose(tmp_path: Path, paragraphs: list[str], language: list[str]) -> None:
    assert values(facts_of(tmp_path, "\n\n".join(["Harbour", *paragraphs])), "language") == language


def test_the_document_holds_what_its_first_facts_say(sample_documents: dict[str, Document]) -> None:
    for name, document in sample_documents.items():
        assert (document.title, document.board, document.kind) == tuple(
            document.fact(fact) for fact in ("title", "board", "kind")
        ), name
        days = {f.value for f in document.facts if f.name in ("meeting date", "report date")}
        assert document.date is None or any(document.date.isoformat().startswith(day) for day in days), name
        assert (document.period.label if document.period else "") == document.fact("period"), name
        for fact in document.facts:
            assert fact.start is None or 0 <= fact.start < (fact.end or 0) <= len(document.text), (name, fact)


def test_facts_of_one_name_stand_together(sample_documents: dict[str, Document]) -> None:
    for document in sample_documents.values():
        names = [fact.name for fact in document.facts]
        assert [n for i, n in enumerate(names) if i == 0 or names[i - 1] != n] == list(dict.fromkeys(names))
