"""A long history makes a page of bounded size: aggregated, the newest of what can grow, and how much is left out."""

import pytest
from lxml import html

from tasks.quality import report_figures, write_report
from tests.histories import make_history

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def page(tmp_path_factory, generated_at):
    folder = tmp_path_factory.mktemp("history")
    make_history(folder / "warehouse.duckdb", 150)
    return write_report(report_figures(folder / "warehouse.duckdb"), folder / "report.html", generated_at)


def test_150_runs_make_a_page_under_a_megabyte(page):
    assert page.stat().st_size < 1_000_000


def test_all_runs_are_in_the_charts_and_the_tables(page):
    tree = html.document_fromstring(page.read_text(encoding="utf-8"))
    assert len(tree.xpath("//figure[starts-with(@class, 'chart')][1]//rect")) == 150
    assert len(tree.xpath("//section[@aria-labelledby='trend']//tbody/tr")) == 150


def test_what_is_left_out_is_counted(page):
    told = " ".join(html.document_fromstring(page.read_text(encoding="utf-8")).text_content().split())
    assert "failing rows more" in told
    assert told.count(" more.") >= 5
