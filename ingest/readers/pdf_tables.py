"""Tables on a page, from its words and ruled lines."""

from ingest.readers.content import PageContent, PageTable
from ingest.readers.pdf_ruled import ruled_tables, rules_of
from ingest.readers.pdf_unruled import opened, unruled_tables


def find_tables(page: PageContent) -> list[PageTable]:
    """Return the tables of a page, top to bottom; a word stands in one cell at most.

    Words of the page that stand in no cell belong to the text around the tables. The page is left as it is.
    """
    rules = rules_of(page.edges)
    tables = [opened(table, rules) for table in ruled_tables(rules, page.words)]
    taken = {id(w) for table in tables for row in table.rows for cell in row for w in cell.words}
    tables += unruled_tables([w for w in page.words if id(w) not in taken], rules)
    return sorted(tables, key=lambda t: (t.box[1], t.box[0]))
