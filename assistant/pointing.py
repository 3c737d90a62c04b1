"""What a turn points at in the last answer: "the second one", "source 2", "which others does she have?"."""

import re
from collections.abc import Sequence

from assistant.answer import Answer

_ORDINALS = {
    word: n
    for n, words in enumerate(
        (
            "first 1st one",
            "second 2nd two",
            "third 3rd three",
            "fourth 4th four",
            "fifth 5th five",
            "sixth 6th six",
            "seventh 7th seven",
            "eighth 8th eight",
            "ninth 9th nine",
            "tenth 10th ten",
        ),
        1,
    )
    for word in words.split()
}
_NTH = r"(?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|1st|2nd|3rd|[4-9]th|10th)"
_THING = (
    r"(?:one|action|item|point|bullet|entry|decision|person|name|activity|statement|priority|of (?:them|those|these))"
)
_ENTRY = re.compile(
    rf"\b(?:the )?{_NTH}(?: {_THING}\b|(?=\W*$))"
    r"|\b(?:number|no\.|bullet|point|entry|#) ?(?P<number>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.I,
)
_BARE = re.compile(
    r"^(?:(?:and|so|ok|please|tell me|more|about|what|how|show|give|explain|expand|on|is|was|said|say|does|me|for|in"
    r"|detail|just|the|a|bit|can|you|could)\b[\s,]*)*$",
    re.I,
)
_CITED = r"(?:source|citation|reference|footnote|quote)"
_SOURCE = re.compile(
    rf"\b{_CITED}s? ?(?:number |no\.? ?)?\[?(?P<number>\d{{1,2}})\]?(?!\d)|\[(?P<mark>\d{{1,2}})\]"
    rf"|\b{_NTH} {_CITED}\b",
    re.I,
)
_SOURCES = r"(?:sources?|citations?|references?|evidence)(?: (?:for|of) (?:that|this|it))?"
_ALL_SOURCES = re.compile(
    rf"^(?:and |so |ok )?(?:(?:what|which|where) (?:is|are|was|were|['’]s) (?:your|the|its|their) {_SOURCES}"
    rf"|(?:show|give|list)(?: me)? (?:your|the|its|all|all the) {_SOURCES}"
    r"|where (?:does it|do they|is (?:that|this|it)) (?:say|said|written|stand|come|stated|from)"
    r"(?: (?:that|this|so|from))?"
    r"|where did you (?:get|find|read|see) (?:that|this|it)|how do you know(?: (?:that|this))?"
    r"|(?:which|what) (?:paper|document|page|minutes|source)s? (?:says?|is|was|does) (?:that|this|so|it)"
    r"(?: (?:in|from|on))?|says who|(?:your )?sources?|source please|evidence"
    r"|show me where(?: it says (?:that|so))?)\W*$",
    re.I,
)
_SOURCE_WORDS = frozenset(
    """what whats what's does do did say says said show me open read quote give see where is was it come comes from
    stand stands about in full exactly please and the for of text paper document which page who that this can could you
    i to have a look at again tell wording words actual so ok then number more""".split()
)
_OTHERS = re.compile(
    r"^(?:and )?(?:which|what|any|are there|does|do|has|have|is|list|show)?\b.{0,24}?"
    r"\b(?:others?|else|more|actions?|tasks?|jobs?)\b.{0,24}?\b(?:he|she|they|him|her|them|his|their)\b.{0,30}$"
    r"|^(?:and )?(?:does|do|has|have|is) (?:he|she|they)\b.{0,20}\b(?:other|others|else|more)\b.{0,30}$"
    r"|^(?:and )?what (?:else )?(?:does|do|must|should) (?:he|she|they) (?:still )?(?:have|need) to do\W*$",
    re.I,
)
_OF_THE_PERSON = re.compile(
    r"^(?:and )?who (?:is|are|was) (?:he|she|they)\b|^(?:and )?(?:where|who) does (?:he|she) work\b"
    r"|\bwhat (?:is|was|are|were) (?:his|her|their) (?:\w+ )?(?:role|job|post|position|title|office)\b"
    r"|^(?:and )?what does (?:he|she) do\W*$|\bwas (?:he|she) (?:at|present|there)\b"
    r"|\bdid (?:he|she) (?:attend|come to|miss|send)\b",
    re.I,
)
_PERSON = re.compile(r"\b(?:he|she|they|him|his|their|them|her)\b", re.I)
_TITLED = (
    r"(?:(?:Councillor|Cllr|Dr|Mr|Mrs|Ms|Miss|Prof(?:essor)?|Sir|Dame|Lord|Lady|Inspector|Superintendent|Sgt|PC)\.? )"
)
_NAME = re.compile(rf"{_TITLED}?[A-Z][a-zà-ÿ'’-]+(?: (?:de|van|von|O['’])?[A-Z][\w'’-]+){{1,3}}(?=[\s,;(\[.]|$)")
_POST = (
    r"(?:Borough|Chief|Deputy|Assistant|Cabinet|Commander|Director|Head|Chair\w*|Vice|Officer|Manager|Member|Detective"
    r"|Superintendent|Inspector|Sergeant|Senior|Community|Public|Secretary|Leader|Mayor|Executive|President)"
)
_OWNER = re.compile(rf"\bowner: (?P<name>{_NAME.pattern})")


