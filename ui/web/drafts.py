"""A draft as plain HTML: its sections with what can be done with each line, what is left out, and what is missing."""

from collections.abc import Sequence
from urllib.parse import urlencode

from assistant.answer import Citation
from assistant.drafting.editing import BY_HAND, UNPLACED
from assistant.drafting.model import Bullet, Draft, Figure, Gap, Section
from assistant.drafting.placing import UNSURE
from assistant.drafting.saved import Saved
from assistant.outgoing.sources import reference
from ui.web.fragments import link
from ui.web.words import safe, source_link

MOST_TEXT = 10_000
BACK = '<p class="back"><a href="/draft">All drafts</a></p>'
_SORTS = {
    "priority": "Priorities with nothing to report",
    "agency": "Agencies that reported last quarter and not now",
    "measure": "Figures not given for this quarter",
    "action": "Actions due or overdue",
    "note": "Please note",
}
_SURE = 0.75


def address(path: str, **given: str) -> str:
    """Return an address as HTML."""
    return safe(f"{path}?{urlencode(given)}")


def surely(bullet: Bullet) -> tuple[str, str]:
    """Return how surely a line belongs to its priority, as a word for its looks and in words."""
    if bullet.why == BY_HAND:
        return "sure", "Put here by hand"
    unsure, _, why = bullet.why.partition(":")
    if bullet.score < UNSURE or unsure.strip() == "unsure":
        return "check", f"Please check: {why.strip() or bullet.why}" if bullet.why else "Please check"
    word = "Sure" if bullet.score >= _SURE else "Likely"
    return word.lower(), f"{word}: {bullet.why}" if bullet.why else word


def one(saved: Saved, said: str = "", problem: str = "") -> str:
    """Return the page of a draft; `said` is what was just done to it, `problem` what could not be."""
    draft = saved.draft
    page = _Page(saved)
    wrong = f'<p class="note problem">{safe(problem)}</p>' if problem else ""
    sections = "".join(page.section(number, section) for number, section in enumerate(draft.sections))
    return (
        f'{BACK}<h1 tabindex="-1" class="long">{safe(draft.title)}</h1>'
        f'<p class="soft">{safe(draft.board)}: draft for {safe(draft.period)}.{_manner(draft)}</p>{wrong}'
        f'<div class="above"><p class="count">{safe(said)}{" " if said else ""}{_counts(draft)}</p>'
        f'<p class="export">Save as <a href="{address("/draft/file", id=saved.id, form="docx")}" download>Word</a>'
        f' <a href="{address("/draft/file", id=saved.id, form="md")}" download>Markdown</a></p></div>'
        f"{page.unplaced()}{sections}{page.other_figures()}{checklist(draft.gaps)}"
    )


def _manner(draft: Draft) -> str:
    return f" It follows the manner of {safe(draft.like)}." if draft.like else ""


def _counts(draft: Draft) -> str:
    every = [b for s in draft.sections for b in s.bullets] + list(draft.unplaced)
    shown = [b for b in every if not b.dropped]
    unsure = sum(surely(b)[0] == "check" for b in shown)
    parts = [
        counted(len(shown), "line"),
        f"{unsure:,} to check" if unsure else "",
        f"{sum(b.edited for b in shown):,} edited" if any(b.edited for b in shown) else "",
        f"{len(every) - len(shown):,} left out" if len(every) > len(shown) else "",
    ]
    return f"{', '.join(part for part in parts if part)}. Every change is saved."


def counted(number: int, one: str) -> str:
    """Return "1 line", "3 lines"."""
    return f"{number:,} {one}{'' if number == 1 else 's'}"


