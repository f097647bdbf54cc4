"""Stories and measures as FollowTheMoney entities, a line each. What is not realised is no Sanction but a Documentation.

Schemata: Article (a story), Mention (it names somebody), Documentation (it tells of somebody in a role), Sanction (a measure
that is imposed, extended or eased, once for each target), and the actors as PublicBody, Organization, Company, Person,
Vessel or LegalEntity. The library is needed by nobody here; the tests validate with it.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from warehouse.codes import EntityKind, Role, Status
from warehouse.export.partial_dates import partial_date
from warehouse.export.scope import Exported
from warehouse.export.tables import jsonl_file
from warehouse.ids import content_id

FILE = "followthemoney.jsonl"
REALISED = frozenset({Status.IMPOSED, Status.EXTENDED, Status.EASED})

# Of what kind an actor is. A place or an unnamed group acts and is acted upon here, which makes it a LegalEntity.
SCHEMATA = {
    EntityKind.COUNTRY: "PublicBody",
    EntityKind.BODY: "Organization",
    EntityKind.ORGANIZATION: "Organization",
    EntityKind.PERSON: "Person",
    EntityKind.VESSEL: "Vessel",
}
ANY_ACTOR = "LegalEntity"
# The legal form at the end of a name. Matches "Acme Inc." and "Bank Tejarat PLC"; misses "Incubator" and "the company".
LEGAL_FORM = re.compile(r"\b(?:Inc|Corp|Ltd|LLC|PLC|plc|GmbH|AG|S\.A|N\.V|Pty|OAO|PJSC)\.?$")
FORMER_STATES = {"SU": "suhh", "YU": "yucs", "CS": "cshh"}  # their codes in FollowTheMoney
LANGUAGES = {"en": "eng", "de": "deu", "fr": "fra", "es": "spa", "pt": "por", "it": "ita", "nl": "nld", "ru": "rus", "da": "dan"}
# What an id of the library may not hold. Matches ":" and "_"; misses "-" and "a".
NO_ID = re.compile(r"[^0-9A-Za-z-]+")
LONGEST_NAME, LONGEST_STRING, LONGEST_TEXT = 384, 1_024, 65_000  # characters that the library takes

Entity = dict[str, Any]
Properties = dict[str, Iterable[str | None]]


def write_followthemoney(exported: Exported, folder: Path) -> int:
    """Write the entities; return how many."""
    return jsonl_file(folder / FILE, followthemoney(exported))


def followthemoney(exported: Exported) -> Iterator[Entity]:
    """Yield every entity once."""
    yield from (_article(row) for row in exported.rows("articles"))
    actors = {row["entity_id"]: row for row in exported.rows("current/entities")}
    yield from (_actor(row) for row in actors.values())
    for row in exported.rows("named"):
        if schema_of(row) != "Vessel":  # a Mention resolves to legal entities alone
            yield _mention(row)
    for row in exported.rows("told"):
        yield from _told(row)
    for row in exported.rows("held"):
        yield _documentation(row, row["holder_entity_id"], f"{row['stance']} {_words(row['measure_type'])}", row["position_id"])


def schema_of(row: dict[str, Any]) -> str:
    """Return the schema of an actor."""
    schema = SCHEMATA.get(EntityKind(row["kind"]), ANY_ACTOR)
    return "Company" if schema == "Organization" and LEGAL_FORM.search(row["name"]) else schema


def ftm_id(identifier: str) -> str:
    """Return an id of the warehouse as the library takes it: country:LY as country-LY."""
    return NO_ID.sub("-", identifier)


def _article(row: dict[str, Any]) -> Entity:
    return _entity(
        row["story_id"],
        "Article",
        {
            "title": [row["headline"]],
            "author": [row["byline"]],
            "publisher": [row["provider"]],
            "publishedAt": [partial_date(row["published_at"], row["published_precision"])],
            "retrievedAt": [partial_date(row["first_seen_at"], "second")],
            "language": [LANGUAGES.get(row["language"] or "")],
            "sourceUrl": [_url(row["source_uri"])],
            "keywords": row["keywords"],
            "bodyText": _pieces(row["body"]),
        },
    )


def _actor(row: dict[str, Any]) -> Entity:
    country = "flag" if schema_of(row) == "Vessel" else "country"
    return _entity(row["entity_id"], schema_of(row), {"name": [row["name"]], country: [_country(row["country"])]})


def _mention(row: dict[str, Any]) -> Entity:
    return _entity(
        content_id("mention", [row["story_id"], row["entity_id"]]),
        "Mention",
        {
            "document": [ftm_id(row["story_id"])],
            "resolved": [ftm_id(row["entity_id"])],
            "name": row["texts"],
            "detectedSchema": [schema_of(row)],
            "contextCountry": [_country(row["country"])],
        },
    )


def _told(row: dict[str, Any]) -> Iterator[Entity]:
    for party in row["parties"] or ():
        role = f"{party['role']} of {_words(row['measure_type'])}"
        yield _documentation(row, party["entity_id"], role, f"{row['measure_id']}/{party['role']}")
        if party["role"] == Role.TARGET and row["status"] in REALISED:
            yield _sanction(row, party)


def _documentation(row: dict[str, Any], entity_id: str, role: str, key: str) -> Entity:
    return _entity(
        content_id("documentation", [key, entity_id]),
        "Documentation",
        {
            "document": [ftm_id(row["story_id"])],
            "entity": [ftm_id(entity_id)],
            "role": [role],
            "status": [row.get("status")],
            "date": [partial_date(row["published_at"], row["published_precision"])],
            "summary": _pieces(row["evidence_text"]),
        },
    )


def _sanction(row: dict[str, Any], target: dict[str, Any]) -> Entity:
    senders = [party for party in row["parties"] if party["role"] == Role.SENDER]
    known = partial_date(row["date_value"], row["date_precision"])
    date = known or partial_date(row["published_at"], row["published_precision"])
    return _entity(
        content_id("sanction", [row["measure_id"], target["entity_id"]]),
        "Sanction",
        {
            "entity": [ftm_id(target["entity_id"])],
            "authority": [party["name"] for party in senders],
            "country": [_country(party["country"]) for party in senders],
            "program": [row["instrument"]],
            "date": [date],
            "summary": _pieces(row["evidence_text"]),
            "publisher": [row["provider"]],
            "sourceUrl": [_url(row["source_uri"])],
            "recordId": row["cases"] or [],
            **_coded(row, known),
        },
    )


def _coded(row: dict[str, Any], known: str | None) -> Properties:
    """Return the properties that the reference tables name for the kind and the status, like Sanction:status=Active."""
    values = {"startDate": known, "listingDate": known, "provisions": row["kind"], "program": row["instrument"]}
    found: Properties = {}
    for code in (*row["followthemoney_type"], *row["followthemoney_status"]):
        name, _, value = code.removeprefix("Sanction:").partition("=")
        if code.startswith("Sanction:") and (value or name in values):
            found[name] = [value or values[name]]
    return found


def _entity(identifier: str, schema: str, properties: Properties) -> Entity:
    kept = {name: _kept(name, values) for name, values in properties.items()}
    return {"id": ftm_id(identifier), "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _kept(name: str, values: Iterable[str | None]) -> list[str]:
    """Return the values that are there, each once, without what the library cuts or refuses."""
    longest = LONGEST_NAME if name == "name" else LONGEST_TEXT if name in {"bodyText", "summary"} else LONGEST_STRING
    cleaned = [_clean(value)[:longest].strip() for value in values if value]
    if name == "name":
        cleaned = [" ".join(value.split()) for value in cleaned]
    return list(dict.fromkeys(value for value in cleaned if value))


def _clean(text: str) -> str:
    return "".join(character for character in text if character in "\n\t" or character.isprintable())


def _pieces(text: str | None) -> list[str]:
    """Return a text in pieces that the library takes whole."""
    return [(text or "")[start : start + LONGEST_TEXT] for start in range(0, len(text or ""), LONGEST_TEXT)]


def _country(code: str | None) -> str | None:
    return FORMER_STATES.get(code, code.lower()) if code else None


def _url(uri: str) -> str | None:
    return uri if uri.startswith(("http://", "https://")) else None


def _words(code: str) -> str:
    return code.replace("_", " ")
