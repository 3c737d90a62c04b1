"""Who an action belongs to: initials, surnames and roles made into the people that papers name."""

import re
from dataclasses import dataclass

from assistant.words import fold
from index.register.people import PersonRecord, Register
from index.search import Filters, Passage
from ingest.documents import Statement
from ingest.owners import is_owner
from ingest.records.people import is_name

_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Supt|Superintendent|Detective Superintendent|Det Supt"
    r"|Chief Inspector|Inspector|Sergeant|Sgt|PC|Prof(?:essor)?|Sir|Lord)\.?"
)
_PERSON = (
    rf"(?:{_TITLE}\s+)?[A-ZÀ-ÖØ-ÞĆČĐĞİŁŃŘŚŞŠŹŻŽ][a-zà-ž]+(?:[-'’][A-Z]?[a-z]+)?(?:\s+(?:[A-Z]\.\s+)?(?:Mc|Mac"
    rf"|O['’])?[A-ZÀ-ÖØ-ÞĆČĐĞİŁŃŘŚŞŠŹŻŽ][a-zà-ž]+(?:[-'’][A-Z]?[a-z]+)?){{0,2}}"
)
_INITIALS = re.compile(r"\b([A-Z]{2,4}[a-z]?(?:\s*[/,&]\s*[A-Z]{2,4}[a-z]?)+)\b")
_MOVED = re.compile(
    r"\b(?:forwarded|passed|reassigned|re-assigned|transferred|handed(?: over)?|moved|taken over|taken on"
    rf"|picked up|will be (?:arranged|led|taken|done|provided)[^.]{{0,60}}?|now (?:with|sits with|owned))"
    rf"\s*(?:on\s+)?(?:to|by|with)?\s+({_PERSON})"
)
_BY = (
    re.compile(
        r"\b(?:provided|arranged|circulated|submitted|drafted|led|undertaken|completed|actioned|brought|done"
        rf"|taken forward|presented|produced|prepared)\s+by\s+(?:the\s+)?({_PERSON})"
    ),
    re.compile(
        r"(?:resolved|agreed|noted|action|actions?\s*\d*)\s*(?:that|:"
        rf"|[-–])?\s*(?:the\s+)?({_PERSON})\s+(?:\([^)]*\)\s+)?(?:would|will|should|to|be asked|agreed|undertook"
        r"|arrange|update|forward|check|find|circulate|provide|send|contact|report|bring|liaise|invite|write|look"
        r"|confirm|produce|prepare|review|is|has)\b",
        re.I,
    ),
    re.compile(
        rf"\b({_PERSON})\s+(?:\([^)]*\)\s+)?(?:agreed to|undertook to|promised to|offered to|was asked to|is to"
        r"|was to|would|will"
        r"|to (?:provide|circulate|arrange|bring|report|check|contact|send|update|draft|produce|invite|write|look"
        r"|confirm|follow))\b"
    ),
)
_ROLE_BY = re.compile(
    r"(?:resolved|agreed|action)\s*(?:that|:)?\s*(the\s+(?:[A-Z][\w&'’/-]+\s*(?:(?:of|for|and)\s+)?){1,6})", re.I
)
_COLUMN = re.compile(
    r"\b(?:owner|lead|by whom|who|responsib|action by|assigned|officer|person|organisation|agency)", re.I
)


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner: `shown` is what an answer says; `sure` is False where a paper leaves more than one person possible."""

    shown: str
    sure: bool = True
    name: str = ""


class Owners:
    """Finds owners in statements with the help of the people records."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def of(self, passage: Passage, statement: Statement) -> list[Owner]:
        """Return the owners a statement names, in its order; [] where it names none."""
        for head, cell in statement.cells:
            if _COLUMN.search(head) and 1 < len(cell) < 90:
                return self._cell(cell, passage, statement)
            if is_owner(cell) and not head:
                return self._initials(cell, passage, statement)
        led = re.match(rf"({_PERSON}(?:\s*(?:,|/|&|and)\s*{_PERSON})*)\s*(?:\([^()]*\)\s*)?:\s+\S", statement.text)
        led = led or re.match(
            rf"({_PERSON}(?:\s*(?:,|/|&|and)\s*{_PERSON})*)\s+(?:is |are )?to\s+[a-z]", statement.text
        )
        if led and any(re.search(r"\bactions?\b", h, re.I) for h in passage.path):
            return [self._person(n.strip(), passage) for n in re.split(r"\s*(?:,|/|&|\band\b)\s*", led[1])]
        if statement.owner:
            return self._initials(statement.owner, passage, statement)
        inline = (
            _INITIALS.search(statement.text)
            if re.match(r"(?:\W|it was )*(?:resolved|agreed|action)", statement.text, re.I)
            else None
        )
        if inline:
            return self._initials(inline[1], passage, statement)
        beside = [s.owner for s in passage.statements if s.paragraph == statement.paragraph and s.owner]
        if beside and statement.kind == "sentence":
            return self._initials(beside[0], passage, statement)
        return self._in_words(statement.text, passage)

    def moved_to(self, passage: Passage, statement: Statement) -> Owner | None:
        """Return who an update says has taken the action over, if it says so."""
        match = _MOVED.search(statement.text)
        if match and self._is_person(match[1], passage):
            return self._person(match[1], passage)
        return None

    def behind(self, names: tuple[str, ...]) -> str:
        """Return the one person whom initials among the names stand for, or ""."""
        for initials in names:
            if re.fullmatch(r"[A-Z]{2,4}", initials):
                people = {p.name for p in self._register.people(initials=initials)}
                if len(people) == 1:
                    return people.pop()
        return ""

    def knows(self, name: str) -> bool:
        """Tell whether papers name a person of this full name."""
        return any(fold(p.name).endswith(fold(name)) for p in self._register.people(name=name))

    def _cell(self, cell: str, passage: Passage, statement: Statement) -> list[Owner]:
        if re.fullmatch(r"[A-Z]{2,4}[a-z]?(?:\s*[/,&;]\s*[A-Z]{2,4}[a-z]?)*", cell.strip()):
            return self._initials(cell, passage, statement)
        led = re.match(r"([A-Z]{2,4}[a-z]?(?:\s*[/,&;]\s*[A-Z]{2,4}[a-z]?)*)\s*\((?:was|formerly|from)\b", cell.strip())
        if led:
            return self._initials(led[1], passage, statement)
        pieces = re.split(r"\s*(?:;|/|,|&|\band\b)\s*", cell)
        if all(re.fullmatch(_PERSON, p.strip()) for p in pieces):
            return [self._person(p.strip(), passage) for p in pieces]
        return [Owner(cell.strip())]

    def _initials(self, text: str, passage: Passage, statement: Statement) -> list[Owner]:
        return [self._one(i, passage, statement) for i in re.split(r"[\s/,&;+]+|\band\b", text) if i]

    def _one(self, initials: str, passage: Passage, statement: Statement) -> Owner:
        if initials.lower() == "all":
            return Owner("all members")
        for match in re.finditer(r"\b[A-Z][a-z]+(?:[- ](?:Mc|O['’])?[A-Z][a-z]+){1,2}\b", statement.text):
            place = re.search(r"\b(?:at|in|near|on|of|from)\s+$", statement.text[: match.start()])
            spelt = "".join(w[0] for w in match[0].split()).upper() == initials.upper()
            if spelt and not place and is_name(match[0]):
                return self._person(match[0], passage)
        for where in ({"document": passage.document, "part": passage.part}, {"document": passage.document}):
            people = self._register.people(initials=initials, **where)
            attended = [p for p in people if p.attended] or people
            names = list(dict.fromkeys(p.name for p in attended))
            if len(names) == 1:
                return self._known(attended[0])
            if names:
                said = [n for n in names if n.split()[-1] in statement.text]
                if len(said) == 1:
                    return self._known(next(p for p in attended if p.name == said[0]))
                return Owner(f"{initials} (could be {' or '.join(names)})", sure=False)
        people = self._register.people(initials=initials, filters=Filters(boards=frozenset({passage.board})))
        names = list(dict.fromkeys(p.name for p in people))
        if len(names) == 1:
            return self._known(people[0])
        if names:
            return Owner(f"{initials} (could be {' or '.join(names[:4])})", sure=False)
        return Owner(f"{initials} (initials as given; the papers do not say who this is)", sure=False)

    def _in_words(self, text: str, passage: Passage) -> list[Owner]:
        for pattern in _BY:
            match = pattern.search(text)
            if match and self._is_person(match[1], passage):
                return [self._person(match[1], passage)]
        role = _ROLE_BY.search(text)
        if role:
            return [self._role(role[1].strip(), passage)]
        named = re.match(
            r"\W*(?:action\s*\d*\s*:\s*)?((?:[A-Z][\w&'’/-]*\s+(?:(?:of|for|and|with)\s+)?){1,7})(?:to|will|would"
            r"|agreed)\s+[a-z]",
            text,
        )
        return [Owner(named[1].strip())] if named else []

    def _is_person(self, name: str, passage: Passage) -> bool:
        bare = re.sub(rf"^{_TITLE}\s+", "", name.strip())
        if bare != name.strip():
            return True
        return (len(bare.split()) >= 2 and bool(self._register.people(name=bare))) or bool(self._surname(bare, passage))

    def _surname(self, name: str, passage: Passage) -> list[PersonRecord]:
        found = self._register.people(name=name, document=passage.document)
        return [p for p in found if p.name.split()[-1] == name.split()[-1]]

    def _person(self, name: str, passage: Passage) -> Owner:
        bare = re.sub(rf"^(?:{_TITLE}\s+)+", "", name.strip())
        found = self._surname(bare, passage) or [
            p
            for p in self._register.people(name=bare, filters=Filters(boards=frozenset({passage.board})))
            if p.name.split()[-1] == bare.split()[-1]
        ]
        if len(bare.split()) > 1:
            found = [p for p in found if p.name.split()[0][0] == bare.split()[0][0]]
        if not found and len(bare.split()) == 1:
            there = self._register.people(document=passage.document, part=passage.part)
            found = [p for p in there if p.attended and p.name.split()[0] == bare]
        names = list(dict.fromkeys(p.name for p in found))
        if len(names) == 1:
            return self._known(next((p for p in found if p.role), found[0]))
        if len(names) > 1:
            near = [p for p in found if p.part == passage.part]
            if len({p.name for p in near}) == 1:
                return self._known(near[0])
        return Owner(name.strip(), name=bare)

    def _role(self, role: str, passage: Passage) -> Owner:
        words = [w for w in re.findall(r"[A-Za-z]{3,}", role) if w.lower() not in ("the", "and", "for")]
        people = self._register.people(role="%".join(words), document=passage.document) if words else []
        people = [p for p in people if p.part == passage.part] or people
        names = list(dict.fromkeys(p.name for p in people))
        return Owner(f"{role} ({names[0]})", name=names[0]) if len(names) == 1 else Owner(role)

    def _known(self, person: PersonRecord) -> Owner:
        role = person.role.strip(" ()")
        return Owner(f"{person.name} ({role})" if role and len(role) < 80 else person.name, name=person.name)
