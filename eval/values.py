"""Whether a text states a fact, compared by value: "12 per cent" is 12%, "26/03/2018" is 26 March 2018."""

import re
from collections.abc import Iterable, Sequence

from assistant.checking.tokens import Token, covers, tokens

_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐‑](?=[^\W\d_])")
_SINGLE = ("number", "money", "percent", "date")
_LABELS = frozenset(
    """minute minutes item items page pages paragraph paragraphs para section appendix priority objective action
    actions year years number no nos phase tier level part table figure schedule version target ward stage theme
    recommendation annex chapter aged""".split()
)
_SPANS = frozenset("day days week weeks month months year years hour hours minute minutes".split())


def stands(fact: str, text: str) -> bool:
    """Tell whether a text states a fact: its words and values stand there one after the other, whole and in order.

    Case, accents, punctuation, possessives and citation marks don't count, nor how a value is written. A plain number
    is stated by a sum of money or a count, not by a share; a fact with a unit ("£12", "12%") wants that unit. A date,
    month, quarter or year is stated by a more exact one ("March 2018" by "26 March 2018"), not the other way.
    """
    if _within(tokens(fact), tokens(text)):
        return True
    if not _HYPHEN.search(fact) and not _HYPHEN.search(text):
        return False
    return _within(tokens(_HYPHEN.sub("", fact)), tokens(_HYPHEN.sub("", text)))


def states_any(wordings: Iterable[str], text: str) -> bool:
    """Tell whether a text states a fact in one of its wordings."""
    return any(stands(wording, text) for wording in wordings)


def contradicts(alternatives: Sequence[str], text: str, frame: str = "") -> bool:
    """Tell whether a text gives another value where a fact wants its own.

    The fact must be one value (a number, a sum of money, a share, a date), none of its wordings may stand in the text,
    and the text must state a value of the same sort. Values that belong to the frame of an answer are no contradiction:
    those that stand in `frame` (the question, other facts that are expected), labels ("minute 12", "Priority 2"),
    years, and lengths of time.
    """
    wanted = {values[0].sort for wording in alternatives if len(values := tokens(wording)) == 1}
    wanted &= set(_SINGLE)
    if not wanted or states_any(alternatives, text):
        return False
    known = tokens(frame)
    return any(
        v.sort in wanted and not any(covers(k, v) or covers(v, k) for k in known) for v in _claimed(tokens(text))
    )


def _within(fact: Sequence[Token], text: Sequence[Token]) -> bool:
    """Tell whether a row of tokens stands in another, one after the other; no tokens stand nowhere."""
    last = len(text) - len(fact)
    starts = (at for at in range(last + 1) if covers(fact[0], text[at])) if fact else ()
    return any(all(map(covers, fact, text[at : at + len(fact)])) for at in starts)


def _claimed(said: Sequence[Token]) -> Iterable[Token]:
    """Yield the values that a text claims: no labels, years alone or lengths of time."""
    for at, token in enumerate(said):
        if token.sort == "number":
            before = said[at - 1] if at else None
            after = said[at + 1] if at + 1 < len(said) else None
            labelled = before is not None and before.sort == "word" and before.what in _LABELS
            lasting = after is not None and after.sort == "word" and after.what in _SPANS
            whole = token.what.value
            if labelled or lasting or (1900 <= whole < 2100 and whole == int(whole)):
                continue
        if token.sort in _SINGLE:
            yield token
