"""A text as a row of words and values: every way of writing a date, a sum, a share or a period is the same value."""

import datetime
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from ingest.dates import MONTH, MONTHS, find_dates, find_days, month_number
from ingest.periods import find_quarters
from ingest.records.count_words import ONES, TENS

Sort = Literal["word", "number", "money", "percent", "ordinal", "date", "period", "time"]


class Token(NamedTuple):
    """A word or a value: `what` is the word, a Sum, (year, month, day), (year, quarter) or (hour, minute).

    Parts of a date or a period that are not said are None.
    """

    sort: Sort
    what: Any


class Sum(NamedTuple):
    """A number with its currency, "" for none, and its sign where one is written."""

    value: Decimal
    currency: str = ""
    sign: str = ""


_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_FIRST = 0xF0000
"""Values already read stand in the text as characters of a private plane, counted from here."""
_HELD = r"[\U000f0000-\U0010fffd]"
_SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_UNITS = "zero nil".split()
_ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_TEENS = "|".join(sorted(ONES, key=len, reverse=True))
_DIGITS = "|".join(word for word, n in ONES.items() if n < 10)
_BELOW_HUNDRED = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{_DIGITS})\b)?|(?<!\bno )(?:{_TEENS}))"
_SPELT = re.compile(
    rf"\b(?:(a|{_DIGITS}) hundred\b(?:(?: and)? ({_BELOW_HUNDRED}))?|({_BELOW_HUNDRED})|({'|'.join(_UNITS)}))\b", re.I
)
_SPELT_ORDINAL = re.compile(rf"\b(?:({'|'.join(TENS)})[- ])?({'|'.join(_ORDINALS)})\b", re.I)
_YEAR = r"(?:19|20)\d\d"
_MARK = re.compile(r"\[\d+(?:\s*[,;-]\s*\d+)*\]")
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+(?:the\s+)?$", re.I)
_CLOCK = re.compile(r"\b(\d{1,2})(?:[.:](\d\d))?\s*([ap])\.?\s?m\b\.?|\b([01]?\d|2[0-3]):([0-5]\d)\b(?!:)", re.I)
_FINANCIAL = re.compile(
    r"\b(?:FY\s*)?(?<![\d/.-])(?:((?:19|20)\d\d)\s?[/-]\s?((?:19|20)?\d\d)|(\d\d)/(\d\d))(?![\d/]|[-.]\d)", re.I
)
_MONTH_YEAR = re.compile(rf"\b({MONTH})[\s,]+({_YEAR})\b(?![/-]\d)", re.I)
_GAP = r"[\s,:(/-]*(?:(?:of|in|for)\s+)?(?:the\s+)?(?:financial\s+)?(?:year\s+)?"
_JOINER = re.compile(r"\s*(?:-|,|&|/|to|and|until|through)\s*", re.I)
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = rf"(?:\s?({'|'.join(sorted(_SCALES, key=len, reverse=True))})\b)?"
_SIGN = r"(?:(?<![^\s(\[])([+-])\s?)?"
_MONEY = re.compile(rf"{_SIGN}([£$€])\s?({_FIGURE}){_SCALE}", re.I)
_POUNDS = re.compile(rf"(?<![\w.,])({_FIGURE}){_SCALE}\s+pounds\b", re.I)
_PERCENT = re.compile(rf"{_SIGN}(?<![\w.,])({_FIGURE})\s?(?:%|per\s?cent\b|pc\b)", re.I)
_REFERENCE = re.compile(
    r"\b(?:[a-z]{1,6}\d+(?:[-/.]\d+)*[a-z]?|[a-z]{1,6}/\d+(?:[-/.]\d+)*|[a-z]{1,6}-\d+(?:[-/.]\d+)+|\d+(?:/\d+)+"
    r"|\d+(?:\.\d+){2,}|(?<![.,])0\d+)\b",
    re.I,
)
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b", re.I)
_NUMBER = re.compile(
    rf"{_SIGN}(?<![\w.,])({_FIGURE})(?:\s?(k|thousand|bn|billion|million)\b|x\b|(?=(?:kg|km|mph|hrs?|mins?|m2)\b)|(?!\w))",
    re.I,
)
_WORD = re.compile(rf"{_HELD}|[^\W_]+(?:'[^\W_]+)*'?")


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[Token, ...]:
    """Return a text's words and values in order; case, accents, punctuation and citation marks are left out."""
    text = _plain(text)
    held: list[Token] = []
    for read in _READERS:
        text = read(text, held)
    return tuple(held[ord(w) - _FIRST] if ord(w[0]) >= _FIRST else _word(w) for w in _WORD.findall(text))


