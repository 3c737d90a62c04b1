"""The list that a line opens ("The board approved:"): all of it, where that line is about what is asked for."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.compose.citing import Citations, as_number, as_of, in_brackets
from assistant.evidence import Evidence
from assistant.question import Plan
from assistant.snapshot import Snapshot
from assistant.words import matches, stem, stems
from index.search import Passage, Search
from ingest.documents import Statement

Line = tuple[Passage, Statement]

_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = rf"(?P<count>{'|'.join(_NUMBERS)}|[2-9]|1[0-2])"
_COUNTED = re.compile(rf"\b{_COUNT}\s+(?:[a-z][\w-]*\s+){{0,3}}?(?P<what>[a-z][\w-]*s)\b", re.I)
_SEVERAL = re.compile(
    r"\b(?:which|what)(?: (?:are|were) (?:the|its|their|our))? (?:[\w-]+ ){0,2}?(?!does\b|has\b)[a-z]{2,}[^s\Wiu]s\b"
    r"|\blist\b",
    re.I,
)
_WHO_IS_IN = re.compile(
    r"\bwho (?:all )?(?:is|are|was|were|sits?|sat) (?:in|on|part of|among)\b|\bwho (?:makes?|made) up\b", re.I
)
_MADE_UP = re.compile(
    r"\b(?:compris\w+|consist\w*|made up|composed) (?:of )?(?=[A-Z])|\bmembers?(?:hip)?(?: is| are|:) "
)
_LABEL = re.compile(r"^(.{3,80}?)(?:\s+[-–—]\s?|\s?[–—]\s+|:\s+)(?=\S)")
_LEAST = 0.6
_LEAST_COUNTED = 0.35
_MOST = 30
_LONG = 130


@dataclass(frozen=True, slots=True)
class Block:
    """A line and what it opens: `score` tells how much of the question's weight the line and what is around it say."""

    passage: Passage
    at: int
    score: float
    counted: bool


def asks_several(plan: Plan) -> bool:
    """Tell whether a question asks for several things, so that a list answers it."""
    if plan.kind not in ("list", "fact", "role", "decision"):
        return False
    return plan.kind == "list" or bool(counted(plan)[0] or _SEVERAL.search(plan.question))


def counted(plan: Plan) -> tuple[int, str]:
    """Return how many of what are asked for, and the stem of the thing ("the five principles"); 0 for no number."""
    found = _COUNTED.search(plan.question)
    return _said(found) if found else (0, "")


def compose_block(plan: Plan, evidence: Evidence, search: Search, snapshot: Snapshot, citations: Citations) -> str:
    """Return the whole list whose opening line says enough of what is asked for, else ""."""
    timely = [p for p in evidence.passages if _timely(evidence, p)]
    blocks = [b for p in timely[:20] for b in _openers(plan, p, search, snapshot)]
    blocks = [b for b in blocks if b.score >= (_LEAST_COUNTED if b.counted else _LEAST)]
    blocks.sort(key=lambda b: (-b.counted, -round(b.score, 1), -as_number(b.passage)))
    for block in blocks[:4]:
        if _names_all(plan, block):
            return _told(block, [], citations)
        entries = _entries(block, search)
        if _is_list(plan, block, entries):
            return _told(block, entries, citations)
    return ""


def compose_members(plan: Plan, evidence: Evidence, citations: Citations) -> str:
    """Return the newest statement that says of whom a body is made up, where that is asked, else ""."""
    if not _WHO_IS_IN.search(plan.question):
        return ""
    said = [c for c in evidence.candidates if c.timely and c.names and c.cover >= _LEAST]
    said = [c for c in said if _MADE_UP.search(c.statement.text)]
    if not said:
        return ""
    best = max(said, key=lambda c: as_number(c.passage))
    passage, at = best.passage, best.position
    shown = [best.statement]
    while shown[-1].text.endswith(",") and at + len(shown) < len(passage.statements):
        shown.append(passage.statements[at + len(shown)])
    text = " ".join(f"{s.text} {citations.cite(passage, s)}" for s in shown)
    return text + in_brackets(as_of(passage))


def _names_all(plan: Plan, block: Block) -> bool:
    """Tell whether a line that counts the things asked for names them itself."""
    if not block.counted or block.at < 0:
        return False
    text = block.passage.statements[block.at].text.rstrip()
    return not text.endswith(":") and len(re.findall(r"[,;] |\band\b", text.partition(":")[2])) + 1 >= counted(plan)[0]


