"""The language of a paper, told from its longer paragraphs; British papers may be in Welsh or in both languages."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

from ingest.documents import Block, Fact

_PLAUSIBLE = ("en", "cy", "ga", "pl", "fr", "es", "pt", "ro", "ur", "bn", "pa", "gu", "ar", "so", "zh")
_LEAST = 40
"""Letters that a paragraph needs before its language can be told."""
_ENOUGH = 200
_SAMPLES = 40
_SHARE = 0.2
"""A second language counts from this share of the text; names and quotations of another stay below it."""


def find_language(text: str, blocks: list[Block]) -> list[Fact]:
    """Return the language as "en" or "cy", both as "cy, en" in order of their share, or nothing for too few words."""
    long = [b for b in blocks if sum(c.isalpha() for c in b.text) >= _LEAST]
    step = max(1, len(long) // _SAMPLES)
    told = [(_identifier().classify(b.text[:600])[0], b) for b in long[::step]]
    weights: dict[str, int] = {}
    for language, block in told:
        weights[language] = weights.get(language, 0) + min(len(block.text), 600)
    total = sum(weights.values())
    if total < _ENOUGH:
        return []
    main = max(weights, key=lambda language: weights[language])
    spoken = [main, *(x for x in sorted(weights) if x != main and x in ("en", "cy") and weights[x] >= _SHARE * total)]
    first = next(block for language, block in told if language == main)
    return [Fact("language", ", ".join(spoken), "text", first.start, first.end)]


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(_PLAUSIBLE))
    return identifier
