"""What a web page holds and does not show: taken out before its paper is read."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, PreformattedString, Tag

from ingest.readers.html_styles import Looks, colour_of, is_clear, pixels
from ingest.readers.unseen import WHITE, alike

_NEVER = "script style noscript template head title svg iframe canvas object embed select textarea input button".split()
_FAR = -400.0  # pixels: what stands that far left or above is off the page
_TINY = 2.7  # pixels: two points
_UNFOLDS = 60  # words: what is shorter is a menu, a message or a form
_CONTROLS = ("aria-controls", "data-target", "data-bs-target", "href", "for")


def take_unseen(soup: BeautifulSoup) -> bool:
    """Take out what readers of a page do not see, its styles followed; tell whether words of a paper's length went.

    What is folded up stays where something on the page that is seen unfolds it.
    """
    looks = Looks(soup)
    for comment in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        comment.extract()
    hid = 0
    unfolding = _unfolding(soup)
    for tag in list(soup.find_all(True)):
        if tag.decomposed or tag.name in ("html", "body", *_NEVER):
            continue
        if _is_gone(tag, looks) or (_is_folded(tag, looks) and not _unfolds(tag, unfolding)):
            hid += _words(tag)
            tag.decompose()
    for text in _in_no_ink(soup, looks):
        hid += len(re.findall(r"\w+", text))
        text.extract()
    return hid > 3


def _words(tag: Tag) -> int:
    return sum(len(re.findall(r"\w+", text)) for text in tag.find_all(string=True) if type(text) is NavigableString)


def _unfolding(soup: BeautifulSoup) -> frozenset[str]:
    """Return the names of elements that others on the page open."""
    named = (str(tag[key]) for key in _CONTROLS for tag in soup.select(f"[{key}]") if tag.get_text(strip=True))
    return frozenset(name.lstrip("#.") for value in named for name in value.split() if len(name) < 100)


def _unfolds(tag: Tag, unfolding: frozenset[str]) -> bool:
    names = {str(tag.get("id") or ""), *tag.get_attribute_list("class")} - {"", None}
    return not unfolding.isdisjoint(names) and _words(tag) >= _UNFOLDS


def _is_folded(tag: Tag, looks: Looks) -> bool:
    """Whether an element takes no room until it is asked for."""
    told = looks.told(tag)
    flat = told.get("overflow", "").startswith(("hidden", "clip")) and any(
        (size := pixels(told.get(key, ""))) is not None and size <= 1 for key in ("height", "max-height")
    )
    return (
        (tag.has_attr("hidden") and "display" not in told)
        or told.get("display") == "none"
        or told.get("visibility") in ("hidden", "collapse")
        or told.get("content-visibility") == "hidden"
        or flat
    )


def _is_gone(tag: Tag, looks: Looks) -> bool:
    """Whether an element stands off the page, is cut to nothing or shines through."""
    told = looks.told(tag)
    if not told:
        return False
    sides = ["text-indent", "margin-left", "margin-top"]
    if told.get("position") in ("absolute", "fixed"):
        sides += ["left", "top", "right", "bottom"]
        if re.match(r"rect\(\s*(?:[01](?:px)?[\s,]+){3}[01](?:px)?\s*\)", told.get("clip", "")):
            return True
    far = any((size := pixels(told.get(side, ""))) is not None and size <= _FAR for side in sides)
    moved = re.search(r"scale\(\s*0(?:\.0\d*)?\s*[,)]|translate\w*\(\s*-\d{4,}", told.get("transform", ""))
    cut = re.match(r"inset\(\s*(?:50|100)%|circle\(\s*0", told.get("clip-path", ""))
    opacity = re.fullmatch(r"(\d*\.?\d+)(%?)", told.get("opacity", ""))
    clear = bool(opacity) and float(opacity[1]) / (100 if opacity[2] else 1) < 0.1 if opacity else False
    return bool(far or moved or cut or clear)


def _in_no_ink(soup: BeautifulSoup, looks: Looks) -> Iterator[NavigableString]:
    """Yield the words whose letters have no size, or the colour of their ground."""
    inked = {id(tag): tag for tag in looks.tags() if looks.told(tag).keys() & {"color", "font-size", "font"}}
    seen: set[int] = set()
    for tag in inked.values():
        if tag.decomposed or not (_speck(tag, looks) or _same(tag, tag, looks)):
            continue
        for text in list(tag.find_all(string=True)):
            if id(text) in seen or not text.strip() or isinstance(text, Comment) or text.parent is None:
                continue
            if _unreadable(text.parent, looks):
                seen.add(id(text))
                yield text


def _unreadable(tag: Tag, looks: Looks) -> bool:
    sized = next((t for t in _up(tag) if _size(t, looks) is not None), None)
    inked = next((t for t in _up(tag) if "color" in looks.told(t)), None)
    return (sized is not None and _speck(sized, looks)) or (inked is not None and _same(inked, tag, looks))


def _up(tag: Tag) -> Iterator[Tag]:
    yield tag
    yield from tag.parents


def _size(tag: Tag, looks: Looks) -> float | None:
    told = looks.told(tag)
    return pixels(told.get("font-size", "")) if "font-size" in told else None


def _speck(tag: Tag, looks: Looks) -> bool:
    size = _size(tag, looks)
    return size is not None and size < _TINY


def _same(inked: Tag, tag: Tag, looks: Looks) -> bool:
    """Whether the colour an element sets cannot be told from the ground that words in another have."""
    said = looks.told(inked).get("color", "")
    ink = colour_of(said)
    return is_clear(said) or (ink is not None and alike(ink, _ground(tag, looks)))


def _ground(tag: Tag, looks: Looks) -> tuple[int, int, int]:
    """Return the colour behind an element; where a picture is, one that no letters have."""
    for above in _up(tag):
        told = looks.told(above)
        painted = told.get("background", "") + " " + told.get("background-image", "")
        if "url(" in painted or "gradient" in painted or above.has_attr("background"):
            return -999, -999, -999
        given = told.get("background-color") or told.get("background", "")
        colour = colour_of(given) or next(filter(None, map(colour_of, given.split())), None)
        if colour is not None and not is_clear(given):
            return colour
    return WHITE
