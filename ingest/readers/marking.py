"""The words of a running head or foot that a paper should not lose: its protective marking, its draft status."""

import re
from collections.abc import Iterable

_TELLING = re.compile(
    r"\b(?:protect|restricted|official|unclassified|confidential|secret|sensitive|protectively marked|embargo\w*"
    r"|draft|exempt|part (?:2|ii|two)|not for publication|version \d|v\d+\.\d)\b",
    re.I,
)
_PAGE = re.compile(r"\b(?:page|p\.)\s*\d*(?:\s*(?:of|/)\s*\d*)?(?=\W|$)", re.I)


def markings(lines: Iterable[str]) -> list[str]:
    """Return the lines that name a protective marking or a draft, once each, without their page numbers."""
    kept: list[str] = []
    for line in lines:
        words = " ".join(_PAGE.sub(" ", line).split()).strip(" |–-")
        if _TELLING.search(words) and len(words) <= 200 and words not in kept:
            kept.append(words)
    return kept
