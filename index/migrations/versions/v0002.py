"""Facts, word positions, structures and relations. A new catalogue, made from the present tables, has them already."""

from alembic import op
from sqlalchemy import JSON, Column, LargeBinary, String, Text, inspect

from index.schema import metadata, parts

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ADDED = {
    "documents": (Column("facts", JSON, nullable=False, server_default="[]"),),
    "parts": (
        Column("facts", JSON, nullable=False, server_default="[]"),
        Column("edition", Text),
        Column("signature", LargeBinary),
        Column("hidden", String(20)),
    ),
    "chunks": (Column("hidden", String(20)),),
}
_TABLES = ("relations", "page_words", "structures")


def upgrade() -> None:
    """Add what is not there."""
    for table, columns in _ADDED.items():
        held = {column["name"] for column in inspect(op.get_bind()).get_columns(table)}
        for column in columns:
            if column.name not in held:
                op.add_column(table, column)
    metadata.create_all(op.get_bind())
    for index in parts.indexes:
        index.create(op.get_bind(), checkfirst=True)


def downgrade() -> None:
    """Take it away again."""
    for index in parts.indexes:
        index.drop(op.get_bind(), checkfirst=True)
    for name in _TABLES:
        metadata.tables[name].drop(op.get_bind())
    for table, columns in _ADDED.items():
        for column in columns:
            op.drop_column(table, column.name)
