"""Search: full text and vectors, fused; filtered by board, kind, document, date and period; near-duplicates once."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Float, Row, and_, bindparam, exists, func, or_, select, text

from index import schema
from index.library import Library
from index.ranking import COVERAGE_WEIGHT, coverage, in_place
from index.rows import period_of, statements_of
from ingest.documents import Statement
from ingest.periods import Period

HEADER_WEIGHT = 2.0
DENSE_WEIGHT = 0.35  # eval/RETRIEVAL.md says where these weights come from
_POOL = 60
_EXACT = re.compile(r"[\"“”]|\b(?:19|20)\d\d\b")
_MOST_TERMS = 300
_STOP = frozenset(
    (
        "a about an and any are as at be been being but by can could did do does for from get give had has have he "
        "her him his how i if in into is it its know list made make many me much my of on or our please s say said "
        "shall she should show so some tell that the their them then there these they this those to us was we were "
        "what when where which who whom whose why will with would you your "
    ).split()
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is kept to; an empty filter keeps nothing out.

    `since` and `until` are about the date of the part (its meeting, else publication, else the end of its period) or of
    the pack it came in, whichever fits. Papers that a better one answers for are left out unless `documents` names
    them; with `drafts` a draft answers instead of what became of it.
    """

    boards: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    since: datetime.date | None = None
    until: datetime.date | None = None
    period: Period | None = None
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk that was found, with what is needed to quote and cite it. Scores: higher is better, 1 at most."""

    id: str
    document: str
    name: str
    title: str
    board: str
    kind: str
    part: int
    part_title: str
    section: int
    path: tuple[str, ...]
    header: str
    text: str
    start: int
    end: int
    first_page: int | None
    last_page: int | None
    date: datetime.date | None
    paper_date: datetime.date | None
    period: Period | None
    statements: tuple[Statement, ...]
    score: float = 0.0
    words_score: float = 0.0
    meaning_score: float = 0.0


def match_expression(question: str) -> str:
    """Return the full-text query for a question: any of its words, hyphenated and slashed ones as phrases."""
    return " OR ".join(_terms(question))


def _terms(question: str) -> list[str]:
    terms: list[str] = []
    for token in re.findall(r"[\w£%]+(?:[-/.'’&][\w]+)*", question.lower()):
        pieces = re.findall(r"\w+", token)
        if len(pieces) > 1:
            terms.append('"' + " ".join(pieces) + '"')
            pieces = [p for p in pieces if len(p) > 2]
        terms += [f'"{p}"' for p in pieces if p not in _STOP]
    return list(dict.fromkeys(terms))[:_MOST_TERMS]


class Search:
    """Finds passages in a library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._vectors_generation: str | None = None

    def words(self, question: str, k: int = 10, filters: Filters = Filters()) -> list[Passage]:
        """Return the k best passages by full text: bm25 over stemmed words, and how many of them stand there."""
        scores = _normalised(self._word_scores(question, max(k, _POOL), filters))
        return self._best(scores, scores, {}, k)

    def meaning(self, question: str, k: int = 10, filters: Filters = Filters()) -> list[Passage]:
        """Return the k best passages by vector similarity."""
        scores = self._vector_scores(question, max(k, _POOL), filters)
        return self._best(_scaled(scores), {}, scores, k)

    def hybrid(
        self, question: str, k: int = 10, filters: Filters = Filters(), dense: float | None = None
    ) -> list[Passage]:
        """Return the k best passages by both, their scores scaled to 0..1 and blended with weight `dense` on meaning.

        Unless `dense` is given, a question that names a year or quotes words goes by the words that stand there.
        """
        by_words = self._word_scores(question, _POOL, filters)
        by_meaning = self._vector_scores(question, _POOL, filters)
        if dense is None:
            dense = 0.0 if _EXACT.search(question) else DENSE_WEIGHT
        if not by_words:
            return self._best(_scaled(by_meaning), {}, by_meaning, k)
        by_words = self._covering(question, by_words, by_meaning)
        scaled = _scaled(by_meaning)
        fused = {i: (1 - dense) * score + dense * scaled.get(i, 0.0) for i, score in by_words.items()}
        return self._best(in_place(self._library.catalogue, fused), by_words, by_meaning, k)

    def section(self, passage: Passage) -> list[Passage]:
        """Return every chunk of the section a passage stands in, in reading order."""
        c = schema.chunks.c
        return self._fetch(and_(c.document == passage.document, c.section == passage.section))

    def under(self, passage: Passage, path: tuple[str, ...]) -> list[Passage]:
        """Return the chunks that stand under a heading of a passage, named by its path, in reading order."""
        c = schema.chunks.c
        rows = self._fetch(and_(c.document == passage.document, c.part == passage.part))
        here = next(i for i, row in enumerate(rows) if row.id == passage.id)
        first = last = here
        while first > 0 and rows[first - 1].path[: len(path)] == path:
            first -= 1
        while last + 1 < len(rows) and rows[last + 1].path[: len(path)] == path:
            last += 1
        return rows[first : last + 1]

    def near(self, passage: Passage, before: int = 1, after: int = 1) -> list[Passage]:
        """Return the chunks that stand around a passage in its document, itself included."""
        c = schema.chunks.c
        position = select(c.ordinal).where(c.id == passage.id).scalar_subquery()
        return self._fetch(
            and_(c.document == passage.document, c.ordinal >= position - before, c.ordinal <= position + after)
        )

    def at(self, document: str, position: int) -> Passage | None:
        """Return the chunk that holds a character of a document, or the nearest before it."""
        c = schema.chunks.c
        query = select(c.id).where(c.document == document, c.start <= position).order_by(c.start.desc()).limit(1)
        rows = self._library.catalogue.rows(query)
        found = self.by_ids([rows[0].id]) if rows else []
        return found[0] if found else None

    def first(self, document: str, part: int) -> Passage | None:
        """Return the first chunk of a part."""
        c = schema.chunks.c
        query = select(c.id).where(c.document == document, c.part == part).order_by(c.ordinal).limit(1)
        rows = self._library.catalogue.rows(query)
        return self.by_ids([rows[0].id])[0] if rows else None

    def with_headings(self, documents: set[str]) -> list[Passage]:
        """Return every chunk of some documents that stands under a heading, in reading order."""
        return self._fetch(and_(schema.chunks.c.document.in_(sorted(documents)), schema.chunks.c.path != []))

    def of_kinds(self, kinds: frozenset[str], filters: Filters) -> list[Passage]:
        """Return every chunk of the papers and parts of some kinds within the filters, in reading order."""
        return self._fetch(and_(*_conditions(replace(filters, kinds=kinds))))

    def by_ids(self, ids: list[str]) -> list[Passage]:
        """Return passages by chunk id."""
        return self._fetch(schema.chunks.c.id.in_(ids))

    # scores

    def _word_scores(self, question: str, k: int, filters: Filters) -> dict[str, float]:
        expression = match_expression(question)
        if not expression:
            return {}
        ranked = (
            text(
                "SELECT rowid AS row, bm25(chunks_text, :header, 1.0) AS score"
                " FROM chunks_text WHERE chunks_text MATCH :match"
            )
            .bindparams(bindparam("match", expression), bindparam("header", HEADER_WEIGHT))
            .columns(schema.chunks.c.row, score=Float)
            .subquery("ranked")
        )
        c = schema.chunks.c
        query = select(c.id, ranked.c.score).join(ranked, ranked.c.row == c.row)
        query = query.join(schema.documents, schema.documents.c.id == c.document).where(*_conditions(filters))
        rows = self._library.catalogue.rows(query.order_by(ranked.c.score).limit(k))
        return {row.id: -float(row.score) for row in rows}

    def _covering(self, question: str, scores: dict[str, float], others: Iterable[str] = ()) -> dict[str, float]:
        """Weigh bm25 scores with how much of the question each chunk covers, those of `others` too."""
        shares = _normalised(scores)
        covered = coverage(self._library.catalogue, _terms(question), sorted(shares.keys() | set(others)))
        return {i: (1 - COVERAGE_WEIGHT) * shares.get(i, 0.0) + COVERAGE_WEIGHT * c for i, c in covered.items()}

    def _vector_scores(self, question: str, k: int, filters: Filters) -> dict[str, float]:
        generation = self._library.catalogue.get_state("generation")
        if generation != self._vectors_generation:
            self._library.vectors.reopen()
            self._vectors_generation = generation
        documents = self._documents(filters) if replace(filters, drafts=False) != Filters() else None
        whole = question.encode("utf-8", "replace").decode()  # half a character would stop the model
        vector = self._library.embedder.embed([whole])[0]
        found = dict(self._library.vectors.nearest(vector, k, documents))
        kept = self._kept(found, filters)
        if len(kept) < len(found) and self._kept(found, Filters()) != found.keys():  # hidden ones took their places
            found = dict(self._library.vectors.nearest(vector, 4 * k, documents))
            kept = self._kept(found, filters)
        return {i: s for i, s in found.items() if i in kept}

    def _kept(self, ids: Iterable[str], filters: Filters) -> set[str]:
        c = schema.chunks.c
        query = select(c.id).join(schema.documents, schema.documents.c.id == c.document)
        return {r.id for r in self._library.catalogue.rows(query.where(c.id.in_(list(ids)), *_conditions(filters)))}

    def _documents(self, filters: Filters) -> list[str]:
        d, c = schema.documents.c, schema.chunks.c
        query = select(d.id).distinct().join(schema.chunks, c.document == d.id).where(*_conditions(filters))
        return [row.id for row in self._library.catalogue.rows(query)]

    # passages

    def _best(
        self, scores: dict[str, float], words: dict[str, float], meaning: dict[str, float], k: int
    ) -> list[Passage]:
        best = sorted(scores, key=lambda i: (-scores[i], i))[: 3 * k]
        found = {p.id: p for p in self.by_ids(best)}
        passages = [
            replace(found[i], score=scores[i], words_score=words.get(i, 0.0), meaning_score=meaning.get(i, 0.0))
            for i in best
            if i in found
        ]
        return _without_duplicates(passages)[:k]

    def _fetch(self, condition: Any) -> list[Passage]:
        c, d, p = schema.chunks.c, schema.documents.c, schema.parts.c
        query = (
            select(
                *c,
                d.name,
                d.title.label("document_title"),
                d.board,
                d.date.label("paper_date"),
                func.coalesce(p.kind, d.kind).label("kind"),
                func.coalesce(p.title, "").label("part_title"),
            )
            .join(schema.documents, d.id == c.document)
            .outerjoin(schema.parts, and_(p.document == c.document, p.ordinal == c.part))
            .where(condition)
            .order_by(c.document, c.ordinal)
        )
        return [_passage(row) for row in self._library.catalogue.rows(query)]


