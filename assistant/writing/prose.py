"""What is left of a language model's text once every sentence has been held against the papers."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Citation, Written
from assistant.checking.check import Checker, Verdict
from assistant.checking.naming import names
from assistant.checking.statements import Statement, statements
from assistant.checking.tokens import tokens
from assistant.writing.pieces import Source

_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+", re.M)
_HEADING = re.compile(r"^\s*#+\s*|\*\*|__|`+")
_MARK = re.compile(
    r"[\[【(]\s*(?:evidence|source|passage|document|piece)?\s*#?(\d{1,2}(?:\s*[,;&]\s*\d{1,2})*)\s*[\]】)]", re.I
)
_PLAIN_MARK = re.compile(r"\[(\d{1,2}(?:\s*[,;&]\s*\d{1,2})*)\]")
_NOTHING = re.compile(r"\W*not in the documents\b", re.I)
_ONE_THING = frozenset("owner figure date role status term place attendance".split())
_VALUES = ("number", "money", "percent", "date", "time")
_LEAST = 0.5  # of what was written


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: how it opens ("- " in a list, else "") and what it states."""

    opening: str
    said: tuple[Statement, ...]


def lines_of(raw: str) -> list[Line]:
    """Return a language model's text as lines of statements, its marks all written as [n]."""
    found = []
    for line in (line for line in raw.splitlines() if not _NOTHING.match(line)):
        line = _PLAIN_MARK.sub(lambda m: f"[{re.sub(r'[;&]', ',', m[1])}]", _MARK.sub(_marked, _HEADING.sub("", line)))
        said = tuple(statements(line) if not line.rstrip().endswith(":") else ())  # what a lead says hangs on its list
        if said:
            found.append(Line("- " if _BULLET.match(line) else "", said))
    return found


def text_of(raw: str) -> str:
    """Return a language model's text unchecked, its marks all written as [n]."""
    return "\n".join(
        line.opening + " ".join(" ".join([s.text, *(f"[{n}]" for n in s.marks)]) for s in line.said)
        for line in lines_of(raw)
    )


def says_nothing(raw: str) -> bool:
    """Tell whether a language model says that the evidence does not answer."""
    return bool(_NOTHING.match(raw))


def checked(
    answer: Answer,
    raw: str,
    sources: Sequence[Source],
    checker: Checker,
    cite: Callable[[Source, Sequence[tuple[int, int]]], Citation],
) -> Answer:
    """Return what a language model wrote with the sentences that the papers carry, each cited.

    Where little is left, or it leaves out what answers, the selected `answer` stands. Its note says which, and how much
    was cut.
    """
    pieces = [source.piece for source in sources]
    lines = lines_of(raw)
    verdicts = [[checker.check(s.text, s.marks, pieces) for s in line.said] for line in lines]
    flat = [verdict for line in verdicts for verdict in line]
    written = Written(raw, tuple(pieces), tuple(flat))
    kept = [v for v in flat if v.outcome in ("kept", "repaired")]
    if len(kept) < _LEAST * len(flat) or not kept:
        return replace(
            answer,
            note="The language model's answer did not stand up to the check, so this one is in the papers' own words.",
            written=written,
        )
    if not _has_the_point(answer, " ".join(v.text for v in kept)):
        return replace(
            answer,
            note="The language model left out what was asked, so this answer is in the papers' own words.",
            written=written,
        )
    made = _Numbering(sources, cite)
    text = "\n".join(
        line.opening + " ".join(made.marked(v) for v in told if v.outcome != "dropped")
        for line, told in zip(lines, verdicts, strict=True)
        if any(v.outcome != "dropped" for v in told)
    )
    return replace(answer, text=text, citations=tuple(made.citations), note=note_of(flat), written=written)


def note_of(verdicts: Sequence[Verdict]) -> str:
    """Return in words how an answer was made and how much of it was cut."""
    dropped, replaced = (sum(v.outcome == outcome for v in verdicts) for outcome in ("dropped", "replaced"))
    told = "Written by a language model; every sentence was checked against the papers."
    if dropped:
        told += f" {_counted(dropped)} that they do not carry {'was' if dropped == 1 else 'were'} left out."
    if replaced:
        told += f" {_counted(replaced)} {'was' if replaced == 1 else 'were'} replaced by the papers' own words."
    return told


class _Numbering:
    """Gives the marks of checked sentences their final numbers, from 1, the same place the same number."""

    def __init__(
        self, sources: Sequence[Source], cite: Callable[[Source, Sequence[tuple[int, int]]], Citation]
    ) -> None:
        self._sources = {source.piece.n: source for source in sources}
        self._cite = cite
        self._numbers: dict[tuple[str, int, int], int] = {}
        self.citations: list[Citation] = []

    def marked(self, verdict: Verdict) -> str:
        """Return a sentence with its marks."""
        numbers = []
        for n in verdict.marks:
            found = self._cite(self._sources[n], [(a, b) for piece, a, b in verdict.spans if piece == n])
            place = (found.document_id, found.start, found.end)
            if place not in self._numbers:
                self._numbers[place] = len(self.citations) + 1
                self.citations.append(replace(found, n=self._numbers[place]))
            numbers.append(self._numbers[place])
        text = f"“{verdict.text}”" if verdict.outcome == "replaced" else verdict.text
        return " ".join([text, *(f"[{n}]" for n in dict.fromkeys(numbers))])


def _marked(match: re.Match[str]) -> str:
    """A mark as the model wrote it, where it is one: "(3)" is none, "[source 3]" is."""
    bare = match[0][0] == "(" and not re.search("[a-z]", match[0], re.I)
    return match[0] if bare else f"[{match[1]}]"


def _has_the_point(answer: Answer, text: str) -> bool:
    """Tell whether a text has enough of what a selected answer says: of one thing asked, all names it begins with."""
    told = [s for s in statements(answer.text) if not s.entries]
    asked, held = _facts(answer.question), _facts(text)
    if answer.kind in _ONE_THING or len(told) == 1:
        listed = len(_BULLET.findall(answer.text)) > 1
        wanted = {fact for s in (told if listed else told[:1]) for fact in _facts(s.text)} - asked
        named = {fact for fact in wanted if isinstance(fact, str)} if answer.kind in _ONE_THING else set()
        return named <= held and len(wanted & held) * 2 >= len(wanted)
    wanted = {fact for s in told for fact in _facts(s.text)} - asked
    return len(wanted & held) * 3 >= len(wanted)


def _facts(text: str) -> set[object]:
    """The values of a text, and the words of its names."""
    return {t for t in tokens(text) if t.sort in _VALUES} | {word for name in names(text) for word in name}


def _counted(number: int) -> str:
    return "1 sentence" if number == 1 else f"{number} sentences"
