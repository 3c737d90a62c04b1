"""The promise of written answers: a sentence is shown where cited text carries it, and not otherwise."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.checking.hostile import hostile, readable
from assistant.checking.judging import Evidence, Judgement, Likeness, evidence_of, judge
from assistant.checking.reading import Reading, is_content, read

Outcome = Literal["kept", "repaired", "replaced", "dropped"]

_LONGEST = 1_200  # characters: what is longer is no sentence
_LONGEST_QUOTE = 600
_CLOSE_ENOUGH = 0.5
_LESS_CLOSE = 0.05
"""How much less close than a piece that says otherwise a piece may be and still carry a sentence."""
_EMPTY = frozenset(
    """here papers say said evidence documents following answer based provided information according question hope helps
    help please know let further details sources question questions sure certainly summary sorry thank thanks glad
    below above pieces context text passages summarised overall conclusion""".split()
)
_FRAME = re.compile(r"^(?:At|In|On|According to|By|As of|As at|During|For|From)\b[^,]{3,140},\s+(?=\w)")
_SPLIT = re.compile(r"\s*;\s+|,?\s+(?:and|but|while|whereas|although)\s+(?:that\s+)?|,\s+(?=which|with)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence: `text` is verbatim words of a paper, `told` what the records say of it.

    `place` is its title, part, section, date, period and board as one line.
    """

    n: int
    text: str
    told: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to become of a sentence.

    `text` is what may be shown, without marks; of a replaced sentence it is a verbatim quote. `why` is "" for a kept
    one. `spans` are (n, start, end): where in a piece's text the words stand that carry it.
    """

    outcome: Outcome
    text: str
    marks: tuple[int, ...] = ()
    why: str = ""
    spans: tuple[tuple[int, int, int], ...] = ()


class Checker:
    """Checks sentences that a language model wrote against the evidence it was given."""

    def __init__(self, likeness: Likeness) -> None:
        self._likeness = likeness

    def check(self, sentence: str, marks: Sequence[int], pieces: Sequence[Piece]) -> Verdict:
        """Return what is to become of a sentence that cites pieces by number, or cites none."""
        sentence = readable(sentence)
        why = self._unfit(sentence, pieces)
        if why:
            return Verdict("dropped", "", why=why)
        bare = sentence.rstrip().endswith(":")
        every = [evidence_of(p.n, p.text, p.told, p.place) for p in pieces]
        cited = [e for e in every if e.n in marks]
        faults: list[Judgement] = []
        for group, outcome, remark in (
            (cited, "kept", ""),
            (every, "repaired", "another piece of the evidence says so"),
        ):
            found = self._carriers(sentence, group, bare, faults) if group else []
            if found:
                numbers = tuple(dict.fromkeys(j.n for j in found))
                spans = tuple(dict.fromkeys((j.n, *span) for j in found for span in j.spans))
                remark = "it cited nothing" if remark and not marks else remark
                return Verdict("kept" if outcome == "kept" else "repaired", sentence, numbers, remark, spans)
        return self._instead(faults, cited, pieces)

    def _unfit(self, sentence: str, pieces: Sequence[Piece]) -> str:
        """Return why a sentence is not worth judging, or ""."""
        if len(sentence) > _LONGEST:
            return "it is too long to be checked"
        evil = hostile(sentence, "\n".join(f"{p.text}\n{p.told}\n{p.place}" for p in pieces))
        if evil:
            return evil
        reading = read(sentence)
        told = {t.what for t in reading.row if t.sort == "word" and is_content(t.what)} - _EMPTY
        values = [i for i in reading.items if i.sort not in ("name", "initials")]
        return "" if told or values else "it says nothing from the papers"

    def _carriers(
        self, sentence: str, group: Sequence[Evidence], bare: bool, faults: list[Judgement]
    ) -> list[Judgement]:
        """Return the judgements of the pieces that carry a sentence, each alone or, clause by clause, together."""
        reading = read(sentence)
        judged = [judge(reading, e, self._likeness, bare) for e in group]
        contradicted = max((j.near for j in [*judged, *faults] if j.against), default=0.0)
        found = [j for j in judged if j.fault is None and j.near >= contradicted - _LESS_CLOSE]
        if found:
            return found
        faults += judged
        if contradicted:
            return []
        together: list[Judgement] = []
        for clause in _clauses(sentence):
            leaning = together and read(clause).opens_with_pronoun
            same = [e for e in group if e.n == together[-1].n] if leaning else group
            best = self._carrier(clause, same, reading)
            if best is None:
                return []
            together.append(best)
        return together

    def _carrier(self, clause: str, group: Sequence[Evidence], sentence: Reading) -> Judgement | None:
        own = read(clause)
        for evidence in group:
            judged = judge(own, evidence, self._likeness)
            if judged.fault is None and _whose(own, judged, evidence, sentence):
                return judged
        return None

    def _instead(self, faults: list[Judgement], cited: Sequence[Evidence], pieces: Sequence[Piece]) -> Verdict:
        """The words of the paper that come closest in what was cited, or nothing."""
        numbers = {e.n for e in cited}
        near = sorted((j for j in faults if j.n in numbers and j.fault), key=lambda j: -j.near)
        nearest = max((j for j in faults if j.fault), key=lambda j: (j.n in numbers, j.near), default=None)
        why = nearest.fault.why if nearest and nearest.fault else "there is no evidence for it"
        if near and near[0].near >= _CLOSE_ENOUGH and near[0].spans:
            best = near[0]
            text = next(p.text for p in pieces if p.n == best.n)
            quote = " ".join(text[best.spans[0][0] : best.spans[-1][1]].split())
            if len(quote) <= _LONGEST_QUOTE:
                return Verdict("replaced", quote, (best.n,), why, tuple((best.n, *s) for s in best.spans))
        return Verdict("dropped", "", why=why)


def _clauses(sentence: str) -> list[str]:
    """The clauses of a sentence, each with its frame ("At the meeting of ..., "); none where it is one clause."""
    frame = _FRAME.match(sentence)
    start = frame.end() if frame else 0
    parts = [p.strip(" ,.") for p in _SPLIT.split(sentence[start:])]
    parts = [p for p in parts if p]
    if not 1 < len(parts) <= 5 or any(len(read(p).content) + len(read(p).items) < 2 for p in parts):
        return []
    return [(frame[0] if frame else "") + p for p in parts]


def _whose(clause: Reading, judged: Judgement, evidence: Evidence, sentence: Reading) -> bool:
    """Tell whether a clause without a name of its own is carried by words that name nobody else."""
    if clause.named():
        return True
    named = [i for u in evidence.text if (u.start, u.end) in judged.spans for i in u.reading.named() if not i.opens]
    said = {w for i in sentence.named() for w in i.what}
    return all(set(i.what) & said for i in named)
