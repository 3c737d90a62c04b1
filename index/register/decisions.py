"""Decisions as meetings took them."""

from sqlalchemy import func, select

from index import schema
from index.catalogue import Catalogue
from index.register.asking import Asked, Listing, Stated, conditions, stated
from ingest.records.record import Decision


def list_decisions(catalogue: Catalogue, asked: Asked) -> Listing[Stated[Decision]]:
    """Return decisions, the newest meeting first."""
    query = select(func.count()).where(schema.records.c.kind == "decisions", *conditions(asked))
    return Listing(tuple(stated(catalogue, "decisions", asked)), int(catalogue.rows(query)[0][0]))
