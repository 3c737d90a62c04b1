"""The first catalogue: documents, parts, chunks, people, embeddings, full text."""

from alembic import op

from index.schema import SQLITE_FULL_TEXT, metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table, and SQLite's full-text index."""
    metadata.create_all(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE_FULL_TEXT:
            op.execute(statement)


def downgrade() -> None:
    """Drop everything."""
    for name in ("chunks_text_added", "chunks_text_removed"):
        op.execute(f"DROP TRIGGER IF EXISTS {name}")
    for name in ("chunks_text", "actions_text"):
        op.execute(f"DROP TABLE IF EXISTS {name}")
    metadata.drop_all(op.get_bind())
