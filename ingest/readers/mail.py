"""E-mails (.eml, .msg) and pages saved with all that belongs to them (.mhtml)."""

import contextlib
import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path

from oxmsg import Message
from oxmsg.domain.constants import PID_SENDER_NAME

from ingest.documents import Block, Reading
from ingest.errors import EmptyDocument, IngestError, UnreadableDocument
from ingest.readers.building import TextBuilder
from ingest.readers.html import add_markup, page_of
from ingest.readers.text import decode, parse_lines
from ingest.readers.unseen import left_out

_DAMAGED = "the e-mail is damaged: open it in its own program and save it again"
_MAX_PARTS = 1000
_EARLIER = re.compile(
    r"^[ \t>]*(?:-{3,}\s*(?:original|forwarded) message\s*-{3,}|_{10,}"
    r"|on .{5,120}\bwrote:|begin forwarded message:"
    r"|from:[^\n]+\n[ \t>]*(?:sent|date|to):)",
    re.I | re.M,
)
_RULE = re.compile(r"^[ \t>]*(?:-{3,}\s*(?:original|forwarded) message\s*-{3,}|_{10,})[ \t]*$", re.I | re.M)
_QUOTED = re.compile(r"^[ \t]*>+ ?", re.M)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file attached to an e-mail; `inline` where the letter shows it as part of itself."""

    name: str
    data: bytes
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail taken apart."""

    subject: str
    sender: str
    to: str
    copied: str
    date: datetime | None
    plain: str
    html: str
    attached: tuple[Attached, ...]


def open_letter(path: Path) -> Letter:
    """Take an e-mail apart. Raises UnreadableDocument for a damaged one."""
    with path.open("rb") as stream:
        data = stream.read()
    try:
        return _outlook(data) if data.startswith(b"\xd0\xcf\x11\xe0") else _internet(data)
    except IngestError:
        raise
    except Exception as error:  # both libraries raise whatever the damage leads to
        raise UnreadableDocument(_DAMAGED) from error


def read_mail(path: Path) -> Reading:
    """Read an e-mail: who wrote it to whom and when, its words, then what it answers under a heading of its own.

    Attachments are named, not read: ingest.containers makes papers of them. Raises EmptyDocument for no words.
    """
    letter = open_letter(path)
    builder = TextBuilder()
    builder.block("heading", letter.subject or "E-mail", 1)
    names = ", ".join(a.name for a in letter.attached if not a.inline)
    day = f"{letter.date.day} {letter.date:%B %Y %H:%M}" if letter.date else ""
    fields = {"From": letter.sender, "To": letter.to, "Cc": letter.copied, "Date": day, "Attachments": names}
    for label, words in fields.items():
        if words:
            builder.block("paragraph", f"{label}: {words}")
    front = len(builder.blocks)
    if letter.plain.strip():
        _add_plain(letter.plain, builder)
    elif letter.html.strip():
        add_markup(letter.html, builder)
    if len(builder.blocks) == front and not names and not letter.subject:
        raise EmptyDocument("the e-mail holds no words: put in the papers that came with it")
    properties = [("title", letter.subject), ("author", re.sub(r"\s*<[^>]*>|\"", "", letter.sender).strip())]
    properties.append(("created", f"{letter.date:%Y-%m-%d}" if letter.date else ""))
    told = tuple((name, words) for name, words in properties if words)
    warnings = left_out(builder.unseen)
    return Reading(builder.text, tuple(builder.blocks), (), letter.subject, warnings, told)


def read_saved_page(path: Path) -> Reading:
    """Read a web page that was saved as one file (.mhtml). Raises EmptyDocument where there is no page in it."""
    letter = open_letter(path)
    if not letter.html.strip():
        raise EmptyDocument("no page is in the file: save it again from the browser, as .html or PDF")
    return page_of(letter.html)


