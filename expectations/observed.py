"""What `quality_results.observed` says of a failure."""

import json
from collections.abc import Sequence


def observation(failing: Sequence[str], told: Sequence[str] = ()) -> str:
    """Return as JSON the keys of failing rows, or a sentence for each failing provider, and sentences on the whole."""
    return json.dumps({"failing": list(failing), **({"told": list(told)} if told else {})}, ensure_ascii=False)
