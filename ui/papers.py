"""Papers of the library by the name a person has for them, and what they are to one another."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from index import schema
from index.library import source_of
from index.preview import identity_of_file
from index.relations import HIDING
from ingest.documents import Document
from ingest.errors import IngestError
from ingest.worker import read_all
from ui.choices import Mistake

if TYPE_CHECKING:
    from index.library import Library
    from index.settings import IndexSettings

INSTEAD = ", which is quoted instead"
_WORDS = {
    "same paper": "the same paper as",
    "draft of": "a draft of",
    "earlier edition of": "an earlier edition of",
}
_SEEN_FROM_THE_BETTER = {
    "same paper": "the same paper as",
    "draft of": "what became of the draft",
    "earlier edition of": "a later edition of",
}


def found(library: "Library", name: str) -> Any:
    """Return the row of the one document a name means. Raises Mistake where there is none, or more than one."""
    rows = library.catalogue.documents()
    held = library.catalogue.document_of(str(Path(name).resolve()))
    exact = [r for r in rows if r.id in (name, held)] or [r for r in rows if name in (r.name, r.title)]
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise Mistake(f"{len(exact)} papers are called {name}: name one by its id: {', '.join(r.id for r in exact)}")
    near = [r.name for r in rows if name.casefold() in f"{r.name} {r.title}".casefold()][:5]
    advice = f"did you mean {', '.join(near)}?" if near else "see partnership documents"
    raise Mistake(f"no paper is called {name}: {advice}")


def held(library: "Library", name: str) -> Any:
    """Return the row of the document that a file is in the library as, or None.

    A bare name means the paper of the library that is called so, whatever file of that name lies here.
    """
    path = Path(name).expanduser()
    identity = library.catalogue.document_of(source_of(path)) or identity_of_file(path)
    rows = library.catalogue.documents()
    if os.sep not in name and (called := [r for r in rows if r.name == name]) and len(called) == 1:
        return called[0]
    return next((r for r in rows if r.id == identity), None)


def read_here(path: Path, settings: "IndexSettings") -> Document:
    """Return a file that is not in the library, read in a process of its own. Raises IngestError."""
    [(_, result)] = read_all([path], settings.seconds_per_file)
    if isinstance(result, IngestError):
        raise Mistake(f"{path}: {result}")
    return result


def document(library: "Library", row: Any) -> Document:
    """Return a document of the library as it was read."""
    found = library.catalogue.document(row.id)
    if found is None:
        raise Mistake(f"{row.name} has just been taken out")
    return found


def kept(library: "Library", row: Any) -> dict[str, Any]:
    """Return what the library knows of a document besides its reading: where it came from, and its relations."""
    s = schema.sources.c
    sources = [r.path for r in library.catalogue.rows(select(s.path).where(s.document == row.id).order_by(s.path))]
    return {"sources": sources, "relations": relations(library, row.id), "chunks": row.chunks}


def relations(library: "Library", document: str | None = None) -> list[dict[str, Any]]:
    """Return in words what the parts of a document, or of all, are to those of others, told from both ends."""
    r, d, p = schema.relations, schema.documents.c, schema.parts.c
    query = select(r).order_by(r.c.document, r.c.part, r.c.kind)
    rows = library.catalogue.rows(query if document is None else query.where(or_(*_ends(document))))
    ids = sorted({identity for row in rows for identity in (row.document, row.other)})
    names = {row.id: row.name for row in library.catalogue.rows(select(d.id, d.name).where(d.id.in_(ids)))}
    parts = library.catalogue.rows(select(p.document, p.ordinal, p.title, p.hidden).where(p.document.in_(ids)))
    packs = {row.document for row in parts if row.ordinal}
    titles = {(row.document, row.ordinal): row.title for row in parts if row.document in packs}
    hidden = {(row.document, row.ordinal) for row in parts if row.hidden}
    found = []
    for row in rows:
        lesser, better = (row.document, row.part), (row.other, row.other_part)
        for own, its, words in ((lesser, better, _WORDS[row.kind]), (better, lesser, _SEEN_FROM_THE_BETTER[row.kind])):
            if document in (None, own[0]):
                ends = {"document": own[0], "part": own[1], "title": titles.get(own, "")}
                other = {"other": its[0], "other_document": names[its[0]], "other_title": titles.get(its, "")}
                instead = row.kind in HIDING and own in hidden and its not in hidden
                found.append(ends | {"relation": words} | other | {"other_part": its[1], "quoted_instead": instead})
    return found


def _ends(document: str) -> tuple[Any, Any]:
    r = schema.relations.c
    return r.document == document, r.other == document


def told(relation: dict[str, Any]) -> str:
    """Return a relation as a line: "Minutes, a draft of minutes.docx"."""
    own, its = relation["title"], relation["other_title"]
    where = f"{relation['other_document']} ({its})" if its else relation["other_document"]
    instead = INSTEAD if relation["quoted_instead"] else ""
    return f"{own}: {relation['relation']} {where}{instead}" if own else f"{relation['relation']} {where}{instead}"
