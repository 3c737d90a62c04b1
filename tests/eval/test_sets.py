"""Question sets in every format; what is wrong with one is told with its place."""

import csv
import dataclasses
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from xlsxwriter import Workbook

from eval.examples import KINDS, REASONS, Example
from eval.set_files import SUFFIXES, SetError
from eval.set_template import write_template
from eval.sets import COLUMNS, check_documents, load

EXAMPLES = [
    Example(
        "a1",
        "Who owns the action on the quay lamps, “promised” in £s & 1/2s?",
        "owner",
        expected_facts=(("Ida Fenn", "I. Fenn"), ("Bo Lind",)),
        forbidden=("Ann Moor",),
        expected_documents=("minutes, March.docx",),
        expected_page=3,
        expected_section="7. Lighting",
        tags=("initials", "board:harbour"),
    ),
    Example(
        "a2", "And has it been done?", "status", history=("Who owns it?", "Since when?"), expected_facts=(("12",),)
    ),
    Example("a3", "Who is it that has the quay lamps?", "owner", expected_facts=(("2018-03-26",),), same_as="a1"),
    Example("a4", "What is the capital of France?", "refusal", expected_reason="off_topic"),
]


def _cell(column: str, value: object) -> str:
    if column == "expected_facts":
        assert isinstance(value, tuple)
        return "\n".join(" | ".join(fact) for fact in value)
    if isinstance(value, tuple):
        return "\n".join(value)
    return "" if value is None else str(value)


def _cells(example: Example) -> list[str]:
    return [_cell(column, getattr(example, column)) for column in COLUMNS]


def _written(path: Path) -> Path:
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(e.as_dict()) + "\n" for e in EXAMPLES), "utf-8")
    elif path.suffix in (".yaml", ".yml"):
        path.write_text(yaml.safe_dump([e.as_dict() for e in EXAMPLES], allow_unicode=True), "utf-8")
    elif path.suffix == ".csv":
        stream = io.StringIO(newline="")
        csv.writer(stream).writerows([COLUMNS, *map(_cells, EXAMPLES)])
        path.write_text(stream.getvalue(), "utf-8-sig", newline="")
    else:
        with Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            for row, cells in enumerate([COLUMNS, *map(_cells, EXAMPLES)]):
                sheet.write_row(row, 0, [int(c) if c.isdigit() else c for c in cells])
    return path


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_gives_the_same_examples(suffix: str, tmp_path: Path) -> None:
    assert load(_written(tmp_path / f"set{suffix}")) == EXAMPLES


def test_a_folder_is_all_its_sets_together(tmp_path: Path) -> None:
    for number, example in enumerate(EXAMPLES):
        (tmp_path / f"{number}.jsonl").write_text(json.dumps(example.as_dict()), "utf-8")
    (tmp_path / "README.md").write_text("no set", "utf-8")
    assert load(tmp_path) == EXAMPLES


def test_the_template_is_a_set_whose_columns_are_all_explained(tmp_path: Path) -> None:
    write_template(tmp_path / "template.xlsx")
    found = load(tmp_path / "template.xlsx")
    assert [(e.kind, e.answerable, e.history) for e in found] == [
        ("fact", True, ()),
        ("person", True, ("How many members make the Board quorate?",)),
        ("refusal", False, ()),
    ]
    assert found[0].expected_facts == (("six members", "quorum of six"),)


