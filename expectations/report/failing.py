"""The keys of failing rows, as quality results hold them."""

import json
from collections.abc import Iterable


def failing_keys(observed: Iterable[str]) -> list[str]:
    """Return the keys in what was observed, batch by batch; the last batches of a wide failure name none."""
    return [str(key) for text in observed for key in json.loads(text).get("failing", ())]