def covers(fact: Token, said: Token) -> bool:
    """Tell whether a word or value of a fact is stated by one of a text."""
    if fact.sort == said.sort:
        return _equal(fact, said)
    if fact.sort == "number" and said.sort == "money":
        return bool(fact.what.value == said.what.value)
    if said.sort == "date":
        year, month, day = said.what
        if fact.sort == "number":
            return year is not None and bool(fact.what.value == year)
        if fact.sort == "word" and fact.what in _WEEKDAYS and None not in said.what:
            return datetime.date(year, month, day).weekday() == _WEEKDAYS.index(fact.what)
        return bool(fact.sort == "word" and fact.what == MONTHS[month - 1])
    return False


def _equal(fact: Token, said: Token) -> bool:
    if fact.sort == "word":
        a, b = fact.what, said.what
        return bool(a == b or a.rstrip("'") == b.rstrip("'") or a.replace("'", "s") == b.replace("'", "s"))
    if fact.sort in ("date", "period"):
        return all(f is None or f == s for f, s in zip(fact.what, said.what, strict=True))
    if fact.sort in ("number", "money", "percent"):
        return bool(fact.what[:2] == said.what[:2] and fact.what.sign in ("", said.what.sign))
    return bool(fact.what == said.what)


def _plain(text: str) -> str:
    text = re.sub(r"[\u00ad\u200b\ufeff¹²³⁰-⁹]|[\U000f0000-\U0010fffd]|</?\w+/?>|\*\*", "", text.replace("m²", "m2"))
    text = unicodedata.normalize("NFKD", text.replace("ı", "i"))
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub("[‘’ʼ`]", "'", text).replace("&", " and ")
    return _MARK.sub(" ", re.sub("[‐-―−]", "-", text))


def _word(word: str) -> Token:
    """A word without its apostrophes; a possessive keeps one at its end, so that it is told from a plural."""
    word = word.lower()
    if word.endswith(("'s", "s'")):
        word = word.removesuffix("'s").removesuffix("'")
        return Token("word", word.replace("'", "") + ("" if word.endswith("s") else "'"))
    return Token("word", word.replace("'", ""))


def _hold(token: Token, held: list[Token]) -> str:
    held.append(token)
    return f" {chr(_FIRST + len(held) - 1)} "


def _dates(text: str, held: list[Token]) -> str:
    for start, end, day in reversed(find_dates(text)):
        weekday = _WEEKDAY.search(text, max(0, start - 20), start)
        at = weekday.start() if weekday else start
        text = text[:at] + _hold(Token("date", (day.year, day.month, day.day)), held) + text[end:]
    return text


def _clock(match: re.Match[str]) -> Token | None:
    hour, minute, half, hour_of_24, minute_of_24 = match.groups()
    if hour_of_24:
        return Token("time", (int(hour_of_24), int(minute_of_24)))
    if not 1 <= int(hour) <= 12 or int(minute or 0) > 59:
        return None
    return Token("time", (int(hour) % 12 + 12 * (half.lower() == "p"), int(minute or 0)))


def _financial(match: re.Match[str]) -> Token | None:
    first, second = (match[1], match[2]) if match[1] else (match[3], match[4])
    follow = int(second[-2:]) == (int(first[-2:]) + 1) % 100
    return Token("period", (int(first) if match[1] else 2000 + int(first), None)) if follow else None


def _quarters(text: str, held: list[Token]) -> str:
    """Quarters take the year that stands beside them: "Q2 2023/24", "2023/24 Q2", "second quarter of 2023"."""
    years = "".join(chr(_FIRST + n) for n, token in enumerate(held) if token.sort == "period")
    first = _FIRST + len(held)
    for start, end, number in reversed(find_quarters(text)):
        text = text[:start] + _hold(Token("period", (None, number)), held) + text[end:]
    if _FIRST + len(held) == first:
        return text
    quarter = rf"([{chr(first)}-{chr(_FIRST + len(held) - 1)}])"
    year = rf"([{years}]|" if years else "("
    year += rf"\b{_YEAR}\b(?!\s*[-/]\s*\d))"

    def together(quarter: str, year: str) -> str:
        of = held[ord(year) - _FIRST].what[0] if len(year) == 1 else int(year)
        return _hold(Token("period", (of, held[ord(quarter) - _FIRST].what[1])), held)

    text = re.sub(quarter + _GAP + year, lambda m: together(m[1], m[2]), text)
    return re.sub(year + _GAP + quarter, lambda m: together(m[2], m[1]), text)


