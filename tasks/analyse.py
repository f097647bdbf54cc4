"""Read actors and measures from the stories of a batch."""

from collections.abc import Iterator, Sequence

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.isolation.asking import analyse_apart, refused_by
from tasks.isolation.isolated import Broke, isolated
from tasks.measures.analysis import Analysis
from tasks.measures.handover import ANALYSIS_FAILED, AnalysedStory, Failure, analyse_portion
from tasks.parcel import Parcel
from tasks.run import RunInHand
from tasks.sources.delivery import Refusal
from tasks.sources.limits import Limits
from warehouse.parts import read_part
from warehouse.records import Story

STAGE = "analyse"


@task(cache_policy=NO_CACHE)
def analyse(run: RunInHand, parcel: Parcel, model: str, limits: Limits) -> None:
    """Analyse the batch by way of a Parquet part; a story that cannot be analysed goes to quarantine alone."""
    stories = {(one.story.story_id, one.story.version): one.story for one in parcel.cleaned}
    if not stories:
        return

    def apart(missing: Sequence[Story]) -> Iterator[tuple[Analysis, Failure | None]]:
        for story, found in zip(missing, analyse_apart(isolated(), missing, model, limits), strict=True):
            yield _or_failure(story, found)

    part = run.folder.analysed(parcel.number)
    analysed = read_part(analyse_portion(list(stories.values()), model, part, run.folder.leftovers, apart), AnalysedStory)
    parcel.analyses = [one.analysis for one in analysed if one.failure is None]
    for one in analysed:
        if one.failure is not None:
            story = stories[one.story_id, one.version]
            refusal = Refusal(story.source_uri, STAGE, one.failure.reason_code, one.failure.reason)
            parcel.refuse(refusal, story.document_id, f"{story.story_id}/{story.version}", run.now())
    count = sum(len(analysis.measures) for analysis in parcel.analyses)
    get_run_logger().info("batch %d: %d measures in %d stories", parcel.number, count, len(parcel.analyses))


def _or_failure(story: Story, found: Analysis | Broke) -> tuple[Analysis, Failure | None]:
    if not isinstance(found, Broke):
        return found, None
    refusal = refused_by(found, story.source_uri, STAGE, ANALYSIS_FAILED)
    return Analysis(story.story_id, story.version), Failure(refusal.reason_code, refusal.reason)
