"""What a topic is, and whether papers' words name it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.briefing.scope import Scope
from assistant.vocabulary import STOP
from assistant.words import stem, tokens
from index.search import Passage
from ingest.documents import Statement

_NEAR = 6  # words that may stand between the words of a topic
_GOES_ON = re.compile(
    r"(?:(?:In (?:response|addition|answer)|However|As a result|Because of)\W+)?"
    r"(?:Th(?:is|ese|ose|ey|at)\b|It\b|He\b|She\b|Such\b|Its\b|Their\b|His\b|Her\b|Both\b)"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic by its stems, each way to name it a tuple: the words given, and what letters stand for or shorten.

    `keys` are the rarest stem of each way.
    """

    words: str
    ways: tuple[tuple[str, ...], ...]
    letters: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()

    def named(self, text: str) -> bool:
        """Tell whether a text names the topic: all words of one way near each other, or its letters."""
        if any(re.search(rf"\b{re.escape(one)}s?\b", text) for one in self.letters):
            return True
        said = [stem(token) for token in tokens(text)]
        return any(_together(way, said) for way in self.ways)

    def touched(self, text: str) -> bool:
        """Tell whether a text has the word of the topic that says most by itself."""
        return any(stem(token) in self.keys for token in tokens(text))


def topic_of(words: str, scope: Scope) -> Topic | None:
    """Return the topic that words name, with its acronym or what its acronym stands for; None for words of none."""
    own = _stems(words)
    if not own:
        return None
    ways, letters = [own], []
    for term in scope.terms:
        short = term.acronym.rstrip("s")
        for expansion in term.expansions:
            long = _stems(expansion.words)
            if long and set(long) <= set(own) and len(long) > 1:
                rest = tuple(s for s in own if s not in long)
                ways.append((stem(short), *rest))
                letters += [short] if not rest else []
            elif stem(short) in own and len(long) > 1:
                ways.append((*long, *(s for s in own if s != stem(short))))
    keys = frozenset(max(way, key=scope.snapshot.rarity) for way in ways)
    return Topic(words.strip(), tuple(dict.fromkeys(ways)), tuple(letters), keys)


def about(topic: Topic, passage: Passage) -> list[Statement]:
    """Return the statements of a passage that are about a topic, in reading order.

    Those are the ones that name it, what goes on about it in the same paragraph, what hangs from a line that names it,
    and everything under a heading that does.
    """
    if passage.path and any(topic.named(heading) for heading in passage.path[-2:]):
        return list(passage.statements)
    found: list[Statement] = []
    for paragraph in _paragraphs(passage.statements):
        found += _of_paragraph(topic, paragraph)
    return found


def _of_paragraph(topic: Topic, paragraph: Sequence[Statement]) -> list[Statement]:
    naming = [i for i, s in enumerate(paragraph) if topic.named(s.text) or (s.lead and topic.named(s.lead))]
    if not naming:
        return [s for s in paragraph if topic.named(" ".join(one.text for one in paragraph)) and topic.touched(s.text)]
    first = naming[0]
    whole = first == 0 or sum(topic.touched(s.text) for s in paragraph) > 1
    found = [s for s in paragraph[:first] if topic.touched(s.text)]
    going = True
    for i in range(first, len(paragraph)):
        statement = paragraph[i]
        named = i in naming or (topic.touched(statement.text) and len(topic.ways[0]) > 1)
        going = named or (going and (whole or bool(_GOES_ON.match(statement.text))))
        if going:
            found.append(statement)
    return found


def _paragraphs(statements: Sequence[Statement]) -> list[list[Statement]]:
    found: list[list[Statement]] = []
    for statement in statements:
        alone = statement.kind != "sentence"
        if found and not alone and found[-1][-1].kind == "sentence" and found[-1][-1].paragraph == statement.paragraph:
            found[-1].append(statement)
        else:
            found.append([statement])
    return found


def _stems(words: str) -> tuple[str, ...]:
    own = [token for token in tokens(words) if token not in STOP] or tokens(words)
    return tuple(dict.fromkeys(stem(token) for token in own))


def _together(way: Sequence[str], said: Sequence[str]) -> bool:
    """Tell whether all words of a way stand within a stretch of a text that is hardly longer than they are."""
    if not set(way) <= set(said):
        return False
    most = len(way) + _NEAR
    places = [i for i, word in enumerate(said) if word in way]
    return any(set(way) <= set(said[i : i + most]) for i in places)
