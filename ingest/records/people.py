"""People as papers name them: lists of who attended, "Name (Role)" in passing, and the initials that stand for them."""

import re
from collections.abc import Iterator, Sequence

from ingest.documents import Block, Person
from ingest.owners import is_owner
from ingest.records.attendance import Listed, read_attendance
from ingest.records.names import KEPT, NAME, full, initials_fit, initials_of, is_name

__all__ = ["find_people", "is_name"]

_WITH_ROLE = re.compile(rf"\b{NAME},?\s*[-–—]?\s*\(+([^()]{{2,90}})\)*")
_NO_ROLE = re.compile(r"(?:(?:19|20)\d\d\b|based in\b|page\b|see\b|item\b).*", re.I)


def find_people(blocks: Sequence[Block], part: int, text: str = "") -> list[Person]:
    """Return the people a part names with a role or in a list of people, in order, each once a role.

    `text` is the paper's, where the lines of a table's cell may be looked up.
    """
    listed = read_attendance(blocks, text)
    by_block: dict[int, list[Listed]] = {}
    for entry in listed:
        by_block.setdefault(entry.block.start, []).append(entry)
    taken = _defined(blocks)
    people: dict[tuple[str, str], Person] = {}

    def add(name: str, role: str, initials: str, block: Block, came: bool) -> None:
        given = initials or _guessed(name, taken)
        people.setdefault((name, role), Person(name, role, given, part, block.start, block.end, came))

    common = frozenset(re.findall(r"\b[a-z]{2,}\b", " ".join(block.text for block in blocks)))
    owners = frozenset(
        i for b in blocks for o in (b.owner, *(c.text for c in b.cells)) if is_owner(o) for i in _each(o)
    )
    for block in blocks:
        here = by_block.get(block.start, [])
        for entry in here:
            person = entry.person
            add(person.name, person.role, person.initials or _beside(block, here), block, entry.standing in _CAME)
        told = {entry.person.name for entry in here}
        for name, role, initials in _in_passing(block, common, owners):
            if name not in told:
                add(name, role, initials, block, False)
    return list(people.values())


_CAME = ("present", "also present")


def _beside(block: Block, here: list[Listed]) -> str:
    """The initials in the margin beside somebody who stands there alone."""
    return block.owner if len(here) == 1 and initials_fit(block.owner, here[0].person.name) else ""


def _defined(blocks: Sequence[Block]) -> dict[str, str]:
    """Return the initials that a part gives a name in brackets, "Anna Bell (AB)", with that name."""
    found = (match for block in blocks if "(" in block.text for match in _WITH_ROLE.finditer(block.text))
    return {m[3]: m[2] for m in found if is_owner(m[3]) and initials_fit(m[3], m[2])}


def _guessed(name: str, taken: dict[str, str]) -> str:
    """Return the initials a name has, but none where the paper gives them to somebody else."""
    bare = KEPT.sub("", name).strip()
    initials = initials_of(name)
    return initials if taken.get(initials, bare) == bare else ""


def _each(owners: str) -> list[str]:
    return re.findall(r"[A-Z]{2,4}[a-z]?", owners)


def _in_passing(block: Block, common: frozenset[str], owners: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the names that running text or a cell gives with a role in brackets: name, role, initials."""
    texts = [c.text for c in block.cells] if block.kind == "row" else [block.text]
    for i, text in enumerate(texts):
        if "(" not in text:
            continue
        beside = texts[i + 1] if i + 1 < len(texts) and is_owner(texts[i + 1]) else ""
        for match in _WITH_ROLE.finditer(text):
            if not is_name(match[2]) or _NO_ROLE.fullmatch(match[3]):
                continue
            if not match[1] and not _stands_out(text[: match.start()], match, common, owners):
                continue
            role, initials = match[3].strip(" ,"), beside
            for more in re.findall(r"\(([^()]{2,60})\)", _brackets_after(text, match.end())):
                if is_owner(more) and initials_fit(more, match[2]):
                    initials = more
                else:
                    role += f"; {more.strip()}"
            if is_owner(role) and initials_fit(role, match[2]):
                role, initials = "", role
            yield full(match[1], match[2]), role, initials


def _brackets_after(text: str, position: int) -> str:
    """The brackets that follow at once: "(Borough Commander) (Chairman)"."""
    match = re.match(r"(?:\s*\([^()]{2,60}\)\)?){1,3}", text[position:])
    return match[0] if match else ""


def _stands_out(before: str, match: re.Match[str], common: frozenset[str], owners: frozenset[str]) -> bool:
    """Tell a person's name in running text from a matter's.

    The paper does not use a person's names as common words too, a name is not the end of a longer title, and letters in
    brackets are a matter's acronym unless they own something here.
    """
    words = re.split(r"[\s-]+", match[2])
    if is_owner(match[3]) and match[3].upper().endswith("".join(word[0] for word in words)):
        return match[3] in owners
    if re.search(r"(?:\b(?:of|for|the|in|on)|\d)\s+$", before):
        return False
    if re.search(r"\b[A-Z]{3,}\s+$", before) and match[3].islower():
        return False
    return not all(word.lower() in common for word in words)
