"""The page opens offline, reads well by eye and by ear, and whatever was received is inert on it."""

import re
from itertools import pairwise, product
from pathlib import Path

import pytest
from lxml import html

import expectations.report
from expectations.report.gathering import gather
from expectations.report.page import build_report

STYLE = Path(expectations.report.__file__).parent / "templates" / "report.css"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(document.cookie)",
    "{{ 7 * 7 }}{% raw %}",
    "</style><style>*{display:none}",
    "--><!-- ]]>",
]

# The columns of the report that hold text which somebody else wrote, or that might come to.
FOREIGN = {
    *("provider", "format", "reason", "source_uri", "record_key", "reason_code", "run_id", "state", "flow_name", "stage"),
    *("record_kind", "measure_type", "status", "headline", "before", "words", "after", "story_id", "version", "rule_id"),
    *("column_name", "quarantine_id"),
}


@pytest.fixture
def page(rows_of, generated_at) -> str:
    return build_report(gather(rows_of), generated_at)


@pytest.fixture
def tree(page) -> html.HtmlElement:
    return html.document_fromstring(page)


def texts(tree, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.xpath(path)]


def test_the_verdict_comes_first(tree):
    assert texts(tree, "//h1") == ["1 critical check failed"]
    assert tree.xpath("//main/*[1]")[0].get("class") == "verdict failed"
    assert texts(tree, "//head/title") == ["1 critical check failed – sanctionwire data quality"]
    assert texts(tree, "//section[@class='verdict failed']//li") == ["The measure has no target that may load (1 of 200 rows)"]


@pytest.mark.parametrize(
    ("kept", "verdict"), [(slice(1, None), "All critical checks passed"), (slice(0), "Nothing has been judged yet")]
)
def test_the_verdict_follows_the_checks(answers, rows_of, generated_at, kept, verdict):
    answers["report/checks"] = answers["report/checks"][kept]
    tree = html.document_fromstring(build_report(gather(rows_of), generated_at))
    assert texts(tree, "//h1") == [verdict]


def test_an_empty_warehouse_makes_a_page(answers, rows_of, generated_at):
    for name in set(answers) - {"report/totals"}:
        answers[name] = []
    tree = html.document_fromstring(build_report(gather(rows_of), generated_at))
    assert "Nothing waits in quarantine." in texts(tree, "//p")


def test_a_failing_check_tells_reason_remedy_owner_and_rows(tree):
    (card,) = tree.xpath("//article[@id='check-measures_target_known']")
    told = " ".join(card.text_content().split())
    for words in ("Critical", "Why measures_target_known is there.", "Ownerextraction", "measure_9", "1of 200 rows", "0.5 %"):
        assert words in told
    assert "DoSee whether its target was refused as well" in told


def test_quarantine_is_grouped_by_reason_and_a_sentence_is_told_once(tree):
    (reason,) = tree.xpath("//details[.//div[@class='items']]")
    assert texts(reason, ".//p") == ["The measure has no target that may load."]
    assert [item.split()[0] for item in texts(reason, ".//li")] == ["measure_9", "measure_8"]
    assert texts(reason, "./summary/span[@class='amount']") == ["2 open, 3 closed"]


def test_measures_have_sums(tree):
    (table,) = tree.xpath("//table[caption[starts-with(., 'Measures')]]")
    assert texts(table, ".//tbody/tr/th") == ["arms embargo", "travel ban"]
    assert texts(table, ".//tfoot//td")[-1] == "377"


