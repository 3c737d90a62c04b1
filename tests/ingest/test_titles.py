"""What a paper is called and whose it is, without what only stands near its title."""

from pathlib import Path

import pytest

from ingest.reading import read

BODY = "The members heard that burglary had fallen in every ward but one and asked for a note on the last of them."


def _facts(folder: Path, text: str) -> tuple[str, str]:
    path = folder / "paper.md"
    path.write_text(text, encoding="utf-8")
    document = read(path)
    return document.title, document.board


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Minutes of a Meeting held on Tuesday 4 May 2021 at 7.00pm in Quay House", True),
        ("Minutes of a Meeting held on Tuesday 4 May 2021 via Zoom", True),
        ("Minutes of the meeting held on Tuesday 4 May 2021, 7.00pm", True),
        ("Minutes of the meeting of 4 May 2021 with actions", False),
        ("Report on the fire of 4 May 2021 at Quay House", False),
    ],
)
def test_hour_and_place_of_a_meeting_are_no_part_of_its_title(tmp_path: Path, line: str, kept: bool) -> None:
    title, _ = _facts(tmp_path, f"Harbour Safety Board\n\n{line}\n\n{BODY}\n")
    assert title == "Harbour Safety Board – " + (line.partition(" 2021")[0] + " 2021" if kept else line)


def test_where_an_undated_meeting_was_held_is_no_part_of_its_title(tmp_path: Path) -> None:
    lines = "Harbour Safety Board\n\nEighth meeting held at the Seamen's Institute\n\nMill Lane, EX1 2AB\n\n5 May 2021"
    assert _facts(tmp_path, f"{lines}\n\n{BODY}\n") == ("Harbour Safety Board – Eighth meeting", "Harbour Safety Board")


def test_an_address_does_not_complete_a_title(tmp_path: Path) -> None:
    text = f"Harbour Safety Board\n\nQuay House, 5 Mill Lane, Harbour EX1 2AB\n\nPresent: Ann Field\n\n{BODY}\n"
    assert _facts(tmp_path, text)[0] == "Harbour Safety Board"


@pytest.mark.parametrize(
    "above",
    [
        "DRAFT",
        "Draft v0.3",
        "DRAFT – for discussion",
        "UNAPPROVED DRAFT",
        "OFFICIAL - SENSITIVE",
        "Not for publication",
        "PART 2 - EXEMPT",
        "Private and confidential",
        "Confidential: by virtue of paragraph 3",
    ],
)
def test_a_marking_above_the_title_is_no_part_of_it(tmp_path: Path, above: str) -> None:
    assert (
        _facts(tmp_path, f"{above}\n\n# Harbour Safety Strategy 2021\n\n{BODY}\n")[0] == "Harbour Safety Strategy 2021"
    )


@pytest.mark.parametrize("title", ["Draft Harbour Safety Strategy 2021", "Private Hire Policy", "Part 2 Works Report"])
def test_a_title_that_begins_like_a_marking_stays_whole(tmp_path: Path, title: str) -> None:
    assert _facts(tmp_path, f"# {title}\n\n{BODY}\n")[0] == title


def test_a_paper_under_a_boards_name_is_called_what_its_label_says(tmp_path: Path) -> None:
    text = f"Harbour Safety Board\n\nItem: Lighting of the quay & the lane\n\n{BODY}\n"
    assert _facts(tmp_path, text)[0] == "Harbour Safety Board – Lighting of the quay & the lane"


def test_a_letter_is_called_a_letter(tmp_path: Path) -> None:
    rest = f"Harbour EX1 2AB\n\n12 July 2019\n\nDear Mr Marsh\n\n{BODY}\n"
    assert _facts(tmp_path, f"Ann Field MP\n\nQuay House\n\n{rest}")[0] == "Letter from Ann Field MP"
    table = "| The Rt Hon Ann Field MP | 70 Quayside |\n|---|---|\n| Minister for Harbours | London |"
    assert _facts(tmp_path, f"{table}\n\n{rest}")[0] == "Letter from The Rt Hon Ann Field MP"


@pytest.mark.parametrize(
    ("title", "board"),
    [
        ("HSB (5) 1 Action log as of 2 March 2021", "Harbour Safety Board"),
        ("HSB Action Log 2 March 2021", "Harbour Safety Board"),
        ("QQB Action Log 2 March 2021", "QQB"),
    ],
)
def test_a_board_is_told_by_the_initials_a_title_begins_with(tmp_path: Path, title: str, board: str) -> None:
    body = "The Harbour Safety Board is to write to the Tidal Police Board about the lamps that were lost in the storm."
    assert _facts(tmp_path, f"# {title}\n\nTidal Police Board papers were noted\n\n{body}\n")[1] == board


def test_a_strategy_for_an_office_is_that_offices(tmp_path: Path) -> None:
    assert _facts(tmp_path, f"# Data Strategy 2019 - 2021 for the Harbour Office\n\n{BODY}\n")[1] == "Harbour Office"
