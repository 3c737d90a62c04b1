"""A paper that goes out as Markdown, as a reader of Markdown takes it."""

import html
import re

import pytest
from markdown_it import MarkdownIt

from assistant.outgoing.markdown import markdown
from assistant.outgoing.paper import Bullets, Heading, Line, Paper, Paragraph, Table
from assistant.outgoing.sources import plain
from tests.outgoing.papers import AWKWARD, RICH, citation, paper

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def test_blocks_are_the_markdown_of_their_kind() -> None:
    shown = READER.render(markdown(RICH))
    assert "<h1>Update to the board</h1>" in shown
    assert "<h2>Reduce violence</h2>" in shown
    assert "<h4>Steps</h4>" in shown
    assert shown.count("<ul>") == 2
    assert shown.count("<ol>") == 2
    assert "<strong>Owner:</strong> To be written to" in shown
    assert "<th>Target</th>" in shown
    assert "<td>2023/24 Q2</td>\n<td>17.5</td>\n<td></td>" in shown


def test_every_mark_has_its_one_footnote() -> None:
    text = markdown(RICH)
    body, _, notes = text.partition("\n[^1]: ")
    assert set(re.findall(r"\[\^(\d+)\]", body)) == {"1", "2", "3", "4"}
    assert re.findall(r"^\[\^(\d+)\]: ", "[^1]: " + notes, re.M) == ["1", "2", "3", "4"]
    assert "[^2]: Minutes of the board, Item 6, page 2, 6 December 2023: “Twelve nights" in text


@pytest.mark.parametrize("text", AWKWARD)
def test_nothing_that_a_paper_says_is_markup(text: str) -> None:
    made = Paper(
        text,
        "",
        (Heading(text, 2), Paragraph((Line(text),)), Bullets((Line(text),)), Table(("A",), ((Line(text),),))),
        (citation(1, text),),
    )
    written = markdown(made)
    shown = READER.render(written.partition("[^1]:")[0])
    words = [html.unescape(piece).strip() for piece in re.split(r"<[^>]*>", shown)]
    assert words.count(plain(text)) == 5 - (plain(text) == "A")
    assert not re.search(r"<(a|img|em|code|b|s|del|blockquote|hr|ol|h4)\b", shown)
    assert not re.search(r"(https?:|www\.)", written)
    assert len(re.findall(r"^\[\^1\]: ", written, re.M)) == 1


def test_strange_papers_are_written() -> None:
    assert markdown(Paper("", "", ())).strip() == ""
    assert markdown(paper(Bullets(()), Paragraph(()), Table((), ()), citations=0)).startswith("# An update")


def test_five_hundred_bullets_keep_their_sources() -> None:
    lines = tuple(Line(f"Bullet {n} was done.", (n % 300 + 1,)) for n in range(500))
    text = markdown(paper(Bullets(lines), citations=300))
    assert all(f"- Bullet {n} was done.[^{n % 300 + 1}]\n" in text for n in range(500))
    assert text.count("\n[^") == 300
