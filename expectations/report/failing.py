"""What quality results say of failing rows: their keys, or sentences where they are of no row."""

import json
from collections.abc import Iterable


def failing_keys(observed: Iterable[str]) -> list[str]:
    """Return the keys of failing rows, or a sentence each, batch by batch."""
    return _listed(observed, "failing")


def told(observed: Iterable[str]) -> list[str]:
    """Return what was said of the whole, as sentences."""
    return _listed(observed, "told")


def _listed(observed: Iterable[str], name: str) -> list[str]:
    return [str(entry) for text in observed for entry in json.loads(text).get(name, ())]