def test_nothing_is_loaded_and_nothing_runs(tree):
    links = [value for value in tree.xpath("//@href | //@src") if not value.startswith(("#", "data:"))]
    assert links == []
    assert tree.xpath("//script | //iframe | //object | //embed | //img | //link[@rel='stylesheet'] | //form") == []
    assert tree.xpath("//@*[starts-with(name(), 'on')]") == []
    style = STYLE.read_text(encoding="utf-8")
    assert "url(" not in style
    assert "@import" not in style
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_received_text_is_inert_wherever_it_stands(answers, rows_of, generated_at, hostile):
    answers["report/has_rule_precision"] = [{"view_name": "rule_precision"}]
    clean = html.document_fromstring(build_report(gather(rows_of), generated_at))
    for table in answers.values():
        for row in table:
            row.update(dict.fromkeys(FOREIGN & row.keys(), hostile))
    answers["report/checks"][0] |= {"observed": ['{"failing": ["<b>key</b>"]}'], "expectation": hostile, "suite": hostile}
    page = build_report(gather(rows_of), generated_at)
    tree = html.document_fromstring(page)
    assert {element.tag for element in tree.iter() if isinstance(element.tag, str)} <= {
        element.tag for element in clean.iter() if isinstance(element.tag, str)
    }
    assert len(tree.xpath("//style")) == 1
    assert not [value for value in tree.xpath("//@href") if not value.startswith(("#", "data:"))]
    assert tree.xpath("//@*[starts-with(name(), 'on')]") == []
    (provider,) = tree.xpath("//section[@aria-labelledby='coverage']//tbody/tr/th/bdi")
    assert provider.text_content() == hostile  # told as it came, braces and brackets included


def test_hidden_characters_are_shown(answers, rows_of, generated_at):
    answers["report/quarantine_items"][0]["source_uri"] = "/in/\u202egnp.exe\x1b[31m"
    page = build_report(gather(rows_of), generated_at)
    assert "/in/[U+202E]gnp.exe[U+001B][31m" in page
    assert "\u202e" not in page


def test_long_text_is_cut(answers, rows_of, generated_at):
    answers["report/quarantine_items"][0]["reason"] = "long " * 100_000
    assert len(build_report(gather(rows_of), generated_at)) < 100_000


def test_landmarks_headings_and_names_are_there(tree):
    assert len(tree.xpath("//header")) == len(tree.xpath("//main")) == len(tree.xpath("//body/footer")) == 1
    assert tree.get("lang") == "en"
    assert tree.xpath("//a[@class='skip']/@href") == ["#report"]
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {name for names in tree.xpath("//@aria-labelledby") for name in names.split()} <= set(ids)
    assert {link.removeprefix("#") for link in tree.xpath("//a/@href")} <= set(ids)


def test_every_table_has_a_caption_and_scoped_headers(tree):
    tables = tree.xpath("//table")
    assert len(tables) == 5
    assert all(table.xpath("./caption") for table in tables)
    assert all(header.get("scope") in {"col", "row"} for header in tree.xpath("//th"))
    assert all(box.get("tabindex") == "0" and box.get("aria-label") for box in tree.xpath("//div[@class='scroll']"))


def test_charts_are_told_in_words_and_in_a_table(tree):
    charts = tree.xpath("//figure[starts-with(@class, 'chart')]/svg[@role='img']")
    assert [chart.xpath("./title")[0].text for chart in charts] == [
        "Failures of critical checks",
        "Warnings",
        "Story versions loaded",
        "Refused into quarantine",
    ]
    assert charts[0].xpath("./desc")[0].text.startswith("3 runs: 1 in the newest, 1 at most.")
    assert len(charts[0].xpath("./rect")) == 3
    (table,) = tree.xpath("//table[caption[contains(., 'runs')]]")
    assert len(table.xpath("./tbody/tr")) == 3


def test_a_failing_check_shows_its_history(tree):
    (figure,) = tree.xpath("//article[@id='check-measures_target_known']//figure")
    assert texts(figure, "./p") == ["3 runs: 0.0 % in the newest, 1.0 % at most"]
    assert [bar.get("class") for bar in figure.xpath("./svg/rect")] == [None, None, "stub"]


def test_a_failing_row_shows_its_story_and_its_words_and_is_linked_from_the_check(tree):
    (link,) = tree.xpath("//article[@id='check-measures_target_known']//a")
    (row,) = tree.xpath(f"//article[@id='{link.get('href').removeprefix('#')}']")
    assert texts(row, "./h3") == ["Norland bans timber"]
    assert texts(row, ".//blockquote") == ["On Tuesday Norland banned timber from Finmark."]
    assert texts(row, ".//mark") == ["Norland banned timber"]
    told = " ".join(row.text_content().split())
    for words in ("in quarantine", "Nordic Desk", "story_9 version v1, characters 11 to 32", "sanctionwire explain story_9"):
        assert words in told
    assert row.xpath("./p/a/@href") == ["#check-measures_target_known"]


