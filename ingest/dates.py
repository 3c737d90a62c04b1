"""Days as British papers write them: "Tuesday 5th March 2019", "05.03.19", "2019-03-05"; the day stands first."""

import re
from datetime import date

MONTHS = tuple("january february march april may june july august september october november december".split())
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = r"(\d{1,2})\s*(?:<sup>)?\s*(?:st|nd|rd|th)?\s*(?:</sup>)?"
_DATE = re.compile(
    rf"\b{DAY}(?:\s+of)?[\s,]+({MONTH})[\s,]+((?:19|20)\d\d\b|[’'‘]\d\d\b|\d\d(?=\s*(?:$|\n|\))))"
    rf"|\b({MONTH})\s+{DAY},?\s+((?:19|20)\d\d)\b"
    r"|\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b"
    r"|\b(\d{1,2})[/.\-](\d{1,2})[/.\-]((?:19|20)?\d\d)\b",
    re.I,
)
_DAY_MONTH = re.compile(rf"(?<![\d.]){DAY}(?:\s+of)?[\s,]+({MONTH})(?![a-z])", re.I)


def month_number(name: str) -> int:
    """Return 1 to 12 for a month's English name or its abbreviation."""
    return next(i for i, full in enumerate(MONTHS, 1) if full.startswith(name.lower().strip(".")[:3]))


def spoken(day: date) -> str:
    """Return a day as British people write it: "5 March 2019"."""
    return f"{day.day} {MONTHS[day.month - 1].title()} {day.year}"


def find_dates(text: str) -> list[tuple[int, int, date]]:
    """Return (start, end, day) of each full date in the text; dates that cannot be are left out."""
    found = []
    for match in _DATE.finditer(text):
        g = match.groups()
        try:
            if g[0]:
                day = date(_year(g[2]), month_number(g[1]), int(g[0]))
            elif g[3]:
                day = date(int(g[5]), month_number(g[3]), int(g[4]))
            elif g[6]:
                day = date(int(g[6]), int(g[7]), int(g[8]))
            else:
                first, second = int(g[9]), int(g[10])
                if first <= 12 < second and not g[10].startswith("0"):
                    first, second = second, first  # only the American order makes a day of it
                day = date(_year(g[11]), second, first)
        except ValueError:
            continue
        found.append((match.start(), match.end(), day))
    return found


def find_days(text: str) -> list[tuple[int, int, int, int]]:
    """Return (start, end, month, day) of each day of a month in the text, with its year or without."""
    return [(m.start(), m.end(), month_number(m[2]), int(m[1])) for m in _DAY_MONTH.finditer(text)]


def _year(written: str) -> int:
    digits = written.lstrip("’'‘")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
