"""Nothing that a paper, a set or an answer holds does anything in a report, and a report needs nothing else."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from eval.report import MARKDOWN, write
from eval.reporting.plain import in_cell, in_markdown, shown
from tests.eval.reported import HOSTILE, REFUSED, ROWS, everywhere, parsed, run_of, table

UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0041]")


def skeleton(page: BeautifulSoup) -> list[tuple[str, tuple[str, ...]]]:
    """Return the elements of a page with the names of their attributes."""
    return [(tag.name, tuple(sorted(tag.attrs))) for tag in page.find_all(True)]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_markup(text: str, tmp_path: Path) -> None:
    for name, words_ in (("plain", "Harmless words"), ("hostile", text)):
        run, others = everywhere(words_)
        write(run, tmp_path / name, others)
    hostile, plain = parsed(tmp_path / "hostile"), parsed(tmp_path / "plain")
    marked = [tag for tag in skeleton(hostile) if tag[0] != "span"]
    assert marked == [tag for tag in skeleton(plain) if tag[0] != "span"]
    assert hostile.select_one(".answer").get_text() == shown(text)  # type: ignore[union-attr]
    assert hostile.select_one(".question")["data-tags"] == shown(text)  # type: ignore[index]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_markdown(text: str, tmp_path: Path) -> None:
    for name, words_ in (("plain", "Harmless words"), ("hostile", text)):
        run, others = everywhere(words_)
        write(run, tmp_path / name, others)

    def shape(name: str) -> list[int]:
        lines = (tmp_path / name / MARKDOWN).read_text("utf-8").splitlines()
        return [len(re.findall(r"(?<!\\)\|", line)) for line in lines]

    assert shape("hostile") == shape("plain")
    written = (tmp_path / "hostile" / MARKDOWN).read_text("utf-8")
    assert "<" not in written
    assert not re.search(r"(?<!\\)[\[\]`]|(?<!\\):(?=//)", written)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_unseen_character_is_written(text: str, tmp_path: Path) -> None:
    run, others = everywhere(text)
    for path in write(run, tmp_path, others):
        written = path.read_bytes().decode("utf-8-sig")
        assert not re.search(
            "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0041]", written
        )


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "  =1", "\n=1", "＝1+1", "\r=1"]
)
def test_no_cell_is_a_formula(text: str, tmp_path: Path) -> None:
    run, _ = everywhere(text)
    write(run, tmp_path)
    for row in table(tmp_path):
        for cell in row.values():
            assert not re.match(r"\s*[=+\-@＝]", cell)


def test_a_number_stays_a_number_and_a_cell_has_an_end() -> None:
    assert in_cell("-12.5%") == "-12.5%"
    assert len(in_cell("x" * 100_000)) < 32_767


@pytest.mark.parametrize(
    "text", ["a | b", "<b>", "[x](y)", "`x`", "http://a.example", "www.a.example", "*a* _b_ # c ~d~"]
)
def test_markdown_is_escaped(text: str) -> None:
    assert re.sub(r"\\(.)", r"\1", in_markdown(text)).replace("&lt;", "<").replace("&gt;", ">") == text
    assert not re.search(r"(?<!\\)(?:[|`*_#~\[\]]|:(?=//)|(?<=www)\.)|[<>]", in_markdown(text))


def test_the_page_needs_nothing_else(tmp_path: Path) -> None:
    run, others = everywhere("http://192.0.2.1/x.js")
    write(run, tmp_path, others)
    page = parsed(tmp_path)
    assert page.find_all(["link", "img", "iframe", "object", "embed", "base", "form", "audio", "video", "use"]) == []
    assert page.find_all(src=True) == []
    assert all(str(link["href"]).startswith("#") for link in page.find_all(href=True))
    assert {str(link["href"])[1:] for link in page.find_all(href=True)} <= {tag["id"] for tag in page.find_all(id=True)}
    for style in page.find_all("style"):
        assert not re.search(r"@import|url\((?!#)", style.string)
    assert page.find_all(style=True) == []


def test_only_its_own_script_may_run(tmp_path: Path) -> None:
    write(run_of([*ROWS.values(), REFUSED]), tmp_path)
    page = parsed(tmp_path)
    (script,) = page.find_all("script")
    (policy,) = page.find_all("meta", {"http-equiv": "Content-Security-Policy"})
    digest = base64.b64encode(hashlib.sha256(script.string.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy["content"]
    assert "default-src 'none'" in policy["content"]
    assert not any(name.startswith("on") for tag in page.find_all(True) for name in tag.attrs)
