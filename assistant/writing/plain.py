"""What a language model says to the reader, without what it says to itself, to tools and to terminals."""

import re
import unicodedata

_TAGS = "think|thinking|thought|reasoning|tool_call|tool_calls|function_call"
_OPEN = re.compile(rf"<({_TAGS})>", re.I)
_LONGEST = len("</function_call>")


class Plain:
    """Takes text as it comes, in any pieces, and gives back what is for the reader.

    Blocks such as <think>…</think> are left out, also where one is never closed, and so are control characters and
    those that nobody sees.
    """

    def __init__(self) -> None:
        self._waiting = ""
        self._closing = ""  # the tag that ends the block which is left out now

    def take(self, text: str) -> str:
        """Return what can be shown now; the start of what may become a tag waits for the next piece."""
        self._waiting += text
        shown = ""
        while True:
            if self._closing:
                at = self._waiting.lower().find(self._closing)
                if at < 0:
                    self._waiting = self._waiting[-_LONGEST:]
                    return _visible(shown)
                self._waiting = self._waiting[at + len(self._closing) :]
                self._closing = ""
            opened = _OPEN.search(self._waiting)
            if opened is None:
                keep = _unfinished(self._waiting)
                shown += self._waiting[:keep]
                self._waiting = self._waiting[keep:]
                return _visible(shown)
            shown += self._waiting[: opened.start()]
            self._waiting = self._waiting[opened.end() :]
            self._closing = f"</{opened[1].lower()}>"

    def end(self) -> str:
        """Return what waited, now that no more comes."""
        rest, self._waiting = ("" if self._closing else self._waiting), ""
        return _visible(rest)


def _unfinished(text: str) -> int:
    """Return where a tag may have begun that is not complete; the length of the text where none has."""
    at = text.rfind("<")
    return at if at >= 0 and len(text) - at < _LONGEST and ">" not in text[at:] else len(text)


def _visible(text: str) -> str:
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(c for c in whole if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))
