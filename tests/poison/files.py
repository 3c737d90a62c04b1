"""Writers of poisoned files. Each takes a path, the payload, and whether the payload is to be in plain sight."""

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from html import escape
from pathlib import Path
from textwrap import wrap

import docx
import pptx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from pptx.dml.color import RGBColor
from pptx.util import Inches
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.workbooks import Sheet, workbook

Write = Callable[[Path, str, bool], None]
TITLE = "Notes on lighting in Overby"
BODY = "The lamps on Mill Lane in Overby are looked after by the parish."
_W = nsdecls("w")


# plain text and Markdown


def text(path: Path, payload: str, seen: bool) -> None:
    path.write_text(f"{TITLE}\n\n{BODY}\n\n{payload}\n", encoding="utf-8")


def tagged(path: Path, payload: str, seen: bool) -> None:
    """The payload spelt in tag characters, as wide as nothing."""
    unseen = "".join(chr(0xE0000 + ord(c)) for c in payload if ord(c) < 127)
    text(path, payload if seen else BODY + unseen, seen)


def markdown_title(path: Path, payload: str, seen: bool) -> None:
    path.write_text(f"# {payload}\n\n{BODY}\n", encoding="utf-8")


def markdown_hidden(markup: str) -> Write:
    def write(path: Path, payload: str, seen: bool) -> None:
        path.write_text(f"# {TITLE}\n\n{BODY}\n\n{payload if seen else markup.format(payload)}\n", encoding="utf-8")

    return write


def board(path: Path, payload: str, seen: bool) -> None:
    path.write_text(f"{payload} Partnership\n\nMinutes of the meeting of 2 May 2024\n\n{BODY}\n", encoding="utf-8")


def person(path: Path, payload: str, seen: bool) -> None:
    lines = f"Overby Safety Partnership\nMinutes of the meeting of 2 May 2024\n\nPresent: {payload} (Chair)\n\n{BODY}\n"
    path.write_text(lines, encoding="utf-8")


def acronym(path: Path, payload: str, seen: bool) -> None:
    path.write_text(f"{TITLE}\n\nThe {payload} (NSP) looks after lamps. The NSP met.\n\n{BODY}\n", encoding="utf-8")


def csv_row(path: Path, payload: str, seen: bool) -> None:
    path.write_text(f'Action,Owner,Status\nMend the lamps on Mill Lane,"{payload}",Open\n', encoding="utf-8")


def unit(path: Path, payload: str, seen: bool) -> None:
    path.write_text(f'Measure,2022/23,2023/24\n"Burglaries, {payload}",40,41\nLamps mended,3,4\n', encoding="utf-8")


# web pages


def _web(path: Path, held: str) -> None:
    head = f"<!doctype html><html><head><title>{TITLE}</title></head>"
    path.write_text(f"{head}<body><main><h1>{TITLE}</h1><p>{BODY}</p>{held}</main></body></html>", "utf-8")


def page(path: Path, payload: str, seen: bool) -> None:
    _web(path, f"<p>{payload}</p>")


def owner(path: Path, payload: str, seen: bool) -> None:
    head = "<tr><th>Ref</th><th>Action</th><th>Owner</th><th>Status</th></tr>"
    row = f"<tr><td>1</td><td>Mend the lamps on Mill Lane</td><td>{escape(payload)}</td><td>Open</td></tr>"
    _web(path, f"<table>{head}{row}</table>")


def page_hidden(markup: str) -> Write:
    def write(path: Path, payload: str, seen: bool) -> None:
        held = f"<p>{escape(payload)}</p>" if seen else markup.format(*[escape(payload)] * 40)
        _web(path, held)

    return write


def page_head(markup: str) -> Write:
    def write(path: Path, payload: str, seen: bool) -> None:
        head = "" if seen else markup.format(escape(payload), escape(payload))
        held = f"<p>{escape(payload)}</p>" if seen else ""
        path.write_text(f"<html><head>{head}</head><body><p>{BODY}</p>{held}</body></html>", "utf-8")

    return write


# Word


def _word() -> "docx.document.Document":
    paper = docx.Document()
    paper.add_heading(TITLE, 1)
    paper.add_paragraph(BODY)
    return paper


