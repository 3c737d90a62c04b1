"""What a paper is called, which board it belongs to and what kind of paper it is."""

import re
from collections import Counter

from ingest.dates import find_dates
from ingest.documents import Block, DocumentKind
from ingest.periods import find_periods

_BODY = (
    r"(?:Partnership(?: (?:Strategic|Executive|Delivery) (?:Group|Board))?|Board|Panel|Committee|Forum|Council"
    r"|Group|Assembly|Cabinet)"
)
_ROLE = r"(?:Manager|Officer|Co-?ordinator|Lead|Director|Administrator|Secretary|Advis[eo]r|Analyst|Members?)\b"
_NAME = re.compile(
    rf"\b((?:(?:[A-Z][\w’'&-]+|of|and|for|the|&) +){{1,6}}?{_BODY})(?![\w-])(?!\s+(?:of|{_BODY}|Strategy’s|{_ROLE}))"
)
_CAPS = re.compile(rf"\b((?:[A-Z][A-Z’'&-]+ +){{1,6}}{_BODY.upper()})\b")
_NOT_BOARDS = re.compile(
    r"\b(?:sub|working|steering|task|support|user survey|reference|peer)\b.{0,12}group"
    r"|(?:city|borough|county|district|town|parish|of the) council$"
    r"|^(?:the )?(?:council|board|partnership|panel|committee|group|forum|cabinet|strategic group|this group)$"
    r"|advisory|scrutiny|crime commissioner",
    re.I,
)
_CUT_AFTER = frozenset(
    ["the", "this", "current", "against", "meeting", "minutes", "report", "that", "by", "from", "at", "to", "our"]
)
_NO_TITLE = re.compile(
    r"agenda item( \w+)?|to|minutes:?|\W*(?:final )?draft\W*|final"
    r"|restricted|official.{0,30}|unclassified|confidential|protect|not protectively marked"
    r"|(?:paper )?\(?[A-Z]{0,4}\s?[(/]?\d[\w()./ ]{0,14}",
    re.I,
)
_KINDS: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    (
        "action log",
        re.compile(
            r"action(?:s)? (?:log|report|tracker|plan update|table)|update on (?:\w+ ){0,4}actions\b|matters arising"
            r"|rolling action",
            re.I,
        ),
    ),
    ("terms of reference", re.compile(r"terms of reference|constitution", re.I)),
    ("minutes", re.compile(r"\bminutes?\b|meeting notes?|notes? of (?:the|a) meeting", re.I)),
    (
        "quarterly update",
        re.compile(
            r"(?:quarter(?:ly)?|\bq[1-4]\b).{0,60}(?:update|statement|return)|update.{0,40}(?:quarter|\bq[1-4]\b)", re.I
        ),
    ),
    ("report", re.compile(r"performance|dashboard|scorecard", re.I)),
    (
        "strategy",
        re.compile(
            r"strateg(?:y|ies)|community safety plan|\bplan\b 20\d\d"
            r"|^(?!.*\b(?:update|report|review|progress|briefing)\b)"
            r".*\b(?:action|delivery|annual|business|corporate) plan\b",
            re.I,
        ),
    ),
    ("report", re.compile(r"report|review|statement|update|assessment|briefing|plan", re.I)),
)


def find_title(blocks: list[Block], given: str) -> tuple[str, list[Block]]:
    """Return the paper's title and the blocks it stands in: its first heading or short line, with the next where that
    completes it; the title given by the file where no line will do."""
    lines: list[Block] = []
    for block in blocks[:8]:
        words = _trimmed(block)
        if _NO_TITLE.fullmatch(words) and not lines:
            continue
        if block.kind == "row" and not lines and (named := _named_in_row(block)):
            lines.append(named)
            break
        if block.kind in ("item", "row") or len(words) > 160 or re.match(r"[A-Z][\w ]{2,24}:", block.text):
            break
        if lines and (len(words) > 110 or block.text.endswith(".") or not _completes(_trimmed(lines[0]), words)):
            break
        if len(words) > 3 and words.lower() not in (_trimmed(line).lower() for line in lines):
            lines.append(block)
        if len(lines) == 2:
            break
    if lines:
        return " – ".join(map(_trimmed, lines)), lines
    return (given, []) if given or not blocks else (blocks[0].text[:100], blocks[:1])


def _named_in_row(block: Block) -> Block | None:
    """A row that lays out a title beside its number, as one block of the title's words."""
    cells = [c for c in block.cells if c.text]
    longest = max(cells, key=lambda c: len(c.text), default=None)
    if longest is None or len(cells) > 2 or not 8 < len(longest.text) <= 160 or longest.text.endswith((".", ":")):
        return None
    if len(cells) == 2 and not _NO_TITLE.fullmatch(_trimmed_words(next(c.text for c in cells if c is not longest))):
        return None
    return Block("heading", longest.start, longest.end, longest.text)


