"""Read actors and measures from the stories of a batch."""

from functools import partial

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.analysing.place import Place
from tasks.analysing.share import STAGE
from tasks.measures.handover import AnalysedStory
from tasks.parcel import Parcel
from tasks.run import RunInHand
from tasks.sources.delivery import Refusal
from warehouse.parts import read_part


@task(cache_policy=NO_CACHE)
def analyse(run: RunInHand, parcel: Parcel, place: Place) -> None:
    """Analyse the batch by way of Parquet parts; a story that cannot be analysed goes to quarantine alone."""
    stories = {(one.story.story_id, one.story.version): one.story for one in parcel.cleaned}
    if not stories:
        return
    parts = place.analyse(list(stories.values()), partial(run.folder.analysed, parcel.number), run.folder.leftovers)
    analysed = [one for part in parts for one in read_part(part, AnalysedStory)]
    parcel.analyses = [one.analysis for one in analysed if one.failure is None]
    for one in analysed:
        if one.failure is not None:
            story = stories[one.story_id, one.version]
            refusal = Refusal(story.source_uri, STAGE, one.failure.reason_code, one.failure.reason)
            parcel.refuse(refusal, story.document_id, f"{story.story_id}/{story.version}", run.now())
    count = sum(len(analysis.measures) for analysis in parcel.analyses)
    get_run_logger().info("batch %d: %d measures in %d stories", parcel.number, count, len(parcel.analyses))