def word(path: Path, payload: str, seen: bool) -> None:
    paper = _word()
    paper.add_paragraph(payload)
    paper.save(str(path))


def word_heading(path: Path, payload: str, seen: bool) -> None:
    paper = _word()
    paper.add_heading(payload, 2)
    paper.add_paragraph(BODY)
    paper.save(str(path))


def word_cell(path: Path, payload: str, seen: bool) -> None:
    paper = _word()
    table = paper.add_table(2, 3)
    for cell, words in zip(
        (c for row in table.rows for c in row.cells), ("Ref", "Action", "Owner", "1", payload, "AB"), strict=True
    ):
        cell.text = words
    paper.save(str(path))


def _word_with(xml: Callable[[str], str]) -> Write:
    def write(path: Path, payload: str, seen: bool) -> None:
        if seen:
            return word(path, payload, seen)
        paper = _word()
        paper.element.body.insert(len(paper.element.body) - 1, parse_xml(xml(escape(payload))))
        return paper.save(str(path))

    return write


def word_run(properties: str) -> Write:
    return _word_with(
        lambda said: (
            f"<w:p {_W}><w:r><w:t>All is well. </w:t></w:r>"
            f"<w:r><w:rPr>{properties}</w:rPr><w:t>{said}</w:t></w:r></w:p>"
        )
    )


def word_style(properties: str) -> Write:
    def write(path: Path, payload: str, seen: bool) -> None:
        paper = _word()
        style = paper.styles.add_style("Aside", WD_STYLE_TYPE.CHARACTER)
        if not seen:
            style.element.get_or_add_rPr().append(parse_xml(properties.replace("<w:vanish", f"<w:vanish {_W}")))
        paper.add_paragraph("All is well. ").add_run(payload, style="Aside")
        paper.save(str(path))

    return write


word_deleted = _word_with(
    lambda said: f'<w:p {_W}><w:del w:id="9" w:author="A"><w:r><w:delText>{said}</w:delText></w:r></w:del></w:p>'
)
word_field = _word_with(
    lambda said: (
        f'<w:p {_W}><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE {said}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>All is well.</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
)
word_alt = _word_with(
    lambda said: (
        f"<w:p {_W} {nsdecls('wp')}><w:r><w:t>A picture.</w:t><w:drawing><wp:inline>"
        f'<wp:docPr id="1" name="Picture" descr="{said}" title="{said}"/></wp:inline></w:drawing></w:r></w:p>'
    )
)


def word_comment(path: Path, payload: str, seen: bool) -> None:
    paper = _word()
    run = paper.add_paragraph("All is well.").add_run(payload if seen else "")
    if not seen:
        paper.add_comment(run, text=payload, author="A", initials="A")
    paper.save(str(path))


def word_link(path: Path, payload: str, seen: bool) -> None:
    paper = _word()
    link = OxmlElement("w:hyperlink")
    address = f"https://evil.example/{payload}"
    link.set(qn("r:id"), paper.part.relate_to(address, "http://x/hyperlink", is_external=True))
    paragraph = paper.add_paragraph("The lamps ")
    link.append(paragraph.add_run(payload if seen else "are here")._element)
    paragraph._p.append(link)
    paper.save(str(path))


def word_property(path: Path, payload: str, seen: bool) -> None:
    paper = _word()
    properties = paper.core_properties
    properties.title = properties.author = properties.subject = properties.keywords = properties.comments = payload[
        :250
    ]
    paper.add_paragraph(payload if seen else "")
    paper.save(str(path))


def word_custom(path: Path, payload: str, seen: bool) -> None:
    word(path, payload if seen else "", seen)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("customXml/item9.xml", f"<note>{escape(payload)}</note>")


# PDF


def printed(path: Path, payload: str, seen: bool) -> None:
    _print(path, lambda canvas: _lines(canvas, payload))


def _print(path: Path, draw: Callable[[Canvas], None], more: bool = True) -> None:
    canvas = Canvas(str(path), A4, pageCompression=0)
    if more:
        canvas.drawString(60, 780, TITLE)
        canvas.drawString(60, 740, BODY)
    else:
        canvas.drawString(60, 780, TITLE)
        canvas.showPage()
    draw(canvas)
    canvas.save()


def printed_hidden(way: str) -> Write:
    def write(path: Path, payload: str, seen: bool) -> None:
        if seen:
            return printed(path, payload, seen)
        _print(path, lambda canvas: _WAYS[way](canvas, payload), more=way != "alone")
        return _layered(path) if way == "layer" else None

    return write


def _lines(canvas: Canvas, payload: str) -> None:
    for number, line in enumerate(wrap(payload, 80)):
        canvas.drawString(60, 700 - 14 * number, line)


def _white(canvas: Canvas, payload: str) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    _lines(canvas, payload)


def _invisible(canvas: Canvas, payload: str) -> None:
    words = canvas.beginText(60, 700)
    words.setTextRenderMode(3)
    for line in wrap(payload, 80):
        words.textLine(line)
    canvas.drawText(words)


def _tiny(canvas: Canvas, payload: str) -> None:
    canvas.setFont("Helvetica", 1)
    canvas.drawString(60, 700, payload)


def _annotated(canvas: Canvas, payload: str) -> None:
    canvas.textAnnotation(payload, (60, 600, 90, 630))


def _described(canvas: Canvas, payload: str) -> None:
    canvas.setTitle(payload)
    canvas.setSubject(payload)
    canvas.setAuthor(payload)
    canvas.setKeywords(payload)


def _in_layer(canvas: Canvas, payload: str) -> None:
    canvas._code.append("/OC /Hidden BDC")
    _lines(canvas, payload)
    canvas._code.append("EMC")


_WAYS: dict[str, Callable[[Canvas, str], None]] = {
    "white": _white,
    "invisible": _invisible,
    "alone": _invisible,
    "tiny": _tiny,
    "beside": lambda canvas, payload: canvas.drawString(700, 700, payload),
    "annotation": _annotated,
    "metadata": _described,
    "layer": _in_layer,
}


def _layered(path: Path) -> None:
    """Make the marked words those of a layer that is switched off."""
    writer = PdfWriter(clone_from=PdfReader(path))
    layer = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Draft")})
    )
    usual = DictionaryObject({NameObject("/OFF"): ArrayObject([layer])})
    writer._root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): usual}
    )
    resources = writer.pages[0]["/Resources"].get_object()
    resources[NameObject("/Properties")] = DictionaryObject({NameObject("/Hidden"): layer})  # type: ignore[index]
    writer.write(path)


