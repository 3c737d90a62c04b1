"""Papers fall into parts and sections as a reader of the paper would name them; lists and labels are no headings."""

from itertools import pairwise
from pathlib import Path

import pytest

from ingest.documents import Document
from ingest.reading import read

MINUTES = """Harbour View Community Council

Minutes of the meeting held on Tuesday 5 March 2019 at 7.30pm

Present: Ann Field (Chair), Bob Marsh, Cal Reed

{body}
"""


def made(folder: Path, text: str, name: str = "paper.txt") -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path)


def last_headings(document: Document) -> list[str]:
    return [section.path[-1] for section in document.sections if section.path and section.blocks]


@pytest.mark.parametrize(
    "numbers",
    [
        ("175", "176", "177"),
        ("4.1", "4.2", "4.3"),
        ("18.07.4", "18.07.5", "18.07.6"),
        ("19/045", "19/046", "19/047"),
        ("Item 6:", "Item 7:", "Item 8:"),
        ("6)", "7)", "8)"),
        ("MINUTE 23", "MINUTE 24", "MINUTE 25"),
    ],
)
def test_minutes_in_any_numbering_fall_into_items_that_keep_their_number(
    tmp_path: Path, numbers: tuple[str, ...]
) -> None:
    titles = ("Police Report", "Roads And Paths", "Any Other Business")
    body = "\n\n".join(
        f"{number} {title}\n\nThe council heard that {title.lower()} had been looked at again and would be looked at"
        " once more before the summer. It was agreed to write to the owner."
        for number, title in zip(numbers, titles, strict=True)
    )
    document = made(tmp_path, MINUTES.format(body=body))
    found = last_headings(document)
    for number, title in zip(numbers, titles, strict=True):
        [heading] = [h for h in found if title.lower() in h.lower()]
        assert heading.startswith(number.strip(":")), found


def test_a_sub_item_stands_under_the_item_it_divides(tmp_path: Path) -> None:
    prose = "The group heard that the work had gone on through the winter and that more of it was needed by June."
    body = "\n\n".join(f"{head}\n\n{prose}" for head in ("4 Roads", "4.1 Harbour Road", "4.2 Mill Lane", "5 Finance"))
    paths = [s.path for s in made(tmp_path, MINUTES.format(body=body)).sections]
    [mill] = [p for p in paths if p and p[-1] == "4.2 Mill Lane"]
    assert "4 Roads" in mill
    assert "4.1 Harbour Road" not in mill
    [finance] = [p for p in paths if p and p[-1] == "5 Finance"]
    assert not any(head.startswith("4") for head in finance)


def test_a_contents_list_makes_no_sections(tmp_path: Path) -> None:
    prose = (
        "The partnership will go on working with the people who live here and will report every year on what it did."
    )
    heads = ["1. Introduction", "2. Our Priorities", "3. How We Work", "4. Measures"]
    contents = "\n\n".join(f"{head} ........................ {page}" for page, head in enumerate(heads, 3))
    body = "\n\n".join(f"{head}\n\n{prose}" for head in heads)
    document = made(tmp_path, f"Harbour Safety Strategy 2019-2022\n\nContents\n\n{contents}\n\n{body}\n")
    assert [h for h in last_headings(document) if h[0].isdigit()] == heads
    listed = [s.text for c in document.chunks for s in c.statements if "....." in s.text]
    assert len(listed) == 4


def test_an_agenda_is_a_list_whose_items_can_be_found(tmp_path: Path) -> None:
    items = [f"{n}. {title}" for n, title in enumerate(("Welcome", "Minutes", "Police Update", "Budget", "Close"), 1)]
    document = made(tmp_path, "Harbour Safety Board\n\nAGENDA\n\n" + "\n\n".join(items) + "\n", "agenda.txt")
    words = " ".join(c.text for c in document.chunks)
    assert all(item.split(". ")[1] in words for item in items), words


