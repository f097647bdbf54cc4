"""Cut the furniture off the stories of a batch and give them their keys."""

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.parcel import Parcel
from tasks.readers.draft import Draft
from tasks.run import RunInHand
from tasks.sources.delivery import Refusal
from tasks.stories.clean import Cleaned, UnusableStory
from tasks.stories.clean import clean as clean_draft
from warehouse.records import Document, DocumentStory
from warehouse.store import known_versions


@task(cache_policy=NO_CACHE)
def clean(run: RunInHand, parcel: Parcel) -> None:
    """Clean every story; those that are loaded already are only noted as delivered once more."""
    found: dict[tuple[str, str], Cleaned] = {}
    for document, draft in parcel.drafts:
        cleaned = _clean_one(run, parcel, document, draft)
        if cleaned is not None:
            key = (cleaned.story.story_id, cleaned.story.version)
            found.setdefault(key, cleaned)
            parcel.deliveries.append(DocumentStory(document.document_id, draft.position, *key))
    known = known_versions(run.writer, found)
    run.tally["stories_unchanged"] += len(known) + len(parcel.deliveries) - len(found)
    parcel.cleaned = [cleaned for key, cleaned in found.items() if key not in known]
    get_run_logger().info("batch %d: %d story versions to analyse", parcel.number, len(parcel.cleaned))


def _clean_one(run: RunInHand, parcel: Parcel, document: Document, draft: Draft) -> Cleaned | None:
    try:
        return clean_draft(
            draft,
            document_id=document.document_id,
            source_uri=document.source_uri,
            fetched_at=document.fetched_at,
            run_id=run.run_id,
        )
    except UnusableStory as unusable:
        refusal = Refusal(document.source_uri, "clean", unusable.reason_code, unusable.reason)
        parcel.refuse(refusal, document.document_id, str(draft.position), run.now())
        return None
