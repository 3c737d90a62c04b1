"""Actions that a paper marks as such: "Action: ...", "ACTION 3: ...", "(Action: JB)", lists under "Actions"."""

import re
from dataclasses import dataclass, field

from ingest.owners import is_owner, may_name_owner
from ingest.records.doers import resolved_doing, undertaking
from ingest.records.leads import lead_of
from ingest.records.minuting import Line, Words, sentences, words_at
from ingest.records.owning import owners_of
from ingest.records.record import Owner
from ingest.records.source import Source

_NO = r"\(?(?:[A-Z]{1,2}[.-]?)?\d{1,3}(?:[./]\d{1,3})*[a-z]?\)?|\(?[ivx]{1,4}\)|\([a-z]\)"
_LABEL = re.compile(
    r"(?:(?<=[.;:!?)\]|\n])|(?<=[.;:!?)\]]\s)|^)[\s*_#>\[(•●–-]*(?:(?:outstanding|new|further|agreed|key)\s+)?"
    rf"(?P<word>actions?(?:\s+(?:points?|items?|required))?|AP)\s*(?:(?:no\.?|number|ref)?\s*(?P<number>{_NO})(?![\w]))?"
    r"[\s*_]*(?:(?P<of>from|for|on|by)\s(?P<whose>[^:.\n]{3,40}))?(?:\s*[*_]*\s*(?::|[–—](?=\s)|-\s)|(?<=\d)\.?(?=\s+[A-Z])|(?<=\))(?=\s))"
    r"[\s*_]*",
    re.I,
)
_BARE_LABEL = re.compile(r"[\s*_#]*actions?\s+(?P<who>[A-Z]{2,4}(?:\s*[/,&]\s*[A-Z]{2,4})*|All)\s*[*_]*$", re.I)
_INLINE = re.compile(r"[(\[]\s*actions?\s*(?::|[–—-])?\s*(?P<who>[^()\[\]:]{2,50})[)\]]", re.I)
_HEADING = re.compile(
    r"(?:\d+[.)]?\s*)?(?:(?:summary|list|table) of |agreed |new |key |meeting |agreed )?(?:the )?"
    r"(?:actions?|action points?|action items?|actions? (?:agreed|arising|required|to be taken)|to[- ]?dos?)"
    r"(?: (?:from|for|of|at|agreed at) (?:this|the|today.s)(?: \w+)? meeting)?\W*",
    re.I,
)
_DONE = re.compile(r"\s*[\[(](?:done|complete\w*|closed|ongoing|by [^)\]]{3,30})[\])]\.?$", re.I)
_TRAILING = re.compile(r"\s*[(\[]([^()\[\]]{2,160})[)\]]?\s*[.;]?$")
_DASHED = re.compile(r"\s+[-–—]\s*([^-–—]{2,50})$")
_LEADING = re.compile(r"[\W_]*\[?(?P<who>[^:\[\]]{2,70}?)\]?\s*[*_]*\s*(?::\s*[*_]*|\]\s*|\s[-–—]+\s)(?=\S)")
_BULLET = re.compile(r"(?:[-–—•●▪◦*+o]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z][.)]\s+|\[[ xX]?\]\s*)+")
_SUBS = re.compile(r"(?:^|\s)(?:\((?:[a-h]|i{1,3}|iv|\d)\)|[a-h]\))\s*(?:and\s+)?(?:for\s+)?")
_NONE = re.compile(r"(?:none|nil|no (?:new |further )?actions?|n/?a|not applicable)\b.{0,30}", re.I)
_AFTER = re.compile(r"(?:At|In|On|Following|After|For|As|Subject to|Given) [^,.;:]{3,60}, (?=[A-Z])")
_TO = re.compile(
    r"(?P<who>[A-Z][\w.’'/&-]*(?:,? (?:[A-Z][\w.’'/&-]*|and|of|the|for|with|&|members|officers|team|leads?)){0,13})"
    r"(?: \([^()]*\))? (?:is |are )?(?:to|will|should|must|shall) (?!be\b)[a-z]"
)


