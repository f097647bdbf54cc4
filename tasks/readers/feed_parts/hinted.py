"""Let what a feed or sitemap said of a page speak where the page itself is silent."""

import re
from dataclasses import replace
from datetime import datetime, time

from tasks.readers.draft import Draft
from tasks.sources.delivery import Hints
from warehouse.codes import Precision

# A provider that is only the page's address again. Matches "www.courier.example"; misses "Courier" and "St. Albans Post".
HOST = re.compile(r"(?:[\w-]+\.)+[\w-]+(?::\d+)?")


def with_hints(draft: Draft, hints: Hints) -> Draft:
    """Return the draft with the hints in its empty fields. A page that only tells its day gets that day's hour from them."""
    published_at, precision = draft.published_at, draft.published_precision
    if hints.published_at is not None and (published_at is None or _tells_more(hints.published_at, draft)):
        published_at, precision = hints.published_at, _precision(hints.published_at)
    is_named = draft.provider is not None and HOST.fullmatch(draft.provider) is None
    return replace(
        draft,
        headline=draft.headline or hints.headline,
        byline=draft.byline or hints.byline,
        provider=draft.provider if is_named else hints.provider or draft.provider,
        published_at=published_at,
        published_precision=precision,
        language=draft.language or hints.language,
        keywords=draft.keywords or hints.keywords,
    )


def _tells_more(hinted: datetime, draft: Draft) -> bool:
    """Tell whether the hint has the hour of the day that the page names."""
    is_same_day = draft.published_at is not None and hinted.date() == draft.published_at.date()
    return is_same_day and draft.published_precision is Precision.DAY and _precision(hinted) is not Precision.DAY


def _precision(at: datetime) -> Precision:
    """Return how exact a hint is; midnight sharp is a day without its hour."""
    if at.time() == time():
        return Precision.DAY
    return Precision.SECOND if at.second else Precision.MINUTE
