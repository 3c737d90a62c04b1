"""lead_of("The clerk to write to the Board") -> "The clerk": whom the words of an action begin with."""

import re

_NAME = r"[A-Z][\w.’'&/-]*"
_SMALL = r"(?:of|the|for|and|to the|on|with|from|in|&)"
_ROLE = (
    r"(?:[Oo]fficials|[Oo]fficers|[Mm]embers|[Tt]eam|[Cc]lerk|[Cc]hair(?:man|woman|person)?|[Ss]ecretar(?:iat|y)"
    r"|[Mm]anager|[Dd]irector|[Gg]roup|[Bb]oard|[Pp]anel|[Cc]oordinator|[Cc]ommittee|[Pp]artners|[Ll]eads?"
    r"|[Rr]epresentatives?)"
)
_LEAD = re.compile(
    rf"\W*(?:(?:it was )?(?:agreed|resolved)(?: that)?:? |that )?(?P<who>(?:[Tt]he )?(?:{_NAME}|All|{_ROLE})"
    rf"(?:,? (?:{_NAME}|{_SMALL}|{_ROLE}|project|policy|financial|reporting|input))*?)"
    r"(?: with [^.;:]{3,60}?)?"
    r",? (?:to|will|would|shall|should|must|has agreed to|agreed to|undertook to|is to|are to)(?: \w+ly)? "
    r"(?!be\b)[a-z]{2,}",
)
_ASKED = re.compile(
    rf"(?:[Tt]he )?{_NAME}(?: {_NAME}| {_SMALL})*,? (?:requested|asked|agreed) that "
    rf"(?P<who>(?:[Tt]he )?{_NAME}(?: {_NAME}| {_SMALL} {_NAME})*) (?:to )?(?!be\b|had\b|was\b|has\b)[a-z]+"
)
_NOT_LEADS = re.compile(
    r"(?:Action|Actions|Option|Options|Update|Progress|Report|Paper|Letter|Meeting|Discussion|Comments?|A|An|This|That|These"
    r"|It|There|Need|Further|Invite|Invitation|Request|Proposal|Agreement|Plan|How|What|When|Where|Views?|Draft|In|At|On"
    r"|Items?|Copy|Copies|Details?|Link|Links|Possible|Potential|Opportunity|Ability|Work|Contact|Continue|Ensure|Agree"
    r"|Consider|Look|Try|Go|Write|Speak|Send|Ask|Arrange|Provide|Check|Confirm|Circulate|Add|Access|Approach|Response"
    r"|Recommendations?|Data|Information|Guidance|Minutes|Agenda)\b",
)


def lead_of(text: str) -> str:
    """Return the words at the head of an action that say who is to do it, "" where it does not begin with them."""
    match = _LEAD.match(text) or _ASKED.match(text)
    if match is None or _NOT_LEADS.match(match["who"]):
        return ""
    return match["who"].strip(" ,")
