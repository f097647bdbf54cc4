"""What the warehouse kept of validations, as the objects that Great Expectations would have made of them.

Only ids, flags and figures go in: the site prints values as they are.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from expectations.expectation import Judged
from expectations.inert import token
from expectations.report.failing import failing_keys

# A name that may stand in a path. Matches "run_0a1b"; misses "..", "a/b" and "<b>".
PATH_PART = re.compile(r"[A-Za-z0-9_-]{1,80}")
KEY_COLUMN = "key"

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Validation:
    """One suite in one run. `rows` are the results of its expectations by name, summed over the batches of the run."""

    suite: Judged
    run_name: str
    judged_at: datetime
    rows: Mapping[str, Row]


def validations(rows: Sequence[Row], suites: Sequence[Judged]) -> list[Validation]:
    """Return the validations in results of the query `report/validations`. What the code no longer declares is left out."""
    found: dict[tuple[str, str], dict[str, Row]] = {}
    for row in rows:
        found.setdefault((row["run_id"], row["suite"]), {})[row["expectation"]] = row
    return [
        Validation(suite, path_part(run_id), max(row["judged_at"] for row in results.values()), results)
        for suite in suites
        for (run_id, table), results in found.items()
        if table == suite.table and any(expectation.name in results for expectation in suite.expectations)
    ]


def path_part(name: str) -> str:
    """Return a name as a part of a path, or a digest where it might lead elsewhere."""
    return name if PATH_PART.fullmatch(name) else f"run-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def result_of(row: Row) -> dict[str, object]:
    """Return the part `result` of one validation result: figures, and the keys of some failing rows."""
    judged, failed = int(row["judged"] or 0), int(row["failed"] or 0)
    share = 100 * failed / judged if judged else 0.0
    figures: dict[str, object] = {
        "element_count": judged,
        "missing_count": 0,
        "missing_percent": 0.0,
        "unexpected_count": failed,
        "unexpected_percent": share,
        "unexpected_percent_total": share,
        "unexpected_percent_nonmissing": share,
    }
    keys = [token(key) for key in failing_keys(row["observed"]) if " " not in key]  # what has spaces is a sentence, no key
    if not keys:
        return figures
    return figures | {
        "unexpected_index_column_names": [KEY_COLUMN],
        "unexpected_index_list": [{KEY_COLUMN: key} for key in keys],
        "partial_unexpected_list": keys,
    }
