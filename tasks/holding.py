"""What was offered and could not be taken in goes into quarantine, once."""

from tasks.parcel import Parcel
from tasks.refusals import quarantined_item
from tasks.run import RunInHand
from tasks.sources.delivery import Refusal
from warehouse.store import is_quarantined


def hold(run: RunInHand, parcel: Parcel, refusal: Refusal) -> None:
    """Put an item into quarantine with the batch; what waits there already is only counted."""
    row = quarantined_item(refusal, run.run_id, run.now())
    if is_quarantined(run.writer, row.quarantine_id):
        run.tally["still_in_quarantine"] += 1
        run.refused.append(refusal)
    else:
        parcel.quarantined.append(row)