def _month(match: re.Match[str]) -> Token:
    return Token("date", (int(match[2]), month_number(match[1]), None))


def _days(text: str, held: list[Token]) -> str:
    """Days of a month; where they lead up to a full date ("21 August to 1 September 2023"), with its year."""
    found = [
        (start, end, month, day)
        for start, end, month, day in find_days(text)
        if 1 <= day <= 31 and not re.search(r"\b(?:may|mar|march|sept?)$", text[start:end])
    ]
    for start, end, month, day in reversed(found):
        token = Token("date", (_year_after(text[end:], month, day, held), month, day))
        text = text[:start] + _hold(token, held) + text[end:]
    return re.sub(rf"(?<![\w.,£])(\d\d?)(?={_JOINER.pattern}({_HELD}))", lambda m: _first_of(m, held), text)


def _year_after(rest: str, month: int, day: int, held: list[Token]) -> int | None:
    joiner = _JOINER.match(rest)
    after = rest[joiner.end() : joiner.end() + 1] if joiner else ""
    date = held[ord(after) - _FIRST] if after and ord(after) >= _FIRST else None
    if not date or date.sort != "date" or date.what[0] is None or date.what[2] is None:
        return None
    year: int = date.what[0]
    return year if (month, day) <= date.what[1:] else year - 1


def _first_of(match: re.Match[str], held: list[Token]) -> str:
    """The first day of "26 and 27 March 2018"."""
    date = held[ord(match[2]) - _FIRST]
    if date.sort != "date" or date.what[2] is None or not 1 <= int(match[1]) < date.what[2]:
        return match[0]
    return _hold(Token("date", (*date.what[:2], int(match[1]))), held)


def _spelt(match: re.Match[str]) -> str:
    hundreds, rest, alone, _ = match.groups()
    value = (100 * ONES.get(hundreds.lower(), 1) if hundreds else 0) + _below_hundred(rest or alone or "")
    return str(value)


def _below_hundred(words: str) -> int:
    return sum(TENS.get(w, 0) + ONES.get(w, 0) for w in re.split("[- ]", words.lower()))


def _words(text: str, _: list[Token]) -> str:
    """Numbers in words become figures."""
    text = _SPELT_ORDINAL.sub(lambda m: f"{TENS.get((m[1] or '').lower(), 0) + _ORDINALS[m[2].lower()]}th", text)
    return _SPELT.sub(_spelt, text)


def _sum(figure: str, scale: str | None = None, currency: str = "", sign: str | None = None) -> Sum:
    value = Decimal(figure.replace(",", "")).scaleb(_SCALES.get((scale or "").lower(), 0)).normalize()
    return Sum(value, currency, sign or "")


def _each(pattern: re.Pattern[str], make: Callable[[re.Match[str]], Token | None]) -> Callable[[str, list[Token]], str]:
    def read(text: str, held: list[Token]) -> str:
        def take(match: re.Match[str]) -> str:
            token = make(match)
            return match[0] if token is None else _hold(token, held)

        return pattern.sub(take, text)

    return read


_READERS: tuple[Callable[[str, list[Token]], str], ...] = (
    _dates,
    _each(_CLOCK, _clock),
    _each(_FINANCIAL, _financial),
    _quarters,
    _each(_MONTH_YEAR, _month),
    _days,
    _words,
    _each(_MONEY, lambda m: Token("money", _sum(m[3], m[4], m[2], m[1]))),
    _each(_POUNDS, lambda m: Token("money", _sum(m[1], m[2], "£"))),
    _each(_PERCENT, lambda m: Token("percent", _sum(m[2], sign=m[1]))),
    _each(_REFERENCE, lambda m: Token("word", re.sub(r"[-/.]", "", m[0].lower()))),
    _each(_ORDINAL, lambda m: Token("ordinal", int(m[1]))),
    _each(_NUMBER, lambda m: Token("number", _sum(m[2], m[3], sign=m[1]))),
)
