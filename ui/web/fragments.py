"""Pieces of the page as HTML. Everything that comes from a person or a paper goes through `safe`."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import snowballstemmer

from assistant.answer import Answer, Citation
from index.library import FileReport
from index.search import Passage, match_expression
from ui.format import day
from ui.papers import told
from ui.web.words import PRODUCT, REASONS, safe, source_link

Around = Callable[[str, int, int], tuple[str, str, str]]
_REFERENCE = re.compile(r"\[(\d{1,3})\]")
_BULLET = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_NONE = ' class="none"'
_WINDOW = 460


def link(address: str, words: str, css: str = "", spoken_as: str = "") -> str:
    """Return a link that opens in a new tab and says so to those who cannot see it; `words` are HTML already."""
    label = f"{spoken_as or words}, opens in a new tab"
    return f'<a class="{css}" href="{address}" target="_blank" rel="noopener" aria-label="{label}">{words}</a>'


def banner(coverage: str) -> str:
    """Return the head of the page: the product's name and what is covered."""
    return f"<header><h1>{PRODUCT}</h1><p>{safe(coverage)}</p></header>"


# the conversation


def asked(question: str) -> str:
    """Return what a person asked, as one block of HTML."""
    return f'<div class="asked"><span class="unseen">You asked: </span>{"<br>".join(safe(question).splitlines())}</div>'


def spoken(text: str, citations: Sequence[Citation] = ()) -> str:
    """Return an answer as one block of HTML: paragraphs, lists, and each [n] a link to its source."""
    known = {c.n: c for c in citations}
    out: list[str] = []
    inside = False
    for line in (line for line in text.splitlines() if line.strip()):
        bullet = _BULLET.match(line)
        if bool(bullet) != inside:
            out.append("<ul>" if bullet else "</ul>")
            inside = bool(bullet)
        words = _referenced(line[bullet.end() :] if bullet else line.strip(), known)
        out.append(f"<li>{words}</li>" if bullet else f"<p>{words}</p>")
    return f'<div class="said">{"".join(out)}{"</ul>" if inside else ""}</div>'


def _referenced(line: str, known: dict[int, Citation]) -> str:
    out, position = [], 0
    for found in _REFERENCE.finditer(line):
        out += [safe(line[position : found.start()].rstrip()), "&nbsp;" if found.start() else ""]
        citation = known.get(int(found[1]))
        number = f"&#91;{found[1]}&#93;"
        if citation:
            address = source_link(citation.document_id, citation.start, citation.end)
            number = link(address, number, "reference", f"Source {found[1]}")
        out.append(number)
        position = found.end()
    return "".join(out) + safe(line[position:])


def provisional(text: str) -> str:
    """Return what a language model has written so far, shown as not checked yet."""
    head = '<p class="hint">Being written; not checked against the papers yet.</p>'
    return f'<div class="provisional">{head}{spoken(text)}</div>'


def answered(answer: Answer) -> str:
    """Return a finished answer with how it was made, or a refusal as a plain statement."""
    noted = f'<p class="hint how">{safe(answer.note)}</p>' if answer.note else ""
    if answer.reason is None:
        return spoken(answer.text, answer.citations) + noted
    said = spoken(answer.text, answer.citations)
    return f'<div class="refusal"><p class="reason">{safe(REASONS[answer.reason])}</p>{said}</div>'


def not_right(address: str) -> str:
    """Return the way from an answer to the form that makes a question of it; the address is HTML already."""
    return f"<p>{link(address, 'Not right?', 'wrong', 'Not right? Say what this answer should have been')}</p>"


# beside it


def sources(answer: Answer, around: Around) -> str:
    """Return the numbered citations of an answer with the quoted words marked, or the nearest passages of a refusal."""
    if answer.citations:
        cards = "".join(_card(c, around) for c in answer.citations)
        return f'<h2>Sources</h2><ol class="cards">{cards}</ol>'
    if answer.nearest:
        cards = "".join(_passage(p, answer.question) for p in answer.nearest)
        return (
            '<h2>Closest passages</h2><p class="hint">These came nearest, but do not answer the question.</p>'
            f'<ol class="cards">{cards}</ol>'
        )
    return NO_SOURCES


NO_SOURCES = '<h2>Sources</h2><p class="hint">The words an answer rests on appear here, with a link to the paper.</p>'


def _card(citation: Citation, around: Around) -> str:
    before, quote, after = around(citation.document_id, citation.start, citation.end)
    address = source_link(citation.document_id, citation.start, citation.end)
    facts = _facts(citation.part, day(citation.date), _page(citation.page), _section(citation.section, citation))
    quoted = f"{safe(before)}<mark>{safe(quote)}</mark>{safe(after)}"
    return (
        f'<li class="card" id="source-{citation.n}"><span class="n">{citation.n}</span>'
        f"<h3>{link(address, safe(citation.title))}</h3>{facts}<blockquote>{quoted}</blockquote></li>"
    )


