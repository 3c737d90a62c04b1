"""What a paper is called and what kind of paper it is."""

import re
from dataclasses import replace

from ingest.dates import find_dates
from ingest.documents import Block, DocumentKind
from ingest.periods import find_periods

_NO_TITLE = re.compile(
    r"agenda item( \w+)?|to|minutes:?|final|\W*(?:(?:final|first|unapproved|unconfirmed|working) )?draft\b"
    r"\W*(?:\(?v|\d)?[\d.]*\W*"
    r"|draft\W+(?:for|not|subject|version)\b.{0,60}|unapproved|unconfirmed"
    r"|restricted|official.{0,30}|unclassified|confidential|protect|not protectively marked|not for publication"
    r"|(?:strictly )?(?:private and )?confidential\s*[-–—:(,].{0,40}|(?:strictly )?private and confidential"
    r"|part (?:1|2|i|ii|one|two)\b(?:\s*[-–—:(]\s*(?:exempt|public|private|confidential|not for)\b.{0,20})?"
    r"|(?:paper )?\(?[A-Z]{0,4}\s?[(/]?\d(?:[\w()./]|\s(?![a-z]{3})){0,14}",
    re.I,
)
_PERSON = re.compile(
    r"(?:From:? )?(?:[Tt]he )?(?:R(?:igh)?t\.? Hon\b.*"
    r"|(?:[A-Z][\w’'.-]+ ){2,4}(?:MP|MSP|MS|OBE|MBE|CBE|QPM|QC|KC)(?: (?:MP|[A-Z]BE))?)"
)
_NO_NAME = re.compile(
    r"(?:scan(?:ned)?|untitled|new|blank)?\W*(?:document|image|page|presentation|slide|sheet|book|file)?\W*\d*"
    r"|microsoft \w+.*|powerpoint presentation|.*\.(?:docx?|pdf|rtf|odt|xlsx?|pptx?)",
    re.I,
)
_POSTED = re.compile(r"\b[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2}\b|\btel(?:ephone)?\b|^dear\b|\S@\S", re.I | re.M)
_WHERE = re.compile(
    r"[,\s]*(?:[–—-]\s*)?\b(?:(?:at|from|commencing|starting)\s+(?:(?:the|a)\s|\d|noon|[A-Z]).*|(?:in|via|by)\s+(?:the\s+)?[A-Z].*"
    r"|\d{1,2}[.:]\d\d.*)$",
    re.S,
)
_LABELLED_TITLE = re.compile(r"(?:item|subject|title|re|paper|report title)\s*:\s*(.{6,110})", re.I)
_ATTENDED = re.compile(
    r"^(?:members )?(?:present|attendees|apologies|in attendance|panel)\b"
    r"|^[^.:\n]{0,40}\b(?:in attendance|(?:were|was) present|attended)\b[^.:\n]{0,20}:",
    re.I | re.M,
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
        if (
            lines
            and (label := _LABELLED_TITLE.fullmatch(words))
            and not find_dates(words)
            and _is_bare(_trimmed(lines[0]))
        ):
            lines.append(replace(block, text=label[1]))
            break
        if block.kind in ("item", "row") or len(words) > 160 or re.match(r"[A-Z][\w ]{2,24}:", block.text):
            break
        if lines and (len(words) > 110 or block.text.endswith(".") or not _completes(_trimmed(lines[0]), words)):
            break
        if len(words) > 3 and words.lower() not in (_trimmed(line).lower() for line in lines):
            lines.append(block)
        if len(lines) == 2:
            break
    if lines and _PERSON.fullmatch(_trimmed(lines[0])) and _POSTED.search("\n".join(b.text for b in blocks[:8])):
        return f"Letter from {_trimmed(lines[0])}", lines[:1]
    if lines:
        return " – ".join(map(_trimmed, lines)), lines
    return (
        (given, []) if (given and not _NO_NAME.fullmatch(given)) or not blocks else (blocks[0].text[:100], blocks[:1])
    )


def without_place(title: str) -> str:
    """Return a meeting's title without the hour and place that follow its day, or the word "held"."""
    dates = find_dates(title)
    if dates:
        kept, rest = title[: dates[0][1]], title[dates[0][1] :]
        return kept if re.search(r"\bmeeting\b", kept, re.I) and _WHERE.fullmatch(rest) else title
    return re.sub(r"(\bmeeting)\s+held\s+(?:at|in|via)\s.{0,80}$", r"\1", title, flags=re.I)


def _named_in_row(block: Block) -> Block | None:
    """A row that lays out a title beside its number, as one block of the title's words."""
    cells = [c for c in block.cells if c.text]
    longest = max(cells, key=lambda c: len(c.text), default=None)
    if longest is None or len(cells) > 2 or not 8 < len(longest.text) <= 160 or longest.text.endswith((".", ":")):
        return None
    beside = next((c.text for c in cells if c is not longest), "")
    if beside and not (_NO_TITLE.fullmatch(_trimmed_words(beside)) or _PERSON.fullmatch(longest.text)):
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
    if not brings and _POSTED.search(second):
        return False
    return (brings and len(first) < 70) or (_is_bare(first) and not dated)


def _is_bare(words: str) -> bool:
    """Tell whether a line names a body and no kind of paper."""
    return len(words) < 60 and not any(pattern.search(words) for _, pattern in _KINDS)


def find_kind(title: str, name: str, head: str, text: str, is_pack: bool) -> tuple[DocumentKind, str]:
    """Return what kind of paper this is, and the words of title, file name or first lines that say so."""
    if is_pack:
        match = re.search(r"\bagenda\b", head, re.I)
        return "agenda pack", match[0] if match else ""
    if match := re.search(r"(?im)^minutes:?$", head[:400]):
        return "minutes", match[0]
    attended = _ATTENDED.search(head)
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
