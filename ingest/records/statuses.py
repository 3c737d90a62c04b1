"""status_of(words) -> open, done, superseded or unknown: what an update says about an action."""

import re

from ingest.records.record import Status
from ingest.sentences import sentence_spans

_COLOURS = ("red", "amber", "green", "blue", "yellow", "grey", "gray", "black", "white", "purple")
_COLOUR = re.compile("|".join(_COLOURS), re.I)
_LETTERS = {"r": "red", "a": "amber", "g": "green", "b": "blue", "amber/red": "amber", "red/amber": "amber"}
_MARKS: dict[str, Status] = {"red": "open", "amber": "open", "yellow": "open", "blue": "done"}


def _any(phrases: str, ends: str = r"\b") -> str:
    """The pattern that any of the phrases fits, one a line."""
    return rf"\b(?:{'|'.join(line.strip() for line in phrases.strip().splitlines())}){ends}"


_PAST = (
    "(?:completed?|closed|discharged|actioned|sent|circulated|provided|published|issued|submitted|delivered|shared"
    "|distributed|installed|signed|removed|repaired|replaced|fixed|resolved|incorporated|added|updated|appointed|set up"
    "|implemented|launched|uploaded|carried out|put in place|adopted|finalised|done|arranged|undertaken|achieved"
    "|satisfied|fulfilled|produced|amended|corrected|supplied|cleared|filled|introduced|established|notified|informed"
    "|reported)"
)
_GAP = r"(?: (?:now|since|all|both|also|already|subsequently|been|duly|successfully|fully|formally|recently))*"
_LABEL = re.compile(
    r"\W*(?:action|matter|item|status|update|this(?: action)?|now|all|both|fully)?\W*"
    r"(?:is|are|has been|have been|was)?(?: now)?\s*(?:(?P<done>"
    + _any(
        r"""
        completed?|completion|concluded|closed|done|discharged|actioned|achieved|finished|resolved|implemented|delivered
        no further action(?: (?:is )?(?:required|needed))?
        """
    )
    + ")|(?P<open>"
    + _any(
        r"""
        on[- ]?going|open|outstanding|in progress|in hand|pending|overdue|deferred|delayed|live|incomplete|to be
        not (?:yet )?(?:started|done|met|completed?|actioned)|partially|partly|awaiting|started|commenced|under ?way
        carried (?:forward|over)|c/f|new(?: action)?(?=\W*$)|on (?:track|course|target|schedule|hold)
        """
    )
    + ")|(?P<superseded>"
    + _any(
        r"""
        superseded|overtaken|withdrawn|cancell?ed|no longer|abandoned|merged|redundant|obsolete|not proceeding
        duplicate|void
        """
    )
    + "))",
    re.I,
)
_PARTLY = re.compile(
    _any(
        r"""
        (?:partially|partly|part|nearly|almost|largely|mostly|half|not) (?:yet |fully )?(?:completed?|done|delivered)
        (?:mainly|virtually|substantially) (?:completed?|done|delivered|implemented|achieved|resolved)|incomplete
        (?:completed?|done|closed|delivered)[\s,–—-]*(?:apart from|except|bar|other than|save for|but|subject to|by)
        (?:completed?|done|closed|delivered)[\s,–—-]*(?:pending|with the exception|however|although|though|in part)
        (?:completed?|done|closed|delivered)[\s,–—-]*(?:when|once|until)
        """
    )
    + r"|(?<![\d.])\d{1,2} ?(?:%|per cent) (?:complete|done|delivered)",
    re.I,
)
_SUPERSEDED = re.compile(
    _any(
        r"""
        superseded|overtaken by|(?:merged|combined) (?:with|into)|duplicates? (?:of )?(?:action|item)
        no longer (?:required|needed|relevant|applicable|necessary|being (?:pursued|taken)|proceeding|to be pursued)
        not (?:now )?(?:be(?:ing)?|to be) (?:pursued|progressed|taken (?:forward|further))
        (?:replaced|subsumed) (?:by|into|within) (?:\w+ )?(?:action|item|minute|ref)
        (?:action|item|matter|proposal|request) (?:(?:has|have|had|is|was|to|been|be) )*(?:withdrawn|cancelled|dropped)
        (?:action|item|matter|proposal) (?:(?:has|have|had|is|was|to|been|be) )*(?:deleted|abandoned)
        will not (?:now )?(?:proceed|go ahead)|decided not to (?:proceed|pursue)
        """
    ),
    re.I,
)
_CLOSED = re.compile(
    _any(
        r"""
        no further action(?: (?:is |was )?(?:required|needed|necessary))?|nothing further to (?:report|do)
        (?:matters?|actions?|items?|both|this|it) (?:(?:is|are|was|were|has|have|can|could|be|been|now) )*closed
        (?:matters?|actions?|items?) (?:(?:is|are|was|were|has|have|can|could|be|been|now) )*discharged
        (?:action|task|work|item) (?:(?:is|now) )*(?:completed?|done)
        """
    )
    + r"|(?:^|[.;:–—-]\s*)(?:action |now )?(?:closed|completed?|discharged|done)\W*$",
    re.I,
)
_OPEN = re.compile(
    _any(
        r"""
        await\w*|outstanding|on[- ]?going|in progress|in hand|under ?way|pending|delay(?:ed|s)?|deferred|overdue|still
        carried (?:forward|over)|on (?:track|course|target|schedule|hold)|plan in place|initial stages?|yet to|late
        not (?:yet|been|received|confirmed|met|started|happened|provided|available|taken place|responded|able)
        (?:has|have|had|was|were|is|are|did|does|do|could|can)(?:n['’]t| not)
        no (?:action|progress|response|reply|update|date)|nothing (?:received|heard)|to be (?!able\b)\w+
        (?:will|shall|needs? to|needed to|due to|has to|have to) \w+
        (?:aim(?:s|ing)?|hop(?:e|es|ed|ing)|intends?|plans?) to \w+|is hoped|expects?|expected|planned|scheduled
        remain(?:s|ing|ed)?|chas(?:ed|ing|e)|continu(?:es?|ing|ed)|is looking|looking (?:in)?to|working (?:on|with)
        being (?:drafted|finalised|considered|arranged|prepared|progressed|developed|explored|reviewed|investigated)
        being (?:discussed|looked at|worked on|sought|taken forward)|drafted|redrafted|first draft|progressing
        in (?:development|preparation|draft|discussion)|commenced|begun|trying|attempting|investigating|exploring
        considering|partially|partly|nearly|almost|incomplete|unresolved|initiated|in due course|re-?scheduled
        postponed|next meeting
        """
    ),
    re.I,
)
_WISHED = re.compile(r"\b(?:would|should|must|could|might|(?-i:may)) \w+", re.I)
_LONG = 45
"""Words: in more than these, wishes say nothing, and what is done stands first or last."""
_DONE = re.compile(
    _any(
        rf"""
        (?:has|have|had){_GAP} (?:{_PAST}|written to|taken place|met with|replied|responded|gone live)
        (?:was|were|been){_GAP} (?:{_PAST}|held)|took place|gone live|all \w+ (?:are )?(?:live|in place|signed)
        (?:incorporated|included|added|placed) (?:on|onto|in|into|to) (?:the|this) (?:\w+ )?(?:agenda|minutes)
        (?:see|covered|dealt with|addressed|reported|considered|discussed) (?:\w+ )?(?:\w+ )?agenda
        on (?:the|today['’]s) agenda
        (?:circulated|published|completed|actioned|provided|signed|installed) (?:\w+ ){{0,9}}on (?:the )?\d{{1,2}}
        """
    )
    + r"|\b100 ?% complete|^\W*(?:sent|circulated|provided|published|issued|submitted|delivered|distributed|installed"
    r"|signed|removed|actioned|arranged|shared|launched)\b(?! (?:for|to be)\b)",
    re.I,
)
_WAITING = re.compile(
    _any(
        """
        (?:to|yet to|will|would|should|must|can) be|until|once|when|if|before|after|not|never|unless|by the time
        (?:hopes?|aims?) to have
        """,
        rf"(?: (?:yet|been|all|fully|it|they|this|is|are|has|have|now))* (?:{_PAST}|held|closed)\b",
    ),
    re.I,
)
_ASKED = re.compile(
    _any(
        r"""
        (?:requests?|reminders?|chasers?|e-?mails?)(?: \w+){0,5}? (?:was|were|been)(?: \w+ly)? (?:sent|issued)
        has (?:sent|issued|written) (?:\w+ ){0,3}(?:reminders?|chasers?|requests?)
        """
    ),
    re.I,
)


