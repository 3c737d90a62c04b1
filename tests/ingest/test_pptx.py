"""Presentations: a slide is a page."""

from pathlib import Path

import pptx
import pytest
from pptx.dml.color import RGBColor
from pptx.util import Inches

from ingest.documents import Reading
from ingest.errors import EmptyDocument, UnreadableDocument
from ingest.readers.pptx import read_pptx


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    deck = pptx.Presentation()
    deck.core_properties.title, deck.core_properties.author = "Quay plan", "Avery Stone"
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "Safer\nstreets"
    frame = first.placeholders[1].text_frame
    frame.text = "light ten streets"
    nested = frame.add_paragraph()
    nested.text, nested.level = "first the Quayside", 1
    first.notes_slide.notes_text_frame.text = "Say who pays."
    second = deck.slides.add_slide(deck.slide_layouts[6])
    table = second.shapes.add_table(3, 3, Inches(1), Inches(3), Inches(6), Inches(2)).table
    for row, cells in enumerate((("Action", "Owner", "RAG"), ("Mend lamps", "", "Late"), ("All reviewed", "", ""))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 2).fill.solid()
    table.cell(1, 2).fill.fore_color.rgb = RGBColor(255, 0, 0)
    table.cell(2, 0).merge(table.cell(2, 2))
    group = second.shapes.add_group_shape()
    for top, words in ((1.2, "below in the group"), (1.0, "above in the group")):
        group.shapes.add_textbox(Inches(1), Inches(top), Inches(3), Inches(1)).text_frame.text = words
    second.shapes.add_textbox(Inches(1), Inches(0.2), Inches(3), Inches(1)).text_frame.text = "At the top"
    hidden = deck.slides.add_slide(deck.slide_layouts[1])
    hidden.shapes.title.text = "Not shown"
    hidden._element.set("show", "0")
    path = tmp_path / "deck.pptx"
    deck.save(str(path))
    return read_pptx(path)


def test_a_slide_is_a_page_with_its_title_and_bullets(reading: Reading) -> None:
    assert [p.number for p in reading.pages] == [1, 2]
    first = [(b.kind, b.level, b.text) for b in reading.blocks if b.start < reading.pages[0].end]
    assert first == [
        ("heading", 1, "Safer streets"),
        ("item", 0, "light ten streets"),
        ("item", 1, "first the Quayside"),
    ]


def test_shapes_are_read_from_the_top_and_groups_together(reading: Reading) -> None:
    words = [b.text for b in reading.blocks if b.start >= reading.pages[1].start]
    assert words[:3] == ["At the top", "above in the group", "below in the group"]


def test_a_table_keeps_empty_merged_and_painted_cells(reading: Reading) -> None:
    rows = [b for b in reading.blocks if b.kind == "row"]
    assert [[reading.text[c.start : c.end] for c in row.cells] for row in rows] == [
        ["Action", "Owner", "RAG"],
        ["Mend lamps", "", "Late"],
        ["All reviewed", "", ""],
    ]
    assert rows[1].cells[2].colour == "red"
    assert rows[0].header


def test_what_is_on_no_slide_is_named_and_left_out(reading: Reading) -> None:
    assert "Not shown" not in reading.text
    assert "Say who pays" not in reading.text
    assert reading.warnings == ("1 hidden slides are left out", "the speaker's notes to 1 slide are left out")


def test_the_file_says_what_it_is(reading: Reading) -> None:
    assert reading.title == "Quay plan"
    assert dict(reading.properties)["author"] == "Avery Stone"


def test_a_deck_without_words_is_empty(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[6])
    deck.save(str(tmp_path / "a.pptx"))
    with pytest.raises(EmptyDocument, match="no text"):
        read_pptx(tmp_path / "a.pptx")


def test_a_file_that_is_none_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.pptx").write_bytes(b"PK\x03\x04 and nothing")
    with pytest.raises(UnreadableDocument, match="damaged"):
        read_pptx(tmp_path / "a.pptx")
