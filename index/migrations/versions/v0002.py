"""Facts, word positions, structures and relations. A new catalogue, made from the present tables, has them already."""

from alembic import op
from sqlalchemy import inspect

from index.schema import chunks, documents, metadata, parts

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ADDED = ((documents, ("facts",)), (parts, ("facts", "edition", "signature", "hidden")), (chunks, ("hidden",)))
_TABLES = ("relations", "page_words", "structures")


def upgrade() -> None:
    """Add what is not there."""
    for table, names in _ADDED:
        held = {column["name"] for column in inspect(op.get_bind()).get_columns(table.name)}
        for name in names:
            if name not in held:
                op.add_column(table.name, table.c[name].copy())
    metadata.create_all(op.get_bind())
    for index in parts.indexes:
        index.create(op.get_bind(), checkfirst=True)


def downgrade() -> None:
    """Take it away again."""
    for index in parts.indexes:
        index.drop(op.get_bind(), checkfirst=True)
    for name in _TABLES:
        metadata.tables[name].drop(op.get_bind())
    for table, names in _ADDED:
        for name in names:
            op.drop_column(table.name, name)