def asked_source(turn: str) -> int:
    """Return the number of the citation that a turn asks to see and nothing else; -1 for all of them, 0 for none."""
    if _ALL_SOURCES.match(turn):
        return -1
    found = _SOURCE.search(turn)
    if not found:
        return 0
    rest = re.findall(r"[a-z]+(?:['’]s)?", f"{turn[: found.start()]} {turn[found.end() :]}".lower())
    if not set(rest) <= _SOURCE_WORDS:
        return 0
    return int(found["number"] or found["mark"] or _ORDINALS.get((found["nth"] or "").lower(), 0))


def pointed_at(turn: str) -> re.Match[str] | None:
    """Return where a turn points at an entry of the last answer: "the second one" of "Who owns the second one?"."""
    found = _ENTRY.search(turn)
    if not found:
        return None
    rest = f"{turn[: found.start()]} {turn[found.end() :]}"
    own = [w for w in re.findall(r"\w+", rest) if len(w) > 3]
    return found if len(own) <= 3 and not re.search(r"\d|\b(?:meeting|quarter|year)s?\b", rest, re.I) else None


def entry_at(found: re.Match[str], entries: Sequence[str]) -> str:
    """Return the entry of a list that a turn points at; "" where the list is shorter."""
    said = (found["nth"] or found["number"] or "").lower()
    number = len(entries) if said == "last" else int(said) if said.isdigit() else _ORDINALS.get(said, 0)
    return entries[number - 1] if 0 < number <= len(entries) else ""


def asked_of(turn: str, found: re.Match[str], entry: str, kind: str) -> str:
    """Return what a turn asks of an entry, in words of its own; "" where it asks no more than to be told of it."""
    subject = re.sub(r"\s*\((?:[^()]|\([^()]*\))*\)", "", re.split(r"\s*\[\d+\]", entry)[0])
    subject = re.sub(r"^(?=\S*\d)[\w/.()-]{1,14}:\s+", "", subject).strip(" .–")
    bare = bool(_BARE.match(f"{turn[: found.start()]} {turn[found.end() :]}".strip(" ?.!")))
    if kind in ("actions", "owner", "status"):
        called = f"the action “{subject}”"
        return f"What is the status of {called}?" if bare else _put(turn, found, called)
    if _NAME.fullmatch(subject):
        return f"Who is {subject}?" if bare else _put(turn, found, subject)
    return "" if bare else _put(turn, found, f"“{subject}”")


def about_somebody(turn: str) -> str:
    """Return a turn about a person by pronoun alone with "{}" for the name; "" where it is about anything else."""
    if re.search(r"\b(?:it|that|this)\b", turn, re.I):
        return ""
    if _OTHERS.match(turn):
        return "What actions does {} have?"
    if not _OF_THE_PERSON.search(turn):
        return ""
    turn = re.sub(r"^what does (?:he|she) do\W*$", "Who is {}?", turn, flags=re.I)
    turn = re.sub(r"\b(?:his|their|her)\b(?= \w)", "{}’s", turn, count=1, flags=re.I)
    return turn if "{}" in turn else _PERSON.sub("{}", turn, count=1)


def named(question: str, boards: frozenset[str]) -> str:
    """Return the person a question names, "" where it names none."""
    return next((m[0] for m in _NAME.finditer(question) if not _of_a_board(m[0], boards)), "")


def told_of(answer: Answer, boards: frozenset[str]) -> str:
    """Return the person an answer is about: an owner, else the first it names where it opens with a name."""
    owner = _OWNER.search(answer.text)
    if owner:
        return _without_post(owner["name"])
    found = _NAME.match(re.sub(r"^(?:- )?(?:[^:\[“]{1,60}:\s+)?", "", answer.text)) or _NAME.match(answer.text)
    return _without_post(found[0]) if found and not _of_a_board(found[0], boards) else ""


def _without_post(name: str) -> str:
    return re.sub(rf"(?<=[a-z] ){_POST}\b.*$", "", name).strip()


def _of_a_board(name: str, boards: frozenset[str]) -> bool:
    return bool({w.lower() for w in name.split()} & boards) or bool(
        re.search(
            r"\b(?:Board|Panel|Group|Council|Partnership|Committee|Police|Team|Fund|Strategy|Act|Street|Road)\b", name
        )
    )


def _put(turn: str, found: re.Match[str], words: str) -> str:
    return f"{turn[: found.start()]}{words}{turn[found.end() :]}"
