"""Expectations that Great Expectations has not, written as it wants them.

Importing this imports Great Expectations, which takes seconds: only the engine does, and late.
"""

from expectations.custom.bounds import ExpectMulticolumnValueToLieWithinItsBounds
from expectations.custom.shares import ExpectColumnShareOfTrueToBeAtMost
from expectations.custom.spans import ExpectMulticolumnSpanToLieWithinText

__all__ = [
    "ExpectColumnShareOfTrueToBeAtMost",
    "ExpectMulticolumnSpanToLieWithinText",
    "ExpectMulticolumnValueToLieWithinItsBounds",
]
