"""Web pages: the paper is read and the site around it is not, however the page is built."""

from pathlib import Path

import pytest

from ingest.documents import Reading
from ingest.readers.html import read_html

PAPER = """<h1>Quay Board minutes, 12 June 2023</h1><p>Published on 1 July.</p>
<dl><dt>Chair</dt><dd>Ann Peel</dd><dt>Apologies</dt><dd><ul><li>J Dove</li><li>K Hart</li></ul></dd></dl>
<h2>1. Lamps</h2><p>The Board heard that the lamps of Pinder Lane were mended over the spring, that the railings of the
quay would follow by September, and that the cost stood at £12,000.</p>
<p>RESOLVED that the report be noted.</p>
<ol start="4"><li>Lamps<ul><li>north side</li></ul></li><li><p>Marshals</p><p>The trial goes on.</p></li></ol>
<table><tr><th rowspan="2">Ref</th><th colspan="2">Action</th></tr><tr><th>What</th><th>Who</th></tr>
<tr><td rowspan="2">2.1</td><td>Mend</td><td></td></tr><tr><td style="background:#f00"></td><td>TK</td></tr></table>"""
NAV = "<ul><li><a href=1>Home page</a></li><li><a href=2>Bins</a></li><li><a href=3>Planning</a></li></ul>"
COOKIES = "<div class='cookie-banner'><p>We use cookies to keep this site going.</p><a>Cookie choices</a></div>"
FOOT = "<p>© Quayside Council 2023</p><ul><li><a>Privacy notice</a></li><li><a>Site map</a></li></ul>"
AROUND = ("Home page", "Bins", "Planning", "cookies", "Privacy notice", "Site map", "Quayside Council", "SCRIPTED")
SCRIPT = "<script>document.write('SCRIPTED')</script><style>p{content:'SCRIPTED'}</style><!-- SCRIPTED -->"
PAGES = {
    "marked": f"{COOKIES}<header>{NAV}</header><nav>{NAV}</nav><main>{PAPER}</main><footer>{FOOT}</footer>",
    "article": f"<div role='navigation'>{NAV}</div><article><header>{PAPER}</header></article>"
    f"<div class='footer'>{FOOT}</div>",
    "named": f"{COOKIES}<div id='nav'>{NAV}</div><div id='content'>{PAPER}</div><div id='footer'>{FOOT}</div>",
    "form": f"<form id='aspnetForm'><input value='SCRIPTED'><div class='menu'>{NAV}</div><div>{PAPER}</div></form>",
    "soup": f"<div><div>{NAV}</div></div><div><div>{PAPER}</div></div><div>{FOOT}</div>",
    "tables": f"<table><tr><td colspan=2>{NAV}</td></tr><tr><td>{NAV}</td><td>{PAPER}</td></tr>"
    f"<tr><td colspan=2>{FOOT}</td></tr></table>",
    "classes": f"<div class='has-sidebar no-menu'><div class='sidebar'>{NAV}</div><section>{PAPER}</section></div>",
}


def reading(folder: Path, markup: str) -> Reading:
    path = folder / "page.html"
    path.write_text(f"<!DOCTYPE html><html lang='en-GB'><body>{SCRIPT}{markup}</body></html>")
    return read_html(path)


@pytest.mark.parametrize("page", PAGES)
def test_the_paper_alone_is_read(tmp_path: Path, page: str) -> None:
    alone = reading(tmp_path, f"<main>{PAPER}</main>")
    found = reading(tmp_path, PAGES[page])
    assert [(b.kind, b.text) for b in found.blocks] == [(b.kind, b.text) for b in alone.blocks]
    assert not [words for words in AROUND if words in found.text]


def test_lists_terms_and_tables_keep_what_belongs_together(tmp_path: Path) -> None:
    found = reading(tmp_path, f"<main>{PAPER}</main>")
    lines = found.text.split("\n")
    assert lines[2:6] == ["Chair: Ann Peel", "Apologies:", "• J Dove", "• K Hart"]
    assert lines[9:13] == ["4. Lamps", "• north side", "5. Marshals", "The trial goes on."]
    rows = [[(c.text, c.colour) for c in b.cells] for b in found.blocks if b.kind == "row"]
    assert [[words for words, _ in row] for row in rows] == [
        ["Ref", "Action What", "Action Who"],
        ["2.1", "Mend", ""],
        ["2.1", "(red)", "TK"],
    ]
    assert rows[2][1][1] == "red"


def test_what_the_head_says_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    head = "<title>Quay Board minutes | Quayside Council</title><meta name='author' content='A Clerk'>"
    head += "<meta name='DCTERMS.created' content='2023-07-01T09:00'>"
    head += "<meta property='article:modified_time' content='3 July 2023'>"
    body = "<h1>Quay Board minutes</h1><p>Words.</p>"
    path.write_text(f"<html lang='en-GB'><head>{head}</head><body>{body}</body></html>")
    found = read_html(path)
    assert found.title == "Quay Board minutes"
    assert dict(found.properties) == {
        "title": "Quay Board minutes | Quayside Council",
        "author": "A Clerk",
        "created": "2023-07-01",
        "modified": "2023-07-03",
        "language": "en-GB",
    }


def test_what_unfolds_is_read_and_what_is_hidden_is_not(tmp_path: Path) -> None:
    panel = "The terms of reference stand unchanged. " * 20
    found = reading(
        tmp_path,
        f"<main><p>Shown words.</p><button aria-controls='panel'>Terms</button><p hidden>Template words</p>"
        f"<div id='panel' style='display:none'>{panel}</div>"
        f"<div style='display:none'>{panel.replace('terms of reference', 'orders of a stranger')}</div>"
        f"<details><summary>Appendix</summary><p>Folded words.</p></details></main>",
    )
    assert "terms of reference" in found.text
    assert "Folded words." in found.text
    assert "Template words" not in found.text
    assert "orders of a stranger" not in found.text
    assert found.warnings == ("text that a reader cannot see was left out",)


def test_agenda_items_that_are_links_are_kept(tmp_path: Path) -> None:
    items = "".join(f"<li><a href={i}>{i}. Item of business number {i}</a></li>" for i in range(1, 6))
    found = reading(tmp_path, f"<main><h1>Agenda</h1><ul>{items}</ul><p>All are welcome to attend.</p></main>")
    assert sum(block.kind == "item" for block in found.blocks) == 5


def test_a_bold_heading_that_lost_its_line_break_stands_alone(tmp_path: Path) -> None:
    found = reading(
        tmp_path, "<main><p>Due: September<b>Lamp office</b></p><p>The <b>Board</b> agreed, <b>T</b>oo.</p></main>"
    )
    assert [b.text for b in found.blocks] == ["Due: September", "Lamp office", "The Board agreed, Too."]
