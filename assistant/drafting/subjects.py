"""The subjects that community safety partnerships report on, each with the words that belong to it.

A strategy's heading ("Safer neighbourhoods") seldom shares a word with what is done about it ("graffiti removed").
"""

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.words import stem, tokens

_DEFINING = (
    """burglary burglar theft graffiti fly-tipping flytipping fly-posting poster litter waste rubbish nuisance
    vehicle scam fraud doorstep trader watch pspo abandoned shoplifting arson moped motorcycle bicycle speeding traffic
    public+space+protection property+marking street+racing neighbourhood+watch cctv noise""",
    """domestic vawg woman women girl female misogyny rape sexual+violence sexual+assault stalking harassment
    perpetrator idva idsva isva marac refuge dvpo dvpn dapo dapn spo coercive+control honour+based fgm forced+marriage
    spiking daha dhr clare's+law ask+angela ask+for+angela ask+4+angela white+ribbon 16+days""",
    """young youth child children pupil school academy college gang county+lines child+exploitation mentor yos yjs
    vaping vape teenager parent excluded first+time+entrant""",
    """hate racial racism racist religious homophobic transphobic extremism extremist radicalisation radicalised
    terrorism terrorist interfaith community+tension third+party+reporting prevent+duty prevent+referral
    prevent+training cohesion mosque synagogue islamophobia antisemitism""",
    """reoffending reoffend offender probation prison release custody rehabilitation iom drug alcohol substance
    naloxone heroin cocaine recovery cuckooing community+payback unpaid+work""",
    """violent serious+violence violence+with+injury knife weapon blade stabbing firearm gun gang robbery
    bleed+control""",
)
"""Of each subject, the words and phrases (joined by "+") that hardly any other has."""
_LIKELY = (
    """neighbourhood high+street estate antisocial anti asb environmental tenancy tenant eviction landlord lighting
    warning notice town+centre retail shop fire elderly housing injunction closure racing""",
    """abuse survivor night-time homicide sexual violence licensed""",
    """diversion education exploitation knife weapon gang""",
    """tension disability religion faith prejudice""",
    """treatment dealing drugs""",
    """violence assault injury""",
)
"""Of each subject, the words that others have too."""
_NAMES = ("", "", "", "prevent channel", "", "")
"""Names that are other words without their capital."""
_NOT = re.compile(r"\bnon-\w+", re.I)
_PLURAL = re.compile(r"\b([A-Z]{2,})s\b")  # of an abbreviation, whose stem would keep it
_LIKELIHOOD, _LEAST = 0.2, 0.6


def _phrases(words: str) -> frozenset[str]:
    return frozenset(" ".join(stem(w) for part in word.split("+") for w in tokens(part)) for word in words.split())


_SURE = tuple(_phrases(words) for words in _DEFINING)
_WEAK = tuple(_phrases(words) - sure for words, sure in zip(_LIKELY, _SURE, strict=True))


@lru_cache(maxsize=5_000)
def subjects(text: str) -> NDArray[np.float32]:
    """Return how much of each subject a text has by its words: of length 1, or less where only likely words say so."""
    words = [stem(word) for word in tokens(_PLURAL.sub(r"\1", _NOT.sub(" ", text)))]
    said = frozenset(" ".join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words)))
    capital = {word.strip(".,;:()'’\"").lower() for word in text.split()[1:] if word[:1].isupper()}
    counts = np.array(
        [
            len(said & sure) + len(capital & set(names.split())) + _LIKELIHOOD * len(said & weak)
            for sure, weak, names in zip(_SURE, _WEAK, _NAMES, strict=True)
        ],
        dtype=np.float32,
    )
    return counts / max(float(np.linalg.norm(counts)), _LEAST)
