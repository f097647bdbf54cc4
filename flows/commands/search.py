"""`sanctionwire search`: stories, or the clauses of measures, that hold some words."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.options import AsJson, Warehouse

if TYPE_CHECKING:
    from warehouse.search import Hit


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help="What to look for; a phrase in quotes: '\"arms embargo\"'.")
    ],
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Search the clauses that state measures, not whole stories.")
    ] = False,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="Published on this day or later.")] = None,
    provider: Annotated[str | None, typer.Option("--provider", metavar="NAME", help="Only of this provider.")] = None,
    target: Annotated[
        str | None,
        typer.Option("--target", metavar="PARTY", help="Only with measures against this target: a country code or a name."),
    ] = None,
    any_word: Annotated[bool, typer.Option("--any", help="One of the words is enough; otherwise all must occur.")] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=1000, help="How many, the best first.")] = 10,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Find stories, or evidence, by their words in any form, the best first (BM25)."""
    from flows.settings import read_settings
    from warehouse.questions import Parameter
    from warehouse.search import Scope, Search, open_index

    day: Any = Parameter("--since", "day", "first day").value(since) if since else None
    asked = Search(" ".join(words), Scope.EVIDENCE if evidence else Scope.STORIES, day, provider, target, any_word, limit)
    with open_index(read_settings(warehouse).warehouse) as index:
        hits = index.find(asked)
    print(_as_json(hits) if as_json else _as_text(hits))


def _as_json(hits: "list[Hit]") -> str:
    from dataclasses import asdict

    from flows.screens import as_json

    return as_json([asdict(hit) for hit in hits])


def _as_text(hits: "list[Hit]") -> str:
    from rich.text import Text

    from flows.screens import marked, rendered, shown

    if not hits:
        return "Nothing found; --any finds what holds only some of the words."
    parts = []
    for hit in hits:
        when = f"{hit.published_at:%Y-%m-%d}" if hit.published_at else "undated"
        known = [when, shown(hit.provider), f"against {shown(hit.targets)}" if hit.targets else "", shown(hit.measures)]
        parts += [
            marked(hit.headline) if hit.headline.text else Text("(no headline)"),
            Text(" · ".join(one for one in known if one), style="dim"),
        ]
        parts += [marked(hit.snippet), Text(hit.measure_id or hit.story_id, style="dim"), Text("")]
    return rendered(*parts[:-1])
