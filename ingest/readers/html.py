"""Web pages: the paper on the page, without the site around it."""

import re
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from ingest.documents import Reading
from ingest.errors import EmptyDocument, TooLarge
from ingest.readers.building import TextBuilder
from ingest.readers.html_page import paper_of, properties_of
from ingest.readers.html_tables import is_layout, rows_of
from ingest.readers.html_unseen import take_unseen
from ingest.readers.text import decode
from ingest.readers.unseen import left_out

_BLOCK_NAMES = """address article aside blockquote body center dd details dir div dl dt fieldset figure figcaption
    footer form h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead
    tr ul"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_MAX_DEPTH = 3_000
_Inline = list[NavigableString | Tag]


def read_html(path: Path) -> Reading:
    """Read a web page into blocks. Raises TooLarge for markup nested beyond reason, EmptyDocument for none."""
    return page_of(decode(path.read_bytes()))


def page_of(markup: str) -> Reading:
    """Return the paper that a web page's markup holds."""
    soup = _parsed(markup)
    properties = properties_of(soup)
    title = dict(properties).get("title", "")
    head = soup.find("h1")
    own = " ".join(head.get_text(" ").split()) if isinstance(head, Tag) else ""
    if own and own in title:
        title = own  # the rest of it names the site
    builder = TextBuilder()
    hid = take_unseen(soup)
    _Walk(builder).visit(paper_of(soup))
    if not builder.blocks:
        raise EmptyDocument("the page holds no text: save it again from the browser, complete")
    return Reading(
        text=builder.text,
        blocks=tuple(builder.blocks),
        title=title,
        properties=properties,
        warnings=left_out(hid or builder.unseen),
    )


def add_markup(markup: str, builder: TextBuilder) -> None:
    """Add the words of a piece of markup that has no site around it."""
    soup = _parsed(markup)
    builder.unseen = take_unseen(soup) or builder.unseen
    for tag in soup(["script", "style", "head", "title", "template", "noscript"]):
        tag.decompose()
    _Walk(builder).visit(soup)


def _parsed(markup: str) -> BeautifulSoup:
    if _depth(markup) > _MAX_DEPTH:
        raise TooLarge("the page's markup is nested too deeply: save it from the browser again as plain text")
    return BeautifulSoup(markup, "lxml")


def _depth(markup: str) -> int:
    """Return how many tags stand open at the worst point, as a cheap guard before parsing."""
    depth = worst = 0
    for match in re.finditer(r"<(/?)(?:div|span|table|ul|ol|dl|section|b|i|em|strong|font|blockquote)\b", markup, re.I):
        depth += -1 if match[1] else 1
        worst = max(worst, depth)
    return worst