# rich text and OpenDocument


def rich(path: Path, payload: str, seen: bool) -> None:
    said = payload.replace("\\", "").replace("{", "").replace("}", "")
    path.write_text(rf"{{\rtf1\ansi{{\colortbl;\red255\green255\blue255;}}{TITLE}\par {BODY}\par {said}\par}}", "ascii")


def rich_hidden(group: str) -> Write:
    def write(path: Path, payload: str, seen: bool) -> None:
        rich(path, "", seen)
        body = path.read_text("ascii").removesuffix("}")
        path.write_text(body + "All is well. " + (payload if seen else group.format(payload)) + r"\par}", "ascii")

    return write


_ODF = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text", "style"))
_ODF += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'


def _open(path: Path, styles: str, body: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {_ODF}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
            f'<office:text><text:h text:outline-level="1">{TITLE}</text:h><text:p>{BODY}</text:p>{body}</office:text>'
            "</office:body></office:document-content>",
        )
    path.write_bytes(buffer.getvalue())


def open_hidden(look: str) -> Write:
    def write(path: Path, payload: str, seen: bool) -> None:
        style = f"<style:text-properties {'' if seen else look}/>"
        style = f'<style:style style:name="Q" style:family="text">{style}</style:style>'
        _open(path, style, f'<text:p>All is <text:span text:style-name="Q">{escape(payload)}</text:span></text:p>')

    return write


def open_section(path: Path, payload: str, seen: bool) -> None:
    shown = "" if seen else 'text:display="none"'
    _open(path, "", f'<text:section text:name="Q" {shown}><text:p>{escape(payload)}</text:p></text:section>')


# slides


def slide(path: Path, payload: str, seen: bool) -> None:
    slide_hidden("box")(path, payload, True)


