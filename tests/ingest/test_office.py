"""The same paper saved by four word processors' formats is read the same."""

import random
import shutil
import struct
from pathlib import Path

import olefile
import pytest

from ingest.documents import Block, Reading
from ingest.errors import EncryptedDocument, IngestError, UnreadableDocument
from ingest.readers import READERS

FILES = Path(__file__).parent / "files" / "office"
KINDS = (".docx", ".doc", ".odt", ".rtf")


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tested holds on every machine."""
    monkeypatch.setattr(shutil, "which", lambda _: None)


@pytest.fixture(params=KINDS)
def minutes(request: pytest.FixtureRequest) -> Reading:
    return READERS[request.param](FILES / f"minutes{request.param}")


def shown(reading: Reading, block: Block) -> str:
    """A block's line as it stands in the text, with its mark."""
    return reading.text[reading.text.rfind("\n", 0, block.start) + 1 : block.end]


def rows(reading: Reading) -> list[list[str]]:
    return [
        [" ".join(reading.text[c.start : c.end].split()) for c in b.cells] for b in reading.blocks if b.kind == "row"
    ]


def test_headings_keep_their_levels(minutes: Reading) -> None:
    found = [(b.text, b.level) for b in minutes.blocks if b.kind == "heading"]
    assert found == [("Quay Board", 1), ("Minutes of the meeting", 2), ("Actions of the Board", 5)]


def test_numbers_that_are_counted_stand_before_their_paragraphs(minutes: Reading) -> None:
    lines = [shown(minutes, block) for block in minutes.blocks]
    start = next(i for i, line in enumerate(lines) if "welcomed" in line)
    assert lines[start : start + 5] == [
        "4. The Chair welcomed those present from the harbour.",
        "4.1 The lamps of Pinder Lane were counted and found wanting.",
        "4.2 The railings were discussed at length and deferred.",
        "(a) because the paint had not come;",
        "5. Any other business was not raised by anybody.",
    ]


def test_bullets_keep_their_depth(minutes: Reading) -> None:
    found = [(b.text, b.level) for b in minutes.blocks if b.kind == "item" and shown(minutes, b).startswith("•")]
    assert found == [("light ten streets", 0), ("first the Quayside", 1), ("train staff", 0)]


def test_every_cell_stays_in_its_column_and_one_merged_downwards_is_in_each_of_its_rows(minutes: Reading) -> None:
    assert rows(minutes) == [
        ["Ref", "Action", "Owner", "Status"],
        ["4.1", "Mend the lamps of Pinder Lane", "JB", "Done"],
        ["4.1", "Count the lamps again", "", "Late"],
        ["4.2", "Paint the railings before the regatta", "LG/TG", "Soon"],
        ["All items above are reviewed in May", "", "", ""],
        ["4.3", "North pier South pier", "AK", ""],
    ]


def test_painted_cells_say_their_colour(minutes: Reading) -> None:
    found = [b.cells[3].colour for b in minutes.blocks if b.kind == "row"]
    assert found == ["", "green", "red", "amber", "", ""]


def test_a_change_is_read_as_it_was_made(minutes: Reading) -> None:
    assert "The grant is £1,200 for two-day repairs, see the plan.\n" in minutes.text
    assert "900" not in minutes.text
    assert "HYPERLINK" not in minutes.text


def test_controls_and_footnotes_are_read_and_the_note_stays_out_of_the_sentence(minutes: Reading) -> None:
    texts = [block.text for block in minutes.blocks]
    assert "Held in the Old Customs House at noon." in texts
    assert "Forty visits were made to the hub in the year." in texts
    assert texts[-1] == "Counted from April."


@pytest.mark.parametrize("kind", [".docx", ".doc", ".odt"])  # LibreOffice leaves the box out of rich text
def test_words_in_a_box_follow_the_paragraph_it_hangs_on(kind: str) -> None:
    texts = [block.text for block in READERS[kind](FILES / f"minutes{kind}").blocks]
    assert texts[texts.index("Beside a box.") + 1] == "Words inside a box on the page."


@pytest.mark.parametrize("kind", [".docx", ".doc", ".odt"])  # nor does it mark heading rows there
def test_a_row_that_is_repeated_on_each_page_is_a_header(kind: str) -> None:
    found = [b.header for b in READERS[kind](FILES / f"minutes{kind}").blocks if b.kind == "row"]
    assert found == [True, False, False, False, False, False]


def test_what_running_heads_say_is_told_once_apart_from_the_text_and_page_numbers_are_not(minutes: Reading) -> None:
    assert [v for k, v in minutes.properties if k == "running head"] == ["DRAFT – OFFICIAL SENSITIVE"]
    assert minutes.blocks[0].text == "Quay Board"
    assert "OFFICIAL" not in minutes.text
    assert "Page 1" not in minutes.text


def test_the_file_says_what_it_is(minutes: Reading) -> None:
    assert minutes.title == "Quay Board minutes"
    told = dict(minutes.properties)
    assert told["author"] == "Avery Stone"
    assert told["created"] == "2013-12-23"


# bad input


def outcome(path: Path, data: bytes) -> str:
    """What reading some bytes comes to: the text, or what is said to the person who put the file in."""
    path.write_bytes(data)
    try:
        return READERS[path.suffix](path).text
    except IngestError as error:
        return str(error)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("eighths", range(1, 8))
def test_a_file_cut_short_is_read_or_refused(kind: str, eighths: int, tmp_path: Path) -> None:
    data = (FILES / f"minutes{kind}").read_bytes()
    found = outcome(tmp_path / f"cut{kind}", data[: len(data) * eighths // 8])
    assert any(words in found for words in ("Quay Board", "damaged", "no text"))


@pytest.mark.parametrize("kind", KINDS)
def test_flipped_bytes_raise_nothing_unknown(kind: str, tmp_path: Path) -> None:
    data = (FILES / f"minutes{kind}").read_bytes()
    scramble = random.Random(11)
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(scramble.choice([1, 4, 40])):
            broken[scramble.randrange(len(broken))] = scramble.randrange(256)
        assert outcome(tmp_path / f"broken{kind}", bytes(broken))


def doc_with(path: Path, offset: int, value: int) -> Path:
    """A copy of the .doc with two bytes of its header changed."""
    shutil.copyfile(FILES / "minutes.doc", path)
    with olefile.OleFileIO(str(path), write_mode=True) as container:
        stream = bytearray(container.openstream("WordDocument").read())
        struct.pack_into("<H", stream, offset, value)
        container.write_stream("WordDocument", bytes(stream))
    return path


def test_an_old_word_file_with_a_password_says_so(tmp_path: Path) -> None:
    with pytest.raises(EncryptedDocument, match="needs a password"):
        READERS[".doc"](doc_with(tmp_path / "locked.doc", 10, 0x1300))


def test_word_95_without_libreoffice_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"Word 95 or before: open it in Word and save it as \.docx"):
        READERS[".doc"](doc_with(tmp_path / "old.doc", 0, 0xA5DC))


def test_libreoffice_reads_what_the_reader_cannot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for LibreOffice puts a copy where it is told to."""
    program = tmp_path / "soffice"
    copy = FILES / "minutes.docx"
    program.write_text(f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\ncp "{copy}" "$2/paper.docx"\n')
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    reading = READERS[".doc"](doc_with(tmp_path / "old.doc", 0, 0xA5DC))
    assert rows(reading)[1] == ["4.1", "Mend the lamps of Pinder Lane", "JB", "Done"]
    assert reading.warnings == ("the file was made by Word 95 or before: it was read through LibreOffice",)
