"""What a paper says about itself: title, board, kind, date, period covered, author."""

import re
from collections import Counter
from datetime import date

from ingest.documents import Block, DocumentKind
from ingest.periods import Period, find_dates, find_periods

_BODY = (
    r"(?:Partnership(?: (?:Strategic|Executive|Delivery) (?:Group|Board))?|Board|Panel|Committee|Forum|Council"
    r"|Group|Assembly|Cabinet)"
)
_NAME = re.compile(
    rf"\b((?:(?:[A-Z][\w’'&-]+|of|and|for|the|&)\s+){{1,6}}?{_BODY})(?![\w-])(?!\s+(?:of|{_BODY}|Strategy’s))"
)
_CAPS = re.compile(rf"\b((?:[A-Z][A-Z’'&-]+\s+){{1,6}}{_BODY.upper()})\b")
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
_HELD = re.compile(r"(?:meeting|minutes)[^.]{0,120}?\b(?:held|take place|will be held|on)\b", re.I)
_AUTHOR = re.compile(
    r"(?:report (?:author|of|by)|author(?:s|\(s\))?|contact officer|prepared by|lead officer"
    r"|contact for this agenda)\s*:?\s*[:|]\s*(.{3,80})",
    re.I,
)
_KINDS: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    (
        "action log",
        re.compile(
            r"action(?:s)? (?:log|report|tracker|plan update|table)|status update on actions|matters arising"
            r"|rolling action",
            re.I,
        ),
    ),
    ("terms of reference", re.compile(r"terms of reference|constitution", re.I)),
    ("minutes", re.compile(r"\bminutes?\b|meeting notes?|notes? of (?:the|a) meeting|\bmeeting\b.*\d{4}$", re.I)),
    (
        "quarterly update",
        re.compile(
            r"(?:quarter(?:ly)?|\bq[1-4]\b).{0,60}(?:update|statement|return)|update.{0,40}(?:quarter|\bq[1-4]\b)", re.I
        ),
    ),
    ("report", re.compile(r"performance|dashboard|scorecard", re.I)),
    ("strategy", re.compile(r"strateg(?:y|ies)|community safety plan|\bplan\b 20\d\d", re.I)),
    ("report", re.compile(r"report|review|statement|update|assessment|briefing|plan", re.I)),
)


def head_of(blocks: list[Block], size: int = 1500) -> str:
    """Return the first lines of a paper, a line a block, up to about `size` characters."""
    lines: list[str] = []
    for block in blocks[:60]:
        lines.append(block.text)
        if sum(map(len, lines)) > size:
            break
    return "\n".join(lines)[: size * 2]


def find_title(blocks: list[Block], given: str) -> str:
    """Return the paper's title: its first heading or short line, with the next where that completes it."""
    lines: list[str] = []
    for block in blocks[:8]:
        words = block.text.strip(" .:-–|")
        if re.fullmatch(r"agenda item( \w+)?|to|minutes:?", words, re.I) and not lines:
            continue
        if block.kind in ("item", "row") or len(words) > 160 or re.match(r"[A-Z][\w ]{2,24}:", block.text):
            break
        if lines and (len(words) > 110 or block.text.endswith(".") or not _completes(lines[0], words)):
            break
        if len(words) > 3 and words.lower() not in (line.lower() for line in lines):
            lines.append(words)
        if len(lines) == 2:
            break
    title = " – ".join(lines)
    return title or given or (blocks[0].text[:100] if blocks else "")


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


def find_kind(title: str, name: str, head: str, text: str, is_pack: bool) -> DocumentKind:
    """Return what kind of paper this is."""
    if is_pack:
        return "agenda pack"
    if re.search(r"(?im)^minutes:?$", head[:400]):
        return "minutes"
    for source in (title, re.sub(r"[_\-.]+", " ", name)):
        for kind, pattern in _KINDS:
            if pattern.search(source):
                return kind
    if re.search(r"^(?:present|attendees|apologies|in attendance)\b", head, re.I | re.M) or "RESOLVED" in text:
        return "minutes"
    for kind, pattern in _KINDS[:4]:
        if pattern.search(head[:600]):
            return kind
    return "other"


def find_meeting_date(text: str) -> date | None:
    """Return the date on which a meeting is said to be or have been held."""
    for match in _HELD.finditer(text):
        after = find_dates(text[match.end() : match.end() + 160])
        if after:
            return after[0][2]
    return None


def find_date(title: str, head: str, name: str, kind: DocumentKind) -> date | None:
    """Return the meeting date of minutes and packs, the publication date of other papers, if the paper states one."""
    plain = re.sub(r"_", " ", name)
    if kind in ("minutes", "agenda pack"):
        sources = [title, head, plain]
        met = find_meeting_date(head)
        if met and not find_dates(title):
            return met
    elif kind in ("strategy", "quarterly update"):
        labelled = re.search(r"(?im)^(?:date|published|date of report)\s*:?\s*(.{6,40})", head)
        found = find_dates(labelled[1]) if labelled else []
        return found[0][2] if found else None
    elif kind == "action log":
        sources = [
            title,
            "\n".join(re.findall(r"(?im)^.{0,60}\b(?:as (?:at|of)|updated|dated?)\b.{0,40}", head[:700])),
            plain,
        ]
    else:
        sources = [title, head[:700], plain]
    for source in sources:
        found = find_dates(source)
        if found:
            return found[0][2]
    compact = re.search(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)|(?<!\d)(\d\d)(\d\d)(20\d\d)(?!\d)", name)
    if compact:
        g = [int(x) if x else 0 for x in compact.groups()]
        try:
            return date(g[0], g[1], g[2]) if g[0] else date(g[5], g[4], g[3])
        except ValueError:
            return None
    months = [p for p in find_periods(" ".join(sources[:1])) if p.end != p.start and (p.end - p.start).days < 32]
    return months[0].start if months else None


def find_period(title: str, head: str, kind: DocumentKind) -> Period | None:
    """Return the period a paper covers, where its title or first lines name one."""
    labelled = "\n".join(re.findall(r"(?im)^(?:reporting )?period.{0,80}$", head))
    source = f"{title}\n{head[:500]}" if kind == "quarterly update" else f"{title}\n{labelled}"
    quarters = [p for p in find_periods(source) if p.label.startswith("Q")]
    if kind in ("quarterly update", "report") and quarters:
        return quarters[0]
    if kind in ("strategy", "quarterly update", "report", "other"):
        spans = [p for p in find_periods(title) if (p.end - p.start).days > 27]
        return spans[0] if spans else None
    return None


def find_author(head: str) -> str:
    """Return who wrote a part, as it says."""
    match = _AUTHOR.search(head)
    return re.split(r"\n|\s\S+@|\s(?:tel|e-?mail)\b", match[1], flags=re.I)[0].strip(" |") if match else ""


def labelled_title(head: str) -> str:
    """Return what a report calls itself after "Title:" or "Subject:", or ""."""
    match = re.search(r"(?im)^(?:report )?(?:title|subject|report title)\s*:?\s*[:|]\s*(.{3,120})$", head)
    return match[1].strip(" |") if match else ""


def labelled_date(head: str) -> date | None:
    """Return the date a report gives after "Date:" or "Date report filed:"."""
    for match in re.finditer(r"(?im)^date(?: report filed| of report| of meeting)?\s*:?\s*[:|]\s*(.{6,40})$", head):
        found = find_dates(match[1])
        if found:
            return found[0][2]
    return None
