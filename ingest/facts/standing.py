"""How a paper stands: draft, agreed or final, its version, its protective marking, whether the public may see it."""

import re
from collections.abc import Iterable, Iterator

from ingest.dates import find_dates
from ingest.documents import DocumentKind, Fact
from ingest.facts.lines import Line, fact, plain_name

_PAPER = (
    r"(?:minutes|notes?|agenda|report|paper|strategy|plan|version|copy|document|action log|record|terms of reference)"
)
_LABELLED = re.compile(
    r"(?:document )?status\s*[:|]\s*[|]?\s*(draft|agreed|approved|final|published|confirmed)\b", re.I
)
_DRAFT_LINE = re.compile(
    rf"\bunapproved\b|\bunconfirmed\b|\bfinal draft\b"
    rf"|(?<!the )(?<!this )(?<!a )\bdraft\s+(?:\w+\s+){{0,4}}{_PAPER}\b(?!\s+(?:was|were|is|has|have|will|to)\b)"
    r"|^\W*draft\b(?=\W*$|\W+v?\d|\s*[-–—(:|])|\bdraft\W*$|[\[(]\s*draft\b",
    re.I,
)
_PENDING = re.compile(
    r"\bsubject to (?:\w+ ){0,3}(?:approval|confirmation|agreement|ratification|amendment)\b.{0,60}\b(?:meeting|board"
    r"|committee|group|panel|partnership|council|chair)"
    r"|\bto be (?:approved|agreed|confirmed|ratified|signed)\b.{0,30}\b(?:at|by)\b.{0,20}\b(?:next|following)\b"
    r"|\b(?:these|this) (?:minutes|notes?|record|report|document)\b.{0,20}\b(?:is|are|remains?)\b.{0,20}\bdraft\b",
    re.I,
)
_AGREED = re.compile(
    rf"^\W*(?:agreed|approved|confirmed|ratified|signed)\s+{_PAPER}\b"
    r"|^these (?:minutes|notes)\b.{0,40}\b(?:were|have been)\s+(?:agreed|approved|confirmed|signed)"
    r"|^\W*(?:agreed|approved|confirmed|signed)\b.{0,40}\b(?:correct|true|accurate)\b.{0,20}\brecord\b"
    r"|^\W*(?:agreed|approved|confirmed)\s+(?:at|by|on)\b.{0,60}\d",
    re.I,
)
_SIGNED = re.compile(r"^\W*signed\b(?: by)?[\s:._…-]*(?P<who>[A-Z][\w’'.-]+(?:\s+[\w’'.-]+){1,6})", re.I)
_BLANK = re.compile(r"[._…]{4,}|-{6,}")
_ANOTHER = re.compile(r"\bminutes of\b.{0,60}\b(?:meeting|held)\b|\b(?:last|previous) (?:meeting|minutes)\b", re.I)
_FINAL_LINE = re.compile(
    rf"^\W*final\W*$|\bfinal\s+{_PAPER}\b|[\[(]\s*final\s*[\])]|\b(?:v|version)\s*[1-9][\d.]*\W+final\b"
    r"|[-–]\s*final\W*$",
    re.I,
)
_VERSION = re.compile(r"(?<![a-z])v(?:er(?:sion)?)?\.?\s*:?\s?(\d{1,2}(?:\.\d{1,2}){0,2})(?![\d/-])", re.I)
_MARKING = re.compile(
    r"(OFFICIAL[ \-–:]+SENSITIVE|NOT PROTECTIVELY MARKED|UNCLASSIFIED|OFFICIAL|RESTRICTED|CONFIDENTIAL|PROTECT"
    r"|TOP SECRET|SECRET)"
)
_BESIDE_MARKING = re.compile(r"\b(?:DRAFT|WHEN COMPLETE|PERSONAL|COMMERCIAL|MARKING)\b")
_MARKING_LABEL = re.compile(
    r"(?:protective marking|(?:security |gsc |document )?classification|marking|gsc|gpms)\s*[:|]\s*", re.I
)
_EXEMPT = re.compile(
    r"\bnot for publication\b|\bexempt (?:report|minutes|paper|appendix|item|information|from publication)\b"
    r"|\bpart (?:2|ii|two)\b\s*(?:$|[-–—:(|]?\s*(?:exempt|confidential|private|report|minutes|paper|item|not for))"
    r"|\bconfidential by virtue of\b|\bschedule 12a\b|^\W*(?:strictly )?(?:private and )?confidential\W*$"
    r"|(?:exempt|confidential)(?:/\w+)?\s*[:|]\s*yes\b",
    re.I,
)
_NOT_EXEMPT = re.compile(
    r"\b(?:no|not|none|nil|without|exclu\w+|non|whether|any)\b(?! for publication)[^.]{0,40}$", re.I
)
_NONE = re.compile(r"\s*[:|]?\s*(?:no|none|n/a)\b", re.I)
_ITS_OWN = re.compile(r"\b(?:this|these|the following|contains?|not for publication|by virtue|attached)\b", re.I)


