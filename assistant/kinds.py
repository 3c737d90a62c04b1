"""What kind of thing a question asks for, told from its wording."""

import re
from typing import Literal

Kind = Literal[
    "owner", "actions", "status", "figure", "list", "date", "term", "role", "attendance", "decision", "place", "fact"
]

_WHO = r"\bwho (?:all |else )?"
_PERSON = (
    r"(?:which|what) (?:\w+ ){0,2}(?:councillor|minister|officer|superintendent|inspector|commander|person|individual"
    r"|member|professor|director|manager|official|secretary)"
)
_IN_OFFICE = r"(?:be|become|chair|replace|succeed|command|represent)"
_NAMED = r"(?:(?:[A-Z][\w'’.-]*|de|van|von) ){1,4}"
# The wordings of each kind, one a line; the first kind that fits is the question's.
_WORDINGS: dict[Kind, tuple[str, ...]] = {
    "term": (
        r"\bstands? for\b",
        r"\b(?:is|are|was|were) .{0,40}\bshort for\b",
        r"\bmeaning of\b",
        r"\b[Ww]hat (?:does|do|did) (?:the )?(?:\w+ )?[\"'‘“]?[A-Z][A-Za-z&/]{1,9}[\"'’”]? (?:mean|refer to)\b",
        r"\b(?:mean|meant|means) by [\"'‘“]?[A-Z][A-Za-z&/]*[A-Z]",
        r"\bacronym\b",
        r"\babbreviation\b",
        r"\b[A-Z]{2,8}\b.{0,50}\bin full\W*$|\b(?:spelt|spelled|written|writ) (?:out )?in full\b",
        r"\b[Ww]ho or what (?:is|are|was|were)\b",
        r"^(?i:what(?: is|'s|’s| are)) (?i:an? |the )?[A-Z][A-Za-z&/]*[A-Z]s?"
        r"(?:,? (?:in|at|to) (?:the |our |its )?[^?]{3,60})?\s*\??$",
    ),
    "attendance": (
        rf"{_WHO}(?:attended|came|missed|turned up|showed up|stayed away|made it|took part|apologi[sz]ed"
        r"|(?:sent|gave) (?:their |his |her )?(?:apologies|regrets))\b",
        rf"{_WHO}(?:was|were)(?: not|n['’]t)? (?:at|present|there|absent|(?:missing|away) from|in attendance"
        r"|(?:listed|recorded|down|shown|noted) as (?:absent|present|attending|sending|having))\b",
        rf"{_WHO}(?:(?:could|can|did)(?: ?not|n['’]t)|(?:was|were) (?:not |un)?able to|failed to|managed to) "
        r"(?:make|attend|come|get to|be (?:at|there|present|with)|join|go)\b",
        r"\battendees\b",
        r"\bwho\b.{0,30}\battend(?:ed|ing)?\b",
        r"\battendance at\b.{0,60}\b(?:meetings?|board|panel|committee)\b",
        r"\bapologies (?:were )?(?:received|given|sent|for)\b",
        r"\b(?:whose|what|any) apologies\b",
        r"\bwho (?:has |have )?(?:attended|missed|been (?:at|to)) (?:every|all|each|no|most)\b",
        r"\b(?:which|what|how many) (?:of the )?meetings\b.{0,60}\b(?:attend\w*|miss(?:ed)?|present|apologi\w+"
        r"|been (?:at|to))\b",
        r"\bwho\b.{0,40}\b(?:attend\w*|miss\w*|been|sent|absent)\b.{0,30}"
        r"\b(?:most|fewest|least|more often|every|none|no)\b",
        r"\bwho\b.{0,30}\bmost (?:often )?(?:absent|present|apologies)\b",
        r"\bhow many times (?:did|has|have|was|were) .{2,60}\b(?:attend\w*|miss\w*|present|apolog\w+|absent)\b",
        r"\bhow often (?:did|has|have) .{2,60} attend\w*\b",
        r"\bhow many (?:people|members) (?:attended|were (?:at|present)|came to)\b.{0,60}\b(?:meeting|board|panel)\b",
        r"^(?:did|was|has|were) .{2,60} (?:attend(?:ed)?|miss(?:ed)?|present at|at) (?:the|that|any|every)"
        r" [\w ]{0,40}meetings?\b",
    ),
    "owner": (
        r"\bwho(?:se)? (?:is |are |was |were |has |had )?(?:\w+ )?(?:own(?:s|ed|er)?|responsible|tasked"
        r"|assigned|asked to|charged|down to|to (?!the\b)\w+|taking|leading on|supposed to|meant to|going to"
        r"|due to|agreed to|undertook|actioned|action)\b",
        r"\bwho (?:was|were|is|has been) asked\b.{0,40}\bto\b",
        r"\bowner of\b",
        r"\bwhose (?:action|job|task)\b",
        r"\bwho (?:will|would|should|must|needs? to|has to)\b"
        rf"(?! {_IN_OFFICE}\b(?! (?:responsible|asked|in charge|\w+ing)\b))",
        r"\bassigned to (?:whom|who)\b",
        r"\bwho (?:leads|led) on\b",
        rf"\b(?:who|{_PERSON}) (?:now |had |has )?(?:lead|leads|led|heads?|headed)\b.{{0,60}}"
        r"\b(?:work|case|action|item|paper|task)\b",
        r"\bwho (?:said|promised|offered|volunteered)\b.{0,20}\b(?:would|to)\b",
        rf"\b(?:{_PERSON}|which (?:\w+ )?(?:department|body|agency))s? (?:offered|agreed|promised|undertook|volunteered"
        r"|(?:is|was) (?:to|asked|tasked|due|meant|supposed|down)|has the (?:lead|action|task))\b",
        r"\bwho (?:has|had) the action\b",
        r"\baction owner\b",
    ),
    "actions": (
        r"^(?!.*\b(?:key actions|happened|became|become|status|latest|history|changed)\b)"
        r".*\b(?:what|which|list|show|any|all|how many)\b.{0,40}(?<!day of )(?<!days of )\bactions?\b(?! plan| log)",
        r"\bactions? (?:assigned|for|of|owned|outstanding|open|does|did|are)\b",
        r"\boutstanding actions?\b",
        r"\bwhat (?:does|did|was|is) .{2,40} (?:asked|need|have|agree|tasked|supposed|required|still) to do\b",
        r"\bwhat (?:is|was|are|were) (?!the\b).{2,40} responsible for\b",
        r"\bwhat (?:is|was|are|were|remains?|remained) (?:still )?(?:outstanding|open|overdue)\b",
    ),
    "role": (
        r"\bwho (?:is|was|are|were)\b",
        r"\bwho['’]?s\b",
        r"\bwho (?:had |has |have )?(?:been|be(?:came|come)|chair|chaired|chairs|heads?|headed|led|leads|represent\w*"
        r"|wrote|author\w*|prepared|presented|submitted|drafted|replaced|succeed\w*|preceded|presid\w+"
        rf"|(?:will|would) {_IN_OFFICE}|(?:took|taken) (?:the chair|over as)|(?:serv|act)(?:ed|es|s) as|stood in as)\b",
        rf"\b{_PERSON} (?:is|was|had|has|chair\w*|head\w*|led|leads|answer\w*|serv\w+|act(?:s|ed)|represent\w*|replaced"
        r"|succeeded|took|wrote|presented)\b",
        r"\bwhat (?:post|job|role|position|title|office|rank|capacity)\b",
        rf"\bwhat (?:is|was|['’]s) {_NAMED}(?:job|role|post|position|title|rank|office)\b",
        r"\b(?:whose|what) (?:are the |are )?initials\b",
        r"\bname of the\b",
    ),
    "figure": (
        r"\bhow (?:many|much|often|large|big|long)\b",
        r"\bwhat (?:was|is|were|are) (?:the |[\w’']+s['’]? )(?:[\w'’-]+ ){0,4}(?:number|figure|total|rate|percentage"
        r"|value|cost|budget|amount|balance|target|count|average|proportion|caseload|price|attendance|turnout|size|funding|grant|increase|decrease"
        r"|reduction|rise|fall|quorum)\b",
        r"\bwhat (?:percentage|proportion|number|share)\b",
        r"\bwhat figures?\b",
        r"\bhow (?:did|has|have) .{2,60} chang\w+ (?:between|from)\b",
        r"\b(?:higher|lower|more|fewer|less|better|worse) (?:\w+ )?(?:in .{4,40} )?than (?:in|for|during)\b",
        r"\bcompare[ds]? (?:with|to)\b",
        r"\bbalance\b",
        r"\bRAG\b",
    ),
    "date": (
        r"^when\b",
        r"\bwhen (?:is|was|will|did|were|are|does|do)\b",
        r"\b(?:what|which|on what|at which|on which) (?:date|day|month|meeting|year)\b",
        r"\bdate of\b",
        r"\bdeadline\b",
    ),
    "decision": (
        r"\bwhat (?:was|were|did|has|had).{0,60}\b(?:resolved?|agreed?|decided?|approved?|decision)\b",
        r"\bresolutions?\b",
        r"\bdecisions?\b",
        r"\bwas .{2,60} (?:agreed|approved)\b",
    ),
    "status": (
        r"\b(?:has|have|had|did|is|are|was|were)\b.{2,80}\b(?:yet|still|been|completed?|closed|finished"
        r"|provided|done|happened|resolved|outstanding|received)\b.*\?*$",
        r"\bhow (?:has|have) .{2,80} changed\b",
        r"^(?:has|have|had)\b",
        r"\bstatus of\b",
        r"\bhistory of\b",
        r"\bprogress (?:on|with|of|has)\b",
        r"\bwhat(?:'s| is| has| was)? (?:happen\w*|bec[ao]me|c[ao]me of)\b",
        r"\bwhat(?:'s| is| was) the (?:latest|position|state|status|outcome)\b",
        r"\bwhere (?:are we|(?:do|does|did) .{2,60} stand|(?:have|has|had) .{1,40} (?:got|gotten|come) to)\b",
        r"\b(?:newest|latest|current) (?:position|state|status)\b",
        r"^(?:did|was|were) .{2,90}\b(?:ever|eventually|in the end)\b",
        r"\blatest on\b",
        r"\bupdate on\b",
    ),
    "list": (
        r"\bwhat (?:was|were|has been|is being|is|are being|work was|activit\w+"
        r"|actions? (?:was|were)) (?:being )?(?:done|carried out|undertaken|delivered|achieved|reported"
        r"|happening)\b",
        r"\bwhat (?:did|does|do|has|have) .{2,60} (?:do|done|doing|deliver\w*|achieve\w*)\b",
        r"\bactivit(?:y|ies)\b",
        r"\blist\b",
        r"\bwhat are (?:the|all|our|its|their|\w+['’]s?)\b",
        r"\bwhich (?:\w+ ){0,3}(?:are|were|have|agencies|partners|organisations|boroughs|groups|bodies|areas"
        r"|members)\b",
        r"\bpriorit(?:y|ies)\b",
        r"\bwhat (?:were|was) the (?:main |key )?(?:activities|achievements|outcomes|points|aims|priorities"
        r"|objectives|actions|measures)\b",
        r"\bkey actions\b",
        r"\bmembers of\b",
        r"\bmembership\b",
        r"\bwhat .{0,30}\b(?:aims|objectives|principles|groups|measures|steps|activities)\b",
    ),
    "place": (
        r"^where\b",
        r"\bwhere (?:was|is|were|did|will)\b",
        r"\b(?:venue|location)\b",
    ),
}
_KINDS = tuple(
    (kind, re.compile("|".join(wordings), 0 if kind == "term" else re.I)) for kind, wordings in _WORDINGS.items()
)


def kind_of(question: str) -> Kind:
    """Return the kind of a question; "fact" where its wording shows no other."""
    return next((kind for kind, pattern in _KINDS if pattern.search(question)), "fact")
