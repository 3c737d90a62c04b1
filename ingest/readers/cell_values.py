"""A cell's value in the words it was shown in: percentages, money and dates as its number format writes them."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

Value = str | int | float | bool | date | datetime | time | timedelta | None

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
_DIGITS = re.compile(r"[#0?](?:[#0?,]*)(?:\.[#0?]*)?[#0?,]*")
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "£#,##0", 6: "£#,##0", 7: "£#,##0.00", 8: "£#,##0.00",
    9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
}  # fmt: skip


def format_code(number: int, own: dict[int, str]) -> str:
    """Return the number format a workbook means by a number; "" is General."""
    return own.get(number, _BUILT_IN.get(number, ""))


def shown(value: Value, code: str = "") -> str:
    """Return a value as its format shows it; dates in words (26 March 2018), without a day the format leaves out."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(float(value), code)
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return _date(value, _LITERAL.sub("", code).lower())


def _date(value: date, code: str) -> str:
    clock = f" {value:%H:%M}" if isinstance(value, datetime) and (value.hour or value.minute) else ""
    if code and "d" not in code and "h" not in code and value.day == 1 and not clock:
        return f"{value:%B %Y}" if "m" in code else f"{value.year}"
    return f"{value.day} {value:%B %Y}{clock}"


def _number(value: float, code: str) -> str:
    sections = _sections(code)
    negative = value < 0 and len(sections) > 1
    section = sections[1] if negative else sections[2] if value == 0 and len(sections) > 2 else sections[0]
    plain = _LITERAL.sub(lambda m: "\0" * bool(m[1] or m[2] or m[3]), section)
    digits = _DIGITS.search(plain)
    odd = digits is None or digits[0].endswith(",") or "general" in plain.lower() or re.search("/|[Ee][+-]", plain)
    if digits is None or odd or abs(value) >= 1e15:
        return _general(value)
    percent = "%" in plain
    places = len(digits[0].partition(".")[2].replace(",", ""))
    scaled = float(Decimal(repr(value)) * 100) if percent else value
    amount = abs(scaled) if negative else scaled
    exact = Decimal(repr(amount)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    words = f"{exact:{',' if ',' in digits[0] else ''}f}"
    if (width := len(digits[0].partition(".")[0].replace(",", "").lstrip("#?"))) > 1 and "," not in digits[0]:
        words = words.zfill(width + (places + 1 if places else 0))
    before, after = _around(section)
    return f"{'-' if words.startswith('-') else ''}{before}{words.removeprefix('-')}{after}".strip()


def _sections(code: str) -> list[str]:
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code) if code else [""]


def _around(section: str) -> tuple[str, str]:
    """Return what a format writes before and after the figures."""
    text = _LITERAL.sub(lambda m: _hidden(m[1] or m[2] or m[3] or ""), section)
    digits = _DIGITS.search(text)
    assert digits is not None
    return _seen(text[: digits.start()]), _seen(_DIGITS.sub("", text[digits.end() :]))


def _hidden(literal: str) -> str:
    """Move literal characters out of the reach of the pattern for digits."""
    return "".join(chr(ord(c) + 0xE000) if ord(c) < 0x1000 else c for c in literal)


def _seen(text: str) -> str:
    return "".join(chr(ord(c) - 0xE000) if 0xE000 <= ord(c) < 0xF000 else c for c in text)


def _general(value: float) -> str:
    if abs(value) < 1e15 and value == int(value):
        return str(int(value))
    return f"{value:.10g}"
