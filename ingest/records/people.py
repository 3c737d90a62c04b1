"""People as papers name them: attendance lists, "Name (Role)" in passing, and the initials that stand for them."""

import re

from ingest.documents import Block, Person
from ingest.owners import is_owner, latin

_TITLE = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|Baroness|Cllr|Councillor|Supt|Superintendent"
    r"|Det(?:ective)?|Chief|Insp(?:ector)?|Sgt|Sergeant|PC|DI|DCI|Rev|Alderman|Commander)\.?\s+)*"
)
_WORD = r"(?:Mc|Mac|O['’]|D['’]|[Dd]e\s|[Vv]an\s|[Vv]on\s)?[A-ZÀ-ÖØ-ÞĆČĐĞİŁŃŘŚŞŠŹŻŽ][a-zà-ž]+(?:[-'’][A-Z]?[a-z]+)?"
_NAME = rf"({_TITLE})((?:{_WORD}|[A-Z]{{2}})(?:\s+(?:[A-Z]\.\s+)?{_WORD}){{1,2}})"
_WITH_ROLE = re.compile(rf"\b{_NAME},?\s*[-–—]?\s*\(+([^()]{{2,90}})\)*")
_DASHED = re.compile(rf"^{_NAME}(?:\s*[,|]\s*|\s+[-–—]\s+)([A-Z(][^|]{{2,90}})$")
_KEPT = re.compile(r"\b(?:Cllr|Councillor|Sir|Dame|Lord|Lady|Baroness|Professor|Prof|Dr)\b\.?")
_NO_ROLE = re.compile(r"(?:(?:19|20)\d\d\b|based in\b|page\b|see\b|item\b).*", re.I)
_NAMED = re.compile(_NAME)
_ALONE = re.compile(rf"^{_NAME}\s*$")
_LIST_HEAD = re.compile(
    r"(?:also )?(?:present|in attendance|attend(?:ees|ance|ing)|apolog|members?\b|panel\b|officers?\b"
    r"|others? (?:attendees|attending|present|in attendance)|officials|observers|secretariat"
    r"|board members|membership|to:\s*members"
    r"|(?:[\w&]+ ){1,4}(?:attendees|members|officials|observers)(?: present)?\W*$)",
    re.I,
)
_NOT_NAME_WORDS = """
    The This That These Group Board Council Panel Committee Partnership Community Safety Safer Borough London
    National Police Public Open Data Item Action Minutes Meeting Date Report Update Strategy Page Agenda Next
    Quarter Priority Section Appendix Service Services Team House Road Street Centre Hall School Office Room
    Officer Director Manager Head Chief Association Project Programme Fund Act Plan Policy Protection Violence
    Domestic Hate Crime Drug Health Trust Women Young Environment Housing Fire Rescue Brigade Authority District
    County City Town Parish Trading Standards Neighbourhood Home Information January February March April May
    June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday
    Sunday North South East West Forum Unit Review Case Risk Local Government High
"""
_NOT_NAMES = frozenset(_NOT_NAME_WORDS.split())


def find_people(blocks: list[Block], part: int) -> list[Person]:
    """Return the people a part names with a role or in an attendance list, in order, each once a role."""
    people: dict[tuple[str, str], Person] = {}
    common = frozenset(re.findall(r"\b[a-z]{2,}\b", " ".join(block.text for block in blocks)))
    owners = frozenset(
        i for b in blocks for o in (b.owner, *(c.text for c in b.cells)) if is_owner(o) for i in _each(o)
    )
    taken = _defined(blocks)
    listing = apologies = False
    labels: list[str] = []
    for block in blocks:
        if block.kind == "heading" or len(block.text) < 40:
            heads = bool(_LIST_HEAD.match(block.text))
            listing = heads or (listing and block.kind != "heading")
            if heads or block.kind == "heading":
                apologies = "apolog" in block.text.lower()
        texts = [c.text for c in block.cells] if block.kind == "row" else [block.text]
        labels = _labels(texts, labels) if block.kind == "row" else []
        for i, text in enumerate(texts):
            label = labels[i] if labels else ""
            named = listing or bool(label or _LIST_HEAD.match(texts[0]))
            attended = named and "apolog" not in (label or texts[0]).lower() and (bool(label) or not apologies)
            beside = latin(texts[i + 1]) if i + 1 < len(texts) and is_owner(texts[i + 1]) else ""
            for name, role, initials in _named(text, named, beside or block.owner if named else beside, common, owners):
                key = (name, role)
                if key not in people:
                    given = initials or _guessed(name, taken)
                    came = attended and not role.lower().endswith("apologies")
                    people[key] = Person(name, role, given, part, block.start, block.end, came)
        if len(block.text) > 250:
            listing = False
    return list(people.values())


