"""Heads on several levels: a heading over several columns belongs to all of them."""

from collections.abc import Sequence

UNSURE = "the heading over this column is not sure"


def joined(levels: Sequence[Sequence[str]]) -> tuple[list[str], list[str], set[int]]:
    """Return one head a column from rows of heads, the upper part of each, and the columns where that is not sure.

    A heading goes on over the empty cells right of it. Where the lowest heads repeat ("Number", "%", "Number", "%")
    and there is one heading for each turn, each goes with its turn, wherever over it the reader put it.
    """
    if not levels:
        return [], [], set()
    last = list(levels[-1])
    upper: list[str] = [""] * len(last)
    unsure: set[int] = set()
    turns = _turns(last)
    for level in levels[:-1]:
        own = [*level, *[""] * len(last)][: len(last)]
        above, doubted = _over_turns(own, turns) if turns else _over(own, last)
        upper = [f"{before} {after}".strip() for before, after in zip(upper, above, strict=True)]
        unsure |= doubted
    heads = [" ".join(dict.fromkeys(filter(None, pair))) for pair in zip(upper, last, strict=True)]
    return heads, upper, unsure


def _turns(heads: list[str]) -> list[tuple[int, int]]:
    """Return the columns, from and up to, of each turn of heads that repeat; none where they do not."""
    for start in (0, 1, 2):
        for long in range(2, (len(heads) - start) // 2 + 1):
            first = heads[start : start + long]
            if len(set(first)) < long or not all(first):
                continue
            count = 1
            while heads[start + count * long : start + (count + 1) * long] == first:
                count += 1
            if count > 1:
                return [(start + n * long, start + (n + 1) * long) for n in range(count)]
    return []


def _over_turns(own: list[str], turns: list[tuple[int, int]]) -> tuple[list[str], set[int]]:
    begins, ends = turns[0][0], turns[-1][1]
    groups = [" ".join(filter(None, own[first:last])) for first, last in turns]
    named = list(filter(None, own[begins:ends]))
    unsure: set[int] = set()
    if not all(own[first] for first, _ in turns) and named:
        if len(named) == len(turns):
            groups = named
        else:
            unsure = set(range(begins, ends))
    above = list(own)
    for (first, last), group in zip(turns, groups, strict=True):
        above[first:last] = [group] * (last - first)
    return above, unsure


def _over(own: list[str], last: list[str]) -> tuple[list[str], set[int]]:
    """Return each heading over the empty cells right of it; one that may begin further left is not sure."""
    above: list[str] = []
    going = ""
    for i, words in enumerate(own):
        going = words or (going if i and last[i] else "")
        above.append(going)
    first = next((i for i, words in enumerate(own) if words), 0)
    stray = first > 1 and own[0] == "" and all(last[1 : first + 1])
    return above, {i for i in range(1, len(last)) if last[i]} if stray else set()
