"""Cut the furniture off the stories of a batch and give them their keys."""

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.isolation.asking import clean_each
from tasks.isolation.isolated import isolated
from tasks.lineage import delivery_of, sort_out
from tasks.parcel import Parcel
from tasks.run import RunInHand
from tasks.sources.delivery import Refusal
from tasks.sources.limits import Limits
from tasks.stories.cleaned import Cleaned


@task(cache_policy=NO_CACHE)
def clean(run: RunInHand, parcel: Parcel, limits: Limits) -> None:
    """Clean every story; those that are loaded already are only noted as delivered once more."""
    found: list[Cleaned] = []
    all_cleaned = clean_each(isolated(), parcel.drafts, run.run_id, limits)
    for (document, draft), cleaned in zip(parcel.drafts, all_cleaned, strict=True):
        if isinstance(cleaned, Refusal):
            parcel.refuse(cleaned, document.document_id, str(draft.position), run.now())
        else:
            found.append(cleaned)
            parcel.deliveries.append(delivery_of(document.document_id, draft.position, cleaned))
    batch = sort_out(run.writer, found)
    again = [cleaned for cleaned in batch.known if cleaned.key in run.analysed_again]
    parcel.cleaned, parcel.restated = [*batch.fresh, *again], list(batch.restated)
    run.tally["stories_joined"] += sum(bool(cleaned.story.joined_takes) for cleaned in batch.fresh)
    parcel.references = [reference for cleaned in found for reference in cleaned.references]
    run.tally["stories_unchanged"] += len(found) - sum(not cleaned.story.joined_takes for cleaned in batch.fresh)
    get_run_logger().info("batch %d: %d story versions to analyse", parcel.number, len(parcel.cleaned))
