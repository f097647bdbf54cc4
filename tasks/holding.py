"""What was offered and could not be taken in goes into quarantine, once."""

from tasks.parcel import Parcel
from tasks.refusals import KeptContainer, quarantined_item
from tasks.run import RunInHand
from tasks.sources.delivery import Refusal
from warehouse.quarantine import is_discarded
from warehouse.store import is_quarantined


def hold(run: RunInHand, parcel: Parcel, refusal: Refusal, container: KeptContainer | None = None) -> None:
    """Put an item into quarantine with the batch; what waits there already, or was discarded, is only counted."""
    row = quarantined_item(refusal, run.run_id, run.now(), container)
    if is_quarantined(run.writer, row.quarantine_id):
        run.tally["still_in_quarantine"] += 1
        run.refused.append(refusal)
        run.put_away.append(row)
    elif is_discarded(run.writer, row):
        run.tally["discarded_before"] += 1
        run.put_away.append(row)
    else:
        parcel.quarantined.append(row)
