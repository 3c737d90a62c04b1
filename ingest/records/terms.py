"""Finds the terms a part states: acronyms with what the paper says they stand for."""

import re
from collections.abc import Iterator

from ingest.records.names import bare, is_listed_name
from ingest.records.record import Term
from ingest.records.source import Source

_ACRONYM = r"[A-Z][A-Za-z]*(?:&[A-Z])?[A-Za-z]*[A-Z][A-Za-z]{0,3}|[A-Z]{2,9}s?|[A-Z][a-z]{2,6}"
_BRACKETED = re.compile(
    rf"\((?:the |or |hereafter |known as |also |i\.e\. )*[\"“‘']?({_ACRONYM})[\"”’']?\s*(?:[,;][^()]*)?\)"
)
_OPENED = re.compile(rf"(?<![\w/])({_ACRONYM})['’]?s?\s*\(([^()]{{5,120}})\)")
_SAID = re.compile(
    rf"(?<![\w/])({_ACRONYM})\s+(?:stands for|is short for|means)\s+(?:the\s+)?[\"“‘']?([A-Za-z][^.;()]{{4,120}})"
)
_LISTED = re.compile(rf"\W{{0,4}}({_ACRONYM})\s*(?:[-–—:=|\t]|\s{{2,}})\s*([A-Za-z][^;]{{4,120}})")
_POSSESSIVE = re.compile(r"['’‟]s?$")
_TOKEN = re.compile(r"[^\s,;:.!?()\"“”]+")
_SMALL = frozenset("of and the for in on to a an with at by from or as & / - – under against into".split())
_MOST = 12
"""How many words an expansion has at most."""


def find_terms(source: Source) -> list[Term]:
    """Return the terms of a part, in reading order, each wording once; whoever has these initials is no term."""
    names = frozenset(bare(person.name).casefold() for person in source.people)
    found: dict[tuple[str, str], Term] = {}
    for start, end, alone in _pieces(source):
        for acronym, first, last in _stated(source.text, start, end, alone):
            expansion = _POSSESSIVE.sub("", " ".join(source.text[first:last].split())).strip("'’‘\"")
            if expansion.casefold() in names or _may_be_name(acronym, expansion, source.text):
                continue
            spot = _spot(source.text, acronym, first, last, start, end)
            term = Term(source.part.ordinal, *spot, acronym, expansion)
            found.setdefault((acronym, expansion.casefold()), term)
    return sorted(found.values(), key=lambda term: term.start)


def _pieces(source: Source) -> Iterator[tuple[int, int, bool]]:
    """The places where terms may stand: headings, paragraphs and items, and rows; whether it is a line of a list."""
    for section in source.sections:
        first = section.blocks[0].start if section.blocks else section.end
        if section.start < first:
            yield section.start, first, False
        for block in section.blocks:
            yield (
                block.start,
                block.end,
                len(block.text) < 160 and (block.kind == "item" or len(block.cells) in (0, 2, 3)),
            )


def _stated(text: str, start: int, end: int, alone: bool) -> Iterator[tuple[str, int, int]]:
    """Each acronym of a piece of text with the place of its expansion."""
    if alone and (match := _LISTED.match(text, start, end)):
        yield from _expanded(match[1], text, match.start(2), match.end(2))
    if "(" not in text[start:end] and "tand" not in text[start:end] and "short for" not in text[start:end]:
        return
    for match in _BRACKETED.finditer(text, start, end):
        span = _before(match[1], text, max(start, match.start() - 140), match.start())
        if span:
            yield (_singular(match[1]), *span)
    for match in _OPENED.finditer(text, start, end):
        yield from _expanded(match[1], text, match.start(2), match.end(2), whole=True)
    for match in _SAID.finditer(text, start, end):
        yield from _expanded(match[1], text, match.start(2), match.end(2))


def _before(acronym: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """The fewest words just before a bracket that the letters in it stand for."""
    cut = max((m.end() for m in re.finditer(r"[.;:!?(]\s|\n\s*\n|\|", text[start:end])), default=0)
    words = list(_TOKEN.finditer(text, start + cut, end))[-_MOST:]
    gap = text[words[-1].end() : end].strip(" \n\t'’\"”") if words else "."
    for size in range(2, len(words) + 1) if not gap else ():
        chosen = words[-size:]
        if _fits(acronym, [w[0] for w in chosen]):
            longer = words[-size - 1 : len(words) - size]
            if chosen[0][0].lower() in _SMALL and longer and longer[0][0].lower() not in _SMALL:
                chosen = longer + chosen if _fits(acronym, [w[0] for w in longer + chosen]) else chosen
            return chosen[0].start(), chosen[-1].end()
    return None


def _expanded(acronym: str, text: str, start: int, end: int, whole: bool = False) -> Iterator[tuple[str, int, int]]:
    """The words from a place on that an acronym stands for; `whole` where nothing but a comma may follow them."""
    words = list(_TOKEN.finditer(text, start, end))[:_MOST]
    for size in range(2, len(words) + 1):
        if _fits(acronym, [w[0] for w in words[:size]]):
            after = text[words[size - 1].end() : end].lstrip()
            if not whole or not after or after[0] in ",;":
                yield _singular(acronym), words[0].start(), words[size - 1].end()
            return


def _singular(acronym: str) -> str:
    return acronym[:-1] if re.fullmatch(r"[A-Z&]{2,}s", acronym) else acronym


def _fits(acronym: str, words: list[str]) -> bool:
    """Tell whether the letters of an acronym begin the words in turn; small words may be passed over.

    A word may give more than its first letter where the acronym is written like a word ("Ofsted"), and letters that
    stand for themselves give all ("HM Treasury", HMT).
    """
    letters = _singular(acronym).replace("&", "")
    spelt = sum(c.islower() for c in letters) > 1
    parts = [p for word in words for p in re.split(r"[-/–]", word) if p]
    if len(parts) < 2 or parts[-1].lower() in _SMALL or len(letters) > 2 * len(parts) + 1:
        return False
    if parts[0].lower() in _SMALL and parts[0][0].lower() != letters[0].lower():
        return False

    def match(letter: int, part: int) -> bool:
        if part == len(parts):
            return letter == len(letters)
        word = re.sub(r"[^A-Za-z]", "", parts[part])
        if not word:
            return match(letter, part + 1)
        most = len(word) if word.isupper() and len(word) < 4 else 3 if spelt else 1
        for size in range(1, most + 1):
            same = word[:size].lower() == letters[letter : letter + size].lower()
            if same and len(letters[letter : letter + size]) == size and match(letter + size, part + 1):
                return True
        return word.lower() in _SMALL and match(letter, part + 1)

    return match(0, 0)


def _may_be_name(acronym: str, expansion: str, text: str) -> bool:
    """Tell whether a person may be meant: two or three capitalised words that the paper never uses as common ones."""
    words = expansion.split()
    if not (len(words) in (2, 3) and len(acronym) == len(words) and all(w[0].isupper() for w in words)):
        return False
    return is_listed_name(expansion) and not any(re.search(rf"\b{re.escape(w.lower())}\b", text) for w in words)


def _spot(text: str, acronym: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """The place that holds both the acronym and its expansion."""
    near = [m.span() for m in re.finditer(re.escape(acronym), text[start:end])]
    spans = [(start + a, start + b) for a, b in near] or [(first, last)]
    a, b = min(spans, key=lambda span: min(abs(span[0] - last), abs(span[1] - first)))
    return min(a, first), max(b, last)
