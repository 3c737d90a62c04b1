"""The register of actions worked out from what papers state: which statements are about the same action, and how it
stood from day to day. It holds nothing of its own: it can be made anew from the table `records` at any time."""

from sqlalchemy import Connection


def derive(connection: Connection, boards: set[str]) -> None:
    """Work out the actions of some boards anew, within a transaction."""
