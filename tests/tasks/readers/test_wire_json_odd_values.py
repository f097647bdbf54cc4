"""No value of a wrong type breaks a reader: each leaf of a whole document is replaced by odd ones."""

import copy
import json

import pytest

from tasks.readers.registry import read
from tasks.sources.limits import Limits
from tests.tasks.readers.test_ap_media_api import ANSWER
from tests.tasks.readers.test_dpa_digitalwires_json import ENTRY
from tests.tasks.readers.test_ninjs import ONE, THREE

ODD = (None, True, 5, -1.5, "", "<p>", "&amp;", "\ud800\x00", [], {}, [[1]], {"a": {"b": []}}, ["x", {"y": None}])


def paths(value, above=()):
    if above:
        yield above
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from paths(value[key], (*above, key))


def with_value(document, path, odd):
    changed = copy.deepcopy(document)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = odd
    return changed


@pytest.mark.parametrize("document", [ONE, THREE, ANSWER, ENTRY], ids=["ninjs 1", "ninjs 3", "AP", "dpa"])
def test_odd_values_break_nothing(delivery, document):
    for path in paths(document):
        for odd in ODD:
            reading = read(delivery(json.dumps(with_value(document, path, odd))), Limits())
            assert reading.drafts or reading.refused
            assert "reader_failed" not in {refused.reason_code for refused in reading.refused}, (path, odd)
