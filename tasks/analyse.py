"""Read actors and measures from the stories of a batch."""

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.isolation.asking import analyse_apart, refused_by
from tasks.isolation.isolated import Broke, isolated
from tasks.parcel import Parcel
from tasks.run import RunInHand
from tasks.sources.limits import Limits


@task(cache_policy=NO_CACHE)
def analyse(run: RunInHand, parcel: Parcel, model: str, limits: Limits) -> None:
    """Analyse the batch; a story that cannot be analysed goes to quarantine alone."""
    stories = [cleaned.story for cleaned in parcel.cleaned]
    for story, analysis in zip(stories, analyse_apart(isolated(), stories, model, limits), strict=True) if stories else ():
        if isinstance(analysis, Broke):
            refusal = refused_by(analysis, story.source_uri, "analyse", "analysis_failed")
            parcel.refuse(refusal, story.document_id, f"{story.story_id}/{story.version}", run.now())
        else:
            parcel.analyses.append(analysis)
    count = sum(len(analysis.measures) for analysis in parcel.analyses)
    get_run_logger().info("batch %d: %d measures in %d stories", parcel.number, count, len(parcel.analyses))
