"""Dates in prose are intervals: "July 2006" is a month, not an instant."""

from dataclasses import dataclass
from datetime import date

from warehouse.codes import Precision


@dataclass(frozen=True)
class Interval:
    """The days that a date expression may mean, first to last, both included."""

    first: date
    last: date
    precision: Precision
