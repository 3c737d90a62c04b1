"""Matters arising and actions of the last meeting in running text, and sentences that close an earlier minute."""

import re
from collections.abc import Iterator

from ingest.cleaning import clean
from ingest.records.arising import BECAME, LABELLED, NUMBERED_LINE, OWNED, Entry, entries
from ingest.records.headless import is_asked
from ingest.records.leads import lead_of
from ingest.records.moves import dated, moved_to, named_in
from ingest.records.owning import owners_of
from ingest.records.record import Status, Update
from ingest.records.source import Source
from ingest.records.statuses import status_of
from ingest.sentences import sentence_spans

_SURE = re.compile(
    r"\b(?:on[- ]?going|outstanding|carried forward|await\w*|in progress|not yet|still|pending|deferred|under ?way"
    r"|no further (?:news|information|progress|update)|no (?:reply|response|update)|yet to)\b",
    re.I,
)
_PAST = re.compile(
    r"^(?:\W*(?!(?:why|whether|that|which|who|if|where|what|how|as|because|once|when|after)\b)\w+){0,8}?"
    r"\W+(?:had|has|have|was|were) \w+",
    re.I,
)
_ACTION = re.compile(r"\bactions?\s*[:–—]", re.I)


def find_matters(source: Source) -> list[Update]:
    """Return the updates of a part that stand in no table of a log."""
    return [update for entry in entries(source) for update in _updates(entry, source)]


def matter_spans(source: Source) -> list[tuple[int, int]]:
    """Return where a part says what became of a matter, from its label to "Action:": "Lamps: ordered. Action: JB"."""
    labelled = ((e.start, e.end) for e in entries(source) if e.labelled)
    return [(start, end) for start, end in labelled if _ACTION.search(source.text, start, end)]


def asks_for_more(words: str) -> bool:
    """Tell whether what is said of a matter sets a new task: a sentence of it says what somebody is to do."""
    match = LABELLED.match(words)
    said = match["rest"] if match else words
    return any(is_asked(said[a:b]) and status_of(said[a:b]) != "done" for a, b in sentence_spans(said))


def says_what_became(words: str) -> bool:
    """Tell whether a line with an action's number says what became of it and sets no new one: "Action 3: done"."""
    number = NUMBERED_LINE.match(words)
    if number is None:
        return False
    rest = words[number.end() :].lstrip(" :.–—-")
    first = rest.split(".")[0]
    label = status_of(first) != "unknown" and len(first.split()) <= 8 and not lead_of(rest)
    return (label and not rest.lower().startswith("to ")) or bool(_PAST.search(rest) and not lead_of(rest))


def _updates(entry: Entry, source: Source) -> Iterator[Update]:
    """The update of an entry, once for each number it names."""
    words = clean(source.text[entry.start : entry.end])
    match = LABELLED.match(words)
    said = match["rest"] if match and entry.about == match["label"] else words
    last = OWNED.search(said)
    trailing = owners_of(last["who"], source) if last else ()
    said = said[: last.start()] if last and trailing else said
    owned = entry.owned or " ".join(o.stated for o in trailing)
    handed = moved_to(said, source)
    status = entry.status or _status(said, owned or " ".join(o.name for o in handed))
    unsure = status == "unknown" or (status == "open" and not _SURE.search(words) and not entry.numbers)
    if entry.about == words and (
        unsure or len(words.split()) > 80
    ):  # a paragraph without a label may be about anything
        return
    owners = (
        trailing or owners_of(entry.owned, source) or owners_of(lead_of(entry.about), source) or named_in(words, source)
    )
    for number in entry.numbers or ("",):
        yield Update(
            part=source.part.ordinal,
            start=entry.start,
            end=entry.end,
            text=words,
            status=status,
            dated=dated(said, source),
            about=entry.about,
            minute=number,
            meeting=entry.day,
            owners=owners,
            moved_to=handed,
        )


def _status(words: str, owned: str) -> Status:
    """What became of a matter: open where somebody is to do more about it, told of long prose only where it is sure."""
    spans = sentence_spans(words)
    last = status_of(words[spans[-1][0] :]) if spans else "unknown"
    if owned:
        return "done" if last == "done" and BECAME.search(words[spans[-1][0] :]) else "open"
    if len(words.split()) <= 45:
        return status_of(words)
    return "open" if _SURE.search(words) and last != "done" else last