@dataclass(slots=True)
class Marked:
    """What the labels of a part say: its actions, and who owns what stands before a label with an owner alone.

    `bare` holds the owner's words by line; `cut` where the first label of a line begins; `listed` the lines that are
    actions of a list.
    """

    actions: list["MarkedAction"] = field(default_factory=list)
    bare: dict[int, str] = field(default_factory=dict)
    cut: dict[int, int] = field(default_factory=dict)
    listed: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class MarkedAction:
    """An action after its label: its words, owners, number and line."""

    words: Words
    owners: tuple[Owner, ...]
    number: str
    line: int


def find_marked(source: Source, lines: list[Line]) -> Marked:
    """Return what the labels and lists of actions of a part say."""
    found = Marked()
    listing: str | None = None
    above: tuple[Owner, ...] = ()
    for number, line in enumerate(lines):
        block = line.block
        if block.kind == "row":
            listing = None
            continue
        headed = len(line.under) < 60 and bool(_HEADING.fullmatch(line.under))
        labels = _labels(source, line) if "action" in block.text.lower() or "AP" in block.text else []
        if labels:
            found.cut[number] = labels[0][0]
            listing = _read_labels(source, number, line, labels, found)
            above = ()
        elif headed or (listing is not None and _lists(block.kind, block.text, listing)):
            found.listed.add(number)
            led = owners_of(listing, source) if listing else ()
            above = _listed(source, number, line, led or (above if block.level else ()), found)
            if listing is not None and block.kind == "paragraph" and not headed:
                listing = None
        elif listing is not None:
            listing = None
    return found


def _labels(source: Source, line: Line) -> list[tuple[int, int, str]]:
    """Where each label of a block begins and ends, and its number; "()" for one in brackets, "for ..." for whose."""
    raw = source.text[line.start : line.block.end]
    inside = [m for m in _INLINE.finditer(raw) if is_owner(m["who"]) or _names_only(m["who"], source)]
    found = [(line.start + m.start(), line.start + m.start("who"), "()") for m in inside]
    for match in _LABEL.finditer(raw):
        if any(m.start() <= match.start("word") < m.end() for m in inside):
            continue
        whose = f"for {match['whose'].strip()}" if (match["of"] or "").lower() in ("for", "by") else ""
        number = (match["number"] or "").strip("()")
        found.append((line.start + match.start("word"), line.start + match.end(), whose or number))
    whole = _BARE_LABEL.fullmatch(raw)
    if whole and not found:
        found.append((line.start, line.start + whole.start("who"), ""))
    return sorted(found)


def _lists(kind: str, text: str, owner: str) -> bool:
    return kind == "item" or not (owner or text.endswith(":"))


def _read_labels(
    source: Source, number: int, line: Line, labels: list[tuple[int, int, str]], found: Marked
) -> str | None:
    """Add what the labels of a line mark; return the owner of the list that the last one opens, None for no list."""
    ends = [start for start, _, _ in labels[1:]] + [line.block.end]
    for (start, after, given), end in zip(labels, ends, strict=True):
        words = words_at(source, after, end)
        text = words.text.strip(" *_")
        if given == "()":
            found.bare[number] = re.sub(r"[)\]].*", "", text, flags=re.S)
            continue
        opens = end == line.block.end
        whose = given[4:] if given.startswith("for ") else ""
        if not re.search(r"\w", text):
            return whose if opens else None
        for_all = re.fullmatch(r"for (?:the )?([A-Z][\w ]{1,40})[:.]?", text)
        if for_all and opens:
            return for_all[1]
        if _NONE.fullmatch(text):
            continue
        if len(text) < 70 and _names_only(text, source):
            before = words_at(source, line.start, start).text if start == labels[0][0] else ""
            at = number if len(before.strip("*_ #")) > 12 else number - 1
            found.bare[at] = text.rstrip(" .")
            continue
        owners = line.block.owner and owners_of(line.block.owner, source)
        words, told = owned_words(source, words)
        told = told or (owners_of(whose, source) if whose else ())
        action = f"Action {given}" if given and not whose else ""
        found.actions.append(MarkedAction(words, told or owners or (), action, number))
    return None


def _names_only(text: str, source: Source) -> bool:
    """Tell whether words are an owner and no task."""
    words = text.rstrip(" .")
    if not (is_owner(words) or may_name_owner(words.replace(".", ""))):
        return False
    owners = owners_of(words, source)
    return bool(owners) and all(o.kind != "unknown" or is_owner(o.stated) for o in owners)


