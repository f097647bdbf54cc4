"""The development stories beside the checkout: datelines by the gold, and the seed story's end matter."""

import json

import pytest

from tasks.readers.values.front_matter import take_off
from tests.tasks.text.wire import cleaned, texts
from warehouse.codes import DateBasis, Precision


def read(path):
    return path.read_text(encoding="utf-8")


def story(path):
    return cleaned(take_off(read(path))[1])


def test_dateline_places_agree_with_the_gold(shared):
    gold = {}
    for line in read(shared / "gold" / "dev.jsonl").splitlines():
        row = json.loads(line)
        gold[row["id"]] = row["dateline_place"]
    found = {name: story(shared / "stories" / "dev" / f"{name}.txt").story.dateline_place for name in gold}
    assert found == gold


def test_no_development_story_begins_or_ends_with_furniture(shared):
    endings = ("Reuter", "Source", "###", "NNNN", "———")
    for path in sorted((shared / "stories" / "dev").glob("*.txt")):
        body = story(path).story.body
        assert not body.endswith(endings), path.name
        assert not body.startswith(("[TEXT]", "---", "Updated", "*(")), path.name


@pytest.fixture(scope="module")
def seed(shared):
    return story(shared / "seed" / "seed.txt")


def test_the_seed_story_keeps_its_place_and_loses_it_from_the_body(seed):
    assert (seed.story.dateline_text, seed.story.dateline_place, seed.story.dateline_country) == (
        "WASHINGTON",
        "WASHINGTON",
        "US",
    )
    assert not seed.story.body.startswith("WASHINGTON")


def test_the_seed_story_loses_its_end_matter(seed):
    assert texts(seed, "rule") == ["———"]
    assert texts(seed, "copyright") == ["(c) 2006, McClatchy-Tribune Information Services."]
    assert [piece.text for piece in seed.furniture][-1] == "Need to map"
    assert seed.story.body.endswith("North Korea next week.")


def test_the_seed_story_is_dated_by_its_copyright_year(seed):
    assert seed.story.published_at.year == 2006
    assert (seed.story.published_precision, seed.story.published_basis) == (Precision.YEAR, DateBasis.COPYRIGHT)
