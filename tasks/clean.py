"""Cut the furniture off the stories of a batch and give them their keys."""

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.lineage import delivery_of, sort_out
from tasks.parcel import Parcel
from tasks.readers.draft import Draft
from tasks.run import RunInHand
from tasks.sources.delivery import Refusal
from tasks.stories.clean import UnusableStory
from tasks.stories.clean import clean as clean_draft
from tasks.stories.cleaned import Cleaned
from warehouse.records import Document


@task(cache_policy=NO_CACHE)
def clean(run: RunInHand, parcel: Parcel) -> None:
    """Clean every story; those that are loaded already are only noted as delivered once more."""
    found: list[Cleaned] = []
    for document, draft in parcel.drafts:
        cleaned = _clean_one(run, parcel, document, draft)
        if cleaned is not None:
            found.append(cleaned)
            parcel.deliveries.append(delivery_of(document.document_id, draft.position, cleaned))
    batch = sort_out(run.writer, found)
    again = [cleaned for cleaned in batch.known if cleaned.key in run.analysed_again]
    parcel.cleaned, parcel.restated = [*batch.fresh, *again], list(batch.restated)
    run.tally["stories_joined"] += sum(bool(cleaned.story.joined_takes) for cleaned in batch.fresh)
    parcel.references = [reference for cleaned in found for reference in cleaned.references]
    run.tally["stories_unchanged"] += len(found) - sum(not cleaned.story.joined_takes for cleaned in batch.fresh)
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
