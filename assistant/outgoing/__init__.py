"""Papers that go out: drafts and briefs as blocks of text with citations, written as Word and Markdown."""
