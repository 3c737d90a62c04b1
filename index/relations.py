"""Relations between papers: the same paper twice, a draft and what was agreed, editions of a strategy.

They are kept between parts, always from the lesser to the better one, and found when a document is stored. Of papers
that say the same, the best answers; the passages of the others are marked as hidden until it is removed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, delete, exists, func, insert, or_, select, tuple_, update

from index import schema
from index.likeness import estimated, measured
from index.standing import Standing, order, same_period, standing_of

RelationKind = Literal["same paper", "draft of", "earlier edition of"]
HIDING: tuple[RelationKind, ...] = ("same paper", "draft of")
_NEAR, _SAME = 0.35, 0.8  # shares of words, as signatures estimate them, from which stages and copies are looked for

Key = tuple[str, int]  # document and part


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part of a paper is to another: "same paper" (which answers in its stead), "draft of", ..."""

    part: Key
    kind: RelationKind
    other: Key


def relate(connection: Connection, document: str) -> set[str]:
    """Find the relations of a document that has just been stored, and settle which of the related parts answer.

    Returns the documents in which that may have changed.
    """
    found: list[Relation] = []
    for key, signature in _signatures(connection, schema.parts.c.document == document).items():
        found += _alike(connection, key, signature)
    linked = {frozenset((r.part, r.other)) for r in found}
    found += [r for r in _editions(connection, document) if frozenset((r.part, r.other)) not in linked]
    if found:
        rows = [dict(zip(("document", "part", "other", "other_part", "kind"), _flat(r), strict=True)) for r in found]
        connection.execute(insert(schema.relations), rows)
    return settle(connection, {r.part for r in found})


def unrelate(connection: Connection, document: str) -> set[str]:
    """Forget the relations of a document that is about to go; what it answered for answers again.

    Returns the documents in which that may have changed.
    """
    r = schema.relations.c
    touched = {end for relation in _relations(connection, {document}) for end in (relation.part, relation.other)}
    connection.execute(delete(schema.relations).where(or_(r.document == document, r.other == document)))
    return settle(connection, {key for key in touched if key[0] != document})


def settle(connection: Connection, keys: set[Key]) -> set[str]:
    """Mark as hidden every part, of those given and what they hang together with, that a better one answers for.

    Returns the documents of all these.
    """
    better: dict[Key, set[Relation]] = {}
    seen, new = set[Key](), set(keys)
    while new:
        seen |= new
        found = [r for r in _relations(connection, {document for document, _ in new}) if r.kind in HIDING]
        for relation in found:
            better.setdefault(relation.part, set()).add(relation)
        new = {end for relation in found for end in (relation.part, relation.other)} - seen
    hidden: dict[Key, str | None] = {}

    def hide(key: Key) -> str | None:
        """A part is hidden by a better one that is not hidden itself."""
        if key not in hidden:
            hidden[key] = next((r.kind for r in better.get(key, ()) if hide(r.other) is None), None)
        return hidden[key]

    for document, part in seen:
        kind = hide((document, part))
        of_part = ((schema.parts, "ordinal"), (schema.chunks, "part"), (schema.records, "part"))
        for table, ordinal in ((table, table.c[name]) for table, name in of_part):
            connection.execute(update(table).where(table.c.document == document, ordinal == part).values(hidden=kind))
    return {document for document, _ in seen}


def related(connection: Connection, document: str) -> list[Relation]:
    """Return the relations of a document's parts, in either direction, those of its first part first."""
    return sorted(_relations(connection, {document}), key=lambda r: (r.part, r.kind, r.other))


def _relations(connection: Connection, documents: set[str]) -> list[Relation]:
    r = schema.relations.c
    ids = sorted(documents)
    rows = connection.execute(select(schema.relations).where(or_(r.document.in_(ids), r.other.in_(ids))))
    return [Relation((x.document, x.part), x.kind, (x.other, x.other_part)) for x in rows]


# the same paper, and drafts


