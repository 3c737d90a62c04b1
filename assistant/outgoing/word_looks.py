"""How a Word file looks: A4, Arial, its styles in British English, and pages numbered at their foot."""

import datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

_FONT = "Arial"
_DARK = RGBColor(0x1F, 0x38, 0x64)
_GREY = RGBColor(0x59, 0x59, 0x59)
_STYLES = {  # size, space before and after, in points; bold; colour
    "Title": (22, 0, 4, True, _DARK),
    "Subtitle": (12, 0, 16, False, _GREY),
    "Heading 1": (16, 20, 6, True, _DARK),
    "Heading 2": (13, 14, 4, True, _DARK),
    "Heading 3": (11, 10, 3, True, _DARK),
    "Caption": (10, 10, 4, True, _GREY),
    "Footer": (9, 0, 0, False, _GREY),
    "List Bullet": (11, 0, 4, False, None),
    "List Number": (11, 0, 4, False, None),
}


def begun(title: str) -> Any:
    """Return an empty Word document with its title among its properties."""
    document = Document()
    _page(document.sections[0])
    _defaults(document)
    for name, (size, before, after, bold, colour) in _STYLES.items():
        _set(document.styles[name], size, before, after, bold, colour)
    for name in ("Heading 1", "Heading 2", "Heading 3", "Caption"):
        document.styles[name].paragraph_format.keep_with_next = True
    _own(document.styles)
    about = document.core_properties
    about.title, about.author, about.comments, about.language = title[:255], "", "", "en-GB"  # no property is longer
    about.created = about.modified = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    for key in [k for k, r in document.part.package.rels.items() if r.reltype.endswith("/thumbnail")]:
        del document.part.package.rels[key]  # a picture of another paper
    return document


def _page(section: Any) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    section.footer_distance = Cm(1.1)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        foot.add_run(words)
        counted = OxmlElement("w:fldSimple", {qn("w:instr"): field})
        shown = OxmlElement("w:t")
        shown.text = "1"
        run = OxmlElement("w:r")
        run.append(shown)
        counted.append(run)
        foot._p.append(counted)


def _defaults(document: Any) -> None:
    """Set the font, the language and the spacing on which every style stands."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _lettered(run)
    run.find(qn("w:lang")).set(qn("w:val"), "en-GB")
    spacing = defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}/{qn('w:spacing')}")
    for name, value in (("after", "120"), ("line", "264")):
        spacing.set(qn(f"w:{name}"), value)
    document.settings.element.find(qn("w:themeFontLang")).set(qn("w:val"), "en-GB")


def _lettered(properties: Any) -> None:
    """Have one font for all letters, in place of the theme's."""
    fonts = properties.find(qn("w:rFonts"))
    fonts.attrib.clear()
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), _FONT)


def _set(style: Any, size: int, before: int, after: int, bold: bool, colour: RGBColor | None) -> None:
    style.font.name = _FONT
    _lettered(style.element.rPr)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    if colour is not None:
        style.font.color.rgb = colour
    for unwanted in ("w:spacing", "w:kern"):
        found = style.element.rPr.find(qn(unwanted))
        if found is not None:
            style.element.rPr.remove(found)
    edges = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if edges is not None:
        style.element.pPr.remove(edges)
    drawn = style.element.pPr.find(qn("w:contextualSpacing"))
    if drawn is not None:
        style.element.pPr.remove(drawn)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.hidden = False


def _own(styles: Any) -> None:
    """Add the styles of cells, and of footnotes under the names that Word knows them by."""
    cell = styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = styles["Normal"]
    cell.font.size = Pt(10)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    cell.paragraph_format.line_spacing = 1.0
    text = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.element.set(qn("w:styleId"), "FootnoteText")
    text.base_style = styles["Normal"]
    text.font.size = Pt(9)
    text.paragraph_format.space_after = Pt(2)
    text.paragraph_format.line_spacing = 1.0
    sign = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    sign.element.set(qn("w:styleId"), "FootnoteReference")
    sign.font.superscript = True