def _is_list(plan: Plan, block: Block, entries: list[Line]) -> bool:
    if len(entries) == 1:
        return entries[0][1].text.count(";") >= 2
    opened = block.at < 0 or block.passage.statements[block.at].text.rstrip().endswith((":", ":-"))
    top = sum(s.level == min(e.level for _, e in entries) for _, s in entries) if entries else 0
    return len(entries) > 1 and (opened or top == counted(plan)[0])


def _timely(evidence: Evidence, passage: Passage) -> bool:
    return any(c.timely and c.passage.id == passage.id for c in evidence.candidates)


def _openers(plan: Plan, passage: Passage, search: Search, snapshot: Snapshot) -> list[Block]:
    number, what = counted(plan)
    found: list[Block] = []
    around: list[str] = []

    def near() -> str:
        if not around:
            around.append(" ".join(p.text for p in search.near(passage, 3, 0) if p.path[:1] == passage.path[:1]))
        return around[0]

    lines = [(-1, passage.path[-1])] if passage.path else []
    lines += [(i, s.text) for i, s in enumerate(passage.statements)]
    for at, line in lines:
        same = number > 0 and any(
            _alike(_said(m), (number, what), plan.question, line) for m in _COUNTED.finditer(line)
        )
        if not (line.rstrip().endswith((":", ":-")) or same) or (at >= 0 and passage.statements[at].kind == "row"):
            continue
        score = _score(plan, passage, line, near, snapshot)
        found.append(Block(passage, at, score, same))
    return found


def _said(match: re.Match[str]) -> tuple[int, str]:
    word = match["count"].lower()
    return (int(word) if word.isdigit() else _NUMBERS.index(word) + 2), stem(match["what"])


def _alike(said: tuple[int, str], asked: tuple[int, str], question: str, line: str) -> bool:
    """Tell whether a line counts as many of the thing asked for ("two local priorities", "two priority crimes")."""
    return said[0] == asked[0] and (said[1] in stems(question) or asked[1] in stems(line))


def _score(plan: Plan, passage: Passage, line: str, near: Callable[[], str], snapshot: Snapshot) -> float:
    own = stems(line)
    path = stems(" ".join((*passage.path, passage.part_title, passage.title)))
    weights = {t.word: snapshot.rarity(t.word) for t in plan.terms if t.needed}
    total = sum(weights.values())
    if not total or not any(matches(w, own) for w in weights):
        return 0.0
    got = 0.0
    for word, weight in weights.items():
        if matches(word, own):
            got += weight
        elif matches(word, path):
            got += 0.9 * weight
        elif matches(word, stems(near())):
            got += 0.7 * weight
    return got / total


def _entries(block: Block, search: Search) -> list[Line]:
    """What a line opens: the items below it, or the one line that names them, over as many chunks as it takes."""
    lines = [(p, s) for p in search.section(block.passage) for s in p.statements]
    if block.at < 0:
        opener, after = None, lines
    else:
        opener = block.passage.statements[block.at]
        after = [line for line in lines if line[1].start > opener.start]
    found: list[Line] = []
    for passage, statement in after:
        if not found and statement.kind == "sentence" and statement.text.count(";") >= 2:
            return [(passage, statement)]
        deeper = opener is None or opener.kind != "item" or statement.level > opener.level
        if statement.kind == "sentence" or (statement.kind == "item" and not deeper):
            break
        found.append((passage, statement))
    return found[:_MOST]


def _told(block: Block, entries: list[Line], citations: Citations) -> str:
    passage = block.passage
    if block.at >= 0:
        opener = passage.statements[block.at]
        head = f"{opener.text} {citations.cite(passage, opener)}"
    else:
        head = f"{passage.board or passage.title}, {passage.path[-1].strip(' :')}:"
    when = as_of(passage)
    head = f"{head} ({when})" if when and when not in head else head
    labels = [_LABEL.match(s.text) for _, s in entries]
    short = sum(len(s.text.split()) for _, s in entries) > _LONG and all(labels)
    lines = []
    for (where, statement), label in zip(entries, labels, strict=True):
        text = label[1] if short and label else statement.text
        lines.append(f"{'  ' * _depth(statement, entries)}- {text} {citations.cite(where, statement)}")
    return "\n".join([head, *lines])


def _depth(statement: Statement, entries: list[Line]) -> int:
    return min(statement.level - min(s.level for _, s in entries), 2)
