"""Footnotes of a Word file, which python-docx can keep but not make."""

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

_SEPARATORS = (
    f"<w:footnotes {nsdecls('w')}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote></w:footnotes>"
)


class Notes:
    """The footnotes of one Word file, numbered by Word in the order of their references."""

    def __init__(self) -> None:
        self._root: Any = parse_xml(_SEPARATORS)

    def refer(self, paragraph: Any, text: str) -> None:
        """Put the sign of a new footnote at the end of a paragraph, and the text into the footnote."""
        number = str(len(self._root) - 1)
        paragraph._p.append(_run("FootnoteReference", OxmlElement("w:footnoteReference", {qn("w:id"): number})))
        note = OxmlElement("w:footnote", {qn("w:id"): number})
        line = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        properties.append(OxmlElement("w:pStyle", {qn("w:val"): "FootnoteText"}))
        words = OxmlElement("w:t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
        words.text = f" {text}"
        own = OxmlElement("w:r")
        own.append(words)
        for element in (properties, _run("FootnoteReference", OxmlElement("w:footnoteRef")), own):
            line.append(element)
        note.append(line)
        self._root.append(note)

    def attach(self, document: Any) -> None:
        """Make the footnotes a part of a file that is ready to be saved, and tell Word which are its separators."""
        name = PackURI("/word/footnotes.xml")
        part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, serialize_part_xml(self._root), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        separators = OxmlElement("w:footnotePr")
        for identity in ("-1", "0"):
            separators.append(OxmlElement("w:footnote", {qn("w:id"): identity}))
        document.settings.element.find(qn("w:compat")).addprevious(separators)


def _run(style: str, content: Any) -> Any:
    run, properties = OxmlElement("w:r"), OxmlElement("w:rPr")
    properties.append(OxmlElement("w:rStyle", {qn("w:val"): style}))
    run.append(properties)
    run.append(content)
    return run
