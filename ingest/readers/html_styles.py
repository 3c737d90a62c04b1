"""What the styles of a web page say of its elements: their own, and those the page's head sets out for them."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag
from soupsieve import SelectorSyntaxError

from ingest.readers.sheet_looks import hexadecimal

RGB = tuple[int, int, int]
_TOLD = frozenset(
    "display visibility content-visibility opacity font-size color background background-color background-image"
    " position left top right bottom text-indent margin-left margin-top clip clip-path transform overflow height"
    " max-height".split()
)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_NOW_AND_THEN = re.compile(r"::?(?:hover|focus|active|visited|target|checked|before|after|first-l|placeholder|-)|@")
_NAMES = re.compile(r"([.#])(-?[A-Za-z_][\w-]*)")
_MOST_RULES = 20_000
_MOST_MATCHED = 3_000
_PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "ex": 8.0, "%": 0.16, "vw": 12.0, "vh": 8.0, "cm": 37.8}
_PIXELS |= {"in": 96.0, "mm": 3.78, "": 1.0}
_COLOURS: dict[str, RGB] = {
    "white": (255, 255, 255), "black": (0, 0, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255), "whitesmoke": (245, 245, 245), "mintcream": (245, 255, 250), "red": (255, 0, 0),
    "azure": (240, 255, 255), "floralwhite": (255, 250, 240), "navy": (0, 0, 128), "blue": (0, 0, 255),
    "green": (0, 128, 0), "grey": (128, 128, 128), "gray": (128, 128, 128), "silver": (192, 192, 192),
    "yellow": (255, 255, 0), "orange": (255, 165, 0), "purple": (128, 0, 128), "teal": (0, 128, 128),
    "maroon": (128, 0, 0), "darkblue": (0, 0, 139), "lime": (0, 255, 0), "lightgrey": (211, 211, 211),
}  # fmt: skip


class Looks:
    """The styles of a page's elements, as far as they may hide words."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._tags: dict[int, Tag] = {}
        self._told: dict[int, dict[str, str]] = {}
        names = _names_of(soup)
        ranked: dict[int, dict[str, tuple[tuple[int, int, int], str]]] = {}
        for number, (selector, said) in enumerate(_rules(soup)):
            if not names.issuperset(n[0] + n[1] for n in _NAMES.findall(selector)):
                continue
            rank = len(_NAMES.findall(selector)) + 10 * selector.count("#")
            for tag in _matched(soup, selector):
                held = ranked.setdefault(id(tag), {})
                self._tags[id(tag)] = tag
                for key, (value, loud) in said.items():
                    weight = (int(loud), rank, number)
                    if key not in held or held[key][0] <= weight:
                        held[key] = weight, value
        for tag in soup.find_all(_is_styled):
            held = ranked.setdefault(id(tag), {})
            self._tags[id(tag)] = tag
            for key, (value, loud) in _own(tag).items():
                weight = (int(loud), 1_000_000, 0)
                if key not in held or held[key][0] <= weight:
                    held[key] = weight, value
        self._told = {key: {name: value for name, (_, value) in held.items()} for key, held in ranked.items()}

    def told(self, tag: Tag) -> dict[str, str]:
        """Return what holds for an element by itself, in small letters."""
        return self._told.get(id(tag), {})

    def tags(self) -> Iterator[Tag]:
        """Yield the elements that have styles."""
        yield from self._tags.values()


def _is_styled(tag: Tag) -> bool:
    return any(tag.has_attr(name) for name in ("style", "color", "bgcolor"))


def _own(tag: Tag) -> dict[str, tuple[str, bool]]:
    said = {"color": (str(tag["color"]).lower(), False)} if tag.name == "font" and tag.has_attr("color") else {}
    if tag.has_attr("bgcolor"):
        said["background-color"] = str(tag["bgcolor"]).lower(), False
    return said | _declared(str(tag.get("style") or ""))


def _declared(text: str) -> dict[str, tuple[str, bool]]:
    """Return declarations by name: each value, and whether it is important."""
    said: dict[str, tuple[str, bool]] = {}
    for part in re.sub(r"/\*.*?\*/", "", text, flags=re.S).split(";"):
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        if colon and name in _TOLD:
            loud = "!" in value
            said[name] = " ".join(value.partition("!")[0].lower().split()), loud
    return said


