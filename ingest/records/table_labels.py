"""What the rows of a table are called, and what stands above, under and beside their figures."""

import re

from ingest.documents import Block
from ingest.records.figures import cell_figure
from ingest.records.spans import Span, spans_of
from ingest.records.table_shape import Shape, plain

_REFERENCE = re.compile(r"(?:[A-Z]{1,4}\s?)?\d+(?:\.\d+)*[a-z]?\.?|[A-Z]\.", re.I)
_JOINED = re.compile(r"(?<=\w)\s+(?=(?:Number|No\.|Total number|Percentage|%) of\b)")
_OPEN = re.compile(r"\b(?:or|and|of|for|the|in|to|with|by|a)(?:\s+[A-Z]\w+)?$")
CAPTION = re.compile(r"\s*(?:table|figure|fig\.?)\s*\d+[\s.:–-]*", re.I)
_NOTE = re.compile(
    r"\s*(?:\*|†|‡|\[?\(?\d\)|note|n\.?b\.?|source|table\s*\d"
    r"|figures? (?:are|for|is)|data (?:is|are)|\d\s)",
    re.I,
)
PLAIN = re.compile(
    r"(?:(?:performance |key )?(?:measures?|indicators?|kpis?|metrics?|descriptions?|outcomes?|titles?|names?|pis?)\b.*"
    r"|(?:data .*|detail|crime|offence|incident)s?(?: (?:type|category))?|actuals?|values?|figures?|results?"
    r"|performance"
    r"|number|no\.?|count|amount|percentage|%|£|£?\(?000s?\)?|current|latest|position|data|outturn|totals?)?",
    re.I,
)


def numbered(row: Block) -> bool:
    """Tell whether a row has a number anywhere but in its first cell."""
    return any((f := cell_figure(cell.text)) and f.number is not None for cell in row.cells[1:])


def dated(span: Span) -> bool:
    """Tell whether a label's other words are dated for sure: by a quarter, a month or a financial year."""
    return (
        span.period is not None
        and not span.doubt
        and not re.fullmatch(r"\d{4}|.*\b(?:total|year)\b.*", span.stated, re.I)
    )


def names_in(row: Block) -> list[str]:
    """Return the labels that stand in one: two rows whose lines ran together have two."""
    return next((names for cell in row.cells[:2] if len(names := _JOINED.split(plain(cell))) > 1), [])


def labels_of(shape: Shape) -> list[tuple[str, str]]:
    """Return the label of each row, and the label of the group of rows it stands in; "" where it has none."""
    labels: list[tuple[str, str]] = []
    columns = shape.columns("label")
    group, leading = "", ""
    for row in shape.rows:
        texts = [plain(row.cells[i]).rstrip(" .…") for i in columns if i < len(row.cells)]
        others = [c.text for i, c in enumerate(row.cells) if i not in columns]
        said = {c.text for c in row.cells if c.text}
        if len(said) == 1 and (not any(others) or len(row.cells) > 2) and not numbered(row):
            group = said.pop()
            labels.append(("", group))
            continue
        if len(texts) > 1 and not texts[0] and any(texts[1:]):
            texts[0] = leading
        leading = texts[0] if texts else ""
        words = [t for t in texts if t and not _REFERENCE.fullmatch(t)] or [t for t in texts if t][:1]
        label = _JOINED.split(", ".join(dict.fromkeys(words)))[0]
        if not label and len(shape.heads[0].split()) >= 3:
            label = shape.heads[0]
        labels.append((label.rstrip(" :"), group))
    return _mended(labels)


def _mended(labels: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join a label that breaks off in the middle with the word that stands below it as the next row's."""
    mended = list(labels)
    for i in range(len(labels) - 1):
        (label, group), (below, _) = labels[i], labels[i + 1]
        if len(label.split()) > 3 and 0 < len(below.split()) <= 2 and _OPEN.search(label):
            mended[i] = mended[i + 1] = (f"{label} {below}", group)
    return mended


def value_of(text: str) -> tuple[str, str]:
    """Return a cell's figure as printed, and the sentence that follows it in the cell, if any."""
    match = re.match(r"[^()]{1,24}\([^()]{1,60}\)", text)
    if len(text) > 60 and match:
        return match[0], text[match.end() :].strip()
    return text, ""


def note_under(after: tuple[Block, ...]) -> str:
    """Return the note under a table: the lines that follow it and say so."""
    lines: list[str] = []
    for block in after:
        if block.kind in ("row", "heading") or not _NOTE.match(block.text) or len(block.text) > 500:
            break
        lines.append(block.text)
    return " ".join(lines)


def said_of(head: str) -> str:
    """Return a head that says what is measured, "" where it is a plain one."""
    return "" if PLAIN.fullmatch(head) or len(head.split()) < 2 else head


def subject_of(words: str) -> str:
    """Return what a title or heading says a table is about, without its number and its period."""
    bare = re.sub(r"^[\d.]+\s*", "", CAPTION.sub("", words, count=1)).strip()
    rest = re.sub(r"\s+(?:during|for|in|to|by|of)\s*$", "", spans_of([bare], [True], None, None)[0].rest)
    return rest.rstrip(" :")
