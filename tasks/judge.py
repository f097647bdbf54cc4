"""Let Great Expectations judge a batch before it is loaded."""

from itertools import chain

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from expectations.judge import judge as judge_batch
from tasks.parcel import Parcel
from tasks.run import RunInHand
from warehouse.batch import Batch


@task(cache_policy=NO_CACHE)
def judge(run: RunInHand, parcel: Parcel) -> None:
    """Judge the rows of the batch: good rows go on, bad rows go to quarantine, each with its reason."""
    if not parcel.documents and not parcel.cleaned:
        parcel.accepted = gather(parcel)
        return
    verdict = judge_batch(gather(parcel), run_id=run.run_id, batch_number=parcel.number, now=run.now())
    parcel.accepted = verdict.accepted
    run.gate_failed |= verdict.gate_failed
    failed = sum(not result.success for result in verdict.accepted.quality_results)
    get_run_logger().info("batch %d: %d expectations did not hold", parcel.number, failed)


def gather(parcel: Parcel) -> Batch:
    """Return the rows that the batch would load. A story without an analysis is in quarantine and not among them."""
    analysed = {(analysis.story_id, analysis.version) for analysis in parcel.analyses}
    cleaned = [one for one in parcel.cleaned if (one.story.story_id, one.story.version) in analysed]
    entities = dict.fromkeys(entity for analysis in parcel.analyses for entity in analysis.entities)  # all spellings
    return Batch(
        documents=tuple(parcel.documents.values()),
        stories=tuple(one.story for one in cleaned),
        story_furniture=tuple(chain.from_iterable(one.furniture for one in cleaned)),
        entities=tuple(entities),
        mentions=tuple(chain.from_iterable(analysis.mentions for analysis in parcel.analyses)),
        measures=tuple(chain.from_iterable(analysis.measures for analysis in parcel.analyses)),
        measure_evidence=tuple(chain.from_iterable(analysis.evidence for analysis in parcel.analyses)),
        measure_parties=tuple(chain.from_iterable(analysis.parties for analysis in parcel.analyses)),
        positions=tuple(chain.from_iterable(analysis.positions for analysis in parcel.analyses)),
        quarantine=tuple(parcel.quarantined),
    )
