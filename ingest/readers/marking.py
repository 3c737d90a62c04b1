"""The words of running heads and feet, which stand on pages and in no text: letterheads, markings, versions."""

import re
from collections.abc import Iterable

_PAGE = re.compile(r"\b(?:page|p\.)\s*\d*(?:\s*(?:of|/)\s*\d*)?(?=\W|$)", re.I)
_MOST = 40


def running_heads(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Return the lines of running heads and feet as properties of the paper, once each, without their page numbers."""
    kept: list[str] = []
    for line in lines:
        words = " ".join(_PAGE.sub(" ", line).split()).strip(" |–-")
        if re.search(r"[^\W\d]{2}", words) and len(words) <= 200 and words not in kept:
            kept.append(words)
    return [("running head", words) for words in kept[:_MOST]]
