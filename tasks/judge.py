"""Let Great Expectations judge a batch before it is loaded."""

from dataclasses import replace
from itertools import chain

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from expectations.engine import EngineError
from expectations.judge import Verdict, stopped_batch
from expectations.judge import judge as judge_batch
from tasks.parcel import Parcel
from tasks.run import RunInHand
from tasks.sources.delivery import Refusal
from warehouse.batch import Batch

ENGINE_FAILED = "judging_failed"  # the reason code of what could not be judged, which is no fault of the data


@task(cache_policy=NO_CACHE)
def judge(run: RunInHand, parcel: Parcel) -> None:
    """Judge the rows of the batch: good rows go on, bad rows go to quarantine, each with its reason.

    A batch that is bad as a whole, or that could not be judged, goes to quarantine item by item; the next one goes on.
    """
    if not parcel.documents and not parcel.cleaned:
        parcel.accepted = gather(parcel)
        return
    try:
        verdict = judge_batch(gather(parcel), run_id=run.run_id, batch_number=parcel.number, now=run.now())
    except EngineError as error:
        get_run_logger().error("batch %d could not be judged and is not loaded: %s", parcel.number, error)
        stop(run, parcel, ENGINE_FAILED, f"the batch could not be judged, which is no fault of its items: {error}")
        return
    if verdict.stopped_by is not None:
        _stop_bad_batch(run, parcel, verdict)
        return
    parcel.accepted = verdict.accepted
    run.gate_failed |= verdict.gate_failed
    failed = sum(not result.success for result in verdict.accepted.quality_results)
    get_run_logger().info("batch %d: %d expectations did not hold", parcel.number, failed)


def stop(run: RunInHand, parcel: Parcel, reason_code: str, reason: str) -> None:
    """Let nothing of the batch load but its documents, put each item into quarantine, and fail the gate."""
    # A text that was joined from takes may name a document of an earlier run; its new takes are here themselves.
    for document_id in {
        cleaned.story.document_id: None for cleaned in parcel.cleaned if cleaned.story.document_id in parcel.sources
    }:
        refusal = Refusal(parcel.sources[document_id].source_uri, "judge", reason_code, reason)
        parcel.refuse(refusal, document_id, "", run.now())
    batch = gather(parcel)
    run.tally["stories_refused"] += len(batch.stories)
    parcel.accepted = stopped_batch(batch)
    run.gate_failed = True


def _stop_bad_batch(run: RunInHand, parcel: Parcel, verdict: Verdict) -> None:
    stopper = verdict.stopped_by
    assert stopper is not None  # noqa: S101 - asked before
    get_run_logger().error("batch %d is not loaded: %s", parcel.number, stopper.fault)
    stop(run, parcel, stopper.name, f"{stopper.fault}. {stopper.remedy}.")
    parcel.accepted = replace(parcel.accepted, quality_results=verdict.accepted.quality_results)


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
