"""The numbers a word processor counts in front of paragraphs ("4.2", "(a)"), which stand nowhere in the text."""

from dataclasses import dataclass, field

from ingest.readers.flow import BULLET

LEVELS = 9
_MAX_COUNT = 100_000


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: `pattern` holds the number of level n as chr(n), 0 being the outermost.

    `style` is "decimal", "padded", "upper roman", "lower roman", "upper letter", "lower letter", "bullet" or "none";
    `indent` is in twips.
    """

    style: str = "decimal"
    pattern: str = ""
    start: int = 1
    restarts_after: int = LEVELS
    plain: bool = False
    indent: int = 0


@dataclass(slots=True)
class Counter:
    """Counts the paragraphs of one list."""

    levels: list[Level]
    _counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)

    def indent(self, depth: int) -> int:
        """Return how far paragraphs of a level are indented."""
        return self.levels[depth].indent if 0 <= depth < len(self.levels) else 0

    def restart(self, depth: int, start: int) -> None:
        """Let the next paragraph of a level, and nothing above it, begin at a number."""
        self._counts[depth] = start - 1

    def count(self, depth: int) -> str:
        """Count one more paragraph and return what stands in front of it: "•" for a bullet, "" for nothing."""
        depth = max(0, min(depth, len(self.levels) - 1, LEVELS - 1))
        if depth >= len(self.levels):
            return ""
        level, before = self.levels[depth], self._counts[depth]
        self._counts[depth] = level.start if before is None else before + 1
        for deeper in range(depth + 1, min(len(self.levels), LEVELS)):
            if self.levels[deeper].restarts_after > depth:
                self._counts[deeper] = None
        if level.style == "bullet":
            return BULLET
        text = "".join(self._shown(ord(sign), level.plain) if ord(sign) < LEVELS else sign for sign in level.pattern)
        return " ".join(text.split())

    def _shown(self, depth: int, plain: bool) -> str:
        if depth >= len(self.levels):
            return ""
        level, count = self.levels[depth], self._counts[depth]
        return number(level.start if count is None else count, "decimal" if plain else level.style)


def number(count: int, style: str) -> str:
    """Return a count as it is written in a style.

    >>> number(4, "lower roman"), number(28, "upper letter"), number(3, "padded")
    ('iv', 'BB', '03')
    """
    if style in ("none", "bullet"):
        return ""
    if style == "padded":
        return f"{count:02d}"
    if not 0 < count < _MAX_COUNT or style == "decimal":
        return str(count)
    if style.endswith("roman"):
        written = _roman(count)
    elif style.endswith("letter"):
        written = chr(65 + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
    else:
        return str(count)
    return written if style.startswith("upper") else written.lower()


def _roman(count: int) -> str:
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    written = ""
    for value, signs in zip(values, "M CM D CD C XC L XL X IX V IV I".split(), strict=True):
        written += signs * min(count // value, 20)
        count %= value
    return written
