"""`sanctionwire review`: accept, reject and edit what was read, one by one or in a file."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.options import AsJson, Warehouse, shape
from warehouse.errors import UsageError

PART = 1

Target = Annotated[str | None, typer.Option("--target", metavar="WHO", help="Only measures on this country code or name.")]
Sender = Annotated[str | None, typer.Option("--sender", metavar="WHO", help="Only measures of this country code or name.")]
MeasureType = Annotated[str | None, typer.Option("--type", metavar="CODE", help="Only measures of this type.")]
Rule = Annotated[str | None, typer.Option("--rule", metavar="ID", help="Only what this rule has read.")]
Since = Annotated[
    datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], metavar="DAY", help="Only stories published since.")
]
Below = Annotated[float | None, typer.Option("--confidence-below", metavar="NUMBER", help="Only measures less sure than this.")]
Unreviewed = Annotated[bool, typer.Option("--unreviewed", help="Only what nobody has decided on.")]
Story = Annotated[str | None, typer.Option("--story", metavar="ID", help="Only this story.")]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind", metavar="KIND", help="measure, party, position, mention or story_link; default: measure. Can be repeated."
    ),
]
Reviewer = Annotated[str | None, typer.Option("--reviewer", metavar="NAME", help="Who decides; default: SANCTIONWIRE_REVIEWER.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, where a line does not say it.")]

app = typer.Typer(
    name="review",
    help="Accept, reject or edit what was read: one by one in the terminal, or in a file.",
    add_completion=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def review(
    context: typer.Context,
    target: Target = None,
    sender: Sender = None,
    measure_type: MeasureType = None,
    rule: Rule = None,
    since: Since = None,
    confidence_below: Below = None,
    unreviewed: Unreviewed = False,
    story: Story = None,
    kinds: Kinds = None,
    reviewer: Reviewer = None,
    warehouse: Warehouse = None,
) -> None:
    """Go through what was read, the least sure first: a accepts, r rejects, e edits, s skips, q saves and quits."""
    if context.invoked_subcommand:
        return
    from flows import reviewing
    from flows.settings import read_settings

    wanted = reviewing.wanted(kinds, target, sender, measure_type, rule, since, confidence_below, unreviewed, story)
    terminal = reviewing.Terminal(lambda text: print(text, flush=True), _ask)
    stored = reviewing.go_through(read_settings(warehouse), wanted, reviewer, terminal)
    print(f"{stored} decisions stored")


@app.command("list")
def list_decisions(
    stale: Annotated[bool, typer.Option("--stale", help="Only those whose words are no longer there.")] = False,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """List the decisions with what has become of each: applied, overruled, stale, unread or waiting."""
    from flows import reviewing
    from flows.settings import read_settings

    print(reviewing.listed(read_settings(warehouse), stale, shape(as_json, as_csv).value))


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file to be written, .csv or .jsonl.")],
    target: Target = None,
    sender: Sender = None,
    measure_type: MeasureType = None,
    rule: Rule = None,
    since: Since = None,
    confidence_below: Below = None,
    unreviewed: Unreviewed = False,
    story: Story = None,
    kinds: Kinds = None,
    warehouse: Warehouse = None,
) -> None:
    """Write decisions, and lines to be filled in for what nobody has decided on."""
    from flows import reviewing
    from flows.settings import read_settings

    wanted = reviewing.wanted(kinds, target, sender, measure_type, rule, since, confidence_below, unreviewed, story)
    written = reviewing.export(read_settings(warehouse), file, wanted)
    print(f"{written} lines in {file}")


@app.command("import")
def import_decisions(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `review export` has written, .csv or .jsonl.")],
    partial: Annotated[bool, typer.Option("--partial", help="Take the good lines though others are wrong.")] = False,
    reviewer: Reviewer = None,
    reason: Reason = "",
    warehouse: Warehouse = None,
) -> None:
    """Take in the decisions of a file; if one line is wrong, none of them."""
    from flows import reviewing
    from flows.settings import read_settings

    incoming, stored = reviewing.import_file(read_settings(warehouse), file, reviewer, reason, partial)
    for number, message in incoming.errors:
        print(f"{file}, line {number}: {reviewing.flat(message)}", file=sys.stderr)
    if incoming.errors and not partial:
        raise UsageError(
            f"{len(incoming.errors)} lines are wrong, nothing was taken in: mend them, or take the others with --partial"
        )
    print(f"{stored} new decisions of {len(incoming.reviews)} in {incoming.lines} lines")
    if incoming.errors:
        sys.exit(PART)


@app.command("add")
def add(
    story: Annotated[str, typer.Argument(metavar="STORY_ID", help="The story whose current version states the measure.")],
    words: Annotated[str, typer.Option("--words", metavar="TEXT", help="The clause that states it, as it stands in the text.")],
    trigger: Annotated[str, typer.Option("--trigger", metavar="TEXT", help="The word in it that names the act.")],
    values: Annotated[
        str, typer.Option("--values", metavar="LIST", help="measure_type=...; status=...; +target=...; +sender=... and the like.")
    ],
    reason: Reason,
    reviewer: Reviewer = None,
    warehouse: Warehouse = None,
) -> None:
    """Add a measure that the rules have missed."""
    from flows import reviewing
    from flows.settings import read_settings

    stored = reviewing.add(read_settings(warehouse), story, words, trigger, values, reason, reviewer)
    print(f"{stored} decisions stored")


def _ask(question: str) -> str:
    """Ask on standard error, which is for people; take a line of standard input."""
    print(question, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")
