"""Why a sentence is not carried."""

from typing import NamedTuple


class Fault(NamedTuple):
    """A reason in plain words; `against` tells that the evidence says otherwise, not just that it does not say so."""

    why: str
    against: bool = False
