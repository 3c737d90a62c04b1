"""What a search weighs beside the scores of chunks: the words they cover, the paper they are of, what stands around."""

import json
import math

from sqlalchemy import Integer, Text, bindparam, text

from index.catalogue import Catalogue

COVERAGE_WEIGHT = 0.5  # eval/RETRIEVAL.md says where these weights come from
PAPER_WEIGHT = 0.1
BESIDE_WEIGHT = 0.75
_MOST_TERMS = 40
_FOUND = (
    text(
        "WITH pool AS MATERIALIZED (SELECT row, id FROM chunks WHERE id IN (SELECT value FROM json_each(:ids)))"
        " SELECT term.value AS term, count(*) AS chunks,"
        " json_group_array(pool.id) FILTER (WHERE pool.id NOT NULL) AS held"
        " FROM json_each(:terms) AS term CROSS JOIN chunks_text LEFT JOIN pool ON pool.row = chunks_text.rowid"
        " WHERE chunks_text MATCH term.value GROUP BY term.key"
    )
    .bindparams(bindparam("ids"), bindparam("terms"))
    .columns(term=Text, chunks=Integer, held=Text)
)
_AROUND = (
    text(
        "SELECT one.id AS id, one.document AS document, other.id AS beside"
        " FROM chunks AS one LEFT JOIN chunks AS other ON other.row IN (one.row - 1, one.row + 1)"
        " AND other.document = one.document AND other.section = one.section AND abs(other.ordinal - one.ordinal) = 1"
        " WHERE one.id IN (SELECT value FROM json_each(:ids))"
    )
    .bindparams(bindparam("ids"))
    .columns(id=Text, document=Text, beside=Text)
)


def coverage(catalogue: Catalogue, terms: list[str], ids: list[str]) -> dict[str, float]:
    """Return for each chunk which share of a question's terms stands in it or its header, 0 to 1.

    A term is a word or phrase as full-text search has it; it weighs the more the fewer chunks hold it.
    """
    terms = terms[:_MOST_TERMS]
    shares = dict.fromkeys(ids, 0.0)
    if not terms or not ids:
        return shares
    found = catalogue.rows(_FOUND.bindparams(ids=json.dumps(ids), terms=json.dumps(terms)))
    chunks = catalogue.rows(text("SELECT count(*) AS chunks FROM chunks").columns(chunks=Integer))[0].chunks
    held = {row.term: row.chunks for row in found}
    weights = {term: math.log1p((chunks - held.get(term, 0) + 0.5) / (held.get(term, 0) + 0.5)) for term in terms}
    whole = sum(weights.values())
    for row in found:
        for identity in json.loads(row.held):
            shares[identity] += weights[row.term] / whole
    return shares


def in_place(catalogue: Catalogue, scores: dict[str, float]) -> dict[str, float]:
    """Return scores with a bonus for papers of which much was found, and with the chunks beside those found.

    A chunk in the same section beside a better one comes in behind it, at a share of its score.
    """
    rows = catalogue.rows(_AROUND.bindparams(ids=json.dumps(sorted(scores))))
    papers = {row.id: row.document for row in rows}
    sums: dict[str, float] = {}
    for identity, paper in papers.items():
        sums[paper] = sums.get(paper, 0.0) + scores[identity]
    most = max(sums.values(), default=0.0) or 1.0
    placed = {i: (1 - PAPER_WEIGHT) * scores[i] + PAPER_WEIGHT * sums[paper] / most for i, paper in papers.items()}
    found = dict(placed)
    for row in rows:
        if row.beside:
            found[row.beside] = max(found.get(row.beside, 0.0), BESIDE_WEIGHT * placed[row.id])
    return found
