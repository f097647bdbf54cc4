"""What the stages get from the worker is what they would get from the work itself."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tasks.isolation.asking import analyse_apart, clean_each, open_apart, read_each, tell_each
from tasks.isolation.isolated import Broke, isolated
from tasks.isolation.plain import plain, restored
from tasks.language.pipeline import DEFAULT_MODEL, load_language
from tasks.measures.analyse import analyse_stories
from tasks.readers.draft import Draft, KeyReference, Note
from tasks.readers.registry import Reading, read
from tasks.sources.delivery import Delivery, Hints, Item
from tasks.sources.holders import holder_of, open_holder
from tasks.sources.limits import Limits
from tasks.sources.spool import Spool
from tasks.stories.clean import clean
from tests.factories import a_document, a_story
from warehouse.codes import LinkKind, Precision
from warehouse.records import Story

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SEEDS = Path(__file__).resolve().parents[3] / "seeds" / "stories"
TEXT = b"STRELSAU, Jan 5 (Meridian) - Ruritania banned imports of timber from Syldavia on Monday, officials said.\n"


def delivery(content, uri="/wires/a.txt", **fields):
    return Delivery(uri, content, None, None, NOW, **fields)


def zipped(members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_every_sample_is_read_as_in_this_process():
    files = sorted(path for path in SEEDS.iterdir() if path.is_file())
    deliveries = [delivery(path.read_bytes(), str(path)) for path in files]
    deliveries.append(delivery(TEXT, hints=Hints(headline="Timber", published_at=NOW, keywords=("wood",))))
    deliveries += [delivery(b"\x89PNG\r\n\x1a\n" + bytes(200)), delivery(b"")]
    readings = list(read_each(isolated(), deliveries, Limits()))
    assert readings == [read(one, Limits()) for one in deliveries]
    assert len(readings) > 50


def test_a_draft_with_every_field_comes_back_as_it_was():
    draft = Draft(
        "a \ud800\x00 b", "plain", 3, True, "P", "k", "v", "h", "s", "b", "d", NOW.astimezone(timezone(timedelta(hours=-5))),
        Precision.DAY, NOW, 2, None, None, "en", "©", ("a", "b"), 0.5, ("iptc:1",), (Note("editors_note", "x"),),
        (KeyReference(LinkKind.CORRECTS, "k1"),), True,
    )  # fmt: skip
    reading = Reading("plain", (draft,))
    assert restored(plain(reading), Reading) == reading
    assert restored(plain(a_story()), Story) == a_story()


def test_a_container_is_opened_as_in_this_process(tmp_path):
    inner = zipped({"c.txt": TEXT, "../evil.txt": TEXT})
    packed = delivery(zipped({"a.txt": TEXT, "inner.zip": inner, "b.png": b"\x89PNG"}), "/wires/a.zip")
    (tmp_path / "apart").mkdir()
    (tmp_path / "here").mkdir()
    item, limits = Item(packed.uri), Limits()
    ours, theirs = Spool(tmp_path / "here"), Spool(tmp_path / "apart")
    here, apart = open_holder(holder_of(packed), item, packed, ours, limits), open_apart(isolated(), item, packed, theirs, limits)
    assert [replace(one, spooled=None) for one in apart.items] == [replace(one, spooled=None) for one in here.items]
    assert (apart.refused, apart.skipped, apart.barren) == (here.refused, here.skipped, here.barren)
    assert {path.name: path.read_bytes() for path in theirs._folder.iterdir()} == {
        path.name: path.read_bytes() for path in ours._folder.iterdir()
    }
    assert theirs.state(item.uri, limits, 0) == replace(ours.state(item.uri, limits, 0), folder=tmp_path / "apart")


def test_what_holds_further_items_is_told_so(tmp_path):
    packed, text = tell_each(isolated(), [delivery(zipped({"a.txt": TEXT}), "/a.zip"), delivery(TEXT)], Limits())
    assert (packed.holder, packed.is_document) == ("archive", False)
    assert (text.holder, text.format, text.is_document) == (None, "plain", True)


def test_stories_are_analysed_as_in_this_process():
    (draft,) = read(delivery((SEEDS / "1986-us-libya-freeze.txt").read_bytes()), Limits()).drafts
    sample = clean(draft, document_id="doc_1", source_uri="/a", fetched_at=NOW, run_id="run_1").story
    stories = [a_story(), sample]
    apart = list(analyse_apart(isolated(), stories, DEFAULT_MODEL, Limits()))
    assert apart == list(analyse_stories(stories, load_language()))
    assert any(one.measures for one in apart)


def test_a_delivery_over_the_limit_is_refused_with_what_to_do():
    big, limits = (
        delivery(b"<html><body>" + b"<p>The council banned oil sales on Monday.</p>" * 10_000),
        Limits(item_timeout_s=0.0001),
    )
    ((refusal,),) = [reading.refused for reading in read_each(isolated(), [big], limits)]
    assert (refusal.stage, refusal.reason_code, refusal.delivery) == ("read", "timed_out", big)
    assert "docs/limits.md" in refusal.reason


def test_each_story_over_the_limit_is_told_alone():
    stories = [a_story(), a_story("story_b"), a_story("story_c")]
    found = list(analyse_apart(isolated(), stories, DEFAULT_MODEL, Limits(story_timeout_s=0.0001)))
    assert [isinstance(one, Broke) and one.reason_code for one in found] == ["timed_out"] * 3


def test_drafts_are_cleaned_as_in_this_process():
    document = a_document()
    drafts = [draft for path in sorted(SEEDS.glob("199*.txt")) for draft in read(delivery(path.read_bytes()), Limits()).drafts]
    apart = list(clean_each(isolated(), [(document, draft) for draft in drafts], "run_1", Limits()))
    told = {"document_id": document.document_id, "source_uri": document.source_uri, "fetched_at": document.fetched_at}
    assert apart == [clean(draft, run_id="run_1", **told) for draft in drafts]
    assert len(apart) > 5
