"""Who is who: which rows of papers' lists name one person, and which spellings may be one person's."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import DamerauLevenshtein

from index.register.holders import TITLES
from index.register.text import fold
from ingest.records.record import Standing

_SHORT = {
    "anthony": "tony", "antony": "tony", "catherine": "kate cathy cath", "katherine": "kate kathy kath",
    "kathryn": "kate kathy", "david": "dave davy", "edward": "ted ed eddie", "elizabeth": "liz beth betty lizzie",
    "henry": "harry", "james": "jim jimmy jamie", "john": "jack", "jonathan": "jon", "margaret": "maggie meg peggy",
    "michael": "mike mick", "oliver": "ollie", "patricia": "pat trish", "richard": "dick rick", "steven": "steve",
    "robert": "bob rob bobby", "stephen": "steve", "susan": "sue", "thomas": "tom tommy", "victoria": "vicky",
    "william": "bill will", "charles": "charlie chuck", "deborah": "debbie", "rebecca": "becky", "joanne": "jo",
    "joanna": "jo",
}  # fmt: skip
"""Short forms of first names that do not begin as the name does, and some that do."""
_RANKS = frozenset(
    "inspector superintendent sergeant constable chief detective commander borough station manager".split()
)


@dataclass(frozen=True, slots=True)
class Naming:
    """One naming of a person by a paper: in a list, in passing, or at a meeting (`standing`)."""

    name: str
    role: str
    board: str
    day: datetime.date | None
    document: str
    part: int
    start: int
    end: int
    standing: Standing | None = None
    instead_of: str = ""


@dataclass(slots=True)
class Individual:
    """A person and everything that papers say of them; `doubts` tells of spellings that may be somebody else's."""

    name: str
    namings: list[Naming] = field(default_factory=list)
    doubts: dict[str, str] = field(default_factory=dict)

    @property
    def variants(self) -> tuple[str, ...]:
        """Every way the name is written, the most frequent first."""
        return tuple(name for name, _ in Counter(n.name for n in self.namings).most_common())


def bare_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded, without titles and ranks."""
    words = fold(name).split()
    while len(words) > 1 and (words[0] in TITLES or words[0] in _RANKS):
        words = words[1:]
    return tuple(words)


def individuals(namings: Iterable[Naming]) -> list[Individual]:
    """Return the people that namings speak of, in order of name.

    The same words are one person. Another spelling joins where one person alone may be meant, with a doubt: initials or
    a surname alone, a short form of the first name, one letter that differs. Two that one paper lists are two people.
    """
    by_words: dict[tuple[str, ...], list[Naming]] = defaultdict(list)
    for naming in namings:
        if words := bare_words(naming.name):
            by_words[words].append(naming)
    near: dict[str, list[tuple[str, ...]]] = defaultdict(list)  # names by their surname and by their first name
    for words in by_words:
        for word in {words[0], words[-1]}:
            near[word].append(words)
    joined: dict[tuple[str, ...], tuple[tuple[str, ...], str]] = {}
    for words in sorted(by_words, key=lambda w: (len(by_words[w]), w)):
        alike = _alike(words, by_words, near)
        fits = [(other, doubt) for other, doubt in alike if not _apart(by_words[words], by_words[other])]
        if len(fits) == 1 and fits[0][0] not in joined:
            joined[words] = fits[0]
    found: dict[tuple[str, ...], Individual] = {}
    for words, own in by_words.items():
        home, doubt = joined.get(words, (words, ""))
        person = found.setdefault(home, Individual(""))
        person.namings += own
        if doubt:
            person.doubts.update({naming.name: doubt for naming in own})
    for person in found.values():
        sure = [n.name for n in person.namings if n.name not in person.doubts]
        person.name = _main(sure)
    return sorted(found.values(), key=lambda p: (bare_words(p.name)[-1], p.name))


def _main(names: Sequence[str]) -> str:
    """The spelling that papers use most; of as many, the longest."""
    return max(Counter(names).items(), key=lambda item: (item[1], len(item[0]), item[0]))[0]


def _alike(
    words: tuple[str, ...], by_words: dict[tuple[str, ...], list[Naming]], near: dict[str, list[tuple[str, ...]]]
) -> list[tuple[tuple[str, ...], str]]:
    """The names that another may be a spelling of, used at least as often on one of its boards, each with the doubt."""
    boards = {n.board for n in by_words[words]}
    found = []
    for other in dict.fromkeys(near[words[-1]] + near[words[0]]):
        if other == words or not (other[-1] == words[-1] or _one_letter(other, words)):
            continue
        if not boards & {n.board for n in by_words[other]} or _rank(other, by_words) < _rank(words, by_words):
            continue
        doubt = _why(words, other, by_words)
        if doubt:
            found.append((other, doubt))
    return found


def _rank(
    words: tuple[str, ...], by_words: dict[tuple[str, ...], list[Naming]]
) -> tuple[bool, bool, int, tuple[str, ...]]:
    """Which of two spellings is the person's name: one with a first name written out, then the more frequent."""
    return len(words) > 1, len(words[0]) > 1, len(by_words[words]), words


def _why(words: tuple[str, ...], other: tuple[str, ...], by_words: dict[tuple[str, ...], list[Naming]]) -> str:
    main = _main([n.name for n in by_words[other]])
    if words[-1] == other[-1] and len(other) > 1:
        if len(words) == 1:
            return f"only the surname is given; taken to be {main}"
        if len(words[0]) == 1 and other[0][0] == words[0]:
            return f"only the initial is given; taken to be {main}"
        if _short(words[0], other[0]):
            return f"taken to be another form of the name {main}"
    if len(words) == len(other) > 1 and _one_letter(words, other) and _may_be_typo(by_words[words], by_words[other]):
        return f"taken to be a misspelling of {main}"
    return ""


def _short(one: str, other: str) -> bool:
    """Tell whether a first name is a short form of another."""
    short, long = sorted((one, other), key=len)
    return (len(short) >= 3 and long.startswith(short)) or short in _SHORT.get(long, "").split()


def _one_letter(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    a, b = " ".join(one), " ".join(other)
    return abs(len(a) - len(b)) <= 1 and len(a) > 7 and DamerauLevenshtein.distance(a, b, score_cutoff=1) == 1


def _may_be_typo(one: list[Naming], other: list[Naming]) -> bool:
    """Tell whether two names nearly alike have a role in common, or no role that tells them apart."""
    roles, others = ({fold(n.role) for n in namings if n.role} for namings in (one, other))
    return bool(roles & others) or not roles or not others


def _apart(one: list[Naming], other: list[Naming]) -> bool:
    """Tell whether one paper lists both, so that they are two people."""
    there = {(n.document, n.part, n.standing) for n in one if n.standing}
    return any((n.document, n.part, n.standing) in there for n in other if n.standing)
