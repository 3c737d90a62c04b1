"""Web pages: the paper on the page, without the site around it."""

import re
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from ingest.documents import Reading
from ingest.errors import EmptyDocument, TooLarge
from ingest.readers.building import TextBuilder
from ingest.readers.text import decode

_DROPPED_NAMES = "script style noscript template nav header footer aside form svg iframe button"
_DROPPED = _DROPPED_NAMES.split()
_BLOCK_NAMES = """address article blockquote body center dd details dir div dl dt fieldset figure figcaption h1 h2 h3 h4
    h5 h6 hr html li main ol p pre section summary table tbody td tfoot th thead tr ul"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_MAX_DEPTH = 200


def read_html(path: Path) -> Reading:
    """Read a web page into blocks. Raises TooLarge for markup nested beyond reason, EmptyDocument for none."""
    markup = decode(path.read_bytes())
    if _depth(markup) > _MAX_DEPTH * 50:
        raise TooLarge("the page's markup is nested too deeply: save it from the browser again as plain text")
    soup = BeautifulSoup(markup, "lxml")
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    for tag in soup(_DROPPED):
        tag.decompose()
    for tag in soup.find_all(hidden=True) + soup.find_all(style=re.compile(r"display\s*:\s*none", re.I)):
        tag.decompose()
    root = soup.find("main") or soup.find(role="main") or soup.find("article") or soup.body or soup
    builder = TextBuilder()
    if isinstance(root, Tag):
        _walk(root, builder)
    if not builder.blocks:
        raise EmptyDocument("the page holds no text: save it again from the browser, complete")
    return Reading(text=builder.text, blocks=tuple(builder.blocks), title=title)


def _depth(markup: str) -> int:
    """Return how many tags stand open at the worst point, as a cheap guard before parsing."""
    depth = worst = 0
    for match in re.finditer(r"<(/?)(?:div|span|table|ul|ol|section|b|i|font|blockquote)\b", markup, re.I):
        depth += -1 if match[1] else 1
        worst = max(worst, depth)
    return worst


def _walk(root: Tag, builder: TextBuilder) -> None:
    """Visit the blocks in reading order, with a stack of our own so that deep nesting cannot exhaust Python's."""
    stack: list[tuple[Tag | list[NavigableString | Tag], int]] = [(root, 0)]
    while stack:
        node, lists = stack.pop()
        if isinstance(node, list):
            _inline(node, builder, lists)
            continue
        name = node.name
        if name == "table" and not node.find("table"):
            _table(node, builder)
        elif re.fullmatch(r"h[1-6]", name):
            builder.block("heading", node.get_text(" "), int(name[1]))
        else:
            inside = lists + (name in ("ul", "ol"))
            stack.extend(reversed([(piece, inside) for piece in _pieces(node)]))


def _pieces(node: Tag) -> list[Tag | list[NavigableString | Tag]]:
    """Children of a block: nested blocks as they are, runs of inline content put together."""
    pieces: list[Tag | list[NavigableString | Tag]] = []
    run: list[NavigableString | Tag] = []
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


def _inline(run: list[NavigableString | Tag], builder: TextBuilder, lists: int) -> None:
    raw = re.sub(r"\s+", " ", "".join(n if isinstance(n, NavigableString) else n.get_text() for n in run))
    if lists:
        builder.block("item", raw, lists - 1)
        return
    loose = "".join(n for n in run if isinstance(n, NavigableString)).strip(" :\xa0\n\t")
    strong = all(n.name in ("strong", "b") for n in run if isinstance(n, Tag) and n.get_text(strip=True))
    if not loose and strong and 2 < len(raw.strip()) <= 120 and not raw.strip().endswith((".", ",")):
        builder.block("heading", raw, 5)
    else:
        builder.block("paragraph", raw)


def _table(table: Tag, builder: TextBuilder) -> None:
    rows = []
    for tr in table.find_all("tr"):
        row: list[str] = []
        for cell in tr.find_all(["td", "th"]):
            for item in cell.find_all("li"):
                item.insert(0, "\n• ")
            for block in cell.find_all(["p", "br", "div", "li"]):
                block.append("\n")
            lines = (re.sub(r"\s+", " ", line).strip() for line in cell.get_text().split("\n"))
            row.append("\n".join(line for line in lines if line))
            span = str(cell.get("colspan", "1"))
            row += [""] * (min(int(span), 50) - 1 if span.isdigit() else 0)
        rows.append(row)
    builder.table(rows)