def _listed(source: Source, number: int, line: Line, above: tuple[Owner, ...], found: Marked) -> tuple[Owner, ...]:
    """Add the action that a line of a list is; return the owners that hold for the lines under it."""
    block = line.block
    raw = source.text[line.start : block.end]
    bullet = _BULLET.match(raw)
    words = words_at(source, line.start + (bullet.end() if bullet else 0), block.end)
    text = words.text.strip(" *_.:")
    if len(text) < 3 or _NONE.fullmatch(text):
        return ()
    if _names_only(text, source) and block.text.rstrip().endswith((":", text)) and len(text) < 60:
        return owners_of(text, source)
    if block.kind == "paragraph" and text and block.text.rstrip().endswith(":"):
        return ()
    words, owners = owned_words(source, words, listed=True)
    owners = above or owners or (owners_of(block.owner, source) if block.owner else ())
    if owners or block.kind == "item":
        found.actions.append(MarkedAction(words, owners, "", number))
    return above or owners


def owned_words(source: Source, words: Words, listed: bool = False) -> tuple[Words, tuple[Owner, ...]]:
    """Return the words of a marked action without an owner's label before or behind them, and who they name."""
    text = words.text
    behind = _behind(_DONE.sub("", text), source)
    led = _LEADING.match(source.text[words.start : words.end]) if ":" in text or listed else None
    if led and len(led["who"].split()) <= 8 and not re.search(r"https?$", led["who"]):
        name = words_at(source, words.start + led.start("who"), words.start + led.end("who")).text
        owners = owners_of(name, source) if may_name_owner(name) else ()
        if owners and (listed or all(o.kind != "unknown" for o in owners)):
            return words_at(source, words.start + led.end(), words.end), owners
    found: tuple[Owner, ...] = ()
    for piece in filter(None, (piece.strip(" ,;") for piece in _SUBS.split(text))):
        found += tuple(o for o in named_in(piece, source) if o not in found)
    for sentence in () if behind else sentences(source, words.start, words.end)[1:]:
        told = named_in(sentence.text, source) if not found or lead_of(sentence.text) else ()
        found += tuple(o for o in told if not found or (o.kind != "unknown" and o not in found))
    found = tuple(o for o in found if not behind or o.kind != "unknown" or is_owner(o.stated))
    if behind and all(o.kind in ("everyone", "body") for o in found):
        people = tuple(o for o in behind if o.kind == "person")
        found = () if people and any(o.kind == "everyone" for o in found) else found
    return words, found + tuple(o for o in behind if (o.name or o.stated) not in {f.name or f.stated for f in found})


def named_in(text: str, source: Source) -> tuple[Owner, ...]:
    """Return whom the words of an action name as its owner: "Secretariat to ...", "... be sent by the Clerk"."""
    text = _AFTER.sub("", text, count=1)
    lead = lead_of(text)
    match = _TO.match(text) if not lead else None
    if match and len(match["who"].split()) <= 14:
        found = owners_of(match["who"], source)
        if found and all(o.kind != "unknown" for o in found):
            return found
    if lead:
        found = owners_of(lead, source)
        return tuple(_kept(o) for o in found)
    return resolved_doing(text, source).owners or undertaking(text, [], source)


def _kept(owner: Owner) -> Owner:
    """An owner by name whom the paper does not tell more of is a body of that name, with the doubt."""
    words = re.sub(r"^the ", "", owner.stated)
    named = owner.kind == "unknown" and not is_owner(words) and len(words.split()) > 1
    return Owner(owner.stated, words, "body", doubt=owner.doubt) if named else owner


def _behind(text: str, source: Source) -> tuple[Owner, ...]:
    """The owners in brackets or after a dash at the end of an action."""
    match = _TRAILING.search(text) or _DASHED.search(text)
    if not match:
        return ()
    inside = re.split(r"\s+[-–—:]\s+|\bto\b", match[1])[0].strip()
    if not may_name_owner(inside) and not re.fullmatch(r"(?:[A-Z][\w.’'-]*[\s,/&]*(?:and\s)?){1,24}", inside):
        return ()
    owners = owners_of(inside, source)
    sure = all(o.kind != "unknown" or is_owner(o.stated) for o in owners)
    return owners if owners and sure else ()