def _add_plain(text: str, builder: TextBuilder) -> None:
    """Add the words of a plain letter; what it quotes of earlier letters stands under a heading for each."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    starts = [0, *(m.start() for m in _EARLIER.finditer(text) if m.start()), len(text)]
    for number, (start, end) in enumerate(pairwise(starts)):
        piece = text[start:end]
        quoted = bool(_EARLIER.match(piece)) or bool(number)
        for own, lines in _own_and_quoted(piece):
            words = _RULE.sub("", lines if own else _QUOTED.sub("", lines))
            if not words.strip():
                continue
            if quoted or not own:
                builder.block("heading", "Earlier message", 4)
            _copy(words, builder)


def _own_and_quoted(piece: str) -> Iterator[tuple[bool, str]]:
    """Part a letter's lines into runs of its own and runs marked ">"."""
    run: list[str] = []
    own = True
    for line in piece.split("\n"):
        marked = line.lstrip().startswith(">")
        if marked == own and line.strip():
            if run:
                yield own, "\n".join(run)
            run, own = [], not marked
        run.append(line)
    yield own, "\n".join(run)


def _copy(text: str, builder: TextBuilder) -> None:
    rows: list[Block] = []
    for block in [*parse_lines(text), None]:
        if block is not None and block.kind == "row" and (not rows or rows[-1].table == block.table):
            rows.append(block)
            continue
        if rows:
            builder.table([[text[c.start : c.end] for c in row.cells] for row in rows])
            rows = []
        if block is not None and block.kind == "row":
            rows = [block]
        elif block is not None:
            builder.block(block.kind, text[block.start : block.end], block.level)


def _internet(data: bytes) -> Letter:
    message = email.message_from_bytes(data, policy=email.policy.default)
    plain: list[str] = []
    html: list[str] = []
    attached: list[Attached] = []
    for part in _parts(message):
        name, kind = _file_name(part), part.get_content_type()
        kind = "text/plain" if kind.startswith("multipart/") else kind  # whose boundary is lost
        if kind == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            if isinstance(inner, EmailMessage):
                attached.append(Attached(_header(inner, "subject")[:80] + ".eml", bytes(inner)))
        elif part.get_content_disposition() != "attachment" and not name and kind in ("text/plain", "text/html"):
            (plain if kind == "text/plain" else html).append(_words(part))
        elif isinstance(content := part.get_payload(decode=True), bytes) and content:
            shown = part.get_content_disposition() != "attachment" and kind.startswith("image/")
            attached.append(Attached(name or f"attachment.{part.get_content_subtype()}", content, shown))
    date = None
    with contextlib.suppress(Exception):  # the header parser fails in many ways on dates that are none
        date = message["date"].datetime
    subject, sender, to, copied = (_header(message, name) for name in ("subject", "from", "to", "cc"))
    return Letter(subject, sender, to, copied, date, "\n".join(plain), "\n".join(html), tuple(attached))


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that hold something, without going into attached letters."""
    stack, count = [message], 0
    while stack and count < _MAX_PARTS:
        part = stack.pop()
        count += 1
        if part.get_content_type() != "message/rfc822" and part.is_multipart():
            stack.extend(p for p in reversed(list(part.iter_parts())) if isinstance(p, EmailMessage))
        else:
            yield part


def _words(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    charset = part.get_content_charset() or "utf-8"
    with contextlib.suppress(LookupError, ValueError):
        return data.decode(charset)
    return decode(data)


def _header(message: EmailMessage, name: str) -> str:
    with contextlib.suppress(Exception):  # the header parser fails in many ways on what is no header
        return " ".join(str(message[name] or "").split())
    return ""


def _file_name(part: EmailMessage) -> str:
    with contextlib.suppress(Exception):
        return part.get_filename() or ""
    return ""


def _outlook(data: bytes) -> Letter:
    message = Message.load(data)
    attached = [
        Attached(a.file_name or "attachment", a.file_bytes, "image/" in (a.mime_type or "") and _is_shown(a.file_name))
        for a in message.attachments
        if a.file_bytes
    ]
    people = ", ".join(r.name or r.email_address for r in message.recipients)
    plain, html = message.body or "", ""
    sender = message.sender or message.properties.str_prop_value(PID_SENDER_NAME) or ""
    if not plain.strip():
        html = message.html_body or ""
    return Letter(message.subject.strip(), sender, people, "", message.sent_date, plain, html, tuple(attached))


def _is_shown(name: str | None) -> bool:
    """Outlook numbers the pictures that stand in a letter's own text."""
    return bool(re.fullmatch(r"image\d{3,}\.\w{3,4}", name or "", re.I))
