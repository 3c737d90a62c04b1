"""What a reader of a paper cannot see, alike in all formats: letters too small, or in the colour of their ground."""

RGB = tuple[int, int, int]
WHITE: RGB = (255, 255, 255)
SMALLEST = 2.0  # points: smaller letters are specks
_ALIKE = 16  # of 255: colours nearer to each other are one to the eye
_LEFT_OUT = "text that a reader cannot see was left out"


def left_out(hid: bool) -> tuple[str, ...]:
    """Return the warning for a paper some of whose text is not there for its readers."""
    return (_LEFT_OUT,) if hid else ()


def alike(ink: RGB, ground: RGB) -> bool:
    """Tell whether letters in a colour cannot be told from the ground they stand on."""
    return all(abs(a - b) <= _ALIKE for a, b in zip(ink, ground, strict=True))
