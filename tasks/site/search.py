"""The search index of the site: JavaScript files that set variables, since a page opened as a file may fetch nothing.

Words are sorted and cut into shards of bounded size, each word with the places of its entries; entries (stories, and the
pages of parties) are cut into shards of their own. A search loads the shards that it needs.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from expectations.inert import visible

# A word to search for. Matches "libya", "1718" and "año"; misses "_" and ".".
WORD = re.compile(r"[^\W_]{2,40}")
SHARD_CHARACTERS = 150_000
ENTRIES_IN_A_SHARD = 500
COMMON_SHARE = 0.5  # a word in more than this share of the stories tells nothing, and is not indexed
COMMON_FROM = 200  # stories
BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Entry:
    """What a search finds. Lists are what the filters go by; `rank` of titles is told by the words in them."""

    title: str
    file: str
    kind: str
    day: str
    provider: str
    targets: Sequence[str]
    senders: Sequence[str]
    statuses: Sequence[str]
    types: Sequence[str]

    def as_list(self) -> list[object]:
        """Return the values for the script, every text harmless."""
        lists = (self.targets, self.senders, self.statuses, self.types)
        return [
            *(visible(one) for one in (self.title, self.file, self.kind, self.day, self.provider)),
            *([visible(one) for one in values] for values in lists),
        ]


@dataclass
class SearchIndex:
    """Entries in the order in which they are found: the newest first."""

    entries: list[Entry] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, entry: Entry, text: str) -> None:
        """Add one entry with the words by which it is found."""
        place = len(self.entries)
        self.entries.append(entry)
        for word in set(WORD.findall(text.lower())):
            self.places[word].append(place)

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield name and text of each file."""
        common = [word for word, places in self.places.items() if self._is_common(places)]
        kept = sorted(word for word in self.places if not self._is_common(self.places[word]))
        starts = []
        for number, shard in enumerate(_shards((word, _coded(self.places[word])) for word in kept)):
            starts.append(shard[0][0])
            yield f"words-{number}.js", _assigned(f"words-{number}", shard)
        for number in range(0, len(self.entries), ENTRIES_IN_A_SHARD):
            shown = [entry.as_list() for entry in self.entries[number : number + ENTRIES_IN_A_SHARD]]
            yield f"entries-{number // ENTRIES_IN_A_SHARD}.js", _assigned(f"entries-{number // ENTRIES_IN_A_SHARD}", shown)
        about = {
            "entries": len(self.entries),
            "entriesInAShard": ENTRIES_IN_A_SHARD,
            "starts": starts,
            "common": sorted(common),
            "choices": {name: self._choices(name) for name in ("statuses", "types", "targets", "senders")},
        }
        yield "index.js", _assigned("index", about)

    def _is_common(self, places: Sequence[int]) -> bool:
        return len(self.entries) > COMMON_FROM and len(places) > COMMON_SHARE * len(self.entries)

    def _choices(self, name: str) -> list[str]:
        return sorted({visible(value) for entry in self.entries for value in getattr(entry, name)})


def _shards(words: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    shard: list[tuple[str, str]] = []
    size = 0
    for word, places in words:
        shard.append((word, places))
        size += len(word) + len(places)
        if size >= SHARD_CHARACTERS:
            yield shard
            shard, size = [], 0
    if shard:
        yield shard


def _coded(places: Sequence[int]) -> str:
    """Return places as distances in base 36."""
    return " ".join(_base36(place - before) for before, place in zip((0, *places), places, strict=False))


def _base36(number: int) -> str:
    digits = ""
    while number >= len(BASE36):
        number, digit = divmod(number, len(BASE36))
        digits = BASE36[digit] + digits
    return BASE36[number] + digits


def _assigned(name: str, value: object) -> str:
    return (
        f"(window.sanctionwire = window.sanctionwire || {{}})[{json.dumps(name)}] = {json.dumps(value, separators=(',', ':'))};\n"
    )