def test_failing_rows_that_are_not_shown_are_counted(tree):
    (section,) = tree.xpath("//section[@aria-labelledby='rows']")
    assert "And 2 failing rows more:" in " ".join(section.text_content().split())


def test_a_story_that_may_not_be_shown_is_named_by_its_id_alone(answers, rows_of, generated_at):
    answers["report/rows"][0] |= {"may_show": False, "headline": None, "before": None, "words": None, "after": None}
    tree = html.document_fromstring(build_report(gather(rows_of), generated_at))
    (row,) = tree.xpath("//article[@id='row-1']")
    assert texts(row, "./h3") == ["Story that may not be shown"]
    assert row.xpath(".//blockquote") == []
    assert "story_9" in row.text_content()


def test_drift_says_which_way_a_check_moved(tree):
    (table,) = tree.xpath("//section[@aria-labelledby='drift']//table")
    (line,) = texts(table, "./tbody/tr")
    for words in ("stories_published_at_known", "worse", "31.0 %", "2.0 %"):
        assert words in line


def test_precision_by_rule_is_shown_where_there_are_reviews(answers, rows_of, generated_at, tree):
    assert tree.xpath("//section[@aria-labelledby='precision']") == []
    answers["report/has_rule_precision"] = [{"view_name": "rule_precision"}]
    tree = html.document_fromstring(build_report(gather(rows_of), generated_at))
    told = texts(tree, "//section[@aria-labelledby='precision']//tbody/tr/*")
    assert told == ["ban.active", "40", "36", "2", "2", "90.0 %"]


def test_coverage_has_shares_and_measures_a_story(tree):
    told = texts(tree, "//section[@aria-labelledby='coverage']//tbody/tr/*")
    assert told == ["Nordic Desk", "plain", "1,100", "> 99.9 %", "95.0 %", "27.3 %", "0.37", "3", "–", "2026-11-24"]


def test_150_runs_and_what_the_queries_give_at_most_make_a_page_under_a_megabyte(answers, rows_of, generated_at):
    run, item, row = answers["report/runs"][0], answers["report/quarantine_items"][0], answers["report/rows"][0]
    answers["report/runs"] = [{**run, "run_id": f"run_{n}"} for n in range(150)]
    answers["report/quarantine_items"] = [{**item, "reason": f"{n} " * 300} for n in range(300)]
    answers["report/quarantine_reasons"] = [
        {**answers["report/quarantine_reasons"][0], "reason_code": f"code_{n}"} for n in range(1_000)
    ]
    answers["report/rows"] = [
        {**row, "record_key": f"measure_{n}", "words": "ö" * 500, "before": "ä" * 160, "after": "ü" * 160} for n in range(150)
    ]
    answers["report/coverage"] = [{**answers["report/coverage"][0], "provider": f"{n}" * 200, "lines": 900} for n in range(100)]
    page = build_report(gather(rows_of), generated_at)
    assert len(page.encode()) < 1_000_000
    told = " ".join(html.document_fromstring(page).text_content().split())
    assert "And 940 reasons more" in told
    assert "And 800 more with fewer stories." in told


# Colours: the pairs of text and ground that occur, and the contrast that WCAG 2 asks of normal text.
LEAST_CONTRAST = 4.5
COLOUR = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{6});")  # matches "--ink: #1c2126;"; misses "--tone: var(--pass);"
GROUNDS = ["page", "card", *(f"shade-{n}" for n in range(1, 5))]
PAIRS = [
    *product(["ink", "quiet", "accent", "pass", "critical"], ["page", "card"]),
    *product(["ink"], GROUNDS),
    *[(tone, f"{tone}-wash") for tone in ("pass", "critical", "warning", "info")],
    *product(["ink", "accent"], ["pass-wash", "critical-wash"]),
]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_enough_contrast(scheme):
    light, dark = STYLE.read_text(encoding="utf-8").split("@media screen and (prefers-color-scheme: dark)")
    colours = dict(COLOUR.findall(light if scheme == "light" else dark.split("@media")[0]))
    for text, ground in PAIRS:
        high, low = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= LEAST_CONTRAST, (text, ground)
