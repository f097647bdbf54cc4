"""What people write as the value of a decision, and what is stored of it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from warehouse.codes import Decision, Flow, MeasureType, Precision, ReviewKind, Role, Stance, Status
from warehouse.errors import UsageError
from warehouse.review_states import EDITABLE

CODES: dict[str, type[StrEnum]] = {"measure_type": MeasureType, "status": Status, "flow": Flow, "date_precision": Precision}
REQUIRED = frozenset({"measure_type", "status"})
MAX_TEXT_CHARS = 1_000
Actors = Callable[[str], dict[str, Any]]  # from a code or name to the actor that is meant


@dataclass(frozen=True)
class Change:
    """One value that a reviewer sets, on a measure or one of its parties."""

    kind: ReviewKind
    field: str
    decision: Decision
    value: str | None
    party: dict[str, Any] | None = None  # who is taken out


def changes(written: str, actors: Actors) -> Iterator[Change]:
    """Yield what `status=lifted; +target=IQ; -sender=US` says of a measure. Raises UsageError for what cannot be read."""
    for part in filter(None, (part.strip() for part in written.split(";"))):
        name, equals, value = part.partition("=")
        name = name.strip()
        if not equals:
            raise UsageError(f"{part!r} is no change: write NAME=VALUE, with a name of {', '.join(EDITABLE)}, +ROLE or -ROLE")
        if name[:1] in "+-" and name[1:] in list(Role):
            party = {"role": name[1:], **actors(value)}
            if name[0] == "+":
                yield Change(ReviewKind.PARTY, name[1:], Decision.ADD, _json(party))
            else:
                yield Change(ReviewKind.PARTY, name[1:], Decision.REJECT, None, party)
        else:
            yield Change(ReviewKind.MEASURE, name, Decision.EDIT, measure_value(name, value))


def measure_value(name: str, written: str | None) -> str | None:
    """Return a value of a column of measures as it is stored; nothing empties the column. Raises UsageError."""
    if name not in EDITABLE:
        raise UsageError(f"{name!r} is no value of a measure that can be edited: choose one of {', '.join(EDITABLE)}")
    text = (written or "").strip()
    if not text and name in REQUIRED:
        raise UsageError(f"a measure cannot be without {name}")
    if name in CODES and text and text not in list(CODES[name]):
        raise UsageError(f"{text!r} is no {name}: choose one of {', '.join(CODES[name])}")
    if len(text) > MAX_TEXT_CHARS:
        raise UsageError(f"the value of {name} has {len(text)} characters: at most {MAX_TEXT_CHARS} are kept")
    if name == "goods":
        return _json(_goods(text))
    if name == "date_value" and text:
        return _day(text)
    return text or None


def party_value(written: str | None, was: dict[str, Any], actors: Actors) -> str:
    """Return the party that `IQ`, `target:IQ` or `target:` puts in place of another one. Raises UsageError."""
    text = (written or "").strip()
    if text.startswith("{"):
        return _json(_object(text, ("role", "entity_id", "name")))
    role, colon, who = text.partition(":")
    if not colon or role not in list(Role):
        role, who = was.get("role", ""), text
    if role not in list(Role):
        raise UsageError(f"{text!r} names no role: write ROLE:WHO, with one of {', '.join(Role)}")
    actor = actors(who) if who.strip() else {name: value for name, value in was.items() if name != "role"}
    return _json({"role": role, **actor})


def position_value(written: str | None, actors: Actors) -> str:
    """Return what `opposes`, `opposes:IQ` or `:IQ` makes of a position. Raises UsageError."""
    text = (written or "").strip()
    if text.startswith("{"):
        return _json(_object(text, ()))
    stance, _, who = text.partition(":")
    if stance and stance not in list(Stance):
        raise UsageError(f"{stance!r} is no stance: choose one of {', '.join(Stance)}")
    if not stance and not who.strip():
        raise UsageError("a position needs a stance, a holder, or both: opposes:IQ")
    holder = actors(who) if who.strip() else {}
    named = {f"holder_{name}": holder[name] for name in ("entity_id", "name") if holder}
    country = {"holder_country": holder["country"] if holder["entity_kind"] == "country" else None} if holder else {}
    kind = {"entity_kind": holder["entity_kind"]} if holder else {}
    return _json({**({"stance": stance} if stance else {}), **named, **country, **kind})


def mention_value(written: str | None, actors: Actors) -> str:
    """Return the entity that a mention is linked to. Raises UsageError."""
    text = (written or "").strip()
    return _json(_object(text, ("entity_id",)) if text.startswith("{") else actors(text))


def _goods(text: str) -> list[str]:
    if text.startswith("["):
        listed = json.loads(text)
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            raise UsageError("goods must be a list of words")
        return listed
    return [one.strip() for one in text.split("|") if one.strip()]


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"{text!r} is no day: write it like 2006-10-14") from None


def _object(text: str, needed: tuple[str, ...]) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise UsageError(f"the value is no JSON: {error}") from None
    missing = [name for name in needed if not isinstance(found.get(name), str)]
    if missing:
        raise UsageError(f"the value lacks {', '.join(missing)}")
    return dict(found)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
