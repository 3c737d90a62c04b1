"""The rows of a question set's file: YAML, JSON lines, CSV or Excel, each with its place, cells as text.

In a table, the entries of a list stand on lines of their own or are parted by ";", and a fact's other wordings by "|".
"""

import csv
import datetime
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from python_calamine import CalamineWorkbook

from eval.errors import EvaluationError

SUFFIXES = (".yaml", ".yml", ".jsonl", ".csv", ".xlsx")
LISTS = ("history", "expected_facts", "forbidden", "expected_documents", "tags")
MOST_BYTES = 50_000_000


class SetError(EvaluationError):
    """A question set cannot be used: the text names the file, row and column, and says what to do."""


def rows_of(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where each row of a file stands, and what it says, by column."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise SetError(f"{path.name} is not a question set: its name ends in none of {', '.join(SUFFIXES)}")
    if path.stat().st_size > MOST_BYTES:
        raise SetError(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB: split it")
    data = path.read_bytes()
    if suffix == ".xlsx":
        return _table(path.name, _sheet(path.name, data))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SetError(f"{path.name}, line {line}: this is not UTF-8 text; save the file as UTF-8") from error
    if suffix == ".csv":
        return _table(path.name, _csv(path.name, text))
    return _json_lines(path.name, text) if suffix == ".jsonl" else _yaml(path.name, text)


def _json_lines(name: str, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"{name}, line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise SetError(f"{place}: this is not JSON ({error}); write one question a line") from error
        yield place, _as_row(place, row)


def _yaml(name: str, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    loader = _PlainLoader(text)
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.SequenceNode):
            raise SetError(f'{name}: this is not a list of questions; begin each with "- id:"')
        for child in node.value:
            place = f"{name}, line {child.start_mark.line + 1}"
            yield place, _as_row(place, loader.construct_object(child, deep=True))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise SetError(f"{name}{where}: this is not YAML ({error.problem})") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise SetError(f"{name}: this is not YAML ({' '.join(str(error).split())})") from error
    finally:
        loader.dispose()


class _PlainLoader(yaml.BaseLoader):
    """YAML with every scalar as it is written (2018-03-26 stays text), and without aliases, which can explode."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()
            raise yaml.composer.ComposerError(None, None, "write each question out instead of *", event.start_mark)
        return super().compose_node(parent, index)

    def construct_scalar(self, node: yaml.ScalarNode) -> str:
        return "" if node.style is None and node.value in ("null", "~") else str(node.value)


def _csv(name: str, text: str) -> Iterator[list[str]]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise SetError(f"{name}: this is not CSV ({error}); save it again from the spreadsheet") from error


def _sheet(name: str, data: bytes) -> Iterator[list[str]]:
    """Yield the rows of a workbook's first sheet as a person reads them: 26 March 2018, not 43185."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(item.file_size for item in packed.infolist())
        if unpacked <= 10 * MOST_BYTES:
            rows = (
                CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
            )
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # both raise whatever the damage leads to; calamine's panics are no Exception
        raise SetError(f"{name}: this is not an Excel workbook; save it as .xlsx") from error
    if unpacked > 10 * MOST_BYTES:
        raise SetError(f"{name} is too large when it is unpacked: split it")
    for row in rows:
        yield [_cell(value) for value in row]


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat()[:10] if isinstance(value, datetime.date) else str(value)


def _table(name: str, rows: Iterator[list[str]]) -> Iterator[tuple[str, dict[str, Any]]]:
    numbered = ((number, cells) for number, cells in enumerate(rows, 1) if any(cell.strip() for cell in cells))
    _, first = next(numbered, (0, []))
    if not first:
        raise SetError(f"{name} is empty: fill in the template, one question a row")
    head = [column_of(cell) for cell in first]
    for number, cells in numbered:
        place = f"{name}, row {number}"
        if any(cell.strip() for cell in cells[len(head) :]):
            raise SetError(f"{place}: there are more cells than columns; put quotes round text that holds a comma")
        row: dict[str, Any] = dict(zip(head, cells, strict=False))
        if row.pop("", "").strip():
            raise SetError(f"{place}: a cell stands under no column name")
        yield place, {column: _parted(column, cell) for column, cell in row.items()}


def _parted(column: str, cell: str) -> Any:
    """Return the entries of a cell of a list; a fact's wordings are parted in turn."""
    if column not in LISTS:
        return cell
    pieces = cell.splitlines() if "\n" in cell or column == "history" else cell.split(";")
    entries = [piece.strip() for piece in pieces if piece.strip()]
    return [[w.strip() for w in entry.split("|")] for entry in entries] if column == "expected_facts" else entries


def column_of(name: Any) -> str:
    """Return the name of a column as examples have it: "Expected facts" is expected_facts."""
    return "_".join(str(name).lower().split())


def _as_row(place: str, row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise SetError(f'{place}: this is no question; write "question: …" and what is expected')
    return {column_of(column): value for column, value in row.items()}
