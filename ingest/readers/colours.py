"""What the colour of a table cell says: the red, amber, green and blue of a status report, and nothing else."""

import colorsys

_FAINTEST = 40  # of 255, between the strongest and the weakest primary: Excel's "good" green has 41, brand tints less
_FAINTEST_BLUE = 80  # pale blue is every second council's table heading
_PALE = 220
_HUES = ((0, 16, "red"), (16, 67, "amber"), (67, 165, "green"), (194, 251, "blue"), (342, 361, "red"))
_DARKEST = {"red": 150, "amber": 150, "green": 95, "blue": 150}


def meaning(red: int, green: int, blue: int) -> str:
    """Return "red", "amber" (yellow and orange too), "green" or "blue" for a status colour, "" for any other.

    Each primary is 0 to 255. Pastel status tints count; white, grey, black, brown, navy, teal, purple and the faint
    tints of a table's design do not.
    """
    strongest, weakest = max(red, green, blue), min(red, green, blue)
    spread = strongest - weakest
    if spread < _FAINTEST or (strongest < _PALE and spread < 0.35 * strongest):
        return ""
    hue = colorsys.rgb_to_hsv(red / 255, green / 255, blue / 255)[0] * 360
    name = next((name for low, high, name in _HUES if low <= hue < high), "")
    if not name or strongest < _DARKEST[name] or (name == "blue" and spread < _FAINTEST_BLUE):
        return ""
    return name


def telling(colours: list[list[str]]) -> list[list[str]]:
    """Return the colours of a table's cells without those that only decorate, "" in their place.

    Decoration is a heading row in one colour, a column that has its heading's colour from top to bottom, and a table
    painted all over. A row painted across says one thing, and says it once, in its last cell.
    """
    if len({word for row in colours for word in row}) <= 1 and sum(map(len, colours)) > 1:
        return [[""] * len(row) for row in colours]
    kept = [_row(row, first=not number) for number, row in enumerate(colours)]
    for column in range(max(map(len, colours), default=0)):
        words = [row[column] for row in colours if column < len(row)]
        if len(words) > 2 and len(set(words)) == 1:
            for row in kept:
                row[column : column + 1] = [""] * len(row[column : column + 1])
    return kept


def _row(row: list[str], first: bool) -> list[str]:
    if len(row) > 1 and len(set(row)) == 1:
        return [""] * (len(row) - 1) + ["" if first else row[-1]]
    return list(row)
