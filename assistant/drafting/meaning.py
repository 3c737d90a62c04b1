"""The meaning of short texts as vectors, each worked out once while the program runs."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder

_AT_ONCE = 4  # so few never wait for torch to load
_MOST = 20_000  # about 30 MB
_KEPT: dict[tuple[str, str], NDArray[np.float32]] = {}


def vectors(embedder: Embedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """Return an array of shape (len(texts), dimensions), each row of length 1; there is at least one text."""
    names = [(embedder.name, text) for text in texts]
    found = {name: _KEPT[name] for name in names if name in _KEPT}
    new = [name for name in dict.fromkeys(names) if name not in found]
    if len(_KEPT) + len(new) > _MOST:
        _KEPT.clear()
    for i in range(0, len(new), _AT_ONCE):
        some = new[i : i + _AT_ONCE]
        made = embedder.embed(
            [text.encode("utf-8", "replace").decode() for _, text in some]
        )  # half a character stops it
        found |= zip(some, made, strict=True)
    _KEPT.update({name: found[name] for name in new})
    return np.stack([found[name] for name in names])
