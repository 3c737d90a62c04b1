"""Word documents with the habits of real ones: styles of styles, lists that restart, layout tables, bad markup."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.documents import Reading
from ingest.errors import EncryptedDocument, TooLarge, UnreadableDocument
from ingest.readers.docx import read_docx
from ingest.readers.numbering import Counter, Level, number
from ingest.reading import read

W = nsdecls("w")


def reading_of(paper: Document, folder: Path) -> Reading:
    path = folder / "a.docx"
    paper.save(str(path))
    return read_docx(path)


def lines(reading: Reading) -> list[str]:
    return [line for line in reading.text.split("\n") if line]


def add(paper: Document, xml: str) -> None:
    paper.element.body.insert(len(paper.element.body) - 1, parse_xml(xml.replace("<w:p>", f"<w:p {W}>", 1)))


def test_a_style_based_on_a_heading_is_one_and_so_is_one_with_an_outline_level(tmp_path: Path) -> None:
    paper = docx.Document()
    paper.styles.add_style("Minute title", WD_STYLE_TYPE.PARAGRAPH).base_style = paper.styles["Heading 2"]
    own = paper.styles.add_style("Kapitel", WD_STYLE_TYPE.PARAGRAPH)
    own.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="2"/>'))
    plain = paper.styles.add_style("Not a heading", WD_STYLE_TYPE.PARAGRAPH)
    plain.base_style = paper.styles["Heading 1"]
    plain.font.bold = False
    plain.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="9"/>'))
    for style in ("Minute title", "Kapitel", "Not a heading"):
        paper.add_paragraph(f"Under {style}", style)
    found = [(b.kind, b.level) for b in reading_of(paper, tmp_path).blocks]
    assert found == [("heading", 2), ("heading", 3), ("paragraph", 0)]


def numbered_paper() -> Document:
    """A paper whose heading styles count their sections."""
    paper = docx.Document()
    numbering = paper.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{n + 1}"/>'
        f'<w:lvlText w:val="{".".join(f"%{m + 1}" for m in range(n + 1))}"/></w:lvl>'
        for n in range(3)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="80">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="80"><w:abstractNumId w:val="80"/></w:num>'))
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    numbering.append(parse_xml(f'<w:num {W} w:numId="81"><w:abstractNumId w:val="80"/>{restart}</w:num>'))
    for level in (1, 2):
        properties = paper.styles[f"Heading {level}"].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}><w:numId w:val="80"/></w:numPr>'))
    return paper


def test_headings_carry_the_numbers_their_styles_count(tmp_path: Path) -> None:
    paper = numbered_paper()
    for level, text in ((1, "Safer streets"), (2, "Lamps"), (2, "Railings"), (1, "Prevent"), (2, "Training")):
        paper.add_heading(text, level)
    found = lines(reading_of(paper, tmp_path))
    assert found == ["1 Safer streets", "1.1 Lamps", "1.2 Railings", "2 Prevent", "2.1 Training"]


def test_a_list_starts_again_where_it_says_so(tmp_path: Path) -> None:
    paper = numbered_paper()
    for listing, text in ((80, "first"), (80, "second"), (81, "seventh"), (80, "eighth")):
        mark = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{listing}"/></w:numPr>'
        add(paper, f"<w:p><w:pPr>{mark}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    assert lines(reading_of(paper, tmp_path)) == ["1 first", "2 second", "7 seventh", "8 eighth"]


def test_a_paragraph_without_the_list_of_its_style_has_no_number(tmp_path: Path) -> None:
    paper = numbered_paper()
    paper.add_heading("Lamps", 1)
    properties = paper.add_heading("Annex", 1)._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:numId w:val="0"/></w:numPr>'))
    assert lines(reading_of(paper, tmp_path)) == ["1 Lamps", "Annex"]


@pytest.mark.parametrize(
    ("count", "style", "written"),
    [
        (4, "lower roman", "iv"),
        (1994, "upper roman", "MCMXCIV"),
        (27, "lower letter", "aa"),
        (7, "padded", "07"),
        (0, "upper letter", "0"),
        (10**9, "upper roman", "1000000000"),
    ],
)
def test_a_count_is_written_in_its_style(count: int, style: str, written: str) -> None:
    assert number(count, style) == written


def test_a_deeper_level_starts_again_under_each_number() -> None:
    counter = Counter([Level(pattern="\0."), Level("lower letter", "\1)")])
    assert [counter.count(depth) for depth in (0, 1, 1, 0, 1)] == ["1.", "a)", "b)", "2.", "a)"]


def test_lists_of_their_own_are_put_under_what_they_are_indented_from(tmp_path: Path) -> None:
    paper = docx.Document()
    for text, indent in (("light streets", 360), ("the Quayside", 1080), ("Tollgate", 1080), ("train staff", 360)):
        mark = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:left="{indent}"/>'
        add(paper, f"<w:p><w:pPr>{mark}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    assert [b.level for b in reading_of(paper, tmp_path).blocks] == [0, 1, 1, 0]


def test_what_cannot_be_seen_is_not_read(tmp_path: Path) -> None:
    paper = docx.Document()
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
    moved = "<w:moveFrom><w:r><w:t>moved away</w:t></w:r></w:moveFrom>"
    add(paper, f"<w:p>{hidden}{moved}<w:r><w:t>Seen by all.</w:t></w:r></w:p>")
    assert lines(reading_of(paper, tmp_path)) == ["Seen by all."]


def test_a_paragraph_whose_end_was_deleted_goes_on(tmp_path: Path) -> None:
    paper = docx.Document()
    mark = '<w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr>'
    add(paper, f'<w:p>{mark}<w:r><w:t xml:space="preserve">The lamps </w:t></w:r></w:p>')
    paper.add_paragraph("were mended.")
    assert lines(reading_of(paper, tmp_path)) == ["The lamps were mended."]


def test_ticks_and_choices_of_forms_are_read(tmp_path: Path) -> None:
    paper = docx.Document()
    ticked = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
    box = f'<w:r><w:fldChar w:fldCharType="begin">{ticked}</w:fldChar></w:r>'
    box += '<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    add(paper, f'<w:p>{box}<w:r><w:t xml:space="preserve"> For decision </w:t></w:r>'
               '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>')  # fmt: skip
    assert lines(reading_of(paper, tmp_path)) == ["☒ For decision ✓"]


def test_initials_after_a_tab_own_the_paragraph_before_it(tmp_path: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph("The lamps of Pinder Lane are to be mended.\tJB")
    paper.add_paragraph("Name:\tJB")
    found = [(b.text, b.owner) for b in reading_of(paper, tmp_path).blocks]
    assert found == [("The lamps of Pinder Lane are to be mended.", "JB"), ("Name: JB", "")]


def test_a_column_of_boxes_and_a_frame_are_laid_out(tmp_path: Path) -> None:
    paper = docx.Document()
    boxes = paper.add_table(2, 1)
    boxes.cell(0, 0).text = "Lamps\nThe lamps were mended by the Board."
    frame = boxes.cell(1, 0).add_table(1, 2)
    frame.cell(0, 0).text, frame.cell(0, 1).text = "Owner", "JB"
    found = [(b.kind, b.text) for b in reading_of(paper, tmp_path).blocks]
    assert found == [
        ("paragraph", "Lamps"),
        ("paragraph", "The lamps were mended by the Board."),
        ("row", "Owner | JB"),
    ]


def with_member(name: str, data: bytes, folder: Path) -> Path:
    """A Word file in which a member is put, or put in the place of the one that was there."""
    buffer, paper = BytesIO(), docx.Document()
    paper.add_paragraph("Words of the paper.")
    paper.save(buffer)
    path = folder / "a.docx"
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            if member != name:
                target.writestr(member, source.read(member))
        target.writestr(name, data)
    return path


def test_embedded_files_are_named_and_macros_ignored(tmp_path: Path) -> None:
    found = read_docx(with_member("word/embeddings/budget.xlsx", b"PK", tmp_path))
    assert found.warnings == ("files embedded in it are not read: budget.xlsx",)
    assert read_docx(with_member("word/vbaProject.bin", b"\xd0\xcf", tmp_path)).warnings == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_multiply_are_refused(tmp_path: Path, encoding: str) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE d [<!ENTITY a0 "ha">{entities}]>'
    bomb += f"<w:document {W}><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>"
    with pytest.raises(UnreadableDocument, match="damaged"):
        read_docx(with_member("word/document.xml", bomb.encode(encoding), tmp_path))


def test_a_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="60 MB of text"):
        read_docx(with_member("word/more.xml", b"<a/>" * 16_000_000, tmp_path))


def test_members_with_a_password_say_so(tmp_path: Path) -> None:
    path = with_member("word/more.xml", b"<a/>", tmp_path)
    data = bytearray(path.read_bytes())
    place = data.rindex(b"PK\x01\x02")
    data[place + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(EncryptedDocument, match="needs a password"):
        read_docx(path)


def letter(folder: Path, shown: bool) -> Path:
    """Minutes whose board, date and marking stand in a letterhead that only the first page shows, if it is shown."""
    paper = docx.Document()
    section = paper.sections[0]
    section.first_page_header.add_table(1, 2, section.page_width)
    for cell, words in zip(section.first_page_header.tables[0].rows[0].cells, HEADS, strict=False):
        cell.text = words
    section.first_page_footer.paragraphs[0].text = "RESTRICTED"
    section.header.paragraphs[0].text = "Minutes – page 2 of 3"
    section.different_first_page_header_footer = shown
    paper.add_heading("Notes of discussion", 1)
    paper.add_paragraph("The Chair welcomed everyone and thanked them for coming at such short notice.")
    paper.save(str(folder / "a.docx"))
    return folder / "a.docx"


HEADS = ("Ferrydown Harbour Safety Board", "Meeting date: 4 June 2019")


def test_what_only_a_letterhead_says_is_told_but_stands_in_no_text(tmp_path: Path) -> None:
    reading = read_docx(letter(tmp_path, shown=True))
    assert [v for k, v in reading.properties if k == "running head"] == [*HEADS, "RESTRICTED", "Minutes"]
    assert lines(reading)[0] == "Notes of discussion"
    assert "Ferrydown" not in reading.text


def test_a_first_pages_letterhead_that_is_switched_off_says_nothing(tmp_path: Path) -> None:
    reading = read_docx(letter(tmp_path, shown=False))
    assert [v for k, v in reading.properties if k == "running head"] == ["Minutes"]


def test_a_watermark_is_told_as_one(tmp_path: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph("The Chair welcomed everyone.")
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="DRAFT"/></v:shape>'
    run = parse_xml(f"<w:r {W}><w:pict>{shape}</w:pict></w:r>")
    paper.sections[0].header.paragraphs[0]._p.append(run)
    reading = reading_of(paper, tmp_path)
    assert ("watermark", "DRAFT") in reading.properties
    assert "DRAFT" not in reading.text


def test_a_papers_board_date_and_marking_may_stand_in_its_letterhead_alone(tmp_path: Path) -> None:
    told = {f.name: (f.value, f.source) for f in read(letter(tmp_path, shown=True)).facts}
    assert told["board"] == (HEADS[0], "running head")
    assert told["marking"] == ("RESTRICTED", "running head")
    assert told["meeting date"] == ("2019-06-04", "running head")


def test_a_cell_merged_downwards_holds_for_each_row_unless_it_is_a_header_or_long(tmp_path: Path) -> None:
    paper = docx.Document()
    table = paper.add_table(rows=5, cols=4)
    story = "The crane was taken down and looked at again. " * 8
    for at, row in enumerate(table.rows):
        row.cells[1].text = f"step {at}"
    for column, top, bottom, words in ((0, 0, 1, "Priority"), (0, 2, 4, "Quays"), (2, 1, 3, "JB"), (3, 2, 4, story)):
        table.cell(top, column).merge(table.cell(bottom, column)).text = words
    found = [[cell.text for cell in block.cells] for block in reading_of(paper, tmp_path).blocks]
    assert found == [
        ["Priority", "step 0", "", ""],
        ["", "step 1", "JB", ""],
        ["Quays", "step 2", "JB", story.strip()],
        ["Quays", "step 3", "JB", ""],
        ["Quays", "step 4", "", ""],
    ]
