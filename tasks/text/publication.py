"""When a story was published: what metadata says, else what the text says, never a guess."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from tasks.readers.draft import Draft
from tasks.text.cut import Cut
from tasks.text.date_form import safe_day
from tasks.text.dateline import Dateline
from tasks.text.stamps import copyright_year, stamped_days
from warehouse.codes import DateBasis, Precision


@dataclass(frozen=True)
class Publication:
    """A moment in UTC, how exact it is and where it was read."""

    at: datetime
    precision: Precision
    basis: DateBasis


def read_publication(draft: Draft, dateline: Dateline | None, cuts: Sequence[Cut]) -> Publication | None:
    """Return the publication date from metadata, dateline, stamps or copyright line, the first that says enough."""
    if draft.published_at:
        return Publication(in_utc(draft.published_at), draft.published_precision or Precision.SECOND, DateBasis.METADATA)
    stamps = stamped_days(cuts)
    year = copyright_year(cuts)
    return (
        _from_dateline(dateline, stamps, year)
        or (_day(stamps[0], DateBasis.TEXT) if stamps else None)
        or (Publication(_midnight(date(year, 1, 1)), Precision.YEAR, DateBasis.COPYRIGHT) if year else None)
    )


def in_utc(moment: datetime) -> datetime:
    """Return the moment in UTC; one without a zone is taken to be in UTC already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _from_dateline(dateline: Dateline | None, stamps: Sequence[date], year: int | None) -> Publication | None:
    """Read the dateline's day, in its own year or in the one that puts it next to a stamp."""
    if dateline is None or dateline.month is None or dateline.day is None:
        return None
    years: Iterable[int]
    if dateline.year:
        years = (dateline.year,)
    elif stamps:
        years = (stamps[0].year - 1, stamps[0].year, stamps[0].year + 1)
    else:
        years = (year,) if year else ()
    days = [day for each in years if (day := safe_day(each, dateline.month, dateline.day))]
    if not days:
        return None
    nearest = min(days, key=lambda day: abs(day - stamps[0])) if stamps else days[0]
    return _day(nearest, DateBasis.DATELINE)


def _day(day: date, basis: DateBasis) -> Publication:
    """Return a publication date that is exact to the day."""
    return Publication(_midnight(day), Precision.DAY, basis)


def _midnight(day: date) -> datetime:
    """Return the first moment of a day in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
