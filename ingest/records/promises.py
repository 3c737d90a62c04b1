"""What people say in a meeting that they will do for it: "Ms Bell will send the list", "JB to bring it by Friday"."""

import re

from ingest.records.doers import meant, sure
from ingest.records.record import Owner
from ingest.records.source import Source

_DOING = (
    r"(?:re-?)?(?:circulat|send|writ|shar|provid|draft|prepar|contact|arrang|organis|organiz|liais|convene?|invit|chas"
    r"|confirm|check|investigat|amend|e-?mail|forward|distribut|collat|upload|rais|produc|compil|obtain|notif|pursu"
    r"|ascertain|respond|complet|submit|remind|phon|approach|clarif|consult|sourc|book|order|clean|repair|fix"
    r"|install|collect|deliver|buy|purchas|replac|remov|recirculat|revis|finalis|supply|suppli|research|enquir|inquir"
    r"|nominat|recruit|report|present|speak|talk|updat|review|attend|hold|seek|explor|request|expedit|print|scan|post"
    r"|display|advertis|coordinat|co-ordinat|gather|identif|determin|draw|bring|pass|ask|inform|establish"
    r"|discuss|add|meet|find out|look (?:at|in|for)|follow (?:it |this |that |them )?up|set up"
    r"|feed ?back|take (?:this|it|the|up)|let |get |make (?:contact|arrange|enquir|the)|put (?:up|together|the|it|out)"
    r"|give)\w*"
)
_MODAL = r"(?:will|would|shall|[’']ll)"
_WILL = re.compile(rf"\s+{_MODAL}\s+(?:(?:\w+ly|also|then|now|in turn|both|kindly)\s+)*(?={_DOING}\b)")
_TO = re.compile(rf"\s+(?:is |are |was |were )?to\s+(?:(?:\w+ly|also|then|now)\s+)?(?={_DOING}\b)")
_SAID = re.compile(
    r"\s+(?:\w+ly\s+)?(?:also\s+)?(?:said|confirmed|advised|stated|explained|added|replied|noted|indicated|agreed|promised"
    r"|reported|offered)\s+(?:that\s+)?(?P<who>s?he|they|I)\s*$"
)
_LATER = re.compile(rf"(?:,| and|;|, and| but)\s+(?:s?he |they )?{_MODAL}\s+(?:\w+ly\s+|also\s+)?(?={_DOING}\b)")
_LEADING = re.compile(
    r"(?:(?:[Ii]t was (?:noted|confirmed|agreed|reported|decided) that|[Aa]fter \w+ discussion,|[A-Z]\w*ly,"
    r"|[Tt]hereafter,|[Ii]n the (?:meantime|interim),?|[Mm]eanwhile,?|[Aa]s (?:such|a result),|[Tt]herefore,?"
    r"|[Oo]nce [^,]{3,70},|[Ff]ollowing [^,]{3,50},|[Aa]t the next meeting,?"
    r"|(?:[Bb]y|[Ii]n|[Bb]efore|[Aa]head of|[Aa]fter|[Ff]rom) [^,]{3,70},)\s+)+"
)
_TOPIC = re.compile(r"(?:\(?[a-z\d]{1,2}[.)]\s+)?(?:[^\W\d_a-z][^.;:–—]{2,60}?(?::|\s[–—-])\s+)?")
_BY = re.compile(
    r"\b(?:will|would|to) be (?:\w+ly )?(?:provided|circulated|sent|given|brought|shared|prepared|arranged|drafted"
    r"|written|presented|reported|produced|organised|followed up) by "
    r"((?:the )?[A-Z][\w’'/&-]*(?: (?:and |& )?[A-Z][\w’'-]*){0,4})"
    r"(?=[.,;]|\s(?:to|at|in|for|by|before|on)\b|$)"
)
_APART = re.compile(r"[,;:]\s+|\s[–—-]\s+|\b(?:and|but|so|that)\s+")
_ASKING = re.compile(r"\b(?:whether|if|who|which|how|why|what|when|hoped|unless)\b", re.I)
_SUBJECT = re.compile(r"((?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir) )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]+)?|S?[Hh]e) ")
_SAYS = re.compile(r"\b(?:that|who|said|which|they|were|was|are)\b|[;:]")
_WEIGHED = re.compile(
    r"^(?:if|had|were|should|whether|where|unless|when|whenever|because|while|although)\b|\?$|\bwould have\b"
    r"|\b(?:if|unless)\b(?!.{0,12}(?:possible|necessary|needed|required|appropriate|available))",
    re.I,
)
_OFFICE = re.compile(
    r"(?:the )?(?:(?:vice|deputy|acting|interim|co)[- ])?(?:chair(?:man|woman|person)?|clerk|secretary|treasurer"
    r"|secretariat|conven[eo]r|co-?ordinator|administrator|president|minute[- ]taker)s?",
    re.I,
)
_MEETING = re.compile(r"(?:the )?(?:board|panel|group|committee|council|partnership|forum|sub-?group)", re.I)
_FOR_BOARD = re.compile(
    r"\b(?:(?:the|this|our|its) (?:board|panel|group|committee|partnership|forum|secretariat|chair|clerk|minutes)"
    r"|members|partners|(?:next|future|following) meeting)\b",
    re.I,
)
_GIVEN = re.compile(r"(?:provide|send|submit|forward|share|e-?mail|let|contact|review|feed)\b", re.I)
_SENT = re.compile(r"(?:send|write|invite|contact|ask|request|respond|draw up)", re.I)


