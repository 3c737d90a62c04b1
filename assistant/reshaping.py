"""The last answer in another form: "shorter", "in one sentence", "as bullet points", "in full"."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answer import Answer, Citation
from assistant.followups import parts_of
from assistant.sides import sides_of
from assistant.words import stems
from ingest.sentences import sentence_spans

_NUMBERS = {word: n for n, word in enumerate("a two three four five six".split(), 1)} | {"one": 1, "single": 1}
_FILLER = frozenset(
    """please can could would will you i i'd i'll d like want need me us my it that this these those them the an a
    answer same just and ok okay now then so but make put give say tell show let's let have get got write rewrite
    rephrase reword turn into as in to of with be bit little much thing things above last previous response reply for
    form format version one single two three four five six don't do sentence sentences line lines word words key main
    only at most no very really too style try keep""".split()
)
_SHORT = frozenset(
    """short shorter shortly shorten shortened brief briefly briefer concise concisely condense condensed summary
    summarise summarised summarize summarized sum up nutshell tldr fewer simple simpler simply terms gist long
    crisp crisper tighter""".split()
)
_BULLETS = frozenset("bullet bullets bulleted bulletpoints points point list listed table".split())
_PROSE = frozenset("plain prose text paragraph paragraphs english without".split())
_FULL = frozenset("full fully whole complete original everything".split())
_MORE = frozenset("more longer detail details detailed expand elaborate fuller further else anything what on".split())
_AGAIN = frozenset("again repeat once come".split())
_UNIT = re.compile(
    r"\b(\w+) (?:(?:short|single|brief|simple|bullet|key|main) ){0,2}(?:sentences?|lines?|bullets?|points?)\b", re.I
)
_LIST = r"(?:bullet(?:ed)?[- ]?(?:points?|lists?)?|bullets|lists?|table)"
_HOW = (
    rf"(?:(?:as|in|with)(?: an?| the)? (?:(?:short|simple) )?{_LIST}"
    r"|in (?:an?|one|two|three|a single|one single)(?: short| brief)? (?:sentences?|lines?)"
    r"|briefly|in brief|in short|in a nutshell|(?:and )?(?:please )?(?:be|keep it) (?:short|brief))"
)
_AT_END = re.compile(rf"[\s,;:(–-]+(?:please )?({_HOW})(?:,? please)?[\s.?!)]*$", re.I)
_AT_START = re.compile(rf"^(?:please )?({_HOW})(?:,? please)?\s*[,:–-]\s*(?=\w)", re.I)

_MARK = re.compile(r"\[(\d+)\]")
_UNIT_END = re.compile(r"(?<=\])(?:\s\((?:[^()]|\([^()]*\))*\))?[.!?]?[\"'”’)]*\s+(?=[\"“‘]?[A-Z0-9£])")
_ENTRY = re.compile(r"\s*[-•]\s+")
_ASIDE = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)")
_QUOTED = re.compile(r":?\s*“[^”]*”")
_CLAUSE = re.compile(
    r"[;:]\s|,\s(?=(?:which|who|and|but|with|including|so|while|as|where|because|although)\b)|\s[–—]\s"
)
_LEANING = re.compile(r"(?:This|That|These|Those|It|They|He|She|However|Also)\b")
_CAVEAT = re.compile(r"(?:A later paper|Unsure|However)\b")  # without it what stands before would mislead
_MOST_ENTRIES, _MOST_SAID = 5, 3
_WHO = ("owner", "role", "attendance")  # who it is is told first
_LONG, _LONG_ENTRY, _LONG_QUOTE, _SLACK = 35, 16, 12, 4  # words
_MOST_QUOTES = 8


@dataclass(frozen=True, slots=True)
class Shape:
    """The form an answer is wanted in: how much of it, as what, and in how many sentences or points (0: any)."""

    length: Literal["", "short", "full", "detailed"] = ""
    form: Literal["", "bullets", "prose"] = ""
    most: int = 0

    def then(self, other: "Shape") -> "Shape":
        """Return the form after another wish: "shorter", then "as bullet points", is short and in points."""
        if other.length == "full":
            return Shape()
        if other.length == "detailed":
            return replace(self, length="" if self.length == "short" else "detailed", most=0)
        most = other.most or self.most
        if other.length == self.length == "short" and not other.most and not other.form:
            most = 3 if self.form == "bullets" else 1
        return Shape(other.length or self.length, other.form or self.form, most)


def wish(turn: str) -> Shape | None:
    """Return the form that a turn asks the last answer in; None where it asks for anything else or more."""
    words = re.findall(r"[a-z]+(?:['’][a-z]+)?|\d+", re.sub(r"\btl;?dr\b", "tldr", turn.lower()))
    meant = [w for w in words if w not in _FILLER and not w.isdigit()]
    if not words or len(words) > 14 or re.search(r"\d{3}|\bq[1-4]\b|\d\D\d", turn, re.I):
        return None
    if set(meant) - (_SHORT | _BULLETS | _PROSE | _FULL | _MORE | _AGAIN):
        return None
    said = set(meant)
    unit = re.search(r"\b(?:sentences?|lines?)\b", turn, re.I)
    form: Literal["", "bullets", "prose"] = "bullets" if said & _BULLETS else "prose" if said & _PROSE else ""
    if (said & _BULLETS and "without" in said) or re.search(r"\bno (?:bullet|list)", turn, re.I):
        form = "prose"
    short = bool(said & _SHORT or unit or re.search(r"\b(?:key|main) points?\b|\bless (?:text|detail)\b", turn, re.I))
    if short or form:
        return Shape("short" if short else "", form, _most(turn))
    if said & _FULL:
        return Shape("full")
    if said & (_MORE - {"what", "on"}):
        return Shape("detailed")
    return Shape() if said & (_AGAIN - {"come", "once"}) else None


def parted(question: str) -> tuple[str, Shape | None]:
    """Return a question without the form it asks its own answer in ("..., as bullet points"), and that form."""
    for pattern in (_AT_END, _AT_START):
        found = pattern.search(question)
        rest = f"{question[: found.start()]}{question[found.end() :]}".strip() if found else ""
        shape = wish(found[1]) if found else None
        if shape and len(rest.split()) >= 3 and wish(rest) is None:
            return (f"{rest}?" if found and found.end() == len(question) and "?" in found[0] else rest), shape
    return question, None


def reshaped(answer: Answer, shape: Shape) -> Answer:
    """Return an answer in another form: its own statements, fewer or arranged otherwise, with their citations.

    What a list is cut by is said. A refusal is returned as it is.
    """
    if answer.refused or shape == Shape():
        return answer
    if shape.length == "detailed":
        answer = _with_quotes(answer)
    text = _short(answer, shape) if shape.length == "short" else answer.text
    if shape.form == "bullets":
        text = _in_points(text, shape.most)
    elif shape.form == "prose":
        text = "\n\n".join(_joined(paragraph.split("\n")) for paragraph in text.split("\n\n"))
    return renumbered(answer, text)


def renumbered(answer: Answer, text: str) -> Answer:
    """Return an answer with another text of the same marks: its citations numbered anew, what is not cited left out."""
    numbers: dict[int, int] = {}
    known = {c.n: c for c in answer.citations}
    for mark in _MARK.findall(text):
        if int(mark) in known:
            numbers.setdefault(int(mark), len(numbers) + 1)
    text = _MARK.sub(lambda m: f"[{numbers[int(m[1])]}]" if int(m[1]) in numbers else m[0], text)
    return replace(answer, text=text, citations=tuple(replace(known[old], n=new) for old, new in numbers.items()))


def entries_of(answer: Answer) -> list[str]:
    """Return the entries of the list an answer tells, with their marks; none where it tells no list."""
    lines = [_ENTRY.sub("", line, count=1) for line in answer.text.split("\n") if _ENTRY.match(line)]
    entries = [line for line in lines if _MARK.search(line)]
    return entries if len(entries) > 1 else []


def _most(turn: str) -> int:
    found = _UNIT.search(turn)
    number = found[1].lower() if found else ""
    if found and number == "a" and re.search(r"\b(?:list|points|bullets)$", found[0], re.I):
        return 0
    return int(number) if number.isdigit() else _NUMBERS.get(number, 0)


def _units(line: str) -> list[str]:
    """The statements of a line, each with the marks that stand for it and what follows without any."""
    units: list[str] = []
    start = 0
    for at in [*(m.end() for m in _UNIT_END.finditer(line)), len(line)]:
        unit = line[start:at]
        if unit.count("“") > unit.count("”") or not unit.strip():
            continue
        if units and not _MARK.search(unit):
            units[-1] += unit
        else:
            units.append(unit)
        start = at
    return [unit.strip() for unit in units]


def _sentences(unit: str) -> list[str]:
    """The sentences of a statement, each with its marks; the statement itself where marks stand within it."""
    marks = list(_MARK.finditer(unit))
    body, after = (unit[: marks[0].start()].rstrip(), unit[marks[0].start() :]) if marks else (unit, "")
    if len(_MARK.sub("", after).split()) > 8 or "“" in body:
        return [unit]
    cited = " ".join(m[0] for m in marks)
    told = [body[start:end] for start, end in sentence_spans(body)]
    return [*(f"{sentence} {cited}".rstrip() for sentence in told[:-1]), f"{told[-1]} {after}".rstrip()] if told else []


def _short(answer: Answer, shape: Shape) -> str:
    paragraphs = answer.text.split("\n\n")[: max(1, len(parts_of(answer.question)))]
    if sides_of(answer.question):
        sides = _each_side(paragraphs[0].split("\n"), answer, shape)
        return "; ".join(side.rstrip(".") for side in sides) + "." if _runs(shape) else "\n".join(sides)
    return "\n\n".join(_shortest(p.split("\n"), answer, shape) for p in paragraphs)


def _runs(shape: Shape) -> bool:
    """Tell whether an answer is wanted in so many sentences."""
    return bool(shape.most) and shape.form != "bullets"


def _each_side(lines: list[str], answer: Answer, shape: Shape) -> list[str]:
    """The lines of a comparison, each side's as short as it goes."""
    groups: list[list[str]] = []
    for line in lines:
        if groups and (_ENTRY.match(line) or groups[-1][-1].endswith(":")):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_shortest(group, answer, shape) for group in groups]


