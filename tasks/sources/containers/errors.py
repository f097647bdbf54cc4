"""Errors of unpacking.

ContainerError          carries a stable reason code; the message says what to do
├── DamagedError        the bytes are damaged or stop short
└── OverLimitError      a limit is reached; the message names the setting that raises it
"""

from tasks.sources.errors import SourceError


class ContainerError(SourceError):
    """A container, or one member of it, cannot be unpacked any further."""

    def __init__(self, reason_code: str, reason: str) -> None:
        super().__init__(reason)
        self.reason_code = reason_code


class DamagedError(ContainerError):
    """The bytes are damaged or stop short."""


class OverLimitError(ContainerError):
    """A limit is reached."""