def status_of(words: str, rag: str = "") -> Status:
    """Return what an update's words amount to, with what stands in the status column beside it ("Complete", "Amber").

    A column that says "complete", "closed" or "superseded" holds; a colour counts for less than words. "unknown" where
    both leave it open, where they contradict each other, and for a green cell alone.
    """
    told, marked = _told(words), _marked(rag)
    if not rag.strip() or marked == "unknown":
        return told
    if told in ("unknown", marked):
        return marked
    if marked in ("done", "superseded") and not is_colour(rag):
        return "superseded" if told == "superseded" else marked
    return "unknown" if _labelled(words) else marked


def contradict(words: str, rag: str) -> bool:
    """Tell whether an update's own label and the status column beside it say different things."""
    label, marked = _labelled(words), _marked(rag)
    return bool(label) and marked != "unknown" and (label == "open") != (marked == "open")


def is_status(text: str) -> bool:
    """Tell whether a cell holds a status alone: "Complete", "Amber", "On track (green)", "Open"."""
    words = " ".join(text.split())
    return len(words) <= 40 and (is_colour(words) or _marked(words) != "unknown")


def is_colour(rag: str) -> bool:
    """Tell whether a status column holds a colour alone: "Amber", "(green)", "R"."""
    bare = rag.strip(" .()*")
    return bare.lower() in _LETTERS or bool(_COLOUR.fullmatch(bare))


