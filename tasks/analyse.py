"""Read actors and measures from the stories of a batch."""

from collections.abc import Iterator

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.language.pipeline import load_language
from tasks.measures.analyse import analyse_stories
from tasks.measures.analysis import Analysis
from tasks.parcel import Parcel
from tasks.run import RunInHand
from tasks.sources.delivery import Refusal
from warehouse.records import Story


@task(cache_policy=NO_CACHE)
def analyse(run: RunInHand, parcel: Parcel, model: str) -> None:
    """Analyse the batch; a story that cannot be analysed goes to quarantine alone."""
    stories = [cleaned.story for cleaned in parcel.cleaned]
    parcel.analyses = list(_whole_or_one_by_one(run, parcel, stories, model)) if stories else []
    count = sum(len(analysis.measures) for analysis in parcel.analyses)
    get_run_logger().info("batch %d: %d measures in %d stories", parcel.number, count, len(parcel.analyses))


def _whole_or_one_by_one(run: RunInHand, parcel: Parcel, stories: list[Story], model: str) -> Iterator[Analysis]:
    language = load_language(model)
    try:
        yield from list(analyse_stories(stories, language))
        return
    except Exception:  # noqa: BLE001 - the story boundary: below, each story answers for itself
        get_run_logger().warning("batch %d failed as a whole: each story is analysed alone", parcel.number)
    for story in stories:
        try:
            yield from list(analyse_stories([story], language))
        except Exception as error:  # noqa: BLE001 - the story boundary: one bad story never stops a run
            reason = f"the analysis failed with {type(error).__name__}: {error}; please report it with this story"
            refusal = Refusal(story.source_uri, "analyse", "analysis_failed", reason)
            parcel.refuse(refusal, story.document_id, f"{story.story_id}/{story.version}", run.now())
