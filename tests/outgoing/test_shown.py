"""A paper that goes out, on the page and in the terminal."""

import html as markup
import re

import lxml.html
import pytest
from rich.console import Console

from assistant.answer import Citation
from assistant.outgoing.paper import Block, Bullets, Chart, Heading, Line, Paper, Paragraph, Table
from tests.outgoing.papers import AWKWARD, RICH, citation, paper
from ui.outgoing import paper_lines
from ui.web.outgoing import html
from ui.web.words import source_link


def address(one: Citation) -> str:
    return source_link(one.document_id, one.start, one.end)


def page(made: Paper) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(html(made, address))


def printed(made: Paper) -> str:
    console = Console(width=100, record=True, file=None, quiet=False, highlight=False)
    with console.capture() as caught:
        for indent, text in paper_lines(made):
            console.print(" " * indent, text, sep="", soft_wrap=True)
    return re.sub(r"\x1b\[[\d;]*m", "", caught.get())


def test_the_page_has_its_headings_lists_tables_and_drawings() -> None:
    shown = page(RICH)
    assert [(h.tag, h.text_content()) for h in shown.iter("h1", "h2", "h3", "h4")][:4] == [
        ("h1", "Update to the board"), ("h2", "Reduce violence"), ("h3", "Q3 Update"), ("h4", "Steps"),
    ]  # fmt: skip
    assert len(shown.findall(".//ul")) == 2
    assert len(shown.findall(".//ol")) == 3
    assert [th.text_content() for th in shown.find(".//table").iter("th")] == ["Measure", "This quarter", "Target"]
    assert all(th.get("scope") == "col" for th in shown.iter("th"))
    assert shown.find(".//svg").get("role") == "group"


def test_every_mark_opens_its_source_and_says_so() -> None:
    shown = page(RICH)
    marks = [a for a in shown.iter("a") if a.get("class") == "reference"]
    assert [a.text_content() for a in marks] == ["[1]", "[1]", "[2]", "[3]", "[2]", "[3]", "[4]", "[4]"]
    assert all(a.get("aria-label").startswith(f"Source {a.text_content()[1:-1]}") for a in marks)
    sources = {li.get("value"): li for li in shown.xpath('//ol[@class="sources"]/li')}
    assert set(sources) == {"1", "2", "3", "4"}
    wanted = {str(c.n): markup.unescape(address(c)) for c in RICH.citations}
    assert all(a.get("href") == wanted[a.text_content()[1:-1]] for a in marks)
    assert all(li.find("a").get("href") == wanted[n] for n, li in sources.items())
    assert "page 2" in sources["2"].text_content()
    assert "6 December 2023" in sources["2"].text_content()


def everywhere(text: str) -> Paper:
    blocks: tuple[Block, ...] = (
        Heading(text), Paragraph((Line(text, (1,), text, text),)), Bullets((Line(text, (1,), text),)),
        Table((text,), ((Line(text, (1,)),),), text), Chart(text, text, ((text, 1, 2), (text, 2, None)), (1,)),
        Chart(text, text, ((text, 1, 2),), (1,)),
    )  # fmt: skip
    return Paper(text, text, blocks, (citation(1, text, title=text, part=text),))


@pytest.mark.parametrize("text", AWKWARD)
def test_text_of_papers_is_never_markup_on_the_page(text: str) -> None:
    known, shown = page(everywhere("word")), page(everywhere(text))
    assert {e.tag for e in shown.iter()} <= {e.tag for e in known.iter()}
    assert {a.get("href") for a in shown.iter("a")} == {markup.unescape(address(citation(1)))}
    assert {k for e in shown.iter() for k in e.attrib} <= {k for e in known.iter() for k in e.attrib}
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", html(everywhere(text), address))


@pytest.mark.parametrize("text", AWKWARD)
def test_text_of_papers_steers_no_terminal(text: str) -> None:
    body, sources = printed(everywhere(text)).split("\nSources\n")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", body + sources)
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069]", body)


def test_the_terminal_prints_bullets_with_marks_and_what_they_cite_below() -> None:
    out = printed(RICH)
    assert "\n  • Wardens walked both estates. [1]\n" in out
    assert "\n  • Marshals worked on twelve nights. [2] [3] (told by two partners)\n" in out
    assert "\n  • Owner: To be written to [2]\n" in out
    assert "\n  2. Second step [3]\n" in out
    assert "\n  • Hate crimes; this quarter 1,204 [4]; target 85%\n" in out
    assert "2023/24 Q1: 14 (target 20)" in out
    body, sources = out.split("\nSources\n")
    assert "[4]" in sources
    assert body.index("Reduce violence".upper()) < body.index("WHAT IS MISSING")


def test_strange_papers_are_shown() -> None:
    for made in (
        Paper("", "", ()),
        paper(Bullets(()), Paragraph(()), Table((), (), "Nothing"), Table((), ()), Chart("None", "", ())),
        paper(Table(("A", "B"), ((Line("one"),), (Line("1"), Line("2"), Line("3"))), "Ragged")),
    ):
        assert page(made).tag == "article"
        assert printed(made).strip() or not made.title