def _marked(rag: str) -> Status:
    """What a status column says: its words first, then the colour."""
    bare = rag.strip(" .()*").lower()
    colour = _LETTERS.get(bare, bare)
    if colour in _COLOURS:
        return _MARKS.get(colour, "unknown")
    told = _told(_COLOUR.sub(" ", rag).strip(" ()–—-:,/"))
    named = _COLOUR.search(rag)
    return _MARKS.get(named[0].lower(), "unknown") if named and told == "unknown" else told


def _labelled(words: str) -> Status | None:
    """What the words an update begins with say, where they are a label: "Completed. See …", "Ongoing – …"."""
    label = _LABEL.match(words)
    if label is None:
        return None
    if label["open"]:
        return "open"
    if label["superseded"]:
        return "superseded"
    if _PARTLY.search(words[: label.end() + 30]):
        return "open"
    return None if re.match(r"\s*(?:to|of|in)\b", words[label.end() :]) else "done"


def _told(words: str) -> Status:
    """What sentences say: their opening label, then how they end, then what is still awaited, then what was done."""
    words = " ".join(words.split())
    label = _labelled(words)
    if label or not words:
        return label or "unknown"
    if _SUPERSEDED.search(words):
        return "superseded"
    start, end = sentence_spans(words)[-1]
    if _CLOSED.search(words[start:end]):
        return "done"
    if _PARTLY.search(words) or _WAITING.search(words) or _OPEN.search(words):
        return "open"
    if len(words.split()) > _LONG:
        first = sentence_spans(words)[0]
        words = f"{words[: first[1]]} {words[start:end]}"
    elif _WISHED.search(words):
        return "open"
    answered = _ASKED.sub("", words)  # what was only asked for is not done
    return "done" if _DONE.search(answered) or _CLOSED.search(words) else "unknown"
