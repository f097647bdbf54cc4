"""Files of entries in YAML, such as alerts.yaml, each value with its line, so that an error says where it is."""

from collections.abc import Callable
from pathlib import Path

import yaml

from warehouse.errors import UsageError

MAX_FILE_BYTES = 1_000_000
TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class Entry:
    """One mapping of a file: its values as they are written, each taken once. `shape` says what it should look like."""

    def __init__(self, node: yaml.Node, file: Path, error: type[UsageError], shape: str) -> None:
        self.file = file
        self.node = node
        self._error = error
        if not isinstance(node, yaml.MappingNode):
            raise self.error(node, f"here must be {shape}")
        self.values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value in self.values:
                raise self.error(key, f"{key.value} is there twice")
            self.values[key.value] = value

    def error(self, node: yaml.Node, what: str) -> UsageError:
        """Return the error that is at the place of a node."""
        return self._error(f"{self.file}, line {node.start_mark.line + 1}: {what}")

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

    def optional(self, name: str) -> str | None:
        """Return a value as it is written, or None if the key is missing."""
        return self.text(name) if name in self.values else None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list, or one value as a list of it; nothing if the key is missing."""
        node = self.values.get(name)
        if node is None:
            return ()
        listed = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return tuple(self._scalar(one, name) for one in listed)

    def truth(self, name: str, default: bool) -> bool:
        """Return a value that is true or false."""
        written = (self.optional(name) or str(default)).lower()
        if written not in TRUTHS:
            raise self.error(self.values[name], f"{name} is {written!r}; allowed are true and false")
        return TRUTHS[written]

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

    def _scalar(self, node: yaml.Node, name: str) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            raise self.error(node, f"{name} must be a word or text, and not empty")
        return str(node.value).strip()


def parsed(file: Path, error: type[UsageError]) -> yaml.Node | None:
    """Return the tree of a file, or None if it is empty."""
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            raise error(f"{file} is larger than {MAX_FILE_BYTES:,} bytes: it holds more than rules")
        root: yaml.Node | None = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise error(f"{file}, line {line}: it is no YAML: {problem.problem}") from problem
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as problem:
        raise error(f"{file} cannot be read as YAML in UTF-8: {problem}") from problem
    except RecursionError as problem:
        raise error(f"{file} nests too deep: it must hold a plain list of rules") from problem
    return root
