"""What people say against the papers: kept apart from them, with name and time, and never removed with a paper."""

from index.catalogue import Catalogue
from index.register.actions import Correction


def correct(catalogue: Catalogue, action: str, kind: str, value: str, by: str, statement: str = "") -> Correction:
    """Keep a correction and let it count at once. Raises ValueError, in words for the user, where it makes none."""
    raise ValueError("corrections are not kept yet")
