import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.colours import meaning, telling

_NAMED = {
    "red": "FF0000 C00000 FF3300 FFC7CE FF9999 FFCCCC E5B8B7 C0504D",
    "amber": "FFC000 FFBF00 FFFF00 FFEB9C FFE699 FF6600 ED7D31 F79646 FFFF99 FFF2CC",
    "green": "00B050 92D050 00FF00 008000 C6EFCE C6E0B4 70AD47 CCFFCC 99CC00 006600",
    "blue": "0000FF 0070C0 00B0F0 3366FF 99CCFF",
    "": "FFFFFF 000000 808080 D9D9D9 F2F2F2 DDEBF7 D9E2F3 DBE5F1 B8CCE4 E2EFDA EAF1DD FDE9D9 FCE4D6 F2DBDB"
    " 002060 1F3864 1F4E79 663300 7030A0 FF00FF 008080 EEECE1 C4BD97 44546A E7E6E6",
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, row in _NAMED.items() for value in row.split()])
def test_the_colours_people_paint_cells_in_have_their_name(name: str, value: str) -> None:
    assert meaning(*bytes.fromhex(value)) == name


@given(st.integers(0, 255))
def test_grey_says_nothing(shade: int) -> None:
    assert meaning(shade, shade, shade) == ""


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
def test_a_name_is_never_given_to_the_opposite_hue(red: int, green: int, blue: int) -> None:
    wanted = {"red": 0.0, "amber": 1 / 9, "green": 1 / 3, "blue": 0.61, "": None}[meaning(red, green, blue)]
    if wanted is not None:
        apart = abs(colorsys.rgb_to_hsv(red / 255, green / 255, blue / 255)[0] - wanted)
        assert min(apart, 1 - apart) < 0.17


def test_a_heading_row_and_a_striped_column_say_nothing() -> None:
    colours = [["green", "green", "green"], ["green", "", "red"], ["green", "", "amber"]]
    assert telling(colours) == [["", "", ""], ["", "", "red"], ["", "", "amber"]]


def test_a_row_painted_across_says_it_once() -> None:
    assert telling([["", "", ""], ["red", "red", "red"], ["", "", ""]])[1] == ["", "", "red"]


def test_a_table_painted_all_over_says_nothing() -> None:
    assert telling([["blue", "blue"], ["blue", "blue"]]) == [["", ""], ["", ""]]


def test_a_column_of_states_under_an_unpainted_heading_is_kept() -> None:
    colours = [["", ""], ["", "green"], ["", "green"]]
    assert telling(colours) == colours


@given(st.lists(st.lists(st.sampled_from(["", "red", "green"]), max_size=4), max_size=5))
def test_no_cell_is_lost_and_no_colour_made_up(colours: list[list[str]]) -> None:
    kept = telling(colours)
    assert [len(row) for row in kept] == [len(row) for row in colours]
    assert all(a in ("", b) for x, y in zip(kept, colours, strict=True) for a, b in zip(x, y, strict=True))
