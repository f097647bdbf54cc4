"""One batch on its way through the stages: each stage takes what the stage before left and adds its own."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from tasks.isolation.jobs import Told
from tasks.measures.analysis import Analysis
from tasks.queue import Queue
from tasks.readers.draft import Draft
from tasks.refusals import quarantined
from tasks.run import RunInHand
from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.stories.cleaned import Cleaned
from warehouse.batch import Batch
from warehouse.records import Document, DocumentStory, FetchState, Quarantined, StoryReference

MAX_PARCEL_BYTES = 100_000_000  # what a batch holds in memory, before it is read


class Parcel:
    """One batch, or a portion of its stories. A plain class: Prefect would walk through every field of a dataclass on each call.

    Stages only add, so a stage that is retried finds what it has already done.
    """

    def __init__(self, number: int, items: Sequence[Item] = ()) -> None:
        self.number = number
        self.items = items
        self.fetched: dict[Item, Delivery] = {}  # fetch; unpack takes containers out
        self.given_up: set[Item] = set()  # fetch: what gave nothing
        self.unchanged: dict[Item, str] = {}  # fetch: the document that an item still gives
        self.seems: dict[Item, Told] = {}  # unpack: what each item seems to be
        self.barren: dict[Item, Refusal] = {}  # unpack: containers that hold nothing, which are documents therefore
        self.documents: dict[str, Document] = {}  # read: new documents by id, loaded with this batch or portion
        self.sources = self.documents  # read: every document that the stories come from
        self.fetch_states: list[FetchState] = []  # read: what URLs gave for the first time, or anew
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
        document = self.sources[document_id]
        self.quarantined.append(quarantined(refusal, document, part, self.archived[document_id], now))

    def unfetched(self) -> list[Item]:
        """Return the items that still have to be fetched."""
        done = self.fetched.keys() | self.given_up | self.unchanged.keys()
        return [item for item in self.items if item not in done]


def parcels(queue: Queue, max_items: int, max_bytes: int = MAX_PARCEL_BYTES) -> Iterator[Parcel]:
    """Take batches from a queue until it is empty, also of what comes into it meanwhile."""
    number = 0
    while items := queue.take(max_items, max_bytes):
        yield Parcel(number, items)
        number += 1


def portions(run: RunInHand, parcel: Parcel, max_stories: int) -> Iterator[Parcel]:
    """Split what was read into portions of so many stories, numbered through the run, at least one.

    A document is loaded with the last portion of its stories: if the run stops before, it counts as not received, and
    the next run reads it again and finds the stories that are there.
    """
    waiting = dict(parcel.documents)
    known = {state.document_id for state in parcel.fetch_states} - parcel.documents.keys()
    for start in range(0, max(1, len(parcel.drafts)), max_stories):
        portion = Parcel(next(run.portion_numbers))
        portion.drafts = parcel.drafts[start : start + max_stories]
        unfinished = {document.document_id for document, _ in parcel.drafts[start + max_stories :]}
        portion.documents = {key: waiting.pop(key) for key in list(waiting) if key not in unfinished}
        portion.sources, portion.archived = parcel.documents, parcel.archived
        loaded = portion.documents if start else known | portion.documents.keys()
        portion.fetch_states = [state for state in parcel.fetch_states if state.document_id in loaded]
        portion.quarantined = [] if start else list(parcel.quarantined)
        yield portion
