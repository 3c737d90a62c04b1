"""The people a line, cell or paragraph of a list names, each with the role beside the name."""

import re
from dataclasses import dataclass

from ingest.owners import is_owner
from ingest.records.names import LISTED, RANK, WORD, bare, initials_fit, is_listed_name, is_name, named

_LISTED = re.compile(LISTED)
_BRACKETS = r"(?:[,.]?\s*\(+[^()]{1,160}\)*)"
_ENTRY = re.compile(rf"(?:{LISTED})({_BRACKETS}*)(?:\s*[-–—|]\s*(\S.{{0,90}}?))?[\s.,:)]*")
_RUN = re.compile(rf"(?:{LISTED})({_BRACKETS}+)")
_SPLIT = re.compile(r"\s*([;,•●▪](?!\s*\()|\band\b|&(?=\s+[A-Z]))\s*(?![^()]*\))")
_SPLIT_ALONE = re.compile(r"\s*([;,•●▪](?!\s*\()|\band\b)\s*(?![^()]*\))")
_TITLES = re.compile(rf"(?:{RANK}\s+)*")
_SLASHED = re.compile(rf"(?<=[a-z])\s*/\s*(?={LISTED}\s*(?:[(/;,]|$))")
_COUNCILLORS = re.compile(
    rf"\b(?:Councillors|Cllrs)\.?\s+(?P<all>(?:(?:[A-Z]\.?\s?){{0,3}}{WORD}(?:\s{WORD})?(?:\s*\([^()]*\))?(?:,\s*|\s+and\s+|\s*$))+)"
)
_MARK = re.compile(r"(?:of|for|the|to|on|at|in|and|from|&|[A-Z]{3,}[a-z]?|[A-Z]+[a-z]+[A-Z]\w*|[a-z]\w+)[,.;]?")
_ALL = re.compile(r"\ball\b.{0,40}", re.I)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody a list names: the name with its title, the role in the paper's words, initials the paper gives."""

    name: str
    role: str = ""
    initials: str = ""


def people_in(text: str, *, alone: bool, cell: bool = False) -> list[Named]:
    """Return the people a piece of a list names, in order.

    `text` is as read, lines apart; `alone` tells that it is one of several lines or cells, each of one person as a
    rule, so that what follows a comma is the role; `cell` that its lines are not wrapped by a page's width.
    """
    first = text.strip().partition("\n")[0]
    if cell and first != text.strip() and first.count("(") == first.count(")") and (stacked := _stacked(text)):
        return stacked
    text = _COUNCILLORS.sub(_each_councillor, " ".join(text.split()))
    pieces = _pieces(text, _SPLIT_ALONE if alone else _SPLIT)
    entries = [_entry(piece, posted=mark not in (",", "and", "&")) for mark, piece in pieces]
    if not any(entries):
        return _first_of(text)
    names = sum(entry is not None for entry in entries)
    prose = alone and entries[0] is not None and names < len(pieces)
    if alone and names == len(pieces) == 2 and not entries[0].role and pieces[1][0] == ",":  # type: ignore[union-attr]
        names, prose, entries[1] = 1, True, None
    found: list[Named] = []
    for (mark, piece), entry in zip(pieces, entries, strict=True):
        after_role = prose and found and found[-1].role and not re.search(r"\(|^(?:Cllr|Mrs?|Ms|Dr)\b", piece)
        if entry is not None and not (after_role and mark != ";" and not entry.role):
            found.append(entry)
        elif found and mark in (",", "and", "&") and not _ALL.fullmatch(piece):
            found[-1] = _with_role(found[-1], piece, " and " if mark in ("and", "&") else ", ")
        elif found and mark == "":
            break
    return found


def _each_councillor(match: re.Match[str]) -> str:
    """Give each of "Councillors Fox, Bell and Moor" the title."""
    return re.sub(r"(^|,\s*|\band\s+)(?=[A-Z])", r"\1Councillor ", match["all"])