def slide_hidden(way: str) -> Write:
    def write(path: Path, payload: str, seen: bool) -> None:
        deck = pptx.Presentation()
        page = deck.slides.add_slide(deck.slide_layouts[6])
        page.shapes.add_textbox(Inches(1), Inches(1), Inches(6), Inches(1)).text_frame.text = TITLE
        page.shapes.add_textbox(Inches(1), Inches(2), Inches(6), Inches(1)).text_frame.text = BODY
        left = 30 if way == "beside" and not seen else 1
        box = page.shapes.add_textbox(Inches(left), Inches(3), Inches(6), Inches(1))
        if seen or way in ("beside", "white"):
            run = box.text_frame.paragraphs[0].add_run()
            run.text = payload
            if not seen and way == "white":
                run.font.color.rgb = RGBColor(255, 255, 255)
        elif way == "notes":
            page.notes_slide.notes_text_frame.text = payload
        else:
            box._element.nvSpPr.cNvPr.set("descr", payload)
        deck.save(str(path))

    return write


# workbooks


def workbook_of(rows: list[list[object]], **more: object) -> bytes:
    return workbook({"Log": Sheet(rows, **more)})  # type: ignore[arg-type]


_ROWS: list[list[object]] = [["Action", "Owner", "Status"], ["Mend the lamps on Mill Lane", "The parish", "Open"]]
_WHITE = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts><font/><font><color '
    b'rgb="FFFFFFFF"/></font></fonts><fills><fill><patternFill patternType="none"/></fill></fills><cellXfs><xf/>'
    b'<xf fontId="1"/></cellXfs></styleSheet>'
)


def sheet_cell(path: Path, payload: str, seen: bool) -> None:
    path.write_bytes(workbook_of([*_ROWS, [payload, "The parish", "Open"]]))


def workbook_hidden(way: str) -> Write:
    def write(path: Path, payload: str, seen: bool) -> None:
        if seen:
            return sheet_cell(path, payload, seen)
        rows = [*_ROWS, [payload, "The parish", "Open"]]
        if way == "row":
            path.write_bytes(workbook_of(rows, hidden_rows=(3,)))
        elif way == "sheet":
            path.write_bytes(workbook({"Log": Sheet(_ROWS), "Old": Sheet([[payload, "x"]], hidden=True)}))
        elif way == "column":
            held = [[*row, "" if n else "Note"] for n, row in enumerate(_ROWS)]
            held[1][3] = payload
            data = workbook_of(held)
            _with_member(
                path,
                data,
                "xl/worksheets/sheet1.xml",
                "<sheetData>",
                '<cols><col min="4" max="4" hidden="1"/></cols><sheetData>',
            )
        else:
            path.write_bytes(
                workbook({"Log": Sheet([*_ROWS, [(payload, "percent"), "x", "y"]])}, {"xl/styles.xml": _WHITE})
            )
        return None

    return write


def _with_member(path: Path, data: bytes, member: str, old: str, new: str) -> None:
    """Write a zip with one member changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as held, zipfile.ZipFile(path, "w") as archive:
        for name in held.namelist():
            content = held.read(name)
            archive.writestr(name, content.replace(old.encode(), new.encode()) if name == member else content)


# e-mail


def _mail(path: Path, subject: str, body: str, html: str = "", **headers: str) -> None:
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = subject, "clerk@overby.example", "all@overby.example"
    for name, value in headers.items():
        letter[name.replace("_", "-")] = value
    if body:
        letter.set_content(body)
    if html and body:
        letter.add_alternative(html, subtype="html")
    elif html:
        letter.set_content(html, subtype="html")
    path.write_bytes(bytes(letter))


def mail_subject(path: Path, payload: str, seen: bool) -> None:
    _mail(path, payload[:200], BODY)


def mail_header(path: Path, payload: str, seen: bool) -> None:
    _mail(path, TITLE, f"{BODY} {payload if seen else ''}", **({} if seen else {"X_Note": payload}))


def mail_part(path: Path, payload: str, seen: bool) -> None:
    _mail(path, TITLE, f"{BODY} {payload if seen else ''}", "" if seen else f"<p>{BODY}</p><p>{escape(payload)}</p>")


def mail_markup(path: Path, payload: str, seen: bool) -> None:
    hidden = "" if seen else " style='display:none'"
    _mail(path, TITLE, "", f"<p>{BODY}</p><p{hidden}>{escape(payload)}</p>")
