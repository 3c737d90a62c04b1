"""The numbered evidence that a language model is given: what the assistant tells already, and passages beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from assistant.answer import Answer, Citation
from assistant.checking.check import Piece
from assistant.checking.statements import statements
from assistant.compose.citing import Citations
from assistant.writing.fencing import fence
from index.catalogue import Catalogue
from index.search import Passage
from ingest.dates import spoken

_FEWEST = 1


@dataclass(frozen=True, slots=True)
class Source:
    """Where a piece comes from: a citation of the selected answer, or a passage whose statements it holds."""

    piece: Piece
    origin: Citation | Passage


def sources_of(answer: Answer, passages: Sequence[Passage]) -> list[Source]:
    """Return the evidence for an answer: its citations with what is told of each, then passages not cited yet."""
    told = statements(answer.text)
    found: list[Source] = []
    for citation in answer.citations:
        said = [s.text for s in told if citation.n in s.marks and not s.entries]
        said += [s.text for s in told if s.entries and s.marks[:1] == (citation.n,)]
        piece = Piece(len(found) + 1, citation.quote, " ".join(said), _place_of_citation(citation))
        found.append(Source(piece, citation))
    cited = [(c.document_id, c.start, c.end) for c in answer.citations]
    for passage in passages:
        kept = tuple(s for s in passage.statements if not _overlaps((passage.document, s.start, s.end), cited))
        if kept:
            piece = Piece(len(found) + 1, "\n".join(s.text for s in kept), "", _place_of_passage(passage))
            found.append(Source(piece, replace(passage, statements=kept)))
    return found


def fitted(sources: Sequence[Source], tokens: int, count: Callable[[str], int]) -> list[Source]:
    """Return the first sources that take at most so many tokens when fenced; the first one always."""
    kept: list[Source] = []
    for source in sources:
        if len(kept) >= _FEWEST and count(fence([s.piece for s in [*kept, source]])) > tokens:
            break
        kept.append(source)
    return kept


def cite(source: Source, spans: Sequence[tuple[int, int]], catalogue: Catalogue) -> Citation:
    """Return the citation of the words of a source that carry a sentence; of all of it where no spans say which."""
    if isinstance(source.origin, Citation):
        return source.origin
    said = source.origin.statements
    ends = list(accumulate(len(s.text) + 1 for s in said))
    touched = [
        s for s, end in zip(said, ends, strict=True) if any(a < end and b > end - len(s.text) - 1 for a, b in spans)
    ]
    first, last = (touched or said)[0], (touched or said)[-1]
    citations = Citations(catalogue)
    citations.cite_place(source.origin, first.start, last.end)
    return citations.made()[0]


def _overlaps(stretch: tuple[str, int, int], cited: Sequence[tuple[str, int, int]]) -> bool:
    document, start, end = stretch
    return any(document == d and start < b and a < end for d, a, b in cited)


def _place_of_citation(citation: Citation) -> str:
    return _line(
        citation.title, citation.part, citation.section, spoken(citation.date) if citation.date else "", citation.board
    )


def _place_of_passage(passage: Passage) -> str:
    when = spoken(passage.date) if passage.date else passage.period.label if passage.period else ""
    return _line(passage.title, passage.part_title, " › ".join(passage.path), when, passage.board)


def _line(*facts: str) -> str:
    return ", ".join(dict.fromkeys(fact for fact in facts if fact))