def _pieces(text: str, separators: re.Pattern[str]) -> list[tuple[str, str]]:
    """The pieces between separators, each with the one before it; a run of "Name (Role) Name (Role)" is taken apart."""
    text = _SLASHED.sub("; ", text)
    split = separators.split(text)
    pieces: list[tuple[str, str]] = []
    for mark, piece in zip(["", *split[1::2]], split[::2], strict=True):
        runs = [m for m in _RUN.finditer(piece) if is_listed_name(_bare(m))] if piece.count("(") > 1 else []
        if len(runs) > 1 and runs[0].start() == 0:
            ends = [m.start() for m in runs[1:]] + [len(piece)]
            cut = [piece[m.start() : end].strip() for m, end in zip(runs, ends, strict=True)]
            pieces += [(mark, cut[0]), *((";", one) for one in cut[1:])]
        elif piece.strip():
            pieces.append((mark, piece.strip()))
    return pieces


def _bare(match: re.Match[str]) -> str:
    return match[2] or match[4]


def _entry(piece: str, posted: bool = True) -> Named | None:
    """One person alone, with brackets or a dash and a role; or a name and a post without anything between."""
    match = _ENTRY.fullmatch(piece)
    if match and is_listed_name(_bare(match)):
        return _made(match)
    return _posted(piece) if posted else None  # what follows a comma is rather the post of the one before


def _made(match: re.Match[str]) -> Named:
    name, roles, initials = named(match), [], ""
    for bracket in re.findall(r"\(+([^()]+)", match[5] or ""):
        words = bracket.strip(" ,;")
        if is_owner(words) and initials_fit(words, bare(name)):
            initials = words
        elif words:
            roles.append(words)
    dashed = (match[6] or "").strip(" .")
    if dashed and not _ALL.fullmatch(dashed):
        roles.append(dashed)
    return Named(name, "; ".join(roles), initials)


def _posted(piece: str) -> Named | None:
    """A name and a post that nothing parts: "Ann Bell Director of Parks", "Ian Fox Home Office"."""
    words = piece.split()
    title = len(_TITLES.match(piece)[0].split())  # type: ignore[index]
    for size in (title + 1, title + 2, title + 3) if title else (2, 3):
        rest = words[size:]
        ends = bool(rest) and (_is_post(rest[0]) or (size < title + 3 and any(map(_is_post, rest[:3]))))
        match = _LISTED.fullmatch(" ".join(words[:size])) if ends and not rest[0].islower() else None
        short = title and size == title + 1 and not _is_post(rest[0]) if rest else True
        if match and not short and len(words[size - 1]) > 1 and is_listed_name(_bare(match)):
            return Named(named(match), " ".join(rest).strip(" ,-–—"))
    return None


def _is_post(word: str) -> bool:
    """Tell whether a word belongs to a post or body and not to a name."""
    return not is_listed_name(word) or bool(_MARK.fullmatch(word))


def _stacked(text: str) -> list[Named]:
    """A cell of lines: a name on the first, what it is on the next; an indented line begins another."""
    found: list[Named] = []
    lines = [line for line in text.split("\n") if line.strip()]
    all_names = all((entry := _entry(line.strip(" ,\t"))) and not entry.role for line in lines)
    for number, line in enumerate(lines):
        entry = _entry(" ".join(line.strip(" ,;\t").split()))
        begins = number == 0 or line[:1] == "\t" or all_names or (entry and entry.role and "(" in line)
        if begins:
            found += [entry] if entry else people_in(line, alone=True)
        elif entry and not entry.role and found and found[-1].role and not lines[number - 1].rstrip().endswith(","):
            found.append(entry)
        elif found:
            found[-1] = _with_role(found[-1], line.strip(), " ")
    return found


def _first_of(text: str) -> list[Named]:
    """The person a line begins with where the rest is a long title: "Ann Bell, Minister for Rural Affairs"."""
    match = re.match(rf"(?:{LISTED}),\s*(.+)", text)
    if match and is_name(_bare(match)) and is_listed_name(_bare(match)):
        return [Named(named(match), match[5].strip(" ."))]
    return []


def _with_role(person: Named, words: str, between: str) -> Named:
    words = words.strip(" ,;.")
    inner = re.fullmatch(r"\((.*)\)", words)
    words = inner[1] if inner else words
    role = f"{person.role}{between}{words}" if person.role else words
    return Named(person.name, role.strip(), person.initials) if words else person
