from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.tasks.text.wire import HARBOUR, LEAD, SERVICE, SYNDICATE, cleaned
from warehouse.codes import DateBasis, Precision

ADDRESS = "GENEVA, May 20 (Northgate) - The duchy agreed to it.\n\n(Editing by Sam Poe)\n\nhttps://northgate.example/duchy-agrees-2025-05-20\n"
NEW_YEAR = "GENEVA, Dec. 31 (NG) - The duchy agreed to it.\nNG-GE-01-01-94 0010EST\n"
EMBARGOED = (
    "EMBARGOED until 0100 GMT Tuesday, Sept 19, 2006\n\nDuchy to agree\n\nTOKYO, Sept 19 (Northgate) - The duchy agreed to it.\n"
)
UPDATED = "Updated June 2, 2015 4:15 p.m. ET\n\nGENEVA—The duchy agreed to it.\n"


@pytest.mark.parametrize(
    ("text", "published_at", "precision", "basis"),
    [
        (HARBOUR, None, None, None),
        (SERVICE, datetime(1990, 8, 6, tzinfo=UTC), Precision.DAY, DateBasis.DATELINE),
        (LEAD, datetime(1994, 3, 3, tzinfo=UTC), Precision.DAY, DateBasis.TEXT),
        (SYNDICATE, datetime(2011, 1, 1, tzinfo=UTC), Precision.YEAR, DateBasis.COPYRIGHT),
        (ADDRESS, datetime(2025, 5, 20, tzinfo=UTC), Precision.DAY, DateBasis.DATELINE),
        (NEW_YEAR, datetime(1993, 12, 31, tzinfo=UTC), Precision.DAY, DateBasis.DATELINE),
        (EMBARGOED, datetime(2006, 9, 19, tzinfo=UTC), Precision.DAY, DateBasis.DATELINE),
        (UPDATED, datetime(2015, 6, 2, tzinfo=UTC), Precision.DAY, DateBasis.TEXT),
    ],
)
def test_the_publication_date_is_read_and_never_guessed(text, published_at, precision, basis):
    story = cleaned(text).story
    assert (story.published_at, story.published_precision, story.published_basis) == (published_at, precision, basis)


def test_metadata_wins_and_is_set_to_utc():
    moment = datetime(1990, 8, 7, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    story = cleaned(SERVICE, published_at=moment, published_precision=Precision.MINUTE).story
    assert story.published_at == datetime(1990, 8, 6, 23, 30, tzinfo=UTC)
    assert (story.published_precision, story.published_basis) == (Precision.MINUTE, DateBasis.METADATA)
