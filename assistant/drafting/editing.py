"""Changes that a person makes to a draft: each takes a draft and returns the changed one; no source is ever lost."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from assistant.drafting.gaps import empty_priorities
from assistant.drafting.model import Bullet, Draft, Section

UNPLACED = -1
"""The number of what stands under no priority; the sections count from 0."""

BY_HAND = "put here by hand"


class NoSuchPlace(ValueError):
    """The draft has no such bullet or section."""


def move(draft: Draft, bullet: str, by: int) -> Draft:
    """Move a bullet up (-1) or down (1) among those shown in its section; at the end of it, it stays."""
    number, held = find(draft, bullet)
    shown = [b.id for b in _bullets(draft, number) if not b.dropped]
    if held.dropped or not 0 <= shown.index(bullet) + by < len(shown):
        return draft
    other = shown[shown.index(bullet) + by]
    bullets = list(_bullets(draft, number))
    here, there = (next(i for i, b in enumerate(bullets) if b.id == one) for one in (bullet, other))
    bullets[here], bullets[there] = bullets[there], bullets[here]
    return _with(draft, number, bullets)


def move_to(draft: Draft, bullet: str, section: int) -> Draft:
    """Put a bullet at the end of a section, by its number."""
    number, held = find(draft, bullet)
    if not UNPLACED <= section < len(draft.sections):
        raise NoSuchPlace("the draft has no such priority")
    if number == section:
        return draft
    draft = _with(draft, number, [b for b in _bullets(draft, number) if b.id != bullet])
    return _with(draft, section, [*_bullets(draft, section), replace(held, score=1.0, why=BY_HAND)])


def drop(draft: Draft, bullet: str) -> Draft:
    """Leave a bullet out of what goes out; it is kept to be brought back."""
    return _changed(draft, bullet, lambda b: replace(b, dropped=True))


def bring_back(draft: Draft, bullet: str) -> Draft:
    """Bring back a bullet that was left out, to where it stood."""
    return _changed(draft, bullet, lambda b: replace(b, dropped=False))


def edit(draft: Draft, bullet: str, text: str) -> Draft:
    """Give a bullet other words, on one line. Raises ValueError for none: one that is not wanted is dropped."""
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not words:
        raise ValueError("a bullet cannot be empty: leave it out instead")
    return _changed(draft, bullet, lambda b: replace(b, text=words))


def undo_edit(draft: Draft, bullet: str) -> Draft:
    """Give a bullet back the words it was drafted with."""
    return _changed(draft, bullet, lambda b: replace(b, text=b.original))


def regenerated(draft: Draft, section: int, anew: Draft) -> Draft:
    """Return a draft with one section as `anew` has it; what a person edited, moved there or left out stays so.

    What stands elsewhere is not put here a second time; only what the papers no longer give goes.
    """
    if not 0 <= section < len(draft.sections):
        raise NoSuchPlace("the draft has no such priority")
    old = draft.sections[section]
    new = next((s for s in anew.sections if s.priority == old.priority), None)
    if new is None:
        raise NoSuchPlace(f"the papers here no longer give a priority of the name {old.priority}")
    mine = {b.id: b for b in old.bullets}
    elsewhere = {b.id for i in numbers(draft) if i != section for b in _bullets(draft, i)}
    still = {b.id for i in numbers(anew) for b in _bullets(anew, i)}
    fresh = [_kept(mine.get(b.id), b) for b in new.bullets if b.id not in elsewhere]
    there = {b.id for b in fresh}
    kept = [b for b in old.bullets if b.id not in there and (_by_hand(b) or b.id in still)]
    figures = [f for f in draft.figures if f.priority != old.priority]
    figures += [f for f in anew.figures if f.priority == old.priority]
    draft = replace(draft, figures=tuple(figures), gaps=anew.gaps)
    return _with(draft, section, [*fresh, *kept])


def find(draft: Draft, bullet: str) -> tuple[int, Bullet]:
    """Return the number of the section that a bullet is in, and the bullet. Raises NoSuchPlace."""
    for number in numbers(draft):
        for one in _bullets(draft, number):
            if one.id == bullet:
                return number, one
    raise NoSuchPlace("the draft has no such line any more")


def numbers(draft: Draft) -> Iterable[int]:
    """Return the number of each section, that of what is unplaced last."""
    return (*range(len(draft.sections)), UNPLACED)


def _kept(old: Bullet | None, new: Bullet) -> Bullet:
    return old if old is not None and _by_hand(old) else new


def _by_hand(bullet: Bullet) -> bool:
    """Tell whether a person edited a bullet, left it out or put it where it is."""
    return bullet.edited or bullet.dropped or bullet.why == BY_HAND


def _bullets(draft: Draft, number: int) -> tuple[Bullet, ...]:
    return draft.unplaced if number == UNPLACED else draft.sections[number].bullets


def _changed(draft: Draft, bullet: str, change: Callable[[Bullet], Bullet]) -> Draft:
    number, _ = find(draft, bullet)
    return _with(draft, number, [change(b) if b.id == bullet else b for b in _bullets(draft, number)])


def _with(draft: Draft, number: int, bullets: Sequence[Bullet]) -> Draft:
    """Return a draft with other bullets in a section; its gaps name the sections that have none to go out."""
    sections: list[Section] = list(draft.sections)
    if number == UNPLACED:
        draft = replace(draft, unplaced=tuple(bullets))
    else:
        sections[number] = replace(sections[number], bullets=tuple(bullets))
    going_out = [replace(s, bullets=tuple(b for b in s.bullets if not b.dropped)) for s in sections]
    gaps = [*empty_priorities(going_out), *(gap for gap in draft.gaps if gap.sort != "priority")]
    return replace(draft, sections=tuple(sections), gaps=tuple(gaps))
