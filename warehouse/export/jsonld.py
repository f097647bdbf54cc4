"""Stories as schema.org NewsArticle, and the measures in them as Claim: one JSON-LD document that needs no network to read."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from warehouse.codes import EntityKind
from warehouse.export.partial_dates import partial_date
from warehouse.export.scope import Exported
from warehouse.export.tables import as_text

FILE = "stories.jsonld"
# The vocabulary is named, not fetched; ids are of no registry, so they are names of our own.
CONTEXT = {
    "@vocab": "https://schema.org/",
    "sw": "urn:sanctionwire:",
    "appearance": {"@type": "@id"},
    "about": {"@type": "@id"},
    "mentions": {"@type": "@id"},
    "isPartOf": {"@type": "@id"},
    "url": {"@type": "@id"},
    "datePublished": {"@type": "https://schema.org/Date"},
}
TYPES = {
    EntityKind.COUNTRY: "Country",
    EntityKind.BODY: "Organization",
    EntityKind.ORGANIZATION: "Organization",
    EntityKind.PERSON: "Person",
    EntityKind.PLACE: "Place",
    EntityKind.VESSEL: "Vehicle",
}
Node = dict[str, Any]


def write_jsonld(exported: Exported, folder: Path) -> int:
    """Write the document, node by node; return how many nodes."""
    written = 0
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {json.dumps(CONTEXT)}, "@graph": [')
        for node in _nodes(exported):
            file.write(("," if written else "") + "\n" + json.dumps(node, default=as_text))
            written += 1
        file.write("\n]}\n")
    return written


def _nodes(exported: Exported) -> Iterator[Node]:
    mentions: dict[str, list[str]] = {}
    for row in exported.rows("named"):
        mentions.setdefault(row["story_id"], []).append(_id("entity", row["entity_id"]))
    for row in exported.rows("current/entities"):
        yield {"@id": _id("entity", row["entity_id"]), "@type": TYPES.get(EntityKind(row["kind"]), "Thing"), "name": row["name"]}
    for row in exported.rows("articles"):
        yield _article(row, mentions.get(row["story_id"], []))
    for row in exported.rows("told"):
        yield _claim(row)


def _article(row: dict[str, Any], mentions: list[str]) -> Node:
    return _known(
        {
            "@id": _id("story", row["story_id"]),
            "@type": "NewsArticle",
            "headline": row["headline"],
            "articleBody": row["body"],
            "wordCount": row["word_count"],
            "datePublished": partial_date(row["published_at"], row["published_precision"]),
            "author": row["byline"],
            "publisher": {"@type": "Organization", "name": row["provider"]} if row["provider"] else None,
            "inLanguage": row["language"],
            "keywords": row["keywords"],
            "copyrightNotice": row["rights"],
            "url": row["source_uri"] if row["source_uri"].startswith(("http://", "https://")) else None,
            "mentions": mentions,
        }
    )


def _claim(row: dict[str, Any]) -> Node:
    parties: dict[str, list[dict[str, Any]]] = {}
    for party in row["parties"] or ():
        parties.setdefault(party["role"], []).append(party)
    senders, targets = ([party["name"] for party in parties.get(role, ())] or ["not named"] for role in ("sender", "target"))
    return _known(
        {
            "@id": _id("measure", row["measure_id"]),
            "@type": "Claim",
            "name": f"{row['kind']}, {row['status']}: {', '.join(senders)} against {', '.join(targets)}",
            "text": row["evidence_text"],
            "appearance": _id("story", row["story_id"]),
            "about": list(dict.fromkeys(_id("entity", party["entity_id"]) for party in row["parties"] or ())),
            "creativeWorkStatus": row["status"],
            "genre": row["measure_type"],
            "temporalCoverage": partial_date(row["date_value"], row["date_precision"]),
            "isPartOf": [_id("case", case) for case in row["cases"] or ()],
            "sw:senders": [_id("entity", party["entity_id"]) for party in parties.get("sender", ())],
            "sw:targets": [_id("entity", party["entity_id"]) for party in parties.get("target", ())],
            "sw:confidence": row["confidence"],
        }
    )


def _id(kind: str, identifier: str) -> str:
    return f"urn:sanctionwire:{kind}:{identifier}"


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, [], "")}
