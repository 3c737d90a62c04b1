"""What a sentence says of a figure it names: that it rose or fell, how high it stands, what share it is."""

import re
from collections.abc import Iterator

from ingest.records.clauses import clause_start
from ingest.records.count_words import LINKS, NUM, STOP, past
from ingest.records.phrases import Count, value_of
from ingest.records.wholeness import is_clear

_VERB = (
    r"(?P<verb>fell|fallen|rose|risen|increased|decreased|dropped|reduced|grew|grown|declined"
    r"|went (?:up|down)|gone (?:up|down))"
)
_CHANGED = re.compile(
    rf"\b(?:(?:has|have|had|having)\s+(?:also\s+)?(?:been\s+)?|was\s+|were\s+)?{_VERB}(?=\s+(?:by|to|from)\b)", re.I
)
_NOUN = re.compile(
    r"\b(?P<noun>increase|reduction|decrease|drop|fall|rise)\s+(?:of\s+)?(?P<first>[\w£,.%]+)?\s*in\s+(?P<what>[^,.;:()\d]{3,70}?)"
    r"(?=\s+from\b|\s+of\b|\s+(?:was|were|has|have|is)\b|[,.;:()]|$)",
    re.I,
)
_LEVEL = re.compile(
    r"\b(?:(?:has|have|had)\s+(?:now\s+)?)?(?:stood at|stands at|came to|reached|totall?ed|amounted to|averaged"
    r"|remained at|remains at"
    r"|(?:was|were|is|are)(?: now| currently| still)?(?: at)?)\s+",
    re.I,
)
_AFTER = re.compile(
    r"\s*(?:$|[.,;)(]|(?:in|for|at|over|during|per|this|last|on average|and the|and|including|which|compared"
    r"|across|as of|as at)\b)",
    re.I,
)
_ELLIPSIS = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:,\s*)?and\s+(?:the\s+)?(?P<what>[^,.;:\d]{3,50}?)\s+at\s+", re.I)
_MONEY = re.compile(
    r"\b(?P<what>(?:[a-z]+\s+){0,3}(?:balance|value|cost|losses|loss|budget|grant|funding|shortfall|donation"
    r"|deficit|surplus|income))"
    r"\s+of\s+(?=£)",
    re.I,
)
_PLACED = re.compile(r"\s+((?:in|for)\s+(?:the\s+)?[^,.;:\d]{3,60}?)(?=\s+and\b|\s+reflecting\b|[,.;:]|$)")
_MOST = 140
"""Characters: what is longer would be cut."""
_SHARE = re.compile(
    rf"(?P<all>%|per cent)\s+of\s+(?:all\s+|the\s+|our\s+|those\s+)?(?P<what>[^.;:(,–—]{{4,{_MOST}}})", re.I
)
_WERE = re.compile(r"%\s+(?:were|was|are)\s+(?P<what>[a-z][^.;:(,]{3,60})", re.I)
_LEADS = re.compile(
    r"^(?:(?:currently|overall|also|and|but|however|meanwhile|with|the|a|an|current|total|in total)\s+|(?:in|during"
    r"|over)\s[^,]{3,40},\s*)+",
    re.I,
)
_UNSURE = re.compile(
    r"\b(?:it|they|he|she|we|this|these|those|which|who|there|that|was|were|is|are|has|have|had|been|be|not|if"
    r"|when|while|because"
    r"|reported|stated|noted|said|advised|explained|informed|one|some|other|others|none|both|all|each)\b|[\d£%]"
    r"|[a-z]{2}\.",
    re.I,
)
_ASIDE = re.compile(r"\s*\([^()]*\)|\s+(?:in|during|over|for)\s+the\s+(?:quarter|year|month|period|half-year)\b", re.I)


def changes_of(sentence: str) -> Iterator[Count]:
    """Yield what rose or fell: how far it came ("to 310"), and by how much as a figure of its own ("by 12%")."""
    for match in _CHANGED.finditer(sentence):
        what = subject_of(sentence, match.start())
        if not what or not is_clear(what):
            continue
        tail = re.match(r"[^;:]*", sentence[match.end() :])
        rest = tail[0] if tail else ""
        said: set[str] = set()
        for found in re.finditer(r"\b(by|to)\s+", rest):
            if found[1].lower() in said or (not said and len(rest[: found.start()].split()) > 6):
                continue
            figure = NUM.match(rest, found.end())
            if not figure or _duration(rest[figure.end() :]):
                continue
            by = found[1].lower() == "by"
            if not by and not _AFTER.match(rest[figure.end() :]):
                continue
            name = f"{what}, {' '.join(match[0].split()).lower()} by" if by else what
            said.add(found[1].lower())
            yield _count(name, figure, match.end())
            if not by:
                break
    for match in _NOUN.finditer(sentence):
        figure = NUM.fullmatch(match["first"] or "")
        if figure and not _UNSURE.search(match["what"]):
            value, number, unit, doubt = value_of(figure)
            yield Count(
                f"{match['noun'].lower()} in {_bare(match['what'])}",
                value,
                number,
                unit,
                match.start(),
                match.end(),
                doubt,
            )