def _section(section: str, place: Citation | Passage) -> str:
    """Return the headings above a place without those that only repeat the paper's title."""
    part = place.part if isinstance(place, Citation) else place.part_title
    names = [name for name in section.split(" › ") if name not in (place.title, part)]
    return " › ".join(names)


def _page(number: int | None) -> str:
    return f"page {number}" if number else ""


def _facts(*facts: str) -> str:
    shown = "".join(f"<span>{safe(fact)}</span>" for fact in facts if fact)
    return f'<p class="facts">{shown}</p>' if shown else ""


# search


def results(passages: Sequence[Passage], query: str) -> str:
    """Return found passages with the words of the query marked."""
    if not passages:
        return '<p class="hint">Nothing was found. Try other words, or fewer limits.</p>'
    cards = "".join(_passage(p, query) for p in passages)
    count = "1 passage" if len(passages) == 1 else f"The {len(passages)} best passages"
    return f'<p class="hint">{count}, best first.</p><ol class="cards wide">{cards}</ol>'


def _passage(passage: Passage, query: str) -> str:
    address = source_link(passage.document, passage.start, passage.end)
    title = link(address, safe(passage.title or passage.name))
    section = _section(" › ".join(passage.path), passage)
    facts = _facts(passage.part_title, day(passage.date), _page(passage.first_page), section)
    return f'<li class="card"><h3>{title}</h3>{facts}<blockquote>{marked(passage.text, query)}</blockquote></li>'


def marked(text: str, query: str) -> str:
    """Return the stretch of a text that holds most words of the query, with those words marked."""
    stem = snowballstemmer.stemmer("english").stemWord
    wanted = {stem(word) for word in re.findall(r"\w+", match_expression(query)) if word != "OR"}
    spans = [m.span() for m in re.finditer(r"\w+", text) if stem(m[0].lower()) in wanted]
    begin, finish = _window(text, spans)
    out, position = ["… " if begin else ""], begin
    for start, end in spans:
        if start >= begin and end <= finish:
            out += [safe(text[position:start]), f"<mark>{safe(text[start:end])}</mark>"]
            position = end
    return "".join(out) + safe(text[position:finish]) + (" …" if finish < len(text) else "")


def _window(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    if len(text) <= _WINDOW:
        return 0, len(text)
    best = max((s for s, _ in spans), key=lambda s: (sum(s <= t < s + _WINDOW - 80 for t, _ in spans), -s), default=0)
    begin = max(0, min(best - 80, len(text) - _WINDOW))
    begin = text.find(" ", begin) + 1 if begin else 0
    finish = min(len(text), begin + _WINDOW)
    return begin, (text.rfind(" ", begin, finish) if finish < len(text) else finish)


# papers


def papers(documents: Iterable[Any], relations: Iterable[dict[str, Any]] = ()) -> str:
    """Return the table of the papers, each with a link that opens it and what it is to other papers."""
    lines: dict[str, list[str]] = {}
    for relation in relations:
        lines.setdefault(relation["document"], []).append(told(relation))
    rows = "".join(_paper(d, lines.get(d.id, ())) for d in documents)
    if not rows:
        return '<p class="hint">No papers yet.</p>'
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Paper", "Board", "Kind", "Date", "Period"))
    return (
        '<div class="scroll" tabindex="0" role="region" aria-label="Table of papers">'
        f'<table class="papers"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _paper(row: Any, relations: Iterable[str]) -> str:
    title = link(f"/source/{row.id}", safe(row.title or row.name))
    facts = {"Board": row.board, "Kind": row.kind.capitalize(), "Date": day(row.date), "Period": row.period_label or ""}
    cells = "".join(
        f'<td data-label="{name}"{"" if fact else _NONE}>{safe(fact) or "–"}</td>' for name, fact in facts.items()
    )
    related = "".join(f'<span class="file">{safe(line)}</span>' for line in relations)
    return f'<tr><td>{title}<span class="file">{safe(row.name)}</span>{related}</td>{cells}</tr>'


_OUTCOMES = {
    "added": "added",
    "replaced": "replaced an older version",
    "unchanged": "already here",
    "same as": "already here as",
    "removed": "removed",
    "failed": "not added",
}


def report(reports: Sequence[FileReport]) -> str:
    """Return a line for every file that was put in."""
    lines = "".join(
        f'<li class="{"bad" if r.outcome == "failed" else "good"}"><strong>{safe(r.path.name)}</strong> – '
        f"{_OUTCOMES[r.outcome]}{_detail(r)}</li>"
        for r in reports
    )
    return f'<ul class="report">{lines}</ul>' if lines else ""


def _detail(item: FileReport) -> str:
    if not item.detail:
        return ""
    return f" {safe(item.detail)}" if item.outcome == "same as" else f": {safe(item.detail)}"


def note(text: str) -> str:
    """Return a plain statement about what the person just did; an empty text takes it away."""
    return f'<p class="note">{safe(text)}</p>' if text else ""
