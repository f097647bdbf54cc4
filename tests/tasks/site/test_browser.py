"""The site in a real browser for which no host resolves: quiet, accessible, by keyboard alone, without scripts, and inert."""

import threading

import pytest

from flows.preview import serve
from tests.browser import ARGUMENTS, find_chromium, visit

pytestmark = pytest.mark.slow

PAGES = ["index.html", "targets/by.html", "stories/story_imposed.html", "stories/story_hostile.html", "search.html", "cases.html"]
SCHEMES = ["light", "dark"]
WIDTHS = [1440, 390]


def case_page(site):
    """A case that several stories tell."""
    return max((site / "cases").iterdir(), key=lambda path: path.stat().st_size)


@pytest.mark.parametrize("name", [*PAGES, "case"])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_quiet_accessible_and_fit(browser, site, name, scheme, width):
    path = case_page(site) if name == "case" else site / name
    with visit(browser, path, width=width, scheme=scheme) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert seen.sent == []
        assert seen.complaints == []
        assert seen.dialogs == []
        assert seen.serious_violations() == []
        assert not seen.overflows()


def test_light_and_dark_are_different_and_styled(browser, site):
    grounds = set()
    for scheme in SCHEMES:
        with visit(browser, site / "index.html", scheme=scheme) as seen:
            grounds.add(seen.page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert grounds == {"rgb(246, 246, 243)", "rgb(18, 21, 24)"}


def go_by_keyboard(page, href_part, most=200):
    """Press Tab until a link that holds the text has the focus, see that one can tell where it is, and press Enter."""
    for _ in range(most):
        page.keyboard.press("Tab")
        href = page.evaluate("document.activeElement.getAttribute('href') || ''")
        if href_part in href:
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", href
            page.keyboard.press("Enter")
            page.wait_for_timeout(150)
            return
    raise AssertionError(f"Tab never came to a link to {href_part}")


def test_from_target_to_evidence_by_keyboard_alone(browser, site):
    with visit(browser, site / "targets.html") as seen:
        go_by_keyboard(seen.page, "targets/by.html")
        go_by_keyboard(seen.page, "cases/")
        assert seen.page.url.split("/")[-2] == "cases"
        go_by_keyboard(seen.page, "#measure_story_imposed")
        assert seen.page.url.endswith("stories/story_imposed.html#measure_story_imposed")
        for _ in range(30):  # from the measure's card to why it was read so
            seen.page.keyboard.press("Tab")
            if seen.page.evaluate("document.activeElement.tagName") == "SUMMARY":
                break
        seen.page.keyboard.press("Enter")
        go_by_keyboard(seen.page, "#c7")
        words = seen.page.locator(".words .s:target")
        assert words.inner_text() == "banned"
        assert seen.page.evaluate("getComputedStyle(document.querySelector('.words .s:target')).outlineStyle") == "solid"
        assert seen.sent == []


def test_the_skip_link_comes_first(browser, site):
    with visit(browser, site / "index.html") as seen:
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate("document.activeElement.textContent") == "Skip to the content"
        seen.page.keyboard.press("Enter")
        assert seen.page.evaluate("document.activeElement.id") == "main"


def test_without_scripts_everything_reads(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name in PAGES:
        page.goto((site / name).as_uri())
        assert page.locator("h1").is_visible()
    assert page.locator(".tellings, table").first.is_visible()
    page.goto((site / "index.html").as_uri())
    assert page.locator(".timeline rect").count() > 0
    page.goto((site / "search.html").as_uri())
    assert page.get_by_text("The search needs JavaScript").is_visible()
    assert not page.locator("#find").is_visible()
    context.close()


@pytest.mark.parametrize(
    ("fields", "titles"),
    [
        ({"words": "bans timb"}, ["Norway bans timber"]),
        ({"words": "timber", "statuses": "proposed"}, ["Ban asked for"]),
        ({"targets": "belar", "from": "2026", "statuses": "threatened"}, ["Last words"]),
        ({"words": "constructor"}, None),
        ({"words": "zembla"}, []),
        ({"words": "__proto__ nothing"}, []),
    ],
    ids=["beginning of a word", "standing", "target and year", "a word of the language", "hidden story", "absent"],
)
def test_search_finds_by_words_and_fields(browser, site, fields, titles):
    with visit(browser, site / "search.html") as seen:
        for field, value in fields.items():
            choose = seen.page.locator(f"#{field}")
            choose.select_option(value) if field == "statuses" else choose.fill(value)
        seen.page.wait_for_function("document.querySelector('#told').textContent.endsWith('found')")
        seen.page.wait_for_timeout(200)
        found = seen.page.locator("#found a").all_inner_texts()
        assert (len(found) == 1 and "HYPERLINK" in found[0]) if titles is None else found == titles
        assert seen.sent == seen.complaints == seen.dialogs == []


def test_a_search_can_be_linked_to(browser, site):
    with visit(browser, site / "search.html") as seen:
        seen.page.goto(f"{(site / 'search.html').as_uri()}#words=bans+timber")
        seen.page.reload()
        seen.page.wait_for_selector("#found a")
        assert seen.page.locator("#found a").all_inner_texts() == ["Norway bans timber"]


def test_marks_can_be_hidden_and_a_card_lights_its_words(browser, site):
    with visit(browser, site / "stories/story_imposed.html") as seen:
        seen.page.locator(".measure").hover()
        assert seen.page.locator(".words .s.on").count() > 1
        seen.page.get_by_text("Show its words in the text").click()
        seen.page.locator("h1").hover()
        kept = "".join(seen.page.locator(".words .s.kept").all_inner_texts())
        assert kept == "Norway banned timber imports from Belarus on Monday."
        seen.page.get_by_label("Entity").uncheck()
        assert seen.page.locator(".words.hide-e").count() == 1


def test_on_paper_it_is_dark_on_white_and_open(browser, site):
    with visit(browser, site / "stories/story_imposed.html", scheme="dark") as seen:
        seen.page.emulate_media(media="print")
        assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert seen.page.locator(".measure tbody tr").first.is_visible()


def test_hostile_stories_do_nothing_anywhere(browser, site):
    with visit(browser, site / "index.html") as seen:
        for path in sorted(site.rglob("*.html")):
            seen.page.goto(path.as_uri())
            assert seen.page.locator("script").count() <= 3
        seen.page.goto((site / "search.html").as_uri())
        seen.page.fill("#words", "hyperlink")
        seen.page.wait_for_selector("#found a")
        assert seen.page.locator("#found script, #found img").count() == 0
        assert seen.dialogs == seen.sent == seen.complaints == []


def test_the_preview_shows_the_same(browser, site, monkeypatch):
    monkeypatch.setattr("signal.signal", lambda *_: None)  # may be set in the main thread alone
    told, found = threading.Event(), []
    threading.Thread(target=serve, args=(site, 0, lambda url: (found.append(url), told.set())), daemon=True).start()
    assert told.wait(10)
    arguments = [one.replace("~NOTFOUND", "~NOTFOUND, EXCLUDE 127.0.0.1") for one in ARGUMENTS]
    local = browser.browser_type.launch(executable_path=find_chromium(), args=arguments)
    with visit(local, found[0]) as seen:
        assert seen.page.locator("h1").inner_text() == "Sanction measures in the wire"
        assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(246, 246, 243)"
        assert seen.complaints == []
        assert {url.split("/")[2].split(":")[0] for url in seen.sent} == {"127.0.0.1"}
    local.close()
