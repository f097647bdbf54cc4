"""Load a judged batch."""

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.accounts import stories_refused
from tasks.flow_runs import LOADING
from tasks.measures import analyse as rules
from tasks.parcel import Parcel
from tasks.run import RunInHand
from tasks.sources.delivery import Refusal
from tasks.stories.copies import sketch
from warehouse.records import Sketch
from warehouse.store import Lineage
from warehouse.store import load as load_batch


@task(cache_policy=NO_CACHE, tags={LOADING})
def load(run: RunInHand, parcel: Parcel) -> None:
    """Load the batch in one transaction, and show it to readers.

    A batch that brought nothing new leaves the warehouse untouched.
    """
    if not (parcel.documents or parcel.deliveries or parcel.quarantined or parcel.fetch_states):
        return
    stories = parcel.accepted.stories
    sketches = [Sketch(story.story_id, story.version, tuple(sorted(sketch(story.body)))) for story in stories]
    run.refused.extend(Refusal(row.source_uri, row.stage, row.reason_code, row.reason) for row in parcel.quarantined)
    lineage = Lineage(
        parcel.references,
        [cleaned.story for cleaned in parcel.restated],
        [piece for cleaned in parcel.restated for piece in cleaned.furniture],
    )
    run.put_away.extend(parcel.accepted.quarantine)
    run.tally["stories_refused"] += stories_refused(parcel.accepted.quarantine)
    counts = load_batch(
        run.writer,
        parcel.accepted,
        parcel.deliveries,
        sketches,
        run.record,
        parcel.fetch_states,
        lineage,
        rules.EXTRACTOR_VERSION,
        run.analysed_again,
    )
    run.folder.drop_analysed(parcel.number)
    run.publishing.after_load()
    run.tally["stories_new"] += counts.new_stories
    run.tally["stories_changed"] += counts.changed_stories
    for table, rows in counts.rows:
        run.tally[f"rows_{table}"] += rows
    get_run_logger().info("batch %d: %d new stories, %d new versions", parcel.number, counts.new_stories, counts.changed_stories)
