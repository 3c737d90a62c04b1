"""Makes minutes.docx, and with LibreOffice the same paper as .doc, .odt and .rtf: run it where LibreOffice is."""

import subprocess
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table

HERE = Path(__file__).parent
W = nsdecls("w")

NUMBERING = f"""<w:abstractNum {W} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>"""
BULLETS = f"""<w:abstractNum {W} w:abstractNumId="91"><w:multiLevelType w:val="hybridMultilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/>
<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/>
<w:pPr><w:ind w:left="1440" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>"""
FOOTNOTES = f"""<w:footnotes {W}>
<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Counted from April.</w:t></w:r></w:p>
</w:footnote></w:footnotes>"""
CHANGED = f"""<w:p {W}><w:r><w:t xml:space="preserve">The grant is </w:t></w:r>
<w:del w:id="1" w:author="A"><w:r><w:delText>£900</w:delText></w:r></w:del>
<w:ins w:id="2" w:author="A"><w:r><w:t>£1,200</w:t></w:r></w:ins>
<w:r><w:t xml:space="preserve"> for two</w:t><w:noBreakHyphen/><w:t>day re</w:t><w:softHyphen/>
<w:t xml:space="preserve">pairs, see </w:t></w:r>
<w:r><w:fldChar w:fldCharType="begin"/></w:r>
<w:r><w:instrText xml:space="preserve"> HYPERLINK "https://quay.example/plan" </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>the plan</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r>
<w:r><w:t>.</w:t></w:r></w:p>"""
CONTROL = f"""<w:sdt {W}><w:sdtPr><w:alias w:val="Venue"/></w:sdtPr><w:sdtContent><w:p><w:r>
<w:t>Held in the Old Customs House at noon.</w:t></w:r></w:p></w:sdtContent></w:sdt>"""
BOX = f"""<w:p {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:t>Beside a box.</w:t></w:r>
<w:r><w:pict><v:shape id="box" style="position:absolute;width:200pt;height:50pt" type="#_x0000_t202"><v:textbox>
<w:txbxContent><w:p><w:r><w:t>Words inside a box on the page.</w:t></w:r></w:p></w:txbxContent>
</v:textbox></v:shape></w:pict></w:r></w:p>"""


def _numbered(paper: Document, text: str, level: int, listing: int = 90) -> None:
    paragraph = paper.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{listing}"/></w:numPr>'))


def _paint(table: Table, row: int, column: int, colour: str) -> None:
    properties = table.cell(row, column)._tc.get_or_add_tcPr()
    properties.append(parse_xml(f'<w:shd {W} w:val="clear" w:color="auto" w:fill="{colour}"/>'))


def _actions(paper: Document) -> None:
    table = paper.add_table(6, 4, style="Table Grid")
    rows = [
        ["Ref", "Action", "Owner", "Status"],
        ["4.1", "Mend the lamps of Pinder Lane", "JB", "Done"],
        ["", "Count the lamps again", "", "Late"],
        ["4.2", "Paint the railings\nbefore the regatta", "LG/TG", "Soon"],
        ["All items above are reviewed in May", "", "", ""],
        ["4.3", "", "AK", ""],
    ]
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(4, 0).merge(table.cell(4, 3))
    for row, colour in ((1, "92D050"), (2, "FF0000"), (3, "FFC000")):
        _paint(table, row, 3, colour)
    inner = table.cell(5, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "North pier", "South pier"


def paper() -> Document:
    """Return the minutes of an invented board, with one of everything that Word files have."""
    made = docx.Document()
    numbering = made.part.numbering_part.element
    for position, xml in enumerate((NUMBERING, BULLETS)):
        numbering.insert(position, parse_xml(xml))
        numbering.append(
            parse_xml(f'<w:num {W} w:numId="{90 + position}"><w:abstractNumId w:val="{90 + position}"/></w:num>')
        )
    notes = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        FOOTNOTES.encode(),
        made.part.package,
    )
    made.part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)
    made.core_properties.title, made.core_properties.author = "Quay Board minutes", "Avery Stone"
    made.sections[0].header.paragraphs[0].text = "DRAFT – OFFICIAL SENSITIVE"
    made.sections[0].footer.paragraphs[0].text = "Page 1 of 2"
    body = made.element.body
    made.add_heading("Quay Board", 1)
    made.add_heading("Minutes of the meeting", 2)
    body.insert(len(body) - 1, parse_xml(CONTROL))
    _numbered(made, "The Chair welcomed those present from the harbour.", 0)
    _numbered(made, "The lamps of Pinder Lane were counted and found wanting.", 1)
    _numbered(made, "The railings were discussed at length and deferred.", 1)
    _numbered(made, "because the paint had not come;", 2)
    _numbered(made, "Any other business was not raised by anybody.", 0)
    counted = made.add_paragraph("Forty visits were made to the hub")
    counted._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>'))
    counted.add_run(" in the year.")
    _numbered(made, "light ten streets", 0, 91)
    _numbered(made, "first the Quayside", 1, 91)
    _numbered(made, "train staff", 0, 91)
    body.insert(len(body) - 1, parse_xml(CHANGED))
    body.insert(len(body) - 1, parse_xml(BOX))
    made.add_paragraph().add_run("Actions of the Board").bold = True
    _actions(made)
    made.add_paragraph("The meeting ended at two.")
    return made


if __name__ == "__main__":
    paper().save(str(HERE / "minutes.docx"))
    for kind in ("doc", "odt", "rtf"):
        subprocess.run(
            ["soffice", "--headless", "--convert-to", kind, "--outdir", HERE, HERE / "minutes.docx"], check=True
        )
