"""One batch on its way through the stages: each stage takes what the stage before left and adds its own."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime

from tasks.measures.analysis import Analysis
from tasks.readers.draft import Draft
from tasks.refusals import quarantined
from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.stories.cleaned import Cleaned
from warehouse.batch import Batch
from warehouse.records import Document, DocumentStory, Quarantined, StoryReference

MAX_PARCEL_BYTES = 100_000_000  # what a batch holds in memory, before it is read


class Parcel:
    """One batch. A plain class, because Prefect would walk through every field of a dataclass on every task call.

    Stages only add, so a stage that is retried finds what it has already done.
    """

    def __init__(self, number: int, items: Sequence[Item]) -> None:
        self.number = number
        self.items = items
        self.fetched: dict[str, Delivery] = {}  # fetch: by uri
        self.given_up: set[str] = set()  # fetch: uris that gave nothing
        self.documents: dict[str, Document] = {}  # read: new documents by id
        self.archived: dict[str, str] = {}  # read: reference of the kept bytes by document id
        self.drafts: list[tuple[Document, Draft]] = []  # read
        self.cleaned: list[Cleaned] = []  # clean: story versions that are not loaded yet
        self.restated: list[Cleaned] = []  # clean: known versions that came once more with later metadata
        self.references: list[StoryReference] = []  # clean: the other stories that they all name
        self.deliveries: list[DocumentStory] = []  # clean: which document held which story version
        self.analyses: list[Analysis] = []  # analyse
        self.quarantined: list[Quarantined] = []  # every stage
        self.accepted = Batch()  # judge

    def refuse(self, refusal: Refusal, document_id: str, part: str, now: datetime) -> None:
        """Put a document, or one part of it, into quarantine."""
        document = self.documents[document_id]
        self.quarantined.append(quarantined(refusal, document, part, self.archived[document_id], now))

    def unfetched(self) -> list[Item]:
        """Return the items that still have to be fetched."""
        return [item for item in self.items if item.uri not in self.fetched and item.uri not in self.given_up]


def parcels(items: Sequence[Item], max_items: int, max_bytes: int = MAX_PARCEL_BYTES) -> Iterator[Parcel]:
    """Split the items into batches, in their order: so many items, and files of so many bytes together."""
    number, first, size = 0, 0, 0
    for place, item in enumerate(items):
        size += _size(item)
        if place > first and (place - first >= max_items or size > max_bytes):
            yield Parcel(number, items[first:place])
            number, first, size = number + 1, place, _size(item)
    if items:
        yield Parcel(number, items[first:])


def _size(item: Item) -> int:
    """Return the size of a file in bytes; 0 for what has no size before it is fetched."""
    try:
        return os.path.getsize(item.uri)  # noqa: PTH202 - a URL is no path
    except OSError:
        return 0