def _trimmed(block: Block) -> str:
    return _trimmed_words(block.text)


def _trimmed_words(words: str) -> str:
    return words.strip(" .:-–|")


def labelled_title(head: str) -> str:
    """Return what a report calls itself after "Title:" or "Subject:", or ""."""
    match = re.search(r"(?im)^(?:report )?(?:title|subject|report title)\s*:?\s*[:|]\s*(.{3,120})$", head)
    return match[1].strip(" |") if match else ""


def _completes(first: str, second: str) -> bool:
    """A second line belongs to the title when it brings the date or period, or the kind of paper to a bare name."""
    if re.match(r"(?:priority|\d+[. ]|present|members?|panel|chair|section|foreword|contents)\b", second, re.I):
        return False
    dated = bool(find_dates(first) or find_periods(first))
    brings = bool(find_dates(second) or find_periods(second))
    bare = len(first) < 60 and not any(pattern.search(first) for _, pattern in _KINDS)
    return (brings and len(first) < 70) or (bare and not dated)


def find_board(title: str, head: str, text: str) -> str:
    """Return the board or partnership the paper belongs to, in the paper's words, or "".

    It stands in the title or on a short line near the top; one that only the body names must share a word with the
    title.
    """
    short = "\n".join(line for line in head.split("\n") if len(line) <= 110)
    counts: Counter[str] = Counter()
    for source, weight in ((title, 12), (short, 4), (text[:60_000], 1)):
        seen = Counter(_boards(source))
        for name, n in seen.items():
            if (
                weight == 1
                and name not in counts
                and (n < 3 or name.endswith("Group") or not _distinct(name) & _distinct(title))
            ):
                continue
            counts[name] += weight * min(n, 6) * (3 if "Partnership" in name else 1)
    if counts:
        return max(counts, key=lambda name: (counts[name], -len(name)))
    spelt = title.title() if title.split(" – ")[0].isupper() else title
    place = re.search(
        r"\b((?:Safer|Safe|Stronger) [A-Z][\w-]+(?: [A-Z][a-z]+)??)"
        r"(?= (?:Strategy|Plan|Partnership|Quarter|Update|Report)|\W|$)",
        spelt,
    )
    if place:
        return place[1]
    acronym = re.match(r"([A-Z]{3,6})\b(?! [A-Z]{2})", title)
    return acronym[1] if acronym else ""


def _boards(source: str) -> list[str]:
    names = [_tidy(match[1]) for match in [*_NAME.finditer(source), *_CAPS.finditer(source)]]
    return [name for name in names if name and not _NOT_BOARDS.search(name)]


def _distinct(name: str) -> set[str]:
    """The words of a name that tell one place or body from another."""
    common = (
        "safer community safety partnership board strategy strategic group the of and for panel open data plan update"
    )
    return set(re.findall(r"[a-z]{4,}", name.lower())) - set(common.split())


def _tidy(name: str) -> str:
    words = name.split()
    cuts = [i for i, w in enumerate(words) if w.lower() in _CUT_AFTER]
    words = words[cuts[-1] + 1 :] if cuts else words
    while words and words[0].lower() in ("of", "and", "for", "to", "a", "&"):
        words = words[1:]
    if len(words) < 2:
        return ""
    tidy = " ".join(w.title() if w.isupper() and len(w) > 3 else w for w in words)
    return (
        re.sub(r" Strategic (?:Group|Board)$| (?:Executive|Delivery) (?:Group|Board)$", "", tidy)
        if "Partnership" in tidy
        else tidy
    )


def find_kind(title: str, name: str, head: str, text: str, is_pack: bool) -> tuple[DocumentKind, str]:
    """Return what kind of paper this is, and the words of title, file name or first lines that say so."""
    if is_pack:
        match = re.search(r"\bagenda\b", head, re.I)
        return "agenda pack", match[0] if match else ""
    if match := re.search(r"(?im)^minutes:?$", head[:400]):
        return "minutes", match[0]
    attended = re.search(r"^(?:members )?(?:present|attendees|apologies|in attendance|panel)\b", head, re.I | re.M)
    for source in (title, re.sub(r"[_\-.]+", " ", name)):
        for kind, pattern in _KINDS:
            if match := pattern.search(source):
                return kind, match[0]
        if attended and (match := re.search(r"\bmeeting\b.*\d{4}$", source, re.I)):
            return "minutes", match[0]
    if attended or "RESOLVED" in text:
        return "minutes", attended[0] if attended else "RESOLVED"
    for kind, pattern in _KINDS[:4]:
        if match := pattern.search(head[:600]):
            return kind, match[0]
    return "other", ""