def may_promise(text: str) -> bool:
    """Tell whether words may hold a promise, before anything is looked up for them."""
    return bool(_WILL.search(text) or _TO.search(text) or _BY.search(text))


def promised(sentence: str, before: list[str], source: Source) -> tuple[Owner, ...]:
    """Return who says in a sentence of minutes that they will do something for the meeting, () where nobody does.

    It is somebody whom the paper names with a role or as there, who holds an office of the meeting, or a body that
    somebody there came from, where it is the board that gets what it does.
    """
    if _WEIGHED.search(sentence):
        return ()
    topic = _TOPIC.match(sentence)
    words = sentence[topic.end() :] if topic else sentence
    led = _LEADING.match(words)
    words = words[led.end() :] if led else words
    match = _TO.search(words)
    found = _doer(words[: match.start()], words[match.end() :], before, source, True) if match else ()
    for match in () if found else _WILL.finditer(words):
        head, rest = words[: match.start()], words[match.end() :]
        if _ASKING.search(head):
            break
        found = _doer(head, rest, before, source, False) or _there(_APART.split(head)[-1], source)
        if found:
            break
    by = _BY.search(words)
    return found or (_there(by[1], source) if by else ()) or _later(words, before, source)


def _later(words: str, before: list[str], source: Source) -> tuple[Owner, ...]:
    """Whom a sentence begins with that goes on "and will": "Ms Bell has the list and will send it"."""
    later = _LATER.search(words)
    subject = _SUBJECT.match(words) if later else None
    if not later or not subject or _SAYS.search(words[: later.start()]):
        return ()
    return _doer(subject[1], words[later.end() :], before, source, False)


def _there(words: str, source: Source) -> tuple[Owner, ...]:
    """The people who were there, or hold an office of the meeting, whom the words before "will" name."""
    found = sure(words, source)
    came = {p.name for p in source.people if p.attended}
    return found if all(o.name in came or _OFFICE.fullmatch(o.name) for o in found) else ()


def _doer(words: str, rest: str, before: list[str], source: Source, bare: bool) -> tuple[Owner, ...]:
    """Whom the words before "will" or "to" mean, where it is for the meeting that they do it."""
    said = _SAID.search(words)
    if said:
        words = words[: said.start()]
    words = words.strip(" ,")
    if re.fullmatch(r"s?he", words, re.I):
        return () if bare else meant(words, before, source)
    found = sure(words, source)
    return found if found and all(_may(o, rest, source, bare) for o in found) else ()


def _may(owner: Owner, rest: str, source: Source, bare: bool) -> bool:
    if owner.kind == "everyone":
        return bare or bool(_GIVEN.match(rest))
    if owner.kind == "person":
        return any(p.name == owner.name for p in source.people)
    if _OFFICE.fullmatch(owner.name) or _OFFICE.search(owner.name.split()[-1] if owner.name else ""):
        return True
    if _MEETING.fullmatch(owner.name):
        return bool(_SENT.match(rest))
    if owner.kind == "unknown":
        return owner.doubt.startswith("both")
    there = any(p.attended and re.search(rf"\b{re.escape(owner.name)}\b", p.role, re.I) for p in source.people)
    return there and (bare or bool(_FOR_BOARD.search(rest)))
