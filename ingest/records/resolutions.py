"""The sentences in which a meeting resolves, agrees, approves or decides, numbered resolutions each for itself."""

import re
from dataclasses import dataclass
from itertools import pairwise

from ingest.records.minuting import Line, Words, sentences, words_at
from ingest.records.source import Source

_HINTS = ("resolved", "agreed", "approved", "decided", "adopted", "endorsed", "ratified", "accepted")
_ADVERB = r"(?:(?:\w+ly|also|further|then|all|both|members|therefore|hereby|so)\s+)*"
_NUMBERING = r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)|\d{1,2}[.)]|\d{1,2}\s?[-–](?=\s)|[•●▪–-](?=\s)|[a-z]\.(?=\s))"
_NUMBERED = re.compile(rf"\W{{0,3}}{_NUMBERING}\s*\S")
_BODY = (
    r"(?:board|panel|group|committee|sub-?committee|council|partnership|forum|members|trustees|meeting|cabinet|executive"
    r"|governors|directors|councillors|working party|governing body|parish council|community council)"
)
_FORMAL = re.compile(
    rf"(?P<lead>(?:\W|\d{{1,3}}(?:\.\d+)*[.)]?\s)*(?:(?:it was|the {_BODY})\s+{_ADVERB})?"
    r"(?P<verb>RESOLVED|Resolved|resolved|AGREED|APPROVED|DECIDED"
    r"|(?:Agreed|Decided|Approved|Decision)(?=\s*:|\s+that\b|\s+to\b))"
    rf"\W{{0,4}}(?:\s*(?i:{_ADVERB}(?:that\b)?))?[\s:,*_–-]*)(?P<rest>.*)",
    re.S,
)
_IT_WAS = re.compile(
    rf"\b[Ii]t (?:was|is) {_ADVERB}(?P<verb>agreed|AGREED|decided|resolved|approved)\b(?!\s+(?:as|by|in)\b)\W*"
)
_THEY = re.compile(
    rf"\b{_BODY}(?: members)?\s+{_ADVERB}(?P<verb>agreed|approved|decided|resolved|adopted|endorsed|ratified)\b"
    r"(?!\s+(?:with|it|there|how|as|on)\b)",
    re.I,
)
_WAS = re.compile(
    r"(?:\S+\s+){0,3}?(?:minutes?|notes?|report|accounts?|budget|precept|recommendations?|policy"
    r"|policies|terms of reference|proposals?|motion|expenditure|payments?|plan|strategy|bid|grant|amendments?|agenda"
    rf"|application|invoices?|statement)\b(?:\s+\S+){{0,18}}?\s+(?:was|were)\s+{_ADVERB}(?:taken as read and )?"
    r"(?P<verb>agreed|approved|adopted|ratified|accepted|endorsed)\b(?!\s+(?:at|in|by the (?:previous|last))\b)",
    re.I,
)
_WEIGHED = re.compile(
    r"\W*(?:that\s+)?(?:it|there|this|these|he|she|they|what|(?:the|a|an|data|more|further)\s(?:[\w’'-]+\s){1,8}?)\s*"
    r"(?:was|were|is|are|had|has|needed|remained"
    r"|would be (?:\w+ )?(?:beneficial|useful|helpful|good|important|better|worthwhile|more))\b",
    re.I,
)
_LISTED = re.compile(r".*\b(?:approved|agreed|resolutions|decisions)(?: made| taken| passed)?\W*", re.I)


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolution: its whole words, where it begins without "RESOLVED that", and the line it stands on.

    `formal` tells RESOLVED and AGREED at the head of a sentence from "it was agreed" in the minute's prose; `listed`
    what only stands in a list under a heading ("Grants approved").
    """

    start: int
    end: int
    body: int
    verb: str
    line: int
    formal: bool
    listed: bool = False


def find_resolutions(source: Source, lines: list[Line]) -> list[Resolution]:
    """Return the resolutions of a part in reading order."""
    found: list[Resolution] = []
    verb, item = "", ""
    for number, line in enumerate(lines):
        block = line.block
        if block.kind == "row":
            verb = ""
            continue
        low = block.text.lower()
        going = bool(verb) and line.item == item and (block.kind == "item" or bool(_NUMBERED.match(block.text)))
        if going and not any(hint in low[:14] for hint in _HINTS):
            found += _numbered(source, block.start, block.end, verb, number)
            continue
        listed = block.kind == "item" and len(line.under) < 60 and bool(_LISTED.fullmatch(line.under))
        verb = ""
        if not any(hint in low for hint in _HINTS) and "decision" not in low[:12]:
            if listed:
                found.append(Resolution(block.start, block.end, block.start, _plain(line.under), number, True, True))
            continue
        got, verb = _in_block(source, line, number)
        found += got
        item = line.item
    return found


def _in_block(source: Source, line: Line, number: int) -> tuple[list[Resolution], str]:
    """The resolutions in one block, and the verb under which a list that it opens stands."""
    found: list[Resolution] = []
    said = sentences(source, line.start, line.block.end)
    going = ""
    for place, words in enumerate(said):
        formal = _FORMAL.fullmatch(words.text)
        if formal and len(formal["rest"].strip()) < 3:
            rest = said[place + 1 :]
            if rest:
                return found + _numbered(source, rest[0].start, line.block.end, formal["verb"], number), formal["verb"]
            return found, formal["verb"]
        if formal:
            body = _after(source, words, formal["rest"])
            if _NUMBERED.match(formal["rest"]):
                found += _numbered(source, body, line.block.end, formal["verb"], number, words.start)
                return found, formal["verb"]
            found.append(Resolution(words.start, words.end, body, formal["verb"].lower(), number, True))
            going = formal["verb"] if words.text.endswith((";", "; and", ":")) else ""
        elif loose := _loose(source, words, number):
            found.append(loose)
            going = loose.verb if words.text.endswith(":") and place + 1 == len(said) else ""
    return found, going


def _loose(source: Source, words: Words, line: int) -> Resolution | None:
    """A resolution in prose: "It was agreed that", "The Board approved", "The minutes were approved"."""
    if words.text.endswith("?") or re.search(
        r"\b(?:previously|already|had (?:also |all )?)\s*(?:been )?agreed", words.text
    ):
        return None
    match = _IT_WAS.search(words.text)
    if match:
        led = re.fullmatch(r"(?:.*[–—:;-]\s*|(?:[\w’']+\s){0,6}[\w’']+,\s*)?", words.text[: match.start()], re.S)
        opinion = re.match(r"\W*(?:that\s+)?(?:it|there|this)\s+(?:was|were|had|is)\b", words.text[match.end() :])
        if opinion or (match["verb"] == "decided" and not led):
            return None
    else:
        match = _THEY.search(words.text)
        if match and match["verb"].lower() == "agreed" and _WEIGHED.match(words.text[match.end() :]):
            return None
        match = match or _WAS.match(words.text)
    if not match:
        return None
    rest = words.text if match.re is _WAS else words.text[match.end() :].lstrip(" ,:")
    return Resolution(words.start, words.end, _after(source, words, rest), match["verb"].lower(), line, False)


def _numbered(source: Source, start: int, end: int, verb: str, line: int, first: int | None = None) -> list[Resolution]:
    """Each of the numbered resolutions in a stretch; the first of them may begin before, with "RESOLVED"."""
    raw = source.text[start:end]
    marks = [m.start(1) for m in re.finditer(rf"(?:^|[;.,:\n]\s*(?:and\s+)?|\band\s+)({_NUMBERING}\s)", raw)]
    cuts = [0, *[m for m in marks if m > 0], len(raw)]
    found: list[Resolution] = []
    for a, b in pairwise(cuts):
        words = words_at(source, start + a, start + b)
        tail = re.search(r"[;,\s]*\b(?:and)?\s*$", source.text[words.start : words.end])
        if tail and tail[0].strip():
            words = words_at(source, words.start, words.start + tail.start())
        mark = re.match(rf"[\W_]{{0,3}}(?:{_NUMBERING})?[\s*_]*(?:that\s+)?", source.text[words.start : words.end])
        body = words.start + (mark.end() if mark else 0)
        if body < words.end:
            begins = first if first is not None and not found else words.start
            found.append(Resolution(begins, words.end, body, verb.lower(), line, True))
    return found


def _after(source: Source, words: Words, rest: str) -> int:
    """The place in the text where the cleaned words `rest` at the end of a sentence begin."""
    for start in range(words.start, words.end):
        if source.text[start] == rest[:1] and words_at(source, start, words.end).text == rest.strip():
            return start
    return words.start


def _plain(heading: str) -> str:
    return "approved" if "approved" in heading.lower() else "agreed" if "agreed" in heading.lower() else "decided"
