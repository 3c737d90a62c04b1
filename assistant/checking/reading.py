"""A text as a row of words with the things it states (values, names, initials) at their places in the row."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assistant.checking.naming import CALENDAR
from assistant.checking.tokens import Token, covers, tokens
from assistant.words import stem
from ingest.dates import MONTHS

SMALL = frozenset(
    """a an the of in on at to for from by with as and or nor but if then than that this these those it its he she they
    them their his her we our us you your i is are was were be been being has have had do does did will would can could
    should may might must shall not no so such there here which who whom whose what when where why how all any both each
    more most other some only own same too very also into out up down over under about between during before after again
    now per many much s yet still however while although though because since until within without against further
    including across through during around once upon around following""".split()
)
"""Words that say nothing of what a text is about."""

_CAPITALISED = r"[A-Z](?:[a-z]|['’][A-Z])[\w'’-]*"
_NAME = re.compile(rf"\b{_CAPITALISED}(?:[ \t]+(?:[A-Z]\.?[ \t]+)?{_CAPITALISED})*")
_INITIALS = re.compile(r"\b(?=[A-Za-z]*[A-Z][A-Za-z]*[A-Z])[A-Z][A-Za-z]{1,5}\b")
_LONG = re.compile(r"\b[A-Z][\w'’-]*(?:[ \t]+(?:(?:of|the|and|for|in|on|to|with|&)[ \t]+){0,2}[A-Z][\w'’-]*)+")
_OPENING = re.compile(r"(?:^|[.:;!?“\"‘(\[–—/•*\t\n-])\s*$")
_TITLES = frozenset("mr mrs ms miss dr cllr councillor prof professor sir dame lady lord rev the".split())
_SHOUTED = frozenset(
    """resolved agreed noted action actions item minute date red amber green blue not met and the for by of to in on
    or no yes nil none all page part title members present also update key chair""".split()
)
_COMMON = frozenset(
    """chair chairman chairwoman chairperson vice board partnership council committee group minute minutes item action
    priority member members officer director manager report strategy page appendix section paper papers plan annex table
    meeting quarter stage phase part act agenda update matters arising strategic executive department service services
    government minister ministers government's councillors resident residents police""".split()
)
"""Words that papers write with a capital and that, alone, name nobody."""
_OPENERS = frozenset(
    """according additionally overall however meanwhile furthermore finally moreover later earlier recently currently
    today following based given despite regarding concerning first second third next last again another several various
    actions action members papers minutes documents people residents officers partners work reports figures police
    evidence nothing none nobody everyone someone yes no please sorry note summary answer under during since as
    thereafter subsequently consequently therefore thus hence instead otherwise similarly likewise""".split()
)
_ORDINARY_ENDING = re.compile(r"(?:ing|ed|ly|tion|sion|ment|ity|ness|ings|tions|ments|ities|ance|ence)$")
_MONTH_WORDS = frozenset(MONTHS)
_MAY = re.compile(
    r"(?:in|of|by|since|until|from|to|and|late|early|mid|last|next|the|during|for|throughout)[ -]May\b(?! be\b)"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A value or a name at the tokens `at` to `end` of its row; of a name `what` is its words without titles.

    `opens` tells that it is a single capitalised word where a sentence opens, which may be no name.
    """

    sort: str
    what: Any
    at: int
    end: int
    opens: bool = False

    def shown(self) -> str:
        """Return it for a reader."""
        return shown(self.what) if isinstance(self.what, Token) else " ".join(self.what)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text's tokens, the stem of each ("" for values), its items, and its words by kind."""

    text: str
    row: tuple[Token, ...]
    stems: tuple[str, ...]
    items: tuple[Item, ...]
    words: frozenset[str]
    lower: frozenset[str]
    content: frozenset[str]
    long_names: tuple[tuple[str, ...], ...]
    opens_with_pronoun: bool

    def values(self) -> list[Item]:
        """Return its values."""
        return [item for item in self.items if item.sort not in ("name", "initials")]

    def named(self) -> list[Item]:
        """Return its names and initials."""
        return [item for item in self.items if item.sort in ("name", "initials")]


@lru_cache(maxsize=8_000)
def read(text: str) -> Reading:
    """Read a text."""
    row = tokens(text)
    words = tuple(t.what.rstrip("'") if t.sort == "word" else "" for t in row)
    stems = tuple(stem(w) if w else "" for w in words)
    items = [*_values(text, row, words), *_named(text, words)]
    in_names = {at for item in items if item.sort in ("name", "initials") for at in range(item.at, item.end)}
    content = frozenset(
        s for at, (w, s) in enumerate(zip(words, stems, strict=True)) if is_content(w) and at not in in_names
    )
    return Reading(
        text=text,
        row=row,
        stems=stems,
        items=tuple(sorted(items, key=lambda i: (i.at, i.end))),
        words=frozenset(w for w in words if w),
        lower=frozenset(re.findall(r"(?<![\w'’])[a-z][a-z'’-]*", text)),
        content=content,
        long_names=tuple(tuple(m[0].split()) for m in _LONG.finditer(text)),
        opens_with_pronoun=bool(re.match(r"\W*(?:he|she|they|it|this|these|those|his|her|their|its)\b", text, re.I)),
    )


def is_content(word: str) -> bool:
    """Tell whether a word says what a text is about."""
    return len(word) > 1 and word not in SMALL and word not in CALENDAR


def ordinary(item: Item, evidence_lower: frozenset[str]) -> bool:
    """Tell whether a single capitalised word where a sentence opens is no name."""
    if not item.opens:
        return False
    word = item.what[0]
    return word in SMALL or word in _OPENERS or word in evidence_lower or bool(_ORDINARY_ENDING.search(word))


def same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two names may be one: the words of one are in the other, or one is the other's initials."""
    if set(one) <= set(other) or set(other) <= set(one):
        return True
    return abbreviates(one, other) or abbreviates(other, one)


def abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether a word is made of the first letters of a longer name's words."""
    if len(short) != 1 or len(long) < 2:
        return False
    every = "".join(w[0] for w in long).lower()
    main = "".join(w[0] for w in long if w not in SMALL).lower()
    return short[0].lower().rstrip("s") in (every.rstrip("s"), main.rstrip("s"))


def same_value(one: Item, other: Item) -> bool:
    """Tell whether a value of a sentence is stated by one of the evidence."""
    return covers(one.what, other.what)


def shown(token: Token) -> str:
    """Return a value as a reader would write it."""
    what = token.what
    if token.sort == "date":
        year, month, day = what
        return " ".join(str(p) for p in (day, MONTHS[month - 1].title(), year) if p)
    if token.sort == "period":
        year, quarter = what
        of = f"{year}/{(year + 1) % 100:02}" if year else ""
        return f"Q{quarter} {of}".strip() if quarter else of
    if token.sort == "time":
        return f"{what[0]}:{what[1]:02}"
    if token.sort in ("number", "money", "percent"):
        figure = f"{what.value:,f}"
        return f"{what.sign}{what.currency}{figure}{'%' if token.sort == 'percent' else ''}"
    return f"{what}th" if token.sort == "ordinal" else str(what)


def _values(text: str, row: tuple[Token, ...], words: tuple[str, ...]) -> list[Item]:
    """Values, months without a year and words with figures in them ("SMP/24/08")."""
    found = []
    months = _MONTH_WORDS - {"may", "march"}
    months |= {"may"} if _MAY.search(text) else set()
    months |= {"march"} if "March" in text else set()
    for at, token in enumerate(row):
        if token.sort != "word":
            found.append(Item(token.sort, token, at, at + 1))
        elif re.search(r"\d", words[at]):
            found.append(Item("reference", token, at, at + 1))
        elif words[at] in months:
            found.append(Item("month", token, at, at + 1))
    return found


def _named(text: str, words: tuple[str, ...]) -> list[Item]:
    found: list[tuple[int, str, str, bool]] = []
    for match in _INITIALS.finditer(text):
        if match[0].lower() not in _SHOUTED and not re.match(r"(?:Mc|Mac)[A-Z][a-z]", match[0]):
            found.append((match.start(), "initials", match[0], False))
    for match in _NAME.finditer(text):
        if not _INITIALS.fullmatch(match[0]):
            before = text[max(0, match.start() - 8) : match.start()]
            found.append((match.start(), "name", match[0], bool(_OPENING.search(before))))
    items = []
    cursor = 0
    for _, sort, name, opens in sorted(found):
        own = tuple(t.what.rstrip("'") for t in tokens(name) if t.sort == "word")
        at = _find(own, words, cursor)
        if at is None:
            continue
        cursor = at + len(own)
        kept, start = own, at
        while kept and (kept[0] in _TITLES or (kept[0] in SMALL and len(kept) > 1)):
            kept, start = kept[1:], start + 1
        kept = tuple(w for w in kept if w not in CALENDAR)
        if kept and not _COMMON.issuperset(kept) and not (len(kept) == 1 and kept[0] in SMALL):
            items.append(Item(sort, kept, start, cursor, opens and len(own) == 1))
    return items


def _find(own: tuple[str, ...], words: tuple[str, ...], cursor: int) -> int | None:
    if not own:
        return None
    for at in range(cursor, len(words) - len(own) + 1):
        if words[at] == own[0] and words[at : at + len(own)] == own:
            return at
    return None