def test_a_question_without_an_id_has_the_same_one_wherever_it_stands(tmp_path: Path) -> None:
    def write(*questions: str) -> list[str]:
        rows = [{"question": q, "expected_facts": "x"} for q in questions]
        (tmp_path / "s.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
        return [e.id for e in load(tmp_path / "s.jsonl")]

    first, second = write("Who chairs?", "Who writes?")
    assert write("Who asks?", "Who writes?", "Who chairs?")[1:] == [second, first]
    assert first != second


def test_rewordings_fall_into_the_split_of_their_original() -> None:
    for number in range(50):
        first = Example(str(number), "q", "fact")
        assert Example(f"r{number}", "q", "fact", same_as=str(number)).split == first.split
    splits = [Example(str(number), "q", "fact").split for number in range(1000)]
    assert 340 < splits.count("test") < 460


GOOD = {"id": "a", "question": "Who?", "expected_facts": ["Ida"]}
Change = Callable[[dict[str, object]], object]


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (GOOD | {"forbiden": "x"}, "forbiden", "forbidden"),
        (GOOD | {"kind": "figur"}, "kind", '"figure"'),
        (GOOD | {"kind": "zzz"}, "kind", ", ".join(KINDS)),
        (GOOD | {"expected_reason": "of topic"}, "expected_reason", '"off_topic"'),
        (GOOD | {"expected_reason": REASONS[0]}, "expected_facts", "no expected facts"),
        (GOOD | {"kind": "refusal"}, "expected_reason", "needs a reason"),
        (GOOD | {"question": " "}, "question", "empty"),
        (GOOD | {"question": ["a"]}, "question", "not a list"),
        (GOOD | {"expected_facts": []}, "expected_facts", "nothing is expected"),
        (GOOD | {"expected_facts": [[["deep"]]]}, "expected_facts", "list of texts"),
        (GOOD | {"expected_page": "iv", "expected_documents": "m.pdf"}, "expected_page", '"iv"'),
        (GOOD | {"expected_page": 4}, "expected_page", "expected_documents"),
        (GOOD | {"same_as": "a"}, "same_as", "its own"),
        (GOOD | {"same_as": "b"}, "same_as", 'the id "b"'),
        (GOOD | {"question": "x" * 6000}, "question", "5,000"),
    ],
)
def test_a_mistake_names_its_row_and_column(row: dict[str, object], column: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(GOOD | {"id": "first"}) + "\n\n" + json.dumps(row), "utf-8")
    with pytest.raises(SetError) as told:
        load(path)
    assert str(told.value).startswith(f"set.jsonl, line 3, column {column}: ")
    assert says in str(told.value)
    assert "\n" not in str(told.value)


def test_a_mistake_in_a_table_names_the_row_that_the_spreadsheet_shows(tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text('Question;Expected facts\n"Who\nchairs?";Ida\n;\n"Who writes?";\n', "utf-8")
    with pytest.raises(SetError, match=r"^set\.csv, row 4, column expected_facts"):
        load(path)
    with Workbook(str(tmp_path / "set.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(2, 0, ["Question", "Kind"])
        sheet.write_row(3, 0, ["Who?", "fact"])
    with pytest.raises(SetError, match=r"^set\.xlsx, row 4, column expected_facts"):
        load(tmp_path / "set.xlsx")


def test_the_same_id_twice_names_both_places(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(GOOD), "utf-8")
    with pytest.raises(SetError, match=r"^b\.jsonl, line 1, column id: .*a\.jsonl, line 1"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("s.jsonl", b"", "no questions"),
        ("s.jsonl", b"{", "line 1: this is not JSON"),
        ("s.jsonl", b"[" * 100_000, "not JSON"),
        ("s.jsonl", b"3", "no question"),
        ("s.jsonl", b'{"id": "a"}\n\xff', "line 2: this is not UTF-8"),
        ("s.yaml", b"id: a", "not a list"),
        ("s.yaml", b"", "not a list"),
        ("s.yaml", b"- id: a\n- [", "line 2"),
        ("s.yaml", b"- id: &x a\n- id: *x", "line 2"),
        ("s.yaml", b"- !!python/object/apply:os.system [ls]", "no question"),
        ("s.csv", b"", "is empty"),
        ("s.csv", b"question,kind\nWho, or what?,fact,x", "row 2: there are more cells"),
        ("s.csv", b"question\n\"Who?", "not CSV"),
        ("s.xlsx", b"PK\x03\x04 no workbook", "not an Excel workbook"),
        ("s.docx", b"", "not a question set"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_set_is_told_in_one_line(name: str, data: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SetError) as told:
        load(tmp_path / name)
    assert str(told.value).startswith((name, str(tmp_path / name)))
    assert says in str(told.value)
    assert "\n" not in str(told.value)


def test_a_paper_that_is_not_there_is_named_with_the_nearest_name() -> None:
    check_documents(EXAMPLES, ["minutes, March.docx", "other.pdf"])
    with pytest.raises(SetError, match=r'"a1", column expected_documents: .*is "minutes, Mrch\.docx" meant'):
        check_documents(EXAMPLES, ["minutes, Mrch.docx"])


def test_ten_thousand_questions_are_a_set(tmp_path: Path) -> None:
    rows = (json.dumps(GOOD | {"id": f"q{n}"}) for n in range(10_000))
    (tmp_path / "s.jsonl").write_text("\n".join(rows), "utf-8")
    found = load(tmp_path / "s.jsonl")
    assert len(found) == 10_000
    assert dataclasses.replace(found[0], id="q1") == found[1]
