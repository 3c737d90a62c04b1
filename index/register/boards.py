"""Which names papers give one and the same board."""

import re
from collections.abc import Mapping

# Words that names of partnerships and boards share.
_SHARED = frozenset(
    """
    safer safe community safety partnership partnerships board strategic group the of and for crime disorder
    reduction london borough council city county district joint csp executive delivery
    """.split()
)

# Words that tell bodies of one place apart: a name with one of them is not the same body as a name without.
_SUBJECTS = frozenset(
    """
    safeguarding children childrens adults adult youth young offending justice health wellbeing schools school housing
    scrutiny overview audit licensing planning neighbourhood neighbourhoods domestic hate prevent channel drug drugs
    alcohol education environment transport highways finance pensions standards cabinet mental fire police policing
    """.split()
)


def own_words(name: str) -> frozenset[str]:
    """Return the words of a board's name that other boards' names do not share."""
    return frozenset(re.findall(r"[a-z]+", name.lower().replace("’s", "").replace("'s", ""))) - _SHARED


def initials_of(name: str) -> str:
    """Return the capitals a name's words begin with: "SBP" of "Safer Bromley Partnership"."""
    return "".join(w[0] for w in name.split() if w[0].isupper()).upper()


def grouped(counts: Mapping[str, int]) -> list[list[str]]:
    """Return names in groups that mean one board each, those that most papers give first."""
    groups: list[list[str]] = []
    for name in sorted(counts, key=lambda n: (-counts[n], n)):
        home = next((g for g in groups if _same(g[0], name)), None)
        if home is None:
            groups.append([name])
        else:
            home.append(name)
    return groups


def _same(first: str, second: str) -> bool:
    a, b = own_words(first), own_words(second)
    if a and b and (a <= b or b <= a) and not (a ^ b) & _SUBJECTS:
        return True
    return (
        first.upper() == initials_of(second) or second.upper() == initials_of(first) or first.lower() == second.lower()
    )
