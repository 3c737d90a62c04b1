"""Drafts a board's update for a quarter from its papers: style, evidence, places, duplicates, figures, gaps."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from assistant.answer import Citation
from assistant.compose.citing import Citations
from assistant.drafting.citing import cite
from assistant.drafting.figures import figures_of
from assistant.drafting.gaps import due_actions, empty_priorities, silent_agencies
from assistant.drafting.gathering import Evidence, gather
from assistant.drafting.merging import merged
from assistant.drafting.model import Bullet, Draft, Figure, Gap, Section
from assistant.drafting.placing import LISTED, UNSURE, Placed, place
from assistant.drafting.priorities import Priority
from assistant.drafting.style import Style, style_of
from assistant.drafting.wanted import DraftError, Wanted, wanted
from assistant.drafting.wording import promised, stopped
from assistant.outgoing.paper import Block, Bullets, Heading, Line, PageBreak, Paper, Paragraph, Table
from index.library import Library

Writer = Callable[[str], str]
"""Rewrites the words of a bullet, or gives them back as they are."""
_LATER = Placed(None, 0.0, "a plan for later, not something done in the quarter")


def draft(
    library: Library, board: str, period: str, priority: str = "", like: str = "", writer: Writer | None = None
) -> Draft:
    """Return a draft of a board's update for a quarter; DraftError says in one line why there can be none.

    `priority` (a number or words of a heading) keeps one section; `like` names the paper whose manner is taken.
    """
    asked = wanted(library, board, period)
    style = style_of(library, asked, like)
    only = _only(style.priorities, priority)
    evidence = gather(library, asked)
    cited = Citations(library.catalogue)
    groups = merged([e.text for e in evidence], library.embedder)
    first = [evidence[group[0]] for group in groups]
    under = [next((evidence[i].under for i in group if evidence[i].under), "") for group in groups]
    places = place([f"{e.about} {e.text}".strip() for e in first], under, style.priorities, library.embedder)
    places = [_LATER if at.why != LISTED and promised(e.text) else at for e, at in zip(first, places, strict=True)]
    bullets = [
        _bullet([evidence[i] for i in group], at, style, cited, writer)
        for group, at in zip(groups, places, strict=True)
    ]
    bullets = _numbered(bullets)
    sections = [
        _section(i, p, style.lead, bullets, places) for i, p in enumerate(style.priorities) if only in (None, i)
    ]
    unplaced = tuple(b for b, at in zip(bullets, places, strict=True) if at.priority is None)
    figures, unmeasured = figures_of(library, asked, style.priorities, cited)
    shown = [s.priority for s in sections]
    agencies = [name for b in bullets for name in b.agencies]
    gaps = [
        *_notes(style, asked, bullets, places),
        *empty_priorities(sections),
        *silent_agencies(library, asked, agencies, cited),
        *unmeasured,
        *due_actions(library, asked, cited),
    ]
    return Draft(
        asked.board,
        asked.period.label,
        style.title,
        tuple(sections),
        unplaced if only is None else (),
        tuple(f for f in figures if only is None or f.priority in shown),
        tuple(gaps),
        style.like,
    )


def _only(priorities: Sequence[Priority], asked: str) -> int | None:
    """Return the position of the one priority that is asked for, None for all."""
    if not asked.strip():
        return None
    words = set(asked.lower().replace("priority", " ").split())
    exact = [i for i, p in enumerate(priorities) if asked.strip().lower() in (p.heading.lower(), p.name.lower())]
    found = exact or [
        i
        for i, p in enumerate(priorities)
        if words <= set(p.heading.lower().replace(":", " ").replace("–", " ").split())
        or asked.lower() in p.name.lower()
    ]
    if len(found) != 1:
        there = "; ".join(p.heading for p in priorities)
        raise DraftError(f"“{asked.strip()}” names no one priority. The priorities are: {there}.")
    return found[0]


def _bullet(said: list[Evidence], at: Placed, style: Style, cited: Citations, writer: Writer | None) -> Bullet:
    """Return the bullet of what one or more papers tell; the first of them has the fullest words."""
    citations = tuple(dict.fromkeys(cite(cited, one.place, one.board, one.date) for one in said))
    agencies = tuple(dict.fromkeys(name for one in said for name in one.agencies))
    text = stopped(said[0].text, style.stopped)
    text = writer(text) if writer else text
    return Bullet("", text, text, citations, agencies, at.score, at.why)


def _numbered(bullets: Sequence[Bullet]) -> list[Bullet]:
    """Give each bullet an id that the same words from the same paper have in every draft."""
    seen: dict[str, int] = {}
    found = []
    for one in bullets:
        first = one.citations[0]
        key = hashlib.sha256(f"{first.document_id} {first.start} {one.text}".encode("utf-8", "replace")).hexdigest()[
            :10
        ]
        seen[key] = seen.get(key, 0) + 1
        found.append(replace(one, id=key if seen[key] == 1 else f"{key}-{seen[key]}"))
    return found


def _section(
    number: int, priority: Priority, lead: str, bullets: Sequence[Bullet], places: Sequence[Placed]
) -> Section:
    own = [b for b, at in zip(bullets, places, strict=True) if at.priority == number]
    return Section(priority.heading, priority.aims, lead, tuple(_by_agency(own)))


def _by_agency(bullets: list[Bullet]) -> list[Bullet]:
    """Put what one agency did together, in the order in which agencies are first named; an update's own list stays."""
    listed = [b for b in bullets if b.why == LISTED]
    others = [b for b in bullets if b.why != LISTED]
    first = {b.id: b.agencies[0].lower() if b.agencies else "" for b in others}
    order = list(dict.fromkeys(first.values()))
    return listed + sorted(others, key=lambda b: order.index(first[b.id]))