def test_front_sheet_lines_dates_and_addresses_are_no_headings(tmp_path: Path) -> None:
    front = (
        "Report No. HB/19/7\n\nReport to: Harbour Safety Board\n\nDate: 5 March 2019\n\n"
        "Report author: Jane Marlow, Analyst\n\nContact officer: Bob Marsh, tel 01632 960001\n\n"
        "Tuesday 5 March 2019, 14:00 - 17:00\n\nHarbour House, Quay Street, Norvale NV1 7DU\n\n"
    )
    prose = "1. Reason for report\n\nThe board asked for a note on burglary and this is the note that it asked for.\n"
    document = made(tmp_path, front + "Burglary in the harbour wards\n\n" + prose)
    heads = {h for s in document.sections for h in s.path}
    labels = ("Report No", "Report to", "Date", "Report author", "Contact", "Tuesday", "Harbour House")
    assert [h for h in heads if h.startswith(labels)] == []
    assert any(h.startswith("1. Reason") for h in heads)


def test_an_annex_stands_beside_the_numbered_sections(tmp_path: Path) -> None:
    prose = (
        "The partnership will go on working with the people who live here and will report every year on what it did."
    )
    heads = ("# Harbour plan", "## 1. Aims", "## 2. Measures", "### Annex A: Terms", "#### Meetings")
    document = made(tmp_path, "\n\n".join(f"{head}\n\n{prose}" for head in heads), "plan.md")
    paths = {s.path[-1]: s.path for s in document.sections}
    assert not any(head.startswith("2.") for head in paths["Annex A: Terms"])
    assert "Annex A: Terms" in paths["Meetings"]


def paper(title: str, author: str, day: str) -> str:
    prose = "Numbers fell in every ward but one. The board is asked to note what was done and to say what comes next. "
    body = "\n\n".join(f"{n}. {head}\n\n{prose * 3}" for n, head in enumerate(("Summary", "Detail", "Next Steps"), 1))
    return f"{title}\n\nReport to: Harbour Safety Board\n\nDate: {day}\n\nReport author: {author}\n\n{body}\n\n"


def test_papers_bound_together_are_parted_by_their_front_sheets(tmp_path: Path) -> None:
    text = (
        paper("Burglary update", "Jane Marlow", "5 March 2019")
        + paper("Hate crime update", "Imran Sadiq", "28 February 2019")
        + paper("Road safety report", "Bob Marsh", "1 March 2019")
    )
    parts = made(tmp_path, text, "papers.txt").parts
    assert [(p.author, p.date and p.date.isoformat()) for p in parts[1:]] == [
        ("Imran Sadiq", "2019-02-28"),
        ("Bob Marsh", "2019-03-01"),
    ]
    assert [p.title for p in parts[1:]] == ["Hate crime update", "Road safety report"]
    assert all(p.facts for p in parts)


def test_one_report_with_a_front_sheet_is_one_part(tmp_path: Path) -> None:
    assert len(made(tmp_path, paper("Burglary update", "Jane Marlow", "5 March 2019")).parts) == 1


def test_only_the_packs_among_the_samples_are_packs(sample_documents: dict[str, Document]) -> None:
    packs = {name for name, document in sample_documents.items() if len(document.parts) > 1}
    assert packs == {"2023-12-06-agenda-pack.pdf", "2024-03-12-agenda-pack.pdf"}


def test_sections_follow_one_another_and_hold_their_blocks(sample_documents: dict[str, Document]) -> None:
    for name, document in sample_documents.items():
        assert all(a.end <= b.start for a, b in pairwise(document.sections)), name
        for section in document.sections:
            assert all(section.start <= b.start and b.end <= section.end for b in section.blocks), (name, section.path)


