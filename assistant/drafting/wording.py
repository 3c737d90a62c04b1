"""What a statement of a paper is as a bullet: whether it tells of something done, and its words without what led in."""

import re

from ingest.cleaning import clean
from ingest.dates import MONTH
from ingest.records.agencies import agencies_of

_COUNT = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety)(?:-\w+)?|hundreds?|\d+)"
)
_PROMISED = re.compile(
    r"\b(?:will|shall|would|should|could|may(?! (?:19|20)\d\d)|might|must|to be (?:held|agreed|confirmed|arranged"
    r"|reported|considered)|is to|are to|aims? to|plans? to|intends? to|due to (?:start|begin|be)|is due|are due"
    r"|next steps?|recommend\w*|propos\w+|(?:is|are) (?:invited|asked)|needs? to|going to)\b",
    re.I,
)
_LATER = re.compile(
    r"\b(?:will|shall|(?:is|are|am|being) plan(?:ned|ning)|plans? to|intends? to|aims? to|hopes? to"
    r"|due to (?:start|begin|be)"
    r"|to be (?:held|agreed|confirmed|arranged|launched|delivered|rolled out|completed)|going to|next (?:quarter|year)"
    r"|scheduled|planned for)\b",
    re.I,
)
_OF_THE_MEETING = re.compile(
    r"\b(?:RESOLVED|AGREED|minutes|apologi\w+|agenda|asked (?:that|for|if|whether|about|how)|queried|enquired|thanked"
    r"|wondered|commented|suggested|questioned|discuss(?:ed|ion)|felt that|welcomed|considered|presented|disappointed"
    r"|pleased|concerns?|hoped|requested|introduced (?:the|his|her|their)|declared an?|appointed chair|elected"
    r"|adjourned|meeting (?:opened|closed|ended)|next meeting|was updated|were updated|attached|appendix|circulated"
    r"|(?:report|update|paper|item|presentation) (?:was|were|be) (?:noted|received|tabled|given|provided|deferred)"
    r"|report be|(?:a|an|the) (?:\w+ )?update was|was (?:given|provided) (?:an|a|with)|drew the (?:board|panel)"
    r"|in response|the chair(?:man|woman)? (?:said|asked|thanked))\b",
    re.I,
)
_HOUSEKEEPING = re.compile(
    r"\b(?:balances?|treasurer\S*|bank account|accounts? (?:stood|stands)|A/C"
    r"|(?:working|project|current|deposit)\W{0,2} account"
    r"|awaited|awaiting|outstanding|in hand|still to be|no (?:further|change|new|other|update|report|reply|response)"
    r"|members? of the public (?:\w+ )?attended|complain\w+|planning (?:application|consent|permission|condition)"
    r"|has been asked|have been asked|was asked|were asked|is (?:currently )?being|further information"
    r"|(?:is|are|was|were) (?:now )?(?:planned|expected|scheduled)|felt)\b",
    re.I,
)
_SHORTEST = 4  # words
_ERRAND = re.compile(r"\b(?:[A-Z]{2,3}(?:/[A-Z]{2,3})*|[A-Z][a-z]+ [A-Z][a-z]+) (?:was |were )?(?:also )?to [a-z]+\b")
_HANGING = re.compile(
    r"^(?:(?:he|she|they|it|this|these|those|that|such|both|some|others?|however|also|in addition|all of (?:this|these"
    r"|the)|all services|the (?:two|three|four|former|latter|same))\b"
    rf"|(?:{_COUNT}|all) (?:of (?:the|these|those|them)|were|was|had|have|has)\b)",
    re.I,
)
_BY_LINE = re.compile(
    r"^\W*(?:compiled|prepared|written|produced|submitted|board|partner|quarter|period covered|reporting period"
    r"|date|report|author"
    r"|contact|tel|e-?mail|from|to|subject|sent)\b(?: (?:by|report|filed|of)\b|[^.]{0,25}:)",
    re.I,
)
_GREETING = re.compile(
    r"^\W*(?:dear|hi|hello|good (?:morning|afternoon)|(?:kind|best|warm) (?:regards|wishes)|regards|many thanks"
    r"|thank you|thanks|yours (?:sincerely|faithfully)|please (?:find|see)|as requested|as discussed"
    r"|see (?:below|attached)|hope|here (?:is|are) (?:our|the|my)|nothing (?:else )?to report"
    r"|sent from|on behalf of)\b",
    re.I,
)
_DONE = re.compile(
    r"\b(?!need|indeed|exceed|embed|used to)\w{2,}ed\b|\b(?:was|were|been|held|began|begun|met|ran|gave|given|took"
    r"|taken|found|made|led|saw|seen|fell|fallen|rose|risen|won|built|brought|heard|came|went|sent|set up|left|lost"
    r"|spent|taught|dealt|spoke|bought|caught|drew|got|became|grew|kept|paid|sold|told|wrote|cut|shut|had)\b",
    re.I,
)
_FIGURE = re.compile(rf"\b{_COUNT}\b|£\d|\d%|\b(?:Operation|Op|Project|Day of Action)\s+[A-Z]", re.I)
_DATED = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:{MONTH})(?![a-z])(?:\s+\d{{4}})?|\b(?:19|20)\d\d\b", re.I
)
_SAID = (
    r"(?:reported|advised|explained|stated|said|noted|confirmed|added|highlighted|mentioned|responded|heard|observed"
    r"|(?:informed|told|advised) (?:the )?\w+|(?:was|were) (?:told|advised|informed))"
)
_NAME = r"(?:[A-Z][\w'’.-]*|the|of|for|in|from|and|&|\([^)]{1,60}\))"
_LED_IN = re.compile(
    rf"^(?:it (?:was|is) (?:also |further )?{_SAID} that"
    rf"|(?:the )?(?:members|partners|board|panel|group|committee|meeting|partnership) (?:also )?{_SAID} that"
    rf"|(?P<who>{_NAME}(?:\s+{_NAME}){{0,9}}),? (?:also )?{_SAID} that)\s+",
    re.I,
)
_THIS_QUARTER = re.compile(
    r"^(?:(?:in|during|over|throughout) (?:this|the) (?:quarter|period|reporting period)|this quarter"
    r"|(?:we|i) can report that|we are pleased to report that),?\s+(?=\w)",
    re.I,
)
_LABEL = re.compile(r"^(?P<label>[A-Z][\w&'’.,/ -]{1,60}?)\s*(?::|\s[–—-])\s+(?=[\w£'‘“\"])")
_TOPIC = re.compile(r"^[A-Z0-9][^.;:!?]{1,70}?\s+[–—-]\s+(?=[\w£'‘“\"])")
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)%][.;!?])\s+(?=[A-Z0-9£(‘“\"])")
_REPORTER = re.compile(r"^(?:partner|agency|organisation|service|return|update|activity)\b(?:\s+\w{1,12})?$", re.I)
_BULLET = re.compile(r"^(?:[-–—•*·>◦▪]+\s*|\(?(?:[a-z]|[ivx]+|\d{1,2})[.)]\s+|\d+(?:\.\d+)+\.?\s+)+")
_OWNER = re.compile(r"\s*(?:\||;)\s*(?:[A-Z]{2,4}(?:/[A-Z]{2,4})*)\s*$")


def tells(text: str, minuted: bool) -> bool:
    """Tell whether a sentence says, on its own, that something was done or came about; of minutes, with a figure."""
    if len(text.split()) < 6 or text.rstrip().endswith((":", "?")) or _HANGING.match(text) or _BY_LINE.match(text):
        return False
    if _PROMISED.search(text) or _OF_THE_MEETING.search(text) or not _DONE.search(text):
        return False
    return bool(_FIGURE.search(_DATED.sub(" ", text)) or (not minuted and agencies_of(text, frozenset())))


def done(text: str) -> str:
    """Return the sentences of a minute that tell of what was done, without errands, waiting and housekeeping."""
    topic = _TOPIC.match(text)
    head, rest = (topic[0], text[topic.end() :]) if topic else ("", text)
    kept: list[str] = []
    for sentence in _SENTENCE_END.split(rest):
        bare = _LED_IN.sub("", sentence)
        hangs = _HANGING.match(bare) and not kept
        if _DONE.search(bare) and not (
            hangs or _PROMISED.search(bare) or _OF_THE_MEETING.search(bare) or _HOUSEKEEPING.search(bare)
            or _ERRAND.search(bare)
        ):  # fmt: skip
            kept.append(bare[:1].upper() + bare[1:])
    words = " ".join(kept)
    return head + words if len(words.split()) >= _SHORTEST else ""


def of_the_meeting(text: str) -> bool:
    """Tell whether a text is about the meeting's own business: its papers, hopes, waiting and housekeeping."""
    return bool(_OF_THE_MEETING.search(text) or _HOUSEKEEPING.search(text))


def listed(text: str) -> bool:
    """Tell whether a line of a return is more than a label, a by-line or an address."""
    if len(text.split()) < 3 or text.endswith("?") or _BY_LINE.match(text) or _GREETING.match(text):
        return False
    return bool(re.search(r"[a-z]{3}", text)) and not re.search(r"\S+@\S+\.\w", text)


def promised(text: str) -> bool:
    """Tell whether a line says only what is to come: no sentence of it tells of something done first."""
    return all(_opens_later(one) for one in re.split(r"[.;!?]\s+", text.strip()))


def _opens_later(sentence: str) -> bool:
    later = _LATER.search(sentence)
    return later is not None and not _DONE.search(sentence[: later.start()])


def trimmed(text: str) -> tuple[str, str]:
    """Return a statement's words without a label, "Members noted that" or a trailing owner; and who reported it."""
    words = _OWNER.sub("", _BULLET.sub("", clean(" ".join(text.split()))))
    who = ""
    if (match := _LABEL.match(words)) and _reports(match["label"]):
        who, words = match["label"], words[match.end() :]
    if match := _LED_IN.match(words):
        who, words = who or " ".join(agencies_of(match["who"] or "", frozenset())[:1]), words[match.end() :]
        words = re.sub(r"\band that\b", "and", words)
    words = _THIS_QUARTER.sub("", words).strip()
    return words[:1].upper() + words[1:], who.strip(" ,")


def _reports(label: str) -> bool:
    """Tell whether a label is the name of who reports, not what is reported on."""
    return bool(_REPORTER.match(label)) or any(len(a) * 2 >= len(label) for a in agencies_of(label, frozenset()))


def stopped(text: str, full: bool) -> str:
    """Return a bullet with a full stop at its end, or without one."""
    bare = text.rstrip()
    if full:
        return bare if bare.endswith((".", "!", "?", ".”", ".'", ".’", ":")) else f"{bare.rstrip(',;')}."
    return bare[:-1] if bare.endswith(".") and not bare.endswith("etc.") else bare
