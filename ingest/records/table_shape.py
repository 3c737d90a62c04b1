"""What the columns of a table are for: which hold labels, figures, targets, changes, ratings, remarks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ingest.documents import Block, Cell
from ingest.records.figures import cell_figure, is_rating
from ingest.records.spans import span_of
from ingest.records.table_heads import joined

Role = Literal["label", "value", "target", "change", "rating", "remark", "none"]

EMPTY = frozenset({"", "-", "–", "—", "--", "---", ".", "…", "x", "X", "✓", "✗"})
_NONE = re.compile(
    r"(?:no\.?|nos\.?|ref(?:erence)?\.?(?: no\.?)?|item(?: no\.?)?|page(?:s|\(s\))?(?: no\.?)?"
    r"|date.*|time|when|minute.*|tel.*|phone.*|id"
    r"|kpi(?: no\.?)?|cheque.*|invoice.*|code|postcode|risk (?:ref|no).*|version|#|s/?n"
    r"|owner.*|lead.*|frequency.*|responsible.*|(?:by )?whom?"
    r"|contact.*|e-?mail.*|deadline.*|due.*|by when|timescale.*|good (?:is|performance).*|polarity)",
    re.I,
)
_TARGET = re.compile(r"\b(?:target|goal|trajectory|planned|profile)\b", re.I)
_CHANGE = re.compile(
    r"\bchanges?\b|\bdiff(?:erence)?\b|\bvariance\b|\bvariation\b|\+/-|±|\btrend\b|\bdirection\b|\bDoT\b"
    r"|\bincrease\b|\bdecrease\b"
    r"|\breduction\b|\bgrowth\b|%\s*(?:\+|inc|dec)",
    re.I,
)
_RATING = re.compile(r"\b(?:b?rag|status|rating|colour|risk level)\b", re.I)
_REMARK = re.compile(
    r"\b(?:comments?|commentary|narrative|notes?|explanation|source|reasons?|context|remarks?)\b", re.I
)
_LOG = re.compile(
    r"\b(?:actions?(?: required| agreed| points?)?|owners?|leads?(?: officer)?|deadline|due(?: date)?|by when|by whom"
    r"|responsib\w+|action by|progress|decision|update|minute|matters? arising|timescales?|likelihood|mitigation"
    r"|frequency|agenda|venue|apologies)\b",
    re.I,
)


@dataclass(slots=True)
class Shape:
    """A table taken apart: `heads` has one text a column, `title` what stands above them, `rows` the others.

    `unsure` are the columns over which a heading may stand that is another's.
    """

    title: str
    heads: list[str]
    groups: list[str]
    rows: list[Block]
    roles: list[Role] = field(default_factory=list)
    unsure: set[int] = field(default_factory=set)

    def columns(self, *roles: Role) -> list[int]:
        """Return the columns of these roles, left to right."""
        return [i for i, role in enumerate(self.roles) if role in roles]


def shape_of(rows: Sequence[Block], heads: list[str] | None = None) -> Shape | None:
    """Return how a table is built, None where it holds no measures; `heads` are those of the page before."""
    title, levels, body = _parted(list(rows))
    own, groups, unsure = joined(levels)
    width = max((len(row.cells) for row in body), default=0)
    if width < 2 or not body:
        return None
    heads = own or (heads if heads and len(heads) == width else [])
    if len(body) < 2 and not heads:
        return None
    shape = Shape(title, (heads + [""] * width)[:width], (groups + [""] * width)[:width], body)
    shape.roles = _roles(shape, width)
    shape.unsure = unsure | _headless(shape)
    if not heads and (_counts_up(body) or len(shape.columns("value", "change")) > 1):
        return None
    figures = shape.columns("value", "target", "change")
    if not figures and not shape.columns("rating"):
        return None
    logged = sum(bool(_LOG.search(head)) for head in [*shape.heads, *shape.title.split("|")])
    prosaic = any(len(_texts(body, i)) and _long(_texts(body, i)) for i in range(width))
    if logged > 1 or ((logged or prosaic) and not shape.columns("value")):
        return None
    return shape


def _headless(shape: Shape) -> set[int]:
    """Give figures without a head that of the figures left of them, and return their columns."""
    found = {i for i in shape.columns("value") if i and not shape.heads[i] and shape.roles[i - 1] == "value"}
    for i in sorted(found):
        shape.heads[i] = shape.heads[i - 1]
    return {i for i in found if shape.heads[i]}


def plain(cell: Cell) -> str:
    """Return the words of a cell without the name of the colour it is painted in, which reading adds in brackets."""
    return cell.text.removesuffix(f"({cell.colour})").rstrip() if cell.colour else cell.text


def filled(text: str) -> bool:
    """Tell whether a cell says anything: a dash says nothing."""
    return text.strip() not in EMPTY


def _parted(rows: list[Block]) -> tuple[str, list[list[str]], list[Block]]:
    """Part a table into its title, the rows of heads of its columns, and its other rows."""
    title, first = "", 0
    levels: list[list[str]] = []
    for first, row in enumerate(rows):
        texts = [plain(cell) for cell in row.cells]
        said = list(dict.fromkeys(t for t in texts if t))
        labels = not any(_is_figure(t) for t in texts[1:]) and all(len(t) <= 80 for t in texts)
        follows = first + 1 < len(rows)
        more = labels and follows and len(said) > 1
        first_of_all = more and not levels and _heads(texts, rows[first + 1 :])
        gaps = bool(levels) and not all(levels[-1]) and _heads(texts, rows[first + 1 :])
        second = more and bool(levels) and (gaps or not texts[0]) and not is_rating(said[0])
        spans = labels and not levels and len(said) == 1 and not texts[0] and _heads_below(rows[first + 1 :])
        if first_of_all or second or spans or (row.header and labels):
            levels.append(texts)
        elif not levels and len(said) == 1 and len(texts) > 1 and follows and texts[0] and _opens(rows[first + 1 :]):
            title = f"{title} {said[0]}".strip()
        else:
            break
    else:
        return title, [], []
    if len(levels) > 1 and levels[0][0] and levels[1][0] and not all(levels[0]):
        title = " ".join([title, *filter(None, levels.pop(0))]).strip()
    again = [h.lower() for h in levels[-1]] if levels else []
    body = [r for r in rows[first:] if not r.header or [c.text.lower() for c in r.cells] != again]
    return title, levels, body


def _heads(texts: list[str], below: list[Block]) -> bool:
    """Tell whether a row without a figure heads the columns: most of those below it have figures there."""
    periods = [t for t in texts[1:] if t and span_of(t, None).stated]
    if len(periods) > 1:
        return True
    rows = below[:6]
    return sum(any(_is_figure(c.text) for c in row.cells[1:]) for row in rows) * 2 > len(rows) and all(texts[1:])


def _heads_below(below: list[Block]) -> bool:
    """Tell whether the next row heads every column, over a row of figures."""
    return (
        len(below) > 1
        and all(c.text and not _is_figure(c.text) for c in below[0].cells)
        and any(_is_figure(c.text) for c in below[1].cells[1:])
    )


def _opens(below: list[Block]) -> bool:
    """Tell whether a lone text stands above a whole table, and does not just head its first rows."""
    return below[0].header or any(c.text for c in below[0].cells[1:])


def _roles(shape: Shape, width: int) -> list[Role]:
    roles: list[Role] = []
    for i in range(width):
        texts = _texts(shape.rows, i)
        roles.append(_role(shape.heads[i], texts, i, "value" in roles or "target" in roles))
    if "value" not in roles and "label" not in roles:
        return ["none"] * width
    if "value" not in roles:
        roles = ["value" if r == "rating" and i > roles.index("label") else r for i, r in enumerate(roles)]
    return roles


def _role(head: str, texts: list[str], position: int, figures_before: bool) -> Role:
    if not texts:
        return "none"
    numbers = sum(_is_figure(t) for t in texts) if any(_is_number(t) for t in texts) else 0
    ratings = sum(is_rating(t) for t in texts)
    mostly = numbers * 2 >= len(texts)
    if position and mostly and _all_years(texts):
        return "label" if not figures_before else "none"
    if _NONE.fullmatch(head.strip()) and not (position and mostly and head.lower().strip(". ") in ("no", "nos", "#")):
        return "none"
    if position and _REMARK.search(head):
        return "remark"
    if position and ratings * 2 >= len(texts):
        return "rating"
    if position and mostly:
        return "target" if _TARGET.search(head) else "change" if _CHANGE.search(head) else "value"
    if position and (_TARGET.search(head) or _RATING.search(head)) and not _long(texts):
        return "target" if _TARGET.search(head) else "rating"
    if figures_before or _long(texts):
        return "remark" if figures_before else "none"
    if not position and mostly and not _all_years(texts):
        return "none"
    return "label"


def _is_figure(text: str) -> bool:
    return filled(text) and cell_figure(text) is not None


def _counts_up(rows: list[Block]) -> bool:
    """Tell whether the second of two columns only ever grows, as the pages of a list of contents do."""
    texts = [row.cells[1].text for row in rows if len(row.cells) == 2]
    pages = [int(t) for t in texts if t.isdigit()]
    return len(rows) > 2 and len(pages) == len(rows) and pages == sorted(pages)


def _is_number(text: str) -> bool:
    figure = cell_figure(text)
    return figure is not None and (figure.number is not None or bool(figure.doubt))


def _all_years(texts: list[str]) -> bool:
    return all(re.fullmatch(r"(?:19|20)\d\d", t.strip()) for t in texts)


def _texts(rows: list[Block], column: int) -> list[str]:
    return [r.cells[column].text for r in rows if column < len(r.cells) and filled(r.cells[column].text)]


def _long(texts: list[str]) -> bool:
    return sum(map(len, texts)) > 110 * len(texts)
