"""Word documents (.docx)."""

from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element

from ingest.documents import Reading
from ingest.errors import EmptyDocument, UnreadableDocument
from ingest.readers.building import TextBuilder
from ingest.readers.docx_body import Body
from ingest.readers.docx_styles import Lists, Styles, read_styles, switched_on
from ingest.readers.docx_unseen import page_ground
from ingest.readers.flow import Grid, Line, write
from ingest.readers.marking import running_heads
from ingest.readers.packed import Package, attribute, child, core_properties, local, opened, usable_title, within
from ingest.readers.unseen import left_out


def read_docx(path: Path) -> Reading:
    """Read a Word document: headings, counted lists, tables with their merged cells, boxes and footnotes.

    What tracked changes delete is left out, what they insert is kept. Raises UnreadableDocument for a damaged file,
    TooLarge for one that unpacks beyond reason, EmptyDocument for no text.
    """
    with opened(path, "Word's file is damaged: open it in Word and save it again") as package:
        return _read(package)


def _read(package: Package) -> Reading:
    name = next((target for kind, target in package.related("").values() if kind == "officeDocument"), "")
    root = package.xml(name or "word/document.xml")
    body = child(root, "body")
    if body is None:
        raise UnreadableDocument("Word's file is damaged: open it in Word and save it again")
    parts: dict[str, list[str]] = {}
    related = package.related(name or "word/document.xml")
    for kind, target in related.values():
        parts.setdefault(kind, []).append(target)
    styles = read_styles(package, "".join(parts.get("styles", [])[:1]))
    lists = Lists(package, "".join(parts.get("numbering", [])[:1]), styles)
    text = Body(styles, lists, page_ground(root))
    flow = text.flow(body)
    builder = TextBuilder()
    write(flow, builder)
    for kind in ("footnotes", "endnotes"):
        write(_notes(package.xml("".join(parts.get(kind, [])[:1])), text), builder)
    if not builder.blocks:
        raise EmptyDocument("the Word document holds no text (pictures alone cannot be read)")
    properties = core_properties(package)
    properties += _running(package, body, styles, {key: target for key, (_, target) in related.items()})
    if styles.language and not any(key == "language" for key, _ in properties):
        properties.append(("language", styles.language))
    title = usable_title(next((value for key, value in properties if key == "title"), ""))
    unread = ("text inserted from other files is not read",) if "aFChunk" in parts else ()
    return Reading(
        text=builder.text,
        blocks=tuple(builder.blocks),
        title=title,
        warnings=package.embedded() + unread + left_out(text.hid or builder.unseen),
        properties=tuple(properties),
    )


def _running(package: Package, body: Element, styles: Styles, targets: dict[str, str]) -> list[tuple[str, str]]:
    """Return what the running heads and feet say, and what is drawn behind the text, the first page's first."""
    references = [e for kind in ("headerReference", "footerReference") for e in within(body, kind)]
    if not any(switched_on(section, "titlePg") for section in within(body, "sectPr")):
        references = [e for e in references if attribute(e, "type") != "first"]  # left from before, and not shown
    references.sort(key=lambda e: attribute(e, "type") != "first")
    lines: list[str] = []
    drawn: list[tuple[str, str]] = []
    for reference in references:
        key = next((value for name, value in reference.items() if name.endswith("}id")), "")
        root = package.xml(targets.get(key, ""))
        if root is not None:
            drawn += (("watermark", attribute(e, "string")) for e in within(root, "textpath"))
            lines += texts(Body(styles, Lists(package, "", styles)).flow(root))
    return list(dict.fromkeys(drawn)) + running_heads(lines)


def _notes(root: Element | None, text: Body) -> Iterable[Line | Grid]:
    for note in root if root is not None else ():
        if local(note) in ("footnote", "endnote") and attribute(note, "type", "normal") == "normal":
            yield from text.flow(note)


def texts(flow: Iterable[Line | Grid]) -> list[str]:
    """Return the lines of paragraphs and of the cells of tables, one after the other."""
    lines: list[str] = []
    for piece in flow:
        if isinstance(piece, Line):
            lines += piece.text.split("\n")
        else:
            lines += (line for row in piece.rows for slot in row for line in texts(slot.content))
    return lines
