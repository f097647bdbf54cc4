"""Take stored stories into a batch again, as if they had just been cleaned."""

from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.parcel import Parcel
from tasks.replaying import Stretch
from tasks.run import RunInHand
from tasks.sources.archive import reference_if_kept
from tasks.stories.cleaned import Cleaned
from warehouse.readings import documents_of, stories_of


@task(cache_policy=NO_CACHE)
def recall(run: RunInHand, parcel: Parcel, stretch: Stretch, deliveries: Path) -> None:
    """Fill the batch with the stories of one stretch, and the documents that they came in."""
    stories = stories_of(run.writer, stretch.keys)
    documents = documents_of(run.writer, (story.document_id for story in stories))
    parcel.sources = {document.document_id: document for document in documents}
    parcel.archived = {document.document_id: reference_if_kept(document.sha256, deliveries) for document in documents}
    parcel.cleaned = [Cleaned(story, ()) for story in stories]
    get_run_logger().info("batch %d: %d story versions to read again", parcel.number, len(stories))