class _Page:
    """The lines of one draft, each a form."""

    def __init__(self, saved: Saved) -> None:
        self._draft = saved.draft
        self._hidden = (
            f'<input type="hidden" name="id" value="{saved.id}">'
            f'<input type="hidden" name="revision" value="{saved.revision}">'
        )

    def section(self, number: int, section: Section) -> str:
        """Return a priority with its aims, its lines, its figures and what is left out of it."""
        aims = "".join(f"<li>{safe(aim)}</li>" for aim in section.aims)
        folded = f"<details><summary>Aims</summary><ul>{aims}</ul></details>" if aims else ""
        again = (
            f'<form class="again" action="/draft/again" method="post">{self._hidden}'
            f'<input type="hidden" name="section" value="{number}"><button class="quiet" aria-label="Draft'
            f' {safe(section.priority)} again">Draft this again</button></form>'
        )
        lead = f'<p class="lead">{safe(section.lead)}</p>' if section.lead else ""
        return (
            f'<section class="priority"><div class="head"><h2 tabindex="-1" data-key="s-{number}">'
            f"{safe(section.priority)}</h2>{again}</div>{folded}{lead}{self._lines(number, section.bullets)}"
            f"{figures([f for f in self._draft.figures if f.priority == section.priority])}"
            f"{self._left_out(section.bullets)}</section>"
        )

    def unplaced(self) -> str:
        """Return the lines that are under no priority yet, with the way to put them under one."""
        if not self._draft.unplaced:
            return ""
        lines = self._lines(UNPLACED, self._draft.unplaced)
        return (
            '<section class="priority loose"><h2 tabindex="-1" data-key="s--1">Not yet under a priority</h2>'
            "<p>The papers do not say where these belong. Put each under a priority, or leave it out; those that stay"
            f" here go out under a heading of their own.</p>{lines}{self._left_out(self._draft.unplaced)}</section>"
        )

    def other_figures(self) -> str:
        """Return the figures of no priority that is drafted."""
        drafted = {s.priority for s in self._draft.sections}
        table = figures([f for f in self._draft.figures if f.priority not in drafted])
        return f"<section><h2>Other figures</h2>{table}</section>" if table else ""

    def _lines(self, number: int, bullets: Sequence[Bullet]) -> str:
        shown = [b for b in bullets if not b.dropped]
        if not shown:
            return '<p class="hint">Nothing to report.</p>'
        items = []
        for place, bullet in enumerate(shown):
            after = shown[place + 1] if place + 1 < len(shown) else shown[place - 1] if place else None
            items.append(self._line(number, bullet, (place == 0, place == len(shown) - 1), after))
        return f'<ul class="lines">{"".join(items)}</ul>'

    def _line(self, number: int, bullet: Bullet, ends: tuple[bool, bool], after: Bullet | None) -> str:
        words = " ".join(bullet.text.split()[:6])
        looks, sure = surely(bullet)
        edited = '<span class="state edited">Edited</span> ' if bullet.edited else ""
        agencies = f'<span class="agencies">{safe(", ".join(bullet.agencies))}</span>' if bullet.agencies else ""
        next_key = f"b-{safe(after.id)}" if after else f"s-{number}"
        to = self._move_to(number, bullet, next_key)
        moves = "".join(
            f'<button class="quiet way" name="do" value="{do}" data-key="{do}-{safe(bullet.id)}"'
            f' aria-label="Move {do}: {safe(words)}"{" aria-disabled=true" if end else ""}>{arrow}</button>'
            for do, arrow, end in (("up", "↑", ends[0]), ("down", "↓", ends[1]))
        )
        return (
            f'<li tabindex="-1" data-key="b-{safe(bullet.id)}">'
            f'<p class="text" dir="auto">{edited}{safe(bullet.text)}</p>'
            f'<p class="about"><span class="sure {looks}">{safe(sure)}</span>{agencies}{sources(bullet.citations)}</p>'
            f'<form class="line" action="/draft/change" method="post">{self._hidden}'
            f'<input type="hidden" name="bullet" value="{safe(bullet.id)}">{moves}'
            f'<button class="quiet" name="do" value="drop" data-key="{next_key}" aria-label="Leave out: {safe(words)}">'
            f"Leave out</button>{to if number == UNPLACED else ''}"
            f"{self._change(bullet, words, '' if number == UNPLACED else to)}</form></li>"
        )

    def _change(self, bullet: Bullet, words: str, to: str) -> str:
        rows = min(10, max(3, len(bullet.text) // 70 + 1))
        undo = (
            f'<p class="soft">Drafted as: <span dir="auto">{safe(bullet.original)}</span></p>'
            f'<button class="quiet" name="do" value="undo" data-key="b-{safe(bullet.id)}">'
            "Take the drafted words again</button>"
        )
        return (
            f'<details class="edit"><summary data-key="e-{safe(bullet.id)}" aria-label="Edit{" or move" if to else ""}:'
            f' {safe(words)}">Edit{" or move" if to else ""}</summary>'
            f'<label>Words<textarea name="text" rows="{rows}" maxlength="{MOST_TEXT}" dir="auto">{safe(bullet.text)}'
            f'</textarea></label><button name="do" value="edit" data-key="b-{safe(bullet.id)}">'
            f"Save these words</button>{undo if bullet.edited else ''}{to}</details>"
        )

    def _move_to(self, number: int, bullet: Bullet, key: str) -> str:
        named = [(i, s.priority) for i, s in enumerate(self._draft.sections) if i != number]
        options = "".join(f'<option value="{i}">{safe(name)}</option>' for i, name in named)
        label = "Put under" if number == UNPLACED else "Move to"
        loose = f'<option value="{UNPLACED}">No priority yet</option>' if number != UNPLACED else ""
        return (
            f'<span class="to"><select name="to" aria-label="{label}">{options}{loose}</select>'
            f'<button class="quiet" name="do" value="to" data-key="{key}">{label}</button></span>'
        )

    def _left_out(self, bullets: Sequence[Bullet]) -> str:
        gone = [b for b in bullets if b.dropped]
        items = "".join(
            f'<li><p class="text" dir="auto">{safe(b.text)}</p><p class="about">{sources(b.citations)}</p>'
            f'<form action="/draft/change" method="post">{self._hidden}<input type="hidden" name="bullet"'
            f' value="{safe(b.id)}"><button class="quiet" name="do" value="back" data-key="b-{safe(b.id)}">'
            "Bring back</button></form></li>"
            for b in gone
        )
        heading = f"{counted(len(gone), 'line')} left out"
        return f'<details class="gone"><summary>{heading}</summary><ul>{items}</ul></details>' if gone else ""


def sources(citations: Sequence[Citation], named: bool = True) -> str:
    """Return a link to each place that tells of something, by the name of its paper or as "Source"."""
    links = []
    for c in citations:
        where = safe(reference(c, c.quote).rstrip("."))
        links.append(link(source_link(c.document_id, c.start, c.end), where if named else "Source", "source", where))
    return f'<span class="from">{"".join(links)}</span>' if links else ""


def figures(found: Sequence[Figure]) -> str:
    """Return the table of some figures, each beside its target and the quarter before."""
    if not found:
        return ""
    labels = ("Measure", "This quarter", "Target", "Previous quarter")
    head = "".join(f'<th scope="col">{label}</th>' for label in labels)
    rows = "".join(
        f'<tr><td class="main">{safe(f.name)}{sources(f.citations)}</td>'
        + "".join(
            f'<td data-label="{label}">{safe(value) or "–"}</td>'
            for label, value in zip(labels[1:], (f.value, f.target, f.previous), strict=True)
        )
        + "</tr>"
        for f in found
    )
    return (
        '<h3>Figures</h3><div class="scroll" tabindex="0" role="region" aria-label="Figures">'
        f'<table class="cards still"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def checklist(gaps: Sequence[Gap]) -> str:
    """Return what is missing, by its sort."""
    if not gaps:
        return '<section><h2>Checklist</h2><p class="hint">Nothing was found missing.</p></section>'
    blocks = []
    for sort, heading in _SORTS.items():
        items = "".join(f"<li>{safe(g.text)} {sources(g.citations, named=False)}</li>" for g in gaps if g.sort == sort)
        blocks.append(f"<h3>{heading}</h3><ul>{items}</ul>" if items else "")
    return (
        '<section class="checklist"><h2>Checklist</h2><p class="hint">What is missing or due. It goes out as the last'
        f" page.</p>{''.join(blocks)}</section>"
    )
