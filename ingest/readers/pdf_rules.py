"""The ruled lines of a page, put together from its edges."""

from dataclasses import dataclass

from ingest.readers.content import Edge

NEAR = 3.0  # lines that miss each other by less meet
_SHORT = 8.0  # shorter lines are bullets, ticks and strokes of letters
Line = tuple[float, float, float]
"""Where a line lies, its start, its end."""


@dataclass(slots=True)
class Rules:
    """The ruled lines of a page: those across and those down, each (where it lies, its start, its end)."""

    across: list[Line]
    down: list[Line]


def rules_of(edges: list[Edge]) -> Rules:
    """Return the lines that the edges make up: dashes and double lines become one line."""
    across, down = set(), set()
    for e in edges:
        if abs(e.x1 - e.x0) >= abs(e.bottom - e.top):
            across.add((round((e.top + e.bottom) / 2, 1), round(min(e.x0, e.x1), 1), round(max(e.x0, e.x1), 1)))
        else:
            down.add((round((e.x0 + e.x1) / 2, 1), round(min(e.top, e.bottom), 1), round(max(e.top, e.bottom), 1)))
    return Rules(_collinear(across), _collinear(down))


def _collinear(pieces: set[Line]) -> list[Line]:
    """Join pieces that lie on one line and touch, or nearly."""
    clusters: list[list[Line]] = []
    for piece in sorted(pieces):
        if clusters and piece[0] - clusters[-1][0][0] <= NEAR:
            clusters[-1].append(piece)
        else:
            clusters.append([piece])
    result: list[Line] = []
    for cluster in clusters:
        line: list[Line] = []
        end = 0.0
        for piece in sorted(cluster, key=lambda p: p[1]):
            if line and piece[1] - end > NEAR:
                result.append(_one(line))
                line = []
            end = max(end, piece[2]) if line else piece[2]
            line.append(piece)
        result.append(_one(line))
    return [line for line in result if line[2] - line[1] >= _SHORT]


def _one(pieces: list[Line]) -> Line:
    length = sum(end - start for _, start, end in pieces) or 1.0
    at = sum(at * (end - start) for at, start, end in pieces) / length
    return at, min(p[1] for p in pieces), max(p[2] for p in pieces)


def chains(rules: list[Line]) -> list[list[Line]]:
    """Return rules that begin and end at the same x, top to bottom, at least two; the widest ones first."""
    chains: list[list[Line]] = []
    for rule in sorted(unbroken(rules)):
        chain = next((c for c in chains if abs(c[-1][1] - rule[1]) < 8 and abs(c[-1][2] - rule[2]) < 8), None)
        if chain:
            chain.append(rule)
        elif rule[2] - rule[1] > 60:
            chains.append([rule])
    return sorted((c for c in chains if len(c) > 1), key=lambda c: c[0][1] - c[0][2])


def unbroken(rules: list[Line]) -> list[Line]:
    """Return rules that lie in one line with small gaps between them (one under each column) as one."""
    levels: list[list[Line]] = []
    for rule in sorted(rules):
        if levels and rule[0] - levels[-1][0][0] < 2.5:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    whole: list[Line] = []
    for level in levels:
        parts: list[Line] = []
        for rule in sorted(level, key=lambda r: r[1]):
            if parts and -3 <= rule[1] - parts[-1][2] < 25:
                parts[-1] = (parts[-1][0], parts[-1][1], rule[2])
            else:
                parts.append(rule)
        whole += parts
    return whole
