"""Headers whose words run up the page, each over its column."""

from itertools import pairwise

from ingest.readers.content import Word
from ingest.readers.pdf_pieces import Piece, piece_of

_MAX_BESIDE = 3  # lines of upright words beside a turned header


def with_turned(lines: list[list[Piece]], words: list[Word]) -> list[list[Piece]]:
    """Return lines with turned words that stand side by side as one more line, with the upright words beside them."""
    for header in _headers(_pieces([w for w in words if not w.upright])):
        top, bottom = min(p.top for p in header), max(p.bottom for p in header)
        beside = [n for n, line in enumerate(lines) if top - 2 <= (line[0].top + line[0].bottom) / 2 <= bottom + 2]
        upright = [piece for n in beside for piece in lines[n]]
        apart = all(u.x1 < t.x0 or u.x0 > t.x1 for u in upright for t in header)
        if not apart or len(beside) > _MAX_BESIDE:
            continue
        at = next((n for n, line in enumerate(lines) if line[0].top >= top), len(lines))
        before = [line for n, line in enumerate(lines) if n < at and n not in beside]
        after = [line for n, line in enumerate(lines) if n >= at and n not in beside]
        lines = [*before, sorted([*header, *upright], key=lambda p: p.x0), *after]
    return lines


def _pieces(words: list[Word]) -> list[Piece]:
    """Return the words of each turned line, and of lines that stand close beside one another, as a piece."""
    groups: list[list[Word]] = []
    for word in words:
        near = groups and any(_together(word, other) for other in groups[-1])
        if near:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [piece_of(group) for group in groups]


def _together(word: Word, other: Word) -> bool:
    wide = min(word.x1 - word.x0, other.x1 - other.x0)
    aside = max(word.x0 - other.x1, other.x0 - word.x1)
    along = max(word.top - other.bottom, other.top - word.bottom)
    return (aside < -0.5 * wide and along < wide) or (aside < 0.5 * wide and along < 0)


def _headers(pieces: list[Piece]) -> list[list[Piece]]:
    """Return pieces that stand side by side, two or more at one height."""
    headers: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.x0):
        level = next((h for h in headers if min(h[-1].bottom, piece.bottom) - max(h[-1].top, piece.top) > 0), None)
        if level:
            level.append(piece)
        else:
            headers.append([piece])
    return [h for h in headers if len(h) > 1 and all(a.x1 <= b.x0 + 1 for a, b in pairwise(h))]
