"""Characters of symbol fonts as the signs a person sees."""

_SIGNS = {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x78: "☒", 0xE0: "→"}
_PRIVATE = {0xF000 + code: _SIGNS.get(code, "•" if code > 0x7E else chr(code)) for code in range(0x20, 0x100)}
_PLAIN = _PRIVATE | {0xAD: "", 0x1E: "-", 0x1F: "", 0x2011: "-"}


def symbol(code: int) -> str:
    """Return the sign for a code in a symbol font (Symbol, Wingdings): "✓" for a tick, "•" for any other dingbat."""
    if code in range(0xF000, 0xF100):
        code -= 0xF000
    if code in range(0x20, 0x100):
        return _SIGNS.get(code, "•")
    return chr(code) if 0x100 <= code < 0xD800 else ""


def plain(text: str) -> str:
    """Return text with symbol fonts' private characters as signs, without soft hyphens, with plain hyphens."""
    return text.translate(_PLAIN)
