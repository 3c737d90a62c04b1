"""An answer as statements, each with the citations that are to carry it, and whether they do."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assistant.words import fold, stem
from eval.tokens import Token, tokens
from eval.values import covers
from ingest.dates import MONTHS
from ingest.sentences import sentence_spans

WORDS_CARRIED = 0.6
"""The share of a statement's content words whose stems the cited text must hold."""

_MARKS = re.compile(r"\[(\d+(?:\s*[,;]\s*\d+)*)\]")
_END_BEFORE_MARKS = re.compile(r"([.!?][\"'”’)]*)((?:\s*\[\d+(?:\s*[,;]\s*\d+)*\])+)")
_BULLET = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_ASIDE = re.compile(r"\s*(\((?:[^()]|\([^()]*\))*\))[\s.,;]*")
_ABOUT_PAPERS = re.compile(
    r"\b(?:papers|documents|minutes|sources|passages|context)\b[^.]{0,60}\b(?:do(?:es)? not|don['’]t|cannot|none here)"
    r"|\bnone here for\b|\bI (?:have )?(?:looked|searched|found no|could(?: not|n['’]t))\b",
    re.I,
)
_STOP = frozenset(
    """a an the of in on at to for from by with as and or nor but if then than that this these those it its he she they
    them their his her we our us you your i is are was were be been being has have had do does did will would can could
    should may might must shall not no so such there here which who whom whose what when where why how all any both each
    more most other some only own same too very also into out up down over under about between during before after again
    now per""".split()
)
_NAME = re.compile(r"\b[A-Z][a-z][\w'’-]*(?:\s+[A-Z][a-z][\w'’-]*)*")
_OPENING = re.compile(r"(?:^|[.:;!?“\"‘(\[–—/-])\s*$")
_ACRONYM = re.compile(r"\b[A-Z]{2,}s?\b")
_CALENDAR = frozenset(MONTHS) | frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or an entry of a list, without marks. A lead introduces a list of `entries`, whose marks it has."""

    text: str
    marks: tuple[int, ...]
    entries: int = 0


class Cited:
    """What a citation shows: its words, and what is told of its place (title, part, date, section, document)."""

    def __init__(self, citation: dict[str, Any]) -> None:
        self._citation = citation

    @cached_property
    def text(self) -> str:
        """Everything that a person sees of it."""
        told = (self._citation.get(key) for key in ("quote", "title", "part", "section", "date", "document"))
        return " \n ".join(str(value).replace("_", " ") for value in told if value)

    @cached_property
    def day(self) -> datetime.date | None:
        """The day of the paper."""
        date = self._citation.get("date")
        return datetime.date.fromisoformat(date) if date else None


def without_marks(text: str) -> str:
    """Return a text without its citation marks."""
    return re.sub(r"[ \t]*" + _MARKS.pattern, "", text)


def statements(answer: str) -> list[Statement]:
    """Split an answer into statements, in order.

    A mark stands for its sentence and for the sentences before it in its line that have none of their own. Lines that
    say what the papers do not hold, or where was looked, state nothing from the papers and are left out.
    """
    lines = [line for line in answer.splitlines() if line.strip()]
    found: list[Statement] = []
    for at, line in enumerate(lines):
        if _leads(lines, at):
            entries = _entries(lines, at)
            marks = tuple(dict.fromkeys(n for entry in entries for n in _numbers(entry)))
            found.append(Statement(_clean(line), marks, len(entries)))
        else:
            found += _in_line(_BULLET.sub("", line, count=1))
    return [s for s in found if s.text and not _ABOUT_PAPERS.search(s.text)]


def carried(statement: Statement, citations: Sequence[Cited]) -> bool:
    """Tell whether cited text carries a statement.

    All its values, names and acronyms must stand in what its citations show, and 60 % of its other words by their
    stems; of a lead only values and names, and its count may be that of its entries.
    """
    cited = [c.text for c in citations]
    said = [token for text in cited for token in tokens(text)]
    days = [c.day for c in citations if c.day]
    for value in tokens(statement.text):
        if value.sort in ("word", "ordinal") or (statement.entries and _counts(value, statement.entries)):
            continue
        if not any(covers(value, token) for token in said) and not any(_holds(value, day) for day in days):
            return False
    words = [{t.what.rstrip("'") for t in tokens(text) if t.sort == "word"} for text in cited]
    if not all(any(name <= present for present in words) for name in names(statement.text)):
        return False
    if not all(_spelt(acronym, cited, words) for acronym in _ACRONYM.findall(statement.text)):
        return False
    wanted = content(statement.text)
    return bool(statement.entries) or len(wanted & content(" ".join(cited))) >= WORDS_CARRIED * len(wanted)


def names(text: str) -> list[frozenset[str]]:
    """Return the names in a text by their words: runs of capitalised words, single ones not where a sentence opens."""
    found = []
    for match in _NAME.finditer(text):
        words = [t.what.rstrip("'") for t in tokens(match[0]) if t.sort == "word"]
        opens = bool(_OPENING.search(text[: match.start()]))
        if opens and len(words) == 1:
            continue
        kept = frozenset(w for w in words if w not in _STOP and w not in _CALENDAR)
        found += [kept] if kept else []
    return found


def content(text: str) -> frozenset[str]:
    """Return the stems of the content words of a text."""
    words = (t.what.rstrip("'") for t in tokens(text) if t.sort == "word")
    return frozenset(stem(w) for w in words if len(w) > 1 and w not in _STOP)


def _in_line(line: str) -> list[Statement]:
    line = _END_BEFORE_MARKS.sub(r"\2\1", line)
    sentences: list[str] = []
    for start, end in sentence_spans(line):
        sentence = line[start:end]
        aside = _ASIDE.match(sentence)
        if aside and sentences:
            sentences[-1] += " " + aside[1]
            sentence = sentence[aside.end() :]
        sentences += [sentence] if sentence.strip() else []
    found: list[Statement] = []
    following: tuple[int, ...] = ()
    for sentence in reversed(sentences):
        following = _numbers(sentence) or following
        found.append(Statement(_clean(sentence), following))
    return found[::-1]


def _leads(lines: list[str], at: int) -> bool:
    after = lines[at + 1] if at + 1 < len(lines) else ""
    if _BULLET.match(lines[at]) or not _clean(lines[at]).endswith(":"):
        return False
    return bool(_BULLET.match(after)) or _clean(after).endswith(":")


def _entries(lines: list[str], at: int) -> list[str]:
    """The entries that a lead introduces; a lead above other leads has all of theirs."""
    over = not _BULLET.match(lines[at + 1])
    entries: list[str] = []
    for place in range(at + 1, len(lines)):
        if _BULLET.match(lines[place]):
            entries.append(lines[place])
        elif not (over and _leads(lines, place)):
            break
    return entries


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(n) for group in _MARKS.findall(text) for n in re.findall(r"\d+", group)))


def _clean(text: str) -> str:
    return " ".join(without_marks(text).split())


def _counts(value: Token, entries: int) -> bool:
    return value.sort == "number" and bool(value.what.value == entries)


def _holds(value: Token, day: datetime.date) -> bool:
    """Tell whether a period or a month is that of a paper's day."""
    if value.sort == "date":
        year, month, of_month = value.what
        return of_month is None and (year, month) == (day.year, day.month)
    if value.sort != "period":
        return False
    year, number = value.what
    begins = day.year - (day.month < 4)
    return year in (None, begins) and number in (None, (day.month - 4) % 12 // 3 + 1)


def _spelt(acronym: str, cited: Sequence[str], words: Sequence[set[str]]) -> bool:
    """Tell whether cited text has an acronym, or the words or the name whose initials it is."""
    letters = acronym.rstrip("s")
    if any({fold(acronym), fold(letters)} & present for present in words):
        return True
    return any(letters in "".join(word[0] for word in re.findall(r"\b[A-Z]\w+", text)) for text in cited)
