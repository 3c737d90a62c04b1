"""How a paper that goes out says where its statements stand, and text of papers made fit to print."""

import re

from assistant.answer import Citation
from ingest.cleaning import clean
from ingest.dates import spoken

_UNPRINTED = re.compile(
    "[\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\xad\\ud800-\\udfff\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffe\\uffff"
    "\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ufff9-\\ufffb]"  # these would turn or hide what comes after them
)
_LONGEST_QUOTE = 160


def plain(text: str) -> str:
    """Return text on one line, without control characters and what else no paper may steer a reader's screen with."""
    return " ".join(_UNPRINTED.sub("", text).split())


def reference(citation: Citation, beside: str = "") -> str:
    """Return where a citation stands, with a short quote unless `beside`, the statement that cites it, has its words.

    The title, the part where it is a paper of its own, the page and the date: "Minutes, page 3, 6 December 2023".
    """
    part = citation.part if plain(citation.part) != plain(citation.title) else ""
    page = f"page {citation.page}" if citation.page else ""
    day = spoken(citation.date) if citation.date else ""
    where = ", ".join(piece for piece in (plain(citation.title or citation.document), plain(part), page, day) if piece)
    quote = plain(clean(citation.quote))
    if not quote or _same(quote, beside):
        return f"{where}."
    return f"{where}: “{_short(quote)}”"


def _same(quote: str, statement: str) -> bool:
    """Tell whether a statement says a quote's words, or all but a few at its ends."""
    said, stated = (" ".join(re.findall(r"\w+", words.casefold())) for words in (quote, statement))
    return said in stated or (bool(stated) and stated in said and len(said) < 1.5 * len(stated))


def _short(quote: str) -> str:
    if len(quote) <= _LONGEST_QUOTE:
        return quote
    cut = quote[:_LONGEST_QUOTE]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:.") + " …"
