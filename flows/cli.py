"""The command `sanctionwire`. Data goes to standard output, everything else to standard error.

Commands import what they need when they run, so that `--help` answers at once. The longer ones live in `flows/commands/`,
a module each, and are registered here.
"""

import os
import sys
import traceback
from collections.abc import Mapping
from typing import Annotated, NoReturn

import typer

from expectations.inert import visible
from flows.commands import (
    alerts,
    backfill,
    diff,
    explore,
    export,
    poll,
    quarantine,
    recover,
    replay,
    report,
    review,
    search,
    serve,
)
from flows.options import GATE_FAILED, AsJson, Format, Wait, Warehouse, shape
from warehouse.errors import NothingUsable, SanctionwireError, UsageError

INTERRUPTED = 130
EPILOG = "Exit codes: 0 ok, 1 failure, 2 usage, 3 quality gate failed, 4 nothing usable in the input, 5 warehouse locked."

app = typer.Typer(
    name="sanctionwire",
    help="Ingest wire stories, read the sanction measures in them, and query the result with SQL.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def common(
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks and the flow's own log.")] = False,
) -> None:
    """Take the options that stand before the command."""
    if debug:
        os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] = "INFO"


@app.command()
def ingest(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, globs, archives, URLs, or - for standard input.")
    ],
    warehouse: Warehouse = None,
    format_name: Format = None,
    columns: Annotated[
        str | None, typer.Option("--columns", metavar="MAP", help="Columns of tables, like text=body,headline=title.")
    ] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Fetch the pages that feed and sitemap files name.")] = False,
    wait: Wait = 0,
    as_json: AsJson = False,
) -> None:
    """Take stories into the warehouse; what is there already stays as it is."""
    from flows import summary
    from flows.running import ingest_watched
    from flows.settings import read_settings

    settings = read_settings(warehouse)
    outcome = ingest_watched(settings, sources, format_name, columns, follow, wait)
    for notice in outcome.notices:
        print(f"sanctionwire: {notice}", file=sys.stderr)
    print(summary.outcome_as_json(outcome) if as_json else summary.summary(settings, outcome))
    for problem in outcome.alert_problems:
        print(f"sanctionwire: {problem}", file=sys.stderr)
    if outcome.unaccounted:
        _fail(f"the accounts of the run do not close, please report it: {'; '.join(outcome.unaccounted)}", 1)
    if outcome.gate_failed:
        _fail(f"a critical check failed: the rows are in quarantine, the rest is loaded; see {settings.report}", GATE_FAILED)
    if not outcome.usable:
        raise NothingUsable(summary.nothing_usable(outcome))


@app.command()
def query(
    sql: Annotated[str | None, typer.Argument(metavar="[SQL]", help="A query over the tables and views of `schema`.")] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="A query that comes with sanctionwire.")] = None,
    list_names: Annotated[
        bool, typer.Option("--list", help="List the queries that --name takes; with --name, all about one.")
    ] = False,
    params: Annotated[
        list[str] | None, typer.Option("--param", metavar="KEY=VALUE", help="A value for $KEY in the query.")
    ] = None,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV; what a spreadsheet would run is made harmless.")] = False,
    raw: Annotated[bool, typer.Option("--raw", help="With --csv: cells as they are stored, harmful or not.")] = False,
) -> None:
    """Ask the published snapshot a question in SQL; nothing can be changed by it."""
    from flows import screens
    from flows.settings import read_settings
    from warehouse.confined import open_confined
    from warehouse.questions import parameters, questions, read_question

    printed = shape(as_json, as_csv).value
    if list_names:
        print(screens.named_queries(questions(), printed) if name is None else screens.named_query(read_question(name), printed))
        return
    if (sql is None) == (name is None):
        raise UsageError('give either one SQL text or --name NAME: sanctionwire query "FROM current_measures"')
    if raw and not as_csv:
        raise UsageError("--raw goes with --csv: --json gives every value as it is stored")
    given = parameters(params or [])
    asked = read_question(name) if name is not None else None
    values: Mapping[str, object] = asked.values(given) if asked else given
    settings = read_settings(warehouse)
    with open_confined(settings.lake or settings.warehouse, settings.query_limits) as reader:
        columns, found = reader.table(asked.sql if asked else sql or "", values)
    print(screens.rows(columns, found, "raw csv" if raw else printed))


@app.command()
def explain(
    source: Annotated[str, typer.Argument(metavar="FILE|STORY_ID", help="A file, archive or URL, or the id of a stored story.")],
    warehouse: Warehouse = None,
    format_name: Format = None,
    as_json: AsJson = False,
) -> None:
    """Show why each measure was read: its words, its rule, and the candidates that were refused. Needs no server."""
    from flows import explanations
    from flows.running import explain_anything
    from flows.settings import read_settings

    explained = explain_anything(read_settings(warehouse), source, format_name)
    print(explanations.explanations_as_json(explained) if as_json else explanations.explanations(explained))


@app.command()
def schema(
    relation: Annotated[str | None, typer.Argument(metavar="[TABLE]", help="One table or view.")] = None,
    as_json: AsJson = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print the page docs/schema.md.")] = False,
    codes: Annotated[
        bool, typer.Option("--codes", help="Print the page docs/codes.md: codes, and those of other schemes.")
    ] = False,
) -> None:
    """List tables, views, macros and columns with their meaning."""
    from flows import screens
    from warehouse import catalogue, dictionary

    if codes:
        print(dictionary.as_markdown(), end="")
        return

    relations = [one for one in catalogue.describe() if relation in (None, one.name)]
    if not relations:
        raise UsageError(f"there is no table or view named {relation!r}: `sanctionwire schema` lists them")
    if as_markdown:
        print(catalogue.as_markdown(relations), end="")
    else:
        print(screens.schema_as_json(relations) if as_json else screens.schema(relations, with_columns=relation is not None))


@app.command()
def doctor(warehouse: Warehouse = None, as_json: AsJson = False) -> None:
    """Check the installation and the warehouse, with a mend for each thing that is wrong."""
    from flows import screens
    from flows.settings import prefect_api_url, read_settings
    from tasks.diagnosis import diagnose

    settings = read_settings(warehouse)
    findings = diagnose(settings.home, settings.warehouse, settings.model, prefect_api_url())
    print(screens.findings_as_json(findings) if as_json else screens.findings(findings))
    if not all(finding.ok for finding in findings):
        sys.exit(1)


# Registered here in the order of `--help`, a line each: app.command()(module.command) or app.add_typer(module.app).
app.command()(search.search)
app.command()(report.report)
app.add_typer(quarantine.app)
app.add_typer(alerts.app)
app.command()(serve.serve)
app.command()(poll.poll)
app.command()(backfill.backfill)
app.add_typer(poll.app)
app.command()(replay.replay)
app.command()(diff.diff)
app.add_typer(review.app)
app.command()(recover.recover)
app.command()(explore.explore)
app.command()(export.export)


def main() -> NoReturn:
    """Run the command; every error becomes one line and an exit code."""
    try:
        app()
    except SanctionwireError as error:
        _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        _fail("interrupted: what was loaded stays; run the command again to go on", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the last line of defence of the command
        _fail(f"unexpected {type(error).__name__}: {error}; run again with --debug for the traceback", 1)
    sys.exit(0)


def _fail(message: str, code: int) -> NoReturn:
    if "--debug" in sys.argv:
        traceback.print_exc()
    print(f"sanctionwire: {visible(message)}", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()
