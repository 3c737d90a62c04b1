"""A file becomes a Document: pages, parts, sections, chunks. Pure: no store, no model."""