def _alike(connection: Connection, key: Key, signature: bytes) -> list[Relation]:
    others = _signatures(connection, schema.parts.c.document != key[0])
    if not others:
        return []
    shares = {k: float(share) for k, share in zip(others, estimated(signature, list(others.values())), strict=True)}
    near = [k for k, share in shares.items() if share >= _NEAR]
    standings = _standings(connection, [key, *near])
    own = standings[key]
    found = (_compared(connection, own, standings[k]) for k in near if shares[k] >= _SAME or own.stage_of(standings[k]))
    return [relation for relation in found if relation]


def _compared(connection: Connection, one: Standing, two: Standing) -> Relation | None:
    """Return what two parts with many of the same words are to each other; None when in doubt."""
    if not same_period(one, two):
        return None
    lesser, better = sorted((one, two), key=order)
    likeness = measured(_text(connection, one.key), _text(connection, two.key))
    same = likeness.words >= 0.9 and likeness.runs >= 0.6 and likeness.figures <= 0.01
    stages = one.stage_of(two) and likeness.runs >= 0.3
    if one.is_draft != two.is_draft and (same or stages):
        return Relation(lesser.key, "draft of", better.key)
    if same:
        return Relation(lesser.key, "same paper", better.key)
    if stages and likeness.runs >= 0.5 and better.is_later_than(lesser):
        return Relation(lesser.key, "draft of", better.key)
    return None


# editions


def _editions(connection: Connection, document: str) -> list[Relation]:
    """Return the relations to other editions of the same title and board, in either direction."""
    own, other = schema.parts.alias(), schema.parts.alias()
    query = select(own.c.ordinal, other.c.document, other.c.ordinal.label("other_part")).join(
        other, (other.c.edition == own.c.edition) & (other.c.document != own.c.document)
    )
    rows = list(connection.execute(query.where(own.c.document == document)))
    standings = _standings(
        connection, [*((document, r.ordinal) for r in rows), *((r.document, r.other_part) for r in rows)]
    )
    found = []
    for row in rows:
        one, two = standings[document, row.ordinal], standings[row.document, row.other_part]
        if older := one.older_than(two):
            lesser, better = (one, two) if older > 0 else (two, one)
            found.append(Relation(lesser.key, "earlier edition of", better.key))
    return found


# what the catalogue holds


def _signatures(connection: Connection, condition: Any) -> dict[Key, bytes]:
    p = schema.parts.c
    rows = connection.execute(select(p.document, p.ordinal, p.signature).where(p.signature.is_not(None), condition))
    return {(row.document, row.ordinal): row.signature for row in rows}


def _text(connection: Connection, key: Key) -> str:
    d, p = schema.documents.c, schema.parts.c
    words = func.substr(d.text, p.start + 1, p.end - p.start)
    query = select(words).join(schema.parts, p.document == d.id).where(p.document == key[0], p.ordinal == key[1])
    return str(connection.execute(query).scalar_one())


def _standings(connection: Connection, keys: Iterable[Key]) -> dict[Key, Standing]:
    d, p, w = schema.documents.c, schema.parts.c, schema.page_words.c
    wanted = sorted(set(keys))
    recognised = exists().where(w.document == d.id, w.confidence.is_not(None)).label("recognised")
    siblings = select(func.count()).where(p.document == d.id).correlate(schema.documents).scalar_subquery()
    paper = [d[name].label(f"paper_{name}") for name in ("facts", "period_start", "period_end")]
    query = select(schema.parts, d.board, d.pages, *paper, recognised, siblings.label("parts"))
    query = query.join(schema.documents, d.id == p.document)
    found = {}
    for i in range(0, len(wanted), 400):
        for row in connection.execute(query.where(tuple_(p.document, p.ordinal).in_(wanted[i : i + 400]))):
            standing = standing_of(row)
            found[standing.key] = standing
    return found


def _flat(relation: Relation) -> tuple[str, int, str, int, str]:
    return (*relation.part, *relation.other, relation.kind)
