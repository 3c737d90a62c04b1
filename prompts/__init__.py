"""Text that a language model reads: files with holes such as {{question}}, which are checked when a file is read."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOLES: dict[str, frozenset[str]] = {
    "answer": frozenset({"question", "evidence"}),
    "follow_up": frozenset({"conversation", "question"}),
    "over_time": frozenset({"question", "evidence"}),
    "brief": frozenset({"subject", "evidence"}),
    "draft": frozenset({"bullet"}),
}
"""The holes that each file must have, all of them and no others."""

_HOLE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


class PromptError(Exception):
    """A prompt's file is missing or its holes are not those declared: the text names the file and the hole."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The words of one file, with holes."""

    name: str
    text: str

    def fill(self, **values: str) -> str:
        """Return the words with values in their holes, as they are. Raises PromptError where they differ from HOLES."""
        _same(f"what {self.name}.md is filled with", set(values), HOLES[self.name])
        return _HOLE.sub(lambda hole: values[hole[1].strip()], self.text)


@cache
def load(name: str) -> Prompt:
    """Return prompts/NAME.md. Raises PromptError where its holes are not those declared."""
    return read(Path(__file__).parent / f"{name}.md")


def read(path: Path) -> Prompt:
    """Return the prompt in a file that is named as one of HOLES. Raises PromptError."""
    if path.stem not in HOLES:
        raise PromptError(f'no prompt is called "{path.stem}"; there are: {", ".join(sorted(HOLES))}')
    try:
        text = path.read_text(encoding="utf-8").strip() + "\n"
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"the prompt {path.name} cannot be read: install the program again") from error
    _same(path.name, {hole.strip() for hole in _HOLE.findall(text)}, HOLES[path.stem])
    if "{{" in _HOLE.sub("", text) or "}}" in _HOLE.sub("", text):
        raise PromptError(f"{path.name} has a hole that is not closed, or not opened")
    return Prompt(path.stem, text)


def _same(what: str, found: set[str], declared: frozenset[str]) -> None:
    for hole in sorted(declared - found):
        raise PromptError(f"{what}: the hole {{{{{hole}}}}} is missing")
    for hole in sorted(found - declared):
        raise PromptError(f"{what}: the hole {{{{{hole}}}}} is not known; there are: {', '.join(sorted(declared))}")