def levels_of(sentence: str) -> Iterator[Count]:
    """Yield how high a named figure stands: "Refuge occupancy reached 94%", "a balance of £120 in the account"."""
    for match in _LEVEL.finditer(sentence):
        figure = NUM.match(sentence, match.end())
        what = subject_of(sentence, match.start())
        if (
            not figure
            or not what
            or not is_clear(what)
            or not _AFTER.match(sentence[figure.end() :])
            or _bare_year(figure)
        ):
            continue
        yield _count(what, figure, 0)
        also = _ELLIPSIS.match(sentence, figure.end())
        if also and (second := NUM.match(sentence, also.end())) and not _UNSURE.search(also["what"]):
            yield _count(_bare(also["what"]), second, 0)
    for match in _MONEY.finditer(sentence) if "£" in sentence else ():
        figure = NUM.match(sentence, match.end())
        words = _adjectives(match["what"])
        if not figure or not words:
            continue
        placed = _PLACED.match(sentence, figure.end())
        if not is_clear(f"{words} {placed[1]}" if placed else words):
            continue
        yield _count(f"{words} {placed[1]}" if placed else words, figure, 0)
        also = re.match(r"\s+and\s+(?=£)", sentence[placed.end() :]) if placed else None
        second = NUM.match(sentence, placed.end() + also.end()) if placed and also else None
        again = _PLACED.match(sentence, second.end()) if second else None
        if second and again:
            yield _count(f"{words} {again[1]}", second, 0)


def shares_of(sentence: str) -> Iterator[Count]:
    """Yield shares: "64% of residents feel safe", "26% were repeat cases"."""
    for match in NUM.finditer(sentence) if "%" in sentence else ():
        if not match["num"].endswith("%"):
            continue
        share = _SHARE.match(sentence, match.end() - 1)
        were = _WERE.match(sentence, match.end() - 1)
        lead = sentence[clause_start(sentence, match.start()) : match.start()].strip()
        if lead and not re.search(r"\b(?:found|showed|shows|overall|and)$", lead):
            continue
        if share and len(share["what"]) == _MOST:
            continue
        if share and not re.match(r"(?:them|these|this|it|which|whom)\b|[£\d]", share["what"], re.I):
            value, number, unit, doubt = value_of(match)
            yield Count(share["what"].strip(), value, number, unit, match.start(), share.end(), doubt)
        elif were and clause_start(sentence, match.start()) == match.start() - len(match["about"] or ""):
            value, number, unit, doubt = value_of(match)
            yield Count(were["what"].strip(), value, number, unit, match.start(), were.end(), doubt)


def subject_of(sentence: str, verb: int) -> str:
    """Return the noun phrase before a verb where it is the whole of its clause, else ""."""
    words = sentence[clause_start(sentence, verb) : verb].strip(" ,")
    words = _ASIDE.sub("", _LEADS.sub("", words)).strip()
    if not words or len(words.split()) > 12 or len(words) < 4 or _UNSURE.search(words):
        return ""
    return words


def _adjectives(words: str) -> str:
    """Return a noun with the adjectives before it, without the verbs and small words before these."""
    kept: list[str] = []
    for word in reversed(words.split()):
        if kept and (past(word) or word.lower() in STOP | LINKS or word.endswith("ly") or word.lower() == "total"):
            break
        kept.insert(0, word)
    return " ".join(kept)


def _bare(words: str) -> str:
    return _ASIDE.sub("", re.sub(r"^(?:the|a|an|our|its)\s+", "", words.strip(), flags=re.I)).strip()


def _count(name: str, figure: re.Match[str], offset: int) -> Count:
    value, number, unit, doubt = value_of(figure)
    return Count(name, value, number, unit, figure.start() + offset, figure.end() + offset, doubt)


def _duration(after: str) -> bool:
    return bool(
        re.match(r"\s*(?:years?|months?|weeks?|days?|hours?|minutes?|am|pm|o'clock|(?:st|nd|rd|th)\b|/)", after)
    )


def _bare_year(figure: re.Match[str]) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", figure["num"]))
