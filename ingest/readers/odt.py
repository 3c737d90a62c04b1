"""OpenDocument texts (.odt)."""

from pathlib import Path
from xml.etree.ElementTree import Element

from ingest.documents import Reading
from ingest.errors import EmptyDocument, EncryptedDocument, UnreadableDocument
from ingest.readers.building import TextBuilder
from ingest.readers.docx import texts
from ingest.readers.flow import write
from ingest.readers.marking import running_heads
from ingest.readers.odt_body import Body
from ingest.readers.odt_styles import Styles, running_text
from ingest.readers.packed import Package, child, local, opened, usable_title, within
from ingest.readers.unseen import left_out

_DAMAGED = "the OpenDocument file is damaged: open it in LibreOffice or Word and save it again"
_META = {"title": "title", "initial-creator": "author", "creation-date": "created", "date": "modified"}
_META |= {"language": "language"}


def read_odt(path: Path) -> Reading:
    """Read an OpenDocument text: headings, counted lists, tables with their merged cells, boxes and footnotes.

    What tracked changes delete is left out. Raises UnreadableDocument for a damaged file, EncryptedDocument for one
    with a password, TooLarge for one that unpacks beyond reason, EmptyDocument for no text.
    """
    with opened(path, _DAMAGED) as package:
        return _read(package)


def _read(package: Package) -> Reading:
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and any(True for _ in within(manifest, "encryption-data")):
        raise EncryptedDocument("the file needs a password: save a copy without one and put that in")
    content, shared = package.xml("content.xml"), package.xml("styles.xml")
    text = child(content, "body", "text")
    if text is None:
        raise UnreadableDocument(_DAMAGED)
    styles = Styles()
    styles.read(shared)
    styles.read(content)
    body, builder = Body(styles), TextBuilder()
    write(body.flow(text), builder)
    write(body.notes, builder)
    if not builder.blocks:
        raise EmptyDocument("the OpenDocument text holds no text (pictures alone cannot be read)")
    properties = open_properties(package.xml("meta.xml"))
    if styles.language:
        properties.setdefault("language", styles.language)
    heads = running_heads(line for running in running_text(shared) for line in texts(Body(styles).flow(running)))
    objects = sorted({n.split("/")[0] for n in package.names if n.startswith("Object ")})
    return Reading(
        text=builder.text,
        blocks=tuple(builder.blocks),
        title=usable_title(properties.get("title", "")),
        warnings=((f"objects embedded in it are not read: {', '.join(objects[:10])}",) if objects else ())
        + left_out(body.hid or builder.unseen),
        properties=(*properties.items(), *heads),
    )


def open_properties(root: Element | None) -> dict[str, str]:
    """Return what an OpenDocument file's meta.xml says of it, dates as 2018-03-26."""
    found: dict[str, str] = {}
    for element in child(root, "meta") or ():
        name, value = _META.get(local(element)), (element.text or "").strip()
        if local(element) == "creator":
            found.setdefault("author", value)
        elif name and value:
            found[name] = value[:10] if name in ("created", "modified") else value
    return {name: value for name, value in found.items() if value}
