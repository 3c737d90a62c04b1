"""One paper of the library, by the name a person has for it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import distinct, func, select

from index import schema
from ui.choices import Mistake
from ui.format import document_dict, iso

if TYPE_CHECKING:
    from index.library import Library


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


def facts(library: "Library", row: Any) -> dict[str, Any]:
    """Return what is known of a document, with how many pages and sections it has and the files it came from."""
    c, s = schema.chunks.c, schema.sources.c
    sections = library.catalogue.rows(select(func.count(distinct(c.section))).where(c.document == row.id))[0][0]
    sources = [r.path for r in library.catalogue.rows(select(s.path).where(s.document == row.id).order_by(s.path))]
    known = document_dict(row) | {"pages": len(row.pages), "sections": sections, "sources": sources}
    return known | {"warnings": known.pop("warnings")}


def parts(library: "Library", row: Any) -> list[dict[str, Any]]:
    """Return the papers inside a document, in order."""
    p = schema.parts.c
    rows = library.catalogue.rows(select(*p).where(p.document == row.id).order_by(p.ordinal))
    return [
        {
            "part": r.ordinal,
            "agenda_item": r.agenda_item,
            "title": r.title,
            "kind": r.kind,
            "date": iso(r.date),
            "period": r.period_label,
            "author": r.author,
        }
        for r in rows
    ]
