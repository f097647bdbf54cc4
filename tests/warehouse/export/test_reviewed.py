"""What reviewers decide is what is exported and shown, and is a change like any other."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from tasks.exploring import explore
from tasks.site.contents import Filters
from tests.factories import NOW
from tests.stocked import CLAUSE, stock
from tests.warehouse.reviewing import LATER, decided
from warehouse.codes import ReviewKind
from warehouse.connect import Reader, open_writer
from warehouse.export.run import export
from warehouse.export.scope import Form, Scope
from warehouse.reviews import Wanted, list_items, record

pytestmark = pytest.mark.slow

MADE_AT = datetime(2026, 3, 1, tzinfo=UTC)
DECISIONS = (("story_imposed", "edit", "status=lifted; -sender=NO; +sender=SE"), ("story_hostile", "reject", None))
SINCE = (NOW + timedelta(hours=12)).replace(tzinfo=None)


@pytest.fixture
def reviewed(published):
    """A warehouse in which one measure was edited and one rejected, a day after they came."""
    stock(published)
    with open_writer(published) as writer:
        for story, decision, value in (
            ("story_imposed", "edit", "status=lifted; -sender=NO; +sender=SE"),
            ("story_hostile", "reject", None),
        ):
            items = list_items(Reader(writer), Wanted(kinds=(ReviewKind.MEASURE,)))
            (one,) = [item for item in items if item.words.startswith(CLAUSE[:20]) and item.story_id == story]
            record(writer, decided(one, decision, value))
    return published


def test_an_increment_holds_the_edit_and_names_the_rejected(reviewed, tmp_path):
    assert LATER.replace(tzinfo=None) > SINCE
    done = export(reviewed, tmp_path / "out", Scope((Form.CSV, Form.EVENTS), since=SINCE), MADE_AT)
    measures = pl.read_csv(done.folder / "csv" / "measures.csv")
    assert measures.select("status", "review_decision", "senders").unique().rows() == [("lifted", "edit", '["SE"]')]
    same_words = {"measure_story_imposed", "measure_story_proposed", "measure_story_corrected"}
    assert set(measures["measure_id"]) == same_words, "a decision is on words, wherever they stand"
    assert done.manifest["deleted"] == {"stories": [], "measures": ["measure_story_hostile"]}
    assert pl.read_csv(done.folder / "events.csv")["sender"].unique().to_list() == ["SE"]


def test_the_site_shows_the_decision(reviewed, tmp_path):
    site = explore(reviewed, tmp_path / "site", Filters(), MADE_AT).index.parent
    page = (site / "stories" / "story_imposed.html").read_text(encoding="utf-8")
    assert "edit by ann: read it again" in page
    assert (site / "senders" / "se.html").exists()
    assert "The rules read none in it." in (site / "stories" / "story_hostile.html").read_text(encoding="utf-8")
