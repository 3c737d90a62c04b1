"""What a file is, told from its content; its name is only asked where the content does not say."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import olefile

from ingest.documents import Reading, identity_of
from ingest.errors import EmptyDocument, EncryptedDocument, TooLarge, UnreadableDocument, UnsupportedFormat
from ingest.readers import READERS

MAX_BYTES = 100_000_000
MAX_UNPACKED = 300_000_000
PACKED = (".zip", ".eml", ".msg")

_SAME = {
    ".htm": ".html", ".xhtml": ".html", ".markdown": ".md", ".text": ".txt", ".mht": ".mhtml",
    ".docm": ".docx", ".dotx": ".docx", ".dotm": ".docx", ".dot": ".doc", ".ott": ".odt",
    ".xlsm": ".xlsx", ".xltx": ".xlsx", ".xltm": ".xlsx", ".xlsb": ".xlsx", ".xlt": ".xls", ".ots": ".ods",
    ".pptm": ".pptx", ".ppsx": ".pptx", ".ppsm": ".pptx", ".potx": ".pptx",
}  # fmt: skip
_PACKAGES = {"word/": ".docx", "xl/": ".xlsx", "ppt/": ".pptx"}
_MAIN_PARTS = {"word/document": ".docx", "xl/workbook": ".xlsx", "ppt/presentation": ".pptx"}
_OPEN_DOCUMENT = {b"text": ".odt", b"spreadsheet": ".ods", b"presentation": ".odp", b"graphics": ".odg"}
_STREAMS = {
    "EncryptedPackage": "locked", "WordDocument": ".doc", "Workbook": ".xls", "Book": ".xls",
    "PowerPoint Document": ".ppt", "__properties_version1.0": ".msg", "VisioDocument": ".vsd", "Quill": ".pub",
}  # fmt: skip
_MAGIC = (
    (b"\x89PNG", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"), (b"BM", ".bmp"), (b"II*\x00", ".tiff"),
    (b"MM\x00*", ".tiff"), (b"RIFF", ".webp"), (b"\x00\x00\x00\x18ftyp", ".mp4"), (b"\x00\x00\x00 ftyp", ".mp4"),
    (b"ID3", ".mp3"), (b"7z\xbc\xaf", ".7z"), (b"Rar!", ".rar"), (b"\x1f\x8b", ".gz"), (b"MZ", ".exe"),
    (b"\x7fELF", ".exe"), (b"SQLite format 3", ".sqlite"), (b"x\x9f>\x22", ".dat"),
)  # fmt: skip
_SAVE_AS = {
    ".ppt": "old PowerPoint files (.ppt) are not read: save it as .pptx and put that in",
    ".odp": "OpenDocument slides (.odp) are not read: save it as .pptx or PDF and put that in",
    ".pub": "Publisher files (.pub) are not read: save it as a PDF and put that in",
    ".vsd": "Visio drawings (.vsd) are not read: save it as a PDF and put that in",
    ".pages": "Pages files are not read: export it as .docx or PDF and put that in",
    ".numbers": "Numbers files are not read: export it as .xlsx and put that in",
    ".key": "Keynote files are not read: export it as .pptx or PDF and put that in",
    ".exe": "programs are not read: put in papers",
    ".xml": "XML files are not read: save it from its own program as .docx, .xlsx or PDF and put that in",
    ".dat": "Outlook's winmail.dat is not read: ask the sender for the papers themselves",
}
_KINDS = {
    "pictures ({}) are not read: save it as a PDF and put that in; its words are recognised":
        ".png .jpg .jpeg .gif .bmp .tiff .tif .webp .heic",
    "{} files are not read: unpack it, or pack it as .zip": ".7z .rar .gz .tar .tgz",
    "recordings ({}) are not read: put in the minutes or a transcript": ".mp3 .mp4 .wav .m4a .mov",
}  # fmt: skip
_SAVE_AS |= {ending: words.format(ending) for words, endings in _KINDS.items() for ending in endings.split()}
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>)?\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head)\b", re.I | re.S
)
_FRAGMENT = re.compile(rb"\s*<(?:table|div|body|meta|style)\b", re.I)
_XML = re.compile(rb"\s*<\?xml|\s*<\?mso|\s*<(?:w:wordDocument|Workbook|office:document)\b", re.I)
_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2}")
_SAVED_PAGE = re.compile(rb"\A(?!.*^(?:to|received):).*^content-type:\s*multipart/related", re.I | re.M | re.S)
_SAVED_PAGE = re.compile(rb"\A(?!.*^(?:to|received):).*^content-type:\s*multipart/related", re.I | re.M | re.S)
_MAIL = re.compile(rb"^(?:return-path|received|message-id|mime-version|from|to|subject|date|x-[a-z-]+):", re.I | re.M)


def identify(path: Path) -> tuple[str, Callable[[Path], Reading], tuple[str, ...]]:
    """Return the content's hash, the reader its first bytes call for, and a warning where its name says otherwise.

    Raises IngestError for a file that no reader reads.
    """
    suffix, true = path.suffix.lower(), true_suffix(path)
    if true not in READERS:
        raise UnsupportedFormat(_advice(true))
    same = _SAME.get(suffix, suffix) == _SAME.get(true, true)
    warnings = () if same else (f"named {suffix or 'without an ending'} but is {true}: read as that",)
    with path.open("rb") as stream:
        return identity_of(stream), READERS[true], warnings


def true_suffix(path: Path) -> str:
    """Return the ending a file should have by its content; its own where the content could be anything.

    Raises IngestError for a file that is empty, too large, locked or not what its name says.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise TooLarge(
            f"the file is {size // 1_000_000} MB; the limit is {MAX_BYTES // 1_000_000} MB: split it or save it smaller"
        )
    if size == 0:
        raise EmptyDocument("the file is empty: put in a copy that has text")
    with path.open("rb") as stream:
        start = stream.read(8192)
    suffix = path.suffix.lower()
    if start[:4] == b"\xd0\xcf\x11\xe0":
        return _ole_suffix(path)
    if start[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zip_suffix(path)
    if b"%PDF-" in start[:1024] and not _HTML.match(start):
        return ".pdf"
    if start.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"{\\rtf"):
        return ".rtf"
    found = next((ending for magic, ending in _MAGIC if start.startswith(magic)), "")
    if found and (b"\x00" in start or b"\xff" in start):
        return found
    return _text_suffix(start, suffix)


