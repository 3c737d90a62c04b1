"""The paper on a web page, told apart from the site around it; and what the page says of itself."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag

from ingest.dates import find_dates

_NEVER = (
    "script style noscript template svg iframe canvas object embed head select textarea input button dialog".split()
)
_ROLES = frozenset("navigation banner contentinfo search complementary dialog alertdialog menu menubar".split())
_CONSENT = re.compile(r"cookies?|consent|gdpr|ccc|onetrust", re.I)
_AROUND = re.compile(
    r"breadcrumbs?|crumbs?|crumbtrail|skip(?:link|nav|to)?|share|sharing|social|related|sidebar|aside|nav|navbar|navigation"
    r"|menu|megamenu|footer|masthead|siteheader|topbar|phase|feedback|newsletter|subscribe|signup|search|pagination|pager"
    r"|toolbar|backtotop|totop|login|signin|advert|promo|popup|modal|translate|rating|survey|accessibilitytools|utility"
    r"|sitemap|copyright|alert|webchat|tags",
    re.I,
)
_MAIN = re.compile(
    r"(?:main|page|body|article|primary)?[-_ ]?(?:content|main|maincontent|pagecontent|article|modgov)", re.I
)
_LINK_LINE = re.compile(
    r"(?:skip to .{0,30}|back to (?:the )?top.{0,20}|print(?: this)?(?: page)?|share this.{0,20}|home"
    r"|you are here:?.{0,80}|(?:©|copyright).{0,120})",
    re.I,
)
_DATES = {
    "created": ("article:published_time", "dcterms.created", "dcterms.issued", "dc.date.issued", "dc.date.created",
                "govuk:first-published-at", "publication-date", "datepublished", "dc.date", "dcterms.date", "date"),
    "modified": ("article:modified_time", "dcterms.modified", "dc.date.modified", "govuk:public-updated-at",
                 "last-modified", "datemodified", "revised"),
}  # fmt: skip
_AUTHORS = ("author", "dc.creator", "dcterms.creator", "article:author")


def properties_of(soup: BeautifulSoup) -> tuple[tuple[str, str], ...]:
    """Return what the page's head says: title, author, created and modified (as 2018-03-26), language."""
    told: dict[str, str] = {}
    for meta in soup.find_all("meta", content=True):
        name = str(meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        told.setdefault(name, str(meta["content"]).strip())
    found = {"title": soup.title.get_text(" ", strip=True) if soup.title else ""}
    found["author"] = next((told[n] for n in _AUTHORS if told.get(n)), "")
    for key, names in _DATES.items():
        found[key] = next(filter(None, (_day(told.get(n, "")) for n in names)), "")
    html = soup.find("html")
    found["language"] = str(html.get("lang") or html.get("xml:lang") or "") if isinstance(html, Tag) else ""
    return tuple((name, words) for name, words in found.items() if words)


def _day(text: str) -> str:
    if match := re.match(r"(?:19|20)\d\d-\d\d-\d\d", text):
        return match[0]
    dates = find_dates(text[:60])
    return dates[0][2].isoformat() if dates else ""


def paper_of(soup: BeautifulSoup) -> Tag:
    """Return the part of a page that holds the paper, everything that belongs to the site taken out of it."""
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in soup(_NEVER):
        tag.decompose()
    body = soup.body or soup
    total = _words(body)
    root = _marked_main(body, total)
    inside = set(map(id, root.descendants)) | {id(root), *map(id, root.parents)} if root is not None else set()
    for tag in list(body.find_all(True)):
        if tag.parent is None or tag.decomposed or (id(tag) in inside and _holds(tag, root)):
            continue
        within = root is not None and id(tag) in inside
        if _is_around(tag, total, within) or (tag.get("aria-hidden") == "true" and _words(tag) < 60):
            tag.decompose()
    if root is None or _words(root) < 0.2 * _words(body):
        root = body
    if root is body:
        _trim(body)
    return root


def _holds(tag: Tag, root: Tag | None) -> bool:
    """Tell whether an element is the paper's own or stands above it."""
    return root is not None and (tag is root or any(parent is tag for parent in root.parents))


def _words(tag: Tag) -> int:
    return sum(len(re.findall(r"\w+", text)) for text in tag.find_all(string=True))


def _linked(tag: Tag) -> int:
    return sum(_words(a) for a in tag.find_all("a"))


def _marked_main(body: Tag, total: int) -> Tag | None:
    """Return what the page itself calls its main part, by element, role or name; None where it says nothing."""
    for found in (body.find_all("main"), body.find_all(role="main"), body.find_all("article")):
        if len(found) == 1 and isinstance(found[0], Tag) and _words(found[0]) >= min(60, 0.2 * total):
            return found[0]
    named = [t for t in body.find_all(["div", "section", "td"]) if any(_MAIN.fullmatch(n) for n in _names(t))]
    best = max(named, key=_words, default=None)
    return best if best is not None and _words(best) >= 0.3 * total else None


def _names(tag: Tag) -> list[str]:
    return f"{' '.join(tag.get_attribute_list('class'))} {tag.get('id') or ''}".split()


def _is_around(tag: Tag, total: int, within: bool) -> bool:
    """Tell whether an element belongs to the site: by what it is, its role, or a name and many links."""
    if tag.name in ("html", "body", "table", "tbody", "tr", "main"):
        return False
    if tag.name == "nav" or (tag.name in ("header", "footer") and not within and not tag.find(["h1", "table"])):
        return True
    names = _names(tag)
    words = _words(tag) if names or tag.get("role") or tag.name in ("aside", "form", "header", "footer") else 0
    if words > 0.5 * total and words > 40:
        return False
    if tag.name in ("aside",) or tag.get("role") in _ROLES:
        return words < 150 or _linked(tag) > 0.3 * words
    if tag.name == "form":
        return words < 25 and tag.find(["p", "table", "h2", "h3"]) is None
    pieces = [p for name in names for p in re.split(r"[-_\s]+|(?<=[a-z])(?=[A-Z])", name)]
    if any(_CONSENT.fullmatch(p) for p in pieces):
        return words < 400
    if not any(_AROUND.fullmatch(p) for p in [*pieces, *(re.sub(r"[-_]", "", n) for n in names)]):
        return False
    return words < 25 or _linked(tag) > 0.4 * words


def _trim(body: Tag) -> None:
    """On a page that marks nothing, cut the link lists before its first heading or prose, and those after the last."""
    pieces = [piece for piece in _leaves(body) if _words(piece)]
    for ordered in (pieces, pieces[::-1]):
        for piece in ordered:
            words = _words(piece)
            if piece.name in ("h1", "h2", "h3") or not _is_link_line(piece, words):
                break
            piece.decompose()


def _is_link_line(tag: Tag, words: int) -> bool:
    text = " ".join(tag.get_text(" ").split())
    links = tag.find_all("a")
    return bool(_LINK_LINE.fullmatch(text)) or (
        bool(links) and words <= 12 * len(links) and _linked(tag) >= 0.7 * words
    )


def _leaves(tag: Tag) -> Iterator[Tag]:
    """Yield the smallest blocks of a page in order; a list or a table row is one."""
    whole = ("ul", "ol", "p", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "dl", "pre")
    stack = [tag]
    while stack:
        node = stack.pop()
        inner = [child for child in node.children if isinstance(child, Tag)]
        loose = any(type(c) is NavigableString and c.strip() for c in node.children)
        layout = node.name == "tr" and node.find("table") is not None
        if node is not tag and (not inner or loose or (node.name in whole and not layout)):
            yield node
        else:
            stack.extend(reversed(inner))
