"""What letters may stand for where no paper says so: names written out in the papers that have these initials."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from index import schema
from index.catalogue import Catalogue
from index.register.persons import bare_words

_LEAST = 3  # fewer letters are those of too many names
_BETWEEN = r"(?:['’]s)?[\s/–-]+(?:(?:of|and|the|for|in|on|to|with|&)\s+){0,2}"


@dataclass(frozen=True, slots=True)
class SpeltOut:
    """A name written out in a paper, at a chunk of the document that begins at `start`."""

    words: str
    document: str
    start: int


def spelt_out(catalogue: Catalogue, letters: str, boards: frozenset[str]) -> SpeltOut | None:
    """Return the one name in some boards' papers (in all, for none) whose words begin with these letters.

    None where the papers do not write the letters themselves, or where names of people or several others fit.
    """
    if len(letters) < _LEAST or not letters.isupper() or not letters.isalpha():
        return None
    pattern = re.compile(r"\b" + _BETWEEN.join(rf"{c}[a-z]\w*" for c in letters) + r"(?!\w)")
    found: dict[tuple[str, ...], list[SpeltOut]] = defaultdict(list)
    people = {bare_words(row.name) for row in catalogue.rows(select(schema.people.c.name).distinct())}
    written = False
    for document, start, text in _texts(catalogue, boards, letters):
        written = written or bool(re.search(rf"\b{letters}s?\b", text))
        for match in pattern.finditer(text):
            words = " ".join(match[0].split())
            if not _within_a_longer_name(text[: match.start()]) and bare_words(words) not in people:
                found[bare_words(words)].append(SpeltOut(words, document, start))
    if not written or not found:
        return None
    counts = Counter({words: len(places) for words, places in found.items()})
    (best, most), *others = counts.most_common(2)
    return found[best][0] if not others or most >= 3 * others[0][1] else None


def _within_a_longer_name(before: str) -> bool:
    word = re.search(r"\b([A-Z][\w’']*)\s+$", before)
    return bool(word and word[1] not in ("The", "An", "A", "Our"))


def _texts(catalogue: Catalogue, boards: frozenset[str], letters: str) -> Iterator[tuple[str, int, str]]:
    """The newest papers' chunks first: document, where the chunk begins, its text."""
    c, d = schema.chunks.c, schema.documents.c
    query = (
        select(c.document, c.start, c.text)
        .join(schema.documents, d.id == c.document)
        .where(c.hidden.is_(None), *((d.board.in_(sorted(boards)),) if boards else ()))
        .order_by(func.coalesce(c.date, d.date, d.period_end).desc().nulls_last(), c.document, c.ordinal)
    )
    for row in catalogue.rows(query):
        yield row.document, row.start, row.text