def _defined(blocks: list[Block]) -> dict[str, str]:
    """Return the initials that a part gives a name in brackets, "Anna Bell (AB)", with that name."""
    found = (match for block in blocks for match in _WITH_ROLE.finditer(block.text))
    return {m[3]: m[2] for m in found if is_owner(m[3]) and _initials_fit(m[3], m[2])}


def _guessed(name: str, taken: dict[str, str]) -> str:
    """Return the initials a name has, but none where the paper gives them to somebody else."""
    bare = _KEPT.sub("", name).strip()
    initials = "".join(w[0] for w in re.split(r"[\s-]+", bare) if w[0].isupper())
    return initials if taken.get(initials, bare) == bare else ""


def _labels(cells: list[str], above: list[str]) -> list[str]:
    """What each cell of a row is listed under ("Present:"): the label left of it in the row, else that of the row above
    in its column, as long as no other words take the label's place."""
    heads = [cell if len(cell) < 40 and _LIST_HEAD.match(cell) else "" for cell in cells]
    if len(above) != len(cells) or (not any(heads) and _ends_list(cells, above)):
        above = [""] * len(cells)
    return ["|".join(filter(None, heads[: i + 1])).rpartition("|")[2] or above[i] for i in range(len(cells))]


def _ends_list(cells: list[str], above: list[str]) -> bool:
    """Tell whether words stand where the label of the rows above stood, or prose anywhere."""
    beside = len(set(above)) == 1 and bool(cells[0]) and not any(_NAMED.match(cell) for cell in cells[:1])
    return beside or any(len(cell) > 200 for cell in cells)


def _each(owners: str) -> list[str]:
    return re.findall(r"[A-Z]{2,4}[a-z]?", owners)


def _named(
    text: str, listed: bool, beside: str, common: frozenset[str], owners: frozenset[str]
) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for match in _WITH_ROLE.finditer(text):
        if not is_name(match[2]) or _NO_ROLE.fullmatch(match[3]):
            continue
        if not listed and not match[1] and not _stands_out(text[: match.start()], match, common, owners):
            continue
        role, initials = match[3].strip(" ,"), beside
        for more in re.findall(r"\(([^()]{2,60})\)", _brackets_after(text, match.end())):
            if is_owner(more) and _initials_fit(more, match[2]):
                initials = more
            else:
                role += f"; {more.strip()}"
        if is_owner(role) and _initials_fit(role, match[2]):
            role, initials = "", role
        found.append((_full(match[1], match[2]), role, initials))
    if listed and not found:
        pieces = re.split(r"[;,](?![^()]*\))|\band\b", text) if len(text) > 60 else [text]
        lines = [_DASHED.match(piece.strip()) or _ALONE.match(piece.strip()) for piece in pieces]
        if sum(line is not None for line in lines) * 2 <= len(pieces):
            lines = lines[:1]  # one person and a long title, not a list of people
        for line in lines:
            if line and is_name(line[2]):
                role = line[3].strip() if line.re is _DASHED else ""
                found.append((_full(line[1], line[2]), role, beside))
    elif listed:
        pieces = re.split(r"[;,]|\band\b", re.sub(r"\([^()]*\)", "", text.partition(":")[2] or text))
        alone = [line for piece in pieces if (line := _ALONE.match(piece.strip())) and is_name(line[2])]
        told = {name for name, _, _ in found}
        if len(alone) * 2 > len(pieces):  # a list of which only some have a bracket
            found += [(name, "", "") for line in alone if (name := _full(line[1], line[2])) not in told]
    return found


def _brackets_after(text: str, position: int) -> str:
    """The brackets that follow at once: "(Borough Commander) (Chairman)"."""
    match = re.match(r"(?:\s*\([^()]{2,60}\)\)?){1,3}", text[position:])
    return match[0] if match else ""


def is_name(name: str) -> bool:
    """Tell whether capitalised words may be a person's name: none of them is a common word of titles and places."""
    words = name.split()
    return not any(w in _NOT_NAMES for w in words) and len(words) <= 4 and not _LIST_HEAD.match(name)


def _full(title: str, name: str) -> str:
    kept = _KEPT.search(title or "")
    return f"{kept[0]} {name}" if kept else name


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


def _initials_fit(initials: str, name: str) -> bool:
    """Tell whether initials are the name's: the first name's first, a surname's last, others between them."""
    given = [c for c in initials if c.isupper()]
    words = re.split(r"[\s’'-]+", name)
    own = [c for word in words for c in word if c.isupper()]
    return bool(given and own) and given[0] == own[0] and (len(given) == 1 or given[-1] in own[1:])
