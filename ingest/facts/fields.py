"""The lines of a front sheet that name people and references: "Report author: ...", "Contact: ...", "Ref. ..."."""

import re

from ingest.documents import Fact, FactName
from ingest.facts.lines import Line, fact
from ingest.records.people import is_name

_AUTHOR = (
    r"(?:report |paper |lead )?author(?:s|\(s\))?(?: name| and (?:job )?title| and contact details)?"
    r"|report (?:of|by|from)|(?:paper |report |minutes )?(?:prepared|written|compiled|drafted) by"
    r"|minutes (?:taken )?by|originator"
)
_CONTACT = (
    r"contact(?: (?:officer|name|person|details|point))?"
    r"(?: for (?:this )?(?:agenda|report|meeting|further information|enquiries))?"
    r"|lead officer|for (?:further|more) information,?(?: please)? contact|enquiries to"
    r"|(?:committee|board|meeting) (?:clerk|secretary|administrator)|clerk(?: to the \w+)?"
)
_NUMBER = r"(?:report|paper|document|reference|ref|item ref|file)\s*(?:no|number|num|ref|reference|id)?"
_LABELS: tuple[tuple[FactName, re.Pattern[str]], ...] = (
    ("author", re.compile(rf"(?:{_AUTHOR})\s*(?:[:|]\s*[:|]?|$)", re.I)),
    ("contact", re.compile(rf"(?:{_CONTACT})\s*(?:[:|]\s*[:|]?|$)", re.I)),
)
_BY = re.compile(r"(?:report of the|(?:paper |report )?prepared by|written by|report by(?: the)?)\s+(?=[A-Z])", re.I)
_REPORT_NUMBER = re.compile(
    rf"(?:{_NUMBER})\.?\s*[:|.]?\s*[|]?\s*(\(?[A-Z]*[\s/(-]*\d[\w./()-]*(?:\s?\d{{2,}})?)(?=\s*(?:$|[|,;]))", re.I
)
_REFERENCE = re.compile(r"([A-Z]{2,6}\s?[(/-]?\s?\d{1,6}[)\d./a-z-]*)(?=\s*(?:$|\||[-–]\s|[A-Z][a-z]))")
_NEXT_FIELD = re.compile(
    r"\s*\|\s*(?=[^|:]{2,30}:)"
    r"|\s+(?:date|tel(?:ephone)?|phone|e-?mail|contact|status|version|report|agenda item|decision)\b[^:|]{0,12}[:|]"
    r"|\s*[(,]?\s*(?:tel|telephone|e-?mail|ext)\b|\s*\|?\s*\S+@\S+|\s*\(?\b0\d{3,4}[\s\d]{6,}",
    re.I,
)
_NOT_A_VALUE = re.compile(r"(?:n/?a|tbc|none|name|title|\W*)", re.I)


def find_fields(text: str, lines: list[Line]) -> list[Fact]:
    """Return author, contact and report number as a paper's first lines label them."""
    facts: list[Fact] = []
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else None
        for name, pattern in _LABELS:
            held = _labelled(pattern, line, after)
            if held and all(f.name != name for f in facts):
                facts.append(fact(text, name, held[1], held[0], held[1]))
        by = _BY.match(line.text) if line.size <= 16 else None
        if by and all(f.name != "author" for f in facts) and (who := _tidy(line.text[by.end() :])):
            facts.append(fact(text, "author", who, line, who))
        reference = _REPORT_NUMBER.match(line.text) or (_REFERENCE.match(line.text) if number < 3 else None)
        if reference and all(f.name != "report number" for f in facts):
            facts.append(fact(text, "report number", reference[1].strip(), line, reference[1]))
    return facts


def _labelled(pattern: re.Pattern[str], line: Line, after: Line | None) -> tuple[Line, str] | None:
    """The value behind a label, on its line or, where the label stands alone, on the next."""
    match = pattern.match(line.text)
    if not match:
        return None
    value = _tidy(line.text[match.end() :])
    if value:
        return line, value
    if after and after.size <= 16 and not after.text.endswith((":", ".")) and (value := _tidy(after.text)):
        return after, value
    return None


def _tidy(words: str) -> str:
    """A field's value without what belongs to the next field; "" where nothing is left that names someone."""
    cut = _NEXT_FIELD.search(words)
    value = (words[: cut.start()] if cut else words).strip(" |:;,–-")
    short = 3 <= len(value) <= 120 and len(value.split()) <= 18
    return value if short and value[0].isupper() and not _NOT_A_VALUE.fullmatch(value) else ""


def author_from_properties(properties: dict[str, str]) -> Fact | None:
    """Return the author a file's properties name, where that is a person or body and not an account or a program."""
    name = " ".join(properties.get("author", "").split())
    words = re.findall(r"[A-Za-z][A-Za-z'’-]+", name)
    machine = re.search(
        r"\d|@|\\|_|\b(?:user|admin\w*|owner|author|default|microsoft|office|adobe|scanner|windows|unknown)\b",
        name,
        re.I,
    )
    if (
        not 2 <= len(words) <= 4
        or not is_name(name.title() if name.isupper() else name)
        or len(name) > 60
        or machine
        or not all(w[0].isupper() for w in words if len(w) > 3)
    ):
        return None
    return Fact("author", name, "file properties")