def _names_of(soup: BeautifulSoup) -> set[str]:
    names = {f".{name}" for tag in soup.find_all(class_=True) for name in tag.get_attribute_list("class")}
    return names | {f"#{tag['id']}" for tag in soup.find_all(id=True)}


def _rules(soup: BeautifulSoup) -> Iterator[tuple[str, dict[str, tuple[str, bool]]]]:
    """Yield the rules of a page's own style sheets that hold always, a selector at a time."""
    count = 0
    for sheet in soup.find_all("style"):
        media = str(sheet.get("media") or "all").lower()
        if "screen" not in media and "all" not in media:
            continue
        for selectors, body in _RULE.findall(_without_conditions(sheet.get_text())):
            said = _declared(body)
            for selector in selectors.split(",") if said else ():
                count += 1
                if count > _MOST_RULES:
                    return
                if (selector := selector.strip()) and not _NOW_AND_THEN.search(selector):
                    yield selector, said


def _without_conditions(css: str) -> str:
    """Return a style sheet without its comments and what holds only for some screens or on paper."""
    css = re.sub(r"/\*.*?\*/|<!--|-->|@(?:import|charset|namespace)[^;]*;", "", css, flags=re.S)
    out, at = [], 0
    while (start := css.find("@", at)) >= 0:
        out.append(css[at:start])
        opened = css.find("{", start)
        if opened < 0:
            return "".join(out)
        if re.match(r"@media\s+(?:all|screen)\s*$", css[start:opened], re.I):
            at = opened + 1  # its end is a brace that no rule opens, which no rule begins with
            continue
        depth, end = 1, opened + 1
        for brace in re.finditer(r"[{}]", css[opened + 1 :]):
            depth += 1 if brace[0] == "{" else -1
            if not depth:
                end = opened + 1 + brace.end()
                break
        else:
            end = len(css)
        at = end
    return "".join(out) + css[at:]


def _matched(soup: BeautifulSoup, selector: str) -> list[Tag]:
    try:
        return list(soup.select(selector, limit=_MOST_MATCHED))
    except (SelectorSyntaxError, NotImplementedError, ValueError):
        return []


def pixels(value: str) -> float | None:
    """Return a length in pixels of a usual screen, None for what is none."""
    match = re.match(r"(-?\d*\.?\d+)(px|pt|r?em|ex|%|v[wh]|cm|mm|in|)\s*$", value)
    return float(match[1]) * _PIXELS[match[2]] if match else None


def is_clear(value: str) -> bool:
    """Tell whether a colour is none, so that what is painted in it shines through."""
    shares = re.search(r"(?:^#[0-9a-f]{6}([0-9a-f]{2})|a\(.*[,/\s](\d*\.?\d+)(%?)\s*\))$", value.strip())
    if value.strip() == "transparent" or not shares:
        return value.strip() == "transparent"
    return int(shares[1], 16) < 26 if shares[1] else float(shares[2]) / (100 if shares[3] else 1) < 0.1


def colour_of(value: str) -> RGB | None:
    """Return a colour, None for what is none or not told here."""
    value = value.strip()
    if value in _COLOURS:
        return _COLOURS[value]
    if match := re.fullmatch(r"#([0-9a-f])([0-9a-f])([0-9a-f])([0-9a-f])?", value):
        value = "#" + "".join(match[n] * 2 for n in (1, 2, 3)) + (match[4] or "") * 2
    if match := re.fullmatch(r"(#[0-9a-f]{6})([0-9a-f]{2})?", value):
        return hexadecimal(match[1])
    parts = re.fullmatch(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+[\d.]+%?)?\s*\)", value)
    if parts:
        red, green, blue = (min(255, int(parts[n])) for n in (1, 2, 3))
        return red, green, blue
    if match := re.fullmatch(r"hsla?\(\s*[\d.]+(?:deg)?[\s,]+[\d.]+%[\s,]+(\d+(?:\.\d+)?)%\s*\)", value):
        return _COLOURS["white"] if float(match[1]) > 94 else None
    return None
