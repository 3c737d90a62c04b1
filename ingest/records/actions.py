"""Finds the actions a part states: resolved, agreed, labelled, in a column of owners or in a log."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.owners import latin
from ingest.records.agendas import listing_spans
from ingest.records.doers import Doing, agreed_doing, resolved_doing, undertaking
from ingest.records.dues import due_of
from ingest.records.labelled import Marked, find_marked
from ingest.records.logged import log_actions
from ingest.records.logs import is_log_row, log_rows
from ingest.records.matters import asks_for_more, matter_spans, says_what_became
from ingest.records.minuting import Line, Words, lines_of, sentences, words_at
from ingest.records.owning import owners_of, person_named
from ingest.records.people import is_name
from ingest.records.promises import may_promise, promised
from ingest.records.record import Action, Origin, Owner
from ingest.records.resolutions import Resolution, find_resolutions
from ingest.records.source import Source
from ingest.records.tabled import tabled_actions

_PROSE = frozenset({"minutes", "other"})
_PLANS = re.compile(r"\b(?:strategy|plan|framework|terms of reference)\b", re.I)
_HINTS = (
    *("agreed to", "undertook to", "offered to", "promised to", "volunteered to", "asked ", "requested t"),
    *("was to ", "is to ", "tasked to", "were to ", "action to ", "committed to", "invited "),
)
_CLAUSES = re.compile(r"[,;]?\s+and\s+(?=that\b)|;\s+(?=that\b)")
_THAT = re.compile(r"(?:[,;]?\s*and\s+)?(?:that\s+)?")
_SLASHED = re.compile(r"(?<![\w/])([A-Z]{2,4}(?:/[A-Z]{2,4})+)(?![\w/])")
_PROMISED = re.compile(r"\b(?:would|will|should|agreed|undertook|offered|resolved|asked|is to|was to|be|must)\b", re.I)
_VAGUE = re.compile(r"\b(?:this|the matter|it|these)\b")
_SMALL = frozenset(
    """the a an and or of to in on at for with by from that this it be is are was were would will should shall as its
    their his her has had have been resolved agreed also which who not then""".split()
)
_COUNTED = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
_RANK: dict[Origin, int] = {"column": 4, "resolved": 3, "labelled": 3, "agreed": 1, "log": 5}


@dataclass(frozen=True, slots=True)
class Draft:
    """An action before what it repeats is taken out; `where` counts the lines."""

    words: Words
    owners: tuple[Owner, ...]
    origin: Origin
    where: int
    number: str = ""


def find_actions(source: Source) -> list[Action]:
    """Return the actions of a part, in reading order; one that a minute states twice is there once."""
    lines = lines_of(source)
    logged = log_rows(source)
    marked = find_marked(source, lines)
    drafts = [Draft(m.words, m.owners, "labelled", m.line, m.number) for m in marked.actions]
    drafts += _in_prose(source, lines, marked)
    own = [line.block for line in lines if line.block.kind == "row" and not is_log_row(line.block, logged)]
    place = {line.block.start: number for number, line in enumerate(lines)}
    drafts += [Draft(w, o, "column", place[at], "") for w, o, at in tabled_actions(source, own)]
    drafts = [d for d in drafts if not is_log_row(lines[d.where].block, logged)]
    drafts = [d for d in drafts if not says_what_became(f"{d.number}: {d.words.text}")]
    told = matter_spans(source)
    drafts = [d for d in drafts if not _tells(d.words, told)]
    found = [_action(source, lines[d.where], d) for d in _once(drafts, lines)]
    listed = listing_spans(source)
    kept = [a for a in (*found, *log_actions(source)) if not any(start <= a.start < end for start, end in listed)]
    return sorted((a for a in kept if a.owners or not _plans(source)), key=lambda a: a.start)


def _tells(words: Words, told: list[tuple[int, int]]) -> bool:
    """Tell whether words say what became of an earlier matter and set no task of their own."""
    return any(start <= words.start < end for start, end in told) and not asks_for_more(words.text)


def _plans(source: Source) -> bool:
    """Tell whether a part says what is planned for years: nothing in it is an action unless somebody owns it."""
    kind = source.part.kind
    titled = kind in ("report", "other") and bool(_PLANS.search(source.part.title))
    return titled or kind in ("strategy", "terms of reference")


def _in_prose(source: Source, lines: list[Line], marked: Marked) -> Iterator[Draft]:
    """The actions that sentences state: resolutions, agreements, and what stands beside an owner."""
    resolved: dict[int, list[Resolution]] = {}
    for one in find_resolutions(source, lines):
        if not one.listed:
            resolved.setdefault(one.line, []).append(one)
    prose = source.part.kind in _PROSE
    for number, line in enumerate(lines):
        block = line.block
        if block.kind == "row" or number in marked.listed:
            continue
        end = marked.cut.get(number, block.end)
        stated = latin(marked.bare.get(number) or ("" if number in marked.cut else block.owner))
        here = [r for r in resolved.get(number, ()) if r.start < end]
        if here and not (stated and not any(r.formal or _judge(source, r, source.text[r.body : r.end]) for r in here)):
            yield from _resolved(source, here, end, stated, number, prose)
        elif stated:
            words = _owned(source, line, end)
            if words.text:
                yield Draft(words, _spelt(owners_of(stated, source), words.text, source), "column", number)
        if prose and (any(hint in block.text for hint in _HINTS) or may_promise(block.text)):
            yield from _undertaken(source, line, end, number, here, bool(stated) and not here)


def _resolved(
    source: Source, here: list[Resolution], end: int, stated: str, number: int, prose: bool
) -> Iterator[Draft]:
    """The actions among the resolutions of a block; the owner beside it holds for the last that is one."""
    made: list[Draft] = []
    for one in here:
        for words in _acting(source, one, min(one.end, end)):
            slashed = _SLASHED.search(words.text)
            doing = _judge(source, one, words.text if words.start >= one.body else source.text[one.body : words.end])
            owners = doing.owners or (() if one.formal else undertaking(words.text, [], source))
            owners = _spelt(owners_of(slashed[1], source), words.text, source) if slashed else owners
            if doing or owners or (stated and one is here[-1] and not made):
                made.append(Draft(words, owners, "resolved" if one.formal else "agreed", number))
    if stated and made:
        made = _given(made, owners_of(stated, source), here, source)
    yield from (d for d in made if prose or d.owners)


def _given(made: list[Draft], owners: tuple[Owner, ...], here: list[Resolution], source: Source) -> list[Draft]:
    """The actions of a block with the owners beside it: those of the last, or of all that are left open."""
    several = [d for d in made if not d.owners]
    if not several or len(owners) >= len(several) > 1:
        several = made[-1:]
    doubt = f"the paper gives one owner for {_COUNTED.get(len(several), len(several))} resolutions"
    found: list[Draft] = []
    for draft in made:
        if any(draft is one for one in several):
            mine = _spelt(owners, draft.words.text, source)
            mine = mine if len(several) == 1 else tuple(replace(o, doubt=o.doubt or doubt) for o in mine)
            kept = here[-1].formal or draft is not made[-1]
            draft = replace(draft, owners=mine, origin=draft.origin if kept else "column")
        found.append(draft)
    return found


def _judge(source: Source, one: Resolution, text: str) -> Doing:
    """What a clause of a resolution says is to be done, and by whom."""
    clause = _THAT.sub("", text, count=1)
    return resolved_doing(clause, source) if one.formal else agreed_doing(clause, source)


def _acting(source: Source, one: Resolution, end: int) -> Iterator[Words]:
    """The words of a resolution that are to be done: without "RESOLVED that", and without noting before them."""
    raw = source.text[one.body : end]
    cuts = [0, *[m.end() for m in _CLAUSES.finditer(raw)], len(raw)]
    clauses = [words_at(source, one.body + a, one.body + b) for a, b in pairwise(cuts)]
    acting = [clause for clause in clauses if _judge(source, one, clause.text)]
    if not acting:
        yield words_at(source, one.body if one.formal else one.start, end)
    elif one.formal:
        begins = acting[0].start + len(_lead(acting[0]))
        yield words_at(source, begins, end)
    else:
        for place, clause in enumerate(clauses):
            if clause not in acting:
                continue
            begins = one.start if not place else clause.start + len(_lead(clause))
            stop = clause.end if place + 1 == len(clauses) else _without_and(source, clause)
            yield words_at(source, begins, stop)


def _lead(words: Words) -> str:
    match = _THAT.match(words.text)
    return match[0] if match else ""


def _without_and(source: Source, clause: Words) -> int:
    match = re.search(r"[,;]?\s+and$|[,;]$", source.text[clause.start : clause.end])
    return clause.start + match.start() if match else clause.end


def _owned(source: Source, line: Line, end: int) -> Words:
    """The words that an owner stands beside: a short item whole, else the last sentence that says what to do."""
    whole = words_at(source, line.start, end)
    said = [s for s in sentences(source, line.start, end) if not s.text.startswith("(")]
    if len(said) <= 1 or (line.block.kind == "item" and len(whole.text.split()) <= 60):
        return whole
    promised = [n for n, s in enumerate(said) if _PROMISED.search(s.text)] or [len(said) - 1]
    last = said[promised[-1]]
    if promised[-1] and len(last.text.split()) < 5:  # "This was agreed."
        return words_at(source, said[promised[-1] - 1].start, last.end)
    return last


def _undertaken(
    source: Source, line: Line, end: int, number: int, here: list[Resolution], taken: bool
) -> Iterator[Draft]:
    """The sentences in which somebody takes something on; none of those that are resolutions already."""
    said = sentences(source, line.start, end)
    last = _owned(source, line, end) if taken else None
    for place, words in enumerate(said):
        if any(r.start <= words.start < r.end for r in here) or (last and last.start <= words.start < last.end):
            continue
        before = [s.text for s in said[:place]]
        if words.text.endswith("?"):
            continue
        owners = undertaking(words.text, before, source) if any(hint in words.text for hint in _HINTS) else ()
        if not owners and source.part.kind == "minutes" and may_promise(words.text):
            owners = promised(words.text, before, source)
        if owners:
            yield Draft(words, owners, "agreed", number)


def _spelt(owners: tuple[Owner, ...], text: str, source: Source) -> tuple[Owner, ...]:
    """Initials that stand for a full name in the action itself mean that person, whoever else has them."""
    found = []
    for owner in owners:
        letters = owner.stated if re.fullmatch(r"[A-Z]{2,3}", owner.stated) else ""
        named = None
        if letters and owner.kind in ("person", "unknown"):
            pattern = r"\s".join(rf"({c}[a-z’'-]\w*)" for c in (letters[0], letters[-1]))
            match = re.search(rf"(?<!\b(?:at|in|on|of) )(?<!near |from )(?<![\w-]){pattern}(?![\w-])", text)
            match = match if match and is_name(match[0]) else None
            named = person_named(match[0], source) or Owner(letters, match[0], "person") if match else None
        if named and named.name and named.name != owner.name:
            doubt = f"{owner.name} has the same initials" if owner.name else ""
            owner = Owner(letters, named.name, "person", named.role, doubt)
        found.append(owner)
    return tuple(found)


def _once(drafts: Iterable[Draft], lines: list[Line]) -> list[Draft]:
    """The actions without those that the same minute states again: the resolved and the owned ones stay."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (-_RANK[d.origin], not d.owners, -d.words.start)):
        item = lines[draft.where].item
        beside = [k for k in kept if lines[k.where].item == item]
        if not any(_repeats(draft, other) for other in beside):
            kept.append(draft)
    return kept


