"""Reading question sets: every mistake is named with its file, row and column."""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn, cast

from rapidfuzz.process import extractOne

from assistant.answer import Reason
from eval.examples import KINDS, REASONS, Example
from eval.set_files import SUFFIXES, SetError, column_of, rows_of

COLUMNS = tuple(field.name for field in fields(Example))
MOST_EXAMPLES = 50_000
_LONGEST = 5_000


def load(path: Path) -> list[Example]:
    """Return the examples of a set: a file, or every set of a folder in order of name. Raises SetError."""
    if path.is_dir():
        files = sorted(f for f in path.iterdir() if f.suffix.lower() in SUFFIXES)
        if not files:
            raise SetError(f"{path} holds no question set: its files end in {', '.join(SUFFIXES)}")
    else:
        files = [path]
    seen: dict[str, str] = {}
    examples = list(chain.from_iterable(_examples(file, seen) for file in files))
    if not examples:
        raise SetError(f"{path} holds no questions: fill in the template, one question a row")
    for example in examples:
        if example.same_as and example.same_as not in seen:
            _wrong(seen[example.id], "same_as", f'no question has the id "{example.same_as}"')
    return examples


def check_documents(examples: Iterable[Example], names: Iterable[str]) -> None:
    """Raise SetError where an example expects a paper that has none of these file names."""
    held = set(names)
    for example in examples:
        for name in example.expected_documents:
            if name not in held:
                near = extractOne(name, sorted(held), score_cutoff=70)
                hint = f'; is "{near[0]}" meant?' if near else ""
                _wrong(
                    f'question "{example.id}"', "expected_documents", f'the library has no paper called "{name}"{hint}'
                )


def _examples(path: Path, seen: dict[str, str]) -> Iterator[Example]:
    """Yield the examples of a file; `seen` gathers where each id stands."""
    for count, (place, given) in enumerate(rows_of(path), 1):
        if count > MOST_EXAMPLES:
            raise SetError(f"{path.name} holds more than {MOST_EXAMPLES:,} questions: split it")
        example = _example(place, given)
        if example.id in seen:
            _wrong(place, "id", f'"{example.id}" is there already ({seen[example.id]}); give each question its own')
        seen[example.id] = place
        yield example


def _example(place: str, row: dict[str, Any]) -> Example:
    for column in row:
        if column not in COLUMNS:
            near = extractOne(column, COLUMNS, score_cutoff=60)
            hint = f'; is "{near[0]}" meant?' if near else f"; there are: {', '.join(COLUMNS)}"
            _wrong(place, column, f"there is no such column{hint}")
    question = _text(place, row, "question")
    if not question:
        _wrong(place, "question", "it is empty")
    history = _texts(place, row, "history")
    reason = _choice(place, row, "expected_reason", REASONS)
    kind = _choice(place, row, "kind", KINDS) or ("refusal" if reason else "fact")
    made = Example(
        id=_text(place, row, "id") or _identity(question, history),
        question=question,
        kind=kind,
        history=history,
        expected_facts=_facts(place, row),
        forbidden=_texts(place, row, "forbidden"),
        expected_documents=_texts(place, row, "expected_documents"),
        expected_page=_page(place, row),
        expected_section=_text(place, row, "expected_section"),
        expected_reason=cast("Reason | None", reason or None),
        same_as=_text(place, row, "same_as"),
        tags=_texts(place, row, "tags"),
    )
    _check(place, made)
    return made


def _check(place: str, example: Example) -> None:
    """Raise SetError where what is expected contradicts itself."""
    if example.kind == "refusal" and example.answerable:
        _wrong(place, "expected_reason", f"a refusal needs a reason: {', '.join(REASONS)}")
    if example.expected_facts and not example.answerable:
        _wrong(place, "expected_facts", "a question that is to be refused has no expected facts")
    if example.answerable and not (example.expected_facts or example.expected_documents):
        _wrong(place, "expected_facts", "nothing is expected: give facts, or an expected_reason if it is to be refused")
    if example.expected_page and not example.expected_documents:
        _wrong(place, "expected_page", "it needs the paper's file name in expected_documents")
    if example.same_as == example.id:
        _wrong(place, "same_as", "it names its own question")


def _identity(question: str, history: tuple[str, ...]) -> str:
    """An id for a question that was given none: the same question has the same one in every run."""
    return "q-" + hashlib.sha256("\0".join((*history, question)).encode("utf-8", "replace")).hexdigest()[:8]


def _text(place: str, row: dict[str, Any], column: str) -> str:
    value = row.get(column)
    if isinstance(value, list | dict):
        _wrong(place, column, "one text is wanted here, not a list")
    return _plain(place, column, value)


def _plain(place: str, column: str, value: Any) -> str:
    text = "" if value is None else str(value).strip()
    text = unicodedata.normalize("NFC", "".join(c for c in text if c.isprintable() or c.isspace()))
    if len(text) > _LONGEST:
        _wrong(place, column, f"it is longer than {_LONGEST:,} characters")
    return text


def _texts(place: str, row: dict[str, Any], column: str) -> tuple[str, ...]:
    value = row.get(column)
    entries = value if isinstance(value, list) else [value]
    if any(isinstance(entry, list | dict) for entry in entries):
        _wrong(place, column, "a list of texts is wanted here")
    return tuple(text for text in (_plain(place, column, entry) for entry in entries) if text)


def _facts(place: str, row: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    value = row.get("expected_facts")
    facts = []
    for entry in value if isinstance(value, list) else [value]:
        wordings = _texts(place, {"expected_facts": entry}, "expected_facts")
        facts += [wordings] if wordings else []
    return tuple(facts)


def _page(place: str, row: dict[str, Any]) -> int | None:
    value = _text(place, row, "expected_page")
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 100_000):
        _wrong(place, "expected_page", f'"{value}" is not the number of a page')
    return int(value)


def _choice(place: str, row: dict[str, Any], column: str, choices: Sequence[str]) -> str:
    value = column_of(_text(place, row, column))
    if value and value not in choices:
        near = extractOne(value, choices, score_cutoff=60)
        hint = f'is "{near[0]}" meant?' if near else f"choose from {', '.join(choices)}"
        _wrong(place, column, f'"{value}" is not known; {hint}')
    return value


def _wrong(place: str, column: str, problem: str) -> NoReturn:
    raise SetError(f"{place}, column {column}: {problem}")
