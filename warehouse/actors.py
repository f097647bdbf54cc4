"""Whom a reviewer means by a code or a name: a country, a body, an actor of the stories, or somebody new."""

from typing import Any

from warehouse.codes import EntityKind
from warehouse.connect import Reader
from warehouse.errors import UsageError
from warehouse.ids import content_id

KNOWN = """
SELECT 'country:' || code AS entity_id, 'country' AS entity_kind, name, code AS country
FROM ref_countries
WHERE code = $who OR 'country:' || code = $who OR lower(name) = lower($who)
    OR list_contains(string_split(lower(coalesce(aliases, '')), '|'), lower($who))
UNION ALL
SELECT 'body:' || code, 'body', name, NULL
FROM ref_bodies
WHERE 'body:' || code = $who OR code = lower($who) OR lower(name) = lower($who)
    OR list_contains(string_split(lower(coalesce(aliases, '')), '|'), lower($who))
UNION ALL
SELECT entity_id, kind, name, country
FROM entities
WHERE entity_id = $who OR lower(name) = lower($who)
LIMIT 1
"""


def actor_named(reader: Reader, who: str) -> dict[str, Any]:
    """Return the actor as the columns of an entity; a new one is an organization, or as its prefix says: `person:Ann Lee`.

    Raises UsageError for an empty name or an id that nobody bears.
    """
    who = who.strip()
    found = reader.rows(KNOWN, {"who": who}) if who else []
    if found:
        return found[0]
    kind, colon, name = who.partition(":")
    if colon and kind in list(EntityKind) and kind not in (EntityKind.COUNTRY, EntityKind.BODY):
        return _new(EntityKind(kind), name.strip())
    if not who or colon or who.startswith("entity_"):
        raise UsageError(f"nobody is called {who!r}: give a country code, a name, or a kind and a name, such as person:Ann Lee")
    return _new(EntityKind.ORGANIZATION, who)


def _new(kind: EntityKind, name: str) -> dict[str, Any]:
    entity_id = content_id("entity", [kind, name.casefold()])
    return {"entity_id": entity_id, "entity_kind": str(kind), "name": name, "country": None}
