"""Who is to do something, told by the words that say so: "the Clerk would write", "Ms Bell agreed to send"."""

import re
from dataclasses import dataclass

from ingest.records.owning import owners_of
from ingest.records.record import Owner
from ingest.records.source import Source

_VERB = r"(?!be\b|have\b|like\b|need\b|also\b|the\b|a\b|an\b)[a-z][a-z-]+"
_UNDERTOOK = (
    r"(?:(?:also|kindly|then|subsequently|therefore|both|all)\s+)*"
    r"(?:(?:has |have )?(?:agreed|undertook|undertaken|offered|volunteered|promised|committed)"
    r"|(?:was|were|is|are) (?:asked|requested|tasked|instructed|authorised)|took an action|is|are|was|were)"
)
_WILL = r"(?:would|will|should|shall|must|to|be asked to|be requested to|be invited to|be authorised to)"
_COMMITS = re.compile(rf"\s+(?:{_UNDERTOOK} to (?:\w+ly )?|(?:was|were) tasked with )({_VERB})")
_MODAL = re.compile(rf"\s+{_WILL} (?:(?:\w+ly|also|then|now) )?({_VERB})")
_WHO = re.compile(
    r"\b((?:[A-Z][\w.’'-]+ ){1,4})(?:\([^()]*\) ?)?,? ?who (?:had |has )?(?:also )?"
    r"(?:agreed|undertook|offered|promised) to "
)
_ASKED = re.compile(
    r"\b(?:asked|requested|invited)\s+((?:the )?(?:[A-Z][\w.’'-]+ ){1,4}|the (?:police|clerk|secretariat|officers|chair"
    r"|secretary|treasurer) )(?:\([^()]*\) )?(?:(?:if|whether) (?:he|she|they) (?:could|would) |to )(?!be\b)[a-z]+"
)
_ASKED_THAT = re.compile(
    r"^(?:It was|(?:The )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}|[Tt]he (?:board|panel|group|committee|chair))"
    r"(?: also| then| \w+ly)? (?:asked|requested)\s+that\s+((?:the )?(?:[A-Z][\w.’'-]+ ){1,4})(?:should |to )?"
    r"(?!(?:should|to|be|is|are|was|were|had|has|have|and|of|for|in|who)\b)[a-z]+"
)
_LATER = re.compile(
    r"\bspeak (?:to|with)\b|\b(?:next|future|following|later|forthcoming) \w+|\bin (?:due course|[A-Z]\w+)"
)
_BY = re.compile(
    r"\b(?:be|is|are)\s+(?:\w+ly\s+)?\w+(?:ed|en|own|one|ught|ent|ade|ld)\b[^.;]{0,90}?\bby\s+(?!a\b|an\b|\d)"
    r"((?:the\s+)?[A-Z][^,.;()]{1,60}?)(?=[,.;(]|$|\s(?:and that|to|at|in|for|with|on|before|by|via|as)\b)"
)
_VIA = re.compile(r"\bvia\s+((?:the\s+)?(?:[A-Z][\w.’'-]+\s?){2,4})(?=[,.;(]|$|\s)")
_NOT_DONE = frozenset(
    """note approve agree endorse support receive accept adopt welcome thank recognise acknowledge and of for in on with
    from to at is are was were be been has have had who which that as or by the a an would will should could not also
    via but if when where than then being de la van one two three four five six seven eight nine ten new more all every
    each this these its their our local""".split()
)
_NOT_TASKS = frozenset(
    """consider discuss comment explain note leave vote welcome receive thank hear introduce describe outline disagree
    differ""".split()
)
_PRONOUN = re.compile(r"(?:s?he|they)$", re.I)
_SAYS = re.compile(
    r"\b(?:was|were|is|are|be|been|has|have|had|agreed|that|would|will|to|from|about|said|noted|in|on|at|as)\b"
    r"|^(?:this|these|those|any|some|no|each)\b",
    re.I,
)
_MEETING = re.compile(r"(?:the )?(?:board|panel|group|committee|partnership|forum|meeting|council|members)", re.I)
_SUBJECT = re.compile(
    r"((?:[Tt]he )?(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|PC|Sgt|Insp|Supt)\.? )?"
    r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}) (?:\([^()]*\) )?[a-z]+"
)
_PASSIVE = re.compile(
    r"\b(?:be|is|are)\s+(?:\w+ly\s+|also\s+)?(?:re-?)?(?:brought|provided|circulated|sent|arranged|invited|written"
    r"|contacted|reported|presented|submitted|prepared|drafted|produced|published|obtained|fed back|shared|asked"
    r"|updated|requested|reviewed|investigated|checked|added|included|consulted|organised|set up|established|completed"
    r"|told|informed|carried out|undertaken|looked (?:at|into)|notified|distributed|forwarded|raised|pursued"
    r"|followed up|sought|taken forward|referred|explored|held|placed|purchased|ordered|repaired|replaced|installed"
    r"|removed|bought|cut|painted|mended|built|paid|trained"
    r"|given|drawn up|compiled|collated|issued|advertised|made available|rectified|chased|monitored|thanked)\b"
)


