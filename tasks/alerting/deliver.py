"""From rules to sent alerts, each once: what is due, what was sent before, and what is written down of it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tasks.alerting.due import findings
from tasks.alerting.messages import Finding, harmless
from tasks.alerting.rules import Rule
from tasks.alerting.sending import Send, redacted
from warehouse.alerts import alerts_by_id, record_alerts
from warehouse.connect import open_reader, open_writer
from warehouse.errors import WarehouseLocked
from warehouse.ids import content_id
from warehouse.lease import hold_lease
from warehouse.records import Alert

PATIENCE_S = 30.0  # for the run that has the warehouse open for writing
PAUSE_S = 0.5


@dataclass(frozen=True)
class Due:
    """One alert to one address that has not been sent."""

    alert_id: str
    rule: Rule
    url: str
    finding: Finding

    @property
    def address(self) -> str:
        """The address without its secrets."""
        return redacted(self.url)


@dataclass(frozen=True)
class Sent:
    """What became of one alert; `failure` is null if it was taken."""

    due: Due
    failure: str | None


def due_alerts(warehouse: Path, rules: Sequence[Rule], run_id: str | None, now: datetime) -> list[Due]:
    """Return what is to be sent: what the rules find that was not sent before, and what failed before."""
    if not rules:
        return []
    with open_reader(warehouse) as reader:
        known = alerts_by_id(reader)
        found = [(rule, finding) for rule in rules for finding in findings(reader, rule, run_id, now)]
    failed = [alert for alert in known.values() if alert.state == "failed"]
    found += [(rule, _again(alert)) for alert in failed for rule in rules if rule.name == alert.rule]
    due: dict[str, Due] = {}
    for rule, finding in found:
        for url in rule.urls:
            alert_id = content_id("alert", [rule.name, finding.subject, url])
            if alert_id not in known or known[alert_id].state == "failed":
                due.setdefault(alert_id, Due(alert_id, rule, url, finding))
    return list(due.values())


def send_due(warehouse: Path, rules: Sequence[Rule], run_id: str | None, now: Callable[[], datetime], send: Send) -> list[Sent]:
    """Send what is due and write down what became of it. The warehouse stays free for others while messages are sent.

    Raises WarehouseLocked if another check is sending, or if a run writes for so long that nothing can be written down.
    """
    if not rules:
        return []
    with hold_lease(warehouse.with_name(f".{warehouse.name}.alerts"), "a check of alerts"):
        due = due_alerts(warehouse, rules, run_id, now())
        if not due:
            return []
        sent = [Sent(one, send(one.url, one.finding.title, one.finding.body)) for one in due]
        _write_down(warehouse, [_alert(one, now()) for one in sent])
    return sent


def _write_down(warehouse: Path, alerts: Sequence[Alert]) -> None:
    """Write alerts down, once the run that has the warehouse is done."""
    give_up_at = time.monotonic() + PATIENCE_S
    while True:
        try:
            with open_writer(warehouse, holder="a check of alerts") as writer:
                record_alerts(writer, alerts)
            return
        except WarehouseLocked:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(PAUSE_S)


def _again(alert: Alert) -> Finding:
    return Finding(alert.subject, alert.title, alert.body, alert.run_id)


def _alert(sent: Sent, now: datetime) -> Alert:
    due = sent.due
    return Alert(
        alert_id=due.alert_id,
        rule=due.rule.name,
        subject=due.finding.subject,
        run_id=due.finding.run_id,
        title=due.finding.title,
        body=due.finding.body,
        state="sent" if sent.failure is None else "failed",
        failure=sent.failure,
        created_at=now,
    )


def trial(rule: Rule) -> list[Due]:
    """Return a test message for each address of a rule; it has no id, because it is not remembered."""
    finding = Finding(
        "test", f"Test of the alert {harmless(rule.name)}", "If you can read this, alerts of sanctionwire reach you."
    )
    return [Due("", rule, url, finding) for url in rule.urls]
