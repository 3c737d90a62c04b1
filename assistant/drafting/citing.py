"""The citation of a place in a paper, as bullets, figures and gaps carry it."""

import datetime

from assistant.answer import Citation
from assistant.compose.citing import Citations
from index.register.asking import Place


def cite(cited: Citations, place: Place, board: str, date: datetime.date | None) -> Citation:
    """Return the citation of a stretch of a paper; the same stretch has the same one."""
    mark = cited.cite_record(place, board, date)
    return cited.made()[int(mark.strip("[]")) - 1]
