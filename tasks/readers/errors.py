"""Errors of reading.

ReaderError
├── UnreadableError     a delivery yields no story; becomes a refusal
└── UnknownFormatError  a format was asked for that does not exist; a mistake of the caller
"""


class ReaderError(Exception):
    """Any failure of reading."""


class UnreadableError(ReaderError):
    """A delivery yields no story. `reason_code` is stable; the message says what to do."""

    def __init__(self, reason_code: str, reason: str) -> None:
        super().__init__(reason)
        self.reason_code = reason_code


class UnknownFormatError(ReaderError):
    """A format was asked for that does not exist."""
