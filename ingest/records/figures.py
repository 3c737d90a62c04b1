"""Figures as papers print them: "1,234", "£1.2m", "(3.4%)", "12 (15)", "n/a", "Red"."""

import re
from dataclasses import dataclass
from functools import lru_cache

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+"
_SCALE = r"(?:\s?(?:million|thousand|billion|bn|m|k)\b)?"
NUMBER = re.compile(
    rf"(?P<sign>[-–−+(]?)\s?(?P<pound>£?)\s?(?P<digits>{_DIGITS})(?P<scale>{_SCALE})\s?(?P<percent>%?)", re.I
)
_SCALES = {"m": 1e6, "million": 1e6, "k": 1e3, "thousand": 1e3, "bn": 1e9, "billion": 1e9}
_UNITS = r"days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|weeks?|months?|years?|kg|tonnes?|miles?|km|m2|m²|fte|pp"
_UNIT = re.compile(rf"\b({_UNITS})\b(?!\s*\d)", re.I)
_LABELLED = re.compile(
    rf"\(({_UNITS}|%|£)\)|\b(?:in|average|mean|median|no\. of|number of)\s+(?:working\s+)?({_UNITS})\b", re.I
)
_PER = re.compile(r"\bper\s+(?:1,?000|10,?000|100,?000|head|cent)\b(?:\s+\w+)?", re.I)
_THOUSANDS = re.compile(r"£\s?(?:000s?|k)\b|\(000s?\)", re.I)
_MILLIONS = re.compile(r"£\s?m(?:illions?)?\b", re.I)
_FULL = {"hr": "hours", "hrs": "hours", "min": "minutes", "mins": "minutes", "sec": "seconds", "secs": "seconds"}
_NOT = re.compile(
    r"n/?a|n\.a\.|not (?:applicable|available|known|yet available|recorded|collected)|tbc|tba|tbd|"
    r"(?:data )?(?:awaited|pending|unavailable)|to (?:be )?(?:follow|confirmed)|awaiting data|suppressed",
    re.I,
)
_RATED = re.compile(
    r"(?:red|amber|green|blue|grey|gray|yellow|rag|(?:not |partially |partly )?(?:met|achieved)"
    r"|(?:on|off)[ -]track"
    r"|(?:on|above|below|within|near|better than|worse than) target|exceeded|missed|complete)(?:\s*\((?:\w+)\))?",
    re.I,
)
_WORDS = {"nil": 0.0, "none": 0.0, "zero": 0.0}
_CLOCK = re.compile(
    r"\d{1,2}(?:[.:]\d\d)?\s*(?:am|pm|noon|hrs)\b.*|\d{1,2}:\d\d\b.*|\d{1,2}\.\d\d\s*(?:[-–]|to)\s*\d.*", re.I
)
_YEARS = re.compile(r"(?:19|20)\d\d\s*[/–-]\s*(?:(?:19|20)?\d\d)\b.*", re.I)
_RANGE = re.compile(r"£?[\d,.]+%?\s*(?:-|–|to)\s*£?[\d,.]+%?")
_SPELT = re.compile(r"(\d+)\s*(?:mins?|minutes?)\s+(\d+)\s*(?:secs?|seconds?)", re.I)
_CODE = re.compile(
    r"(?:\+44|0\d{2,})[\d ]{6,}|\d+[./]\d+[./]\d+.*|\d+(?:\.\d+){2,}.*|\d+(?:st|nd|rd|th)\b.*|\d+[a-z]\d*|0\d{2,}", re.I
)
_MONTHS = re.compile(r"\d{1,4}[\s-](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b.*", re.I)
_PART = re.compile(r"£?\d[\d,.]*%?\s*\(([A-Za-z][^()]*)\)")
SEVERAL = "more than one figure in the cell"
_MARK = r"[*†‡§^¹²³#]*"


@dataclass(frozen=True, slots=True)
class Figure:
    """What a cell holds: its number, if it is one, with its unit, and why it is unsure."""

    number: float | None
    unit: str = ""
    doubt: str = ""


