"""One batch on its way through the stages: each stage takes what the stage before left and adds its own."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from tasks.measures.analysis import Analysis
from tasks.readers.draft import Draft
from tasks.refusals import quarantined
from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.text.clean import Cleaned
from warehouse.batch import Batch
from warehouse.records import Document, DocumentStory, Quarantined


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


def parcels(items: Sequence[Item], size: int) -> Iterator[Parcel]:
    """Split the items into batches of `size`, in their order."""
    for number, first in enumerate(range(0, len(items), size)):
        yield Parcel(number, items[first : first + size])