def _repeats(draft: Draft, other: Draft) -> bool:
    if draft.words.start < other.words.end and other.words.start < draft.words.end:
        return True
    if other.origin == "labelled" and (draft.origin == "agreed" or (draft.origin == "resolved" and not draft.owners)):
        return True
    if draft.origin != "agreed":
        return False
    mine, theirs = _content(draft.words.text), _content(other.words.text)
    shared = len(mine & theirs)
    same = {o.name for o in draft.owners} & {o.name for o in other.owners}
    if same and other.words.start > draft.words.start and _VAGUE.search(draft.words.text) and len(mine) < 9:
        return True
    apart = draft.owners and other.owners and not same
    part = shared / min(len(mine), len(theirs))
    return shared >= 3 and not apart and (part >= 0.55 or bool(same and shared > 3 and part >= 0.35))


def _content(text: str) -> set[str]:
    return {w[:6] for w in re.findall(r"[a-z0-9]+", text.lower()) if w not in _SMALL}


def _action(source: Source, line: Line, draft: Draft) -> Action:
    meeting = source.date if source.part.kind == "minutes" else None
    due = due_of(draft.words.text, meeting)
    if not due.words and line.block.owner:
        due = due_of(line.block.owner, meeting)
    return Action(
        part=source.part.ordinal,
        start=draft.words.start,
        end=draft.words.end,
        text=draft.words.text,
        owners=draft.owners,
        origin=draft.origin,
        minute=draft.number or line.minute,
        heading=line.heading,
        meeting=meeting,
        due=due.words,
        due_date=due.day,
        doubts=(due.doubt,) if due.doubt else (),
    )