@lru_cache(maxsize=4096)
def cell_figure(text: str) -> Figure | None:
    """Return what a cell amounts to, None where it holds no figure; "n/a" and "tbc" are figures without a number."""
    words = text.strip()
    if not words or len(words) > 200:
        return None
    if _NOT.fullmatch(words.strip("*.() ")):
        return Figure(None)
    if words.lower().strip("*.") in _WORDS:
        return Figure(_WORDS[words.lower().strip("*.")])
    if _CLOCK.fullmatch(words) or _YEARS.fullmatch(words) or _CODE.fullmatch(words) or _MONTHS.fullmatch(words):
        return None
    if _RANGE.fullmatch(words):
        return Figure(None, "%" if "%" in words else "£" if "£" in words else "", "a range")
    if spelt := _SPELT.fullmatch(words):
        return Figure(round(int(spelt[1]) + int(spelt[2]) / 60, 2), "minutes")
    found = re.match(r"\s*(?:approx\.?|about|around|circa|c\.?|over|under|up to|<|>|≤|≥|~|=)?\s*", words, re.I)
    lead = found[0] if found else ""
    match = NUMBER.match(words, len(lead))
    if not match:
        return None
    rest = words[match.end() :]
    if match["sign"] == "(" and not rest.startswith(")"):
        return None
    figure = of_match(match, rest)
    after = re.sub(rf"^\){_MARK}|^{_MARK}", "", rest).strip()
    if not _harmless(after):
        return None
    doubt = "approximate" if lead.strip() not in ("", "=") else ""
    if _several(after):
        return Figure(None, figure.unit, SEVERAL)
    return Figure(figure.number, figure.unit or _unit_after(after), doubt)


@lru_cache(maxsize=4096)
def labelled_figures(text: str) -> tuple[tuple[str, str], ...]:
    """Return the figures of a cell that holds several, each as printed with its label, none where one has no label.

    "3 (by phone) 4 (by post)" holds "3 (by phone)" and "4 (by post)"; "45 (38 last year)" and "12 / 15" no such.
    """
    found = list(_PART.finditer(text))
    if len(found) < 2 or _PART.sub("", text).strip(" ,;/&"):
        return ()
    return tuple((match[0].strip(), match[1].strip()) for match in found)


@lru_cache(maxsize=4096)
def is_rating(text: str) -> bool:
    """Tell whether a cell says in a word how a measure stands: "Amber", "Met", "On track"."""
    return bool(_RATED.fullmatch(text.strip()))


def of_match(match: re.Match[str], after: str = "") -> Figure:
    """Return the number a match of NUMBER amounts to; one in brackets is negative where the bracket ends behind it."""
    number = float(match["digits"].replace(",", "").replace(" ", "")) * _SCALES.get(match["scale"].strip().lower(), 1.0)
    negative = match["sign"] in ("-", "–", "−") or (match["sign"] == "(" and after.startswith(")"))
    return Figure(round(-number if negative else number, 6), "£" if match["pound"] else "%" if match["percent"] else "")


def target_number(text: str) -> float | None:
    """Return the number a target names: "85%", "54 or fewer", "at least 20"; None where it names none or two."""
    found = [m for m in NUMBER.finditer(re.sub(r"\([^()]*\)", "", text)) if m["sign"] != "+"]
    return of_match(found[0]).number if len(found) == 1 else None


@lru_cache(maxsize=4096)
def unit_of_label(label: str) -> str:
    """Return the unit that a row's label or a column's head gives its figures, "" where none."""
    if per := _PER.search(label):
        return per[0]
    if re.search(r"%|\bper\s?cent(?:age)?\b|\bpercentage\b", label, re.I):
        return "%"
    if "£" in label:
        return "£"
    match = _LABELLED.search(label)
    return _named(match[1] or match[2]) if match else ""


@lru_cache(maxsize=4096)
def scale_of_label(label: str) -> float:
    """Return by what a head multiplies its figures: "£000" by a thousand."""
    return 1e3 if _THOUSANDS.search(label) else 1e6 if _MILLIONS.search(label) else 1.0


def _harmless(after: str) -> bool:
    """Tell whether the words behind a cell's first number leave it a figure: few of them, no list, no sentence."""
    bare = re.sub(r"\([^()]*\)", "", after)
    if re.match(r"[/:.]\s?\d|[a-z]{0,2}\d", bare, re.I):
        return bool(re.fullmatch(r"/\s?\d+", bare))
    return len(bare.split()) <= 6 or bool(re.match(r"\([^()]*\)", after))


def _several(after: str) -> bool:
    """Tell whether another figure of its own follows, not in brackets: "8 referrals – 2 assessments", "12 / 15"."""
    bare = re.sub(r"\([^()]*\)", "", after)
    return bool(re.search(r"(?<![\w.])\d", bare))


def _unit_after(after: str) -> str:
    match = _UNIT.match(after)
    return _named(match[1]) if match else ""


def _named(unit: str) -> str:
    lower = unit.lower()
    if lower in ("%", "£", "kg", "km", "m2", "m²", "fte", "pp"):
        return lower
    return _FULL.get(lower, lower if lower.endswith("s") else f"{lower}s")