def _passage(row: Row[Any]) -> Passage:
    return Passage(
        id=row.id,
        document=row.document,
        name=row.name,
        title=row.document_title,
        board=row.board,
        kind=row.kind,
        part=row.part,
        part_title=row.part_title if row.part_title != row.document_title else "",
        section=row.section,
        path=tuple(row.path),
        header=row.header,
        text=row.text,
        start=row.start,
        end=row.end,
        first_page=row.first_page,
        last_page=row.last_page,
        date=row.date,
        paper_date=row.paper_date,
        period=period_of(row),
        statements=statements_of(row),
    )


def _conditions(filters: Filters) -> list[Any]:
    c, d = schema.chunks.c, schema.documents.c
    day = func.coalesce(c.date, c.period_end, d.date, d.period_end)
    conditions: list[Any] = []
    if filters.drafts:
        conditions.append(or_(c.hidden.is_(None), c.hidden == "draft of") & ~_has_draft())
    elif not filters.documents:
        conditions.append(c.hidden.is_(None))
    if filters.boards:
        conditions.append(d.board.in_(sorted(filters.boards)))
    if filters.kinds:
        part = select(schema.parts.c.kind).where(
            schema.parts.c.document == c.document, schema.parts.c.ordinal == c.part
        )
        part = part.correlate(schema.chunks)
        conditions.append(or_(d.kind.in_(sorted(filters.kinds)), part.scalar_subquery().in_(sorted(filters.kinds))))
    if filters.documents:
        conditions.append(d.id.in_(sorted(filters.documents)))
    if filters.since:
        conditions.append(or_(day >= filters.since, d.date >= filters.since))
    if filters.until:
        conditions.append(or_(day <= filters.until, d.date <= filters.until))
    if filters.period:
        inside = and_(day >= filters.period.start, day <= filters.period.end)
        covers = and_(c.period_start <= filters.period.end, c.period_end >= filters.period.start)
        conditions.append(or_(inside, covers))
    return conditions


