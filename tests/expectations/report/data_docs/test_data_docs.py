"""Great Expectations' own site opens styled without a network, and nothing that it is given can run."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from expectations.report.data_docs.build import build_data_docs
from expectations.suites import ALL_SUITES
from tests.browser import visit
from warehouse.errors import UsageError

NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>\u202e{{ 7 * 7 }}${7*7}'
# What a page could load or run. Matches `src="x"` and `url(x)`; misses "data:," and "#a".
LOADS = re.compile(r"<script|<img|<iframe|<object|<embed|\ssrc=|url\(|@import|\son[a-z]+=|href=\"https?:", re.IGNORECASE)


def rows(runs=2, failing="stories_published_at_known", key="story_1/v1", run_id="run"):
    """Results of every expectation in some runs, of which one expectation fails."""
    for age in range(runs):
        for suite in ALL_SUITES:
            for expectation in suite.expectations:
                failed = 3 if expectation.name == failing else 0
                yield {
                    "run_id": f"{run_id}_{age}",
                    "suite": suite.table,
                    "expectation": expectation.name,
                    "success": not failed,
                    "judged": 50,
                    "failed": failed,
                    "observed": [json.dumps({"failing": [key]})] if failed else [],
                    "judged_at": NOW - timedelta(days=age),
                }


def pages(site):
    return sorted(site.rglob("*.html"))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    index = build_data_docs(list(rows()), tmp_path_factory.mktemp("docs") / "site")
    return index.parent


def test_there_is_a_page_for_each_suite_and_for_each_suite_of_each_run(site):
    names = [page.relative_to(site).parts for page in pages(site)]
    assert sum(1 for parts in names if parts[0] == "expectations") == len(ALL_SUITES)
    assert sum(1 for parts in names if parts[0] == "validations") == 2 * len(ALL_SUITES)
    assert (site / "index.html").is_file()


def test_nothing_is_loaded_and_there_is_no_script(site):
    assert [(page.name, found[0]) for page in pages(site) if (found := LOADS.search(page.read_text(encoding="utf-8")))] == []
    assert {page.suffix for page in site.rglob("*") if page.is_file()} == {".html"}
    for page in pages(site):
        assert "default-src 'none'; style-src 'unsafe-inline'" in page.read_text(encoding="utf-8")


def test_a_failure_tells_the_reason_the_share_and_the_keys(site):
    (page,) = (site / "validations" / "stories" / "run_0").rglob("*.html")
    text = page.read_text(encoding="utf-8")
    for words in ("Without a date the story has no place in a timeline", "6% of 50 total rows", "story_1/v1"):
        assert words in text


def test_links_lead_to_pages_that_are_there(site):
    for page in pages(site):
        for link in re.findall(r'href="([^"#]+)"', page.read_text(encoding="utf-8")):
            if not link.startswith("data:"):
                assert (page.parent / link).resolve().is_file(), (page, link)


def test_hostile_keys_and_run_names_cannot_run_or_lead_elsewhere(tmp_path):
    build_data_docs(list(rows(1, key=HOSTILE, run_id=f"../../{HOSTILE}")), tmp_path / "deep" / "site")
    found = pages(tmp_path)
    assert found
    assert all(page.is_relative_to(tmp_path / "deep" / "site") for page in found)
    for page in found:
        text = page.read_text(encoding="utf-8")
        assert not LOADS.search(text)
        assert "alert(" not in text


def test_results_that_the_code_no_longer_declares_are_left_out(tmp_path):
    gone = {**next(rows(1)), "expectation": "documents_moon_phase"}
    index = build_data_docs([*rows(1), gone], tmp_path / "site")
    assert not [page for page in pages(index.parent) if "moon_phase" in page.read_text(encoding="utf-8")]


def test_a_site_is_replaced_and_a_folder_with_other_files_is_not(tmp_path):
    build_data_docs(list(rows(2)), tmp_path / "site")
    build_data_docs(list(rows(1)), tmp_path / "site")
    assert sum(1 for page in pages(tmp_path / "site") if "validations" in page.parts) == len(ALL_SUITES)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match="other files"):
        build_data_docs(list(rows(1)), tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.txt").exists()


def test_the_engine_judges_as_before_after_a_site_was_built(site):
    from expectations.engine import validate

    suite = next(suite for suite in ALL_SUITES if suite.table == "documents")
    frame = [{"document_id": "d", "sha256": "0" * 64, "byte_size": 0}]
    assert {outcome.expectation.name for outcome in validate(suite, frame) if not outcome.success} == {
        "documents_byte_size_positive"
    }


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_pages_are_styled_quiet_and_accessible(browser, site, scheme, width):
    (result,) = (site / "validations" / "stories" / "run_0").rglob("*.html")
    for page in (site / "index.html", site / "expectations" / "measures.html", result):
        with visit(browser, page, width=width, scheme=scheme) as seen:
            assert seen.sent == []
            assert seen.complaints == []
            assert seen.serious_violations() == []
            assert not seen.overflows()
            ground = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert ground == {"light": "rgb(246, 246, 243)", "dark": "rgb(18, 21, 24)"}[scheme]


@pytest.mark.slow
def test_hostile_keys_do_nothing_in_a_browser(browser, tmp_path):
    index = build_data_docs(list(rows(1, key=HOSTILE, run_id=HOSTILE)), tmp_path / "site")
    for page in (index, *(tmp_path / "site" / "validations" / "stories").rglob("*.html")):
        with visit(browser, page) as seen:
            assert (seen.sent, seen.complaints, seen.dialogs) == ([], [], [])
            assert seen.page.locator("script, img").count() == 0


@pytest.mark.slow
def test_a_reader_can_hide_what_passed(browser, site):
    (result,) = (site / "validations" / "stories" / "run_0").rglob("*.html")
    with visit(browser, result) as seen:
        before = seen.page.locator("section, .ge-section").filter(visible=True).count()
        seen.page.get_by_label("Failed only").check()
        shown = [one.inner_text() for one in seen.page.locator(".ge-section h2").filter(visible=True).all()]
        assert before > len(shown)
        assert shown == ["Overview", "published_at"]
