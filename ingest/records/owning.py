"""owners_of("LG/TG", source) -> Owner, Owner: who the words in an owner's place stand for in this paper."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from ingest.documents import Person
from ingest.owners import latin
from ingest.records.people import is_name
from ingest.records.record import Owner
from ingest.records.source import Source
from ingest.records.statuses import is_status

_WILL = re.compile(r"Will [A-Z]")  # a first name here, though "will proceed" is a status
_LEADS = re.compile(r"(?:actions?|owners?|leads?|by|responsible)\s*[:–-]\s*", re.I)
_BRACKET = re.compile(r"\s*\(([^()]*)\)?")
_PASSING = re.compile(r"(?:by|due|was|formerly|from|until|on|in|before|asap|ongoing|complete\w*)\b", re.I)
_APART = re.compile(r"\s*(?:[;/+|]|\band/or\b)\s*(?![^()]*\))")
_JOINED = re.compile(r"\s*(?:[,&]|\band\b|\bor\b|\bwith\b)\s*(?![^()]*\))")
_INITIALS = re.compile(r"[A-Z]{2,4}[a-z]?|[A-Z]{1,2}Ma?c[A-Z]")
_EVERYONE = re.compile(
    r"(?:all|everyone|everybody)(?: of)?(?: (?:the )?(?:board |group |panel |committee )?"
    r"(?:members|partners|agencies|present|attendees|councillors|officers|trustees|to note))?|(?:[a-z]+ )?members"
    r"(?: of (?:the|this) (?:board|group|panel|committee|council|partnership|forum))?",
    re.I,
)
_NOBODY = re.compile(r"(?:n/?a|none|nil|not applicable|no one|nobody|[\W_]*)", re.I)
_LEFT_OPEN = re.compile(r"(?:tb[acd]|to be (?:confirmed|agreed|decided|advised|allocated)|unknown|\?+)", re.I)
_TITLE = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|Baroness|Cllrs?|Councillors?|Supt|Superintendent"
    r"|Det(?:ective)?|Chief|Insp(?:ector)?|Sgt|Sergeant|PC|PCSO|PS|DI|DCI|Rev(?:erend)?|Alderman)\.?\s+)+"
)
_PLURAL = re.compile(r"(Cllr|Councillor)s")
_ROLE_WORDS = frozenset(
    """chair chairman chairwoman chairperson vice-chair vice-chairman clerk secretary treasurer officer manager director
    head lead leader commander superintendent inspector sergeant constable coordinator co-ordinator executive minister
    commissioner adviser advisor convenor convener president trustee administrator representative rep holder councillor
    solicitor engineer planner analyst consultant assistant deputy editor webmaster warden facilitator organiser
    registrar auditor accountant surveyor specialist supervisor chief member delegate rapporteur host author
    official""".split()
)
_BODY_WORDS = frozenset(
    """police council group board team committee subgroup sub-group subcommittee sub-committee service services
    partnership forum trust authority department dept office brigade association society agency agencies unit panel
    commission ministry charity school schools university college club network federation foundation company ltd plc
    secretariat government parish division directorate cabinet probation hospital housing nhs bank centre union partners
    """.split()
)
_BODIES = frozenset("NHS MPS LFB CPS LAS MOPAC CRC NPS HMPPS DWP CCG ICB ICO GDS BTP TFL DVLA HMRC SNB LBB".split())
_LOCAL = frozenset({"borough", "local", "area", "district"})
_STOP = frozenset("the of for and to a an in at on".split())


def owners_of(stated: str, source: Source) -> tuple[Owner, ...]:
    """Return the owners that words name, in their order, each once; () where the words name nobody.

    Initials, surnames and roles become the people this part names; what it leaves open keeps a doubt.
    """
    words = _LEADS.sub("", latin(" ".join(stated.split())), count=1).strip(" :.*_[]")
    if _NOBODY.fullmatch(words) or (is_status(words) and not _WILL.match(words)):
        return ()
    found = [_one(piece, title, source) for piece, title in _pieces(words, source)]
    return tuple({owner.name or owner.stated: owner for owner in reversed(found)}.values())[::-1]


def person_named(name: str, source: Source) -> Owner | None:
    """Return the person of this name or surname whom the part names, None where it names none."""
    title = _TITLE.match(name)
    bare = name[title.end() :] if title else name
    people = _called(bare, title[0] if title else "", source.people)
    return _chosen(name, people) if people else None


def role_holder(role: str, people: Sequence[Person]) -> str:
    """Return the one person whom an attendance list gives a role, or ""."""
    wanted = _role_words(role)
    held = {_bare(p.name): [_role_words(r) for r in re.split(r"[;,]| & ", p.role)] for p in people if p.role}
    exact = [name for name, roles in held.items() if wanted in roles]
    if exact or wanted <= {"chair", "vice", "deputy"}:
        return _full(exact[0], people) if len(exact) == 1 else ""
    lower = {"vice", "deputy", "assistant", "former"} - wanted
    within = [n for n, roles in held.items() if any(wanted <= r and not lower & r for r in roles)]
    if not within and len(wanted - _LOCAL) > 1 and wanted & _LOCAL:
        return role_holder(
            " ".join(wanted - _LOCAL), people
        )  # the Borough Fire Commander is "Anyborough Fire Commander"
    return _full(within[0], people) if len(within) == 1 and len(wanted) > 1 else ""


def _pieces(words: str, source: Source) -> list[tuple[str, str]]:
    """The words for each owner with the title that holds for them ("Cllrs Fox and Hart"); all in one where a piece
    alone would be nobody's ("Head of Housing and Planning")."""
    apart = [piece for piece in _APART.split(words) if piece.strip(" .-")]
    if len(apart) > 1 and any(_is_sure(piece, "", source) for piece in apart):
        return [found for piece in apart for found in _pieces(piece, source)]
    title = ""
    found: list[tuple[str, str]] = []
    for piece in _JOINED.split(words):
        if not piece.strip(" .-"):
            continue
        led = _TITLE.match(piece)
        title = led[0] if led else title
        found.append((piece.strip(), "" if led else title))
    sure = len(found) > 1 and all(_is_sure(piece, title, source) for piece, title in found)
    return found if sure and not role_holder(words, source.people) else [(words, "")]


