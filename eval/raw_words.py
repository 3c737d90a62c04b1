"""The words of a file, taken from it without understanding it: what no reading of it may lose.

PDFs by pdfium's plain text, OpenDocument and Word files from all their XML, web pages from their body, workbooks from
all cells, old Word files through antiword or LibreOffice where one is installed.
"""

import datetime
import re
import shutil
import subprocess
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2 as pdfium
from bs4 import BeautifulSoup
from python_calamine import CalamineWorkbook

_TURNED = re.compile(r"(?<=\w)(?:[-\u00ad\ufffe\x02]\s*\n|\u00ad|\ufffe|\x02)\s*(?=\w)")
_LETTER_BULLET = re.compile(r"^\s*o[\t ]+", re.M)  # what stands for a hollow bullet
_EDGE_LINES = 3
_UNREAD = {"tracked-changes", "annotation", "Fallback", "delText", "instrText", "title", "desc"}
_BLOCKS = {"p", "h", "tab", "br", "line-break", "s", "table-cell", "tc"}


@dataclass(frozen=True, slots=True)
class Raw:
    """A file's words page by page (one page where the format has none), and those of running heads and page numbers."""

    pages: list[str]
    furniture: Counter[str] = field(default_factory=Counter)


def words_of(text: str) -> list[str]:
    """Return words in lower case, hyphens at line ends taken out."""
    text = unicodedata.normalize("NFKC", _TURNED.sub("", text.replace("\r", "")))
    return [word.casefold() for word in re.findall(r"[^\W_]+", text)]


def raw(path: Path) -> Raw | None:
    """Return a file's raw words, or None where nothing on this machine can take them from it."""
    take = _TAKERS.get(path.suffix.lower())
    return take(path) if take else None


def pdf_pages(path: Path) -> list[str]:
    """Return the plain text of every page of a PDF."""
    document = pdfium.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded().replace("\r", "") for page in document]
    finally:
        document.close()


def lost(raw_words: list[str], read: str) -> list[str]:
    """Return the words that what was read holds less often, save where it only parts or joins them otherwise."""
    want, have = Counter(raw_words), Counter(words_of(read))
    more = list((have - want).elements())
    found = []
    for word in (want - have).elements():
        joined = next((i for i, other in enumerate(more) if word in other), None)
        parted = next((other for other in more if word.startswith(other) and word[len(other) :] in more), None)
        if joined is not None:
            more[joined] = more[joined].replace(word, "", 1)
        elif parted:
            more.remove(parted)
            more.remove(word[len(parted) :])
        else:
            found.append(word)
    return found


def _pdf(path: Path) -> Raw:
    return _without_furniture(pdf_pages(path))


def _without_furniture(pages: list[str]) -> Raw:
    """Take apart the lines that stand at the edge of several pages and differ in figures alone."""
    edges = [[*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]] for lines in map(str.splitlines, pages)]
    counts = Counter(key for lines in edges for key in {_shape(line) for line in lines} - {""})
    often = {key for key, count in counts.items() if count >= max(2, len(pages) // 3)}
    kept, furniture = [], Counter[str]()
    for page in pages:
        lines = page.splitlines()
        last = len(lines) - _EDGE_LINES
        body = []
        for place, line in enumerate(lines):
            edge = place < _EDGE_LINES or place >= last
            number = re.fullmatch(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", line, re.I)
            if edge and (number or _shape(line) in often):
                furniture.update(words_of(line))
            else:
                body.append(line)
        kept.append("\n".join(body))
    return Raw(kept, furniture)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _xml(path: Path, members: tuple[str, ...], aside: str) -> Raw:
    """All text of a zipped XML file; the members whose name matches `aside` (heads and feet) count as furniture."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        body = [_text(archive.read(name)) for name in names if name in members]
        edges = [_text(archive.read(name)) for name in names if re.fullmatch(aside, name)]
    return Raw(["\n".join(body)], Counter(word for text in edges for word in words_of(text)))


def _text(data: bytes) -> str:
    pieces: list[str] = []

    def walk(element: ElementTree.Element) -> None:
        name = element.tag.rpartition("}")[2]
        if name not in _UNREAD:
            pieces.append(" " if name in _BLOCKS else "")
            pieces.append(element.text or "")
            for child in element:
                walk(child)
            pieces.append("\n" if name in ("p", "h") else "")
        pieces.append(element.tail or "")

    root = ElementTree.fromstring(data)
    body = root.find(".//{*}body")
    walk(root if body is None else body)
    return "".join(pieces)


def _html(path: Path) -> Raw:
    soup = BeautifulSoup(path.read_bytes(), "lxml")
    for unseen in soup(["script", "style", "noscript", "template"]):
        unseen.decompose()
    around = [part.extract() for part in soup.select("nav, header, footer, aside, form")]
    body = soup.body or soup
    return Raw([body.get_text("\n")], Counter(word for part in around for word in words_of(part.get_text("\n"))))


def _plain(path: Path) -> Raw:
    return Raw([re.sub(r"</?[a-z]+\b[^<>]*>", " ", path.read_text("utf-8", "replace"))])


def _workbook(path: Path) -> Raw:
    book = CalamineWorkbook.from_path(path)
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return Raw(["\n".join(" ".join(_number(cell) for cell in row) for row in rows)])


def _number(cell: object) -> str:
    if isinstance(cell, datetime.date):
        return str(cell.year)  # the rest of a date may be written in many ways
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _word(path: Path) -> Raw | None:
    antiword, office = shutil.which("antiword"), shutil.which("soffice")
    if antiword:
        done = subprocess.run([antiword, "-w", "0", str(path)], capture_output=True, check=False)
        return Raw([_LETTER_BULLET.sub("", done.stdout.decode("utf-8", "replace"))])
    if not office:
        return None
    with tempfile.TemporaryDirectory() as folder:
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
        subprocess.run(
            [*command, "txt:Text (encoded):UTF8", "--outdir", folder, str(path)], capture_output=True, check=False
        )
        made = Path(folder) / f"{path.stem}.txt"
        if not made.exists():
            return None
        return Raw([_LETTER_BULLET.sub("", made.read_text("utf-8-sig"))])


_TAKERS: dict[str, Callable[[Path], Raw | None]] = {
    ".pdf": _pdf,
    ".docx": lambda path: _xml(
        path, ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"), r"word/(?:header|footer)\d*\.xml"
    ),
    ".odt": lambda path: _xml(path, ("content.xml",), "styles.xml"),
    ".ods": _workbook,
    ".xls": _workbook,
    ".xlsx": _workbook,
    ".html": _html,
    ".doc": _word,
    ".txt": _plain,
    ".md": _plain,
}
