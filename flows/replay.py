"""Read the stored stories again with the rules of today; what was read before is kept for the past.

Read it aloud: for each stretch of stories recall, analyse, judge and reload. An interrupted replay goes on where it stopped.
"""

from datetime import date

from prefect import flow

from flows.settings import read_settings
from tasks.analyse import analyse
from tasks.analysing.place import open_place
from tasks.judge import judge
from tasks.lake import fill
from tasks.measures import analyse as rules
from tasks.parcel import Parcel
from tasks.progress import tell
from tasks.recall import recall
from tasks.reload import reload
from tasks.replaying import Bookmark, Replayed, stretches
from tasks.run import begin_run
from warehouse.differences import Difference
from warehouse.readings import Scope, keys_in_scope


@flow(name="replay")
def replay(
    warehouse: str | None = None,
    provider: str | None = None,
    published_from: date | None = None,
    published_to: date | None = None,
    story_id: str | None = None,
    older_than_current: bool = False,
    dry_run: bool = False,
) -> Replayed:
    """Replay all stored stories, or those of a provider, between two days, of one id, or read by older rules only.

    Each stretch is one transaction; a stretch that reads the same changes nothing. With `dry_run` nothing is changed at all.
    Raises WarehouseLocked if another run writes.
    """
    settings = read_settings(warehouse)
    version = rules.EXTRACTOR_VERSION
    scope = Scope(provider, published_from, published_to, story_id, version if older_than_current else None)
    differences: list[Difference] = []
    with (
        begin_run(settings.warehouse, "replay", {"scope": str(scope), "extractor_version": version}) as run,
        open_place(settings.dask, settings.processes, settings.model, settings.limits) as place,
    ):
        bookmark = None if dry_run else Bookmark(settings.warehouse, scope, version)
        for stretch in stretches(run, keys_in_scope(run.writer, scope), bookmark, settings.batch_size):
            tell("stories", stretch.done, stretch.total)
            parcel = Parcel(stretch.number)
            recall(run, parcel, stretch, settings.deliveries)
            analyse(run, parcel, place)
            judge(run, parcel)
            reload(run, parcel, dry_run, differences)
    fill(run, settings.lake, settings.warehouse)
    return Replayed.of(run, differences, version, dry_run)
