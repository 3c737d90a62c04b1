"""What is no table, and what must hold of tables on any page."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.content import Edge, PageContent, PageTable, Word
from ingest.readers.pdf_tables import find_tables
from tests.ingest.table_pages import ACTIONS, GRID, PROSE, Draw, both, drawn, lines, only, prose, table, texts


def _box(canvas: Canvas) -> None:
    canvas.rect(50, A4[1] - 330, 490, 250)


def _numbered(canvas: Canvas) -> None:
    for number in range(5):
        lines([(60, 100 + 90 * number, f"4.{number}")])(canvas)
        prose(90, 380, 91 + 90 * number, 1)(canvas)
        lines([(510, 124 + 90 * number, ("JB", "MT", "")[number % 3])], "Helvetica-Bold")(canvas)


def _bullets(canvas: Canvas) -> None:
    for number in range(6):
        lines([(70, 100 + 30 * number, "•"), (90, 100 + 30 * number, PROSE[number * 40 : number * 40 + 60].strip())])(
            canvas
        )


def _contents(canvas: Canvas) -> None:
    for number in range(8):
        lines(
            [
                (60, 100 + 16 * number, f"{number}. Part {number} of the report " + "." * 60),
                (500, 100 + 16 * number, str(number * 3)),
            ]
        )(canvas)


def _address(canvas: Canvas) -> None:
    for number, text in enumerate(("The Clerk", "Old Town Hall", "14 Bridge Street", "Norvale NV1 2AB")):
        lines([(380, 80 + 13 * number, text)])(canvas)
    lines([(60, 80, "12 March 2021"), (60, 106, "Our reference: 14/B")])(canvas)
    prose(60, 470, 160)(canvas)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(prose(60, 470, 90), id="one column"),
        pytest.param(both(prose(60, 220, 90), prose(310, 220, 90)), id="two columns"),
        pytest.param(both(prose(60, 220, 90), prose(310, 220, 95.5)), id="two columns at different heights"),
        pytest.param(both(prose(40, 150, 90), prose(215, 150, 90), prose(390, 150, 90)), id="three columns"),
        pytest.param(both(_box, prose(60, 470, 90)), id="a box around prose"),
        pytest.param(_numbered, id="numbered paragraphs with initials in the margin"),
        pytest.param(_bullets, id="a list"),
        pytest.param(_contents, id="contents"),
        pytest.param(_address, id="an address beside a date"),
    ],
)  # fmt: skip
def test_prose_is_no_table(tmp_path: Path, page: Draw) -> None:
    content = drawn(tmp_path, page)

    assert len(content.words) > 20
    assert find_tables(content) == []


def _scattered(seed: int) -> PageContent:
    """Words and lines thrown on a page, some of them in rows and columns."""
    chance = random.Random(seed)
    columns = [chance.uniform(40, 400) for _ in range(chance.randint(1, 6))]
    words = []
    for _ in range(chance.randint(0, 150)):
        text = chance.choice(["12", "£4,500", "Agreed", "the", "JB", "•", "3.1", "n/a", "walking"])
        x = chance.choice(columns) if chance.random() < 0.7 else chance.uniform(30, 500)
        top = 60 + 14 * chance.randint(0, 40) + chance.uniform(0, 2)
        words.append(Word(text, x, top, x + 5 * len(text), top + 11, 10, chance.random() < 0.2, chance.random() < 0.95))
    edges = []
    for _ in range(chance.randint(0, 40)):
        x, top, long = 20 * chance.randint(1, 25), 20 * chance.randint(1, 35), 20 * chance.randint(1, 20)
        edges.append(Edge(x, top, x + long, top) if chance.random() < 0.5 else Edge(x, top, x, top + long))
    return PageContent(595, 842, words, edges)


def _cells(tables: list[PageTable]) -> Iterator[list[Word]]:
    for found in tables:
        for row in found.rows:
            for cell in row:
                yield cell.words


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_a_word_stands_in_one_cell_at_most_and_rows_are_of_one_length(seed: int) -> None:
    content = _scattered(seed)
    before = [replace(word) for word in content.words]

    tables = find_tables(content)

    used = [id(word) for cell in _cells(tables) for word in cell]
    assert len(used) == len(set(used))
    assert set(used) <= {id(word) for word in content.words}
    assert all(len(row) == len(found.rows[0]) > 1 for found in tables for row in found.rows)
    assert content.words == before


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from([(0.0, 37.0), (16.0, 0.0), (8.0, 24.0)]))
def test_the_same_tables_on_a_shifted_page(seed: int, shift: tuple[float, float]) -> None:
    content = _scattered(seed)
    dx, dy = shift
    moved = PageContent(
        content.width,
        content.height,
        [replace(w, x0=w.x0 + dx, x1=w.x1 + dx, top=w.top + dy, bottom=w.bottom + dy) for w in content.words],
        [Edge(e.x0 + dx, e.top + dy, e.x1 + dx, e.bottom + dy) for e in content.edges],
    )

    assert [texts(t) for t in find_tables(moved)] == [texts(t) for t in find_tables(content)]


@pytest.mark.parametrize("noise", [0.4, 0.8])
def test_lines_a_little_off_make_the_same_table(tmp_path: Path, noise: float) -> None:
    chance = random.Random(3)
    content = drawn(tmp_path, table(ACTIONS, GRID, [220, 80, 80]))
    off = lambda: chance.uniform(-noise, noise)
    content.edges = [Edge(e.x0 + off(), e.top + off(), e.x1 + off(), e.bottom + off()) for e in content.edges]

    assert only(content) == ACTIONS


def test_drawings_of_a_hundred_thousand_lines_do_not_stop_the_reading() -> None:
    chance = random.Random(1)
    spots = [(chance.uniform(0, 600), chance.uniform(0, 800)) for _ in range(100_000)]
    edges = [Edge(x, y, x + 30, y) if i % 2 else Edge(x, y, x, y + 30) for i, (x, y) in enumerate(spots)]
    words = [Word("word", x, y, x + 20, y + 8, 8, False) for x, y in spots[:50_000]]

    assert find_tables(PageContent(600, 800, words, edges)) == []