def _is_sure(piece: str, title: str, source: Source) -> bool:
    words = re.sub(r"^the\s+", "", _BRACKET.sub("", piece).strip(" .:"), flags=re.I)
    named = _one(piece, title, source).kind in ("person", "role", "everyone") or words in _BODIES
    return named or bool(_INITIALS.fullmatch(words)) or (words.lower().split() or [""])[-1] in _BODY_WORDS


def _one(stated: str, title: str, source: Source) -> Owner:
    bracket = _BRACKET.search(stated)
    words = _BRACKET.sub("", stated).strip(" .:")
    told = bracket[1].strip() if bracket and not _PASSING.match(bracket[1]) else ""
    if not words and told:
        words, told = told, ""
    words = re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.I)
    if _EVERYONE.fullmatch(words):
        return Owner(stated, "everyone", "everyone")
    if _LEFT_OPEN.fullmatch(words) or not words:
        return Owner(stated, doubt="the paper leaves open who is to do this")
    if _INITIALS.fullmatch(words):
        return _initialled(stated, words, source)
    person = _person(stated, words, title, told, source)
    return person or _role_or_body(stated, words, source)


def _initialled(stated: str, initials: str, source: Source) -> Owner:
    key = initials.upper()
    people = [p for p in source.people if key in (p.initials.upper(), _capitals(p.name))]
    if people:
        return _chosen(stated, people, f"both {{}} have the initials {initials}")
    known = initials in _BODIES or f"({initials})" in _own_text(source)
    if known or any(initials in re.findall(r"\w+", p.role) for p in source.people):
        return Owner(stated, initials, "body")
    return Owner(stated, doubt=f"the paper does not say whose initials {initials} are")


def _person(stated: str, words: str, title: str, told: str, source: Source) -> Owner | None:
    led = _TITLE.match(words)
    bare = words[led.end() :] if led else words
    title = led[0] if led else title
    people = _called(bare, title, source.people)
    if people:
        found = _chosen(stated, people)
        return Owner(stated, found.name, found.kind, told, found.doubt) if told and not found.role else found
    if not title and _is_whose_work(words, source):
        return None
    if title and re.fullmatch(r"(?:[A-Z]\.?\s)*[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?", bare):
        single = _PLURAL.sub(r"\1", title).strip()
        return Owner(stated, f"{single} {bare}", "person", told)
    parts = bare.split()
    if not 2 <= len(parts) <= 4 or not all(re.match(r"[^\W\d_a-z]|(?:de|van|von)$", p) for p in parts):
        return None
    common = {p.lower() for p in parts} & (_ROLE_WORDS | _BODY_WORDS) or any(p.isupper() and len(p) > 2 for p in parts)
    if common or not is_name(bare) or _is_phrase(parts, source):
        return None
    return _near(stated, bare, told, source)