@pytest.mark.parametrize(
    "sentence",
    [
        "AB reported on",
        "The Chair thanked members for coming",
        "Two further points were made",
        "Ann Field gave an update on",
        "It was hoped that there would be",
    ],
)
def test_a_short_sentence_above_a_list_is_no_heading(tmp_path: Path, sentence: str) -> None:
    body = f"## 1. Councillors' report\n\n{sentence}\n\n- the new crossing\n- the bridge works\n"
    document = made(tmp_path, MINUTES.format(body=body), "paper.md")
    assert last_headings(document)[-1] == "1. Councillors' report"
    assert sentence in [block.text for block in document.sections[-1].blocks]


@pytest.mark.parametrize("words", ["Shared data", "Progress to date", "Where we are", "Key issues raised"])
def test_a_short_line_that_is_no_sentence_above_a_list_is_a_heading(tmp_path: Path, words: str) -> None:
    document = made(tmp_path, f"{words}\n\n- the new crossing\n- the bridge works\n")
    assert last_headings(document) == [words]


def test_codes_addresses_days_and_footnotes_are_no_headings(tmp_path: Path) -> None:
    lines = ["AB1, AB2, CD3", "Mill Lane, Harbour View EX1 2AB [map]", "Thurs 7th March 2019", "4 See http://a.example"]
    body = "\n\n".join(
        f"{line}\n\nThe council heard about this at length, and would hear of it again." for line in lines
    )
    assert not set(lines) & {name for s in made(tmp_path, body).sections for name in s.path}


def test_a_wording_that_comes_again_and_again_is_a_heading_also_below_a_short_line(tmp_path: Path) -> None:
    prose = "The council will open the records of its meetings so that everyone in the parish may read them at home."
    body = "\n\n".join(f"## Commitment {n}\n\nHarbour Trust\n\nVision and impact\n\n{prose}" for n in range(1, 5))
    paths = [s.path for s in made(tmp_path, body, "paper.md").sections if s.path[-1:] == ("Vision and impact",)]
    assert [path[0] for path in paths] == [f"Commitment {n}" for n in range(1, 5)]


def test_the_items_of_an_agenda_are_a_list_and_the_minutes_after_it_stand_beside_it(tmp_path: Path) -> None:
    agenda = (
        "# Agenda\n\n# 1 Welcome\n\n# 2 Cases under way:\n\n- Mill Lane\n- High Street\n\n# 3 Break\n\n# 4 Close\n\n"
    )
    prose = "The Chair welcomed the members and said that the hall would be closed for repairs until the spring."
    document = made(tmp_path, f"{agenda}# Welcome and updates\n\n{prose}\n", "paper.md")
    assert [section.path for section in document.sections] == [("Agenda",), ("Welcome and updates",)]
    assert len(document.sections[0].blocks) == 6


def test_annexes_stand_beside_each_other(tmp_path: Path) -> None:
    prose = "These are the principles that the council has agreed to work by, and will look at again in two years."
    body = f"# Annex A\n\n## Principles\n\n{prose}\n\n### Annex B\n\n#### Commitments\n\n{prose}\n"
    paths = [section.path for section in made(tmp_path, body, "paper.md").sections if section.blocks]
    assert paths == [("Annex A", "Principles"), ("Annex B", "Commitments")]


def test_lettered_titles_above_prose_are_headings_and_lettered_items_are_not(tmp_path: Path) -> None:
    prose = "The council heard that the lane had been swept and that the owner of the wall had been told to mend it."
    items = "The council agreed:\n\na. Sweep the lane\nb. Tell the owner"
    body = f"1. Roads\n\n{items}\n\n{prose}\n\na. Lanes\n\n{prose}\n\nb. Walls\n\n{prose}\n"
    document = made(tmp_path, MINUTES.format(body=body))
    assert last_headings(document)[-3:] == ["1. Roads", "a. Lanes", "b. Walls"]
    listed = [block.text for section in document.sections for block in section.blocks if block.kind == "item"]
    assert listed == ["Sweep the lane", "Tell the owner"]
