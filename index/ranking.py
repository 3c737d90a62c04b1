"""How much of a question a passage covers: the share of its words that stand there, rare ones weighing more."""

import json
import math

from sqlalchemy import Integer, Text, bindparam, text

from index.catalogue import Catalogue

_MOST_TERMS = 40
_FOUND = (
    text(
        "WITH pool AS MATERIALIZED (SELECT row, id FROM chunks WHERE id IN (SELECT value FROM json_each(:ids)))"
        " SELECT term.value AS term, count(*) AS chunks, json_group_array(pool.id) FILTER (WHERE pool.id NOT NULL) AS held"
        " FROM json_each(:terms) AS term CROSS JOIN chunks_text LEFT JOIN pool ON pool.row = chunks_text.rowid"
        " WHERE chunks_text MATCH term.value GROUP BY term.key"
    )
    .bindparams(bindparam("ids"), bindparam("terms"))
    .columns(term=Text, chunks=Integer, held=Text)
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
