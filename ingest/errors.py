"""Why a file could not be read, in words for the person who put it in.

IngestError
├── UnsupportedFormat     no reader for this kind of file
├── UnreadableDocument    damaged, or not what its name says
├── EncryptedDocument     needs a password
├── EmptyDocument         nothing to read in it
├── TooLarge              over a limit of size, pages or nesting
├── TimedOut              took longer than a file may
└── Vanished              no longer there, or not ours to open
"""


class IngestError(Exception):
    """A file that cannot be read: `str(error)` says what happened and what to do next."""

    reason = "unreadable"


class UnsupportedFormat(IngestError):
    """There is no reader for this kind of file."""

    reason = "unsupported"


class UnreadableDocument(IngestError):
    """The file is damaged, or is not what its name says."""

    reason = "unreadable"


class EncryptedDocument(IngestError):
    """The file needs a password."""

    reason = "encrypted"


class EmptyDocument(IngestError):
    """The file holds no text."""

    reason = "empty"


class TooLarge(IngestError):
    """The file is over a limit of size, pages or nesting."""

    reason = "too large"


class TimedOut(IngestError):
    """Reading took longer than one file may."""

    reason = "timed out"


class Vanished(IngestError):
    """The file is no longer there, or may not be opened."""

    reason = "vanished"
