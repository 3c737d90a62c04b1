"""A paper that goes out as a Word file, as Word, LibreOffice and this assistant read it."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from assistant.outgoing.paper import Bullets, Chart, Heading, Line, PageBreak, Paper, Paragraph, Table
from assistant.outgoing.sources import plain
from assistant.outgoing.word import write
from ingest.reading import read
from tests.outgoing.papers import AWKWARD, RICH, citation, paper

A4 = (pytest.approx(595, abs=1), pytest.approx(842, abs=1))


def written(made: Paper, folder: Path) -> Path:
    write(made, folder / "out.docx")
    return folder / "out.docx"


def notes(file: Path) -> dict[str, str]:
    """The text of each footnote by its id, the separators left out."""
    with zipfile.ZipFile(file) as package:
        root = ElementTree.fromstring(package.read("word/footnotes.xml"))
    return {
        note.get(qn("w:id"), ""): "".join(t.text or "" for t in note.iter(qn("w:t"))).strip()
        for note in root
        if note.get(qn("w:type")) is None
    }


def noted(file: Path) -> list[tuple[str, list[str]]]:
    """Every paragraph of the body with the footnotes it refers to, in order."""
    known = notes(file)
    body: Any = docx.Document(str(file)).element.body
    return [
        (
            "".join(t.text or "" for t in p.iter(qn("w:t"))),
            [known[r.get(qn("w:id"))] for r in p.iter(qn("w:footnoteReference"))],
        )
        for p in body.iter(qn("w:p"))
    ]


def test_styles_are_real(tmp_path: Path) -> None:
    opened = docx.Document(str(written(RICH, tmp_path)))
    found = [(p.style.name, p.text) for p in opened.paragraphs if p.text]
    assert found[:5] == [
        ("Title", "Update to the board"),
        ("Subtitle", "October to December 2023"),
        ("Heading 1", "Reduce violence"),
        ("Normal", "To have fewer victims. To have safer streets."),
        ("Heading 2", "Q3 Update"),
    ]
    styles = [style for style, _ in found]
    assert styles.count("List Bullet") == 4
    assert styles.count("List Number") == 4
    assert ("Heading 3", "Steps") in found
    assert ("Caption", "Figures of the quarter") in found
    assert opened.core_properties.title == "Update to the board"
    assert opened.core_properties.author == ""


def test_every_mark_has_a_footnote_of_its_own_with_its_place(tmp_path: Path) -> None:
    lines = {text: found for text, found in noted(written(RICH, tmp_path)) if found}
    assert lines["Wardens walked both estates."] == ["Minutes of the board, page 1, 6 December 2023."]
    [first, second] = lines["Marshals worked on twelve nights.\xa0 (told by two partners)"]
    assert first.startswith("Minutes of the board, Item 6, page 2, 6 December 2023: “Twelve nights were covered")
    assert first.endswith(" …”")
    assert len(first) < 240
    assert second == "Return of the town: “The town said so too.”"
    assert lines["Owner: To be written to"] == ["Minutes of the board, Item 6, page 2, 6 December 2023."]
    assert lines["1,204"] == ["Minutes of the board, page 4, 6 December 2023: “Hate crimes: 1,204”"]


def test_footnotes_are_a_part_that_word_knows(tmp_path: Path) -> None:
    file = written(RICH, tmp_path)
    with zipfile.ZipFile(file) as package:
        assert package.testzip() is None
        types = package.read("[Content_Types].xml").decode()
        relations = package.read("word/_rels/document.xml.rels").decode()
        settings = ElementTree.fromstring(package.read("word/settings.xml"))
        root = ElementTree.fromstring(package.read("word/footnotes.xml"))
        styles = ElementTree.fromstring(package.read("word/styles.xml"))
    assert 'PartName="/word/footnotes.xml"' in types
    assert "relationships/footnotes" in relations
    kinds = [(note.get(qn("w:id")), note.get(qn("w:type"))) for note in root]
    assert kinds[:2] == [("-1", "separator"), ("0", "continuationSeparator")]
    assert len({identity for identity, _ in kinds}) == len(kinds)
    assert [n.get(qn("w:id")) for n in settings.find(qn("w:footnotePr")) or ()] == ["-1", "0"]
    known = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))}
    used = {e.get(qn("w:val")) for e in root.iter() if e.tag in (qn("w:pStyle"), qn("w:rStyle"))}
    assert used == {"FootnoteText", "FootnoteReference"} <= known


def test_each_numbered_list_begins_with_one(tmp_path: Path) -> None:
    opened = docx.Document(str(written(RICH, tmp_path)))
    numbers = [p._p.pPr.numPr.numId.val for p in opened.paragraphs if p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_a_table_repeats_its_head_and_its_figures_stand_to_the_right(tmp_path: Path) -> None:
    opened = docx.Document(str(written(RICH, tmp_path)))
    [table] = opened.tables
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["Measure", "This quarter", "Target"],
        ["Hate crimes", "1,204", "85%"],
        ["Repeat victims", "12", "–"],
    ]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False, False]
    assert [c.paragraphs[0].alignment for c in table.rows[1].cells] == [None, 2, 2]
    order = [e.tag for e in table._tbl.tblPr]
    assert order.index(qn("w:tblW")) < order.index(qn("w:tblInd")) < order.index(qn("w:tblLayout"))


def test_a_chart_is_a_picture_told_in_words(tmp_path: Path) -> None:
    opened = docx.Document(str(written(RICH, tmp_path)))
    [picture] = opened.inline_shapes
    words = picture._inline.docPr.get("descr")
    assert words.startswith("Hate crimes (offences). 2023/24 Q1: 14 (target 20); 2023/24 Q2: 17.5; ")
    assert picture.width < opened.sections[0].page_width


def test_what_follows_a_page_break_begins_a_page(tmp_path: Path) -> None:
    made = paper(PageBreak(), Heading("One"), PageBreak(), Table(("A",), ((Line("x"),),)), PageBreak())
    opened = docx.Document(str(written(made, tmp_path)))
    breaking = [p.text for p in opened.paragraphs if p.paragraph_format.page_break_before]
    assert breaking == ["One", ""]


def test_this_assistant_reads_it_back_with_headings_and_sentences_unmixed(tmp_path: Path) -> None:
    back = read(written(RICH, tmp_path))
    assert back.title.startswith("Update to the board")
    headings = {name for section in back.sections for name in section.path}
    assert {"Reduce violence", "Q3 Update", "What is missing"} <= headings
    assert "Wardens walked both estates.\n" in back.text
    assert "Marshals worked on twelve nights. (told by two partners)" in " ".join(back.text.split())
    body, told = back.text.split("No figure for burglary.")
    assert "6 December 2023" not in body
    assert "Minutes of the board, page 1, 6 December 2023." in told


@pytest.mark.parametrize("text", AWKWARD)
def test_text_is_kept_as_it_is_and_is_never_a_field_or_a_link(text: str, tmp_path: Path) -> None:
    made = Paper(
        text,
        text,
        (
            Heading(text), Paragraph((Line(text, (1,), text, text),)), Bullets((Line(text, (1,)),)),
            Table((text,), ((Line(text, (1,)),),), text), Chart(text, text, ((text, 1, 2), (text, 2, None)), (1,)),
        ),
        (citation(1, text, title=text, part=text),),
    )  # fmt: skip
    file = written(made, tmp_path)
    opened = docx.Document(str(file))
    assert plain(text) in [p.text for p in opened.paragraphs]
    assert all(plain(text)[:100] in note for note in notes(file).values())
    with zipfile.ZipFile(file) as package:
        body = package.read("word/document.xml").decode()
        assert "hyperlink" not in "".join(package.namelist())
    assert not re.search(r"<w:(hyperlink|fldSimple|fldChar|instrText)\b", body)


def test_strange_papers_are_written(tmp_path: Path) -> None:
    for made in (
        Paper("", "", ()),
        paper(),
        paper(Bullets(()), Paragraph(()), Table((), (), "Nothing"), Table((), ()), Chart("None", "", ())),
        paper(Table(("A", "B"), ((Line("one"),), (Line("1"), Line("2"), Line("3"))), "Ragged")),
        paper(Chart("One", "%", (("Q1", 0, None),)), Chart("Same", "£", (("Q1", -5, None), ("Q2", -5, -5)))),
    ):
        assert docx.Document(str(written(made, tmp_path))).sections


def test_five_hundred_bullets_with_three_hundred_sources(tmp_path: Path) -> None:
    lines = tuple(Line(f"Bullet {n} was done by the team.", (n % 300 + 1,)) for n in range(500))
    file = written(paper(Bullets(lines), citations=300), tmp_path)
    found = [(text, about) for text, about in noted(file) if text.startswith("Bullet")]
    assert [text for text, _ in found] == [line.text for line in lines]
    assert all(about[0].startswith(f"Minutes of the board, page {n % 300 + 1}, ") for n, (_, about) in enumerate(found))


def test_libreoffice_prints_it_with_footnotes_at_the_foot(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not on this machine")
    file = written(RICH, tmp_path)
    command = [office, f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(file)], check=True, capture_output=True)
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as printed:
        assert printed[0].get_size() == A4
        pages = [page.get_textpage() for page in printed]
        words = [page.get_text_range() for page in pages]
        assert "What is missing" in words[-1]
        assert "Page 1 of" in words[0]
        height = {}
        for text in ("Wardens walked both estates.", "Minutes of the board, page 1", "Q3 Update"):
            found = pages[0].search(text).get_next()
            assert found is not None
            height[text] = pages[0].get_charbox(found[0])[1]
    assert height["Q3 Update"] > height["Wardens walked both estates."] > 400
    assert height["Minutes of the board, page 1"] < 300