def find_status(
    text: str, kind: DocumentKind, head: list[Line], tail: list[Line], loose: list[Line], name: str
) -> list[Fact]:
    """Return whether a paper is "draft", "agreed" or "final": as its words say, then as its file's name does."""
    found = next(_statuses(text, kind, head, tail, loose), None)
    facts = [found] if found else []
    plain = re.sub(r"\W+", " ", plain_name(name))
    if re.search(r"\b(?:draft|unapproved|unconfirmed)\b|(?<![a-z])v ?0 \d", plain, re.I):
        facts.append(Fact("status", "draft", "file name"))
    elif re.search(r"\b(?:agreed|approved|signed|confirmed)\b", plain, re.I):
        facts.append(Fact("status", "agreed", "file name"))
    elif re.search(r"\bfinal(?:ised)?\b(?! (?:accounts?|year|quarter|salary))", plain, re.I):
        facts.append(Fact("status", "final", "file name"))
    return facts


def _statuses(text: str, kind: DocumentKind, head: list[Line], tail: list[Line], loose: list[Line]) -> Iterator[Fact]:
    front = [line for line in head[:14] if line.size <= 16 and not line.listed]
    for line in head[:40]:
        if match := _LABELLED.match(line.text):
            said = match[1].lower()
            value = said if said in ("draft", "final") else "final" if said == "published" else "agreed"
            yield fact(text, "status", value, line, match[0])
    for line in [*head, *tail]:
        if match := _PENDING.search(line.text):
            yield fact(text, "status", "draft", line, match[0])
    for line in [*front, *(line for line in loose if line.size <= 12)]:
        match = _DRAFT_LINE.search(line.text)
        if match and _means_the_paper(line.text, match, kind):
            yield fact(text, "status", "draft", line, match[0])
        if (version := _VERSION.search(line.text)) and version[1].startswith("0."):
            yield fact(text, "status", "draft", line, version[0])
        if match := _AGREED.search(line.text):
            yield fact(text, "status", "agreed", line, match[0])
        if match := _FINAL_LINE.search(line.text):
            yield fact(text, "status", "final", line, match[0])
    if kind == "minutes":
        yield from _signed(text, tail)


def _means_the_paper(line: str, match: re.Match[str], kind: DocumentKind) -> bool:
    """A report about a draft strategy is no draft; one headed "Draft report", or "DRAFT" alone, is."""
    if kind not in ("report", "action log", "agenda pack") or len(re.findall(r"\w+", line)) <= 2:
        return True
    return not re.search(r"\bdraft\b\W*\w", match[0], re.I) or bool(
        re.search(r"draft (?:\w+ )?(?:report|log|agenda|paper)$", match[0], re.I)
    )


def _signed(text: str, tail: list[Line]) -> Iterator[Fact]:
    """Minutes are agreed when those at their end say so, or someone signed there; a form left blank says nothing."""
    for number, line in enumerate(tail):
        about = f"{tail[number - 1].text if number else ''} {line.text}"
        if _ANOTHER.search(about):
            continue
        after = " ".join(later.text for later in tail[number : number + 4])
        if match := _AGREED.search(line.text):
            if not _BLANK.search(after) or find_dates(after):
                yield fact(text, "status", "agreed", line, match[0])
        elif (match := _SIGNED.match(line.text)) and not _BLANK.search(after) and find_dates(after):
            yield fact(text, "status", "agreed", line, match[0])


def find_versions(text: str, head: list[Line], loose: list[Line], name: str) -> list[Fact]:
    """Return the version a paper gives near its top, in its running head or foot, and in its file's name."""
    facts: list[Fact] = []
    for line in [*head[:30], *loose]:
        match = _VERSION.search(line.text) if line.size <= 14 else None
        if match and all(f.value != match[1] for f in facts):
            facts.append(fact(text, "version", match[1], line, match[0]))
    if match := _VERSION.search(plain_name(name)):
        facts.append(Fact("version", match[1], "file name"))
    return facts


def find_marking(text: str, head: list[Line], loose: Iterable[Line]) -> list[Fact]:
    """Return the protective marking that stands alone on a line, in capitals or after its label."""
    for line in [*head, *loose]:
        label = _MARKING_LABEL.match(line.text)
        match = _MARKING.match(line.text[label.end() :].upper()) if label else _MARKING.search(line.text)
        if match and (label or _stands_alone(line.text.replace(match[0], "", 1))):
            value = re.sub(r"OFFICIAL\W+SENSITIVE", "OFFICIAL-SENSITIVE", match[1])
            return [fact(text, "marking", value, line, line.text if label else match[0])]
    return []


def _stands_alone(rest: str) -> bool:
    return not re.search(r"[a-z]{2}|[A-Z]{3}", _BESIDE_MARKING.sub("", rest))


def find_exempt(text: str, head: list[Line], loose: Iterable[Line]) -> list[Fact]:
    """Return "exempt" where the first lines of a paper keep it from the public; naming such papers does not."""
    for line in [*head[:16], *loose]:
        match = _EXEMPT.search(line.text)
        if match is None or _NOT_EXEMPT.search(line.text[: match.start()]) or _NONE.match(line.text[match.end() :]):
            continue
        if line.size <= 12 or _ITS_OWN.search(line.text):
            return [fact(text, "exempt", "exempt", line, match[0])]
    return []