@dataclass(frozen=True, slots=True)
class Doing:
    """What words say about doing: who is to (sure ones only), or that something is to be done by somebody."""

    owners: tuple[Owner, ...] = ()
    implied: bool = False

    def __bool__(self) -> bool:
        return bool(self.owners) or self.implied


def resolved_doing(clause: str, source: Source) -> Doing:
    """Return what a resolution (without "RESOLVED that") says: "the Clerk write to ...", "X be sent by Mr Vale"."""
    owners = _before(_MODAL, clause, source) or _subjunctive(clause, source)
    if not owners:
        for pattern in (_BY, _VIA):
            owners += tuple(o for m in pattern.finditer(clause) for o in sure(m[1], source))
    return Doing(owners, bool(_PASSIVE.search(clause)))


def agreed_doing(clause: str, source: Source) -> Doing:
    """Return what stands behind "It was agreed": "that X would ...", "to write to ..."."""
    if re.match(r"to (?:\w+ly )?(?!be\b|note\b|approve\b|accept\b|support\b|adopt\b|defer\b|agree\b)[a-z]+", clause):
        return Doing((), True)
    clause = re.sub(r"^that\s+", "", clause)
    owners = _before(_MODAL, clause, source)
    if not owners:
        owners = tuple(o for m in _BY.finditer(clause) for o in sure(m[1], source))
    future = re.search(r"\b(?:would|will|should|to|shall|must) be\b|\bbe\b", clause)
    return Doing(owners, bool(future and _PASSIVE.search(clause)))


def undertaking(sentence: str, before: list[str], source: Source) -> tuple[Owner, ...]:
    """Return who takes something on in a sentence ("Mr Vale undertook to ..."); a pronoun is whom `before` is about."""
    who = _WHO.search(sentence)
    if who:
        return sure(who[1], source)
    asked = _ASKED.search(sentence) or _ASKED_THAT.search(sentence)
    if asked:
        return _others(sure(asked[1], source))
    match = _COMMITS.search(sentence)
    if not match or match[1] in _NOT_TASKS or match[1] in _NOT_DONE:
        return ()
    if match[1] in ("speak", "present") and not _LATER.search(sentence):  # they do so at this meeting
        return ()
    subject = re.split(
        r"[,;:]\s+|\b(?:and|but|that)\s+(?=(?:s?he|they|the|mr|ms|mrs|cllr)\b)", sentence[: match.start()]
    )
    words = subject[-1].strip()
    if _PRONOUN.match(words):
        return meant(words, before, source)
    found = sure(words, source)
    return _others(found) if re.search(r"\b(?:asked|requested)\b", match[0]) else found


def _others(asked: tuple[Owner, ...]) -> tuple[Owner, ...]:
    """Those who can be asked for something: not the meeting itself, which then only has a question before it."""
    return tuple(o for o in asked if o.kind != "body" or not _MEETING.fullmatch(o.name))


def meant(pronoun: str, before: list[str], source: Source) -> tuple[Owner, ...]:
    """Return whom "he" means: the person that the sentences just before begin with."""
    for sentence in reversed(before):
        match = _SUBJECT.match(sentence)
        if match and not re.match(r"(?:s?he|they|it)\b", match[1], re.I):
            found = sure(match[1], source)
            if len(found) == 1 and found[0].kind == "person":
                one = found[0]
                return (Owner(pronoun, one.name, "person", one.role, f'the paper says only "{pronoun.lower()}"'),)
            return ()
    return ()


def _before(pattern: re.Pattern[str], clause: str, source: Source) -> tuple[Owner, ...]:
    match = pattern.search(clause)
    if not match or match[1] in _NOT_DONE:
        return ()
    return sure(clause[: match.start()], source)


def _subjunctive(clause: str, source: Source) -> tuple[Owner, ...]:
    """Who stands before a bare verb: "the Borough Commander find out", "officers bring a report"."""
    words = clause.split()
    for size in range(min(8, len(words) - 1), 0, -1):
        verb = words[size].strip(",")
        if (
            not re.fullmatch(r"[a-z][a-z/-]+", verb)
            or verb in _NOT_DONE
            or re.search(r"(?:ed|(?<!br)ing|[^s]s|ly)$", verb)
        ):
            continue
        if not re.match(r"(?:the |all )?(?:[A-Z]|officers|members|partners)", " ".join(words[:size])):
            return ()
        owners = () if re.search(r"[’']s?$", words[size - 1]) else sure(" ".join(words[:size]), source)
        if owners and not any(w.islower() and w not in ("the", "of", "and", "for", "all") for w in words[:size]):
            return owners
    return ()


def sure(words: str, source: Source) -> tuple[Owner, ...]:
    """Return the owners that words name, () unless every one is a person, a role, a body or everyone."""
    words = re.sub(r"^(?:that|both|also|then)\s+", "", words.strip(" ,"), flags=re.I)
    if (
        not words
        or len(words.split()) > 14
        or _SAYS.search(words)
        or not re.match(r"(?:the |all |both )?(?:[A-Z]|[a-z]+s$|police$|clerk$|chair$|secretar)", words)
    ):
        return ()
    owners = owners_of(words, source)
    return owners if all(o.kind != "unknown" or o.doubt.startswith("both") for o in owners) else ()
