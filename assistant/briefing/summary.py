"""The summary at the head of a brief, by a language model: each sentence has the sources of the lines that carry it."""

from collections.abc import Sequence

from assistant.briefing.parts import Part
from assistant.outgoing.paper import Line
from assistant.writing.rewriting import Rewriter

_OF_EACH, _MOST = 3, 12  # lines put before the language model
_WEIGHT = 9.0


def summed_up(title: str, parts: Sequence[Part], rewriter: Rewriter) -> Part:
    """Return the part that sums up the first lines of the others; an empty one where the model fails."""
    entries = [entry for part in parts for entry in part.entries[:_OF_EACH]][:_MOST]
    texts = ["; ".join(" ".join(filter(None, (c.strong, c.text, c.note))) for c in entry.cells) for entry in entries]
    lines = [
        Line(text, tuple(dict.fromkeys(n for at in places for cell in entries[at].cells for n in cell.marks)))
        for text, places in rewriter.summary(title, texts)
    ]
    return Part("In short", lead=tuple(lines), weight=_WEIGHT)
