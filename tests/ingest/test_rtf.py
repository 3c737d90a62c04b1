"""Rich text written by hand and by programs of other countries and years."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Block, Reading
from ingest.errors import IngestError, TooLarge, UnreadableDocument
from ingest.readers.rtf import read_rtf
from ingest.readers.rtf_body import Body


@pytest.fixture
def rtf(tmp_path: Path) -> Path:
    return tmp_path / "a.rtf"


def read(path: Path, body: str) -> Reading:
    path.write_bytes(("{\\rtf1\\ansi\\ansicpg1252 " + body + "}").encode("latin-1"))
    return read_rtf(path)


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (r"Zo\'eb paid \'a35", "Zoë paid £5"),
        (r"Zo\u235?paid", "Zoëpaid"),
        (r"\uc2 caf\u233\'c3\'a9 bar", "café bar"),
        (r"\u-3913?tick", "•tick"),
        (r"flag \u55356?\u57271?", "flag 🎷"),
        (r"two\~words\_here\-now\emdash end", "two words-herenow—end"),
        (r"a \{brace\} and \\ more", r"a {brace} and \ more"),
        (r"{\b bold} and {\v hidden }plain", "bold and plain"),
        (r"the grant is {\deleted £900 }{\revised £1,200}", "the grant is £1,200"),
        (r'see {\field{\*\fldinst HYPERLINK "https://x.example"}{\fldrslt the plan}}.', "see the plan."),
        (r"kept {\*\unknown dropped}{\pict\bin5 }{}{}}here", "kept here"),
        (r"{\info{\title T}{\comment nothing}}kept {\*\bkmkstart mark}here", "kept here"),
    ],
)
def test_characters_come_out_as_they_are_seen(rtf: Path, source: str, words: str) -> None:
    assert texts(read(rtf, source).blocks) == [words]


def test_a_font_of_another_code_page_is_read_in_it(rtf: Path) -> None:
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset2 Wingdings;}}"
    found = read(rtf, fonts + r"\f0 r\'e9sum\'e9 \f1 \'cf\'eb\'e0\'ed \f2\'fc")
    assert texts(found.blocks) == ["résumé План ✓"]


ROW = r"\trowd\cellx2000\cellx4000\cellx6000 \intbl %s\cell %s\cell %s\cell\row "


def cells(reading: Reading) -> list[list[str]]:
    return [[c.text for c in b.cells] for b in reading.blocks if b.kind == "row"]


def test_a_table_keeps_its_empty_cells(rtf: Path) -> None:
    found = read(rtf, ROW % ("Action", "Owner", "Due") + ROW % ("Mend lamps", "", "May") + ROW % ("", "JB", ""))
    assert cells(found) == [["Action", "Owner", "Due"], ["Mend lamps", "", "May"], ["", "JB", ""]]


def test_merged_cells_leave_their_places_empty(rtf: Path) -> None:
    merged = (
        r"\trowd\clvmgf\cellx2000\clmgf\cellx4000\clmrg\cellx6000\intbl a\cell b\cell\cell\row"
        r"\trowd\clvmrg\cellx2000\cellx4000\cellx6000\intbl\cell c\cell d\cell\row"
    )
    assert cells(read(rtf, merged)) == [["a", "b", ""], ["", "c", "d"]]


def test_rows_with_other_edges_keep_their_columns(rtf: Path) -> None:
    wide = r"\trowd\cellx2010\cellx6000\intbl Both columns\cell Wide\cell\row "
    assert cells(read(rtf, ROW % ("a", "b", "c") + wide)) == [["a", "b", "c"], ["Both columns", "Wide", ""]]


def test_a_painted_cell_and_a_heading_row_are_told(rtf: Path) -> None:
    colours = r"{\colortbl;\red255\green255\blue255;\red255\green192\blue0;}"
    table = r"\trowd\trhdr\cellx2000\cellx4000\intbl Action\cell RAG\cell\row"
    table += r"\trowd\clcbpat1\cellx2000\clcbpat2\cellx4000\intbl Lamps\cell Soon\cell\row"
    found = [b for b in read(rtf, colours + table).blocks if b.kind == "row"]
    assert [b.header for b in found] == [True, False]
    assert [c.colour for c in found[1].cells] == ["", "amber"]


def test_a_table_inside_a_cell_stays_in_it(rtf: Path) -> None:
    inner = r"\pard\intbl\itap2 x\nestcell y\nestcell{\*\nesttableprops\trowd\cellx900\cellx1800\nestrow}"
    outer = r"\trowd\cellx2000\cellx4000\pard\intbl before\par " + inner + r"\pard\intbl\cell JB\cell\row"
    assert cells(read(rtf, outer)) == [["before x y", "JB"]]


def test_headings_lists_and_notes(rtf: Path) -> None:
    styles = r"{\stylesheet{\s0 Normal;}{\s3 heading 2;}{\s4\outlinelevel2 Minute title;}}"
    body = (
        r"\pard\s3 Lamps\par\pard\s4 Railings\par\pard\outlinelevel0 Harbour\par"
        r"\pard\ls1\ilvl1{\listtext\pard 4.2\tab}The Board agreed.\par"
        r"\pard{\pntext\f1\'b7\tab}{\*\pn\pnlvlblt}light ten streets\par"
        r"\pard Forty visits{\super\chftn}{\footnote\pard\chftn Since April.} were made.\par"
    )
    found = read(rtf, styles + body)
    assert [(b.kind, b.level, b.text) for b in found.blocks] == [
        ("heading", 2, "Lamps"),
        ("heading", 3, "Railings"),
        ("heading", 1, "Harbour"),
        ("paragraph", 0, "4.2 The Board agreed."),
        ("item", 0, "light ten streets"),
        ("paragraph", 0, "Forty visits were made."),
        ("paragraph", 0, "Since April."),
    ]


def test_a_file_that_breaks_off_is_read_with_a_warning(rtf: Path) -> None:
    rtf.write_bytes(rb"{\rtf1 The lamps were {\b mended")
    found = read_rtf(rtf)
    assert texts(found.blocks) == ["The lamps were mended"]
    assert "breaks off" in found.warnings[0]


def test_a_page_of_another_kind_is_refused(rtf: Path) -> None:
    rtf.write_bytes(b"<html><p>no</p></html>")
    with pytest.raises(UnreadableDocument, match="not rich text"):
        read_rtf(rtf)


def test_groups_without_end_are_refused(rtf: Path) -> None:
    with pytest.raises(TooLarge, match="nested too deeply"):
        read(rtf, "{" * 100_000)


@given(st.lists(st.sampled_from([*r"{ } \pard \par \cell \row \trowd \cellx9 \intbl \itap2 \nestcell \nestrow".split(),
                                 r"\*", r"\listtext", r"\footnote", r"\shptxt", r"\'e9", r"\u9?", "word ", r"\b",
                                 r"\fonttbl", r"\f1", r"\header", r"\info", r"\upr", r"\ud", r"\bin3 "])))  # fmt: skip
def test_no_order_of_words_breaks_the_reader(pieces: list[str]) -> None:
    try:
        body = Body("{\\rtf1 " + "".join(pieces))
    except IngestError:
        return
    assert all(piece is not None for piece in body.flow + body.notes + body.running)
