import random

import duckdb
import pytest
from datasketch import MinHash, MinHashLSHEnsemble

from tasks.stories.copies import sketch
from tests.factories import a_batch, a_run, a_story, delivered, sketched
from warehouse.records import Sketch
from warehouse.settle import CLUSTERING, components, settle
from warehouse.store import load

pytestmark = pytest.mark.slow


@pytest.fixture
def warehouse(published):
    with duckdb.connect(str(published)) as connection:
        yield connection


def take_in(connection, hashes, *, runs=1):
    """Load one story for each sketch, split into so many runs."""
    stories = [a_story(story_id) for story_id in hashes]
    for start in range(runs):
        batch = a_batch(*stories[start::runs])
        load(connection, batch, delivered(batch), sketched(batch, hashes), a_run())
        settle(connection)


def links(connection):
    return set(connection.execute("SELECT story_id, other_story_id, kind FROM story_links").fetchall())


def test_a_longer_story_is_linked_to_what_it_contains_and_a_copy_to_the_first(warehouse):
    whole = tuple(range(100))
    take_in(warehouse, {"story_whole": whole, "story_trim": whole[:30], "story_copy": whole[:97], "story_other": (500, 501)})
    assert links(warehouse) == {
        ("story_whole", "story_copy", "duplicates"),
        ("story_whole", "story_trim", "contains"),
        ("story_copy", "story_trim", "contains"),
    }


@pytest.mark.parametrize("runs", [1, 2, 7])
def test_links_and_clusters_do_not_depend_on_how_stories_were_split_into_runs(warehouse, runs):
    chance = random.Random(5)
    base = [tuple(chance.sample(range(10_000), 60)) for _ in range(5)]
    hashes = {f"story_{number:02}": base[number % 5][: 20 + number] for number in range(40)}
    take_in(warehouse, hashes, runs=runs)
    found = warehouse.execute("SELECT story_id, cluster_id FROM stories ORDER BY story_id").fetchall()
    assert found == [(f"story_{number:02}", f"story_{number % 5:02}") for number in range(40)]
    kinds = warehouse.execute("SELECT kind, count(*) FROM story_links GROUP BY kind ORDER BY kind").fetchall()
    assert kinds == [("contains", 130), ("duplicates", 10)]  # 5 times 28 pairs; nine tenths of each other from 45 hashes on


@pytest.mark.parametrize("runs", [1, 3])
def test_a_story_printed_more_often_than_hashes_are_compared_is_one_cluster(warehouse, runs):
    printed = CLUSTERING["most_holders"] + 60
    hashes = {f"story_{number:03}": (*range(50), 1_000 + number) for number in range(printed)}
    take_in(warehouse, hashes, runs=runs)
    assert warehouse.execute("SELECT count(DISTINCT cluster_id) FROM stories").fetchone() == (1,)


def test_a_sentence_that_very_many_stories_share_joins_none_of_them(warehouse):
    sharing = CLUSTERING["most_holders"] + 60
    hashes = {
        f"story_{number:03}": (1, 2, 3, *range(1_000 * (number + 1), 1_000 * (number + 1) + 20)) for number in range(sharing)
    }
    take_in(warehouse, hashes)
    assert warehouse.execute("SELECT count(DISTINCT cluster_id) FROM stories").fetchone() == (sharing,)
    assert links(warehouse) == set()


def test_every_copy_that_an_lsh_ensemble_confirms_is_clustered(warehouse):
    """datasketch's index of containment is the yardstick: what it proposes and the words confirm must be found here."""
    texts = a_newsroom(random.Random(11))
    batch = a_batch(*(a_story(story_id, body=text) for story_id, text in texts.items()))
    sketches = [Sketch(story_id, "v1", tuple(sorted(sketch(text)))) for story_id, text in texts.items()]
    load(warehouse, batch, delivered(batch), sketches, a_run())
    settle(warehouse)
    cluster = dict(warehouse.execute("SELECT story_id, cluster_id FROM stories").fetchall())
    confirmed = ensemble_pairs(texts)
    assert len(confirmed) > 60
    assert [pair for pair in confirmed if cluster[pair[0]] != cluster[pair[1]]] == []
    joined = components(confirmed)
    assert len(set(cluster.values())) == len(texts) - len(joined) + len(set(joined.values()))


def a_newsroom(chance):
    """Stories of random words, and for some of them a trim, an edited copy, or a round-up that holds them."""
    words = [f"w{number}" for number in range(4_000)]
    texts = {f"story_{number:03}": chance.choices(words, k=chance.randint(80, 300)) for number in range(150)}
    for number in range(0, 60, 3):
        text = texts[f"story_{number:03}"]
        texts[f"trim_{number:03}"] = text[: len(text) * 3 // 5]
        texts[f"edit_{number:03}"] = [word if chance.random() > 0.02 else "edited" for word in text]
        texts[f"roundup_{number:03}"] = [*chance.choices(words, k=150), *text, *chance.choices(words, k=150)]
    return {story_id: " ".join(text) for story_id, text in texts.items()}


def ensemble_pairs(texts):
    shingles = {
        story_id: {" ".join(words[at : at + 5]) for at in range(len(words) - 4)}
        for story_id, words in ((story_id, text.split()) for story_id, text in texts.items())
    }
    marks = {story_id: MinHash(num_perm=128) for story_id in texts}
    for story_id, mark in marks.items():
        mark.update_batch([shingle.encode() for shingle in shingles[story_id]])
    index = MinHashLSHEnsemble(threshold=0.5, num_perm=128, num_part=8, m=4)
    index.index([(story_id, marks[story_id], len(shingles[story_id])) for story_id in texts])
    proposed = {
        tuple(sorted((story_id, other)))
        for story_id in texts
        for other in index.query(marks[story_id], len(shingles[story_id]))
        if other != story_id
    }
    return [
        (one, two)
        for one, two in sorted(proposed)
        if len(shingles[one] & shingles[two]) >= 0.6 * min(len(shingles[one]), len(shingles[two]))
    ]
