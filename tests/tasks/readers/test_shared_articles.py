"""Gates over the shared development data: floors that refuse to drop silently."""

import gzip
import json
from datetime import UTC, datetime

import pytest

from tasks.readers.agreement import agreement
from tasks.readers.registry import read
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits

NOW = datetime(2026, 11, 24, tzinfo=UTC)
BODY_F1_FLOOR = 0.965  # measured .976 over all pages with trafilatura 2.3.1 and newspaper4k 0.9.6
SAMPLE = 9  # every ninth page: the whole set takes half a minute


@pytest.fixture(scope="module")
def gold(shared):
    lines = (shared / "articles/gold.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def body_f1(shared, page) -> float:
    content = gzip.decompress((shared / f"articles/{page['id']}.html.gz").read_bytes())
    drafts = read(Delivery(page["url"], content, "text/html", None, NOW), Limits()).drafts
    return agreement(drafts[0].text if drafts else "", page["body"])


def test_bodies_of_a_sample_of_real_pages(shared, gold):
    scores = [body_f1(shared, page) for page in gold[::SAMPLE]]
    assert sum(scores) / len(scores) >= BODY_F1_FLOOR


@pytest.mark.slow
def test_bodies_of_all_real_pages(shared, gold):
    scores = [body_f1(shared, page) for page in gold]
    assert sum(scores) / len(scores) >= BODY_F1_FLOOR


def test_every_wire_file_is_read_or_refused_by_name(shared):
    for path in sorted(path for path in (shared / "wire").rglob("*") if path.is_file()):
        reading = read(Delivery(str(path), path.read_bytes(), None, None, NOW), Limits())
        assert reading.format, path
        assert len(reading.drafts) + len(reading.refused) > 0, path
        assert {refusal.reason_code for refusal in reading.refused} <= {
            "format_not_supported",
            "unknown_format",
            "empty",
            "no_story",
            "links_only",
            "little_text",
            "no_text_column",
        }, path


def test_every_story_is_read_as_plain_text_and_keeps_every_line(shared):
    for path in sorted((shared / "stories").rglob("*.txt")):
        (draft,) = read(Delivery(str(path), path.read_bytes(), None, None, NOW), Limits()).drafts
        whole = path.read_text(encoding="utf-8")
        assert draft.text == whole or (draft.headline and whole.endswith("---\n" + draft.text)), path


@pytest.mark.parametrize("suite", ["archives_malformed", "libxml2", "html5lib_tree", "json_suite", "naughty_strings"])
def test_hostile_files_are_accounted_for(shared, suite):
    for path in sorted(path for path in (shared / "hostile" / suite).rglob("*") if path.is_file()):
        reading = read(Delivery(str(path), path.read_bytes(), None, None, NOW), Limits())
        assert reading.drafts or reading.refused, path
        assert "reader_failed" not in {refusal.reason_code for refusal in reading.refused}, path
