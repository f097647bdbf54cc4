"""`sanctionwire alerts`: what is due by the rules of alerts.yaml, sent, or only shown."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.options import AsJson, Warehouse
from warehouse.errors import SanctionwireError, UsageError

if TYPE_CHECKING:
    from flows.settings import Settings
    from tasks.alerting.deliver import Due, Sent
    from tasks.alerting.rules import Rule

app = typer.Typer(
    name="alerts",
    help="Tell people what runs have brought, by the rules of alerts.yaml.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be sent, and send nothing.")]


@app.command()
def check(
    run_id: Annotated[
        str | None, typer.Option("--run", metavar="RUN_ID", help="The run to look at, instead of the last that changed anything.")
    ] = None,
    dry_run: DryRun = False,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Send what is due after the last run, what time has brought (silence), and what could not be sent before."""
    from flows.settings import read_settings
    from tasks.alerting.deliver import due_alerts, send_due
    from tasks.alerting.sending import send

    settings = read_settings(warehouse)
    rules = _rules(settings)
    run = run_id or _last_run(settings)
    if dry_run:
        _print_due(due_alerts(settings.warehouse, rules, run, _now()), as_json)
    else:
        _print_sent(send_due(settings.warehouse, rules, run, _now, send), as_json)


@app.command()
def test(
    name: Annotated[str | None, typer.Option("--rule", metavar="NAME", help="Only this rule.")] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Send a test message to the addresses of the rules. It is not remembered."""
    from flows.settings import read_settings
    from tasks.alerting.deliver import Sent, trial
    from tasks.alerting.sending import send

    rules = [rule for rule in _rules(read_settings()) if name in (None, rule.name)]
    if not rules:
        raise UsageError(f"there is no rule named {name!r}: the file of the rules has their names")
    due = [one for rule in rules for one in trial(rule)]
    if dry_run:
        _print_due(due, as_json)
    else:
        _print_sent([Sent(one, send(one.url, one.finding.title, one.finding.body)) for one in due], as_json)


def _rules(settings: "Settings") -> "tuple[Rule, ...]":
    from tasks.alerting.rules import read_rules
    from tasks.alerting.sending import check_addresses

    rules = read_rules(settings.alerts, settings.environment)
    if not rules:
        raise UsageError(f"there are no rules in {settings.alerts}: docs/alerts.md shows how to write them")
    check_addresses(rules)
    return rules


def _last_run(settings: "Settings") -> str | None:
    from warehouse.connect import open_reader

    with open_reader(settings.warehouse) as reader:
        found = reader.rows("SELECT run_id FROM runs ORDER BY started_at DESC, run_id DESC LIMIT 1")
    return str(found[0]["run_id"]) if found else None


def _print_due(due: "list[Due]", as_json: bool) -> None:
    from flows import screens

    if as_json:
        print(screens.as_json([_figures(one) for one in due]))
        return
    for one in due:
        print(f"{one.rule.name} to {one.address}\n  {one.finding.title}")
        print("".join(f"  {line}\n" for line in one.finding.body.splitlines()))
    print(f"{len(due)} alerts would be sent; nothing was")


def _print_sent(sent: "list[Sent]", as_json: bool) -> None:
    from flows import screens

    failed = [one for one in sent if one.failure is not None]
    if as_json:
        print(screens.as_json([{**_figures(one.due), "failure": one.failure} for one in sent]))
    else:
        print(f"{len(sent) - len(failed)} alerts sent, {len(failed)} failed")
    for one in failed:
        print(f"sanctionwire: the alert {one.due.rule.name!r} to {one.due.address}: {one.failure}", file=sys.stderr)
    if failed:
        raise SanctionwireError("not every alert could be sent; `sanctionwire alerts check` tries again")


def _figures(due: "Due") -> dict[str, object]:
    return {
        "rule": due.rule.name,
        "address": due.address,
        "subject": due.finding.subject,
        "title": due.finding.title,
        "body": due.finding.body,
        "run_id": due.finding.run_id,
    }


def _now() -> datetime:
    return datetime.now(UTC)
