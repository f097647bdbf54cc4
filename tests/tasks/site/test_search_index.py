"""The index as scripts: every word leads to its entries, and common words and hostile ones do no harm."""

import json

from tasks.site.search import COMMON_FROM, SHARD_CHARACTERS, Entry, SearchIndex


def entry(title):
    return Entry(title, "stories/a.html", "Story", "2026", "", (), (), (), ())


def read(index):
    """Read the scripts as the page does."""
    values = {}
    for name, script in index.files():
        head, _, value = script.partition(" = ")[2].partition(" = ")
        assert script.isascii()
        assert head.startswith("window.sanctionwire || {})[")
        values[name] = json.loads(value.removesuffix(";\n"))
    return values


def places(values, word):
    coded = [row[1] for name, shard in values.items() if name.startswith("words-") for row in shard if row[0] == word]
    found = []
    for step in coded[0].split() if coded else []:
        found.append((found[-1] if found else 0) + int(step, 36))
    return found


def test_words_lead_to_their_entries():
    index = SearchIndex()
    for number in range(100):
        index.add(entry(f"Story {number}"), f"Alpha word{number % 3} Ünïcode")
    values = read(index)
    assert places(values, "word1") == list(range(1, 100, 3))
    assert places(values, "ünïcode") == list(range(100))
    assert values["entries-0.js"][7][0] == "Story 7"


def test_many_words_are_cut_into_shards_in_their_order():
    index = SearchIndex()
    for number in range(3_000):
        index.add(entry("x"), " ".join(f"word{number}x{place}" for place in range(10)))
    values = read(index)
    starts = values["index.js"]["starts"]
    assert len(starts) > 1
    assert starts == sorted(starts)
    assert [values[f"words-{number}.js"][0][0] for number in range(len(starts))] == starts
    assert all(len(json.dumps(values[f"words-{number}.js"])) < 2 * SHARD_CHARACTERS for number in range(len(starts)))


def test_a_word_of_nearly_all_stories_is_named_as_common():
    index = SearchIndex()
    for number in range(COMMON_FROM + 1):
        index.add(entry("x"), f"said {number:03}")
    assert read(index)["index.js"]["common"] == ["said"]


def test_hidden_characters_are_shown():
    index = SearchIndex()
    index.add(entry("a\u202eb</script>"), "__proto__ constructor")
    values = read(index)
    assert values["entries-0.js"][0][0] == "a[U+202E]b</script>"
    assert places(values, "constructor") == [0]