def _text_suffix(start: bytes, suffix: str) -> str:
    """What only a text can be: a web page, an e-mail, a table; by its first words, or else by its name."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.decode("utf-16", errors="replace").encode()
    start = start.removeprefix(b"\xef\xbb\xbf")
    if suffix in (".txt", ".md", ".markdown", ".csv", ".tsv", ".text"):
        return ".html" if suffix != ".md" and _HTML.match(start) else _SAME.get(suffix, suffix)
    if _is_mail(start) or (suffix == ".eml" and b"\x00" not in start):
        return ".mhtml" if suffix != ".eml" and _SAVED_PAGE.search(start) else ".eml"
    if _HTML.match(start) or (suffix in (".doc", ".xls") and _FRAGMENT.match(start)):
        return ".html"
    if _SAME.get(suffix, suffix) == ".html":
        return ".html"
    if _XML.match(start):
        return ".xml"
    if suffix == ".xls" and b"\x00" not in start:
        return ".csv"
    if suffix in READERS or suffix in _SAME:
        raise UnreadableDocument(
            f"this is not a {suffix} file, whatever its name says: save it again in its own format"
        )
    return suffix


def _is_mail(start: bytes) -> bool:
    if not _HEADER.match(start.removeprefix(b"From ").lstrip(b"\r\n")):
        return False
    head = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    return len({name.lower() for name in _MAIL.findall(head)}) >= 2


def _ole_suffix(path: Path) -> str:
    """Old Office files are told apart by the streams at their root; where the root is lost, by names anywhere."""
    try:
        with olefile.OleFileIO(path) as ole:
            names = [entry[0] for entry in ole.listdir(streams=True, storages=False) if len(entry) == 1]
    except Exception:  # olefile raises whatever the damage leads to
        names = []
    found = next((ending for stream, ending in _STREAMS.items() if stream in names), "")
    if not found:
        data = path.read_bytes()
        found = next((ending for stream, ending in _STREAMS.items() if stream.encode("utf-16-le") in data), "")
    if found == "locked":
        raise EncryptedDocument("the file needs a password: save a copy without one and put that in")
    if not found:
        raise UnreadableDocument("the file is damaged: open it in its own program and save it again")
    return found


def _zip_suffix(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            kind = archive.read("mimetype")[:100] if "mimetype" in names[:50] else b""
            manifest = archive.read("META-INF/manifest.xml") if kind and "META-INF/manifest.xml" in names else b""
    except OSError:
        raise
    except Exception as error:  # zipfile and zlib raise whatever the damage leads to
        raise UnreadableDocument("the file is damaged: open it in its own program and save it again") from error
    if b"encryption-data" in manifest:
        raise EncryptedDocument("the file needs a password: save a copy without one and put that in")
    found = next((s for word, s in _OPEN_DOCUMENT.items() if b"opendocument." + word in kind), "")
    if not found and not kind:
        starts = _MAIN_PARTS | (_PACKAGES if "[Content_Types].xml" in names else {})
        found = next((ending for start, ending in starts.items() if any(n.startswith(start) for n in names)), "")
    if not found:
        apple = path.suffix.lower() in (".pages", ".numbers", ".key")
        return path.suffix.lower() if apple else ".epub" if kind else ".zip"
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise TooLarge(f"the file unpacks to more than {MAX_UNPACKED // 1_000_000} MB: save it without its pictures")
    return found


def _advice(suffix: str) -> str:
    if suffix in _SAVE_AS:
        return _SAVE_AS[suffix]
    formats = ", ".join(s for s in READERS if s not in _SAME)
    return f"{suffix or 'files without an ending'} cannot be read yet: save it as one of {formats}"
