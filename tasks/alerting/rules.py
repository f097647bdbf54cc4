"""The rules of alerts.yaml, each with its line, so that an error says where it is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from tasks.entries import Entry, parsed
from warehouse.codes import MeasureType, Status
from warehouse.errors import UsageError
from warehouse.reference import read_reference

# A variable of the environment in an address. Matches "${SLACK_TOKEN}"; misses "$SLACK_TOKEN" and "${a b}".
VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
# A country by its code. Matches "IR"; misses "Iran" and "ir".
CODE = re.compile(r"[A-Z]{2}")
COMMON = ("name", "kind", "urls")


class AlertsFileError(UsageError):
    """The file of alert rules cannot be understood; the message has the line, the key and what is allowed."""


@dataclass(frozen=True)
class Rule:
    """Who is told. `urls` are addresses that apprise takes."""

    name: str
    urls: tuple[str, ...]


@dataclass(frozen=True)
class NewMeasure(Rule):
    """A measure that nothing said before; an empty list asks nothing. Parties are country codes or names."""

    targets: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True)
class GateFailed(Rule):
    """A critical check failed in a run."""


@dataclass(frozen=True)
class Silence(Rule):
    """No story of a provider has come for some hours."""

    provider: str
    hours: float


@dataclass(frozen=True)
class Flood(Rule):
    """A run put so many rows into quarantine, or more."""

    rows: int


class _Entry(Entry):
    """One rule of the file."""

    def __init__(self, node: yaml.Node, file: Path, environment: Mapping[str, str]) -> None:
        super().__init__(node, file, AlertsFileError, "a rule: lines like `name: ...`, `kind: ...`, `urls: ...`")
        self.environment = environment

    def urls(self) -> tuple[str, ...]:
        """Return the addresses, with variables of the environment put in."""
        found = self.texts("urls")
        if not found:
            raise self.error(
                self.values.get("urls", self.node), "the key 'urls' must hold at least one address, such as mailto://..."
            )
        return tuple(VARIABLE.sub(self._variable, one) for one in found)

    def _variable(self, match: re.Match[str]) -> str:
        value = self.environment.get(match[1])
        if not value:
            raise self.error(self.values["urls"], f"the variable {match[1]} is not set in the environment")
        return value


def read_rules(file: Path, environment: Mapping[str, str]) -> tuple[Rule, ...]:
    """Return the rules of the file; none if there is no file. Raises AlertsFileError."""
    if not file.exists():
        return ()
    root = parsed(file, AlertsFileError)
    top = _Entry(root, file, environment) if root is not None else None
    if top is None:
        return ()
    top.only(("alerts",))
    listed = top.values.get("alerts")
    if not isinstance(listed, yaml.SequenceNode):
        raise top.error(listed or top.node, "the file must hold a list: `alerts:`, then a rule from each `- name: ...` on")
    rules: dict[str, Rule] = {}
    for node in listed.value:
        entry = _Entry(node, file, environment)
        rule = _rule(entry)
        if rule.name in rules:
            raise entry.error(node, f"there are two rules named {rule.name!r}; the name tells what was sent already")
        rules[rule.name] = rule
    return tuple(rules.values())


def _rule(entry: _Entry) -> Rule:
    kind = entry.text("kind")
    if kind not in KINDS:
        raise entry.error(entry.values["kind"], f"the kind {kind!r} is not known; allowed are {', '.join(KINDS)}")
    keys, build = KINDS[kind]
    entry.only((*COMMON, *keys))
    return build(entry)


def _new_measure(entry: _Entry) -> Rule:
    return NewMeasure(
        entry.text("name"),
        entry.urls(),
        targets=entry.each_of("targets", _is_party, "country codes of ISO 3166-1 such as IR, and names"),
        senders=entry.each_of("senders", _is_party, "country codes of ISO 3166-1 such as US, and names"),
        types=entry.each_of("types", lambda one: one in set(MeasureType), ", ".join(MeasureType)),
        statuses=entry.each_of("statuses", lambda one: one in set(Status), ", ".join(Status)),
    )


def _gate_failed(entry: _Entry) -> Rule:
    return GateFailed(entry.text("name"), entry.urls())


def _silence(entry: _Entry) -> Rule:
    return Silence(entry.text("name"), entry.urls(), provider=entry.text("provider"), hours=entry.number("hours"))


def _flood(entry: _Entry) -> Rule:
    rows = entry.number("rows")
    if rows != int(rows):
        raise entry.error(entry.values["rows"], f"rows is {rows:g}: it must be a whole number")
    return Flood(entry.text("name"), entry.urls(), rows=int(rows))


def _is_party(written: str) -> bool:
    """Tell whether it is a code of a country, or a name; two capitals are no name."""
    return CODE.fullmatch(written) is None or any(written == row["code"] for row in read_reference("countries"))


KINDS: dict[str, tuple[tuple[str, ...], Callable[[_Entry], Rule]]] = {
    "new_measure": (("targets", "senders", "types", "statuses"), _new_measure),
    "gate_failed": ((), _gate_failed),
    "silence": (("provider", "hours"), _silence),
    "quarantine_flood": (("rows",), _flood),
}
