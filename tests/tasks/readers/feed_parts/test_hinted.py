from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tasks.readers.draft import Draft
from tasks.readers.feed_parts.hinted import with_hints
from tasks.readers.registry import read
from tasks.sources.delivery import Hints
from tasks.sources.limits import Limits
from warehouse.codes import Precision

HINTED = datetime(2025, 3, 3, 9, 15, tzinfo=UTC)
HINTS = Hints("Oil ban ends", "Ann Black", "Zenda Wire", HINTED, "en", ("oil",))
SILENT = Draft(text="a", reader="html")


def test_hints_fill_what_the_page_leaves_empty():
    draft = with_hints(SILENT, HINTS)
    assert (draft.headline, draft.byline, draft.provider, draft.language) == ("Oil ban ends", "Ann Black", "Zenda Wire", "en")
    assert (draft.published_at, draft.published_precision, draft.keywords) == (HINTED, Precision.MINUTE, ("oil",))


def test_what_the_page_says_stays():
    at = datetime(2025, 3, 1, tzinfo=UTC)
    told = replace(SILENT, headline="Ban ends", published_at=at, published_precision=Precision.DAY, keywords=("a",))
    draft = with_hints(told, HINTS)
    assert (draft.headline, draft.published_at, draft.keywords) == ("Ban ends", at, ("a",))


@pytest.mark.parametrize(
    ("provider", "named"), [("www.zenda.example", "Zenda Wire"), ("127.0.0.1:80", "Zenda Wire"), ("Zenda Post", "Zenda Post")]
)
def test_a_host_is_no_name_of_a_provider(provider, named):
    assert with_hints(replace(SILENT, provider=provider), HINTS).provider == named


def test_the_hour_comes_from_the_hints_where_the_page_tells_the_day():
    told = replace(SILENT, published_at=datetime(2025, 3, 3, tzinfo=UTC), published_precision=Precision.DAY)
    assert with_hints(told, HINTS).published_at == HINTED


def test_midnight_is_a_day_without_its_hour():
    hints = Hints(published_at=datetime(2025, 3, 3, tzinfo=UTC))
    assert with_hints(SILENT, hints).published_precision is Precision.DAY


def test_the_registry_applies_them_to_a_single_story(delivery):
    page = replace(delivery("<p>The council banned oil sales.</p>" * 3), hints=HINTS)
    assert read(page, Limits()).drafts[0].headline == "Oil ban ends"
