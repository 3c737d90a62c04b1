"""Words of drawn pages: what a reader sees, the right way up."""

from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.table_pages import ACTIONS, GRID, both, drawn, lines, only, table


def test_hidden_words_are_left_out_and_stamped_ones_kept_apart(tmp_path: Path) -> None:
    def stamp(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillColor(colors.lightgrey)
        canvas.setFont("Helvetica-Bold", 80)
        canvas.translate(150, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "DRAFT COPY")
        canvas.restoreState()
        canvas.setFillColor(colors.white)
        canvas.drawString(60, 40, "secret")
        canvas.setFillColor(colors.black)

    def bold(canvas: Canvas) -> None:
        for shift in (0, 0.3):
            canvas.drawString(60 + shift, 700, "Doubled heading")

    content = drawn(tmp_path, both(stamp, bold, lines([(60, 300, "M I N U T E S of a meeting")])))

    assert content.watermark == "DRAFT COPY"
    assert [w.text for w in content.words] == ["Doubled", "heading", "MINUTES", "of", "a", "meeting"]


def test_page_turned_by_its_rotation_reads_upright(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        canvas._pagesize = landscape(A4)
        table(ACTIONS, GRID, [220, 80, 80])(canvas)

    content = drawn(tmp_path, draw)

    assert (content.width, content.height) == pytest.approx(landscape(A4), abs=1)
    assert all(word.upright for word in content.words)
    assert only(content) == ACTIONS


@pytest.mark.parametrize("turn", [90, -90])
def test_a_page_whose_words_run_up_or_down_it_is_turned(tmp_path: Path, turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(*((A4[0], 0) if turn == 90 else (0, A4[1])))
        canvas.rotate(turn)
        canvas._pagesize = landscape(A4)
        table(ACTIONS, GRID, [220, 80, 80])(canvas)
        canvas._pagesize = A4

    content = drawn(tmp_path, draw)

    assert (content.width, content.height) == pytest.approx(landscape(A4), abs=1)
    assert only(content) == ACTIONS
    first = content.words[0].seen
    assert first is not None
    assert first[3] - first[1] > first[2] - first[0]  # on the page as it is shown, the word stands on end
    assert first[1] > 0.5 if turn == 90 else first[1] < 0.5
