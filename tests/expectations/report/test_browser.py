"""The page in a real browser without a network: styled, quiet, accessible, in light and dark, on a phone and on paper."""

import pytest

from expectations.report.gathering import gather
from expectations.report.page import build_report
from tests.browser import visit

pytestmark = pytest.mark.slow

SCHEMES = ["light", "dark"]
WIDTHS = [1440, 390]


@pytest.fixture
def page(rows_of, answers, generated_at, tmp_path):
    answers["report/has_rule_precision"] = [{"view_name": "rule_precision"}]
    file = tmp_path / "report.html"
    file.write_text(build_report(gather(rows_of), generated_at), encoding="utf-8")
    return file


def colour_of(page, selector, of="background-color"):
    return page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).getPropertyValue('{of}')")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_quiet_accessible_and_fits(browser, page, scheme, width):
    with visit(browser, page, width=width, scheme=scheme) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert seen.sent == []
        assert seen.complaints == []
        assert seen.serious_violations() == []
        assert not seen.overflows()


def test_light_and_dark_are_different_and_styled(browser, page):
    grounds = {}
    for scheme in SCHEMES:
        with visit(browser, page, scheme=scheme) as seen:
            grounds[scheme] = colour_of(seen.page, "body")
            assert colour_of(seen.page, ".verdict", "border-left-width") == "6px"
    assert grounds == {"light": "rgb(246, 246, 243)", "dark": "rgb(18, 21, 24)"}


def test_a_link_to_a_failing_row_opens_it(browser, page):
    with visit(browser, page) as seen:
        row = seen.page.locator("#row-2")
        assert not row.is_visible()
        seen.page.locator("a[href='#row-2']").click()
        row.wait_for(state="visible")
        assert row.locator("blockquote").inner_text().startswith("Norland banned timber")


def test_on_paper_everything_is_open_and_dark_on_white(browser, page):
    with visit(browser, page, scheme="dark") as seen:
        seen.page.emulate_media(media="print")
        assert colour_of(seen.page, "body") == "rgb(255, 255, 255)"
        assert colour_of(seen.page, "body", "color") == "rgb(28, 33, 38)"
        assert seen.page.locator("#row-2").evaluate("row => row.getBoundingClientRect().height") > 20
        assert not seen.page.locator("nav.contents").is_visible()
        assert seen.page.pdf().startswith(b"%PDF")


def test_the_keyboard_reaches_the_report_first(browser, page):
    with visit(browser, page) as seen:
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate("document.activeElement.textContent") == "Skip to the report"