def _near(stated: str, name: str, told: str, source: Source) -> Owner:
    """A person by full name: one whom the part spells a little otherwise is the same, with a doubt."""
    close = {_bare(p.name): p for p in source.people if ratio(_bare(p.name).lower(), name.lower()) >= 86}
    if len(close) == 1:
        found = next(iter(close.values()))
        return Owner(stated, found.name, "person", found.role or told, f"also spelt {found.name} in this paper")
    return Owner(stated, name, "person", told)


def _role_or_body(stated: str, words: str, source: Source) -> Owner:
    lower = [w.strip("().’'").lower() for w in words.split()]
    head = re.split(r"\s(?:of|for|to)\s|\s[–-]\s|,", " ".join(lower))[0].split() or lower
    sure = len(head) == len(lower) or words[0].isupper()  # no body is meant by "the aim of the board"
    for last in (head[-1], lower[-1] if sure else ""):
        if last in _ROLE_WORDS or last.rstrip("s") in _ROLE_WORDS:
            return _holder(stated, words, source)
        if last in _BODY_WORDS:
            return Owner(stated, words, "body")
    acronym = words in _BODIES or f"({words})" in _own_text(source)
    if acronym or _is_whose_work(words, source):
        return Owner(stated, words, "body")
    return Owner(stated, doubt="the paper does not say who this is")


def _holder(stated: str, role: str, source: Source) -> Owner:
    name = role_holder(role, [p for p in source.people if p.attended])
    person = next((p for p in source.people if name and p.name == name), None)
    return Owner(stated, name, "person", person.role) if person else Owner(stated, role, "role")


def _called(name: str, title: str, people: Sequence[Person]) -> list[Person]:
    """The people whom a full name, a surname or a first name may mean."""
    parts = name.replace(".", "").split()
    if not parts or not parts[0][0].isupper():
        return []
    people = [p for p in people if len(_bare(p.name).split()) > 1]
    same = [p for p in people if _bare(p.name).lower() == " ".join(parts).lower()]
    if not same and len(parts) > 1:
        same = [p for p in people if _same_person(_bare(p.name).split(), parts)]
    elif not same:
        same = [p for p in people if _bare(p.name).split()[-1].lower() == parts[0].lower()]
        same = [p for p in same if not title or p.name.startswith(title[:2])] or same
        if not same and not title:
            same = [p for p in people if _bare(p.name).split()[0].lower() == parts[0].lower()]
    return same


def _same_person(known: list[str], given: list[str]) -> bool:
    """Tell whether "J Bell" or "Jan Bell" is the "Jane Bell" that is known."""
    if known[-1].lower() != given[-1].lower() or known[0][0] != given[0][0]:
        return False
    short = given[0] if len(given[0]) < len(known[0]) else known[0]
    return len(short) <= 2 or (known[0][:3] == given[0][:3] and len(short) >= 3)


def _chosen(stated: str, people: Sequence[Person], doubt: str = "the paper names {}") -> Owner:
    """The person among those that may be meant: those who attended first; none where several are left."""
    near = [p for p in people if p.attended] or list(people)
    names = {_bare(p.name).lower(): p.name for p in reversed(near)}
    if len(names) > 1:
        return Owner(stated, kind="unknown", doubt=doubt.format(" and ".join(reversed(names.values()))))
    roles = dict.fromkeys(p.role for p in near if p.role) if near[0].attended else [p.role for p in near if p.role][:1]
    return Owner(stated, near[0].name, "person", "; ".join(roles))


def _is_phrase(parts: Sequence[str], source: Source) -> bool:
    """Tell whether capitalised words are a matter's or a body's: the paper has them all in small letters too."""
    known = _small_words(_own_text(source))
    return all(word in known for part in parts for word in re.findall(r"\w+", part.lower()))


def _is_whose_work(words: str, source: Source) -> bool:
    """Tell whether words stand in somebody's role: "Victim Support" where one came from there."""
    wanted = _role_words(words)
    return bool(wanted) and words[0].isupper() and any(wanted <= _role_words(p.role) for p in source.people if p.role)


def _own_text(source: Source) -> str:
    return source.text[source.part.start : source.part.end]


@lru_cache(4)
def _small_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\b[^\W\d_A-Z]\w*\b", text))


@lru_cache(4096)
def _role_words(role: str) -> frozenset[str]:
    words = re.findall(r"[a-z]+", role.lower())
    kept = (re.sub(r"chair(?:man|woman|person)$", "chair", w) for w in words if w not in _STOP)
    return frozenset(kept)


@lru_cache(4096)
def _bare(name: str) -> str:
    return _TITLE.sub("", name, count=1) or name


def _full(name: str, people: Sequence[Person]) -> str:
    return next(p.name for p in people if _bare(p.name) == name)


@lru_cache(4096)
def _capitals(name: str) -> str:
    return "".join(c for c in _bare(name) if c.isupper())
