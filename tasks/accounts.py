"""The accounts of a run: nothing that is received may end neither loaded nor in quarantine."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from warehouse.connect import Writer
from warehouse.quarantine import lost_documents, lost_rows
from warehouse.records import Quarantined

ENDS_OF_ITEMS = ("documents_new", "documents_known", "items_held", "items_not_received", "items_repeated")
ENDS_OF_STORIES = ("stories_new", "stories_changed", "stories_unchanged", "stories_refused")
MAX_NAMED = 5  # ids in one sentence
OF_STORIES = frozenset({"clean", "analyse"})  # stages whose refusals are of one story each


def stories_refused(refused: Sequence[Quarantined]) -> int:
    """Return how many stories the rows keep out; a row refused in a story that loads keeps out none."""
    return sum(row.stage in OF_STORIES or row.record_kind == "stories" for row in refused)


def imbalances(tally: Mapping[str, int]) -> list[str]:
    """Return what does not add up in the figures of a run: every item and every story has exactly one end."""
    items = {name: tally.get(name, 0) for name in ENDS_OF_ITEMS}
    stories = {name: tally.get(name, 0) for name in ENDS_OF_STORIES}
    read = tally.get("stories_received", 0) + tally.get("stories_joined", 0)
    return [*_imbalance("items", tally.get("items", 0), items), *_imbalance("stories", read, stories)]


def unaccounted(
    writer: Writer,
    tally: Mapping[str, int],
    documents: Collection[str],
    put_away: Sequence[Quarantined],
    began: datetime,
) -> tuple[str, ...]:
    """Return what a run, before it ends, cannot account for: what does not add up, and what is not where it should be."""
    lost = {
        "documents are neither loaded nor in quarantine": lost_documents(writer, documents),
        "refused rows are not in quarantine": lost_rows(writer, {row.quarantine_id for row in put_away}, began),
    }
    return (*imbalances(tally), *(f"{len(ids)} {what}: {_named(ids)}" for what, ids in lost.items() if ids))


def _imbalance(what: str, came: int, ends: Mapping[str, int]) -> list[str]:
    if came == sum(ends.values()):
        return []
    told = ", ".join(f"{count} {name.removeprefix(f'{what}_').replace('_', ' ')}" for name, count in ends.items())
    return [f"{came} {what} came, but {sum(ends.values())} have an end: {told}"]


def _named(ids: Sequence[str]) -> str:
    return ", ".join(ids[:MAX_NAMED]) + (f" and {len(ids) - MAX_NAMED} more" if len(ids) > MAX_NAMED else "")
