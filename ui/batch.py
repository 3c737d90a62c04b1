"""Many questions in one go: JSON lines in, one JSON line out for each, in order."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ui.choices import Mistake
from ui.format import sound

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.search import Filters


class _BadLineError(Exception):
    """A line that is no question."""


def questions(name: str) -> BinaryIO:
    """Return a file's lines; "-" is standard input, read as it comes. Raises Mistake where the file cannot be read."""
    if name == "-":
        return sys.stdin.buffer
    try:
        return io.BytesIO(Path(name).read_bytes())
    except OSError as error:
        raise Mistake(f"{name} cannot be read ({error.strerror}): check the name of the file of questions") from error


def answers(stream: BinaryIO, assistant: "Assistant", filters: "Filters", written: bool) -> Iterator[dict[str, Any]]:
    """Yield what the batch contract promises for each line, as soon as it is known.

    A line that is no question yields its number and an "error", and the next line follows. Blank lines are passed over.
    """
    for number, raw in enumerate(iter(stream.readline, b""), 1):
        if not raw.strip():
            continue
        row: dict[str, Any] = {}
        try:
            row = _row(raw)
            question, history = _question(row)
        except _BadLineError as error:
            yield {"id": row.get("id", ""), "line": number, "error": str(error)}
            continue
        *_, answer = assistant.ask(question, history, filters, written)
        assert not isinstance(answer, str)
        yield answer.as_dict() | {"id": row.get("id", "")}


def _row(raw: bytes) -> dict[str, Any]:
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _BadLineError("the line is not UTF-8 text: save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise _BadLineError(f"the line is not JSON ({error})") from error
    if not isinstance(row, dict):
        raise _BadLineError('the line is not an object: write {"id": "1", "question": "…"}')
    return row


def _question(row: dict[str, Any]) -> tuple[str, list[str]]:
    question, history = row.get("question"), row.get("history") or []
    if not isinstance(question, str):
        raise _BadLineError('the line has no "question"')
    if not isinstance(history, list) or not all(isinstance(turn, str) for turn in history):
        raise _BadLineError('"history" is not a list of earlier questions')
    return sound(question), [sound(turn) for turn in history]
