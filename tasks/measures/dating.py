"""Resolve the date expression of a measure against its story's own date."""

from tasks.measures.reading import Words
from tasks.text.dates import resolve
from tasks.text.interval import Interval
from warehouse.records import Story


def date_of(words: Words | None, story: Story) -> Interval | None:
    """Return the days that an expression may mean, or None where the story's own date is needed and unknown."""
    if words is None:
        return None
    return resolve(words.text, story.published_at, story.published_precision)