def _notes(style: Style, asked: Wanted, bullets: Sequence[Bullet], places: Sequence[Placed]) -> list[Gap]:
    """What a reader should know of the choice of style, of an empty quarter, and of places that are not sure."""
    notes = [Gap("note", words) for words in style.notes]
    own = dict.fromkeys(c.title for b in bullets if b.why == LISTED for c in b.citations[:1])
    notes += [
        Gap("note", f"“{title}” is here already and reports on the quarter: its bullets are kept.") for title in own
    ]
    if not bullets:
        quarter = asked.period.label
        notes.append(
            Gap("note", f"No paper here says anything of {quarter}: put its papers or partner returns in first.")
        )
    unsure = [(b, at) for b, at in zip(bullets, places, strict=True) if at.priority is not None and at.score < UNSURE]
    for bullet, at in unsure:
        heading = style.priorities[at.priority or 0].heading
        words = bullet.text if len(bullet.text) <= 90 else f"{bullet.text[:90].rsplit(' ', 1)[0]} …"
        notes.append(
            Gap("note", f"It is not sure that “{words.rstrip('.')}” belongs under {heading}.", bullet.citations)
        )
    return notes


_SORTS = {
    "priority": "Priorities with nothing to report",
    "agency": "Agencies that reported last quarter and not now",
    "measure": "Measures without a figure for this quarter",
    "action": "Actions due or overdue",
    "note": "Notes",
}


def paper_of(draft: Draft) -> Paper:
    """Return a draft as a paper that goes out; what is dropped is left out, and a checklist stands at its end."""
    marks = _Marks()
    blocks: list[Block] = []
    for section in draft.sections:
        blocks += _section_blocks(section, [f for f in draft.figures if f.priority == section.priority], marks)
    elsewhere = [f for f in draft.figures if f.priority not in {s.priority for s in draft.sections}]
    if elsewhere:
        blocks += [Heading("Other figures"), _table(elsewhere, marks)]
    unplaced = [b for b in draft.unplaced if not b.dropped]
    if unplaced:
        blocks += [Heading("Not yet placed under a priority"), Bullets(tuple(_line(b, marks) for b in unplaced))]
    blocks += _checklist(draft.gaps, marks)
    return Paper(draft.title, f"{draft.board}: draft for {draft.period}", tuple(blocks), tuple(marks.made))


class _Marks:
    """Numbers citations from 1 in the order in which they are first used."""

    def __init__(self) -> None:
        self.made: list[Citation] = []
        self._numbers: dict[tuple[str, int, int], int] = {}

    def of(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """Return the numbers of some citations."""
        return tuple(dict.fromkeys(self._number(c) for c in citations))

    def _number(self, one: Citation) -> int:
        key = one.document_id, one.start, one.end
        if key not in self._numbers:
            self._numbers[key] = len(self.made) + 1
            self.made.append(replace(one, n=len(self.made) + 1))
        return self._numbers[key]


def _section_blocks(section: Section, figures: Sequence[Figure], marks: _Marks) -> list[Block]:
    blocks: list[Block] = [Heading(section.priority)]
    if section.aims:
        blocks.append(Paragraph((Line(section.aims[0], strong="Aim:"),)))
    if section.aims[1:]:
        blocks.append(Bullets(tuple(Line(aim) for aim in section.aims[1:])))
    blocks.append(Paragraph((Line("", strong=section.lead),)))
    lines = tuple(_line(b, marks) for b in section.bullets if not b.dropped)
    blocks.append(Bullets(lines) if lines else Paragraph((Line("Nothing was found to report."),)))
    if figures:
        blocks.append(_table(figures, marks))
    return blocks


def _line(bullet: Bullet, marks: _Marks) -> Line:
    """A bullet with its citations; agencies that its words do not name, and that it was edited, stand after it."""
    unnamed = [name for name in bullet.agencies if name.lower() not in bullet.text.lower()]
    notes = [*([", ".join(unnamed)] if unnamed else []), *(["edited"] if bullet.edited else [])]
    return Line(bullet.text, marks.of(bullet.citations), "; ".join(notes))


def _table(figures: Sequence[Figure], marks: _Marks) -> Table:
    rows = tuple(
        (Line(f.name), Line(f.value, marks.of(f.citations)), Line(f.target or "–"), Line(f.previous or "–"))
        for f in figures
    )
    return Table(("Measure", "This quarter", "Target", "Previous quarter"), rows, "Figures")


def _checklist(gaps: Sequence[Gap], marks: _Marks) -> list[Block]:
    blocks: list[Block] = [PageBreak(), Heading("Checklist")]
    if not gaps:
        return [*blocks, Paragraph((Line("Nothing was found missing."),))]
    for sort, heading in _SORTS.items():
        lines = tuple(Line(g.text, marks.of(g.citations)) for g in gaps if g.sort == sort)
        if lines:
            blocks += [Heading(heading, 2), Bullets(lines)]
    return blocks