def _shortest(lines: list[str], answer: Answer, shape: Shape) -> str:
    entries = [_ENTRY.sub("", line, count=1) for line in lines if _ENTRY.match(line)]
    if len(entries) > 1:
        return _few(lines, entries, answer, shape)
    told = [unit for line in lines for unit in _units(line)]
    cited = [unit for unit in told if _MARK.search(unit)] or told
    said = [(sentence, at) for at, unit in enumerate(cited) for sentence in _sentences(unit)]
    first = 1.0 if answer.kind in _WHO else 0.5
    best = sorted(range(len(said)), key=lambda n: -_worth(said[n][0], answer) - first * (said[n][1] == 0))
    kept = {*best[: shape.most or 1], *(n for n, (sentence, _) in enumerate(said) if _CAVEAT.match(sentence))}
    lead = f"{lines[0].strip()} " if len(lines) > 1 and lines[0].endswith(":") and not entries else ""
    return lead + " ".join(_clipped(said[n][0], _LONG, answer.question) for n in sorted(kept))


def _worth(unit: str, answer: Answer) -> float:
    """How much of a question a statement answers: a figure, name or day where one is asked for, and its words."""
    bare = _MARK.split(unit)[0] or unit
    asked, said = stems(answer.question), stems(bare)
    key = {
        "figure": re.search(r"\d", bare),
        "date": re.search(r"\b(?:19|20)\d\d\b", bare),
        "owner": re.search(r"(?<!^)\b[A-Z][a-z]+ [A-Z]", bare),
        "role": re.search(r"\b[A-Z][a-z]+ [A-Z]", bare),
    }.get(answer.kind)
    return len(asked & said) / max(1, len(asked)) + (0.5 if key else 0.0) - (0.3 if _LEANING.match(bare) else 0.0)


