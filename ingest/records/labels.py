"""What a list of people stands under: "Present:", "Also in attendance", "Apologies for absence", "To: Members of"."""

import re
from dataclasses import dataclass
from typing import Literal

from ingest.records.names import LISTED
from ingest.records.record import Standing

_APOLOGIES = re.compile(r"apolog|\bregrets\b|unable to attend", re.I)
_ABSENT = re.compile(r"\babsen(?:t|tees|ce)\b|not present|did not attend|not in attendance", re.I)
_LISTED = re.compile(r"^to\b|membership|distribut|circulat|^cc\b|^copied|terms of|\binvite", re.I)
_ALSO = re.compile(
    r"\balso\b|\bothers?\b|\bofficers?\b|\bofficials\b|\bobserv|\bguests?\b|\bpresent(?:ers?|ing)\b|secretariat"
    r"|\bvisitors?\b|\badvis[eo]rs?\b|\bstaff\b|non-members?|members of the public|\binvitation\b|\bin support\b",
    re.I,
)
_PLAIN = re.compile(r"\b(?:present|attend\w+|in attendance|members|officials|observers|guests|presenters)\b", re.I)
_ATTENDING = re.compile(r"^(?:those )?(?:in attendance|attending)\b", re.I)
_PRESENT = re.compile(
    r"\bpresent\b|\battend(?:ees|ance|ing|ed)\b|\bmembers\b|\bparticipants\b|\bdelegates\b|^panel$|^board$|^committee$",
    re.I,
)
_POST = re.compile(
    r"(?:in the )?(?:chair(?:man|woman|person)?|presiding)|vice[ -]chair(?:man)?"
    r"|(?:meeting |committee )?(?:secretary|clerk)|minutes?(?: taken)?(?: by)?|minute[ -]taker|note[ -]?taker"
    r"|notes(?: by)?",
    re.I,
)
_SMALL = re.compile(
    r"(?:of|the|and|were|was|at|meeting|from|for|in|by|to|absence|absences|received|had|been|present|attendance"
    r"|attending|attendees|members|board|panel|officers|officials|observers|apologies|also|other|others|regular"
    r"|presenting|sent|given|with|on|behalf|committee|group|who|those|virtually|online|person|via|&|/|-|–)"
)
_COLON = re.compile(r"\s*(?::\s*[-–]?|[-–—]\s)\s*")
_BARE = re.compile(rf"(Present|In Attendance|Also Present|Apologies|Attending)\s+(?={LISTED})")
_KEYWORDS = (
    "present attend apolog regret absen unable member distribut circulat copied invite other officer official observ"
    " guest secretar visitor advis staff public invitation support participant delegate panel board committee chair"
    " presiding clerk minute note".split()
)
_PERSON = re.compile(rf"(?:{LISTED})\s*,")
_NUMBERED = re.compile(r"\s*(?:\d{1,3}[a-z]?(?:\.\d+)*[.)]?\s+)?(?:item \d+\W+)?", re.I)


@dataclass(frozen=True, slots=True)
class Label:
    """A label and how those it lists stood; `ends` is where the people begin in its line, `post` a role it gives.

    `alone` tells that it holds for its own line and not for those below.
    """

    words: str
    standing: Standing | Literal[""]
    ends: int = 0
    post: str = ""
    alone: bool = False


def label_of(text: str, *, heading: bool = False, cell: bool = False) -> Label | None:
    """Return the label that a line, cell or heading is or begins with, or None."""
    lower = text[:90].lower()
    if not lower.startswith(("to", "cc")) and not any(word in lower for word in _KEYWORDS):
        return None
    start = _NUMBERED.match(text)
    begin = start.end() if start else 0
    colon = _COLON.search(text, begin, begin + 80)
    bare = _BARE.match(text, begin)
    if colon and colon.start() - begin <= 70:
        words, ends = text[begin : colon.start()], colon.end()
    elif bare:
        words, ends = bare[1], bare.end()
    elif len(text) <= 60 and not text.rstrip().endswith((".", ",")):
        words, ends = text[begin:], len(text)
    else:
        return None
    words = words.strip(" *_.")
    if not words or len(words.split()) > 9 or not _is_label(words) or _PERSON.match(words):
        return None
    post = _POST.fullmatch(words)
    if post:
        if ends == len(text) or heading:
            return None
        standing: Standing = "present" if "chair" in words.lower() or "presiding" in words.lower() else "also present"
        return Label(words, standing, ends, _post(words), True)
    plain = re.sub(r"\((?!presenting|regular|in attendance|attend|for part|part)[^()]*\)", "", words, flags=re.I)
    known = _standing(plain, bool(colon or bare) or heading or (cell and bool(_PLAIN.search(plain))))
    return None if known is None else Label(words, known, ends)


def _is_label(words: str) -> bool:
    """Tell whether the words are few and plain enough: no verb but "were", no sentence."""
    bare = re.sub(r"\([^()]*\)", "", words)
    return all(w[0].isupper() or _SMALL.fullmatch(w.strip(",.&/()")) or w in "&/-–" for w in bare.split())


def _post(words: str) -> str:
    if words.lower() in ("in the chair", "presiding"):
        return "Chair"
    return "minutes" if words.lower().startswith(("minute", "note")) else words


def _standing(words: str, sure: bool) -> Standing | Literal[""] | None:
    if _APOLOGIES.search(words):
        return "apologies"
    if _ABSENT.search(words) or _LISTED.search(words):
        return "" if sure else None
    if _ALSO.search(words):
        return "also present" if sure or _PRESENT.search(words) else None
    if _ATTENDING.search(words):
        return "also present"
    if re.search(r"\b(?:present|attend\w+)\b", words, re.I):
        return "present"
    return "present" if _PRESENT.search(words) and sure else None
