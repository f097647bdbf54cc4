"""A piece of the delivered text that is not story."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Cut:
    """Words cut from the delivery, where they stood (`line` from 0, `column` in that line), and what they are."""

    line: int
    column: int
    kind: str
    text: str
