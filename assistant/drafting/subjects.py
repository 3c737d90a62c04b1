"""The subjects that community safety partnerships report on, each with the words that belong to it.

A strategy's heading ("Safer neighbourhoods") seldom shares a word with what is done about it ("graffiti removed").
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.words import stem, tokens

_SUBJECTS = (
    """neighbourhood street estate ward burglary burglar theft vehicle graffiti fly-tipping flytipping litter waste
    rubbish nuisance antisocial anti asb noise arson environmental tenancy tenant eviction landlord scam scams fraud
    doorstep trader watch lighting cctv pspo warning notice town centre retail shop shoplifting robbery racing moped
    motorcycle bicycle fire elderly abandoned housing injunction closure""",
    """domestic abuse women woman girls girl vawg sexual rape stalking harassment perpetrator idva idsva isva marac
    refuge dvpo dvpn dapo coercive honour fgm spiking night-time survivor daha dhr homicide""",
    """young youth child children pupil school academy college gang county lines exploitation knife weapon mentor
    diversion entrant yos yjs vaping vape teenager parent education excluded""",
    """hate crime prejudice race racist religion religious faith homophobic transphobic disability extremism extremist
    radicalisation prevent channel terrorism terrorist tension cohesion interfaith mosque synagogue temple wrap""",
    """reoffending reoffend offender probation prison release custody rehabilitation iom drug alcohol substance misuse
    treatment naloxone heroin cocaine recovery dealing cuckooing""",
)
_STEMS = tuple(frozenset(stem(word) for word in words.split()) for words in _SUBJECTS)


@lru_cache(maxsize=5_000)
def subjects(text: str) -> NDArray[np.float32]:
    """Return how much of each subject a text has, as a vector of length 1, or of zeros."""
    said = {stem(word) for word in tokens(text)}
    counts = np.array([len(said & words) for words in _STEMS], dtype=np.float32)
    length = float(np.linalg.norm(counts))
    return counts / length if length else counts
