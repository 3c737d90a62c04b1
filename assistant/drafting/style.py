"""The house style of a board's update: its title, its priorities with their aims, and the manner of its bullets."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.drafting.priorities import Priority, of_strategy, of_update
from assistant.drafting.retitling import requartered
from assistant.drafting.wanted import DraftError, Wanted
from index.library import Library
from index.register.measures import length_of
from ingest.documents import Document
from ingest.periods import Period

_LEAD = re.compile(r"^\W*((?:Q[1-4]|Quarter \w+|Quarterly|Progress|Activity)\s+updates?\s*:?)\W*$", re.I)


@dataclass(frozen=True, slots=True)
class Style:
    """How the draft is to look: `lead` stands above each list; `stopped` tells whether bullets end in a full stop.

    `like` is the title of the paper it is taken from, "" for none; `notes` say what a reader should know of the choice.
    """

    title: str
    priorities: tuple[Priority, ...]
    lead: str
    stopped: bool = True
    like: str = ""
    notes: tuple[str, ...] = ()


def style_of(library: Library, asked: Wanted, like: str) -> Style:
    """Return the style of the paper `like` names, else of the latest update so far, else of the strategy in force."""
    rows = library.catalogue.documents()
    papers = [row for row in rows if row.board in asked.names or (asked.alone and not row.board)]
    style = _chosen(library, asked, like, papers)
    told = [p for p in papers if p.kind == "strategy" or (_is_update(p) and p.period_end < asked.period.start)]
    return replace(style, priorities=tuple(_with_all_said(library, style.priorities, told)))


def _with_all_said(library: Library, priorities: Sequence[Priority], papers: Sequence[Any]) -> Iterator[Priority]:
    """Add to priorities what strategies say of the one of the same name, and what all earlier updates put under it."""
    others = [p for paper in papers for p in _priorities(library, paper)]
    for one in priorities:
        same = [p for p in others if p.name.lower() == one.name.lower()]
        wording = dict.fromkeys(line for p in (one, *same) for line in p.wording)
        said = dict.fromkeys(line for p in (one, *same) for line in p.said)
        yield replace(one, wording=tuple(wording), said=tuple(said))


def _chosen(library: Library, asked: Wanted, like: str, papers: Sequence[Any]) -> Style:
    if like.strip():
        return _like(library, asked, _named(library, like))
    updates = sorted(
        (p for p in papers if _is_update(p) and p.period_end <= asked.period.end), key=lambda p: p.period_end
    )
    strategies = sorted((p for p in papers if _in_force(p, asked.period)), key=lambda p: p.period_start)
    update = next((s for p in reversed(updates) if (s := _like(library, asked, p)).priorities), None)
    newest = next((p for p in reversed(strategies) if _priorities(library, p)), None)
    if newest and (update is None or _begun_since(newest, updates)):
        return _by_strategy(library, asked, newest, strategies, update)
    if update:
        return update
    later = [p for p in papers if _is_update(p) and p.period_end > asked.period.end]
    if later:
        first = _like(library, asked, min(later, key=lambda p: p.period_end))
        return replace(
            first, notes=(f"No earlier update and no strategy in force: the manner is that of “{first.like}”.",)
        )
    return Style(
        f"{asked.board} – {asked.period.label} Update",
        (Priority("Updates"),),
        f"{_short(asked.period)} Update:",
        notes=("No earlier update and no strategy in force in the period is here: everything is under one heading.",),
    )


def _is_update(paper: Any) -> bool:
    if paper.period_start is None or length_of(Period(paper.period_start, paper.period_end)) != "quarter":
        return False
    return bool(paper.kind == "quarterly update")


def _in_force(paper: Any, period: Period) -> bool:
    """Tell whether a strategy is in force in a quarter; one that is named by years begins in April of the first."""
    if paper.kind != "strategy" or paper.period_start is None:
        return False
    return bool(_begins(paper) <= period.start and paper.period_end >= period.start)


def _begins(paper: Any) -> Any:
    start = paper.period_start
    return start.replace(month=4) if (start.month, start.day) == (1, 1) else start


def _begun_since(strategy: Any, updates: Sequence[Any]) -> bool:
    return not updates or _begins(strategy) > updates[-1].period_end


def _named(library: Library, like: str) -> Any:
    """Return the paper that a file name, or words of a title, name."""
    asked = " ".join(like.split()).lower()
    rows = library.catalogue.documents()
    found = [r for r in rows if asked in (r.name.lower(), r.title.lower(), r.id)]
    found = found or [r for r in rows if asked.rsplit("/", 1)[-1] == r.name.lower()]
    found = found or [r for r in rows if asked in r.title.lower() or asked in r.name.lower()]
    if not found:
        raise DraftError(f"There is no paper “{like}” here: name one by its file name or title, or put it in first.")
    if len(found) > 1:
        raise DraftError(
            f"“{like}” names {len(found)} papers, such as “{found[0].name}” and “{found[1].name}”: name one."
        )
    return found[0]


def _like(library: Library, asked: Wanted, paper: Any) -> Style:
    """Return the style of one paper."""
    document = library.catalogue.document(paper.id)
    assert document is not None
    priorities = _priorities(library, paper)
    told = [a.text for a in document.records.activities]
    notes: tuple[str, ...] = ()
    if not priorities:
        notes = (f"No priorities were found in “{document.title}”: everything is under one heading.",)
        priorities = [Priority("Updates")]
    title = document.title if document.kind != "strategy" else f"{document.title} – {asked.period.label} Update"
    return Style(
        requartered(title, asked.period),
        tuple(priorities),
        requartered(_lead(document, asked), asked.period),
        sum(text.rstrip().endswith(".") for text in told) * 2 >= len(told),
        document.title,
        notes,
    )


def _lead(document: Document, asked: Wanted) -> str:
    """Return the line that stands above the lists of an update most often."""
    lines = [s.path[-1] for s in document.sections if s.path]
    lines += [b.text for s in document.sections for b in s.blocks if b.kind == "paragraph"]
    found = Counter(match[1].strip() for line in lines if (match := _LEAD.match(line)))
    return found.most_common(1)[0][0] if found else f"{_short(asked.period)} Update:"


def _priorities(library: Library, paper: Any) -> list[Priority]:
    document = library.catalogue.document(paper.id)
    if document is None:
        return []
    return of_strategy(document) if document.kind == "strategy" else of_update(document)


def _by_strategy(
    library: Library, asked: Wanted, newest: Any, strategies: Sequence[Any], update: Style | None
) -> Style:
    """The style where the priorities are a strategy's: one began since the last update, or there is no update."""
    notes = []
    others = [p for p in strategies if p.id != newest.id]
    if others:
        titles = " and ".join(f"“{p.title}”" for p in others)
        notes.append(
            "Two strategies are in force in the period: the priorities are those of the newer, "
            f"“{newest.title}”, not of {titles}."
        )
    elif update:
        notes.append(f"The strategy “{newest.title}” began after the last update: the priorities are now its own.")
    return Style(
        f"{newest.title} – {asked.period.label} Update",
        tuple(_priorities(library, newest)),
        update.lead if update else f"{_short(asked.period)} Update:",
        update.stopped if update else True,
        update.like if update else newest.title,
        tuple(notes),
    )


def _short(period: Period) -> str:
    return period.label.split()[0]
