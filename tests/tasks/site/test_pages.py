"""The pages read from disk: what they show, what they keep to themselves, and that every link leads somewhere."""

import re
from datetime import UTC, date, datetime
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from tasks.exploring import explore
from tasks.site.contents import Filters
from tests.stocked import CLAUSE, FORMULA, HIDDEN_WORD, HOSTILE_BODY, SCRIPT
from warehouse.errors import UsageError, WarehouseMissing

HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
MADE_AT = datetime(2026, 3, 1, tzinfo=UTC)


def page(site, name):
    return html.document_fromstring((site / name).read_text(encoding="utf-8"))


def text(element):
    return " ".join(" ".join(element.itertext()).split())


def test_every_link_leads_to_a_page_and_a_place_in_it(site):
    ids = {path: set(page(site, path).xpath("//@id")) for path in site.rglob("*.html")}
    for path, tree in ((path, page(site, path)) for path in ids):
        for href in tree.xpath("//a/@href | //link/@href | //script/@src"):
            parts = urlsplit(href)
            if parts.scheme == "data":
                continue
            assert not parts.scheme
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), (path.name, href)
            assert not parts.fragment or parts.fragment in ids[target], (path.name, href)


def test_ids_are_not_given_twice(site):
    for path in site.rglob("*.html"):
        ids = page(site, path).xpath("//@id")
        assert len(ids) == len(set(ids)), path.name


def test_a_story_has_its_words_with_every_mark(site):
    tree = page(site, "stories/story_imposed.html")
    (words,) = tree.xpath("//div[contains(@class, 'words')]")
    assert words.text_content().replace("1", "", 1).replace("p1", "", 1) == f"{CLAUSE} Sweden opposed the ban."
    (banned,) = words.xpath(".//span[@id='c7']")
    assert (banned.text, banned.get("class"), banned.get("data-m")) == ("banned", "s c v st-imposed", "1")
    assert [(one.text, one.get("title")) for one in words.xpath(".//span[contains(@class, ' e')]")] == [
        ("Norway", "NO (country)"),
        ("Belarus", "BY (country)"),
    ]
    assert [one.text_content() for one in words.xpath(".//span[contains(@class, ' p')]")] == ["Sweden opposed the ban."]


def test_a_measure_says_why_it_was_read_so(site):
    (card,) = page(site, "stories/story_imposed.html").xpath("//article[@id='measure_story_imposed']")
    assert text(card).startswith("1 Import restriction Imposed Norway → Belarus")
    assert [text(row) for row in card.xpath(".//tbody/tr")] == [
        "Kind banned the verb “ban” with its goods T-V-ban-goods",
        "Target Belarus behind a preposition R-preposition",
    ]
    assert [row.get("href") for row in card.xpath(".//tbody//a")] == ["#c7", "#c34"]


def test_positions_and_versions_are_there(site):
    assert "Sweden opposes measure 1 word that takes the side P-word-oppose" in text(page(site, "stories/story_imposed.html"))
    corrected = text(page(site, "stories/story_corrected.html"))
    assert "2 versions" in corrected
    assert "The words of version 1 It said nothing then." in corrected


def test_what_may_not_be_shown_is_nowhere(site):
    for path in site.rglob("*"):
        if path.is_file():
            assert HIDDEN_WORD.lower() not in path.read_text(encoding="utf-8").lower(), path.name
    assert not (site / "stories" / "story_embargoed.html").exists()
    assert not (site / "stories" / "story_killed.html").exists()


def test_a_target_lists_cases_and_measures(site):
    told = text(page(site, "targets/by.html"))
    assert "3 measures against it in 1 case" in told
    assert CLAUSE in told
    assert "undated" in told


def test_hostile_text_is_words_on_every_page(site):
    for path in [*site.rglob("*.html"), *site.rglob("*.js")]:
        assert not HIDDEN.search(path.read_text(encoding="utf-8")), path.name
    for path in site.rglob("*.html"):
        tree = page(site, path)
        scripts = {script.get("src").split("/")[-1] for script in tree.xpath("//script")}
        assert scripts <= {"site.js", "search.js", "index.js"}
        assert tree.xpath("//img | //iframe | //style | //@style | //@*[starts-with(name(), 'on')]") == [], path.name
    story = page(site, "stories/story_hostile.html")
    assert SCRIPT in story.text_content()
    assert FORMULA in story.xpath("//h1")[0].text
    assert HOSTILE_BODY.split("</div>")[1].split(" ")[0] in story.text_content()
    assert not story.xpath("//a[starts-with(@href, 'javascript')]")


def test_the_pages_allow_nothing_but_files_beside_them(site):
    for path in site.rglob("*.html"):
        (policy,) = page(site, path).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert (
            policy
            == "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
        )


@pytest.mark.parametrize(
    ("filters", "stories"),
    [
        (Filters(), {"story_imposed", "story_proposed", "story_hostile", "story_corrected"}),
        (Filters(provider="meridian wire"), {"story_imposed", "story_proposed", "story_corrected"}),
        (Filters(target="Belarus"), {"story_imposed", "story_proposed", "story_corrected"}),
        (Filters(since=date(2026, 1, 1)), {"story_imposed", "story_hostile", "story_corrected"}),
        (Filters(provider="nobody"), set()),
    ],
    ids=["all", "provider", "target", "since", "none"],
)
def test_filters_choose_stories(stocked, tmp_path, filters, stories):
    site = explore(stocked, tmp_path / "site", filters, MADE_AT).index.parent
    assert {path.stem for path in site.glob("stories/*.html")} == stories


def test_building_again_replaces_the_site_and_says_the_same(stocked, tmp_path):
    first, second = (explore(stocked, tmp_path / "site", Filters(), MADE_AT) for _ in range(2))
    assert first == second
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_a_folder_of_somebody_else_is_refused(stocked, tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty and no site of sanctionwire"):
        explore(stocked, tmp_path, Filters(), MADE_AT)
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_without_a_warehouse_nothing_is_made(tmp_path):
    with pytest.raises(WarehouseMissing):
        explore(tmp_path / "none.duckdb", tmp_path / "site", Filters(), MADE_AT)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_warehouse_gives_a_site_that_says_so(tmp_path):
    from warehouse.connect import open_writer

    with open_writer(tmp_path / "warehouse.duckdb"):
        pass
    site = explore(tmp_path / "warehouse.duckdb", tmp_path / "site", Filters(), MADE_AT).index.parent
    assert "There is no story to show" in text(page(site, "index.html"))
