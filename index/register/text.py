"""Words and days as the register compares and shows them."""

import datetime
import re
import unicodedata


def fold(text: str) -> str:
    """Return the words of a text in small letters without accents and punctuation, a space between them."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def shown(day: datetime.date) -> str:
    """Return a day as papers write it: 19 December 2017."""
    return f"{day.day} {day:%B %Y}"
