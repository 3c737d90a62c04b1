"""Rich text files (.rtf)."""

from pathlib import Path

from ingest.documents import Reading
from ingest.errors import EmptyDocument, IngestError, UnreadableDocument
from ingest.readers.building import TextBuilder
from ingest.readers.docx import texts
from ingest.readers.flow import write
from ingest.readers.marking import running_heads
from ingest.readers.packed import usable_title
from ingest.readers.rtf_body import Body
from ingest.readers.unseen import left_out


def read_rtf(path: Path) -> Reading:
    """Read rich text: headings, lists with their numbers, tables with their empty and merged cells, footnotes.

    Raises UnreadableDocument for a file that is none, TooLarge for one nested beyond reason, EmptyDocument for no text.
    """
    text = path.read_bytes().decode("latin-1").lstrip("\0\r\n\t ï»¿")
    if not text.startswith("{\\rtf"):
        raise UnreadableDocument("this is not rich text, whatever its name says: save it again in its own format")
    try:
        return _read(Body(text))
    except IngestError:
        raise
    except Exception as error:
        raise UnreadableDocument("the rich text is damaged: open it in Word and save it as .docx") from error


def _read(body: Body) -> Reading:
    builder = TextBuilder()
    write(body.flow, builder)
    write(body.notes, builder)
    if not builder.blocks:
        raise EmptyDocument("the rich text holds no text (pictures alone cannot be read)")
    return Reading(
        text=builder.text,
        blocks=tuple(builder.blocks),
        title=usable_title(body.head.properties.get("title", "").strip()),
        warnings=(() if body.whole else ("the file breaks off before its end: what stands there was read",))
        + left_out(body.hid or builder.unseen),
        properties=(*body.head.properties.items(), *running_heads(texts(body.running))),
    )
