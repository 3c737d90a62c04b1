"""An answer to a question that compares: each side answered by itself, set beside the other, each cited."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation
from assistant.evidence import figures_in
from assistant.followups import COMPARED
from assistant.partnerships import Partnership
from assistant.sides import Side, sides_of
from ingest.periods import find_periods, find_quarters

_MARK = re.compile(r"\[(\d+)\]")
_DATED = re.compile(r"\s*\([^()]*(?:19|20)\d\d[^()]*\)\.?")
_ITEM = re.compile(r"^\s*- (.+)$", re.M)
_LETTERED = re.compile(r"\b[a-h][.)] ?(?=[A-Z])")
_AMOUNT = re.compile(r"(£?)\s?(\d[\d,]*(?:\.\d+)?)\s?(%|k\b|m\b|bn\b|million\b|billion\b)?")


def compared(
    question: str, answer: Answer, ask: Callable[[str], Answer], partnerships: Sequence[Partnership] = ()
) -> Answer:
    """Return the sides of a comparison beside each other where `answer` does not tell of all; else `answer` itself.

    A side that cannot be answered is named; where none can, `answer` stands.
    """
    sides = sides_of(question, partnerships)
    if not sides or (not answer.refused and _tells_of(answer.text, sides)):
        return answer
    told = [(sides[0], ask(sides[0].question))]
    if not sides[0].label and not told[0][1].refused:
        sides = _as_answered(question, told[0][1], sides, partnerships)
        told = [(sides[0], told[0][1])]
    told += [(side, ask(side.question)) for side in sides[1:]]
    if all(one.refused for _, one in told):
        return answer
    return _beside(question, told)


def _as_answered(
    question: str, first: Answer, sides: tuple[Side, ...], partnerships: Sequence[Partnership]
) -> tuple[Side, ...]:
    """The sides with the first one's time or board taken from its answer, where the question left that open."""
    dated = next(iter(find_periods(first.text)), None)
    boards = dict.fromkeys(c.board for c in first.citations if c.board)
    timed = bool(re.search(r"\b(?:year|quarter|month)\b", sides[1].label)) or bool(find_periods(sides[1].label))
    if timed and dated:
        head, mark, rest = question.partition(COMPARED)
        when = dated.label.partition(" (")[0]
        again = sides_of(f"{head.rstrip('?. ')} in {when}{mark}{rest}", partnerships)
        return (replace(sides[0], label=when), *again[1:])
    label = "As asked" if timed else ", ".join(boards) or "As asked"
    return (replace(sides[0], label=label), *sides[1:])


def _tells_of(text: str, sides: Sequence[Side]) -> bool:
    """Tell whether an answer's words name the time of every side."""
    text = "\n".join(line for line in text.split("\n") if _MARK.search(line))
    quarters = {q for _, _, q in find_quarters(text)}
    said = find_periods(text)
    for side in sides:
        asked = find_periods(side.label)
        numbers = {q for _, _, q in find_quarters(side.label)}
        if not (asked or numbers) or not all(any(p.within(a) for p in said) for a in asked):
            return False
        if not asked and not numbers <= quarters:
            return False
    return True


def _beside(question: str, told: Sequence[tuple[Side, Answer]]) -> Answer:
    marks: dict[tuple[str, int, int], int] = {}
    made: list[Citation] = []
    lines: list[str] = []
    texts: list[str] = []
    for side, one in told:
        text = _unsaid(one) if one.refused else _renumbered(one, marks, made)
        if text in texts and not one.refused:
            lines[texts.index(text)] = f"{lines[texts.index(text)].partition(': ')[0]}; {side.label}: {text}"
            continue
        texts.append(text)
        lines.append(f"{_capital(side.label)}:{chr(10) if chr(10) in text else ' '}{text}")
    if len(texts) == len(told) == 2 and not any(one.refused for _, one in told):
        lines += _apart([side.label for side, _ in told], texts)
    first = next(one for _, one in told if not one.refused)
    return replace(first, question=question, text="\n".join(lines), citations=tuple(made), reason=None, nearest=())


def _unsaid(one: Answer) -> str:
    if one.reason == "partnership_not_covered":
        return one.text[: one.text.find(". ") + 1]
    return "The papers here do not say."


def _renumbered(one: Answer, marks: dict[tuple[str, int, int], int], made: list[Citation]) -> str:
    """The first paragraph of an answer, its citations numbered on from those before it."""
    by_number = {c.n: c for c in one.citations}

    def mark(match: re.Match[str]) -> str:
        cited = by_number.get(int(match[1]))
        if cited is None:
            return match[0]
        place = (cited.document_id, cited.start, cited.end)
        if place not in marks:
            marks[place] = len(made) + 1
            made.append(replace(cited, n=marks[place]))
        return f"[{marks[place]}]"

    return _MARK.sub(mark, one.text.split("\n\n")[0])


def _apart(labels: Sequence[str], texts: Sequence[str]) -> list[str]:
    """What sets two sides apart: the difference of their one figure each, or what only one of two lists has."""
    listed = [_items(text) for text in texts]
    if all(len(items) > 1 for items in listed):
        return _only(labels, listed, texts)
    amounts = [_amount(text) for text in texts]
    if not all(amounts) or len({(unit, end) for unit, _, end in filter(None, amounts)}) > 1:
        return []
    (unit, one, end), (_, other, _) = [a for a in amounts if a]
    if one == other:
        return []
    size = f"{unit}{abs(round(other - one, 4)):,.10g}{end if end in ('%', 'k', 'm', 'bn') or not end else ' ' + end}"
    size = size.replace("%", " percentage points")
    return [f"{_capital(labels[1])}: {size} {'more' if other > one else 'less' if unit or end else 'fewer'}."]


def _amount(text: str) -> tuple[str, float, str] | None:
    """The one figure a side states, with its unit; None where it states none or several."""
    bare = _DATED.sub("", _MARK.sub("", text))
    figures = [f for f in dict.fromkeys(figures_in(bare)) if re.search(r"\d", f)]
    if len(figures) != 1:
        return None
    found = next((m for m in _AMOUNT.finditer(bare) if m[0].strip().startswith(figures[0].rstrip(".,%kmbn"))), None)
    return (found[1], float(found[2].replace(",", "")), found[3] or "") if found else None


def _items(text: str) -> list[str]:
    bare = _MARK.sub("", text)
    found = _ITEM.findall(bare) or _LETTERED.split(_DATED.sub("", bare))[1:]
    return [item.strip(" .;") for item in found]


def _only(labels: Sequence[str], listed: Sequence[Sequence[str]], texts: Sequence[str]) -> list[str]:
    """What one list has and the other has not, with the marks of both."""
    marks = " ".join(dict.fromkeys(m[0] for text in texts for m in [_MARK.search(text)] if m))
    known = [{re.sub(r"\W+", " ", item.lower()).strip() for item in items} for items in listed]
    lines = []
    for n, label in enumerate(labels):
        own = [i for i in listed[n] if re.sub(r"\W+", " ", i.lower()).strip() not in known[1 - n]]
        if own and len(own) < len(listed[n]) and sum(len(i.split()) for i in own) <= 60:
            lines.append(f"Only {label}: {'; '.join(own)}. {marks}")
    return lines


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
