"""The data dictionary: what each code means and which codes of other schemes it corresponds to, from the lists themselves."""

from collections.abc import Iterator
from enum import StrEnum

from warehouse import codes
from warehouse.reference import read_reference

SCHEMES = {
    "ties": "TIES",
    "gsdb": "GSDB",
    "opensanctions": "OpenSanctions",
    "followthemoney": "FollowTheMoney",
    "cameo": "CAMEO",
    "plover": "PLOVER",
}
MAPPED = (("measure_types", "Measure types", "measures.measure_type"), ("statuses", "Statuses", "measures.status"))
CLOSED = {
    codes.Flow: "measures.flow",
    codes.Role: "measure_parties.role",
    codes.Stance: "positions.stance",
    codes.EntityKind: "entities.kind",
    codes.ContentKind: "stories.content_kind",
    codes.PublishStatus: "stories.publish_status",
    codes.LinkKind: "story_links.kind",
    codes.Precision: "stories.published_precision, measures.date_precision",
    codes.DateBasis: "stories.published_basis",
    codes.Severity: "quality_results.severity",
}


def as_markdown() -> str:
    """Return `docs/codes.md`."""
    parts = [
        "# Codes",
        "",
        "Made from `seeds/reference/` and `warehouse/codes.py` by `sanctionwire schema --codes`; a test keeps it equal to them.",
        "",
        "- **TIES**: Threat and Imposition of Economic Sanctions. **GSDB**: Global Sanctions Data Base.",
        "- **CAMEO** and **PLOVER**: schemes of event data.",
        "- Several codes of one scheme are separated by commas; an empty cell means that the scheme has nothing for it.",
        "- The view `measure_codes` has the codes of each measure; the query `measure_codes` prints them.",
    ]
    for reference, heading, column in MAPPED:
        parts += ["", f"## {heading}", "", f"`{column}`; table `ref_{reference}`.", "", *_mapped(reference)]
    parts += [
        "",
        "## Which status can follow which",
        "",
        "Table `ref_status_steps`; `case_events.step` and `jump_reason`.",
        "",
        *_steps(),
    ]
    parts += ["", "## Other closed lists", "", "| column | what it is | codes |", "|---|---|---|"]
    parts += [f"| {column} | {_purpose(closed)} | {', '.join(closed)} |" for closed, column in CLOSED.items()]
    return "\n".join(parts) + "\n"


def _mapped(reference: str) -> Iterator[str]:
    rows = read_reference(reference)
    yield "| code | definition | " + " | ".join(SCHEMES.values()) + " |"
    yield "|---" * (2 + len(SCHEMES)) + "|"
    for row in rows:
        yield (
            "| "
            + " | ".join([f"`{row['code']}`", row["definition"], *(row[scheme].replace("|", ", ") for scheme in SCHEMES)])
            + " |"
        )
    yield ""
    yield from sorted({f"Source: {row['source'].replace('|', ', ')}." for row in rows if row["source"]})


def _steps() -> Iterator[str]:
    yield "| before | after | step | what is wrong about it |"
    yield "|---|---|---|---|"
    for row in read_reference("status_steps"):
        yield f"| {row['before'] or '(first told)'} | {row['after']} | {row['step']} | {row['reason']} |"


def _purpose(closed: type[StrEnum]) -> str:
    return (closed.__doc__ or "").split(" (seeds")[0].rstrip(".")
