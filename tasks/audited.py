"""An audit is a run of its own, so that its results stay with the others."""

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.run import RunInHand
from warehouse.batch import Batch
from warehouse.errors import SanctionwireError
from warehouse.store import load


class AuditFailed(SanctionwireError):
    """A critical check of the whole warehouse failed."""

    exit_code = 3


@task(cache_policy=NO_CACHE)
def note_audit(run: RunInHand) -> None:
    """Write the run down: what ends with a row in `runs` is judged as a whole."""
    load(run.writer, Batch(), [], [], run.record)
