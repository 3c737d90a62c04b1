"""Records, the register of actions, corrections. A new catalogue, made from the present tables, has them already."""

from alembic import op

from index.schema import SQLITE_FULL_TEXT, metadata

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TABLES = ("action_states", "action_statements", "actions", "boards", "corrections", "records")


def upgrade() -> None:
    """Add what is not there."""
    metadata.create_all(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE_FULL_TEXT:
            op.execute(statement)


def downgrade() -> None:
    """Take it away again."""
    op.execute("DROP TABLE IF EXISTS actions_text")
    for name in _TABLES:
        metadata.tables[name].drop(op.get_bind())