class _Walk:
    """Visits blocks in reading order, with a stack of its own so that deep nesting cannot exhaust Python's."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._depth = 0
        self._mark = ""
        self._stack: list[tuple[Tag | _Inline, int, str]] = []

    def visit(self, root: Tag) -> None:
        """Add everything in an element."""
        self._stack = [(root, 0, "")]
        while self._stack:
            node, depth, mark = self._stack.pop()
            if isinstance(node, list):
                for number, run in enumerate(_parted(node)):
                    self._inline(run, depth, "" if number else mark)
            elif node.name == "table" and not is_layout(node):
                for caption in node.find_all("caption", limit=1):
                    self._builder.block("paragraph", " ".join(caption.extract().get_text(" ").split()))
                self._builder.table(*rows_of(node))
            elif re.fullmatch(r"h[1-6]", node.name):
                self._builder.block("heading", " ".join(node.get_text(" ").split()), int(node.name[1]))
            elif node.name == "summary":
                self._builder.block("heading", " ".join(node.get_text(" ").split()), 5)
            elif node.name == "pre":
                for line in node.get_text().split("\n"):
                    self._builder.block("paragraph", line)
            elif node.name in ("ul", "ol", "dir"):
                self._list(node, depth)
            elif node.name == "dl":
                self._definitions(node, depth)
            else:
                self._stack.extend(reversed(_with_mark(_pieces(node), depth, mark)))

    def _list(self, node: Tag, depth: int) -> None:
        start = str(node.get("start") or "1")
        number = int(start) if re.fullmatch(r"\d{1,4}", start) else 1
        inner: list[tuple[Tag | _Inline, int, str]] = []
        for piece in _pieces(node):
            if isinstance(piece, Tag) and piece.name == "li":
                given = str(piece.get("value") or "")
                number = int(given) if re.fullmatch(r"\d{1,4}", given) else number
                mark = _numeral(number, str(node.get("type") or "1")) if node.name == "ol" else "•"
                inner.append((piece, depth + 1, mark))
                number += 1
            else:
                inner.append((piece, depth + (not isinstance(piece, Tag)), "•" if not isinstance(piece, Tag) else ""))
        self._stack.extend(reversed(inner))

    def _definitions(self, node: Tag, depth: int) -> None:
        """Put a short definition beside its term; a longer one stands below it."""
        inner: list[tuple[Tag | _Inline, int, str]] = []
        term = ""
        for child in node.find_all(["dt", "dd"]):
            if child.find_parent("dl") is not node:
                continue
            words = " ".join(child.get_text(" ").split())
            if child.name == "dt":
                if term:
                    inner.append(([NavigableString(term)], depth, ""))
                term = words
            elif term and not child.find(_BLOCKS):
                inner.append(([NavigableString(f"{term.rstrip(': ')}: {words}")], depth, ""))
                term = ""
            else:
                if term:
                    inner.append(([NavigableString(term.rstrip(": ") + ":")], depth, ""))
                inner.append((child, depth, ""))
                term = ""
        if term:
            inner.append(([NavigableString(term)], depth, ""))
        self._stack.extend(reversed(inner))

    def _inline(self, run: _Inline, depth: int, mark: str) -> None:
        raw = re.sub(r"\s+", " ", "".join(n if isinstance(n, NavigableString) else n.get_text() for n in run))
        if mark:
            self._builder.block("item", raw, max(0, depth - 1), mark)
            return
        loose = "".join(n for n in run if isinstance(n, NavigableString)).strip(" :\xa0\n\t")
        strong = all(_is_strong(n) for n in run if isinstance(n, Tag) and n.get_text(strip=True))
        if not loose and strong and 2 < len(raw.strip()) <= 120 and not raw.strip().endswith((".", ",")):
            self._builder.block("heading", raw, 5)
        else:
            self._builder.block("paragraph", raw)


def _parted(run: _Inline) -> list[_Inline]:
    """Part a run where bold words begin straight after others: their line break was lost ("September<b>Fund</b>")."""
    parts: list[_Inline] = [[]]
    before = ""
    for node in run:
        words = node.get_text()
        if (
            isinstance(node, Tag)
            and re.search(r"[a-z0-9)]$", before)
            and re.match(r"[A-Z]\w", words)
            and _is_strong(node)
        ):
            parts.append([])
        parts[-1].append(node)
        before = words or before
    return parts


def _with_mark(pieces: list[Tag | _Inline], depth: int, mark: str) -> list[tuple[Tag | _Inline, int, str]]:
    """Give a list item's mark to the first words in it; what follows them is its continuation."""
    marked: list[tuple[Tag | _Inline, int, str]] = []
    for piece in pieces:
        words = piece.get_text() if isinstance(piece, Tag) else "".join(n.get_text() for n in piece)
        own = mark if words.strip() else ""
        marked.append((piece, depth, own))
        mark = "" if own else mark
    return marked


def _numeral(number: int, kind: str) -> str:
    if kind in "aA" and number <= 26:
        return chr(ord(kind) + number - 1) + "."
    if kind in "iI" and number <= 10:
        words = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")[number - 1]
        return (words.upper() if kind == "I" else words) + "."
    return f"{number}."


def _is_strong(tag: Tag) -> bool:
    if tag.name in ("strong", "b") or _BOLD.search(str(tag.get("style") or "")):
        return True
    inner = [c for c in tag.children if isinstance(c, Tag) or str(c).strip()]
    return (
        tag.name in ("u", "em", "i", "span", "font", "a")
        and bool(inner)
        and all(isinstance(c, Tag) and _is_strong(c) for c in inner)
    )


def _pieces(node: Tag) -> list[Tag | _Inline]:
    """Children of a block: nested blocks as they are, runs of inline content put together."""
    pieces: list[Tag | _Inline] = []
    run: _Inline = []
    for child in node.children:
        if isinstance(child, Tag) and (child.name in _BLOCKS or child.name == "br" or child.find(_BLOCKS)):
            if run:
                pieces.append(run)
                run = []
            if child.name != "br":
                pieces.append(child)
        elif isinstance(child, Tag) or type(child) is NavigableString:
            run.append(child)
    if run:
        pieces.append(run)
    return pieces