def _has_draft() -> Any:
    c, r = schema.chunks.c, schema.relations.c
    return exists().where(r.other == c.document, r.other_part == c.part, r.kind == "draft of")


def _normalised(scores: dict[str, float]) -> dict[str, float]:
    """Scale bm25 scores so that the best is 1; unlike a min-max scale this keeps the last of the pool above 0."""
    top = max(scores.values(), default=0.0)
    return {i: s / top for i, s in scores.items()} if top > 0 else scores


def _scaled(scores: dict[str, float]) -> dict[str, float]:
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    return {i: (s - low) / (high - low) if high > low else 1.0 for i, s in scores.items()}


def _without_duplicates(passages: list[Passage]) -> list[Passage]:
    """Show the same words once: the best-placed passage of those that share nine words in ten, and every figure."""
    kept: list[Passage] = []
    prints: list[frozenset[str]] = []
    for passage in passages:
        own = frozenset(re.findall(r"\w+", passage.text.lower()))
        if len(own) > 4 and any(_alike(own, other) for other in prints):
            continue
        kept.append(passage)
        prints.append(own)
    return kept


def _alike(own: frozenset[str], other: frozenset[str]) -> bool:
    if min(len(own), len(other)) < 0.9 * max(len(own), len(other)) or len(own & other) < 0.9 * len(own | other):
        return False
    return not any(c.isdigit() for word in own ^ other for c in word)
