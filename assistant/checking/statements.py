"""An answer as statements, each with the numbers of the citations that are to carry it."""

import re
from dataclasses import dataclass

from ingest.sentences import sentence_spans

_MARKS = re.compile(r"\[(\d+(?:\s*[,;]\s*\d+)*)\]")
_END_BEFORE_MARKS = re.compile(r"([.!?][\"'”’)]*)((?:\s*\[\d+(?:\s*[,;]\s*\d+)*\])+)")
_BULLET = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_ASIDE = re.compile(r"([.!?])\s+(\((?:[^()]|\([^()]*\))*\))(?=\s+[A-Z]|\s*$)")
_ABOUT_PAPERS = re.compile(
    r"\b(?:papers|documents|minutes|sources|passages|context)\b[^.]{0,60}\b(?:do(?:es)? not|don['’]t|cannot|none here)"
    r"|\b(?:none here for|no papers? here)\b|\bI (?:have )?(?:looked|searched|found no|could(?: not|n['’]t))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or an entry of a list, without marks. A lead introduces a list of `entries`, whose marks it has."""

    text: str
    marks: tuple[int, ...]
    entries: int = 0


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
            found += _in_line(_unlisted(line))
    return [s for s in found if re.search(r"\w", s.text) and not _ABOUT_PAPERS.search(s.text)]


def _in_line(line: str) -> list[Statement]:
    line = _ASIDE.sub(r" \2\1", _END_BEFORE_MARKS.sub(r"\2\1", line))
    sentences: list[str] = []
    for start, end in sentence_spans(line):
        sentence = line[start:end]
        if sentences and sentences[-1].count("“") > sentences[-1].count("”"):
            sentences[-1] += " " + sentence
            continue
        sentences.append(sentence)
    found: list[Statement] = []
    following: tuple[int, ...] = ()
    for sentence in reversed(sentences):
        following = _numbers(sentence) or following
        found.append(Statement(_clean(sentence), following))
    return found[::-1]


def _leads(lines: list[str], at: int) -> bool:
    return at + 1 < len(lines) and not _BULLET.match(lines[at]) and _clean(lines[at]).endswith(":")


def _entries(lines: list[str], at: int) -> list[str]:
    """What a lead introduces: the entries of its list, of all lists where leads follow it, or else the next line."""
    over = _leads(lines, at + 1)
    if not over and not _BULLET.match(lines[at + 1]):
        return [lines[at + 1]]
    entries: list[str] = []
    for place in range(at + 1, len(lines)):
        if _BULLET.match(lines[place]):
            entries.append(lines[place])
        elif not (over and _leads(lines, place)):
            break
    return entries


def _unlisted(line: str) -> str:
    bullet = _BULLET.match(line)
    return line[bullet.end() :] if bullet else line


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(n) for group in _MARKS.findall(text) for n in re.findall(r"\d+", group)))


def _clean(text: str) -> str:
    """A statement without marks; a mark inside it parts what stands before from what follows."""
    parted = re.sub(rf"(?<=[\w)”])(?:\s*{_MARKS.pattern})+(?=\s+[A-Z])", ";", text)
    return " ".join(without_marks(parted).split())
