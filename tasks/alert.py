"""Tell those who asked for it what a run has brought."""

from collections.abc import Collection, Mapping
from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.alerting.deliver import send_due
from tasks.alerting.rules import read_rules
from tasks.alerting.sending import send
from tasks.run import RunInHand
from warehouse.errors import SanctionwireError


@task(cache_policy=NO_CACHE)
def alert(
    run: RunInHand, warehouse: Path, rules_file: Path, environment: Mapping[str, str], names: Collection[str] | None = None
) -> None:
    """Send the alerts that are due after the run, by all rules or the named ones.

    What goes wrong with that is told, and never stops a run.
    """
    try:
        rules = [rule for rule in read_rules(rules_file, environment) if names is None or rule.name in names]
        sent = send_due(warehouse, rules, run.run_id, run.now, send)
    except SanctionwireError as error:
        run.alert_problems = (f"no alerts were sent: {error}",)
    except Exception as error:  # noqa: BLE001 - what is loaded is loaded; its words may hold an address, so they are not told
        run.alert_problems = (f"no alerts were sent: unexpected {type(error).__name__}; please report it",)
    else:
        failed = [one for one in sent if one.failure is not None]
        run.tally["alerts_sent"] += len(sent) - len(failed)
        run.alert_problems = tuple(f"the alert {one.due.rule.name!r} to {one.due.address}: {one.failure}" for one in failed)
    for problem in run.alert_problems:
        get_run_logger().warning(problem)
