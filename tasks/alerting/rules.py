"""The rules of alerts.yaml, each with its line, so that an error says where it is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from warehouse.codes import MeasureType, Status
from warehouse.errors import UsageError
from warehouse.reference import read_reference

MAX_FILE_BYTES = 1_000_000
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


class _Entry:
    """One mapping of the file: its values as they are written, each taken once."""

    def __init__(self, node: yaml.Node, file: Path, environment: Mapping[str, str]) -> None:
        self.file = file
        self.node = node
        self.environment = environment
        if not isinstance(node, yaml.MappingNode):
            raise self.error(node, "here must be a rule: lines like `name: ...`, `kind: ...`, `urls: ...`")
        self.values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value in self.values:
                raise self.error(key, f"{key.value} is there twice")
            self.values[key.value] = value

    def error(self, node: yaml.Node, what: str) -> AlertsFileError:
        return AlertsFileError(f"{self.file}, line {node.start_mark.line + 1}: {what}")

    def only(self, allowed: tuple[str, ...]) -> None:
        """Refuse keys that nobody reads."""
        for name, value in self.values.items():
            if name not in allowed:
                raise self.error(value, f"the key {name!r} is not known here; allowed are {', '.join(allowed)}")

    def text(self, name: str) -> str:
        """Return a value as it is written: NO is Norway, not false."""
        node = self.values.get(name)
        if node is None:
            raise self.error(self.node, f"the key {name!r} is missing")
        return self._scalar(node, name)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list, or one value as a list of it; nothing if the key is missing."""
        node = self.values.get(name)
        if node is None:
            return ()
        listed = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return tuple(self._scalar(one, name) for one in listed)

    def number(self, name: str) -> float:
        """Return a number above 0."""
        written = self.text(name)
        try:
            number = float(written)
        except ValueError:
            number = 0.0
        if not 0 < number < float("inf"):
            raise self.error(self.values[name], f"{name} is {written!r}: it must be a number above 0")
        return number

    def each_of(self, name: str, allowed: Callable[[str], bool], told: str) -> tuple[str, ...]:
        """Return a list whose values are all allowed."""
        found = self.texts(name)
        for one in found:
            if not allowed(one):
                raise self.error(self.values[name], f"{name} has {one!r}; allowed are {told}")
        return found

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

    def _scalar(self, node: yaml.Node, name: str) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            raise self.error(node, f"{name} must be a word or text, and not empty")
        return str(node.value).strip()


def read_rules(file: Path, environment: Mapping[str, str]) -> tuple[Rule, ...]:
    """Return the rules of the file; none if there is no file. Raises AlertsFileError."""
    if not file.exists():
        return ()
    root = _parsed(file)
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


def _parsed(file: Path) -> yaml.Node | None:
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            raise AlertsFileError(f"{file} is larger than {MAX_FILE_BYTES:,} bytes: it holds more than rules")
        root: yaml.Node | None = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise AlertsFileError(f"{file}, line {line}: it is no YAML: {error.problem}") from error
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise AlertsFileError(f"{file} cannot be read as YAML in UTF-8: {error}") from error
    except RecursionError as error:
        raise AlertsFileError(f"{file} nests too deep: it must hold a plain list of rules") from error
    return root


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
