"""Columns that stand so close that no wide gap parts them: white runs down between them through all lines."""

from itertools import pairwise

from ingest.readers.pdf_pieces import BULLET, Piece, piece_of

_LEAST = 4  # lines beside one another on both sides
_MAX_TRIES = 60


def parted(lines: list[list[Piece]]) -> list[list[Piece]]:
    """Return lines whose pieces are cut where white runs down through all of them."""
    tries = {round(x) for line in lines for piece in line for x in _gaps(piece)}
    if not tries or len(tries) > _MAX_TRIES:
        return lines
    words = [w for line in lines for piece in line for w in piece.words]
    rivers = [x for x in sorted(tries) if not any(w.x0 < x - 0.5 and w.x1 > x + 0.5 for w in words)]
    for x in rivers:
        through = sum(any(_is_at(piece, x) for piece in line) for line in lines)
        beside = sum(line[0].x0 < x < line[-1].x1 for line in lines)
        if through >= max(_LEAST, 0.5 * beside):
            lines = [[part for piece in line for part in _cut(piece, x)] for line in lines]
    return lines


def _gaps(piece: Piece) -> list[float]:
    """Return where the words after and before wider gaps begin and end."""
    return [x for left, right in _wide(piece) for x in (left + 1, right - 1)]


def _wide(piece: Piece) -> list[tuple[float, float]]:
    """Return the wider gaps between the words of a piece, but not that behind a list's mark."""
    wide = 0.45 * piece.height
    return [(a.x1, b.x0) for a, b in pairwise(piece.words) if b.x0 - a.x1 > wide and not BULLET.fullmatch(a.text)]


def _is_at(piece: Piece, x: float) -> bool:
    return any(left - 0.5 <= x <= right + 0.5 for left, right in _wide(piece))


def _cut(piece: Piece, x: float) -> list[Piece]:
    if not _is_at(piece, x):
        return [piece]
    left, right = [w for w in piece.words if w.x1 <= x + 0.5], [w for w in piece.words if w.x1 > x + 0.5]
    return [piece_of(left), piece_of(right)]
