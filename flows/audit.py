"""Once a night: judge the whole warehouse, write the report, and alert whoever asked for it, also of silence."""

from prefect import flow

from flows.settings import read_settings
from tasks.alert import alert
from tasks.audited import AuditFailed, note_audit
from tasks.outcome import Outcome
from tasks.report import report
from tasks.run import begin_run


@flow(name="audit")
def audit(warehouse: str | None = None, wait: float = 3600) -> Outcome:
    """Audit the warehouse. Raises AuditFailed if a critical check failed, after the report is written and alerts are sent."""
    settings = read_settings(warehouse)
    with begin_run(settings.warehouse, "audit", {}, wait_s=wait) as run:
        note_audit(run)
    report(run, settings.warehouse, settings.report)
    alert(run, settings.warehouse, settings.alerts, settings.environment)
    if run.gate_failed:
        raise AuditFailed(f"a critical check of the whole warehouse failed: {settings.report} has the rows")
    return Outcome.of(run)