def _few(lines: list[str], entries: list[str], answer: Answer, shape: Shape) -> str:
    """A list with each entry cut to what it names, and no more entries than a short answer holds."""
    leads = [line.strip() for line in lines[: next(n for n, line in enumerate(lines) if _ENTRY.match(line))]]
    leads = leads if sides_of(answer.question) else leads[:1]
    lead = " ".join(leads)
    people = all(re.match(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+(?: \(| \[|$)", entry) for entry in entries)
    small = [_entry(entry, people) for entry in entries]
    whole = sum(len(_MARK.sub("", entry).split()) for entry in small) <= 60
    running = _runs(shape)
    most = _MOST_SAID if running else shape.most or (len(small) if whole else _MOST_ENTRIES)
    left = len(small) - most
    more = f"and {left} more" if left > 0 else ""
    if running:
        said = [re.sub(r"\.(?=(?:\s*\[\d+\])*$)", "", entry) for entry in small[:most]]
        return f"{lead} {'; '.join(filter(None, [*said, more]))}."
    if people and shape.form != "bullets":
        return f"{lead} {', '.join(filter(None, [*small[:most], more]))}."
    return "\n".join(filter(None, [*leads, *(f"- {e}" for e in small[:most]), f"- {more}" if more else ""]))


def _entry(entry: str, person: bool) -> str:
    """An entry of a list without long asides and quotes, its marks kept; of a person no more than the name."""
    entry = entry if person else _sentences(entry)[0]
    marks = " ".join(dict.fromkeys(m[0] for m in _MARK.finditer(entry)))
    head, tail = _split_at_mark(_ASIDE.sub(lambda m: "" if person or len(m[0].split()) > 4 else m[0], entry))
    tail = _QUOTED.sub(lambda m: m[0] if len(m[0].split()) <= _LONG_QUOTE else "", tail)
    kept = f"{_clipped(head, _LONG_ENTRY, '')}{tail}".strip()
    lost = [m for m in marks.split() if m not in kept]
    return " ".join([kept, *lost])


def _split_at_mark(entry: str) -> tuple[str, str]:
    first = _MARK.search(entry)
    return (entry[: first.start()].rstrip(), f" {entry[first.start() :]}") if first else (entry, "")


def _clipped(unit: str, most: int, question: str) -> str:
    """A long statement up to the clause that ends it early, with "…" for what is left out; its marks are kept."""
    bare = _MARK.sub("", unit)
    if len(bare.split()) <= most + _SLACK:
        return unit
    first = _MARK.search(unit)
    body, marks = (unit[: first.start()], unit[first.start() :]) if first else (unit, "")
    needed = stems(question) & stems(body)
    for cut in _CLAUSE.finditer(body):
        before = body[: cut.start()]
        open_quote = before.count("“") > before.count("”")
        if len(before.split()) >= 8 and needed <= stems(before):
            return f"{before.rstrip(' ,;:')} …{'”' if open_quote else ''} {marks}".rstrip()
    if most > _LONG_ENTRY:
        return unit
    before = " ".join(body.split()[:most])
    return f"{before} …{'”' if before.count('“') > before.count('”') else ''} {marks}".rstrip()


def _in_points(text: str, most: int) -> str:
    """One statement a line; the leads and the notes of an answer stay as they are."""
    lines: list[str] = []
    for line in filter(str.strip, text.split("\n")):
        if _ENTRY.match(line) or not _MARK.search(line):
            lines.append(line)
        else:
            lines += [f"- {sentence}" for unit in _units(line) for sentence in _sentences(unit)]
    points = [n for n, line in enumerate(lines) if _ENTRY.match(line)]
    over = points[most:] if most and not any("more" in lines[n] and not _MARK.search(lines[n]) for n in points) else []
    kept = [line for n, line in enumerate(lines) if n not in over]
    return "\n".join([*kept, *([f"- and {len(over)} more"] if over else [])])


def _joined(lines: list[str]) -> str:
    """A list told in running text."""
    said = ""
    for line in lines:
        entry = _ENTRY.sub("", line, count=1)
        link = " " if not _ENTRY.match(line) or said.endswith(":") else "; "
        said = f"{said.rstrip('.') if link == '; ' else said}{link if said else ''}{entry}"
    return said


def _with_quotes(answer: Answer) -> Answer:
    """An answer with the papers' own words under it, where it does not quote them already."""
    plain = " ".join(answer.text.split())
    unsaid = [c for c in answer.citations if c.quote.strip(" .") not in plain and len(c.quote.split()) > 3]
    if not unsaid:
        return answer
    lines = [f"- “{c.quote}” [{c.n}]{_whence(c)}" for c in unsaid[:_MOST_QUOTES]]
    return replace(answer, text="\n".join([answer.text, "", "In the papers’ own words:", *lines]))


def _whence(citation: Citation) -> str:
    return f" ({', '.join(filter(None, [citation.title, citation.section]))})" if citation.title else ""
